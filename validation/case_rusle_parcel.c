/* A parcel of a case of RUSLE: soil, terrain, cover. */
#include "kernels/erosion.h"
#include "validation/case_rusle.h"

#include <math.h>

#define LEAST 1e-9 /* of what must be above zero */

static double percent(const struct qs_case_given *given, const char *key)
{
	return qs_case_number(given, key, 0, 100);
}

/* ---- soil ---- */

static double read_renard(const struct qs_case_given *soil)
{
	static const char *const keys[] = {"clay", "silt", "sand", NULL};
	const struct qs_case_given mm = qs_case_object(soil, "class_mean_mm");
	struct qs_erosion_grains grains;

	qs_case_only(&mm, keys);
	grains.clay_mm = qs_case_number(&mm, "clay", LEAST, 100);
	grains.silt_mm = qs_case_number(&mm, "silt", LEAST, 100);
	grains.sand_mm = qs_case_number(&mm, "sand", LEAST, 100);
	return qs_erosion_k_renard(percent(soil, "sand_pct"), percent(soil, "silt_pct"), percent(soil, "clay_pct"),
				   grains);
}

static double read_nomograph(const struct qs_case_given *soil)
{
	struct qs_erosion_nomograph asked;

	asked.silt_pct = percent(soil, "silt_pct");
	asked.very_fine_sand_pct = percent(soil, "very_fine_sand_pct");
	asked.clay_pct = percent(soil, "clay_pct");
	asked.organic_matter_pct = percent(soil, "organic_matter_pct");
	asked.structure_class = qs_case_number(soil, "structure_class", 1, 4);
	asked.permeability_class = qs_case_number(soil, "permeability_class", 1, 6);
	return qs_erosion_k_nomograph(&asked, qs_case_number(soil, "divisor", LEAST, 1e6));
}

/* K in SI units from K in US units. */
static double read_conversion(const struct qs_case_given *soil, double k_us)
{
	static const char *const keys[] = {"intercept", "slope", NULL};
	const double si = qs_case_number(soil, "si_conversion", 0, 1e3);
	struct qs_case_given correction;

	if (!qs_case_has(soil, "chinese_correction"))
		return qs_erosion_k_si(k_us, 0, 1, si);
	correction = qs_case_object(soil, "chinese_correction");
	qs_case_only(&correction, keys);
	return qs_erosion_k_si(k_us, qs_case_number(&correction, "intercept", -10, 10),
			       qs_case_number(&correction, "slope", -10, 10), si);
}

static void read_soil(const struct qs_case_given *given, struct qs_rusle_parcel *parcel)
{
	static const char *const keys[] = {"method",
					   "sand_pct",
					   "silt_pct",
					   "clay_pct",
					   "organic_carbon_pct",
					   "class_mean_mm",
					   "si_conversion",
					   "chinese_correction",
					   "very_fine_sand_pct",
					   "organic_matter_pct",
					   "structure_class",
					   "permeability_class",
					   "divisor",
					   "k_si",
					   "rock_pct",
					   "stoniness_coefficient",
					   NULL};
	static const char *const methods[] = {"epic", "renard", "nomograph", "value", NULL};
	const struct qs_case_given soil = qs_case_object(given, "soil");
	const int method = qs_case_choice(&soil, "method", methods);

	qs_case_only(&soil, keys);
	parcel->k_us = (double)NAN;
	if (method == 0)
		parcel->k_us = qs_erosion_k_epic(percent(&soil, "sand_pct"), percent(&soil, "silt_pct"),
						 percent(&soil, "clay_pct"), percent(&soil, "organic_carbon_pct"));
	else if (method == 1)
		parcel->k_us = read_renard(&soil);
	if (method == 0 || method == 1)
		parcel->k_si = read_conversion(&soil, parcel->k_us);
	else if (method == 2)
		parcel->k_si = read_nomograph(&soil);
	else if (method == 3)
		parcel->k_si = qs_case_number(&soil, "k_si", 0, 1e3);
	parcel->k_si *= qs_erosion_stones(qs_case_optional(&soil, "stoniness_coefficient", 0, 1e3, 0),
					  qs_case_optional(&soil, "rock_pct", 0, 100, 0));
}

/* ---- terrain ---- */

static struct qs_erosion_slope read_slope(const struct qs_case_given *terrain)
{
	const int both = qs_case_has(terrain, "slope_deg") && qs_case_has(terrain, "slope_pct");

	if (both)
		qs_case_refuse(terrain, "slope_pct", "slope_deg and slope_pct");
	if (qs_case_has(terrain, "slope_pct"))
		return qs_erosion_slope_of_pct(qs_case_number(terrain, "slope_pct", 0, 1e4));
	return qs_erosion_slope_of_deg(qs_case_number(terrain, "slope_deg", 0, 89.4));
}

