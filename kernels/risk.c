#include "kernels/risk.h"

#include <math.h>

static void sift(double *x, size_t n, size_t at)
{
	const double v = x[at];

	for (size_t child; (child = 2 * at + 1) < n; at = child) {
		if (child + 1 < n && x[child + 1] > x[child])
			child++;
		if (!(x[child] > v))
			break;
		x[at] = x[child];
	}
	x[at] = v;
}

void qs_risk_sort(size_t n, double *x)
{
	for (size_t i = n / 2; i--;)
		sift(x, n, i);
	for (size_t end = n; end-- > 1;) {
		const double top = x[0];

		x[0] = x[end];
		x[end] = top;
		sift(x, end, 0);
	}
}

/* ceil(level n), at least 1 and at most n. */
static size_t rank_of(size_t n, double level)
{
	const double h = level * (double)n;
	const double low = floor(h), over = h - low;
	const double rank = over > 1e-12 * h ? low + 1 : low;

	return rank < 1 ? 1 : rank < (double)n ? (size_t)rank : n;
}

struct qs_risk_tail qs_risk_tail(size_t n, const double *loss, double level)
{
	struct qs_risk_tail tail = {(double)NAN, (double)NAN};
	double excess = 0;
	size_t at;

	if (!n)
		return tail;
	at = rank_of(n, level) - 1;
	for (size_t i = at + 1; i < n; i++)
		excess += loss[i] - loss[at];
	tail.var = loss[at];
	tail.cvar = loss[at] + excess / ((1 - level) * (double)n);
	return tail;
}

struct qs_risk_interval qs_risk_wilson(double hits, double n, double z)
{
	const double z2 = z * z, misses = n - hits;
	const double root = n > 0 ? z * sqrt(hits * misses / n + 0.25 * z2) : 0;
	struct qs_risk_interval interval = {0, 1};

	if (!(n > 0))
		return interval;
	if (hits > 0) /* else exactly 0 */
		interval.low = (hits + 0.5 * z2 - root) / (n + z2);
	if (misses > 0)
		interval.high = (hits + 0.5 * z2 + root) / (n + z2);
	return interval;
}

enum qs_risk_order qs_risk_dominates(size_t na, const double *a, size_t nb, const double *b)
{
	double area = 0, size = 0; /* of F_A - F_B up to x, times na nb; of what it is the sum of */
	int first = 1, second = 1;
	size_t i = 0, j = 0;

	while (second && (i < na || j < nb)) {
		const double x = j == nb || (i < na && a[i] <= b[j]) ? a[i] : b[j];
		double next, ahead;

		while (i < na && a[i] <= x)
			i++;
		while (j < nb && b[j] <= x)
			j++;
		ahead = (double)i * (double)nb - (double)j * (double)na;
		first = first && ahead <= 0;
		if (i == na && j == nb)
			break;
		next = j == nb || (i < na && a[i] <= b[j]) ? a[i] : b[j];
		area += ahead * (next - x);
		size += fabs(ahead) * (next - x);
		second = area <= 1e-12 * size;
	}
	return first ? QS_RISK_FIRST : second ? QS_RISK_SECOND : QS_RISK_NEITHER;
}
