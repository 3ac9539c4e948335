#include "scenarios/sensitivity.h"

#include "kernels/random.h"
#include "model/base/bug.h"
#include "model/base/draws.h"
#include "scenarios/points.h"

#include <math.h>

enum { BLOCK = 1024 }; /* points that are asked for at once */

/* n columns of length `rows`, zeroed; NULL if there is no memory. */
static double **columns_of(struct qs_arena *arena, size_t n, size_t rows)
{
	double **const column = qs_arena_take(arena, n, sizeof *column);
	double *const all = column ? qs_arena_take(arena, n * rows, sizeof *all) : NULL;

	for (size_t j = 0; j < n && all; j++)
		column[j] = all + j * rows;
	return all ? column : NULL;
}

/* Asks for n responses; a number that is none is a failure. */
static qs_status ask(const struct qs_response *response, size_t n, double *const *u, double *y, struct qs_err *err)
{
	const qs_status status = response->of(response->self, n, (const double *const *)u, y, err);

	if (status)
		return status;
	for (size_t i = 0; i < n; i++)
		if (!isfinite(y[i]))
			return qs_fail(err, QS_EFAILED,
				       "a response of the sensitivity analysis is not a finite number");
	return QS_OK;
}

/* ---- Sobol' indices ---- */

/* What is summed over points. Responses are taken less `origin`, a mean of the first block, so that sums keep their
 * digits. */
struct sobol_sums {
	double origin;
	double value, square; /* over A and B */
	double *cross;        /* [inputs] f(B) (f(AB) - f(A)) */
	double *change;       /* [inputs] f(AB) - f(A) */
	double *change2;      /* [inputs] its square */
};

struct sobol_work {
	const struct qs_response *response;
	double **points; /* A, then B */
	double **mixed;  /* pointers: A with a column of B */
	double *a, *b, *ab;
	struct sobol_sums sums;
};

static qs_status take_sobol(struct qs_arena *arena, struct sobol_work *w, struct qs_err *err)
{
	const size_t k = w->response->inputs;

	w->points = columns_of(arena, 2 * k, BLOCK);
	w->mixed = qs_arena_take(arena, k, sizeof *w->mixed);
	w->a = qs_arena_take(arena, BLOCK, sizeof *w->a);
	w->b = qs_arena_take(arena, BLOCK, sizeof *w->b);
	w->ab = qs_arena_take(arena, BLOCK, sizeof *w->ab);
	w->sums.cross = qs_arena_take(arena, k, sizeof *w->sums.cross);
	w->sums.change = qs_arena_take(arena, k, sizeof *w->sums.change);
	w->sums.change2 = qs_arena_take(arena, k, sizeof *w->sums.change2);
	if (!w->points || !w->mixed || !w->a || !w->b || !w->ab || !w->sums.cross || !w->sums.change ||
	    !w->sums.change2)
		return qs_fail(err, QS_ENOMEM, "a sensitivity design of %zu inputs", k);
	return QS_OK;
}

static double mean_of(size_t n, const double *x, const double *y)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += x[i] + y[i];
	return sum / (2 * (double)n);
}

/* f(A) and f(B) of a block: into mean and variance. */
static qs_status add_base(struct sobol_work *w, size_t n, int is_first, struct qs_err *err)
{
	struct sobol_sums *const s = &w->sums;
	qs_status status = ask(w->response, n, w->points, w->a, err);

	if (!status)
		status = ask(w->response, n, w->points + w->response->inputs, w->b, err);
	if (status)
		return status;
	if (is_first)
		s->origin = mean_of(n, w->a, w->b);
	for (size_t i = 0; i < n; i++) {
		w->a[i] -= s->origin;
		w->b[i] -= s->origin;
		s->value += w->a[i] + w->b[i];
		s->square += w->a[i] * w->a[i] + w->b[i] * w->b[i];
	}
	return QS_OK;
}

/* f(AB_i) of a block. */
static qs_status add_input(struct sobol_work *w, size_t input, size_t n, struct qs_err *err)
{
	struct sobol_sums *const s = &w->sums;
	const size_t k = w->response->inputs;
	qs_status status;

	for (size_t j = 0; j < k; j++)
		w->mixed[j] = w->points[j == input ? k + j : j];
	status = ask(w->response, n, w->mixed, w->ab, err);
	if (status)
		return status;
	for (size_t i = 0; i < n; i++) {
		const double change = w->ab[i] - s->origin - w->a[i];

		s->cross[input] += w->b[i] * change;
		s->change[input] += change;
		s->change2[input] += change * change;
	}
	return QS_OK;
}

static void finish_sobol(const struct sobol_sums *s, size_t inputs, size_t samples, struct qs_sobol *sobol)
{
	const double n = (double)samples, mean = s->value / (2 * n);
	const double variance = (s->square - 2 * n * mean * mean) / (2 * n - 1);

	sobol->mean = s->origin + mean;
	sobol->variance = variance > 0 ? variance : 0; /* else rounding of a constant */
	for (size_t i = 0; i < inputs; i++) {
		sobol->first[i] = variance > 0 ? (s->cross[i] - mean * s->change[i]) / n / variance : (double)NAN;
		sobol->total[i] = variance > 0 ? s->change2[i] / (2 * n) / variance : (double)NAN;
	}
}

