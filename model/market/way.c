#include "model/market/way.h"

#include "model/base/bug.h"
#include "model/land/costs.h"

#include <math.h>
#include <string.h>

enum { FACTS_MOST = 192 };

/* Facts under change: stated ones are copied, so that they can be set. */
struct draft {
	struct qs_facts facts;
	struct qs_stated_facts stated;
	unsigned char set[FACTS_MOST]; /* by a change */
};

static void open_draft(const struct qs_facts *facts, struct draft *draft)
{
	draft->facts = *facts;
	draft->stated = *(const struct qs_stated_facts *)facts->stated[QS_STATED_FACTS];
	draft->facts.stated[QS_STATED_FACTS] = &draft->stated;
	memset(draft->set, 0, sizeof draft->set);
}

/* ---- dates ---- */

struct qs_date qs_date_later(const struct qs_date *from, double years)
{
	const double days = (from->year * 12.0 + (from->month - 1)) * 31 + (from->day - 1) + years * 372;
	const long whole = (long)ceil(days - 1e-6); /* not before the time is over */
	struct qs_date date = {(int)(whole / 372), (int)(whole % 372 / 31) + 1, (int)(whole % 31) + 1};
	const int thirty = date.month == 4 || date.month == 6 || date.month == 9 || date.month == 11;
	const int most = date.month == 2 ? 28 : thirty ? 30 : 31;

	if (date.day > most) {
		date.day = 1;
		date.month++;
	}
	return date;
}

static void move_date(struct qs_fact_value *value, double years)
{
	const int number = (int)value->number;
	const struct qs_date date = {number / 10000, number / 100 % 100, number % 100};
	struct qs_date later;

	if (!value->known || !(years > 0))
		return;
	later = qs_date_later(&date, years);
	value->number = later.year * 10000 + later.month * 100 + later.day;
}

/* What grows with the delay, and what moves by it. */
static void pass_time(struct draft *draft, double years)
{
	struct qs_fact_value *const value = draft->facts.value;
	static const enum qs_fact dates[] = {QS_FACT_IS_start, QS_FACT_IS_crediting_end, QS_FACT_IS_application};

	for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++)
		move_date(&value[dates[i]], years);
	if (value[QS_FACT_IS_class_years].known && !draft->set[QS_FACT_IS_class_years])
		value[QS_FACT_IS_class_years].number += years;
	if (value[QS_FACT_IS_planned_years].known && !draft->set[QS_FACT_IS_planned_years] &&
	    value[QS_FACT_IS_planned_afforestation].number > 0)
		value[QS_FACT_IS_planned_years].number += years;
}

/* ---- a set of changes ---- */

static double word_index(const struct qs_fact_row *row, const char *word)
{
	for (int i = 0; row->words && row->words[i]; i++)
		if (!strcmp(row->words[i], word))
			return i;
	qs_bug_assert(0); /* checked with the packs */
	return 0;
}

static void set_fact(struct draft *draft, const struct qs_fact_set *set)
{
	const long i = qs_fact_find(set->fact);
	const struct qs_field *field;
	struct qs_fact_row row;
	double number;
	void *member;

	qs_bug_assert(i >= 0 && i < FACTS_MOST);
	qs_fact_row((size_t)i, &row);
	number = set->is ? word_index(&row, set->is) : set->value.value;
	draft->set[i] = 1;
	if (!row.is_stated) {
		draft->facts.value[i] = (struct qs_fact_value){1, number};
		if (i == QS_FACT_IS_planned_afforestation || i == QS_FACT_IS_land_class)
			draft->facts.value[QS_FACT_IS_class_since].known = 0;
		return;
	}
	field = &qs_table_stated_facts.fields[i - QS_FACT_COUNT];
	member = (char *)&draft->stated + field->offset;
	draft->stated.given.mask |= (uint64_t)1 << (i - QS_FACT_COUNT);
	if (field->kind == QS_KIND_BOOL)
		*(int *)member = number > 0;
	else
		((struct qs_figure *)member)->value = number;
}

/* Years left until the fact that a change waits for has its value; the whole of it where the fact is not known. */
static double waiting(const struct draft *draft, const struct qs_change_pack *change)
{
	const long i = change->waits_for ? qs_fact_find(change->waits_for) : -1;

	for (size_t s = 0; i >= 0 && s < change->sets.n; s++) {
		const struct qs_fact_value now = qs_fact_value(&draft->facts, (size_t)i);
		const double to = change->sets.items[s].value.value;

		if (strcmp(change->sets.items[s].fact, change->waits_for) != 0)
			continue;
		return !now.known ? to : to > now.number ? to - now.number : 0;
	}
	return 0;
}

