#include "io/results.h"

#include "io/report_parts.h"
#include "io/workbook.h"
#include "model/land/site.h"
#include "model/policy/judge.h"
#include "model/policy/lapse.h"
#include "model/policy/products.h"
#include "model/portfolio.h"

#include <stdlib.h>
#include <string.h>

struct qs_results {
	struct qs_allocator from;
	struct qs_context context; /* for its threads */
	enum qs_lang lang;
	struct qs_folder folder;
	struct qs_result_head head;
	size_t seen;
	int ended;
	struct qs_policy_review policy;
	struct qs_policy_ranks ranks;
	struct qs_products products;
	struct qs_lapse lapse;
	struct qs_arena arena; /* of the ranks */
	struct qs_results_h5 h5;
	struct qs_results_csv csv;
	struct qs_results_cells cells;
	struct qs_results_districts districts;
	struct qs_results_estimate estimate;
	struct qs_results_geojson geojson;
	struct qs_summary summary;
	struct qs_trace *trace;
	struct qs_report *report;
	struct qs_workbook workbook;
};

double qs_result_mean(const struct qs_result_head *head, const struct qs_result *result, enum qs_output o, int s,
		      size_t y)
{
	return result->mean[((size_t)o * QS_SERIES_COUNT + (size_t)s) * head->years + y];
}

double qs_result_quantile(const struct qs_result_head *head, const struct qs_result *result, enum qs_output o, int s,
			  size_t y, int q)
{
	const size_t row = ((size_t)o * QS_SERIES_COUNT + (size_t)s) * head->years + y;

	return result->quantile[row * QS_QUANTILES + (size_t)q];
}

int qs_result_wants(const struct qs_result_head *head, enum qs_output o)
{
	const struct qs_portfolio *portfolio = head->portfolio;

	return !qs_was_given(&qs_table_outputs, &portfolio->outputs.given, "site_year") ||
	       qs_strings_name(&portfolio->outputs.site_year, qs_output_rows[o].name);
}

const char *qs_scalar_tail(enum qs_scalar_id scalar)
{
	const char *const unit = qs_scalar_rows[scalar].unit;

	return !strcmp(unit, "a")       ? ""
	       : !strcmp(unit, "1")     ? ""
	       : !strcmp(unit, "%")     ? "pct"
	       : !strcmp(unit, "CNY/a") ? "CNY_per_year"
	       : !strcmp(unit, "CNY/t") ? "CNY_per_t"
					: unit;
}

const char *qs_site_treatment(const struct qs_site *site)
{
	const char *first = site->units.n ? site->units.items[0].treatment : NULL;

	for (size_t i = 1; i < site->units.n; i++) {
		const char *other = site->units.items[i].treatment;

		if (!first != !other || (first && strcmp(first, other) != 0))
			return "mixed";
	}
	return first;
}

static void free_parts(struct qs_results *r)
{
	qs_results_h5_free(&r->h5);
	qs_results_csv_free(&r->csv);
	qs_results_cells_free(&r->cells);
	qs_results_districts_free(&r->districts);
	qs_results_estimate_free(&r->estimate);
	qs_results_geojson_free(&r->geojson);
	qs_summary_free(&r->summary);
	qs_trace_free(&r->trace);
	qs_report_free(&r->report);
	qs_workbook_free(&r->workbook);
	qs_products_free(&r->products);
	qs_arena_free(&r->arena);
}

static void drop(void *self)
{
	struct qs_results *r = self;

	r->ended = 0;
	free_parts(r);
	qs_folder_drop(&r->folder);
}

