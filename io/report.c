#include "io/chart_map.h"
#include "io/report_parts.h"
#include "io/report_script.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <math.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *zh, *en;
} texts[QS_REPORT_TEXT_COUNT] = {
#define X(key, zh, en) {zh, en},
	QS_REPORT_TEXTS(X)
#undef X
};

const char *qs_report_text(const struct qs_report *report, enum qs_report_text text)
{
	return report->lang == QS_ZH ? texts[text].zh : texts[text].en;
}

const char *qs_report_pick(const struct qs_report *report, const char *zh, const char *en)
{
	const char *first = report->lang == QS_ZH ? zh : en, *second = report->lang == QS_ZH ? en : zh;

	return first ? first : second ? second : "";
}

void qs_report_say(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text,
		   const char *const *args)
{
	const char *plain = qs_report_text(report, text);
	size_t n = 0;

	while (args && args[n])
		n++;
	while (*plain) {
		const char *open = strchr(plain, '{');
		char run[256];
		size_t length = open ? (size_t)(open - plain) : strlen(plain);

		if (length > sizeof run - 1)
			length = sizeof run - 1;
		while (length > 1 && ((unsigned char)plain[length] & 0xC0) == 0x80)
			length--; /* do not cut a character */
		memcpy(run, plain, length);
		run[length] = 0;
		qs_buffer_html(to, run);
		plain += length;
		if (*plain != '{')
			continue;
		if (args && (size_t)(plain[1] - '1') < n)
			qs_buffer_html(to, args[plain[1] - '1']);
		plain += 3;
	}
}

void qs_report_heading(struct qs_buffer *to, const struct qs_report *report, const char *id, enum qs_report_text text)
{
	qs_buffer_format(to, "<h2 id=\"%s\">", id);
	qs_report_say(to, report, text, NULL);
	qs_buffer_put(to, "</h2>\n");
}

void qs_report_open_table(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text label)
{
	qs_buffer_put(to, "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"");
	qs_report_say(to, report, label, NULL);
	qs_buffer_put(to, "\"><table>\n");
}

void qs_report_close_table(struct qs_buffer *to)
{
	qs_buffer_put(to, "</table></div>\n");
}

void qs_report_more_sites(struct qs_buffer *to, const struct qs_report *report)
{
	struct qs_people more;

	if (report->seen <= QS_REPORT_ROWS)
		return;
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_SITES_MORE,
		      (const char *const[]){qs_people_count(report->seen - QS_REPORT_ROWS, &more), NULL});
	qs_buffer_put(to, "</p>\n");
}

void qs_report_th(struct qs_buffer *to, const char *text, int number)
{
	qs_buffer_put(to, number ? "<th class=\"n\" scope=\"col\">" : "<th scope=\"col\">");
	qs_buffer_html(to, text);
	qs_buffer_put(to, "</th>");
}

qs_status qs_report_begin(struct qs_report **to, const struct qs_allocator *from, const struct qs_result_head *head,
			  enum qs_lang lang, struct qs_err *err)
{
	const size_t size = (sizeof(struct qs_report) + 63) / 64 * 64;
	struct qs_report *report = from->get ? from->get(from->self, size) : malloc(size);

	*to = report;
	if (!report)
		return qs_fail(err, QS_ENOMEM, "report.html");
	memset(report, 0, sizeof *report);
	report->from = *from;
	report->head = head;
	report->lang = lang;
	qs_arena_init(&report->arena, from);
	qs_buffer_init(&report->contents, from);
	qs_buffer_init(&report->table, from);
	qs_buffer_init(&report->cash, from);
	qs_report_market_open(report, from);
	qs_report_policy_open(report, from);
	qs_buffer_init(&report->papers, from);
	qs_buffer_init(&report->sections, from);
	report->used = qs_arena_take(&report->arena, qs_groups(head), 1);
	report->rows = qs_arena_take(&report->arena, head->sites, sizeof *report->rows);
	report->tally = qs_arena_take(&report->arena, head->packs->methodologies.n + 1, sizeof *report->tally);
	report->found = qs_arena_take(&report->arena, head->packs->policy.n + 1, sizeof *report->found);
	report->due_first = report->due_last = -1;
	if (!report->used || !report->rows || !report->tally || !report->found)
		return qs_fail(err, QS_ENOMEM, "report.html");
	return QS_OK;
}

