/* Competing bids for one portfolio: what each risks, and their order by price, benefit and credit.
 *
 * A bid pays a price at the start (negative: a subsidy it asks for) and states a benefit and the bidder's credit, larger being
 * better in the bidder's own units, the same for all. With the members' net present values v after tax at the hurdle:
 * A bid may have a plan of its own, and then its own v and a. Bounds are those of the shared plan.
 *     chance   share of members with v - a price >= 0 (kernels/bid.h): P(IRR >= hurdle) where v falls with the rate
 *     most     Q(1 - p) of v / a, the largest price that still has the chance p; reserve: Q(0.5) / a
 *     shaded   most - shade, shade = E[largest of n standard normals] x sd of v / a for n bids: what the winner's curse leaves of it
 * Order: nearness to the ideal (TOPSIS, kernels/mcda.h) with weights that sum to 1, each criterion counted from the least bid, as a
 * price may be negative. Its sensitivity: least and greatest rank
 * with each weight x0.8 and x1.2 (the others in proportion), and with each other bid left out.
 */
#ifndef QS_SCENARIOS_BIDS_H
#define QS_SCENARIOS_BIDS_H

#include "kernels/kernels.h"
#include "model/base/arena.h"

enum { QS_BID_CRITERIA = 3, QS_BIDS_MOST = 64 };

struct qs_bid_offer {
	const char *id;
	double criterion[QS_BID_CRITERIA]; /* price CNY, benefit, credit */
	int excluded;                      /* credit of the lowest grade: no place in the order, rank NaN */
	const double *npv;                 /* [members] of the bidder's own plan as in the terms; NULL: the terms' */
	double factor;                     /* its a; not read where npv is NULL */
};

struct qs_bid_terms {
	const double *npv; /* [members] after tax at the hurdle, without the price */
	size_t members;
	double factor;      /* a */
	double probability; /* p */
	double weight[QS_BID_CRITERIA]; /* >= 0, sum 1 */
};

struct qs_bid_verdict {
	double chance;
	int above_most; /* the price leaves less than the chance asked for */
	double closeness, rank, best_rank, worst_rank;
};

struct qs_bid_bounds {
	double most, reserve, shade, shaded; /* CNY */
};

/* Judges 1 to QS_BIDS_MOST bids. Returns 0, or -1 without memory. */
int qs_bids_judge(const struct qs_kernels *kernels, size_t n, const struct qs_bid_offer *offers, const struct qs_bid_terms *terms,
		  struct qs_arena *arena, struct qs_bid_verdict *verdicts, struct qs_bid_bounds *bounds);

/* Mean of the largest of n standard normal numbers, to 1e-9; 0 for one. */
double qs_bid_largest_normal(size_t n);

#endif
