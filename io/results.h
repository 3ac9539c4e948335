/* The result files of a run, written by sinks: each under a temporary name until all of them are whole. */
#ifndef QS_IO_RESULTS_H
#define QS_IO_RESULTS_H

#include "io/files.h"
#include "model/base/context.h"
#include "model/base/sink.h"

/* A sink that writes results.h5, sites.csv, years.csv, cash.csv, credits.csv, estimate.csv, districts.csv, ledger.csv,
 * sites.geojson, summary.json, trace.json,
 * report.html and report.xlsx into a folder. The folder is made if need be; a complete earlier result of the same command in it is
 * replaced file by file at the end; anything else in it: QS_EFILE with a hint. On drop nothing stays under a final name that was not
 * there before. */
qs_status qs_results_open(const struct qs_context *context, const char *folder, enum qs_lang lang, struct qs_sink *sink,
			  struct qs_err *err);

/* The same as the results of another command ("update"): run.json must name it. */
qs_status qs_results_open_as(const struct qs_context *context, const char *folder, const char *command, enum qs_lang lang,
			     struct qs_sink *sink, struct qs_err *err);

/* The folder that the files are staged in, for further files of the command before qs_results_finish. */
struct qs_folder *qs_results_folder(const struct qs_sink *sink);

/* The text of summary.json after `end`; owned by the sink, valid until qs_results_close. */
const char *qs_results_summary(const struct qs_sink *sink);

/* Puts all files under their final names (run.json's text is given by the caller and written last), then frees the sink.
 * Without a successful `end` it only drops and frees. Safe on a zeroed sink and twice. */
qs_status qs_results_finish(struct qs_sink *sink, const char *run_json, struct qs_err *err);

/* Drops what was not finished and frees; safe on a zeroed sink and twice. */
void qs_results_close(struct qs_sink *sink);

#endif
