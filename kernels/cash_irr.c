/* Internal rates of return (kernels/cash.h). Plain functions, compiled once.
 *
 * The unknown is u = 1 + r. From u = 1 on the sum is taken as it is; below it is multiplied by u^(last time), a
 * positive factor, so that no power overflows. Both forms agree at u = 1.
 *
 * A sum of c u^-t with k changes of sign becomes one with k - 1 when each c is multiplied by t - tau, tau between the
 * times of a change. That is u^tau times the sum, differentiated, so its zeros divide those of the sum (Rolle), and the
 * last of such a chain has one zero. Hence no zero is missed, however near to another.
 *
 * Flows with several changes of sign have mostly one zero or none. Before the chain, intervals are halved until in each
 * the sum or its slope has one sign: both are differences of two sums of powers that grow with their base, so that
 * their bounds stand at the ends. What rounding leaves in doubt goes to the chain.
 */
#include "kernels/cash.h"

enum { STEPS = 400 };

/* Coefficients and times; the first and the last coefficient are not zero. */
struct sum {
	size_t n;
	const double *time; /* NULL: 0, 1, 2 ... */
	double *c;
};

static double time_of(const struct sum *sum, size_t i)
{
	return sum->time ? sum->time[i] : (double)i;
}

struct value {
	double sum;
	double size; /* the same of terms without signs: rounding is some 2^-52 of it */
};

static struct value value_at(const struct sum *sum, double u)
{
	const double start = time_of(sum, 0), stop = time_of(sum, sum->n - 1);
	struct value v = {0.0, 0.0};

	for (size_t k = 0; k < sum->n; k++) {
		const size_t i = u < 1.0 ? k : sum->n - 1 - k;
		const double c = sum->c[i];

		if (sum->time) {
			const double t = sum->time[i];
			const double weight = qs_k_pow(u, u < 1.0 ? stop - t : start - t);

			v.sum += c * weight;
			v.size += fabs(c * weight);
		} else if (u < 1.0) {
			v.sum = v.sum * u + c;
			v.size = v.size * u + fabs(c);
		} else {
			v.sum = v.sum / u + c;
			v.size = v.size / u + fabs(c);
		}
	}
	return v;
}

/* -1, 0 or 1; 0 if rounding could have made the sign. */
static int sign_at(const struct sum *sum, double u)
{
	const struct value v = value_at(sum, u);
	const double noise = ((double)sum->n + 4.0) * 0x1p-52 * v.size;

	return fabs(v.sum) <= noise ? 0 : v.sum < 0.0 ? -1 : 1;
}

/* Brent's method: the zero of value_at between a and b, at which it has different signs. */
static double zero_between(const struct sum *sum, double a, double b)
{
	double fa = value_at(sum, a).sum, fb = value_at(sum, b).sum;
	double c = a, fc = fa, step = b - a, before = step;

	for (int k = 0; k < STEPS && fb != 0.0; k++) {
		double half, least;

		if ((fb > 0.0) == (fc > 0.0)) { /* c must lie on the other side */
			c = a;
			fc = fa;
			step = before = b - a;
		}
		if (fabs(fc) < fabs(fb)) { /* b is the best so far */
			a = b, b = c, c = a;
			fa = fb, fb = fc, fc = fa;
		}
		half = 0.5 * (c - b);
		least = 0x1p-52 * b;
		if (fabs(half) <= least)
			break;
		if (fabs(before) < least || fabs(fa) <= fabs(fb)) {
			step = before = half;
		} else { /* a secant through two points, or an inverse parabola through three */
			const double s = fb / fa, q1 = fa / fc, r1 = fb / fc;
			double p = a == c ? 2.0 * half * s : s * (2.0 * half * q1 * (q1 - r1) - (b - a) * (r1 - 1.0));
			double q = a == c ? 1.0 - s : (q1 - 1.0) * (r1 - 1.0) * (s - 1.0);
			const double last = before;

			if (p > 0.0)
				q = -q;
			p = fabs(p);
			before = step;
			if (2.0 * p < 3.0 * half * q - fabs(least * q) && p < fabs(0.5 * last * q))
				step = p / q;
			else
				step = before = half;
		}
		a = b;
		fa = fb;
		b += fabs(step) > least ? step : half > 0.0 ? least : -least;
		fb = value_at(sum, b).sum;
	}
	return b;
}

