/* The group structural of results.h5: soil and gain of the portfolio under several soil models. */
#include "io/results_parts.h"
#include "model/land/site.h"
#include "model/land/structural.h"

#include <stdio.h>

/* One output over arms (series 0 to QS_ARMS) or contrasts: soil_model, arm or contrast, year, quantile. */
static void put_set(struct qs_results_h5 *h, hid_t group, size_t models, const struct qs_structural *s,
		    enum qs_structural_row row, int contrast)
{
	const struct qs_output_row *const output = &qs_output_rows[qs_structural_outputs[row]];
	const size_t dimension[4] = {models, contrast ? h->contrast : h->arm, h->year, h->quantile};
	const int first = contrast ? QS_ARMS : 0, last = contrast ? QS_SERIES_COUNT : QS_ARMS;
	char text[160];
	hid_t set;

	snprintf(text, sizeof text, "%s%s", output->name, contrast ? "_difference" : "");
	set = qs_h5_doubles(&h->h5, group, text, 4, dimension);
	for (size_t m = 0; m < s->n; m++)
		for (int series = first; series < last; series++) {
			const hsize_t start[] = {m, (hsize_t)(series - first), 0, 0},
				      count[] = {1, 1, s->years, QS_QUANTILES};

			qs_h5_write(&h->h5, set, start, count, qs_structural_row(s, m, row, series, 0));
		}
	snprintf(text, sizeof text, "%s%s, quantiles of members, all sites under one soil model", output->en,
		 contrast ? ", difference of arms" : "");
	qs_results_h5_describe(&h->h5, set, output->unit, text, output->zh);
	H5Dclose(set);
}

void qs_results_h5_structural(struct qs_results_h5 *h, const struct qs_result *portfolio)
{
	const struct qs_structural *const s = portfolio->structural;
	const char *names[QS_SOIL_MODEL_COUNT];
	size_t models;
	hid_t group;

	if (!s || !s->n || h->h5.failed)
		return;
	for (size_t m = 0; m < s->n; m++)
		names[m] = qs_words_soil_model[s->model[m]];
	models = qs_h5_dimension_text(&h->h5, "soil_model", s->n, names);
	qs_h5_say(&h->h5, h->h5.dimension[models].scale, "long_name", "model of soil carbon, for all sites");
	group = qs_h5_group(&h->h5, "structural");
	if (h->h5.failed)
		return;
	for (int row = 0; row < QS_STRUCTURAL_COUNT; row++)
		for (int contrast = 0; contrast < 2; contrast++)
			put_set(h, group, models, s, (enum qs_structural_row)row, contrast);
	H5Gclose(group);
}
