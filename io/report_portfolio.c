#include "io/report_parts.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define CO2E "t CO₂e"

static const char *const arm_styles[QS_ARMS] = {"c0", "c1", "c2"};

struct qs_chart_line qs_report_line(const struct qs_report *report, const struct qs_result *result, enum qs_output o,
				    int series, const char *style, int mean)
{
	const struct qs_series_row *row = &qs_series_rows[series];
	const size_t first = ((size_t)o * QS_SERIES_COUNT + (size_t)series) * report->head->years;
	struct qs_chart_line line = {.label = qs_report_pick(report, row->zh, row->en), .style = style};

	if (mean) {
		line.mid = result->mean + first;
		line.stride = 1;
		return line;
	}
	line.mid = result->quantile + first * QS_QUANTILES + QS_P50;
	line.low = result->quantile + first * QS_QUANTILES + QS_P10;
	line.high = result->quantile + first * QS_QUANTILES + QS_P90;
	line.stride = QS_QUANTILES;
	return line;
}

static double last_of(const struct qs_report *report, const struct qs_chart_line *line)
{
	return line->mid[(report->head->years - 1) * line->stride];
}

/* Puts the description of a chart into a buffer of the caller's; returns its text. */
static const char *describe_arms(struct qs_buffer *scratch, const struct qs_report *report, enum qs_report_text title,
				 const char *unit, const struct qs_chart_line *line)
{
	struct qs_people value[QS_ARMS];
	char year[16];

	snprintf(year, sizeof year, "%d", report->head->start_year + (int)report->head->years - 1);
	for (int s = 0; s < QS_ARMS; s++)
		qs_people_number(last_of(report, &line[s]), &value[s]);
	qs_report_say(scratch, report, QS_SAY_DESCRIBE,
		      (const char *const[]){qs_report_text(report, title), year, value[0].text, value[1].text,
					    value[2].text, unit, NULL});
	return qs_buffer_text(scratch);
}

void qs_report_arms(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result,
		    enum qs_output o, enum qs_report_text title, const char *unit, const struct qs_chart_line *more)
{
	struct qs_chart_line line[QS_ARMS + 1];
	struct qs_buffer scratch;
	struct qs_chart chart = {.unit = unit,
				 .title = qs_report_text(report, title),
				 .band = qs_report_text(report, QS_SAY_BAND),
				 .first_year = report->head->start_year,
				 .years = report->head->years,
				 .line = line,
				 .lines = QS_ARMS};

	if (!chart.years)
		return;
	for (int s = 0; s < QS_ARMS; s++)
		line[s] = qs_report_line(report, result, o, s, arm_styles[s], 0);
	if (more)
		line[chart.lines++] = *more;
	qs_buffer_init(&scratch, &report->from);
	chart.description = describe_arms(&scratch, report, title, unit, line);
	qs_chart_lines(to, &chart);
	to->failed |= scratch.failed;
	qs_buffer_free(&scratch);
}

/* Pools of an arm: live woody, live other, dead wood, floor, soil; means, so that they add up. */
enum { POOLS = 5 };

static double pool_value(const struct qs_report *report, const struct qs_result *result, int arm, int pool, size_t y)
{
	static const enum qs_output outputs[POOLS] = {QS_OUT_soil_c, QS_OUT_floor_c, QS_OUT_dead_wood_c, QS_OUT_woody_c,
						      QS_OUT_live_c};
	const double value = qs_result_mean(report->head, result, outputs[pool], arm, y);

	return outputs[pool] == QS_OUT_live_c ? value - qs_result_mean(report->head, result, QS_OUT_woody_c, arm, y)
					      : value;
}

static void put_pools(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result, int arm,
		      double *room, double top)
{
	static const enum qs_report_text labels[POOLS] = {QS_SAY_POOL_SOIL, QS_SAY_POOL_FLOOR, QS_SAY_POOL_DEAD,
							  QS_SAY_POOL_WOODY, QS_SAY_POOL_HERB};
	static const char *const styles[POOLS] = {"p4", "p3", "p2", "p0", "p1"};
	const size_t years = report->head->years;
	struct qs_chart_line line[POOLS];
	struct qs_buffer title, text;
	struct qs_people sum;
	double total = 0;
	char year[16];

	qs_buffer_init(&title, &report->from);
	qs_buffer_init(&text, &report->from);
	for (int p = 0; p < POOLS; p++) {
		for (size_t y = 0; y < years; y++)
			room[(size_t)p * years + y] = pool_value(report, result, arm, p, y);
		total += room[(size_t)p * years + years - 1];
		line[p] = (struct qs_chart_line){
			qs_report_text(report, labels[p]), styles[p], room + (size_t)p * years, NULL, NULL, 1};
	}
	qs_report_say(
		&title, report, QS_SAY_POOLS_OF,
		(const char *const[]){qs_report_pick(report, qs_series_rows[arm].zh, qs_series_rows[arm].en), NULL});
	snprintf(year, sizeof year, "%d", report->head->start_year + (int)years - 1);
	qs_report_say(&text, report, QS_SAY_DESCRIBE_STACK,
		      (const char *const[]){qs_buffer_text(&title), year, qs_people_number(total, &sum), NULL});
	qs_chart_stack(to, &(struct qs_chart){.title = qs_buffer_text(&title),
					      .unit = "t C",
					      .description = qs_buffer_text(&text),
					      .first_year = report->head->start_year,
					      .years = years,
					      .line = line,
					      .lines = POOLS,
					      .least_top = top});
	to->failed |= title.failed | text.failed;
	qs_buffer_free(&title);
	qs_buffer_free(&text);
}

