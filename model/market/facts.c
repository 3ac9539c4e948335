#include "model/market/facts.h"

#include "model/policy/credit.h"
#include "model/policy/facts.h"
#include "model/policy/score.h"

#include <string.h>

#define WORDS_none NULL
#define WORDS_land_class qs_words_land_class
#define WORDS_substrate qs_words_substrate
#define WORDS_treatment_class qs_words_treatment_class
#define WORDS_site_type qs_words_site_type
#define WORDS_district qs_words_district
#define WORDS_benefit_grade qs_words_benefit_grade
#define WORDS_credit_grade qs_words_credit_grade

static const struct {
	const char *id, *unit, *zh, *en;
	enum qs_fact_type type;
	const char *const *words;
} computed[QS_FACT_COUNT] = {
#define X(id, type, words, unit, zh, en) {#id, unit, zh, en, QS_FACT_##type, WORDS_##words},
	QS_FACTS(X) QS_POLICY_FACTS(X)
#undef X
};

enum {
#define X(id, type, words, unit, zh, en) +1
	MARKET_FACTS = 0 QS_FACTS(X)
#undef X
};

static const struct qs_table *const stated_tables[QS_STATED_TABLES] = {
	[QS_STATED_FACTS] = &qs_table_stated_facts,
	[QS_STATED_SITE_POLICY] = &qs_table_site_policy,
	[QS_STATED_TERMS] = &qs_table_policy_terms,
};

/* Nonzero if a stated field is a fact; texts and lists are not. */
static int is_fact(const struct qs_field *field, enum qs_fact_type *type)
{
	switch (field->kind) {
	case QS_KIND_NUMBER:
		*type = QS_FACT_NUMBER;
		return 1;
	case QS_KIND_BOOL:
		*type = QS_FACT_BOOL;
		return 1;
	case QS_KIND_CHOICE:
		*type = QS_FACT_WORD;
		return 1;
	case QS_KIND_DATE:
		*type = QS_FACT_DATE;
		return 1;
	default:
		return 0;
	}
}

/* Stated fact i, counted from 0 over all tables: its table and field, or NULL. */
static const struct qs_field *stated_field(size_t i, enum qs_stated *of, enum qs_fact_type *type)
{
	for (int t = 0; t < QS_STATED_TABLES; t++)
		for (size_t f = 0; f < stated_tables[t]->n; f++) {
			const struct qs_field *const field = &stated_tables[t]->fields[f];

			if (!is_fact(field, type) || i--)
				continue;
			*of = (enum qs_stated)t;
			return field;
		}
	return NULL;
}

int qs_fact_row(size_t i, struct qs_fact_row *row)
{
	const struct qs_field *field;
	enum qs_fact_type type;
	enum qs_stated of;

	if (i < QS_FACT_COUNT) {
		*row = (struct qs_fact_row){computed[i].id,
					    computed[i].unit,
					    computed[i].zh,
					    computed[i].en,
					    computed[i].type,
					    computed[i].words,
					    0,
					    i >= MARKET_FACTS};
		return 1;
	}
	field = stated_field(i - QS_FACT_COUNT, &of, &type);
	if (!field)
		return 0;
	*row = (struct qs_fact_row){field->name, field->unit,  field->zh, field->en,
				    type,        field->words, 1,         of != QS_STATED_FACTS};
	return 1;
}

long qs_fact_find(const char *id)
{
	enum qs_fact_type type;
	long n = QS_FACT_COUNT;

	for (size_t i = 0; i < QS_FACT_COUNT; i++)
		if (!strcmp(computed[i].id, id))
			return (long)i;
	for (int t = 0; t < QS_STATED_TABLES; t++)
		for (size_t f = 0; f < stated_tables[t]->n; f++) {
			if (!is_fact(&stated_tables[t]->fields[f], &type))
				continue;
			if (!strcmp(stated_tables[t]->fields[f].name, id))
				return n;
			n++;
		}
	return -1;
}

