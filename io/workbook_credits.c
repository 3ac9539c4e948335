/* Sheets of report.xlsx on a registration: calculation, ex-ante table, batches. */
#include "io/workbook.h"
#include "model/base/packs.h"
#include "model/base/units.h"
#include "model/market/credits.h"
#include "model/market/ex_ante.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

/* Factors that the years of a block use: conversion, pools, deductions. */
static void factors(struct qs_workbook *book, struct qs_book_place *p)
{
	static const struct qs_text labels[] = {{"C→CO₂e", "C to CO2e"},
						{"枯死木系数", "dead wood"},
						{"枯落物系数", "litter"},
						{"抽样误差扣减", "deduction, sampling"},
						{"非持久性扣减", "deduction, non-permanence"},
						{"其中入缓冲账户", "of it into a buffer"}};
	const struct qs_methodology_pack *const m = p->table->methodology;
	struct qs_xlsx *const x = &book->xlsx;
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_CALCULATION];
	struct qs_cell_name cell;
	const uint32_t row = p->head;

	qs_xlsx_text(x, to, row, 0, QS_XLSX_HEAD, p->table->registration->id);
	qs_xlsx_text(x, to, row, 1, QS_XLSX_HEAD, m->id);
	for (size_t i = 0; i < COUNT(labels); i++)
		qs_xlsx_text(x, to, row, (uint16_t)(2 + 2 * i), QS_XLSX_TEXT, qs_workbook_pick(book, labels[i]));
	qs_xlsx_formula(x, to, row, 3, QS_XLSX_NUMBER, qs_co2e_of_c(1), "=44/12");
	qs_xlsx_number(x, to, row, 5, QS_XLSX_NUMBER, qs_credit_counts(m, "dead_wood") ? m->dead_wood_frac.value : 0);
	qs_xlsx_number(x, to, row, 7, QS_XLSX_NUMBER, qs_credit_counts(m, "litter") ? m->litter_frac.value : 0);
	qs_xlsx_formula(x, to, row, 9, QS_XLSX_SHARE, p->table->sampling, "='%s'!%s",
			book->sheet[QS_BOOK_SAMPLING].name, qs_cell_name(&cell, p->row, 7));
	qs_xlsx_formula(x, to, row, 11, QS_XLSX_SHARE, p->table->risk, "='%s'!%s", book->sheet[QS_BOOK_RISK].name,
			qs_cell_name(&cell, p->row, 2));
	qs_xlsx_number(x, to, row, 13, QS_XLSX_SHARE, p->table->terms.buffered);
	snprintf(p->sampling, sizeof p->sampling, "$J$%u", row + 1);
	snprintf(p->risk, sizeof p->risk, "$L$%u", row + 1);
	snprintf(p->held, sizeof p->held, "$N$%u", row + 1);
}

static void calculation_row(struct qs_workbook *book, const struct qs_book_place *p, size_t t)
{
	struct qs_xlsx *const x = &book->xlsx;
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_CALCULATION];
	const uint32_t row = p->first + (uint32_t)t, n = row + 1, f = p->head + 1;
	const struct qs_ex_ante_year y = qs_ex_ante_year(p->table, t);
	char before[2][16], soil[16] = "";

	snprintf(before[0], sizeof before[0], t ? "B%u" : "C%u", t ? row : n);
	snprintf(before[1], sizeof before[1], "C%u", t ? row : n);
	if (t)
		snprintf(soil, sizeof soil, "-D%u", row);
	qs_xlsx_number(x, to, row, 0, QS_XLSX_YEAR, book->head->start_year + (double)t);
	qs_xlsx_number(x, to, row, 1, QS_XLSX_NUMBER, y.project_c);
	qs_xlsx_number(x, to, row, 2, QS_XLSX_NUMBER, y.baseline_c);
	qs_xlsx_number(x, to, row, 3, QS_XLSX_NUMBER, y.soil_t);
	qs_xlsx_number(x, to, row, 4, QS_XLSX_NUMBER, y.fire_t);
	qs_xlsx_formula(x, to, row, 5, QS_XLSX_NUMBER, y.baseline_t, "=(C%u-%s)*$D$%u*(1+$F$%u+$H$%u)", n, before[1], f,
			f, f);
	qs_xlsx_formula(x, to, row, 6, QS_XLSX_NUMBER, y.project_t, "=(B%u-%s)*$D$%u*(1+$F$%u+$H$%u)+D%u%s-E%u", n,
			before[0], f, f, f, n, soil, n);
	qs_xlsx_number(x, to, row, 7, QS_XLSX_NUMBER, y.leakage_t);
	qs_xlsx_formula(x, to, row, 8, QS_XLSX_NUMBER, y.net_t, "=G%u-F%u-H%u", n, n, n);
	qs_xlsx_formula(x, to, row, 9, QS_XLSX_NUMBER, y.sampling_t, "=I%u*%s", n, p->sampling);
	qs_xlsx_formula(x, to, row, 10, QS_XLSX_NUMBER, y.risk_t, "=(I%u-J%u)*%s", n, n, p->risk);
	qs_xlsx_formula(x, to, row, 11, QS_XLSX_NUMBER, y.net_t - y.sampling_t - y.risk_t, "=I%u-J%u-K%u", n, n, n);
}

