/* The writers behind io/results.h: each takes the head, then every site, then the portfolio, and stages its file.
 *
 * All of them are safe to free on a zeroed struct and twice. Pointers in the head hold until the end of the run.
 */
#ifndef QS_IO_RESULTS_PARTS_H
#define QS_IO_RESULTS_PARTS_H

#include "io/files.h"
#include "io/h5.h"
#include "io/json.h"
#include "io/text.h"
#include "model/base/arena.h"
#include "model/finance/sharing.h"
#include "model/base/sink.h"
#include "model/cells.h"
#include "model/finance/lines.h"

struct qs_report;
struct qs_trace;

/* Results of the portfolio and of a site, series s, output o, year y. */
double qs_result_mean(const struct qs_result_head *head, const struct qs_result *result, enum qs_output o, int s, size_t y);
double qs_result_quantile(const struct qs_result_head *head, const struct qs_result *result, enum qs_output o, int s, size_t y,
			  int q);

/* Nonzero if the portfolio's outputs.site_year asks for an output by site and year (absent: all). */
int qs_result_wants(const struct qs_result_head *head, enum qs_output o);

/* The treatment's id if all units of a site have the same, "mixed" if not, NULL if none has one. */
const char *qs_site_treatment(const struct qs_site *site);

/* The unit of a scalar as the end of a key: "t", "CNY_per_year"; "" for a count of years, which its name tells. */
const char *qs_scalar_tail(enum qs_scalar_id scalar);

/* ---- draws.csv ---- */

/* Writes a table of members, a row a member, if it has any columns. */
struct qs_member_table;
qs_status qs_results_members_put(const struct qs_member_table *table, const struct qs_allocator *from, struct qs_folder *folder,
				 struct qs_err *err);

/* ---- results.h5 ---- */

enum { QS_H5_KINDS = 4 }; /* quantiles and means, of arms and of contrasts */

enum { QS_H5_NORMALS = 6 }; /* quantities of a site's normal year */

enum { QS_H5_WHERE = 2 }; /* datasets of the portfolio (0), and by site (1) */

/* All datasets that do not hang on results are made when the file begins; their numbers go to the places told then. */
struct qs_results_h5 {
	struct qs_h5 h5;
	struct qs_arena arena;
	const struct qs_result_head *head;
	haddr_t set[QS_H5_WHERE][QS_OUTPUT_COUNT][QS_H5_KINDS]; /* by site: of wanted ones */
	haddr_t member_set[QS_H5_WHERE][QS_OUTPUT_COUNT];       /* of the outputs of which every member is kept */
	haddr_t line_set[QS_H5_WHERE][QS_LINE_COUNT][2];        /* account lines: quantiles, mean */
	haddr_t normal_set[QS_H5_NORMALS];
	struct qs_h5_columns *columns; /* io/results_columns.c */
	hid_t group;                   /* portfolio */
	int kept[QS_OUTPUT_COUNT];
	size_t kept_count;
	size_t year, arm, contrast, site, quantile, month, member;
	double *box; /* one site's values of one dataset */
};

/* Begin, a site in the order of the input, end; free is safe on a zeroed struct and twice. QS_ENOMEM or QS_EFAILED from
 * begin and site; end writes the file into the folder, and frees: QS_EFILE. */
qs_status qs_results_h5_begin(struct qs_results_h5 *h, const struct qs_allocator *from, const struct qs_result_head *head,
			      struct qs_err *err);
qs_status qs_results_h5_site(struct qs_results_h5 *h, const struct qs_result *result, struct qs_err *err);
qs_status qs_results_h5_end(struct qs_results_h5 *h, const struct qs_result *portfolio, struct qs_folder *folder,
			    struct qs_err *err);
void qs_results_h5_free(struct qs_results_h5 *h);

/* units, long_name and long_name_zh of a dataset. */
void qs_results_h5_describe(struct qs_h5 *h5, hid_t set, const char *unit, const char *en, const char *zh);

