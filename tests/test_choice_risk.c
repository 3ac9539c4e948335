/* The choice under a limit of CVaR: all selections of small problems counted out; larger ones keep the limit and say
 * how near to the best they are known to be. With QS_CHOICE_LARGE set: 20 problems of 40 sites, 3 options and 500
 * members. */
#include "kernels/risk.h"
#include "scenarios/choice.h"
#include "tests/cash_help.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

enum { SITES = 40, OPTIONS = 3 * SITES, YEARS = 3, MEMBERS = 500, NODES = 20000 };

struct instance {
	struct qs_choice_problem p;
	size_t first[SITES + 1];
	struct qs_choice_option option[OPTIONS];
	double capex[OPTIONS][YEARS], budget[YEARS], npv[OPTIONS][MEMBERS], shared[MEMBERS];
	int selection[SITES];
	double used[YEARS], loss[MEMBERS];
};

/* About normal: sum of uniforms. */
static double bell(uint64_t *s)
{
	double sum = -6;

	for (int k = 0; k < 12; k++)
		sum += draw(s, 0, 1);
	return sum;
}

/* Every option has a mean, a spread of its own and one that all share; 0.5 of the mean demand is in the budget. */
static void fill(struct instance *in, uint64_t *s, size_t sites, size_t members)
{
	double common[MEMBERS];

	*in = (struct instance){.p = {.years = YEARS, .sites = sites, .members = members, .level = 0.9}};
	for (size_t i = 0; i < members; i++) {
		common[i] = bell(s);
		in->shared[i] = 10 * exp(0.2 * bell(s));
		in->p.shared_cost_cny += in->shared[i] / (double)members;
	}
	for (size_t o = 0; o < 3 * sites; o++) {
		const double size = draw(s, 5, 50), mean = draw(s, -0.1, 0.5) * size, sd = draw(s, 0.1, 0.8) * size;

		in->first[o / 3] = o - o % 3;
		for (size_t t = 0; t < YEARS; t++) {
			in->capex[o][t] = draw(s, 0, size);
			in->budget[t] += 0.5 * in->capex[o][t] / 3;
		}
		in->option[o] = (struct qs_choice_option){.capex_cny = in->capex[o], .npv_member = in->npv[o]};
		for (size_t i = 0; i < members; i++) {
			in->npv[o][i] = mean + sd * (0.6 * common[i] + 0.8 * bell(s));
			in->option[o].npv_cny += in->npv[o][i] / (double)members;
		}
		in->option[o].co2e_t = draw(s, 0, size);
		in->option[o].area_ha = draw(s, 0, size);
		in->option[o].benefit_cny = draw(s, -size / 4, size);
		in->option[o].registered = draw(s, 0, 1) < 0.3;
	}
	in->first[sites] = 3 * sites;
	in->p.budget_cny = in->budget;
	in->p.first = in->first;
	in->p.options = in->option;
	in->p.shared_member = in->shared;
	in->p.least_co2e_t = in->p.least_area_ha = in->p.least_benefit_cny = -HUGE_VAL;
	in->p.most_cvar_cny = HUGE_VAL;
}

static struct qs_choice solve(struct instance *in)
{
	struct qs_choice choice = {.selection = in->selection, .used_cny = in->used, .loss = in->loss};
	struct qs_err err = {0};

	if (qs_choose(&in->p, NULL, &choice, &err))
		fail_msg("%s", err.text);
	return choice;
}

/* CVaR of a selection as its definition says: the mean of the worst tenth of the members (their number divides by 10).
 */
static double tail_of(const struct instance *in, const int *selection)
{
	double loss[MEMBERS], sum = 0;
	const size_t members = in->p.members, n = members / 10;
	int paid = 0;

	for (size_t k = 0; k < in->p.sites; k++)
		paid |= selection[k] >= 0 && in->option[in->first[k] + (size_t)selection[k]].registered;
	for (size_t i = 0; i < members; i++) {
		loss[i] = paid ? in->shared[i] : 0;
		for (size_t k = 0; k < in->p.sites; k++)
			loss[i] -= selection[k] < 0 ? 0 : in->npv[in->first[k] + (size_t)selection[k]][i];
	}
	for (size_t k = 0; k < n; k++) {
		size_t worst = 0;

		for (size_t i = 1; i < members; i++)
			worst = loss[i] > loss[worst] ? i : worst;
		sum += loss[worst];
		loss[worst] = -HUGE_VAL;
	}
	return sum / (double)n;
}

