/* model/market/merge: with which registrations one that does not pay would, and when none helps. */
#include "model/land/costs.h"
#include "model/market/merge.h"
#include "tests/judging.h"

enum { MOST = 6, YEARS = 64 };

/* Registrations on one stratum each that grows by a straight line. */
struct book {
	struct read r;
	struct qs_arena arena;
	struct qs_registration registration[MOST];
	struct qs_credit_stratum stratum[MOST];
	struct qs_credit_table table[MOST];
	double zero[YEARS];
	size_t n;
	double pays; /* growth at which one that starts in 2026 pays exactly, t C/year */
};

static void grow(struct book *b, size_t i, double t_per_year)
{
	for (size_t t = 0; t < YEARS; t++)
		b->stratum[i].project_c[t] = t_per_year * (double)t;
}

/* Adds a registration; its growth is a share of what pays alone. */
static void add(struct book *b, const char *id, int year, double share)
{
	const struct qs_registration *const like = &b->r.input.portfolio.registrations.items[0];
	const size_t i = b->n++;

	b->registration[i] = *like;
	b->registration[i].id = (char *)(uintptr_t)id;
	b->registration[i].start = (struct qs_date){year, 3, 1};
	b->stratum[i] = (struct qs_credit_stratum){.area_ha = 10,
						   .project_c = qs_arena_take(&b->arena, YEARS, sizeof(double)),
						   .baseline_c = b->zero,
						   .soil_t = b->zero,
						   .fire_t = b->zero};
	assert_non_null(b->stratum[i].project_c);
	grow(b, i, b->pays * share);
	b->table[i] = (struct qs_credit_table){.registration = &b->registration[i], .strata = &b->stratum[i]};
	assert_int_equal(
		qs_credit_terms(&b->r.input.portfolio, &b->r.input.packs, &b->registration[i], &b->table[i].terms), 0);
	b->table[i].methodology = b->table[i].terms.methodology;
	b->table[i].sampling = b->table[i].terms.sampling;
	b->table[i].risk = b->table[i].terms.risk;
}

static struct qs_merge *ask(struct book *b, size_t want)
{
	struct qs_err err = {0};
	struct qs_merge *merges;
	size_t n;

	assert_int_equal(
		qs_merges_of(&b->arena, &b->r.input.portfolio, &b->r.input.packs, b->table, b->n, &merges, &n, &err),
		QS_OK);
	assert_int_equal(n, want);
	return merges;
}

static void open_book(struct book *b)
{
	const struct qs_merge *m;

	memset(b, 0, sizeof *b);
	read_path(&b->r, QS_SOURCE_DIR "/scenarios/beijing/portfolio.json", NULL);
	assert_int_equal(b->r.status, QS_OK);
	assert_true(b->r.input.portfolio.years <= YEARS);
	qs_arena_init(&b->arena, NULL);
	b->pays = 1;
	add(b, "one", 2026, 1);
	m = ask(b, 1);
	assert_true(m->alone.income_cny > 0 && m->alone.cost_cny > m->alone.income_cny);
	b->pays = m->alone.cost_cny / m->alone.income_cny; /* income goes with growth */
	b->n = 0;
}

static void close_book(struct book *b)
{
	qs_arena_free(&b->arena);
	drop(&b->r);
}

static void expect_with(const struct qs_merge *m, int found, const char *with)
{
	char text[100] = "";

	for (size_t i = 0; i < m->count; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "",
			 m->with[i]->registration->id);
	if (m->found != found || strcmp(text, with) != 0)
		fail_msg("%s: found %d, with \"%s\"", m->table->registration->id, m->found, text);
}

static void near_to(double got, double want)
{
	if (!(fabs(got - want) <= 1e-9 * fabs(want)))
		fail_msg("%.17g, not %.17g", got, want);
}

static void two_halves_pay_as_one_and_one_cost_is_saved(void **state)
{
	struct qs_merge *m;
	struct book b;

	(void)state;
	open_book(&b);
	add(&b, "a", 2026, 0.7);
	add(&b, "b", 2026, 0.7);
	m = ask(&b, 2);
	expect_with(&m[0], 1, "b");
	expect_with(&m[1], 1, "a");
	near_to(m->alone.income_cny, 0.7 * m->alone.cost_cny);
	near_to(m->one.cost_cny, m->alone.cost_cny);
	near_to(m->one.income_cny, 2 * m->alone.income_cny);
	near_to(m->one.issued_t, m->apart.issued_t);
	near_to(m->apart.registering_cny - m->one.registering_cny, m->alone.registering_cny);
	near_to(m->change_cny,
		m->change->cost_cny.value * qs_quote_factor(&b.r.input.portfolio.finance, m->change->cost_price_year));
	assert_true(m->delay_years < 1e-12);
	close_book(&b);
}