static void calculation(struct qs_workbook *book, struct qs_book_place *p)
{
	static const struct qs_text list[] = {{"年份", "year"},
					      {"项目木本碳（t C，年末）", "woody carbon, project, t C at the end"},
					      {"基准线木本碳（t C，年末）", "woody carbon, baseline, t C at the end"},
					      {"土壤碳累计变化（t CO₂e）", "soil since preparation, t CO2e"},
					      {"项目排放（t CO₂e）", "project emissions, t CO2e"},
					      {"基准线清除量", "baseline removals"},
					      {"项目清除量", "project removals"},
					      {"泄漏量", "leakage"},
					      {"净清除量", "net removals"},
					      {"抽样误差扣减", "deduction, sampling"},
					      {"非持久性扣减", "deduction, non-permanence"},
					      {"项目减排量（未取整）", "project emission reductions, not rounded"}};
	struct qs_sheet *const to = &book->sheet[QS_BOOK_CALCULATION];

	p->head = to->row;
	factors(book, p);
	p->first = qs_xlsx_heads(&book->xlsx, to, p->head + 1, list, COUNT(list), book->lang == QS_ZH);
	for (size_t t = 0; t < p->years; t++)
		calculation_row(book, p, t);
	to->row = p->first + (uint32_t)p->years + 1;
}

/* The template's table: whole tonnes, rounded down. */
static void ex_ante(struct qs_workbook *book, const struct qs_book_place *p)
{
	static const struct qs_text list[] = {{"年份", "year"},
					      {"基准线清除量（t CO₂e）", "baseline removals, t CO2e"},
					      {"项目清除量（t CO₂e）", "project removals, t CO2e"},
					      {"泄漏量（t CO₂e）", "leakage, t CO2e"},
					      {"项目减排量（t CO₂e）", "project emission reductions, t CO2e"}};
	static const char columns[] = "FGHL";
	const char *const from = book->sheet[QS_BOOK_CALCULATION].name;
	struct qs_xlsx *const x = &book->xlsx;
	struct qs_sheet *const to = &book->sheet[QS_BOOK_EX_ANTE];
	const size_t begin = p->table->terms.first > 0 ? (size_t)p->table->terms.first : 0;
	double sum[4] = {0};
	uint32_t first;

	qs_xlsx_text(x, to, to->row, 0, QS_XLSX_HEAD, p->table->registration->id);
	qs_xlsx_text(x, to, to->row, 1, QS_XLSX_HEAD, p->table->methodology->id);
	qs_xlsx_text(
		x, to, to->row, 2, QS_XLSX_TEXT,
		qs_workbook_pick(book, p->table->methodology->open_to_new_projects == QS_OPEN_YES
					       ? (struct qs_text){"事前估算", "ex-ante estimate"}
					       : (struct qs_text){"仅核算，不出售", "accounted, nothing is sold"}));
	first = qs_xlsx_heads(x, to, to->row + 1, list, COUNT(list), book->lang == QS_ZH);
	to->row = first;
	for (size_t t = begin; t < p->years; t++, to->row++) {
		const struct qs_ex_ante_year y = qs_ex_ante_year(p->table, t);
		const double value[] = {y.baseline_t, y.project_t, y.leakage_t, y.net_t - y.sampling_t - y.risk_t};

		qs_xlsx_number(x, to, to->row, 0, QS_XLSX_YEAR, book->head->start_year + (double)t);
		for (uint16_t c = 0; c < 4; c++) {
			sum[c] += qs_ex_ante_whole(value[c]);
			qs_xlsx_formula(x, to, to->row, (uint16_t)(c + 1), QS_XLSX_WHOLE, qs_ex_ante_whole(value[c]),
					"=INT('%s'!%c%u+1E-9)", from, columns[c], p->first + (uint32_t)t + 1);
		}
	}
	qs_xlsx_text(x, to, to->row, 0, QS_XLSX_HEAD, book->lang == QS_ZH ? "合计" : "sum");
	for (uint16_t c = 0; c < 4 && to->row > first; c++)
		qs_xlsx_formula(x, to, to->row, (uint16_t)(c + 1), QS_XLSX_WHOLE, sum[c], "=SUM(%c%u:%c%u)", "BCDE"[c],
				first + 1, "BCDE"[c], to -> row);
	to->row += 2;
}

