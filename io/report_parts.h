/* The parts of report.html: what report.c, report_site.c and report_tables.c share. */
#ifndef QS_IO_REPORT_PARTS_H
#define QS_IO_REPORT_PARTS_H

#include "io/chart.h"
#include "io/report_text.h"
#include "io/results_parts.h"
#include "io/text.h"
#include "io/used.h"

/* Beyond these numbers of sites the report points to the tables. */
enum { QS_REPORT_SECTIONS = 60, QS_REPORT_ROWS = 500, QS_REPORT_BARS = 24 };

/* A site in the comparison of sites. */
struct qs_report_row {
	const char *name;
	double mid, low, high;
};

struct qs_report {
	struct qs_allocator from;
	struct qs_arena arena;
	const struct qs_result_head *head;
	enum qs_lang lang;
	struct qs_buffer contents;  /* links to the site sections */
	struct qs_buffer table;     /* rows of the table of sites */
	struct qs_buffer market;    /* rows of the table of grades */
	struct qs_buffer sections;  /* one a site */
	struct qs_buffer weak;      /* inputs of sites that are not verified */
	unsigned char *used;        /* groups that the results rest on */
	struct qs_report_row *rows; /* of all sites */
	size_t seen;
	size_t basis_count[QS_BASIS_COUNT];
	int replays; /* sites that replay a case */
	double own_ha;             /* treated area, each unit in its own basis */
	enum qs_basis cost_basis;  /* weakest status of costs */
};

/* A text of the report, or its English or Chinese side alone. */
const char *qs_report_text(const struct qs_report *report, enum qs_report_text text);
const char *qs_report_pick(const struct qs_report *report, const char *zh, const char *en);

/* Appends a text with {1} … {6} filled in; all of it is escaped. Arguments end with NULL. */
void qs_report_say(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text, const char *const *args);

/* The style sheet in pieces, ending in NULL. */
extern const char *const qs_report_style[];

/* Charts of a result: three arms of an output with bands; *more is a fourth line, or NULL. */
void qs_report_arms(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result, enum qs_output o,
		    enum qs_report_text title, const char *unit, const struct qs_chart_line *more);

/* One line of a result: medians with 10 and 90 % quantiles, or (mean) means without a band. */
struct qs_chart_line qs_report_line(const struct qs_report *report, const struct qs_result *result, enum qs_output o, int series,
				    const char *style, int mean);

/* The whole of the portfolio's part: headline, cards and charts. */
void qs_report_portfolio(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);

/* The line on costs of a site, or the section on costs of the portfolio. */
void qs_report_costs_site(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_costs(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);

/* Adds a site: row, section, inputs. */
void qs_report_add_site(struct qs_report *report, const struct qs_result *result);

/* Inputs that are not verified: of a site into report->weak, of all used groups into a buffer. */
void qs_report_weak_site(struct qs_report *report, const struct qs_result *result);
void qs_report_weak(struct qs_buffer *to, struct qs_report *report);

/* Grades of methodologies: a site's row and its part of its section; the table of all sites. */
void qs_report_market_row(struct qs_report *report, const struct qs_result *result);
void qs_report_market_site(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_market(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio);

/* How to read, provenance. */
void qs_report_reading(struct qs_buffer *to, const struct qs_report *report);
void qs_report_provenance(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);

/* <h2 id>, and a table's box that scrolls by itself. */
void qs_report_heading(struct qs_buffer *to, const struct qs_report *report, const char *id, enum qs_report_text text);
void qs_report_open_table(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text label);
void qs_report_close_table(struct qs_buffer *to);
void qs_report_th(struct qs_buffer *to, const char *text, int number);

#endif
