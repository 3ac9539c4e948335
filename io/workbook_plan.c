/* Sheets of report.xlsx on monitoring: a registration's sample plots. */
#include "io/workbook.h"
#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/market/monitoring.h"
#include "model/portfolio.h"

#include <stdio.h>
#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

void qs_workbook_plan_begin(struct qs_workbook *book)
{
	qs_workbook_title(book, QS_BOOK_PLAN, (struct qs_text){"监测计划（样地）", "Monitoring plan: sample plots"},
			  (struct qs_text){"按末次核查的木本碳储量设计；所需样地数由 t 分布迭代求得，表中验算",
					   "Designed for the stocks of the last verification; the number needed is "
					   "iterated with Student's t "
					   "and checked here"});
	book->sheet[QS_BOOK_PLAN].row = QS_BOOK_HEADS;
}

/* A block on the sheet: the row of its settings, its strata and the row of their sums. */
struct block {
	const struct qs_monitoring_plan *plan;
	uint32_t head, first, sum, need; /* need: the row of the finite population, behind that without end */
};

static void settings(struct qs_workbook *book, const struct qs_book_place *p, const struct block *b)
{
	static const struct qs_text labels[] = {{"置信度", "confidence"},
						{"精度", "precision"},
						{"变差系数", "coefficient of variation"},
						{"样地面积（公顷）", "area of a plot, ha"},
						{"最少样地数", "least number of plots"}};
	static const uint16_t column[] = {2, 6, 3};
	const struct qs_sampling *const s = &p->table->registration->sampling;
	const struct qs_methodology_pack *const m = p->table->methodology;
	const double value[] = {s->confidence.value, s->precision_frac.value, s->cv_frac.value};
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_PLAN];
	struct qs_xlsx *const x = &book->xlsx;
	struct qs_cell_name cell;

	qs_xlsx_text(x, to, b->head, 0, QS_XLSX_HEAD, p->table->registration->id);
	qs_xlsx_text(x, to, b->head, 1, QS_XLSX_HEAD, m->id);
	for (size_t i = 0; i < COUNT(labels); i++)
		qs_xlsx_text(x, to, b->head, (uint16_t)(2 + 2 * i), QS_XLSX_TEXT, qs_workbook_pick(book, labels[i]));
	for (uint16_t i = 0; i < 3; i++)
		qs_xlsx_formula(x, to, b->head, (uint16_t)(3 + 2 * i), QS_XLSX_SHARE, value[i], "='%s'!%s",
				book->sheet[QS_BOOK_SAMPLING].name, qs_cell_name(&cell, p->row, column[i]));
	qs_xlsx_number(x, to, b->head, 9, QS_XLSX_NUMBER, m->plot_area_ha.value);
	qs_xlsx_number(x, to, b->head, 11, QS_XLSX_WHOLE, m->plots_least.value);
}

