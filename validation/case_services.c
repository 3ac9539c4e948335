#include "validation/case_services.h"

#include "kernels/kernels.h"
#include "validation/case_columns.h"

#include <math.h>

#define AMOUNT 1e18  /* of what is kept, grown or stored in a year */
#define PRICE 1e12   /* CNY, of a unit */
#define MM_MAX 1e6   /* a depth of water */
#define AREA_MAX 1e9 /* ha */
#define LEAST 1e-9   /* of what must be above zero */
enum { MOST_YEARS = 1000 };

static qs_status no_memory(struct qs_err *err)
{
	return qs_fail(err, QS_ENOMEM, "columns of a case");
}

/* ---- carbon-value ---- */

qs_status qs_case_carbon_value(const struct qs_kernels *kernels, const struct qs_case_given *given,
			       struct qs_json_out *out, struct qs_err *err)
{
	enum { CHANGE, PER_HA, TOTAL, COLUMNS };
	static const char *const keys[] = {"stock_base_t_c_ha", "stock_alternate_t_c_ha", "area_ha",
					   "year_base",         "year_alternate",         "price_per_t_c",
					   "discount_pct",      "price_change_pct",       NULL};
	size_t n = 0;
	const double *const base = qs_case_column(given, "stock_base_t_c_ha", -1e9, 1e9, &n);
	const double *const alternate = qs_case_column(given, "stock_alternate_t_c_ha", -1e9, 1e9, &n);
	const double *const area = qs_case_column(given, "area_ha", 0, AREA_MAX, &n);
	const double from = qs_case_whole(given, "year_base", -1e5, 1e5);
	const double years = qs_case_whole(given, "year_alternate", -1e5, 1e5) - from;
	const double price = qs_case_number(given, "price_per_t_c", -PRICE, PRICE);
	const double discount = qs_case_number(given, "discount_pct", -99, 1e6) / 100;
	const double fall = qs_case_number(given, "price_change_pct", -99, 1e6) / 100;
	double *at[COLUMNS], worth, total = 0;

	qs_case_only(given, keys);
	if (!qs_case_failed(given) && !(years >= 1 && years <= MOST_YEARS))
		qs_case_refuse(given, "year_alternate", "year_alternate must be 1 to 1000 years after year_base");
	if (qs_case_failed(given))
		return QS_OK;
	worth = qs_services_carbon_worth(price, (size_t)years, discount, fall);
	if (!(fabs(worth) <= 1e280)) {
		qs_case_refuse(given, "discount_pct", "the worth of a tonne is above 1e280: rates too far below 0");
		return QS_OK;
	}
	if (!base || !alternate || !area || qs_case_columns(given, n, at, COLUMNS))
		return no_memory(err);
	kernels->services_carbon(n, worth, base, alternate, area, at[CHANGE], at[PER_HA], at[TOTAL]);
	for (size_t i = 0; i < n; i++)
		total += at[TOTAL][i];
	qs_json_out_number(out, "constant_per_t_c", worth);
	qs_case_put_column(out, "change_t_c_ha", at[CHANGE], n);
	qs_case_put_column(out, "npv_per_ha", at[PER_HA], n);
	qs_json_out_number(out, "npv_total", total);
	return QS_OK;
}

/* ---- gep ---- */

/* What the blocks give; the worth of one adds to the total. */
struct gep {
	const struct qs_kernels *kernels;
	struct qs_json_out *out;
	double total, co2;
	int no_memory;
};

/* The truth of a key that must be true or false. */
static int read_truth(const struct qs_case_given *given, const char *key)
{
	const struct qs_json *const value = qs_json_find(given->object, key);

	if (value && value->kind == QS_JSON_BOOL)
		return value->truth;
	qs_case_refuse(given, key, "must be true or false");
	return 0;
}

static double put_worth(struct gep *gep, const char *quantity_key, const char *worth_key, double quantity, double price)
{
	double worth;

	gep->kernels->services_times(1, price, &quantity, &worth);
	qs_json_out_number(gep->out, quantity_key, quantity);
	qs_json_out_number(gep->out, worth_key, worth);
	return worth;
}

