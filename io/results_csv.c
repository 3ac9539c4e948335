#include "io/results_parts.h"
#include "model/finance/lines.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <string.h>

enum { BATCH = 1 << 16 };

/* Outputs that years.csv gives with quantiles of every series; the others by the arms' medians. */
static int is_main(enum qs_output o)
{
	return o == QS_OUT_grown_co2e || o == QS_OUT_net_co2e;
}

static const struct {
	const char *name;
	int q; /* -1: the mean */
} parts[] = {{"p10", QS_P10}, {"p50", QS_P50}, {"p90", QS_P90}, {"mean", -1}};

enum { PARTS = sizeof parts / sizeof parts[0] };

static int wants_part(enum qs_output o, int s, int p)
{
	return is_main(o) || (s < QS_ARMS && parts[p].q == QS_P50);
}

static void head_sites(struct qs_buffer *text)
{
	qs_buffer_put(
		text,
		"\xEF\xBB\xBFid,name_zh,name_en,district,locality,type,region,treatment,units,lon,lat,elevation_m,"
		"rain_mm_per_year,area_ha,restored_ha");
	for (int s = 0; s < QS_SCALAR_COUNT; s++) {
		const struct qs_scalar_row *row = &qs_scalar_rows[s];
		const char *unit = qs_scalar_tail((enum qs_scalar_id)s);

		for (int p = 0; p < PARTS; p++)
			qs_buffer_format(text, ",%s_%s%s%s", row->name, parts[p].name, *unit ? "_" : "", unit);
		qs_buffer_format(text, ",%s_share,%s_why", row->name, row->name);
	}
	qs_buffer_put(text, ",probability_of_loss,acceptance_due_share,balance_residual_max\n");
}

static void head_years(const struct qs_result_head *head, struct qs_buffer *text)
{
	qs_buffer_put(text, "\xEF\xBB\xBFid,year");
	for (int o = 0; o < QS_OUTPUT_COUNT; o++)
		for (int s = 0; s < QS_SERIES_COUNT && qs_result_wants(head, (enum qs_output)o); s++)
			for (int p = 0; p < PARTS; p++)
				if (wants_part((enum qs_output)o, s, p))
					qs_buffer_format(text, ",%s_%s_%s_%s", qs_output_rows[o].name,
							 qs_series_rows[s].name, parts[p].name, qs_output_rows[o].unit);
	qs_buffer_put(text, "\n");
}

static qs_status flush(struct qs_results_csv *csv, struct qs_file *file, struct qs_err *err)
{
	qs_status status = qs_buffer_status(&csv->text, err);

	if (!status)
		status = qs_file_write(file, qs_buffer_text(&csv->text), csv->text.length, err);
	csv->text.length = 0;
	return status;
}

qs_status qs_results_csv_begin(struct qs_results_csv *csv, const struct qs_allocator *from,
			       const struct qs_result_head *head, struct qs_folder *folder, struct qs_err *err)
{
	qs_status status;

	memset(csv, 0, sizeof *csv);
	csv->head = head;
	qs_buffer_init(&csv->text, from);
	qs_buffer_init(&csv->same, from);
	status = qs_file_open(&csv->sites, folder, "sites.csv", err);
	if (!status)
		status = qs_file_open(&csv->years, folder, "years.csv", err);
	if (!status)
		status = qs_file_open(&csv->cash, folder, "cash.csv", err);
	if (status)
		return status;
	head_sites(&csv->text);
	status = flush(csv, &csv->sites, err);
	if (status)
		return status;
	qs_buffer_put(&csv->text, "\xEF\xBB\xBFid,line,group,year,unit,p10,p50,p90,mean,name_zh\n");
	status = flush(csv, &csv->cash, err);
	if (status)
		return status;
	head_years(head, &csv->text);
	return flush(csv, &csv->years, err);
}

static void row_site(struct qs_results_csv *csv, const struct qs_result *result)
{
	const struct qs_site *site = result->site;
	struct qs_buffer *text = &csv->text;

	qs_buffer_csv(text, site->id);
	qs_buffer_cell(text, site->name.zh);
	qs_buffer_cell(text, site->name.en);
	qs_buffer_cell(text, site->district);
	qs_buffer_cell(text, site->locality);
	qs_buffer_cell(text, site->type >= 0 ? qs_words_site_type[site->type] : NULL);
	qs_buffer_cell(text, site->region);
	qs_buffer_cell(text, qs_site_treatment(site));
	qs_buffer_format(text, ",%zu,", site->units.n);
	if (site->lon.given && site->lat.given) {
		qs_buffer_fixed(text, site->lon.value, 7);
		qs_buffer_put(text, ",");
		qs_buffer_fixed(text, site->lat.value, 7);
	} else {
		qs_buffer_put(text, ",");
	}
	qs_buffer_number_cell(text, site->elevation_m.value);
	qs_buffer_number_cell(text, site->rain_mm_per_year.value);
	qs_buffer_number_cell(text, result->area_ha);
	qs_buffer_number_cell(text, result->restored_ha);
	for (int s = 0; s < QS_SCALAR_COUNT; s++) {
		const struct qs_scalar *scalar = &result->scalar[s];
		const double value[PARTS] = {scalar->p10, scalar->p50, scalar->p90, scalar->mean};

		for (int p = 0; p < PARTS; p++) {
			qs_buffer_put(text, ",");
			if (!scalar->why)
				qs_buffer_number(text, value[p]);
		}
		qs_buffer_number_cell(text, scalar->share);
		qs_buffer_cell(text, scalar->why);
	}
	qs_buffer_number_cell(text, result->probability_of_loss);
	qs_buffer_number_cell(text, result->acceptance_due_share);
	qs_buffer_number_cell(text, result->balance_residual_max);
	qs_buffer_put(text, "\n");
}

