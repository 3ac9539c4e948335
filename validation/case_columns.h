/* Lists of one length in `given` and in a case's result. */
#ifndef QS_VALIDATION_CASE_COLUMNS_H
#define QS_VALIDATION_CASE_COLUMNS_H

#include "validation/given.h"

/* A list of numbers in [min, max] with at least one element: *n of them if *n is 0, else it must have *n. NULL and a
 * mistake if there is none. */
const double *qs_case_column(const struct qs_case_given *given, const char *key, double min, double max, size_t *n);

/* A list of flags, 0 or 1, as above. */
const double *qs_case_flags(const struct qs_case_given *given, const char *key, size_t *n);

/* count columns of n zeroes for a result, in the arena; 0, or nonzero if there is no memory. */
int qs_case_columns(const struct qs_case_given *given, size_t n, double **columns, size_t count);

/* Writes a list; what is not finite becomes null. */
void qs_case_put_column(struct qs_json_out *out, const char *key, const double *values, size_t n);

#endif
