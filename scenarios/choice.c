#include "scenarios/choice.h"

#include "model/base/bug.h"
#include "scenarios/choice_solver.h"

#include <math.h>
#include <string.h>

enum {
	MOST_FOUND = 64, /* selections within a millionth of the best that are looked at */
	MOST_ROWS = 300, /* rows of the limit of CVaR before the search */
};

#define SLACK 1e-9  /* by which rows of the solver are wider, in scaled numbers: selections are summed again */
#define ROUGH 0.005 /* relative gap at which a first selection is good enough */
#define SOLVED 1e-9 /* the solver's own tolerance of the objective */
#define CUT 1e-7    /* by which a relaxation breaks a row before the row is made */
#define CLOSE 1e-6  /* how near to the best a selection must be to be looked at, above the solver's tolerances */

/* ---- the programme ---- */

struct programme {
	const struct qs_choice_problem *p;
	size_t options; /* columns; one more is y */
	double scale;   /* of the objective */
	double ceiling; /* scaled: nothing that was not looked at is worth more */
	double rounding;
	struct qs_solver solver;
	struct qs_arena arena;
	double *objective, *value; /* [options + 1]; [options + 2], value[0] is not read */
	size_t *column;            /* [options + 1] */
	int *index, *x;            /* [options + 2]; [options + 1] */
	size_t *twin;              /* [sites] */
	int *selection;            /* of the candidate */
	double *used;
	struct qs_solver_lazy lazy; /* of the limit of CVaR */
	double *loss, *weight, *sorted, *scratch;
	double *order; /* [options], of the rounding */
};

static qs_status take(struct programme *g, struct qs_err *err)
{
	const size_t n = g->options + 2;

	g->objective = qs_arena_take(&g->arena, n, sizeof *g->objective);
	g->value = qs_arena_take(&g->arena, n, sizeof *g->value);
	g->column = qs_arena_take(&g->arena, n, sizeof *g->column);
	g->index = qs_arena_take(&g->arena, n, sizeof *g->index);
	g->x = qs_arena_take(&g->arena, n, sizeof *g->x);
	g->selection = qs_arena_take(&g->arena, g->p->sites, sizeof *g->selection);
	g->twin = qs_arena_take(&g->arena, g->p->sites, sizeof *g->twin);
	g->used = qs_arena_take(&g->arena, g->p->years, sizeof *g->used);
	if (g->p->members) {
		g->loss = qs_arena_take(&g->arena, g->p->members, sizeof *g->loss);
		g->weight = qs_arena_take(&g->arena, g->p->members, sizeof *g->weight);
		g->sorted = qs_arena_take(&g->arena, g->p->members, sizeof *g->sorted);
		g->scratch = qs_arena_take(&g->arena, 2 * n, sizeof *g->scratch);
		g->order = qs_arena_take(&g->arena, n, sizeof *g->order);
		if (!g->loss || !g->weight || !g->sorted || !g->scratch || !g->order)
			return qs_fail(err, QS_ENOMEM, "the losses of %zu members", g->p->members);
	}
	if (!g->objective || !g->value || !g->column || !g->index || !g->x || !g->selection || !g->twin || !g->used)
		return qs_fail(err, QS_ENOMEM, "a choice among %zu options", g->options);
	return QS_OK;
}

/* Adds the row of n entries that stand in column and value. */
static qs_status put_row(struct programme *g, size_t n, double low, double high, struct qs_err *err)
{
	return qs_solver_row(&g->solver, n, g->column, g->value, low, high, err);
}

/* Sum of an amount of all options within limits, scaled to the largest amount. Without any amount only the limits
 * speak, and qs_choice_hopeless has heard them. */
static qs_status put_amounts(struct programme *g, double low, double high, struct qs_err *err)
{
	double top = 0;

	for (size_t i = 0; i < g->options; i++)
		top = fmax(top, fabs(g->value[i + 1]));
	if (!(top > 0))
		return QS_OK;
	for (size_t i = 0; i < g->options; i++) {
		g->column[i] = i;
		g->value[i + 1] /= top;
	}
	low /= top;
	high /= top;
	return put_row(g, g->options, low - SLACK * (1 + fabs(low)), high + SLACK * (1 + fabs(high)), err);
}

