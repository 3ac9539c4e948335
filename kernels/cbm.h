/* CBM-CFS3: carbon of a forest stand in 19 pools, year by year, of one forest type (softwood or hardwood).
 *
 * Pools in t C/ha: five live (stem wood of merchantable size, foliage, other above ground, coarse and fine roots),
 * seven of dead matter and soil, two of snags, and five that only gather (CO2, CH4, CO, NO2, products). Columns have n
 * lanes; what a block shares (forest type, rates of turnover, a disturbance's matrix) is a scalar. A year in published
 * order: disturbance; half the increments; turnover of snags; litter; decline of an over-mature stand; the other half;
 * decay of dead matter and snags; decay of the slow pools; mixing of the slow pools. Increments of stem wood, foliage
 * and other are given and are net of litter; roots follow the mass above ground (Li et al. 2003, Can. J. For. Res. 33).
 * Decay answers to the mean temperature of the year and to nothing else. Sources: Kurz et al. 2009, Ecol. Model. 220,
 * 480-504; Kull et al. 2019, Operational-Scale CBM-CFS3 v1.2 user's guide; published parameters of libcbm. Departures:
 * - The published litter and decline add carbon to dead matter and take none from the live pools. Here every transfer
 * is a flow: litter leaves the live pool and growth brings the increment and the litter, so that carbon closes.
 * - The published decline hands on a little less than a stand loses: -inc (1 + inc / (2 P)) of -inc, nothing unless the
 * five increments sum below -1e-4 t C/ha. The rest is a flow of its own, to the outside ("lapsed"). `exact` hands on
 *   all of it.
 * - Rows of a published matrix sum to one but for their six decimals; what they lack or exceed is lapsed, too.
 */
#ifndef QS_KERNELS_CBM_H
#define QS_KERNELS_CBM_H

#include <stddef.h>

/* X(NAME, "name as published") */
#define QS_CBM_POOLS(X)                               \
	X(MERCH, "Merch")                             \
	X(FOLIAGE, "Foliage")                         \
	X(OTHER, "Other")                             \
	X(COARSE, "CoarseRoots")                      \
	X(FINE, "FineRoots")                          \
	X(ABOVE_VERY_FAST, "AboveGroundVeryFastSoil") \
	X(BELOW_VERY_FAST, "BelowGroundVeryFastSoil") \
	X(ABOVE_FAST, "AboveGroundFastSoil")          \
	X(BELOW_FAST, "BelowGroundFastSoil")          \
	X(MEDIUM, "MediumSoil")                       \
	X(ABOVE_SLOW, "AboveGroundSlowSoil")          \
	X(BELOW_SLOW, "BelowGroundSlowSoil")          \
	X(STEM_SNAG, "StemSnag")                      \
	X(BRANCH_SNAG, "BranchSnag")                  \
	X(CO2, "CO2")                                 \
	X(CH4, "CH4")                                 \
	X(CO, "CO")                                   \
	X(NO2, "NO2")                                 \
	X(PRODUCTS, "Products")

enum qs_cbm_pool {
#define X(name, published) QS_CBM_##name,
	QS_CBM_POOLS(X)
#undef X
		QS_CBM_POOL_COUNT,
	QS_CBM_OUTSIDE = QS_CBM_POOL_COUNT /* where growth comes from and what is lapsed goes */
};

enum {
	QS_CBM_LIVE_COUNT = QS_CBM_FINE + 1,
	QS_CBM_DEAD_FIRST = QS_CBM_ABOVE_VERY_FAST, /* nine pools decay, one after another in the list */
	QS_CBM_DEAD_COUNT = QS_CBM_BRANCH_SNAG + 1 - QS_CBM_DEAD_FIRST
};

