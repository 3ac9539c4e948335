#include "model/market/deduction.h"

#include <math.h>

int qs_deduction_exceeds(double u, double limit)
{
	return u > limit * (1.0 + 1e-12);
}

/* The class of u: the number of limits it exceeds. */
static size_t class_of(const struct qs_deduction_steps *steps, double u)
{
	size_t i = 0;

	while (i < steps->limits && qs_deduction_exceeds(u, steps->limit[i]))
		i++;
	return i;
}

/* The share of u's class, or NaN and more_plots. */
static struct qs_deduction share_of(const struct qs_deduction_steps *steps, double u)
{
	const struct qs_deduction more = {(double)NAN, (double)NAN, 1};
	const size_t i = class_of(steps, u);
	struct qs_deduction d = {0};

	if (i == steps->limits && !steps->beyond)
		return more;
	d.share = steps->share[i];
	return d;
}

struct qs_deduction qs_deduction_ar_tool14(const struct qs_deduction_steps *steps, const struct qs_estimate *estimate,
					   int baseline)
{
	struct qs_deduction d = share_of(steps, estimate->relative);
	const double off = d.share * estimate->half_width;

	d.result = baseline ? estimate->mean + off : estimate->mean - off;
	return d;
}

struct qs_deduction qs_deduction_ar_cm_001(const struct qs_deduction_steps *steps, const struct qs_estimate *estimate)
{
	struct qs_deduction d = share_of(steps, estimate->relative);

	d.result = estimate->mean * (1.0 - d.share);
	return d;
}

double qs_deduction_vm0047_share(const struct qs_deduction_vm0047 *rule, double u)
{
	const double over = u - rule->allowance;
	const double within = over < 0.0 ? 0.0 : over > 1.0 ? 1.0 : over;

	return rule->ex_ante && within < rule->ex_ante_minimum ? rule->ex_ante_minimum : within;
}

struct qs_deduction qs_deduction_vm0047(const struct qs_deduction_vm0047 *rule, const struct qs_estimate *estimate)
{
	struct qs_deduction d = {0};

	d.share = qs_deduction_vm0047_share(rule, estimate->relative);
	d.result = qs_deduction_exceeds(estimate->relative, 1.0) ? 0.0 : estimate->mean * (1.0 - d.share);
	return d;
}
