#include "kernels/stand.h"

#include "kernels/growth.h"
#include "kernels/kernels.h"

#include <math.h>

/* g^(1/p) and x^p. */
static inline double root(double g, double p, int shape)
{
	return shape == 1 ? g : shape == 2 ? sqrt(g) : shape == 3 ? qs_k_cbrt(g) : qs_k_pow(g, 1 / p);
}

static inline double power(double x, double p, int shape)
{
	return shape == 1 ? x : shape == 2 ? x * x : shape == 3 ? x * x * x : qs_k_pow(x, p);
}

/* One lane loop; `shape` is 1, 2, 3 (powers by hand) or 0 (any p), and constant wherever this is inlined. */
static inline __attribute__((always_inline)) void year(size_t n, const struct qs_stand *restrict c,
						       const struct qs_stand_state *restrict s,
						       const struct qs_stand_flows *restrict f, int shape)
{
	const double *restrict above_max = s->above_max, *restrict response = s->response,
			       *restrict drought = s->drought;
	const double *restrict grazing = s->grazing, *restrict litter = s->litter, *restrict approach = s->approach;
	const double *restrict target = s->target, *restrict live = s->live, *restrict brought = s->brought;
	double *restrict stocking = s->stocking, *restrict stems = s->stems, *restrict cover = s->cover;
	double *restrict growth = f->growth, *restrict grazed = f->grazed, *restrict leaf_fall = f->leaf_fall;
	double *restrict top_death = f->top_death, *restrict root_death = f->root_death;
	double *restrict brought_death = f->brought_death;
	const double p = c->shape, step = c->rate * c->growth_share, both = 1 + c->root_shoot;
	const double top_share = 1 / both, thins = c->thinning > 0;
	const double young = c->young_cover, leaf = c->leaf_litter, roots = c->root_litter, dry = c->dry_mass;
	const double thinning = c->thinning, thinned = c->thinned_mass, mortality = c->mortality,
		     early = 1 - c->early_loss;
	const double drought_loss = c->drought_loss, cover_max = c->cover_max;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double total = live[i] + brought[i];
		const double cap = both * stocking[i] * above_max[i];
		const double ratio =
			cap > total ? total / cap : 1; /* at or above capacity, and on bare ground: no growth */
		const double g = cap > 0 ? ratio : 1;
		const double w = root(g, p, shape), later = qs_k_growth_advance(w, step, response[i]);
		const double net = cap * (power(later, p, shape) - g);
		const double gain = net > 0 ? net : 0; /* the curve rises; rounding alone could make it negative */
		const double closed = 1 - young * (1 - w) * (1 - w);

		const double mass = dry * total;
		const double line = mass > 0 ? thinning / (mass * mass) : stems[i];
		const double crowd = ((thins > 0) & (stems[i] > line)) ? 1 - line / stems[i] : 0;
		const double background = mortality + thinned * crowd * (1 - mortality);

		const double next = stocking[i] + (target[i] - stocking[i]) * approach[i];
		const double stays = next < stocking[i] ? next / stocking[i] : 1;
		const double kept = stays * early * (1 - drought_loss * drought[i]);
		const double lost = 1 - (1 - background) * kept;

		const double full = stocking[i] * closed * response[i] * litter[i];
		const double leaves = leaf * full, turnover = roots * full;
		const double death = live[i] * lost, top = death * top_share;

		/* brought plants that die above capacity leave no gap that growth would fill */
		const double brought_lost = background * brought[i], excess = total - cap;
		const double unfilled = excess > 0 ? (brought_lost < excess ? brought_lost : excess) : 0;

		growth[i] = gain + (background * total - unfilled) + leaves + turnover;
		grazed[i] = grazing[i] * gain;
		leaf_fall[i] = leaves;
		top_death[i] = top;
		root_death[i] = turnover + (death - top);
		brought_death[i] = brought[i] * lost;
		stocking[i] = next;
		stems[i] *= (1 - crowd) * (1 - mortality) * kept;
		cover[i] = cover_max * next * (1 - young * (1 - later) * (1 - later));
	}
}

void QS_K(stand_year)(size_t n, const struct qs_stand *cohort, const struct qs_stand_state *state,
		      const struct qs_stand_flows *flows)
{
	if (cohort->shape == 1)
		year(n, cohort, state, flows, 1);
	else if (cohort->shape == 2)
		year(n, cohort, state, flows, 2);
	else if (cohort->shape == 3)
		year(n, cohort, state, flows, 3);
	else
		year(n, cohort, state, flows, 0);
}

void QS_K(stand_apply)(size_t n, const struct qs_stand *cohort, const struct qs_stand_flows *flows,
		       double *restrict live, double *restrict brought, const struct qs_stand_books *books)
{
	const double *restrict growth = flows->growth, *restrict grazed = flows->grazed,
			       *restrict leaf = flows->leaf_fall;
	const double *restrict top = flows->top_death, *restrict root = flows->root_death;
	const double *restrict gone = flows->brought_death;
	double *restrict to_top = cohort->woody ? books->wood_death : books->herb_death;
	double *restrict to_growth = books->growth, *restrict to_grazed = books->grazed,
			 *restrict to_leaf = books->leaf_fall;
	double *restrict to_root = books->root_death, *restrict to_gone = books->brought_death,
			 *restrict dpm = books->dpm_in;
	const double dpm_share = cohort->dpm_share;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		live[i] = live[i] + growth[i] - (grazed[i] + leaf[i] + top[i] + root[i]);
		brought[i] -= gone[i];
		to_growth[i] += growth[i];
		to_grazed[i] += grazed[i];
		to_leaf[i] += leaf[i];
		to_top[i] += top[i];
		to_root[i] += root[i];
		to_gone[i] += gone[i];
		dpm[i] += dpm_share * root[i];
	}
}

void QS_K(litter_year)(size_t n, double passed_share, const double *restrict lost_frac, const double *restrict input,
		       double *restrict pool, double *restrict passed, double *restrict respired)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double lost = pool[i] * lost_frac[i];

		passed[i] = passed_share * lost;
		respired[i] = lost - passed[i];
		pool[i] = pool[i] - lost + input[i];
	}
}

void QS_K(ledger_balance)(size_t n, const double *restrict before, const double *restrict now,
			  const double *restrict in, const double *restrict out, double *restrict worst)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double moved = in[i] + out[i];
		const double large = before[i] > moved ? before[i] : moved;
		const double residual = fabs(now[i] - before[i] - in[i] + out[i]) / (large > 1e-3 ? large : 1e-3);

		worst[i] = residual > worst[i] ? residual : worst[i];
	}
}

void QS_K(ledger_round)(size_t n, const double *restrict scale, const double *restrict value, int64_t *restrict out,
			uint64_t *bad)
{
	double unfit = 0;

#pragma omp simd reduction(+ : unfit)
	for (size_t i = 0; i < n; i++) {
		const double x = value[i] * scale[i];
		const double fits = fabs(x) < 0x1p51 ? 1 : 0; /* false for NaN */
		const double whole = floor((fabs(x) < 0x1p51 ? x : 0) + 0.5);

		/* the integer stands in the low bits of the sum: no conversion, which only v4 has for vectors */
		out[i] = (int64_t)(qs_k_bits(whole + QS_K_ROUND) - qs_k_bits(QS_K_ROUND));
		unfit += 1 - fits;
	}
	*bad += (uint64_t)unfit;
}
