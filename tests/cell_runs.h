/* Runs portfolios of cells whose sites come a few at a time, for the tests of waves. */
#ifndef QS_TESTS_CELL_RUNS_H
#define QS_TESTS_CELL_RUNS_H

#include "tests/land_runs.h"

#include <time.h>

/* A source that gives fewer sites at a time than it is asked for, so that waves are small. */
struct drip {
	struct qs_site_source from;
	size_t most;
	int asked; /* so often */
	const struct qs_run_states *states; /* of the run; or NULL */
	int passes;      /* begun: the plan of a run is one */
	const int *hold; /* the second time of the second it gives nothing before this is set; or NULL */
};

/* Waits for a number that another thread sets, five seconds at most; nonzero if it is set. */
static inline int is_set(const int *number, int least)
{
	for (int n = 0; n < 5000 && __atomic_load_n(number, __ATOMIC_ACQUIRE) < least; n++)
		nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	return __atomic_load_n(number, __ATOMIC_ACQUIRE) >= least;
}

static inline int drip_next(void *self, const struct qs_site **sites, size_t most, size_t *n)
{
	struct drip *const d = self;

	if (__atomic_add_fetch(&d->asked, 1, __ATOMIC_RELEASE) == 2 && d->passes == 2 && d->hold && !is_set(d->hold, 1))
		return -1;
	return d->from.next(d->from.self, sites, d->most < most ? d->most : most, n);
}

static inline void drip_rewind(void *self)
{
	struct drip *const d = self;

	d->asked = 0;
	d->passes++;
	d->from.rewind(d->from.self);
}

/* A source that is not asked for all sites at a time. */
static inline struct qs_site_source small_of(struct drip *drip)
{
	struct qs_site_source small = drip->from;

	small.self = drip;
	small.next = drip_next;
	small.rewind = drip_rewind;
	return small;
}

/* Runs a portfolio whose source gives at most so many sites at a time, with messages or NULL. */
static inline qs_status run_drip(const char *text, int threads, struct drip *drip, struct qs_sink *sink,
				 const struct qs_messages *messages, struct qs_err *err)
{
	struct qs_site_source small;
	struct qs_context context = {0};
	struct qs_input input = {0};
	struct qs_mistakes mistakes;
	struct qs_run_size size;
	qs_status status;

	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(&context, NULL, err), QS_OK);
	context.threads = threads;
	if (messages)
		context.messages = *messages;
	assert_int_equal(qs_input_read_text(&context, "/p.json", text, strlen(text), NULL, &input, &mistakes, err),
			 QS_OK);
	drip->from = input.sites;
	small = small_of(drip);
	status = qs_run_on(&context,
			   &(struct qs_run_input){&input.portfolio, &input.packs, &small, input.resolved_json,
						  input.hashes, input.hash_count},
			   drip->states, sink, &size, err);
	assert_int_equal(status, err->status);
	qs_input_free(&input);
	qs_mistakes_free(&mistakes);
	qs_close(&context);
	return status;
}

#endif
