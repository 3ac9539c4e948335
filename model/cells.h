/* What a run over very many sites keeps of each: a few end values, chosen by name; all else is kept by district.
 *
 * A value is the mean over the members of an output and series ("cover_ha.project": a flow summed over the years, a
 * stock or state at the end of the last year), or of a figure of the accounts ("npv"). It is stored as a 32-bit float.
 */
#ifndef QS_MODEL_CELLS_H
#define QS_MODEL_CELLS_H

#include "model/finance/lines.h"
#include "model/land/outputs.h"
#include "model/portfolio.h"

#include <stddef.h>
#include <stdint.h>

enum qs_results_form { QS_FORM_AUTO, QS_FORM_SITES, QS_FORM_CELLS };

enum {
	QS_CELL_VALUES_MOST = 32,
	QS_CELLS_FROM = 20000 /* sites from which the form is cells unless the portfolio says */
};

struct qs_cell_value {
	const char *name;
	enum qs_output output; /* QS_OUTPUT_COUNT: a figure of the accounts */
	int series;
	enum qs_sum sum;
	const char *unit;
};

/* End values of the wave's cells: value v of cell first + i at value[v * n + i]. */
struct qs_cells {
	uint64_t first;
	size_t n;
	const float *value;
	const float *lon, *lat; /* degrees, NaN where none is given */
};

/* Nonzero if rows of the results are districts. */
int qs_results_by_district(const struct qs_portfolio *portfolio, uint64_t sites);

/* The value of a name; nonzero if there is none. */
int qs_cell_value_find(const char *name, struct qs_cell_value *value);

/* The values a portfolio asks for, at most QS_CELL_VALUES_MOST; five if it says nothing. Returns how many. */
size_t qs_cell_values(const struct qs_portfolio *portfolio, struct qs_cell_value values[QS_CELL_VALUES_MOST]);

/* The text of a value in English and Chinese. */
struct qs_text qs_cell_value_text(const struct qs_cell_value *value);

/* Name number i of all that there are, in a buffer of 96; nonzero behind the last. */
int qs_cell_value_name(size_t i, char name[96]);

#endif
