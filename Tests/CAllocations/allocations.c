#include "allocations.h"

#include <errno.h>
#include <stddef.h>

// Sanitizers have a `malloc` of their own, whose memory they know again.
#define IS_SANITIZED                                                                              \
  (__has_feature(thread_sanitizer) || __has_feature(address_sanitizer) ||                         \
   __has_feature(hwaddress_sanitizer) || __has_feature(memory_sanitizer))

#if defined(__GLIBC__) && !IS_SANITIZED
static __thread uint64_t allocations;

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void *malloc(size_t size) {
  allocations++;
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  allocations++;
  return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
  allocations++;
  return __libc_realloc(old, size);
}

void *memalign(size_t alignment, size_t size) {
  allocations++;
  return __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }

int posix_memalign(void **memory, size_t alignment, size_t size) {
  if (alignment < sizeof(void *) || (alignment & (alignment - 1))) return EINVAL;
  void *found = memalign(alignment, size);
  if (!found) return ENOMEM;
  *memory = found;
  return 0;
}

int callocations_are_counted(void) { return 1; }
uint64_t callocations_of_this_thread(void) { return allocations; }
#else
int callocations_are_counted(void) { return 0; }
uint64_t callocations_of_this_thread(void) { return 0; }
#endif