static qs_status put_site(struct programme *g, size_t site, struct qs_err *err)
{
	const struct qs_choice_problem *const p = g->p;
	qs_status status = QS_OK;
	size_t n = 0;

	for (size_t i = p->first[site]; i < p->first[site + 1]; i++, n++) {
		g->column[n] = i;
		g->value[n + 1] = 1;
	}
	if (n > 1)
		status = put_row(g, n, -HUGE_VAL, 1, err);
	n = 0;
	for (size_t i = p->first[site]; i < p->first[site + 1]; i++)
		if (p->options[i].registered) {
			g->column[n++] = i;
			g->value[n] = 1;
		}
	if (!n || status || !(p->shared_cost_cny > 0))
		return status;
	g->column[n++] = g->options;
	g->value[n] = -1;
	return put_row(g, n, -HUGE_VAL, 0, err);
}

static int is_twin(const struct qs_choice_problem *p, size_t a, size_t b)
{
	const size_t n = p->first[a + 1] - p->first[a];

	if (n != p->first[b + 1] - p->first[b])
		return 0;
	for (size_t i = 0; i < n; i++) {
		const struct qs_choice_option *const x = p->options + p->first[a] + i, *const y = p->options +
												  p->first[b] + i;

		if (x->npv_cny != y->npv_cny || x->co2e_t != y->co2e_t || x->area_ha != y->area_ha ||
		    x->benefit_cny != y->benefit_cny || !x->registered != !y->registered)
			return 0;
		for (size_t m = 0; m < p->members; m++)
			if (x->npv_member[m] != y->npv_member[m])
				return 0;
		for (size_t t = 0; t < p->years; t++)
			if (x->capex_cny[t] != y->capex_cny[t])
				return 0;
	}
	return 1;
}

/* The last site before this one that has the same options; the site itself if there is none. */
static size_t twin_of(const struct qs_choice_problem *p, size_t site)
{
	for (size_t s = site; s-- > 0;)
		if (is_twin(p, s, site))
			return s;
	return site;
}

/* Sites with the same options may change places: of all the ways the one that is first in the order of sites stands for
 * them, number of the option in the twin <= number in the site. */
static qs_status put_twin(struct programme *g, size_t site, struct qs_err *err)
{
	const struct qs_choice_problem *const p = g->p;
	const size_t twin = g->twin[site] = twin_of(p, site);
	const size_t options = p->first[site + 1] - p->first[site];

	if (twin == site || !options)
		return QS_OK;
	for (size_t i = 0; i < options; i++) {
		g->column[i] = p->first[twin] + i;
		g->value[i + 1] = (double)i + 1;
		g->column[options + i] = p->first[site] + i;
		g->value[options + i + 1] = -(double)i - 1;
	}
	return put_row(g, 2 * options, -HUGE_VAL, 0, err);
}

static qs_status put_limits(struct programme *g, struct qs_err *err)
{
	const struct qs_choice_problem *const p = g->p;
	const double least[] = {p->least_co2e_t, p->least_area_ha, p->least_benefit_cny};
	qs_status status = QS_OK;

	for (size_t s = 0; s < p->sites && !status; s++)
		status = put_site(g, s, err);
	for (size_t s = 0; s < p->sites && !status; s++)
		status = put_twin(g, s, err);
	for (size_t t = 0; t < p->years && !status; t++) {
		for (size_t i = 0; i < g->options; i++)
			g->value[i + 1] = p->options[i].capex_cny[t];
		status = put_amounts(g, -HUGE_VAL, p->budget_cny[t], err);
	}
	for (size_t k = 0; k < sizeof least / sizeof least[0] && !status; k++) {
		if (!(least[k] > -HUGE_VAL))
			continue;
		for (size_t i = 0; i < g->options; i++)
			g->value[i + 1] = k == 0   ? p->options[i].co2e_t
					  : k == 1 ? p->options[i].area_ha
						   : p->options[i].benefit_cny;
		status = put_amounts(g, least[k], HUGE_VAL, err);
	}
	return status;
}

static void scale_objective(struct programme *g)
{
	const struct qs_choice_problem *const p = g->p;

	g->scale = p->shared_cost_cny;
	for (size_t i = 0; i < g->options; i++)
		g->scale = fmax(g->scale, fabs(p->options[i].npv_cny));
	if (!(g->scale > 0))
		g->scale = 1;
	for (size_t i = 0; i < g->options; i++)
		g->objective[i] = p->options[i].npv_cny / g->scale;
	g->objective[g->options] = -p->shared_cost_cny / g->scale;
}

/* ---- the limit of CVaR ---- */

