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

/* Lanes that are stepped together, by short loops: a year of a lane is one chain of dependent operations, and a core
 * holds several lanes of a short loop in flight, but hardly one of the whole year. */
enum { STRIP = 64 };

/* Where a strip stands on its curve, w = g^(1/p) before and after the year, and what it loses. */
struct strip {
	double cap[STRIP], g[STRIP], w[STRIP], later[STRIP];
	double background[STRIP], alive[STRIP], kept[STRIP], next[STRIP];
};

static struct qs_stand_state state_at(const struct qs_stand_state *s, size_t from)
{
	return (struct qs_stand_state){s->above_max + from, s->response + from, s->drought + from, s->grazing + from,
				       s->litter + from,    s->approach + from, s->target + from,  s->live + from,
				       s->brought + from,   s->stocking + from, s->stems + from,   s->cover + from};
}

static struct qs_stand_flows flows_at(const struct qs_stand_flows *f, size_t from)
{
	return (struct qs_stand_flows){f->growth + from,    f->grazed + from,     f->leaf_fall + from,
				       f->top_death + from, f->root_death + from, f->brought_death + from};
}

/* A year on the curve; `shape` is 1, 2, 3 (powers by hand) or 0 (any p), and constant wherever this is inlined. */
QS_K_INLINE void grow(size_t n, const struct qs_stand *restrict c, const struct qs_stand_state *restrict s, int shape,
		      struct strip *restrict of)
{
	const double *restrict above_max = s->above_max, *restrict response = s->response;
	const double *restrict live = s->live, *restrict brought = s->brought, *restrict stocking = s->stocking;
	const double p = c->shape, step = c->rate * c->growth_share, both = 1 + c->root_shoot;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double total = live[i] + brought[i];
		const double cap = both * stocking[i] * above_max[i];
		const double ratio =
			cap > total ? total / cap : 1; /* at or above capacity, and on bare ground: no growth */

		of->cap[i] = cap;
		of->g[i] = cap > 0 ? ratio : 1;
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		of->w[i] = root(of->g[i], p, shape);
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		of->later[i] = qs_k_growth_advance(of->w[i], step, response[i]);
}

/* Shares that die: background, by thinning and otherwise, and what the year's drought and hazards leave. Steps stocking
 * and stems. */
QS_K_INLINE void thin(size_t n, const struct qs_stand *restrict c, const struct qs_stand_state *restrict s,
		      struct strip *restrict of)
{
	const double *restrict live = s->live, *restrict brought = s->brought, *restrict drought = s->drought;
	const double *restrict approach = s->approach, *restrict target = s->target;
	double *restrict stocking = s->stocking, *restrict stems = s->stems;
	const _Bool thins = c->thinning > 0;
	const double dry = c->dry_mass, thinning = c->thinning, thinned = c->thinned_mass, mortality = c->mortality;
	const double early = 1 - c->early_loss, drought_loss = c->drought_loss;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double mass = dry * (live[i] + brought[i]);
		const double line = mass > 0 ? thinning / (mass * mass) : stems[i];
		const double crowd = ((thins > 0) & (stems[i] > line)) ? 1 - line / stems[i] : 0;

		of->background[i] = mortality + thinned * crowd * (1 - mortality);
		of->alive[i] = (1 - crowd) * (1 - mortality);
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double next = stocking[i] + (target[i] - stocking[i]) * approach[i];
		const double stays = next < stocking[i] ? next / stocking[i] : 1;
		const double kept = stays * early * (1 - drought_loss * drought[i]);

		of->kept[i] = kept;
		of->next[i] = next;
		stems[i] *= of->alive[i] * kept;
	}
}

/* The year's flows; steps the cover. */
QS_K_INLINE void flow(size_t n, const struct qs_stand *restrict c, const struct qs_stand_state *restrict s, int shape,
		      const struct strip *restrict of, const struct qs_stand_flows *restrict f)
{
	const double *restrict response = s->response, *restrict grazing = s->grazing, *restrict litter = s->litter;
	const double *restrict live = s->live, *restrict brought = s->brought;
	double *restrict stocking = s->stocking, *restrict cover = s->cover;
	double *restrict growth = f->growth, *restrict grazed = f->grazed, *restrict leaf_fall = f->leaf_fall;
	double *restrict top_death = f->top_death, *restrict root_death = f->root_death;
	double *restrict brought_death = f->brought_death;
	const double p = c->shape, top_share = 1 / (1 + c->root_shoot), young = c->young_cover;
	const double leaf = c->leaf_litter, roots = c->root_litter, cover_max = c->cover_max;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double total = live[i] + brought[i], cap = of->cap[i], w = of->w[i], later = of->later[i];
		const double net = cap * (power(later, p, shape) - of->g[i]);
		const double gain = net > 0 ? net : 0; /* the curve rises; rounding alone could make it negative */
		const double closed = 1 - young * (1 - w) * (1 - w);
		const double background = of->background[i], lost = 1 - (1 - background) * of->kept[i];

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
		stocking[i] = of->next[i];
		cover[i] = cover_max * of->next[i] * (1 - young * (1 - later) * (1 - later));
	}
}

QS_K_INLINE void year(size_t n, const struct qs_stand *c, const struct qs_stand_state *state,
		      const struct qs_stand_flows *flows, int shape)
{
	struct strip strip;

	for (size_t from = 0; from < n; from += STRIP) {
		const size_t lanes = n - from < STRIP ? n - from : STRIP;
		const struct qs_stand_state s = state_at(state, from);
		const struct qs_stand_flows f = flows_at(flows, from);

		grow(lanes, c, &s, shape, &strip);
		thin(lanes, c, &s, &strip);
		flow(lanes, c, &s, shape, &strip, &f);
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
			 *restrict dpm = books->dpm_in, *restrict dead = books->brought_dead;
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
		dead[i] += gone[i];
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