/* Room for the order of sites, if they are not too many. */
static qs_status open_ranks(struct qs_results *r, struct qs_err *err)
{
	const size_t n = r->head.sites;

	r->ranks = (struct qs_policy_ranks){.n = 0};
	if (n > QS_RANKED_MOST || !r->head.packs->evaluation.n)
		return QS_OK;
	qs_evaluation_of(r->head.packs->evaluation.items, &r->ranks.evaluation);
	r->ranks.id = qs_arena_take(&r->arena, n, sizeof *r->ranks.id);
	r->ranks.mean = qs_arena_take(&r->arena, n * QS_INDICATOR_COUNT, sizeof *r->ranks.mean);
	r->ranks.score = qs_arena_take(&r->arena, n, sizeof *r->ranks.score);
	return r->ranks.id && r->ranks.mean && r->ranks.score ? QS_OK
							      : qs_fail(err, QS_ENOMEM, "order of %zu sites", n);
}

/* Sites where nothing is restored have no place in the order. */
static qs_status keep_rank(struct qs_results *r, const struct qs_result *result, struct qs_err *err)
{
	const struct qs_scalar *const score = &result->scalar[QS_SCALAR_benefit_score];
	const size_t at = r->ranks.n;

	if (!r->ranks.id || !result->indicators || score->why)
		return QS_OK;
	r->ranks.id[at] = qs_arena_text(&r->arena, result->site->id, strlen(result->site->id));
	if (!r->ranks.id[at])
		return qs_fail(err, QS_ENOMEM, "order of sites");
	memcpy(r->ranks.mean + at * QS_INDICATOR_COUNT, result->indicators, QS_INDICATOR_COUNT * sizeof(double));
	r->ranks.score[at] = score->p50;
	r->ranks.n++;
	return QS_OK;
}

static qs_status keep_products(struct qs_results *r, const struct qs_result *result, struct qs_err *err)
{
	return !r->head.packs || r->head.sites > QS_PRODUCT_SITES_MOST ? QS_OK
								       : qs_products_site(&r->products, result, err);
}

static qs_status begin(void *self, const struct qs_result_head *head, struct qs_err *err)
{
	struct qs_results *r = self;
	qs_status status;

	r->head = *head;
	r->seen = 0;
	qs_policy_begin(&r->policy, r->head.portfolio, r->head.packs);
	status = open_ranks(r, err);
	if (!status && head->packs)
		status = qs_products_open(&r->products, &r->from, r->head.portfolio, r->head.packs, r->head.years, err);
	if (!status)
		status = qs_results_h5_begin(&r->h5, &r->from, &r->head, err);
	if (!status)
		status = qs_results_csv_begin(&r->csv, &r->from, &r->head, &r->folder, err);
	if (!status && head->cells)
		status = qs_results_cells_begin(&r->cells, &r->from, &r->head, &r->folder, err);
	if (!status)
		status = qs_results_districts_begin(&r->districts, &r->from, &r->head, err);
	if (!status)
		status = qs_results_estimate_begin(&r->estimate, &r->from, &r->folder, err);
	if (!status)
		status = qs_results_geojson_begin(&r->geojson, &r->from, &r->head, &r->folder, err);
	if (!status)
		status = qs_summary_begin(&r->summary, &r->from, &r->head, err);
	if (!status)
		status = qs_trace_begin(&r->trace, &r->from, &r->head, err);
	if (!status)
		status = qs_report_begin(&r->report, &r->from, &r->head, r->lang, err);
	if (!status)
		status = qs_workbook_begin(&r->workbook, &r->from, &r->head, r->lang, &r->folder, err);
	r->policy.tell = qs_report_finding;
	r->policy.self = r->report;
	return status;
}

static void judge_site(struct qs_results *r, const struct qs_result *result)
{
	const struct qs_policy_results results = qs_policy_results_of(result, r->head.years);

	qs_policy_site(&r->policy, result->site, &results);
}

