#include "scenarios/stand.h"

#include "model/base/draws.h"
#include "model/land/plants.h"

#include <string.h>

/* Adds the stems of a unit that are planted, and those that live after one year and three, to the members' sums; z:
 * their survival draws. */
static double add_stand(const struct qs_account_input *in, const struct qs_wave *wave, size_t u, double *z,
			double *alive, double *left)
{
	const struct qs_unit *const unit = wave->units[u].unit;
	const struct qs_recipe *const recipe = &wave->recipes[wave->units[u].recipe];
	const struct qs_arm_recipe *const arm = &recipe->arm[QS_SERIES_project];
	const struct qs_land_pack *const land = recipe->land;
	const double kept = (1 - land->early_loss_frac.value) * (1 - land->early_loss_frac.value);
	const size_t members = in->members;
	double all = 0;

	qs_draw_normal(in->context, members, in->portfolio->seed, QS_STREAM_survival,
		       qs_scope_id("unit", wave->units[u].site->id, unit->id), (uint32_t)in->first, 0, z);
	for (size_t c = 0; c < arm->cohort_count; c++) {
		const struct qs_cohort *const cohort = &arm->cohorts[c];
		const double stems = cohort->stems * unit->area_ha.value, mm = qs_arm_irrigation_mm(arm, cohort->year);
		const double rain_fed = cohort->species->survival_frac.value * recipe->substrate->survival_factor.value;
		const double middle = qs_survival_of(land, rain_fed, mm, 0);

		if (!(stems > 0))
			continue;
		all += stems;
		for (size_t i = 0; i < members; i++) {
			const double s = qs_survival_of(land, rain_fed, mm, z[i]);

			alive[i] += stems * s;
			left[i] += stems * kept * (s < land->replant_below_frac.value ? s + (1 - s) * middle : s);
		}
	}
	return all;
}

/* What is planted on a site, where its acceptance asks for it. */
void qs_stand_measure(const struct qs_wave *wave, size_t site, double *z, double *stand, struct qs_account_input *in)
{
	const struct qs_site_finance *const asked = &in->site->finance;
	double *const alive = stand, *const left = stand + in->members;
	double all = 0;

	if (!asked->acceptance_survival_frac.given && !asked->acceptance_retention_frac.given)
		return;
	memset(stand, 0, 2 * in->members * sizeof *stand);
	for (size_t u = wave->site_unit[site]; u < wave->site_unit[site + 1]; u++)
		if (qs_works_on(in->portfolio, wave->units[u].unit))
			all += add_stand(in, wave, u, z, alive, left);
	for (size_t i = 0; all > 0 && i < in->members; i++) {
		alive[i] /= all;
		left[i] /= all;
	}
	in->survival = all > 0 ? alive : NULL;
	in->retention = all > 0 ? left : NULL;
}

/* Soil as laid on a unit, cm, stones included. */
double qs_stand_soil_cm(const struct qs_treatment *treatment, const struct qs_packs *packs, const struct qs_unit *unit)
{
	double cm = unit->soil.depth_cm.value;

	for (size_t m = 0; m < treatment->measures.n; m++) {
		const struct qs_measure *const measure = &treatment->measures.items[m];
		const struct qs_measure_pack *const pack = qs_packs_measures(packs, measure->measure);
		double factor = 0;

		if (pack && (pack->action == QS_ACT_IMPORT_SOIL || pack->action == QS_ACT_SPRAY) &&
		    !qs_measure_factor(measure, pack, unit->area_ha.value, &factor))
			cm += 100 * factor * measure->amount.value * measure->area_frac.value;
	}
	return cm;
}
