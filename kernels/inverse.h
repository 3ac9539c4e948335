/* Distributions by their inverses: y with F(y) = u, for u in (0, 1).
 *
 * One u, one y: draws keep their address, are monotone in u, and can be correlated or stratified. normal, lognormal,
 * triangular and exponential are branch-free and vectorise. gamma, beta, binomial and poisson iterate on the incomplete
 * gamma and beta functions, in logarithms, with a fixed rule to stop; the same bits everywhere.
 * The tail below u = 1/2 is solved from F, the other from 1 - F, so both keep their relative accuracy.
 */
#ifndef QS_KERNELS_INVERSE_H
#define QS_KERNELS_INVERSE_H

#include "kernels/elementary.h"

/* c0 + c1 x + ... + c7 x^7 */
QS_K_INLINE double qs_k_degree7(double x, double c0, double c1, double c2, double c3, double c4, double c5, double c6,
				double c7)
{
	const double x2 = x * x;

	return ((c0 + c1 * x) + (c2 + c3 * x) * x2) + ((c4 + c5 * x) + (c6 + c7 * x) * x2) * (x2 * x2);
}

/* Whether u stands in the middle of the normal distribution: 85 of 100 do. */
QS_K_INLINE _Bool qs_k_normal_central(double u)
{
	return fabs(u - 0.5) <= 0.425;
}

/* The quantile there over u - 1/2, as a ratio. */
struct qs_k_ratio {
	double over, under;
};

QS_K_INLINE struct qs_k_ratio qs_k_normal_centre(double u)
{
	const double q = u - 0.5;
	const double s = 0.180625 - q * q;
	const double a = qs_k_degree7(s, 3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427,
				      13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
				      33430.575583588128105, 2509.0809287301226727);
	const double b = qs_k_degree7(s, 1.0, 42.313330701600911252, 687.18700749205790830, 5394.1960214247511077,
				      21213.794301586595867, 39307.895800092710610, 28729.085735721942674,
				      5226.4952788528545610);

	return (struct qs_k_ratio){a, b};
}

/* Its distance from zero elsewhere. */
QS_K_INLINE struct qs_k_ratio qs_k_normal_tail(double u)
{
	const double w = sqrt(-qs_k_log(u - 0.5 < 0.0 ? u : 1.0 - u));
	const int far = w > 5.0;
	const double r = far ? w - 5.0 : w - 1.6;
	const double c = qs_k_degree7(r, far ? 6.65790464350110377720 : 1.42343711074968357734,
				      far ? 5.46378491116411436990 : 4.63033784615654529590,
				      far ? 1.78482653991729133580 : 5.76949722146069140550,
				      far ? 0.296560571828504891230 : 3.64784832476320460504,
				      far ? 0.0265321895265761230930 : 1.27045825245236838258,
				      far ? 0.00124266094738807843860 : 0.241780725177450611770,
				      far ? 2.71155556874348757815e-5 : 0.0227238449892691845833,
				      far ? 2.01033439929228813265e-7 : 7.74545014278341407640e-4);
	const double d = qs_k_degree7(r, 1.0, far ? 0.599832206555887937690 : 2.05319162663775882187,
				      far ? 0.136929880922735805310 : 1.67638483018380384940,
				      far ? 0.0148753612908506148525 : 0.689767334985100004550,
				      far ? 7.86869131145613259100e-4 : 0.148103976427480074590,
				      far ? 1.84631831751005468180e-5 : 0.0151986665636164571966,
				      far ? 1.42151175831644588870e-7 : 5.47593808499534494600e-4,
				      far ? 2.04426310338993978564e-15 : 1.05075007164441684324e-9);

	return (struct qs_k_ratio){c, d};
}

/* Standard normal quantile, relative error below 1e-15 (measured 6e-16). Wichura 1988, AS 241 (PPND16), Appl. Stat. 37,
 * 477-484. Both of its tails (sqrt(-log p) to 5 and beyond) are one polynomial pair with chosen coefficients. */
