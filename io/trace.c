#include "io/results_parts.h"
#include "io/used.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY = 160 };

struct qs_trace {
	struct qs_allocator from;
	struct qs_arena arena;
	const struct qs_result_head *head;
	struct qs_json_out groups, figures;
	size_t count;                /* of groups */
	unsigned char *used;         /* by the site and arm at hand */
	unsigned char *all[QS_ARMS]; /* by any site, for an arm */
	unsigned char *listed;       /* those that stand in the file */
	unsigned char *basis;        /* weakest status of each group */
	enum qs_basis site_basis;    /* of the site at hand */
	enum qs_basis sites_basis;   /* of all sites */
};

/* A group's figures while they are listed. */
struct listing {
	struct qs_json_out *out;
	enum qs_basis basis;
};

static void take(void *self, const struct qs_met *met)
{
	struct listing *listing = self;
	struct qs_json_out *out = listing->out;

	qs_json_out_row(out, NULL);
	qs_json_out_string(out, "path", met->path);
	if (met->series) {
		qs_json_out_array_row(out, "value");
		for (size_t i = 0; i < met->series->n; i++)
			qs_json_out_number(out, NULL, met->series->items[i]);
		qs_json_out_end(out);
	} else {
		qs_json_out_number(out, "value", met->value);
	}
	qs_json_out_string(out, "unit", met->row->unit);
	qs_json_out_string(out, "source", met->source);
	qs_json_out_string(out, "status", qs_basis_word(met->basis));
	qs_json_out_end(out);
	listing->basis = qs_basis_weaker(listing->basis, met->basis);
}

static void open_group(struct qs_trace *trace, const char *key, struct qs_text name)
{
	qs_json_out_object(&trace->groups, key);
	qs_json_out_string(&trace->groups, "name_zh", name.zh);
	qs_json_out_string(&trace->groups, "name_en", name.en);
	qs_json_out_array(&trace->groups, "inputs");
}

static enum qs_basis close_group(struct qs_trace *trace, const struct listing *listing)
{
	qs_json_out_end(&trace->groups);
	qs_json_out_string(&trace->groups, "status", qs_basis_word(listing->basis));
	qs_json_out_end(&trace->groups);
	return listing->basis;
}

qs_status qs_trace_begin(struct qs_trace **to, const struct qs_allocator *from, const struct qs_result_head *head,
			 struct qs_err *err)
{
	const size_t size = (sizeof(struct qs_trace) + 63) / 64 * 64;
	struct qs_trace *trace = from->get ? from->get(from->self, size) : malloc(size);

	*to = trace;
	if (!trace)
		return qs_fail(err, QS_ENOMEM, "trace.json");
	memset(trace, 0, sizeof *trace);
	trace->from = *from;
	trace->head = head;
	trace->count = qs_groups(head);
	qs_arena_init(&trace->arena, from);
	trace->used = qs_arena_take(&trace->arena, trace->count, 1);
	trace->listed = qs_arena_take(&trace->arena, trace->count, 1);
	trace->basis = qs_arena_take(&trace->arena, trace->count, 1);
	for (int arm = 0; arm < QS_ARMS; arm++)
		trace->all[arm] = qs_arena_take(&trace->arena, trace->count, 1);
	if (!trace->used || !trace->listed || !trace->basis || !trace->all[0] || !trace->all[1] || !trace->all[2])
		return qs_fail(err, QS_ENOMEM, "trace.json");
	qs_json_out_open(&trace->groups, &trace->arena, 1);
	qs_json_out_open(&trace->figures, &trace->arena, 1);
	qs_json_out_object(&trace->groups, NULL);
	qs_json_out_array(&trace->figures, NULL);
	return QS_OK;
}