/* Strata, with what the design takes of them. */
static void strata(struct qs_workbook *book, const struct block *b)
{
	static const struct qs_text list[] = {{"碳层", "stratum"},
					      {"处理", "treatment"},
					      {"面积（公顷）", "area, ha"},
					      {"面积权重 w", "share w"},
					      {"可布样地数 N", "plots that fit N"},
					      {"平均碳储量（t C/hm²）", "mean stock, t C/ha"},
					      {"标准差 s", "standard deviation s"},
					      {"w·s", "w s"},
					      {"N·s", "N s"},
					      {"N·s²", "N s^2"},
					      {"按面积分配", "plots by area"},
					      {"按 Neyman 分配", "plots by Neyman"}};
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_PLAN];
	const uint32_t h = b->head + 1, a = b->first + 1, z = b->sum, need = b->need;
	struct qs_xlsx *const x = &book->xlsx;

	qs_xlsx_heads(x, to, b->head + 1, list, COUNT(list), book->lang == QS_ZH);
	for (size_t i = 0; i < b->plan->strata; i++) {
		const struct qs_plot_row *const s = &b->plan->rows[i];
		const uint32_t row = b->first + (uint32_t)i, n = row + 1;

		qs_xlsx_number(x, to, row, 0, QS_XLSX_WHOLE, (double)i + 1);
		qs_xlsx_text(x, to, row, 1, QS_XLSX_TEXT, s->stratum->treatment ? s->stratum->treatment->id : "-");
		qs_xlsx_number(x, to, row, 2, QS_XLSX_NUMBER, s->stratum->area_ha);
		qs_xlsx_formula(x, to, row, 3, QS_XLSX_NUMBER, s->share, "=C%u/SUM(C$%u:C$%u)", n, a, z);
		qs_xlsx_formula(x, to, row, 4, QS_XLSX_NUMBER, s->room, "=C%u/$J$%u", n, h);
		qs_xlsx_number(x, to, row, 5, QS_XLSX_NUMBER, s->mean);
		qs_xlsx_formula(x, to, row, 6, QS_XLSX_NUMBER, s->sd, "=$H$%u*F%u", h, n);
		qs_xlsx_formula(x, to, row, 7, QS_XLSX_NUMBER, s->share * s->sd, "=D%u*G%u", n, n);
		qs_xlsx_formula(x, to, row, 8, QS_XLSX_NUMBER, s->room * s->sd, "=E%u*G%u", n, n);
		qs_xlsx_formula(x, to, row, 9, QS_XLSX_NUMBER, s->room * s->sd * s->sd, "=E%u*G%u^2", n, n);
		qs_xlsx_formula(x, to, row, 10, QS_XLSX_WHOLE, s->plots_proportional, "=ROUNDUP(F$%u*D%u*(1-1E-9),0)",
				need, n);
		qs_xlsx_formula(x, to, row, 11, QS_XLSX_WHOLE, s->plots_neyman,
				"=MIN(ROUNDUP(E%u*(1-1E-9),0),MAX(2,ROUNDUP(F$%u*H%u/H$%u*(1-1E-9),0)))", n, need, n,
				b->sum + 1);
	}
}

static void sums(struct qs_workbook *book, const struct block *b)
{
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_PLAN];
	const uint32_t a = b->first + 1, z = b->sum;
	struct qs_xlsx *const x = &book->xlsx;
	double sum[12] = {0};

	for (size_t i = 0; i < b->plan->strata; i++) {
		const struct qs_plot_row *const s = &b->plan->rows[i];
		const double value[12] = {[2] = s->stratum->area_ha,     [4] = s->room,
					  [7] = s->share * s->sd,        [8] = s->room * s->sd,
					  [9] = s->room * s->sd * s->sd, [10] = s->plots_proportional,
					  [11] = s->plots_neyman};

		for (size_t c = 0; c < 12; c++)
			sum[c] += value[c];
		sum[5] += s->share * s->mean;
	}
	qs_xlsx_text(x, to, b->sum, 0, QS_XLSX_HEAD, book->lang == QS_ZH ? "合计" : "sum");
	for (uint16_t c = 2; c < 12; c++)
		if (c == 5)
			qs_xlsx_formula(x, to, b->sum, c, QS_XLSX_NUMBER, sum[c], "=SUMPRODUCT(D%u:D%u,F%u:F%u)", a, z,
					a, z);
		else if (c != 3 && c != 6)
			qs_xlsx_formula(x, to, b->sum, c, c < 10 ? QS_XLSX_NUMBER : QS_XLSX_WHOLE, sum[c],
					"=SUM(%c%u:%c%u)", 'A' + c, a, 'A' + c, z);
}