qs_status qs_report_site(struct qs_report *report, const struct qs_result *result, struct qs_err *err)
{
	const struct qs_site *site = result->site;
	struct qs_report_row *row = &report->rows[report->seen];
	const char *name = qs_report_pick(report, site->name.zh, site->name.en);

	if (report->seen >= report->head->sites)
		return qs_fail(err, QS_EBUG, "more sites than %zu", report->head->sites);
	row->name = qs_arena_text(&report->arena, name, strlen(name));
	row->id = qs_arena_text(&report->arena, site->id, strlen(site->id));
	if (!row->name || !row->id)
		return qs_fail(err, QS_ENOMEM, "report.html");
	for (int arm = 0; arm < QS_ARMS; arm++)
		qs_site_uses(report->head, site, arm, report->used);
	if (qs_was_given(&qs_table_site, &site->given, "replay_of"))
		report->replays++;
	if (report->head->years) {
		const size_t last = report->head->years - 1;
		const int s = QS_SERIES_project_minus_baseline;

		row->mid = qs_result_quantile(report->head, result, QS_OUT_grown_co2e, s, last, QS_P50);
		row->low = qs_result_quantile(report->head, result, QS_OUT_grown_co2e, s, last, QS_P10);
		row->high = qs_result_quantile(report->head, result, QS_OUT_grown_co2e, s, last, QS_P90);
	}
	row->npv = result->scalar[QS_SCALAR_npv].p50;
	row->npv_low = result->scalar[QS_SCALAR_npv].p10;
	row->npv_high = result->scalar[QS_SCALAR_npv].p90;
	row->district = site->district ? qs_arena_text(&report->arena, site->district, strlen(site->district)) : NULL;
	row->residual = result->balance_residual_max;
	row->lon = site->lon.given ? site->lon.value : (double)NAN;
	row->lat = site->lat.given ? site->lat.value : (double)NAN;
	qs_sharing_add(&report->sharing, result);
	qs_report_count(report, result);
	qs_report_note_evidence(report, result);
	qs_report_boundary_site(report, result);
	qs_report_add_site(report, result);
	qs_report_policy_site(report, result);
	report->seen++;
	if (qs_buffer_status(&report->contents, err) || qs_buffer_status(&report->table, err) ||
	    qs_buffer_status(&report->cash, err) || qs_buffer_status(&report->sections, err) ||
	    qs_report_market_status(report, err) || qs_report_policy_status(report, err))
		return QS_ENOMEM;
	return QS_OK;
}

/* "sha256-…" of a text, as a content policy names it; 0 without. */
static int put_hash(struct qs_buffer *to, const void *text, size_t n)
{
	unsigned char hash[EVP_MAX_MD_SIZE], base64[2 * EVP_MAX_MD_SIZE];
	unsigned length = 0;

	if (!EVP_Digest(text, n, hash, &length, EVP_sha256(), NULL))
		return 0;
	EVP_EncodeBlock(base64, hash, (int)length);
	qs_buffer_format(to, "'sha256-%s'", (const char *)base64);
	return 1;
}

