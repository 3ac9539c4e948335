/* `qingshan init DIR --grid beijing --cells N`: DIR/grid.h5 and a portfolio that runs it; up to 10,000 cells also as
 * sites.csv. */
#include "app/grid.h"
#include "app/init.h"
#include "app/texts.h"
#include "io/files.h"
#include "io/h5.h"
#include "io/json.h"
#include "io/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CSV_MOST = 10000 };

static const char *const word_names[QS_GRID_WORD_COUNT] = {"district", "region", "type", "substrate", "treatment"};

/* What is open while cells are written. */
struct out {
	struct qs_h5 h5;
	hid_t number[QS_GRID_NUMBER_COUNT], word[QS_GRID_WORD_COUNT];
	struct qs_buffer csv;
	int with_csv;
};

static void make_words(struct out *out, size_t cell, int w)
{
	char meanings[512] = "";
	signed char codes[64];
	size_t n = 0, length = 0;

	for (; qs_grid_words[w][n]; n++) {
		length += (size_t)snprintf(meanings + length, sizeof meanings - length, n ? " %s" : "%s",
					   qs_grid_words[w][n]);
		codes[n] = (signed char)n;
	}
	out->word[w] = qs_h5_bytes(&out->h5, out->h5.file, word_names[w], cell);
	qs_h5_say_bytes(&out->h5, out->word[w], "flag_values", n, codes);
	qs_h5_say(&out->h5, out->word[w], "flag_meanings", meanings);
	qs_h5_say(&out->h5, out->word[w], "source",
		  w == QS_GRID_DISTRICT ? "areas of the districts, recalled" : "shares of kinds of land, generated");
	qs_h5_say(&out->h5, out->word[w], "status", w == QS_GRID_DISTRICT ? "unverified" : "assumption");
}

static void make_sets(struct out *out, const char *seed, uint64_t cells)
{
	const size_t cell = qs_h5_dimension_bare(&out->h5, "cell", (size_t)cells);
	const double hectares = 0.09;
	hid_t area;

	qs_h5_say(&out->h5, out->h5.file, "Conventions", "CF-1.10");
	qs_h5_say(&out->h5, out->h5.file, "title",
		  "cells drawn from stated distributions for trying out large runs; no map");
	qs_h5_say(&out->h5, out->h5.file, "history", "qingshan init --grid beijing");
	qs_h5_say(&out->h5, out->h5.file, "seed", seed);
	area = qs_h5_doubles(&out->h5, out->h5.file, "area_ha", 0, NULL);
	qs_h5_write(&out->h5, area, NULL, NULL, &hectares);
	qs_h5_say(&out->h5, area, "units", "ha");
	qs_h5_say(&out->h5, area, "source", "30 m x 30 m");
	qs_h5_say(&out->h5, area, "status", "assumption");
	H5Dclose(area);
	for (int w = 0; w < QS_GRID_WORD_COUNT; w++)
		make_words(out, cell, w);
	for (int v = 0; v < QS_GRID_NUMBER_COUNT; v++) {
		const enum qs_grid_number number = (enum qs_grid_number)v;

		out->number[v] = qs_h5_floats(&out->h5, out->h5.file, qs_grid_number_name(number), cell);
		qs_h5_say(&out->h5, out->number[v], "units", qs_grid_number_unit(number));
		qs_h5_say(&out->h5, out->number[v], "source", qs_grid_number_source(number));
		qs_h5_say(&out->h5, out->number[v], "status", "assumption");
	}
}

static void csv_head(struct out *out)
{
	qs_buffer_put(&out->csv, "id,name,area_ha");
	for (int w = 0; w < QS_GRID_WORD_COUNT; w++)
		qs_buffer_format(&out->csv, ",%s", word_names[w]);
	for (int v = 0; v < QS_GRID_NUMBER_COUNT; v++)
		qs_buffer_format(&out->csv, ",%s", qs_grid_number_name((enum qs_grid_number)v));
	qs_buffer_put(&out->csv, "\n");
}

