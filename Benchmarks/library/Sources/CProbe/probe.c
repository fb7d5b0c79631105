#define _GNU_SOURCE
#include "probe.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static int is_counting;
static uint64_t allocations;

static inline void count_allocation(void) {
  if (__atomic_load_n(&is_counting, __ATOMIC_RELAXED))
    __atomic_fetch_add(&allocations, 1, __ATOMIC_RELAXED);
}

#ifdef __GLIBC__
// A program's own `malloc` comes before the library's for everything in the process, the Swift
// runtime included. glibc keeps its own under these names, and its `free` takes what they give.
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void *malloc(size_t size) {
  count_allocation();
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  count_allocation();
  return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
  count_allocation();
  return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
  count_allocation();
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
  void *found = memalign(alignment, size);
  if (!found) return ENOMEM;
  *memory = found;
  return 0;
}

int probe_counts_allocations(void) { return 1; }
#else
int probe_counts_allocations(void) { return 0; }
#endif

void probe_start_counting(void) {
  __atomic_store_n(&allocations, 0, __ATOMIC_RELAXED);
  __atomic_store_n(&is_counting, 1, __ATOMIC_RELAXED);
}

uint64_t probe_stop_counting(void) {
  __atomic_store_n(&is_counting, 0, __ATOMIC_RELAXED);
  return __atomic_load_n(&allocations, __ATOMIC_RELAXED);
}

static struct sockaddr_in loopback(uint16_t port) {
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

static uint64_t received;

static void *read_for_ever(void *context) {
  int descriptor = (int)(intptr_t)context;
  static uint8_t buffer[65536];
  for (;;) {
    int batch = 0;
    while (batch < 4096 && recv(descriptor, buffer, sizeof buffer, MSG_DONTWAIT) >= 0) batch++;
    __atomic_fetch_add(&received, (uint64_t)batch, __ATOMIC_RELAXED);
    usleep(1000);
  }
  return NULL;
}

int probe_receive(uint16_t *port) {
  struct sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
  if (descriptor < 0) return -1;
  int bytes = 8 << 20;
#ifdef SO_RCVBUFFORCE
  if (setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) != 0)
#endif
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  pthread_t thread;
  if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0 ||
      getsockname(descriptor, (struct sockaddr *)&address, &length) != 0 ||
      pthread_create(&thread, NULL, read_for_ever, (void *)(intptr_t)descriptor) != 0) {
    close(descriptor);
    return -1;
  }
  pthread_detach(thread);
  *port = ntohs(address.sin_port);
  return 0;
}

uint64_t probe_received(void) { return __atomic_load_n(&received, __ATOMIC_RELAXED); }

int probe_open(void) { return socket(AF_INET, SOCK_DGRAM, 0); }

long probe_send(int descriptor, uint16_t port, const void *bytes, size_t count) {
  struct sockaddr_in address = loopback(port);
  return (long)sendto(descriptor, bytes, count, MSG_DONTWAIT, (struct sockaddr *)&address,
                      sizeof address);
}

double probe_thread_seconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

uint64_t probe_resident_bytes(void) {
  FILE *file = fopen("/proc/self/statm", "r");
  if (!file) return 0;
  unsigned long pages = 0;
  int found = fscanf(file, "%*u %lu", &pages);
  fclose(file);
  return found == 1 ? (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
}
