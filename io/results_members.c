/* draws.csv: what each member drew, and what came of it. */
#include "io/results_parts.h"
#include "model/members.h"

qs_status qs_results_members_put(const struct qs_member_table *table, const struct qs_allocator *from,
				 struct qs_folder *folder, struct qs_err *err)
{
	struct qs_buffer text;
	qs_status status;

	if (!table || !table->n)
		return QS_OK;
	qs_buffer_init(&text, from);
	qs_buffer_put(&text, "\xef\xbb\xbf"
			     "member");
	for (size_t c = 0; c < table->n; c++) {
		qs_buffer_put(&text, table->column[c].output ? ",out:" : ",in:");
		qs_buffer_csv(&text, table->column[c].name);
	}
	qs_buffer_put(&text, "\n");
	for (size_t m = 0; m < table->members; m++) {
		qs_buffer_format(&text, "%zu", m + 1);
		for (size_t c = 0; c < table->n; c++) {
			qs_buffer_put(&text, ",");
			qs_buffer_number(&text, table->column[c].value[m]);
		}
		qs_buffer_put(&text, "\n");
	}
	status = qs_buffer_status(&text, err);
	if (!status)
		status = qs_file_put(folder, "draws.csv", qs_buffer_text(&text), text.length, err);
	qs_buffer_free(&text);
	return status;
}
