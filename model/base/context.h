/* What a run needs and globals would otherwise hold: kernels, memory, threads, language, messages. */
#ifndef QS_MODEL_BASE_CONTEXT_H
#define QS_MODEL_BASE_CONTEXT_H

#include "model/base/arena.h"
#include "model/base/status.h"

#include <stdint.h>

struct qs_kernels;
struct qs_probe;

/* Takes a message for the user (progress, notices); NULL: messages are dropped. */
struct qs_messages {
	void (*say)(void *self, const char *text);
	/* Done and total units of work, called by one thread at a time; returns 0 to go on, else the run stops. */
	int (*progress)(void *self, uint64_t done, uint64_t total);
	void *self;
};

struct qs_context {
	const struct qs_kernels *kernels;
	struct qs_allocator allocator;
	int threads; /* >= 1 */
	/* Does n pieces of work that share nothing they write, by so many threads (scenarios/pieces.h); NULL: one after the other. */
	void (*side_by_side)(int threads, size_t n, void (*piece)(void *self, size_t i), void *self);
	enum qs_lang lang;
	struct qs_messages messages;
	const struct qs_probe *probes; /* one a member in place of random draws (model/base/draws.h), or NULL */
	const uint32_t *members; /* number under which each member draws what moves the land; NULL: its own, as it draws all else */
	void *gsl_handler; /* what qs_close() restores */
};

/* Opens a context: chooses the kernels (isa as in qs_kernels_for) and switches off GSL's aborting error handler.
 * Fails with QS_EUSAGE if the machine lacks the instruction set. */
qs_status qs_open(struct qs_context *context, const char *isa, struct qs_err *err);

/* Does n pieces of work that share nothing they write, by the context's threads if there are any, else (or if context is NULL) one
 * after the other; returns after the last. */
void qs_side_by_side(const struct qs_context *context, size_t n, void (*piece)(void *self, size_t i), void *self);

/* Restores GSL's error handler. Safe on a zeroed context and safe twice. */
void qs_close(struct qs_context *context);

#endif