/* X(NAME, from, to): the flows of a year without its disturbance. Litter holds turnover and decline. */
#define QS_CBM_FLOWS(X)                                      \
	X(GROW_MERCH, OUTSIDE, MERCH)                        \
	X(GROW_FOLIAGE, OUTSIDE, FOLIAGE)                    \
	X(GROW_OTHER, OUTSIDE, OTHER)                        \
	X(GROW_COARSE, OUTSIDE, COARSE)                      \
	X(GROW_FINE, OUTSIDE, FINE)                          \
	X(LAPSE_MERCH, MERCH, OUTSIDE)                       \
	X(LAPSE_FOLIAGE, FOLIAGE, OUTSIDE)                   \
	X(LAPSE_OTHER, OTHER, OUTSIDE)                       \
	X(LAPSE_COARSE, COARSE, OUTSIDE)                     \
	X(LAPSE_FINE, FINE, OUTSIDE)                         \
	X(LITTER_MERCH, MERCH, STEM_SNAG)                    \
	X(LITTER_FOLIAGE, FOLIAGE, ABOVE_VERY_FAST)          \
	X(LITTER_OTHER_SNAG, OTHER, BRANCH_SNAG)             \
	X(LITTER_OTHER_FAST, OTHER, ABOVE_FAST)              \
	X(LITTER_COARSE_ABOVE, COARSE, ABOVE_FAST)           \
	X(LITTER_COARSE_BELOW, COARSE, BELOW_FAST)           \
	X(LITTER_FINE_ABOVE, FINE, ABOVE_VERY_FAST)          \
	X(LITTER_FINE_BELOW, FINE, BELOW_VERY_FAST)          \
	X(FALL_STEM, STEM_SNAG, MEDIUM)                      \
	X(FALL_BRANCH, BRANCH_SNAG, ABOVE_FAST)              \
	X(KEEP_ABOVE_VERY_FAST, ABOVE_VERY_FAST, ABOVE_SLOW) \
	X(KEEP_BELOW_VERY_FAST, BELOW_VERY_FAST, BELOW_SLOW) \
	X(KEEP_ABOVE_FAST, ABOVE_FAST, ABOVE_SLOW)           \
	X(KEEP_BELOW_FAST, BELOW_FAST, BELOW_SLOW)           \
	X(KEEP_MEDIUM, MEDIUM, ABOVE_SLOW)                   \
	X(KEEP_STEM_SNAG, STEM_SNAG, ABOVE_SLOW)             \
	X(KEEP_BRANCH_SNAG, BRANCH_SNAG, ABOVE_SLOW)         \
	X(AIR_ABOVE_VERY_FAST, ABOVE_VERY_FAST, CO2)         \
	X(AIR_BELOW_VERY_FAST, BELOW_VERY_FAST, CO2)         \
	X(AIR_ABOVE_FAST, ABOVE_FAST, CO2)                   \
	X(AIR_BELOW_FAST, BELOW_FAST, CO2)                   \
	X(AIR_MEDIUM, MEDIUM, CO2)                           \
	X(AIR_ABOVE_SLOW, ABOVE_SLOW, CO2)                   \
	X(AIR_BELOW_SLOW, BELOW_SLOW, CO2)                   \
	X(AIR_STEM_SNAG, STEM_SNAG, CO2)                     \
	X(AIR_BRANCH_SNAG, BRANCH_SNAG, CO2)                 \
	X(MIX, ABOVE_SLOW, BELOW_SLOW)

enum qs_cbm_flow {
#define X(name, from, to) QS_CBM_##name,
	QS_CBM_FLOWS(X)
#undef X
		QS_CBM_FLOW_COUNT
};

/* The pool that a flow leaves and the one it enters. */
struct qs_cbm_ends {
	unsigned char from, to;
};

extern const struct qs_cbm_ends qs_cbm_year_ends[QS_CBM_FLOW_COUNT];

/* Columns of n lanes. */
struct qs_cbm_pools {
	double *of[QS_CBM_POOL_COUNT];
};
struct qs_cbm_rates {
	double *of[QS_CBM_DEAD_COUNT];
};
struct qs_cbm_increments {
	const double *merch, *foliage, *other; /* t C/ha/a, net; one below minus the pool takes the pool */
};

/* Mass of roots R (t/ha) by the mass above ground A: softwood sw_a A, hardwood hw_a A^hw_b; the fine ones are
 * fine_a + fine_b exp(fine_c R) of it (fine_a, fine_b >= 0, their sum <= 1, fine_c <= 0). carbon: t C a t. */
