#include "model/market/merge.h"

#include "model/land/costs.h"
#include "model/land/site.h"
#include "model/market/facts.h"
#include "model/market/verdict.h"
#include "model/market/way.h"

#include <math.h>
#include <string.h>

/* A registration as one stratum. */
struct course {
	const struct qs_credit_table *table;
	struct qs_credit_stratum sum;
	struct qs_credit_compared alone;
};

/* What is searched for one registration; course[0] is its own. */
struct search {
	const struct qs_portfolio *portfolio;
	const struct qs_packs *packs;
	const struct qs_change_pack *change;
	const struct course *course[QS_MERGE_MOST + 1];
	size_t n;
	struct qs_credit_stratum part[QS_MERGE_MOST + 1]; /* with room for years */
};

static int open_stratum(struct qs_arena *arena, size_t years, struct qs_credit_stratum *s)
{
	*s = (struct qs_credit_stratum){.project_c = qs_arena_take(arena, years, sizeof(double)),
					.baseline_c = qs_arena_take(arena, years, sizeof(double)),
					.soil_t = qs_arena_take(arena, years, sizeof(double)),
					.fire_t = qs_arena_take(arena, years, sizeof(double))};
	return s->project_c && s->baseline_c && s->soil_t && s->fire_t ? 0 : -1;
}

static void sum_strata(const struct qs_credit_table *table, size_t years, struct qs_credit_stratum *sum)
{
	for (const struct qs_credit_stratum *s = table->strata; s; s = s->next) {
		sum->area_ha += s->area_ha;
		sum->leakage_t += s->leakage_t;
		for (size_t t = 0; t < years; t++) {
			sum->project_c[t] += s->project_c[t];
			sum->baseline_c[t] += s->baseline_c[t];
			sum->soil_t[t] += s->soil_t[t];
			sum->fire_t[t] += s->fire_t[t];
		}
	}
}

/* The same course some years later; before that the land is what it was, and nothing is removed. */
static void put_late(const struct qs_credit_stratum *from, size_t years, size_t late, struct qs_credit_stratum *to)
{
	to->area_ha = from->area_ha;
	to->leakage_t = from->leakage_t;
	for (size_t t = 0; t < years; t++) {
		const int waits = t < late;

		to->project_c[t] = waits ? 0 : from->project_c[t - late];
		to->baseline_c[t] = waits ? 0 : from->baseline_c[t - late];
		to->soil_t[t] = waits ? 0 : from->soil_t[t - late];
		to->fire_t[t] = waits ? 0 : from->fire_t[t - late];
	}
}

/* ---- one set ---- */

/* From when on a registration can wait: one that is older than the run has waited no day of it. */
static struct qs_date start_of(const struct qs_portfolio *portfolio, const struct qs_credit_table *table)
{
	const struct qs_date first = {(int)portfolio->start_year, 1, 1}, start = table->registration->start;

	return start.year < first.year ? first : start;
}

static void add(struct qs_credit_compared *sum, const struct qs_credit_compared *one)
{
	sum->area_ha += one->area_ha;
	sum->issued_t += one->issued_t;
	sum->cost_cny += one->cost_cny;
	sum->registering_cny += one->registering_cny;
	sum->income_cny += one->income_cny;
	sum->net_cny += one->net_cny;
}

/* Settles the registration with those of a set (bits over course, bit 0 its own). Fills all but found. */
static void settle(struct search *search, unsigned set, struct qs_merge *m)
{
	const struct course *const own = search->course[0];
	const size_t years = (size_t)search->portfolio->years;
	struct qs_registration registration = *own->table->registration;
	struct qs_credit_terms terms;
	struct qs_credit_stratum *last = NULL;

	m->start = start_of(search->portfolio, own->table);
	m->count = 0;
	m->apart = (struct qs_credit_compared){.methodology = own->table->methodology};
	for (size_t c = 0; c < search->n; c++) {
		const struct qs_date start = start_of(search->portfolio, search->course[c]->table);

		if (!(set >> c & 1))
			continue;
		if (qs_years_between(&m->start, &start) > 0)
			m->start = start;
		add(&m->apart, &search->course[c]->alone);
		if (c)
			m->with[m->count++] = search->course[c]->table;
	}
	m->start = qs_date_later(&m->start, search->change->delay_years.value);
	m->change_cny = (double)m->count *
			qs_quote_factor(&search->portfolio->finance, search->change->cost_price_year) *
			search->change->cost_cny.value;
	registration.start = m->start;
	qs_credit_terms(search->portfolio, search->packs, &registration, &terms);
	m->delay_years = terms.sampling = terms.risk = 0;
	for (size_t c = 0; c < search->n; c++) {
		const struct course *const course = search->course[c];
		const struct qs_date start = start_of(search->portfolio, course->table);
		const double waits = qs_years_between(&start, &m->start);

		if (!(set >> c & 1))
			continue;
		m->delay_years = waits > m->delay_years ? waits : m->delay_years;
		terms.sampling = course->table->sampling > terms.sampling ? course->table->sampling : terms.sampling;
		terms.risk = course->table->risk > terms.risk ? course->table->risk : terms.risk;
		put_late(&course->sum, years, (size_t)ceil(waits - 1e-9), &search->part[c]);
		search->part[c].next = last;
		last = &search->part[c];
	}
	qs_credit_compare(search->portfolio, search->packs, &terms, last, &m->one);
}