/* Account lines: makes the datasets by site or of the portfolio, puts a site's values, puts the portfolio's. */
void qs_results_h5_make_lines(struct qs_results_h5 *h, hid_t where, int by_site);
void qs_results_h5_put_lines(struct qs_results_h5 *h, const struct qs_result *result);
void qs_results_h5_put_portfolio_lines(struct qs_results_h5 *h, const struct qs_result *portfolio);

/* Facts and figures of the sites and of the portfolio, one variable each. Takes room; makes the variables of the sites, and
 * those of the portfolio in its group; puts a site's numbers and keeps its texts; puts the portfolio's numbers, and all texts;
 * closes. Room and a site: nonzero if there is no memory. */
int qs_results_h5_columns_open(struct qs_results_h5 *h);
void qs_results_h5_columns_make(struct qs_results_h5 *h);
void qs_results_h5_scalars_make(struct qs_results_h5 *h);
int qs_results_h5_columns_site(struct qs_results_h5 *h, const struct qs_result *result);
void qs_results_h5_columns_end(struct qs_results_h5 *h, const struct qs_result *portfolio);
void qs_results_h5_columns_free(struct qs_results_h5 *h);

/* Writes the portfolio under several soil models as the group structural: soil_model, arm or contrast, year, quantile. */
void qs_results_h5_structural(struct qs_results_h5 *h, const struct qs_result *portfolio);

/* Makes the group normal_year: month, site; puts a site's normal year. */
void qs_results_h5_make_normals(struct qs_results_h5 *h);
void qs_results_h5_put_normal(struct qs_results_h5 *h, const struct qs_result *result);

/* ---- sites.csv, years.csv, cash.csv ----
 * UTF-8 with a byte-order mark, comma, line feed; one header line; empty cell: no value. Keys never change; the unit ends
 * the key. Numbers are written in full, as in results.h5. */

struct qs_results_csv {
	const struct qs_result_head *head;
	struct qs_file sites, years, cash;
	struct qs_buffer text;
	struct qs_buffer same; /* what the rows of an account line share */
};

/* Begin, a site in the order of the input, end; free is safe on a zeroed struct and twice. Rows are written as sites come:
 * QS_EFILE or QS_ENOMEM. */
qs_status qs_results_csv_begin(struct qs_results_csv *csv, const struct qs_allocator *from, const struct qs_result_head *head,
			       struct qs_folder *folder, struct qs_err *err);
qs_status qs_results_csv_site(struct qs_results_csv *csv, const struct qs_result *result, struct qs_err *err);
qs_status qs_results_csv_end(struct qs_results_csv *csv, const struct qs_result *portfolio, struct qs_err *err);
void qs_results_csv_free(struct qs_results_csv *csv);

/* ---- estimate.csv ---- the investment by site, a row a price, and the portfolio's (id empty). As the files above. */

struct qs_results_estimate {
	struct qs_file file;
	struct qs_buffer text;
};

/* Begin, a site in the order of the input, end; free is safe on a zeroed struct and twice: QS_EFILE or QS_ENOMEM. */
qs_status qs_results_estimate_begin(struct qs_results_estimate *estimate, const struct qs_allocator *from,
				    struct qs_folder *folder, struct qs_err *err);
qs_status qs_results_estimate_site(struct qs_results_estimate *estimate, const struct qs_result *result, struct qs_err *err);
qs_status qs_results_estimate_end(struct qs_results_estimate *estimate, const struct qs_result *portfolio, struct qs_err *err);
void qs_results_estimate_free(struct qs_results_estimate *estimate);

/* ---- districts.csv ---- the yearly check-up table: a row a district and year, means over the members; money in the price basis.
 * X(name, _unit at the end of the key) */
#define QS_DISTRICT_TABLE(X) \
	X(projects, "") \
	X(restored, "_ha") \
	X(works, "_cny") \
	X(upkeep, "_cny") \
	X(grants, "_cny") \
	X(works_due, "") /* projects with capital works in the year */ \
	X(acceptance_due, "") /* projects whose acceptance is first due */ \
	X(accepted_when_due, "") /* of those, expected number that pass */ \
	X(accepted, "") /* projects accepted in the year, as stated */ \
	X(removals, "_co2e_t") /* carbon grown in the year, project - baseline */ \
	X(credits_sold, "_t") \
	X(benefit, "_cny") /* services of the headline */ \
	X(deviating, "") /* projects as built more than 10 % from the plan */ \
	X(ppp_payment, "_cny") /* what the government pays under a partnership */ \
	X(fiscal_share, "_pct") /* all such payments by the district's general budget; empty: no budget is stated */