/* Lists a group's figures, once. */
static void list_group(struct qs_trace *trace, size_t g)
{
	struct listing listing = {&trace->groups, QS_VERIFIED};
	char key[KEY];

	if (trace->listed[g])
		return;
	trace->listed[g] = 1;
	qs_group_key(trace->head, g, key, sizeof key);
	open_group(trace, key, qs_group_name(trace->head, g));
	qs_group_walk(trace->head, g, &(struct qs_taker){&listing, take});
	trace->basis[g] = (unsigned char)close_group(trace, &listing);
}

static void list_groups(struct qs_trace *trace, const unsigned char *used)
{
	for (size_t g = 0; g < trace->count; g++)
		if (used[g])
			list_group(trace, g);
}

enum qs_basis qs_trace_group(struct qs_trace *trace, const char *key)
{
	for (size_t g = 0; g < trace->count; g++) {
		char one[KEY];

		qs_group_key(trace->head, g, one, sizeof one);
		if (strcmp(one, key) != 0)
			continue;
		list_group(trace, g);
		return (enum qs_basis)trace->basis[g];
	}
	return QS_ASSUMPTION;
}

struct qs_json_out *qs_trace_figures(struct qs_trace *trace)
{
	return &trace->figures;
}

/* clang-format off */
#define CAPEX \
	"sum over years of (1 + design + contingency) x amount x unit price of each measure, with haul, cement, fence and water " \
	"of the building years; prices brought to price_year by the price index; not discounted"
#define UPKEEP \
	"mean over the years of amount x unit price of each yearly measure and of water after the building years; prices " \
	"brought to price_year by the price index; not discounted"
#define PRESENT "present value at the real hurdle rate, real prices, of "
#define EQUITY "present value at the hurdle of equity, real prices, of "
/* clang-format on */