static void csv_row(struct out *out, const struct qs_grid_cells *cells, uint64_t cell, size_t i)
{
	qs_buffer_format(&out->csv, "c%llu,c%llu,0.09", (unsigned long long)cell, (unsigned long long)cell);
	for (int w = 0; w < QS_GRID_WORD_COUNT; w++)
		qs_buffer_format(&out->csv, ",%s", qs_grid_words[w][cells->word[w][i]]);
	for (int v = 0; v < QS_GRID_NUMBER_COUNT; v++) {
		qs_buffer_put(&out->csv, ",");
		qs_buffer_number(&out->csv, (double)cells->number[v][i]);
	}
	qs_buffer_put(&out->csv, "\n");
}

static void write_cells(struct out *out, const struct qs_kernels *kernels, uint64_t seed, uint64_t all,
			struct qs_grid_cells *cells)
{
	for (uint64_t first = 0; first < all && !out->h5.failed; first += QS_GRID_CHUNK) {
		const size_t n = all - first < QS_GRID_CHUNK ? (size_t)(all - first) : QS_GRID_CHUNK;

		qs_grid_draw(kernels, seed, all, first, n, cells);
		for (int v = 0; v < QS_GRID_NUMBER_COUNT; v++)
			qs_h5_write_floats(&out->h5, out->number[v], first, n, cells->number[v]);
		for (int w = 0; w < QS_GRID_WORD_COUNT; w++)
			qs_h5_write_bytes(&out->h5, out->word[w], first, n, cells->word[w]);
		for (size_t i = 0; out->with_csv && i < n; i++)
			csv_row(out, cells, first + i, i);
	}
}

static void close_sets(struct out *out)
{
	for (int w = 0; w < QS_GRID_WORD_COUNT; w++)
		if (out->word[w] > 0)
			H5Dclose(out->word[w]);
	for (int v = 0; v < QS_GRID_NUMBER_COUNT; v++)
		if (out->number[v] > 0)
			H5Dclose(out->number[v]);
}

/* grid.h5 under a temporary name until it is whole. */
static qs_status write_grid(struct qs_app *app, struct out *out, const char *folder, uint64_t seed, uint64_t cells,
			    struct qs_err *err)
{
	struct qs_grid_cells *const chunk = qs_arena_take(&app->arena, 1, sizeof *chunk);
	char part[4096 + 16], path[4096 + 16], text[24];
	qs_status status;

	if (!chunk)
		return qs_fail(err, QS_ENOMEM, "%zu cells", (size_t)QS_GRID_CHUNK);
	snprintf(part, sizeof part, "%s/grid.h5.part", folder);
	snprintf(path, sizeof path, "%s/grid.h5", folder);
	snprintf(text, sizeof text, "%llu", (unsigned long long)seed);
	qs_h5_open(&out->h5, &app->context.allocator, part);
	qs_h5_hush(&out->h5);
	make_sets(out, text, cells);
	write_cells(out, app->context.kernels, seed, cells, chunk);
	close_sets(out);
	qs_h5_unhush(&out->h5);
	status = qs_h5_finish(&out->h5, err);
	qs_h5_free(&out->h5);
	if (!status && rename(part, path))
		status = qs_fail(err, QS_EFILE, "%s: %s", path, strerror(errno));
	if (status)
		unlink(part);
	return status;
}

qs_status qs_init_grid(struct qs_app *app, const char *folder, const struct qs_text_file *portfolio, uint64_t seed,
		       uint64_t cells, struct qs_err *err)
{
	struct out *const out = qs_arena_take(&app->arena, 1, sizeof *out);
	char path[4096 + 16];
	qs_status status;

	if (!out)
		return qs_fail(err, QS_ENOMEM, "grid");
	out->with_csv = cells <= CSV_MOST;
	qs_buffer_init(&out->csv, &app->context.allocator);
	if (out->with_csv)
		csv_head(out);
	status = write_grid(app, out, folder, seed, cells, err);
	snprintf(path, sizeof path, "%s/sites.csv", folder);
	if (!status && out->with_csv)
		status = qs_buffer_status(&out->csv, err)
				 ? QS_ENOMEM
				 : qs_file_replace(path, qs_buffer_text(&out->csv), out->csv.length, err);
	qs_buffer_free(&out->csv);
	snprintf(path, sizeof path, "%s/portfolio.json", folder);
	return status ? status : qs_file_replace(path, portfolio->text, portfolio->length, err);
}
