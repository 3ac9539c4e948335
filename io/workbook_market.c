/* Sheets of report.xlsx on the market: boundary, strata, and the order of the others. */
#include "io/workbook.h"
#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/market/credits.h"
#include "model/market/ex_ante.h"
#include "model/market/verdict.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* By enum qs_design_table. */
static const enum qs_book_sheet design_sheets[] = {QS_BOOK_BOUNDARY, QS_BOOK_PARAMETERS, QS_BOOK_MONITORED};

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

void qs_workbook_heads(struct qs_workbook *book, enum qs_book_sheet at, const struct qs_text *list, size_t n)
{
	book->sheet[at].row = qs_xlsx_heads(&book->xlsx, &book->sheet[at], QS_BOOK_HEADS, list, n, book->lang == QS_ZH);
}

void qs_workbook_market_begin(struct qs_workbook *book)
{
	static const struct qs_text strata[] = {{"登记", "registration"},     {"方法学", "methodology"},
						{"碳层", "stratum"},          {"处理", "treatment"},
						{"基质", "substrate"},        {"造林年份", "planted"},
						{"修复单元数", "units"},      {"图斑数", "parcels"},
						{"面积（公顷）", "area, ha"}, {"面积权重", "share of the area"}};

	for (size_t i = 0; i < COUNT(design_sheets); i++) {
		const struct qs_design_form *const form = &qs_design_forms[i];

		qs_workbook_title(book, design_sheets[i], form->title, form->note);
		qs_workbook_heads(book, design_sheets[i], form->heads, form->n);
	}
	qs_workbook_heads(book, QS_BOOK_STRATA, strata, COUNT(strata));
	qs_workbook_title(book, QS_BOOK_STRATA, (struct qs_text){"碳层划分", "Strata"},
			  (struct qs_text){"按处理、基质与造林年份划分，只含边界内面积",
					   "By treatment, substrate and year of planting; area inside the boundary"});
}

/* ---- tables that the report has too ---- */

/* A table while its rows are written. */
struct design {
	struct qs_workbook *book;
	enum qs_design_table table;
};

static void design_row(void *self, const struct qs_design_cell *cells)
{
	static const enum qs_xlsx_style styles[] = {[QS_DESIGN_WHOLE] = QS_XLSX_WHOLE,
						    [QS_DESIGN_NUMBER] = QS_XLSX_NUMBER,
						    [QS_DESIGN_SHARE] = QS_XLSX_SHARE};
	const struct design *const d = self;
	struct qs_xlsx *const x = &d->book->xlsx;
	struct qs_sheet *const to = &d->book->sheet[design_sheets[d->table]];
	const uint32_t row = to->row++;

	for (uint16_t c = 0; c < qs_design_forms[d->table].n; c++)
		if (cells[c].kind == QS_DESIGN_SHARE)
			qs_xlsx_formula(x, to, row, c, QS_XLSX_SHARE, cells[c].number, "=J%u/I%u", row + 1, row + 1);
		else if (cells[c].kind >= QS_DESIGN_WHOLE)
			qs_xlsx_number(x, to, row, c, styles[cells[c].kind], cells[c].number);
		else
			qs_xlsx_text(x, to, row, c, d->table == QS_DESIGN_MONITORED ? QS_XLSX_WRAP : QS_XLSX_TEXT,
				     cells[c].text);
}

void qs_workbook_market_site(struct qs_workbook *book, const struct qs_result *result)
{
	struct design design = {book, QS_DESIGN_BOUNDARY};

	qs_design_boundary(book->head, book->lang, result,
			   &(struct qs_design_taker){&design, design_row, &book->from, 0});
}

static void design_rows(struct qs_workbook *book)
{
	struct design parameters = {book, QS_DESIGN_PARAMETERS}, monitored = {book, QS_DESIGN_MONITORED};
	struct qs_design_taker taker = {&parameters, design_row, &book->from, 0};

	if (book->used.length)
		qs_design_parameters(book->head, book->lang, (const unsigned char *)book->used.bytes, &taker);
	taker.self = &monitored;
	qs_design_monitored(book->head, book->lang, &taker);
	book->xlsx.failed |= taker.failed;
}

/* ---- registrations ---- */

static void strata_rows(struct qs_workbook *book, const struct qs_credit_table *table)
{
	struct qs_xlsx *const x = &book->xlsx;
	struct qs_sheet *const to = &book->sheet[QS_BOOK_STRATA];
	const uint32_t first = to->row;
	uint32_t last = first;
	double all = 0;
	size_t n = 0;

	for (const struct qs_credit_stratum *s = table->strata; s; s = s->next, last++)
		all += s->area_ha;
	for (const struct qs_credit_stratum *s = table->strata; s; s = s->next) {
		const uint32_t row = to->row++;

		qs_xlsx_text(x, to, row, 0, QS_XLSX_TEXT, table->registration->id);
		qs_xlsx_text(x, to, row, 1, QS_XLSX_TEXT, table->methodology->id);
		qs_xlsx_number(x, to, row, 2, QS_XLSX_WHOLE, (double)++n);
		qs_xlsx_text(x, to, row, 3, QS_XLSX_TEXT, qs_design_treatment(book->lang, s->treatment));
		qs_xlsx_text(x, to, row, 4, QS_XLSX_TEXT, qs_design_substrate(book->head, book->lang, s->substrate));
		qs_xlsx_number(x, to, row, 5, QS_XLSX_YEAR, s->planted ? s->planted : (double)NAN);
		qs_xlsx_number(x, to, row, 6, QS_XLSX_WHOLE, (double)s->units);
		qs_xlsx_number(x, to, row, 7, QS_XLSX_WHOLE, (double)s->parcels);
		qs_xlsx_number(x, to, row, 8, QS_XLSX_NUMBER, s->area_ha);
		qs_xlsx_formula(x, to, row, 9, QS_XLSX_SHARE, s->area_ha / all, "=I%u/SUM(I$%u:I$%u)", row + 1,
				first + 1, last);
	}
}

static size_t most_steps(const struct qs_result *portfolio)
{
	size_t most = 1;

	for (size_t r = 0; r < portfolio->table_count; r++) {
		const struct qs_deduction_steps steps = qs_credit_steps(portfolio->tables[r].methodology);

		most = steps.limits > most ? steps.limits : most;
	}
	return most < QS_BOOK_STEPS ? most : QS_BOOK_STEPS;
}

void qs_workbook_market_end(struct qs_workbook *book, const struct qs_result *portfolio)
{
	const size_t most = most_steps(portfolio);

	qs_workbook_credits_begin(book);
	qs_workbook_deductions_begin(book, most);
	qs_workbook_plan_begin(book);
	design_rows(book);
	for (size_t r = 0; r < portfolio->table_count; r++) {
		const struct qs_credit_table *const table = &portfolio->tables[r];
		struct qs_book_place p = {.table = table,
					  .row = QS_BOOK_HEADS + 1 + (uint32_t)r,
					  .years = qs_ex_ante_end(table, book->head->years)};

		qs_workbook_deductions(book, &p, most);
		if (!table->strata || !p.years)
			continue;
		strata_rows(book, table);
		qs_workbook_credits(book, &p);
		qs_workbook_plan(book, &p);
	}
}
