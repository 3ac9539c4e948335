/* Student's t by its inverse: the value below which t lies with probability u.
 *
 * With x = df / (df + t^2), P(|T| > t) = I_x(df / 2, 1 / 2) (DLMF 8.17; Abramowitz and Stegun 26.7.1), and the logit of
 * x is log(df / t^2). The incomplete beta function is solved on that logit by the solver of kernels/inverse.h, from the
 * tail that is small, so both tails and the middle keep their relative accuracy.
 */
#ifndef QS_KERNELS_STUDENT_H
#define QS_KERNELS_STUDENT_H

#include "kernels/inverse.h"

/* Quantile u in (0, 1) of Student's t with df in [0.01, 1e9] degrees of freedom; relative error about 1e-12 for df >= 1
 * and df <= 1e6. 0 at u = 1/2. */
static inline double qs_k_student(double u, double df)
{
	const double off = u - 0.5;
	const double both = 2.0 * (off < 0.0 ? u : 1.0 - u); /* P(|T| > t), for u <= 1/2 without rounding */
	const struct qs_k_tail t = {.a = 0.5 * df, .b = 0.5, .upper = both > 0.5};
	const double want = qs_k_log(t.upper ? 2.0 * fabs(off) : both);
	const double z = qs_k_normal(u);
	double y, size;

	if (off == 0.0)
		return 0.0;
	y = qs_k_log(df / (z * z)); /* the normal's t */
	if (!t.upper && both < 1e-3)
		y = (want + qs_k_log(t.a) + qs_k_log_beta(t.a, 0.5)) / t.a; /* I <= x^a / (a B) (1 + O(x)) */
	y = qs_k_tail_solve(qs_k_beta_tail, &t, want, -1e8, y, 1e8);
	size = sqrt(df) * qs_k_exp(-0.5 * y);
	return off < 0.0 ? -size : size;
}

/* Half-width of the two-sided interval of this confidence, in standard errors. */
static inline double qs_k_student_two_sided(double confidence, double df)
{
	return -qs_k_student(0.5 * (1.0 - confidence), df);
}

#endif
