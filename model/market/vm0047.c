#include "model/market/vm0047.h"

double qs_vm0047_benchmark(const struct qs_vm0047 *rule, double control, double project)
{
	double ratio;

	if (project == 0.0)
		return rule->benchmark_max;
	ratio = control / project;
	if (ratio < rule->benchmark_min)
		return rule->benchmark_min;
	return ratio > rule->benchmark_max ? rule->benchmark_max : ratio;
}

struct qs_vm0047_credit qs_vm0047_year(const struct qs_vm0047 *rule, const struct qs_vm0047_year *year, double *so_far)
{
	struct qs_vm0047_credit c = {0};
	double kept;

	c.deduction = qs_deduction_vm0047_share(&rule->uncertainty, year->half_width);
	kept = year->stock_change * (1.0 - c.deduction);
	if (rule->area_based) {
		c.benchmark = qs_vm0047_benchmark(rule, year->control, year->project);
		kept = kept * (1.0 - c.benchmark) - year->leakage;
	}
	c.net = kept - year->emissions;
	c.credit = qs_deduction_exceeds(year->half_width, 1.0) ? 0.0 : c.net - *so_far;
	*so_far += c.credit;
	return c;
}
