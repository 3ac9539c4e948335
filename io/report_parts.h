/* The parts of report.html: what its sources (report*.c) share. */
#ifndef QS_IO_REPORT_PARTS_H
#define QS_IO_REPORT_PARTS_H

#include "io/chart.h"
#include "io/report_text.h"
#include "io/results_parts.h"
#include "io/text.h"
#include "io/used.h"
#include "model/base/packs.h"
#include "model/land/site.h"

/* Beyond these numbers of sites the report points to the tables. */
enum { QS_REPORT_SECTIONS = 60, QS_REPORT_ROWS = 500, QS_REPORT_BARS = 24 };

/* A site in the comparisons of sites: carbon gained above the baseline, net present value. */
struct qs_report_row {
	const char *name;
	double mid, low, high;
	double npv, npv_low, npv_high;
	double residual;  /* of the carbon balance */
	double lon, lat;  /* NaN: not given */
	const char *id, *district;
};

/* How many are named where a rule concerns many. */
enum { QS_REPORT_NAMED = 12 };

/* What a methodology says of all sites and units. */
struct qs_report_tally {
	size_t sites;           /* whose grade is conditional or better, or accounting only if that is all there is */
	double area_ha;         /* of their units with such a grade */
	size_t failed[QS_NEEDS_MOST];  /* units that a rule fails, by the methodology's needs */
	size_t missing[QS_NEEDS_MOST]; /* those sites that lack it */
	const char *lacks[QS_NEEDS_MOST][QS_REPORT_NAMED]; /* the first of them */
};

/* Whom a rule of the policy concerns with an outcome, the first of them by name. */

struct qs_report_found {
	const char *who[QS_REPORT_NAMED];
	size_t n;
};

struct qs_policy_finding;

/* Tables by site of the chapter on the policy. */
enum qs_report_by_site { QS_REPORT_ACCEPTED, QS_REPORT_NATURAL, QS_REPORT_SWAP, QS_REPORT_BUILT, QS_REPORT_BY_SITE };

