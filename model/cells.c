#include "model/cells.h"

#include <stdio.h>
#include <string.h>

/* Figures that are sums of the accounts, so that a mean over members is theirs. */
static const struct {
	enum qs_scalar_id scalar;
	enum qs_sum sum;
} figures[] = {{QS_SCALAR_npv, QS_SUM_OF_npv},
	       {QS_SCALAR_pv_cost, QS_SUM_OF_cost},
	       {QS_SCALAR_pv_income, QS_SUM_OF_income},
	       {QS_SCALAR_pv_grant, QS_SUM_OF_grants},
	       {QS_SCALAR_pv_carbon, QS_SUM_OF_carbon},
	       {QS_SCALAR_benefit, QS_SUM_OF_benefit},
	       {QS_SCALAR_benefit_over_natural, QS_SUM_OF_benefit_over_natural},
	       {QS_SCALAR_benefit_services, QS_SUM_OF_benefit_services},
	       {QS_SCALAR_benefit_gep, QS_SUM_OF_benefit_gep},
	       {QS_SCALAR_benefit_gbt38582, QS_SUM_OF_benefit_gbt38582},
	       {QS_SCALAR_benefit_seea, QS_SUM_OF_benefit_seea},
	       {QS_SCALAR_npv_after_tax, QS_SUM_OF_npv_after_tax},
	       {QS_SCALAR_npv_equity, QS_SUM_OF_npv_equity},
	       {QS_SCALAR_npv_investor, QS_SUM_OF_npv_investor},
	       {QS_SCALAR_npv_economic, QS_SUM_OF_npv_economic}};

enum { FIGURES = sizeof figures / sizeof figures[0] };

int qs_results_by_district(const struct qs_portfolio *portfolio, uint64_t sites)
{
	const int form = portfolio->outputs.form;

	return form == QS_FORM_CELLS || (form != QS_FORM_SITES && sites >= QS_CELLS_FROM);
}

int qs_cell_value_find(const char *name, struct qs_cell_value *value)
{
	const char *const dot = strchr(name, '.');

	*value = (struct qs_cell_value){.name = name, .output = QS_OUTPUT_COUNT};
	for (size_t f = 0; !dot && f < FIGURES; f++)
		if (!strcmp(name, qs_scalar_rows[figures[f].scalar].name)) {
			value->sum = figures[f].sum;
			value->series = (int)figures[f].scalar;
			value->unit = qs_scalar_rows[figures[f].scalar].unit;
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

	if (i >= outputs + FIGURES)
		return -1;
	if (i < outputs)
		snprintf(name, 96, "%s.%s", qs_output_rows[i / QS_SERIES_COUNT].name,
			 qs_series_rows[i % QS_SERIES_COUNT].name);
	else
		snprintf(name, 96, "%s", qs_scalar_rows[figures[i - outputs].scalar].name);
	return 0;
}