/* ---- batches ---- */

static double net_until(const struct qs_book_place *p, int year)
{
	double sum = 0;

	for (size_t t = 0; t < p->years && (int)t <= year; t++)
		sum += qs_ex_ante_year(p->table, t).net_t;
	return sum;
}

static double above(double x)
{
	return x > 0 ? x : 0;
}

/* What is settled so far on the mean course; t CO2e, of the last two after the deduction for sampling. */
struct mark {
	double base, high, below, standing, buffer;
	size_t n;
	uint32_t first; /* row of the first batch */
};

/* What a fall takes back: from the buffer, then of what was issued; what stands of both afterwards. */
static void taken_back(struct qs_workbook *book, const struct qs_book_place *p, double net, double left, double risk,
		       struct mark *mark, uint32_t row)
{
	const char *const from = book->sheet[QS_BOOK_CALCULATION].name;
	struct qs_xlsx *const x = &book->xlsx;
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_BATCHES];
	const uint32_t n = row + 1;
	const double kept = mark->buffer + (p->table->terms.buffered ? risk : 0);
	const double covered = above(net - mark->base) * (1 - p->table->sampling);
	const double lost = above(mark->standing + left + kept - covered), drawn = fmin(kept, lost);
	char standing[16] = "0", buffer[16] = "0";

	if (mark->n) {
		snprintf(standing, sizeof standing, "P%u", row);
		snprintf(buffer, sizeof buffer, "Q%u", row);
	}
	mark->standing += left - (lost - drawn);
	mark->buffer = kept - drawn;
	qs_xlsx_formula(x, to, row, 13, QS_XLSX_NUMBER, drawn,
			"=MIN(%s+J%u*'%s'!%s,MAX(0,%s+K%u+%s+J%u*'%s'!%s-MAX(0,F%u-G$%u)*(1-'%s'!%s)))", buffer, n,
			from, p->held, standing, n, buffer, n, from, p->held, n, mark->first + 1, from, p->sampling);
	qs_xlsx_formula(x, to, row, 14, QS_XLSX_NUMBER, lost - drawn,
			"=MAX(0,%s+K%u+%s+J%u*'%s'!%s-MAX(0,F%u-G$%u)*(1-'%s'!%s))-N%u", standing, n, buffer, n, from,
			p->held, n, mark->first + 1, from, p->sampling, n);
	qs_xlsx_formula(x, to, row, 15, QS_XLSX_NUMBER, mark->standing, "=%s+K%u-O%u", standing, n, n);
	qs_xlsx_formula(x, to, row, 16, QS_XLSX_NUMBER, mark->buffer, "=%s+J%u*'%s'!%s-N%u", buffer, n, from, p->held,
			n);
}

