/* A year of CBM-CFS3 over columns. */
#include "kernels/cbm.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

static void limited(size_t n, double base, double most, const double *answer, double *rate)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double k = base * answer[i];

		rate[i] = k < most ? k : most;
	}
}

void QS_K(cbm_rates)(size_t n, const struct qs_cbm_decay *decay, const double *temperature_c,
		     const struct qs_cbm_rates *rates)
{
	for (size_t d = 0; d < QS_CBM_DEAD_COUNT; d++) {
		double *const answer = rates->of[d];
		const double slope = decay->slope[d], reference = decay->reference_c[d];

		if (decay->like[d] != d)
			continue;
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			answer[i] = qs_k_exp((temperature_c[i] - reference) * slope);
		for (size_t e = QS_CBM_DEAD_COUNT; e-- > d;) /* the pool that holds the answer comes last */
			if (decay->like[e] == d)
				limited(n, decay->base[e], decay->most[e], answer, rates->of[e]);
	}
}

/* ---- a year ---- */

QS_K_INLINE double least(double increment, double pool)
{
	return increment < -pool ? -pool : increment;
}

/* One live pool: its increment, what falls, what lapses; `fallen` is turnover and decline together. */
struct live {
	double end, grown, fallen, lapsed;
};

QS_K_INLINE struct live live_year(double pool, double increment, double turnover, double declines, double exact)
{
	const double half = pool + 0.5 * increment, litter = turnover * half;
	const double loss = increment < 0 ? -increment : 0.0;
	const double share = loss / (pool > 0 ? pool : 1.0);
	const double declined = exact != 0 ? loss : declines * share * half;
	const struct live year = {half + 0.5 * increment, (increment > 0 ? increment : 0.0) + litter, litter + declined,
				  loss - declined};

	return year;
}

/* Mass above ground (t C/ha) to the carbon of all roots and their fine share. */
QS_K_INLINE double roots_of(const struct qs_cbm_roots *roots, int hardwood, double above, double *fine)
{
	const double mass = above / roots->carbon;
	const double root = hardwood ? roots->hw_a * qs_k_pow(mass, roots->hw_b) : roots->sw_a * mass;

	*fine = roots->fine_a + roots->fine_b * qs_k_exp(roots->fine_c * root);
	return root * roots->carbon;
}

/* Live pools of one year; leaves litter by pool in flow columns and in no dead pool yet. */
QS_K_INLINE void grow(size_t n, const struct qs_cbm *c, const struct qs_cbm_increments *increments,
		      const struct qs_cbm_pools *pools, double *const *flow, int hardwood)
{
	const struct qs_cbm_roots roots = c->roots;
	const struct qs_cbm_turnover t = c->turnover;
	const double exact = c->exact;
	const double *const inc_merch = increments->merch, *const inc_foliage = increments->foliage;
	const double *const inc_other = increments->other;
	double *const merch = pools->of[QS_CBM_MERCH], *const foliage = pools->of[QS_CBM_FOLIAGE];
	double *const other = pools->of[QS_CBM_OTHER], *const coarse = pools->of[QS_CBM_COARSE];
	double *const fine = pools->of[QS_CBM_FINE];

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double m = least(inc_merch[i], merch[i]), f = least(inc_foliage[i], foliage[i]);
		const double o = least(inc_other[i], other[i]);
		const double above = merch[i] + m + foliage[i] + f + other[i] + o;
		double share;
		const double root = roots_of(&roots, hardwood, above, &share);
		const double cr = root * (1.0 - share) - coarse[i], fr = root * share - fine[i];
		const double declines = m + f + o + fr + cr < -1e-4 ? 1.0 : 0.0;
		const struct live my = live_year(merch[i], m, t.merch, declines, exact);
		const struct live fy = live_year(foliage[i], f, t.foliage, declines, exact);
		const struct live oy = live_year(other[i], o, t.other, declines, exact);
		const struct live cy = live_year(coarse[i], cr, t.coarse, declines, exact);
		const struct live ry = live_year(fine[i], fr, t.fine, declines, exact);
		const double to_snag = t.other_to_snag * oy.fallen, coarse_above = t.coarse_above * cy.fallen;
		const double fine_above = t.fine_above * ry.fallen;

		merch[i] = my.end;
		foliage[i] = fy.end;
		other[i] = oy.end;
		coarse[i] = cy.end;
		fine[i] = ry.end;
		flow[QS_CBM_GROW_MERCH][i] = my.grown;
		flow[QS_CBM_GROW_FOLIAGE][i] = fy.grown;
		flow[QS_CBM_GROW_OTHER][i] = oy.grown;
		flow[QS_CBM_GROW_COARSE][i] = cy.grown;
		flow[QS_CBM_GROW_FINE][i] = ry.grown;
		flow[QS_CBM_LAPSE_MERCH][i] = my.lapsed;
		flow[QS_CBM_LAPSE_FOLIAGE][i] = fy.lapsed;
		flow[QS_CBM_LAPSE_OTHER][i] = oy.lapsed;
		flow[QS_CBM_LAPSE_COARSE][i] = cy.lapsed;
		flow[QS_CBM_LAPSE_FINE][i] = ry.lapsed;
		flow[QS_CBM_LITTER_MERCH][i] = my.fallen;
		flow[QS_CBM_LITTER_FOLIAGE][i] = fy.fallen;
		flow[QS_CBM_LITTER_OTHER_SNAG][i] = to_snag;
		flow[QS_CBM_LITTER_OTHER_FAST][i] = oy.fallen - to_snag;
		flow[QS_CBM_LITTER_COARSE_ABOVE][i] = coarse_above;
		flow[QS_CBM_LITTER_COARSE_BELOW][i] = cy.fallen - coarse_above;
		flow[QS_CBM_LITTER_FINE_ABOVE][i] = fine_above;
		flow[QS_CBM_LITTER_FINE_BELOW][i] = ry.fallen - fine_above;
	}
}