enum qs_district_column {
#define X(name, unit) QS_DISTRICT_##name,
	QS_DISTRICT_TABLE(X)
#undef X
	QS_DISTRICT_COLUMNS
};

struct qs_district_rows {
	const char *name;
	double *value; /* [years][QS_DISTRICT_COLUMNS] */
	struct qs_district_rows *next;
};

/* Writes ledger.csv: products of a run in the books (model/policy/products.h). QS_ENOMEM or QS_EFILE. */
struct qs_products;
qs_status qs_results_ledger(const struct qs_allocator *from, const struct qs_products *products, int start_year,
			    struct qs_folder *folder, struct qs_err *err);

struct qs_results_districts {
	const struct qs_result_head *head;
	struct qs_arena arena;
	struct qs_district_rows *first;
	int deviates; /* the site at hand is off its plan */
};

/* Begin, a site in the order of the input, after the last site the largest fiscal share of a district and year in % (NaN: not
 * known), end; free is safe on a zeroed struct and twice. QS_ENOMEM or QS_EFILE. */
qs_status qs_results_districts_begin(struct qs_results_districts *districts, const struct qs_allocator *from,
				     const struct qs_result_head *head, struct qs_err *err);
qs_status qs_results_districts_site(struct qs_results_districts *districts, const struct qs_result *result, struct qs_err *err);
double qs_results_districts_fiscal(struct qs_results_districts *districts);
qs_status qs_results_districts_end(struct qs_results_districts *districts, struct qs_folder *folder, struct qs_err *err);
void qs_results_districts_free(struct qs_results_districts *districts);

/* ---- sites.geojson ---- RFC 7946; a site without coordinates has a null geometry. */

struct qs_results_geojson {
	const struct qs_result_head *head;
	struct qs_file file;
	struct qs_allocator from;
	size_t written;
};

/* Begin, a site in the order of the input, end; free is safe on a zeroed struct and twice. Written as sites come:
 * QS_EFILE or QS_ENOMEM. */
qs_status qs_results_geojson_begin(struct qs_results_geojson *geo, const struct qs_allocator *from,
				   const struct qs_result_head *head, struct qs_folder *folder, struct qs_err *err);
qs_status qs_results_geojson_site(struct qs_results_geojson *geo, const struct qs_result *result, struct qs_err *err);
qs_status qs_results_geojson_end(struct qs_results_geojson *geo, struct qs_err *err);
void qs_results_geojson_free(struct qs_results_geojson *geo);

/* ---- cells.h5 ---- end values of each cell and where it lies, as they come; nothing if rows are sites. */

struct qs_results_cells {
	struct qs_h5 h5;
	struct qs_file file;
	char path[4096];
	size_t count;
	hid_t set[QS_CELL_VALUES_MOST], lon, lat;
};

/* Begin, the next cells, end; free is safe on a zeroed struct and twice. QS_EFILE or QS_ENOMEM. */
qs_status qs_results_cells_begin(struct qs_results_cells *c, const struct qs_allocator *from, const struct qs_result_head *head,
				 struct qs_folder *folder, struct qs_err *err);
qs_status qs_results_cells_add(struct qs_results_cells *c, const struct qs_cells *cells, struct qs_err *err);
qs_status qs_results_cells_end(struct qs_results_cells *c, struct qs_err *err);
void qs_results_cells_free(struct qs_results_cells *c);

/* ---- registrations by verification: credits.csv, rows of summary.json, the group registrations of results.h5 ---- */

/* Writes credits.csv: a row a registration and verification. QS_ENOMEM, QS_EFILE. */
qs_status qs_credits_csv(const struct qs_allocator *from, const struct qs_result *portfolio, struct qs_folder *folder,
			 struct qs_err *err);

