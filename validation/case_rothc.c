#include "validation/case_rothc.h"

#include "validation/case_columns.h"
#include "validation/rothc_case.h"

static const char *const keys_common[] = {"clay_percent",   "depth_cm", "iom",     "initial",
					  "initial_swc_mm", "monthly",  "spin_up", NULL};
static const char *const keys_dryland[] = {"clay_percent",
					   "depth_cm",
					   "iom",
					   "initial",
					   "initial_swc_mm",
					   "monthly",
					   "spin_up",
					   "moisture_function",
					   "bare_limit",
					   "silt_percent",
					   "bulk_density_g_cm3",
					   "organic_carbon_percent",
					   "min_moisture_rate",
					   NULL};
static const char *const keys_pools[] = {"dpm", "rpm", "bio", "hum", NULL};
static const char *const keys_monthly[] = {"temperature_c", "rain_mm",     "open_pan_evaporation_mm", "plant_c",
					   "manure_c",      "plant_cover", "dpm_rpm_ratio",           NULL};

static void read_months(const struct qs_case_given *given, struct qs_rothc_case *rothc)
{
	const struct qs_case_given monthly = qs_case_object(given, "monthly");
	size_t n = 0;

	qs_case_only(&monthly, keys_monthly);
	rothc->temperature_c = qs_case_column(&monthly, "temperature_c", -90, 70, &n);
	rothc->rain_mm = qs_case_column(&monthly, "rain_mm", 0, 1e5, &n);
	rothc->pan_evaporation_mm = qs_case_column(&monthly, "open_pan_evaporation_mm", 0, 1e5, &n);
	rothc->plant_c = qs_case_column(&monthly, "plant_c", 0, 1e4, &n);
	rothc->manure_c = qs_case_column(&monthly, "manure_c", 0, 1e4, &n);
	rothc->cover = qs_case_column(&monthly, "plant_cover", 0, 1, &n);
	rothc->dpm_rpm_ratio = qs_case_column(&monthly, "dpm_rpm_ratio", 0, 1e6, &n);
	rothc->months = n;
}

static void read_common(const struct qs_case_given *given, struct qs_rothc_case *rothc)
{
	static const char *const words[] = {"none", "equilibrium", "published", NULL};
	static const enum qs_rothc_spin spins[] = {QS_ROTHC_SPIN_NONE, QS_ROTHC_SPIN_EQUILIBRIUM,
						   QS_ROTHC_SPIN_PUBLISHED};
	const struct qs_case_given initial = qs_case_object(given, "initial");

	rothc->clay_pct = qs_case_number(given, "clay_percent", 0, 100);
	rothc->depth_cm = qs_case_number(given, "depth_cm", 0, 1000);
	rothc->iom_c = qs_case_number(given, "iom", 0, 1e6);
	rothc->swc_mm = qs_case_number(given, "initial_swc_mm", -1e6, 0);
	rothc->spin = spins[qs_case_word(given, "spin_up", words, 0)];
	qs_case_only(&initial, keys_pools);
	rothc->initial.dpm = qs_case_number(&initial, "dpm", 0, 1e6);
	rothc->initial.rpm = qs_case_number(&initial, "rpm", 0, 1e6);
	rothc->initial.bio = qs_case_number(&initial, "bio", 0, 1e6);
	rothc->initial.hum = qs_case_number(&initial, "hum", 0, 1e6);
	read_months(given, rothc);
}

/* The published options are numbers 1, 2, 3. */
static int option(const struct qs_case_given *given, const char *key, int most)
{
	const double value = qs_case_number(given, key, 1, most);

	return value < 1.5 ? 1 : value < 2.5 ? 2 : 3;
}

static void read_dryland(const struct qs_case_given *given, struct qs_rothc_case *rothc)
{
	static const enum qs_rothc_water waters[] = {QS_ROTHC_WATER_STANDARD, QS_ROTHC_WATER_TO_1000_BAR,
						     QS_ROTHC_WATER_TO_15_BAR};

	rothc->dryland = 1;
	rothc->water = waters[option(given, "moisture_function", 3) - 1];
	rothc->bare = option(given, "bare_limit", 2) == 1 ? QS_ROTHC_BARE_STANDARD : QS_ROTHC_BARE_15_BAR;
	/* The standard store does without them; the others refuse a case that lacks one. */
	rothc->silt_pct = qs_case_optional(given, "silt_percent", 0, 100, 0);
	rothc->bulk_density_g_cm3 = qs_case_optional(given, "bulk_density_g_cm3", 0, 3, 0);
	rothc->organic_carbon_pct = qs_case_optional(given, "organic_carbon_percent", 0, 60, 0);
	rothc->least = qs_case_optional(given, "min_moisture_rate", 0, 1, 0.2);
}

static void put_result(struct qs_json_out *out, const struct qs_rothc_case *rothc, const struct qs_rothc_result *result)
{
	qs_json_out_numbers(out, "swc_mm", result->swc_mm, result->n);
	qs_json_out_numbers(out, "dpm", result->dpm, result->n);
	qs_json_out_numbers(out, "rpm", result->rpm, result->n);
	qs_json_out_numbers(out, "bio", result->bio, result->n);
	qs_json_out_numbers(out, "hum", result->hum, result->n);
	qs_json_out_numbers(out, "soc", result->soc, result->n);
	qs_json_out_numbers(out, "co2", result->co2, result->n);
	qs_json_out_numbers(out, "co2_cumulative", result->co2_cumulative, result->n);
	if (rothc->spin == QS_ROTHC_SPIN_NONE)
		return;
	qs_json_out_object(out, "equilibrium");
	qs_json_out_number(out, "dpm", result->equilibrium.dpm);
	qs_json_out_number(out, "rpm", result->equilibrium.rpm);
	qs_json_out_number(out, "bio", result->equilibrium.bio);
	qs_json_out_number(out, "hum", result->equilibrium.hum);
	qs_json_out_end(out);
}

static qs_status run(const struct qs_kernels *kernels, const struct qs_case_given *given, int dryland,
		     struct qs_json_out *out, struct qs_err *err)
{
	struct qs_rothc_case rothc = {0};
	struct qs_rothc_result result = {0};
	qs_status status;

	qs_case_only(given, dryland ? keys_dryland : keys_common);
	read_common(given, &rothc);
	if (dryland)
		read_dryland(given, &rothc);
	if (qs_case_failed(given))
		return QS_OK;
	if (!rothc.dpm_rpm_ratio)
		return qs_fail(err, QS_ENOMEM, "a case of RothC");
	status = qs_rothc_case_run(kernels, &rothc, given->arena, &result, err);
	if (!status)
		put_result(out, &rothc, &result);
	return status;
}

qs_status qs_case_rothc(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
			struct qs_err *err)
{
	return run(kernels, given, 0, out, err);
}

qs_status qs_case_rothc_dryland(const struct qs_kernels *kernels, const struct qs_case_given *given,
				struct qs_json_out *out, struct qs_err *err)
{
	return run(kernels, given, 1, out, err);
}
