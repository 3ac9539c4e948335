#include "io/results_parts.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Numbers of a site that are written as one variable over sites. */
enum {
	LON,
	LAT,
	ELEVATION,
	AREA,
	RESTORED,
	RESIDUAL,
	LOSS,
	ACCEPTED,
	FIGURES,
	PARTS = 5,
	COLUMNS = FIGURES + QS_SCALAR_COUNT * PARTS
};
enum { ID, NAME_ZH, NAME_EN, TREATMENT, WHY, TEXTS = WHY + QS_SCALAR_COUNT };

static const char *const part_names[PARTS] = {"p10", "p50", "p90", "mean", "share"};

/* Units as UDUNITS reads them: its "a" is the are. */
static const char *cf_unit(const char *unit)
{
	return !strcmp(unit, "a") ? "year" : !strcmp(unit, "CNY/a") ? "CNY/year" : unit;
}

void qs_results_h5_describe(struct qs_h5 *h5, hid_t set, const char *unit, const char *en, const char *zh)
{
	qs_h5_say(h5, set, "units", cf_unit(unit));
	qs_h5_say(h5, set, "long_name", en);
	if (zh)
		qs_h5_say(h5, set, "long_name_zh", zh);
}

static void set_name(const char *name, int kind, char *to, size_t size)
{
	static const char *const tail[QS_H5_KINDS] = {"", "_mean", "_difference", "_difference_mean"};

	snprintf(to, size, "%s%s", name, tail[kind]);
}

/* One output's dataset of a kind, over sites or (by_site 0) of the portfolio. */
static hid_t make_set(struct qs_results_h5 *h, hid_t where, enum qs_output o, int kind, int by_site)
{
	static const char *const cell[] = {"stock at 31 December", "flow of the year", "state at 31 December"};
	const struct qs_output_row *row = &qs_output_rows[o];
	size_t dimension[QS_H5_RANK], rank = 0;
	char name[64], text[256];
	hid_t set;

	set_name(row->name, kind, name, sizeof name);
	dimension[rank++] = h->year;
	dimension[rank++] = kind < 2 ? h->arm : h->contrast;
	if (by_site)
		dimension[rank++] = h->site;
	if (kind % 2 == 0)
		dimension[rank++] = h->quantile;
	set = qs_h5_doubles(&h->h5, where, name, rank, dimension);
	snprintf(text, sizeof text, "%s%s%s", row->en, kind < 2 ? "" : ", difference of arms",
		 kind % 2 ? ", mean of members" : ", quantiles of members");
	qs_results_h5_describe(&h->h5, set, row->unit, text, row->zh);
	qs_h5_say(&h->h5, set, "kind", cell[row->kind]);
	if (by_site)
		qs_h5_say(&h->h5, set, "coordinates", "lon lat");
	return set;
}

/* Every member of a kept output, over sites or (by_site 0) of the portfolio. */
static hid_t make_member_set(struct qs_results_h5 *h, hid_t where, int o, int by_site)
{
	const struct qs_output_row *row = &qs_output_rows[o];
	size_t dimension[QS_H5_RANK], rank = 0;
	char name[64], text[256];
	hid_t set;

	dimension[rank++] = h->year;
	dimension[rank++] = h->arm;
	if (by_site)
		dimension[rank++] = h->site;
	dimension[rank++] = h->member;
	snprintf(name, sizeof name, "%s_members", row->name);
	set = qs_h5_doubles(&h->h5, where, name, rank, dimension);
	snprintf(text, sizeof text, "%s, every member", row->en);
	qs_results_h5_describe(&h->h5, set, row->unit, text, row->zh);
	return set;
}

static void say_head(struct qs_results_h5 *h)
{
	const struct qs_result_head *head = h->head;
	struct qs_h5 *h5 = &h->h5;
	char text[96];

	qs_h5_say(h5, h5->file, "Conventions", "CF-1.10");
	qs_h5_say(h5, h5->file, "title", head->portfolio->name.en ? head->portfolio->name.en : "");
	qs_h5_say(h5, h5->file, "title_zh", head->portfolio->name.zh ? head->portfolio->name.zh : "");
	snprintf(text, sizeof text, "qingshan %s", head->version);
	qs_h5_say(h5, h5->file, "source", text);
	qs_h5_say(h5, h5->file, "history", "qingshan run");
	qs_h5_say(h5, h5->file, "version", head->version);
	snprintf(text, sizeof text, "%llu", (unsigned long long)head->seed);
	qs_h5_say(h5, h5->file, "seed", text);
	qs_h5_say_int(h5, h5->file, "members", (int)head->members);
	qs_h5_say_int(h5, h5->file, "start_year", head->start_year);
	qs_h5_say(h5, h5->file, "comment",
		  "Amounts of whole sites. Stocks and states are at 31 December, flows are of the year. Differences "
		  "and sums "
		  "are taken member by member before quantiles (type 7).");
}

