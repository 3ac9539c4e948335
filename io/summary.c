#include "io/results_parts.h"
#include "io/summary_market.h"
#include "io/summary_money.h"
#include "io/summary_policy.h"
#include "model/benefit/plausible.h"
#include "model/finance/risk.h"
#include "model/finance/surveys.h"
#include "model/finance/tornado.h"
#include "model/land/estimate.h"
#include "model/land/site.h"
#include "model/land/structural.h"
#include "model/market/credits.h"
#include "model/market/verdict.h"
#include "model/portfolio.h"

#include <stdio.h>
#include <string.h>

enum { INDENT = 1 };

qs_status qs_summary_begin(struct qs_summary *summary, const struct qs_allocator *from,
			   const struct qs_result_head *head, struct qs_err *err)
{
	(void)err;
	memset(summary, 0, sizeof *summary);
	summary->head = head;
	qs_arena_init(&summary->arena, from);
	qs_json_out_open(&summary->sites, &summary->arena, INDENT);
	qs_json_out_array(&summary->sites, NULL);
	return QS_OK;
}

/* Quantities under methodologies that are open (what may be issued) or only accounted by, as CO2e over the run. */
static void put_credits(struct qs_json_out *out, const struct qs_result *result)
{
	for (int accounted = 0; accounted < 2; accounted++) {
		qs_json_out_object(out, accounted ? "accounted_t" : "credits_t");
		for (size_t c = 0; c < result->credit_count; c++)
			if (!result->credits[c].accounted == !accounted)
				qs_summary_scalar(out, result->credits[c].methodology->id, &result->credits[c].issued_t,
						  0);
		qs_json_out_end(out);
	}
}

static void put_quantiles(struct qs_json_out *out, const char *key, const double *quantile)
{
	static const char *const names[QS_QUANTILES] = {"p05", "p10", "p25", "p50", "p75", "p90", "p95"};

	qs_json_out_row(out, key);
	for (int q = 0; q < QS_QUANTILES; q++)
		qs_json_out_number(out, names[q], quantile[q]);
	qs_json_out_end(out);
}

