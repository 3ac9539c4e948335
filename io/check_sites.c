/* Sites and their units. */
#include "io/check.h"

#include "io/json.h"
#include "io/names.h"
#include "model/land/soil_kind.h"
#include "model/policy/built.h"
#include "model/policy/earth.h"

#include <stdio.h>
#include <string.h>

enum { PATH = 96 };

/* Cover, woody cover and crowns: each within the one before; nothing grows on sealed ground. */
static void check_cover(struct qs_check *check, const struct qs_unit *unit, const char *path)
{
	const int sealed = unit->substrate == QS_SEALED;

	qs_check_order(check, &unit->given, path, "woody_cover_frac", unit->woody_cover_frac.value, "cover_frac",
		       unit->cover_frac.value);
	qs_check_order(check, &unit->given, path, "crown_density_frac", unit->crown_density_frac.value,
		       "woody_cover_frac", unit->woody_cover_frac.value);
	if (sealed && (unit->cover_frac.value > 0 || unit->live_c_t_ha.value > 0))
		qs_check_say(check, QS_E2206, &unit->given, path,
			     "硬化地面上不应有植被覆盖或活生物质碳\x1fsealed ground has no cover and no live carbon",
			     NULL, NULL);
	else
		qs_check_order(check, &unit->given, path, "cover_frac", unit->cover_frac.value, "1 - sealed_frac",
			       1 - unit->sealed_frac.value);
}

static void check_soil(struct qs_check *check, const struct qs_unit *unit, const char *path)
{
	const struct qs_soil *const soil = &unit->soil;
	const int given = soil->sand_frac.given + soil->silt_frac.given + soil->clay_frac.given;
	const double sum = soil->sand_frac.value + soil->silt_frac.value + soil->clay_frac.value;
	char at[PATH + 8];

	snprintf(at, sizeof at, "%s/soil", path);
	if (given == 3)
		qs_check_sum(check, &soil->given, at, sum, 1e-6);
	else if (given == 2 && sum > 1 + 1e-6) /* the third was derived and would be negative */
		qs_check_sum(check, &soil->given, at, sum, 1e-6);
	if (unit->substrate == QS_COAL_GANGUE && soil->organic_c_g_kg.given && !soil->geogenic_c_g_kg.given)
		qs_check_say(check, QS_W2901, &soil->given, at, NULL, NULL, NULL);
}

