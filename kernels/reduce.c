/* Moments and quantiles of a column. */
#include "kernels/reduce.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

enum {
	LANES = 16, /* interleaved sums of a block */
	BLOCK = 1024,
	TOGETHER = 32, /* quantiles sought in one go */
	SHORT = 16,    /* ranges that insertion sorts */
	WIDE = 128,    /* ranges whose pivot is a median of nine */
	BUCKETS = 256, /* of a column of as many numbers or more; a byte names one */
	SAMPLE = 64,   /* numbers whose spread says how wide a bucket is */
	WAYS = 2,      /* counts that are kept apart: neighbours often stand in one bucket */
};

/* Sum of (x - centre)^power, power 1 or 2, over at most a block. */
static double block_sum(size_t n, const double *x, double centre, int power)
{
	double acc[LANES] = {0};
	size_t i = 0;

	for (; i + LANES <= n; i += LANES)
#pragma omp simd
		for (size_t j = 0; j < LANES; j++) {
			const double d = x[i + j] - centre;

			acc[j] += power == 1 ? d : d * d;
		}
	for (size_t j = 0; i + j < n; j++) {
		const double d = x[i + j] - centre;

		acc[j] += power == 1 ? d : d * d;
	}
	for (size_t width = LANES / 2; width; width /= 2)
		for (size_t j = 0; j < width; j++)
			acc[j] += acc[j + width];
	return acc[0];
}

/* Sum of (x - centre)^power: blocks, added pairwise. */
static double sum(size_t n, const double *x, double centre, int power)
{
	size_t half = BLOCK;

	if (n <= BLOCK)
		return block_sum(n, x, centre, power);
	while (2 * half < n)
		half *= 2;
	return sum(half, x, centre, power) + sum(n - half, x + half, centre, power);
}

/* The smallest of sign * x. */
static double extreme(size_t n, const double *x, double sign)
{
	double low[LANES];
	size_t i = 0;

	for (size_t j = 0; j < LANES; j++)
		low[j] = sign * x[0];
	for (; i + LANES <= n; i += LANES)
#pragma omp simd
		for (size_t j = 0; j < LANES; j++)
			low[j] = sign * x[i + j] < low[j] ? sign * x[i + j] : low[j];
	for (; i < n; i++)
		low[0] = sign * x[i] < low[0] ? sign * x[i] : low[0];
	for (size_t j = 1; j < LANES; j++)
		low[0] = low[j] < low[0] ? low[j] : low[0];
	return low[0];
}

void QS_K(moments)(size_t n, const double *restrict x, struct qs_k_moments *restrict m)
{
	const double nan = (double)NAN;
	double off;

	*m = (struct qs_k_moments){.n = (double)n, .mean = nan, .sd = nan, .min = nan, .max = nan};
	if (!n)
		return;
	m->mean = sum(n, x, 0.0, 1) / m->n;
	off = sum(n, x, m->mean, 1); /* what rounding left in the mean */
	m->sd = n > 1 ? sqrt((sum(n, x, m->mean, 2) - off * off / m->n) / (m->n - 1.0)) : 0.0 * m->mean;
	m->min = extreme(n, x, 1.0);
	m->max = -extreme(n, x, -1.0);
}

static void swap(int64_t *a, int64_t *b)
{
	const int64_t c = *a;

	*a = *b;
	*b = c;
}

static void insertion_sort(int64_t *a, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		const int64_t v = a[i];
		size_t j = i;

		for (; j && a[j - 1] > v; j--)
			a[j] = a[j - 1];
		a[j] = v;
	}
}

static void sift(int64_t *a, size_t n, size_t at)
{
	for (size_t child; (child = 2 * at + 1) < n; at = child) {
		if (child + 1 < n && a[child + 1] > a[child])
			child++;
		if (a[at] >= a[child])
			return;
		swap(a + at, a + child);
	}
}

