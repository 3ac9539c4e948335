#include "model/base/sink.h"
#include "model/finance/lines.h"
#include "model/policy/facts.h"

#include <math.h>

static int has(const struct qs_scalar *scalar)
{
	return !scalar->why && isfinite(scalar->p50);
}

/* Medians, not discounted. Not known where works bring no more carbon than natural recovery. */
static double cost_over_natural(const struct qs_scalar *scalar, size_t years)
{
	const double cost =
		scalar[QS_SCALAR_capex_project].p50 - scalar[QS_SCALAR_capex_natural].p50 +
		(double)years * (scalar[QS_SCALAR_upkeep_project].p50 - scalar[QS_SCALAR_upkeep_natural].p50);
	const double carbon = scalar[QS_SCALAR_co2e_project].p50 - scalar[QS_SCALAR_co2e_natural].p50;

	return carbon > 0 ? cost / carbon : (double)NAN;
}

static double sum_of(const struct qs_result *result, enum qs_line line, size_t years)
{
	double sum = 0;

	for (size_t y = 0; result->line_mean && y < years; y++)
		sum += result->line_mean[(size_t)line * years + y];
	return sum;
}

struct qs_policy_results qs_policy_no_results(void)
{
	const double nan = (double)NAN;

	return (struct qs_policy_results){nan, nan, nan, nan, nan, nan};
}

struct qs_policy_results qs_policy_results_of(const struct qs_result *result, size_t years)
{
	struct qs_policy_results results = qs_policy_no_results();
	const struct qs_scalar *const in = &result->scalar[QS_SCALAR_pv_income];
	const struct qs_scalar *const out = &result->scalar[QS_SCALAR_pv_cost];
	double income = 0;

	if (has(in) && has(out) && out->p50 > 0)
		results.funding_balance = in->p50 / out->p50;
	results.cost_over_natural_cny_t = cost_over_natural(result->scalar, years);
	for (int line = 0; line < QS_LINE_COUNT; line++)
		if (qs_line_rows[line].group == QS_LINE_IN && line != QS_LINE_OF_grant)
			income += sum_of(result, (enum qs_line)line, years);
	if (has(&result->scalar[QS_SCALAR_benefit_score]))
		results.benefit_score = result->scalar[QS_SCALAR_benefit_score].p50;
	if (income > 0)
		results.aggregate_income_frac = sum_of(result, QS_LINE_OF_spoil_income, years) / income;
	return results;
}
