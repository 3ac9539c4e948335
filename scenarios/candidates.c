#include "scenarios/candidates.h"

#include "kernels/risk.h"
#include "model/finance/industry.h"
#include "model/market/credits.h"

#include <math.h>
#include <string.h>

/* ---- options of the sites ---- */

/* Treatments that a unit may have: its options, else what it has. */
static size_t choices_of(const struct qs_unit *unit)
{
	return unit->options.n ? unit->options.n : 1;
}

static size_t combinations(const struct qs_site *site)
{
	size_t n = 1;

	for (size_t u = 0; u < site->units.n && n <= QS_CANDIDATES_A_SITE; u++)
		n *= choices_of(&site->units.items[u]);
	return n;
}

/* Units that a site's plan works on; all of its units if it works on none. */
static int planned_units(const struct qs_portfolio *portfolio, struct qs_arena *arena, const struct qs_site *site,
			 struct qs_strings *planned)
{
	*planned = (struct qs_strings){qs_arena_take(arena, site->units.n, sizeof *planned->items), 0};
	for (int all = 0; planned->items && all < 2 && planned->n == 0; all++)
		for (size_t u = 0; u < site->units.n; u++)
			if (all || qs_works_on(portfolio, &site->units.items[u]))
				planned->items[planned->n++] = site->units.items[u].id;
	return planned->items ? 0 : -1;
}

/* What an option earns: lines of income rest on the units that the plan works on, and spoil comes from as much of them
 * as the option works on. */
static int tie_income(const struct qs_portfolio *portfolio, struct qs_arena *arena, const struct qs_site *site,
		      struct qs_site *option)
{
	const size_t n = site->finance.revenues.n;
	struct qs_revenue *const revenues = qs_arena_take(arena, n + 1, sizeof *revenues);
	struct qs_revenue spoil = {0};
	struct qs_industry_ground ground;

	if (!revenues || planned_units(portfolio, arena, site, &spoil.units))
		return -1;
	for (size_t r = 0; r < n; r++) {
		revenues[r] = site->finance.revenues.items[r];
		if (!revenues[r].units.n)
			revenues[r].units = spoil.units;
	}
	option->finance.revenues.items = revenues;
	ground = qs_industry_ground(portfolio, option, &spoil);
	option->finance.spoil_surplus_m3.value *= ground.whole_ha > 0 ? ground.area_ha / ground.whole_ha : 0;
	return 0;
}

/* The site with combination k of its units' treatments, the last unit fastest; -1 without memory. */
static int make_option(const struct qs_portfolio *portfolio, struct qs_arena *arena, const struct qs_site *site,
		       size_t k, struct qs_site *option)
{
	struct qs_unit *const units = qs_arena_take(arena, site->units.n, sizeof *units);

	if (!units)
		return -1;
	*option = *site;
	option->units.items = units;
	for (size_t u = site->units.n; u-- > 0;) {
		const struct qs_unit *const unit = &site->units.items[u];

		units[u] = *unit;
		if (unit->options.n)
			units[u].treatment = unit->options.items[k % unit->options.n];
		k /= choices_of(unit);
	}
	return tie_income(portfolio, arena, site, option);
}

/* All sites of the source, in one array. */
static qs_status read_sites(const struct qs_run_input *input, struct qs_arena *arena, struct qs_candidates *c,
			    struct qs_err *err)
{
	struct qs_site_source *const source = input->sites;
	struct qs_site *const sites = qs_arena_take(arena, (size_t)source->sites, sizeof *sites);
	const struct qs_site *chunk = NULL;
	size_t n = 0;

	c->first = qs_arena_take(arena, (size_t)source->sites + 1, sizeof *c->first);
	if (!sites || !c->first)
		return qs_fail(err, QS_ENOMEM, "options of %zu sites", (size_t)source->sites);
	source->rewind(source->self);
	do {
		if (source->next(source->self, &chunk, 4096, &n))
			return qs_fail(err, QS_EFILE, "sites cannot be read");
		for (size_t s = 0; s < n; s++) {
			const size_t options = combinations(&chunk[s]);

			if (options > QS_CANDIDATES_A_SITE)
				return qs_fail(err, QS_EINPUT,
					       "site %s: more than %d combinations of its units' options", chunk[s].id,
					       QS_CANDIDATES_A_SITE);
			sites[c->sites] = chunk[s];
			c->first[c->sites++] = c->count;
			c->count += options;
		}
	} while (n);
	c->first[c->sites] = c->count;
	c->site = sites;
	return c->count <= QS_CANDIDATES_ALL ? QS_OK
					     : qs_fail(err, QS_EINPUT, "%zu options in all, at most %d are possible",
						       c->count, QS_CANDIDATES_ALL);
}

/* ---- registrations, one site each ---- */

static int is_shared(const struct qs_registration *registration, size_t sites)
{
	return registration->sites.n == 1 && !strcmp(registration->sites.items[0], "all") ? sites > 1
											  : registration->sites.n > 1;
}