static size_t index_of(const struct qs_packs *packs, const char *id)
{
	const struct qs_change_pack *const change = qs_packs_changes(packs, id);

	qs_bug_assert(change); /* checked with the packs */
	return (size_t)(change - packs->changes.items);
}

static uint32_t bits_of(const struct qs_packs *packs, const struct qs_strings *ids)
{
	uint32_t bits = 0;

	for (size_t i = 0; i < ids->n; i++)
		bits |= (uint32_t)1 << index_of(packs, ids->items[i]);
	return bits;
}

/* Nonzero if a change counts under a methodology. */
static int serves(const struct qs_change_pack *change, const char *methodology)
{
	return !change->serves.n || qs_strings_have(&change->serves, methodology);
}

/* The change of a set that is made next: the first whose predecessors in the set are made. -1: they wait for each
 * other. */
static int next_of(const struct qs_packs *packs, uint32_t set, uint32_t made)
{
	for (size_t c = 0; c < packs->changes.n; c++)
		if ((set & ~made) >> c & 1 && !(bits_of(packs, &packs->changes.items[c].after) & set & ~made))
			return (int)c;
	return -1;
}

/* When its predecessors have ended. */
static double begin_of(const struct qs_packs *packs, const struct qs_way *way, const struct qs_change_pack *change)
{
	const uint32_t after = bits_of(packs, &change->after);
	double begins = 0;

	for (size_t s = 0; s < way->count; s++)
		if (after >> (size_t)(way->steps[s].change - packs->changes.items) & 1 && way->steps[s].ends > begins)
			begins = way->steps[s].ends;
	return begins;
}

static int make(const struct qs_way_task *task, const struct qs_change_pack *change, struct draft *draft,
		struct qs_way *way)
{
	const double begins = begin_of(task->packs, way, change);
	const double factor = qs_quote_factor(&task->portfolio->finance, change->cost_price_year);
	double years;

	draft->facts.value[QS_FACT_IS_evidence_held].known = 0;
	if (change->when.n && qs_conditions_hold(change->when.items, change->when.n, &draft->facts) == QS_FALSE)
		return -1;
	years = change->delay_years.value + waiting(draft, change);
	way->steps[way->count++] = (struct qs_way_step){
		change, begins, begins + years,
		factor * (change->cost_cny.value + task->area_ha * (change->cost_cny_per_ha.value +
								    years * change->cost_cny_per_ha_year.value))};
	way->delay_years = begins + years > way->delay_years ? begins + years : way->delay_years;
	way->cost_cny += way->steps[way->count - 1].cost_cny;
	way->alters_treatment |= change->alters_treatment;
	for (size_t s = 0; s < change->sets.n; s++)
		set_fact(draft, &change->sets.items[s]);
	return 0;
}

int qs_way_try(const struct qs_way_task *task, uint32_t set, struct qs_way *way)
{
	const struct qs_packs *const packs = task->packs;
	struct draft draft;
	uint32_t made = 0;

	way->count = 0;
	way->delay_years = way->cost_cny = 0;
	way->alters_treatment = way->found = 0;
	for (size_t c = 0; c < packs->changes.n; c++)
		if (set >> c & 1 && (!serves(&packs->changes.items[c], task->methodology->id) ||
				     bits_of(packs, &packs->changes.items[c].conflicts_with) & set))
			return -1;
	open_draft(task->facts, &draft);
	while (made != set) {
		const int c = next_of(packs, set, made);

		if (c < 0 || make(task, &packs->changes.items[c], &draft, way))
			return -1;
		made |= (uint32_t)1 << c;
	}
	pass_time(&draft, way->delay_years);
	qs_judge_facts(packs, task->site, &task->methodology->needs, &draft.facts, &way->fixed, &way->missing);
	way->found = !way->fixed;
	return 0;
}

/* ---- which changes matter ---- */

static void mark_facts(const struct qs_condition *nodes, size_t n, unsigned char *facts)
{
	for (size_t i = 0; i < n; i++) {
		if (nodes[i].fact)
			facts[qs_fact_find(nodes[i].fact)] = 1;
		mark_facts(nodes[i].all.items, nodes[i].all.n, facts);
		mark_facts(nodes[i].any.items, nodes[i].any.n, facts);
		mark_facts(nodes[i].not .items, nodes[i].not .n, facts);
	}
}

