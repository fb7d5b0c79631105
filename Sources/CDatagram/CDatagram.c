#define _GNU_SOURCE
#include "CDatagram.h"

#include <errno.h>
#include <stddef.h>

#if defined(__linux__)

_Static_assert(sizeof(struct cdatagram_message) == sizeof(struct mmsghdr), "same layout");
_Static_assert(
    offsetof(struct cdatagram_message, length) == offsetof(struct mmsghdr, msg_len), "same layout");

int cdatagram_receive_many(int descriptor, struct cdatagram_message *messages, unsigned int count) {
  return recvmmsg(descriptor, (struct mmsghdr *)messages, count, MSG_DONTWAIT, NULL);
}

#else

int cdatagram_receive_many(int descriptor, struct cdatagram_message *messages, unsigned int count) {
  (void)descriptor, (void)messages, (void)count;
  errno = ENOSYS;
  return -1;
}

#endif
