/* The public sheet: what the policy asks to be made public of a plan, as a document in HTML, without any detail of cost. Texts of the
 * input that name money are replaced by a note. Source of the question: 京规自发〔2023〕60号, 3 (3), 3 (4), 3 (6).
 */
#ifndef QS_IO_PUBLIC_SHEET_H
#define QS_IO_PUBLIC_SHEET_H

#include "io/plan.h"

/* Appends the document; of the summary only carbon is read. Fails only without memory, which the
 * buffer remembers. */
void qs_public_write(struct qs_buffer *to, const struct qs_plan_source *source, enum qs_lang lang);

#endif