static void gep_soil(struct gep *gep, const struct qs_case_given *soil)
{
	static const char *const keys[] = {"retained_t",      "siltation_frac",   "bulk_density_t_m3",
					   "dredging_cny_m3", "nitrogen_frac",    "nitrogen_cny_t",
					   "phosphorus_frac", "phosphorus_cny_t", NULL};
	const double retained = qs_case_number(soil, "retained_t", -AMOUNT, AMOUNT);
	const double siltation = qs_case_number(soil, "siltation_frac", 0, 1);
	const double density = qs_case_number(soil, "bulk_density_t_m3", LEAST, 100);
	const double n_frac = qs_case_number(soil, "nitrogen_frac", 0, 1);
	const double p_frac = qs_case_number(soil, "phosphorus_frac", 0, 1);
	const struct qs_services_soil factors = {siltation, density, n_frac, p_frac};
	const double dredging = qs_case_number(soil, "dredging_cny_m3", 0, PRICE);
	const double nitrogen_price = qs_case_number(soil, "nitrogen_cny_t", 0, PRICE);
	const double phosphorus_price = qs_case_number(soil, "phosphorus_cny_t", 0, PRICE);
	double sediment, nitrogen, phosphorus;

	qs_case_only(soil, keys);
	if (qs_case_failed(soil))
		return;
	gep->kernels->services_soil(1, &factors, &retained, &sediment, &nitrogen, &phosphorus);
	gep->total += put_worth(gep, "sediment_m3", "sediment_cny", sediment, dredging);
	gep->total += put_worth(gep, "nitrogen_t", "nitrogen_cny", nitrogen, nitrogen_price);
	gep->total += put_worth(gep, "phosphorus_t", "phosphorus_cny", phosphorus, phosphorus_price);
}

/* The volume from the water of parcels. */
static double parcels_volume(struct gep *gep, const struct qs_case_given *water)
{
	size_t n = 0;
	const double *const precip = qs_case_column(water, "precip_mm", 0, MM_MAX, &n);
	const double *const runoff = qs_case_column(water, "runoff_mm", 0, MM_MAX, &n);
	const double *const et = qs_case_column(water, "et_mm", 0, MM_MAX, &n);
	const double *const area = qs_case_column(water, "area_ha", 0, AREA_MAX, &n);
	double *volume, sum = 0;

	if (qs_case_failed(water))
		return 0;
	if (!precip || !runoff || !et || !area || qs_case_columns(water, n, &volume, 1)) {
		gep->no_memory = 1;
		return 0;
	}
	gep->kernels->services_water(n, precip, runoff, et, area, volume);
	for (size_t i = 0; i < n; i++)
		sum += volume[i];
	return sum;
}

static void gep_water(struct gep *gep, const struct qs_case_given *water)
{
	static const char *const keys[] = {"volume_m3", "precip_mm",        "runoff_mm",    "et_mm",
					   "area_ha",   "negative_to_zero", "price_cny_m3", NULL};
	static const char *const given_whole[] = {"volume_m3", "negative_to_zero", "price_cny_m3", NULL};
	const int whole = qs_case_has(water, "volume_m3"), cut = read_truth(water, "negative_to_zero");
	const double price = qs_case_number(water, "price_cny_m3", 0, PRICE);
	double volume = whole ? qs_case_number(water, "volume_m3", -AMOUNT, AMOUNT) : parcels_volume(gep, water);

	qs_case_only(water, whole ? given_whole : keys);
	if (qs_case_failed(water) || gep->no_memory)
		return;
	volume = cut && volume < 0 ? 0 : volume;
	gep->total += put_worth(gep, "water_m3", "water_cny", volume, price);
}

