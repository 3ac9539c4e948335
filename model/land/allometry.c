#include "model/land/allometry.h"

const char *const qs_words_allometry_group[] = {"conifer", "broadleaf", "mixed", NULL};
const char *const qs_words_allometry_form[] = {"power", "ln", "log10", NULL};
const char *const qs_words_allometry_mass[] = {"kg", "g", NULL};

#define QS_THIS struct qs_allometric
QS_FIELD_TABLE(allometric, QS_FIELDS_ALLOMETRIC);
#undef QS_THIS

#define QS_THIS struct qs_allometry_pack
QS_FIELD_TABLE(allometry_pack, QS_FIELDS_ALLOMETRY_PACK);
#undef QS_THIS

struct qs_allometry qs_allometry_of(const struct qs_allometric *published)
{
	static const enum qs_allometry_form forms[] = {QS_ALLOMETRY_POWER, QS_ALLOMETRY_LN, QS_ALLOMETRY_LOG10};
	struct qs_allometry equation = {.constant = published->constant_kg.value,
					.intercept = published->ground_intercept_cm.value,
					.slope = published->ground_slope.value,
					.dbh_min = published->dbh_min_cm.value,
					.dbh_max = published->dbh_max_cm.value};

	qs_allometry_set(&equation, forms[published->form], published->mass ? 1e-3 : 1, published->coefficients.n,
			 published->coefficients.items, published->exponents.items);
	return equation;
}

struct qs_allometry_classes qs_allometry_classes_of(const struct qs_series *limits, const struct qs_series *values)
{
	struct qs_allometry_classes classes = {.n = values->n};

	for (size_t k = 0; k < values->n; k++) {
		classes.limit[k] = limits->items[k];
		classes.value[k] = values->items[k];
	}
	return classes;
}