/* Worth of a selection; -inf if it breaks a limit. */
static double worth(const struct instance *in, const int *selection)
{
	double npv = 0, co2e = 0, area = 0, benefit = 0, used[YEARS] = {0};
	int paid = 0;

	for (size_t k = 0; k < in->p.sites; k++) {
		const struct qs_choice_option *const o =
			selection[k] < 0 ? NULL : &in->option[in->first[k] + (size_t)selection[k]];

		if (!o)
			continue;
		npv += o->npv_cny;
		co2e += o->co2e_t;
		area += o->area_ha;
		benefit += o->benefit_cny;
		paid |= o->registered;
		for (size_t t = 0; t < YEARS; t++)
			used[t] += o->capex_cny[t];
	}
	for (size_t t = 0; t < YEARS; t++)
		if (used[t] > in->budget[t])
			return -HUGE_VAL;
	if (co2e < in->p.least_co2e_t || area < in->p.least_area_ha || benefit < in->p.least_benefit_cny ||
	    tail_of(in, selection) > in->p.most_cvar_cny)
		return -HUGE_VAL;
	return npv - (paid ? in->p.shared_cost_cny : 0);
}

static double count_out(const struct instance *in, int *best)
{
	double most = -HUGE_VAL;
	size_t all = 1;

	for (size_t k = 0; k < in->p.sites; k++)
		all *= 4;
	for (size_t c = 0; c < all; c++) {
		int selection[SITES];
		double w;

		for (size_t k = 0, rest = c; k < in->p.sites; k++, rest /= 4)
			selection[k] = (int)(rest % 4) - 1;
		w = worth(in, selection);
		if (w > most) {
			most = w;
			memcpy(best, selection, in->p.sites * sizeof *best);
		}
	}
	return most;
}

static void small_problems_have_the_best_of_all_selections(void **state)
{
	static struct instance in;
	uint64_t s = 77;
	int binding = 0, none = 0;

	(void)state;
	for (int k = 0; k < 60; k++) {
		int best[SITES];
		struct qs_choice choice;
		double most, free;

		fill(&in, &s, 4, 20);
		choice = solve(&in);
		free = choice.npv_cny;
		assert_true(choice.cvar_cny - tail_of(&in, in.selection) < 1e-9 * (1 + fabs(choice.cvar_cny)));
		in.p.most_cvar_cny =
			k % 5 == 4 ? -1000 : choice.cvar_cny - draw(&s, 0, 0.5) * (2 + fabs(choice.cvar_cny));
		in.p.least_co2e_t = k % 3 == 1 ? 0.8 * choice.co2e_t : -HUGE_VAL;
		in.p.least_area_ha = k % 3 == 2 ? 0.9 * choice.area_ha : -HUGE_VAL;
		in.p.least_benefit_cny = k % 2 == 1 ? 0.7 * choice.benefit_cny : -HUGE_VAL;
		most = count_out(&in, best);
		choice = solve(&in);
		assert_int_equal(choice.feasible, most > -HUGE_VAL);
		none += !choice.feasible;
		if (!choice.feasible)
			continue;
		assert_true(choice.proven && fabs(choice.npv_cny - most) < 1e-9 * (1 + fabs(most)));
		assert_memory_equal(in.selection, best, in.p.sites * sizeof *best);
		assert_true(choice.cvar_cny <= in.p.most_cvar_cny + 1e-9);
		binding += choice.npv_cny < free - 1e-6;
	}
	assert_true(binding > 15 && none > 8);
}

static double seconds(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* A solution is feasible by its own sums, its bound no lower than itself, and `proven` only where they meet. */
static void large_problems_keep_their_limits_and_tell_their_gap(void **state)
{
	static struct instance in;
	const int all = getenv("QS_CHOICE_LARGE") != NULL;
	uint64_t s = 5;

	(void)state;
	for (int k = 0; k < (all ? 20 : 1); k++) {
		struct qs_choice choice;
		double from, gap, free;

		fill(&in, &s, all ? SITES : 15, all ? MEMBERS : 100);
		in.p.members = 0;
		from = seconds();
		choice = solve(&in);
		free = choice.npv_cny;
		assert_true(choice.proven);
		if (all)
			print_message("%2d: no limit %.2f s;", k, seconds() - from);
		in.p.members = all ? MEMBERS : 100;
		qs_choice_sum(&in.p, &choice);
		in.p.most_cvar_cny = choice.cvar_cny - 0.3 * (fabs(choice.cvar_cny) + 0.2 * free);
		in.p.most_nodes = NODES;
		from = seconds();
		choice = solve(&in);
		gap = (choice.bound_cny - choice.npv_cny) / fabs(choice.npv_cny);
		if (all)
			print_message(" CVaR <= %.1f: %.1f of %.1f, gap %.4f%%, %s, %.1f s\n", in.p.most_cvar_cny,
				      choice.npv_cny, free, 100 * gap, choice.proven ? "proven" : "open",
				      seconds() - from);
		assert_true(choice.feasible && worth(&in, in.selection) > -HUGE_VAL);
		assert_true(gap >= 0 && gap <= 0.01 && seconds() - from < 60);
		assert_true(!choice.proven || gap < 1e-9);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_problems_have_the_best_of_all_selections),
		cmocka_unit_test(large_problems_keep_their_limits_and_tell_their_gap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
