#include "io/h5_read.h"

#include <hdf5.h>
#include <string.h>

/* Texts of result files have no fixed length: HDF5 takes their memory, and takes it back. */
static int read_strings(struct qs_arena *arena, hid_t set, hid_t type, const char ***texts, size_t *n)
{
	const hid_t space = H5Dget_space(set);
	const hssize_t points = H5Sget_simple_extent_npoints(space);
	int failed = points < 1 || H5Tget_class(type) != H5T_STRING || H5Tis_variable_str(type) <= 0;
	char **bytes = failed ? NULL : qs_arena_take(arena, (size_t)points, sizeof *bytes);

	*texts = failed ? NULL : qs_arena_take(arena, (size_t)points, sizeof **texts);
	failed = failed || !bytes || !*texts || H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes) < 0;
	if (!failed) {
		*n = (size_t)points;
		for (size_t i = 0; i < *n; i++) {
			(*texts)[i] = bytes[i] ? qs_arena_text(arena, bytes[i], strlen(bytes[i])) : NULL;
			failed |= !(*texts)[i];
		}
		H5Dvlen_reclaim(type, space, H5P_DEFAULT, bytes);
	}
	H5Sclose(space);
	return failed;
}

static hid_t open_set(const char *path, const char *dataset, hid_t *file)
{
	hid_t set;

	H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
	*file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
	set = *file < 0 ? -1 : H5Dopen2(*file, dataset, H5P_DEFAULT);
	if (set < 0 && *file >= 0)
		H5Fclose(*file);
	return set;
}

qs_status qs_h5_read_texts(struct qs_arena *arena, const char *path, const char *dataset, const char ***texts,
			   size_t *n, struct qs_err *err)
{
	hid_t file, type;
	const hid_t set = open_set(path, dataset, &file);
	int failed = set < 0;

	if (!failed) {
		type = H5Dget_type(set);
		failed = type < 0 || read_strings(arena, set, type, texts, n);
		if (type >= 0)
			H5Tclose(type);
		H5Dclose(set);
		H5Fclose(file);
	}
	return failed ? qs_fail(err, QS_EFILE, "%s holds no text \"%s\"", path, dataset) : QS_OK;
}

qs_status qs_h5_read_text(struct qs_arena *arena, const char *path, const char *dataset, const char **text, size_t *n,
			  struct qs_err *err)
{
	const char **texts;
	size_t count;
	qs_status status = qs_h5_read_texts(arena, path, dataset, &texts, &count, err);

	if (!status && count != 1)
		status = qs_fail(err, QS_EFILE, "%s holds no text \"%s\"", path, dataset);
	if (!status) {
		*text = texts[0];
		*n = strlen(*text);
	}
	return status;
}

/* 0; 1: no numbers; 2: no memory. */
static int read_box(struct qs_arena *arena, hid_t set, struct qs_h5_numbers *numbers)
{
	const hid_t space = H5Dget_space(set), type = H5Dget_type(set);
	const H5T_class_t class = H5Tget_class(type);
	hsize_t shape[QS_H5_RANK_MOST] = {0};
	int failed =
		(class != H5T_FLOAT && class != H5T_INTEGER) || H5Sget_simple_extent_ndims(space) > QS_H5_RANK_MOST;

	numbers->rank = failed ? 0 : H5Sget_simple_extent_dims(space, shape, NULL);
	failed |= numbers->rank < 0;
	numbers->n = 1;
	for (int d = 0; !failed && d < numbers->rank; d++) {
		numbers->shape[d] = (size_t)shape[d];
		numbers->n *= numbers->shape[d];
	}
	if (!failed) {
		numbers->value = qs_arena_take(arena, numbers->n + 1, sizeof *numbers->value);
		failed = !numbers->value
				 ? 2
				 : H5Dread(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers->value) < 0;
	}
	H5Tclose(type);
	H5Sclose(space);
	return failed;
}

qs_status qs_h5_read_numbers(struct qs_arena *arena, const char *path, const char *dataset,
			     struct qs_h5_numbers *numbers, struct qs_err *err)
{
	hid_t file;
	const hid_t set = open_set(path, dataset, &file);
	int failed = set < 0;

	*numbers = (struct qs_h5_numbers){.value = NULL};
	if (!failed) {
		failed = read_box(arena, set, numbers);
		H5Dclose(set);
		H5Fclose(file);
	}
	if (failed == 2)
		return qs_fail(err, QS_ENOMEM, "%s: %s", path, dataset);
	return failed ? qs_fail(err, QS_EFILE, "%s holds no numbers \"%s\"", path, dataset) : QS_OK;
}
