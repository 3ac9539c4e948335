/* Sheets of report.xlsx on deductions: sampling and non-permanence, a row a registration. */
#include "io/workbook.h"
#include "model/base/packs.h"
#include "model/market/credits.h"
#include "model/market/rating.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

/* The share of the half-width's class as a formula over cells of a row: limits from column K on, shares behind them. */
static void steps_formula(char *to, size_t size, const struct qs_deduction_steps *steps, uint32_t n, size_t most)
{
	struct qs_cell_name limit, share;
	size_t at = 0;

	for (size_t i = 0; i < steps->limits; i++)
		at += (size_t)snprintf(to + at, size - at, "IF(F%u<=%s*(1+1E-12),%s,", n,
				       qs_cell_name(&limit, n - 1, (uint16_t)(8 + i)),
				       qs_cell_name(&share, n - 1, (uint16_t)(8 + most + i)));
	at += (size_t)snprintf(to + at, size - at, "%s",
			       steps->beyond ? qs_cell_name(&share, n - 1, (uint16_t)(8 + most + steps->limits)) : "1");
	for (size_t i = 0; i < steps->limits; i++)
		at += (size_t)snprintf(to + at, size - at, ")");
}

static void put_steps(struct qs_workbook *book, uint32_t row, const double *limit, size_t limits, const double *share,
		      size_t shares, size_t most)
{
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_SAMPLING];

	for (size_t i = 0; i < limits; i++)
		qs_xlsx_number(&book->xlsx, to, row, (uint16_t)(8 + i), QS_XLSX_SHARE, limit[i]);
	for (size_t i = 0; i < shares; i++)
		qs_xlsx_number(&book->xlsx, to, row, (uint16_t)(8 + most + i), QS_XLSX_SHARE, share[i]);
}

static void deduction(struct qs_workbook *book, const struct qs_credit_table *table, uint32_t row, size_t most)
{
	const struct qs_methodology_pack *const m = table->methodology;
	const struct qs_deduction_steps steps = qs_credit_steps(m);
	const struct qs_deduction_vm0047 excess = qs_credit_excess(m);
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_SAMPLING];
	struct qs_xlsx *const x = &book->xlsx;
	struct qs_cell_name limit, share;
	char text[512], times[16] = "";

	switch ((enum qs_deduction_kind)m->deduction) {
	case QS_DEDUCTION_AR_TOOL14:
	case QS_DEDUCTION_AR_CM_001:
		if (m->deduction == QS_DEDUCTION_AR_TOOL14) /* a share of the half-width; AR-CM-001: of the mean */
			snprintf(times, sizeof times, "F%u*", row + 1);
		if (steps.limits > most) {
			qs_xlsx_number(x, to, row, 7, QS_XLSX_SHARE, table->sampling);
			break;
		}
		put_steps(book, row, steps.limit, steps.limits, steps.share, steps.limits + (steps.beyond ? 1 : 0),
			  most);
		steps_formula(text, sizeof text, &steps, row + 1, most);
		qs_xlsx_formula(x, to, row, 7, QS_XLSX_SHARE, table->sampling, "=MIN(1,%s%s)", times, text);
		break;
	case QS_DEDUCTION_VM0047:
	case QS_DEDUCTION_EXCESS:
		put_steps(book, row, &excess.allowance, 1, &excess.ex_ante_minimum, 1, most);
		qs_xlsx_formula(x, to, row, 7, QS_XLSX_SHARE, table->sampling, "=MAX(%s,MIN(1,MAX(0,F%u-%s)))",
				qs_cell_name(&share, row, (uint16_t)(8 + most)), row + 1, qs_cell_name(&limit, row, 8));
		break;
	case QS_DEDUCTION_NONE:
	default:
		qs_xlsx_number(x, to, row, 7, QS_XLSX_SHARE, 0);
		break;
	}
}

/* The deduction as rated by simulated risks: scores, what is added to them, the larger of their sum and the least. */
static void rating(struct qs_workbook *book, const struct qs_credit_table *table, uint32_t row)
{
	const struct qs_risk_rating *const r = table->rating;
	const struct qs_methodology_pack *const m = table->methodology;
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_RISK];
	struct qs_xlsx *const x = &book->xlsx;
	const double more[] = {m->risk_other_natural_pct.value, m->risk_internal_pct.value, m->risk_external_pct.value,
			       m->risk_least_pct.value};
	const uint32_t n = row + 1;

	if (isnan(r->held_pct)) /* refused by the matrix */
		qs_xlsx_number(x, to, row, 2, QS_XLSX_SHARE, table->risk);
	else
		qs_xlsx_formula(x, to, row, 2, QS_XLSX_SHARE, table->risk, "=MIN(MAX(H%u+K%u+L%u+M%u+N%u,O%u)/100,1)",
				n, n, n, n, n, n);
	qs_xlsx_text(x, to, row, 3, QS_XLSX_TEXT, m->risk_scores.source);
	qs_xlsx_text(x, to, row, 4, QS_XLSX_TEXT,
		     qs_basis_word(QS_ASSUMPTION)); /* hazards, internal and external risks are */
	for (int c = 0; c < QS_RISK_CAUSES; c++) {
		qs_xlsx_number(x, to, row, (uint16_t)(5 + 3 * c), QS_XLSX_SHARE, r->cause[c].loss_frac);
		qs_xlsx_number(x, to, row, (uint16_t)(6 + 3 * c), QS_XLSX_NUMBER, r->cause[c].interval_years);
		qs_xlsx_number(x, to, row, (uint16_t)(7 + 3 * c), QS_XLSX_NUMBER, r->cause[c].score_pct);
	}
	for (size_t i = 0; i < COUNT(more); i++)
		qs_xlsx_number(x, to, row, (uint16_t)(11 + i), QS_XLSX_NUMBER, more[i]);
}

