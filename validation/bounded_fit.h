/* Nonlinear least squares within bounds: Levenberg-Marquardt in a trust region (GSL, gsl_multifit_nlinear).
 *
 * Parameters stay within bounds by x = low + (high - low) / (1 + exp(-theta)); equal bounds hold a parameter. From
 * several starts the least sum of squared residuals counts. Standard errors come from (J'J)^-1 at the solution:
 * residuals are taken as they are, no scale is estimated. A parameter at a bound has none, and those of the others are
 * given that it is held there.
 */
#ifndef QS_VALIDATION_BOUNDED_FIT_H
#define QS_VALIDATION_BOUNDED_FIT_H

#include "model/base/status.h"

#include <stddef.h>

enum { QS_FIT_PARAMETERS_MAX = 6 };

struct qs_bounded_fit {
	size_t n;                                                       /* parameters */
	double low[QS_FIT_PARAMETERS_MAX], high[QS_FIT_PARAMETERS_MAX]; /* bounds, given */
	double value[QS_FIT_PARAMETERS_MAX];
	double error[QS_FIT_PARAMETERS_MAX]; /* standard errors; NaN of a held parameter or one at a bound */
	int at_bound[QS_FIT_PARAMETERS_MAX]; /* -1, 1: at the lower, the upper bound; 0: inside, or held */
};

/* What is fitted. Both functions return 0, or nonzero if a model cannot be computed, which ends the fit. */
struct qs_bounded_model {
	void *self;
	size_t residuals;
	/* residual [residuals] at the parameters value [n] */
	int (*residual)(void *self, const double *value, double *residual);
	/* slope [residuals][n]: of residuals by parameters; NULL: by differences of `difference` in theta */
	int (*slope)(void *self, const double *value, double *slope);
	double difference, tolerance; /* relative tolerance of a step and of the gradient */
};

/* Fits within fit's bounds from each of the starts [starts][n], whose parameters are cut to lie between the bounds, and
 * fills the rest of it. QS_EINPUT if all is held or there are fewer residuals than free parameters, QS_EFAILED if no
 * start converges. */
qs_status qs_bounded_fit(const struct qs_bounded_model *model, const double *start, size_t starts,
			 struct qs_bounded_fit *fit, struct qs_err *err);

#endif