static void gep_climate(struct gep *gep, const struct qs_case_given *climate)
{
	static const char *const keys[] = {"heat_kwh", "et_mm",         "area_ha", "latent_heat_mj_kg",
					   "cop",      "price_cny_kwh", NULL};
	static const char *const given_heat[] = {"heat_kwh", "cop", "price_cny_kwh", NULL};
	const int has_heat = qs_case_has(climate, "heat_kwh");
	const double cop = qs_case_number(climate, "cop", LEAST, 1e6);
	const double price = qs_case_number(climate, "price_cny_kwh", 0, PRICE);
	const double et = has_heat ? 0 : qs_case_number(climate, "et_mm", 0, MM_MAX);
	const double area = has_heat ? 0 : qs_case_number(climate, "area_ha", 0, AREA_MAX);
	const double latent = has_heat ? 0 : qs_case_number(climate, "latent_heat_mj_kg", 0, 100);
	double heat = has_heat ? qs_case_number(climate, "heat_kwh", -AMOUNT, AMOUNT) : 0;

	qs_case_only(climate, has_heat ? given_heat : keys);
	if (qs_case_failed(climate))
		return;
	if (!has_heat)
		gep->kernels->services_heat(1, latent, &et, &area, &heat);
	gep->total += put_worth(gep, "climate_kwh", "climate_cny", heat / cop, price);
}

static void gep_carbon(struct gep *gep, const struct qs_case_given *carbon)
{
	static const char *const keys[] = {"npp_t_dm", "nep_npp_ratio", "co2_t_per_t_dm", "price_cny_t_co2", NULL};
	const double npp = qs_case_number(carbon, "npp_t_dm", -AMOUNT, AMOUNT);
	const double ratio = qs_case_number(carbon, "nep_npp_ratio", -100, 100);
	const double co2 = qs_case_number(carbon, "co2_t_per_t_dm", 0, 100);
	const double price = qs_case_number(carbon, "price_cny_t_co2", 0, PRICE);

	qs_case_only(carbon, keys);
	if (qs_case_failed(carbon))
		return;
	gep->kernels->services_times(1, ratio * co2, &npp, &gep->co2);
	gep->total += put_worth(gep, "co2_t", "carbon_cny", gep->co2, price);
}

static void gep_oxygen(struct gep *gep, const struct qs_case_given *given, const struct qs_case_given *oxygen)
{
	static const char *const keys[] = {"route",    "npp_t_dm", "o2_t_per_t_dm", "o2_t_per_t_co2", "price_cny_t",
					   "in_total", NULL};
	static const char *const routes[] = {"npp", "co2", NULL};
	const int by_co2 = qs_case_choice(oxygen, "route", routes) == 1;
	const double factor = qs_case_number(oxygen, by_co2 ? "o2_t_per_t_co2" : "o2_t_per_t_dm", 0, 100);
	const double source = by_co2 ? gep->co2 : qs_case_number(oxygen, "npp_t_dm", -AMOUNT, AMOUNT);
	const double price = qs_case_number(oxygen, "price_cny_t", 0, PRICE);
	const int counts = read_truth(oxygen, "in_total");
	double o2, worth;

	qs_case_only(oxygen, keys);
	if (by_co2 && !qs_case_has(given, "carbon"))
		qs_case_refuse(oxygen, "route", "the route co2 needs the block carbon");
	if (qs_case_failed(oxygen))
		return;
	gep->kernels->services_times(1, factor, &source, &o2);
	worth = put_worth(gep, "o2_t", "oxygen_cny", o2, price);
	gep->total += counts ? worth : 0;
}

qs_status qs_case_gep(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
		      struct qs_err *err)
{
	typedef void block_fn(struct gep *, const struct qs_case_given *);
	static const char *const keys[] = {"soil", "water", "climate", "carbon", "oxygen", NULL};
	static block_fn *const blocks[] = {gep_soil, gep_water, gep_climate, gep_carbon};
	struct gep gep = {.kernels = kernels, .out = out};

	qs_case_only(given, keys);
	for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
		const struct qs_case_given block =
			qs_case_has(given, keys[i]) ? qs_case_object(given, keys[i]) : (struct qs_case_given){0};

		if (block.object)
			blocks[i](&gep, &block);
	}
	if (qs_case_has(given, "oxygen")) {
		const struct qs_case_given oxygen = qs_case_object(given, "oxygen");

		gep_oxygen(&gep, given, &oxygen);
	}
	if (gep.no_memory)
		return no_memory(err);
	if (!qs_case_failed(given))
		qs_json_out_number(out, "total_cny", gep.total);
	return QS_OK;
}