struct qs_cbm_roots {
	double sw_a, hw_a, hw_b, fine_a, fine_b, fine_c, carbon;
};

/* Shares a year that fall, and how a fall is split; all 0..1. */
struct qs_cbm_turnover {
	double merch, foliage, other, coarse, fine; /* of the live pools */
	double other_to_snag, coarse_above, fine_above;
	double stem_snag, branch_snag;
};

/* What a block of stands shares. */
struct qs_cbm {
	int hardwood, exact;
	struct qs_cbm_roots roots;
	struct qs_cbm_turnover turnover;
	double to_air[QS_CBM_DEAD_COUNT]; /* share of what decays; 1 for the slow pools, which pass on nothing */
	double mixing;                    /* share of the slow pool above ground a year */
};

/* k(T) = min(base exp((T - reference) ln(q10) / 10), most), by pool. */
struct qs_cbm_decay {
	double base[QS_CBM_DEAD_COUNT], most[QS_CBM_DEAD_COUNT]; /* 1/a; most <= 1 */
	double slope[QS_CBM_DEAD_COUNT], reference_c[QS_CBM_DEAD_COUNT];
	unsigned char like[QS_CBM_DEAD_COUNT]; /* the first pool of the same slope and reference: its answer is used */
};

/* Sets one pool's rate; the pools are set in their order, from 0. */
void qs_cbm_decay_set(struct qs_cbm_decay *decay, size_t pool, double base, double reference_c, double q10,
		      double most);

/* Shares that decay in a year of mean temperature (degC). */
typedef void qs_k_cbm_rates_fn(size_t n, const struct qs_cbm_decay *decay, const double *temperature_c,
			       const struct qs_cbm_rates *rates);

/* A year without its disturbance: steps the pools, and fills one column of `flow` (t C/ha) for each of QS_CBM_FLOWS. */
typedef void qs_k_cbm_year_fn(size_t n, const struct qs_cbm *cbm, const struct qs_cbm_rates *rates,
			      const struct qs_cbm_increments *increments, const struct qs_cbm_pools *pools,
			      double *const *flow);

enum { QS_CBM_CELLS = QS_CBM_POOL_COUNT * (QS_CBM_POOL_COUNT + 1) };

/* A disturbance as a list of flows: `share` of what the pool `from` holds before it. */
struct qs_cbm_matrix {
	size_t n;
	struct qs_cbm_ends ends[QS_CBM_CELLS];
	double share[QS_CBM_CELLS];
	double kept[QS_CBM_POOL_COUNT]; /* 1 for pools that the matrix does not name as a source */
};

/* A published cell: row, column, value. */
struct qs_cbm_cell {
	unsigned char from, to;
	double value;
};

enum { QS_CBM_OK = -1 };

/* Largest |sum - 1| of a row: cells are published with six decimals. */
#define QS_CBM_ROW_OFF 1e-5

/* Takes cells in any order, none twice: a row without a cell on the diagonal keeps nothing. Returns QS_CBM_OK, or the
 * pool whose row does not sum to one within QS_CBM_ROW_OFF; *sum is its sum. */
int qs_cbm_matrix_set(struct qs_cbm_matrix *matrix, size_t n, const struct qs_cbm_cell *cells, double *sum);

/* Applies a disturbance to the share `hit` (0..1) of each stand; fills a column of `flow` for each flow of the matrix.
 */
typedef void qs_k_cbm_disturb_fn(size_t n, const struct qs_cbm_matrix *matrix, const double *hit,
				 const struct qs_cbm_pools *pools, double *const *flow);

/* Balance of every pool and of their sum: |now - before - in + out| / max(stock, in + out, 1e-3); the largest of them
 * and of `worst` goes to worst. `flows` columns with their ends. */
typedef void qs_k_cbm_balance_fn(size_t n, size_t flows, const struct qs_cbm_ends *ends, double *const *flow,
				 const struct qs_cbm_pools *before, const struct qs_cbm_pools *now, double *worst);

#endif
