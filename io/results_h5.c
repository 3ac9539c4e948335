#include "io/results_parts.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

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

/* Datasets of outputs and account lines, over sites or of the portfolio. */
static void make_sets(struct qs_results_h5 *h, hid_t where, int by_site)
{
	for (int o = 0; o < QS_OUTPUT_COUNT; o++)
		for (int kind = 0; kind < QS_H5_KINDS && (!by_site || qs_result_wants(h->head, (enum qs_output)o));
		     kind++)
			h->set[by_site][o][kind] =
				qs_h5_place(&h->h5, make_set(h, where, (enum qs_output)o, kind, by_site));
	for (size_t k = 0; k < h->kept_count; k++)
		h->member_set[by_site][k] = qs_h5_place(&h->h5, make_member_set(h, where, h->kept[k], by_site));
	qs_results_h5_make_lines(h, where, by_site);
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
	if (!h->box || qs_results_h5_columns_open(h))
		return qs_fail(err, QS_ENOMEM, "results of %zu sites", head->sites);
	qs_h5_open(&h->h5, from, NULL);
	qs_h5_hush(&h->h5);
	say_head(h);
	make_dimensions(h);
	make_inputs(h);
	make_sets(h, h->h5.file, 1);
	qs_results_h5_columns_make(h);
	qs_results_h5_make_normals(h);
	h->group = qs_h5_group(&h->h5, "portfolio");
	make_sets(h, h->group, 0);
	qs_results_h5_scalars_make(h);
	qs_h5_settle(&h->h5);
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

/* Numbers of one series and year of a kind of dataset. */
static size_t kind_inner(int kind)
{
	return kind % 2 ? 1 : QS_QUANTILES;
}

/* Series and years of a kind of dataset. */
static size_t kind_outer(const struct qs_results_h5 *h, int kind)
{
	return h->head->years * (kind < 2 ? QS_ARMS : QS_SERIES_COUNT - QS_ARMS);
}

qs_status qs_results_h5_site(struct qs_results_h5 *h, const struct qs_result *result, struct qs_err *err)
{
	const struct qs_result_head *head = h->head;

	if (result->index >= head->sites)
		return qs_fail(err, QS_EBUG, "site %zu of %zu", result->index, head->sites);
	if (qs_results_h5_columns_site(h, result))
		return qs_fail(err, QS_ENOMEM, "results of site %zu", result->index);
	qs_results_h5_put_normal(h, result);
	for (int o = 0; o < QS_OUTPUT_COUNT; o++) {
		for (int kind = 0; kind < QS_H5_KINDS && qs_result_wants(head, (enum qs_output)o); kind++) {
			fill_box(h, result, (enum qs_output)o, kind);
			qs_h5_fill(&h->h5, h->set[1][o][kind], kind_outer(h, kind), head->sites, result->index, 1,
				   kind_inner(kind), h->box);
		}
	}
	for (size_t k = 0; k < h->kept_count; k++) {
		fill_members(h, result, k);
		qs_h5_fill(&h->h5, h->member_set[1][k], head->years * QS_ARMS, head->sites, result->index, 1,
			   head->members, h->box);
	}
	qs_results_h5_put_lines(h, result);
	return qs_h5_status(&h->h5, err);
}

static void put_portfolio(struct qs_results_h5 *h, const struct qs_result *portfolio)
{
	struct qs_h5 *h5 = &h->h5;

	for (int o = 0; o < QS_OUTPUT_COUNT; o++) {
		for (int kind = 0; kind < QS_H5_KINDS; kind++) {
			fill_box(h, portfolio, (enum qs_output)o, kind);
			qs_h5_fill(h5, h->set[0][o][kind], 1, 1, 0, 1, kind_outer(h, kind) * kind_inner(kind), h->box);
		}
	}
	for (size_t k = 0; k < h->kept_count; k++) {
		fill_members(h, portfolio, k);
		qs_h5_fill(h5, h->member_set[0][k], 1, 1, 0, 1, h->head->years * QS_ARMS * h->head->members, h->box);
	}
	qs_results_h5_put_portfolio_lines(h, portfolio);
	qs_h5_say_number(h5, h->group, "area_ha", portfolio->area_ha);
	qs_h5_say_number(h5, h->group, "restored_ha", portfolio->restored_ha);
	qs_h5_say_number(h5, h->group, "balance_residual_max", portfolio->balance_residual_max);
	qs_h5_say_number(h5, h->group, "probability_of_loss", portfolio->probability_of_loss);
}

static void close_sets(struct qs_results_h5 *h)
{
	qs_results_h5_columns_free(h);
	if (h->group > 0)
		H5Gclose(h->group);
	h->group = 0;
}

void qs_results_h5_free(struct qs_results_h5 *h)
{
	close_sets(h);
	if (h->head)
		qs_h5_free(&h->h5);
	h->head = NULL;
	h->columns = NULL;
	qs_arena_free(&h->arena);
}

qs_status qs_results_h5_end(struct qs_results_h5 *h, const struct qs_result *portfolio, struct qs_folder *folder,
			    struct qs_err *err)
{
	qs_status status;

	qs_h5_hush(&h->h5);
	if (!h->h5.failed) {
		put_portfolio(h, portfolio);
		qs_results_h5_columns_end(h, portfolio);
		qs_results_h5_registrations(h, portfolio);
		qs_results_h5_estimate(h, portfolio);
		qs_results_h5_structural(h, portfolio);
	}
	close_sets(h);
	qs_h5_unhush(&h->h5);
	status = qs_h5_put(&h->h5, folder, "results.h5", err);
	qs_results_h5_free(h); /* HDF5 takes its time for it: beside the other files */
	return status;
}
