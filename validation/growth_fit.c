#include "validation/growth_fit.h"

#include "kernels/growth.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>

#define AT_BOUND 1e-4 /* of the way between the bounds */

enum { STEPS_MAX = 500 };

/* What GSL's callbacks see. */
struct problem {
	const struct qs_growth_point *points;
	size_t n;
	const struct qs_growth_fit *fit;
	int free[QS_GROWTH_PARAMETERS]; /* parameter of each unknown */
	size_t unknowns, residuals;
};

void qs_growth_bounds(struct qs_growth_fit *fit)
{
	static const double low[] = {0.1, 0.001, 1}, high[] = {1000, 1, 8};

	for (int i = 0; i < QS_GROWTH_PARAMETERS; i++) {
		fit->low[i] = low[i];
		fit->high[i] = high[i];
	}
}

void qs_growth_anchor(struct qs_growth_point *point)
{
	point->value = sqrt(point->low * point->high);
	point->sd = qs_k_log(point->high / point->low) / (2 * 1.959964);
}

double qs_growth_curve(const struct qs_growth_fit *fit, double age)
{
	return qs_k_chapman(age, fit->value[QS_GROWTH_A], fit->value[QS_GROWTH_K], fit->value[QS_GROWTH_P]);
}

/* Parameters from unknowns; share[i] is the way of parameter i between its bounds. */
static void parameters(const struct problem *problem, const gsl_vector *theta, double *value, double *share)
{
	const struct qs_growth_fit *const fit = problem->fit;

	for (int i = 0; i < QS_GROWTH_PARAMETERS; i++) {
		value[i] = fit->low[i];
		share[i] = 0;
	}
	for (size_t u = 0; u < problem->unknowns; u++) {
		const int i = problem->free[u];

		share[i] = 1 / (1 + qs_k_exp(-gsl_vector_get(theta, u)));
		value[i] = fit->low[i] + (fit->high[i] - fit->low[i]) * share[i];
	}
}

static double log_curve(const double *value, double age)
{
	return qs_k_log(value[QS_GROWTH_A]) + value[QS_GROWTH_P] * qs_k_log(-qs_k_expm1(-value[QS_GROWTH_K] * age));
}

static int residuals(const gsl_vector *theta, void *of, gsl_vector *out)
{
	const struct problem *const problem = of;
	double value[QS_GROWTH_PARAMETERS], share[QS_GROWTH_PARAMETERS];
	size_t row = 0;

	parameters(problem, theta, value, share);
	for (size_t i = 0; i < problem->n; i++) {
		const struct qs_growth_point *const p = &problem->points[i];

		if (p->use != QS_GROWTH_APART)
			gsl_vector_set(out, row++, (log_curve(value, p->age) - qs_k_log(p->value)) / p->sd);
	}
	return GSL_SUCCESS;
}

/* d ln y: 1/A, p t e/(1 - e), ln(1 - e) with e = exp(-k t); times the derivative of the bounds' transformation. */
static int slopes(const gsl_vector *theta, void *of, gsl_matrix *out)
{
	const struct problem *const problem = of;
	const struct qs_growth_fit *const fit = problem->fit;
	double value[QS_GROWTH_PARAMETERS], share[QS_GROWTH_PARAMETERS];
	size_t row = 0;

	parameters(problem, theta, value, share);
	for (size_t n = 0; n < problem->n; n++) {
		const struct qs_growth_point *const p = &problem->points[n];
		const double w = -qs_k_expm1(-value[QS_GROWTH_K] * p->age);
		const double slope[] = {1 / value[QS_GROWTH_A], value[QS_GROWTH_P] * p->age * (1 - w) / w, qs_k_log(w)};

		if (p->use == QS_GROWTH_APART)
			continue;
		for (size_t u = 0; u < problem->unknowns; u++) {
			const int i = problem->free[u];
			const double inner = (fit->high[i] - fit->low[i]) * share[i] * (1 - share[i]);

			gsl_matrix_set(out, row, u, slope[i] * inner / p->sd);
		}
		row++;
	}
	return GSL_SUCCESS;
}

/* One start: k at `way` between its bounds on a scale of logarithms, the other unknowns in the middle. */
static void start(const struct problem *problem, double way, gsl_vector *theta)
{
	const struct qs_growth_fit *const fit = problem->fit;

	for (size_t u = 0; u < problem->unknowns; u++) {
		const int i = problem->free[u];
		const double at = i == QS_GROWTH_P ? (fit->low[i] + fit->high[i]) / 2
						   : fit->low[i] * qs_k_pow(fit->high[i] / fit->low[i],
									    i == QS_GROWTH_K ? way : 0.5);
		const double share = (at - fit->low[i]) / (fit->high[i] - fit->low[i]);

		gsl_vector_set(theta, u, qs_k_log(share / (1 - share)));
	}
}

