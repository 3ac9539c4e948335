#include "io/h5.h"

#include <stdio.h>
#include <string.h>

/* One use of a dimension by a dataset, as the attribute REFERENCE_LIST of a dimension scale wants it. */
struct qs_h5_reference {
	hobj_ref_t set;
	int axis;
	struct qs_h5_reference *next;
};

struct listed {
	hobj_ref_t set;
	int axis;
};

int qs_h5_fails(struct qs_h5 *h5, int failed, const char *where)
{
	if (failed && !h5->failed) {
		h5->failed = 1;
		h5->where = where;
	}
	return h5->failed;
}

void qs_h5_hush(struct qs_h5 *h5)
{
	H5Eget_auto2(H5E_DEFAULT, &h5->says, &h5->says_to);
	H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
}

void qs_h5_unhush(struct qs_h5 *h5)
{
	H5Eset_auto2(H5E_DEFAULT, h5->says, h5->says_to);
}

/* A scalar's space, a type for texts of attributes, whose size and set of characters change, one for lists of scales,
 * and a way of writing whose buffer is no larger than a core's cache: HDF5 clears its own of 1 MiB for every write of
 * texts. */
static void open_shared(struct qs_h5 *h5)
{
	enum { BUFFER = 1 << 15 };

	h5->scalar = H5Screate(H5S_SCALAR);
	h5->mark_type = H5Tcopy(H5T_C_S1);
	h5->list_type = H5Tvlen_create(H5T_STD_REF_OBJ);
	h5->transfer = H5Pcreate(H5P_DATASET_XFER);
	qs_h5_fails(h5,
		    h5->scalar < 0 || h5->mark_type < 0 || h5->list_type < 0 || h5->transfer < 0 ||
			    H5Tset_strpad(h5->mark_type, H5T_STR_NULLTERM) < 0 ||
			    H5Pset_buffer(h5->transfer, BUFFER, NULL, NULL) < 0,
		    "file");
}

static void close_shared(struct qs_h5 *h5)
{
	if (h5->scalar > 0)
		H5Sclose(h5->scalar);
	if (h5->mark_type > 0)
		H5Tclose(h5->mark_type);
	if (h5->list_type > 0)
		H5Tclose(h5->list_type);
	if (h5->transfer > 0)
		H5Pclose(h5->transfer);
	h5->scalar = h5->mark_type = h5->list_type = h5->transfer = 0;
}

void qs_h5_open(struct qs_h5 *h5, const struct qs_allocator *from, const char *path)
{
	enum { GROW = 1 << 20 };
	const unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
	hid_t access, create;

	memset(h5, 0, sizeof *h5);
	h5->path = path;
	qs_arena_init(&h5->arena, from);
	qs_h5_hush(h5);
	access = H5Pcreate(H5P_FILE_ACCESS);
	create = H5Pcreate(H5P_FILE_CREATE);
	h5->plain = H5Pcreate(H5P_DATASET_CREATE);
	h5->strings = H5Pcreate(H5P_DATASET_CREATE);
	h5->group_plan = H5Pcreate(H5P_GROUP_CREATE);
	h5->text_type = H5Tcopy(H5T_C_S1);
	open_shared(h5);
	qs_h5_fails(h5,
		    access < 0 || create < 0 || h5->plain < 0 || h5->strings < 0 || h5->group_plan < 0 ||
			    h5->text_type < 0,
		    "file");
	qs_h5_fails(h5,
		    (!path && H5Pset_fapl_core(access, GROW, 0) < 0) ||
			    H5Pset_libver_bounds(access, H5F_LIBVER_V18, H5F_LIBVER_V18) < 0 ||
			    H5Pset_sieve_buf_size(access, 0) < 0,
		    "file");
	qs_h5_fails(h5,
		    H5Pset_obj_track_times(create, 0) < 0 || H5Pset_link_creation_order(create, order) < 0 ||
			    H5Pset_attr_creation_order(create, order) < 0,
		    "file");
	qs_h5_fails(h5,
		    H5Pset_obj_track_times(h5->group_plan, 0) < 0 ||
			    H5Pset_link_creation_order(h5->group_plan, order) < 0 ||
			    H5Pset_attr_creation_order(h5->group_plan, order) < 0,
		    "group");
	qs_h5_fails(h5,
		    H5Pset_obj_track_times(h5->plain, 0) < 0 || H5Pset_attr_creation_order(h5->plain, order) < 0 ||
			    H5Pset_alloc_time(h5->plain, H5D_ALLOC_TIME_EARLY) < 0 ||
			    H5Pset_fill_time(h5->plain, H5D_FILL_TIME_NEVER) < 0,
		    "dataset");
	qs_h5_fails(h5,
		    H5Pset_obj_track_times(h5->strings, 0) < 0 || H5Pset_attr_creation_order(h5->strings, order) < 0,
		    "dataset");
	qs_h5_fails(h5, H5Tset_size(h5->text_type, H5T_VARIABLE) < 0 || H5Tset_cset(h5->text_type, H5T_CSET_UTF8) < 0,
		    "text");
	h5->file = h5->failed ? -1 : H5Fcreate(path ? path : "results.h5", H5F_ACC_TRUNC, create, access);
	qs_h5_fails(h5, h5->file < 0, "file");
	H5Pclose(access);
	H5Pclose(create);
	qs_h5_unhush(h5);
}

