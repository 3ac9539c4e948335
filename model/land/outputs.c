#include "model/land/outputs.h"

/* 2^-n without libm: n in 0..30 */
#define QUANTUM(log2) (1.0 / (double)(1u << -(log2)))

const struct qs_output_row qs_output_rows[QS_OUTPUT_COUNT] = {
#define X(name, kind, unit, quantum, zh, en) {#name, kind, unit, QUANTUM(quantum), zh, en},
	QS_OUTPUTS(X)
#undef X
};

const struct qs_series_row qs_series_rows[QS_SERIES_COUNT] = {
#define X(name, zh, en) {#name, zh, en},
	QS_SERIES(X)
#undef X
};

const struct qs_scalar_row qs_scalar_rows[QS_SCALAR_COUNT] = {
#define X(name, unit, zh, en) {#name, unit, zh, en},
	QS_SCALARS(X)
#undef X
};
