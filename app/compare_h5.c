/* The walk of two HDF5 files for `qingshan compare`.
 *
 * Links of A are visited by name and looked for in B, and the other way round. Datasets are read a slab of the first
 * dimension at a time. Object references (dimension scales) are compared by the names of what they point to; the
 * inverse list that HDF5 keeps of them (REFERENCE_LIST) says nothing more and is passed over.
 */
#include "app/compare.h"
#include "app/compare_names.h"

#include <errno.h>
#include <hdf5.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { QS_SLAB = 1 << 20 }; /* values read at a time */

struct work {
	struct qs_arena *arena;
	struct qs_compare *found;
	double rtol;
	hid_t a, b; /* the files */
	struct qs_h5_names *of_a, *of_b;
	int failed; /* a file could not be read */
};

/* Notes a difference at a place; only the first ones are kept in words. */
static void differs(struct work *work, const char *path, const char *name, const char *what)
{
	struct qs_compare *const found = work->found;
	char *text;
	size_t room;

	if (found->differences++ >= QS_COMPARE_SHOWN)
		return;
	room = strlen(path) + strlen(name) + strlen(what) + 8;
	text = qs_arena_take(work->arena, room, 1);
	if (!text)
		return;
	snprintf(text, room, "%s%s%s: %s", path, *name ? "@" : "", name, what);
	found->shown[found->shown_count++] = text;
}

static int same_number(double a, double b, double rtol)
{
	if (a == b || (isnan(a) && isnan(b)))
		return 1;
	return fabs(a - b) <= rtol * fmax(fabs(a), fabs(b));
}

static void note_number(struct work *work, const char *path, const char *name, size_t index, double a, double b)
{
	struct qs_compare *const found = work->found;
	const double relative = fabs(a - b) / fmax(fabs(a), fabs(b));
	char text[160];

	found->values++;
	if (a != b && isfinite(relative) && relative > found->worst) {
		found->worst = relative;
		snprintf(found->where, sizeof found->where, "%s%s%s[%zu]", path, *name ? "@" : "", name, index);
	}
	if (same_number(a, b, work->rtol))
		return;
	snprintf(text, sizeof text, "[%zu] %.17g, %.17g", index, a, b);
	differs(work, path, name, text);
}

/* ---- values of one type, already in memory ---- */

enum shape { NUMBERS, WHOLE, FIXED_TEXT, POINTER_TEXT, REFERENCES, BYTES };

static enum shape shape_of(hid_t type)
{
	hid_t base;
	enum shape shape = BYTES;

	switch (H5Tget_class(type)) {
	case H5T_INTEGER:
		return WHOLE;
	case H5T_FLOAT:
		return NUMBERS;
	case H5T_STRING:
		return H5Tis_variable_str(type) > 0 ? POINTER_TEXT : FIXED_TEXT;
	case H5T_VLEN:
		base = H5Tget_super(type);
		if (H5Tget_class(base) == H5T_REFERENCE)
			shape = REFERENCES;
		H5Tclose(base);
		return shape;
	case H5T_NO_CLASS:
	case H5T_TIME:
	case H5T_BITFIELD:
	case H5T_OPAQUE:
	case H5T_COMPOUND:
	case H5T_REFERENCE:
	case H5T_ENUM:
	case H5T_ARRAY:
	case H5T_NCLASSES:
	default:
		return BYTES;
	}
}

/* Whole numbers may have more digits than a double; the sign of the widest ones is of no matter here. */
static void note_whole(struct work *work, const char *path, const char *name, size_t index, int64_t a, int64_t b)
{
	if (a != b && (double)a == (double)b) {
		work->found->values++;
		differs(work, path, name, "differs in its last digits");
		return;
	}
	note_number(work, path, name, index, (double)a, (double)b);
}

static void compare_texts(struct work *work, const char *path, const char *name, const char *a, const char *b)
{
	char text[200];

	work->found->values++;
	if (!strcmp(a ? a : "", b ? b : ""))
		return;
	snprintf(text, sizeof text, "\"%.80s\", \"%.80s\"", a ? a : "", b ? b : "");
	differs(work, path, name, text);
}

static void compare_references(struct work *work, const char *path, const char *name, const hvl_t *a, const hvl_t *b)
{
	const size_t n = a->len > b->len ? a->len : b->len;

	for (size_t i = 0; i < n; i++)
		compare_texts(work, path, name, qs_h5_name_of(work->a, a, i, work->of_a),
			      qs_h5_name_of(work->b, b, i, work->of_b));
}