static void heap_sort(int64_t *a, size_t n)
{
	for (size_t i = n / 2; i--;)
		sift(a, n, i);
	for (size_t end = n; end-- > 1;) {
		swap(a, a + end);
		sift(a, end, 0);
	}
}

static void copy(size_t n, const int64_t *a, int64_t *to)
{
	for (size_t i = 0; a != to && i < n; i++)
		to[i] = a[i];
}

static int64_t median3(int64_t a, int64_t b, int64_t c)
{
	const int64_t lo = a < b ? a : b, hi = a < b ? b : a;

	return c < lo ? lo : (c > hi ? hi : c);
}

/* A number of the range near its middle: the median of three, or of three such. */
static int64_t pivot_of(const int64_t *a, size_t n)
{
	const size_t s = n / 8;
	const int64_t *m = a + n / 2, *e = a + n - 1;

	if (n < WIDE)
		return median3(*a, *m, *e);
	return median3(median3(a[0], a[s], a[2 * s]), median3(m[0], m[s], *(m - s)),
		       median3(e[0], *(e - s), *(e - 2 * s)));
}

/* Moves the numbers below pivot to the front; returns how many. No jumps depend on the numbers. */
static size_t part_below(int64_t *a, size_t n, int64_t pivot)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		const int64_t v = a[i];

		a[i] = a[at];
		a[at] = v;
		at += v < pivot;
	}
	return at;
}

/* As part_below, for numbers that are pivot, among numbers not below it. */
static size_t part_equal(int64_t *a, size_t n, int64_t pivot)
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		const int64_t v = a[i];

		a[i] = a[at];
		a[at] = v;
		at += v == pivot;
	}
	return at;
}

/* Puts the numbers of the given ranks (sorted, within [from, from + n)) of the sorted column at their places; a is the
 * range from rank `from` on. After `depth` partitions the range is sorted by heap. */
static void select_ranks(int64_t *a, size_t n, size_t from, const size_t *rank, size_t ranks, unsigned depth)
{
	while (ranks) {
		int64_t pivot;
		size_t below, equal, left = 0, middle;

		if (n <= SHORT || !depth) {
			if (n <= SHORT)
				insertion_sort(a, n);
			else
				heap_sort(a, n);
			return;
		}
		depth--;
		pivot = pivot_of(a, n);
		below = part_below(a, n, pivot);
		equal = below < n / 8 ? part_equal(a + below, n - below, pivot) : 0;
		while (left < ranks && rank[left] < from + below)
			left++;
		middle = left;
		while (middle < ranks && rank[middle] < from + below + equal)
			middle++;
		if (left && middle < ranks)
			select_ranks(a, below, from, rank, left, depth);
		if (middle < ranks) {
			a += below + equal;
			from += below + equal;
			n -= below + equal;
			rank += middle;
			ranks -= middle;
		} else {
			n = below;
			ranks = left;
		}
	}
}

/* floor((n - 1) p) and the rest, p cut to [0, 1]. */
static size_t rank_of(size_t n, double p, double *frac)
{
	const double low = p > 0.0 ? p : 0.0;
	const double h = (double)(n - 1) * (low < 1.0 ? low : 1.0);
	const double whole = floor(h);

	*frac = h - whole;
	return (size_t)whole;
}

/* Buckets of equal width, but for the first and last, which have no end. */
struct buckets {
	int64_t low, high; /* what is beyond stands in the first or the last */
	unsigned shift;    /* a bucket holds 2^shift whole numbers */
};

/* Buckets over nearly all of a sample: a few numbers far away do not make them wide. */
static struct buckets set_buckets(const int64_t *a, size_t n)
{
	int64_t least[2] = {INT64_MAX, INT64_MAX}, most[2] = {INT64_MIN, INT64_MIN};
	struct buckets b = {.shift = 0};
	uint64_t spread, width;