QS_K_INLINE double qs_k_normal(double u)
{
	const double q = u - 0.5;
	const struct qs_k_ratio centre = qs_k_normal_centre(u), tail = qs_k_normal_tail(u);
	const _Bool central = qs_k_normal_central(u);
	const double y = (central ? centre.over : tail.over) / (central ? centre.under : tail.under);
	const double far = q < 0.0 ? -y : y;

	return central ? q * y : far;
}

/* Lognormal of mean 1 and coefficient of variation cv: exp(s z - s^2 / 2), s^2 = log(1 + cv^2). */
QS_K_INLINE double qs_k_lognormal(double u, double cv)
{
	const double s2 = qs_k_log1p(cv * cv);

	return qs_k_exp(sqrt(s2) * qs_k_normal(u) - 0.5 * s2);
}

/* Triangular on [lo, hi] with its mode in it; lo where lo = hi. */
QS_K_INLINE double qs_k_triangular(double u, double lo, double mode, double hi)
{
	const double width = hi - lo, left = mode - lo, right = hi - mode;
	const double y = lo + sqrt(u * width * left), z = hi - sqrt((1.0 - u) * width * right);

	return u * width < left ? y : z;
}

/* Exponential of the given mean. */
QS_K_INLINE double qs_k_exponential(double u, double mean)
{
	return -mean * qs_k_log1p(-u);
}

/* log(1 + x) - x without cancellation, for x > -1. */
static inline double qs_k_log1p_less(double x)
{
	double term = -x * x, sum = 0.0;

	if (fabs(x) > 0.1)
		return qs_k_log1p(x) - x;
	for (int j = 2; j < 20; j++) {
		sum += term / j;
		term *= -x;
	}
	return sum;
}

/* log Gamma(x) = (x - 1/2) log x - x + log(2 pi) / 2 + this, for x >= 8. */
static inline double qs_k_stirling_rest(double x)
{
	const double w = 1.0 / (x * x);

	return (1.0 / 12 -
		w * (1.0 / 360 -
		     w * (1.0 / 1260 -
			  w * (1.0 / 1680 -
			       w * (1.0 / 1188 - w * (691.0 / 360360 - w * (1.0 / 156 - w * (3617.0 / 122400)))))))) /
	       x;
}

/* log of x^a exp(-x) / Gamma(a), x = exp(y): the density of y. */
static inline double qs_k_gamma_log_density(double a, double x, double y)
{
	if (a < 8.0)
		return a * y - x - qs_k_lgamma(a);
	return (x < 0.5 * a || x > 2.0 * a ? a * (y - qs_k_log(a)) - (x - a) : a * qs_k_log1p_less((x - a) / a)) +
	       0.5 * qs_k_log(a) - 0x1.d67f1c864beb5p-1 - qs_k_stirling_rest(a);
}

enum { QS_K_TERMS = 1 << 20 }; /* bound of series and fractions; they need about 5 sqrt(a) */

/* Sum x^n / (a (a+1) ... (a+n)): lower incomplete gamma over x^a exp(-x). For x < a + 1. DLMF 8.11.4. */
static inline double qs_k_gamma_series(double a, double x)
{
	double term = 1.0 / a, sum = term;

	for (int n = 1; n < QS_K_TERMS && term > sum * 0x1p-54; n++) {
		term *= x / (a + n);
		sum += term;
	}
	return sum;
}

/* Upper incomplete gamma over x^a exp(-x), continued fraction DLMF 8.9.2 by Lentz's method. For x >= a + 1. */
static inline double qs_k_gamma_fraction(double a, double x)
{
	double b = x + 1.0 - a, c = 0x1p1000, d = 1.0 / b, h = d;

	for (int i = 1; i < QS_K_TERMS; i++) {
		const double an = -i * (i - a);

		b += 2.0;
		d = 1.0 / (an * d + b);
		c = b + an / c;
		h *= d * c;
		if (fabs(d * c - 1.0) < 0x1p-51)
			break;
	}
	return h;
}