/* The facts that a change sets or moves. */
static void mark_touched(const struct qs_change_pack *change, unsigned char *facts)
{
	static const enum qs_fact moved[] = {QS_FACT_IS_start, QS_FACT_IS_crediting_end, QS_FACT_IS_application,
					     QS_FACT_IS_class_years, QS_FACT_IS_planned_years};

	for (size_t s = 0; s < change->sets.n; s++)
		facts[qs_fact_find(change->sets.items[s].fact)] = 1;
	if (facts[QS_FACT_IS_planned_afforestation] || facts[QS_FACT_IS_land_class])
		facts[QS_FACT_IS_class_since] = 1;
	for (size_t i = 0; (change->waits_for || change->delay_years.value > 0) && i < sizeof moved / sizeof moved[0];
	     i++)
		facts[moved[i]] = 1;
}

static int meet(const unsigned char *a, const unsigned char *b)
{
	for (size_t i = 0; i < FACTS_MOST; i++)
		if (a[i] && b[i])
			return 1;
	return 0;
}

/* Adds changes until no more matter: those that touch a marked fact, and what they touch and ask for is marked in turn.
 * rules nonzero: facts of the rules that a change touches are marked too. */
static uint32_t closure(const struct qs_way_task *task, unsigned char *facts, int rules)
{
	const struct qs_packs *const packs = task->packs;
	uint32_t in = 0, before;

	do {
		before = in;
		for (size_t c = 0; c < packs->changes.n; c++) {
			const struct qs_change_pack *const change = &packs->changes.items[c];
			unsigned char touched[FACTS_MOST] = {0};

			mark_touched(change, touched);
			if (in >> c & 1 || !meet(touched, facts) || !serves(change, task->methodology->id))
				continue;
			in |= (uint32_t)1 << c;
			mark_facts(change->when.items, change->when.n, facts);
			for (size_t r = 0; rules && r < task->methodology->needs.n; r++) {
				const struct qs_rule_pack *const rule =
					qs_packs_rules(packs, task->methodology->needs.items[r]);
				unsigned char of_rule[FACTS_MOST] = {0};

				mark_facts(rule->when.items, rule->when.n, of_rule);
				for (size_t i = 0; meet(touched, of_rule) && i < FACTS_MOST; i++)
					facts[i] |= of_rule[i];
			}
		}
	} while (in != before);
	return in;
}

/* ---- the search ---- */

/* -1: a is the lesser way, 1: b, 0: neither. */
static int compare(const struct qs_way *a, const struct qs_way *b)
{
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	if (a->delay_years < b->delay_years || a->delay_years > b->delay_years)
		return a->delay_years < b->delay_years ? -1 : 1;
	if (a->cost_cny < b->cost_cny || a->cost_cny > b->cost_cny)
		return a->cost_cny < b->cost_cny ? -1 : 1;
	return 0;
}

/* Members of a set by their ranks in `from`. */
static uint32_t spread_bits(uint32_t ranks, uint32_t from)
{
	uint32_t set = 0;

	for (unsigned c = 0, k = 0; c < 32; c++)
		if (from >> c & 1)
			set |= (ranks >> k++ & 1) << c;
	return set;
}

/* The next larger number with as many bits (Gosper). */
static uint32_t same_size(uint32_t v)
{
	const uint32_t low = v & -v, up = v + low;

	return up | ((v ^ up) / low >> 2);
}

/* All sets of `size` changes out of `from`, the least way that is found is kept. */
static void try_size(const struct qs_way_task *task, uint32_t from, unsigned n, unsigned size, struct qs_way *best)
{
	struct qs_way one = *best;

	for (uint32_t v = ((uint32_t)1 << size) - 1; v < (uint32_t)1 << n; v = same_size(v)) {
		if (qs_way_try(task, spread_bits(v, from), &one) || !one.found)
			continue;
		if (!best->found || compare(&one, best) < 0)
			*best = one;
	}
}