/* Rules of the methodology's of_registration that income by cost makes false. */
static uint64_t judge(const struct search *search, double income, double cost)
{
	static const struct qs_site nowhere; /* holds no evidence */
	const struct qs_methodology_pack *const m = search->course[0]->table->methodology;
	struct qs_facts facts;
	uint64_t failed, missing;

	memset(&facts, 0, sizeof facts);
	facts.value[QS_FACT_IS_registration_income_of_cost] =
		(struct qs_fact_value){cost > 0, cost > 0 ? income / cost : 0};
	qs_judge_facts(search->packs, &nowhere, &m->of_registration, &facts, &failed, &missing);
	return failed;
}

/* ---- the search ---- */

static double ratio(const struct qs_merge *m)
{
	return m->one.income_cny / (m->one.cost_cny + m->change_cny);
}

/* Nonzero if a is the better of two sets: of one size if both are found. */
static int better(const struct qs_merge *a, const struct qs_merge *b)
{
	if (a->found != b->found)
		return a->found;
	if (!a->found)
		return ratio(a) > ratio(b);
	if (a->delay_years < b->delay_years || a->delay_years > b->delay_years)
		return a->delay_years < b->delay_years;
	return a->one.net_cny - a->change_cny > b->one.net_cny - b->change_cny;
}

static void search_sets(struct search *search, struct qs_merge *m)
{
	struct qs_merge best = *m, one = *m;

	for (size_t size = 1; size < search->n && !best.found; size++)
		for (unsigned others = 1; others < 1u << (search->n - 1); others++) {
			if ((size_t)__builtin_popcount(others) != size)
				continue;
			settle(search, others << 1 | 1, &one);
			one.found = !judge(search, one.one.income_cny, one.one.cost_cny + one.change_cny);
			if (!best.count || better(&one, &best))
				best = one;
		}
	*m = best;
}

/* Takes a candidate in, those with the largest income if there are too many; their order stays. */
static void take_in(struct search *search, const struct course *course, size_t most)
{
	size_t least = 1;

	if (search->n <= most) {
		search->course[search->n++] = course;
		return;
	}
	for (size_t c = 2; c < search->n; c++)
		if (search->course[c]->alone.income_cny < search->course[least]->alone.income_cny)
			least = c;
	if (most < 1 || search->course[least]->alone.income_cny >= course->alone.income_cny)
		return;
	for (size_t c = least; c + 1 < search->n; c++)
		search->course[c] = search->course[c + 1];
	search->course[search->n - 1] = course;
}

static int open_courses(struct qs_arena *arena, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			const struct qs_credit_table *tables, size_t count, struct course *courses, size_t *n)
{
	for (size_t r = 0; r < count; r++) {
		struct course *const course = &courses[*n];

		if (!tables[r].registration->sell || !tables[r].strata || !tables[r].methodology->of_registration.n)
			continue;
		course->table = &tables[r];
		if (open_stratum(arena, (size_t)portfolio->years, &course->sum))
			return -1;
		sum_strata(&tables[r], (size_t)portfolio->years, &course->sum);
		qs_credit_compare(portfolio, packs, &tables[r].terms, &course->sum, &course->alone);
		*n += isnan(course->alone.income_cny) ? 0 : 1; /* something can be sold */
	}
	return 0;
}

qs_status qs_merges_of(struct qs_arena *arena, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		       const struct qs_credit_table *tables, size_t count, struct qs_merge **merges, size_t *n,
		       struct qs_err *err)
{
	struct course *const courses = qs_arena_take(arena, count + 1, sizeof *courses);
	struct search search = {portfolio, packs, qs_packs_changes(packs, "merge_registrations"), {0}, 0, {{0}}};
	int failed;

	*n = 0;
	*merges = qs_arena_take(arena, count + 1, sizeof **merges);
	failed = !courses || !*merges || open_courses(arena, portfolio, packs, tables, count, courses, n) != 0;
	for (size_t c = 0; c <= QS_MERGE_MOST && !failed; c++)
		failed = open_stratum(arena, (size_t)portfolio->years, &search.part[c]) != 0;
	if (failed)
		return qs_fail(err, QS_ENOMEM, "registrations merged");
	for (size_t r = 0; r < *n; r++) {
		struct qs_merge *const m = &(*merges)[r];
		/* sets double with each candidate: fewer where many ask */
		const size_t most = *n <= 60 ? QS_MERGE_MOST : QS_MERGE_MOST / 2;

		*m = (struct qs_merge){.table = courses[r].table, .change = search.change, .alone = courses[r].alone};
		search.course[0] = &courses[r];
		search.n = 1;
		for (size_t c = 0; c < *n; c++)
			if (c != r && courses[c].table->methodology == m->table->methodology)
				take_in(&search, &courses[c], most);
		m->failed = judge(&search, m->alone.income_cny, m->alone.cost_cny);
		if (m->failed && search.change)
			search_sets(&search, m);
	}
	return QS_OK;
}
