#include "io/used.h"

#include "model/base/packs.h"
#include "model/land/land.h"
#include "model/land/site.h"
#include "model/land/soil_kind.h"
#include "model/market/credits.h"
#include "model/portfolio.h"

#include <stdio.h>
#include <string.h>

enum { PATH = 512 };

enum kind {
	REGIONS,
	TREATMENTS,
	PRICES,
	FINANCE,
#define X(kind, entry) PACK_##kind,
	QS_PACK_KINDS(X)
#undef X
		KINDS
};

/* The entries of a kind: items of a struct whose first member is its id and second its name, or nearly so. */
struct entries {
	const char *key; /* "species", "/treatments" */
	const char *items;
	size_t n, size;
	const struct qs_table *table;
};

static struct entries entries_of(const struct qs_result_head *head, int kind)
{
	const struct qs_portfolio *p = head->portfolio;

	switch ((enum kind)kind) {
	case REGIONS:
		return (struct entries){"/regions", (const char *)p->regions.items, p->regions.n,
					sizeof *p->regions.items, &qs_table_region};
	case TREATMENTS:
		return (struct entries){"/treatments", (const char *)p->treatments.items, p->treatments.n,
					sizeof *p->treatments.items, &qs_table_treatment};
	case PRICES:
		return (struct entries){"/market/prices", (const char *)p->market.prices.items, p->market.prices.n,
					sizeof *p->market.prices.items, &qs_table_price};
	case FINANCE: /* one entry, without an id */
		return (struct entries){"/finance", (const char *)&p->finance, 1, sizeof p->finance, &qs_table_finance};
#define X(kind, entry)                                                                                     \
	case PACK_##kind:                                                                                  \
		return (struct entries){#kind, (const char *)head->packs->kind.items, head->packs->kind.n, \
					sizeof *head->packs->kind.items, &qs_table_##entry};
		QS_PACK_KINDS(X)
#undef X
	case KINDS:
	default:
		return (struct entries){0};
	}
}

size_t qs_groups(const struct qs_result_head *head)
{
	size_t n = 0;

	for (int k = 0; k < KINDS; k++)
		n += entries_of(head, k).n;
	return n;
}

/* The entry of a group; *entries is its kind's. */
static const char *entry_of(const struct qs_result_head *head, size_t group, struct entries *entries)
{
	for (int k = 0; k < KINDS; k++) {
		*entries = entries_of(head, k);
		if (group < entries->n)
			return entries->items + group * entries->size;
		group -= entries->n;
	}
	return NULL;
}

static const char *id_of(const char *entry)
{
	const char *id;

	memcpy(&id, entry, sizeof id); /* the id is the first member of every entry */
	return id ? id : "";
}

void qs_group_key(const struct qs_result_head *head, size_t group, char *key, size_t size)
{
	struct entries entries;
	const char *entry = entry_of(head, group, &entries);

	if (entries.table == &qs_table_finance) {
		snprintf(key, size, "%s", entries.key);
		return;
	}
	snprintf(key, size, "%s/%s", entries.key, entry ? id_of(entry) : "");
}

struct qs_text qs_group_name(const struct qs_result_head *head, size_t group)
{
	struct entries entries;
	const char *entry = entry_of(head, group, &entries);
	const struct qs_field *row = qs_field_find(entries.table, "name");
	struct qs_text name = {NULL, NULL};

