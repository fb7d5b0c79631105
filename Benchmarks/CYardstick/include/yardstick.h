// The least that a sender and a receiver of datagrams can be, in C: what intake is measured
// against.
#ifndef STATS_TOP_YARDSTICK_H
#define STATS_TOP_YARDSTICK_H

#include <stddef.h>
#include <stdint.h>

/// Sends one datagram's bytes over and over to 127.0.0.1, with segmentation offload where the
/// system has it, for a time. `per_second` of 0 is as fast as it goes. Returns how many were sent.
uint64_t yardstick_send(uint16_t port, const uint8_t *bytes, size_t count, double seconds,
                        double per_second);

/// What a receiver tells its sender: how many datagrams it has taken so far.
typedef struct yardstick_flow yardstick_flow;
yardstick_flow *yardstick_flow_make(void);
void yardstick_flow_free(yardstick_flow *flow);
void yardstick_flow_take(yardstick_flow *flow, uint64_t count);

/// Sends like `yardstick_send`, as fast as the receiver takes: never more than four mebibytes are
/// on their way, so nothing is lost for want of room and what comes out is the highest rate without
/// loss. What was not taken within a tenth of a second is given up. Returns how many were sent.
uint64_t yardstick_send_as_taken(uint16_t port, const uint8_t *bytes, size_t count, double seconds,
                                 yardstick_flow *flow);

/// Opens a socket on 127.0.0.1, on a free port that is told. Returns its descriptor, or -1.
int yardstick_open(uint16_t *port);

/// Receives on it and throws away, until nothing came for a fifth of a second after something did.
/// Says how long it took from the first datagram to the last. Returns how many there were.
uint64_t yardstick_receive(int descriptor, yardstick_flow *flow, double *seconds);

#endif
