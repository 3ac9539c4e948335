#include "model/portfolio.h"

#include <string.h>

const char *const qs_words_price_basis[] = {"real", "nominal", NULL};
const char *const qs_words_debt_type[] = {"level", "equal-principal", "sculpted", "bond", NULL};
const char *const qs_words_grace_interest[] = {"capitalised", "paid", NULL};
const char *const qs_words_vat_payer[] = {"general", "small", NULL};
const char *const qs_words_results_form[] = {"auto", "sites", "cells", NULL};
const char *const qs_words_axis_how[] = {"set", "add", "multiply", NULL};
const char *const qs_words_price_model[] = {"flat", "table", "gbm", "log-ou", "cir", "jump", "regimes", NULL};

#define QS_THIS struct qs_sampling
QS_FIELD_TABLE(sampling, QS_FIELDS_SAMPLING);
#undef QS_THIS

#define QS_THIS struct qs_registration
QS_FIELD_TABLE(registration, QS_FIELDS_REGISTRATION);
#undef QS_THIS

#define QS_THIS struct qs_debt
QS_FIELD_TABLE(debt, QS_FIELDS_DEBT);
#undef QS_THIS

#define QS_THIS struct qs_tax_change
QS_FIELD_TABLE(tax_change, QS_FIELDS_TAX_CHANGE);
#undef QS_THIS

#define QS_THIS struct qs_tax
QS_FIELD_TABLE(tax, QS_FIELDS_TAX);
#undef QS_THIS

#define QS_THIS struct qs_choice_terms
QS_FIELD_TABLE(choice_terms, QS_FIELDS_CHOICE_TERMS);
#undef QS_THIS
#define QS_THIS struct qs_exit
QS_FIELD_TABLE(exit, QS_FIELDS_EXIT);
#undef QS_THIS

#define QS_THIS struct qs_finance
QS_FIELD_TABLE(finance, QS_FIELDS_FINANCE);
#undef QS_THIS

#define QS_THIS struct qs_price
QS_FIELD_TABLE(price, QS_FIELDS_PRICE);
#undef QS_THIS

#define QS_THIS struct qs_market
QS_FIELD_TABLE(market, QS_FIELDS_MARKET);
#undef QS_THIS

#define QS_THIS struct qs_policy
QS_FIELD_TABLE(policy, QS_FIELDS_POLICY);
#undef QS_THIS

#define QS_THIS struct qs_outputs
QS_FIELD_TABLE(outputs, QS_FIELDS_OUTPUTS);
#undef QS_THIS

#define QS_THIS struct qs_parameter_draw
QS_FIELD_TABLE(parameter_draw, QS_FIELDS_PARAMETER_DRAW);
#undef QS_THIS

#define QS_THIS struct qs_portfolio
QS_FIELD_TABLE(portfolio, QS_FIELDS_PORTFOLIO);
#undef QS_THIS

const struct qs_treatment *qs_portfolio_treatment(const struct qs_portfolio *portfolio, const char *id)
{
	for (size_t i = 0; id && i < portfolio->treatments.n; i++)
		if (!strcmp(portfolio->treatments.items[i].id, id))
			return &portfolio->treatments.items[i];
	return NULL;
}

const struct qs_treatment *qs_works_on(const struct qs_portfolio *portfolio, const struct qs_unit *unit)
{
	const struct qs_treatment *const treatment = qs_portfolio_treatment(portfolio, unit->treatment);

	return treatment && treatment->class != QS_NATURAL ? treatment : NULL;
}

const struct qs_region *qs_portfolio_region(const struct qs_portfolio *portfolio, const char *id)
{
	for (size_t i = 0; id && i < portfolio->regions.n; i++)
		if (!strcmp(portfolio->regions.items[i].id, id))
			return &portfolio->regions.items[i];
	return NULL;
}

size_t qs_portfolio_members_kept(const struct qs_portfolio *portfolio, int which[QS_OUTPUT_COUNT])
{
	size_t n = 0;

	for (int o = 0; o < QS_OUTPUT_COUNT; o++)
		if (qs_strings_name(&portfolio->outputs.members, qs_output_rows[o].name))
			which[n++] = o;
	return n;
}
