/* Student's t by its inverse: the value below which t lies with probability u.
 *
 * With x = df / (df + t^2), P(|T| > t) = I_x(df / 2, 1 / 2) (DLMF 8.17; Abramowitz and Stegun 26.7.1), and the logit of
 * x is log(df / t^2). The incomplete beta function is solved on that logit by the solver of kernels/inverse.h, from the
 * tail that is small, so both tails and the middle keep their relative accuracy.
 */
#ifndef QS_KERNELS_STUDENT_H
#define QS_KERNELS_STUDENT_H

#include "kernels/inverse.h"

/* t from the normal quantile z of the same u, Abramowitz and Stegun 26.7.5; relative error below 1e-13 for df >= 1000
 * and z^2 <= df / 200. */
QS_K_INLINE double qs_k_student_expansion(double z, double df)
{
	const double w = z * z, v = 1.0 / df;
	const double g1 = (w + 1.0) / 4.0;
	const double g2 = ((5.0 * w + 16.0) * w + 3.0) / 96.0;
	const double g3 = (((3.0 * w + 19.0) * w + 17.0) * w - 15.0) / 384.0;
	const double g4 = ((((79.0 * w + 776.0) * w + 1482.0) * w - 1920.0) * w - 945.0) / 92160.0;

	return z + z * v * (g1 + v * (g2 + v * (g3 + v * g4)));
}

/* Quantile u in (0, 1) of Student's t with df >= 0.01 degrees of freedom; relative error about 1e-13 for u and 1 - u
 * above 1e-30. 0 at u = 1/2. */
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
	if (df >= 1000.0 && z * z <= 0.005 * df)
		return qs_k_student_expansion(z, df);
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
