#include "model/market/verdict.h"

#include "model/base/bug.h"

#include <math.h>
#include <string.h>

const char *qs_grade_word(enum qs_grade grade)
{
	static const char *const words[] = {
#define X(name, zh, en) #name,
		QS_GRADES(X)
#undef X
	};

	return words[grade];
}

const char *qs_grade_label(enum qs_grade grade, enum qs_lang lang)
{
	static const char *const labels[][2] = {
#define X(name, zh, en) {zh, en},
		QS_GRADES(X)
#undef X
	};

	return labels[grade][lang == QS_ZH ? 0 : 1];
}

static enum qs_truth truth(int holds)
{
	return holds ? QS_TRUE : QS_FALSE;
}

static int compares(double a, const char *op, double b)
{
	switch (op[0]) {
	case '<':
		return op[1] == '=' ? a <= b : a < b;
	case '>':
		return op[1] == '=' ? a >= b : a > b;
	case '=':
		return !(a < b || a > b);
	case '!':
	default:
		return a < b || a > b;
	}
}

static enum qs_truth leaf_holds(const struct qs_condition *leaf, const struct qs_facts *facts)
{
	const long i = qs_fact_find(leaf->fact);
	struct qs_fact_value value;
	struct qs_fact_row row;

	qs_bug_assert(i >= 0); /* checked with the packs */
	value = qs_fact_value(facts, (size_t)i);
	if (!value.known)
		return QS_UNKNOWN;
	qs_fact_row((size_t)i, &row);
	switch (row.type) {
	case QS_FACT_NUMBER:
		return truth(compares(value.number, leaf->op, leaf->value.value));
	case QS_FACT_DATE:
		return truth(compares(value.number, leaf->op,
				      leaf->date.year * 10000 + leaf->date.month * 100 + leaf->date.day));
	case QS_FACT_WORD:
		return truth(qs_strings_have(&leaf->is, row.words[(int)value.number]));
	case QS_FACT_BOOL:
	default:
		return truth(value.number > 0);
	}
}

enum qs_truth qs_conditions_hold(const struct qs_condition *conditions, size_t n, const struct qs_facts *facts)
{
	enum qs_truth least = QS_TRUE;

	for (size_t i = 0; i < n && least != QS_FALSE; i++) {
		const enum qs_truth one = qs_condition_holds(&conditions[i], facts);

		least = one < least ? one : least;
	}
	return least;
}

static enum qs_truth any_holds(const struct qs_condition *conditions, size_t n, const struct qs_facts *facts)
{
	enum qs_truth most = QS_FALSE;

	for (size_t i = 0; i < n && most != QS_TRUE; i++) {
		const enum qs_truth one = qs_condition_holds(&conditions[i], facts);

		most = one > most ? one : most;
	}
	return most;
}

enum qs_truth qs_condition_holds(const struct qs_condition *condition, const struct qs_facts *facts)
{
	if (condition->fact)
		return leaf_holds(condition, facts);
	if (condition->all.n)
		return qs_conditions_hold(condition->all.items, condition->all.n, facts);
	if (condition->any.n)
		return any_holds(condition->any.items, condition->any.n, facts);
	return (enum qs_truth)(QS_TRUE - qs_conditions_hold(condition->not .items, condition->not .n, facts));
}

static int holds_evidence(const struct qs_site *site, const char *rule)
{
	for (size_t i = 0; i < site->evidence.n; i++)
		if (site->evidence.items[i].held && !strcmp(site->evidence.items[i].id, rule))
			return 1;
	return 0;
}

/* Adds what has a grade to a verdict: better replaces, equal joins. failed of worse things is the caller's. */
static void join(struct qs_verdict *to, const struct qs_verdict *from, int first)
{
	if (first || from->grade > to->grade) {
		*to = *from;
	} else if (from->grade == to->grade) {
		to->area_ha += from->area_ha;
		to->failed |= from->failed;
		to->missing |= from->missing;
		to->told_failed |= from->told_failed;
		to->told_missing |= from->told_missing;
	}
}

/* To 0.01 m2, so that shares of an area add up to what was meant. */
static double rounded(double ha)
{
	return floor(ha * 1e6 + 0.5) / 1e6;
}

