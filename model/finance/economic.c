#include "model/finance/economic.h"

#include "model/land/site.h"

#include <string.h>

#define X(id, conflicts, seea, code, gep, gbt) #id,
const char *const qs_economic_ids[] = {QS_SERVICES(X) "carbon_income", "industry_income", "spoil_value", NULL};
#undef X

int qs_economic_conflict(const char *a, const char *b)
{
	static const struct {
		const char *income, *service;
	} pairs[] = {{"industry_income", "recreation"}, {"industry_income", "provisioning"}};

	for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++)
		if ((!strcmp(a, pairs[p].income) && !strcmp(b, pairs[p].service)) ||
		    (!strcmp(b, pairs[p].income) && !strcmp(a, pairs[p].service)))
			return 1;
	return qs_service_conflict(a, b);
}

/* Nonzero if a line of that name is counted. */
static int counts(const struct qs_portfolio *portfolio, const struct qs_services_pack *services, const char *line)
{
	const struct qs_strings *const headline = &services->headline;

	if (qs_was_given(&qs_table_finance, &portfolio->finance.given, "economic"))
		return qs_strings_have(&portfolio->finance.economic, line);
	if (qs_strings_have(headline, line))
		return 1;
	if (strcmp(line, "carbon_income") != 0 && strcmp(line, "industry_income") != 0 &&
	    strcmp(line, "spoil_value") != 0)
		return 0;
	for (size_t i = 0; i < headline->n; i++)
		if (qs_economic_conflict(line, headline->items[i]))
			return 0;
	return 1;
}

void qs_economic_weights(const struct qs_portfolio *portfolio, const struct qs_services_pack *services,
			 double weight[QS_LINE_COUNT])
{
	static const enum qs_line costs[] = {QS_LINE_OF_works, QS_LINE_OF_upkeep, QS_LINE_OF_upkeep_public,
					     QS_LINE_OF_rework, QS_LINE_OF_registration};

	for (int line = 0; line < QS_LINE_COUNT; line++) {
		weight[line] = counts(portfolio, services, qs_line_rows[line].name) ? 1 : 0;
		for (size_t c = 0; c < sizeof costs / sizeof costs[0]; c++)
			weight[line] -= (int)costs[c] == line;
		if (line == QS_LINE_OF_industry_cost) /* it goes with its income */
			weight[line] -= counts(portfolio, services, "industry_income") ? 1 : 0;
	}
}