/* How each figure of the horizon is computed, where it stands in summary.json, and which arm it belongs to. */
static const struct {
	const char *at, *equation;
	int arm;
} scalars[QS_SCALAR_COUNT] = {
	[QS_SCALAR_co2e_baseline] =
		{"co2e_t/baseline",
		 "44/12 x sum over units of area x (live + dead wood + floor + soil carbon grown here, end of "
		 "horizon - t0); brought and geogenic carbon apart",
		 QS_SERIES_baseline},
	[QS_SCALAR_co2e_natural] =
		{"co2e_t/natural",
		 "44/12 x sum over units of area x (live + dead wood + floor + soil carbon grown here, end of "
		 "horizon - t0); brought and geogenic carbon apart",
		 QS_SERIES_natural},
	[QS_SCALAR_co2e_project] =
		{"co2e_t/project",
		 "44/12 x sum over units of area x (live + dead wood + floor + soil carbon grown here, end of "
		 "horizon - t0); brought and geogenic carbon apart",
		 QS_SERIES_project},
	[QS_SCALAR_works_natural] =
		{"works_co2e_t/natural",
		 "sum over years, measures and materials of amount x use per unit x emission factor",
		 QS_SERIES_natural},
	[QS_SCALAR_works_project] =
		{"works_co2e_t/project",
		 "sum over years, measures and materials of amount x use per unit x emission factor",
		 QS_SERIES_project},
	[QS_SCALAR_imported_brought] =
		{"imported_co2e_t/brought",
		 "44/12 x carbon of soil, compost, peat and nursery stock carried in from outside", QS_SERIES_project},
	[QS_SCALAR_imported_lost] =
		{"imported_co2e_t/lost",
		 "44/12 x loss of brought carbon from its own copy of the pools (same rates, no other input)",
		 QS_SERIES_project},
	[QS_SCALAR_carbon_payback_year] =
		{"carbon_payback_year",
		 "per member: first year, counted from 1, in which net_co2e of the project is not below "
		 "that of the baseline (emissions of works and losses of brought carbon included); never: "
		 "later than any year",
		 QS_SERIES_project},
	[QS_SCALAR_capex_natural] = {"capex_cny/natural", CAPEX, QS_SERIES_natural},
	[QS_SCALAR_capex_project] = {"capex_cny/project", CAPEX, QS_SERIES_project},
	[QS_SCALAR_upkeep_natural] = {"upkeep_cny_per_year/natural", UPKEEP, QS_SERIES_natural},
	[QS_SCALAR_upkeep_project] = {"upkeep_cny_per_year/project", UPKEEP, QS_SERIES_project},
	[QS_SCALAR_npv] =
		{"npv_cny",
		 "sum over t of (carbon + industry + spoil + grant + exit - works - upkeep - rent - industry cost - "
		 "registration) / (1 + real hurdle)^t, t = year - start year, before tax and debt, real prices",
		 QS_SERIES_project},
	[QS_SCALAR_irr] =
		{"irr_pct",
		 "rate at which the net present value of the yearly cash flow is zero; of several the one nearest to "
		 "the hurdle where it falls; members without a root are left out",
		 QS_SERIES_project},
	[QS_SCALAR_funding_gap] = {"funding_gap_cny", "per member: max(0, -npv)", QS_SERIES_project},
	[QS_SCALAR_money_payback_year] =
		{"money_payback_year",
		 "per member: first year, counted from 1, in which the running sum of the cash flow is not "
		 "negative; never: later than any year",
		 QS_SERIES_project},
	[QS_SCALAR_pv_cost] = {"pv_cost_cny", PRESENT "works, upkeep, rent and registration", QS_SERIES_project},
	[QS_SCALAR_pv_income] = {"pv_income_cny", PRESENT "all that comes in, less the cost of industry lines",
				 QS_SERIES_project},
	[QS_SCALAR_pv_grant] = {"pv_grant_cny", PRESENT "grants on capital works", QS_SERIES_project},
	[QS_SCALAR_pv_carbon] = {"pv_carbon_cny", PRESENT "credits sold x price of the year they are paid in",
				 QS_SERIES_project},
	[QS_SCALAR_carbon_share_of_cost] = {"carbon_share_of_cost_pct", "100 x pv_carbon / pv_cost", QS_SERIES_project},
	[QS_SCALAR_lcoc_gross] =
		{"levelised_cost_of_carbon_cny_t/gross",
		 "pv_cost / present value of the yearly carbon gain of the project; null where that is not above 0",
		 QS_SERIES_project},
	[QS_SCALAR_lcoc_net] = {"levelised_cost_of_carbon_cny_t/net",
				"pv_cost / present value of the yearly carbon gain, project - baseline; null where "
				"that is not above 0",
				QS_SERIES_project},
	[QS_SCALAR_lcoc_net_of_works] =
		{"levelised_cost_of_carbon_cny_t/net_of_works",
		 "pv_cost / present value of yearly net removals (works and brought carbon lost taken off), "
		 "project - baseline; null where that is not above 0",
		 QS_SERIES_project},
	[QS_SCALAR_break_even_price] = {"break_even_price_cny_t",
					"(pv_carbon - npv) / present value of credits sold; null where none is sold",
					QS_SERIES_project},
	[QS_SCALAR_npv_after_tax] =
		{"npv_after_tax_cny",
		 PRESENT "the cash flow less value-added tax, surcharge and income tax as if there were no debt",
		 QS_SERIES_project},
	[QS_SCALAR_irr_after_tax] = {"irr_after_tax_pct", "as irr_pct, of cash_after_tax", QS_SERIES_project},
	[QS_SCALAR_npv_equity] = {"npv_equity_cny",
				  EQUITY "cash_flow - vat - surcharge - income_tax + debt_draw - debt_fee - interest + "
					 "interest_subsidy - principal - reserve_paid",
				  QS_SERIES_project},
	[QS_SCALAR_irr_equity] = {"irr_equity_pct", "as irr_pct, of equity_flow", QS_SERIES_project},
	[QS_SCALAR_npv_investor] = {"npv_investor_cny",
				    EQUITY "equity_flow less what is distributed to others by their shares",
				    QS_SERIES_project},
	[QS_SCALAR_pv_distribution] = {"pv_distribution_cny", EQUITY "equity_flow where it is above 0",
				       QS_SERIES_project},
	[QS_SCALAR_dscr_min] = {"dscr_min",
				"per member: least of cfads / (interest - interest_subsidy + principal) in a year in "
				"which service is due",
				QS_SERIES_project},
	[QS_SCALAR_icr_min] =
		{"icr_min",
		 "per member: least of ebit / (interest - interest_subsidy) in a year in which interest is due",
		 QS_SERIES_project},
	[QS_SCALAR_llcr] = {"llcr",
			    "per member: present value at the rate of the debt of cfads from the year after its "
			    "largest balance to its "
			    "last year, in money of the year, / that balance",
			    QS_SERIES_project},
	[QS_SCALAR_npv_economic] =
		{"npv_economic_cny",
		 "present value at the social rate, real prices, of services and income that finance.economic counts, "
		 "each thing once, less works, upkeep, registration and cost of industry lines; no transfers",
		 QS_SERIES_project},
	[QS_SCALAR_mac_natural] = {"marginal_abatement_cost_cny_t",
				   "(pv_cost - present value of works and upkeep of natural recovery) / (present value "
				   "of the yearly carbon "
				   "gain of the project - of natural recovery); null where the latter is not above 0",
				   QS_SERIES_project},
	[QS_SCALAR_break_even_cost] = {"break_even_cost_cut_frac", "-npv / pv_cost", QS_SERIES_project},
	[QS_SCALAR_peak_funding] = {"peak_funding_cny", "max(0, -min over years of cash_total)", QS_SERIES_project},
	[QS_SCALAR_years_below_zero] = {"years_below_zero", "years with cash_total < 0", QS_SERIES_project},
	[QS_SCALAR_leverage] = {"leverage", "(pv_cost - pv_grant) / pv_grant", QS_SERIES_project},
	[QS_SCALAR_mirr] =
		{"mirr_pct",
		 "(future value of inflows / present value of outflows)^(1 / (years - 1)) - 1, at the hurdle",
		 QS_SERIES_project},
	[QS_SCALAR_break_even_visits] =
		{"break_even_visits",
		 "1 - npv / present value of industry income less its cost: a multiple of the visits given",
		 QS_SERIES_project},
	[QS_SCALAR_break_even_grant] = {"break_even_grant_frac", "(pv_grant - npv) / present value of works",
					QS_SERIES_project},
	[QS_SCALAR_benefit_score] = {"benefit_score",
				     "sum of weight x indicator between worst and target, 0 to 100, per member; "
				     "portfolio: by restored area",
				     QS_SERIES_project},
	[QS_SCALAR_break_even_spoil] = {"break_even_spoil_share_frac",
					"(present value of spoil_income - npv) / present value of spoil_value",
					QS_SERIES_project},
	[QS_SCALAR_npv_without_credits] = {"npv_without_credits_cny",
					   "npv - pv_carbon + present value of registration: grants and all other "
					   "income stay on both sides",
					   QS_SERIES_project},
	[QS_SCALAR_benefit] =
		{"benefit_cny_per_year",
		 "mean over years of the sum over services of the headline of (source of the project - of the "
		 "baseline) x price: docs/benefits.md; negative services stay negative",
		 QS_SERIES_project},
	[QS_SCALAR_benefit_services] = {"benefit_market_cny_per_year",
					"as benefit_cny_per_year with the headline and prices of the pack services",
					QS_SERIES_project},
	[QS_SCALAR_benefit_gep] = {"benefit_gep_cny_per_year",
				   "as benefit_cny_per_year with the headline and prices of the pack gep",
				   QS_SERIES_project},
	[QS_SCALAR_benefit_gbt38582] = {"benefit_gbt38582_cny_per_year",
					"as benefit_cny_per_year with the headline and prices of the pack gbt38582",
					QS_SERIES_project},
	[QS_SCALAR_benefit_seea] = {"benefit_seea_cny_per_year",
				    "as benefit_cny_per_year with the headline and prices of the pack seea",
				    QS_SERIES_project},
	[QS_SCALAR_benefit_over_natural] = {"benefit_over_natural_cny_per_year",
					    "the same with natural recovery in place of the baseline",
					    QS_SERIES_project},
};

