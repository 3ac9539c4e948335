/* What a sweep leaves in its folder: results.h5 (inputs and outputs by scenario), scenarios.csv (the same), summary.json (the
 * analysis) and report.html (one page of it). Nothing of the machine, of shards or of threads is in them.
 */
#ifndef QS_IO_SWEEP_RESULTS_H
#define QS_IO_SWEEP_RESULTS_H

#include "io/files.h"
#include "io/text.h"
#include "model/sweep.h"

/* Stages all files in an open results folder. QS_EFILE, QS_ENOMEM. summary: the text of summary.json in the arena. */
qs_status qs_sweep_results_put(struct qs_folder *folder, const struct qs_sweep_table *table,
			       const struct qs_sweep_analysis *analysis, enum qs_lang lang, struct qs_arena *arena,
			       const char **summary, struct qs_err *err);

/* ---- used by the parts of this module alone ---- */

/* The page (io/sweep_report.c). Fails only without memory, which the buffer remembers. */
void qs_sweep_report_write(struct qs_buffer *to, const struct qs_sweep_table *table, const struct qs_sweep_analysis *analysis,
			   enum qs_lang lang);

/* The number of level i of an axis (class i of a continuous one), or its label in text. */
const char *qs_sweep_level(const struct qs_sweep_table *table, const struct qs_sweep_analysis *analysis, int which, size_t level,
			   char *text, size_t size);

#endif
