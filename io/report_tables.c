#include "io/report_parts.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <stdio.h>
#include <string.h>

void qs_report_unit(struct qs_buffer *to, const struct qs_report *report, const char *unit)
{
	while (*unit) {
		if (report->lang == QS_ZH && !strncmp(unit, "CNY", 3)) {
			qs_buffer_put(to, "元");
			unit += 3;
		} else if (*unit == 'm' && (unit[1] == '2' || unit[1] == '3')) {
			qs_buffer_put(to, unit[1] == '2' ? "m²" : "m³");
			unit += 2;
		} else {
			const char one[] = {*unit++, 0};

			qs_buffer_html(to, one);
		}
	}
}

const char *qs_report_basis_word(const struct qs_report *report, enum qs_basis basis)
{
	return qs_report_text(report, basis == QS_VERIFIED     ? QS_SAY_STATUS_VERIFIED
				      : basis == QS_UNVERIFIED ? QS_SAY_STATUS_UNVERIFIED
							       : QS_SAY_STATUS_ASSUMPTION);
}

void qs_report_weak_mark(struct qs_buffer *to, const struct qs_report *report, enum qs_basis basis)
{
	if (basis == QS_VERIFIED)
		return;
	qs_buffer_put(to, " <span class=\"weak\">");
	qs_buffer_put(to, qs_report_basis_word(report, basis));
	qs_buffer_put(to, "</span>");
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

static void put_mark(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text, const char *first)
{
	qs_buffer_put(to, "<p class=\"mark\">");
	qs_report_say(to, report, text, (const char *const[]){first, NULL});
	qs_buffer_put(to, "</p>\n");
}

void qs_report_marks(struct qs_buffer *to, const struct qs_report *report, const char *first)
{
	if (report->replays)
		put_mark(to, report, QS_SAY_MARK, first);
	for (size_t i = 0; i < report->head->hash_count; i++)
		if (!strcmp(report->head->hashes[i].name, QS_INPUT_MONITORING))
			put_mark(to, report, QS_SAY_MARK_UPDATED, first);
}
