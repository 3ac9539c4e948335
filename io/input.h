/* A portfolio file and what it names (packs, CSV, GeoJSON), read, checked and resolved: all mistakes at once. */
#ifndef QS_IO_INPUT_H
#define QS_IO_INPUT_H

#include "io/sites.h"
#include "model/base/context.h"
#include "model/base/mistakes.h"
#include "model/base/packs.h"
#include "model/base/sink.h"
#include "model/land/site.h"
#include "model/portfolio.h"

struct qs_input {
	struct qs_arena arena;
	struct qs_portfolio portfolio;
	struct qs_packs packs;
	struct qs_site_source sites;
	struct qs_sites all; /* what the source hands out */
	const char *resolved_json; /* the plan with every default filled in; same input, same bytes; no machine path in it */
	struct qs_input_hash *hashes; /* the portfolio file first, then what it names, in the order named */
	size_t hash_count;
};

/* What a command line may say in place of the portfolio file; the resolved plan shows it. */
struct qs_input_override {
	int have_members, have_seed;
	int64_t members;
	uint64_t seed;
	/* Called when portfolio, packs and sites are read, before what is not given is derived and checks are made. */
	qs_status (*change)(void *self, struct qs_input *input, struct qs_mistakes *mistakes, struct qs_err *err);
	void *self;
	int unresolved; /* the resolved plan is not wanted */
	const struct qs_packs *shipped; /* the shipped packs, read before, which must outlive the input; NULL: they are read */
};

/* Reads a portfolio. QS_EINPUT if `mistakes` holds an error afterwards, QS_EFILE if a file cannot be read.
 * Notices (W…) may be in the list on success; without memory (QS_ENOMEM) the list is emptied. */
qs_status qs_input_read(const struct qs_context *context, const char *path, struct qs_input *input,
			struct qs_mistakes *mistakes, struct qs_err *err);

/* The same with what the command line says in place of the file; `override` may be NULL. */
qs_status qs_input_read_as(const struct qs_context *context, const char *path, const struct qs_input_override *override,
			   struct qs_input *input, struct qs_mistakes *mistakes, struct qs_err *err);

/* The same from n bytes of text that stand for a file at `path`: what it names is looked for beside it. */
qs_status qs_input_read_text(const struct qs_context *context, const char *path, const char *bytes, size_t n,
			     const struct qs_input_override *override, struct qs_input *input,
			     struct qs_mistakes *mistakes, struct qs_err *err);

/* Gives everything back; safe on a zeroed struct and twice. */
void qs_input_free(struct qs_input *input);

/* The shipped packs alone. */
qs_status qs_packs_read_shipped(const struct qs_context *context, struct qs_packs *packs, struct qs_mistakes *mistakes,
				struct qs_err *err);

#endif
