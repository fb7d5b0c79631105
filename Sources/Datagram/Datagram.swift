// The sockets.