/* Plots needed of both populations: number, t, what that t asks for; the number of the plan. */
static void needed(struct qs_workbook *book, const struct qs_book_place *p, const struct block *b)
{
	static const struct qs_text labels[] = {{"无限总体所需样地数", "plots needed, population without end"},
						{"有限总体所需样地数", "plots needed, finite population"}};
	const double n[] = {b->plan->infinite, b->plan->finite}, t[] = {b->plan->t_infinite, b->plan->t_finite};
	const double cv = p->table->registration->sampling.cv_frac.value;
	const double precision = p->table->registration->sampling.precision_frac.value;
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_PLAN];
	struct qs_xlsx *const x = &book->xlsx;
	const uint32_t h = b->head + 1, s = b->sum + 1;
	double room = 0, ns = 0, ns2 = 0, mean = 0, want[2];
	const double least = p->table->methodology->plots_least.value;

	for (size_t i = 0; i < b->plan->strata; i++) {
		room += b->plan->rows[i].room;
		ns += b->plan->rows[i].room * b->plan->rows[i].sd;
		ns2 += b->plan->rows[i].room * b->plan->rows[i].sd * b->plan->rows[i].sd;
		mean += b->plan->rows[i].share * b->plan->rows[i].mean;
	}
	want[0] = t[0] / precision * cv * (t[0] / precision * cv);
	want[1] = ns * ns / (room * room * precision * precision * mean * mean / (t[1] * t[1]) + ns2);
	for (uint32_t i = 0; i < 2; i++) {
		const uint32_t row = b->need - 1 + i, r = row + 1;

		qs_xlsx_text(x, to, row, 0, QS_XLSX_TEXT, qs_workbook_pick(book, labels[i]));
		qs_xlsx_number(x, to, row, 2, QS_XLSX_WHOLE, n[i]);
		qs_xlsx_formula(x, to, row, 3, QS_XLSX_NUMBER, t[i], "=TINV(1-D$%u,C%u-%zu)", h, r, b->plan->strata);
		if (i == 0)
			qs_xlsx_formula(x, to, row, 4, QS_XLSX_NUMBER, want[0], "=(D%u/(F$%u*F$%u)*H$%u)^2", r, h, s,
					s);
		else
			qs_xlsx_formula(x, to, row, 4, QS_XLSX_NUMBER, want[1], "=I$%u^2/((E$%u*F$%u*F$%u/D%u)^2+J$%u)",
					s, s, h, s, r, s);
		if (i == 0)
			qs_xlsx_formula(x, to, row, 5, QS_XLSX_WHOLE, n[0] > least ? n[0] : least, "=MAX(C%u,L%u)", r,
					h);
	}
}

/* A deduction as a formula of a cell with the half-width, and the constants of its steps. */
static void formula_of(const struct qs_methodology_pack *m, const char *u, char *to, size_t size)
{
	const struct qs_deduction_steps steps = qs_credit_steps(m);
	const struct qs_deduction_vm0047 excess = qs_credit_excess(m);
	size_t at = 0;

	if (m->deduction == QS_DEDUCTION_NONE) {
		snprintf(to, size, "0*%s", u);
		return;
	}
	if (m->deduction == QS_DEDUCTION_VM0047 || m->deduction == QS_DEDUCTION_EXCESS) {
		snprintf(to, size, "MAX(%.10g,MIN(1,MAX(0,%s-%.10g)))", excess.ex_ante_minimum, u, excess.allowance);
		return;
	}
	at += (size_t)snprintf(to, size, m->deduction == QS_DEDUCTION_AR_TOOL14 ? "MIN(1,%s*" : "MIN(1,0*%s+", u);
	for (size_t i = 0; i < steps.limits && at < size; i++)
		at += (size_t)snprintf(to + at, size - at, "IF(%s<=%.10g*(1+1E-12),%.10g,", u, steps.limit[i],
				       steps.share[i]);
	if (at < size)
		at += (size_t)snprintf(to + at, size - at, "%.10g", steps.beyond ? steps.share[steps.limits] : 1.0);
	for (size_t i = 0; i <= steps.limits && at < size; i++)
		at += (size_t)snprintf(to + at, size - at, ")");
}

