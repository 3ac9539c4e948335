/* Parts of the plan's draft: texts in its language, headings, tables, and the mark of what is missing. */
#ifndef QS_IO_PLAN_PARTS_H
#define QS_IO_PLAN_PARTS_H

#include "io/plan.h"

/* A document being written. */
struct qs_plan_draft {
	struct qs_buffer *to;
	const struct qs_plan_source *of;
	enum qs_lang lang;
	size_t missing; /* parts marked so */
};

/* The text of the document's language; of a text of the input the other language if its own is empty, "" if both are. */
const char *qs_plan_tr(const struct qs_plan_draft *plan, const char *zh, const char *en);
const char *qs_plan_pick(const struct qs_plan_draft *plan, const struct qs_text *text);

/* A unit of a measure's amount, total or by area, as people write it: stems of what is planted, pieces of what is counted. */
const char *qs_plan_unit(const struct qs_plan_draft *plan, const char *unit, const struct qs_measure_pack *pack);

/* Appends a text, escaped. */
void qs_plan_html(struct qs_plan_draft *plan, const char *text);

/* A paragraph that says what is missing. */
void qs_plan_lack(struct qs_plan_draft *plan, const char *zh, const char *en);

/* The document up to its chapters, with its title. */
void qs_plan_head(struct qs_plan_draft *plan, const char *zh, const char *en);

/* A numbered heading and the text below it; text NULL: none belongs there, empty: it is missing. */
void qs_plan_block(struct qs_plan_draft *plan, int number, const char *zh, const char *en, const struct qs_text *text);

/* A table: opened with its heads, rows opened (1) and closed (0), cells with a text or a figure; a dash for what is not there. */
void qs_plan_open_table(struct qs_plan_draft *plan, const char *const (*heads)[2], size_t n);
void qs_plan_row(struct qs_plan_draft *plan, int opens);
void qs_plan_cell(struct qs_plan_draft *plan, const char *text);
void qs_plan_figure(struct qs_plan_draft *plan, double value);
void qs_plan_close_table(struct qs_plan_draft *plan);

#endif
