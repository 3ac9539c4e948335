/* The investment: estimate.csv, of each site and of the portfolio with the source of every price; the portfolio's in
 * results.h5. */
#include "io/results_parts.h"
#include "model/land/estimate.h"
#include "model/land/site.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

qs_status qs_results_estimate_begin(struct qs_results_estimate *e, const struct qs_allocator *from,
				    struct qs_folder *folder, struct qs_err *err)
{
	memset(e, 0, sizeof *e);
	qs_buffer_init(&e->text, from);
	qs_buffer_put(&e->text,
		      "\xEF\xBB\xBFid,part,item,name_zh,name_en,quantity,unit,unit_price_cny,amount_cny,listed_cny,"
		      "listed_year,source,status,paid_mean_cny,paid_p10_cny,paid_p50_cny,paid_p90_cny\n");
	return qs_file_open(&e->file, folder, "estimate.csv", err);
}

enum { PARTS = 4 };

static double paid_of(const struct qs_estimate_item *item, int part)
{
	const double value[PARTS] = {item->paid.mean, item->paid.p10, item->paid.p50, item->paid.p90};

	return item->paid.share > 0 ? value[part] : (double)NAN;
}

static void put_item(struct qs_buffer *text, const char *id, const struct qs_estimate_item *item)
{
	qs_buffer_csv(text, id);
	qs_buffer_cell(text, qs_estimate_word(item->part));
	qs_buffer_cell(text, item->id);
	qs_buffer_cell(text, item->name.zh);
	qs_buffer_cell(text, item->name.en);
	qs_buffer_number_cell(text, item->quantity);
	qs_buffer_cell(text, item->unit);
	qs_buffer_number_cell(text, item->amount_cny / item->quantity);
	qs_buffer_number_cell(text, item->amount_cny);
	qs_buffer_number_cell(text, item->listed_cny);
	qs_buffer_format(text, ",%lld", (long long)item->year);
	qs_buffer_cell(text, item->source);
	qs_buffer_cell(text, qs_basis_word(item->basis));
	for (int p = 0; p < PARTS; p++)
		if (item->paid.share > 0)
			qs_buffer_number_cell(text, paid_of(item, p));
		else
			qs_buffer_put(text, ",");
	qs_buffer_put(text, "\n");
}

qs_status qs_results_estimate_site(struct qs_results_estimate *e, const struct qs_result *result, struct qs_err *err)
{
	const struct qs_investment *const estimate = result->estimate;
	qs_status status;

	for (size_t i = 0; estimate && i < estimate->n; i++)
		put_item(&e->text, result->site ? result->site->id : "", &estimate->items[i]);
	status = qs_buffer_status(&e->text, err);
	if (!status)
		status = qs_file_write(&e->file, qs_buffer_text(&e->text), e->text.length, err);
	e->text.length = 0;
	return status;
}

qs_status qs_results_estimate_end(struct qs_results_estimate *e, const struct qs_result *portfolio, struct qs_err *err)
{
	const qs_status status = qs_results_estimate_site(e, portfolio, err);

	return status ? status : qs_file_stage(&e->file, err);
}

void qs_results_estimate_free(struct qs_results_estimate *e)
{
	qs_file_drop(&e->file);
	qs_buffer_free(&e->text);
}

/* ---- results.h5 ---- */

static void put_figures(struct qs_results_h5 *h, hid_t group, size_t dimension, const struct qs_investment *e,
			double *box)
{
	static const struct {
		const char *name, *unit, *en, *zh;
	} sets[] = {{"quantity", "1", "quantity, in the unit of `unit`", "数量"},
		    {"amount", "CNY", "quantity x mean price", "金额"},
		    {"paid_mean", "CNY", "what members pay, mean: a measure with its haul, cement, fence and power",
		     "成员均值"},
		    {"paid_p10", "CNY", "what members pay, 10 % quantile", "成员 10 %分位数"},
		    {"paid_p50", "CNY", "what members pay, median", "成员中位数"},
		    {"paid_p90", "CNY", "what members pay, 90 % quantile", "成员 90 %分位数"}};

	for (int k = 0; k < (int)(sizeof sets / sizeof *sets); k++) {
		hid_t set;

		for (size_t i = 0; i < e->n; i++)
			box[i] = k == 0   ? e->items[i].quantity
				 : k == 1 ? e->items[i].amount_cny
					  : paid_of(&e->items[i], k - 2);
		set = qs_h5_doubles(&h->h5, group, sets[k].name, 1, &dimension);
		qs_h5_write(&h->h5, set, NULL, NULL, box);
		qs_results_h5_describe(&h->h5, set, sets[k].unit, sets[k].en, sets[k].zh);
		qs_h5_say_number(&h->h5, set, "_FillValue", (double)NAN);
		if (set > 0)
			H5Dclose(set);
	}
}

void qs_results_h5_estimate(struct qs_results_h5 *h, const struct qs_result *portfolio)
{
	const struct qs_investment *const e = portfolio->estimate;
	const size_t n = e ? e->n : 0;
	const char **const ids = qs_arena_take(&h->arena, 3 * n + 1, sizeof *ids);
	double *const box = qs_arena_take(&h->arena, n + 1, sizeof *box);
	size_t dimension;
	hid_t group;

	if (!n)
		return;
	if (!ids || !box) {
		h->h5.failed = 1;
		h->h5.where = "estimate";
		return;
	}
	for (size_t i = 0; i < n; i++) {
		ids[i] = e->items[i].id;
		ids[n + i] = qs_estimate_word(e->items[i].part);
		ids[2 * n + i] = e->items[i].unit;
	}
	dimension = qs_h5_dimension_text(&h->h5, "estimate_item", n, ids);
	qs_h5_say(&h->h5, h->h5.dimension[dimension].scale, "long_name", "measure, material or share of the works");
	group = qs_h5_group(&h->h5, "estimate");
	if (h->h5.failed)
		return;
	qs_h5_texts(&h->h5, group, "part", 1, dimension, ids + n, "part of the estimate");
	qs_h5_texts(&h->h5, group, "unit", 1, dimension, ids + 2 * n, "unit of the quantity");
	put_figures(h, group, dimension, e, box);
	H5Gclose(group);
}
