#include "scenarios/fit.h"

#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>
#include <omp.h>
#include <string.h>

enum { ROUNDS = 60, STARTS = 3 };

#define STEP 1e-3 /* of a derivative, in z */

struct work {
	const struct qs_fit *fit;
	double *point; /* [2 parameters][parameters] */
	double *f;     /* [2 parameters][n] */
	qs_status *status;
	struct qs_err *errs;
	size_t believed, models;
	qs_status failed;
	struct qs_err err;
};

static double *model_row(const struct work *w, size_t i)
{
	return w->f + i * w->fit->n;
}

/* The model at n of the points; the first failure is kept. */
static qs_status evaluate(struct work *w, size_t n)
{
	const struct qs_fit *const fit = w->fit;

#pragma omp parallel for schedule(dynamic, 1) num_threads(fit->context->threads)
	for (size_t i = 0; i < n; i++)
		w->status[i] = fit->of(fit->self, w->point + i * fit->parameters, model_row(w, i), &w->errs[i]);
	w->models += n;
	for (size_t i = 0; i < n && w->failed == QS_OK; i++)
		if (w->status[i] != QS_OK)
			w->failed = qs_fail(&w->err, w->status[i], "%s", w->errs[i].text);
	if (w->failed == QS_OK && fit->stop && fit->stop(fit->self, w->models, 0))
		w->failed = qs_fail(&w->err, QS_EINTERRUPTED, "stopped");
	return w->failed;
}

/* Residuals: of observations, then of priors. */
static int residuals(const gsl_vector *z, void *self, gsl_vector *r)
{
	struct work *const w = self;
	const struct qs_fit *const fit = w->fit;
	size_t at = fit->n;

	for (size_t p = 0; p < fit->parameters; p++)
		w->point[p] = gsl_vector_get(z, p);
	if (evaluate(w, 1))
		return GSL_EBADFUNC;
	for (size_t i = 0; i < fit->n; i++)
		gsl_vector_set(r, i, (w->f[i] - fit->y[i]) / fit->sd[i]);
	for (size_t p = 0; p < fit->parameters; p++)
		if (fit->believed[p])
			gsl_vector_set(r, at++, w->point[p]);
	return GSL_SUCCESS;
}

static int derivatives(const gsl_vector *z, void *self, gsl_matrix *j)
{
	struct work *const w = self;
	const struct qs_fit *const fit = w->fit;
	const size_t k = fit->parameters;
	size_t at = fit->n;

	for (size_t p = 0; p < k; p++)
		for (size_t side = 0; side < 2; side++)
			for (size_t q = 0; q < k; q++)
				w->point[(2 * p + side) * k + q] =
					gsl_vector_get(z, q) + (q == p ? (side ? STEP : -STEP) : 0);
	if (evaluate(w, 2 * k))
		return GSL_EBADFUNC;
	gsl_matrix_set_zero(j);
	for (size_t p = 0; p < k; p++) {
		for (size_t i = 0; i < fit->n; i++)
			gsl_matrix_set(j, i, p,
				       (model_row(w, 2 * p + 1)[i] - model_row(w, 2 * p)[i]) / (2 * STEP * fit->sd[i]));
		if (fit->believed[p])
			gsl_matrix_set(j, at++, p, 1);
	}
	return GSL_SUCCESS;
}

static void keep(const struct work *w, gsl_multifit_nlinear_workspace *solver, struct qs_fit_least *least)
{
	const size_t k = w->fit->parameters;
	const gsl_vector *const z = gsl_multifit_nlinear_position(solver), *const r = gsl_multifit_nlinear_residual(
										   solver);
	gsl_matrix_view covariance = gsl_matrix_view_array(least->covariance, k, k);

	least->chi2 = least->prior = 0;
	for (size_t p = 0; p < k; p++)
		least->z[p] = gsl_vector_get(z, p);
	for (size_t i = 0; i < r->size; i++)
		*(i < w->fit->n ? &least->chi2 : &least->prior) += gsl_vector_get(r, i) * gsl_vector_get(r, i);
	for (size_t i = 0; i < w->fit->n; i++)
		least->fitted[i] = w->fit->y[i] + w->fit->sd[i] * gsl_vector_get(r, i);
	gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(solver), 1e-12, &covariance.matrix);
}

