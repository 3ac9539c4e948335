/* What the pages beside report.html are put together from: their frame, headings and tables, in one language. */
#ifndef QS_IO_PAGE_H
#define QS_IO_PAGE_H

#include "io/text.h"
#include "model/base/context.h"

struct qs_page {
	struct qs_buffer *to;
	enum qs_lang lang;
};

/* The text of the page's language; as it is, or escaped into the page. */
const char *qs_page_tr(const struct qs_page *page, const char *zh, const char *en);
void qs_page_text(const struct qs_page *page, const char *zh, const char *en);

/* Everything up to the first line of <header>: no script, the report's style and `style` after it ("": none). */
void qs_page_open(const struct qs_page *page, const char *zh, const char *en, const char *style);

/* A heading of a chapter, and the lines below it. */
void qs_page_heading(const struct qs_page *page, const char *zh, const char *en);
void qs_page_lead(const struct qs_page *page, const char *zh, const char *en);

/* A table; the heads from `words` on stand over numbers. */
void qs_page_open_table(const struct qs_page *page, const char *const (*heads)[2], size_t n, size_t words);
void qs_page_close_table(const struct qs_page *page);

/* A cell: a text, or a number as people read it. */
void qs_page_cell(const struct qs_page *page, const char *text);
void qs_page_figure(const struct qs_page *page, double value);

#endif