const char *qs_trace_equation(enum qs_scalar_id scalar, const char **at)
{
	*at = scalars[scalar].at;
	return scalars[scalar].equation;
}

/* One figure: where, how, its value, and the groups it rests on. */
static void put_figure(struct qs_trace *trace, const struct qs_result *result, const char *root, int s,
		       const unsigned char *used, enum qs_basis basis)
{
	const struct qs_scalar *scalar = &result->scalar[s];
	const int money = !strncmp(qs_scalar_rows[s].unit, "CNY", 3);
	struct qs_json_out *out = &trace->figures;
	char key[KEY];

	qs_json_out_object(out, NULL);
	qs_json_out_string(out, "name", qs_scalar_rows[s].name);
	snprintf(key, sizeof key, "%s/%s", root, scalars[s].at);
	qs_json_out_string(out, "at", key);
	qs_json_out_string(out, "unit", qs_scalar_rows[s].unit);
	qs_json_out_row(out, "value");
	qs_json_out_number(out, "p10", scalar->why ? (double)NAN : scalar->p10);
	qs_json_out_number(out, "p50", scalar->why ? (double)NAN : scalar->p50);
	qs_json_out_number(out, "p90", scalar->why ? (double)NAN : scalar->p90);
	qs_json_out_number(out, "share", scalar->share);
	qs_json_out_string(out, "why", scalar->why);
	qs_json_out_end(out);
	qs_json_out_string(out, "equation", scalars[s].equation);
	qs_json_out_array_row(out, "inputs");
	if (result->site) {
		snprintf(key, sizeof key, "/sites/%zu", result->index);
		qs_json_out_string(out, NULL, key);
	} else {
		qs_json_out_string(out, NULL, "/sites/*");
	}
	for (size_t g = 0; g < trace->count; g++) {
		if (!used[g])
			continue;
		qs_group_key(trace->head, g, key, sizeof key);
		if (!money && !strcmp(key, "/finance"))
			continue;
		qs_json_out_string(out, NULL, key);
		basis = qs_basis_weaker(basis, (enum qs_basis)trace->basis[g]);
	}
	qs_json_out_end(out);
	qs_json_out_string(out, "status", qs_basis_word(basis));
	qs_json_out_end(out);
}