/* One start; the sum of squares, or infinity if it does not converge. */
static double solve(struct work *w, gsl_multifit_nlinear_workspace *solver, gsl_multifit_nlinear_fdf *fdf, double from)
{
	gsl_vector *const start = gsl_vector_alloc(w->fit->parameters);
	double sum = (double)INFINITY;
	int info = 0;

	if (!start)
		return sum;
	gsl_vector_set_all(start, from);
	if (gsl_multifit_nlinear_init(start, fdf, solver) == GSL_SUCCESS) {
		const int status = gsl_multifit_nlinear_driver(ROUNDS, 1e-8, 1e-8, 0, NULL, NULL, &info, solver);

		/* no step lowers the sum, further or from the start (then status is GSL_EMAXITER): a solution as well */
		if (w->failed == QS_OK && (status == GSL_SUCCESS || status == GSL_ENOPROG || info == GSL_ENOPROG)) {
			sum = 0;
			for (size_t i = 0; i < fdf->n; i++) {
				const double r = gsl_vector_get(gsl_multifit_nlinear_residual(solver), i);

				sum += r * r;
			}
		}
	}
	gsl_vector_free(start);
	return sum;
}

static qs_status take(const struct qs_fit *fit, struct qs_arena *arena, struct work *w, struct qs_err *err)
{
	const size_t k = fit->parameters;

	*w = (struct work){.fit = fit};
	w->point = qs_arena_take(arena, 2 * k * k, sizeof *w->point);
	w->f = qs_arena_take(arena, 2 * k * fit->n, sizeof *w->f);
	w->status = qs_arena_take(arena, 2 * k, sizeof *w->status);
	w->errs = qs_arena_take(arena, 2 * k, sizeof *w->errs);
	for (size_t p = 0; p < k; p++)
		w->believed += fit->believed[p] != 0;
	return w->point && w->f && w->status && w->errs ? QS_OK : qs_fail(err, QS_ENOMEM, "a fit of %zu parameters", k);
}

qs_status qs_fit_least_squares(const struct qs_fit *fit, struct qs_arena *arena, struct qs_fit_least *least,
			       struct qs_err *err)
{
	static const double from[STARTS] = {0, 0.7, -0.7};
	gsl_multifit_nlinear_parameters how = gsl_multifit_nlinear_default_parameters();
	gsl_multifit_nlinear_workspace *solver;
	gsl_multifit_nlinear_fdf fdf;
	struct work w;
	double best = (double)INFINITY;
	qs_status status = take(fit, arena, &w, err);

	if (status)
		return status;
	if (fit->n + w.believed < fit->parameters)
		return qs_fail(err, QS_EINPUT,
			       "%zu observations cannot fit %zu parameters; hint: give priors (draw) or fix some",
			       fit->n, fit->parameters);
	fdf = (gsl_multifit_nlinear_fdf){residuals, derivatives, NULL, fit->n + w.believed, fit->parameters, &w,
					 0,         0,           0};
	how.scale = gsl_multifit_nlinear_scale_levenberg; /* scores have one scale */
	solver = gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &how, fdf.n, fdf.p);
	if (!solver)
		return qs_fail(err, QS_ENOMEM, "a fit of %zu parameters", fit->parameters);
	for (size_t s = 0; s < STARTS; s++) {
		const double sum = solve(&w, solver, &fdf, from[s]);

		if (w.failed == QS_EINPUT && s) /* a start that the model does not hold at is no start */
			w.failed = QS_OK;
		else if (w.failed != QS_OK)
			break;
		if (sum < best * (1 - 1e-9)) {
			best = sum;
			keep(&w, solver, least);
		}
	}
	gsl_multifit_nlinear_free(solver);
	least->models = w.models;
	if (w.failed != QS_OK)
		return qs_fail(err, w.failed, "%s", w.err.text);
	return best < (double)INFINITY ? QS_OK
				       : qs_fail(err, QS_EFAILED, "least squares do not converge from any start");
}
