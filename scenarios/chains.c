#include "scenarios/fit.h"

#include "kernels/elementary.h"
#include "kernels/inverse.h"
#include "kernels/random.h"
#include "model/base/draws.h"

#include <math.h>
#include <omp.h>
#include <string.h>

struct chain {
	double *x, *f;             /* where it stands; the model there */
	double *aim, *aim_f;       /* where it may go */
	double log_density;        /* at x */
	double *mean, *covariance; /* of where it has been */
	double *lower;             /* Cholesky's factor of what proposals are spread by */
	double seen, log_scale;
	size_t accepted;
	uint64_t id;
	qs_status status;
	struct qs_err err;
};

struct work {
	const struct qs_fit *fit;
	const struct qs_chains *chains;
	const double *covariance; /* at the start */
	struct chain *chain;
	size_t k;
};

static double uniform(const struct work *w, const struct chain *c, size_t round, size_t which)
{
	return qs_k_uniform(w->chains->seed, QS_STREAM_design, 0, (uint32_t)which, c->id, (uint32_t)round);
}

static double log_density(const struct qs_fit *fit, const double *z, const double *f)
{
	double sum = 0;

	for (size_t i = 0; i < fit->n; i++) {
		const double r = (f[i] - fit->y[i]) / fit->sd[i];

		sum += r * r;
	}
	for (size_t p = 0; p < fit->parameters; p++)
		sum += z[p] * z[p];
	return -sum / 2;
}

/* The factor of a covariance; a direction without any spread gets a little. */
static void factor(size_t k, const double *covariance, double *lower)
{
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j <= i; j++) {
			double sum = covariance[i * k + j];

			for (size_t m = 0; m < j; m++)
				sum -= lower[i * k + m] * lower[j * k + m];
			if (i == j)
				lower[i * k + i] = sqrt(sum > 1e-10 ? sum : 1e-10);
			else
				lower[i * k + j] = sum / lower[j * k + j];
		}
}

/* x + scale L n, n normal: draws k … of the round. */
static void propose(const struct work *w, const struct chain *c, size_t round, double scale, double *to)
{
	for (size_t p = 0; p < w->k; p++)
		to[p] = c->x[p];
	for (size_t q = 0; q < w->k; q++) {
		const double n = qs_k_normal(uniform(w, c, round, q));

		for (size_t p = q; p < w->k; p++)
			to[p] += scale * c->lower[p * w->k + q] * n;
	}
}

/* Running mean and covariance. */
static void remember(const struct work *w, struct chain *c)
{
	const double n = ++c->seen;

	for (size_t p = 0; p < w->k; p++)
		for (size_t q = 0; q <= p; q++) {
			const double dp = c->x[p] - c->mean[p], dq = c->x[q] - c->mean[q];

			c->covariance[p * w->k + q] += ((n - 1) / n * dp * dq - c->covariance[p * w->k + q]) / n;
		}
	for (size_t p = 0; p < w->k; p++)
		c->mean[p] += (c->x[p] - c->mean[p]) / n;
}

/* What proposals are spread by: what was seen, and the start's covariance as if seen a few times. */
static void spread(const struct work *w, struct chain *c, double *mixed)
{
	const double prior = 5 * (double)w->k;

	for (size_t i = 0; i < w->k * w->k; i++)
		mixed[i] = (prior * w->covariance[i] + c->seen * c->covariance[i]) / (prior + c->seen);
	factor(w->k, mixed, c->lower);
}

static double wanted_rate(size_t k)
{
	return k == 1 ? 0.44 : k < 5 ? 0.30 : 0.234;
}

/* One step of a chain whose aim has been computed. */
static void decide(const struct work *w, struct chain *c, size_t round, double *mixed)
{
	const size_t warmup = w->chains->warmup;
	const double there = c->status == QS_OK ? log_density(w->fit, c->aim, c->aim_f) : -(double)INFINITY;
	const double gain = there - c->log_density, chance = gain >= 0 ? 1 : gain > -700 ? qs_k_exp(gain) : 0;

	if (uniform(w, c, round, w->k) < chance) {
		memcpy(c->x, c->aim, w->k * sizeof *c->x);
		memcpy(c->f, c->aim_f, w->fit->n * sizeof *c->f);
		c->log_density = there;
		c->accepted += round >= warmup;
	}
	if (round >= warmup)
		return;
	if (round == warmup / 4) { /* the way from the start is forgotten */
		c->seen = 0;
		memset(c->mean, 0, w->k * sizeof *c->mean);
		memset(c->covariance, 0, w->k * w->k * sizeof *c->covariance);
	}
	remember(w, c);
	c->log_scale += (chance - wanted_rate(w->k)) / sqrt(1 + (double)round);
	spread(w, c, mixed);
}