	if (entries.table == &qs_table_finance)
		return (struct qs_text){"资金", "finance"};
	if (row && row->kind == QS_KIND_TEXT)
		memcpy(&name, entry + row->offset, sizeof name);
	if (!name.zh)
		name.zh = name.en ? name.en : id_of(entry);
	if (!name.en)
		name.en = name.zh;
	return name;
}

static void walk(const struct qs_table *table, const char *object, const char *path, const struct qs_taker *taker);

static void walk_child(const struct qs_field *row, const char *member, const char *path, const struct qs_taker *taker)
{
	struct qs_list list;
	char child[PATH];

	if (row->kind == QS_KIND_OBJECT) {
		walk(row->child, member, path, taker);
		return;
	}
	memcpy(&list, member, sizeof list);
	for (size_t i = 0; i < list.n; i++) {
		if (snprintf(child, sizeof child, "%s/%zu", path, i) < PATH)
			walk(row->child, (const char *)list.items + i * row->child->size, child, taker);
	}
}

/* Which defaults of a measure its action reads; what is given is met in any case. */
static int measure_default_counts(const char *name, const char *measure)
{
	static const char *const rows[][2] = {
		{"import_soil", "organic_c_g_kg"},     {"import_soil", "fine_earth_density_g_cm3"},
		{"import_soil", "stones_frac"},        {"spray", "organic_c_g_kg"},
		{"spray", "fine_earth_density_g_cm3"}, {"compost", "organic_c_frac"},
	};

	for (size_t i = 0; measure && i < sizeof rows / sizeof rows[0]; i++)
		if (!strcmp(rows[i][0], measure) && !strcmp(rows[i][1], name))
			return 1;
	return 0;
}

static int skipped(const struct qs_table *table, const struct qs_field *row, const struct qs_figure *figure,
		   const char *object)
{
	static const char *const not_read[] = {"land_before", "land_after", "land"};
	static const char *const of_costs[] = {"inflation_pct", "discount_rate_pct", "design_frac", "contingency_frac",
					       "exit"};
	const struct qs_measure *measure = (const struct qs_measure *)(const void *)object;

	if (table == &qs_table_site || table == &qs_table_unit)
		for (size_t i = 0; i < sizeof not_read / sizeof not_read[0]; i++)
			if (!strcmp(row->name, not_read[i]))
				return 1;
	if (table == &qs_table_measure && figure) {
		return !figure->given && !measure_default_counts(row->name, measure->measure);
	}
	if (table == &qs_table_material_pack && figure) /* most have no price of their own */
		return !figure->given;
	if (table == &qs_table_finance) {
		for (size_t i = 0; i < sizeof of_costs / sizeof of_costs[0]; i++)
			if (!strcmp(row->name, of_costs[i]))
				return 0;
		return 1;
	}
	return 0;
}

static void walk(const struct qs_table *table, const char *object, const char *path, const struct qs_taker *taker)
{
	for (size_t i = 0; i < table->n; i++) {
		const struct qs_field *row = &table->fields[i];
		const char *member = object + row->offset;
		struct qs_met met = {.row = row};
		struct qs_figure figure;
		struct qs_series series;
		char at[PATH];

		if (skipped(table, row, NULL, object))
			continue;
		snprintf(at, sizeof at, "%s/%s", path, row->name);
		met.path = at;
		switch (row->kind) {
		case QS_KIND_NUMBER:
			memcpy(&figure, member, sizeof figure);
			if (skipped(table, row, &figure, object))
				break;
			if (!figure.given && !qs_field_in_range(row, figure.value))
				break; /* a default that only stands for "not given" */
			met.value = figure.value;
			met.source = figure.source ? figure.source : "";
			met.basis = figure.basis;
			met.given = figure.given;
			taker->take(taker->self, &met);
			break;
		case QS_KIND_SERIES:
			memcpy(&series, member, sizeof series);
			met.series = &series;
			met.source = series.source ? series.source : "";
			met.basis = series.basis;
			met.given = 1;
			if (series.n)
				taker->take(taker->self, &met);
			break;
		case QS_KIND_OBJECT:
		case QS_KIND_LIST:
		case QS_KIND_MAP:
		case QS_KIND_ONE_OR_LIST:
			walk_child(row, member, at, taker);
			break;
		case QS_KIND_INTEGER:
		case QS_KIND_BOOL:
		case QS_KIND_STRING:
		case QS_KIND_ID:
		case QS_KIND_TEXT:
		case QS_KIND_CHOICE:
		case QS_KIND_DATE:
		case QS_KIND_SEED:
		case QS_KIND_NUMBERS:
		case QS_KIND_STRINGS:
		case QS_KIND_SHARES:
		case QS_KIND_CARRIED:
		default:
			break;
		}
	}
}

void qs_group_walk(const struct qs_result_head *head, size_t group, const struct qs_taker *taker)
{
	struct entries entries;
	const char *entry = entry_of(head, group, &entries);
	char key[PATH];

	qs_group_key(head, group, key, sizeof key);
	if (entry)
		walk(entries.table, entry, key, taker);
}

void qs_site_walk(const struct qs_site *site, size_t index, const struct qs_taker *taker)
{
	char path[32];

	snprintf(path, sizeof path, "/sites/%zu", index);
	walk(&qs_table_site, (const char *)site, path, taker);
}

/* Marks the entry of an id; returns it, or NULL. */
static const void *mark(const struct qs_result_head *head, enum kind kind, const char *id, unsigned char *used)
{
	size_t first = 0;
	struct entries entries;

	for (int k = 0; k < (int)kind; k++)
		first += entries_of(head, k).n;
	entries = entries_of(head, (int)kind);
	for (size_t i = 0; id && i < entries.n; i++) {
		if (!strcmp(id_of(entries.items + i * entries.size), id)) {
			used[first + i] = 1;
			return entries.items + i * entries.size;
		}
	}
	return NULL;
}

static const struct qs_measure_pack *mark_measure(const struct qs_result_head *head, const char *id,
						  unsigned char *used)
{
	const struct qs_measure_pack *pack = mark(head, PACK_measures, id, used);

	for (size_t i = 0; pack && i < pack->uses.n; i++)
		mark(head, PACK_materials, pack->uses.items[i].material, used);
	return pack;
}

/* Nonzero if a soil model of the site, its own or one it is compared under, asks what litter is made of. */
static int asks_litter(const struct qs_result_head *head, const struct qs_site *site)
{
	int asks = qs_soil_kind(site->models.soil > 0 ? site->models.soil : 0)->reads_litter;

	for (int m = 0; m < QS_SOIL_MODEL_COUNT; m++)
		for (size_t i = 0; i < head->portfolio->soils_compared.n; i++)
			asks |= !strcmp(head->portfolio->soils_compared.items[i], qs_words_soil_model[m]) &&
				qs_soil_kind(m)->reads_litter;
	return asks;
}

/* A species, with its litter where that is asked. */
static void mark_species(const struct qs_result_head *head, const struct qs_site *site, const char *id,
			 unsigned char *used)
{
	const struct qs_species_pack *const species = mark(head, PACK_species, id, used);

	if (species && asks_litter(head, site))
		mark(head, PACK_litter, qs_species_litter(species), used);
}

static void mark_treatment(const struct qs_result_head *head, const struct qs_site *site, const char *id,
			   unsigned char *used)
{
	const struct qs_treatment *treatment = mark(head, TREATMENTS, id, used);
	const struct qs_land_pack *land = head->packs->land.n ? &head->packs->land.items[0] : NULL;

	for (size_t i = 0; treatment && i < treatment->measures.n; i++) {
		const struct qs_measure *measure = &treatment->measures.items[i];

		const struct qs_measure_pack *const pack = mark_measure(head, measure->measure, used);

		for (size_t s = 0; s < measure->species.n; s++)
			mark_species(head, site, measure->species.items[s].name, used);
		if (pack && pack->action == QS_ACT_COMPOST && asks_litter(head, site))
			mark(head, PACK_litter, "compost", used);
		if (!land)
			continue;
		if (measure->haul_km.value > 0)
			mark(head, PACK_materials, land->haul_material, used);
		if (measure->cement_kg_m3.value > 0)
			mark(head, PACK_materials, land->cement_material, used);
		if (measure->mm.n || measure->then_mm.value > 0)
			mark(head, PACK_materials, land->power_material, used);
		if (measure->fence_m_per_ha.value > 0)
			mark(head, PACK_materials, land->fence_material, used);
	}
	if (treatment) {
		size_t finance = 0;

		for (int k = 0; k < FINANCE; k++)
			finance += entries_of(head, k).n;
		used[finance] = 1;
	}
	if (treatment && treatment->upkeep_years > 0 && land)
		mark_measure(head, land->upkeep_measure, used);
}

/* The accounts of a site: general values, and what it sells under and at. */
static void mark_accounts(const struct qs_result_head *head, const struct qs_site *site, unsigned char *used)
{
	for (size_t i = 0; i < head->packs->accounts.n; i++)
		mark(head, PACK_accounts, head->packs->accounts.items[i].id, used);
	for (size_t i = 0; i < head->packs->evaluation.n; i++)
		mark(head, PACK_evaluation, head->packs->evaluation.items[i].id, used);
	for (size_t i = 0; i < head->packs->services.n; i++)
		mark(head, PACK_services, head->packs->services.items[i].id, used);
	for (size_t r = 0; r < head->portfolio->registrations.n; r++) {
		const struct qs_registration *const registration = &head->portfolio->registrations.items[r];
		const struct qs_methodology_pack *pack;

		if (!qs_registration_holds(registration, site->id))
			continue;
		pack = mark(head, PACK_methodologies, registration->methodology, used);
		if (pack && registration->sell)
			mark(head, PRICES, pack->product, used);
	}
}

/* Sets of 3-PG of the trees that a treatment plants. */
static void mark_threepg(const struct qs_result_head *head, const char *id, unsigned char *used)
{
	const struct qs_treatment *const treatment = qs_portfolio_treatment(head->portfolio, id);

	for (size_t i = 0; treatment && i < treatment->measures.n; i++) {
		const struct qs_measure *const measure = &treatment->measures.items[i];

		for (size_t s = 0; s < measure->species.n && measure->stems_per_ha.value > 0; s++) {
			const struct qs_species_pack *const species =
				qs_packs_species(head->packs, measure->species.items[s].name);

			if (species && species->group == QS_TREE && species->threepg)
				mark(head, PACK_threepg, species->threepg, used);
		}
	}
}

void qs_site_uses(const struct qs_result_head *head, const struct qs_site *site, int arm, unsigned char *used)
{
	const struct qs_region *region = mark(head, REGIONS, site->region, used);

	if (region)
		mark(head, PACK_climate, region->station, used);
	for (size_t i = 0; i < head->packs->land.n; i++) {
		const struct qs_land_pack *land = &head->packs->land.items[i];

		mark(head, PACK_land, land->id, used);
		for (size_t k = 0; k < head->packs->water.n; k++)
			mark(head, PACK_water, head->packs->water.items[k].id, used);
		mark_species(head, site, land->spontaneous_tree, used);
		mark_species(head, site, land->spontaneous_shrub, used);
		mark_species(head, site, land->spontaneous_herb, used);
	}
	if (arm == QS_SERIES_project)
		mark_accounts(head, site, used);
	for (size_t u = 0; u < site->units.n; u++) {
		const struct qs_unit *unit = &site->units.items[u];

		if (unit->substrate >= 0)
			mark(head, PACK_substrates, qs_words_substrate[unit->substrate], used);
		if (arm == QS_SERIES_project)
			mark_treatment(head, site, unit->treatment, used);
		if (arm == QS_SERIES_project && site->models.vegetation == QS_VEGETATION_3PG)
			mark_threepg(head, unit->treatment, used);
		if (unit->sealed_frac.value > 0)
			mark(head, PACK_substrates, "sealed", used);
	}
	if (arm == QS_SERIES_natural) {
		mark_treatment(head, site, head->portfolio->natural_treatment, used);
		if (site->models.vegetation == QS_VEGETATION_3PG)
			mark_threepg(head, head->portfolio->natural_treatment, used);
	}
}
