#include "model/portfolio.h"

const char *const qs_words_price_basis[] = {"real", "nominal", NULL};
const char *const qs_words_debt_type[] = {"level", "equal-principal", "sculpted", NULL};
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

#define QS_THIS struct qs_tax
QS_FIELD_TABLE(tax, QS_FIELDS_TAX);
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

#define QS_THIS struct qs_portfolio
QS_FIELD_TABLE(portfolio, QS_FIELDS_PORTFOLIO);
#undef QS_THIS