/* One height for the three arms, so that the eye may compare them. */
static double pools_top(const struct qs_report *report, const struct qs_result *result)
{
	double top = 0;

	for (int arm = 0; arm < QS_ARMS; arm++) {
		for (size_t y = 0; y < report->head->years; y++) {
			double sum = 0;

			for (int p = 0; p < POOLS; p++)
				sum += pool_value(report, result, arm, p, y);
			top = sum > top ? sum : top;
		}
	}
	return top;
}

/* Two flows by year, means. */
static void put_flows(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text title, const char *unit,
		      struct qs_chart_line first, struct qs_chart_line second, int columns)
{
	const struct qs_chart_line line[2] = {first, second};
	struct qs_chart chart = {.title = qs_report_text(report, title),
				 .unit = unit,
				 .first_year = report->head->start_year,
				 .years = report->head->years,
				 .line = line,
				 .lines = 2};
	struct qs_buffer text;
	struct qs_people number;
	double sum = 0;

	for (size_t y = 0; y < chart.years; y++)
		sum += second.mid[y * second.stride];
	qs_buffer_init(&text, &report->from);
	qs_report_say(&text, report, QS_SAY_DESCRIBE_SUM,
		      (const char *const[]){chart.title, qs_people_number(sum, &number), NULL});
	chart.description = qs_buffer_text(&text);
	if (columns)
		qs_chart_columns(to, &chart);
	else
		qs_chart_lines(to, &chart);
	to->failed |= text.failed;
	qs_buffer_free(&text);
}

static struct qs_chart_line labelled(struct qs_chart_line line, const struct qs_report *report,
				     enum qs_report_text label)
{
	line.label = qs_report_text(report, label);
	return line;
}

static void put_grown(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *r)
{
	struct qs_arena arena;
	double *room;

	qs_report_heading(to, report, "grown", QS_SAY_GROWN_HEAD);
	qs_buffer_put(to, "<p class=\"lead\">");
	qs_report_say(to, report, QS_SAY_GROWN_LEAD, NULL);
	qs_buffer_put(to, "</p>\n<div class=\"charts\">\n");
	qs_report_arms(to, report, r, QS_OUT_grown_co2e, QS_SAY_GROWN, CO2E, NULL);
	qs_chart_lines(to, &(struct qs_chart){.title = qs_report_text(report, QS_SAY_GAIN_OVER),
					      .unit = CO2E,
					      .description = qs_report_text(report, QS_SAY_GAIN_OVER),
					      .band = qs_report_text(report, QS_SAY_BAND),
					      .first_year = report->head->start_year,
					      .years = report->head->years,
					      .lines = 2,
					      .line = (const struct qs_chart_line[]){
						      qs_report_line(report, r, QS_OUT_grown_co2e,
								     QS_SERIES_project_minus_baseline, "c3", 0),
						      qs_report_line(report, r, QS_OUT_grown_co2e,
								     QS_SERIES_project_minus_natural, "c1", 0)}});
	put_flows(to, report, QS_SAY_FLOWS, "t C/a",
		  labelled(qs_report_line(report, r, QS_OUT_respired_c, QS_SERIES_project, "c1", 1), report,
			   QS_SAY_FLOW_RESPIRED),
		  labelled(qs_report_line(report, r, QS_OUT_growth_c, QS_SERIES_project, "c2", 1), report,
			   QS_SAY_FLOW_GROWTH),
		  0);
	qs_arena_init(&arena, &report->from);
	room = qs_arena_take(&arena, POOLS * report->head->years, sizeof *room);
	for (int arm = QS_ARMS - 1; arm >= 0 && room; arm--)
		put_pools(to, report, r, arm, room, pools_top(report, r));
	to->failed |= !room;
	qs_arena_free(&arena);
	qs_buffer_put(to, "</div>\n");
}