void qs_workbook_deductions(struct qs_workbook *book, const struct qs_book_place *p, size_t most)
{
	const struct qs_sampling *const s = &p->table->registration->sampling;
	const struct qs_methodology_pack *const m = p->table->methodology;
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_SAMPLING], *const risk = &book->sheet[QS_BOOK_RISK];
	struct qs_xlsx *const x = &book->xlsx;
	const uint32_t row = p->row, n = row + 1;
	const double plots = (double)s->plots;

	qs_xlsx_text(x, to, row, 0, QS_XLSX_TEXT, p->table->registration->id);
	qs_xlsx_text(x, to, row, 1, QS_XLSX_TEXT, m->id);
	qs_xlsx_number(x, to, row, 2, QS_XLSX_SHARE, s->confidence.value);
	qs_xlsx_number(x, to, row, 3, QS_XLSX_SHARE, s->cv_frac.value);
	qs_xlsx_number(x, to, row, 4, QS_XLSX_WHOLE, plots > 1 ? plots : (double)NAN);
	qs_xlsx_formula(x, to, row, 5, QS_XLSX_SHARE, qs_credit_half_width(s),
			"=IF(E%u>1,TINV(1-C%u,E%u-1)*D%u/SQRT(E%u),G%u)", n, n, n, n, n, n);
	qs_xlsx_number(x, to, row, 6, QS_XLSX_SHARE, s->precision_frac.value);
	deduction(book, p->table, row, most);
	qs_xlsx_text(x, risk, row, 0, QS_XLSX_TEXT, p->table->registration->id);
	qs_xlsx_text(x, risk, row, 1, QS_XLSX_TEXT, m->id);
	if (p->table->rating && p->table->rating->rated) {
		rating(book, p->table, row);
		return;
	}
	qs_xlsx_number(x, risk, row, 2, QS_XLSX_SHARE, p->table->risk);
	qs_xlsx_text(x, risk, row, 3, QS_XLSX_TEXT, m->risk_deduction_frac.source);
	qs_xlsx_text(x, risk, row, 4, QS_XLSX_TEXT, qs_basis_word(m->risk_deduction_frac.basis));
}

void qs_workbook_deductions_begin(struct qs_workbook *book, size_t most)
{
	static const struct qs_text sampling[] = {{"登记", "registration"},
						  {"方法学", "methodology"},
						  {"置信度", "confidence"},
						  {"层内变差系数", "coefficient of variation within a stratum"},
						  {"样地数（空：按目标精度）",
						   "plots (empty: as many as the precision asks for)"},
						  {"相对半宽", "relative half-width"},
						  {"目标精度", "precision aimed at"},
						  {"抽样误差扣减", "deduction, sampling"}},
				    risk[] = {{"登记", "registration"},
					      {"方法学", "methodology"},
					      {"非持久性扣减", "deduction, non-permanence"},
					      {"来源", "source"},
					      {"状态", "status"},
					      {"火灾：损失率", "fire: share lost"},
					      {"火灾：间隔（年）", "fire: years between"},
					      {"火灾：分值 %", "fire: score, %"},
					      {"病虫、干旱、枯死：损失率", "pests, drought, die-back: share lost"},
					      {"病虫、干旱、枯死：间隔（年）", "the same: years between"},
					      {"病虫、干旱、枯死：分值 %", "the same: score, %"},
					      {"其他自然风险 %", "other natural risks, %"},
					      {"内部风险 %", "internal risks, %"},
					      {"外部风险 %", "external risks, %"},
					      {"最低 %", "least, %"}};
	char text[64];

	qs_workbook_heads(book, QS_BOOK_SAMPLING, sampling, COUNT(sampling));
	qs_workbook_heads(book, QS_BOOK_RISK, risk, COUNT(risk));
	for (size_t i = 0; i < 2 * most + 1; i++) {
		snprintf(text, sizeof text,
			 i < most ? (book->lang == QS_ZH ? "界限 %zu" : "limit %zu")
				  : (book->lang == QS_ZH ? "比例 %zu" : "share %zu"),
			 i < most ? i + 1 : i - most + 1);
		qs_xlsx_text(&book->xlsx, &book->sheet[QS_BOOK_SAMPLING], QS_BOOK_HEADS, (uint16_t)(8 + i),
			     QS_XLSX_HEAD, text);
	}
	qs_workbook_title(book, QS_BOOK_SAMPLING,
			  (struct qs_text){"不确定性（抽样设计）", "Uncertainty, from the sampling design"},
			  (struct qs_text){"扣减只来自抽样设计，与集合的离散无关",
					   "Deductions come from the design alone, never from the ensemble's spread"});
	qs_workbook_title(
		book, QS_BOOK_RISK, (struct qs_text){"非持久性风险", "Non-permanence"},
		(struct qs_text){
			"每个登记只扣一次；模拟了灾害的登记按矩阵评分，其余取方法学注明的数",
			"One deduction a registration, once: rated by the matrix where hazards are drawn, else as "
			"the methodology states"});
}
