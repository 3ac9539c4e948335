/* Which sites to restore, and how, within yearly budgets.
 *
 *     maximise    sum npv x - F y                 x = 1: the option is taken; y = 1: some credits are registered
 *     subject to  sum of a site's options x <= 1  options of a site exclude each other; none may be taken
 *                 sum capex_t x <= B_t            for each year t
 *                 sum co2e x >= the least CO2e, and so for area and benefit
 *                 CVaR_a(L(x)) <= R               L_i = F_i y - sum npv_i x, the loss of member i (kernels/risk.h)
 *                 x <= y                          for options that register: the shared cost F is paid once
 *
 * CVaR is the largest of the sums q_i L_i over weights 0 <= q_i <= 1 / ((1 - a) n) that sum to 1 (Rockafellar and Uryasev 2002, J.
 * Bank. Finance 26, 1443-1471), and each L_i is linear in x and y. So the limit is rows sum_i q_i L_i(x) <= R, one for every q; only
 * those that a relaxation breaks are made, as they are broken (Kuenzi-Bay and Mayer 2006, Comput. Manag. Sci. 3, 3-27).
 *
 * A mixed-integer programme, solved by branch and bound (GLPK's glp_intopt) in numbers scaled to about 1. The solver's
 * tolerances decide nothing: a selection it finds is summed again from the input, in the order of sites, and refused if
 * a limit is missed by more than rounding (1e-12 of what is summed); then the search goes on without
 * it, until nothing within a millionth of the best is left. So the best is exactly that, of several equal ones the
 * first in the order of sites (none before option 0), and `unique` says whether there was another.
 *
 * GLPK keeps an environment a thread; qs_choose opens it, silences it and closes it again if it was not open. It may
 * run in several threads at once, each with its own problem, where GLPK was built with thread-local storage (Debian's
 * is); the program calls it from one. A failure inside GLPK ends this call and not the process; its environment is then
 * freed, and whatever the calling thread held in it of its own.
 */
#ifndef QS_SCENARIOS_CHOICE_H
#define QS_SCENARIOS_CHOICE_H

#include "model/base/arena.h"
#include "model/base/status.h"

#include <stdint.h>

struct qs_choice_option {
	double npv_cny;
	const double *capex_cny; /* [years]; negative: money that comes in */
	double co2e_t;
	int registered;
	double area_ha, benefit_cny;
	const double *npv_member; /* [members] */
};

struct qs_choice_problem {
	size_t years;
	const double *budget_cny;
	double least_co2e_t, least_area_ha, least_benefit_cny; /* -inf: none */
	double shared_cost_cny; /* >= 0 */
	size_t sites;
	const size_t *first; /* [sites + 1]: options of site s are first[s] .. first[s + 1] - 1; a site may have none */
	const struct qs_choice_option *options;
	size_t members;              /* 0: no risk is counted, and what follows is not read */
	const double *shared_member; /* [members] F_i >= 0; NULL: shared_cost_cny in each */
	double level, most_cvar_cny; /* a in [0, 1); R, inf: no limit */
	uint64_t most_nodes; /* nodes of branch and bound that a search may visit; 0: as many as it takes */
};

struct qs_choice {
	int feasible;
	int within; /* keeps the limits from above: budgets and CVaR */
	int proven; /* nothing better exists; 0: the search was cut short, and nothing is above bound_cny */
	int unique; /* proven, and no other selection is worth the same within rounding */
	double npv_cny, bound_cny;
	int *selection;   /* [sites] of the caller: option of the site from 0, -1 none */
	double *used_cny; /* [years] of the caller */
	double *loss; /* [members] of the caller: the members' losses, sorted ascending */
	double co2e_t, area_ha, benefit_cny, cvar_cny;
	int shared_paid;
};

/* Solves a problem. No option at all is a selection too. If none is feasible, only `feasible` is set. QS_EFAILED: the
 * nodes were used up without any selection or proof that there is none, the amounts differ too much in size to tell
 * feasible from not, or GLPK failed (its words are in err); QS_ENOMEM. */
qs_status qs_choose(const struct qs_choice_problem *problem, const struct qs_allocator *allocator,
		    struct qs_choice *choice, struct qs_err *err);

/* Sums a selection in the order of sites into everything of choice but bound, proven and unique; feasible is 1 if it
 * keeps all limits within rounding. The selection stands in choice. */
void qs_choice_sum(const struct qs_choice_problem *problem, struct qs_choice *choice);

/* The rounding that qs_choice_sum and the comparison of two selections allow in their value: 1e-12 of all that might be
 * summed. */
double qs_choice_rounding(const struct qs_choice_problem *problem);

/* Nonzero if one limit alone can be kept by no selection; the limit of CVaR is not tried. */
int qs_choice_hopeless(const struct qs_choice_problem *problem);

/* The members' losses L_i of x [options] and y, into loss [members]. */
void qs_choice_losses(const struct qs_choice_problem *problem, const double *x, double y, double *loss);

/* The row of the limit of CVaR that losses break most: weight[i] = q_i; returns CVaR of the losses. sorted:
 * [members], scratch. */
double qs_choice_tail(const struct qs_choice_problem *problem, const double *loss, double *weight, double *sorted);

/* Version of GLPK in use. */
const char *qs_choice_solver(void);

#endif
