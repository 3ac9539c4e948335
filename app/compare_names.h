/* Names of objects that a result file refers to. HDF5 looks through the whole file for each, and most refer to the same
 * dimensions: the last ones are kept. */
#ifndef QS_APP_COMPARE_NAMES_H
#define QS_APP_COMPARE_NAMES_H

#include <hdf5.h>

enum { QS_H5_NAMES_KEPT = 16 };

struct qs_h5_names {
	hobj_ref_t object[QS_H5_NAMES_KEPT];
	char name[QS_H5_NAMES_KEPT][256];
	size_t n; /* met so far, with repeats of what was forgotten */
};

/* The name of the i-th object of a list of references, valid until the next call; "" beyond the list's end. names: of
 * this file, zeroed at first. */
const char *qs_h5_name_of(hid_t file, const hvl_t *list, size_t i, struct qs_h5_names *names);

#endif
