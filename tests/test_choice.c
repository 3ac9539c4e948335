/* The choice of a portfolio against all selections counted out, known knapsacks, and a solver that fails. */
#include "scenarios/choice.h"
#include "tests/case_lines.h"
#include "tests/cash_help.h"
#include "tests/failing_memory.h"

#include <fcntl.h>
#include <glpk.h>
#include <time.h>
#include <unistd.h>

enum { SITES = 40, OPTIONS = 3 * SITES, YEARS = 5 };

/* A problem with its memory, in whole tenths. */
struct instance {
	struct qs_choice_problem p;
	size_t first[SITES + 1];
	struct qs_choice_option option[OPTIONS];
	double capex[OPTIONS][YEARS], budget[YEARS];
	int selection[SITES];
	double used[YEARS];
};

static double tenths(uint64_t *s, double lo, double hi)
{
	return floor(draw(s, lo, hi) * 10) / 10;
}

/* Site k gets what the one before it has. */
static void copy_site(struct instance *in, size_t k)
{
	for (size_t o = 0; o < in->first[k] - in->first[k - 1]; o++) {
		const size_t from = in->first[k - 1] + o, to = in->first[k] + o;

		memcpy(in->capex[to], in->capex[from], sizeof in->capex[to]);
		in->option[to] = in->option[from];
		in->option[to].capex_cny = in->capex[to];
	}
}

/* Sites of 1 to `most` options; share: of the mean demand that budgets cover. */
static void fill(struct instance *in, uint64_t *s, size_t sites, size_t most, size_t years, double share)
{
	double co2e = 0;
	size_t n = 0;

	*in = (struct instance){.p = {.years = years, .sites = sites}};
	for (size_t k = 0; k < sites; k++) {
		const size_t options = most < 3 ? most : 1 + (size_t)draw(s, 0, (double)most);

		in->first[k] = n;
		for (size_t o = 0; o < options; o++, n++) {
			const double size = tenths(s, 1, 10) * (double)(o + 1);

			for (size_t t = 0; t < years; t++) {
				in->capex[n][t] = tenths(s, 0, size);
				in->budget[t] += share * in->capex[n][t] / (double)options;
			}
			in->option[n] = (struct qs_choice_option){.npv_cny = tenths(s, -3, 2 * size),
								  .capex_cny = in->capex[n]};
			in->option[n].co2e_t = tenths(s, 0, 3 * size);
			in->option[n].registered = draw(s, 0, 1) < 0.4;
			co2e += in->option[n].co2e_t / (double)options;
		}
	}
	in->first[sites] = n;
	for (size_t t = 0; t < years; t++)
		in->budget[t] = floor(in->budget[t] * 10) / 10;
	in->p.budget_cny = in->budget;
	in->p.least_co2e_t = floor(co2e * draw(s, 0, share < 1 ? 1.4 * share : 1) * 10) / 10;
	in->p.shared_cost_cny = tenths(s, 0, 20);
	in->p.first = in->first;
	in->p.options = in->option;
}

static qs_status solve(struct instance *in, struct qs_choice *choice)
{
	struct qs_err err = {0};
	qs_status status;

	*choice = (struct qs_choice){.selection = in->selection, .used_cny = in->used};
	status = qs_choose(&in->p, NULL, choice, &err);
	if (status)
		print_message("%s\n", err.text);
	return status;
}

struct counted {
	long best; /* in tenths */
	size_t equal;
	int selection[SITES];
};

static long whole(double tenths_of)
{
	return lround(tenths_of * 10);
}

/* Worth of a selection in tenths; 0 and *fits = 0 if a limit is broken. Whole numbers: exact. */
static long worth(const struct instance *in, const int *selection, int *fits)
{
	long npv = 0, co2e = 0;
	int registered = 0;

	for (size_t k = 0; k < in->p.sites; k++)
		if (selection[k] >= 0) {
			const struct qs_choice_option *const o = &in->option[in->first[k] + (size_t)selection[k]];

			npv += whole(o->npv_cny);
			co2e += whole(o->co2e_t);
			registered |= o->registered;
		}
	*fits = co2e >= whole(in->p.least_co2e_t);
	for (size_t t = 0; t < in->p.years; t++) {
		long used = 0;

		for (size_t k = 0; k < in->p.sites; k++)
			if (selection[k] >= 0)
				used += whole(in->capex[in->first[k] + (size_t)selection[k]][t]);
		*fits = *fits && used <= whole(in->budget[t]);
	}
	return npv - (registered ? whole(in->p.shared_cost_cny) : 0);
}