static qs_status judge_portfolio(struct qs_results *r, struct qs_result *portfolio, struct qs_err *err)
{
	struct qs_policy_results results = qs_policy_results_of(portfolio, r->head.years);

	results.fiscal_share_pct = qs_results_districts_fiscal(&r->districts);
	if (!qs_lapse_of(r->head.portfolio, portfolio, r->head.years, &r->arena, &r->lapse)) {
		results.lapsing_income_frac = r->lapse.share;
		r->policy.lapse = &r->lapse;
	}
	qs_policy_end(&r->policy, &results);
	portfolio->policy = &r->policy;
	if (qs_products_close(&r->products, err))
		return QS_ENOMEM;
	r->policy.products = &r->products;
	if (!r->ranks.n)
		return QS_OK;
	r->policy.ranks = &r->ranks;
	return qs_evaluation_rank(&r->ranks.evaluation, r->ranks.n, r->ranks.mean, &r->arena, &r->ranks.order)
		       ? qs_fail(err, QS_ENOMEM, "order of %zu sites", r->ranks.n)
		       : QS_OK;
}

/* ---- pieces: files that are made side by side, as none reads another ---- */

/* The longest come first: at the end the workbook, for a site the tables. The HDF5 library is one thread's. */
enum { PIECE_WORKBOOK, PIECE_TABLES, PIECE_H5, PIECE_PAGES, PIECES };

/* What the pieces are given, and what they give. */
struct pieces {
	struct qs_results *r;
	qs_status (*make)(struct qs_results *r, int piece, const struct qs_result *result, struct qs_err *err);
	const struct qs_result *result;
	qs_status status[PIECES];
	struct qs_err err[PIECES];
};

static void make_piece(void *self, size_t i)
{
	struct pieces *const p = self;

	p->status[i] = p->make(p->r, (int)i, p->result, &p->err[i]);
}

/* Makes all pieces; the first failure in their order is told. */
static qs_status in_pieces(struct qs_results *r,
			   qs_status (*make)(struct qs_results *r, int piece, const struct qs_result *result,
					     struct qs_err *err),
			   const struct qs_result *result, struct qs_err *err)
{
	struct pieces p = {.r = r, .make = make, .result = result};

	qs_side_by_side(&r->context, PIECES, make_piece, &p);
	for (size_t i = 0; i < PIECES; i++)
		if (p.status[i])
			return qs_fail(err, p.status[i], "%s", p.err[i].text);
	return QS_OK;
}

static qs_status site_piece(struct qs_results *r, int piece, const struct qs_result *result, struct qs_err *err)
{
	qs_status status;

	if (piece == PIECE_H5)
		return qs_results_h5_site(&r->h5, result, err);
	if (piece == PIECE_WORKBOOK)
		return qs_workbook_site(&r->workbook, result, err);
	if (piece == PIECE_PAGES) {
		status = qs_summary_site(&r->summary, result, err);
		if (!status)
			status = qs_trace_site(r->trace, result, err);
		return status ? status : qs_report_site(r->report, result, err);
	}
	status = qs_results_csv_site(&r->csv, result, err);
	if (!status)
		status = qs_results_districts_site(&r->districts, result, err);
	if (!status)
		status = qs_results_estimate_site(&r->estimate, result, err);
	return status ? status : qs_results_geojson_site(&r->geojson, result, err);
}

/* Tables as text at the end of a run. */
static qs_status end_tables(struct qs_results *r, const struct qs_result *portfolio, struct qs_err *err)
{
	qs_status status = qs_results_csv_end(&r->csv, portfolio, err);

	if (!status)
		status = qs_results_districts_end(&r->districts, &r->folder, err);
	if (!status)
		status = qs_results_estimate_end(&r->estimate, portfolio, err);
	if (!status)
		status = qs_results_ledger(&r->from, &r->products, r->head.start_year, &r->folder, err);
	if (!status)
		status = qs_results_members_put(portfolio->table, &r->from, &r->folder, err);
	if (!status)
		status = qs_credits_csv(&r->from, portfolio, &r->folder, err);
	return status ? status : qs_results_geojson_end(&r->geojson, err);
}