static int same_date(const struct qs_date *a, const struct qs_date *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

/* Land classes with one `from` sum to 1; each date is told once. */
static void check_spells(struct qs_check *check, const struct qs_unit *unit, const char *path)
{
	for (size_t i = 0; i < unit->land.n; i++) {
		const struct qs_land_spell *const spell = &unit->land.items[i];
		char date[40], sum_text[32], at[PATH + 8];
		double sum = 0;
		int seen = 0;

		for (size_t k = 0; k < unit->land.n; k++) {
			if (!same_date(&spell->from, &unit->land.items[k].from))
				continue;
			seen |= k < i;
			sum += unit->land.items[k].area_frac.value;
		}
		if (seen || !spell->from.year || (sum > 1 - 1e-6 && sum < 1 + 1e-6))
			continue;
		snprintf(date, sizeof date, "%04d-%02d-%02d", spell->from.year, spell->from.month, spell->from.day);
		snprintf(at, sizeof at, "%s/land", path);
		qs_number_write(sum, sum_text);
		qs_check_say(check, QS_E2207, &spell->given, at, date, sum_text, NULL);
	}
}

static void check_one_unit(struct qs_check *check, const struct qs_unit *unit, const char *path)
{
	char at[PATH + 32];

	check_cover(check, unit, path);
	check_soil(check, unit, path);
	check_spells(check, unit, path);
	if (unit->treatment) {
		snprintf(at, sizeof at, "%s/treatment", path);
		qs_check_reference(check, &unit->given, at, "处理\x1ftreatment", unit->treatment, check->treatments);
	}
	for (size_t i = 0; i < unit->options.n; i++) {
		snprintf(at, sizeof at, "%s/options/%zu", path, i);
		qs_check_reference(check, &unit->given, at, "处理\x1ftreatment", unit->options.items[i],
				   check->treatments);
	}
	if (qs_was_given(&qs_table_unit, &unit->given, "substrate")) {
		snprintf(at, sizeof at, "%s/substrate", path);
		qs_check_reference(check, &unit->given, at, "基质数据包\x1fsubstrate pack",
				   qs_words_substrate[unit->substrate], check->substrates);
	}
}

static void check_rows(struct qs_check *check, const struct qs_land_row *rows, size_t n, const char *path,
		       const char *field)
{
	for (size_t i = 0; i < n; i++) {
		char at[PATH + 32];

		snprintf(at, sizeof at, "%s/%s/%zu", path, field, i);
		qs_check_order(check, &rows[i].given, at, "red_line_ha", rows[i].red_line_ha.value, "ha",
			       rows[i].ha.value);
	}
}

/* Under 3-PG each tree that is planted has parameters. */
static void check_trees(struct qs_check *check, const struct qs_site *site, const char *id, const char *path)
{
	const struct qs_treatment *const treatment = qs_portfolio_treatment(check->portfolio, id);
	char text[256];

	if (site->models.vegetation != QS_VEGETATION_3PG)
		return;
	for (size_t i = 0; treatment && i < treatment->measures.n; i++) {
		const struct qs_measure *const measure = &treatment->measures.items[i];

		for (size_t s = 0; s < measure->species.n && measure->stems_per_ha.value > 0; s++) {
			const char *const name = measure->species.items[s].name;
			const struct qs_species_pack *const species = qs_packs_species(check->packs, name);

			if (!species || species->group != QS_TREE || species->threepg)
				continue;
			snprintf(text, sizeof text,
				 "树种 %.60s 没有 3-PG 参数组（threepg）\x1f"
				 "species %.60s has no set of 3-PG (threepg)",
				 name, name);
			qs_check_say(check, QS_E2206, &site->given, path, text, NULL, NULL);
		}
	}
}

/* Shared soil water must move something: soil models without soil water and growth curves read none. */
static void check_soil_water(struct qs_check *check, const struct qs_site *site, const char *path)
{
	const int soil = site->models.soil > 0 ? site->models.soil : 0;
	char text[512], at[PATH + 32], others[128] = "";
	size_t n = 0;

	if (site->models.soil_water != QS_SOIL_WATER_SHARED || site->models.vegetation == QS_VEGETATION_3PG ||
	    qs_soil_kind(soil)->reads_water)
		return;
	snprintf(at, sizeof at, "%s/models/soil_water", path);
	for (int s = 0; s < QS_SOIL_MODEL_COUNT && n < sizeof others; s++)
		if (qs_soil_kind(s)->reads_water)
			n += (size_t)snprintf(others + n, sizeof others - n, "%s, ", qs_words_soil_model[s]);
	snprintf(text, sizeof text,
		 "shared 对 %s 与生长曲线不起作用：它们不读取土壤水；请用 own，或改用 %s或植被模型 3pg\x1f"
		 "shared moves nothing here: neither %s nor growth curves read soil water; take own, or one of %sor "
		 "the vegetation model 3pg",
		 qs_words_soil_model[soil], others, qs_words_soil_model[soil], others);
	qs_check_say(check, QS_E2206, &site->models.given, at, text, NULL, NULL);
}

/* What models of soil loss ask of a unit is given. */
static void check_erosion(struct qs_check *check, const struct qs_site *site, const struct qs_unit *unit,
			  const char *path)
{
	const int cell = site->models.slope_length == QS_SLOPE_LENGTH_CELL;
	const int way = site->models.delivery == QS_DELIVERY_CONNECTIVITY;
	const struct {
		const char *field;
		const struct qs_figure *figure;
		int asked;
	} fields[] = {{"contributing_area_ha", &unit->contributing_area_ha, cell || way},
		      {"stream_distance_m", &unit->stream_distance_m, way},
		      {"stream_slope_deg", &unit->stream_slope_deg, way},
		      {"stream_cover_frac", &unit->stream_cover_frac, way}};
	char at[PATH + 32], text[512];

	for (size_t k = 0; k < sizeof fields / sizeof fields[0]; k++) {
		if (!fields[k].asked || fields[k].figure->given)
			continue;
		snprintf(at, sizeof at, "%s/%s", path, fields[k].field);
		snprintf(text, sizeof text,
			 "所选土壤流失模型（%s）需要 %s；没有该数据请改用 %s\x1f"
			 "the model of soil loss (%s) needs %s; without it take %s",
			 way ? "delivery: connectivity" : "slope_length: desmet-govers", fields[k].field,
			 way ? "\"delivery\": \"lumped\"" : "\"slope_length\": \"length\"",
			 way ? "delivery: connectivity" : "slope_length: desmet-govers", fields[k].field,
			 way ? "\"delivery\": \"lumped\"" : "\"slope_length\": \"length\"");
		qs_check_say(check, QS_E2206, &unit->given, at, text, NULL, NULL);
	}
}

static void check_units(struct qs_check *check, const struct qs_site *site, const char *path)
{
	struct qs_names ids = {NULL, NULL, 0, 0};

	ids.arena = &check->arena;
	for (size_t i = 0; i < site->units.n; i++) {
		const struct qs_unit *const unit = &site->units.items[i];
		/* one unit on the site itself begins where the site does */
		const int own = site->units.n == 1 && unit->given.line == site->given.line &&
				unit->given.column == site->given.column;
		char at[PATH];
		int twice = 0;

		snprintf(at, sizeof at, own ? "%s" : "%s/units/%zu", path, i);
		if (unit->id && site->units.n > 1)
			twice = qs_names_add(&ids, unit->id, strlen(unit->id), i);
		if (twice < 0)
			check->no_memory = 1;
		else if (twice)
			qs_check_say(check, QS_E2201, &unit->given, at, unit->id, NULL, NULL);
		check_one_unit(check, unit, at);
		check_erosion(check, site, unit, at);
		check_trees(check, site, unit->treatment, at);
		for (size_t k = 0; k < unit->options.n; k++)
			check_trees(check, site, unit->options.items[k], at);
	}
}

/* RothC decays nothing in a month below -5 C: without a warmer one its soil has no equilibrium to start from. */
static void check_warmth(struct qs_check *check, const struct qs_site *site, const char *path)
{
	const struct qs_region *const region = qs_portfolio_region(check->portfolio, site->region);
	const struct qs_climate_pack *const station =
		region && region->station ? qs_packs_climate(check->packs, region->station) : NULL;
	char at[PATH + 16];
	double warmest;

	if (!station || !station->temperature_anomaly_c.n)
		return;
	warmest = station->temperature_anomaly_c.items[0];
	for (size_t m = 1; m < station->temperature_anomaly_c.n; m++)
		if (station->temperature_anomaly_c.items[m] > warmest)
			warmest = station->temperature_anomaly_c.items[m];
	warmest += station->temperature_c.value -
		   station->lapse_c_per_km.value * (site->elevation_m.value - station->elevation_m.value) / 1000;
	if (warmest > -5)
		return;
	snprintf(at, sizeof at, "%s/elevation_m", path);
	qs_check_say(check, QS_E2206, &site->given, at,
		     "没有月均气温高于 -5 °C 的月份：土壤碳模型不适用\x1f"
		     "no month is warmer than -5 C: the soil model does not hold",
		     NULL, NULL);
}

static int is_among(const char *id, const char *const *ids)
{
	for (; id && *ids; ids++)
		if (!strcmp(*ids, id))
			return 1;
	return 0;
}

/* Evidence answers a rule that there is, of a methodology or of the policy. */
static void check_evidence(struct qs_check *check, const struct qs_evidence *items, size_t n, const char *path)
{
	for (size_t i = 0; i < n; i++) {
		char at[PATH + 96];

		snprintf(at, sizeof at, "%s/evidence/%s", path, items[i].id ? items[i].id : "");
		if (!is_among(items[i].id, check->policy))
			qs_check_reference(check, &items[i].given, at, "规则\x1frule", items[i].id, check->rules);
	}
}

/* Years of the party's file come one after another. */
static void check_credit(struct qs_check *check, const struct qs_policy_terms *terms)
{
	char at[PATH];

	for (size_t i = 1; i < terms->credit_years.n; i++) {
		if (terms->credit_years.items[i].year > terms->credit_years.items[i - 1].year)
			continue;
		snprintf(at, sizeof at, "/policy/terms/credit_years/%zu/year", i);
		qs_check_say(check, QS_E2206, &terms->credit_years.items[i].given, at,
			     "年份须逐年递增\x1fyears must rise from one to the next", NULL, NULL);
	}
}

/* What was built is a measure of its unit's treatment, and was not finished before the start. */
static void check_built(struct qs_check *check, const struct qs_site *site, const char *path)
{
	for (size_t i = 0; i < site->policy.as_built.n; i++) {
		const struct qs_as_built *const built = &site->policy.as_built.items[i];
		struct qs_built_row row;
		char at[PATH + 48];

		snprintf(at, sizeof at, "%s/policy/as_built/%zu", path, i);
		if (!built->unit || !built->measure)
			continue; /* told by the reader */
		if (qs_built_row(check->portfolio, check->packs, site, i, &row))
			qs_check_say(
				check, QS_E2206, &built->given, at,
				row.unit ? "该单元的处理没有这项措施\x1fthe treatment of the unit has no such measure"
					 : "本场地没有这个修复单元\x1fthe site has no such unit",
				NULL, NULL);
		else if (row.built_years < 0)
			qs_check_say(check, QS_E2206, &built->given, at,
				     "完工日期早于起始年\x1fit was finished before the start year", NULL, NULL);
	}
}

/* No more surplus is sold than the works leave; a run sells what is left. The balance is made of whole packs and treatments only. */
static void check_spoil(struct qs_check *check, const struct qs_site *site, const char *path)
{
	const double asked = check->mistakes->errors ? 0 : site->finance.spoil_surplus_m3.value;
	const double left = asked > 0 ? qs_earth_left(check->portfolio, check->packs, site) : asked;
	char at[PATH + 40], text[400];

	if (!(left < asked))
		return;
	snprintf(at, sizeof at, "%s/finance/spoil_surplus_m3", path);
	snprintf(text, sizeof text,
		 "拟出售剩余料 %.0f m³，超过土石料平衡的剩余 %.0f m³：只售后者\x1f%.0f m3 of surplus are to be sold "
		 "and the "
		 "works leave %.0f m3: only that is sold",
		 asked, left, asked, left);
	qs_check_say(check, QS_W2903, &site->finance.given, at, text, NULL, NULL);
}

void qs_check_sites(struct qs_check *check)
{
	struct qs_names ids = {NULL, NULL, 0, 0};

	ids.arena = &check->arena;
	if (!check->sites->first)
		check_credit(check, &check->portfolio->policy.terms);
	if (!check->sites->first)
		check_evidence(check, check->portfolio->policy.evidence.items, check->portfolio->policy.evidence.n,
			       "/policy");
	for (size_t i = 0; i < check->sites->n && !check->no_memory; i++) {
		const struct qs_site *const site = &check->sites->items[i];
		char path[PATH], at[PATH + 16];
		int twice = 0;

		snprintf(path, sizeof path, "/sites/%llu", (unsigned long long)(check->sites->first + i));
		if (site->id)
			twice = qs_names_add(&ids, site->id, strlen(site->id), i);
		if (twice < 0)
			check->no_memory = 1;
		else if (twice)
			qs_check_say(check, QS_E2201, &site->given, path, site->id, NULL, NULL);
		snprintf(at, sizeof at, "%s/region", path);
		qs_check_reference(check, &site->given, at, "气候区\x1fregion", site->region, check->regions);
		check_rows(check, site->land_before.items, site->land_before.n, path, "land_before");
		check_rows(check, site->land_after.items, site->land_after.n, path, "land_after");
		check_evidence(check, site->evidence.items, site->evidence.n, path);
		check_built(check, site, path);
		check_spoil(check, site, path);
		check_warmth(check, site, path);
		check_soil_water(check, site, path);
		check_units(check, site, path);
	}
}