/* Nonzero if some set of the changes that concern one rule makes it other than false. */
static int can_change(const struct qs_way_task *task, size_t rule)
{
	const struct qs_rule_pack *const pack = qs_packs_rules(task->packs, task->methodology->needs.items[rule]);
	unsigned char facts[FACTS_MOST] = {0};
	struct qs_way one = {0};
	uint32_t from;

	mark_facts(pack->when.items, pack->when.n, facts);
	from = closure(task, facts, 0);
	for (uint32_t v = 1; v < (uint32_t)1 << __builtin_popcount(from); v++)
		if (!qs_way_try(task, spread_bits(v, from), &one) && !(one.fixed >> rule & 1))
			return 1;
	return 0;
}

void qs_way_search(const struct qs_way_task *task, struct qs_way *way)
{
	const struct qs_strings *const needs = &task->methodology->needs;
	unsigned char facts[FACTS_MOST] = {0};
	uint64_t fixed = 0;
	uint32_t from;
	unsigned n;

	qs_bug_assert(task->packs->changes.n <= QS_CHANGES_MOST);
	if (qs_way_try(task, 0, way)) /* cannot be: nothing is asked for */
		return;
	way->failed = way->fixed;
	if (way->found)
		return;
	for (size_t r = 0; r < needs->n; r++) {
		const struct qs_rule_pack *const rule = qs_packs_rules(task->packs, needs->items[r]);

		if (!(way->failed >> r & 1))
			continue;
		if (!can_change(task, r))
			fixed |= (uint64_t)1 << r;
		mark_facts(rule->when.items, rule->when.n, facts);
	}
	from = fixed ? 0 : closure(task, facts, 1);
	n = (unsigned)__builtin_popcount(from);
	for (unsigned size = 1; size <= n && !way->found; size++)
		try_size(task, from, n, size, way);
	if (!way->found) {
		way->count = 0;
		way->delay_years = way->cost_cny = 0;
		way->missing = 0;
		way->alters_treatment = 0;
		way->fixed = fixed;
	}
}

/* ---- a site ---- */

/* When changes can begin: at the start as planned, and no earlier than the run. */
static struct qs_date begin_at(const struct qs_portfolio *portfolio, const struct qs_date *planned)
{
	const struct qs_date first = {(int)portfolio->start_year, 1, 1};

	return planned->year < first.year ? first : *planned;
}

static void way_of_unit(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
			size_t u, const struct qs_methodology_pack *methodology, uint64_t failed, struct qs_way *best)
{
	const struct qs_unit *const unit = &site->units.items[u];
	const struct qs_registration *registration;
	const struct qs_date planned = qs_start_of(portfolio, site, methodology->id, &registration);
	const struct qs_date start = begin_at(portfolio, &planned);
	struct qs_land_part part;
	struct qs_facts facts;

	for (size_t k = 0; qs_land_part(unit, &start, k, &part); k++) {
		const double ha = qs_unit_planimetric_ha(unit) * part.area_frac;
		const struct qs_way_task task = {portfolio, packs, site, methodology, &facts, ha};
		struct qs_way one = {.methodology = methodology,
				     .unit = u,
				     .area_ha = ha,
				     .planned = start,
				     .credits_t = (double)NAN,
				     .credits_lost_t = (double)NAN};

		qs_facts_of(portfolio, packs, site, unit, &part, registration, &start, &facts);
		qs_way_search(&task, &one);
		one.failed = one.failed ? one.failed : failed; /* as registered: a later start alone mends it */
		one.start = qs_date_later(&start, one.delay_years);
		if (!k || (one.found && (!best->found || compare(&one, best) < 0)))
			*best = one;
	}
}

qs_status qs_ways_of(struct qs_arena *arena, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		     const struct qs_site *site, const struct qs_verdicts *verdicts, struct qs_way **ways, size_t *n,
		     struct qs_err *err)
{
	struct qs_way *const all = qs_arena_take(arena, verdicts->unit_count * verdicts->n + 1, sizeof *all);

	*n = 0;
	*ways = all;
	if (!all)
		return qs_fail(err, QS_ENOMEM, "ways of site %s", site->id);
	for (size_t u = 0; u < verdicts->unit_count; u++)
		for (size_t m = 0; m < verdicts->n; m++)
			if (verdicts->methodologies[m].open_to_new_projects == QS_OPEN_YES &&
			    verdicts->units[u * verdicts->n + m].grade == QS_INELIGIBLE)
				way_of_unit(portfolio, packs, site, u, &verdicts->methodologies[m],
					    verdicts->units[u * verdicts->n + m].failed, &all[(*n)++]);
	return QS_OK;
}