/* What a solver knows of a distribution on a line y: parameters, and which tail it looks at. */
struct qs_k_tail {
	double a, b;
	int upper;
};

/* One tail is got = density * ratio (logarithm: log_d). Returns the log of the wanted tail; *ratio is tail over
 * density. */
static inline double qs_k_tail_log(double log_d, int same, double *ratio)
{
	const double l = log_d + qs_k_log(*ratio);
	double rest;

	if (same)
		return l;
	rest = 1.0 - qs_k_exp(l);
	rest = rest > 0x1p-53 ? rest : 0x1p-53;
	*ratio = rest * qs_k_exp(-log_d);
	return qs_k_log(rest);
}

/* log P(a, exp(y)) or log Q, and its ratio to the density of y. */
static inline double qs_k_gamma_tail(const struct qs_k_tail *t, double y, double *ratio)
{
	const double x = qs_k_exp(y);
	const int series = x < t->a + 1.0;

	*ratio = series ? qs_k_gamma_series(t->a, x) : qs_k_gamma_fraction(t->a, x);
	return qs_k_tail_log(qs_k_gamma_log_density(t->a, x, y), series != t->upper, ratio);
}

/* log of the beta function. */
static inline double qs_k_log_beta(double p, double q)
{
	const double a = p > q ? p : q, b = p > q ? q : p;

	if (a < 8.0)
		return qs_k_lgamma(a) + qs_k_lgamma(b) - qs_k_lgamma(a + b);
	return qs_k_lgamma(b) + b - (a - 0.5) * qs_k_log1p(b / a) - b * qs_k_log(a + b) + qs_k_stirling_rest(a) -
	       qs_k_stirling_rest(a + b);
}

/* log of x^a (1-x)^b / B(a, b), the density of y = log(x / xc), given x, xc = 1 - x and their logs. */
static inline double qs_k_beta_log_density(double a, double b, double x, double xc, double lx, double lxc)
{
	const double d = x * b - xc * a;
	double kernel;

	if (a < 8.0 || b < 8.0)
		return a * lx + b * lxc - qs_k_log_beta(a, b);
	if (fabs(d) > 0.5 * (a < b ? a : b))
		kernel = a * (lx + qs_k_log1p(b / a)) + b * (lxc + qs_k_log1p(a / b));
	else
		kernel = a * qs_k_log1p_less(d / a) + b * qs_k_log1p_less(-d / b);
	return kernel - 0.5 * (qs_k_log(1.0 / a + 1.0 / b)) - 0x1.d67f1c864beb5p-1 + qs_k_stirling_rest(a + b) -
	       qs_k_stirling_rest(a) - qs_k_stirling_rest(b);
}

/* Incomplete beta over x^a (1-x)^b, continued fraction DLMF 8.17.22 by Lentz's method. For x < (a + 1) / (a + b + 2).
 */
static inline double qs_k_beta_fraction(double a, double b, double x)
{
	double c = 1.0, d = 1.0 / (1.0 - (a + b) * x / (a + 1.0)), h = d;

	for (int m = 1; m < QS_K_TERMS; m++) {
		const double m2 = 2.0 * m;
		const double even = m * (b - m) * x / ((a - 1.0 + m2) * (a + m2));
		const double odd = -(a + m) * (a + b + m) * x / ((a + m2) * (a + 1.0 + m2));

		d = 1.0 / (1.0 + even * d);
		c = 1.0 + even / c;
		h *= d * c;
		d = 1.0 / (1.0 + odd * d);
		c = 1.0 + odd / c;
		h *= d * c;
		if (fabs(d * c - 1.0) < 0x1p-51)
			break;
	}
	return h / a;
}