/* The row sum_i q_i L_i(x) <= R of the weights at x, scaled to its largest entry. */
static int break_tail(void *self, const double *x, double *value, double *high)
{
	struct programme *const g = self;
	const struct qs_choice_problem *const p = g->p;
	double top = 0, at = 0;

	qs_choice_losses(p, x, x[g->options], g->loss);
	if (qs_choice_tail(p, g->loss, g->weight, g->sorted) <= p->most_cvar_cny)
		return 0;
	memset(value + 1, 0, (g->options + 1) * sizeof *value);
	for (size_t i = 0; i < p->members; i++)
		if (g->weight[i] > 0) {
			for (size_t o = 0; o < g->options; o++)
				value[o + 1] -= g->weight[i] * p->options[o].npv_member[i];
			value[g->options + 1] +=
				g->weight[i] * (p->shared_member ? p->shared_member[i] : p->shared_cost_cny);
		}
	for (size_t o = 0; o <= g->options; o++) {
		top = fmax(top, fabs(value[o + 1]));
		at += value[o + 1] * x[o];
	}
	for (size_t o = 0; top > 0 && o <= g->options; o++)
		value[o + 1] /= top;
	*high = top > 0 ? p->most_cvar_cny / top + SLACK * (1 + fabs(p->most_cvar_cny / top)) : -1;
	return top > 0 ? at / top > *high + CUT : p->most_cvar_cny < 0;
}

/* Options in the order of their part in x, each taken where it breaks no limit that it can break. */
static int round_down(void *self, const double *x, double *out)
{
	struct programme *const g = self;
	const struct qs_choice_problem *const p = g->p;
	struct qs_choice candidate = {.selection = g->selection, .used_cny = g->used, .loss = g->loss};
	size_t left = g->options;

	for (size_t s = 0; s < p->sites; s++)
		g->selection[s] = -1;
	memcpy(g->order, x, g->options * sizeof *g->order);
	for (; left > 0; left--) {
		size_t best = 0, site = 0;

		for (size_t o = 1; o < g->options; o++)
			best = g->order[o] > g->order[best] ? o : best;
		if (g->order[best] < 0.01)
			break;
		g->order[best] = -1;
		while (p->first[site + 1] <= best)
			site++;
		if (g->selection[site] >= 0)
			continue;
		g->selection[site] = (int)(best - p->first[site]);
		qs_choice_sum(p, &candidate);
		if (!candidate.within)
			g->selection[site] = -1;
	}
	qs_choice_sum(p, &candidate);
	for (size_t o = 0; o < g->options; o++)
		out[o] = 0;
	for (size_t s = 0; s < p->sites; s++)
		if (g->selection[s] >= 0)
			out[p->first[s] + (size_t)g->selection[s]] = 1;
	out[g->options] = candidate.shared_paid;
	return candidate.feasible;
}

/* ---- the search ---- */

/* From now on: not this selection again. */
static qs_status forbid(struct programme *g, struct qs_err *err)
{
	double taken = 0;

	for (size_t i = 0; i < g->options; i++) {
		g->column[i] = i;
		g->value[i + 1] = g->x[i] ? -1 : 1;
		taken += g->x[i];
	}
	return put_row(g, g->options, 1 - taken, HUGE_VAL, err);
}

static void read_selection(const struct programme *g, int *selection)
{
	for (size_t s = 0; s < g->p->sites; s++) {
		selection[s] = -1;
		for (size_t i = g->p->first[s]; i < g->p->first[s + 1]; i++)
			if (g->x[i])
				selection[s] = (int)(i - g->p->first[s]);
	}
}

/* Whether a comes before b in the order of sites. */
static int is_before(size_t sites, const int *a, const int *b)
{
	for (size_t s = 0; s < sites; s++)
		if (a[s] != b[s])
			return a[s] < b[s];
	return 0;
}

/* Takes a candidate that is feasible and better than the best, or equal and before it. */
static void weigh(const struct programme *g, const struct qs_choice *candidate, struct qs_choice *best)
{
	const int equal = best->feasible && fabs(candidate->npv_cny - best->npv_cny) <= g->rounding;

	if (!candidate->feasible)
		return;
	if (equal)
		best->unique = 0;
	if (equal ? !is_before(g->p->sites, candidate->selection, best->selection)
		  : best->feasible && candidate->npv_cny < best->npv_cny)
		return;
	if (!equal)
		best->unique = 1;
	if (g->p->sites)
		memcpy(best->selection, candidate->selection, g->p->sites * sizeof *best->selection);
	qs_choice_sum(g->p, best);
}

/* What the search says in the end. `last` is how it ended; left: selections were left to look at. */
static qs_status conclude(const struct programme *g, const struct qs_solution *last, int left, struct qs_choice *best,
			  struct qs_err *err)
{
	const int cut = last->end == QS_SOLVER_CUT || last->end == QS_SOLVER_OPEN;

