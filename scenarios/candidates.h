/* What a choice of sites and treatments is made from: every option of every site, run once.
 *
 * The options of a site are all combinations of its units' treatments (`options`; a unit without them keeps its `treatment`). Each is
 * run as a site of its own with the draws of the site, as these have its address: two options of a site differ by what is done and not
 * by chance. Each issues credits alone, under the registrations that sell and hold it. The fixed cost of a registration of several
 * sites is left out of the options and kept apart, by member: it is paid once, whoever is chosen (scenarios/choice.h).
 *
 *     NPV of member i = sum_t cash_flow_it / (1 + r)^t, before tax and debt (docs/finance.md), + what the shared registration costs
 *     CO2e            = net removals to the end of the run, project - baseline, works and brought carbon lost taken off, mean
 *     capital         = works of a year, grants not taken off, mean
 *     area            = units with a treatment, benefit = services of the headline a year, mean
 */
#ifndef QS_SCENARIOS_CANDIDATES_H
#define QS_SCENARIOS_CANDIDATES_H

#include "scenarios/choice.h"
#include "scenarios/run.h"

enum { QS_CANDIDATES_A_SITE = 128, QS_CANDIDATES_ALL = 4096 };

struct qs_candidate {
	const struct qs_site *site; /* the site with its treatments of this option */
	double *npv, *sorted;       /* [members], in their order and ascending */
	struct qs_choice_option option;
	double sold_t;              /* credits sold, mean */
	double cvar_cny;            /* for whoever fills it */
	size_t dominated_by;        /* option of the same site, counted from its first, that dominates this one; itself: none */
	int order;                  /* 1, 2: of that dominance; 0 */
};

struct qs_candidates {
	size_t sites, count, members, years;
	const struct qs_site *site; /* [sites] as given */
	size_t *first;              /* [sites + 1] */
	struct qs_candidate *of;    /* [count] */
	const char *registration;   /* that several sites share, or NULL */
	double *shared;             /* [members] its fixed cost, present value */
	double shared_cost_cny;
};

/* Runs all options. Everything lies in the arena. QS_EINPUT if a site has too many options or more than one registration
 * of several sites sells; else as qs_run_experiment. */
qs_status qs_candidates_run(const struct qs_context *context, const struct qs_run_input *input, struct qs_arena *arena,
			    struct qs_candidates *candidates, struct qs_err *err);

/* Runs a selection ([sites] option of the site, -1: it is left out) as one portfolio, with its registrations as given: the
 * members' net present values into npv [members]. */
qs_status qs_candidates_check(const struct qs_context *context, const struct qs_run_input *input,
			      const struct qs_candidates *candidates, const int *selection,
			      struct qs_arena *arena, double *npv, struct qs_err *err);

#endif