/* Areas come from the units alone. */
static void put_area(struct qs_trace *trace, const struct qs_result *result, const char *root, const char *input,
		     enum qs_basis basis)
{
	struct qs_json_out *out = &trace->figures;
	char key[KEY];

	qs_json_out_object(out, NULL);
	qs_json_out_string(out, "name", "area_ha");
	snprintf(key, sizeof key, "%s/area_ha", root);
	qs_json_out_string(out, "at", key);
	qs_json_out_string(out, "unit", "ha");
	qs_json_out_number(out, "value", result->area_ha);
	qs_json_out_string(out, "equation", "sum over units of area, x cos(slope) where the basis is slope");
	qs_json_out_array_row(out, "inputs");
	qs_json_out_string(out, NULL, input);
	qs_json_out_end(out);
	qs_json_out_string(out, "status", qs_basis_word(basis));
	qs_json_out_end(out);
}

static qs_status memory(const struct qs_trace *trace, struct qs_err *err)
{
	return trace->groups.failed || trace->figures.failed ? qs_fail(err, QS_ENOMEM, "trace.json") : QS_OK;
}

qs_status qs_trace_site(struct qs_trace *trace, const struct qs_result *result, struct qs_err *err)
{
	struct listing listing = {&trace->groups, QS_VERIFIED};
	enum qs_basis area = QS_VERIFIED;
	char key[KEY];

	snprintf(key, sizeof key, "/sites/%zu", result->index);
	open_group(trace, key, result->site->name);
	qs_site_walk(result->site, result->index, &(struct qs_taker){&listing, take});
	trace->site_basis = close_group(trace, &listing);
	trace->sites_basis = qs_basis_weaker(trace->sites_basis, trace->site_basis);
	for (size_t u = 0; u < result->site->units.n; u++)
		area = qs_basis_weaker(area, result->site->units.items[u].area_ha.basis);
	put_area(trace, result, key, key, area);
	for (int arm = 0; arm < QS_ARMS; arm++) {
		memset(trace->used, 0, trace->count);
		qs_site_uses(trace->head, result->site, arm, trace->used);
		list_groups(trace, trace->used);
		for (size_t g = 0; g < trace->count; g++)
			trace->all[arm][g] |= trace->used[g];
		for (int s = 0; s < QS_SCALAR_COUNT; s++)
			if (scalars[s].arm == arm)
				put_figure(trace, result, key, s, trace->used, trace->site_basis);
	}
	qs_trace_ways(trace, result, trace->site_basis);
	return memory(trace, err);
}