static struct qs_fact_value known(double number)
{
	return (struct qs_fact_value){1, number};
}

static struct qs_fact_value unknown(void)
{
	return (struct qs_fact_value){0, 0};
}

static struct qs_fact_value figure(const struct qs_figure *figure)
{
	return figure->given ? known(figure->value) : unknown();
}

struct qs_fact_value qs_fact_value(const struct qs_facts *facts, size_t i)
{
	const struct qs_field *field;
	enum qs_fact_type type;
	struct qs_given given;
	const void *member;
	enum qs_stated of;

	if (i < QS_FACT_COUNT)
		return facts->value[i];
	field = stated_field(i - QS_FACT_COUNT, &of, &type);
	if (!field || !facts->stated[of])
		return unknown();
	member = (const char *)facts->stated[of] + field->offset;
	memcpy(&given, (const char *)facts->stated[of] + (stated_tables[of]->size - sizeof given), sizeof given);
	if (!(given.mask >> (field - stated_tables[of]->fields) & 1))
		return unknown();
	if (type == QS_FACT_WORD) /* the first word says "not known" */
		return *(const int *)member > 0 ? known(*(const int *)member) : unknown();
	if (type == QS_FACT_DATE)
		return qs_fact_date(member);
	return known(type == QS_FACT_BOOL ? *(const int *)member : ((const struct qs_figure *)member)->value);
}

struct qs_fact_value qs_fact_date(const struct qs_date *date)
{
	return date->year ? known(date->year * 10000 + date->month * 100 + date->day) : unknown();
}

/* ---- dates and land ---- */

static int order(const struct qs_date *a, const struct qs_date *b)
{
	if (a->year != b->year)
		return a->year < b->year ? -1 : 1;
	if (a->month != b->month)
		return a->month < b->month ? -1 : 1;
	return a->day < b->day ? -1 : a->day > b->day;
}

double qs_years_between(const struct qs_date *from, const struct qs_date *to)
{
	/* months of 31 days: dates keep their order, and anniversaries are whole */
	return (to->year - from->year) + (31 * (to->month - from->month) + (to->day - from->day)) / 372.0;
}

/* The latest date of the unit's land that is at or before (or, strict, before) a date; NULL if there is none. */
static const struct qs_date *date_before(const struct qs_unit *unit, const struct qs_date *at, int strict)
{
	const struct qs_date *latest = NULL;

	for (size_t i = 0; i < unit->land.n; i++) {
		const struct qs_date *const from = &unit->land.items[i].from;

		if (order(from, at) > (strict ? -1 : 0))
			continue;
		if (!latest || order(from, latest) > 0)
			latest = from;
	}
	return latest;
}

/* The spell at a date from which a part with a class came: the only one, or the only one of its class. NULL: not clear.
 */
static const struct qs_land_spell *came_from(const struct qs_unit *unit, const struct qs_date *at, int class)
{
	const struct qs_land_spell *same = NULL, *any = NULL;
	size_t all = 0, alike = 0;

	for (size_t i = 0; i < unit->land.n; i++) {
		const struct qs_land_spell *const spell = &unit->land.items[i];

		if (order(&spell->from, at))
			continue;
		any = spell;
		all++;
		if (spell->class == class) {
			same = spell;
			alike++;
		}
	}
	return all == 1 ? any : alike == 1 ? same : NULL;
}

static struct qs_fact_value planned(const struct qs_land_spell *spell)
{
	if (qs_was_given(&qs_table_land_spell, &spell->given, "planned_afforestation"))
		return known(spell->planned_afforestation != 0);
	switch ((enum qs_land_class)spell->class) {
	case QS_MINING:
	case QS_CONSTRUCTION_VILLAGE:
	case QS_CONSTRUCTION_URBAN:
	case QS_CROPLAND:
	case QS_ORCHARD:
	case QS_WATER:
	case QS_WETLAND:
		return known(0);
	case QS_FOREST:
	case QS_SHRUB:
	case QS_GRASS:
	case QS_OTHER_LAND:
	default:
		return unknown();
	}
}

