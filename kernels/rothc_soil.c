/* RothC: what a soil's properties say about its water store and its carbon (kernels/rothc.h, kernels/rothc_dryland.h).
 * Plain functions, compiled once: they are called once a soil. */
#include "kernels/elementary.h"
#include "kernels/rothc.h"
#include "kernels/rothc_dryland.h"

double qs_rothc_smd_max(double clay_pct, double depth_cm, double stones_frac)
{
	return -(20.0 + 1.3 * clay_pct - 0.01 * (clay_pct * clay_pct)) * depth_cm / 23.0 * (1.0 - stones_frac);
}

double qs_rothc_x(double clay_pct)
{
	return 1.67 * (1.85 + 1.60 * qs_k_exp(-0.0786 * clay_pct));
}

double qs_rothc_kept(double clay_pct)
{
	return 1.0 / (qs_rothc_x(clay_pct) + 1.0);
}

double qs_rothc_iom(double toc_c)
{
	return toc_c > 0.0 ? 0.049 * qs_k_pow(toc_c, 1.139) : 0.0;
}

struct qs_rothc_input qs_rothc_split(double plant_c, double manure_c, double dpm_rpm_ratio)
{
	struct qs_rothc_input in;

	in.dpm = plant_c * (dpm_rpm_ratio / (dpm_rpm_ratio + 1.0)) + 0.49 * manure_c;
	in.rpm = plant_c * (1.0 / (dpm_rpm_ratio + 1.0)) + 0.49 * manure_c;
	in.hum = 0.02 * manure_c;
	return in;
}

/* Water content (fraction of volume) at a suction of h cm, the curve of van Genuchten with a residue of 0.01. */
static double water_content(double saturated, double alpha, double n, double h)
{
	const double residue = 0.01;

	return residue + (saturated - residue) / qs_k_pow(1.0 + qs_k_pow(alpha * h, n), 1.0 - 1.0 / n);
}

struct qs_rothc_deficits qs_rothc_pedotransfer(double clay_pct, double silt_pct, double bulk_density_g_cm3,
					       double organic_carbon_pct, double depth_cm)
{
	const double c = clay_pct, s = silt_pct, p = bulk_density_g_cm3;
	const double om = 1.72 * organic_carbon_pct;
	const double ln_s = qs_k_log(s), ln_om = qs_k_log(om), ln_p = qs_k_log(p);
	const double t = 1.0; /* topsoil */
	const double alpha =
		qs_k_exp(-14.96 + 0.03135 * c + 0.0351 * s + 0.646 * om + 15.29 * p - 0.192 * t - 4.671 * p * p -
			 0.000781 * c * c - 0.00687 * om * om + 0.0449 / om + 0.0663 * ln_s + 0.1482 * ln_om -
			 0.04546 * p * s - 0.4852 * p * om + 0.00673 * c * t);
	const double saturated = 0.7919 + 0.001691 * c - 0.29619 * p - 0.000001491 * s * s + 0.0000821 * om * om +
				 0.02427 / c + 0.01113 / s + 0.01472 * ln_s - 0.0000733 * om * c - 0.000619 * p * c -
				 0.001183 * p * om - 0.0001664 * s * t;
	const double n = 1.0 + qs_k_exp(-25.23 - 0.02195 * c + 0.0074 * s - 0.194 * om + 45.5 * p - 7.24 * p * p +
					0.0003658 * c * c + 0.002885 * om * om - 12.81 / p - 0.1524 / s - 0.01958 / om -
					0.2876 * ln_s - 0.0709 * ln_om - 44.6 * ln_p - 0.02264 * p * c +
					0.0896 * p * om + 0.00718 * c * t);
	const double field = water_content(saturated, alpha, n, 50.0);
	const double mm = 10.0 * depth_cm;
	struct qs_rothc_deficits d;

	d.bar_1 = (water_content(saturated, alpha, n, 1000.0) - field) * mm;
	d.bar_15 = (water_content(saturated, alpha, n, 15000.0) - field) * mm;
	d.bar_1000 = (water_content(saturated, alpha, n, 1000000.0) - field) * mm;
	return d;
}

struct qs_rothc_limits qs_rothc_dryland_limits(enum qs_rothc_water water, enum qs_rothc_bare bare, double least,
					       double smd_max, struct qs_rothc_deficits d)
{
	struct qs_rothc_limits limits = {smd_max, 0.556 * smd_max, 0.444 * smd_max, smd_max, least};

	if (water != QS_ROTHC_WATER_STANDARD) {
		limits.max = water == QS_ROTHC_WATER_TO_1000_BAR ? d.bar_1000 : d.bar_15;
		limits.bare = d.bar_15 - 0.6388 / 0.8 * (d.bar_15 - d.bar_1);
		limits.one = d.bar_1;
		limits.dry = d.bar_15;
	}
	if (bare == QS_ROTHC_BARE_15_BAR)
		limits.bare = limits.dry;
	return limits;
}