/* Takes the solver's place: values, bounds that are met, errors of what is free between them. */
static void take(const struct problem *problem, gsl_multifit_nlinear_workspace *work, struct qs_growth_fit *fit)
{
	double share[QS_GROWTH_PARAMETERS], info[QS_GROWTH_PARAMETERS * QS_GROWTH_PARAMETERS];
	double inverse[QS_GROWTH_PARAMETERS * QS_GROWTH_PARAMETERS];
	const gsl_matrix *const jacobian = gsl_multifit_nlinear_jac(work);
	int inside[QS_GROWTH_PARAMETERS];
	size_t m = 0;

	parameters(problem, gsl_multifit_nlinear_position(work), fit->value, share);
	for (int i = 0; i < QS_GROWTH_PARAMETERS; i++) {
		fit->error[i] = (double)NAN;
		fit->at_bound[i] = 0;
	}
	for (size_t u = 0; u < problem->unknowns; u++) {
		const int i = problem->free[u];

		fit->at_bound[i] = share[i] < AT_BOUND ? -1 : share[i] > 1 - AT_BOUND ? 1 : 0;
		if (!fit->at_bound[i])
			inside[m++] = (int)u;
	}
	if (!m)
		return;
	for (size_t a = 0; a < m; a++)
		for (size_t b = 0; b < m; b++) {
			info[a * m + b] = 0;
			for (size_t r = 0; r < problem->residuals; r++)
				info[a * m + b] += gsl_matrix_get(jacobian, r, (size_t)inside[a]) *
						   gsl_matrix_get(jacobian, r, (size_t)inside[b]);
		}
	gsl_matrix_view from = gsl_matrix_view_array(info, m, m), to = gsl_matrix_view_array(inverse, m, m);

	if (gsl_linalg_cholesky_decomp1(&from.matrix))
		return; /* not determined: no errors */
	gsl_matrix_set_identity(&to.matrix);
	for (size_t b = 0; b < m; b++) {
		gsl_vector_view column = gsl_matrix_column(&to.matrix, b);

		gsl_linalg_cholesky_svx(&from.matrix, &column.vector);
	}
	for (size_t a = 0; a < m; a++) {
		const int i = problem->free[inside[a]];
		const double inner = (fit->high[i] - fit->low[i]) * share[i] * (1 - share[i]);

		fit->error[i] = sqrt(inverse[a * m + a]) * inner;
	}
}

static void look(struct qs_growth_point *points, size_t n, struct qs_growth_fit *fit)
{
	fit->chi2_data = fit->chi2_anchors = 0;
	for (size_t i = 0; i < n; i++) {
		struct qs_growth_point *const p = &points[i];

		p->fitted = qs_growth_curve(fit, p->age);
		p->residual = (log_curve(fit->value, p->age) - qs_k_log(p->value)) / p->sd;
		fit->chi2_data += p->use == QS_GROWTH_DATA ? p->residual * p->residual : 0;
		fit->chi2_anchors += p->use == QS_GROWTH_ANCHOR ? p->residual * p->residual : 0;
	}
}

static qs_status search(const struct problem *problem, gsl_multifit_nlinear_workspace *work, gsl_vector *theta,
			struct qs_growth_fit *fit, struct qs_err *err)
{
	static const double ways[] = {0.3, 0.45, 0.6, 0.75};
	struct problem seen = *problem;
	gsl_multifit_nlinear_fdf system = {
		.f = residuals, .df = slopes, .n = problem->residuals, .p = problem->unknowns, .params = &seen};
	double least = (double)INFINITY;

	for (size_t s = 0; s < sizeof ways / sizeof ways[0]; s++) {
		double cost;
		int info = 0, rc;

		start(problem, ways[s], theta);
		rc = gsl_multifit_nlinear_init(theta, &system, work);
		if (!rc)
			rc = gsl_multifit_nlinear_driver(STEPS_MAX, 1e-10, 1e-10, 0, NULL, NULL, &info, work);
		gsl_blas_ddot(gsl_multifit_nlinear_residual(work), gsl_multifit_nlinear_residual(work), &cost);
		/* no further step lowers the sum: a solution as well, at a bound above all */
		if ((rc == GSL_SUCCESS || rc == GSL_ENOPROG) && cost < least) {
			least = cost;
			take(problem, work, fit);
		}
	}
	return isfinite(least) ? QS_OK : qs_fail(err, QS_EFAILED, "the fit does not converge from any start");
}

qs_status qs_growth_fit(struct qs_growth_point *points, size_t n, struct qs_growth_fit *fit, struct qs_err *err)
{
	const gsl_multifit_nlinear_parameters settings = gsl_multifit_nlinear_default_parameters();
	struct problem problem = {.points = points, .n = n, .fit = fit};
	gsl_multifit_nlinear_workspace *work = NULL;
	gsl_vector *theta = NULL;
	qs_status status;

	for (int u = 0; u <= QS_GROWTH_APART; u++)
		fit->count[u] = 0;
	for (size_t i = 0; i < n; i++)
		fit->count[points[i].use]++;
	problem.residuals = fit->count[QS_GROWTH_DATA] + fit->count[QS_GROWTH_ANCHOR];
	for (int i = 0; i < QS_GROWTH_PARAMETERS; i++)
		if (fit->high[i] > fit->low[i])
			problem.free[problem.unknowns++] = i;
	if (!problem.unknowns)
		return qs_fail(err, QS_EINPUT, "nothing to fit: A, k and p are held");
	if (problem.residuals < problem.unknowns)
		return qs_fail(err, QS_EINPUT, "%zu rows of data and anchors for %zu free parameters",
			       problem.residuals, problem.unknowns);
	work = gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &settings, problem.residuals, problem.unknowns);
	theta = gsl_vector_alloc(problem.unknowns);
	status = work && theta ? search(&problem, work, theta, fit, err) : qs_fail(err, QS_ENOMEM, "%zu rows", n);
	if (!status)
		look(points, n, fit);
	gsl_multifit_nlinear_free(work);
	gsl_vector_free(theta);
	return status;
}
