#include "scenarios/predict.h"

#include "kernels/elementary.h"
#include "scenarios/steps.h"

#include <math.h>
#include <string.h>

/* The observed sites, as a source that gives all at once. */
struct observed {
	struct qs_site *sites;
	size_t n;
	int given;
};

static int next(void *self, const struct qs_site **sites, size_t most, size_t *n)
{
	struct observed *const o = self;

	(void)most;
	*sites = o->sites;
	*n = o->given ? 0 : o->n;
	o->given = 1;
	return 0;
}

static void again(void *self)
{
	((struct observed *)self)->given = 0;
}

static int is_observed(const struct qs_site *site, const struct qs_observation *observations, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(observations[i].site, site->id))
			return 1;
	return 0;
}

static qs_status pick_sites(const struct qs_run_input *input, const struct qs_observation *observations, size_t n,
			    struct qs_arena *arena, struct observed *observed, struct qs_err *err)
{
	const struct qs_site *all = NULL;
	size_t count = 0;

	input->sites->rewind(input->sites->self);
	if (input->sites->next(input->sites->self, &all, (size_t)input->sites->sites, &count))
		return qs_fail(err, QS_EFILE, "sites cannot be read");
	if (count != input->sites->sites)
		return qs_fail(err, QS_EINPUT, "%zu of %llu sites come in one piece: too many to be observed", count,
			       (unsigned long long)input->sites->sites);
	observed->sites = qs_arena_take(arena, count + 1, sizeof *observed->sites);
	if (!observed->sites)
		return qs_fail(err, QS_ENOMEM, "%zu sites", count);
	for (size_t s = 0; s < count; s++)
		if (is_observed(&all[s], observations, n))
			observed->sites[observed->n++] = all[s];
	return QS_OK;
}

/* All observations of the year that the steps have just done. */
static qs_status read_year(const struct qs_steps *steps, int year, const struct qs_observation *observations, size_t n,
			   size_t members, double *value, struct qs_err *err)
{
	for (size_t i = 0; i < n; i++) {
		double *const row = value + i * members;
		qs_status status;

		if (observations[i].year != year)
			continue;
		status = qs_steps_observe(steps, &observations[i], row, err);
		if (status)
			return status;
		if (!isfinite(row[0]))
			return qs_fail(err, QS_EINPUT, "%s%s%s, %d: nothing is there of which %s could be read",
				       observations[i].site, observations[i].unit ? "/" : "",
				       observations[i].unit ? observations[i].unit : "", year,
				       qs_observable_rows[observations[i].what].name);
	}
	return QS_OK;
}

qs_status qs_predict(const struct qs_context *context, const struct qs_run_input *input,
		     const struct qs_observation *observations, size_t n, const uint32_t *numbers, size_t members,
		     double *value, struct qs_err *err)
{
	const int first = (int)input->portfolio->start_year;
	struct qs_portfolio portfolio = *input->portfolio;
	struct observed observed = {0};
	struct qs_site_source source = *input->sites;
	struct qs_run_input part = *input;
	struct qs_context other = *context;
	struct qs_steps *steps = NULL;
	struct qs_arena arena;
	int years = 0;
	qs_status status;

	for (size_t i = 0; i < n; i++) {
		const int year = observations[i].year - first;

		if (year < 0 || year >= portfolio.years)
			return qs_fail(err, QS_EINPUT,
				       "an observation of %d lies outside the portfolio's years %d to %d",
				       observations[i].year, first, first + (int)portfolio.years - 1);
		years = year + 1 > years ? year + 1 : years;
	}
	if (!n)
		return QS_OK;
	qs_arena_init(&arena, &context->allocator);
	status = pick_sites(input, observations, n, &arena, &observed, err);
	portfolio.members = (int64_t)members;
	portfolio.years = years;
	source.self = &observed;
	source.sites = observed.n;
	source.units = 0;
	source.next = next;
	source.rewind = again;
	part.portfolio = &portfolio;
	part.sites = &source;
	other.members = numbers;
	other.messages = (struct qs_messages){0};
	if (status == QS_OK)
		status = qs_steps_open(&other, &part, &steps, err);
	for (int y = 0; y < years && status == QS_OK; y++) {
		status = qs_steps_year(steps, err);
		if (status == QS_OK)
			status = read_year(steps, first + y, observations, n, members, value, err);
	}
	qs_steps_close(steps);
	qs_arena_free(&arena);
	return status;
}

void qs_likelihood_add(const struct qs_observation *o, size_t members, const double *value, double *log_l)
{
	for (size_t m = 0; m < members; m++) {
		const double z = (o->value - value[m]) / o->sd;

		log_l[m] -= z * z / 2;
	}
}

double qs_weights_of(size_t members, const double *log_l, double *weight, double *evidence)
{
	double most = -(double)INFINITY, sum = 0, squares = 0;

	for (size_t m = 0; m < members; m++)
		most = log_l[m] > most ? log_l[m] : most;
	for (size_t m = 0; m < members; m++) {
		weight[m] = log_l[m] > -(double)INFINITY ? qs_k_exp(log_l[m] - most) : 0;
		sum += weight[m];
	}
	if (evidence)
		*evidence = sum > 0 ? most + qs_k_log(sum / (double)members) : -(double)INFINITY;
	for (size_t m = 0; m < members && sum > 0; m++) {
		weight[m] /= sum;
		squares += weight[m] * weight[m];
	}
	return squares > 0 ? 1 / squares : 0;
}

size_t qs_weights_draw(size_t members, const double *weight, double u, size_t n, uint32_t *chosen)
{
	size_t at = 0, different = 0, last = 0;
	double below = 0;

	for (size_t m = 0; m < members; m++)
		last = weight[m] > 0 ? m : last;
	for (size_t m = 0; m <= last && at < n; m++) {
		const size_t before = at;

		below += weight[m];
		while (at < n && (((double)at + u) / (double)n < below || m == last))
			chosen[at++] = (uint32_t)m;
		different += at > before;
	}
	return different;
}