static void make_inputs(struct qs_results_h5 *h)
{
	const struct qs_result_head *head = h->head;
	const char **names = qs_arena_take(&h->arena, head->hash_count, sizeof *names);
	const char **hashes = qs_arena_take(&h->arena, head->hash_count, sizeof *hashes);
	size_t input;

	if (!names || !hashes) {
		h->h5.failed = 1;
		h->h5.where = "input";
		return;
	}
	for (size_t i = 0; i < head->hash_count; i++) {
		names[i] = head->hashes[i].name;
		hashes[i] = head->hashes[i].sha256;
	}
	input = qs_h5_dimension_text(&h->h5, "input", head->hash_count, names);
	qs_h5_say(&h->h5, h->h5.dimension[input].scale, "long_name", "input file");
	qs_h5_texts(&h->h5, h->h5.file, "input_sha256", 1, input, hashes, "SHA-256 of the input file");
	qs_h5_texts(&h->h5, h->h5.file, "plan", 0, 0, &head->resolved_json, "resolved plan, JSON");
}

static void make_dimensions(struct qs_results_h5 *h)
{
	static const double quantiles[QS_QUANTILES] = QS_QUANTILE_LIST;
	static const int months[12] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
	const struct qs_result_head *head = h->head;
	int *years = qs_arena_take(&h->arena, head->years, sizeof *years);
	const char *names[QS_SERIES_COUNT], *outputs[QS_OUTPUT_COUNT];
	struct qs_h5 *h5 = &h->h5;
	size_t output;

	if (!years) {
		h5->failed = 1;
		h5->where = "year";
		return;
	}
	for (size_t y = 0; y < head->years; y++)
		years[y] = head->start_year + (int)y;
	for (int s = 0; s < QS_SERIES_COUNT; s++)
		names[s] = qs_series_rows[s].name;
	for (int o = 0; o < QS_OUTPUT_COUNT; o++)
		outputs[o] = qs_output_rows[o].name;
	h->year = qs_h5_dimension_int(h5, "year", head->years, years);
	qs_results_h5_describe(h5, h5->dimension[h->year].scale, "a", "calendar year", "年份");
	qs_h5_say(h5, h5->dimension[h->year].scale, "comment", "stocks and states at 31 December, flows of the year");
	h->arm = qs_h5_dimension_text(h5, "arm", QS_ARMS, names);
	qs_h5_say(h5, h5->dimension[h->arm].scale, "long_name", "arm");
	h->contrast = qs_h5_dimension_text(h5, "contrast", QS_SERIES_COUNT - QS_ARMS, names + QS_ARMS);
	qs_h5_say(h5, h5->dimension[h->contrast].scale, "long_name", "difference of two arms, member by member");
	h->site = qs_h5_dimension_text(h5, "site", head->sites, NULL);
	qs_h5_say(h5, h5->dimension[h->site].scale, "long_name", "site");
	h->quantile = qs_h5_dimension_double(h5, "quantile", QS_QUANTILES, quantiles);
	qs_results_h5_describe(h5, h5->dimension[h->quantile].scale, "1", "quantile of the members, type 7", "分位数");
	if (h->kept_count) {
		int *const numbers = qs_arena_take(&h->arena, head->members, sizeof *numbers);

		for (size_t m = 0; numbers && m < head->members; m++)
			numbers[m] = (int)m;
		h5->failed |= !numbers;
		h->member = qs_h5_dimension_int(h5, "member", head->members, numbers);
		qs_h5_say(h5, h5->dimension[h->member].scale, "long_name", "member of the ensemble");
	}
	h->month = qs_h5_dimension_int(h5, "month", 12, months);
	qs_h5_say(h5, h5->dimension[h->month].scale, "long_name", "month of the normal year");
	output = qs_h5_dimension_text(h5, "output", QS_OUTPUT_COUNT, outputs);
	qs_h5_say(h5, h5->dimension[output].scale, "long_name", "name of an output's variable");
}