/* n values of a type in memory; index of the first in the whole. */
static void compare_values(struct work *work, const char *path, const char *name, hid_t type, size_t first, size_t n,
			   const void *a, const void *b)
{
	const size_t size = H5Tget_size(type);
	const enum shape shape = shape_of(type);

	for (size_t i = 0; i < n; i++) {
		const char *const p = (const char *)a + i * size;
		const char *const q = (const char *)b + i * size;
		char text_a[512], text_b[512];

		switch (shape) {
		case NUMBERS:
			note_number(work, path, name, first + i, ((const double *)a)[i], ((const double *)b)[i]);
			break;
		case WHOLE:
			note_whole(work, path, name, first + i, ((const int64_t *)a)[i], ((const int64_t *)b)[i]);
			break;
		case FIXED_TEXT:
			snprintf(text_a, sizeof text_a, "%.*s", (int)(size < 500 ? size : 500), p);
			snprintf(text_b, sizeof text_b, "%.*s", (int)(size < 500 ? size : 500), q);
			if (memcmp(p, q, size))
				compare_texts(work, path, name, text_a, text_b);
			else
				work->found->values++;
			break;
		case POINTER_TEXT:
			compare_texts(work, path, name, ((char *const *)a)[i], ((char *const *)b)[i]);
			break;
		case REFERENCES:
			compare_references(work, path, name, (const hvl_t *)a + i, (const hvl_t *)b + i);
			break;
		case BYTES:
		default:
			work->found->values++;
			if (memcmp(p, q, size))
				differs(work, path, name, "bytes differ");
			break;
		}
	}
}

/* The type in memory: doubles, 64-bit whole numbers, else as in the file. */
static hid_t memory_type(hid_t type)
{
	const enum shape shape = shape_of(type);

	if (shape == NUMBERS)
		return H5Tcopy(H5T_NATIVE_DOUBLE);
	if (shape == WHOLE)
		return H5Tcopy(H5Tget_sign(type) == H5T_SGN_NONE ? H5T_NATIVE_UINT64 : H5T_NATIVE_INT64);
	return H5Tget_native_type(type, H5T_DIR_DEFAULT);
}

static int needs_reclaim(hid_t type)
{
	const enum shape shape = shape_of(type);

	return shape == POINTER_TEXT || shape == REFERENCES;
}

static int same_shape(struct work *work, const char *path, const char *name, hid_t type_a, hid_t type_b, hid_t space_a,
		      hid_t space_b)
{
	if (H5Tget_class(type_a) != H5Tget_class(type_b) || H5Tget_size(type_a) != H5Tget_size(type_b)) {
		differs(work, path, name, "type differs");
		return 0;
	}
	if (H5Sextent_equal(space_a, space_b) <= 0) {
		differs(work, path, name, "shape differs");
		return 0;
	}
	return 1;
}

/* ---- attributes ---- */

static void compare_attribute_values(struct work *work, const char *path, const char *name, hid_t a, hid_t b)
{
	const hid_t type_a = H5Aget_type(a), type_b = H5Aget_type(b);
	const hid_t space_a = H5Aget_space(a), space_b = H5Aget_space(b);
	hid_t memory;
	hssize_t n;
	char *p, *q;

	if (!same_shape(work, path, name, type_a, type_b, space_a, space_b))
		goto done;
	memory = memory_type(type_a);
	n = H5Sget_simple_extent_npoints(space_a);
	p = calloc((size_t)(n > 0 ? n : 1), H5Tget_size(memory));
	q = calloc((size_t)(n > 0 ? n : 1), H5Tget_size(memory));
	if (!p || !q || n < 0 || H5Aread(a, memory, p) < 0 || H5Aread(b, memory, q) < 0)
		work->failed = 1;
	else
		compare_values(work, path, name, memory, 0, (size_t)n, p, q);
	if (p && q && !work->failed && needs_reclaim(memory)) {
		H5Dvlen_reclaim(memory, space_a, H5P_DEFAULT, p);
		H5Dvlen_reclaim(memory, space_b, H5P_DEFAULT, q);
	}
	free(p);
	free(q);
	H5Tclose(memory);
done:
	H5Sclose(space_a);
	H5Sclose(space_b);
	H5Tclose(type_a);
	H5Tclose(type_b);
}

/* The attributes of one object that are being looked for in the other. */
struct attributes {
	struct work *work;
	const char *path;
	hid_t other;
	int first; /* 1: the first file's, values are compared; 0: the second's, only whether the first has them */
};

