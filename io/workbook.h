/* report.xlsx: the tables of a run with live formulas, for verifiers and those who check money.
 *
 * Yearly figures are means of the members, since means add up and quantiles do not; the market sheets settle each registration on its
 * mean course by the equations of model/market/credits.h and put the ensemble's quantiles beside it. What a formula uses stands in
 * cells. Beyond QS_WORKBOOK_SITES sites the sheets by site end and totals are written as numbers.
 */
#ifndef QS_IO_WORKBOOK_H
#define QS_IO_WORKBOOK_H

#include "io/design.h"
#include "io/results_parts.h"
#include "io/xlsx.h"

enum { QS_WORKBOOK_SITES = 300 };

enum qs_book_sheet {
	QS_BOOK_ABOUT,
	QS_BOOK_BOUNDARY,
	QS_BOOK_STRATA,
	QS_BOOK_EX_ANTE,
	QS_BOOK_CALCULATION,
	QS_BOOK_BATCHES,
	QS_BOOK_SAMPLING,
	QS_BOOK_RISK,
	QS_BOOK_PARAMETERS,
	QS_BOOK_MONITORED,
	QS_BOOK_PLAN,
	QS_BOOK_CASH,
	QS_BOOK_LINES,
	QS_BOOK_ESTIMATE,
	QS_BOOK_SERVICES,
	QS_BOOK_INPUTS,
	QS_BOOK_SHEETS
};

struct qs_workbook {
	const struct qs_result_head *head;
	struct qs_allocator from;
	enum qs_lang lang;
	struct qs_file file;
	struct qs_xlsx xlsx;
	struct qs_sheet sheet[QS_BOOK_SHEETS];
	struct qs_buffer used; /* groups that the sites rest on, a byte each */
	size_t seen;
	size_t replays; /* sites that replay a case */
	double estimate_cny[3]; /* of the sites' rows, by part */
};

/* Begin, a site in the order of the input, end; free is safe on a zeroed struct and twice. The workbook lies in memory until end
 * writes it into the folder: QS_ENOMEM, QS_EFILE. */
qs_status qs_workbook_begin(struct qs_workbook *book, const struct qs_allocator *from, const struct qs_result_head *head,
			    enum qs_lang lang, struct qs_folder *folder, struct qs_err *err);
qs_status qs_workbook_site(struct qs_workbook *book, const struct qs_result *result, struct qs_err *err);
qs_status qs_workbook_end(struct qs_workbook *book, const struct qs_result *portfolio, struct qs_err *err);
void qs_workbook_free(struct qs_workbook *book);

/* ---- used by the parts of this module alone ---- */

/* The English or Chinese side; the other where one is missing. */
const char *qs_workbook_pick(const struct qs_workbook *book, struct qs_text text);

/* Title and note of a sheet (rows 0 and 1). */
void qs_workbook_title(struct qs_workbook *book, enum qs_book_sheet sheet, struct qs_text title, struct qs_text note);

/* Sheets on the market: heads; a site's rows of the boundary; the rest. */
void qs_workbook_market_begin(struct qs_workbook *book);
void qs_workbook_market_site(struct qs_workbook *book, const struct qs_result *result);
void qs_workbook_market_end(struct qs_workbook *book, const struct qs_result *portfolio);

/* Where a registration stands on the sheets. */
struct qs_book_place {
	const struct qs_credit_table *table;
	uint32_t row;         /* on the sheets of deductions */
	uint32_t head, first; /* of its block on the calculation: factors, first year */
	size_t years;
	char sampling[24], risk[24], held[24]; /* cells on the calculation */
};

enum { QS_BOOK_STEPS = 8, QS_BOOK_HEADS = 2 }; /* limits of a deduction that fit its sheet; row of the heads */

/* Heads of a sheet in QS_BOOK_HEADS; its next row is the one behind. */
void qs_workbook_heads(struct qs_workbook *book, enum qs_book_sheet sheet, const struct qs_text *list, size_t n);

/* A registration's calculation, ex-ante table and batches (workbook_credits.c), and their heads. */
void qs_workbook_credits_begin(struct qs_workbook *book);
void qs_workbook_credits(struct qs_workbook *book, struct qs_book_place *place);

/* A registration's row on the sheets of deductions (workbook_deductions.c); most: limits of the longest deduction. */
void qs_workbook_deductions_begin(struct qs_workbook *book, size_t most);
void qs_workbook_deductions(struct qs_workbook *book, const struct qs_book_place *place, size_t most);

/* The title and a registration's rows of the monitoring plan (workbook_plan.c). */
void qs_workbook_plan_begin(struct qs_workbook *book);
void qs_workbook_plan(struct qs_workbook *book, const struct qs_book_place *place);

/* Sheets on money and services: heads; a site's rows; totals. */
void qs_workbook_money_begin(struct qs_workbook *book);
void qs_workbook_money_site(struct qs_workbook *book, const struct qs_result *result);
void qs_workbook_money_end(struct qs_workbook *book, const struct qs_result *portfolio);

#endif