	for (size_t i = 0; i < SAMPLE; i++) {
		const int64_t v = a[n / SAMPLE * i];
		const int64_t over = v > least[0] ? v : least[0], under = v < most[0] ? v : most[0];

		least[0] = v < least[0] ? v : least[0];
		least[1] = over < least[1] ? over : least[1];
		most[0] = v > most[0] ? v : most[0];
		most[1] = under > most[1] ? under : most[1];
	}
	spread = (uint64_t)most[1] - (uint64_t)least[1];
	while (spread >> b.shift >= BUCKETS)
		b.shift++;
	width = ((uint64_t)BUCKETS - 1) << b.shift | (((uint64_t)1 << b.shift) - 1);
	b.low = least[1];
	b.high = width < (uint64_t)INT64_MAX - (uint64_t)b.low ? (int64_t)((uint64_t)b.low + width) : INT64_MAX;
	return b;
}

static void find_buckets(const struct buckets *b, size_t n, const int64_t *a, uint8_t *at)
{
	const int64_t low = b->low, high = b->high;
	const unsigned shift = b->shift;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const int64_t over = a[i] > low ? a[i] : low, v = over < high ? over : high;

		at[i] = (uint8_t)(((uint64_t)v - (uint64_t)low) >> shift);
	}
}

static void count_buckets(size_t n, const uint8_t *at, uint32_t count[WAYS][BUCKETS])
{
	size_t i = 0;

	for (; i + WAYS <= n; i += WAYS)
		for (size_t w = 0; w < WAYS; w++)
			count[w][at[i + w]]++;
	for (; i < n; i++)
		count[0][at[i]]++;
}

/* The buckets in which ranks stand; the ranks become those among their numbers. */
struct sought {
	uint8_t bucket[2 * TOGETHER];
	size_t buckets, numbers;
	size_t rank[2 * TOGETHER];
};

static void seek(uint32_t count[WAYS][BUCKETS], const size_t *rank, size_t ranks, struct sought *s)
{
	size_t r = 0, before = 0;

	s->buckets = s->numbers = 0;
	for (size_t k = 0; k < BUCKETS && r < ranks; k++) {
		const size_t first = r;
		size_t here = 0;

		for (size_t w = 0; w < WAYS; w++)
			here += count[w][k];
		for (; r < ranks && rank[r] < before + here; r++)
			s->rank[r] = rank[r] - before + s->numbers;
		if (r > first) {
			s->bucket[s->buckets++] = (uint8_t)k;
			s->numbers += here;
		}
		before += here;
	}
}

/* Numbers of buckets that are sought, to the front of `to`, which may be a; returns how many. They are few: most are
 * passed over eight at a time. */
static size_t collect(const struct sought *s, size_t n, const int64_t *a, const uint8_t *at, int64_t *to)
{
	union {
		uint8_t one[BLOCK];
		uint64_t eight[BLOCK / 8];
	} is = {{0}};
	size_t kept = 0;

	for (size_t k = 0; k < s->buckets; k++) {
		const uint8_t bucket = s->bucket[k];

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			is.one[i] |= at[i] == bucket;
	}
	for (size_t i = 0; i < n; i += 8)
		for (size_t j = i; is.eight[i / 8] && j < i + 8 && j < n; j++) {
			to[kept] = a[j];
			kept += is.one[j];
		}
	return kept;
}

/* Copies the numbers of the buckets in which the ranks stand to work, and makes the ranks those among them; returns how
 * many they are. Where they are most of the column, all of it is copied. */
static size_t narrow(const int64_t *a, size_t n, int64_t *work, size_t *rank, size_t ranks)
{
	const struct buckets b = set_buckets(a, n);
	uint32_t count[WAYS][BUCKETS] = {{0}};
	uint8_t at[BLOCK];
	struct sought s;
	size_t kept = 0;

	for (size_t i = 0, some; i < n; i += some) {
		some = n - i < BLOCK ? n - i : BLOCK;
		find_buckets(&b, some, a + i, at);
		count_buckets(some, at, count);
	}
	seek(count, rank, ranks, &s);
	if (s.numbers > n / 2) {
		copy(n, a, work);
		return n;
	}
	for (size_t r = 0; r < ranks; r++)
		rank[r] = s.rank[r];
	for (size_t i = 0, some; i < n; i += some) {
		some = n - i < BLOCK ? n - i : BLOCK;
		if (n > BLOCK)
			find_buckets(&b, some, a + i, at);
		kept += collect(&s, some, a + i, at, work + kept);
	}
	return kept;
}