qs_status qs_results_h5_begin(struct qs_results_h5 *h, const struct qs_allocator *from,
			      const struct qs_result_head *head, struct qs_err *err)
{
	memset(h, 0, sizeof *h);
	h->head = head;
	qs_arena_init(&h->arena, from);
	h->kept_count = qs_portfolio_members_kept(head->portfolio, h->kept);
	h->box = qs_arena_take(&h->arena,
			       head->years * QS_ARMS * (h->kept_count ? head->members + QS_QUANTILES : QS_QUANTILES),
			       sizeof *h->box);
	h->column = qs_arena_take(&h->arena, COLUMNS * head->sites, sizeof *h->column);
	h->text = qs_arena_take(&h->arena, TEXTS * head->sites, sizeof *h->text);
	h->normal = qs_arena_take(&h->arena, (size_t)QS_H5_NORMALS * 12 * head->sites, sizeof *h->normal);
	if (!h->box || !h->column || !h->text || !h->normal || qs_results_h5_rows_open(h))
		return qs_fail(err, QS_ENOMEM, "results of %zu sites", head->sites);
	qs_h5_open(&h->h5, from, NULL);
	qs_h5_hush(&h->h5);
	say_head(h);
	make_dimensions(h);
	make_inputs(h);
	for (int o = 0; o < QS_OUTPUT_COUNT; o++)
		for (int kind = 0; kind < QS_H5_KINDS && qs_result_wants(head, (enum qs_output)o); kind++)
			h->set[o][kind] = make_set(h, h->h5.file, (enum qs_output)o, kind, 1);
	for (size_t k = 0; k < h->kept_count; k++)
		h->member_set[k] = make_member_set(h, h->h5.file, h->kept[k], 1);
	qs_results_h5_open_lines(h);
	qs_h5_unhush(&h->h5);
	return qs_h5_status(&h->h5, err);
}

/* One output's values of a kind in the file's order: year, arm or contrast, quantile. */
static void fill_box(struct qs_results_h5 *h, const struct qs_result *result, enum qs_output o, int kind)
{
	const int first = kind < 2 ? 0 : QS_ARMS, last = kind < 2 ? QS_ARMS : QS_SERIES_COUNT;
	double *to = h->box;

	for (size_t y = 0; y < h->head->years; y++) {
		for (int s = first; s < last; s++) {
			if (kind % 2)
				*to++ = qs_result_mean(h->head, result, o, s, y);
			else
				for (int q = 0; q < QS_QUANTILES; q++)
					*to++ = qs_result_quantile(h->head, result, o, s, y, q);
		}
	}
}

/* The k-th kept output's members in the file's order: year, arm, member. */
static void fill_members(struct qs_results_h5 *h, const struct qs_result *result, size_t k)
{
	const size_t years = h->head->years, members = h->head->members;
	const double quantum = qs_output_rows[h->kept[k]].quantum;
	double *to = h->box;

	for (size_t y = 0; y < years; y++)
		for (size_t a = 0; a < QS_ARMS; a++)
			for (size_t m = 0; m < members; m++)
				*to++ = (double)result->member[((k * QS_ARMS + a) * years + y) * members + m] * quantum;
}

/* A missing number has one bit pattern. */
static double missing(double value, int is_missing)
{
	return is_missing || isnan(value) ? (double)NAN : value;
}

static void scalar_parts(const struct qs_scalar *scalar, double parts[PARTS])
{
	const int none = scalar->why != NULL;

	parts[0] = missing(scalar->p10, none);
	parts[1] = missing(scalar->p50, none);
	parts[2] = missing(scalar->p90, none);
	parts[3] = missing(scalar->mean, none);
	parts[4] = missing(scalar->share, 0);
}

static const char *keep(struct qs_results_h5 *h, const char *text)
{
	return text ? qs_arena_text(&h->arena, text, strlen(text)) : "";
}

static int keep_site(struct qs_results_h5 *h, const struct qs_result *result)
{
	const struct qs_site *site = result->site;
	const size_t n = h->head->sites, i = result->index;
	const char *const text[WHY] = {site->id, site->name.zh, site->name.en, qs_site_treatment(site)};
	const double number[FIGURES] = {site->lon.value,
					site->lat.value,
					site->elevation_m.value,
					result->area_ha,
					result->restored_ha,
					result->balance_residual_max,
					missing(result->probability_of_loss, 0),
					missing(result->acceptance_due_share, 0)};
	int failed = 0;

	for (int c = 0; c < FIGURES; c++)
		h->column[(size_t)c * n + i] = number[c];
	qs_results_h5_keep_normal(h, result);
	for (int t = 0; t < WHY; t++) {
		h->text[(size_t)t * n + i] = keep(h, text[t]);
		failed |= !h->text[(size_t)t * n + i];
	}
	if (!site->lon.given || !site->lat.given)
		h->column[LON * n + i] = h->column[LAT * n + i] = (double)NAN;
	for (int s = 0; s < QS_SCALAR_COUNT; s++) {
		double parts[PARTS];

		scalar_parts(&result->scalar[s], parts);
		for (int p = 0; p < PARTS; p++)
			h->column[(size_t)(FIGURES + s * PARTS + p) * n + i] = parts[p];
		h->text[(size_t)(WHY + s) * n + i] = keep(h, result->scalar[s].why);
		failed |= !h->text[(size_t)(WHY + s) * n + i];
	}
	return failed;
}