/* The portfolio with every registration that sells cut into registrations of one site. */
static qs_status cut_registrations(const struct qs_portfolio *portfolio, struct qs_arena *arena,
				   struct qs_candidates *c, struct qs_portfolio *cut, struct qs_err *err)
{
	const size_t n = portfolio->registrations.n;
	struct qs_registration *const one = qs_arena_take(arena, n * c->sites + 1, sizeof *one);
	size_t count = 0;

	if (!one)
		return qs_fail(err, QS_ENOMEM, "%zu registrations", n);
	for (size_t r = 0; r < n; r++) {
		const struct qs_registration *const from = &portfolio->registrations.items[r];

		if (!from->sell)
			continue;
		if (is_shared(from, c->sites) && c->registration)
			return qs_fail(err, QS_EINPUT,
				       "registrations %s and %s both sell for several sites: a choice takes one",
				       c->registration, from->id);
		c->registration = is_shared(from, c->sites) ? from->id : c->registration;
		for (size_t s = 0; s < c->sites; s++) {
			const char **id;

			if (!qs_registration_holds(from, c->site[s].id))
				continue;
			id = qs_arena_take(arena, 1, sizeof *id);
			if (!id)
				return qs_fail(err, QS_ENOMEM, "%zu registrations", n);
			*id = c->site[s].id;
			one[count] = *from;
			one[count].sites.items = id;
			one[count++].sites.n = 1;
		}
	}
	*cut = *portfolio;
	cut->registrations.items = one;
	cut->registrations.n = count;
	cut->soils_compared.n = 0;
	return QS_OK;
}

/* Whether a site's registration costs are those of the shared registration: then it may stand in no other that sells.
 */
static int shares(const struct qs_portfolio *cut, const struct qs_candidates *c, const char *site, size_t *others)
{
	int is_in = 0;

	*others = 0;
	for (size_t r = 0; r < cut->registrations.n; r++)
		if (qs_registration_holds(&cut->registrations.items[r], site)) {
			if (c->registration && !strcmp(cut->registrations.items[r].id, c->registration))
				is_in = 1;
			else
				++*others;
		}
	return is_in;
}

/* ---- the run ---- */

struct source {
	const struct qs_site *sites;
	size_t n, at;
};

static int source_next(void *self, const struct qs_site **sites, size_t most, size_t *n)
{
	struct source *const source = self;

	*n = source->n - source->at < most ? source->n - source->at : most;
	*sites = source->sites + source->at;
	source->at += *n;
	return 0;
}

static void source_rewind(void *self)
{
	((struct source *)self)->at = 0;
}

static qs_status run_sites(const struct qs_context *context, const struct qs_run_input *input,
			   const struct qs_portfolio *portfolio, const struct qs_site *sites, size_t n,
			   struct qs_experiment *experiment, struct qs_err *err)
{
	struct source self = {sites, n, 0};
	struct qs_site_source source = {.self = &self, .sites = n, .next = source_next, .rewind = source_rewind};
	struct qs_run_input run = *input;

	for (size_t s = 0; s < n; s++)
		source.units += sites[s].units.n;
	run.portfolio = portfolio;
	run.sites = &source;
	return qs_run_experiment(context, &run, NULL, experiment, err);
}

static double mean_of(size_t n, const double *column)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += column[i];
	return sum / (double)n;
}

/* An option's figures from its sums; the shared cost leaves it. */
static void take_figures(struct qs_candidates *c, struct qs_candidate *o, const struct qs_site_experiment *e,
			 int shared)
{
	const size_t m = c->members;
	const double *const cost = e->sums + (size_t)QS_SUM_OF_registration * m;

	memcpy(o->npv, e->sums + (size_t)QS_SUM_OF_npv * m, m * sizeof *o->npv);
	o->option = (struct qs_choice_option){.capex_cny = e->works, .npv_member = o->npv, .area_ha = e->restored_ha};
	if (shared && mean_of(m, cost) > 0) {
		o->option.registered = 1;
		memcpy(c->shared, cost,
		       m * sizeof *c->shared); /* the same of every option: its draws are the registration's */
		for (size_t i = 0; i < m; i++)
			o->npv[i] += cost[i];
	}
	o->option.npv_cny = mean_of(m, o->npv);
	o->option.co2e_t = mean_of(m, e->sums + (size_t)QS_SUM_OF_removals * m);
	o->option.benefit_cny = mean_of(m, e->sums + (size_t)QS_SUM_OF_benefit * m);
	o->sold_t = mean_of(m, e->sums + (size_t)QS_SUM_OF_sold * m);
	memcpy(o->sorted, o->npv, m * sizeof *o->sorted);
	qs_risk_sort(m, o->sorted);
}

