#include "model/land/structural.h"

const enum qs_output qs_structural_outputs[QS_STRUCTURAL_COUNT] = {
#define X(name) QS_OUT_##name,
	QS_STRUCTURALS(X)
#undef X
};

const double *qs_structural_row(const struct qs_structural *s, size_t model, enum qs_structural_row row, int series,
				size_t year)
{
	const size_t at = (model * QS_STRUCTURAL_COUNT + (size_t)row) * QS_SERIES_COUNT + (size_t)series;

	return s->quantile + (at * s->years + year) * QS_QUANTILES;
}
