/* Sheets of report.xlsx on the market: boundary, strata, and the order of the others. */
#include "io/workbook.h"
#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/market/credits.h"
#include "model/market/verdict.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

/* The name of a substrate in the book's language. */
static const char *substrate(const struct qs_workbook *book, int substrate)
{
	const char *const word = qs_words_substrate[substrate];
	const struct qs_substrate_pack *const pack = qs_packs_substrates(book->head->packs, word);

	return pack ? qs_workbook_pick(book, pack->name) : word;
}

/* The name of a treatment; its id where it has none. */
static const char *treatment(const struct qs_workbook *book, const struct qs_treatment *treatment)
{
	const char *const name = treatment ? qs_workbook_pick(book, treatment->name) : "-";

	return *name ? name : treatment->id;
}

/* ---- boundary: a row a registration and unit ---- */

void qs_workbook_heads(struct qs_workbook *book, enum qs_book_sheet at, const struct qs_text *list, size_t n)
{
	book->sheet[at].row = qs_xlsx_heads(&book->xlsx, &book->sheet[at], QS_BOOK_HEADS, list, n, book->lang == QS_ZH);
}

void qs_workbook_market_begin(struct qs_workbook *book)
{
	static const struct qs_text boundary[] = {{"登记", "registration"},
						  {"方法学", "methodology"},
						  {"场地", "site"},
						  {"修复单元", "unit"},
						  {"基质", "substrate"},
						  {"处理", "treatment"},
						  {"图斑数", "parcels"},
						  {"坡度（度）", "slope, degrees"},
						  {"平面面积（公顷）", "planimetric area, ha"},
						  {"边界内面积（公顷）", "of it inside the boundary, ha"},
						  {"占比", "share"},
						  {"结论", "verdict"}},
				    strata[] = {{"登记", "registration"},     {"方法学", "methodology"},
						{"碳层", "stratum"},          {"处理", "treatment"},
						{"基质", "substrate"},        {"造林年份", "planted"},
						{"修复单元数", "units"},      {"图斑数", "parcels"},
						{"面积（公顷）", "area, ha"}, {"面积权重", "share of the area"}};

	qs_workbook_heads(book, QS_BOOK_BOUNDARY, boundary, COUNT(boundary));
	qs_workbook_heads(book, QS_BOOK_STRATA, strata, COUNT(strata));
	qs_workbook_title(book, QS_BOOK_BOUNDARY, (struct qs_text){"项目边界", "Boundary"},
			  (struct qs_text){"不满足条件的部分在边界之外", "Parts that fail a rule lie outside"});
	qs_workbook_title(book, QS_BOOK_STRATA, (struct qs_text){"碳层划分", "Strata"},
			  (struct qs_text){"按处理、基质与造林年份划分，只含边界内面积",
					   "By treatment, substrate and year of planting; area inside the boundary"});
}

static void boundary_row(struct qs_workbook *book, const struct qs_registration *registration,
			 const struct qs_result *result, size_t u, const struct qs_verdict *verdict)
{
	struct qs_xlsx *const x = &book->xlsx;
	struct qs_sheet *const to = &book->sheet[QS_BOOK_BOUNDARY];
	const struct qs_unit *const unit = &result->site->units.items[u];
	const double ha = qs_unit_planimetric_ha(unit), in = verdict->grade == QS_INELIGIBLE ? 0 : verdict->area_ha;
	const uint32_t row = to->row++;

	qs_xlsx_text(x, to, row, 0, QS_XLSX_TEXT, registration->id);
	qs_xlsx_text(x, to, row, 1, QS_XLSX_TEXT, registration->methodology);
	qs_xlsx_text(x, to, row, 2, QS_XLSX_TEXT, qs_workbook_pick(book, result->site->name));
	qs_xlsx_text(x, to, row, 3, QS_XLSX_TEXT, unit->id);
	qs_xlsx_text(x, to, row, 4, QS_XLSX_TEXT, substrate(book, unit->substrate));
	qs_xlsx_text(x, to, row, 5, QS_XLSX_TEXT,
		     treatment(book, unit->treatment ? qs_portfolio_treatment(book->head->portfolio, unit->treatment)
						     : NULL));
	qs_xlsx_number(x, to, row, 6, QS_XLSX_WHOLE, (double)unit->parcels);
	qs_xlsx_number(x, to, row, 7, QS_XLSX_NUMBER, unit->slope_deg.value);
	qs_xlsx_number(x, to, row, 8, QS_XLSX_NUMBER, ha);
	qs_xlsx_number(x, to, row, 9, QS_XLSX_NUMBER, in);
	qs_xlsx_formula(x, to, row, 10, QS_XLSX_SHARE, in / ha, "=J%u/I%u", row + 1, row + 1);
	qs_xlsx_text(x, to, row, 11, QS_XLSX_TEXT, qs_grade_label(verdict->grade, book->lang));
}

void qs_workbook_market_site(struct qs_workbook *book, const struct qs_result *result)
{
	const struct qs_verdicts *const all = result->verdicts;

	for (size_t r = 0; all && r < book->head->portfolio->registrations.n; r++) {
		const struct qs_registration *const registration = &book->head->portfolio->registrations.items[r];
		const struct qs_methodology_pack *const m =
			qs_packs_methodologies(book->head->packs, registration->methodology);

		if (!m || !qs_registration_holds(registration, result->site->id))
			continue;
		for (size_t u = 0; u < all->unit_count; u++)
			boundary_row(book, registration, result, u,
				     &all->units[u * all->n + (size_t)(m - all->methodologies)]);
	}
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
		qs_xlsx_text(x, to, row, 3, QS_XLSX_TEXT, treatment(book, s->treatment));
		qs_xlsx_text(x, to, row, 4, QS_XLSX_TEXT, substrate(book, s->substrate));
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
	qs_workbook_monitored(book);
	for (size_t r = 0; r < portfolio->table_count; r++) {
		const struct qs_credit_table *const table = &portfolio->tables[r];
		const int last =
			table->terms.last + 1 < (int)book->head->years ? table->terms.last + 1 : (int)book->head->years;
		struct qs_book_place p = {
			.table = table, .row = QS_BOOK_HEADS + 1 + (uint32_t)r, .years = last > 0 ? (size_t)last : 0};

		qs_workbook_deductions(book, &p, most);
		if (!table->strata || !p.years)
			continue;
		strata_rows(book, table);
		qs_workbook_credits(book, &p);
		qs_workbook_plan(book, &p);
	}
}
