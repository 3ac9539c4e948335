/* Account lines in results.h5: account_<line>, quantiles by year, site and quantile, and account_<line>_mean. */
#include "io/results_parts.h"

#include <stdio.h>

/* An account line's dataset, quantiles or (mean) means. */
static hid_t make_line_set(struct qs_results_h5 *h, hid_t where, int line, int mean, int by_site)
{
	const struct qs_line_row *row = &qs_line_rows[line];
	size_t dimension[QS_H5_RANK], rank = 0;
	char name[64], text[256];
	hid_t set;

	dimension[rank++] = h->year;
	if (by_site)
		dimension[rank++] = h->site;
	if (!mean)
		dimension[rank++] = h->quantile;
	snprintf(name, sizeof name, "account_%s%s", row->name, mean ? "_mean" : "");
	set = qs_h5_doubles(&h->h5, where, name, rank, dimension);
	snprintf(text, sizeof text, "%s, %s of members", row->en, mean ? "mean" : "quantiles");
	qs_results_h5_describe(&h->h5, set, row->unit, text, row->zh);
	qs_h5_say(&h->h5, set, "group", qs_line_group_word(row->group));
	if (by_site)
		qs_h5_say(&h->h5, set, "coordinates", "lon lat");
	return set;
}

/* The values of an account line as they stand in the file: year[, quantile]. */
static const double *line_values(const struct qs_result_head *head, const struct qs_result *result, int line, int mean)
{
	const size_t at = (size_t)line * head->years;

	return mean ? result->line_mean + at : result->line_quantile + at * QS_QUANTILES;
}

void qs_results_h5_open_lines(struct qs_results_h5 *h)
{
	for (int line = 0; line < QS_LINE_COUNT; line++)
		for (int mean = 0; mean < 2; mean++)
			h->line_set[line][mean] = make_line_set(h, h->h5.file, line, mean, 1);
}

void qs_results_h5_put_lines(struct qs_results_h5 *h, const struct qs_result *result)
{
	for (int line = 0; line < QS_LINE_COUNT; line++) {
		const hsize_t count[] = {h->head->years, 1, QS_QUANTILES};

		for (int mean = 0; mean < 2; mean++)
			qs_results_h5_rows_put(h, h->line_set[line][mean], mean ? 2 : 3, 1, count,
					       line_values(h->head, result, line, mean));
	}
}

void qs_results_h5_portfolio_lines(struct qs_results_h5 *h, hid_t group, const struct qs_result *portfolio)
{
	for (int line = 0; line < QS_LINE_COUNT; line++)
		for (int mean = 0; mean < 2; mean++) {
			const hid_t set = make_line_set(h, group, line, mean, 0);

			qs_h5_write(&h->h5, set, NULL, NULL, line_values(h->head, portfolio, line, mean));
			H5Dclose(set);
		}
}

void qs_results_h5_close_lines(struct qs_results_h5 *h)
{
	for (int line = 0; line < QS_LINE_COUNT; line++)
		for (int mean = 0; mean < 2; mean++) {
			if (h->line_set[line][mean] > 0)
				H5Dclose(h->line_set[line][mean]);
			h->line_set[line][mean] = 0;
		}
}
