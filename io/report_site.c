#include "io/report_parts.h"
#include "model/base/packs.h"
#include "model/land/costs.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *site_type(const struct qs_report *report, int type)
{
	static const enum qs_report_text texts[] = {QS_SAY_TYPE_DEGRADED, QS_SAY_TYPE_MINE, QS_SAY_TYPE_CLEARED};

	return type >= 0 && type < 3 ? qs_report_text(report, texts[type]) : "";
}

static const char *substrate_name(const struct qs_report *report, int substrate)
{
	const char *id = substrate >= 0 ? qs_words_substrate[substrate] : "";
	const struct qs_substrate_pack *pack = qs_packs_substrates(report->head->packs, id);

	return pack ? qs_report_pick(report, pack->name.zh, pack->name.en) : id;
}

static const char *treatment_name(const struct qs_report *report, const char *id)
{
	const struct qs_treatment *treatment = qs_portfolio_treatment(report->head->portfolio, id);
	const char *name = treatment ? qs_report_pick(report, treatment->name.zh, treatment->name.en) : "";

	if (!id)
		return qs_report_text(report, QS_SAY_NO_TREATMENT);
	return *name ? name : id;
}

static void open_fact(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text name)
{
	qs_buffer_put(to, "<div><dt>");
	qs_report_say(to, report, name, NULL);
	qs_buffer_put(to, "</dt><dd>");
}

static void fact_text(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text name, const char *text)
{
	open_fact(to, report, name);
	qs_buffer_html(to, text);
	qs_buffer_put(to, "</dd></div>\n");
}

static void fact_figure(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text name,
			const struct qs_figure *figure, const char *unit)
{
	struct qs_people number;

	open_fact(to, report, name);
	qs_buffer_put(to, qs_people_given(figure->value, &number));
	qs_buffer_format(to, " %s", unit);
	qs_report_weak_mark(to, report, figure->basis);
	qs_buffer_put(to, "</dd></div>\n");
}

static void put_place(struct qs_buffer *to, const struct qs_report *report, const struct qs_site *site)
{
	if (site->district || site->locality) {
		open_fact(to, report, QS_SAY_FACT_PLACE);
		qs_buffer_html(to, site->district);
		qs_buffer_put(to, site->district && site->locality ? (report->lang == QS_ZH ? " " : ", ") : "");
		qs_buffer_html(to, site->locality);
		qs_buffer_put(to, "</dd></div>\n");
	}
	if (site->lon.given && site->lat.given) {
		open_fact(to, report, QS_SAY_FACT_LONLAT);
		qs_buffer_fixed(to, site->lon.value, 4);
		qs_buffer_put(to, "°, ");
		qs_buffer_fixed(to, site->lat.value, 4);
		qs_buffer_put(to, "°</dd></div>\n");
	}
}

static void put_facts(struct qs_buffer *to, const struct qs_report *report, const struct qs_site *site)
{
	const char *region = site->region ? site->region : "";

	for (size_t i = 0; i < report->head->portfolio->regions.n; i++) {
		const struct qs_region *row = &report->head->portfolio->regions.items[i];

		if (row->id && !strcmp(row->id, region) && (row->name.zh || row->name.en))
			region = qs_report_pick(report, row->name.zh, row->name.en);
	}
	qs_buffer_put(to, "<dl>\n");
	fact_text(to, report, QS_SAY_FACT_TYPE, site_type(report, site->type));
	put_place(to, report, site);
	fact_figure(to, report, QS_SAY_FACT_ELEVATION, &site->elevation_m, "m");
	fact_figure(to, report, QS_SAY_FACT_RAIN, &site->rain_mm_per_year, "mm");
	fact_text(to, report, QS_SAY_FACT_REGION, region);
	fact_text(to, report, QS_SAY_FACT_LIABLE,
		  site->liable_party ? site->liable_party : qs_report_text(report, QS_SAY_FACT_LIABLE_NONE));
	if (qs_was_given(&qs_table_site, &site->given, "replay_of")) {
		char year[24];

		snprintf(year, sizeof year, "%lld", (long long)site->replay_of.year);
		open_fact(to, report, QS_SAY_FACT_REPLAY);
		qs_report_say(to, report, QS_SAY_REPLAY_TEXT,
			      (const char *const[]){year, site->replay_of.source ? site->replay_of.source : "", NULL});
		qs_buffer_put(to, "</dd></div>\n");
	}
	qs_buffer_put(to, "</dl>\n");
}

