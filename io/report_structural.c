/* One chart: what the project gains over the baseline under each soil model that the portfolio compares. */
#include "io/report_parts.h"
#include "model/land/site.h"
#include "model/land/structural.h"

const char *qs_report_soil_model(const struct qs_report *report, int model)
{
	static const struct {
		const char *zh, *en;
	} rows[QS_SOIL_MODEL_COUNT] = {
#define X(name, symbol, word, zh, en) {zh, en},
		QS_SOIL_MODELS(X)
#undef X
	};

	return qs_report_pick(report, rows[model].zh, rows[model].en);
}

void qs_report_structural(struct qs_buffer *to, const struct qs_report *report, const struct qs_result *portfolio)
{
	const struct qs_structural *const s = portfolio->structural;
	struct qs_chart_bar bar[QS_SOIL_MODEL_COUNT];
	struct qs_chart chart = {.title = qs_report_text(report, QS_SAY_STRUCTURAL_CHART), .unit = "t CO₂e"};

	if (!s || !s->n || s->n > QS_SOIL_MODEL_COUNT)
		return;
	for (size_t m = 0; m < s->n; m++) {
		const double *const q = qs_structural_row(s, m, QS_STRUCTURAL_grown_co2e,
							  QS_SERIES_project_minus_baseline, s->years - 1);

		bar[m] = (struct qs_chart_bar){qs_report_soil_model(report, s->model[m]), q[QS_P50], q[QS_P10],
					       q[QS_P90]};
	}
	chart.description = qs_report_text(report, QS_SAY_STRUCTURAL_LEAD);
	qs_report_heading(to, report, "structural", QS_SAY_STRUCTURAL_HEAD);
	qs_buffer_put(to, "<p class=\"lead\">");
	qs_report_say(to, report, QS_SAY_STRUCTURAL_LEAD, NULL);
	qs_buffer_put(to, "</p>\n<div class=\"charts\">\n");
	qs_chart_bars(to, &chart, bar, s->n);
	qs_buffer_put(to, "</div>\n");
}
