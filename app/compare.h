/* Comparison of two HDF5 files. */
#ifndef QS_APP_COMPARE_H
#define QS_APP_COMPARE_H

#include "model/base/arena.h"
#include "model/base/status.h"

#include <stddef.h>

enum { QS_COMPARE_SHOWN = 20 };

struct qs_compare {
	size_t datasets, values;
	size_t differences;
	const char *shown[QS_COMPARE_SHOWN]; /* the first differences in words */
	size_t shown_count;
	double worst;    /* the largest |a - b| / max(|a|, |b|) of all numbers, allowed or not */
	char where[256]; /* there, or "" */
};

/* Compares two files. Numbers are the same if |a - b| <= rtol max(|a|, |b|) or both are NaN. Texts lie in the arena.
 * QS_OK also if they differ; QS_EFILE if one cannot be read. */
qs_status qs_compare_files(const char *a, const char *b, double rtol, struct qs_arena *arena, struct qs_compare *found,
			   struct qs_err *err);

#endif
