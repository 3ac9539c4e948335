#include "io/h5_read.h"

#include <hdf5.h>
#include <string.h>

/* Texts of result files have no fixed length: HDF5 takes their memory, and takes it back. */
static int read_whole(struct qs_arena *arena, hid_t set, hid_t type, const char **text)
{
	const hid_t space = H5Dget_space(set);
	char *bytes = NULL;
	int failed = H5Sget_simple_extent_npoints(space) != 1 || H5Tget_class(type) != H5T_STRING ||
		     H5Tis_variable_str(type) <= 0 || H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, &bytes) < 0;

	if (!failed && bytes) {
		*text = qs_arena_text(arena, bytes, strlen(bytes));
		failed = !*text;
		H5Dvlen_reclaim(type, space, H5P_DEFAULT, &bytes);
	}
	H5Sclose(space);
	return failed || !bytes;
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

qs_status qs_h5_read_text(struct qs_arena *arena, const char *path, const char *dataset, const char **text, size_t *n,
			  struct qs_err *err)
{
	hid_t file, type;
	const hid_t set = open_set(path, dataset, &file);
	int failed = set < 0;

	if (!failed) {
		type = H5Dget_type(set);
		failed = type < 0 || read_whole(arena, set, type, text);
		if (type >= 0)
			H5Tclose(type);
		H5Dclose(set);
		H5Fclose(file);
	}
	if (failed)
		return qs_fail(err, QS_EFILE, "%s holds no text \"%s\"", path, dataset);
	*n = strlen(*text);
	return QS_OK;
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
