#define _DEFAULT_SOURCE /* madvise */
#include "model/base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { ALIGN = 64, CHUNK = 1 << 16 };

struct qs_arena_chunk {
	struct qs_arena_chunk *next;
	size_t size;
	size_t used;
	void *piece; /* as the allocator gave it */
	int clean;   /* what is not used yet is zero */
};

static void *get_default(void *self, size_t bytes)
{
	(void)self;
	return aligned_alloc(ALIGN, bytes);
}

static void put_default(void *self, void *piece)
{
	(void)self;
	free(piece);
}

void qs_arena_init(struct qs_arena *arena, const struct qs_allocator *from)
{
	memset(arena, 0, sizeof *arena);
	if (from)
		arena->from = *from;
}

/* Large pieces that must be zero come from calloc: pages that are new from the system are not cleared again, and each
 * becomes memory where and when a thread writes it first, or never. */
static struct qs_arena_chunk *chunk_new(struct qs_arena *arena, size_t payload, int zeroed)
{
	const size_t least = arena->room > CHUNK ? arena->room : CHUNK;
	const size_t size = payload < least ? least : payload;
	const int clean = zeroed && size > CHUNK && !arena->from.get;
	struct qs_arena_chunk *chunk;
	char *piece;

	if (clean)
		piece = calloc(1, 2 * ALIGN + size);
	else
		piece = arena->from.get ? arena->from.get(arena->from.self, ALIGN + size)
					: get_default(NULL, ALIGN + size);
	if (!piece)
		return NULL;
	chunk = (struct qs_arena_chunk *)(void *)(piece + (ALIGN - (uintptr_t)piece % ALIGN) % ALIGN);
	chunk->piece = piece;
	chunk->clean = clean;
	chunk->size = size;
	chunk->used = 0;
	/* A large piece goes behind the first chunk, whose free room stays in use. */
	if (size > CHUNK && arena->chunks) {
		chunk->next = arena->chunks->next;
		arena->chunks->next = chunk;
	} else {
		chunk->next = arena->chunks;
		arena->chunks = chunk;
	}
	arena->bytes += ALIGN + size;
	arena->room = 0;
	return chunk;
}

/* zeroed: whether the piece is to be zero; it need not be yet where the chunk is not clean. */
static void *take(struct qs_arena *arena, size_t n, size_t size, int zeroed, int *clean)
{
	struct qs_arena_chunk *chunk = arena->chunks;
	size_t bytes;
	char *piece;

	if (size && n > (SIZE_MAX - 4 * (size_t)ALIGN) / size)
		return NULL;
	bytes = (n * size + ALIGN - 1) / ALIGN * ALIGN;
	if (!chunk || chunk->size - chunk->used < bytes) {
		chunk = chunk_new(arena, bytes, zeroed);
		if (!chunk)
			return NULL;
	}
	piece = (char *)chunk + ALIGN + chunk->used;
	chunk->used += bytes;
	*clean = chunk->clean;
	return piece;
}

void *qs_arena_take_raw(struct qs_arena *arena, size_t n, size_t size)
{
	int clean;

	return take(arena, n, size, 0, &clean);
}

void *qs_arena_take(struct qs_arena *arena, size_t n, size_t size)
{
	int clean = 0;
	void *const piece = take(arena, n, size, 1, &clean);

	if (piece && !clean)
		memset(piece, 0, (n * size + ALIGN - 1) / ALIGN * ALIGN);
	return piece;
}

char *qs_arena_text(struct qs_arena *arena, const char *text, size_t n)
{
	char *copy = qs_arena_take(arena, n + 1, 1);

	if (copy && n)
		memcpy(copy, text, n);
	return copy;
}

void qs_arena_reset(struct qs_arena *arena)
{
	size_t size = 0;

	if (arena->chunks && !arena->chunks->next) {
		arena->chunks->used = 0;
		arena->chunks->clean = 0;
		return;
	}
	for (const struct qs_arena_chunk *chunk = arena->chunks; chunk; chunk = chunk->next)
		size += chunk->size;
	qs_arena_free(arena);
	arena->room = size;
}

/* Pages of large pieces, before any piece is freed: threads give up pages of their arenas at the same time, but one
 * that gives up addresses waits until no other gives up pages. */
static void give_up_pages(const struct qs_arena_chunk *chunk)
{
	enum { PAGE = 4096, LARGE = 1 << 24 };
	const uintptr_t from = ((uintptr_t)chunk + ALIGN + PAGE - 1) / PAGE * PAGE;
	const uintptr_t to = ((uintptr_t)chunk + ALIGN + chunk->size) / PAGE * PAGE;

	if (chunk->size > LARGE)
		(void)madvise((void *)from, to - from, MADV_DONTNEED);
}

void qs_arena_free(struct qs_arena *arena)
{
	struct qs_arena_chunk *chunk = arena->chunks;

	for (const struct qs_arena_chunk *c = chunk; c && !arena->from.put; c = c->next)
		give_up_pages(c);
	while (chunk) {
		struct qs_arena_chunk *next = chunk->next;

		if (arena->from.put)
			arena->from.put(arena->from.self, chunk->piece);
		else
			put_default(NULL, chunk->piece);
		chunk = next;
	}
	arena->chunks = NULL;
	arena->bytes = 0;
}
