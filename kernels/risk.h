/* Risk of what comes out: the tail of losses, a share with its interval, dominance between two samples.
 *
 * Samples are columns sorted ascending, of finite numbers, each of equal weight; qs_risk_sort puts one in order. A loss
 * is the negative of a net present value: large is bad. Dominance is of gains: large is good. VaR_a  = inf {l : P(L <=
 * l) >= a}, the ceil(a n)-th loss CVaR_a = VaR_a + E[max(L - VaR_a, 0)] / (1 - a), Rockafellar and Uryasev 2000 (J.
 * Risk 2, 21-41), right for a discrete sample too (the same 2002, J. Bank. Finance 26, 1443-1471) Wilson 1927 (J. Am.
 * Stat. Assoc. 22, 209-212): the shares p that a test at z does not refuse first order   F_A(x) <= F_B(x) for all x;
 * second order   the same of the integrals of F up to x (Hadar and Russell 1969)
 */
#ifndef QS_KERNELS_RISK_H
#define QS_KERNELS_RISK_H

#include <stddef.h>

/* Sorts a column ascending, in place; O(n log n) at worst. -0 and 0 are equal; no NaN may be in it. */
void qs_risk_sort(size_t n, double *x);

struct qs_risk_tail {
	double var, cvar;
};

/* VaR and CVaR of n sorted losses at a level in [0, 1). A level times n within rounding of a whole number counts as it.
 * At level 0: the least loss and the mean. NaN for n = 0. */
struct qs_risk_tail qs_risk_tail(size_t n, const double *loss, double level);

struct qs_risk_interval {
	double low, high;
};

/* Wilson's interval of the share of hits in n trials, 0 <= hits <= n, at z standard deviations (1.96: 95 %); within [0,
 * 1], and all of [0, 1] for n = 0. */
struct qs_risk_interval qs_risk_wilson(double hits, double n, double z);

enum qs_risk_order {
	QS_RISK_NEITHER,
	QS_RISK_FIRST,  /* first order, and with it second */
	QS_RISK_SECOND, /* second order only: whoever shuns risk prefers it */
};

/* By which order sample a dominates sample b. Equal samples dominate each other. Integrals closer than 1e-12 of what
 * they are sums of count as equal. Samples must not be empty, and their sizes multiply to less than 2^53. */
enum qs_risk_order qs_risk_dominates(size_t na, const double *a, size_t nb, const double *b);

#endif
