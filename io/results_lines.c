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

void qs_results_h5_make_lines(struct qs_results_h5 *h, hid_t where, int by_site)
{
	for (int line = 0; line < QS_LINE_COUNT; line++)
		for (int mean = 0; mean < 2; mean++)
			h->line_set[by_site][line][mean] =
				qs_h5_place(&h->h5, make_line_set(h, where, line, mean, by_site));
}

void qs_results_h5_put_lines(struct qs_results_h5 *h, const struct qs_result *result)
{
	for (int line = 0; line < QS_LINE_COUNT; line++)
		for (int mean = 0; mean < 2; mean++)
			qs_h5_fill(&h->h5, h->line_set[1][line][mean], h->head->years, h->head->sites, result->index, 1,
				   mean ? 1 : QS_QUANTILES, line_values(h->head, result, line, mean));
}

void qs_results_h5_put_portfolio_lines(struct qs_results_h5 *h, const struct qs_result *portfolio)
{
	for (int line = 0; line < QS_LINE_COUNT; line++)
		for (int mean = 0; mean < 2; mean++)
			qs_h5_fill(&h->h5, h->line_set[0][line][mean], 1, 1, 0, 1,
				   h->head->years * (mean ? 1 : QS_QUANTILES),
				   line_values(h->head, portfolio, line, mean));
}
