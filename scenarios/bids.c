#include "scenarios/bids.h"

#include "kernels/mcda.h"

#include <math.h>
#include <string.h>

/* Integral of x n F(x)^(n - 1) f(x) by Simpson's rule on -9 to 9. */
double qs_bid_largest_normal(size_t n)
{
	enum { STEPS = 3600 };
	static const double step = 18.0 / STEPS, density = 0.3989422804014327;
	double sum = 0;

	for (int k = 0; n > 1 && k <= STEPS; k++) {
		const double x = -9 + step * k, below = 0.5 * qs_k_erfc(-x * 0.7071067811865476);
		const double weight = k == 0 || k == STEPS ? 1 : k % 2 ? 4 : 2;
		double power = 1;

		for (size_t i = 1; i < n; i++)
			power *= below;
		sum += weight * x * (double)n * power * density * qs_k_exp(-0.5 * x * x);
	}
	return sum * step / 3;
}

static int stays(const struct qs_bid_offer *offers, size_t i, size_t without)
{
	return i != without && !offers[i].excluded;
}

/* Closeness of the bids that are not left out (`without`; n: none), by these weights. Bids that nothing tells apart are
 * equally close. */
static void closeness_of(size_t n, const struct qs_bid_offer *offers, const double *weight, size_t without,
			 double *closeness)
{
	double x[QS_BIDS_MOST * QS_BID_CRITERIA] = {0}, best[QS_BIDS_MOST], worst[QS_BIDS_MOST], near[QS_BIDS_MOST];
	double low[QS_BID_CRITERIA];
	static const int cost[QS_BID_CRITERIA] = {0};
	size_t m = 0;

	/* a subsidy is a negative price: the origin of each criterion is its least value, so that none is negative */
	for (int c = 0; c < QS_BID_CRITERIA; c++) {
		low[c] = (double)INFINITY;
		for (size_t i = 0; i < n; i++)
			if (stays(offers, i, without) && offers[i].criterion[c] < low[c])
				low[c] = offers[i].criterion[c];
	}
	for (size_t i = 0; i < n; i++)
		if (stays(offers, i, without)) {
			for (int c = 0; c < QS_BID_CRITERIA; c++)
				x[m * QS_BID_CRITERIA + (size_t)c] = offers[i].criterion[c] - low[c];
			m++;
		}
	qs_mcda_topsis(m, QS_BID_CRITERIA, x, cost, weight, best, worst, near);
	m = 0;
	for (size_t i = 0; i < n; i++)
		closeness[i] = !stays(offers, i, without) ? (double)NAN : isnan(near[m]) ? (m++, 0.5) : near[m++];
}

/* Widens the ranks that each bid has had. */
static void note_ranks(size_t n, const struct qs_bid_offer *offers, const double *weight, size_t without,
		       struct qs_bid_verdict *verdicts)
{
	double closeness[QS_BIDS_MOST], rank[QS_BIDS_MOST];

	closeness_of(n, offers, weight, without, closeness);
	qs_mcda_rank(n, closeness, rank);
	for (size_t i = 0; i < n; i++) {
		if (!stays(offers, i, without))
			continue;
		verdicts[i].best_rank = rank[i] < verdicts[i].best_rank ? rank[i] : verdicts[i].best_rank;
		verdicts[i].worst_rank = rank[i] > verdicts[i].worst_rank ? rank[i] : verdicts[i].worst_rank;
	}
}

static void order(size_t n, const struct qs_bid_offer *offers, const double *weight, struct qs_bid_verdict *verdicts)
{
	double closeness[QS_BIDS_MOST], rank[QS_BIDS_MOST];

	closeness_of(n, offers, weight, n, closeness);
	qs_mcda_rank(n, closeness, rank);
	for (size_t i = 0; i < n; i++) {
		verdicts[i].closeness = closeness[i];
		verdicts[i].rank = verdicts[i].best_rank = verdicts[i].worst_rank = rank[i];
	}
	for (int c = 0; c < QS_BID_CRITERIA; c++)
		for (int up = 0; up < 2; up++) {
			double moved[QS_BID_CRITERIA];
			double own = weight[c] * (up ? 1.2 : 0.8);

			own = own < 1 ? own : 1;
			for (int k = 0; k < QS_BID_CRITERIA; k++)
				moved[k] = k == c ? own : weight[c] < 1 ? weight[k] * (1 - own) / (1 - weight[c]) : 0;
			note_ranks(n, offers, moved, n, verdicts);
		}
	for (size_t out = 0; n > 2 && out < n; out++)
		if (!offers[out].excluded)
			note_ranks(n, offers, weight, out, verdicts);
}

int qs_bids_judge(const struct qs_kernels *kernels, size_t n, const struct qs_bid_offer *offers,
		  const struct qs_bid_terms *terms, struct qs_arena *arena, struct qs_bid_verdict *verdicts,
		  struct qs_bid_bounds *bounds)
{
	const double at[] = {1 - terms->probability, 0.5};
	int64_t *const work = qs_arena_take(arena, terms->members, sizeof *work);
	struct qs_k_moments moments;
	double quantile[2];

	if (!work)
		return -1;
	kernels->quantiles(terms->members, terms->npv, work, at, 2, quantile);
	kernels->moments(terms->members, terms->npv, &moments);
	bounds->most = quantile[0] / terms->factor;
	bounds->reserve = quantile[1] / terms->factor;
	bounds->shade = qs_bid_largest_normal(n) * moments.sd / terms->factor;
	bounds->shaded = bounds->most - bounds->shade;
	for (size_t i = 0; i < n; i++) {
		const double *const npv = offers[i].npv ? offers[i].npv : terms->npv;
		const double factor = offers[i].npv ? offers[i].factor : terms->factor;
		const double price = offers[i].criterion[0];
		size_t reach = 0;

		kernels->quantiles(terms->members, npv, work, at, 1, quantile);
		for (size_t k = 0; k < terms->members; k++)
			reach += npv[k] - factor * price >= 0;
		verdicts[i].chance = (double)reach / (double)terms->members;
		verdicts[i].above_most = price > quantile[0] / factor;
	}
	order(n, offers, terms->weight, verdicts);
	return 0;
}
