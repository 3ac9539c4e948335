#include "validation/case_columns.h"

const double *qs_case_column(const struct qs_case_given *given, const char *key, double min, double max, size_t *n)
{
	size_t found = *n;
	const double *const values = qs_case_numbers(given, key, min, max, &found);

	if (values && !found) {
		qs_case_refuse(given, key, "no element");
		return NULL;
	}
	if (values)
		*n = found;
	return values;
}

const double *qs_case_flags(const struct qs_case_given *given, const char *key, size_t *n)
{
	const double *const flags = qs_case_column(given, key, 0, 1, n);

	for (size_t i = 0; flags && i < *n; i++)
		if (flags[i] != 0 && flags[i] != 1)
			qs_case_refuse(given, key, "a flag that is neither 0 nor 1");
	return flags;
}

int qs_case_columns(const struct qs_case_given *given, size_t n, double **columns, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		columns[i] = qs_arena_take(given->arena, n, sizeof *columns[i]);
		if (!columns[i])
			return 1;
	}
	return 0;
}

void qs_case_put_column(struct qs_json_out *out, const char *key, const double *values, size_t n)
{
	qs_json_out_array_row(out, key);
	for (size_t i = 0; i < n; i++)
		qs_json_out_number(out, NULL, values[i]);
	qs_json_out_end(out);
}