static void batch_row(struct qs_workbook *book, const struct qs_book_place *p, const struct qs_credit_batch *batch,
		      struct mark *mark)
{
	const struct qs_credit_table *const table = p->table;
	const char *const from = book->sheet[QS_BOOK_CALCULATION].name;
	struct qs_xlsx *const x = &book->xlsx;
	struct qs_sheet *const to = &book->sheet[QS_BOOK_BATCHES];
	const uint32_t row = to->row++, n = row + 1, a = p->first + 1, z = p->first + (uint32_t)p->years;
	const double net = net_until(p, batch->year - book->head->start_year), gross = above(net - mark->high);
	const double sampling = gross * table->sampling, risk = (gross - sampling) * table->risk;
	const double below = above(mark->high - above(net)),
		     reversed = above(below - mark->below) * (1 - table->sampling);
	const struct qs_scalar *const all = &batch->issued_t;
	const double ensemble[] = {all->p10, all->p50, all->p90, all->mean};

	qs_xlsx_text(x, to, row, 0, QS_XLSX_TEXT, table->registration->id);
	qs_xlsx_text(x, to, row, 1, QS_XLSX_TEXT, table->methodology->id);
	qs_xlsx_number(x, to, row, 2, QS_XLSX_WHOLE, (double)mark->n + 1);
	qs_xlsx_number(x, to, row, 3, QS_XLSX_YEAR, batch->vintage_from);
	qs_xlsx_number(x, to, row, 4, QS_XLSX_YEAR, batch->vintage_to);
	qs_xlsx_formula(x, to, row, 5, QS_XLSX_NUMBER, net, "=SUMIF('%s'!A$%u:A$%u,\"<=\"&E%u,'%s'!I$%u:I$%u)", from, a,
			z, n, from, a, z);
	if (mark->n)
		qs_xlsx_formula(x, to, row, 6, QS_XLSX_NUMBER, mark->high, "=MAX(G%u,F%u)", row, row);
	else
		qs_xlsx_formula(x, to, row, 6, QS_XLSX_NUMBER, mark->high,
				"=MAX(0,SUMIF('%s'!A$%u:A$%u,\"<\"&D%u,'%s'!I$%u:I$%u))", from, a, z, n, from, a, z);
	qs_xlsx_formula(x, to, row, 7, QS_XLSX_NUMBER, gross, "=MAX(0,F%u-G%u)", n, n);
	qs_xlsx_formula(x, to, row, 8, QS_XLSX_NUMBER, sampling, "=H%u*'%s'!%s", n, from, p->sampling);
	qs_xlsx_formula(x, to, row, 9, QS_XLSX_NUMBER, risk, "=(H%u-I%u)*'%s'!%s", n, n, from, p->risk);
	qs_xlsx_formula(x, to, row, 10, QS_XLSX_NUMBER, gross - sampling - risk, "=H%u-I%u-J%u", n, n, n);
	qs_xlsx_formula(x, to, row, 11, QS_XLSX_NUMBER, below, "=MAX(0,G%u-MAX(0,F%u))", n, n);
	if (mark->n)
		qs_xlsx_formula(x, to, row, 12, QS_XLSX_NUMBER, reversed, "=MAX(0,L%u-L%u)*(1-'%s'!%s)", n, row, from,
				p->sampling);
	else
		qs_xlsx_formula(x, to, row, 12, QS_XLSX_NUMBER, reversed, "=L%u*(1-'%s'!%s)", n, from, p->sampling);
	taken_back(book, p, net, gross - sampling - risk, risk, mark, row);
	for (uint16_t c = 0; c < 4; c++)
		qs_xlsx_number(x, to, row, (uint16_t)(17 + c), QS_XLSX_NUMBER, all->why ? (double)NAN : ensemble[c]);
	mark->high = net > mark->high ? net : mark->high;
	mark->below = below;
	mark->n++;
}