static qs_status end_piece(struct qs_results *r, int piece, const struct qs_result *portfolio, struct qs_err *err)
{
	qs_status status;

	if (piece == PIECE_H5) {
		status = qs_results_h5_end(&r->h5, portfolio, &r->folder, err);
		return status || !r->head.cells ? status : qs_results_cells_end(&r->cells, err);
	}
	if (piece == PIECE_WORKBOOK)
		return qs_workbook_end(&r->workbook, portfolio, err);
	if (piece == PIECE_TABLES)
		return end_tables(r, portfolio, err);
	status = qs_summary_end(&r->summary, portfolio, &r->folder, err);
	if (!status)
		status = qs_trace_end(r->trace, portfolio, &r->folder, err);
	return status ? status : qs_report_end(r->report, portfolio, &r->folder, err);
}

static qs_status site(void *self, const struct qs_result *result, struct qs_err *err)
{
	struct qs_results *r = self;

	if (!result->site || result->index != r->seen++)
		return qs_fail(err, QS_EBUG, "results of site %zu came in place of site %zu", result->index,
			       r->seen - 1);
	if (r->head.packs && !r->head.cells)
		judge_site(r, result);
	if (keep_rank(r, result, err) || keep_products(r, result, err))
		return QS_ENOMEM;
	return in_pieces(r, site_piece, result, err);
}

static qs_status cells(void *self, const struct qs_cells *next, struct qs_err *err)
{
	struct qs_results *r = self;

	return qs_results_cells_add(&r->cells, next, err);
}

static qs_status end(void *self, const struct qs_result *of_portfolio, struct qs_err *err)
{
	struct qs_results *r = self;
	struct qs_result judged = *of_portfolio;
	qs_status status;

	if (r->seen != r->head.sites)
		return qs_fail(err, QS_EBUG, "results of %zu sites came, not of %zu", r->seen, r->head.sites);
	status = r->head.packs ? judge_portfolio(r, &judged, err) : QS_OK;
	if (!status)
		status = in_pieces(r, end_piece, &judged, err);
	r->ended = !status;
	return status;
}

qs_status qs_results_open(const struct qs_context *context, const char *folder, enum qs_lang lang, struct qs_sink *sink,
			  struct qs_err *err)
{
	return qs_results_open_as(context, folder, "run", lang, sink, err);
}

qs_status qs_results_open_as(const struct qs_context *context, const char *folder, const char *command,
			     enum qs_lang lang, struct qs_sink *sink, struct qs_err *err)
{
	const struct qs_allocator *from = &context->allocator;
	struct qs_results *r;
	qs_status status;

	memset(sink, 0, sizeof *sink);
	r = from->get ? from->get(from->self, (sizeof *r + 63) / 64 * 64) : malloc(sizeof *r);
	if (!r)
		return qs_fail(err, QS_ENOMEM, "the result files");
	memset(r, 0, sizeof *r);
	r->from = *from;
	r->context = *context;
	qs_arena_init(&r->arena, from);
	r->lang = lang;
	*sink = (struct qs_sink){r, begin, site, end, drop, cells};
	status = qs_folder_open(&r->folder, from, folder, command, err);
	if (status)
		qs_results_close(sink);
	return status;
}

struct qs_folder *qs_results_folder(const struct qs_sink *sink)
{
	struct qs_results *const r = sink->self;

	return &r->folder;
}

const char *qs_results_summary(const struct qs_sink *sink)
{
	const struct qs_results *r = sink->self;

	return r && r->ended ? r->summary.text : NULL;
}

qs_status qs_results_finish(struct qs_sink *sink, const char *run_json, struct qs_err *err)
{
	struct qs_results *r = sink->self;
	qs_status status = QS_OK;

	if (!r)
		return QS_OK;
	if (r->ended)
		status = qs_folder_finish(&r->folder, run_json, err);
	else
		status = qs_fail(err, QS_EFAILED, "the run did not end: no results are kept");
	qs_results_close(sink);
	return status;
}

void qs_results_close(struct qs_sink *sink)
{
	struct qs_results *r = sink->self;
	struct qs_allocator from;

	if (!r)
		return;
	from = r->from;
	drop(r);
	if (from.put)
		from.put(from.self, r);
	else
		free(r);
	memset(sink, 0, sizeof *sink);
}