static void the_fewest_are_merged_then_the_soonest_then_the_richest(void **state)
{
	struct qs_merge *m;
	struct book b;

	(void)state;
	open_book(&b);
	add(&b, "a", 2026, 0.5);
	add(&b, "late", 2029, 0.95);
	add(&b, "small", 2026, 0.3);
	add(&b, "near", 2026, 0.8);
	add(&b, "rich", 2026, 0.9);
	m = ask(&b, 5);
	expect_with(&m[0], 1, "rich"); /* alone with it, at once; small would not do, late has to be waited for */
	expect_with(&m[2], 1, "rich"); /* 0.3 + 0.9: near would not do, since merging costs too */
	expect_with(&m[4], 1, "near");
	close_book(&b);
}

static void who_starts_sooner_waits_and_loses_credits(void **state)
{
	struct qs_merge *m;
	struct book b;

	(void)state;
	open_book(&b);
	add(&b, "a", 2026, 0.8);
	add(&b, "late", 2029, 0.9);
	m = ask(&b, 2);
	expect_with(&m[0], 1, "late");
	assert_int_equal(m->start.year, 2029);
	near_to(m->delay_years, 3);
	assert_true(m->one.issued_t < m->apart.issued_t);
	near_to(m[1].one.issued_t, m->one.issued_t); /* whoever asks */
	/* a grows three years less; of late's 39 years the two before its start were never its own */
	near_to(m->one.issued_t / m->apart.issued_t, (0.8 * 36 + 0.9 * 37) / (0.8 * 39 + 0.9 * 37));
	close_book(&b);
}

static void who_is_older_than_the_run_waits_for_nothing_before_it(void **state)
{
	struct qs_merge *m;
	struct book b;

	(void)state;
	open_book(&b);
	b.r.input.portfolio.registrations.items[0].crediting_years = 100; /* no end falls into the run */
	add(&b, "old", 2015, 0.7);
	add(&b, "older", 2009, 0.7);
	add(&b, "new", 2028, 0.7);
	b.n = 2;
	m = ask(&b, 2);
	expect_with(&m[0], 1, "older");
	assert_int_equal(m->start.year, 2026);
	assert_true(m->delay_years < 1e-12);
	near_to(m->one.issued_t, m->apart.issued_t);
	b.table[1] = b.table[2];
	m = ask(&b, 2);
	expect_with(&m[0], 1, "new");
	assert_int_equal(m->start.year, 2028);
	near_to(m->delay_years, 2 + 2 / 12.0); /* from 1 January 2026, not 13 years */
	near_to(m->one.issued_t, m[1].one.issued_t); /* whoever asks */
	assert_true(m->one.issued_t > 0.9 * m->apart.issued_t);
	close_book(&b);
}

static void what_pays_alone_is_not_merged_and_what_never_pays_is_told(void **state)
{
	struct qs_merge *m;
	struct book b;

	(void)state;
	open_book(&b);
	add(&b, "rich", 2026, 1.01);
	add(&b, "alone", 2026, 0.01);
	m = ask(&b, 2);
	expect_with(&m[0], 0, "");
	assert_int_equal(m[0].failed, 0);
	expect_with(&m[1], 0, "rich"); /* its 1.02 do not pay for the merging */
	assert_int_equal(m[1].failed, 1);
	b.n = 0;
	add(&b, "x", 2026, 0.1);
	add(&b, "y", 2026, 0.2);
	add(&b, "z", 2026, 0.3);
	m = ask(&b, 3);
	expect_with(&m[0], 0, "y z"); /* the nearest */
	b.n = 0;
	add(&b, "x", 2026, 0.5);
	m = ask(&b, 1);
	expect_with(&m[0], 0, ""); /* nobody there */
	assert_int_equal(m[0].failed, 1);
	close_book(&b);
}

static void only_what_sells_under_the_same_methodology_is_merged(void **state)
{
	struct qs_merge *m;
	struct book b;

	(void)state;
	open_book(&b);
	add(&b, "a", 2026, 0.7);
	add(&b, "kept", 2026, 0.7);
	add(&b, "empty", 2026, 0.7);
	b.registration[1].sell = 0;
	b.table[2].strata = NULL;
	m = ask(&b, 1);
	expect_with(&m[0], 0, "");
	close_book(&b);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_halves_pay_as_one_and_one_cost_is_saved),
		cmocka_unit_test(the_fewest_are_merged_then_the_soonest_then_the_richest),
		cmocka_unit_test(who_starts_sooner_waits_and_loses_credits),
		cmocka_unit_test(who_is_older_than_the_run_waits_for_nothing_before_it),
		cmocka_unit_test(what_pays_alone_is_not_merged_and_what_never_pays_is_told),
		cmocka_unit_test(only_what_sells_under_the_same_methodology_is_merged),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
