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

qs_status qs_h5_read_text(struct qs_arena *arena, const char *path, const char *dataset, const char **text, size_t *n,
			  struct qs_err *err)
{
	hid_t file, set = -1, type = -1;
	int failed;

	H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
	file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
	if (file >= 0)
		set = H5Dopen2(file, dataset, H5P_DEFAULT);
	if (set >= 0)
		type = H5Dget_type(set);
	failed = type < 0 || read_whole(arena, set, type, text);
	if (type >= 0)
		H5Tclose(type);
	if (set >= 0)
		H5Dclose(set);
	if (file >= 0)
		H5Fclose(file);
	if (failed)
		return qs_fail(err, QS_EFILE, "%s holds no text \"%s\"", path, dataset);
	*n = strlen(*text);
	return QS_OK;
}
