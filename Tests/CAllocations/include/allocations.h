// A count of allocations, by which a test tells that a loop makes none.
#ifndef STATS_TOP_ALLOCATIONS_H
#define STATS_TOP_ALLOCATIONS_H

#include <stdint.h>

/// Whether allocations are counted here: with glibc, whose `malloc` a program can put its own before,
/// unless a sanitizer has done so already.
int callocations_are_counted(void);

/// How many allocations this thread has made so far: calls of `malloc`, `calloc`, `realloc` and their
/// aligned kin, by whoever is in the process, the Swift runtime included.
uint64_t callocations_of_this_thread(void);

#endif
