/* An allocator whose n-th request fails, for tests; threads may share it. */
#ifndef QS_TESTS_FAILING_MEMORY_H
#define QS_TESTS_FAILING_MEMORY_H

#include "model/base/arena.h"

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

struct failing {
	int64_t left;       /* requests that succeed */
	int64_t out, asked; /* pieces not given back; requests so far */
};

static inline void *failing_get(void *self, size_t bytes)
{
	struct failing *const f = self;

	__atomic_fetch_add(&f->asked, 1, __ATOMIC_RELAXED);
	if (__atomic_fetch_sub(&f->left, 1, __ATOMIC_RELAXED) <= 0)
		return NULL;
	__atomic_fetch_add(&f->out, 1, __ATOMIC_RELAXED);
	return aligned_alloc(64, (bytes + 63) / 64 * 64);
}

static inline void failing_put(void *self, void *piece)
{
	__atomic_fetch_sub(&((struct failing *)self)->out, 1, __ATOMIC_RELAXED);
	free(piece);
}

#endif