/* log I_x(a, b) or of its complement, and the ratio to the density of the logit. */
static inline double qs_k_beta_tail_at(const struct qs_k_tail *t, double x, double xc, double lx, double lxc,
				       double *ratio)
{
	const int lower = x < (t->a + 1.0) / (t->a + t->b + 2.0);

	*ratio = lower ? qs_k_beta_fraction(t->a, t->b, x) : qs_k_beta_fraction(t->b, t->a, xc);
	return qs_k_tail_log(qs_k_beta_log_density(t->a, t->b, x, xc, lx, lxc), lower != t->upper, ratio);
}

/* As qs_k_beta_tail_at, of the logit y. */
static inline double qs_k_beta_tail(const struct qs_k_tail *t, double y, double *ratio)
{
	const double small = qs_k_exp(-fabs(y));
	const double far = -qs_k_log1p(small), near = far - fabs(y);
	const double big = 1.0 / (1.0 + small), little = small / (1.0 + small);

	return y < 0.0 ? qs_k_beta_tail_at(t, little, big, near, far, ratio)
		       : qs_k_beta_tail_at(t, big, little, far, near, ratio);
}

/* The log of a tail at y, and the ratio of the tail to the density of y. */
typedef double qs_k_tail_fn(const struct qs_k_tail *t, double y, double *ratio);

/* y in [lo, hi] with log tail = want. Both tails are log-concave in y, so Newton converges; bisection is its guard. */
static inline double qs_k_tail_solve(qs_k_tail_fn *tail, const struct qs_k_tail *t, double want, double lo, double y,
				     double hi)
{
	for (int i = 0; i < 200; i++) {
		double ratio;
		const double gap = tail(t, y, &ratio) - want;
		const double last = y;
		const double next = t->upper ? y + gap * ratio : y - gap * ratio;

		if ((gap < 0.0) != t->upper)
			lo = y;
		else
			hi = y;
		y = next >= lo && next <= hi ? next : 0.5 * (lo + hi);
		if (fabs(y - last) <= 1e-11 * (1.0 + fabs(y)))
			break;
	}
	return y;
}

/* Gamma of a shape and a scale (mean shape * scale), shape in [1e-5, 1e9]; relative error about 1e-13. 0 where the
 * quantile is below the smallest double. */
static inline double qs_k_gamma(double u, double shape, double scale)
{
	const struct qs_k_tail t = {.a = shape, .upper = u > 0.5};
	const double lo = (qs_k_log(u) + qs_k_lgamma(shape) + qs_k_log(shape)) / shape; /* P <= x^a / Gamma(a + 1) */
	const double hi = qs_k_log(2.0 * shape + 2000.0);
	const double c = 1.0 / (9.0 * shape);
	const double root = 1.0 - c + qs_k_normal(u) * sqrt(c); /* Wilson and Hilferty 1931 */
	const double guess = shape > 1.0 && root > 0.1 ? qs_k_log(shape) + 3.0 * qs_k_log(root) : lo;
	const double start = guess < lo ? lo : (guess > hi ? hi : guess);

	return scale * qs_k_exp(qs_k_tail_solve(qs_k_gamma_tail, &t, qs_k_log(t.upper ? 1.0 - u : u), lo, start, hi));
}

/* Beta of a, b in [1e-5, 1e9]; relative error about 1e-12. */
static inline double qs_k_beta(double u, double a, double b)
{
	const struct qs_k_tail t = {.a = a, .b = b, .upper = u > 0.5};
	const double want = qs_k_log(t.upper ? 1.0 - u : u);
	double start = qs_k_log(a / b) + qs_k_normal(u) * sqrt(1.0 / a + 1.0 / b), y;

	if (a < 1.0 && u * (a + b) <= b)
		start = (qs_k_log(u) + qs_k_log(a) + qs_k_log_beta(a, b)) / a; /* I <= x^a / (a B) */
	else if (b < 1.0 && u * (a + b) > b)
		start = -(qs_k_log1p(-u) + qs_k_log(b) + qs_k_log_beta(a, b)) / b;
	y = qs_k_tail_solve(qs_k_beta_tail, &t, want, -1e8, start, 1e8);
	return y < 0.0 ? qs_k_exp(y - qs_k_log1p(qs_k_exp(y))) : 1.0 / (1.0 + qs_k_exp(-y));
}