/* What stands at ranks of a sorted column. */
struct ranked {
	size_t rank[2 * TOGETHER];
	int64_t value[2 * TOGETHER];
};

static int64_t at_rank(const struct ranked *ranked, size_t rank)
{
	size_t i = 0;

	while (ranked->rank[i] != rank)
		i++;
	return ranked->value[i];
}

/* Finds what stands at the ranks that at most TOGETHER quantiles need. a may be work. */
static void place(size_t n, const int64_t *a, int64_t *work, const double *p, size_t count, struct ranked *found)
{
	size_t rank[2 * TOGETHER], ranks = 0, left = n;
	unsigned depth = 4;

	for (size_t j = 0; j < count; j++) {
		double frac;
		const size_t r = rank_of(n, p[j], &frac);

		for (size_t next = r; next <= r + (frac > 0.0); next++) { /* in order, by insertion */
			size_t i = ranks++;

			for (; i && rank[i - 1] > next; i--)
				rank[i] = rank[i - 1];
			rank[i] = next;
		}
	}
	for (size_t i = 0; i < ranks; i++)
		found->rank[i] = rank[i];
	if (n >= BUCKETS && n <= UINT32_MAX)
		left = narrow(a, n, work, rank, ranks);
	else
		copy(n, a, work);
	for (size_t m = left; m; m /= 2)
		depth += 2;
	select_ranks(work, left, 0, rank, ranks, depth);
	for (size_t i = 0; i < ranks; i++)
		found->value[i] = work[rank[i]];
}

/* A double as a whole number of the same order, and back: the same exchange of bits. */
static uint64_t ordered(uint64_t bits)
{
	return bits ^ ((0 - (bits >> 63)) >> 1);
}

void QS_K(quantiles)(size_t n, const double *restrict x, int64_t *restrict work, const double *restrict p, size_t count,
		     double *restrict out)
{
	for (size_t from = 0; from < count; from += TOGETHER) {
		const size_t some = count - from < TOGETHER ? count - from : TOGETHER;
		struct ranked found;

		for (size_t i = 0; i < n; i++)
			work[i] = (int64_t)ordered(qs_k_bits(x[i]));
		if (n)
			place(n, work, work, p + from, some, &found);
		for (size_t j = from; j < from + some; j++) {
			double frac;
			const size_t r = n ? rank_of(n, p[j], &frac) : 0;
			const double lo = n ? qs_k_double(ordered((uint64_t)at_rank(&found, r))) : (double)NAN;

			out[j] = lo;
			if (n && frac > 0.0)
				out[j] += (qs_k_double(ordered((uint64_t)at_rank(&found, r + 1))) - lo) * frac;
		}
	}
}

void QS_K(quantiles_i64)(size_t n, const int64_t *restrict x, int64_t *restrict work, const double *restrict p,
			 size_t count, double *restrict out)
{
	for (size_t from = 0; from < count; from += TOGETHER) {
		const size_t some = count - from < TOGETHER ? count - from : TOGETHER;
		struct ranked found;

		if (n)
			place(n, x, work, p + from, some, &found);
		for (size_t j = from; j < from + some; j++) {
			double frac;
			const size_t r = n ? rank_of(n, p[j], &frac) : 0;
			const int64_t lo = n ? at_rank(&found, r) : 0;

			out[j] = n ? (double)lo : (double)NAN;
			if (n && frac > 0.0) /* the gap fits in 64 bits without sign */
				out[j] += (double)((uint64_t)at_rank(&found, r + 1) - (uint64_t)lo) * frac;
		}
	}
}
