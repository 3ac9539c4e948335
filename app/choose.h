/* A choice of sites and treatments as `qingshan choose` tells it: files and a page (scenarios/candidates.h, choice.h, frontier.h). */
#ifndef QS_APP_CHOOSE_H
#define QS_APP_CHOOSE_H

#include "app/app.h"
#include "io/text.h"
#include "scenarios/candidates.h"
#include "scenarios/frontier.h"

/* A choice and all that is said of it. */
struct qs_chosen {
	const struct qs_portfolio *portfolio;
	struct qs_candidates of;
	struct qs_choice_problem problem;
	struct qs_choice best;
	struct qs_frontier frontier;
	double *whole; /* [members] NPV of the selection run as one portfolio */
};

/* The option that a choice takes of a site; NULL: it is left alone. */
const struct qs_candidate *qs_chosen_option(const struct qs_chosen *chosen, const struct qs_choice *choice, size_t site);

/* An option's name: its units' treatments. */
void qs_chosen_name(struct qs_buffer *to, const struct qs_candidate *option);

/* How far the best found may lie below what is possible, by its own value; 0 if it is proven. */
double qs_chosen_gap(const struct qs_choice *choice);

/* Quantile of an option's net present value, type 7. */
double qs_chosen_quantile(const struct qs_chosen *chosen, const struct qs_candidate *option, double p);

/* Appends the page: verdict with its gap, selection, budgets, frontier as a chart and a table. One file, no network. */
void qs_chosen_page(struct qs_buffer *to, const struct qs_chosen *chosen, enum qs_lang lang);

#endif