qs_status qs_results_h5_site(struct qs_results_h5 *h, const struct qs_result *result, struct qs_err *err)
{
	const struct qs_result_head *head = h->head;

	if (result->index >= head->sites)
		return qs_fail(err, QS_EBUG, "site %zu of %zu", result->index, head->sites);
	if (keep_site(h, result))
		return qs_fail(err, QS_ENOMEM, "results of site %zu", result->index);
	qs_h5_hush(&h->h5);
	qs_results_h5_rows_begin(h, result->index);
	for (int o = 0; o < QS_OUTPUT_COUNT; o++) {
		for (int kind = 0; kind < QS_H5_KINDS && qs_result_wants(head, (enum qs_output)o); kind++) {
			const hsize_t count[] = {head->years, kind < 2 ? QS_ARMS : QS_SERIES_COUNT - QS_ARMS, 1,
						 QS_QUANTILES};

			fill_box(h, result, (enum qs_output)o, kind);
			qs_results_h5_rows_put(h, h->set[o][kind], kind % 2 ? 3 : 4, 2, count, h->box);
		}
	}
	for (size_t k = 0; k < h->kept_count; k++) {
		const hsize_t start[] = {0, 0, result->index, 0};
		const hsize_t count[] = {head->years, QS_ARMS, 1, head->members};

		fill_members(h, result, k);
		qs_h5_write(&h->h5, h->member_set[k], start, count, h->box);
	}
	qs_results_h5_put_lines(h, result);
	qs_h5_unhush(&h->h5);
	return qs_h5_status(&h->h5, err);
}

static hid_t put_column(struct qs_results_h5 *h, hid_t where, const char *name, size_t rank, const double *values)
{
	const hid_t set = qs_h5_doubles(&h->h5, where, name, rank, &h->site);

	qs_h5_write(&h->h5, set, NULL, NULL, values);
	if (rank && strcmp(name, "lon") != 0 && strcmp(name, "lat") != 0)
		qs_h5_say(&h->h5, set, "coordinates", "lon lat"); /* points: without it CDO opens no variable */
	return set;
}

/* Facts and figures of the sites, one variable each. */
static void write_columns(struct qs_results_h5 *h)
{
	static const struct {
		const char *name, *unit, *en, *zh, *standard;
	} rows[FIGURES] = {
		{"lon", "degrees_east", "longitude, CGCS2000", "经度", "longitude"},
		{"lat", "degrees_north", "latitude, CGCS2000", "纬度", "latitude"},
		{"elevation", "m", "elevation", "海拔", "surface_altitude"},
		{"area_ha", "ha", "planimetric area", "水平投影面积", NULL},
		{"restored_ha", "ha", "planimetric area of units that have a treatment", "有处理的面积", NULL},
		{"balance_residual_max", "1", "worst residual of the carbon balance", "碳平衡最大残差", NULL},
		{"probability_of_loss", "1", "share of members whose net present value is below 0", "亏损概率", NULL},
		{"acceptance_due_share", "1", "share of members that pass the acceptance when it is first due",
		 "首次验收通过比例", NULL},
	};
	static const struct {
		const char *name, *en;
	} texts[WHY] = {{"site_id", "id of the site"},
			{"site_name_zh", "name of the site, Chinese"},
			{"site_name_en", "name of the site, English"},
			{"treatment", "treatment of all units, or mixed"}};
	const size_t n = h->head->sites;
	struct qs_h5 *h5 = &h->h5;

	qs_h5_dimension_fill(h5, h->site, h->text);
	for (int t = 0; t < WHY; t++)
		qs_h5_texts(h5, h5->file, texts[t].name, 1, h->site, h->text + (size_t)t * n, texts[t].en);
	for (int c = 0; c < FIGURES; c++) {
		const hid_t set = put_column(h, h5->file, rows[c].name, 1, h->column + (size_t)c * n);

		qs_results_h5_describe(h5, set, rows[c].unit, rows[c].en, rows[c].zh);
		if (rows[c].standard)
			qs_h5_say(h5, set, "standard_name", rows[c].standard);
		if (c == LON || c == LAT)
			qs_h5_say_number(h5, set, "_FillValue", (double)NAN);
		H5Dclose(set);
	}
}

