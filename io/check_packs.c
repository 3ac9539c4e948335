/* Packs among each other: what one names, another must be; months and sums. */
#include "io/check.h"

#include "kernels/erosion.h"
#include "model/benefit/plausible.h"
#include "model/benefit/services.h"

#include <stdio.h>
#include <string.h>

enum { MONTHS = 12, HYDROLOGIC_GROUPS = 4 };

static void check_months(struct qs_check *check, const struct qs_given *at, const char *owner, const char *field,
			 const struct qs_series *series, int sums_to_one)
{
	char path[160];
	double sum = 0;

	snprintf(path, sizeof path, "/%s/%s", owner, field);
	if (!series->source) /* missing: told by the reader */
		return;
	if (series->n != MONTHS) {
		qs_check_say(check, QS_E2206, at, path, "应有 12 个月的值\x1ftwelve months are needed", NULL, NULL);
		return;
	}
	for (size_t i = 0; i < MONTHS; i++)
		sum += series->items[i];
	/* shares are published with few digits */
	if (sums_to_one)
		qs_check_sum(check, at, path, sum, 1e-4);
}

static void check_climate(struct qs_check *check)
{
	for (size_t i = 0; i < check->packs->climate.n; i++) {
		const struct qs_climate_pack *const pack = &check->packs->climate.items[i];
		char owner[96];

		snprintf(owner, sizeof owner, "climate/%s", pack->id);
		check_months(check, &pack->given, owner, "rain_share_frac", &pack->rain_share_frac, 1);
		check_months(check, &pack->given, owner, "temperature_anomaly_c", &pack->temperature_anomaly_c, 0);
	}
}

/* Values by class: so many of them, each within its range (the reader), and in order: `falls`, or rising. */
static void check_classes(struct qs_check *check, const struct qs_given *at, const char *path,
			  const struct qs_series *series, size_t classes, int falls, const char *many,
			  const char *order)
{
	if (!series->source) /* missing: told by the reader */
		return;
	if (series->n != classes) {
		qs_check_say(check, QS_E2206, at, path, many, NULL, NULL);
		return;
	}
	for (size_t i = 1; i < series->n; i++)
		if (falls ? series->items[i] > series->items[i - 1] : series->items[i] < series->items[i - 1]) {
			qs_check_say(check, QS_E2206, at, path, order, NULL, NULL);
			return;
		}
}

/* C by classes of cover: the more cover, the less soil is lost. */
static void check_cover_factors(struct qs_check *check, const struct qs_land_pack *pack)
{
	const struct {
		const char *field;
		const struct qs_series *series;
	} rows[] = {{"cover_factor_tree", &pack->erosion.cover_factor_tree},
		    {"cover_factor_shrub", &pack->erosion.cover_factor_shrub},
		    {"cover_factor_herb", &pack->erosion.cover_factor_herb}};
	char path[160];

	for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		snprintf(path, sizeof path, "/land/%s/erosion/%s", pack->id, rows[k].field);
		check_classes(check, &pack->erosion.given, path, rows[k].series, QS_EROSION_COVER_CLASSES, 1,
			      "应有 6 级盖度的值\x1fsix values are needed, of the classes of cover",
			      "盖度越高，C 不应越大\x1fmore cover must not have a larger C");
	}
}

static void check_land(struct qs_check *check)
{
	for (size_t i = 0; i < check->packs->land.n; i++) {
		const struct qs_land_pack *const pack = &check->packs->land.items[i];
		const struct {
			const char *field, *what, *id;
			const char *const *ids;
		} names[] = {
			{"spontaneous_tree", "树种\x1fspecies", pack->spontaneous_tree, check->species},
			{"spontaneous_shrub", "树种\x1fspecies", pack->spontaneous_shrub, check->species},
			{"spontaneous_herb", "树种\x1fspecies", pack->spontaneous_herb, check->species},
			{"upkeep_measure", "措施\x1fmeasure", pack->upkeep_measure, check->measures},
			{"haul_material", "材料\x1fmaterial", pack->haul_material, check->materials},
			{"cement_material", "材料\x1fmaterial", pack->cement_material, check->materials},
			{"power_material", "材料\x1fmaterial", pack->power_material, check->materials},
			{"fence_material", "材料\x1fmaterial", pack->fence_material, check->materials},
		};
		char owner[96];

		for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
			char path[160];

			snprintf(path, sizeof path, "/land/%s/%s", pack->id, names[k].field);
			qs_check_reference(check, &pack->given, path, names[k].what, names[k].id, names[k].ids);
		}
		snprintf(owner, sizeof owner, "land/%s", pack->id);
		check_months(check, &pack->given, owner, "litter_share_frac", &pack->litter_share_frac, 1);
		check_months(check, &pack->given, owner, "irrigation_share_frac", &pack->irrigation_share_frac, 1);
		check_months(check, &pack->given, owner, "growing_month", &pack->growing_month, 0);
		check_cover_factors(check, pack);
	}
}

