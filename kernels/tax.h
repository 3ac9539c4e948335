/* Income tax of a year with losses carried forward, for many payers at once.
 *
 * Columns hold [year][lane], years outer. A loss of year y reduces the taxable profit of the years y + 1 to y + carry,
 * the oldest loss first; what is left of it at the end of year y + carry expires (with carry 0, the whole loss at the
 * end of its own year). Exempt profit or loss stays outside: it is not taxed and its loss reduces nothing. Losses are
 * amounts above 0. Source: Enterprise Income Tax Law of China, art. 18 (carry 5 years).
 */
#ifndef QS_KERNELS_TAX_H
#define QS_KERNELS_TAX_H

#include <stddef.h>

/* What tax gives by year, each [years][n]. */
struct qs_tax_years {
	double *loss_used, *base; /* of carried losses; what is taxed */
	double *tax;              /* rate of the year x base */
	double *expired, *pool;   /* losses that expire at the end of the year; losses that are left after that */
	double *after_tax;        /* taxable + exempt profit - tax */
};

/* Tax of all years; rate [years], a fraction, is the same for all lanes. work holds min(carry, years) n numbers of
 * scratch: the losses that can still be used, by year of origin. */
typedef void qs_k_tax_fn(size_t n, size_t years, size_t carry, const double *restrict rate,
			 const double *restrict taxable, const double *restrict exempt, double *restrict work,
			 const struct qs_tax_years *out);

#endif
