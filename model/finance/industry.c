#include "model/finance/industry.h"

#include "model/base/draws.h"

#include <math.h>
#include <string.h>

static double *row(const struct qs_account_input *in, const struct qs_account_output *out, enum qs_line line,
		   size_t year)
{
	return out->lines + ((size_t)line * in->years + year) * in->members;
}

/* Nonzero if a list is absent or names an id. */
static int admits(const struct qs_strings *list, const char *id)
{
	return !list->n || (id && qs_strings_have(list, id));
}

struct qs_industry_ground qs_industry_ground(const struct qs_portfolio *portfolio, const struct qs_site *site,
					     const struct qs_revenue *revenue)
{
	struct qs_industry_ground ground = {0};

	for (size_t u = 0; u < site->units.n; u++) {
		const struct qs_unit *const unit = &site->units.items[u];
		const int works = qs_works_on(portfolio, unit) != NULL;
		const double ha = qs_unit_planimetric_ha(unit);

		if (!admits(&revenue->units, unit->id) || (!revenue->units.n && !works))
			continue;
		ground.whole_ha += ha;
		ground.area_ha += works && admits(&revenue->treatments, unit->treatment) ? ha : 0;
	}
	return ground;
}

/* Draws a figure of a line, with an address of its own. */
static void draw(const struct qs_account_input *in, const struct qs_figure *figure, uint64_t line, const char *name,
		 double *column)
{
	qs_draw_figure(in->context, in->members, in->portfolio->seed, figure,
		       qs_scope_join(line, qs_scope_id(name, NULL, NULL)), (uint32_t)in->first, column);
}

/* Full income of a line a year, by member; other, factor: scratch. */
static void draw_revenue(const struct qs_account_input *in, const struct qs_revenue *revenue, double share, double most,
			 double *full, double *other, double *factor)
{
	const struct qs_accounts_pack *const values = in->packs->accounts.items; /* the check asks for one */
	const uint64_t id =
		qs_scope_join(qs_scope_id("site", in->site->id, NULL), qs_scope_id("line", revenue->line, NULL));
	const int own =
		revenue->visits_per_year.spread || revenue->cny_per_visit.spread || revenue->cny_per_year.spread;

	for (size_t i = 0; i < in->members; i++)
		factor[i] = 1;
	if (!own)
		qs_draw_multiplier(in->context, in->members, in->portfolio->seed, QS_STREAM_revenue, id,
				   (uint32_t)in->first, 0, values->visits_cv_frac.value, factor);
	draw(in, &revenue->visits_per_year, id, "visits_per_year", full);
	draw(in, &revenue->cny_per_visit, id, "cny_per_visit", other);
	for (size_t i = 0; i < in->members; i++)
		full[i] = fmin(share * full[i] * factor[i], most) * other[i];
	draw(in, &revenue->cny_per_year, id, "cny_per_year", other);
	for (size_t i = 0; i < in->members; i++)
		full[i] += share * other[i] * factor[i];
}

/* A line that begins on a date: the year counted from the start; else -1. */
static int from_year(const struct qs_account_input *in, const struct qs_revenue *revenue)
{
	int year = 0;

	for (const char *c = revenue->from; c && *c >= '0' && *c <= '9'; c++)
		year = year * 10 + (*c - '0');
	return year ? year - (int)in->portfolio->start_year : -1;
}

/* Nothing earns from land before its acceptance: a date later than that counts, an earlier one does not. */
static void add_years(const struct qs_account_input *in, const struct qs_account_output *out,
		      const struct qs_revenue *revenue, double area_ha, const double *full, double *earned,
		      double *spent)
{
	const int64_t concession = in->site->finance.concession.years;
	const double ramp = revenue->ramp_years.value, margin = revenue->margin_frac.value;
	const double deductible = in->portfolio->finance.tax.vat_industry_input_frac.value;
	const double from = from_year(in, revenue);

	for (size_t t = 0; t < in->years; t++) {
		double *const income = row(in, out, QS_LINE_OF_industry_income, t);
		double *const cost = row(in, out, QS_LINE_OF_industry_cost, t);
		double *const earning = row(in, out, QS_LINE_OF_area_earning, t);
		const int ended = concession > 0 && (int64_t)t >= concession;

		for (size_t i = 0; i < in->members; i++) {
			const double gate = out->acceptance[i] + 1;
			const double begins = gate > from ? gate : from;
			const double run = (double)t - begins + 1; /* years in business, this one counted */
			const double share = run <= 0 || ended ? 0 : ramp > 0 && run < ramp ? run / ramp : 1;

			earned[i] = share * full[i];
			spent[i] = share * full[i] * (1 - margin);
			income[i] += earned[i];
			cost[i] += spent[i];
			earning[i] = share > 0 && area_ha > earning[i] ? area_ha : earning[i];
		}
		if (out->tax)
			qs_taxes_note(in, out, revenue->line, t, earned, spent, deductible);
	}
}

void qs_industry_fill(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const size_t m = in->members;

	for (size_t r = 0; r < in->site->finance.revenues.n; r++) {
		const struct qs_revenue *const revenue = &in->site->finance.revenues.items[r];
		const struct qs_industry_ground ground = qs_industry_ground(in->portfolio, in->site, revenue);
		const double area = revenue->needs_works ? ground.area_ha : in->restored_ha;
		const double share = !revenue->needs_works ? 1 : area > 0 ? area / ground.whole_ha : 0;
		const double most =
			revenue->most_visits_per_ha.given ? area * revenue->most_visits_per_ha.value : (double)INFINITY;

		if (!(share > 0))
			continue;
		draw_revenue(in, revenue, share, most, out->work, out->work + m, out->work + 2 * m);
		add_years(in, out, revenue, area, out->work, out->work + m, out->work + 2 * m);
	}
}
