#define _GNU_SOURCE
#include "yardstick.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/udp.h>
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

uint64_t yardstick_send(uint16_t port, const uint8_t *bytes, size_t count, double seconds,
                        double per_second) {
  struct sockaddr_in address = loopback(port);
  int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
  if (descriptor < 0 || connect(descriptor, (struct sockaddr *)&address, sizeof address) != 0)
    return 0;

  // Copies of the datagram side by side: the kernel cuts them apart again.
  static uint8_t copies[OFFLOAD_BYTES];
  size_t segments = 1;
#ifdef __linux__
  int size = (int)count;
  if (count * 2 <= OFFLOAD_BYTES &&
      setsockopt(descriptor, IPPROTO_UDP, UDP_SEGMENT, &size, sizeof size) == 0)
    segments = OFFLOAD_BYTES / count < BATCH ? OFFLOAD_BYTES / count : BATCH;
#endif
  if (count > OFFLOAD_BYTES) return 0;
  for (size_t i = 0; i < segments; i++) memcpy(copies + i * count, bytes, count);

  double start = now(), end = start + seconds;
  uint64_t sent = 0;
  for (double time = start; time < end; time = now()) {
    if (per_second > 0 && (double)sent >= (time - start) * per_second) {
      struct timespec pause = {0, 200000};
      nanosleep(&pause, NULL);
      continue;
    }
    if (send(descriptor, copies, segments * count, 0) > 0) sent += segments;
  }
  close(descriptor);
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

uint64_t yardstick_receive(int descriptor, double *seconds) {
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
  }
  close(descriptor);
  *seconds = last - first;
  return received;
}