/* The policy lets nothing in but this very style sheet and, if the page has it, this very script. */
static qs_status put_head(struct qs_buffer *to, const struct qs_report *report, int script, struct qs_err *err)
{
	const struct qs_portfolio *portfolio = report->head->portfolio;
	struct qs_buffer style;
	int hashed;

	qs_buffer_init(&style, &report->from);
	for (size_t i = 0; qs_report_style[i]; i++)
		qs_buffer_put(&style, qs_report_style[i]);
	qs_buffer_format(to, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
			 report->lang == QS_ZH ? "zh-CN" : "en");
	qs_buffer_put(to, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ");
	hashed = put_hash(to, qs_buffer_text(&style), style.length);
	if (script) {
		qs_buffer_put(to, "; script-src 'wasm-unsafe-eval' ");
		hashed &= put_hash(to, qs_report_script, qs_report_script_length);
	}
	qs_buffer_put(to, "; base-uri 'none'; form-action 'none'\">\n");
	if (!hashed) {
		qs_buffer_free(&style);
		return qs_fail(err, QS_EFAILED, "report.html: no SHA-256");
	}
	qs_buffer_put(
		to,
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"generator\" content=\"qingshan ");
	qs_buffer_html(to, report->head->version);
	qs_buffer_put(to, "\">\n<title>");
	qs_buffer_html(to, qs_report_pick(report, portfolio->name.zh, portfolio->name.en));
	qs_buffer_put(to, "</title>\n<style>");
	qs_buffer_put(to, qs_buffer_text(&style));
	qs_buffer_put(to, "</style>\n</head>\n<body>\n");
	to->failed |= style.failed;
	qs_buffer_free(&style);
	return QS_OK;
}

static void put_title(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const struct qs_result_head *head = report->head;
	struct qs_people sites, area, mu, members, restored;
	char first[16], last[16];

	snprintf(first, sizeof first, "%d", head->start_year);
	snprintf(last, sizeof last, "%d", head->start_year + (int)head->years - (head->years ? 1 : 0));
	qs_buffer_put(to, "<header>\n");
	qs_report_marks(to, report, first);
	qs_buffer_put(to, "<h1>");
	qs_buffer_html(to, qs_report_pick(report, head->portfolio->name.zh, head->portfolio->name.en));
	qs_buffer_put(to, "</h1>\n<p class=\"line\">");
	qs_report_say(to, report, QS_SAY_LINE,
		      (const char *const[]){qs_people_count(head->sites, &sites),
					    qs_people_number(result->area_ha, &area),
					    qs_people_number(result->area_ha * 15, &mu), first, last,
					    qs_people_count(head->members, &members),
					    qs_people_number(result->restored_ha, &restored), NULL});
	qs_buffer_put(to, "</p>\n</header>\n");
}

static void put_sites_table(struct qs_buffer *to, const struct qs_report *report)
{
	const enum qs_report_text heads[] = {QS_SAY_SITE, QS_SAY_AREA};
	char title[160];

	qs_report_heading(to, report, "sites", QS_SAY_SITES_HEAD);
	qs_buffer_put(to, "<p class=\"lead\">");
	qs_report_say(to, report, QS_SAY_SITES_LEAD, NULL);
	qs_buffer_put(to, "</p>\n");
	qs_report_open_table(to, report, QS_SAY_SITES_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	for (int i = 0; i < 2; i++) {
		snprintf(title, sizeof title, "%s%s", qs_report_text(report, heads[i]), i == 1 ? " ha" : "");
		qs_report_th(to, title, i == 1);
	}
	for (int s = QS_ARMS - 1; s >= 0; s--)
		qs_report_th(to, qs_report_pick(report, qs_series_rows[s].zh, qs_series_rows[s].en), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_WORKS_SHORT), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_PAYBACK), 1);
	qs_report_th(to, qs_report_text(report, QS_SAY_TREATMENT), 0);
	qs_buffer_put(to, "</tr></thead>\n<tbody>\n");
	qs_buffer_put(to, qs_buffer_text(&report->table));
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	qs_report_more_sites(to, report);
}

static int by_gain(const void *a, const void *b)
{
	const struct qs_report_row *x = a, *y = b;

	return x->mid < y->mid ? 1 : x->mid > y->mid ? -1 : strcmp(x->name, y->name);
}

/* The sites with the largest differences. */
static void put_bars(struct qs_buffer *to, const struct qs_report *report)
{
	const size_t n = report->seen < QS_REPORT_BARS ? report->seen : QS_REPORT_BARS;
	struct qs_chart_bar bar[QS_REPORT_BARS];
	struct qs_chart chart = {.unit = "t CO₂e"};

	if (report->seen < 2)
		return;
	qsort(report->rows, report->seen, sizeof *report->rows, by_gain);
	for (size_t i = 0; i < n; i++)
		bar[i] = (struct qs_chart_bar){report->rows[i].name, report->rows[i].mid, report->rows[i].low,
					       report->rows[i].high};
	chart.title = qs_report_text(report, QS_SAY_SITES_CHART);
	chart.description = qs_report_text(report, QS_SAY_DESCRIBE_BARS);
	qs_buffer_put(to, "<div class=\"charts\">\n");
	qs_chart_bars(to, &chart, bar, n);
	qs_buffer_put(to, "</div>\n");
}