/* Follows a part backwards from its spell: for how long it has had its class, and been planned afforestation land. */
static void follow(const struct qs_unit *unit, const struct qs_land_spell *spell, const struct qs_date *at,
		   struct qs_land_part *part)
{
	const struct qs_date *class_since = &spell->from, *planned_since = &spell->from, *date = &spell->from;
	int same = 1, planned_still, clear = 1;

	part->planned = planned(spell);
	planned_still = part->planned.known && part->planned.number > 0;
	while (clear && (same || planned_still) && (date = date_before(unit, date, 1)) != NULL) {
		const struct qs_land_spell *const before = came_from(unit, date, spell->class);
		struct qs_fact_value plan;

		if (!before) {
			clear = 0;
			continue;
		}
		plan = planned(before);
		same &= before->class == spell->class;
		planned_still &= plan.known && plan.number > 0;
		class_since = same ? date : class_since;
		planned_since = planned_still ? date : planned_since;
	}
	part->class_years = clear || !same ? known(qs_years_between(class_since, at)) : unknown();
	part->class_since = clear || !same ? qs_fact_date(class_since) : unknown();
	if (part->planned.known && !(part->planned.number > 0))
		part->planned_years = known(0);
	else if (part->planned.known && (clear || !planned_still))
		part->planned_years = known(qs_years_between(planned_since, at));
}

int qs_land_part(const struct qs_unit *unit, const struct qs_date *at, size_t k, struct qs_land_part *part)
{
	const struct qs_date *const date = date_before(unit, at, 0);

	memset(part, 0, sizeof *part);
	part->area_frac = 1;
	for (size_t i = 0; date && i < unit->land.n; i++) {
		const struct qs_land_spell *const spell = &unit->land.items[i];

		if (order(&spell->from, date) || k--)
			continue;
		part->area_frac = spell->area_frac.value;
		part->land_class = known(spell->class);
		follow(unit, spell, at, part);
		return 1;
	}
	return !date && !k;
}

struct qs_date qs_start_of(const struct qs_portfolio *portfolio, const struct qs_site *site, const char *methodology,
			   const struct qs_registration **registration)
{
	struct qs_date start = {0, 0, 0};

	*registration = NULL;
	for (size_t i = 0; i < portfolio->registrations.n && !*registration; i++) {
		const struct qs_registration *const r = &portfolio->registrations.items[i];

		if (!qs_strings_name(&r->sites, site->id))
			continue;
		if (r->start.year && (!start.year || order(&r->start, &start) < 0))
			start = r->start;
		if (!strcmp(r->methodology, methodology))
			*registration = r;
	}
	if (*registration && (*registration)->start.year)
		return (*registration)->start;
	return start.year ? start : (struct qs_date){(int)portfolio->start_year, 1, 1};
}

/* ---- treatments ---- */

/* What a treatment does, summed over its measures. */
struct doing {
	int plants_woody, sows_woody, economic, unclear; /* unclear: a species or measure that no pack knows */
	double stems, cleared, shrubs_cleared, disturbed, last_disturbance;
};

static void add_species(const struct qs_packs *packs, const struct qs_measure *measure, int sows, struct doing *doing)
{
	double woody = 0;

	for (size_t i = 0; i < measure->species.n; i++) {
		const struct qs_share *const share = &measure->species.items[i];
		const struct qs_species_pack *const species = qs_packs_species(packs, share->name);

		if (!species) {
			doing->unclear = 1;
			continue;
		}
		if (share->value <= 0)
			continue;
		if (species->group == QS_TREE || species->group == QS_SHRUB_GROUP)
			woody += share->value;
		doing->economic |= species->group == QS_CROP || species->economic;
	}
	if (woody > 0 && sows)
		doing->sows_woody = 1;
	else if (woody > 0)
		doing->plants_woody = 1;
	if (!sows)
		doing->stems += woody * measure->stems_per_ha.value * measure->area_frac.value;
}

