#include "io/report_parts.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <stdio.h>
#include <string.h>

/* Rows of one <details> of weak inputs while they are listed. */
struct listing {
	const struct qs_report *report;
	struct qs_buffer *to;
	size_t *count; /* by status */
	size_t rows;
	int write; /* 0: count only */
};

static const char *status_text(const struct qs_report *report, enum qs_basis basis)
{
	static const enum qs_report_text texts[QS_BASIS_COUNT] = {QS_SAY_STATUS_VERIFIED, QS_SAY_STATUS_UNVERIFIED,
								  QS_SAY_STATUS_ASSUMPTION};

	return qs_report_text(report, texts[basis]);
}

static const char *source_text(const struct qs_report *report, const char *source)
{
	if (!strcmp(source, "user"))
		return qs_report_text(report, QS_SAY_SOURCE_USER);
	if (!strcmp(source, "default"))
		return qs_report_text(report, QS_SAY_SOURCE_DEFAULT);
	return source;
}

static void put_value(struct qs_buffer *to, const struct qs_met *met)
{
	struct qs_people number;

	if (!met->series) {
		qs_buffer_put(to, qs_people_given(met->value, &number));
		return;
	}
	for (size_t i = 0; i < met->series->n; i++) {
		qs_buffer_put(to, i ? " " : "");
		qs_buffer_put(to, qs_people_given(met->series->items[i], &number));
	}
}

static void take(void *self, const struct qs_met *met)
{
	struct listing *listing = self;
	const struct qs_report *report = listing->report;
	struct qs_buffer *to = listing->to;

	if (met->basis == QS_VERIFIED)
		return;
	listing->count[met->basis]++;
	listing->rows++;
	if (!listing->write)
		return;
	qs_buffer_put(to, "<tr><td>");
	qs_buffer_html(to, qs_report_pick(report, met->row->zh, met->row->en));
	qs_buffer_put(to, "<small><code>");
	qs_buffer_html(to, met->path);
	qs_buffer_put(to, met->series ? "</code></small></td><td class=\"series\">" : "</code></small></td><td>");
	put_value(to, met);
	qs_buffer_put(to, "</td><td>");
	qs_buffer_html(to, met->row->unit);
	qs_buffer_put(to, "</td><td>");
	qs_buffer_html(to, source_text(report, met->source));
	qs_buffer_put(to, "</td><td>");
	qs_buffer_html(to, status_text(report, met->basis));
	qs_buffer_put(to, "</td></tr>\n");
}

static void open_details(struct qs_buffer *to, const struct qs_report *report, const char *name, const char *key,
			 size_t rows)
{
	static const enum qs_report_text heads[] = {QS_SAY_NAME, QS_SAY_VALUE, QS_SAY_UNIT_OF, QS_SAY_SOURCE,
						    QS_SAY_STATUS};
	struct qs_people count;

	qs_buffer_put(to, "<details><summary>");
	qs_buffer_html(to, name);
	qs_buffer_put(to, " <code>");
	qs_buffer_html(to, key);
	qs_buffer_put(to, "</code> <small>");
	qs_report_say(to, report, QS_SAY_WEAK_COUNT, (const char *const[]){qs_people_count(rows, &count), NULL});
	qs_buffer_put(to, "</small></summary>\n");
	qs_buffer_put(to, "<div class=\"list\">");
	qs_report_open_table(to, report, QS_SAY_WEAK_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	for (int i = 0; i < 5; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), i == 1);
	qs_buffer_put(to, "</tr></thead><tbody>\n");
}

static void close_details(struct qs_buffer *to)
{
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	qs_buffer_put(to, "</div></details>\n");
}

void qs_report_weak_site(struct qs_report *report, const struct qs_result *result)
{
	const struct qs_site *site = result->site;
	struct listing listing = {.report = report, .to = &report->weak, .count = report->basis_count};
	const struct qs_taker taker = {&listing, take};
	size_t again[QS_BASIS_COUNT] = {0};

	qs_site_walk(site, result->index, &taker);
	if (!listing.rows || report->seen >= QS_REPORT_SECTIONS)
		return;
	listing.count = again;
	listing.write = 1;
	open_details(&report->weak, report, qs_report_pick(report, site->name.zh, site->name.en), site->id,
		     listing.rows);
	qs_site_walk(site, result->index, &taker);
	close_details(&report->weak);
}

static void put_group(struct qs_buffer *to, struct qs_report *report, size_t group)
{
	const struct qs_text name = qs_group_name(report->head, group);
	struct listing listing = {.report = report, .to = to, .count = report->basis_count};
	const struct qs_taker taker = {&listing, take};
	size_t again[QS_BASIS_COUNT] = {0};
	char key[160];

	qs_group_walk(report->head, group, &taker);
	if (!listing.rows)
		return;
	listing.count = again;
	listing.write = 1;
	qs_group_key(report->head, group, key, sizeof key);
	open_details(to, report, qs_report_pick(report, name.zh, name.en), key, listing.rows);
	qs_group_walk(report->head, group, &taker);
	close_details(to);
}

