/* A text out of a result file: what a command needs to read back. */
#ifndef QS_IO_H5_READ_H
#define QS_IO_H5_READ_H

#include "model/base/arena.h"
#include "model/base/status.h"

#include <stddef.h>

/* The text of a dataset that holds one, with a final zero, in the arena. QS_EFILE if the file or the dataset is not there or
 * holds something else. */
qs_status qs_h5_read_text(struct qs_arena *arena, const char *path, const char *dataset, const char **text, size_t *n,
			  struct qs_err *err);

#endif