static void put_brought(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *r)
{
	qs_report_heading(to, report, "brought", QS_SAY_BROUGHT_HEAD);
	qs_buffer_put(to, "<p class=\"lead\">");
	qs_report_say(to, report, QS_SAY_BROUGHT_LEAD, NULL);
	qs_buffer_put(to, "</p>\n<div class=\"charts pair\">\n");
	qs_report_arms(to, report, r, QS_OUT_net_co2e, QS_SAY_NET_CURVE, CO2E, NULL);
	put_flows(to, report, QS_SAY_WORKS, "t CO₂e/a",
		  qs_report_line(report, r, QS_OUT_works_co2e, QS_SERIES_natural, "c1", 1),
		  qs_report_line(report, r, QS_OUT_works_co2e, QS_SERIES_project, "c2", 1), 1);
	qs_report_arms(to, report, r, QS_OUT_brought_c, QS_SAY_BROUGHT, "t C", NULL);
	put_flows(to, report, QS_SAY_BROUGHT_FLOWS, "t C/a",
		  labelled(qs_report_line(report, r, QS_OUT_brought_lost_c, QS_SERIES_project, "c1", 1), report,
			   QS_SAY_FLOW_LOST),
		  labelled(qs_report_line(report, r, QS_OUT_imported_c, QS_SERIES_project, "c3", 1), report,
			   QS_SAY_FLOW_IMPORTED),
		  1);
	qs_buffer_put(to, "</div>\n");
	qs_report_heading(to, report, "cover", QS_SAY_COVER_HEAD);
	qs_buffer_put(to, "<div class=\"charts pair\">\n");
	qs_report_arms(to, report, r, QS_OUT_cover_ha, QS_SAY_COVER, "ha", NULL);
	qs_report_arms(to, report, r, QS_OUT_canopy_ha, QS_SAY_CANOPY, "ha", NULL);
	qs_buffer_put(to, "</div>\n");
}

/* Both quantiles, each kept on a line of its own if there is no room for two. */
static void put_quantiles(struct qs_buffer *to, const struct qs_report *report, const char *low, const char *high)
{
	qs_buffer_put(to, "<span>");
	qs_report_say(to, report, QS_SAY_LOW, (const char *const[]){low, NULL});
	qs_buffer_put(to, "</span> <span>");
	qs_report_say(to, report, QS_SAY_HIGH, (const char *const[]){high, NULL});
	qs_buffer_put(to, "</span>");
}

static void open_card(struct qs_buffer *to, const char *title, double value, const char *unit)
{
	qs_buffer_put(to, "<div class=\"card\"><p class=\"k\">");
	qs_buffer_html(to, title);
	qs_buffer_put(to, "</p><p class=\"v\">");
	qs_buffer_people(to, value);
	qs_buffer_put(to, " <small>");
	qs_buffer_html(to, unit);
	qs_buffer_put(to, "</small></p><p class=\"q\">");
}

static void put_card(struct qs_buffer *to, const struct qs_report *report, const char *title,
		     const struct qs_scalar *scalar)
{
	struct qs_people low, high;

	open_card(to, title, scalar->p50, CO2E);
	put_quantiles(to, report, qs_people_number(scalar->p10, &low), qs_people_number(scalar->p90, &high));
	qs_buffer_put(to, "</p></div>\n");
}

static const char *percent(double share, struct qs_people *number)
{
	return qs_people_number(100 * share, number);
}

static void put_payback_card(struct qs_buffer *to, const struct qs_report *report, const struct qs_scalar *scalar)
{
	struct qs_people share, low, high;

	qs_buffer_put(to, "<div class=\"card\"><p class=\"k\">");
	qs_report_say(to, report, QS_SAY_PAYBACK, NULL);
	qs_buffer_put(to, "</p><p class=\"v\">");
	if (scalar->why || !isfinite(scalar->p50)) {
		qs_report_say(to, report, QS_SAY_NEVER, NULL);
	} else {
		qs_buffer_fixed(to, scalar->p50, 0);
		qs_buffer_put(to, " <small>");
		qs_report_say(to, report, QS_SAY_YEARS_UNIT, NULL);
		qs_buffer_put(to, "</small>");
	}
	qs_buffer_put(to, "</p><p class=\"q\">");
	if (!scalar->why) {
		const char *later = qs_report_text(report, QS_SAY_LATER);

		put_quantiles(to, report,
			      isfinite(scalar->p10) ? qs_people_count((unsigned long long)scalar->p10, &low) : later,
			      isfinite(scalar->p90) ? qs_people_count((unsigned long long)scalar->p90, &high) : later);
		qs_buffer_put(to, " ");
	}
	qs_buffer_put(to, "<span>");
	qs_report_say(to, report, QS_SAY_SHARE, (const char *const[]){percent(scalar->share, &share), NULL});
	qs_buffer_put(to, "</span></p></div>\n");
}