/* The array `registrations` of the portfolio's object. */
void qs_summary_registrations(struct qs_json_out *out, const struct qs_result *portfolio);

/* Figures of registrations, of methodologies side by side, and of a site's ways in among those of trace.json
 * (io/trace_credits.c); sites, site: the weakest status of what the sites state. */
void qs_trace_registrations(struct qs_trace *trace, const struct qs_result *portfolio, enum qs_basis sites);
void qs_trace_ways(struct qs_trace *trace, const struct qs_result *result, enum qs_basis site);

/* The array `methodologies_as_one`: the whole portfolio as one registration under each methodology. */
void qs_summary_compared(struct qs_json_out *out, const struct qs_result *portfolio);
void qs_summary_demand(struct qs_json_out *out, const struct qs_result_head *head, const struct qs_result *portfolio);

/* The array `registrations_merged`: for each that sells, the least merging with others that makes it pay (model/market/merge.h). */
void qs_summary_merges(struct qs_json_out *out, const struct qs_result *portfolio);

/* The array `registrations_as_one`: what the registrations that sell under a methodology would cost as one. */
void qs_summary_merged(struct qs_json_out *out, const struct qs_result_head *head, const struct qs_result *portfolio);

/* Writes the group; failures show in the file's status. */
void qs_results_h5_registrations(struct qs_results_h5 *h, const struct qs_result *portfolio);

/* The portfolio's investment by item, and what members pay for it: the group `estimate`. */
void qs_results_h5_estimate(struct qs_results_h5 *h, const struct qs_result *portfolio);

/* ---- summary.json ---- */

struct qs_summary {
	const struct qs_result_head *head;
	struct qs_arena arena;
	struct qs_json_out sites;
	struct qs_sharing sharing;
	const char *text; /* after end */
};

/* Begin, a site in the order of the input, end; free is safe on a zeroed struct and twice. The text lies in memory until end
 * writes it: QS_ENOMEM, QS_EFILE. */
qs_status qs_summary_begin(struct qs_summary *summary, const struct qs_allocator *from, const struct qs_result_head *head,
			   struct qs_err *err);
qs_status qs_summary_site(struct qs_summary *summary, const struct qs_result *result, struct qs_err *err);
qs_status qs_summary_end(struct qs_summary *summary, const struct qs_result *portfolio, struct qs_folder *folder,
			 struct qs_err *err);
void qs_summary_free(struct qs_summary *summary);

/* ---- trace.json ---- */

/* Begin makes the trace, site adds a site, end writes the file; free sets the pointer to NULL and is safe twice. QS_ENOMEM,
 * QS_EFILE. */
qs_status qs_trace_begin(struct qs_trace **trace, const struct qs_allocator *from, const struct qs_result_head *head,
			 struct qs_err *err);
qs_status qs_trace_site(struct qs_trace *trace, const struct qs_result *result, struct qs_err *err);
qs_status qs_trace_end(struct qs_trace *trace, const struct qs_result *portfolio, struct qs_folder *folder, struct qs_err *err);
/* The equation of a figure, and its place in a site of summary.json ("co2e_t/project"). */
/* Lists a group by its key, if it is not listed yet; the weakest status of its figures. And where figures are put. */
enum qs_basis qs_trace_group(struct qs_trace *trace, const char *key);
struct qs_json_out *qs_trace_figures(struct qs_trace *trace);
const char *qs_trace_equation(enum qs_scalar_id scalar, const char **at);
void qs_trace_free(struct qs_trace **trace);

/* ---- report.html ---- */

/* Begin makes the report, site keeps what its pages need, end writes the file in the language; free sets the pointer to
 * NULL and is safe twice. QS_ENOMEM, QS_EFILE. */
qs_status qs_report_begin(struct qs_report **report, const struct qs_allocator *from, const struct qs_result_head *head,
			  enum qs_lang lang, struct qs_err *err);
qs_status qs_report_site(struct qs_report *report, const struct qs_result *result, struct qs_err *err);
qs_status qs_report_end(struct qs_report *report, const struct qs_result *portfolio, struct qs_folder *folder,
			struct qs_err *err);
void qs_report_free(struct qs_report **report);

#endif