/* All selections in the order of sites, the last site fastest. */
static struct counted count_out(const struct instance *in)
{
	struct counted c = {.equal = 0};
	int selection[SITES];
	size_t k = 0;

	for (size_t i = 0; i < in->p.sites; i++)
		selection[i] = -1;
	do {
		int fits;
		const long w = worth(in, selection, &fits);

		if (fits && (!c.equal || w > c.best)) {
			c.best = w;
			c.equal = 0;
			memcpy(c.selection, selection, sizeof selection);
		}
		c.equal += fits && w == c.best;
		for (k = in->p.sites; k-- > 0;) {
			if (++selection[k] < (int)(in->first[k + 1] - in->first[k]))
				break;
			selection[k] = -1;
		}
	} while (k < in->p.sites);
	return c;
}

static void assert_is(const struct instance *in, const struct qs_choice *choice, const struct counted *c)
{
	assert_int_equal(choice->feasible, c->equal > 0);
	if (!c->equal)
		return;
	near("worth", choice->npv_cny, (double)c->best / 10, 1e-9);
	if (c->equal >= 60)
		return;
	assert_true(choice->proven && choice->bound_cny == choice->npv_cny);
	assert_int_equal(choice->unique, c->equal == 1);
	for (size_t k = 0; k < in->p.sites; k++)
		assert_int_equal(choice->selection[k], c->selection[k]);
}

static void the_choice_is_the_best_of_all_selections(void **state)
{
	size_t feasible = 0, infeasible = 0, several = 0, paid = 0;
	uint64_t s = 2024;

	(void)state;
	for (int k = 0; k < 600; k++) {
		struct instance in;
		struct qs_choice choice;
		struct counted c;

		if (k % 3)
			fill(&in, &s, 1 + (size_t)draw(&s, 0, 6), 3, (size_t)draw(&s, 0, 4), draw(&s, 0.1, 1.2));
		else
			fill(&in, &s, 12, 1, 1 + (size_t)draw(&s, 0, 3), draw(&s, 0.1, 1)); /* 2^12 */
		for (size_t i = 0; k % 5 == 0 && i < in.first[in.p.sites]; i++) /* whole amounts: equal selections */
			in.option[i].npv_cny = floor(in.option[i].npv_cny / 4);
		for (size_t i = 1; k % 7 == 0 && i < in.p.sites; i++) /* equal sites */
			if (in.first[i + 1] - in.first[i] == in.first[i] - in.first[i - 1])
				copy_site(&in, i);
		assert_int_equal(solve(&in, &choice), QS_OK);
		c = count_out(&in);
		assert_is(&in, &choice, &c);
		feasible += c.equal == 1;
		several += c.equal > 1;
		infeasible += !c.equal;
		paid += c.equal && choice.shared_paid;
	}
	assert_true(feasible > 100 && infeasible > 50 && several > 30 && paid > 50);
}

static void forty_sites_with_three_options_are_solved_to_the_end_within_ten_seconds(void **state)
{
	uint64_t s = 31;

	(void)state;
	for (int k = 0; k < 4; k++) {
		struct instance in;
		struct qs_choice choice;
		struct timespec from, to;

		fill(&in, &s, SITES, 3, 1 + (size_t)k, 0.5);
		(void)clock_gettime(CLOCK_MONOTONIC, &from);
		assert_int_equal(solve(&in, &choice), QS_OK);
		(void)clock_gettime(CLOCK_MONOTONIC, &to);
		assert_true(choice.feasible && choice.proven && choice.bound_cny == choice.npv_cny);
		assert_true(to.tv_sec - from.tv_sec < 10);
	}
}

/* ---- known knapsacks ---- */

struct knapsack {
	size_t n;
	double room, weight[10], profit[10], best;
};

