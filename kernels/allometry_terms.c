/* Published equations of mass to powers in kg. */
#include "kernels/allometry.h"
#include "kernels/elementary.h"

#define LN_10 0x1.26bb1bbb55516p+1

void qs_allometry_set(struct qs_allometry *equation, enum qs_allometry_form form, double kg_per_unit, size_t n,
		      const double *coefficients, const double *exponents)
{
	equation->n = n;
	for (size_t t = 0; t < QS_ALLOMETRY_TERMS; t++) {
		const double a = t < n ? coefficients[t] : 0;
		const double power = form == QS_ALLOMETRY_LN      ? qs_k_exp(a)
				     : form == QS_ALLOMETRY_LOG10 ? qs_k_exp(a * LN_10)
								  : a;

		equation->coefficient[t] = t < n ? kg_per_unit * power : 0;
		equation->exponent[t] = t < n ? exponents[t] : 1;
	}
}
