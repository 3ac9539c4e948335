#include "model/finance/lines.h"

/* 2^-n without libm: n in 0..30 */
#define QUANTUM(log2) (1.0 / (double)(1u << -(log2)))

const struct qs_line_row qs_line_rows[QS_LINE_COUNT] = {
#define X(name, group, unit, quantum, zh, en) {#name, group, unit, QUANTUM(quantum), zh, en},
	QS_ACCOUNT_LINES(X)
#undef X
};

const double qs_sum_quanta[QS_SUM_COUNT] = {
#define X(name, quantum) QUANTUM(quantum),
	QS_ACCOUNT_SUMS(X)
#undef X
};

const struct qs_sum_figure qs_sum_figures[QS_SUM_FIGURES] = {
	{QS_SCALAR_npv, QS_SUM_OF_npv},
	{QS_SCALAR_pv_cost, QS_SUM_OF_cost},
	{QS_SCALAR_pv_income, QS_SUM_OF_income},
	{QS_SCALAR_pv_grant, QS_SUM_OF_grants},
	{QS_SCALAR_pv_carbon, QS_SUM_OF_carbon},
	{QS_SCALAR_benefit, QS_SUM_OF_benefit},
	{QS_SCALAR_benefit_over_natural, QS_SUM_OF_benefit_over_natural},
	{QS_SCALAR_benefit_services, QS_SUM_OF_benefit_services},
	{QS_SCALAR_benefit_gep, QS_SUM_OF_benefit_gep},
	{QS_SCALAR_benefit_gbt38582, QS_SUM_OF_benefit_gbt38582},
	{QS_SCALAR_benefit_seea, QS_SUM_OF_benefit_seea},
	{QS_SCALAR_npv_after_tax, QS_SUM_OF_npv_after_tax},
	{QS_SCALAR_npv_equity, QS_SUM_OF_npv_equity},
	{QS_SCALAR_npv_investor, QS_SUM_OF_npv_investor},
	{QS_SCALAR_pv_distribution, QS_SUM_OF_distribution},
	{QS_SCALAR_npv_economic, QS_SUM_OF_npv_economic}};

const char *qs_line_group_word(enum qs_line_group group)
{
	static const char *const words[] = {
		"in",         "out",         "net",  "quantity", "service_quantity",    "service", "tax",
		"finance_in", "finance_out", "memo", "share",    "service_over_natural"};

	return words[group];
}
