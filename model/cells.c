#include "model/cells.h"

#include <stdio.h>
#include <string.h>

int qs_results_by_district(const struct qs_portfolio *portfolio, uint64_t sites)
{
	const int form = portfolio->outputs.form;

	return form == QS_FORM_CELLS || (form != QS_FORM_SITES && sites >= QS_CELLS_FROM);
}

int qs_cell_value_find(const char *name, struct qs_cell_value *value)
{
	const char *const dot = strchr(name, '.');

	*value = (struct qs_cell_value){.name = name, .output = QS_OUTPUT_COUNT};
	for (size_t f = 0; !dot && f < QS_SUM_FIGURES; f++)
		if (!strcmp(name, qs_scalar_rows[qs_sum_figures[f].scalar].name)) {
			value->sum = qs_sum_figures[f].sum;
			value->series = (int)qs_sum_figures[f].scalar;
			value->unit = qs_scalar_rows[qs_sum_figures[f].scalar].unit;
			return 0;
		}
	for (int o = 0; dot && o < QS_OUTPUT_COUNT; o++)
		for (int s = 0; s < QS_SERIES_COUNT; s++)
			if (strlen(qs_output_rows[o].name) == (size_t)(dot - name) &&
			    !strncmp(name, qs_output_rows[o].name, (size_t)(dot - name)) &&
			    !strcmp(dot + 1, qs_series_rows[s].name)) {
				value->output = (enum qs_output)o;
				value->series = s;
				value->unit = qs_output_rows[o].unit;
				return 0;
			}
	return -1;
}

size_t qs_cell_values(const struct qs_portfolio *portfolio, struct qs_cell_value values[QS_CELL_VALUES_MOST])
{
	static const char *const usual[] = {"grown_co2e.project_minus_baseline", "recharge_m3.project_minus_baseline",
					    "cover_ha.project", "benefit", "npv"};
	const struct qs_strings *const asked = &portfolio->outputs.cells;
	const int given = qs_was_given(&qs_table_outputs, &portfolio->outputs.given, "cells");
	const size_t most = given ? asked->n : sizeof usual / sizeof usual[0];
	size_t n = 0;

	for (size_t i = 0; i < most && n < QS_CELL_VALUES_MOST; i++)
		n += !qs_cell_value_find(given ? asked->items[i] : usual[i], &values[n]);
	return n;
}

struct qs_text qs_cell_value_text(const struct qs_cell_value *value)
{
	if (value->output == QS_OUTPUT_COUNT)
		return (struct qs_text){qs_scalar_rows[value->series].zh, qs_scalar_rows[value->series].en};
	return (struct qs_text){qs_output_rows[value->output].zh, qs_output_rows[value->output].en};
}

int qs_cell_value_name(size_t i, char name[96])
{
	const size_t outputs = (size_t)QS_OUTPUT_COUNT * QS_SERIES_COUNT;

	if (i >= outputs + QS_SUM_FIGURES)
		return -1;
	if (i < outputs)
		snprintf(name, 96, "%s.%s", qs_output_rows[i / QS_SERIES_COUNT].name,
			 qs_series_rows[i % QS_SERIES_COUNT].name);
	else
		snprintf(name, 96, "%s", qs_scalar_rows[qs_sum_figures[i - outputs].scalar].name);
	return 0;
}
