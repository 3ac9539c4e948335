/* What `qingshan update` adds to the results of the updated run: update.json (figures as registered and as updated,
 * observations, weights by year), weights.csv (every candidate: ln L, weight, copies) and update.html (one page of
 * it). The registered results are read and never written. */
#ifndef QS_IO_UPDATE_RESULTS_H
#define QS_IO_UPDATE_RESULTS_H

#include "io/files.h"
#include "io/json.h"
#include "io/text.h"
#include "model/land/observe.h"
#include "model/update.h"

struct qs_update_told {
	const struct qs_json *before, *after; /* summary.json as registered, and of the updated run */
	const char *before_hash, *before_version; /* SHA-256 of the registered results.h5; version that made them */
	const char *monitoring_hash;
	const struct qs_observation *observations;
	size_t n;
	const struct qs_update *update;
	int first_year;
	size_t years;
	const double *gain[2]; /* carbon gain of the project, t CO2e: as registered, as updated; [years][3] quantiles 10, 50, 90 %; or NULL */
};

/* Stages the files in an open results folder. json: the text of update.json, in the arena. QS_EFILE, QS_ENOMEM. */
qs_status qs_update_put(struct qs_folder *folder, const struct qs_update_told *told, enum qs_lang lang, struct qs_arena *arena,
			const char **json, struct qs_err *err);

/* ---- used by the parts of this module alone ---- */

/* A figure of both summaries that has quantiles: 10, 50, 90 %. */
struct qs_update_figure {
	double before[3], after[3];
};

/* Calls `take` for every member of both summaries with the same path that has quantiles (share 0), or is a share or a
 * probability (share 1: before[1] and after[1] hold it). Entries of a list with ids or years have those in the path. */
void qs_update_figures(const struct qs_update_told *told,
		       void (*take)(void *self, const char *path, int share, const struct qs_update_figure *figure), void *self);

/* 1 - width after / width before, widths from 10 to 90 %; NaN without a width before. */
double qs_update_narrowed(const double before[3], const double after[3]);

/* (y - median after) / sqrt(sd^2 + spread after^2), the spread being a normal's: (p90 - p10) / 2.563. */
double qs_update_misfit(const struct qs_observation *observation, const struct qs_update_reading *reading);

/* The page (io/update_page.c). Fails only without memory, which the buffer remembers. */
void qs_update_page_write(struct qs_buffer *to, const struct qs_update_told *told, enum qs_lang lang);

#endif