static void known_knapsacks_have_their_known_worth(void **state)
{
	static const struct knapsack known[] = {
		{10, 165, {23, 31, 29, 44, 53, 38, 63, 85, 89, 82}, {92, 57, 49, 68, 60, 43, 67, 84, 87, 72}, 309},
		{8, 102, {2, 20, 20, 30, 40, 30, 60, 10}, {15, 100, 90, 60, 40, 15, 10, 1}, 280},
		{7, 50, {31, 10, 20, 19, 4, 3, 6}, {70, 20, 39, 37, 7, 5, 10}, 107},
	};

	(void)state;
	for (size_t k = 0; k < 3; k++) {
		struct instance in = {.p = {.years = 1, .sites = known[k].n}};
		struct qs_choice choice;

		for (size_t i = 0; i < known[k].n; i++) {
			in.first[i + 1] = i + 1;
			in.capex[i][0] = known[k].weight[i];
			in.option[i] =
				(struct qs_choice_option){.npv_cny = known[k].profit[i], .capex_cny = in.capex[i]};
		}
		in.budget[0] = known[k].room;
		in.p.budget_cny = in.budget;
		in.p.first = in.first;
		in.p.options = in.option;
		in.p.least_co2e_t = -HUGE_VAL;
		assert_int_equal(solve(&in, &choice), QS_OK);
		assert_true(choice.proven && choice.npv_cny == known[k].best && choice.used_cny[0] <= known[k].room);
	}
}

/* ---- limits ---- */

/* Two sites whose sums of tenths are a little above their budget in binary. */
static void a_budget_met_in_tenths_is_kept_and_one_missed_by_less_than_the_solver_sees_is_not(void **state)
{
	struct instance in = {.p = {.years = 1, .sites = 3, .least_co2e_t = -HUGE_VAL}};
	struct qs_choice choice;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		in.first[i + 1] = i + 1;
		in.capex[i][0] = i == 2 ? 0.7 : 0.1;
		in.option[i] = (struct qs_choice_option){.npv_cny = 1, .capex_cny = in.capex[i]};
	}
	in.budget[0] = 0.9; /* 0.1 + 0.1 + 0.7 is 0.8999999999999999 or 0.9 by order */
	in.p.budget_cny = in.budget;
	in.p.first = in.first;
	in.p.options = in.option;
	assert_int_equal(solve(&in, &choice), QS_OK);
	assert_true(choice.npv_cny == 3);
	in.budget[0] = 0.9 * (1 - 1e-10); /* far below the solver's tolerance */
	assert_int_equal(solve(&in, &choice), QS_OK);
	assert_true(choice.npv_cny == 2 && choice.proven && !choice.unique);
	assert_true(choice.selection[0] == -1); /* of equals the first in the order of sites */
}

static void nothing_at_all_is_a_selection(void **state)
{
	struct instance in = {.p = {.sites = 2}};
	struct qs_choice choice;

	(void)state;
	in.p.first = in.first;
	in.p.options = in.option;
	assert_int_equal(solve(&in, &choice), QS_OK);
	assert_true(choice.feasible && choice.proven && choice.npv_cny == 0 && choice.selection[1] == -1);
	in.p.least_co2e_t = 1;
	assert_int_equal(solve(&in, &choice), QS_OK);
	assert_true(!choice.feasible);
}

/* 2^7 selections break a limit that no amount reaches: more than are looked at one by one. */
static void a_limit_without_amounts_is_kept_by_all_or_by_none(void **state)
{
	struct instance in;
	struct qs_choice choice;
	uint64_t s = 4;

	(void)state;
	fill(&in, &s, 7, 1, 1, 1);
	for (size_t i = 0; i < 7; i++)
		in.capex[i][0] = 0;
	in.p.least_co2e_t = 0;
	in.budget[0] = 0;
	assert_int_equal(solve(&in, &choice), QS_OK);
	assert_true(choice.feasible && choice.used_cny[0] == 0);
	in.budget[0] = -0.1;
	assert_int_equal(solve(&in, &choice), QS_OK);
	assert_true(!choice.feasible);
}