struct qs_report {
	struct qs_allocator from;
	struct qs_arena arena;
	const struct qs_result_head *head;
	enum qs_lang lang;
	struct qs_buffer contents;  /* links to the site sections */
	struct qs_buffer table;     /* rows of the table of sites */
	struct qs_buffer market;    /* rows of the table of grades */
	struct qs_buffer boundary;  /* rows of the boundary by unit */
	struct qs_buffer cash;      /* rows of the table of money */
	struct qs_sharing sharing;  /* who gets what */
	struct qs_buffer additional; /* rows of the table of additionality */
	struct qs_buffer ways, line; /* rows of the table of ways in, and of its time line */
	size_t lines;               /* rows of that time line */
	size_t after_policy, before_tenure; /* ways in that start after the policy's expiry; before the acceptance */
	struct qs_buffer papers;    /* rows of the table of papers that sites name */
	size_t grows[2], soils[QS_SOIL_MODEL_COUNT]; /* sites by model */
	struct qs_report_tally *tally; /* of the packs' methodologies */
	struct qs_buffer by_site[QS_REPORT_BY_SITE]; /* rows of tables by site in the chapter on the policy */
	struct qs_report_found (*found)[2]; /* of the packs' rules: broken, not known */
	size_t judged, units;          /* sites and units with verdicts */
	int due_first, due_last;       /* years in which acceptances fall due, counted from the start; -1: none */
	enum qs_basis grants, revenues; /* weakest status over all sites */
	struct qs_buffer sections;  /* one a site */
	struct qs_report_note *notes; /* figures that are not verified (report_weak.c), the last one first */
	size_t note_count;
	int failed; /* memory ran out while they were taken */
	unsigned char *used;        /* groups that the results rest on */
	struct qs_report_row *rows; /* of all sites */
	size_t seen;
	size_t basis_count[QS_BASIS_COUNT];
	int replays; /* sites that replay a case */
	double own_ha;             /* treated area, each unit in its own basis */
	enum qs_basis cost_basis;  /* weakest status of costs */
	size_t upkeep_stated;      /* sites that say what upkeep costs after the hand-over, or who pays */
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

/* From this share of the members on, an answer of page one counts as settled. */
#define QS_REPORT_SURE 0.8

/* The answer to a question of page one, in large letters. */
void qs_report_answer(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text text, const char *const *args);

/* The page for a planner, and its columns: methodologies, the balance, what would change it. */
void qs_report_planner(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_balance(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_changes(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);

/* Counts a site's verdicts, dates and statuses for that page. */
void qs_report_count(struct qs_report *report, const struct qs_result *result);

/* Methodology whose verdict heads the page: sold, else open; NULL if none is open. *at is its place in the packs. */
const struct qs_methodology_pack *qs_report_chief(const struct qs_report *report, size_t *at);

/* Bids, risk and rates of return in the chapter on money; nothing without members. The balance of funds, which holds it. */
void qs_report_risk(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_funding(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);

/* The chapter on money; a site's row of it; a site's part; the table of services of a site or the portfolio. */
void qs_report_cash(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_cash_row(struct qs_report *report, const struct qs_result *result);
void qs_report_money_site(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_services(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_services_site(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_price_set(struct qs_buffer *to, const struct qs_report *report);

/* Every service of the portfolio in quantity and money, with the headline under the other sets of prices and what the works cost. */
void qs_report_services_sums(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio);

/* CNY in the report's unit of money (10,000 or a million CNY), and its name. */
double qs_report_money(const struct qs_report *report, double cny);
const char *qs_report_money_unit(const struct qs_report *report);

/* A year as text, without a thousands separator; returns text->text. */
const char *qs_report_year(int64_t year, struct qs_people *text);

/* Words: the price basis of lines; unit, price year and rate of present values; why a figure has no quantiles. */
void qs_report_basis(struct qs_buffer *to, const struct qs_report *report);
void qs_report_present_words(struct qs_buffer *to, const struct qs_report *report);
void qs_report_why(struct qs_buffer *to, const struct qs_report *report, const struct qs_scalar *scalar);

/* An account line: its means by year, their sum, and their present value. */
const double *qs_report_means(const struct qs_report *report, const struct qs_result *result, enum qs_line line);
double qs_report_sum(const struct qs_report *report, const struct qs_result *result, enum qs_line line);
double qs_report_present(const struct qs_report *report, const struct qs_result *result, enum qs_line line);

/* A value divided by a scale, or as a whole number if the scale is QS_REPORT_COUNT; infinite: later than the horizon. */
enum { QS_REPORT_COUNT = 0 };
void qs_report_value(struct qs_buffer *to, const struct qs_report *report, double value, double scale);

/* A number as a cell; a row of a figure's 10, 50 and 90 % quantiles and mean, divided by a scale; a row of money of which
 * only the mean of members is kept; the heads of such a table. */
void qs_report_number(struct qs_buffer *to, double value);

/* A unit as people write it: m² and m³, and 元 for CNY in Chinese. */
void qs_report_unit(struct qs_buffer *to, const struct qs_report *report, const char *unit);

/* The word of a status, enum qs_basis; and a mark for what is not verified. */
const char *qs_report_basis_word(const struct qs_report *report, enum qs_basis basis);
void qs_report_weak_mark(struct qs_buffer *to, const struct qs_report *report, enum qs_basis basis);
void qs_report_figure_row(struct qs_buffer *to, const struct qs_report *report, const char *label, const struct qs_scalar *scalar,
			  double scale);
void qs_report_mean_row(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text label, double cny);
void qs_report_figure_heads(struct qs_buffer *to, const struct qs_report *report, const char *first);

/* The chapters on the portfolio's carbon: headline, cards and charts. */
void qs_report_carbon(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);

/* The what-if: its section with its data. Returns whether the page needs the script (io/report_script.h). */
int qs_report_whatif(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);

/* The name of a soil model (enum qs_soil_model) in the report's language. */
const char *qs_report_soil_model(const struct qs_report *report, int model);

/* The chart of soil models compared, if the portfolio compares any. */
void qs_report_structural(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio);

/* The line on costs of a site, or the section on costs of the portfolio. */
void qs_report_costs_site(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_costs(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);

/* Adds a site: row, section, inputs. */
void qs_report_add_site(struct qs_report *report, const struct qs_result *result);

/* Figures that are not verified: takes note of a site's; writes them all, with those of all used groups. */
void qs_report_weak_site(struct qs_report *report, const struct qs_result *result);
void qs_report_weak(struct qs_buffer *to, struct qs_report *report);

/* The buffers of the market chapter, as those of the policy. */
void qs_report_market_open(struct qs_report *report, const struct qs_allocator *from);
qs_status qs_report_market_status(const struct qs_report *report, struct qs_err *err);
void qs_report_market_close(struct qs_report *report);
/* Grades of methodologies: a site's row and its part of its section; the table of all sites. */
void qs_report_market_row(struct qs_report *report, const struct qs_result *result);
void qs_report_market_site(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_market(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio);

/* Keeps a finding of the policy's rules (self: the report); the chapter on them. */
void qs_report_finding(void *self, const struct qs_policy_finding *finding);
/* A site's row of the table of acceptances. */
void qs_report_policy_open(struct qs_report *report, const struct qs_allocator *from);
qs_status qs_report_policy_status(const struct qs_report *report, struct qs_err *err);
void qs_report_policy_close(struct qs_report *report);
void qs_report_policy_site(struct qs_report *report, const struct qs_result *result);
void qs_report_policy_money(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio);
void qs_report_policy_sites(struct qs_buffer *to, const struct qs_report *report);
void qs_report_acceptance_row(struct qs_report *report, const struct qs_result *result);
void qs_report_policy(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio);

/* Credits: methodologies side by side, batches, sample plots, ways in; a site's ways. */
void qs_report_credits(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio);
void qs_report_ways_site(struct qs_report *report, const struct qs_result *result);
/* Registrations that do not pay, and with which others they would. */
void qs_report_merges(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio);
/* A rule: id, name, how it is read, its mark. */
void qs_report_rule(struct qs_buffer *to, const struct qs_report *report, const struct qs_rule_pack *rule);
/* Tables of the design document that the workbook has too (io/design.h): a site's rows of the boundary; all of them, of parameters
 * available at validation and monitored. */
void qs_report_boundary_site(struct qs_report *report, const struct qs_result *result);
void qs_report_design_tables(struct qs_buffer *to, const struct qs_report *report);
/* Registrations that sell: design, strata and the yearly ex-ante table, as the workbook has them (io/report_ex_ante.c). */
void qs_report_ex_ante(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio);

/* Tests of additionality: a site's row; the table. */
void qs_report_additional_site(struct qs_report *report, const struct qs_result *result);
void qs_report_additional(struct qs_buffer *to, const struct qs_report *report);
/* For the carbon team: registrations with their verifications, what evidence is missing (noted site by site), what to monitor, where
 * the chief figures come from. */
void qs_report_design(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_note_evidence(struct qs_report *report, const struct qs_result *result);
void qs_report_evidence(struct qs_buffer *to, const struct qs_report *report);
void qs_report_monitoring(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_trace(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);

/* For researchers: models, convergence with residuals (sorts report->rows), sensitivity. */
void qs_report_models(struct qs_buffer *to, const struct qs_report *report);
void qs_report_sure(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);
void qs_report_sensitivity(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);

/* What a reader must know before the title: a replay, an update by monitoring data. first: the start year. */
void qs_report_marks(struct qs_buffer *to, const struct qs_report *report, const char *first);

/* How to read, provenance. */
void qs_report_reading(struct qs_buffer *to, const struct qs_report *report);
void qs_report_provenance(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *result);

/* <h2 id>, and a table's box that scrolls by itself. */
void qs_report_heading(struct qs_buffer *to, const struct qs_report *report, const char *id, enum qs_report_text text);
void qs_report_open_table(struct qs_buffer *to, const struct qs_report *report, enum qs_report_text label);
void qs_report_close_table(struct qs_buffer *to);
/* How many sites a table leaves out; nothing if none. */
void qs_report_more_sites(struct qs_buffer *to, const struct qs_report *report);
void qs_report_th(struct qs_buffer *to, const char *text, int number);

#endif