static void batches(struct qs_workbook *book, const struct qs_book_place *p)
{
	struct qs_xlsx *const x = &book->xlsx;
	struct qs_sheet *const to = &book->sheet[QS_BOOK_BATCHES];
	const uint32_t first = to->row + 1;
	struct mark mark = {0};
	double sum[8] = {0};

	if (!p->table->count)
		return;
	mark.first = to->row;
	mark.base = mark.high = above(net_until(p, p->table->batches[0].vintage_from - book->head->start_year - 1));
	for (size_t i = 0; i < p->table->count; i++) {
		const struct qs_credit_batch *const batch = &p->table->batches[i];
		const double gross = above(net_until(p, batch->year - book->head->start_year) - mark.high);

		sum[0] += gross;
		sum[1] += gross * p->table->sampling;
		sum[2] += (gross - gross * p->table->sampling) * p->table->risk;
		sum[3] += batch->issued_t.mean;
		batch_row(book, p, batch, &mark);
	}
	qs_xlsx_text(x, to, to->row, 0, QS_XLSX_HEAD, book->lang == QS_ZH ? "合计" : "sum");
	sum[4] = sum[0] - sum[1] - sum[2];
	for (uint16_t c = 0; c < 5; c++) {
		static const uint16_t column[] = {7, 8, 9, 10, 20};
		const double value[] = {sum[0], sum[1], sum[2], sum[4], sum[3]};
		const char letter = (char)('A' + column[c]);

		qs_xlsx_formula(x, to, to->row, column[c], QS_XLSX_NUMBER, value[c], "=SUM(%c%u:%c%u)", letter, first,
				letter, to->row);
	}
	to->row += 2;
}

/* ---- heads ---- */

void qs_workbook_credits_begin(struct qs_workbook *book)
{
	static const struct qs_text batch[] = {{"登记", "registration"},
					       {"方法学", "methodology"},
					       {"批次", "batch"},
					       {"起始年份", "from"},
					       {"截止年份", "to"},
					       {"净清除量累计", "net removals since the start"},
					       {"此前已核查最高值", "highest verified before"},
					       {"本批新增", "gross"},
					       {"抽样误差扣减", "deduction, sampling"},
					       {"非持久性扣减", "deduction, non-permanence"},
					       {"扣减后", "left"},
					       {"低于最高值", "below the highest"},
					       {"逆转量", "reversed"},
					       {"缓冲账户抵补", "drawn from the buffer"},
					       {"应注销", "cancelled"},
					       {"存续量", "standing"},
					       {"缓冲账户余额", "left in the buffer"},
					       {"集合 10 %分位数", "members, 10 % quantile"},
					       {"集合 50 %分位数", "members, 50 % quantile"},
					       {"集合 90 %分位数", "members, 90 % quantile"},
					       {"集合均值", "members, mean"}};

	qs_workbook_heads(book, QS_BOOK_BATCHES, batch, COUNT(batch));
	book->sheet[QS_BOOK_CALCULATION].row = book->sheet[QS_BOOK_EX_ANTE].row = QS_BOOK_HEADS;
	qs_workbook_title(book, QS_BOOK_EX_ANTE, (struct qs_text){"事前估算表", "Ex-ante estimate"},
			  (struct qs_text){"整吨，向下取整；无边界内面积的登记不列",
					   "Whole tonnes, rounded down; registrations without area are left out"});
	qs_workbook_title(
		book, QS_BOOK_CALCULATION, (struct qs_text){"估算过程", "Calculation"},
		(struct qs_text){
			"成员均值；起点为基准线第一年末的木本碳，t CO₂e",
			"Means of members; opening stock: the baseline's at the end of the first year; t CO2e"});
	qs_workbook_title(book, QS_BOOK_BATCHES, (struct qs_text){"分批（每次核查）", "Batches, by verification"},
			  (struct qs_text){"公式按平均过程重算；集合逐成员结算，均值可略高于平均过程的结果",
					   "Formulas settle the mean course; the ensemble settles every member, so its "
					   "mean may lie above"});
}

void qs_workbook_credits(struct qs_workbook *book, struct qs_book_place *p)
{
	calculation(book, p);
	ex_ante(book, p);
	batches(book, p);
}