static void a_search_cut_short_says_so_and_what_it_cannot_exceed(void **state)
{
	struct instance in;
	struct qs_choice choice, best;
	uint64_t s = 5;
	size_t cut = 0;

	(void)state;
	for (uint64_t nodes = 1; nodes < 3000; nodes *= 3) {
		qs_status status;

		s = 5;
		fill(&in, &s, 25, 3, 3, 0.5);
		assert_int_equal(solve(&in, &best), QS_OK);
		assert_true(best.proven);
		in.p.most_nodes = nodes;
		status = solve(&in, &choice);
		assert_true(status == QS_OK || status == QS_EFAILED);
		if (status)
			continue;
		assert_true(choice.npv_cny <= best.npv_cny && choice.bound_cny >= best.npv_cny * (1 - 1e-12));
		assert_true(choice.proven || choice.bound_cny >= choice.npv_cny);
		cut += !choice.proven;
	}
	assert_true(cut > 0);
}

/* ---- GLPK ---- */

static void the_solver_prints_nothing_and_leaves_nothing_open(void **state)
{
	struct instance in;
	struct qs_choice choice;
	uint64_t s = 8;
	char path[] = "/tmp/qingshan-choice-XXXXXX";
	const int to = mkstemp(path), was = dup(1);

	(void)state;
	assert_true(to >= 0 && was >= 0);
	(void)fflush(stdout);
	assert_true(dup2(to, 1) == 1);
	fill(&in, &s, 12, 3, 2, 0.5);
	const qs_status status = solve(&in, &choice);
	(void)fflush(stdout);
	assert_true(dup2(was, 1) == 1);
	assert_int_equal(status, QS_OK);
	assert_int_equal(lseek(to, 0, SEEK_END), 0);
	assert_int_equal(glp_init_env(), 0); /* it was not left open */
	glp_free_env();
	assert_true(!close(to) && !close(was) && !unlink(path));
}

static void a_failure_inside_the_solver_is_a_status_and_the_next_call_works(void **state)
{
	struct instance in;
	struct qs_choice choice = {0};
	struct qs_err err = {0};
	uint64_t s = 8;

	(void)state;
	fill(&in, &s, SITES, 3, 2, 0.5);
	choice.selection = in.selection;
	choice.used_cny = in.used;
	assert_int_equal(glp_init_env(), 0);
	glp_mem_limit(1); /* a megabyte */
	for (size_t k = 0; k < 40; k++) {
		const qs_status status = qs_choose(&in.p, NULL, &choice, &err);

		if (status) {
			assert_true(status == QS_ENOMEM || status == QS_EFAILED);
			assert_non_null(strstr(err.text, "GLPK"));
			assert_int_equal(solve(&in, &choice), QS_OK);
			assert_true(choice.proven);
			return;
		}
		(void)glp_alloc(1 << 15, 1); /* less is left each time */
	}
	fail_msg("GLPK never ran out of memory");
}

static void every_lack_of_memory_is_told_and_nothing_stays_behind(void **state)
{
	struct instance in;
	struct qs_choice choice = {0};
	struct qs_err err = {0};
	uint64_t s = 8;
	qs_status status = QS_ENOMEM;

	(void)state;
	fill(&in, &s, 4, 3, 2, 0.5);
	choice.selection = in.selection;
	choice.used_cny = in.used;
	for (int left = 0; status; left++) {
		struct failing memory = {.left = left};
		const struct qs_allocator from = {failing_get, failing_put, &memory};

		status = qs_choose(&in.p, &from, &choice, &err);
		assert_int_equal(status, memory.asked <= left ? QS_OK : QS_ENOMEM);
		assert_true(memory.out == 0 && left < 50);
	}
}

/* ---- cases ---- */

#define CASE(budgets, least, shared, sites) \
	"{\"budgets_cny\":" budgets ",\"min_co2e_t\":" least ",\"shared_cost_cny\":" shared ",\"sites\":" sites "}"
