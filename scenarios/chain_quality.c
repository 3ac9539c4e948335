/* Whether chains were long enough (scenarios/fit.h). */
#include "kernels/elementary.h"
#include "kernels/inverse.h"
#include "scenarios/fit.h"

#include <math.h>
#include <stdlib.h>

/* Chains cut in halves: 2 chains, of half the draws; x [n][draws]. */
struct halves {
	size_t n, draws;
	double *x;
};

struct place {
	double value;
	size_t at;
};

static int by_value(const void *a, const void *b)
{
	const struct place *const p = a, *const q = b;

	if (p->value < q->value || p->value > q->value)
		return p->value < q->value ? -1 : 1;
	return (p->at > q->at) - (p->at < q->at);
}

/* Sorted values with their places; NULL without memory. */
static struct place *sorted(size_t n, const double *x, struct qs_arena *arena)
{
	struct place *const place = qs_arena_take(arena, n, sizeof *place);

	for (size_t i = 0; place && i < n; i++)
		place[i] = (struct place){x[i], i};
	if (place)
		qsort(place, n, sizeof *place, by_value);
	return place;
}

/* Normal scores of ranks, Phi^-1((r - 3/8) / (n + 1/4)); equal values share their mean rank. -1 without memory. */
static int score(size_t n, const double *x, struct qs_arena *arena, double *z)
{
	const struct place *const place = sorted(n, x, arena);

	if (!place)
		return -1;
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && place[end].value <= place[i].value;)
			end++;
		for (size_t k = i; k < end; k++)
			z[place[k].at] = qs_k_normal((0.5 * (double)(i + 1 + end) - 0.375) / ((double)n + 0.25));
	}
	return 0;
}

static double mean_of(size_t n, const double *x)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i];
	return sum / (double)n;
}

/* Sum of products at a lag over n: a covariance, not corrected. */
static double covariance(size_t n, const double *x, double mean, size_t lag)
{
	double sum = 0;

	for (size_t i = 0; i + lag < n; i++)
		sum += (x[i] - mean) * (x[i + lag] - mean);
	return sum / (double)n;
}

/* Within and pooled variance of chains. */
static void variances(const struct halves *h, double *within, double *pooled)
{
	const double n = (double)h->draws, m = (double)h->n;
	double all = 0, between = 0;

	*within = 0;
	for (size_t c = 0; c < h->n; c++) {
		const double *const x = h->x + c * h->draws;
		const double mean = mean_of(h->draws, x);

		all += mean / m;
		*within += covariance(h->draws, x, mean, 0) * n / (n - 1) / m;
	}
	for (size_t c = 0; c < h->n; c++) {
		const double mean = mean_of(h->draws, h->x + c * h->draws);

		between += (mean - all) * (mean - all) / (m - 1);
	}
	*pooled = *within * (n - 1) / n + between;
}

static double reduction(const struct halves *h)
{
	double within, pooled;

	variances(h, &within, &pooled);
	return within > 0 ? sqrt(pooled / within) : (double)NAN;
}

/* Mean over the chains of the covariance at a lag, as a correlation. */
static double correlation(const struct halves *h, const double *mean, double within, double pooled, size_t lag)
{
	double sum = 0;

	for (size_t c = 0; c < h->n; c++)
		sum += covariance(h->draws, h->x + c * h->draws, mean[c], lag) / (double)h->n;
	return 1 - (within - sum) / pooled;
}

static double effective(const struct halves *h, struct qs_arena *arena)
{
	const double all = (double)(h->n * h->draws), least = 2.302585092994046 / qs_k_log(all); /* 1 / log10 */
	double *const mean = qs_arena_take(arena, h->n, sizeof *mean);
	double within, pooled, tau = -1, last = (double)INFINITY;

	if (!mean)
		return (double)NAN;
	for (size_t c = 0; c < h->n; c++)
		mean[c] = mean_of(h->draws, h->x + c * h->draws);
	variances(h, &within, &pooled);
	if (!(pooled > 0))
		return (double)NAN;
	for (size_t lag = 0; lag + 1 < h->draws; lag += 2) {
		double pair = (lag ? correlation(h, mean, within, pooled, lag) : 1) +
			      correlation(h, mean, within, pooled, lag + 1);

		if (!(pair > 0))
			break;
		pair = pair < last ? pair : last;
		tau += 2 * pair;
		last = pair;
	}
	return all / (tau > least ? tau : least);
}

/* The same numbers, cut: [chains][draws] has the order of [2 chains][draws / 2]. */
static struct halves cut(size_t chains, size_t draws, double *x)
{
	return (struct halves){2 * chains, draws / 2, x};
}

double qs_chains_rhat(size_t chains, size_t draws, const double *x, const struct qs_allocator *from)
{
	const size_t n = chains * draws;
	struct qs_arena arena;
	double bulk = (double)NAN, folded = (double)NAN, middle;
	double *z, *far;
	struct place *place;

	qs_arena_init(&arena, from);
	z = qs_arena_take(&arena, n, sizeof *z);
	far = qs_arena_take(&arena, n, sizeof *far);
	place = sorted(n, x, &arena);
	if (z && far && place) {
		middle = 0.5 * (place[(n - 1) / 2].value + place[n / 2].value);
		for (size_t i = 0; i < n; i++)
			far[i] = fabs(x[i] - middle);
		if (!score(n, x, &arena, z)) {
			const struct halves h = cut(chains, draws, z);

			bulk = reduction(&h);
		}
		if (!score(n, far, &arena, z)) {
			const struct halves h = cut(chains, draws, z);

			folded = reduction(&h);
		}
	}
	qs_arena_free(&arena);
	return folded > bulk ? folded : bulk;
}

double qs_chains_bulk(size_t chains, size_t draws, const double *x, const struct qs_allocator *from)
{
	const size_t n = chains * draws;
	struct qs_arena arena;
	double size = (double)NAN;
	double *z;

	qs_arena_init(&arena, from);
	z = qs_arena_take(&arena, n, sizeof *z);
	if (z && !score(n, x, &arena, z)) {
		const struct halves h = cut(chains, draws, z);

		size = effective(&h, &arena);
	}
	qs_arena_free(&arena);
	return size;
}

double qs_chains_tail(size_t chains, size_t draws, const double *x, const struct qs_allocator *from)
{
	static const double at[2] = {0.05, 0.95};
	const size_t n = chains * draws;
	struct qs_arena arena;
	double least = (double)NAN;
	struct place *place;
	double *below;

	qs_arena_init(&arena, from);
	below = qs_arena_take(&arena, n, sizeof *below);
	place = sorted(n, x, &arena);
	for (size_t q = 0; q < 2 && below && place; q++) {
		const double where = at[q] * (double)(n - 1), low = floor(where);
		const double next = place[(size_t)low + 1 < n ? (size_t)low + 1 : n - 1].value;
		const double quantile = place[(size_t)low].value + (where - low) * (next - place[(size_t)low].value);
		const struct halves h = cut(chains, draws, below);
		double size;

		for (size_t i = 0; i < n; i++)
			below[i] = x[i] <= quantile;
		size = effective(&h, &arena);
		least = q && least < size ? least : size;
	}
	qs_arena_free(&arena);
	return least;
}
