/* What moves a result: Sobol' indices and elementary effects of inputs that are independent and uniform on 0 to 1.
 *
 * A response is any result as a function of the inputs' probabilities u; a spread enters by its quantile function.
 * Variance based indices (Sobol' 1993, Math. Model. Comput. Exp. 1, 407-414) come from two matrices of points A, B and
 * k of A with column i from B, N (k + 2) evaluations (Saltelli et al. 2010, Comput. Phys. Commun. 181, 259-270): S_i  =
 * mean (f(B) - f0) (f(AB_i) - f(A)) / V        share of variance that goes if input i becomes known ST_i = mean (f(A) -
 * f(AB_i))^2 / (2 V)              share that stays as long as only input i is not known (Jansen 1999) f0 and V are mean
 * and variance of f over A and B. A takes the first k coordinates of scenarios/points.h, B the next k: up to 20 inputs
 * lie wholly in Sobol's sequence.
 *
 * Elementary effects (Morris 1991, Technometrics 33, 161-174) screen many inputs by r (k + 1) evaluations: r
 * trajectories on a grid of p levels, one input after another moved by D = p / (2 (p - 1)); EE = (f(u + D) - f(u)) / D;
 * mu their mean, sigma their standard deviation, mu* the mean of |EE| (Campolongo, Cariboni and Saltelli 2007, Environ.
 * Model. Softw. 22, 1509-1518).
 */
#ifndef QS_SCENARIOS_SENSITIVITY_H
#define QS_SCENARIOS_SENSITIVITY_H

#include "kernels/kernels.h"
#include "model/base/arena.h"
#include "model/base/status.h"

#include <stdint.h>

/* y[i] = f(u[0][i], u[1][i], ...) for n points; u in (0, 1), but elementary effects ask for 0 and 1 too. y must be
 * finite, and depend on the point alone. A failure ends the analysis and is its status. */
typedef qs_status qs_response_fn(void *self, size_t n, const double *const *u, double *y, struct qs_err *err);

struct qs_response {
	size_t inputs; /* 1 or more */
	qs_response_fn *of;
	void *self;
};

struct qs_sobol {
	double mean, variance;
	double *first, *total; /* [inputs] of the caller; NaN if the response does not vary */
};

/* First-order and total indices from `samples` base points (2 or more; a power of two serves best). Memory does not
 * grow with samples. */
qs_status qs_sensitivity_sobol(const struct qs_response *response, size_t samples, uint64_t seed,
			       const struct qs_allocator *allocator, struct qs_sobol *sobol, struct qs_err *err);

struct qs_morris {
	double *mu, *mu_star, *sigma; /* [inputs] of the caller */
};

/* Elementary effects of `trajectories` (2 or more) on a grid of `levels` (even). */
qs_status qs_sensitivity_morris(const struct qs_kernels *kernels, const struct qs_response *response,
				size_t trajectories, unsigned levels, uint64_t seed,
				const struct qs_allocator *allocator, struct qs_morris *morris, struct qs_err *err);

#endif
