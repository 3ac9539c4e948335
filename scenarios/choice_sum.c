/* A selection of options, summed from the input: money, amounts, the tail of losses. */
#include "kernels/risk.h"
#include "scenarios/choice.h"

#include <math.h>
#include <string.h>

#define ROUNDING 1e-12 /* of what is summed */

struct sum {
	double value, size;
};

static void add(struct sum *sum, double x)
{
	sum->value += x;
	sum->size += fabs(x);
}

static const struct qs_choice_option *chosen(const struct qs_choice_problem *p, const int *selection, size_t site)
{
	return selection[site] < 0 ? NULL : p->options + p->first[site] + selection[site];
}

static double capex_of(const struct qs_choice_option *option, size_t year)
{
	return option->capex_cny[year];
}

static double co2e_of(const struct qs_choice_option *option, size_t year)
{
	(void)year;
	return option->co2e_t;
}

static double area_of(const struct qs_choice_option *option, size_t year)
{
	(void)year;
	return option->area_ha;
}

static double benefit_of(const struct qs_choice_option *option, size_t year)
{
	(void)year;
	return option->benefit_cny;
}

typedef double amount_of(const struct qs_choice_option *option, size_t year);

enum { LEASTS = 3 };

static amount_of *const least_of[LEASTS] = {co2e_of, area_of, benefit_of};

static double least_at(const struct qs_choice_problem *p, size_t k)
{
	return k == 0 ? p->least_co2e_t : k == 1 ? p->least_area_ha : p->least_benefit_cny;
}

static int is_within(struct sum sum, double most)
{
	return sum.value <= most + ROUNDING * (sum.size + fabs(most));
}

static int is_enough(struct sum sum, double least)
{
	return !(least > -HUGE_VAL) || sum.value >= least - ROUNDING * (sum.size + fabs(least));
}

static struct sum sum_of(const struct qs_choice_problem *p, const int *selection, amount_of *amount, size_t year)
{
	struct sum sum = {0, 0};

	for (size_t s = 0; s < p->sites; s++) {
		const struct qs_choice_option *const o = chosen(p, selection, s);

		if (o)
			add(&sum, amount(o, year));
	}
	return sum;
}

/* ---- losses ---- */

static double shared_of(const struct qs_choice_problem *p, size_t member)
{
	return p->shared_member ? p->shared_member[member] : p->shared_cost_cny;
}

void qs_choice_losses(const struct qs_choice_problem *p, const double *x, double y, double *loss)
{
	for (size_t i = 0; i < p->members; i++)
		loss[i] = y * shared_of(p, i);
	for (size_t o = 0; o < p->first[p->sites]; o++)
		for (size_t i = 0; x[o] != 0 && i < p->members; i++)
			loss[i] -= x[o] * p->options[o].npv_member[i];
}

double qs_choice_tail(const struct qs_choice_problem *p, const double *loss, double *weight, double *sorted)
{
	const double most = 1 / ((1 - p->level) * (double)p->members);
	struct qs_risk_tail tail;
	double left = 1;

	memcpy(sorted, loss, p->members * sizeof *sorted);
	qs_risk_sort(p->members, sorted);
	tail = qs_risk_tail(p->members, sorted, p->level);
	for (size_t i = 0; i < p->members; i++) {
		weight[i] = loss[i] > tail.var ? most : 0;
		left -= weight[i];
	}
	for (size_t i = 0; i < p->members && left > 0; i++)
		if (loss[i] <= tail.var && loss[i] >= tail.var) {
			weight[i] = left < most ? left : most;
			left -= weight[i];
		}
	return tail.cvar;
}

/* The largest sum of sizes that a member's loss is made of: what its rounding is in proportion to. */
static double size_of_losses(const struct qs_choice_problem *p, const int *selection, int shared)
{
	double most = 0;

	for (size_t i = 0; i < p->members; i++) {
		double size = shared ? shared_of(p, i) : 0;

		for (size_t s = 0; s < p->sites; s++)
			if (selection[s] >= 0)
				size += fabs(chosen(p, selection, s)->npv_member[i]);
		most = fmax(most, size);
	}
	return most;
}

static void sum_losses(const struct qs_choice_problem *p, struct qs_choice *choice)
{
	for (size_t i = 0; i < p->members; i++)
		choice->loss[i] = choice->shared_paid ? shared_of(p, i) : 0;
	for (size_t s = 0; s < p->sites; s++)
		for (size_t i = 0; choice->selection[s] >= 0 && i < p->members; i++)
			choice->loss[i] -= chosen(p, choice->selection, s)->npv_member[i];
	qs_risk_sort(p->members, choice->loss);
	choice->cvar_cny = qs_risk_tail(p->members, choice->loss, p->level).cvar;
	if (p->most_cvar_cny < HUGE_VAL)
		choice->within = choice->within &&
				 choice->cvar_cny <=
					 p->most_cvar_cny +
						 ROUNDING * (fabs(p->most_cvar_cny) +
							     size_of_losses(p, choice->selection, choice->shared_paid));
}

/* ---- the whole ---- */

void qs_choice_sum(const struct qs_choice_problem *p, struct qs_choice *choice)
{
	struct sum least[LEASTS], npv = {0, 0};

	choice->within = 1;
	choice->shared_paid = 0;
	for (size_t s = 0; s < p->sites; s++)
		if (choice->selection[s] >= 0) {
			add(&npv, chosen(p, choice->selection, s)->npv_cny);
			choice->shared_paid |= chosen(p, choice->selection, s)->registered != 0;
		}
	choice->npv_cny = npv.value - (choice->shared_paid ? p->shared_cost_cny : 0);
	for (size_t k = 0; k < LEASTS; k++) {
		least[k] = sum_of(p, choice->selection, least_of[k], 0);
	}
	choice->co2e_t = least[0].value;
	choice->area_ha = least[1].value;
	choice->benefit_cny = least[2].value;
	for (size_t t = 0; t < p->years; t++) {
		const struct sum used = sum_of(p, choice->selection, capex_of, t);

		choice->used_cny[t] = used.value;
		choice->within = choice->within && is_within(used, p->budget_cny[t]);
	}
	choice->cvar_cny = 0;
	if (p->members)
		sum_losses(p, choice);
	choice->feasible = choice->within;
	for (size_t k = 0; k < LEASTS; k++)
		choice->feasible = choice->feasible && is_enough(least[k], least_at(p, k));
}

double qs_choice_rounding(const struct qs_choice_problem *problem)
{
	double size = problem->shared_cost_cny;

	for (size_t i = 0; i < problem->first[problem->sites]; i++)
		size += fabs(problem->options[i].npv_cny);
	return ROUNDING * size;
}

/* The least sum that any selection gives of sign x an amount. */
static struct sum least_sum(const struct qs_choice_problem *p, amount_of *amount, size_t year, double sign)
{
	struct sum sum = {0, 0};

	for (size_t s = 0; s < p->sites; s++) {
		double least = 0;

		for (size_t i = p->first[s]; i < p->first[s + 1]; i++)
			least = fmin(least, sign * amount(p->options + i, year));
		add(&sum, least);
	}
	return sum;
}

int qs_choice_hopeless(const struct qs_choice_problem *p)
{
	for (size_t t = 0; t < p->years; t++)
		if (!is_within(least_sum(p, capex_of, t, 1), p->budget_cny[t]))
			return 1;
	for (size_t k = 0; k < LEASTS; k++) {
		struct sum most = least_sum(p, least_of[k], 0, -1);

		most.value = -most.value;
		if (!is_enough(most, least_at(p, k)))
			return 1;
	}
	return 0;
}