struct found {
	double *u;
	size_t n;
	double hurdle;
	double chosen; /* the nearest to 1 + hurdle where the sum falls; NaN if none */
};

static void add_zero(struct found *found, double u, int falls)
{
	const double old = fabs(found->chosen - 1.0 - found->hurdle);

	found->u[found->n++] = u;
	if (falls && !(fabs(u - 1.0 - found->hurdle) >= old))
		found->chosen = u;
}

/* The zeros from low to high, ascending, where `dividers` stand between any two. */
static void find_zeros(const struct sum *sum, double low, double high, size_t n, const double *dividers,
		       struct found *found)
{
	double last = 0.0, zero = 0.0; /* zero: a point where the sum is nothing but rounding; 0 if there is none */
	int last_sign = 0;

	for (size_t k = 0; k <= n + 1; k++) {
		const double u = k == 0 ? low : k == n + 1 ? high : dividers[k - 1];
		const int sign = sign_at(sum, u);

		if (sign == 0) {
			zero = zero > 0.0 ? zero : u;
			continue;
		}
		if (last_sign != 0 && sign != last_sign)
			add_zero(found, zero_between(sum, last, u), last_sign > 0);
		else if (zero > 0.0) /* touched, or at the lower end */
			add_zero(found, zero, last_sign == 0 && sign < 0);
		last = u;
		last_sign = sign;
		zero = 0.0;
	}
	if (zero > 0.0) /* at the upper end */
		add_zero(found, zero, last_sign > 0);
}

/* ---- most flows: intervals in which the sum has no zero, or rises or falls all through ---- */

/* The sums of positive and of negative terms at u, without signs, and of the same terms times their exponents: powers
 * of u, or (not below 1) of 1/u. */
struct halves {
	double u, plus, minus, plus_slope, minus_slope;
};

static struct halves halves_at(const struct sum *sum, double u, int below)
{
	const double x = below ? u : 1.0 / u;
	struct halves h = {u, 0.0, 0.0, 0.0, 0.0};

	for (size_t k = 0; k < sum->n; k++) {
		const double c = sum->c[below ? k : sum->n - 1 - k], power = (double)(sum->n - 1 - k);
		const double plus = c > 0.0 ? c : 0.0, minus = c > 0.0 ? 0.0 : -c;

		h.plus = h.plus * x + plus;
		h.minus = h.minus * x + minus;
		h.plus_slope = h.plus_slope * x + power * plus;
		h.minus_slope = h.minus_slope * x + power * minus;
	}
	return h;
}

/* Nonzero if a sum of plus - minus, both growing with x, cannot be zero between two points: small and large x. */
static int has_one_sign(double plus_small, double minus_small, double plus_large, double minus_large, double noise)
{
	const double margin = noise * (plus_large + minus_large);

	return plus_large - minus_small < -margin || plus_small - minus_large > margin;
}

enum { INTERVALS = 256, DEPTH = 48 };

/* Looks for the zeros between low and high, both on one side of 1, in ascending order. Returns 0 if some interval stays
 * in doubt; then nothing that was found counts. */
static int find_apart(const struct sum *sum, double low, double high, int below, struct found *found)
{
	const double noise = ((double)sum->n + 4.0) * 0x1p-50;
	struct halves stack[DEPTH];
	struct halves from = halves_at(sum, low, below);
	size_t top = 1, tried = 0;

	stack[0] = halves_at(sum, high, below);
	while (top > 0) {
		const struct halves to = stack[top - 1];
		const struct halves *const small = below ? &from : &to, *const large = below ? &to : &from;
		int a, b;

		if (++tried > INTERVALS)
			return 0;
		if (has_one_sign(small->plus, small->minus, large->plus, large->minus, noise)) {
			from = stack[--top];
			continue;
		}
		if (!has_one_sign(small->plus_slope, small->minus_slope, large->plus_slope, large->minus_slope,
				  noise)) {
			if (top == DEPTH)
				return 0;
			stack[top++] = halves_at(sum, sqrt(from.u * to.u), below);
			continue;
		}
		a = sign_at(sum, from.u);
		b = sign_at(sum, to.u);
		if (a == 0 || b == 0)
			return 0;
		if (a != b)
			add_zero(found, zero_between(sum, from.u, to.u), a > 0);
		from = stack[--top];
	}
	return 1;
}

