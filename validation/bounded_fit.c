#include "validation/bounded_fit.h"

#include "kernels/elementary.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_linalg.h>
#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>

#define AT_BOUND 1e-4 /* of the way between the bounds */

enum { STEPS_MAX = 500, MOST = QS_FIT_PARAMETERS_MAX };

/* What GSL's callbacks see. */
struct problem {
	const struct qs_bounded_model *model;
	const struct qs_bounded_fit *fit;
	size_t free[MOST]; /* parameter of each unknown */
	size_t unknowns;
	double *slope, *residual; /* [residuals][n]; [residuals] */
};

/* Parameters from unknowns; share[i] is the way of parameter i between its bounds. */
static void parameters(const struct problem *problem, const gsl_vector *theta, double *value, double *share)
{
	const struct qs_bounded_fit *const fit = problem->fit;

	for (size_t i = 0; i < fit->n; i++) {
		value[i] = fit->low[i];
		share[i] = 0;
	}
	for (size_t u = 0; u < problem->unknowns; u++) {
		const size_t i = problem->free[u];

		share[i] = 1 / (1 + qs_k_exp(-gsl_vector_get(theta, u)));
		value[i] = fit->low[i] + (fit->high[i] - fit->low[i]) * share[i];
	}
}

static int residuals(const gsl_vector *theta, void *of, gsl_vector *out)
{
	const struct problem *const problem = of;
	double value[MOST], share[MOST];

	parameters(problem, theta, value, share);
	if (problem->model->residual(problem->model->self, value, problem->residual))
		return GSL_EFAILED;
	for (size_t r = 0; r < problem->model->residuals; r++)
		gsl_vector_set(out, r, problem->residual[r]); /* may be a column of a matrix */
	return GSL_SUCCESS;
}

/* By parameters, times the derivative of the bounds' transformation. */
static int slopes(const gsl_vector *theta, void *of, gsl_matrix *out)
{
	const struct problem *const problem = of;
	const struct qs_bounded_fit *const fit = problem->fit;
	double value[MOST], share[MOST];

	parameters(problem, theta, value, share);
	if (problem->model->slope(problem->model->self, value, problem->slope))
		return GSL_EFAILED;
	for (size_t r = 0; r < problem->model->residuals; r++)
		for (size_t u = 0; u < problem->unknowns; u++) {
			const size_t i = problem->free[u];
			const double inner = (fit->high[i] - fit->low[i]) * share[i] * (1 - share[i]);

			gsl_matrix_set(out, r, u, problem->slope[r * fit->n + i] * inner);
		}
	return GSL_SUCCESS;
}

static void begin(const struct problem *problem, const double *start, gsl_vector *theta)
{
	const struct qs_bounded_fit *const fit = problem->fit;

	for (size_t u = 0; u < problem->unknowns; u++) {
		const size_t i = problem->free[u];
		const double way = (start[i] - fit->low[i]) / (fit->high[i] - fit->low[i]);
		const double share = way < 0.02 ? 0.02 : way > 0.98 ? 0.98 : way;

		gsl_vector_set(theta, u, qs_k_log(share / (1 - share)));
	}
}

/* J'J of the unknowns that are inside their bounds, inverted; nonzero if it is not determined. */
static int covariance(const gsl_matrix *jacobian, const size_t *inside, size_t m, double *inverse)
{
	double info[MOST * MOST];
	gsl_matrix_view from = gsl_matrix_view_array(info, m, m), to = gsl_matrix_view_array(inverse, m, m);

	for (size_t a = 0; a < m; a++)
		for (size_t b = 0; b < m; b++) {
			info[a * m + b] = 0;
			for (size_t r = 0; r < jacobian->size1; r++)
				info[a * m + b] +=
					gsl_matrix_get(jacobian, r, inside[a]) * gsl_matrix_get(jacobian, r, inside[b]);
		}
	if (gsl_linalg_cholesky_decomp1(&from.matrix))
		return -1;
	gsl_matrix_set_identity(&to.matrix);
	for (size_t b = 0; b < m; b++) {
		gsl_vector_view column = gsl_matrix_column(&to.matrix, b);

		gsl_linalg_cholesky_svx(&from.matrix, &column.vector);
	}
	return 0;
}