/* The figures of the horizon, of sites (rank 1) or the portfolio (rank 0); values[(s * PARTS + p) * n + i]. */
static void write_scalars(struct qs_results_h5 *h, hid_t where, size_t rank, const double *values,
			  const char *const *why)
{
	const size_t n = rank ? h->head->sites : 1;
	char name[80], text[160];

	for (int s = 0; s < QS_SCALAR_COUNT; s++) {
		const struct qs_scalar_row *row = &qs_scalar_rows[s];

		for (int p = 0; p < PARTS; p++) {
			hid_t set;

			snprintf(name, sizeof name, "%s_%s", row->name, part_names[p]);
			snprintf(text, sizeof text, "%s, %s", row->en,
				 p == 4 ? "share of members with a value" : part_names[p]);
			set = put_column(h, where, name, rank, values + (size_t)(s * PARTS + p) * n);
			qs_results_h5_describe(&h->h5, set, p == 4 ? "1" : row->unit, text, row->zh);
			qs_h5_say_number(&h->h5, set, "_FillValue", (double)NAN);
			H5Dclose(set);
		}
		snprintf(name, sizeof name, "%s_why", row->name);
		qs_h5_texts(&h->h5, where, name, rank, h->site, why + (size_t)s * n, "why there are no quantiles");
	}
}

static void write_portfolio(struct qs_results_h5 *h, const struct qs_result *portfolio)
{
	const char *why[QS_SCALAR_COUNT];
	double parts[QS_SCALAR_COUNT * PARTS];
	struct qs_h5 *h5 = &h->h5;
	const hid_t group = qs_h5_group(h5, "portfolio");

	if (h5->failed)
		return;
	for (int o = 0; o < QS_OUTPUT_COUNT; o++) {
		for (int kind = 0; kind < QS_H5_KINDS; kind++) {
			const hid_t set = make_set(h, group, (enum qs_output)o, kind, 0);

			fill_box(h, portfolio, (enum qs_output)o, kind);
			qs_h5_write(h5, set, NULL, NULL, h->box);
			H5Dclose(set);
		}
	}
	for (size_t k = 0; k < h->kept_count; k++) {
		const hid_t set = make_member_set(h, group, h->kept[k], 0);

		fill_members(h, portfolio, k);
		qs_h5_write(h5, set, NULL, NULL, h->box);
		H5Dclose(set);
	}
	qs_results_h5_portfolio_lines(h, group, portfolio);
	for (int s = 0; s < QS_SCALAR_COUNT; s++) {
		scalar_parts(&portfolio->scalar[s], parts + s * PARTS);
		why[s] = portfolio->scalar[s].why;
	}
	write_scalars(h, group, 0, parts, why);
	qs_h5_say_number(h5, group, "area_ha", portfolio->area_ha);
	qs_h5_say_number(h5, group, "restored_ha", portfolio->restored_ha);
	qs_h5_say_number(h5, group, "balance_residual_max", portfolio->balance_residual_max);
	qs_h5_say_number(h5, group, "probability_of_loss", portfolio->probability_of_loss);
	H5Gclose(group);
}

static void close_sets(struct qs_results_h5 *h)
{
	for (int o = 0; o < QS_OUTPUT_COUNT; o++) {
		for (int kind = 0; kind < QS_H5_KINDS; kind++) {
			if (h->set[o][kind] > 0)
				H5Dclose(h->set[o][kind]);
			h->set[o][kind] = 0;
		}
		if (h->member_set[o] > 0)
			H5Dclose(h->member_set[o]);
		h->member_set[o] = 0;
	}
	qs_results_h5_close_lines(h);
}

qs_status qs_results_h5_end(struct qs_results_h5 *h, const struct qs_result *portfolio, struct qs_folder *folder,
			    struct qs_err *err)
{
	const size_t n = h->head->sites;

	qs_h5_hush(&h->h5);
	if (!h->h5.failed) {
		write_columns(h);
		write_scalars(h, h->h5.file, 1, h->column + (size_t)FIGURES * n, h->text + (size_t)WHY * n);
		qs_results_h5_normals(h);
		write_portfolio(h, portfolio);
		qs_results_h5_registrations(h, portfolio);
		qs_results_h5_estimate(h, portfolio);
		qs_results_h5_structural(h, portfolio);
	}
	close_sets(h);
	qs_h5_unhush(&h->h5);
	return qs_h5_put(&h->h5, folder, "results.h5", err);
}

void qs_results_h5_free(struct qs_results_h5 *h)
{
	close_sets(h);
	if (h->head)
		qs_h5_free(&h->h5);
	h->head = NULL;
	qs_arena_free(&h->arena);
}