static void check_water(struct qs_check *check)
{
	for (size_t i = 0; i < check->packs->water.n; i++) {
		const struct qs_water_pack *const pack = &check->packs->water.items[i];
		const struct {
			const char *field;
			const struct qs_series *series;
		} curves[] = {{"curve_bare", &pack->curve_bare},
			      {"curve_tree", &pack->curve_tree},
			      {"curve_shrub", &pack->curve_shrub},
			      {"curve_herb", &pack->curve_herb}};
		char owner[96], path[160];

		snprintf(owner, sizeof owner, "water/%s", pack->id);
		check_months(check, &pack->given, owner, "rain_days", &pack->rain_days, 0);
		check_months(check, &pack->given, owner, "leaf_share_frac", &pack->leaf_share_frac, 0);
		for (size_t k = 0; k < sizeof curves / sizeof curves[0]; k++) {
			snprintf(path, sizeof path, "/%s/%s", owner, curves[k].field);
			check_classes(check, &pack->given, path, curves[k].series, HYDROLOGIC_GROUPS, 0,
				      "应有 A、B、C、D 四组的值\x1f"
				      "four values are needed, of groups A, B, C and D",
				      "从 A 组到 D 组，曲线数不应减小\x1f"
				      "curve numbers must not fall from group A to D");
		}
		if (pack->snow_c.given && pack->rain_c.given) {
			snprintf(path, sizeof path, "/%s/rain_c", owner);
			qs_check_order(check, &pack->given, path, "snow_c", pack->snow_c.value, "rain_c",
				       pack->rain_c.value);
		}
	}
}

/* Bands have a value a ground, in order, and the unit of what they judge. */
static void check_plausible(struct qs_check *check)
{
	if (check->packs->plausible.n > QS_PLAUSIBLE_MOST)
		qs_check_say(check, QS_E2206, NULL, "/plausible",
			     "最多 32 条\x1f"
			     "at most 32 bands",
			     NULL, NULL);
	for (size_t i = 0; i < check->packs->plausible.n; i++) {
		const struct qs_plausible_pack *const band = &check->packs->plausible.items[i];
		const char *const unit = qs_plausible_units[band->measure];
		char path[160];

		if (!band->low.source || !band->high.source) /* missing: told by the reader */
			continue;
		if (band->low.n != QS_PLAUSIBLE_GROUNDS || band->high.n != QS_PLAUSIBLE_GROUNDS) {
			snprintf(path, sizeof path, "/plausible/%s/low", band->id);
			qs_check_say(check, QS_E2206, &band->given, path,
				     "上下限各应有八个值，依次为岩面、废石、煤矸石、尾矿、填土、造林山地、封育山地、自"
				     "然恢复的废石\x1f"
				     "low and high need eight values: rock face, waste rock, gangue, tailings, fill, "
				     "planted hill, closed "
				     "hill, spoil left alone",
				     NULL, NULL);
			continue;
		}
		for (size_t k = 0; k < QS_PLAUSIBLE_GROUNDS; k++) {
			snprintf(path, sizeof path, "/plausible/%s/high/values/%zu", band->id, k);
			qs_check_order(check, &band->given, path, "low", band->low.items[k], "high",
				       band->high.items[k]);
		}
		snprintf(path, sizeof path, "/plausible/%s/unit", band->id);
		if (band->unit && strcmp(band->unit, unit) != 0)
			qs_check_say(check, QS_E2206, &band->given, path, band->unit, unit, NULL);
	}
}