static void add_measure(const struct qs_packs *packs, const struct qs_measure *measure, struct doing *doing)
{
	const struct qs_measure_pack *const pack = qs_packs_measures(packs, measure->measure);
	const double last = (double)(measure->every_year ? measure->until_year : measure->year);
	double cleared;

	if (!pack) {
		doing->unclear = 1;
		return;
	}
	cleared = pack->clears_frac.value * measure->area_frac.value;
	if (pack->action == QS_ACT_CLEAR) /* shrubs are cut, trees stay */
		doing->shrubs_cleared += cleared;
	else
		doing->cleared += cleared;
	if (pack->disturbs_frac.value > 0) {
		doing->disturbed += pack->disturbs_frac.value * measure->area_frac.value;
		if (last > doing->last_disturbance)
			doing->last_disturbance = last;
	}
	add_species(packs, measure, pack->action != QS_ACT_PLANT, doing);
}

static double at_most_one(double x)
{
	return x > 1 ? 1 : x;
}

/* Removed: the works clear ground without regard to what stands there, so at most the smaller of ground and plants. */
static void removal_facts(const struct qs_unit *unit, const struct doing *doing, struct qs_fact_value *value)
{
	const double cleared = at_most_one(doing->cleared + doing->shrubs_cleared), works = at_most_one(doing->cleared);
	const struct qs_fact_value crowns = value[QS_FACT_IS_crown_density_frac];
	const double woody = unit->woody_cover_frac.given ? unit->woody_cover_frac.value : unit->cover_frac.value;

	value[QS_FACT_IS_woody_removed_frac] = known(cleared < woody ? cleared : woody);
	if (value[QS_FACT_IS_crown_density_most_frac].number <= 0 || !(cleared > 0))
		value[QS_FACT_IS_trees_removed] = known(0);
	else if (crowns.known)
		value[QS_FACT_IS_trees_removed] = known(crowns.number > 0 && works > 1 - crowns.number);
}

static void treatment_facts(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			    const struct qs_unit *unit, struct qs_fact_value *value)
{
	const struct qs_treatment *const treatment = qs_portfolio_treatment(portfolio, unit->treatment);
	struct doing doing = {.last_disturbance = -1};

	if (unit->treatment && !treatment)
		return;
	if (treatment) {
		value[QS_FACT_IS_treatment_class] = known(treatment->class);
		for (size_t i = 0; i < treatment->measures.n; i++)
			add_measure(packs, &treatment->measures.items[i], &doing);
	}
	if (doing.unclear)
		return;
	value[QS_FACT_IS_plants_woody] = known(doing.plants_woody);
	value[QS_FACT_IS_sows_woody] = known(doing.sows_woody);
	value[QS_FACT_IS_plants_economic] = known(doing.economic);
	value[QS_FACT_IS_stems_per_ha] = known(doing.stems);
	value[QS_FACT_IS_disturbed_frac] = known(at_most_one(doing.disturbed));
	value[QS_FACT_IS_last_disturbance_year] = known(doing.last_disturbance);
	removal_facts(unit, &doing, value);
}

double qs_unit_disturbed(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_unit *unit)
{
	struct qs_fact_value value[QS_FACT_COUNT] = {{0}};

	treatment_facts(portfolio, packs, unit, value);
	return value[QS_FACT_IS_disturbed_frac].known ? value[QS_FACT_IS_disturbed_frac].number : 0;
}

