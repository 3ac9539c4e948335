/* The two sets of parameters of the steady-state method. Sources and status: docs/soils.md. */
#include "kernels/ipcc_tier2_core.h"

#define WIDE 1e300

static struct qs_ipcc_tier2 common(void)
{
	return (struct qs_ipcc_tier2){
		.till = {3.036, 3.036, 2.075, 1.0},
		.f2 = {0.368, 0.368, 0.368, 0.368},
		.w0 = 0.2129,
		.w2 = -0.2413,
		.w_irrigated = 0.775,
		.w_mean = 1.5,
		.k_active = 7.4,
		.k_sand0 = 0.25,
		.k_sand1 = 0.75,
		.k_slow = 0.209,
		.k_passive = 0.00689,
		.f1 = 0.378,
		.f3 = 0.455,
		.f4_0 = 0.17,
		.f4_1 = 0.68,
		.f5 = 0.0855,
		.f6 = 0.0504,
		.f7 = 0.42,
		.f8 = 0.45,
		.ta = 0.2,
		.tb = 2.63,
		.t_max = 45.0,
		.t_opt = 33.69,
		.metabolic0 = 0.85,
		.metabolic1 = 0.018,
	};
}

struct qs_ipcc_tier2 qs_ipcc_tier2_published(void)
{
	struct qs_ipcc_tier2 set = common();

	set.w1 = 1.331;
	set.f2[QS_TILLAGE_FULL] = 0.455;
	set.f2[QS_TILLAGE_REDUCED] = 0.477;
	set.f2[QS_TILLAGE_NONE] = 0.5;
	set.tc = 0.076;
	set.hot = 0.0;
	set.w_least = set.metabolic_least = set.f4_least = -WIDE;
	set.w_most = set.metabolic_most = set.f4_most = WIDE;
	set.d_least = 0.0;
	return set;
}

struct qs_ipcc_tier2 qs_ipcc_tier2_csu(void)
{
	struct qs_ipcc_tier2 set = common();

	set.w1 = 0.9303;
	set.tc = 0.2 / 2.63;
	set.hot = 1e-4;
	set.w_least = set.metabolic_least = set.f4_least = 0.0;
	set.w_most = set.f4_most = 1.0;
	set.metabolic_most = 0.999;
	set.d_least = 1e-4;
	return set;
}

double qs_ipcc_tier2_f4(const struct qs_ipcc_tier2 *set, double sand)
{
	return qs_tier2_f4(set, sand);
}

double qs_ipcc_tier2_stabilised(const struct qs_ipcc_tier2 *set, double f2, double lignin, double nitrogen)
{
	const double metabolic = qs_tier2_metabolic(set, lignin, nitrogen);

	return metabolic * set->f1 + (1.0 - lignin - metabolic) * f2 + lignin * set->f3;
}
