#include "scenarios/frontier.h"

#include <math.h>
#include <string.h>

static int take_point(const struct qs_choice_problem *p, struct qs_arena *arena, struct qs_choice *point)
{
	*point = (struct qs_choice){.selection = qs_arena_take(arena, p->sites + 1, sizeof *point->selection),
				    .used_cny = qs_arena_take(arena, p->years + 1, sizeof *point->used_cny),
				    .loss = qs_arena_take(arena, p->members + 1, sizeof *point->loss)};
	return point->selection && point->used_cny && point->loss ? 0 : -1;
}

/* Solves into the next point and keeps it if it is feasible. */
static qs_status solve(const struct qs_choice_problem *p, struct qs_arena *arena, struct qs_choice *point, int *kept,
		       struct qs_err *err)
{
	qs_status status = take_point(p, arena, point) ? qs_fail(err, QS_ENOMEM, "a frontier of %zu sites", p->sites)
						       : qs_choose(p, &arena->from, point, err);

	*kept = !status && point->feasible;
	if (*kept)
		qs_choice_sum(p, point); /* losses, whatever the solver looked at last */
	return status;
}

/* The most benefit that the limits allow. */
static qs_status most_benefit(const struct qs_choice_problem *p, struct qs_arena *arena, double *most,
			      struct qs_err *err)
{
	const size_t n = p->first[p->sites];
	struct qs_choice_option *const options = qs_arena_take(arena, n + 1, sizeof *options);
	struct qs_choice_problem of = *p;
	struct qs_choice point;
	int kept = 0;
	qs_status status;

	if (!options)
		return qs_fail(err, QS_ENOMEM, "a frontier of %zu sites", p->sites);
	for (size_t o = 0; o < n; o++) {
		options[o] = p->options[o];
		options[o].npv_cny = options[o].benefit_cny;
	}
	of.options = options;
	of.shared_cost_cny = 0;
	status = solve(&of, arena, &point, &kept, err);
	*most = kept ? point.benefit_cny : 0;
	return status;
}

static int beats(const struct qs_choice *a, const struct qs_choice *b)
{
	return a->npv_cny >= b->npv_cny && a->benefit_cny >= b->benefit_cny && a->cvar_cny <= b->cvar_cny;
}

/* Drops what another point beats, of equal ones the later; the others by falling NPV. */
static void sift(struct qs_frontier *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++) {
		int beaten = 0;

		for (size_t k = 0; k < f->n && !beaten; k++)
			beaten = k != i && beats(&f->point[k], &f->point[i]) &&
				 (k < i || !beats(&f->point[i], &f->point[k]));
		if (beaten)
			f->point[i].feasible = 0;
	}
	for (size_t i = 0; i < f->n; i++) {
		const struct qs_choice at = f->point[i];
		size_t k = n;

		if (!at.feasible)
			continue;
		for (; k > 0 && f->point[k - 1].npv_cny < at.npv_cny; k--)
			f->point[k] = f->point[k - 1];
		f->point[k] = at;
		n++;
	}
	f->n = n;
}

qs_status qs_frontier_trace(const struct qs_choice_problem *problem, struct qs_arena *arena, struct qs_frontier *f,
			    struct qs_err *err)
{
	struct qs_choice_problem p = *problem;
	double most = 0, least_risk = HUGE_VAL, from;
	int kept = 0;
	qs_status status = solve(&p, arena, &f->point[0], &kept, err);

	f->n = 0;
	if (status || !kept)
		return status;
	from = f->point[0].benefit_cny;
	f->n = 1;
	status = most_benefit(&p, arena, &most, err);
	for (size_t k = 1; k <= QS_FRONTIER_STEPS && !status && most > from; k++) {
		p.least_benefit_cny = from + (most - from) * (double)k / QS_FRONTIER_STEPS;
		status = solve(&p, arena, &f->point[f->n], &kept, err);
		f->n += kept ? 1 : 0;
	}
	for (size_t i = 0; i < f->n; i++)
		least_risk = fmin(least_risk, f->point[i].cvar_cny);
	least_risk = fmin(least_risk, 0); /* of the empty selection */
	for (size_t i = 0, n = f->n; i < n && !status; i++)
		for (int k = 1; k < QS_FRONTIER_CUTS && !status; k++) {
			const double own = f->point[i].cvar_cny;

			p.least_benefit_cny = fmax(problem->least_benefit_cny, f->point[i].benefit_cny * (1 - 0.1 * k));
			p.most_cvar_cny = fmin(problem->most_cvar_cny, own - 0.2 * k * (own - least_risk));
			if (!(p.most_cvar_cny < own))
				continue;
			status = solve(&p, arena, &f->point[f->n], &kept, err);
			f->n += kept ? 1 : 0;
		}
	sift(f);
	return status;
}
