/* What can be done while a wave is at work: the sink's files are begun, and the sites of the next waves are read.
 *
 * Sites come from a source chunk by chunk and are cut into waves (scenarios/plan.h). A chunk is read only when no wave of the
 * last chunk but one is at work: a source keeps two.
 */
#ifndef QS_SCENARIOS_AHEAD_H
#define QS_SCENARIOS_AHEAD_H

#include "model/land/site.h"
#include "scenarios/plan.h"
#include "scenarios/run.h"

/* The sites of a wave. */
struct qs_ahead_wave {
	const struct qs_site *sites;
	size_t n;
	int pieces; /* it is to be cut into them (scenarios/wave.h) */
};

struct qs_ahead {
	struct qs_sink *sink; /* to begin with; or NULL */
	const struct qs_result_head *head;
	int begun;
	struct qs_err begin_err; /* of that */
	struct qs_site_source *source;
	struct qs_wave_cut cut;
	size_t most; /* sites to ask the source for next */
	const struct qs_site *sites, *next_sites;
	size_t n, at, next_n; /* of the chunk at work, the first site that is in no wave yet, and of the next chunk */
	int is_read, failed;  /* the next chunk is here */
};

/* Goes to the source's first site. */
void qs_ahead_start(struct qs_ahead *ahead, struct qs_site_source *source, const struct qs_wave_cut *cut);

/* Begins the sink if that is not done; its failure is told each time. */
qs_status qs_ahead_begin(struct qs_ahead *ahead, struct qs_err *err);

/* The next wave, of no sites behind the last. QS_EFILE if sites cannot be read. */
qs_status qs_ahead_peek(struct qs_ahead *ahead, struct qs_ahead_wave *wave, struct qs_err *err);

/* Goes on behind that wave. */
void qs_ahead_pass(struct qs_ahead *ahead, const struct qs_ahead_wave *wave);

/* Begins the sink and, if all sites of a chunk are in waves, reads the next; failures are told later. self: a struct qs_ahead. By any
 * one thread. */
void qs_ahead_do(void *self);

#endif
