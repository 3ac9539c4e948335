/* The group normal_year of results.h5: the sites' normal years on level ground, by month. */
#include "io/results_parts.h"
#include "model/land/climate.h"

#include <math.h>

static const double *normal_of(const struct qs_unit_climate *c, int v)
{
	const double *const all[QS_H5_NORMALS] = {c->month_c,   c->month_rain_mm, c->pet_mm,
						  c->radiation, c->vpd_kpa,       c->frost_days};

	return all[v];
}

void qs_results_h5_make_normals(struct qs_results_h5 *h)
{
	static const struct {
		const char *name, *unit, *en, *zh, *how;
	} rows[QS_H5_NORMALS] = {
		{"temperature", "degC", "mean air temperature", "平均气温", "station's normals moved by elevation"},
		{"rain", "mm", "rain", "降水量", "site's yearly figure by the station's months"},
		{"potential_evapotranspiration", "mm", "reference evapotranspiration", "参考蒸散",
		 "derived: Hargreaves, from the daily temperature range and latitude (FAO-56 eq. 52)"},
		{"radiation", "MJ m-2 day-1", "solar radiation", "太阳辐射", "derived: Hargreaves (FAO-56 eq. 50)"},
		{"vapour_pressure_deficit", "kPa", "vapour pressure deficit", "饱和水汽压差",
		 "derived: dew point at the daily minimum (FAO-56 eq. 11, 12, 48)"},
		{"frost_days", "day", "days with a minimum below 0 degC", "霜冻日数",
		 "derived: daily minima normal around mean - range/2"},
	};
	const size_t dimension[2] = {h->month, h->site};
	const hid_t group = qs_h5_group(&h->h5, "normal_year");

	if (h->h5.failed)
		return;
	for (int v = 0; v < QS_H5_NORMALS; v++) {
		const hid_t set = qs_h5_doubles(&h->h5, group, rows[v].name, 2, dimension);

		qs_h5_say(&h->h5, set, "units", rows[v].unit);
		qs_h5_say(&h->h5, set, "long_name", rows[v].en);
		qs_h5_say(&h->h5, set, "long_name_zh", rows[v].zh);
		qs_h5_say(&h->h5, set, "comment", rows[v].how);
		h->normal_set[v] = qs_h5_place(&h->h5, set);
	}
	H5Gclose(group);
}

void qs_results_h5_put_normal(struct qs_results_h5 *h, const struct qs_result *result)
{
	double missing[12];

	for (size_t m = 0; m < 12; m++)
		missing[m] = (double)NAN;
	for (int v = 0; v < QS_H5_NORMALS; v++)
		qs_h5_fill(&h->h5, h->normal_set[v], 12, h->head->sites, result->index, 1, 1,
			   result->climate ? normal_of(result->climate, v) : missing);
}