/* What fewer plots cost. */
static void options(struct qs_workbook *book, const struct qs_book_place *p, const struct block *b, uint32_t first)
{
	static const struct qs_text list[] = {{"", ""},
					      {"", ""},
					      {"样地数", "plots"},
					      {"相对半宽", "relative half-width"},
					      {"本方法学扣减", "deduction, this methodology"},
					      {"AR-TOOL14 扣减", "AR-TOOL14"},
					      {"AR-CM-001 扣减", "AR-CM-001"},
					      {"少得数量（t CO₂e）", "credits lost, t CO2e"},
					      {"少得收入现值（元）", "income lost, present value, CNY"},
					      {"节省样地费现值（元）", "plots saved, present value, CNY"}};
	const struct qs_methodology_pack tool14 = {.deduction = QS_DEDUCTION_AR_TOOL14},
					 cm001 = {.deduction = QS_DEDUCTION_AR_CM_001};
	const struct qs_methodology_pack *const kinds[] = {p->table->methodology, &tool14, &cm001};
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_PLAN];
	struct qs_xlsx *const x = &book->xlsx;
	const uint32_t h = b->head + 1;
	struct qs_cell_name d;

	qs_xlsx_heads(x, to, first - 1, list, COUNT(list), book->lang == QS_ZH);
	for (uint32_t i = 0; i < QS_PLOT_OPTIONS; i++) {
		const struct qs_plot_option *const o = &b->plan->option[i];
		const double deduction[] = {o->deduction, o->tool14, o->cm001};
		const uint32_t row = first + i, n = row + 1;
		char text[700], u[16];

		snprintf(u, sizeof u, "D%u", n);
		qs_xlsx_number(x, to, row, 2, QS_XLSX_WHOLE, o->plots);
		qs_xlsx_formula(x, to, row, 3, QS_XLSX_SHARE, o->half_width, "=TINV(1-$D$%u,C%u-1)*$H$%u/SQRT(C%u)", h,
				n, h, n);
		for (uint16_t k = 0; k < 3; k++) {
			formula_of(kinds[k], u, text, sizeof text);
			qs_xlsx_formula(x, to, row, (uint16_t)(4 + k), QS_XLSX_SHARE, deduction[k], "=%s", text);
		}
		if (p->table->sampling < 1)
			qs_xlsx_formula(x, to, row, 7, QS_XLSX_NUMBER, o->lost_t, "=(1-(1-E%u)/(1-'%s'!%s))*%.17g", n,
					book->sheet[QS_BOOK_SAMPLING].name, qs_cell_name(&d, p->row, 7),
					p->table->issued_t.mean);
		qs_xlsx_number(x, to, row, 8, QS_XLSX_MONEY, o->lost_cny);
		qs_xlsx_number(x, to, row, 9, QS_XLSX_MONEY, o->saved_cny);
	}
}

static void schedule(struct qs_workbook *book, const struct qs_book_place *p, const struct block *b, uint32_t row)
{
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_PLAN];
	const int zh = book->lang == QS_ZH;
	struct qs_xlsx *const x = &book->xlsx;

	qs_xlsx_text(x, to, row, 0, QS_XLSX_TEXT, zh ? "监测与核查年份" : "years of monitoring and verification");
	for (size_t i = 0; i < p->table->count; i++)
		qs_xlsx_number(x, to, row, (uint16_t)(2 + i), QS_XLSX_YEAR, p->table->batches[i].year);
	qs_xlsx_text(x, to, row + 1, 0, QS_XLSX_TEXT,
		     zh ? "每次样地费（元）；全期现值（元）" : "plots, CNY a visit; present value of all");
	qs_xlsx_number(x, to, row + 1, 2, QS_XLSX_MONEY, b->plan->visit_cny);
	qs_xlsx_number(x, to, row + 1, 3, QS_XLSX_MONEY, b->plan->cost_cny);
}

void qs_workbook_plan(struct qs_workbook *book, const struct qs_book_place *p)
{
	struct qs_sheet *const to = &book->sheet[QS_BOOK_PLAN];
	struct block b = {.plan = p->table->plan, .head = to->row, .first = to->row + 2};

	if (!b.plan || !b.plan->strata)
		return;
	b.sum = b.first + (uint32_t)b.plan->strata;
	b.need = b.sum + 2;
	settings(book, p, &b);
	strata(book, &b);
	sums(book, &b);
	needed(book, p, &b);
	schedule(book, p, &b, b.need + 1);
	options(book, p, &b, b.need + 5);
	to->row = b.need + 5 + QS_PLOT_OPTIONS + 2;
}