/* By which other option of its site each is dominated: first order before second, the first of them. */
static void compare_options(struct qs_candidates *c, size_t site)
{
	const size_t first = c->first[site], n = c->first[site + 1] - first;

	for (size_t a = 0; a < n; a++) {
		struct qs_candidate *const o = &c->of[first + a];

		o->dominated_by = a;
		for (size_t b = 0; b < n && o->order != 1; b++) {
			const struct qs_candidate *const other = &c->of[first + b];
			const enum qs_risk_order order =
				b == a ? QS_RISK_NEITHER
				       : qs_risk_dominates(c->members, other->sorted, c->members, o->sorted);
			const int is_equal =
				order != QS_RISK_NEITHER &&
				qs_risk_dominates(c->members, o->sorted, c->members, other->sorted) == order;

			if (order == QS_RISK_NEITHER || is_equal || (order == QS_RISK_SECOND && o->order))
				continue;
			o->dominated_by = b;
			o->order = order == QS_RISK_FIRST ? 1 : 2;
		}
	}
}

static int take_room(struct qs_candidates *c, struct qs_arena *arena, struct qs_site **options,
		     struct qs_site_experiment **each, double **column)
{
	const size_t m = c->members;

	c->of = qs_arena_take(arena, c->count, sizeof *c->of);
	c->shared = qs_arena_take(arena, m, sizeof *c->shared);
	*options = qs_arena_take(arena, c->count, sizeof **options);
	*each = qs_arena_take(arena, c->count, sizeof **each);
	*column = qs_arena_take(arena, 2 * m, sizeof **column);
	if (!c->of || !c->shared || !*options || !*each || !*column)
		return -1;
	for (size_t o = 0; o < c->count; o++) {
		(*each)[o].sums = qs_arena_take(arena, QS_SUM_COUNT * m, sizeof(double));
		(*each)[o].works = qs_arena_take(arena, c->years, sizeof(double));
		c->of[o].npv = qs_arena_take(arena, m, sizeof(double));
		c->of[o].sorted = qs_arena_take(arena, m, sizeof(double));
		if (!(*each)[o].sums || !(*each)[o].works || !c->of[o].npv || !c->of[o].sorted)
			return -1;
	}
	return 0;
}

qs_status qs_candidates_run(const struct qs_context *context, const struct qs_run_input *input, struct qs_arena *arena,
			    struct qs_candidates *c, struct qs_err *err)
{
	struct qs_experiment experiment = {0};
	struct qs_portfolio cut;
	struct qs_site *options;
	double *column;
	qs_status status;

	*c = (struct qs_candidates){.members = (size_t)input->portfolio->members,
				    .years = (size_t)input->portfolio->years};
	status = read_sites(input, arena, c, err);
	if (!status)
		status = cut_registrations(input->portfolio, arena, c, &cut, err);
	if (status)
		return status;
	if (take_room(c, arena, &options, &experiment.each, &column))
		return qs_fail(err, QS_ENOMEM, "%zu options of %zu sites", c->count, c->sites);
	experiment.npv = column;
	experiment.credits = column + c->members;
	for (size_t s = 0; s < c->sites; s++)
		for (size_t o = c->first[s]; o < c->first[s + 1]; o++) {
			if (make_option(input->portfolio, arena, &c->site[s], o - c->first[s], &options[o]))
				return qs_fail(err, QS_ENOMEM, "%zu options of %zu sites", c->count, c->sites);
			c->of[o].site = &options[o];
		}
	status = run_sites(context, input, &cut, options, c->count, &experiment, err);
	for (size_t s = 0; s < c->sites && !status; s++) {
		size_t others;
		const int shared = shares(&cut, c, c->site[s].id, &others);

		if (shared && others)
			return qs_fail(
				err, QS_EINPUT,
				"site %s sells under %s and under others: a choice cannot tell their costs apart",
				c->site[s].id, c->registration);
		for (size_t o = c->first[s]; o < c->first[s + 1]; o++)
			take_figures(c, &c->of[o], &experiment.each[o], shared);
		compare_options(c, s);
	}
	c->shared_cost_cny = mean_of(c->members, c->shared);
	return status;
}

qs_status qs_candidates_check(const struct qs_context *context, const struct qs_run_input *input,
			      const struct qs_candidates *c, const int *selection, struct qs_arena *arena, double *npv,
			      struct qs_err *err)
{
	struct qs_site *const sites = qs_arena_take(arena, c->sites, sizeof *sites);
	double *const credits = qs_arena_take(arena, c->members, sizeof *credits);
	struct qs_experiment experiment = {.npv = npv, .credits = credits};
	size_t n = 0;

	if (!sites || !credits)
		return qs_fail(err, QS_ENOMEM, "%zu sites", c->sites);
	for (size_t s = 0; s < c->sites; s++)
		if (selection[s] >= 0)
			sites[n++] = *c->of[c->first[s] + (size_t)selection[s]].site;
	memset(npv, 0, c->members * sizeof *npv);
	return n ? run_sites(context, input, input->portfolio, sites, n, &experiment, err) : QS_OK;
}
