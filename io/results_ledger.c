/* ledger.csv: what is issued and sold of each product, entry by entry in the order of time, and what the books refuse.
 */
#include "io/results_parts.h"
#include "model/policy/products.h"

enum { FEN = 100 };

static void put_entry(struct qs_buffer *text, int start_year, const struct qs_product_entry *e)
{
	qs_buffer_format(text, "%d,%s,%s,", start_year + e->at, e->is_sale ? "sale" : "issue",
			 qs_words_product[e->kind]);
	qs_buffer_csv(text, e->site);
	qs_buffer_format(text, ",%d,%s,%s,%lld,%lld,", start_year + e->vintage, qs_words_holder[e->holder],
			 qs_product_units[e->kind], (long long)e->asked, (long long)e->done);
	if (e->is_sale) {
		qs_buffer_number(text, (double)e->price / FEN);
		qs_buffer_put(text, ",");
		qs_buffer_number(text, (double)e->amount / FEN);
		qs_buffer_put(text, ",");
		qs_buffer_number(text, (double)e->fee / FEN);
		qs_buffer_format(text, ",%d,", start_year + e->paid);
	} else {
		qs_buffer_put(text, ",,,,");
	}
	qs_buffer_csv(text, e->answer == QS_LEDGER_DONE ? "" : qs_ledger_words(e->answer, QS_EN));
	qs_buffer_put(text, "\n");
}

qs_status qs_results_ledger(const struct qs_allocator *from, const struct qs_products *products, int start_year,
			    struct qs_folder *folder, struct qs_err *err)
{
	struct qs_buffer text;
	qs_status status;

	qs_buffer_init(&text, from);
	qs_buffer_put(&text, "\xEF\xBB\xBF"
			     "year,entry,product,site,vintage,holder,unit,asked,done,price_cny,amount_cny,fee_cny,paid_"
			     "year,refused\n");
	for (size_t i = 0; i < products->n; i++)
		put_entry(&text, start_year, &products->entries[i]);
	status = qs_buffer_status(&text, err);
	if (!status)
		status = qs_file_put(folder, "ledger.csv", qs_buffer_text(&text), text.length, err);
	qs_buffer_free(&text);
	return status;
}
