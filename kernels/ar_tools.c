/* The equations of AR-TOOL12, AR-TOOL14 and AR-TOOL16 (kernels/ar_tools.h). */
#include "kernels/ar_tools.h"

#include "kernels/elementary.h"

double qs_ar_root_shoot(double above)
{
	return above > 0.0 ? qs_k_exp(-1.085 + 0.9256 * qs_k_log(above)) / above : (double)NAN;
}

double qs_ar_with_roots(double above, double root_shoot)
{
	return above > 0.0 ? above * (1.0 + root_shoot) : 0.0;
}

double qs_ar_plot_biomass(size_t n, const double *dbh_cm, size_t terms, const struct qs_ar_term *term, double plot_ha)
{
	double kg = 0.0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < terms; j++)
			kg += term[j].a * qs_k_pow(dbh_cm[i], term[j].b);
	return kg / 1000.0 / plot_ha;
}

double qs_ar_volume_biomass(double volume, double density, double bef)
{
	return volume * density * bef;
}

double qs_ar_cover_biomass(double forest, double cover)
{
	return forest * cover;
}

double qs_ar_shrub_biomass(double forest, double ratio, double cover, double least_cover)
{
	return cover < least_cover ? 0.0 : qs_ar_cover_biomass(forest, cover) * ratio;
}

double qs_ar_dead_share(double trees, double share, int stays)
{
	return stays ? trees * share : 0.0;
}

struct qs_ar_soil_change qs_ar_soil(const struct qs_ar_soil *soil, const struct qs_ar_soil_rule *rule)
{
	struct qs_ar_soil_change change;

	change.initial = soil->reference * soil->land_use * soil->management * soil->input;
	change.lost = soil->disturbed > rule->limit ? rule->loss * change.initial : 0.0;
	change.rate = (soil->reference - (change.initial - change.lost)) / rule->years;
	if (change.rate > rule->cap)
		change.rate = rule->cap;
	return change;
}

double qs_ar_soil_year(const struct qs_ar_soil_change *change, const struct qs_ar_soil_rule *rule, double years_after)
{
	if (years_after == 0.0)
		return -change->lost;
	return years_after >= 1.0 && years_after <= rule->years ? change->rate : 0.0;
}
