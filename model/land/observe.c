#include "model/land/observe.h"

#include "model/land/forest.h"
#include "model/land/plants.h"

#include <math.h>

const struct qs_observable_row qs_observable_rows[QS_OBSERVABLE_COUNT] = {
#define X(name, unit, least, most, zh, en) {#name, unit, least, most, zh, en},
	QS_OBSERVABLES(X)
#undef X
};

/* Live mass above ground: of carbon, or of dry matter. */
static void above(const struct qs_block *b, const struct qs_segment *s, int a, int dry, double *out)
{
	const struct qs_arm_recipe *const recipe = &b->recipe->arm[a];

	for (size_t i = s->lane0; i < s->lane0 + s->n; i++)
		out[i] = 0;
	for (size_t c = 0; c < recipe->cohort_count; c++) {
		const struct qs_cohort_columns *const k = &b->arm[a].cohort[c];
		const struct qs_cohort *const cohort = &recipe->cohorts[c];
		const double top = 1 / (1 + cohort->stand.root_shoot);
		const double mass = dry ? 1 / cohort->species->carbon_frac.value : 1;

		for (size_t i = s->lane0; i < s->lane0 + s->n; i++)
			out[i] += (k->live[i] + k->brought[i]) * mass *
				  (k->forest ? qs_forest_top_share(k->forest, i) : top);
	}
}

static double stems_planted(const struct qs_block *b, int a)
{
	double stems = 0;

	for (size_t c = 0; c < b->recipe->arm[a].cohort_count; c++)
		stems += b->recipe->arm[a].cohorts[c].stems;
	return stems;
}

static void survival(const struct qs_block *b, const struct qs_segment *s, int a, double *out)
{
	const struct qs_arm_recipe *const recipe = &b->recipe->arm[a];
	const double stems = stems_planted(b, a);

	for (size_t i = s->lane0; i < s->lane0 + s->n; i++) {
		double alive = 0;

		for (size_t c = 0; c < recipe->cohort_count; c++)
			if (recipe->cohorts[c].stems > 0)
				alive += recipe->cohorts[c].stems *
					 qs_plants_survival(b, recipe, &recipe->cohorts[c], b->survival_z[i]);
		out[i] = stems > 0 ? alive / stems : (double)NAN;
	}
}

static void soil(const struct qs_block *b, const struct qs_segment *s, int a, double depth_cm, double *out)
{
	const struct qs_arm_columns *const arm = &b->arm[a];
	const double fine = 1 - s->unit->soil.stones_frac.value;

	for (size_t i = s->lane0; i < s->lane0 + s->n; i++) {
		const double layer = (fine > 0 ? b->fine_cm[i] / fine : 0) + arm->imported_depth_cm[i];
		const double all = arm->now[QS_POOL_soil][i] + arm->soil.inert[i] + arm->now[QS_POOL_brought_soil][i] +
				   arm->brought.inert[i];

		out[i] = depth_cm < layer ? all * (depth_cm / layer) : all;
	}
}

void qs_observe(const struct qs_block *b, const struct qs_segment *s, enum qs_series_id arm, enum qs_observable what,
		double depth_cm, double *out)
{
	const struct qs_arm_columns *const columns = &b->arm[arm];
	const size_t from = s->lane0, to = s->lane0 + s->n;

	switch (what) {
	case QS_OBSERVE_above_c_t_ha:
	case QS_OBSERVE_above_biomass_t_ha:
		above(b, s, (int)arm, what == QS_OBSERVE_above_biomass_t_ha, out);
		return;
	case QS_OBSERVE_cover_frac:
		for (size_t i = from; i < to; i++)
			out[i] = columns->cover[i];
		return;
	case QS_OBSERVE_canopy_frac:
		for (size_t i = from; i < to; i++)
			out[i] = columns->canopy[i];
		return;
	case QS_OBSERVE_survival_frac:
		survival(b, s, (int)arm, out);
		return;
	case QS_OBSERVE_soil_c_t_ha:
		soil(b, s, (int)arm, depth_cm, out);
		return;
	case QS_OBSERVE_quickflow_mm:
		for (size_t i = from; i < to; i++)
			out[i] = columns->water.quickflow[i];
		return;
	case QS_OBSERVE_runoff_mm:
	case QS_OBSERVABLE_COUNT:
	default:
		for (size_t i = from; i < to; i++)
			out[i] = columns->water.quickflow[i] + columns->water.recharge[i];
	}
}

double qs_observe_weight(const struct qs_block *b, const struct qs_segment *s, enum qs_series_id arm,
			 enum qs_observable what)
{
	if (what == QS_OBSERVE_survival_frac)
		return stems_planted(b, (int)arm) * s->unit->area_ha.value;
	return qs_unit_planimetric_ha(s->unit);
}
