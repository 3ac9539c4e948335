/* Structural spread: what the portfolio's soil and its gain are under other soil models, all else and all draws being the same.
 *
 * Each model takes every site, in place of what the site or the portfolio names for it. Quantiles are over members, within a
 * model; the spread between models is read across them.
 */
#ifndef QS_MODEL_LAND_STRUCTURAL_H
#define QS_MODEL_LAND_STRUCTURAL_H

#include "model/base/sink.h"

/* X(name of an output): what is kept of each model. */
#define QS_STRUCTURALS(X) X(soil_c) X(grown_co2e)

enum qs_structural_row {
#define X(name) QS_STRUCTURAL_##name,
	QS_STRUCTURALS(X)
#undef X
	QS_STRUCTURAL_COUNT
};

/* The output of each row. */
extern const enum qs_output qs_structural_outputs[QS_STRUCTURAL_COUNT];

struct qs_structural {
	size_t n, years;
	const int *model;       /* indices of qs_words_soil_model, in the order of the input */
	const double *quantile; /* [n][QS_STRUCTURAL_COUNT][QS_SERIES_COUNT][years][QS_QUANTILES], the output's unit */
};

/* The quantiles of a model, row, series and year. */
const double *qs_structural_row(const struct qs_structural *structural, size_t model, enum qs_structural_row row, int series,
				size_t year);

#endif