static void put_cards(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *r)
{
	static const int order[] = {QS_SCALAR_co2e_project,  QS_SCALAR_co2e_natural,     QS_SCALAR_co2e_baseline,
				    QS_SCALAR_works_project, QS_SCALAR_imported_brought, QS_SCALAR_imported_lost};
	struct qs_people low, high;

	qs_buffer_put(to, "<div class=\"cards\">\n");
	for (size_t i = 0; i < sizeof order / sizeof order[0]; i++) {
		const struct qs_scalar_row *row = &qs_scalar_rows[order[i]];

		put_card(to, report, qs_report_pick(report, row->zh, row->en), &r->scalar[order[i]]);
		if (i == 2 && report->head->years) {
			const struct qs_chart_line net =
				qs_report_line(report, r, QS_OUT_net_co2e, QS_SERIES_project, "c2", 0);
			const size_t last = (report->head->years - 1) * net.stride;

			open_card(to, qs_report_text(report, QS_SAY_NET), net.mid[last], CO2E);
			put_quantiles(to, report, qs_people_number(net.low[last], &low),
				      qs_people_number(net.high[last], &high));
			qs_buffer_put(to, "</p></div>\n");
		}
	}
	put_payback_card(to, report, &r->scalar[QS_SCALAR_carbon_payback_year]);
	qs_buffer_put(to, "</div>\n");
}

/* Plain sentences: what grows, against what, after which emissions. */
static void put_verdict(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *r)
{
	const struct qs_scalar *gain = &r->scalar[QS_SCALAR_co2e_project],
			       *pays = &r->scalar[QS_SCALAR_carbon_payback_year];
	struct qs_people a, b, c;
	double base, natural, net;
	char year[16];

	if (!report->head->years)
		return;
	snprintf(year, sizeof year, "%d", report->head->start_year + (int)report->head->years - 1);
	base = last_of(report, &(struct qs_chart_line[]){qs_report_line(report, r, QS_OUT_grown_co2e,
									QS_SERIES_project_minus_baseline, "", 0)}[0]);
	natural = last_of(report, &(struct qs_chart_line[]){qs_report_line(report, r, QS_OUT_grown_co2e,
									   QS_SERIES_project_minus_natural, "", 0)}[0]);
	net = last_of(report, &(struct qs_chart_line[]){
				      qs_report_line(report, r, QS_OUT_net_co2e, QS_SERIES_project, "", 0)}[0]);
	qs_buffer_put(to, "<p class=\"verdict\">");
	qs_report_say(to, report, QS_SAY_SAYS_GAIN,
		      (const char *const[]){year, qs_people_number(gain->p50, &a), qs_people_number(gain->p10, &b),
					    qs_people_number(gain->p90, &c), NULL});
	qs_buffer_put(to, report->lang == QS_EN ? " " : "");
	qs_report_say(to, report, base < 0 ? QS_SAY_SAYS_LESS_BASE : QS_SAY_SAYS_MORE_BASE,
		      (const char *const[]){qs_people_number(fabs(base), &a), NULL});
	qs_report_say(to, report, natural < 0 ? QS_SAY_SAYS_LESS_NATURAL : QS_SAY_SAYS_MORE_NATURAL,
		      (const char *const[]){qs_people_number(fabs(natural), &a), NULL});
	qs_buffer_put(to, report->lang == QS_EN ? " " : "");
	qs_report_say(to, report, QS_SAY_SAYS_NET,
		      (const char *const[]){qs_people_number(r->scalar[QS_SCALAR_works_project].p50, &a),
					    qs_people_number(r->scalar[QS_SCALAR_imported_lost].p50, &b),
					    qs_people_number(net, &c), NULL});
	qs_buffer_put(to, report->lang == QS_EN ? " " : "");
	if (pays->why || !isfinite(pays->p50)) {
		qs_report_say(to, report, QS_SAY_SAYS_PAYS_NOT,
			      (const char *const[]){qs_people_count(report->head->years, &a), percent(pays->share, &b),
						    NULL});
	} else {
		qs_report_say(
			to, report, QS_SAY_SAYS_PAYS,
			(const char *const[]){qs_people_count((unsigned long long)floor(pays->p50 + 0.5), &a), NULL});
	}
	qs_buffer_put(to, "</p>\n");
}

void qs_report_carbon(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	qs_report_heading(to, report, "carbon", QS_SAY_CARBON_HEAD);
	put_verdict(to, report, result);
	put_cards(to, report, result);
	if (!report->head->years)
		return;
	put_grown(to, report, result);
	put_brought(to, report, result);
}
