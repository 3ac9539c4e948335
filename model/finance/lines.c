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

const char *qs_line_group_word(enum qs_line_group group)
{
	static const char *const words[] = {
		"in",         "out",         "net",  "quantity", "service_quantity",    "service", "tax",
		"finance_in", "finance_out", "memo", "share",    "service_over_natural"};

	return words[group];
}