/* Links to the chapters that a page has, by reader. */
static void put_contents(struct qs_buffer *to, const struct qs_report *report, const char *page)
{
	static const struct {
		const char *id;
		enum qs_report_text text;
		int reader; /* begins the list of one: text is the reader's */
	} rows[] = {{"", QS_SAY_FOR_PLANNER, 1},
		    {"whatif", QS_SAY_W_HEAD, 0},
		    {"cash", QS_SAY_CASH_HEAD, 0},
		    {"services", QS_SAY_SERVICES_HEAD, 0},
		    {"policy", QS_SAY_POLICY_HEAD, 0},
		    {"", QS_SAY_FOR_SITES, 1},
		    {"sites", QS_SAY_SITES_HEAD, 0},
		    {"each", QS_SAY_SITES_EACH, 0},
		    {"", QS_SAY_FOR_TEAM, 1},
		    {"carbon", QS_SAY_CARBON_HEAD, 0},
		    {"market", QS_SAY_MARKET_HEAD, 0},
		    {"design", QS_SAY_DESIGN_HEAD, 0},
		    {"evidence", QS_SAY_EVIDENCE_HEAD, 0},
		    {"monitoring", QS_SAY_MONITOR_HEAD, 0},
		    {"trace", QS_SAY_TRACE_HEAD, 0},
		    {"", QS_SAY_FOR_RESEARCH, 1},
		    {"models", QS_SAY_MODELS_HEAD, 0},
		    {"sure", QS_SAY_SURE_HEAD, 0},
		    {"sensitivity", QS_SAY_SENSITIVE_HEAD, 0},
		    {"structural", QS_SAY_STRUCTURAL_HEAD, 0},
		    {"read", QS_SAY_READ_HEAD, 0},
		    {"weak", QS_SAY_WEAK_HEAD, 0},
		    {"provenance", QS_SAY_PROVENANCE, 0}};

	qs_buffer_put(to, "<nav id=\"contents\" aria-label=\"");
	qs_report_say(to, report, QS_SAY_CONTENTS, NULL);
	qs_buffer_put(to, "\">");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char mark[32];

		snprintf(mark, sizeof mark, "<h2 id=\"%s\"", rows[i].id);
		if (!rows[i].reader && !strstr(page, mark))
			continue;
		if (rows[i].reader)
			qs_buffer_put(to, i ? "</p>\n<p class=\"chips\"><strong>" : "<p class=\"chips\"><strong>");
		else
			qs_buffer_format(to, "<a href=\"#%s\">", rows[i].id);
		qs_report_say(to, report, rows[i].text, NULL);
		qs_buffer_put(to, rows[i].reader ? "</strong> " : "</a>");
	}
	qs_buffer_put(to, "</p></nav>\n");
}

/* Begins the chapters of a reader. */
static void put_part(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text reader)
{
	qs_buffer_put(to, "<p class=\"part\">");
	qs_report_say(to, report, reader, NULL);
	qs_buffer_put(to, " <a href=\"#contents\">");
	qs_report_say(to, report, QS_SAY_TO_TOP, NULL);
	qs_buffer_put(to, "</a></p>\n");
}

static void put_map(struct qs_buffer *to, const struct qs_report *report)
{
	struct qs_chart_place *place;
	struct qs_arena arena;

	qs_arena_init(&arena, &report->from);
	place = qs_arena_take(&arena, report->seen, sizeof *place);
	to->failed |= !place;
	for (size_t i = 0; place && i < report->seen; i++)
		place[i] = (struct qs_chart_place){report->rows[i].id, report->rows[i].district, report->rows[i].lon,
						   report->rows[i].lat};
	if (place)
		qs_chart_map(to,
			     &(struct qs_chart){.title = qs_report_text(report, QS_SAY_MAP_HEAD),
						.description = qs_report_text(report, QS_SAY_MAP_TEXT)},
			     place, report->seen);
	qs_arena_free(&arena);
}