/* Multiplies by t - tau for the first change of sign, and keeps the largest near 1. */
static void fold(const struct sum *sum)
{
	size_t before = 0, i = 1;
	double tau, most = 0.0;

	for (; i + 1 < sum->n && (sum->c[i] == 0.0 || (sum->c[i] < 0.0) == (sum->c[before] < 0.0)); i++)
		before = sum->c[i] == 0.0 ? before : i;
	tau = 0.5 * (time_of(sum, before) + time_of(sum, i));
	for (size_t k = 0; k < sum->n; k++) {
		sum->c[k] *= time_of(sum, k) - tau;
		most = fabs(sum->c[k]) > most ? fabs(sum->c[k]) : most;
	}
	for (size_t k = 0; k < sum->n; k++)
		sum->c[k] /= most;
}

/* A column's changes of sign, zeros left out; or those of its running sum. */
static size_t changes_of_sign(size_t n, const double *flow, int running)
{
	size_t changes = 0;
	double sum = 0.0, last = 0.0;

	for (size_t i = 0; i < n; i++) {
		const double x = running ? sum + flow[i] : flow[i];

		sum = x;
		if (x == 0.0)
			continue;
		changes += last != 0.0 && (last < 0.0) != (x < 0.0);
		last = x;
	}
	return changes;
}

static double total(size_t n, const double *flow)
{
	double sum = 0.0;

	for (size_t i = 0; i < n; i++)
		sum += flow[i];
	return sum;
}

static void close(struct qs_cash_irr *irr, struct found *found)
{
	for (size_t i = 0; i < found->n; i++)
		found->u[i] -= 1.0;
	irr->count = found->n;
	irr->outcome = found->n > 1 ? QS_CASH_MULTIPLE : found->n ? QS_CASH_UNIQUE : QS_CASH_NONE;
	irr->rate = found->n == 1 ? found->u[0] : found->chosen - 1.0;
}

struct qs_cash_irr qs_cash_irr(size_t n, const double *time, const double *flow, struct qs_cash_search search,
			       double *roots, double *work)
{
	const double low = 1.0 + search.low, high = 1.0 + search.high;
	struct qs_cash_irr irr = {QS_CASH_NONE, 0, 0, 0, (double)NAN};
	struct found found = {roots, 0, search.hurdle, (double)NAN};
	struct sum sum;
	double *const dividers = work + n;

	while (n > 0 && flow[n - 1] == 0.0)
		n--;
	for (; n > 0 && flow[0] == 0.0; n--, flow++)
		time = time ? time + 1 : NULL;
	irr.signs = changes_of_sign(n, flow, 0);
	irr.certified = changes_of_sign(n, flow, 1) == 1 && total(n, flow) > 0.0;
	if (irr.signs == 0)
		return irr;
	sum = (struct sum){n, time, work};
	if (irr.signs > 1 && !time && low < 1.0 && high > 1.0) { /* else, or in doubt, the chain */
		for (size_t i = 0; i < n; i++)
			work[i] = flow[i];
		if (!find_apart(&sum, low, 1.0, 1, &found) || !find_apart(&sum, 1.0, high, 0, &found)) {
			found.n = 0;
			found.chosen = (double)NAN;
		} else {
			close(&irr, &found);
			return irr;
		}
	}
	for (size_t folds = irr.signs; folds-- > 0;) {
		const size_t divided = found.n;

		for (size_t i = 0; i < divided; i++)
			dividers[i] = roots[i];
		for (size_t i = 0; i < n; i++)
			work[i] = flow[i];
		for (size_t k = 0; k < folds; k++)
			fold(&sum);
		found.n = 0;
		found.chosen = (double)NAN;
		find_zeros(&sum, low, high, divided, dividers, &found);
	}
	close(&irr, &found);
	return irr;
}
