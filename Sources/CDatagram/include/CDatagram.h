#ifndef CDATAGRAM_H
#define CDATAGRAM_H

#include <sys/socket.h>

/// One datagram of many: Linux's `struct mmsghdr`, which Swift's view of Glibc leaves out.
struct cdatagram_message {
  struct msghdr header;
  unsigned int length;
};

/// Receives at most `count` datagrams without waiting. Returns how many, or -1 with `errno`: by one
/// call where the system has `recvmmsg`, else with `ENOSYS`.
int cdatagram_receive_many(int descriptor, struct cdatagram_message *messages, unsigned int count);

#endif
