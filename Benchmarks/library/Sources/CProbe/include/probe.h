// What the measurements need of the system: a count of allocations, a receiver of datagrams, and the
// plainest sender there is.
#ifndef LIBRARY_BENCH_PROBE_H
#define LIBRARY_BENCH_PROBE_H

#include <stddef.h>
#include <stdint.h>

/// Whether allocations can be counted here: with glibc, whose `malloc` a program can put its own
/// before.
int probe_counts_allocations(void);

/// Counts the allocations of all threads from now on.
void probe_start_counting(void);

/// Ends that, and says how many there were: calls of `malloc`, `calloc`, `realloc` and their aligned
/// kin.
uint64_t probe_stop_counting(void);

/// Opens a socket on 127.0.0.1, on a free port that is told, and starts a thread that reads it as
/// stats-top does, in batches with a rest between them, and throws away. Returns 0, or -1.
int probe_receive(uint16_t *port);

/// How many datagrams that thread has read.
uint64_t probe_received(void);

/// Opens a socket to send from. Returns its descriptor, or -1.
int probe_open(void);

/// Sends one datagram to a port of 127.0.0.1 with one system call, without waiting. Returns how many bytes went, or -1.
long probe_send(int descriptor, uint16_t port, const void *bytes, size_t count);

/// The processor time that this thread has had, in seconds.
double probe_thread_seconds(void);

/// The process's resident memory in bytes, or 0 where that is not told.
uint64_t probe_resident_bytes(void);

#endif