	if (!best->feasible && cut)
		return qs_fail(err, QS_EFAILED,
			       "%llu nodes were searched without a selection, nor a proof that there is none",
			       (unsigned long long)g->p->most_nodes);
	if (!best->feasible && left)
		return qs_fail(err, QS_EFAILED,
			       "amounts differ too much in size: %d selections keep the limits only within the "
			       "solver's tolerance",
			       MOST_FOUND);
	best->proven = best->feasible && !cut && !left;
	best->unique = best->unique && best->proven;
	for (size_t s = 0; s < g->p->sites && best->unique; s++)
		best->unique = best->selection[s] == best->selection[g->twin[s]];
	best->bound_cny = best->npv_cny;
	if (!best->proven)
		best->bound_cny = fmax(best->npv_cny, g->scale * fmin(g->ceiling, cut ? last->bound : HUGE_VAL));
	return QS_OK;
}

/* One search: the candidate it finds is weighed and ruled out. Nonzero *more: another may be worth looking at. */
static qs_status search_once(struct programme *g, struct qs_choice *best, struct qs_solution *solution, int *more,
			     struct qs_err *err)
{
	struct qs_choice candidate = {.selection = g->selection, .used_cny = g->used, .loss = g->loss};
	const int is_first = !best->feasible;
	const double z = best->npv_cny / g->scale, least = is_first ? -HUGE_VAL : z - CLOSE * (1 + fabs(z));
	qs_status status = QS_OK;

	*more = 0;
	if (!is_first)
		status = qs_solver_fix(&g->solver, least, err);
	if (!status)
		status =
			qs_solver_solve(&g->solver, g->p->most_nodes, is_first ? ROUGH : 0, least, solution, g->x, err);
	if (status || solution->end == QS_SOLVER_NONE || solution->end == QS_SOLVER_OPEN)
		return status;
	if (solution->end == QS_SOLVER_OPTIMAL && !is_first) {
		g->ceiling = solution->objective + SOLVED * (1 + fabs(solution->objective));
		if (solution->objective < least)
			return QS_OK;
	}
	read_selection(g, candidate.selection);
	qs_choice_sum(g->p, &candidate);
	weigh(g, &candidate, best);
	*more = solution->end == QS_SOLVER_OPTIMAL;
	return *more ? forbid(g, err) : QS_OK;
}

/* First a selection that is nearly the best, soon found; it rules out options by their reduced costs. Then everything
 * that is not clearly worse, one after another, until nothing is left. */
static qs_status seek(struct programme *g, struct qs_choice *best, struct qs_err *err)
{
	struct qs_solution solution = {.end = QS_SOLVER_NONE};
	qs_status status = QS_OK;
	int found = 0, more = 1;

	for (; more && !status && found < MOST_FOUND; found++)
		status = search_once(g, best, &solution, &more, err);
	return status ? status : conclude(g, &solution, more, best, err);
}

/* Without options there is one selection: nothing. */
static void choose_nothing(const struct qs_choice_problem *p, struct qs_choice *choice)
{
	for (size_t s = 0; s < p->sites; s++)
		choice->selection[s] = -1;
	qs_choice_sum(p, choice);
	choice->proven = choice->unique = choice->feasible;
	choice->bound_cny = choice->npv_cny;
}

qs_status qs_choose(const struct qs_choice_problem *problem, const struct qs_allocator *allocator,
		    struct qs_choice *choice, struct qs_err *err)
{
	struct programme g = {.p = problem, .options = problem->first[problem->sites], .ceiling = HUGE_VAL};
	qs_status status;

	qs_bug_assert(problem->shared_cost_cny >= 0);
	choice->feasible = choice->proven = choice->unique = 0;
	if (qs_choice_hopeless(problem))
		return QS_OK;
	if (!g.options) {
		choose_nothing(problem, choice);
		return QS_OK;
	}
	qs_arena_init(&g.arena, allocator);
	status = take(&g, err);
	if (status)
		goto done;
	scale_objective(&g);
	g.rounding = qs_choice_rounding(problem);
	status = qs_solver_open(&g.solver, g.options + 1, g.objective, g.index, err);
	if (!status)
		status = put_limits(&g, err);
	if (!status && problem->members && problem->most_cvar_cny < HUGE_VAL) {
		g.lazy = (struct qs_solver_lazy){&g, break_tail, round_down};
		g.solver.lazy = &g.lazy;
		g.solver.scratch = g.scratch;
		status = qs_solver_tighten(&g.solver, MOST_ROWS, err);
	}
	if (!status)
		status = seek(&g, choice, err);
done:
	qs_solver_close(&g.solver);
	qs_arena_free(&g.arena);
	return status;
}