static void put_conflicts(struct qs_buffer *to, const struct qs_report *report, const struct qs_site *site)
{
	if (!site->conflicts.n)
		return;
	qs_buffer_put(to, "<div class=\"conflicts\"><h4>");
	qs_report_say(to, report, QS_SAY_CONFLICTS, NULL);
	qs_buffer_put(to, "</h4><ul>\n");
	for (size_t i = 0; i < site->conflicts.n; i++) {
		qs_buffer_put(to, "<li>");
		qs_buffer_html(to, qs_report_pick(report, site->conflicts.items[i].zh, site->conflicts.items[i].en));
		qs_buffer_put(to, "</li>\n");
	}
	qs_buffer_put(to, "</ul></div>\n");
}

/* A figure of the input, in percent if scale is 100. */
static void cell(struct qs_buffer *to, const struct qs_report *report, double scale, const struct qs_figure *figure)
{
	struct qs_people number;

	qs_buffer_put(to, "<td class=\"n\">");
	qs_buffer_put(to, qs_people_given(scale * figure->value, &number));
	qs_report_weak_mark(to, report, figure->basis);
	qs_buffer_put(to, "</td>");
}

static void put_units(struct qs_buffer *to, const struct qs_report *report, const struct qs_site *site)
{
	static const enum qs_report_text heads[] = {QS_SAY_UNIT_ID,   QS_SAY_SUBSTRATE, QS_SAY_TREATMENT,
						    QS_SAY_AREA_PLAN, QS_SAY_SLOPE,     QS_SAY_SOIL_DEPTH,
						    QS_SAY_ORGANIC_C, QS_SAY_COVER_NOW};

	qs_buffer_put(to, "<h4>");
	qs_report_say(to, report, QS_SAY_UNITS, NULL);
	qs_buffer_put(to, "</h4>\n");
	qs_report_open_table(to, report, QS_SAY_UNITS);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), i > 2);
	qs_buffer_put(to, "</tr></thead><tbody>\n");
	for (size_t u = 0; u < site->units.n; u++) {
		const struct qs_unit *unit = &site->units.items[u];

		qs_buffer_put(to, "<tr><td class=\"nowrap\">");
		qs_buffer_html(to, unit->id);
		qs_buffer_put(to, "</td><td class=\"nowrap\">");
		qs_buffer_html(to, substrate_name(report, unit->substrate));
		qs_buffer_put(to, "</td><td class=\"nowrap\">");
		qs_buffer_html(to, treatment_name(report, unit->treatment));
		qs_buffer_put(to, "</td>");
		qs_buffer_put(to, "<td class=\"n\">");
		qs_buffer_people(to, qs_unit_planimetric_ha(unit));
		qs_report_weak_mark(to, report, unit->area_ha.basis);
		qs_buffer_put(to, "</td>");
		cell(to, report, 1, &unit->slope_deg);
		cell(to, report, 1, &unit->soil.depth_cm);
		cell(to, report, 1, &unit->soil.organic_c_g_kg);
		cell(to, report, 100, &unit->cover_frac);
		qs_buffer_put(to, "</tr>\n");
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

/* In place of three quantiles: that there are none, and which share of members has a value. */
static void put_why(struct qs_buffer *to, const struct qs_report *report, const struct qs_scalar *scalar)
{
	struct qs_people share;

	qs_buffer_put(to, "<td class=\"n\" colspan=\"3\">");
	qs_report_say(to, report, QS_SAY_NEVER, NULL);
	qs_buffer_put(to, "<small>");
	qs_report_say(to, report, QS_SAY_SHARE,
		      (const char *const[]){
			      qs_people_count((unsigned long long)floor(100 * scalar->share + 0.5), &share), NULL});
	qs_buffer_put(to, "</small></td>");
}

static void put_figures(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	static const enum qs_report_text heads[] = {QS_SAY_FIGURE, QS_SAY_MEDIAN, QS_SAY_Q10, QS_SAY_Q90,
						    QS_SAY_UNIT_OF};
	static const int order[] = {QS_SCALAR_co2e_project,  QS_SCALAR_co2e_natural,       QS_SCALAR_co2e_baseline,
				    QS_SCALAR_works_project, QS_SCALAR_works_natural,      QS_SCALAR_imported_brought,
				    QS_SCALAR_imported_lost, QS_SCALAR_carbon_payback_year};

	qs_report_open_table(to, report, QS_SAY_FIGURE);
	qs_buffer_put(to, "<thead><tr>");
	for (int i = 0; i < 5; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), i > 0 && i < 4);
	qs_buffer_put(to, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
		const struct qs_scalar_row *row = &qs_scalar_rows[order[i]];
		const int years = order[i] == QS_SCALAR_carbon_payback_year;

		qs_buffer_put(to, "<tr><td class=\"name\">");
		qs_buffer_html(to, years ? qs_report_text(report, QS_SAY_PAYBACK)
					 : qs_report_pick(report, row->zh, row->en));
		qs_buffer_put(to, "</td>");
		for (int part = 0; part < 3 && !result->scalar[order[i]].why; part++) {
			const struct qs_scalar *scalar = &result->scalar[order[i]];
			const double value = part == 0 ? scalar->p50 : part == 1 ? scalar->p10 : scalar->p90;

			qs_buffer_put(to, "<td class=\"n\">");
			if (!isfinite(value))
				qs_report_say(to, report, QS_SAY_LATER, NULL);
			else if (years)
				qs_buffer_fixed(to, value, 0);
			else
				qs_buffer_people(to, value);
			qs_buffer_put(to, "</td>");
		}
		if (result->scalar[order[i]].why)
			put_why(to, report, &result->scalar[order[i]]);
		qs_buffer_put(to, "<td class=\"nowrap\">");
		qs_buffer_html(to, years ? qs_report_text(report, QS_SAY_YEARS_UNIT) : "t CO₂e");
		qs_buffer_put(to, "</td></tr>\n");
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

static void put_section(struct qs_report *report, const struct qs_result *result)
{
	const struct qs_site *site = result->site;
	struct qs_buffer *to = &report->sections;
	struct qs_chart_line canopy = qs_report_line(report, result, QS_OUT_canopy_ha, QS_SERIES_project, "c3", 0);

	canopy.label = qs_report_text(report, QS_SAY_CANOPY_PROJECT);
	canopy.low = canopy.high = NULL;
	qs_buffer_put(to, "<section class=\"site\" id=\"site-");
	qs_buffer_html(to, site->id);
	qs_buffer_put(to, "\">\n<h3>");
	qs_buffer_html(to, qs_report_pick(report, site->name.zh, site->name.en));
	qs_buffer_put(to, " <code>");
	qs_buffer_html(to, site->id);
	qs_buffer_put(to, "</code></h3>\n");
	put_facts(to, report, site);
	put_conflicts(to, report, site);
	qs_buffer_put(to, "<div class=\"charts\">\n");
	qs_report_arms(to, report, result, QS_OUT_grown_co2e, QS_SAY_GROWN, "t CO₂e", NULL);
	qs_report_arms(to, report, result, QS_OUT_net_co2e, QS_SAY_NET_CURVE, "t CO₂e", NULL);
	qs_report_arms(to, report, result, QS_OUT_cover_ha, QS_SAY_COVER_SITE, "ha", &canopy);
	qs_buffer_put(to, "</div>\n");
	put_figures(to, report, result);
	qs_report_costs_site(to, report, result);
	qs_report_money_site(to, report, result);
	put_units(to, report, site);
	qs_report_market_site(to, report, result);
	qs_buffer_put(to, "</section>\n");
	qs_buffer_put(&report->contents, "<a href=\"#site-");
	qs_buffer_html(&report->contents, site->id);
	qs_buffer_put(&report->contents, "\">");
	qs_buffer_html(&report->contents, qs_report_pick(report, site->name.zh, site->name.en));
	qs_buffer_put(&report->contents, "</a>");
}

static void row_scalar(struct qs_buffer *to, const struct qs_scalar *scalar)
{
	qs_buffer_put(to, "<td class=\"n\">");
	qs_buffer_people(to, scalar->p50);
	qs_buffer_put(to, "<small>(");
	qs_buffer_people(to, scalar->p10);
	qs_buffer_put(to, " – ");
	qs_buffer_people(to, scalar->p90);
	qs_buffer_put(to, ")</small></td>");
}

static void put_row(struct qs_report *report, const struct qs_result *result)
{
	const struct qs_scalar *pays = &result->scalar[QS_SCALAR_carbon_payback_year];
	const struct qs_site *site = result->site;
	const char *treatment = qs_site_treatment(site), *name = qs_report_pick(report, site->name.zh, site->name.en);
	struct qs_buffer *to = &report->table;

	qs_buffer_put(to, "<tr><td class=\"wide\">");
	if (report->seen < QS_REPORT_SECTIONS) {
		qs_buffer_put(to, "<a href=\"#site-");
		qs_buffer_html(to, site->id);
		qs_buffer_put(to, "\">");
	}
	qs_buffer_html(to, name);
	qs_buffer_put(to, report->seen < QS_REPORT_SECTIONS ? "</a>" : "");
	qs_buffer_put(to, "</td><td class=\"n\">");
	qs_buffer_people(to, result->area_ha);
	qs_buffer_put(to, "</td>");
	row_scalar(to, &result->scalar[QS_SCALAR_co2e_project]);
	row_scalar(to, &result->scalar[QS_SCALAR_co2e_natural]);
	row_scalar(to, &result->scalar[QS_SCALAR_co2e_baseline]);
	row_scalar(to, &result->scalar[QS_SCALAR_works_project]);
	qs_buffer_put(to, "<td class=\"n long\">");
	if (pays->why || !isfinite(pays->p50)) {
		qs_report_say(to, report, QS_SAY_NEVER, NULL);
	} else {
		qs_buffer_fixed(to, pays->p50, 0);
		qs_buffer_put(to, " ");
		qs_report_say(to, report, QS_SAY_YEARS_UNIT, NULL);
	}
	qs_buffer_put(to, "</td><td class=\"wide\">");
	if (treatment && !strcmp(treatment, "mixed")) {
		for (size_t u = 0; u < site->units.n; u++) {
			int before = 0;

			for (size_t v = 0; v < u; v++)
				before |= !strcmp(treatment_name(report, site->units.items[v].treatment),
						  treatment_name(report, site->units.items[u].treatment));
			if (before)
				continue;
			qs_buffer_put(to, u ? (report->lang == QS_ZH ? "；" : "; ") : ""); /* names have commas */
			qs_buffer_html(to, treatment_name(report, site->units.items[u].treatment));
		}
	} else {
		qs_buffer_html(to, treatment_name(report, treatment));
	}
	qs_buffer_put(to, "</td></tr>\n");
}

void qs_report_add_site(struct qs_report *report, const struct qs_result *result)
{
	if (report->seen < QS_REPORT_ROWS) {
		put_row(report, result);
		qs_report_market_row(report, result);
		qs_report_cash_row(report, result);
		qs_report_additional_site(report, result);
		qs_report_ways_site(report, result);
	}
	if (report->seen < QS_REPORT_SECTIONS)
		put_section(report, result);
	qs_report_weak_site(report, result);
	report->own_ha += qs_site_treated_own_ha(result->site);
	report->upkeep_stated +=
		result->site->finance.upkeep_after_payer || result->site->finance.upkeep_after_cny_per_ha.given;
	report->cost_basis =
		qs_basis_weaker(report->cost_basis, qs_costs_basis(report->head->packs, report->head->portfolio,
								   result->site, QS_SERIES_project));
}