#define OPTION(npv, capex, co2e, registered) \
	"{\"id\":\"o\",\"npv_cny\":" npv ",\"capex_cny\":" capex ",\"co2e_t\":" co2e ",\"registered\":" registered "}"

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{CASE("[1]", "0", "-1", "[]"), QS_E2104, "/shared_cost_cny"},
		{CASE("[1]", "0", "0", "{}"), QS_E2103, "/sites"},
		{CASE("[1]", "0", "0", "[{\"id\":\"s\"}]"), QS_E2102, "/sites/0"},
		{CASE("[1]", "0", "0", "[{\"options\":[]}]"), QS_E2102, "/sites/0"},
		{CASE("[1]", "0", "0", "[{\"id\":\"s\",\"options\":[" OPTION("1", "[1,2]", "0", "0") "]}]"), QS_E2206,
		 "/sites/0/options/0/capex_cny"},
		{CASE("[]", "0", "0", "[{\"id\":\"s\",\"options\":[" OPTION("1", "[1]", "0", "0") "]}]"), QS_E2206,
		 "/sites/0/options/0/capex_cny"},
		{CASE("[1]", "0", "0", "[{\"id\":\"s\",\"options\":[" OPTION("1", "[1]", "0", "2") "]}]"), QS_E2104,
		 "/sites/0/options/0/registered"},
		{CASE("[1]", "0", "0", "[{\"id\":\"s\",\"option\":[]}]"), QS_E2102, "/sites/0"},
		{"{\"budgets_cny\":[1],\"shared_cost_cny\":0,\"sites\":[]}", QS_E2102, "/given"},
	};

	(void)state;
	assert_refused("portfolio-choice", rows, sizeof rows / sizeof *rows);
}

static void edges_of_cases_have_their_results(void **state)
{
	(void)state;
	assert_gives("portfolio-choice", CASE("[]", "0", "0", "[]"),
		     "{\"feasible\":1,\"optimum_cny\":0,\"selection\":[],\"budget_used_cny\":[],\"co2e_t\":0,"
		     "\"shared_cost_paid\":0,\"proven\":1,\"unique\":1}");
	assert_gives("portfolio-choice", CASE("[1]", "5", "0", "[]"), "{\"feasible\":0,\"optimum_cny\":null}");
	assert_gives("portfolio-choice", CASE("[-1]", "0", "0", "[]"), "{\"feasible\":0}");
	/* the shared cost keeps the only registered option out, until the least CO2e needs it */
	assert_gives("portfolio-choice",
		     CASE("[9]", "0", "12", "[{\"id\":\"s\",\"options\":[" OPTION("5", "[2]", "7", "1") "]}]"),
		     "{\"feasible\":1,\"optimum_cny\":0,\"selection\":[-1],\"shared_cost_paid\":0}");
	assert_gives("portfolio-choice",
		     CASE("[9]", "7", "12", "[{\"id\":\"s\",\"options\":[" OPTION("5", "[2]", "7", "1") "]}]"),
		     "{\"feasible\":1,\"optimum_cny\":-7,\"selection\":[0],\"shared_cost_paid\":1}");
	/* money that comes in widens a budget */
	assert_gives("portfolio-choice",
		     CASE("[0]", "0", "0",
			  "[{\"id\":\"s\",\"options\":[" OPTION(
				  "-1", "[-3]", "0", "0") "]},{\"id\":\"u\",\"options\":[" OPTION("4", "[3]", "0",
												  "0") "]}]"),
		     "{\"optimum_cny\":3,\"selection\":[0,0],\"budget_used_cny\":[0]}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_choice_is_the_best_of_all_selections),
		cmocka_unit_test(forty_sites_with_three_options_are_solved_to_the_end_within_ten_seconds),
		cmocka_unit_test(known_knapsacks_have_their_known_worth),
		cmocka_unit_test(a_budget_met_in_tenths_is_kept_and_one_missed_by_less_than_the_solver_sees_is_not),
		cmocka_unit_test(nothing_at_all_is_a_selection),
		cmocka_unit_test(a_limit_without_amounts_is_kept_by_all_or_by_none),
		cmocka_unit_test(a_search_cut_short_says_so_and_what_it_cannot_exceed),
		cmocka_unit_test(the_solver_prints_nothing_and_leaves_nothing_open),
		cmocka_unit_test(a_failure_inside_the_solver_is_a_status_and_the_next_call_works),
		cmocka_unit_test(every_lack_of_memory_is_told_and_nothing_stays_behind),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
		cmocka_unit_test(edges_of_cases_have_their_results),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
