/* Terms of the steady-state method (kernels/ipcc_tier2.h) that batches and figures of a set-up share. */
#ifndef QS_KERNELS_IPCC_TIER2_CORE_H
#define QS_KERNELS_IPCC_TIER2_CORE_H

#include "kernels/elementary.h"
#include "kernels/ipcc_tier2.h"

QS_K_INLINE double qs_tier2_within(double x, double least, double most)
{
	const double low = qs_k_select(x < least, least, x);

	return qs_k_select(low > most, most, low);
}

/* beta/C */
QS_K_INLINE double qs_tier2_metabolic(const struct qs_ipcc_tier2 *s, double lignin, double nitrogen)
{
	return qs_tier2_within(s->metabolic0 - s->metabolic1 * (lignin / nitrogen), s->metabolic_least,
			       s->metabolic_most);
}

QS_K_INLINE double qs_tier2_f4(const struct qs_ipcc_tier2 *s, double sand)
{
	return qs_tier2_within(1.0 - s->f5 - (s->f4_0 + s->f4_1 * sand), s->f4_least, s->f4_most);
}

#endif
