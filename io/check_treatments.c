/* Regions, treatments and their measures. */
#include "io/check.h"

#include "model/base/units.h"
#include "model/land/recipe.h"

#include <stdio.h>
#include <string.h>

static int given(const struct qs_measure *measure, const char *name)
{
	return qs_was_given(&qs_table_measure, &measure->given, name);
}

/* Each species of each measure is a cohort beside three of spontaneous plants. */
static void check_cohorts(struct qs_check *check, const struct qs_treatment *treatment)
{
	size_t cohorts = 3;
	char path[192];

	_Static_assert(QS_COHORTS_MAX == 24, "the message says 21 = 24 - 3");

	for (size_t k = 0; k < treatment->measures.n; k++)
		cohorts += treatment->measures.items[k].species.n;
	if (cohorts <= QS_COHORTS_MAX)
		return;
	snprintf(path, sizeof path, "/treatments/%s/measures", treatment->id);
	qs_check_say(check, QS_E2206, &treatment->given, path,
		     "一个处理的各项措施合计最多 21 个树种\x1f"
		     "the measures of a treatment have at most 21 species together",
		     NULL, NULL);
}

/* The natural arm plants nothing and moves no earth. */
static void check_natural(struct qs_check *check, const struct qs_treatment *treatment)
{
	const char *const natural = check->portfolio->natural_treatment;

	if (natural && treatment->id && !strcmp(natural, treatment->id) && treatment->class != QS_NATURAL)
		qs_check_say(check, QS_E2206, &treatment->given, "/natural_treatment",
			     "natural_treatment 的类别应为 natural\x1f"
			     "natural_treatment must be of class natural",
			     NULL, NULL);
}

static void need(struct qs_check *check, const struct qs_measure *measure, const char *path, const char *name)
{
	if (!given(measure, name))
		qs_check_say(check, QS_E2209, &measure->given, path, measure->measure, name, NULL);
}

/* What a measure cannot do without, by its action. */
static void check_needs(struct qs_check *check, const struct qs_measure *measure, const struct qs_measure_pack *pack,
			const char *path)
{
	switch ((enum qs_action)pack->action) {
	case QS_ACT_PLANT:
		need(check, measure, path, "species");
		if (!(measure->stems_per_ha.value > 0))
			qs_check_say(check, QS_E2209, &measure->given, path, measure->measure, "stems_per_ha", NULL);
		break;
	case QS_ACT_SEED:
		need(check, measure, path, "species");
		need(check, measure, path, "cover_frac");
		break;
	case QS_ACT_IRRIGATE:
		if (!given(measure, "then_mm"))
			need(check, measure, path, "mm");
		break;
	case QS_ACT_THIN:
		need(check, measure, path, "thin_frac");
		break;
	case QS_ACT_IMPORT_SOIL:
	case QS_ACT_SPRAY:
	case QS_ACT_COMPOST:
		need(check, measure, path, "amount");
		break;
	case QS_ACT_WORKS:
		/* what it uses goes by its amount */
		if (pack->uses.n)
			need(check, measure, path, "amount");
		break;
	case QS_ACT_CLOSE:
	case QS_ACT_CLEAR:
	case QS_ACT_UNSEAL:
	case QS_ACT_UPKEEP:
	default:
		break;
	}
}

static void check_unit(struct qs_check *check, const struct qs_measure *measure, const struct qs_measure_pack *pack,
		       const char *path)
{
	char accepted[512];
	const char *slash;
	size_t n;
	double factor;

	if (!qs_measure_factor(measure, pack, 1, &factor))
		return;
	n = qs_unit_accepted(pack->unit, accepted, sizeof accepted);
	slash = strrchr(pack->unit, '/');
	if (slash && (!strcmp(slash, "/ha") || !strcmp(slash, "/m2")) && slash - pack->unit < 16 &&
	    n + 64 < sizeof accepted)
		snprintf(accepted + n, sizeof accepted - n, ", %.*s (整个单元 / whole unit)", (int)(slash - pack->unit),
			 pack->unit);
	qs_check_say(check, QS_E2208, &measure->given, path, measure->measure, measure->unit, accepted);
}

static int starts_with(const char *text, const char *start)
{
	return !strncmp(text, start, strlen(start));
}

/* Haul goes by mass, cement by volume: a measure counted in stems or metres has neither. */
static void check_mass(struct qs_check *check, const struct qs_measure *measure, const struct qs_measure_pack *pack,
		       const char *path)
{
	const int volume = starts_with(pack->unit, "m3/");
	const int mass = volume || starts_with(pack->unit, "t/") || starts_with(pack->unit, "kg/");

	if (measure->haul_km.value > 0 && !mass)
		qs_check_say(check, QS_E2206, &measure->given, path,
			     "haul_km 只用于以体积或质量计量的措施\x1f"
			     "haul_km is for measures counted by volume or mass",
			     NULL, NULL);
	if (measure->cement_kg_m3.value > 0 && !volume)
		qs_check_say(check, QS_E2206, &measure->given, path,
			     "cement_kg_m3 只用于以体积计量的措施\x1f"
			     "cement_kg_m3 is for measures counted by volume",
			     NULL, NULL);
}

static void check_measure(struct qs_check *check, const struct qs_measure *measure, const char *path)
{
	const struct qs_measure_pack *pack;

	if (!measure->measure)
		return;
	pack = qs_packs_measures(check->packs, measure->measure);
	if (!pack) {
		qs_check_reference(check, &measure->given, path, "措施\x1fmeasure", measure->measure, check->measures);
		return;
	}
	if (pack->unit) {
		check_unit(check, measure, pack, path);
		check_mass(check, measure, pack, path);
	}
	check_needs(check, measure, pack, path);
	for (size_t i = 0; i < measure->species.n; i++)
		qs_check_reference(check, &measure->given, path, "树种\x1fspecies", measure->species.items[i].name,
				   check->species);
	if (measure->every_year)
		qs_check_order(check, &measure->given, path, "year", (double)measure->year, "until_year",
			       (double)measure->until_year);
	for (size_t i = 0; i < measure->renew.n; i++)
		qs_check_order(check, &measure->renew.items[i].given, path, "year", (double)measure->year, "renew.year",
			       (double)measure->renew.items[i].year);
}

void qs_check_treatments(struct qs_check *check)
{
	const struct qs_portfolio *const portfolio = check->portfolio;
	char path[192];

	for (size_t i = 0; i < portfolio->regions.n; i++) {
		const struct qs_region *const region = &portfolio->regions.items[i];

		snprintf(path, sizeof path, "/regions/%s/station", region->id);
		qs_check_reference(check, &region->given, path, "气象站\x1fstation", region->station, check->stations);
	}
	if (portfolio->natural_treatment)
		qs_check_reference(check, &portfolio->given, "/natural_treatment", "处理\x1ftreatment",
				   portfolio->natural_treatment, check->treatments);
	for (size_t i = 0; i < portfolio->treatments.n; i++) {
		const struct qs_treatment *const treatment = &portfolio->treatments.items[i];

		check_natural(check, treatment);
		check_cohorts(check, treatment);
		for (size_t k = 0; k < treatment->measures.n; k++) {
			snprintf(path, sizeof path, "/treatments/%s/measures/%zu", treatment->id, k);
			check_measure(check, &treatment->measures.items[k], path);
		}
	}
}
