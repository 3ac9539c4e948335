/* A text or numbers out of a result file: what a command or a client of the library reads back. */
#ifndef QS_IO_H5_READ_H
#define QS_IO_H5_READ_H

#include "model/base/arena.h"
#include "model/base/status.h"

#include <stddef.h>

/* The text of a dataset that holds one, with a final zero, in the arena. QS_EFILE if the file or the dataset is not
 * there or holds something else. */
qs_status qs_h5_read_text(struct qs_arena *arena, const char *path, const char *dataset, const char **text, size_t *n,
			  struct qs_err *err);

/* The texts of a dataset of one dimension, likewise. */
qs_status qs_h5_read_texts(struct qs_arena *arena, const char *path, const char *dataset, const char ***texts, size_t *n,
			   struct qs_err *err);

enum { QS_H5_RANK_MOST = 8 };

/* Numbers of a dataset of any numeric type, as doubles in the arena, the last dimension running fastest. */
struct qs_h5_numbers {
	double *value;
	size_t n, shape[QS_H5_RANK_MOST];
	int rank; /* 0: a single number */
};

/* Reads a dataset ("/npv_p50", "/portfolio/live_c"). QS_EFILE if the file or the dataset is not there or holds no
 * numbers; QS_ENOMEM. */
qs_status qs_h5_read_numbers(struct qs_arena *arena, const char *path, const char *dataset,
			     struct qs_h5_numbers *numbers, struct qs_err *err);

#endif
