/* Ecosystem services in report.html: every account line of a service, in quantity and in money, with the first year
 * apart. */
#include "io/chart.h"
#include "io/report_parts.h"
#include "model/base/packs.h"
#include "model/benefit/plausible.h"
#include "model/benefit/services.h"
#include "model/land/costs.h"
#include "model/portfolio.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_SHOWN = 14 }; /* the 15th year */

/* A year's median with its quantiles where they differ. */
static void put_year(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result, int line,
		     size_t year)
{
	const double *const q = result->line_quantile + ((size_t)line * report->head->years + year) * QS_QUANTILES;

	qs_buffer_put(to, "<td class=\"n\">");
	qs_buffer_people(to, q[QS_P50]);
	if (q[QS_P10] != q[QS_P50] || q[QS_P90] != q[QS_P50]) {
		qs_buffer_put(to, "<small>(");
		qs_buffer_people(to, q[QS_P10]);
		qs_buffer_put(to, " – ");
		qs_buffer_people(to, q[QS_P90]);
		qs_buffer_put(to, ")</small>");
	}
	qs_buffer_put(to, "</td>");
}

static void put_heads(struct qs_buffer *to, const struct qs_report *report, size_t shown)
{
	struct qs_people year;

	qs_buffer_put(to, "<thead><tr>");
	qs_report_th(to, qs_report_text(report, QS_SAY_SERVICE), 0);
	qs_report_th(to, qs_report_text(report, QS_SAY_UNIT_OF), 0);
	qs_buffer_put(to, "<th class=\"n\" scope=\"col\">");
	qs_report_say(to, report, QS_SAY_SERVICE_FIRST,
		      (const char *const[]){qs_report_year(report->head->start_year, &year), NULL});
	qs_buffer_put(to, "</th><th class=\"n\" scope=\"col\">");
	qs_report_say(to, report, QS_SAY_SERVICE_YEAR,
		      (const char *const[]){qs_report_year(report->head->start_year + (int64_t)shown, &year), NULL});
	qs_buffer_put(to, "</th>");
	qs_report_th(to, qs_report_text(report, QS_SAY_CASH_SUM), 1);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
}

