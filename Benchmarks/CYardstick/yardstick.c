#define _GNU_SOURCE
#include "yardstick.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

#define BATCH 64
#define OFFLOAD_BYTES 60000
// What may be on its way: half of the buffer that is asked for. Short datagrams take several times
// their bytes in it, so there may be only so many.
#define WINDOW_BYTES (4 << 20)
#define WINDOW_DATAGRAMS 5000

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static struct sockaddr_in loopback(uint16_t port) {
  struct sockaddr_in address;
  memset(&address, 0, sizeof address);
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// A socket that sends to a port, and copies of a datagram side by side: the kernel cuts them
/// apart.
struct sender {
  int descriptor;
  size_t segments;
  size_t bytes;
  uint8_t copies[OFFLOAD_BYTES];
};

static int sender_open(struct sender *sender, uint16_t port, const uint8_t *bytes, size_t count) {
  struct sockaddr_in address = loopback(port);
  if (count > OFFLOAD_BYTES) return -1;
  sender->descriptor = socket(AF_INET, SOCK_DGRAM, 0);
  if (sender->descriptor < 0) return -1;
  if (connect(sender->descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
    close(sender->descriptor);
    return -1;
  }
  sender->segments = 1;
#ifdef __linux__
  int size = (int)count;
  if (count * 2 <= OFFLOAD_BYTES &&
      setsockopt(sender->descriptor, IPPROTO_UDP, UDP_SEGMENT, &size, sizeof size) == 0)
    sender->segments = OFFLOAD_BYTES / count < BATCH ? OFFLOAD_BYTES / count : BATCH;
#endif
  sender->bytes = sender->segments * count;
  for (size_t i = 0; i < sender->segments; i++) memcpy(sender->copies + i * count, bytes, count);
  return 0;
}

/// Sends all copies by one call. Returns how many datagrams these are.
static uint64_t sender_send(struct sender *sender) {
  return send(sender->descriptor, sender->copies, sender->bytes, 0) > 0 ? sender->segments : 0;
}

uint64_t yardstick_send(uint16_t port, const uint8_t *bytes, size_t count, double seconds,
                        double per_second) {
  static struct sender sender;
  if (sender_open(&sender, port, bytes, count) != 0) return 0;
  double start = now(), end = start + seconds;
  uint64_t sent = 0;
  for (double time = start; time < end; time = now()) {
    if (per_second > 0 && (double)sent >= (time - start) * per_second) {
      struct timespec pause = {0, 200000};
      nanosleep(&pause, NULL);
      continue;
    }
    sent += sender_send(&sender);
  }
  close(sender.descriptor);
  return sent;
}

struct yardstick_flow {
  _Atomic uint64_t taken;
};

yardstick_flow *yardstick_flow_make(void) { return calloc(1, sizeof(yardstick_flow)); }

void yardstick_flow_free(yardstick_flow *flow) { free(flow); }

void yardstick_flow_take(yardstick_flow *flow, uint64_t count) {
  atomic_fetch_add_explicit(&flow->taken, count, memory_order_release);
}

uint64_t yardstick_send_as_taken(uint16_t port, const uint8_t *bytes, size_t count, double seconds,
                                 yardstick_flow *flow) {
  static struct sender sender;
  if (sender_open(&sender, port, bytes, count) != 0) return 0;
  int64_t window = WINDOW_BYTES / (int64_t)count;
  if (window > WINDOW_DATAGRAMS) window = WINDOW_DATAGRAMS;
  double end = now() + seconds, moved = now();
  uint64_t sent = 0, seen = 0;
  int64_t given_up = 0;
  for (double time = now(); time < end; time = now()) {
    uint64_t taken = atomic_load_explicit(&flow->taken, memory_order_acquire);
    if (taken != seen) moved = time;
    seen = taken;
    if ((int64_t)(sent - taken) - given_up > window) {
      if (time - moved > 0.1) given_up = (int64_t)(sent - taken);
      sched_yield();
      continue;
    }
    sent += sender_send(&sender);
  }
  close(sender.descriptor);
  return sent;
}

int yardstick_open(uint16_t *port) {
  struct sockaddr_in address = loopback(0);
  socklen_t length = sizeof address;
  int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
  if (descriptor < 0) return -1;
  int bytes = 8 << 20;
#ifdef SO_RCVBUFFORCE
  if (setsockopt(descriptor, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) != 0)
#endif
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
  if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0 ||
      getsockname(descriptor, (struct sockaddr *)&address, &length) != 0) {
    close(descriptor);
    return -1;
  }
  *port = ntohs(address.sin_port);
  return descriptor;
}

uint64_t yardstick_receive(int descriptor, yardstick_flow *flow, double *seconds) {
  struct timeval wait = {0, 200000};
  setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  static uint8_t buffers[BATCH][65536];
  uint64_t received = 0;
  double first = 0, last = 0;
#ifdef __linux__
  struct iovec vectors[BATCH];
  struct mmsghdr headers[BATCH];
  memset(headers, 0, sizeof headers);
  for (int i = 0; i < BATCH; i++) {
    vectors[i] = (struct iovec){buffers[i], sizeof buffers[i]};
    headers[i].msg_hdr.msg_iov = &vectors[i];
    headers[i].msg_hdr.msg_iovlen = 1;
  }
#endif
  for (int idle = 0; idle < 25;) {
#ifdef __linux__
    int count = recvmmsg(descriptor, headers, BATCH, MSG_WAITFORONE, NULL);
#else
    int count = recv(descriptor, buffers[0], sizeof buffers[0], 0) > 0 ? 1 : -1;
#endif
    if (count <= 0) {
      if (received > 0) break;
      idle++;
      continue;
    }
    last = now();
    if (received == 0) first = last;
    received += (uint64_t)count;
    yardstick_flow_take(flow, (uint64_t)count);
  }
  close(descriptor);
  *seconds = last - first;
  return received;
}