qs_status qs_h5_status(const struct qs_h5 *h5, struct qs_err *err)
{
	if (h5->failed && h5->path)
		return qs_fail(err, QS_EFILE, "%s cannot be written, at %s", h5->path, h5->where);
	if (h5->failed)
		return qs_fail(err, QS_ENOMEM, "results.h5, at %s", h5->where);
	return QS_OK;
}

static void say(struct qs_h5 *h5, hid_t of, const char *name, const char *text, size_t n, H5T_cset_t set)
{
	hid_t attribute;

	if (h5->failed)
		return;
	H5Tset_size(h5->mark_type, n ? n : 1);
	H5Tset_cset(h5->mark_type, set);
	attribute = H5Acreate2(of, name, h5->mark_type, h5->scalar, H5P_DEFAULT, H5P_DEFAULT);
	qs_h5_fails(h5, attribute < 0 || H5Awrite(attribute, h5->mark_type, text) < 0, name);
	H5Aclose(attribute);
}

void qs_h5_say(struct qs_h5 *h5, hid_t of, const char *name, const char *text)
{
	say(h5, of, name, text, strlen(text), H5T_CSET_UTF8);
}

/* The marks of a dimension scale: ASCII with their final zero, or the HDF5 library does not take them for marks. */
static void say_mark(struct qs_h5 *h5, hid_t of, const char *name, const char *text)
{
	say(h5, of, name, text, strlen(text) + 1, H5T_CSET_ASCII);
}

static void say_scalar(struct qs_h5 *h5, hid_t of, const char *name, hid_t file_type, hid_t type, const void *value)
{
	hid_t attribute;

	if (h5->failed)
		return;
	attribute = H5Acreate2(of, name, file_type, h5->scalar, H5P_DEFAULT, H5P_DEFAULT);
	qs_h5_fails(h5, attribute < 0 || H5Awrite(attribute, type, value) < 0, name);
	H5Aclose(attribute);
}