/* The headline names services, none twice and no two that hold the same thing. */
static void check_services(struct qs_check *check)
{
	const char *ids[QS_SERVICE_COUNT + 1] = {0};

	for (int s = 0; s < QS_SERVICE_COUNT; s++)
		ids[s] = qs_service_rows[s].id;
	for (size_t i = 0; i < check->packs->services.n; i++) {
		const struct qs_services_pack *const pack = &check->packs->services.items[i];
		char path[160];

		for (size_t k = 0; k < pack->headline.n; k++) {
			const char *const id = pack->headline.items[k];

			snprintf(path, sizeof path, "/services/%s/headline/%zu", pack->id, k);
			qs_check_reference(check, &pack->given, path,
					   "服务\x1f"
					   "service",
					   id, ids);
			for (size_t j = 0; j < k; j++) {
				if (!strcmp(pack->headline.items[j], id))
					qs_check_say(check, QS_E2201, &pack->given, path, id, NULL, NULL);
				else if (qs_service_conflict(pack->headline.items[j], id))
					qs_check_say(check, QS_E2206, &pack->given, path,
						     qs_service_reason(pack->headline.items[j], id), NULL, NULL);
			}
		}
		snprintf(path, sizeof path, "/services/%s/diversity_cny_ha", pack->id);
		if (pack->diversity_cny_ha.source && pack->diversity_cny_ha.n < 2)
			qs_check_say(check, QS_E2206, &pack->given, path,
				     "至少应有两级\x1ftwo classes are needed at least", NULL, NULL);
	}
}

static void check_measures(struct qs_check *check)
{
	for (size_t i = 0; i < check->packs->measures.n; i++) {
		const struct qs_measure_pack *const pack = &check->packs->measures.items[i];

		for (size_t k = 0; k < pack->uses.n; k++) {
			char path[160];

			snprintf(path, sizeof path, "/measures/%s/uses/%zu/material", pack->id, k);
			qs_check_reference(check, &pack->uses.items[k].given, path, "材料\x1fmaterial",
					   pack->uses.items[k].material, check->materials);
		}
	}
}

/* Of an organ's litter: soluble parts within the whole, lignin within what is not metabolic. */
static void check_organ(struct qs_check *check, const struct qs_litter_pack *pack, const char *organ,
			enum qs_litter_route route)
{
	const struct qs_organ_litter litter = qs_litter_of(pack, route);
	char path[160];

	snprintf(path, sizeof path, "/litter/%s/%s_acid_frac", pack->id, organ);
	qs_check_order(check, &pack->given, path, "acid + water + ethanol", litter.acid + litter.water + litter.ethanol,
		       "1", 1);
	snprintf(path, sizeof path, "/litter/%s/%s_lignin_frac", pack->id, organ);
	qs_check_order(check, &pack->given, path, "lignin", litter.lignin, "1 - (0.85 - 0.018 L/N)",
		       1 - qs_litter_metabolic(&litter));
}

static void check_litter(struct qs_check *check)
{
	for (size_t i = 0; i < check->packs->litter.n; i++) {
		const struct qs_litter_pack *const pack = &check->packs->litter.items[i];

		check_organ(check, pack, "leaf", QS_LITTER_LEAF);
		check_organ(check, pack, "wood", QS_LITTER_WOOD);
		check_organ(check, pack, "root", QS_LITTER_FINE_ROOT);
	}
}

static void check_species(struct qs_check *check)
{
	const char *const *const sets = qs_check_ids(check, check->packs->threepg.items, check->packs->threepg.n,
						     sizeof(struct qs_threepg_pack));

	for (size_t i = 0; i < check->packs->species.n; i++) {
		const struct qs_species_pack *const pack = &check->packs->species.items[i];
		char path[160];

		if (pack->litter) {
			snprintf(path, sizeof path, "/species/%s/litter", pack->id);
			qs_check_reference(check, &pack->given, path, "凋落物\x1flitter", pack->litter, check->litter);
		}
		if (pack->threepg && sets) {
			snprintf(path, sizeof path, "/species/%s/threepg", pack->id);
			qs_check_reference(check, &pack->given, path, "3-PG 参数组\x1fset of 3-PG", pack->threepg,
					   sets);
		}
		if (!pack->temperature_min_c.given || !pack->temperature_best_c.given || !pack->temperature_max_c.given)
			continue;
		snprintf(path, sizeof path, "/species/%s/temperature_best_c", pack->id);
		qs_check_order(check, &pack->given, path, "temperature_min_c", pack->temperature_min_c.value,
			       "temperature_best_c", pack->temperature_best_c.value);
		qs_check_order(check, &pack->given, path, "temperature_best_c", pack->temperature_best_c.value,
			       "temperature_max_c", pack->temperature_max_c.value);
	}
}

