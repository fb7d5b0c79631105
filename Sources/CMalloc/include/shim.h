// The allocator's settings, which Swift's module of the C library leaves out. Only glibc has them.
#ifndef STATS_TOP_CMALLOC_SHIM_H
#define STATS_TOP_CMALLOC_SHIM_H

#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Maps blocks of `bytes` and more on their own, so that freeing one gives it back to the system, and
/// keeps the rest in two arenas, so that what one thread makes and another frees is not spread out.
static inline void cmalloc_return_blocks_from(int bytes) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, bytes);
  mallopt(M_TRIM_THRESHOLD, 1 << 20);
  mallopt(M_ARENA_MAX, 2);
#else
  (void)bytes;
#endif
}

#endif