/* Carbon gained by the last year under each soil model. */
static void put_structural(struct qs_json_out *out, const struct qs_structural *s)
{
	const size_t last = s && s->years ? s->years - 1 : 0;

	if (!s || !s->n)
		return;
	qs_json_out_object(out, "structural");
	for (size_t m = 0; m < s->n; m++) {
		qs_json_out_object(out, qs_words_soil_model[s->model[m]]);
		qs_json_out_object(out, "co2e_t");
		put_quantiles(out, "project",
			      qs_structural_row(s, m, QS_STRUCTURAL_grown_co2e, QS_SERIES_project, last));
		put_quantiles(out, "baseline",
			      qs_structural_row(s, m, QS_STRUCTURAL_grown_co2e, QS_SERIES_baseline, last));
		put_quantiles(
			out, "project_minus_baseline",
			qs_structural_row(s, m, QS_STRUCTURAL_grown_co2e, QS_SERIES_project_minus_baseline, last));
		qs_json_out_end(out);
		qs_json_out_object(out, "soil_c_t");
		put_quantiles(out, "project", qs_structural_row(s, m, QS_STRUCTURAL_soil_c, QS_SERIES_project, last));
		put_quantiles(out, "baseline", qs_structural_row(s, m, QS_STRUCTURAL_soil_c, QS_SERIES_baseline, last));
		qs_json_out_end(out);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

static void put_figures(struct qs_json_out *out, const struct qs_result *result)
{
	const struct qs_scalar *scalar = result->scalar;

	qs_json_out_object(out, "co2e_t");
	qs_summary_scalar(out, "project", &scalar[QS_SCALAR_co2e_project], 0);
	qs_summary_scalar(out, "natural", &scalar[QS_SCALAR_co2e_natural], 0);
	qs_summary_scalar(out, "baseline", &scalar[QS_SCALAR_co2e_baseline], 0);
	qs_json_out_end(out);
	qs_json_out_object(out, "works_co2e_t");
	qs_summary_scalar(out, "project", &scalar[QS_SCALAR_works_project], 0);
	qs_summary_scalar(out, "natural", &scalar[QS_SCALAR_works_natural], 0);
	qs_json_out_end(out);
	qs_json_out_object(out, "imported_co2e_t");
	qs_summary_scalar(out, "brought", &scalar[QS_SCALAR_imported_brought], 0);
	qs_summary_scalar(out, "lost", &scalar[QS_SCALAR_imported_lost], 0);
	qs_json_out_end(out);
	if (result->credits)
		put_credits(out, result);
	qs_json_out_object(out, "capex_cny");
	qs_summary_scalar(out, "project", &scalar[QS_SCALAR_capex_project], 0);
	qs_summary_scalar(out, "natural", &scalar[QS_SCALAR_capex_natural], 0);
	qs_json_out_end(out);
	qs_json_out_object(out, "upkeep_cny_per_year");
	qs_summary_scalar(out, "project", &scalar[QS_SCALAR_upkeep_project], 0);
	qs_summary_scalar(out, "natural", &scalar[QS_SCALAR_upkeep_natural], 0);
	qs_json_out_end(out);
	qs_summary_estimate(out, result);
	qs_summary_scalar(out, "carbon_payback_year", &scalar[QS_SCALAR_carbon_payback_year], 1);
	qs_summary_money(out, result);
	qs_json_out_number(out, "balance_residual_max", result->balance_residual_max);
}

/* What of a site's figures lies outside what is plausible there. */
static void put_implausible(struct qs_json_out *out, const struct qs_result_head *head, const struct qs_result *result)
{
	struct qs_implausible outside[QS_PLAUSIBLE_MOST];
	const size_t n = qs_implausible(head, result, outside);

	qs_json_out_array(out, "outside_plausible");
	for (size_t i = 0; i < n; i++) {
		qs_json_out_object(out, NULL);
		qs_json_out_string(out, "id", outside[i].band->id);
		qs_json_out_string(out, "unit", outside[i].band->unit);
		qs_json_out_number(out, "value", outside[i].value);
		qs_json_out_number(out, "low", outside[i].low);
		qs_json_out_number(out, "high", outside[i].high);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

/* Grades of all methodologies, of a site or one of its units. */
static void put_verdicts(struct qs_json_out *out, const struct qs_verdicts *all, const struct qs_verdict *verdicts)
{
	qs_json_out_object(out, "verdicts");
	for (size_t m = 0; m < all->n; m++) {
		qs_json_out_row(out, all->methodologies[m].id);
		qs_json_out_string(out, "grade", qs_grade_word(verdicts[m].grade));
		qs_json_out_number(out, "area_ha", verdicts[m].area_ha);
		qs_summary_rules(out, "failed", &all->methodologies[m].needs, verdicts[m].failed);
		qs_summary_rules(out, "missing", &all->methodologies[m].needs, verdicts[m].missing);
		qs_summary_rules(out, "told_failed", &all->methodologies[m].informs, verdicts[m].told_failed);
		qs_summary_rules(out, "told_open", &all->methodologies[m].informs, verdicts[m].told_missing);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

qs_status qs_summary_site(struct qs_summary *summary, const struct qs_result *result, struct qs_err *err)
{
	const struct qs_site *site = result->site;
	struct qs_json_out *out = &summary->sites;

	qs_sharing_add(&summary->sharing, result);
	qs_json_out_object(out, NULL);
	qs_json_out_string(out, "id", site->id);
	qs_json_out_row(out, "name");
	qs_json_out_string(out, "zh", site->name.zh);
	qs_json_out_string(out, "en", site->name.en);
	qs_json_out_end(out);
	qs_json_out_number(out, "area_ha", result->area_ha);
	qs_json_out_number(out, "restored_ha", result->restored_ha);
	qs_json_out_string(out, "treatment", qs_site_treatment(site));
	if (result->verdicts)
		put_verdicts(out, result->verdicts, result->verdicts->site);
	qs_json_out_array(out, "units");
	for (size_t u = 0; u < site->units.n; u++) {
		const struct qs_unit *unit = &site->units.items[u];

		qs_json_out_object(out, NULL);
		qs_json_out_string(out, "id", unit->id);
		qs_json_out_number(out, "area_ha", qs_unit_planimetric_ha(unit));
		qs_json_out_string(out, "treatment", unit->treatment);
		if (result->verdicts)
			put_verdicts(out, result->verdicts, result->verdicts->units + u * result->verdicts->n);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	if (result->ways)
		qs_summary_ways(out, summary->head->portfolio, site, result->verdicts, result->ways, result->way_count);
	qs_summary_conflicts(out, summary->head->packs, site);
	qs_summary_evidence(out, result);
	qs_summary_additionality(out, summary->head, result);
	put_figures(out, result);
	put_implausible(out, summary->head, result);
	if (result->acceptance)
		qs_summary_acceptance(out, summary->head, result);
	qs_summary_government_pay(out, summary->head->portfolio, site);
	if (summary->head->packs) {
		struct qs_earth_balance balance;

		qs_earth_site(summary->head->portfolio, summary->head->packs, site, &balance);
		qs_summary_earth(out, &balance);
	}
	qs_json_out_end(out);
	return out->failed ? qs_fail(err, QS_ENOMEM, "summary.json, site %zu", result->index) : QS_OK;
}

qs_status qs_summary_end(struct qs_summary *summary, const struct qs_result *portfolio, struct qs_folder *folder,
			 struct qs_err *err)
{
	const struct qs_result_head *head = summary->head;
	struct qs_json_out out;
	const char *sites;
	char seed[24];
	size_t n;

	qs_json_out_end(&summary->sites);
	sites = qs_json_out_text(&summary->sites, NULL);
	qs_json_out_open(&out, &summary->arena, INDENT);
	qs_json_out_object(&out, NULL);
	qs_json_out_object(&out, "portfolio");
	qs_json_out_row(&out, "name");
	qs_json_out_string(&out, "zh", head->portfolio->name.zh);
	qs_json_out_string(&out, "en", head->portfolio->name.en);
	qs_json_out_end(&out);
	qs_json_out_number(&out, "area_ha", portfolio->area_ha);
	qs_json_out_number(&out, "restored_ha", portfolio->restored_ha);
	qs_json_out_uint(&out, "years", head->years);
	qs_json_out_int(&out, "start_year", head->start_year);
	qs_json_out_uint(&out, "members", head->members);
	snprintf(seed, sizeof seed, "%llu", (unsigned long long)head->seed);
	qs_json_out_string(&out, "seed", seed);
	put_figures(&out, portfolio);
	qs_summary_tornado(&out, portfolio->tornado);
	qs_summary_surveys(&out, portfolio);
	qs_summary_sharing(&out, summary->head->portfolio, &summary->sharing);
	qs_summary_policy(&out, portfolio->policy);
	if (portfolio->tables) {
		qs_summary_registrations(&out, portfolio);
		qs_summary_merges(&out, portfolio);
		qs_summary_merged(&out, head, portfolio);
	}
	qs_summary_compared(&out, portfolio);
	qs_summary_demand(&out, summary->head, portfolio);
	put_structural(&out, portfolio->structural);
	qs_json_out_end(&out);
	if (sites)
		qs_json_out_raw(&out, "sites", sites);
	qs_json_out_end(&out);
	summary->text = sites ? qs_json_out_text(&out, &n) : NULL;
	if (!summary->text)
		return qs_fail(err, QS_ENOMEM, "summary.json");
	return qs_file_put(folder, "summary.json", summary->text, n, err);
}

void qs_summary_free(struct qs_summary *summary)
{
	qs_arena_free(&summary->arena);
	summary->text = NULL;
}
