/* Tax over columns: the losses that can still be used stand in a ring of `carry` rows, one a year of origin. */
#include "kernels/tax.h"

#include "kernels/kernels.h"

/* Nothing used yet; the losses of the year are the first of the pool. */
static void open_year(size_t n, const double *restrict taxable, double *restrict base, double *restrict used,
		      double *restrict pool)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		base[i] = qs_k_select(taxable[i] > 0.0, taxable[i], 0.0);
		pool[i] = qs_k_select(taxable[i] < 0.0, -taxable[i], 0.0);
		used[i] = 0.0;
	}
}

/* Uses the losses of one year of origin against what is left of the profit; what stays goes to `left`. */
static void use_losses(size_t n, double *restrict losses, double *restrict base, double *restrict used,
		       double *restrict left)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double use = qs_k_select(losses[i] < base[i], losses[i], base[i]);

		losses[i] -= use;
		base[i] -= use;
		used[i] += use;
		left[i] += losses[i];
	}
}

static void close_year(size_t n, double rate, const double *restrict taxable, const double *restrict exempt,
		       const double *restrict base, double *restrict tax, double *restrict after_tax)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		tax[i] = rate * base[i];
		after_tax[i] = (taxable[i] + exempt[i]) - tax[i];
	}
}

/* The losses of the year take the row of those that expired. */
static void keep_losses(size_t n, const double *restrict taxable, double *restrict losses)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		losses[i] = qs_k_select(taxable[i] < 0.0, -taxable[i], 0.0);
}

/* With no carry the losses of a year end with it. */
static void lose_at_once(size_t n, double *restrict expired, double *restrict pool)
{
	for (size_t i = 0; i < n; i++) {
		expired[i] = pool[i];
		pool[i] = 0.0;
	}
}

void QS_K(tax)(size_t n, size_t years, size_t carry, const double *restrict rate, const double *restrict taxable,
	       const double *restrict exempt, double *restrict work, const struct qs_tax_years *out)
{
	const size_t ring = carry < years ? carry : years;

	for (size_t i = 0; i < ring * n; i++)
		work[i] = 0.0;
	for (size_t t = 0; t < years; t++) {
		const size_t at = t * n;
		double *const base = out->base + at, *const used = out->loss_used + at, *const pool = out->pool + at;
		double *const expired = out->expired + at;

		open_year(n, taxable + at, base, used, pool);
		for (size_t i = 0; i < n; i++)
			expired[i] = 0.0;
		for (size_t age = 0; age < ring; age++) /* from the oldest, whose rest expires */
			use_losses(n, work + (t + age) % ring * n, base, used, age == 0 ? expired : pool);
		if (ring > 0)
			keep_losses(n, taxable + at, work + t % ring * n);
		else
			lose_at_once(n, expired, pool);
		close_year(n, rate[t], taxable + at, exempt + at, base, out->tax + at, out->after_tax + at);
	}
}
