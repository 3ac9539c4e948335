/* A netCDF-4 file, small and in memory or large and on disk, by plain HDF5: dimensions are dimension scales, and equal
 * input gives equal bytes.
 *
 * Nothing of the time of writing is stored (object times are off), layout is contiguous in the order of creation, and
 * nothing is compressed, because a compressor's bytes differ between versions. HDF5 is not thread-safe: one writer at a time.
 * Functions remember the first failure: later calls do nothing, and qs_h5_status tells.
 */
#ifndef QS_IO_H5_H
#define QS_IO_H5_H

#include "io/files.h"
#include "model/base/arena.h"
#include "model/base/status.h"

#include <hdf5.h>
#include <stddef.h>

enum { QS_H5_DIMENSIONS = 12, QS_H5_RANK = 4 };

struct qs_h5_reference;

struct qs_h5_dimension {
	const char *name;
	size_t length;
	hid_t scale;
	hobj_ref_t reference;         /* of the scale, from the first use on */
	struct qs_h5_reference *used; /* by which datasets, last first */
	size_t used_count;
};

struct qs_h5 {
	struct qs_arena arena;
	hid_t file, plain, strings, group_plan, text_type;
	hid_t scalar, mark_type, list_type, transfer; /* what many calls need, made once */
	struct qs_h5_dimension dimension[QS_H5_DIMENSIONS];
	size_t dimensions;
	const char *path; /* NULL: in memory */
	void **image;      /* of a file in memory that is settled: where HDF5 keeps its bytes */
	size_t image_size; /* when it was settled */
	int failed;
	const char *where; /* the first object that failed */
	H5E_auto2_t says;  /* HDF5's own error printer, restored at the end of each call */
	void *says_to;
};

/* Opens an empty file in memory, or at a path that lives as long as it. Safe to free whatever it returns. */
void qs_h5_open(struct qs_h5 *h5, const struct qs_allocator *from, const char *path);

/* QS_ENOMEM with the name of the first object that failed (in memory HDF5 has no other trouble; on disk QS_EFILE), else QS_OK. */
qs_status qs_h5_status(const struct qs_h5 *h5, struct qs_err *err);

/* A dimension with a coordinate variable of its own name: whole numbers, numbers or texts (the texts may be NULL and
 * come later).
 * Returns the dimension's index. The coordinate variable is dimension[index].scale: attributes may be added to it. */
size_t qs_h5_dimension_int(struct qs_h5 *h5, const char *name, size_t length, const int *values);
size_t qs_h5_dimension_double(struct qs_h5 *h5, const char *name, size_t length, const double *values);
size_t qs_h5_dimension_text(struct qs_h5 *h5, const char *name, size_t length, const char *const *values);

/* A dimension that has a length and no variable. */
size_t qs_h5_dimension_bare(struct qs_h5 *h5, const char *name, size_t length);

/* Writes the texts of a dimension that was made with values NULL. */
void qs_h5_dimension_fill(struct qs_h5 *h5, size_t dimension, const char *const *values);

/* A group in the file; close it with H5Gclose. */
hid_t qs_h5_group(struct qs_h5 *h5, const char *name);

/* A dataset of doubles in a file or group, over dimensions given by index; rank 0 to QS_H5_RANK. Close it with H5Dclose.
 * Every element must be written: there is no fill value. */
hid_t qs_h5_doubles(struct qs_h5 *h5, hid_t where, const char *name, size_t rank, const size_t *dimension);

/* Writes a box of a dataset: start and count have its rank; NULL for the whole. */
void qs_h5_write(struct qs_h5 *h5, hid_t set, const hsize_t *start, const hsize_t *count, const double *values);

/* Numbers that come later, of a file in memory: HDF5 takes several microseconds for every dataset that is open and for every
 * write, and much of that is spared if it has the datasets made and closed, and numbers are put where it says they stand.
 * place closes a dataset of doubles and tells where its elements begin; settle, after the last place, gives the file the bytes
 * made so far (later objects follow behind them); fill puts elements [outer][first to first + n)[inner] of a dataset that is
 * [outer][length][inner]. */
haddr_t qs_h5_place(struct qs_h5 *h5, hid_t set);
void qs_h5_settle(struct qs_h5 *h5);
void qs_h5_fill(struct qs_h5 *h5, haddr_t place, size_t outer, size_t length, size_t first, size_t n, size_t inner,
		const double *values);

/* A dataset of 32-bit floats over one dimension, and a range of it. */
hid_t qs_h5_floats(struct qs_h5 *h5, hid_t where, const char *name, size_t dimension);
void qs_h5_write_floats(struct qs_h5 *h5, hid_t set, hsize_t start, hsize_t n, const float *values);

/* The same of bytes; and an attribute of n bytes. */
hid_t qs_h5_bytes(struct qs_h5 *h5, hid_t where, const char *name, size_t dimension);
void qs_h5_write_bytes(struct qs_h5 *h5, hid_t set, hsize_t start, hsize_t n, const signed char *values);
void qs_h5_say_bytes(struct qs_h5 *h5, hid_t of, const char *name, hsize_t n, const signed char *values);

/* A dataset of texts over one dimension (rank 1) or a single text (rank 0), written. NULL is written as "". */
void qs_h5_texts(struct qs_h5 *h5, hid_t where, const char *name, size_t rank, size_t dimension, const char *const *values,
		 const char *long_name);

/* The same in two steps: makes it, to be closed with H5Dclose; writes n texts, all of it. */
hid_t qs_h5_texts_make(struct qs_h5 *h5, hid_t where, const char *name, size_t rank, size_t dimension, const char *long_name);
void qs_h5_texts_put(struct qs_h5 *h5, hid_t set, size_t n, const char *const *values);

/* Attributes of a file, group or dataset. */
void qs_h5_say(struct qs_h5 *h5, hid_t of, const char *name, const char *text);
void qs_h5_say_number(struct qs_h5 *h5, hid_t of, const char *name, double value);
void qs_h5_say_int(struct qs_h5 *h5, hid_t of, const char *name, int value);

/* Writes the lists of users to the scales and the whole file to `name` of a results folder. */
qs_status qs_h5_put(struct qs_h5 *h5, struct qs_folder *folder, const char *name, struct qs_err *err);

/* Of a file on disk: writes the same lists and closes it; its datasets are closed before. */
qs_status qs_h5_finish(struct qs_h5 *h5, struct qs_err *err);

/* Gives everything back. Safe on a zeroed struct and twice. */
void qs_h5_free(struct qs_h5 *h5);

/* Notes that something failed, at an object, if nothing did before; whether anything has. */
int qs_h5_fails(struct qs_h5 *h5, int failed, const char *where);

/* HDF5 prints its error stack by itself; these switch that off and on again around a batch of calls. */
void qs_h5_hush(struct qs_h5 *h5);
void qs_h5_unhush(struct qs_h5 *h5);

#endif