/* Falls of snags and the litter into dead pools and snags. */
static void fall(size_t n, const struct qs_cbm *c, const struct qs_cbm_pools *pools, double *const *flow)
{
	const double stem = c->turnover.stem_snag, branch = c->turnover.branch_snag;
	double *const above_very_fast = pools->of[QS_CBM_ABOVE_VERY_FAST];
	double *const below_very_fast = pools->of[QS_CBM_BELOW_VERY_FAST];
	double *const above_fast = pools->of[QS_CBM_ABOVE_FAST], *const below_fast = pools->of[QS_CBM_BELOW_FAST];
	double *const medium = pools->of[QS_CBM_MEDIUM];
	double *const stem_snag = pools->of[QS_CBM_STEM_SNAG], *const branch_snag = pools->of[QS_CBM_BRANCH_SNAG];

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double stems = stem * stem_snag[i], branches = branch * branch_snag[i];

		flow[QS_CBM_FALL_STEM][i] = stems;
		flow[QS_CBM_FALL_BRANCH][i] = branches;
		medium[i] += stems;
		stem_snag[i] = stem_snag[i] - stems + flow[QS_CBM_LITTER_MERCH][i];
		branch_snag[i] = branch_snag[i] - branches + flow[QS_CBM_LITTER_OTHER_SNAG][i];
		above_very_fast[i] += flow[QS_CBM_LITTER_FOLIAGE][i] + flow[QS_CBM_LITTER_FINE_ABOVE][i];
		below_very_fast[i] += flow[QS_CBM_LITTER_FINE_BELOW][i];
		above_fast[i] += branches + flow[QS_CBM_LITTER_OTHER_FAST][i] + flow[QS_CBM_LITTER_COARSE_ABOVE][i];
		below_fast[i] += flow[QS_CBM_LITTER_COARSE_BELOW][i];
	}
}

/* One pool that decays: fills what it hands on and what goes to the air. */
QS_K_INLINE double lose(double pool, double rate, double to_air, double *kept, double *air)
{
	const double lost = rate * pool;

	*air = to_air * lost;
	*kept = lost - *air;
	return pool - lost;
}