void qs_report_weak(struct qs_buffer *to, struct qs_report *report)
{
	struct qs_people unverified, assumed, more;
	struct qs_buffer groups;

	qs_buffer_init(&groups, &report->from);
	for (size_t g = 0; g < qs_groups(report->head); g++)
		if (report->used[g])
			put_group(&groups, report, g);
	qs_report_heading(to, report, "weak", QS_SAY_WEAK_HEAD);
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_WEAK_LEAD,
		      (const char *const[]){qs_people_count(report->basis_count[QS_UNVERIFIED], &unverified),
					    qs_people_count(report->basis_count[QS_ASSUMPTION], &assumed), NULL});
	qs_buffer_put(to, "</p>\n");
	qs_buffer_put(to, qs_buffer_text(&report->weak));
	if (report->seen > QS_REPORT_SECTIONS) {
		qs_buffer_put(to, "<p>");
		qs_report_say(to, report, QS_SAY_WEAK_MORE,
			      (const char *const[]){qs_people_count(report->seen - QS_REPORT_SECTIONS, &more), NULL});
		qs_buffer_put(to, "</p>\n");
	}
	qs_buffer_put(to, qs_buffer_text(&groups));
	to->failed |= groups.failed;
	qs_buffer_free(&groups);
}

void qs_report_reading(struct qs_buffer *to, const struct qs_report *report)
{
	struct qs_people members;
	char year[16];

	snprintf(year, sizeof year, "%d", report->head->start_year);
	qs_report_heading(to, report, "read", QS_SAY_READ_HEAD);
	qs_buffer_put(to, "<ul class=\"read\">\n<li>");
	qs_report_say(to, report, QS_SAY_READ_ARMS, NULL);
	qs_buffer_put(to, "</li>\n<li>");
	qs_report_say(to, report, QS_SAY_READ_QUANTILES,
		      (const char *const[]){qs_people_count(report->head->members, &members), NULL});
	qs_buffer_put(to, "</li>\n<li>");
	qs_report_say(to, report, QS_SAY_READ_TIME, (const char *const[]){year, NULL});
	qs_buffer_put(to, "</li>\n<li>");
	qs_report_say(to, report, QS_SAY_READ_PAYBACK, NULL);
	qs_buffer_put(to, "</li>\n<li>");
	qs_report_say(to, report, QS_SAY_READ_STATUS, NULL);
	qs_buffer_put(to, "</li>\n<li>");
	qs_report_say(to, report, QS_SAY_READ_CREDITS, NULL);
	qs_buffer_put(to, "</li>\n</ul>\n");
}

static void open_fact(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text name, int wide)
{
	qs_buffer_put(to, wide ? "<div class=\"all\"><dt>" : "<div><dt>");
	qs_report_say(to, report, name, NULL);
	qs_buffer_put(to, "</dt><dd>");
}

static void put_fact(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text name, const char *text)
{
	open_fact(to, report, name, 0);
	qs_buffer_html(to, text);
	qs_buffer_put(to, "</dd></div>\n");
}

void qs_report_provenance(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result)
{
	const struct qs_result_head *head = report->head;
	struct qs_people number;
	char seed[24];

	snprintf(seed, sizeof seed, "%llu", (unsigned long long)head->seed);
	qs_report_heading(to, report, "provenance", QS_SAY_PROVENANCE);
	qs_buffer_put(to, "<dl>\n");
	put_fact(to, report, QS_SAY_P_VERSION, head->version);
	put_fact(to, report, QS_SAY_P_SEED, seed);
	put_fact(to, report, QS_SAY_P_MEMBERS, qs_people_count(head->members, &number));
	put_fact(to, report, QS_SAY_P_BALANCE, qs_people_number(result->balance_residual_max, &number));
	open_fact(to, report, QS_SAY_P_INPUTS, 1);
	for (size_t i = 0; i < head->hash_count; i++) {
		qs_buffer_put(to, i ? "<br>" : "");
		qs_buffer_html(to, head->hashes[i].name);
		qs_buffer_put(to, " <code>");
		qs_buffer_html(to, head->hashes[i].sha256);
		qs_buffer_put(to, "</code>");
	}
	qs_buffer_put(to, "</dd></div>\n</dl>\n<p class=\"lead\">");
	qs_report_say(to, report, QS_SAY_P_SAME, NULL);
	qs_buffer_put(to, "</p>\n");
}
