/* Memory with one lifetime: taken in pieces, given back at once.
 *
 * A zeroed qs_arena is empty and valid. Every piece is zeroed, but those that are taken raw, and aligned to 64 bytes (a
 * cache line and a vector of eight doubles). Freeing is safe on a zeroed arena and safe twice.
 */
#ifndef QS_MODEL_BASE_ARENA_H
#define QS_MODEL_BASE_ARENA_H

#include <stddef.h>

/* Where memory comes from; zeroed members mean the C library. Tests let the n-th request fail. */
struct qs_allocator {
	void *(*get)(void *self, size_t bytes); /* aligned to 64 bytes; NULL if there is none */
	void (*put)(void *self, void *piece);
	void *self;
};

struct qs_arena {
	struct qs_allocator from;
	struct qs_arena_chunk *chunks;
	size_t bytes; /* taken from the allocator so far */
	size_t room;  /* of the next chunk at least */
};

/* An empty arena that takes memory from an allocator (NULL: the C library). */
void qs_arena_init(struct qs_arena *arena, const struct qs_allocator *from);

/* n elements of a size, zeroed; NULL if there is no memory or the product overflows. n or size 0 gives a valid
 * pointer to nothing. */
void *qs_arena_take(struct qs_arena *arena, size_t n, size_t size);

/* The same, but not zeroed: for large pieces that are written before they are read. */
void *qs_arena_take_raw(struct qs_arena *arena, size_t n, size_t size);

/* A copy of the first n bytes of text, with a final zero; NULL if there is no memory. */
char *qs_arena_text(struct qs_arena *arena, const char *text, size_t n);

/* Empties the arena and keeps room for as much again, in one piece: for work that repeats. */
void qs_arena_reset(struct qs_arena *arena);

/* Gives everything back; the arena is empty afterwards. */
void qs_arena_free(struct qs_arena *arena);

#endif
