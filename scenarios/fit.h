/* Parameters from observations: least squares, and chains that draw from the posterior.
 *
 * A parameter stands at a normal score z of its prior, value = F^-1(Phi(z)), so that the prior of z is N(0, 1)
 * whatever F is and the scores have no bounds. Observations y_i with errors sd_i, normal and independent; a model
 * f_i(z), the same at every call:
 *
 *     r_i = (f_i(z) - y_i) / sd_i,   ln posterior = - sum r_i^2 / 2 - sum z_p^2 / 2 + constant
 *
 * Least squares: Levenberg-Marquardt (GSL, gsl_multifit_nlinear), derivatives by central differences of step 0.001 in
 * z. The sum has z_p^2 for parameters whose prior is believed; one that only has a range is free within it. Covariance
 * (J'J)^-1.
 *
 * Chains: adaptive Metropolis (Haario, Saksman and Tamminen 2001, Bernoulli 7, 223-242) with a scale led to a rate of
 * acceptance of 0.44, 0.30, 0.234 for 1, 2 to 4 and more parameters (Roberts and Rosenthal 2001, Stat. Sci. 16,
 * 351-367; Andrieu and Thoms 2008, Stat. Comput. 18, 343-373). Both adapt in the warm-up alone: what is kept comes
 * from one fixed kernel. Random numbers have addresses, so that threads change nothing.
 */
#ifndef QS_SCENARIOS_FIT_H
#define QS_SCENARIOS_FIT_H

#include "model/base/context.h"

#include <stddef.h>

/* The model at a point z [parameters], into f [n]. Called by several threads at once. QS_EINPUT: there is no such
 * model (the point has no chance); any other failure ends the fit. */
typedef qs_status qs_fit_model_fn(void *self, const double *z, double *f, struct qs_err *err);

struct qs_fit {
	const struct qs_context *context;
	size_t parameters, n;          /* both 1 or more */
	const double *y, *sd;          /* [n] */
	const unsigned char *believed; /* [parameters]: the prior enters least squares */
	qs_fit_model_fn *of;
	void *self;
	int (*stop)(void *self, size_t done, size_t total); /* asked between rounds; NULL: never */
};

struct qs_fit_least {
	double *z, *covariance, *fitted; /* [parameters], [parameters][parameters], [n] of the caller */
	double chi2, prior; /* sums of r^2 and of believed z^2 */
	size_t models;      /* evaluated */
};

enum { QS_FIT_EDGE = 4 }; /* a score as far out stands at the end of its range */

/* The least of several starts. QS_EFAILED if none converges, QS_EINPUT if the model does not hold at the middle. */
qs_status qs_fit_least_squares(const struct qs_fit *fit, struct qs_arena *arena, struct qs_fit_least *least, struct qs_err *err);

struct qs_chains {
	size_t chains, warmup, draws; /* chains: 2 or more; draws: even, 8 or more, of each chain after the warm-up */
	uint64_t seed;
	double *z;           /* [chains][draws][parameters], the caller's, as what follows */
	double *log_density; /* [chains][draws], without the constant */
	double *f;           /* [chains][draws][n] */
	double *accepted;    /* [chains]: share of proposals after the warm-up */
};

/* Runs chains from around a point with a covariance of z there: chain c begins at twice its spread. QS_EINPUT if the
 * model holds at no start, QS_EINTERRUPTED. */
qs_status qs_chains_run(const struct qs_fit *fit, const double *z, const double *covariance, struct qs_arena *arena,
			struct qs_chains *chains, struct qs_err *err);

/* ---- were they long enough: x [chains][draws], draws even and 8 or more ---- */

/* Potential scale reduction, rank-normalised, of split chains, the larger of bulk and folded (Vehtari, Gelman,
 * Simpson, Carpenter and Burkner 2021, Bayesian Anal. 16, 667-718); 1 when they agree, NaN if nothing varies or
 * without memory. */
double qs_chains_rhat(size_t chains, size_t draws, const double *x, const struct qs_allocator *from);

/* Effective sizes of split chains, same source, with Geyer's initial monotone sequence: of the mean of normal scores
 * of ranks (bulk), and the lesser of those of the 5 and 95 % quantiles (tail). NaN as above. */
double qs_chains_bulk(size_t chains, size_t draws, const double *x, const struct qs_allocator *from);
double qs_chains_tail(size_t chains, size_t draws, const double *x, const struct qs_allocator *from);

#endif