static qs_status take(struct work *w, struct qs_arena *arena, double **mixed, struct qs_err *err)
{
	const size_t k = w->k, n = w->fit->n;
	const uint64_t id = qs_scope_id("chain", NULL, NULL);

	w->chain = qs_arena_take(arena, w->chains->chains, sizeof *w->chain);
	*mixed = qs_arena_take(arena, k * k, sizeof **mixed);
	for (size_t i = 0; w->chain && *mixed && i < w->chains->chains; i++) {
		struct chain *const c = &w->chain[i];
		double *const all = qs_arena_take(arena, 3 * k + 2 * n + 2 * k * k, sizeof *all);

		if (!all)
			return qs_fail(err, QS_ENOMEM, "%zu chains", w->chains->chains);
		*c = (struct chain){.x = all,
				    .aim = all + k,
				    .mean = all + 2 * k,
				    .f = all + 3 * k,
				    .aim_f = all + 3 * k + n,
				    .covariance = all + 3 * k + 2 * n,
				    .lower = all + 3 * k + 2 * n + k * k,
				    .id = qs_scope_join(id, i),
				    .log_scale = qs_k_log(2.38 / sqrt((double)k))};
		factor(k, w->covariance, c->lower);
	}
	return w->chain && *mixed ? QS_OK : qs_fail(err, QS_ENOMEM, "%zu chains", w->chains->chains);
}

/* The model at the aim of every chain. */
static qs_status evaluate(struct work *w, struct qs_err *err)
{
	const struct qs_fit *const fit = w->fit;

#pragma omp parallel for schedule(dynamic, 1) num_threads(fit->context->threads)
	for (size_t i = 0; i < w->chains->chains; i++)
		w->chain[i].status = fit->of(fit->self, w->chain[i].aim, w->chain[i].aim_f, &w->chain[i].err);
	for (size_t i = 0; i < w->chains->chains; i++)
		if (w->chain[i].status != QS_OK && w->chain[i].status != QS_EINPUT)
			return qs_fail(err, w->chain[i].status, "%s", w->chain[i].err.text);
	return QS_OK;
}

/* Chains begin at twice the spread around z; where the model does not hold, at z. Draws of a round of their own. */
static qs_status start(struct work *w, const double *z, struct qs_err *err)
{
	qs_status status;

	for (int again = 0; again < 2; again++) {
		for (size_t i = 0; i < w->chains->chains; i++) {
			struct chain *const c = &w->chain[i];

			if (again && c->status == QS_OK)
				continue;
			memcpy(c->x, z, w->k * sizeof *z);
			propose(w, c, UINT32_MAX, again ? 0 : 2, c->aim);
		}
		status = evaluate(w, err);
		if (status)
			return status;
	}
	for (size_t i = 0; i < w->chains->chains; i++) {
		struct chain *const c = &w->chain[i];

		if (c->status != QS_OK)
			return qs_fail(err, QS_EINPUT, "%s", c->err.text);
		memcpy(c->x, c->aim, w->k * sizeof *c->x);
		memcpy(c->f, c->aim_f, w->fit->n * sizeof *c->f);
		c->log_density = log_density(w->fit, c->x, c->f);
	}
	return QS_OK;
}

static void keep(const struct work *w, size_t at)
{
	const struct qs_chains *const all = w->chains;

	for (size_t i = 0; i < all->chains; i++) {
		const struct chain *const c = &w->chain[i];
		const size_t row = i * all->draws + at;

		memcpy(all->z + row * w->k, c->x, w->k * sizeof *c->x);
		memcpy(all->f + row * w->fit->n, c->f, w->fit->n * sizeof *c->f);
		all->log_density[row] = c->log_density;
	}
}

qs_status qs_chains_run(const struct qs_fit *fit, const double *z, const double *covariance, struct qs_arena *arena,
			struct qs_chains *chains, struct qs_err *err)
{
	const size_t rounds = chains->warmup + chains->draws;
	struct work w = {.fit = fit, .chains = chains, .covariance = covariance, .k = fit->parameters};
	double *mixed;
	qs_status status = take(&w, arena, &mixed, err);

	if (status == QS_OK)
		status = start(&w, z, err);
	for (size_t round = 0; round < rounds && status == QS_OK; round++) {
		for (size_t i = 0; i < chains->chains; i++)
			propose(&w, &w.chain[i], round, qs_k_exp(w.chain[i].log_scale), w.chain[i].aim);
		status = evaluate(&w, err);
		for (size_t i = 0; i < chains->chains && status == QS_OK; i++)
			decide(&w, &w.chain[i], round, mixed);
		if (status == QS_OK && round >= chains->warmup)
			keep(&w, round - chains->warmup);
		if (status == QS_OK && fit->stop && fit->stop(fit->self, round + 1, rounds))
			status = qs_fail(err, QS_EINTERRUPTED, "stopped");
	}
	for (size_t i = 0; i < chains->chains && status == QS_OK; i++)
		chains->accepted[i] = (double)w.chain[i].accepted / (double)chains->draws;
	return status;
}
