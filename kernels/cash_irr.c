/* Internal rates of return (kernels/cash.h). Plain functions, compiled once.
 *
 * The unknown is u = 1 + r. From u = 1 on NPV is taken as it is; below it is multiplied by u^(last time), a positive
 * factor, so that no power overflows. Both forms agree at u = 1. The first and the last amount are not zero.
 */
#include "kernels/cash.h"

enum { CELLS = 512, STEPS = 400 };

struct span {
	size_t first, end;
	const double *time; /* NULL: 0, 1, 2 ... */
	const double *flow;
};

static double time_of(const struct span *span, size_t i)
{
	return span->time ? span->time[i] : (double)i;
}

struct value {
	double sum;
	double size; /* sum of what was added, without signs: rounding is some 2^-52 of it */
};

/* NPV at u, or with `slope` the sum of time x amount, which has the sign of -dNPV/dr where NPV is zero. */
static struct value value_at(const struct span *span, double u, int slope)
{
	const double start = time_of(span, span->first), stop = time_of(span, span->end - 1);
	const size_t n = span->end - span->first;
	struct value v = {0.0, 0.0};

	for (size_t k = 0; k < n; k++) {
		const size_t i = u < 1.0 ? span->first + k : span->end - 1 - k;
		const double t = time_of(span, i);
		const double amount = span->flow[i] * (slope ? t - start : 1.0);

		if (span->time) {
			const double weight = qs_k_pow(u, u < 1.0 ? stop - t : start - t);

			v.sum += amount * weight;
			v.size += fabs(amount * weight);
		} else if (u < 1.0) {
			v.sum = v.sum * u + amount;
			v.size = v.size * u + fabs(amount);
		} else {
			v.sum = v.sum / u + amount;
			v.size = v.size / u + fabs(amount);
		}
	}
	return v;
}

/* -1, 0 or 1; 0 if rounding could have made the sign. */
static int sign_at(const struct span *span, double u)
{
	const struct value v = value_at(span, u, 0);
	const double noise = ((double)(span->end - span->first) + 4.0) * 0x1p-52 * v.size;

	return fabs(v.sum) <= noise ? 0 : v.sum < 0.0 ? -1 : 1;
}

/* Brent's method: the zero of value_at between a and b, at which it has different signs. */
static double zero_between(const struct span *span, double a, double b, int slope)
{
	double fa = value_at(span, a, slope).sum, fb = value_at(span, b, slope).sum;
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
		fb = value_at(span, b, slope).sum;
	}
	return b;
}

struct found {
	struct qs_cash_irr irr;
	double hurdle;
	double *roots;
	size_t room;
};

/* falls: NPV falls with the rate through the root; no root does that where NPV only touches zero. */
static void add_root(struct found *found, double u, int falls)
{
	const double rate = u - 1.0;
	const double old = fabs(found->irr.rate - found->hurdle);

	if (found->irr.count < found->room)
		found->roots[found->irr.count] = rate;
	found->irr.count++;
	if (falls && !(fabs(rate - found->hurdle) >= old))
		found->irr.rate = rate;
}

/* A neighbour on the grid whose sign is certain. */
struct mark {
	double u;
	int sign;
	_Bool rising; /* sign of the slope */
};

/* The roots between two marks with nothing certain between them. */
static void look_between(const struct span *span, struct found *found, struct mark a, struct mark b)
{
	double turn;
	int sign;

	if (a.sign != b.sign) {
		add_root(found, zero_between(span, a.u, b.u, 0), a.sign > 0);
		return;
	}
	if (a.rising == b.rising)
		return;
	turn = zero_between(span, a.u, b.u, 1);
	sign = sign_at(span, turn);
	if (sign == 0) {
		add_root(found, turn, 0);
	} else if (sign != a.sign) {
		add_root(found, zero_between(span, a.u, turn, 0), a.sign > 0);
		add_root(found, zero_between(span, turn, b.u, 0), sign > 0);
	}
}

static void scan(const struct span *span, struct found *found, double low, double high, int cells)
{
	const double log_low = qs_k_log1p(low), width = qs_k_log1p(high) - log_low;
	struct mark last = {0};
	double zero = 0.0; /* a point since the last mark where NPV is zero within rounding; 0: none */

	for (int k = 0; k <= cells; k++) {
		const double inner = qs_k_exp(log_low + width * ((double)k / (double)cells));
		const double u = k == 0 ? 1.0 + low : k == cells ? 1.0 + high : inner;
		const struct mark here = {u, sign_at(span, u), value_at(span, u, 1).sum >= 0.0};

		if (here.sign == 0) {
			zero = zero > 0.0 ? zero : u;
			continue;
		}
		if (last.sign != 0)
			look_between(span, found, last, here);
		else if (zero > 0.0) /* at the lower end of the search */
			add_root(found, zero, here.sign < 0);
		last = here;
		zero = 0.0;
	}
	if (zero > 0.0 && last.sign != 0) /* at the upper end */
		add_root(found, zero, last.sign > 0);
}

static size_t changes_of_sign(const struct span *span)
{
	size_t changes = 0;
	double last = 0.0;

	for (size_t i = span->first; i < span->end; i++) {
		if (span->flow[i] == 0.0)
			continue;
		changes += last != 0.0 && (last < 0.0) != (span->flow[i] < 0.0);
		last = span->flow[i];
	}
	return changes;
}

static int norstrom(const struct span *span)
{
	size_t changes = 0;
	double sum = 0.0, last = 0.0;

	for (size_t i = span->first; i < span->end; i++) {
		sum += span->flow[i];
		if (sum == 0.0)
			continue;
		changes += last != 0.0 && (last < 0.0) != (sum < 0.0);
		last = sum;
	}
	return changes == 1 && sum > 0.0;
}

struct qs_cash_irr qs_cash_irr(size_t n, const double *time, const double *flow, struct qs_cash_search search,
			       size_t room, double *roots)
{
	struct found found = {{QS_CASH_NONE, 0, 0, 0, (double)NAN}, search.hurdle, roots, room};
	struct span span = {0, n, time, flow};
	double only = (double)NAN;

	while (span.end > 0 && flow[span.end - 1] == 0.0)
		span.end--;
	while (span.first < span.end && flow[span.first] == 0.0)
		span.first++;
	found.irr.signs = changes_of_sign(&span);
	found.irr.certified = norstrom(&span);
	if (found.irr.signs == 0)
		return found.irr;
	if (room == 0) { /* the only root is `rate` even where NPV rises */
		found.roots = &only;
		found.room = 1;
	}
	scan(&span, &found, search.low, search.high, found.irr.signs == 1 ? 1 : CELLS);
	found.irr.outcome = found.irr.count > 1 ? QS_CASH_MULTIPLE : found.irr.count ? QS_CASH_UNIQUE : QS_CASH_NONE;
	if (found.irr.count == 1)
		found.irr.rate = found.roots[0];
	return found.irr;
}