void qs_report_services(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const size_t years = report->head->years, shown = years > YEAR_SHOWN ? YEAR_SHOWN : years - 1;

	if (!years)
		return;
	qs_report_open_table(to, report, QS_SAY_SERVICES_HEAD);
	put_heads(to, report, shown);
	for (int line = 0; line < QS_LINE_COUNT; line++) {
		const struct qs_line_row *const row = &qs_line_rows[line];

		if (row->group != QS_LINE_SERVICE && row->group != QS_LINE_SERVICE_QUANTITY)
			continue;
		qs_buffer_put(to, "<tr><td>");
		qs_buffer_html(to, qs_report_pick(report, row->zh, row->en));
		qs_buffer_put(to, "</td><td class=\"nowrap\">");
		qs_report_unit(to, report, row->unit);
		qs_buffer_put(to, "</td>");
		put_year(to, report, result, line, 0);
		put_year(to, report, result, line, shown);
		qs_report_number(to, qs_report_sum(report, result, (enum qs_line)line));
		qs_buffer_put(to, "</tr>\n");
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}

/* ---- a site's chapter ---- */

enum { SHOWN = 4 };

static double yearly(const struct qs_report *report, const struct qs_result *result, enum qs_line line)
{
	return report->head->years ? qs_report_sum(report, result, line) / (double)report->head->years : 0;
}

static const struct qs_services_pack *chosen(const struct qs_report *report)
{
	return report->head->packs ? qs_services_chosen(report->head->packs, report->head->portfolio) : NULL;
}

/* The unit behind a number; none for pure numbers. */
static void put_behind(struct qs_buffer *to, const struct qs_report *report, const char *unit)
{
	if (!strcmp(unit, "1"))
		return;
	qs_buffer_put(to, " ");
	qs_report_unit(to, report, unit);
}

/* Nonzero if a set's headline adds a service up. */
static int counts(const struct qs_services_pack *set, const char *id)
{
	return set && qs_strings_have(&set->headline, id);
}

/* Up to four services of the headline, those that are nothing left out. */
static size_t pick(const struct qs_report *report, const struct qs_result *result, int service[SHOWN])
{
	const struct qs_services_pack *const set = chosen(report);
	size_t n = 0;

	for (int s = 0; s < QS_SERVICE_COUNT && n < SHOWN; s++) {
		const double value = yearly(report, result, qs_service_rows[s].line);

		if (counts(set, qs_service_rows[s].id) && (value < 0 || value > 0))
			service[n++] = s;
	}
	return n;
}

static void put_course(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result,
		       const int *service, size_t n, int over_natural)
{
	static const char *const styles[SHOWN] = {"c0", "c1", "c2", "c3"};
	struct qs_chart_line line[SHOWN];
	const struct qs_chart chart = {
		.title = qs_report_text(report, over_natural ? QS_SAY_BENEFIT_NATURAL : QS_SAY_BENEFIT_BASELINE),
		.unit = report->lang == QS_ZH ? "元" : "CNY",
		.description = qs_report_text(report, QS_SAY_BENEFIT_CHART),
		.first_year = report->head->start_year,
		.years = report->head->years,
		.line = line,
		.lines = n};

	for (size_t k = 0; k < n; k++) {
		const struct qs_service_row *const row = &qs_service_rows[service[k]];
		const struct qs_line_row *const words = &qs_line_rows[row->line];
		const size_t at = (size_t)(over_natural ? row->natural_line : row->line) * report->head->years;

		line[k] = (struct qs_chart_line){.label = qs_report_pick(report, words->zh, words->en),
						 .style = styles[k],
						 .mid = result->line_quantile + at * QS_QUANTILES + QS_P50,
						 .stride = QS_QUANTILES};
	}
	qs_chart_lines(to, &chart);
}

static void put_name(struct qs_buffer *to, const struct qs_report *report, const char *zh, const char *en)
{
	qs_buffer_put(to, "<tr><td>");
	qs_buffer_html(to, qs_report_pick(report, zh, en));
	qs_buffer_put(to, "</td>");
}

/* The quantity that a service prices, a line; QS_LINE_COUNT where another row has told it. */
static enum qs_line quantity_of(int service)
{
	switch (service) {
	case QS_SERVICE_water_conservation:
		return QS_LINE_OF_water_recharged;
	case QS_SERVICE_flood_regulation:
		return QS_LINE_OF_storm_flow_avoided;
	case QS_SERVICE_soil_retention:
		return QS_LINE_OF_soil_retained;
	case QS_SERVICE_air_purification:
		return QS_LINE_OF_pm10_removed;
	case QS_SERVICE_climate_regulation:
		return QS_LINE_OF_heat_evaporated;
	case QS_SERVICE_carbon_sequestration:
		return QS_LINE_OF_carbon_grown;
	case QS_SERVICE_oxygen_release:
		return QS_LINE_OF_oxygen_released;
	case QS_SERVICE_biodiversity:
		return QS_LINE_OF_native_cover;
	case QS_SERVICE_nutrient_accumulation:
		return QS_LINE_OF_dry_matter_grown;
	case QS_SERVICE_negative_ions:
		return QS_LINE_OF_canopy_added;
	case QS_SERVICE_recreation:
		return QS_LINE_OF_visits_added;
	default:
		return QS_LINE_COUNT;
	}
}

static void put_quantity(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result,
			 enum qs_line line)
{
	if (line == QS_LINE_COUNT) {
		qs_buffer_put(to, "<td></td>");
		return;
	}
	qs_buffer_put(to, "<td>");
	qs_buffer_html(to, qs_report_pick(report, qs_line_rows[line].zh, qs_line_rows[line].en));
	qs_buffer_put(to, report->lang == QS_ZH ? "：" : ": ");
	qs_buffer_people(to, yearly(report, result, line));
	put_behind(to, report, qs_line_rows[line].unit);
	qs_buffer_put(to, "</td>");
}

/* Every service: its quantity, its worth against the baseline and against natural recovery; then the headline and what
 * it costs. */
static void put_accounts(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const struct qs_services_pack *const set = chosen(report);
	const struct qs_scalar *const scalar = result->scalar;
	const double years = (double)report->head->years;
	const double cost = (scalar[QS_SCALAR_capex_project].mean - scalar[QS_SCALAR_capex_natural].mean) / years +
			    scalar[QS_SCALAR_upkeep_project].mean - scalar[QS_SCALAR_upkeep_natural].mean;

	qs_report_open_table(to, report, QS_SAY_BENEFIT_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	qs_report_th(to, qs_report_text(report, QS_SAY_SERVICE), 0);
	qs_report_th(to, qs_report_text(report, QS_SAY_BENEFIT_QUANTITY), 0);
	qs_report_th(to, qs_report_text(report, QS_SAY_BENEFIT_BASELINE), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_BENEFIT_NATURAL), 1);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	for (int s = 0; s < QS_SERVICE_COUNT; s++) {
		const struct qs_service_row *const row = &qs_service_rows[s];
		const struct qs_line_row *const words = &qs_line_rows[row->line];
		const double base = yearly(report, result, row->line),
			     natural = yearly(report, result, row->natural_line);

		if (!(base < 0 || base > 0 || natural < 0 || natural > 0) && s != QS_SERVICE_climate_regulation)
			continue;
		put_name(to, report, words->zh, words->en);
		put_quantity(to, report, result, quantity_of(s));
		qs_report_number(to, base);
		qs_report_number(to, natural);
		qs_buffer_put(to, "</tr>\n");
	}
	put_name(to, report, "合计（计入的服务）", "headline, services counted");
	qs_buffer_put(to, "<td></td>");
	qs_report_number(to, scalar[QS_SCALAR_benefit].mean);
	qs_report_number(to, scalar[QS_SCALAR_benefit_over_natural].mean);
	qs_buffer_put(to, "</tr>\n");
	for (int k = 0; k < QS_PRICE_SETS; k++) {
		const enum qs_scalar_id id = (enum qs_scalar_id)(QS_SCALAR_benefit_services + k);

		if (set && !strcmp(set->id, qs_price_sets[k]))
			continue;
		put_name(to, report, qs_scalar_rows[id].zh, qs_scalar_rows[id].en);
		qs_buffer_put(to, "<td></td>");
		qs_report_number(to, scalar[id].mean);
		qs_buffer_put(to, "<td class=\"n\"></td></tr>\n");
	}
	put_name(to, report, "代价：工程与养护，项目−自然恢复", "cost: works and upkeep, project − natural recovery");
	qs_buffer_put(to, "<td></td><td class=\"n\"></td>");
	qs_report_number(to, cost);
	qs_buffer_put(to, "</tr>\n</tbody>");
	qs_report_close_table(to);
}

static void put_outside(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	struct qs_implausible outside[QS_PLAUSIBLE_MOST];
	const size_t n = qs_implausible(report->head, result, outside);

	if (!n)
		return;
	qs_buffer_put(to, "<div class=\"conflicts\"><p>");
	qs_report_say(to, report, QS_SAY_OUTSIDE, NULL);
	qs_buffer_put(to, "</p><ul>");
	for (size_t i = 0; i < n; i++) {
		struct qs_people value, low, high;

		qs_buffer_put(to, "<li>");
		qs_buffer_html(to, qs_report_pick(report, outside[i].band->name.zh, outside[i].band->name.en));
		qs_buffer_put(to, report->lang == QS_ZH ? "：" : ": ");
		qs_buffer_html(to, qs_people_number(outside[i].value, &value));
		put_behind(to, report, outside[i].band->unit);
		qs_buffer_put(to, " (");
		qs_buffer_html(to, qs_people_number(outside[i].low, &low));
		qs_buffer_put(to, " – ");
		qs_buffer_html(to, qs_people_number(outside[i].high, &high));
		qs_buffer_put(to, ")</li>");
	}
	qs_buffer_put(to, "</ul></div>\n");
}

void qs_report_services_site(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	int service[SHOWN];
	const size_t n = pick(report, result, service);

	if (!report->head->years)
		return;
	qs_buffer_put(to, "<h4>");
	qs_report_say(to, report, QS_SAY_BENEFIT_HEAD, NULL);
	qs_buffer_put(to, "</h4>\n");
	put_outside(to, report, result);
	if (n) {
		qs_buffer_put(to, "<div class=\"charts\">\n");
		put_course(to, report, result, service, n, 0);
		put_course(to, report, result, service, n, 1);
		qs_buffer_put(to, "</div>\n");
	}
	put_accounts(to, report, result);
}

void qs_report_services_sums(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	if (!report->head->years)
		return;
	qs_buffer_put(to, "<h3>");
	qs_report_say(to, report, QS_SAY_BENEFIT_HEAD, NULL);
	qs_buffer_put(to, "</h3>\n");
	put_accounts(to, report, result);
}

/* ---- prices ---- */

/* The prices that the chosen set's values stand on, with year and source. */
void qs_report_price_set(struct qs_buffer *to, const struct qs_report *report)
{
	const struct qs_services_pack *const v = chosen(report);

	if (!v)
		return;

	const struct {
		const char *zh, *en, *unit;
		const struct qs_figure *price;
		int64_t year;
	} rows[] = {
		{"水库库容", "reservoir", "CNY/m3", &v->reservoir_cny_m3, v->reservoir_price_year},
		{"清淤", "dredging", "CNY/m3", &v->dredging_cny_m3, v->dredging_price_year},
		{"氮", "nitrogen", "CNY/t", &v->nitrogen_cny_t, v->nitrogen_price_year},
		{"磷", "phosphorus", "CNY/t", &v->phosphorus_cny_t, v->phosphorus_price_year},
		{"SO₂", "SO2", "CNY/t", &v->so2_cny_t, v->air_price_year},
		{"NOx", "NOx", "CNY/t", &v->nox_cny_t, v->air_price_year},
		{"粉尘", "dust", "CNY/t", &v->dust_cny_t, v->air_price_year},
		{"电", "electricity", "CNY/kWh", &v->electricity_cny_kwh, v->electricity_price_year},
		{"CO₂", "CO2", "CNY/t", &v->carbon_cny_t, v->carbon_price_year},
		{"氧气", "oxygen", "CNY/t", &v->oxygen_cny_t, v->oxygen_price_year},
		{"游憩人次", "visit", "CNY", &v->visit_cny, v->visit_price_year},
	};

	qs_report_open_table(to, report, QS_SAY_PRICE_SET);
	qs_buffer_put(to, "<thead><tr>");
	qs_report_th(to, qs_report_pick(report, v->name.zh, v->name.en), 0);
	qs_report_th(to, qs_report_text(report, QS_SAY_PRICE_SET), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_UNIT_OF), 0);
	qs_report_th(to, qs_report_text(report, QS_SAY_PRICE_SOURCE), 0);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		struct qs_people year;
		char factor[32];

		put_name(to, report, rows[k].zh, rows[k].en);
		qs_report_number(to, rows[k].price->value);
		qs_buffer_put(to, "<td class=\"nowrap\">");
		qs_report_unit(to, report, rows[k].unit);
		qs_buffer_put(to, "</td><td>");
		qs_buffer_html(to, qs_report_year(rows[k].year, &year));
		snprintf(factor, sizeof factor, " (×%.2f)",
			 qs_quote_factor(&report->head->portfolio->finance, rows[k].year));
		qs_buffer_put(to, factor);
		qs_buffer_put(to, report->lang == QS_ZH ? " 年；" : "; ");
		qs_buffer_html(to, rows[k].price->source ? rows[k].price->source : "");
		qs_buffer_put(to, report->lang == QS_ZH ? "（" : " (");
		qs_buffer_put(to, qs_report_basis_word(report, rows[k].price->basis));
		qs_buffer_put(to, report->lang == QS_ZH ? "）</td></tr>\n" : ")</td></tr>\n");
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
}
