#include "model/finance/surveys.h"

#include "kernels/elementary.h"

#include <math.h>
#include <string.h>

/* Half the distance of the 10 % and the 90 % quantile of a standard normal. */
static const double tenth = 1.2815515655446004;

/* Mean of max(0, x - |m|) of a normal x of mean 0. */
static double unit_loss(double mean, double sd)
{
	const double d = fabs(mean) / sd;

	return sd * qs_k_exp(-0.5 * d * d) / 2.5066282746310002 - fabs(mean) * 0.5 * qs_k_erfc(d / 1.4142135623730951);
}

size_t qs_surveys_rank(const struct qs_tornado *t, const struct qs_scalar *npv, struct qs_survey *surveys)
{
	const double sd = (npv->p90 - npv->p10) / (2 * tenth);
	size_t n = 0;

	for (size_t i = 0; t && t->computed && sd > 0 && i < t->npv_count && n < QS_SURVEYS; i++) {
		const struct qs_tornado_row *const row = &t->rows[t->by_npv[i]];
		const double own = fabs(row->npv_high - row->npv_low) / (2 * tenth);
		const double value = own > 0 ? unit_loss(npv->mean, own) : 0;

		if (strcmp(row->range, "p10-p90") != 0 || !strcmp(row->id, "price") || !strcmp(row->id, "delay"))
			continue;
		surveys[n++] = (struct qs_survey){row, own * own / (sd * sd), floor(1024 * value + 0.5) / 1024};
	}
	return n;
}