static herr_t visit_attribute(hid_t object, const char *name, const H5A_info_t *info, void *data)
{
	const struct attributes *const walk = data;
	hid_t a, b;

	(void)info;
	if (H5Aexists(walk->other, name) <= 0) {
		differs(walk->work, walk->path, name, walk->first ? "only in the first" : "only in the second");
		return 0;
	}
	if (!walk->first || !strcmp(name, "REFERENCE_LIST"))
		return 0;
	a = H5Aopen(object, name, H5P_DEFAULT);
	b = H5Aopen(walk->other, name, H5P_DEFAULT);
	if (a >= 0 && b >= 0)
		compare_attribute_values(walk->work, walk->path, name, a, b);
	else
		walk->work->failed = 1;
	if (a >= 0)
		H5Aclose(a);
	if (b >= 0)
		H5Aclose(b);
	return walk->work->failed ? -1 : 0;
}

static void compare_attributes(struct work *work, const char *path, hid_t a, hid_t b)
{
	struct attributes of_a = {work, path, b, 1}, of_b = {work, path, a, 0};

	if (H5Aiterate2(a, H5_INDEX_NAME, H5_ITER_INC, NULL, visit_attribute, &of_a) < 0 ||
	    H5Aiterate2(b, H5_INDEX_NAME, H5_ITER_INC, NULL, visit_attribute, &of_b) < 0)
		work->failed = 1;
}

/* ---- datasets ---- */

/* Reads rows [start, start + rows) of the first dimension; rank 0 is read whole. */
static int read_slab(hid_t set, hid_t memory, hid_t file_space, int rank, const hsize_t *size, hsize_t start,
		     hsize_t rows, void *to)
{
	hsize_t at[H5S_MAX_RANK] = {0}, count[H5S_MAX_RANK];
	hid_t memory_space;
	int failed;

	if (!rank)
		return H5Dread(set, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, to) < 0;
	memcpy(count, size, (size_t)rank * sizeof *count);
	at[0] = start;
	count[0] = rows;
	memory_space = H5Screate_simple(rank, count, NULL);
	failed = H5Sselect_hyperslab(file_space, H5S_SELECT_SET, at, NULL, count, NULL) < 0 ||
		 H5Dread(set, memory, memory_space, file_space, H5P_DEFAULT, to) < 0;
	H5Sclose(memory_space);
	return failed;
}

struct pair {
	hid_t a, b, space_a, space_b, memory;
	int rank;
	hsize_t size[H5S_MAX_RANK];
	hsize_t row; /* values in a row of the first dimension */
	char *p, *q;
};

static void compare_slabs(struct work *work, const char *path, struct pair *pair, hsize_t rows)
{
	for (hsize_t start = 0; start < pair->size[0] && !work->failed; start += rows) {
		const hsize_t left = pair->size[0] - start;
		const hsize_t now = left < rows ? left : rows;

		if (read_slab(pair->a, pair->memory, pair->space_a, pair->rank, pair->size, start, now, pair->p) ||
		    read_slab(pair->b, pair->memory, pair->space_b, pair->rank, pair->size, start, now, pair->q)) {
			work->failed = 1;
			return;
		}
		compare_values(work, path, "", pair->memory, (size_t)(start * pair->row), (size_t)(now * pair->row),
			       pair->p, pair->q);
		if (needs_reclaim(pair->memory)) {
			const hsize_t n = now * pair->row;
			const hid_t flat = H5Screate_simple(1, &n, NULL);

			H5Dvlen_reclaim(pair->memory, flat, H5P_DEFAULT, pair->p);
			H5Dvlen_reclaim(pair->memory, flat, H5P_DEFAULT, pair->q);
			H5Sclose(flat);
		}
	}
}