/* Decay of dead pools and snags, then of the slow pools with what they received, then mixing. */
static void rot(size_t n, const struct qs_cbm *c, const struct qs_cbm_rates *rates, const struct qs_cbm_pools *pools,
		double *const *flow)
{
	enum { FIRST = QS_CBM_DEAD_FIRST };
	double to_air[QS_CBM_DEAD_COUNT];
	const double mixing = c->mixing;
	double *const *const pool = pools->of;
	double *const *const rate = rates->of;

	for (size_t d = 0; d < QS_CBM_DEAD_COUNT; d++)
		to_air[d] = c->to_air[d];
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		double kept[QS_CBM_POOL_COUNT], air[QS_CBM_POOL_COUNT];
#define LOSE(p)                                                                                                  \
	pool[QS_CBM_##p][i] = lose(pool[QS_CBM_##p][i], rate[QS_CBM_##p - FIRST][i], to_air[QS_CBM_##p - FIRST], \
				   &kept[QS_CBM_##p], &air[QS_CBM_##p]);                                         \
	flow[QS_CBM_KEEP_##p][i] = kept[QS_CBM_##p];                                                             \
	flow[QS_CBM_AIR_##p][i] = air[QS_CBM_##p]
		LOSE(ABOVE_VERY_FAST);
		LOSE(BELOW_VERY_FAST);
		LOSE(ABOVE_FAST);
		LOSE(BELOW_FAST);
		LOSE(MEDIUM);
		LOSE(STEM_SNAG);
		LOSE(BRANCH_SNAG);
#undef LOSE
		const double above = pool[QS_CBM_ABOVE_SLOW][i] +
				     ((kept[QS_CBM_ABOVE_VERY_FAST] + kept[QS_CBM_ABOVE_FAST]) + kept[QS_CBM_MEDIUM] +
				      (kept[QS_CBM_STEM_SNAG] + kept[QS_CBM_BRANCH_SNAG]));
		const double below =
			pool[QS_CBM_BELOW_SLOW][i] + (kept[QS_CBM_BELOW_VERY_FAST] + kept[QS_CBM_BELOW_FAST]);
		const double above_air = rate[QS_CBM_ABOVE_SLOW - FIRST][i] * above;
		const double below_air = rate[QS_CBM_BELOW_SLOW - FIRST][i] * below;
		const double left = above - above_air, mixed = mixing * left;

		pool[QS_CBM_ABOVE_SLOW][i] = left - mixed;
		pool[QS_CBM_BELOW_SLOW][i] = (below - below_air) + mixed;
		pool[QS_CBM_CO2][i] += ((air[QS_CBM_ABOVE_VERY_FAST] + air[QS_CBM_BELOW_VERY_FAST]) +
					(air[QS_CBM_ABOVE_FAST] + air[QS_CBM_BELOW_FAST])) +
				       ((air[QS_CBM_MEDIUM] + air[QS_CBM_STEM_SNAG]) +
					(air[QS_CBM_BRANCH_SNAG] + (above_air + below_air)));
		flow[QS_CBM_AIR_ABOVE_SLOW][i] = above_air;
		flow[QS_CBM_AIR_BELOW_SLOW][i] = below_air;
		flow[QS_CBM_MIX][i] = mixed;
	}
}

void QS_K(cbm_year)(size_t n, const struct qs_cbm *cbm, const struct qs_cbm_rates *rates,
		    const struct qs_cbm_increments *increments, const struct qs_cbm_pools *pools, double *const *flow)
{
	if (cbm->hardwood)
		grow(n, cbm, increments, pools, flow, 1);
	else
		grow(n, cbm, increments, pools, flow, 0);
	fall(n, cbm, pools, flow);
	rot(n, cbm, rates, pools, flow);
}

/* ---- disturbance ---- */

void QS_K(cbm_disturb)(size_t n, const struct qs_cbm_matrix *matrix, const double *hit,
		       const struct qs_cbm_pools *pools, double *const *flow)
{
	for (size_t e = 0; e < matrix->n; e++) { /* all of what stood before */
		const double *const from = pools->of[matrix->ends[e].from];
		const double share = matrix->share[e];
		double *const moved = flow[e];

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			moved[i] = share * (hit[i] * from[i]);
	}
	for (size_t p = 0; p < QS_CBM_POOL_COUNT; p++) {
		double *const pool = pools->of[p];
		const double lost = 1.0 - matrix->kept[p];

		if (lost == 0)
			continue;
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			pool[i] -= lost * (hit[i] * pool[i]);
	}
	for (size_t e = 0; e < matrix->n; e++) {
		const size_t end = matrix->ends[e].to;
		const double *const moved = flow[e];

		if (end == QS_CBM_OUTSIDE)
			continue;
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			pools->of[end][i] += moved[i];
	}
}

/* ---- balance ---- */

enum { CHUNK = 64 };

QS_K_INLINE double worse(double worst, double before, double now, double in, double out)
{
	const double moved = in + out, large = before > moved ? before : moved;
	const double residual = fabs(now - before - in + out) / (large > 1e-3 ? large : 1e-3);

	return residual > worst ? residual : worst;
}

/* Sums of the flows that enter and leave an end, of lanes first..first + n. */
static void through(size_t n, size_t first, size_t flows, const struct qs_cbm_ends *ends, double *const *flow,
		    size_t end, double *restrict in, double *restrict out)
{
	for (size_t i = 0; i < n; i++)
		in[i] = out[i] = 0;
	for (size_t e = 0; e < flows; e++) {
		const double *const moved = flow[e] + first;

		if (ends[e].to == end)
#pragma omp simd
			for (size_t i = 0; i < n; i++)
				in[i] += moved[i];
		if (ends[e].from == end)
#pragma omp simd
			for (size_t i = 0; i < n; i++)
				out[i] += moved[i];
	}
}

static void balance(size_t n, size_t first, size_t flows, const struct qs_cbm_ends *ends, double *const *flow,
		    const struct qs_cbm_pools *before, const struct qs_cbm_pools *now, double *restrict worst)
{
	double in[CHUNK], out[CHUNK], was[CHUNK] = {0}, is[CHUNK] = {0};

	for (size_t p = 0; p < QS_CBM_POOL_COUNT; p++) {
		const double *const a = before->of[p] + first, *const b = now->of[p] + first;

		through(n, first, flows, ends, flow, p, in, out);
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			worst[i] = worse(worst[i], a[i], b[i], in[i], out[i]);
			was[i] += a[i];
			is[i] += b[i];
		}
	}
	through(n, first, flows, ends, flow, QS_CBM_OUTSIDE, out, in); /* what the outside gives comes in */
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		worst[i] = worse(worst[i], was[i], is[i], in[i], out[i]);
}

void QS_K(cbm_balance)(size_t n, size_t flows, const struct qs_cbm_ends *ends, double *const *flow,
		       const struct qs_cbm_pools *before, const struct qs_cbm_pools *now, double *worst)
{
	for (size_t first = 0; first < n; first += CHUNK)
		balance(n - first < CHUNK ? n - first : CHUNK, first, flows, ends, flow, before, now, worst + first);
}