void qs_judge_facts(const struct qs_packs *packs, const struct qs_site *site, const struct qs_strings *rules,
		    struct qs_facts *facts, uint64_t *failed, uint64_t *missing)
{
	*failed = *missing = 0;
	for (size_t i = 0; i < rules->n; i++) {
		const struct qs_rule_pack *const rule = qs_packs_rules(packs, rules->items[i]);
		enum qs_truth outcome;

		qs_bug_assert(rule && i < QS_NEEDS_MOST); /* checked with the packs */
		facts->value[QS_FACT_IS_evidence_held].known = holds_evidence(site, rule->id);
		facts->value[QS_FACT_IS_evidence_held].number = 1;
		outcome = qs_conditions_hold(rule->when.items, rule->when.n, facts);
		if (outcome == QS_UNKNOWN && facts->value[QS_FACT_IS_evidence_held].known)
			outcome = QS_TRUE;
		if (outcome == QS_FALSE)
			*failed |= (uint64_t)1 << i;
		else if (outcome == QS_UNKNOWN)
			*missing |= (uint64_t)1 << i;
	}
}

static void judge_part(const struct qs_packs *packs, const struct qs_site *site,
		       const struct qs_methodology_pack *methodology, struct qs_facts *facts,
		       struct qs_verdict *verdict)
{
	qs_judge_facts(packs, site, &methodology->needs, facts, &verdict->failed, &verdict->missing);
	qs_judge_facts(packs, site, &methodology->informs, facts, &verdict->told_failed, &verdict->told_missing);
	if (verdict->failed)
		verdict->grade = QS_INELIGIBLE;
	else if (methodology->open_to_new_projects != QS_OPEN_YES)
		verdict->grade = QS_ACCOUNTING_ONLY;
	else
		verdict->grade = verdict->missing ? QS_CREDIT_CONDITIONAL : QS_CREDIT_EX_ANTE;
}

/* Where nothing is eligible a rule that fails somewhere is not asked for as evidence. */
static void settle(struct qs_verdict *verdict)
{
	if (verdict->grade == QS_INELIGIBLE)
		verdict->missing &= ~verdict->failed;
}

static void judge_unit(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
		       const struct qs_unit *unit, const struct qs_methodology_pack *methodology,
		       struct qs_verdict *verdict)
{
	const struct qs_registration *registration;
	const struct qs_date start = qs_start_of(portfolio, site, methodology->id, &registration);
	struct qs_land_part part;
	struct qs_facts facts;
	uint64_t failed = 0;

	for (size_t k = 0; qs_land_part(unit, &start, k, &part); k++) {
		struct qs_verdict one = {.area_ha = rounded(qs_unit_planimetric_ha(unit) * part.area_frac)};

		qs_facts_of(portfolio, packs, site, unit, &part, registration, &start, &facts);
		judge_part(packs, site, methodology, &facts, &one);
		failed |= one.failed;
		join(verdict, &one, !k);
	}
	verdict->failed = failed;
	settle(verdict);
}

qs_status qs_judge(struct qs_arena *arena, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		   const struct qs_site *site, const struct qs_verdicts **verdicts, struct qs_err *err)
{
	const size_t n = packs->methodologies.n;
	struct qs_verdicts *const all = qs_arena_take(arena, 1, sizeof *all);
	struct qs_verdict *const of_site = qs_arena_take(arena, n, sizeof *of_site);
	struct qs_verdict *const of_units = qs_arena_take(arena, n * site->units.n, sizeof *of_units);

	if (!all || !of_site || !of_units)
		return qs_fail(err, QS_ENOMEM, "verdicts of site %s", site->id);
	for (size_t m = 0; m < n; m++) {
		for (size_t u = 0; u < site->units.n; u++) {
			struct qs_verdict *const one = &of_units[u * n + m];

			judge_unit(portfolio, packs, site, &site->units.items[u], &packs->methodologies.items[m], one);
			join(&of_site[m], one, !u);
		}
		settle(&of_site[m]);
	}
	*all = (struct qs_verdicts){packs->methodologies.items, n, site->units.n, of_site, of_units};
	*verdicts = all;
	return QS_OK;
}
