/* Tables of a registration's design document that report.html and report.xlsx both have: the boundary by unit, the parameters
 * available at validation, those monitored. A row is told as cells; who takes them writes them.
 */
#ifndef QS_IO_DESIGN_H
#define QS_IO_DESIGN_H

#include "model/base/arena.h"
#include "model/base/fields.h"
#include "model/base/sink.h"

struct qs_treatment;

enum qs_design_table { QS_DESIGN_BOUNDARY, QS_DESIGN_PARAMETERS, QS_DESIGN_MONITORED, QS_DESIGN_TABLES };

/* WHOLE, NUMBER and SHARE have a number, the others a text; STATUS: a word of enum qs_basis. */
enum qs_design_kind { QS_DESIGN_TEXT, QS_DESIGN_ID, QS_DESIGN_STATUS, QS_DESIGN_WHOLE, QS_DESIGN_NUMBER, QS_DESIGN_SHARE };

struct qs_design_cell {
	enum qs_design_kind kind;
	const char *text;
	double number;
};

/* Title, note, and the names of its columns. */
struct qs_design_form {
	struct qs_text title, note;
	const struct qs_text *heads;
	size_t n;
	unsigned numbers; /* bits of the columns of numbers */
};

extern const struct qs_design_form qs_design_forms[QS_DESIGN_TABLES];

/* Takes a row: as many cells as the form has heads. Texts hold during the call. failed: memory of `from` ran out. */
struct qs_design_taker {
	void *self;
	void (*take)(void *self, const struct qs_design_cell *cells);
	const struct qs_allocator *from;
	int failed;
};

/* A site's rows of the boundary: a row a registration and unit; none without verdicts. */
void qs_design_boundary(const struct qs_result_head *head, enum qs_lang lang, const struct qs_result *result,
			struct qs_design_taker *taker);

/* Values of the methodologies among the groups that the results rest on (used: qs_site_uses). */
void qs_design_parameters(const struct qs_result_head *head, enum qs_lang lang, const unsigned char *used,
			  struct qs_design_taker *taker);

/* What the methodologies of the portfolio's registrations ask to measure. */
void qs_design_monitored(const struct qs_result_head *head, enum qs_lang lang, struct qs_design_taker *taker);

/* Names for people: of a substrate; of a treatment, its id where it has none, "-" for none. */
const char *qs_design_substrate(const struct qs_result_head *head, enum qs_lang lang, int substrate);
const char *qs_design_treatment(enum qs_lang lang, const struct qs_treatment *treatment);

#endif