static void compare_datasets(struct work *work, const char *path, hid_t a, hid_t b)
{
	struct pair pair = {
		.a = a, .b = b, .space_a = H5Dget_space(a), .space_b = H5Dget_space(b), .row = 1, .size = {1}};
	const hid_t type_a = H5Dget_type(a), type_b = H5Dget_type(b);
	hsize_t rows;

	if (!same_shape(work, path, "", type_a, type_b, pair.space_a, pair.space_b))
		goto done;
	work->found->datasets++;
	pair.memory = memory_type(type_a);
	pair.rank = H5Sget_simple_extent_dims(pair.space_a, pair.size, NULL);
	for (int i = 1; i < pair.rank; i++)
		pair.row *= pair.size[i];
	if (pair.row && H5Sget_simple_extent_npoints(pair.space_a) > 0) {
		rows = pair.row < QS_SLAB ? QS_SLAB / pair.row : 1;
		rows = rows < pair.size[0] ? rows : pair.size[0];
		pair.p = calloc((size_t)(rows * pair.row), H5Tget_size(pair.memory));
		pair.q = calloc((size_t)(rows * pair.row), H5Tget_size(pair.memory));
		if (pair.p && pair.q)
			compare_slabs(work, path, &pair, rows);
		else
			work->failed = 1;
		free(pair.p);
		free(pair.q);
	}
	H5Tclose(pair.memory);
done:
	H5Tclose(type_a);
	H5Tclose(type_b);
	H5Sclose(pair.space_a);
	H5Sclose(pair.space_b);
}

/* ---- the walk ---- */

static void compare_objects(struct work *work, const char *path)
{
	const hid_t a = H5Oopen(work->a, path, H5P_DEFAULT);
	const hid_t b = H5Oopen(work->b, path, H5P_DEFAULT);

	if (a < 0 || b < 0) {
		work->failed = 1;
	} else if (H5Iget_type(a) != H5Iget_type(b)) {
		differs(work, path, "", "kind differs");
	} else {
		compare_attributes(work, path, a, b);
		if (H5Iget_type(a) == H5I_DATASET)
			compare_datasets(work, path, a, b);
	}
	if (a >= 0)
		H5Oclose(a);
	if (b >= 0)
		H5Oclose(b);
}

/* Nonzero if the path's every step is there. */
static int has_object(hid_t file, const char *path)
{
	char step[1024];

	for (size_t i = 1; path[i]; i++) {
		if (path[i] != '/' || i >= sizeof step)
			continue;
		memcpy(step, path, i);
		step[i] = 0;
		if (H5Lexists(file, step, H5P_DEFAULT) <= 0)
			return 0;
	}
	return H5Lexists(file, path, H5P_DEFAULT) > 0;
}

static herr_t visit_first(hid_t group, const char *name, const H5L_info_t *info, void *data)
{
	struct work *const work = data;
	char path[1024];

	(void)group;
	(void)info;
	snprintf(path, sizeof path, "/%s", name);
	if (has_object(work->b, path))
		compare_objects(work, path);
	else
		differs(work, path, "", "only in the first");
	return work->failed ? -1 : 0;
}

static herr_t visit_second(hid_t group, const char *name, const H5L_info_t *info, void *data)
{
	struct work *const work = data;
	char path[1024];

	(void)group;
	(void)info;
	snprintf(path, sizeof path, "/%s", name);
	if (!has_object(work->a, path))
		differs(work, path, "", "only in the second");
	return 0;
}

static hid_t open_file(const char *path, struct qs_err *err)
{
	hid_t file = -1;

	if (access(path, R_OK))
		qs_fail(err, QS_EFILE, "%s: %s", path, strerror(errno));
	else if ((file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT)) < 0)
		qs_fail(err, QS_EFILE, "%s: not an HDF5 file, or not whole", path);
	return file;
}

qs_status qs_compare_files(const char *a, const char *b, double rtol, struct qs_arena *arena, struct qs_compare *found,
			   struct qs_err *err)
{
	struct qs_h5_names of_a = {.n = 0}, of_b = {.n = 0};
	struct work work = {
		.arena = arena, .found = found, .rtol = rtol, .a = -1, .b = -1, .of_a = &of_a, .of_b = &of_b};
	qs_status status = QS_OK;

	memset(found, 0, sizeof *found);
	H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
	work.a = open_file(a, err);
	if (work.a >= 0)
		work.b = open_file(b, err);
	if (work.a < 0 || work.b < 0) {
		status = QS_EFILE;
		goto done;
	}
	compare_objects(&work, "/");
	if (!work.failed)
		work.failed = H5Lvisit(work.a, H5_INDEX_NAME, H5_ITER_INC, visit_first, &work) < 0;
	if (!work.failed)
		work.failed = H5Lvisit(work.b, H5_INDEX_NAME, H5_ITER_INC, visit_second, &work) < 0;
	if (work.failed)
		status = qs_fail(err, QS_EFILE, "%s, %s: reading failed", a, b);
done:
	if (work.a >= 0)
		H5Fclose(work.a);
	if (work.b >= 0)
		H5Fclose(work.b);
	return status;
}