/* Is P(X <= k) >= u, for X binomial (n, p), or Poisson of mean p where n < 0? */
static inline int qs_k_count_reached(double u, double n, double p, double k)
{
	const int upper = u > 0.5;
	const double want = qs_k_log(upper ? 1.0 - u : u);
	double ratio, l;

	if (n < 0.0) { /* P(X <= k) = Q(k + 1, mean) */
		const struct qs_k_tail t = {.a = k + 1.0, .upper = !upper};
		l = qs_k_gamma_tail(&t, qs_k_log(p), &ratio);
	} else { /* P(X <= k) = I_(1-p)(n - k, k + 1) */
		const struct qs_k_tail t = {.a = n - k, .b = k + 1.0, .upper = upper};
		l = k >= n ? (upper ? -(double)INFINITY : 0.0)
			   : qs_k_beta_tail_at(&t, 1.0 - p, p, qs_k_log1p(-p), qs_k_log(p), &ratio);
	}
	return upper ? l <= want : l >= want;
}

/* Smallest k >= 0 reached, from a guess: doubling steps, then bisection. */
static inline double qs_k_count_search(double u, double n, double p, double guess)
{
	double lo = -1.0, hi = guess, step = 1.0; /* lo is not reached, hi is */

	if (qs_k_count_reached(u, n, p, guess)) {
		while (hi - step > lo && qs_k_count_reached(u, n, p, hi - step)) {
			hi -= step;
			step *= 2.0;
		}
		lo = hi - step > lo ? hi - step : lo;
	} else {
		lo = guess;
		while (!qs_k_count_reached(u, n, p, lo + step)) {
			lo += step;
			step *= 2.0;
		}
		hi = lo + step;
	}
	while (hi - lo > 1.0) {
		const double mid = floor(0.5 * (lo + hi));

		if (qs_k_count_reached(u, n, p, mid))
			hi = mid;
		else
			lo = mid;
	}
	return hi;
}

/* Binomial: the smallest k with P(X <= k) >= u; trials a whole number in [0, 1e9], p in [0, 1]. */
static inline double qs_k_binomial(double u, double trials, double p)
{
	const double mean = trials * p, z = qs_k_normal(u);
	const double var = mean * (1.0 - p);
	const double guess = floor(mean + z * sqrt(var) + (z * z - 1.0) * (1.0 - 2.0 * p) / 6.0 + 0.5);

	if (mean <= 0.0 || p >= 1.0)
		return mean <= 0.0 ? 0.0 : trials;
	if (mean < 16.0 && u < 0.97 && p < 0.5) { /* few terms: add them */
		double term = qs_k_exp(trials * qs_k_log1p(-p)), sum = term, k = 0.0;

		for (; sum < u && k < trials; sum += term, k += 1.0)
			term *= (trials - k) / (k + 1.0) * (p / (1.0 - p));
		return k;
	}
	return qs_k_count_search(u, trials, p, guess < 0.0 ? 0.0 : (guess > trials ? trials : guess));
}

/* Poisson: the smallest k with P(X <= k) >= u; mean in [0, 1e9]. */
static inline double qs_k_poisson(double u, double mean)
{
	const double z = qs_k_normal(u);
	const double guess = floor(mean + z * sqrt(mean) + (z * z - 1.0) / 6.0 + 0.5);

	if (mean <= 0.0)
		return 0.0;
	if (mean < 16.0 && u < 0.97) { /* few terms: add them */
		double term = qs_k_exp(-mean), sum = term, k = 0.0;

		for (; sum < u; sum += term) {
			k += 1.0;
			term *= mean / k;
		}
		return k;
	}
	return qs_k_count_search(u, -1.0, mean, guess < 0.0 ? 0.0 : guess);
}

#endif