/* Two series of an entry that belong together; `limits`: the first one rises and has at most as many as classes. */
static void check_pair(struct qs_check *check, const struct qs_given *at, const char *path,
		       const struct qs_series *first, const struct qs_series *second, size_t most, int limits)
{
	if (first->n != second->n)
		qs_check_say(check, QS_E2206, at, path, "两列长度不同\x1fthe two lists differ in length", NULL, NULL);
	if (first->n > most)
		qs_check_say(check, QS_E2206, at, path, "项数过多\x1ftoo many elements", NULL, NULL);
	for (size_t i = 1; limits && i < first->n; i++)
		if (!(first->items[i] > first->items[i - 1]))
			qs_check_say(check, QS_E2206, at, path, "级限应递增\x1flimits of classes must rise", NULL,
				     NULL);
}

static void check_equation(struct qs_check *check, const char *path, const struct qs_allometric *equation)
{
	if (!equation->coefficients.source || !equation->exponents.source) /* missing: told by the reader */
		return;
	if (!equation->coefficients.n)
		qs_check_say(check, QS_E2206, &equation->given, path, "方程至少要有一项\x1fone term is needed", NULL,
			     NULL);
	check_pair(check, &equation->given, path, &equation->coefficients, &equation->exponents, QS_ALLOMETRY_TERMS, 0);
	if (equation->dbh_min_cm.given && equation->dbh_max_cm.given)
		qs_check_order(check, &equation->given, path, "dbh_min_cm", equation->dbh_min_cm.value, "dbh_max_cm",
			       equation->dbh_max_cm.value);
}

static void check_allometry(struct qs_check *check)
{
	for (size_t i = 0; i < check->packs->allometry.n; i++) {
		const struct qs_allometry_pack *const pack = &check->packs->allometry.items[i];
		char path[160];

		for (size_t k = 0; k < pack->equations.n; k++) {
			snprintf(path, sizeof path, "/allometry/%s/equations/%zu", pack->id, k);
			check_equation(check, path, &pack->equations.items[k]);
		}
		snprintf(path, sizeof path, "/allometry/%s/bcef_t_m3", pack->id);
		check_pair(check, &pack->given, path, &pack->bcef_limits_m3_ha, &pack->bcef_t_m3, QS_ALLOMETRY_CLASSES,
			   1);
		snprintf(path, sizeof path, "/allometry/%s/root_shoot_classes", pack->id);
		check_pair(check, &pack->given, path, &pack->root_shoot_limits_t_ha, &pack->root_shoot_classes,
			   QS_ALLOMETRY_CLASSES, 1);
	}
}

/* Values of a set of 3-PG that do not fit one another; what is missing the reader has told. */
static void check_threepg(struct qs_check *check)
{
	for (size_t i = 0; i < check->packs->threepg.n; i++) {
		const struct qs_threepg_pack *const pack = &check->packs->threepg.items[i];
		const char *const wrong = qs_threepg_pack_fault(pack);
		char path[160], text[200];

		snprintf(path, sizeof path, "/threepg/%s", pack->id);
		snprintf(text, sizeof text, "%s\x1f%s", wrong ? wrong : "", wrong ? wrong : "");
		if (wrong)
			qs_check_say(check, QS_E2206, &pack->given, path, text, NULL, NULL);
	}
}

void qs_check_packs(struct qs_check *check)
{
	check_allometry(check);
	check_climate(check);
	check_land(check);
	check_litter(check);
	check_water(check);
	check_plausible(check);
	check_services(check);
	check_measures(check);
	check_species(check);
	check_threepg(check);
}