void qs_h5_say_number(struct qs_h5 *h5, hid_t of, const char *name, double value)
{
	say_scalar(h5, of, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

void qs_h5_say_int(struct qs_h5 *h5, hid_t of, const char *name, int value)
{
	say_scalar(h5, of, name, H5T_STD_I32LE, H5T_NATIVE_INT, &value);
}

/* A dataset over dimensions, and its mark in their lists. */
static hid_t make(struct qs_h5 *h5, hid_t where, const char *name, hid_t type, hid_t plan, size_t rank,
		  const size_t *dimension)
{
	hsize_t length[QS_H5_RANK];
	hid_t space, set;

	if (h5->failed)
		return -1;
	for (size_t i = 0; i < rank; i++)
		length[i] = h5->dimension[dimension[i]].length;
	space = rank ? H5Screate_simple((int)rank, length, NULL) : h5->scalar;
	set = H5Dcreate2(where, name, type, space, H5P_DEFAULT, plan, H5P_DEFAULT);
	qs_h5_fails(h5, set < 0, name);
	if (rank)
		H5Sclose(space);
	return set;
}

/* The attribute DIMENSION_LIST: for each axis the scale it uses. */
static void attach(struct qs_h5 *h5, hid_t set, const char *name, size_t rank, const size_t *dimension)
{
	const hsize_t length = rank;
	hobj_ref_t scale[QS_H5_RANK], own;
	hvl_t list[QS_H5_RANK];
	hid_t space, attribute;

	if (h5->failed || !rank)
		return;
	qs_h5_fails(h5, H5Rcreate(&own, set, ".", H5R_OBJECT, -1) < 0, name);
	for (size_t i = 0; i < rank; i++) {
		struct qs_h5_dimension *const d = &h5->dimension[dimension[i]];
		struct qs_h5_reference *const use = qs_arena_take(&h5->arena, 1, sizeof *use);

		if (qs_h5_fails(h5, !use || (!d->used && H5Rcreate(&d->reference, d->scale, ".", H5R_OBJECT, -1) < 0),
				name))
			return;
		scale[i] = d->reference;
		list[i].len = 1;
		list[i].p = &scale[i];
		use->set = own;
		use->axis = (int)i;
		use->next = d->used;
		d->used = use;
		d->used_count++;
	}
	space = H5Screate_simple(1, &length, NULL);
	attribute = H5Acreate2(set, "DIMENSION_LIST", h5->list_type, space, H5P_DEFAULT, H5P_DEFAULT);
	qs_h5_fails(h5, attribute < 0 || H5Awrite(attribute, h5->list_type, list) < 0, name);
	H5Aclose(attribute);
	H5Sclose(space);
}

static size_t dimension_add(struct qs_h5 *h5, const char *name, size_t length, hid_t file_type, hid_t type, hid_t plan,
			    const void *values)
{
	const size_t index = h5->dimensions;
	struct qs_h5_dimension *const d = &h5->dimension[index];

	if (qs_h5_fails(h5, index >= QS_H5_DIMENSIONS, name))
		return 0;
	h5->dimensions++;
	d->name = name;
	d->length = length;
	d->scale = make(h5, h5->file, name, file_type, plan, 1, &index);
	if (!h5->failed && length && values)
		qs_h5_fails(h5, H5Dwrite(d->scale, type, H5S_ALL, H5S_ALL, h5->transfer, values) < 0, name);
	say_mark(h5, d->scale, "CLASS", "DIMENSION_SCALE");
	say_mark(h5, d->scale, "NAME", name);
	qs_h5_say_int(h5, d->scale, "_Netcdf4Dimid", (int)index);
	return index;
}

/* As the netCDF library marks a dimension that is no variable; it has no storage. */
size_t qs_h5_dimension_bare(struct qs_h5 *h5, const char *name, size_t length)
{
	char mark[80];
	const size_t index = h5->dimensions;
	struct qs_h5_dimension *const d = &h5->dimension[index];

	if (qs_h5_fails(h5, index >= QS_H5_DIMENSIONS, name))
		return 0;
	h5->dimensions++;
	d->name = name;
	d->length = length;
	d->scale = make(h5, h5->file, name, H5T_IEEE_F32BE, h5->strings, 1, &index);
	snprintf(mark, sizeof mark, "This is a netCDF dimension but not a netCDF variable.%10zu", length);
	say_mark(h5, d->scale, "CLASS", "DIMENSION_SCALE");
	say_mark(h5, d->scale, "NAME", mark);
	qs_h5_say_int(h5, d->scale, "_Netcdf4Dimid", (int)index);
	return index;
}

size_t qs_h5_dimension_int(struct qs_h5 *h5, const char *name, size_t length, const int *values)
{
	return dimension_add(h5, name, length, H5T_STD_I32LE, H5T_NATIVE_INT, h5->plain, values);
}

size_t qs_h5_dimension_double(struct qs_h5 *h5, const char *name, size_t length, const double *values)
{
	return dimension_add(h5, name, length, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, h5->plain, values);
}

size_t qs_h5_dimension_text(struct qs_h5 *h5, const char *name, size_t length, const char *const *values)
{
	return dimension_add(h5, name, length, h5->text_type, h5->text_type, h5->strings, values);
}

void qs_h5_dimension_fill(struct qs_h5 *h5, size_t dimension, const char *const *values)
{
	const struct qs_h5_dimension *const d = &h5->dimension[dimension];

	if (!h5->failed && d->length)
		qs_h5_fails(h5, H5Dwrite(d->scale, h5->text_type, H5S_ALL, H5S_ALL, h5->transfer, values) < 0, d->name);
}

hid_t qs_h5_group(struct qs_h5 *h5, const char *name)
{
	hid_t group;

	if (h5->failed)
		return -1;
	group = H5Gcreate2(h5->file, name, H5P_DEFAULT, h5->group_plan, H5P_DEFAULT);
	qs_h5_fails(h5, group < 0, name);
	return group;
}

hid_t qs_h5_doubles(struct qs_h5 *h5, hid_t where, const char *name, size_t rank, const size_t *dimension)
{
	const hid_t set = make(h5, where, name, H5T_IEEE_F64LE, h5->plain, rank, dimension);

	attach(h5, set, name, rank, dimension);
	return set;
}

/* A dataset over one dimension. */
static hid_t make_column(struct qs_h5 *h5, hid_t where, const char *name, hid_t type, size_t dimension)
{
	const hid_t set = make(h5, where, name, type, h5->plain, 1, &dimension);

	attach(h5, set, name, 1, &dimension);
	return set;
}

hid_t qs_h5_floats(struct qs_h5 *h5, hid_t where, const char *name, size_t dimension)
{
	return make_column(h5, where, name, H5T_IEEE_F32LE, dimension);
}

hid_t qs_h5_bytes(struct qs_h5 *h5, hid_t where, const char *name, size_t dimension)
{
	return make_column(h5, where, name, H5T_STD_I8LE, dimension);
}

void qs_h5_say_bytes(struct qs_h5 *h5, hid_t of, const char *name, hsize_t n, const signed char *values)
{
	hid_t space, attribute;

	if (h5->failed)
		return;
	space = H5Screate_simple(1, &n, NULL);
	attribute = H5Acreate2(of, name, H5T_STD_I8LE, space, H5P_DEFAULT, H5P_DEFAULT);
	qs_h5_fails(h5, attribute < 0 || H5Awrite(attribute, H5T_NATIVE_SCHAR, values) < 0, name);
	H5Aclose(attribute);
	H5Sclose(space);
}

hid_t qs_h5_texts_make(struct qs_h5 *h5, hid_t where, const char *name, size_t rank, size_t dimension,
		       const char *long_name)
{
	const hid_t set = make(h5, where, name, h5->text_type, h5->strings, rank, &dimension);

	attach(h5, set, name, rank, &dimension);
	qs_h5_say(h5, set, "long_name", long_name);
	return set;
}

void qs_h5_texts(struct qs_h5 *h5, hid_t where, const char *name, size_t rank, size_t dimension,
		 const char *const *values, const char *long_name)
{
	const hid_t set = qs_h5_texts_make(h5, where, name, rank, dimension, long_name);

	qs_h5_texts_put(h5, set, rank ? h5->dimension[dimension].length : 1, values);
	if (set > 0)
		H5Dclose(set);
}

/* The attribute REFERENCE_LIST of a scale. The array is zeroed before it is filled: its padding goes to the file. */
static void list_users(struct qs_h5 *h5, struct qs_h5_dimension *d)
{
	const hsize_t length = d->used_count;
	struct listed *list = qs_arena_take(&h5->arena, d->used_count, sizeof *list);
	size_t i = d->used_count;
	hid_t type, space, attribute;

	if (qs_h5_fails(h5, !list, d->name) || !i)
		return;
	for (const struct qs_h5_reference *use = d->used; use; use = use->next) {
		list[--i].set = use->set;
		list[i].axis = use->axis;
	}
	type = H5Tcreate(H5T_COMPOUND, sizeof *list);
	H5Tinsert(type, "dataset", HOFFSET(struct listed, set), H5T_STD_REF_OBJ);
	H5Tinsert(type, "dimension", HOFFSET(struct listed, axis), H5T_NATIVE_INT);
	space = H5Screate_simple(1, &length, NULL);
	attribute = H5Acreate2(d->scale, "REFERENCE_LIST", type, space, H5P_DEFAULT, H5P_DEFAULT);
	qs_h5_fails(h5, attribute < 0 || H5Awrite(attribute, type, list) < 0, d->name);
	H5Aclose(attribute);
	H5Sclose(space);
	H5Tclose(type);
}

qs_status qs_h5_finish(struct qs_h5 *h5, struct qs_err *err)
{
	qs_h5_hush(h5);
	for (size_t i = 0; i < h5->dimensions; i++) {
		if (!h5->failed)
			list_users(h5, &h5->dimension[i]);
		if (h5->dimension[i].scale > 0)
			qs_h5_fails(h5, H5Dclose(h5->dimension[i].scale) < 0, h5->dimension[i].name);
		h5->dimension[i].scale = 0;
	}
	if (h5->file > 0)
		qs_h5_fails(h5, H5Fclose(h5->file) < 0, "the end");
	h5->file = 0;
	qs_h5_unhush(h5);
	return qs_h5_status(h5, err);
}

qs_status qs_h5_put(struct qs_h5 *h5, struct qs_folder *folder, const char *name, struct qs_err *err)
{
	qs_status status;

	qs_h5_hush(h5);
	for (size_t i = 0; i < h5->dimensions && !h5->failed; i++)
		list_users(h5, &h5->dimension[i]);
	qs_h5_settle(h5);
	status = qs_h5_status(h5, err);
	if (!status)
		status = qs_file_put(folder, name, *h5->image, h5->image_size, err);
	qs_h5_unhush(h5);
	return status;
}

void qs_h5_free(struct qs_h5 *h5)
{
	qs_h5_hush(h5);
	for (size_t i = 0; i < h5->dimensions; i++)
		if (h5->dimension[i].scale > 0)
			H5Dclose(h5->dimension[i].scale);
	if (h5->plain > 0)
		H5Pclose(h5->plain);
	if (h5->strings > 0)
		H5Pclose(h5->strings);
	if (h5->group_plan > 0)
		H5Pclose(h5->group_plan);
	if (h5->text_type > 0)
		H5Tclose(h5->text_type);
	close_shared(h5);
	if (h5->file > 0)
		H5Fclose(h5->file);
	qs_h5_unhush(h5);
	qs_arena_free(&h5->arena);
	h5->dimensions = 0;
	h5->plain = h5->strings = h5->group_plan = h5->text_type = h5->file = 0;
}
