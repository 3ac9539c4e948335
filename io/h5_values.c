/* Values on their way into a file: by HDF5, or straight to where it says they stand. */
#include "io/h5.h"

#include <string.h>

/* A range of a dataset over one dimension. */
static void write_range(struct qs_h5 *h5, hid_t set, hid_t type, hsize_t start, hsize_t n, const void *values)
{
	hid_t space, memory;

	if (h5->failed)
		return;
	space = H5Dget_space(set);
	memory = H5Screate_simple(1, &n, NULL);
	qs_h5_fails(h5,
		    H5Sselect_hyperslab(space, H5S_SELECT_SET, &start, NULL, &n, NULL) < 0 ||
			    H5Dwrite(set, type, memory, space, H5P_DEFAULT, values) < 0,
		    "values");
	H5Sclose(memory);
	H5Sclose(space);
}

void qs_h5_write_floats(struct qs_h5 *h5, hid_t set, hsize_t start, hsize_t n, const float *values)
{
	write_range(h5, set, H5T_NATIVE_FLOAT, start, n, values);
}

void qs_h5_write_bytes(struct qs_h5 *h5, hid_t set, hsize_t start, hsize_t n, const signed char *values)
{
	write_range(h5, set, H5T_NATIVE_SCHAR, start, n, values);
}

void qs_h5_write(struct qs_h5 *h5, hid_t set, const hsize_t *start, const hsize_t *count, const double *values)
{
	hsize_t n = 1;
	hid_t space, memory;

	if (h5->failed)
		return;
	if (!start) {
		qs_h5_fails(h5, H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values) < 0, "values");
		return;
	}
	space = H5Dget_space(set);
	for (int i = 0; i < H5Sget_simple_extent_ndims(space); i++)
		n *= count[i];
	memory = H5Screate_simple(1, &n, NULL);
	qs_h5_fails(h5,
		    H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, count, NULL) < 0 ||
			    H5Dwrite(set, H5T_NATIVE_DOUBLE, memory, space, H5P_DEFAULT, values) < 0,
		    "values");
	H5Sclose(memory);
	H5Sclose(space);
}

void qs_h5_texts_put(struct qs_h5 *h5, hid_t set, size_t n, const char *const *values)
{
	const char **given = qs_arena_take(&h5->arena, n, sizeof *given);

	if (qs_h5_fails(h5, !given, "texts") || !given)
		return;
	for (size_t i = 0; i < n; i++)
		given[i] = values[i] ? values[i] : "";
	if (n)
		qs_h5_fails(h5, H5Dwrite(set, h5->text_type, H5S_ALL, H5S_ALL, h5->transfer, given) < 0, "texts");
}

haddr_t qs_h5_place(struct qs_h5 *h5, hid_t set)
{
	haddr_t at;

	if (set < 0)
		return HADDR_UNDEF;
	at = H5Dget_offset(set);
	qs_h5_fails(h5, H5Dclose(set) < 0, "place");
	return at;
}

/* A flush gives a file in memory the bytes of all that has room; its handle is the address of the pointer to them,
 * which moves when the file grows. */
void qs_h5_settle(struct qs_h5 *h5)
{
	void *handle = NULL;
	ssize_t n = -1;

	if (h5->failed)
		return;
	if (!qs_h5_fails(h5, H5Fflush(h5->file, H5F_SCOPE_LOCAL) < 0, "settling")) {
		n = H5Fget_file_image(h5->file, NULL, 0);
		qs_h5_fails(h5, n <= 0 || H5Fget_vfd_handle(h5->file, H5P_DEFAULT, &handle) < 0 || !handle, "settling");
	}
	h5->image = h5->failed ? NULL : handle;
	h5->image_size = h5->failed ? 0 : (size_t)n;
}

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "doubles stand in the file as in memory");

void qs_h5_fill(struct qs_h5 *h5, haddr_t place, size_t outer, size_t length, size_t first, size_t n, size_t inner,
		const double *values)
{
	const size_t all = outer * length * inner * sizeof *values, piece = n * inner * sizeof *values;
	char *to;

	if (h5->failed || !piece || !outer)
		return;
	if (qs_h5_fails(h5,
			!h5->image || place == HADDR_UNDEF || place > h5->image_size || all > h5->image_size - place,
			"values"))
		return;
	to = (char *)*h5->image + place + first * inner * sizeof *values;
	for (size_t o = 0; o < outer; o++)
		memcpy(to + o * length * inner * sizeof *values, values + o * n * inner, piece);
}
