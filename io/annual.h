/* The yearly check-up of the districts as a document in HTML: one table a district, a row a year, from districts.csv of a run,
 * with what partnerships cost each district's budget. Source of the question: 京规自发〔2023〕60号, 3 and 3 (1); limits of
 * fiscal capacity recalled.
 */
#ifndef QS_IO_ANNUAL_H
#define QS_IO_ANNUAL_H

#include "io/csv.h"
#include "io/plan.h"

/* Appends the document. table: districts.csv as read back. Fails only without memory, which the buffer remembers. */
void qs_annual_write(struct qs_buffer *to, const struct qs_plan_source *source, const struct qs_csv *table, enum qs_lang lang);

#endif