/* The yearly outputs: not one entry a number, but one a variable. */
static void put_outputs(struct qs_json_out *out)
{
	qs_json_out_array(out, "series");
	for (int o = 0; o < QS_OUTPUT_COUNT; o++) {
		static const char *const kinds[] = {"stock at 31 December", "flow of the year", "state at 31 December"};
		char at[KEY];

		qs_json_out_row(out, NULL);
		snprintf(at, sizeof at, "results.h5:/%s", qs_output_rows[o].name);
		qs_json_out_string(out, "name", qs_output_rows[o].name);
		qs_json_out_string(out, "at", at);
		qs_json_out_string(out, "unit", qs_output_rows[o].unit);
		qs_json_out_string(out, "kind", kinds[qs_output_rows[o].kind]);
		qs_json_out_string(out, "meaning", qs_output_rows[o].en);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

qs_status qs_trace_end(struct qs_trace *trace, const struct qs_result *portfolio, struct qs_folder *folder,
		       struct qs_err *err)
{
	const char *groups, *figures, *text = NULL;
	struct qs_json_out out;
	size_t n = 0;

	put_area(trace, portfolio, "/portfolio", "/sites/*", trace->sites_basis);
	for (int s = 0; s < QS_SCALAR_COUNT; s++)
		put_figure(trace, portfolio, "/portfolio", s, trace->all[scalars[s].arm], trace->sites_basis);
	qs_trace_registrations(trace, portfolio, trace->sites_basis);
	qs_json_out_end(&trace->groups);
	qs_json_out_end(&trace->figures);
	groups = qs_json_out_text(&trace->groups, NULL);
	figures = qs_json_out_text(&trace->figures, NULL);
	qs_json_out_open(&out, &trace->arena, 1);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "version", trace->head->version);
	qs_json_out_string(
		&out, "reading",
		"at: the figure's place in summary.json; inputs: keys of groups below; a figure has the weakest status "
		"of its inputs; quantiles are type 7 over members");
	if (groups && figures) {
		qs_json_out_raw(&out, "figures", figures);
		put_outputs(&out);
		qs_json_out_raw(&out, "groups", groups);
		qs_json_out_end(&out);
		text = qs_json_out_text(&out, &n);
	}
	if (!text)
		return qs_fail(err, QS_ENOMEM, "trace.json");
	return qs_file_put(folder, "trace.json", text, n, err);
}

void qs_trace_free(struct qs_trace **held)
{
	struct qs_trace *trace = *held;
	struct qs_allocator from;

	*held = NULL;
	if (!trace)
		return;
	from = trace->from;
	qs_arena_free(&trace->arena);
	if (from.put)
		from.put(from.self, trace);
	else
		free(trace);
}