static void row_year(struct qs_results_csv *csv, const struct qs_result *result, size_t y)
{
	const struct qs_result_head *head = csv->head;
	struct qs_buffer *text = &csv->text;

	qs_buffer_csv(text, result->site->id);
	qs_buffer_format(text, ",%d", head->start_year + (int)y);
	for (int o = 0; o < QS_OUTPUT_COUNT; o++) {
		const enum qs_output output = (enum qs_output)o;

		for (int s = 0; s < QS_SERIES_COUNT && qs_result_wants(head, output); s++) {
			double value[PARTS];
			size_t n = 0;

			for (int p = 0; p < PARTS; p++)
				if (wants_part(output, s, p))
					value[n++] = parts[p].q < 0 ? qs_result_mean(head, result, output, s, y)
								    : qs_result_quantile(head, result, output, s, y,
											 parts[p].q);
			qs_buffer_number_cells(text, n, value);
		}
	}
	qs_buffer_put(text, "\n");
}

/* One line of the accounts, a row a year. */
static void rows_line(struct qs_results_csv *csv, const struct qs_result *result, int line)
{
	const struct qs_line_row *const row = &qs_line_rows[line];
	struct qs_buffer *const text = &csv->text, *const same = &csv->same;
	size_t first, length; /* bytes before the year, and all that a row shares with the others */

	same->length = 0;
	qs_buffer_csv(same, result->site ? result->site->id : "");
	qs_buffer_format(same, ",%s,%s,", row->name, qs_line_group_word(row->group));
	first = same->length;
	qs_buffer_cell(same, row->unit);
	length = same->length;
	qs_buffer_cell(same, row->zh);
	qs_buffer_put(same, "\n");
	for (size_t y = 0; y < csv->head->years; y++) {
		const size_t at = (size_t)line * csv->head->years + y;
		const double *const q = result->line_quantile + at * QS_QUANTILES;

		qs_buffer_add(text, qs_buffer_text(same), first);
		qs_buffer_number(text, csv->head->start_year + (int)y);
		qs_buffer_add(text, qs_buffer_text(same) + first, length - first);
		qs_buffer_number_cells(text, PARTS,
				       (const double[]){q[QS_P10], q[QS_P50], q[QS_P90], result->line_mean[at]});
		qs_buffer_add(text, qs_buffer_text(same) + length, same->length - length);
	}
}

/* The account lines of a site, or of the portfolio (id empty), one row a line and year. */
static qs_status rows_cash(struct qs_results_csv *csv, const struct qs_result *result, struct qs_err *err)
{
	qs_status status = QS_OK;

	for (int line = 0; line < QS_LINE_COUNT && result->line_mean && !status; line++) {
		rows_line(csv, result, line);
		status = qs_buffer_status(&csv->same, err);
		if (!status && csv->text.length > BATCH)
			status = flush(csv, &csv->cash, err);
	}
	return status ? status : flush(csv, &csv->cash, err);
}

qs_status qs_results_csv_site(struct qs_results_csv *csv, const struct qs_result *result, struct qs_err *err)
{
	qs_status status;

	row_site(csv, result);
	status = flush(csv, &csv->sites, err);
	if (!status)
		status = rows_cash(csv, result, err);
	for (size_t y = 0; y < csv->head->years && !status; y++) {
		row_year(csv, result, y);
		if (csv->text.length > BATCH)
			status = flush(csv, &csv->years, err);
	}
	return status ? status : flush(csv, &csv->years, err);
}

qs_status qs_results_csv_end(struct qs_results_csv *csv, const struct qs_result *portfolio, struct qs_err *err)
{
	qs_status status = rows_cash(csv, portfolio, err);

	if (!status)
		status = qs_file_stage(&csv->sites, err);
	if (!status)
		status = qs_file_stage(&csv->years, err);
	return status ? status : qs_file_stage(&csv->cash, err);
}

void qs_results_csv_free(struct qs_results_csv *csv)
{
	qs_file_drop(&csv->sites);
	qs_file_drop(&csv->years);
	qs_file_drop(&csv->cash);
	qs_buffer_free(&csv->text);
	qs_buffer_free(&csv->same);
}
