/* The chunks of a source, each of which can be read while the one before it is at work.
 */
#ifndef QS_SCENARIOS_AHEAD_H
#define QS_SCENARIOS_AHEAD_H

#include "model/land/site.h"

struct qs_ahead {
	struct qs_site_source *source;
	size_t most; /* sites to ask it for next */
	const struct qs_site *sites;
	size_t n;
	int is_read, failed; /* the next chunk is here */
};

/* Begins with the source's first site; the first chunk has at most `first` sites, the others QS_RUN_CHUNK. */
void qs_ahead_start(struct qs_ahead *ahead, struct qs_site_source *source, size_t first);

/* Reads the next chunk if it was not; self: a struct qs_ahead. By any one thread. */
void qs_ahead_read(void *self);

/* The next chunk, as the source gives it; nonzero if it cannot be read. */
int qs_ahead_take(struct qs_ahead *ahead, const struct qs_site **sites, size_t *n);

#endif
