#include "model/finance/acceptance.h"

#include "model/base/draws.h"

#include <math.h>
#include <string.h>

static double *row(const struct qs_account_input *in, const struct qs_account_output *out, enum qs_line line,
		   size_t year)
{
	return out->lines + ((size_t)line * in->years + year) * in->members;
}

int qs_acceptance_due(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
		      int built_until)
{
	if (site->finance.acceptance_due)
		return (int)(site->finance.acceptance_due - portfolio->start_year);
	return (built_until > 0 ? built_until : 0) + (int)(packs->accounts.items->acceptance_after_years.value + 0.5);
}

static int fails_stand(const struct qs_account_input *in, size_t i)
{
	const struct qs_site_finance *const asked = &in->site->finance;

	return in->survival &&
	       ((asked->acceptance_survival_frac.given && in->survival[i] < asked->acceptance_survival_frac.value) ||
		(asked->acceptance_retention_frac.given && in->retention[i] < asked->acceptance_retention_frac.value));
}

/* Nonzero if a member has what is asked in a year, its stand apart. */
static int has_grown(const struct qs_account_input *in, size_t t, size_t i)
{
	const struct qs_figure *const carbon = &in->site->finance.acceptance_co2e_t;
	const size_t at = t * in->members + i;

	return in->worked_ha <= 0 ||
	       (in->cover_met[at] >= 1 &&
		(!carbon->given || in->land[QS_SOURCE_grown_co2e][QS_SERIES_project][at] >= carbon->value));
}

static int fails_ground(const struct qs_account_input *in)
{
	const struct qs_site_finance *const asked = &in->site->finance;

	return (asked->acceptance_soil_cm.given && in->soil_cm < asked->acceptance_soil_cm.value) ||
	       (asked->acceptance_slope_deg.given && in->slope_deg > asked->acceptance_slope_deg.value);
}

/* Which kinds are asked. */
static void list_asked(const struct qs_account_input *in, int says[QS_ACCEPTANCE_KINDS])
{
	const struct qs_site_finance *const asked = &in->site->finance;

	says[QS_ACCEPTANCE_cover] = 1;
	says[QS_ACCEPTANCE_survival] = in->survival && asked->acceptance_survival_frac.given;
	says[QS_ACCEPTANCE_retention] = in->survival && asked->acceptance_retention_frac.given;
	says[QS_ACCEPTANCE_soil] = asked->acceptance_soil_cm.given;
	says[QS_ACCEPTANCE_slope] = asked->acceptance_slope_deg.given;
	says[QS_ACCEPTANCE_carbon] = asked->acceptance_co2e_t.given;
}

/* Counts what fails when it is first due, of what is asked; NaN: not asked. */
static void count_failing(const struct qs_account_input *in, int due, double *failing)
{
	const struct qs_site_finance *const asked = &in->site->finance;
	const size_t at = (size_t)(due > 0 ? due : 0) * in->members;
	double count[QS_ACCEPTANCE_KINDS] = {0};
	int says[QS_ACCEPTANCE_KINDS];

	list_asked(in, says);
	for (int k = 0; k < QS_ACCEPTANCE_KINDS; k++)
		failing[k] = (double)NAN;
	if (!(in->worked_ha > 0) || due >= (int)in->years)
		return;
	for (size_t i = 0; i < in->members; i++) {
		count[QS_ACCEPTANCE_cover] += in->cover_met[at + i] < 1;
		count[QS_ACCEPTANCE_survival] += says[1] && in->survival[i] < asked->acceptance_survival_frac.value;
		count[QS_ACCEPTANCE_retention] += says[2] && in->retention[i] < asked->acceptance_retention_frac.value;
		count[QS_ACCEPTANCE_soil] += says[3] && in->soil_cm < asked->acceptance_soil_cm.value;
		count[QS_ACCEPTANCE_slope] += says[4] && in->slope_deg > asked->acceptance_slope_deg.value;
		count[QS_ACCEPTANCE_carbon] += says[5] && in->land[QS_SOURCE_grown_co2e][QS_SERIES_project][at + i] <
								  asked->acceptance_co2e_t.value;
	}
	for (int k = 0; k < QS_ACCEPTANCE_KINDS; k++)
		failing[k] = says[k] ? count[k] : (double)NAN;
}

/* Rework of a stand that fails, in the year in which that is shown. */
static void rework(const struct qs_account_input *in, const struct qs_account_output *out, size_t i, double shown)
{
	const double share = in->packs->accounts.items->rework_frac.value;
	double done = 0;

	if (!(shown < (double)in->years))
		return;
	for (size_t t = 0; (double)t <= shown; t++)
		done += row(in, out, QS_LINE_OF_works, t)[i];
	row(in, out, QS_LINE_OF_rework, (size_t)shown)[i] = share * done;
}

/* Years by which each lane's acceptance is late. */
static void draw_delays(const struct qs_account_input *in, double mean, double *delay)
{
	for (size_t i = 0; in->cells && i < in->members; i++)
		qs_draw_poisson(in->context, 1, in->portfolio->seed, QS_STREAM_delay,
				qs_scope_id("site", in->cells[i]->id, NULL), (uint32_t)in->first, 0, mean, delay + i);
	if (!in->cells)
		qs_draw_poisson(in->context, in->members, in->portfolio->seed, QS_STREAM_delay,
				qs_scope_id("site", in->site->id, NULL), (uint32_t)in->first, 0, mean, delay);
}

void qs_acceptance_fill(const struct qs_account_input *in, const struct qs_account_output *out)
{
	const struct qs_accounts_pack *const values = in->packs->accounts.items;
	const int due = qs_acceptance_due(in->portfolio, in->packs, in->site, in->built_until);
	const int never = in->worked_ha > 0 && fails_ground(in);
	double *const delay = out->work, *const accepted = out->acceptance;

	draw_delays(in, values->delay_years.value, delay);
	count_failing(in, due, out->failing);
	for (size_t i = 0; i < in->members; i++) {
		const int stand = in->worked_ha > 0 && fails_stand(in, i);
		double from = (double)due + delay[i];

		accepted[i] = (double)in->years;
		if (stand)
			rework(in, out, i, from > 0 ? from : 0);
		from += stand ? values->rework_years.value : 0;
		for (size_t t = 0; !never && t < in->years && accepted[i] >= (double)in->years; t++)
			if ((double)t >= from && has_grown(in, t, i))
				accepted[i] = (double)t;
	}
}

void qs_acceptance_tell(const struct qs_account_input *in, const double *accepted, const double *npv, double *by_year,
			struct qs_acceptance_figures *figures)
{
	const int due = qs_acceptance_due(in->portfolio, in->packs, in->site, in->built_until);
	const double all = (double)in->members;
	double passed = 0, sum[2] = {0, 0};

	for (size_t t = 0; t < in->years; t++) {
		size_t n = 0;

		for (size_t i = 0; i < in->members; i++)
			n += accepted[i] <= (double)t;
		by_year[t] = in->worked_ha > 0 ? (double)n / all : (double)NAN;
	}
	for (size_t i = 0; i < in->members; i++) {
		const int good = accepted[i] <= (double)due;

		passed += good;
		sum[good] += npv[i];
	}
	figures->npv_passed = in->worked_ha > 0 && passed > 0 ? sum[1] / passed : (double)NAN;
	figures->npv_late = in->worked_ha > 0 && passed < all ? sum[0] / (all - passed) : (double)NAN;
}