static double read_length(const struct qs_case_given *terrain, struct qs_erosion_slope slope, double m)
{
	static const char *const methods[] = {"slope-length", "desmet-govers", "invest", NULL};
	double cell_m, above_m2, x;

	switch (qs_case_choice(terrain, "l_method", methods)) {
	case 0:
		return qs_erosion_l_length(qs_case_number(terrain, "slope_length_m", 0, 1e6), m);
	case 1:
		cell_m = qs_case_number(terrain, "cell_m", LEAST, 1e6);
		above_m2 = qs_case_number(terrain, "upslope_area_m2", 0, 1e15);
		x = qs_erosion_crossing(qs_case_number(terrain, "aspect_deg", -360, 360));
		break;
	case 2:
		cell_m = qs_case_number(terrain, "cell_m", LEAST, 1e6);
		above_m2 =
			qs_erosion_invest_upslope(qs_case_number(terrain, "flow_accumulation_cells", 1, 1e15), cell_m);
		x = slope.sin + slope.cos;
		break;
	default:
		return 0;
	}
	return qs_erosion_l_cell(above_m2, cell_m, x, m);
}

static double read_steepness(const struct qs_case_given *terrain, struct qs_erosion_slope slope)
{
	static const char *const methods[] = {"mccool", "liu", NULL};
	const double *limits;
	size_t n = 2;

	switch (qs_case_choice(terrain, "s_method", methods)) {
	case 0:
		return qs_erosion_s(QS_EROSION_S_MCCOOL, slope, 0, 0);
	case 1:
		limits = qs_case_numbers(terrain, "s_limits_deg", 0, 90, &n);
		if (!limits)
			return 0;
		if (limits[0] > limits[1])
			qs_case_refuse(terrain, "s_limits_deg", "the second limit is below the first");
		return qs_erosion_s(QS_EROSION_S_LIU, slope, limits[0], limits[1]);
	default:
		return 0;
	}
}

static double capped(const struct qs_case_given *terrain, const char *key, double value)
{
	const double most = qs_case_optional(terrain, key, 0, 1e9, HUGE_VAL);

	return value > most ? most : value;
}

static void read_terrain(const struct qs_case_given *given, struct qs_rusle_parcel *parcel)
{
	static const char *const keys[] = {
		"slope_deg",      "slope_pct",       "l_method", "m_method",   "s_method",
		"slope_length_m", "upslope_area_m2", "cell_m",   "aspect_deg", "flow_accumulation_cells",
		"s_limits_deg",   "l_max",           "s_max",    NULL};
	static const char *const words[] = {"beta", "csle-steps", "invest-steps", NULL};
	static const enum qs_erosion_m exponents[] = {QS_EROSION_M_BETA, QS_EROSION_M_CSLE, QS_EROSION_M_INVEST};
	const struct qs_case_given terrain = qs_case_object(given, "terrain");
	const struct qs_erosion_slope slope = read_slope(&terrain);
	const int method = qs_case_choice(&terrain, "m_method", words);

	qs_case_only(&terrain, keys);
	parcel->m = qs_erosion_length_exponent(exponents[method < 0 ? 0 : method], slope);
	parcel->l = capped(&terrain, "l_max", read_length(&terrain, slope, parcel->m));
	parcel->s = capped(&terrain, "s_max", read_steepness(&terrain, slope));
}

/* ---- cover ---- */

static void read_cover(const struct qs_case_given *given, struct qs_rusle_parcel *parcel)
{
	static const char *const keys[] = {"method", "cover_pct", "c_min", "c_max", "c", NULL};
	static const char *const methods[] = {"cai", "value", NULL};
	const struct qs_case_given cover = qs_case_object(given, "cover");
	const int method = qs_case_choice(&cover, "method", methods);

	qs_case_only(&cover, keys);
	parcel->cover_pct = (double)NAN;
	if (method == 1)
		parcel->c = qs_case_number(&cover, "c", 0, 2);
	if (method != 0)
		return;
	parcel->cover_pct = percent(&cover, "cover_pct");
	parcel->c_min = qs_case_number(&cover, "c_min", 0, 2);
	parcel->c_max = qs_case_number(&cover, "c_max", 0, 2);
	if (parcel->c_min > parcel->c_max)
		qs_case_refuse(&cover, "c_max", "c_max is below c_min");
}

struct qs_rusle_parcel qs_rusle_parcel_read(const struct qs_case_given *given)
{
	static const char *const keys[] = {"soil", "terrain", "cover", "practice_factor", "area_ha", NULL};
	struct qs_rusle_parcel parcel = {0};

	qs_case_only(given, keys);
	read_soil(given, &parcel);
	read_terrain(given, &parcel);
	read_cover(given, &parcel);
	parcel.practice = qs_case_number(given, "practice_factor", 0, 2);
	parcel.area_ha = qs_case_number(given, "area_ha", 0, 1e9);
	return parcel;
}