qs_status qs_sensitivity_sobol(const struct qs_response *response, size_t samples, uint64_t seed,
			       const struct qs_allocator *allocator, struct qs_sobol *sobol, struct qs_err *err)
{
	struct sobol_work w = {.response = response};
	struct qs_points points = {0};
	struct qs_arena arena;
	qs_status status;

	qs_bug_assert(response->inputs > 0 && samples >= 2 && samples <= QS_POINTS_MOST);
	qs_arena_init(&arena, allocator);
	status = take_sobol(&arena, &w, err);
	if (!status)
		status = qs_points_open(&points, 2 * response->inputs, seed, err);
	for (size_t done = 0; done < samples && !status; done += BLOCK) {
		const size_t n = samples - done < BLOCK ? samples - done : BLOCK;

		qs_points_take(&points, n, w.points);
		status = add_base(&w, n, done == 0, err);
		for (size_t i = 0; i < response->inputs && !status; i++)
			status = add_input(&w, i, n, err);
	}
	if (!status)
		finish_sobol(&w.sums, response->inputs, samples, sobol);
	qs_points_close(&points);
	qs_arena_free(&arena);
	return status;
}

/* ---- elementary effects ---- */

struct trajectory {
	uint64_t seed;
	unsigned levels;
	size_t inputs;
	size_t *order; /* input moved at step 1, 2, ... */
	double *at;    /* where each input starts */
	double *move;  /* + or - D */
};

/* Trajectory t: where it starts, which way each input moves, and in which order. Draws are addressed by input and
 * trajectory. */
static void plan(struct trajectory *p, size_t t)
{
	const uint64_t id = qs_scope_id("design", "trajectory", NULL);
	const double half = 0.5 * p->levels, top = p->levels - 1; /* levels are even */

	for (size_t j = 0; j < p->inputs; j++) {
		const uint64_t own = qs_scope_join(id, j);
		const double u = qs_k_uniform(p->seed, QS_STREAM_design, 0, 0, own, (uint32_t)t);
		const int down = qs_k_uniform(p->seed, QS_STREAM_design, 0, 1, own, (uint32_t)t) < 0.5;
		const double v = qs_k_uniform(p->seed, QS_STREAM_design, 0, 2, own, (uint32_t)t);
		const size_t other = (size_t)(v * (double)(j + 1)); /* Fisher and Yates, from the front */

		p->at[j] = (floor(u * half) + (down ? half : 0)) / top;
		p->move[j] = (down ? -half : half) / top;
		p->order[j] = p->order[other];
		p->order[other] = j;
	}
}

/* The inputs + 1 points of a trajectory. */
static void walk(const struct trajectory *p, double *const *column)
{
	for (size_t j = 0; j < p->inputs; j++)
		column[j][0] = p->at[j];
	for (size_t step = 0; step < p->inputs; step++) {
		const size_t moved = p->order[step];

		for (size_t j = 0; j < p->inputs; j++)
			column[j][step + 1] = column[j][step];
		/* at the grid again, not at a sum that rounding moved */
		column[moved][step + 1] =
			floor((p->at[moved] + p->move[moved]) * (p->levels - 1) + 0.5) / (p->levels - 1);
	}
}

/* Effects of a trajectory into effect[input][t]. */
static void note(const struct trajectory *p, const double *y, size_t t, double *const *effect)
{
	for (size_t step = 0; step < p->inputs; step++)
		effect[p->order[step]][t] = (y[step + 1] - y[step]) / p->move[p->order[step]];
}

static void finish_morris(const struct qs_kernels *kernels, size_t inputs, size_t n, double *const *effect,
			  struct qs_morris *morris)
{
	struct qs_k_moments m;

	for (size_t j = 0; j < inputs; j++) {
		kernels->moments(n, effect[j], &m);
		morris->mu[j] = m.mean;
		morris->sigma[j] = m.sd;
		for (size_t t = 0; t < n; t++)
			effect[j][t] = fabs(effect[j][t]);
		kernels->moments(n, effect[j], &m);
		morris->mu_star[j] = m.mean;
	}
}

qs_status qs_sensitivity_morris(const struct qs_kernels *kernels, const struct qs_response *response,
				size_t trajectories, unsigned levels, uint64_t seed,
				const struct qs_allocator *allocator, struct qs_morris *morris, struct qs_err *err)
{
	const size_t k = response->inputs;
	struct trajectory p = {.seed = seed, .levels = levels, .inputs = k};
	struct qs_arena arena;
	double **column, **effect, *y;
	qs_status status = QS_OK;

	qs_bug_assert(k > 0 && trajectories >= 2 && levels >= 2 && levels % 2 == 0 && trajectories <= UINT32_MAX);
	qs_arena_init(&arena, allocator);
	column = columns_of(&arena, k, k + 1);
	effect = columns_of(&arena, k, trajectories);
	y = qs_arena_take(&arena, k + 1, sizeof *y);
	p.order = qs_arena_take(&arena, k, sizeof *p.order);
	p.at = qs_arena_take(&arena, k, sizeof *p.at);
	p.move = qs_arena_take(&arena, k, sizeof *p.move);
	if (!column || !effect || !y || !p.order || !p.at || !p.move)
		status = qs_fail(err, QS_ENOMEM, "%zu trajectories of %zu inputs", trajectories, k);
	for (size_t t = 0; t < trajectories && !status; t++) {
		plan(&p, t);
		walk(&p, column);
		status = ask(response, k + 1, column, y, err);
		if (!status)
			note(&p, y, t, effect);
	}
	if (!status)
		finish_morris(kernels, k, trajectories, effect, morris);
	qs_arena_free(&arena);
	return status;
}