/* Takes the solver's place: values, bounds that are met, errors of what is free between them. */
static void take(const struct problem *problem, gsl_multifit_nlinear_workspace *work, struct qs_bounded_fit *fit)
{
	double share[MOST], inverse[MOST * MOST];
	size_t inside[MOST], m = 0;

	parameters(problem, gsl_multifit_nlinear_position(work), fit->value, share);
	for (size_t i = 0; i < fit->n; i++) {
		fit->error[i] = (double)NAN;
		fit->at_bound[i] = 0;
	}
	for (size_t u = 0; u < problem->unknowns; u++) {
		const size_t i = problem->free[u];

		fit->at_bound[i] = share[i] < AT_BOUND ? -1 : share[i] > 1 - AT_BOUND ? 1 : 0;
		if (!fit->at_bound[i])
			inside[m++] = u;
	}
	if (!m || covariance(gsl_multifit_nlinear_jac(work), inside, m, inverse))
		return;
	for (size_t a = 0; a < m; a++) {
		const size_t i = problem->free[inside[a]];
		const double inner = (fit->high[i] - fit->low[i]) * share[i] * (1 - share[i]);

		fit->error[i] = sqrt(inverse[a * m + a]) * inner;
	}
}

static qs_status search(struct problem *problem, const double *start, size_t starts,
			gsl_multifit_nlinear_workspace *work, gsl_vector *theta, struct qs_bounded_fit *fit,
			struct qs_err *err)
{
	const struct qs_bounded_model *const model = problem->model;
	gsl_multifit_nlinear_fdf system = {.f = residuals,
					   .df = model->slope ? slopes : NULL,
					   .n = model->residuals,
					   .p = problem->unknowns,
					   .params = problem};
	double least = (double)INFINITY;

	for (size_t s = 0; s < starts; s++) {
		double cost;
		int info = 0, rc;

		begin(problem, start + s * fit->n, theta);
		rc = gsl_multifit_nlinear_init(theta, &system, work);
		if (!rc)
			rc = gsl_multifit_nlinear_driver(STEPS_MAX, model->tolerance, model->tolerance, 0, NULL, NULL,
							 &info, work);
		gsl_blas_ddot(gsl_multifit_nlinear_residual(work), gsl_multifit_nlinear_residual(work), &cost);
		/* no step lowers the sum, further or from the start (then rc is GSL_EMAXITER): a solution as well */
		if ((rc == GSL_SUCCESS || rc == GSL_ENOPROG || info == GSL_ENOPROG) && cost < least) {
			least = cost;
			take(problem, work, fit);
		}
	}
	return isfinite(least) ? QS_OK : qs_fail(err, QS_EFAILED, "the fit does not converge from any start");
}

qs_status qs_bounded_fit(const struct qs_bounded_model *model, const double *start, size_t starts,
			 struct qs_bounded_fit *fit, struct qs_err *err)
{
	gsl_multifit_nlinear_parameters settings = gsl_multifit_nlinear_default_parameters();
	struct problem problem = {.model = model, .fit = fit};
	gsl_multifit_nlinear_workspace *work = NULL;
	gsl_matrix *slope = NULL;
	gsl_vector *theta = NULL, *residual = NULL;
	qs_status status;

	for (size_t i = 0; i < fit->n; i++)
		if (fit->high[i] > fit->low[i])
			problem.free[problem.unknowns++] = i;
	if (!problem.unknowns)
		return qs_fail(err, QS_EINPUT, "nothing to fit: every parameter is held");
	if (model->residuals < problem.unknowns)
		return qs_fail(err, QS_EINPUT, "%zu rows of data and anchors for %zu free parameters", model->residuals,
			       problem.unknowns);
	if (!model->slope)
		settings.h_df = model->difference;
	work = gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &settings, model->residuals, problem.unknowns);
	theta = gsl_vector_alloc(problem.unknowns);
	slope = gsl_matrix_alloc(model->residuals, fit->n);
	residual = gsl_vector_alloc(model->residuals);
	problem.slope = slope ? slope->data : NULL;
	problem.residual = residual ? residual->data : NULL;
	status = work && theta && slope && residual ? search(&problem, start, starts, work, theta, fit, err)
						    : qs_fail(err, QS_ENOMEM, "%zu rows", model->residuals);
	gsl_multifit_nlinear_free(work);
	gsl_matrix_free(slope);
	gsl_vector_free(residual);
	gsl_vector_free(theta);
	return status;
}
