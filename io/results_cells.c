/* cells.h5: end values of each cell as 32-bit floats, written to disk as they come. */
#include "io/results_parts.h"

#include <string.h>

static hid_t make_set(struct qs_h5 *h5, const char *name, size_t cell, const char *unit, struct qs_text text)
{
	const hid_t set = qs_h5_floats(h5, h5->file, name, cell);

	qs_h5_say(h5, set, "units", unit);
	qs_h5_say(h5, set, "long_name", text.en);
	qs_h5_say(h5, set, "long_name_zh", text.zh);
	return set;
}

static void make_sets(struct qs_results_cells *c, const struct qs_result_head *head)
{
	struct qs_cell_value values[QS_CELL_VALUES_MOST];
	struct qs_h5 *const h5 = &c->h5;
	const size_t cell = qs_h5_dimension_bare(h5, "cell", (size_t)head->cells);

	qs_h5_say(h5, h5->file, "Conventions", "CF-1.10");
	qs_h5_say(h5, h5->file, "title", head->portfolio->name.en ? head->portfolio->name.en : "");
	qs_h5_say(h5, h5->file, "title_zh", head->portfolio->name.zh ? head->portfolio->name.zh : "");
	qs_h5_say(h5, h5->file, "history", "qingshan run");
	qs_h5_say(h5, h5->file, "version", head->version);
	qs_h5_say(h5, h5->file, "comment",
		  "Cells in the order of the input. Means of the members, of whole cells: stocks and states at the end "
		  "of the "
		  "last year, flows summed over the years.");
	c->lon = make_set(h5, "lon", cell, "degrees_east", (struct qs_text){"经度", "longitude, CGCS2000"});
	c->lat = make_set(h5, "lat", cell, "degrees_north", (struct qs_text){"纬度", "latitude, CGCS2000"});
	c->count = qs_cell_values(head->portfolio, values);
	for (size_t v = 0; v < c->count; v++) {
		c->set[v] = make_set(h5, values[v].name, cell, values[v].unit, qs_cell_value_text(&values[v]));
		qs_h5_say(h5, c->set[v], "coordinates", "lon lat");
	}
}

qs_status qs_results_cells_begin(struct qs_results_cells *c, const struct qs_allocator *from,
				 const struct qs_result_head *head, struct qs_folder *folder, struct qs_err *err)
{
	qs_status status;

	memset(c, 0, sizeof *c);
	status = qs_file_open(&c->file, folder, "cells.h5", err);
	if (status)
		return status;
	qs_file_path(folder, "cells.h5", c->path, sizeof c->path);
	qs_h5_open(&c->h5, from, c->path);
	qs_h5_hush(&c->h5);
	make_sets(c, head);
	qs_h5_unhush(&c->h5);
	return qs_h5_status(&c->h5, err);
}

qs_status qs_results_cells_add(struct qs_results_cells *c, const struct qs_cells *cells, struct qs_err *err)
{
	qs_h5_hush(&c->h5);
	qs_h5_write_floats(&c->h5, c->lon, cells->first, cells->n, cells->lon);
	qs_h5_write_floats(&c->h5, c->lat, cells->first, cells->n, cells->lat);
	for (size_t v = 0; v < c->count; v++)
		qs_h5_write_floats(&c->h5, c->set[v], cells->first, cells->n, cells->value + v * cells->n);
	qs_h5_unhush(&c->h5);
	return qs_h5_status(&c->h5, err);
}

static void close_sets(struct qs_results_cells *c)
{
	for (size_t v = 0; v < c->count; v++)
		if (c->set[v] > 0)
			H5Dclose(c->set[v]);
	if (c->lon > 0)
		H5Dclose(c->lon);
	if (c->lat > 0)
		H5Dclose(c->lat);
	c->lon = c->lat = 0;
	c->count = 0;
}

qs_status qs_results_cells_end(struct qs_results_cells *c, struct qs_err *err)
{
	qs_status status;

	close_sets(c);
	status = qs_h5_finish(&c->h5, err);
	return status ? status : qs_file_stage(&c->file, err);
}

void qs_results_cells_free(struct qs_results_cells *c)
{
	if (c->h5.path) {
		qs_h5_hush(&c->h5);
		close_sets(c);
		qs_h5_unhush(&c->h5);
		qs_h5_free(&c->h5);
	}
	c->h5.path = NULL;
	qs_file_drop(&c->file);
}