static void put_sites(struct qs_buffer *to, const struct qs_report *report)
{
	put_sites_table(to, report);
	put_map(to, report);
	put_bars(to, report);
	qs_report_heading(to, report, "each", QS_SAY_SITES_EACH);
	qs_buffer_put(to, "<nav><p class=\"chips\">");
	qs_buffer_put(to, qs_buffer_text(&report->contents));
	qs_buffer_put(to, "</p></nav>\n");
	qs_buffer_put(to, qs_buffer_text(&report->sections));
}

/* All chapters behind page one; returns whether they need the script. */
static int put_chapters(struct qs_buffer *to, struct qs_report *report, const struct qs_result *result)
{
	int script;

	put_part(to, report, QS_SAY_FOR_PLANNER);
	script = qs_report_whatif(to, report, result);
	qs_report_cash(to, report, result);
	if (report->head->years)
		qs_report_costs(to, report, result);
	qs_report_policy(to, report, result);
	put_part(to, report, QS_SAY_FOR_SITES);
	put_sites(to, report);
	put_part(to, report, QS_SAY_FOR_TEAM);
	qs_report_carbon(to, report, result);
	qs_report_market(to, report, result);
	qs_report_design(to, report, result);
	qs_report_evidence(to, report);
	qs_report_monitoring(to, report, result);
	qs_report_trace(to, report, result);
	put_part(to, report, QS_SAY_FOR_RESEARCH);
	qs_report_models(to, report);
	qs_report_sure(to, report, result);
	qs_report_sensitivity(to, report, result);
	qs_report_structural(to, report, result);
	qs_report_reading(to, report);
	return script;
}

static qs_status compose(struct qs_buffer *to, struct qs_report *report, const struct qs_result *result,
			 struct qs_err *err)
{
	struct qs_buffer weak, page;
	int script;
	qs_status status;

	qs_buffer_init(&weak, &report->from);
	qs_buffer_init(&page, &report->from);
	qs_report_weak(&weak, report); /* counts what page one tells */
	script = put_chapters(&page, report, result);
	qs_buffer_put(&page, qs_buffer_text(&weak));
	qs_report_provenance(&page, report, result);
	status = put_head(to, report, script, err);
	if (!status) {
		put_title(to, report, result);
		qs_buffer_put(to, "<main>\n");
		qs_report_planner(to, report, result);
		put_contents(to, report, qs_buffer_text(&page));
		qs_buffer_put(to, qs_buffer_text(&page));
		qs_buffer_put(to, "</main>\n");
		if (script) {
			qs_buffer_put(to, "<script>");
			qs_buffer_add(to, (const char *)qs_report_script, qs_report_script_length);
			qs_buffer_put(to, "</script>\n");
		}
		qs_buffer_put(to, "</body>\n</html>\n");
	}
	to->failed |= weak.failed | page.failed;
	qs_buffer_free(&weak);
	qs_buffer_free(&page);
	return status ? status : qs_buffer_status(to, err);
}

qs_status qs_report_end(struct qs_report *report, const struct qs_result *portfolio, struct qs_folder *folder,
			struct qs_err *err)
{
	struct qs_buffer html;
	qs_status status;

	qs_buffer_init(&html, &report->from);
	status = compose(&html, report, portfolio, err);
	if (!status)
		status = qs_file_put(folder, "report.html", qs_buffer_text(&html), html.length, err);
	qs_buffer_free(&html);
	return status;
}

void qs_report_free(struct qs_report **held)
{
	struct qs_report *report = *held;
	struct qs_allocator from;

	*held = NULL;
	if (!report)
		return;
	from = report->from;
	qs_buffer_free(&report->contents);
	qs_buffer_free(&report->table);
	qs_buffer_free(&report->cash);
	qs_report_market_close(report);
	qs_report_policy_close(report);
	qs_buffer_free(&report->papers);
	qs_buffer_free(&report->sections);
	qs_arena_free(&report->arena);
	if (from.put)
		from.put(from.self, report);
	else
		free(report);
}