/* Dates of a registration, each apart. */
static void registration_facts(const struct qs_packs *packs, const struct qs_registration *registration,
			       const struct qs_date *start, struct qs_fact_value *value)
{
	const struct qs_methodology_pack *const methodology = qs_packs_methodologies(packs, registration->methodology);
	const struct qs_date end = {start->year + (int)registration->crediting_years, start->month, start->day};
	const struct qs_date *first = start;

	value[QS_FACT_IS_crediting_years] = known((double)registration->crediting_years);
	value[QS_FACT_IS_crediting_end] = qs_fact_date(&end);
	value[QS_FACT_IS_planting] = qs_fact_date(&registration->planting);
	value[QS_FACT_IS_application] = qs_fact_date(&registration->application);
	if (methodology && methodology->vintage_from.year && order(&methodology->vintage_from, start) > 0)
		first = &methodology->vintage_from;
	value[QS_FACT_IS_first_batch_years] =
		known(registration->application.year ? qs_years_between(first, &registration->application)
						     : (double)registration->verification_every_years);
	if (registration->planting.year && order(&registration->planting, start) < 0)
		value[QS_FACT_IS_planted_early] = known(1);
}

void qs_facts_of(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
		 const struct qs_unit *unit, const struct qs_land_part *part,
		 const struct qs_registration *registration, const struct qs_date *start, struct qs_facts *facts)
{
	struct qs_fact_value *const value = facts->value;
	const struct qs_figure *const crowns = &unit->crown_density_frac;

	memset(facts, 0, sizeof *facts);
	facts->stated[QS_STATED_FACTS] = &site->facts;
	facts->stated[QS_STATED_SITE_POLICY] = &site->policy;
	facts->stated[QS_STATED_TERMS] = &portfolio->policy.terms;
	value[QS_FACT_IS_land_class] = part->land_class;
	value[QS_FACT_IS_class_years] = part->class_years;
	value[QS_FACT_IS_class_since] = part->class_since;
	value[QS_FACT_IS_planned_afforestation] = part->planned;
	value[QS_FACT_IS_planned_years] = part->planned_years;
	value[QS_FACT_IS_plot_area_m2] = known(1e4 * qs_unit_planimetric_ha(unit) * part->area_frac /
					       (double)(unit->parcels > 0 ? unit->parcels : 1));
	value[QS_FACT_IS_substrate] = known(unit->substrate);
	value[QS_FACT_IS_slope_deg] = figure(&unit->slope_deg);
	value[QS_FACT_IS_cover_frac] = figure(&unit->cover_frac);
	value[QS_FACT_IS_woody_cover_frac] = figure(&unit->woody_cover_frac);
	value[QS_FACT_IS_crown_density_frac] = figure(crowns);
	value[QS_FACT_IS_crown_density_most_frac] = known(crowns->given                  ? crowns->value
							  : unit->woody_cover_frac.given ? unit->woody_cover_frac.value
											 : unit->cover_frac.value);
	value[QS_FACT_IS_organic_c_g_kg] = figure(&unit->soil.organic_c_g_kg);
	value[QS_FACT_IS_grazing_frac] = figure(&unit->baseline.grazing_frac);
	treatment_facts(portfolio, packs, unit, value);
	value[QS_FACT_IS_rain_mm_per_year] = figure(&site->rain_mm_per_year);
	value[QS_FACT_IS_liable_party] = known(site->liable_party != NULL);
	value[QS_FACT_IS_start] = qs_fact_date(start);
	if (qs_was_given(&qs_table_stated_facts, &site->facts.given, "planted_before_start"))
		value[QS_FACT_IS_planted_early] = known(site->facts.planted_before_start != 0);
	value[QS_FACT_IS_grant_frac] = known(site->finance.grant_frac.value);
	value[QS_FACT_IS_buyer_offset_frac] = figure(&portfolio->market.buyer_offset_frac);
	if (portfolio->market.buyer_offset_frac.given || portfolio->market.buyer_emissions_t_per_year.given)
		value[QS_FACT_IS_buyer_keeps_to_limits] = known(!portfolio->market.buyer_offset_frac.given);
	if (registration)
		registration_facts(packs, registration, start, value);
}
