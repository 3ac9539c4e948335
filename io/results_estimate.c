/* estimate.csv: the investment of each site and of the portfolio, with the source of every price. */
#include "io/results_parts.h"
#include "model/land/estimate.h"
#include "model/land/site.h"

#include <string.h>

qs_status qs_results_estimate_begin(struct qs_results_estimate *e, const struct qs_allocator *from,
				    struct qs_folder *folder, struct qs_err *err)
{
	memset(e, 0, sizeof *e);
	qs_buffer_init(&e->text, from);
	qs_buffer_put(&e->text,
		      "\xEF\xBB\xBFid,part,item,name_zh,name_en,quantity,unit,unit_price_cny,amount_cny,listed_cny,"
		      "listed_year,source,status\n");
	return qs_file_open(&e->file, folder, "estimate.csv", err);
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
