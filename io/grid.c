#include "io/grid.h"

#include "io/json.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Bytes that are converted to numbers in one go. */
enum { CONVERTED = 1 << 15 };

/* A number that the field does not take. */
static void say_number(struct qs_grid *grid, const struct qs_grid_column *c, double value, uint64_t cell)
{
	char range[160], found[48];

	if (isnan(value))
		snprintf(found, sizeof found, "NaN");
	else
		qs_number_write(value, found);
	qs_range_words(c->field, value, range, sizeof range);
	if (qs_field_in_range(c->field, value))
		qs_grid_say(grid, QS_E2113, c->name, cell, found, NULL, NULL, NULL);
	else
		qs_grid_say(grid, QS_E2104, c->name, cell, range, found, "",
			    isnan(value) ? "每个栅格都要有值；没有场地的栅格不要放进文件\x1f"
					   "every cell needs a value: leave cells without a site out of the file"
					 : NULL);
}

/* A code that has no word. */
static void say_code(struct qs_grid *grid, const struct qs_grid_column *c, int64_t code, uint64_t cell)
{
	char number[32], all[256];
	size_t n = 0;

	snprintf(number, sizeof number, "%lld", (long long)code);
	for (size_t i = 0; i < c->word_count && n < sizeof all; i++)
		n += (size_t)snprintf(all + n, sizeof all - n, i ? ", %lld %s" : "%lld %s", (long long)c->codes[i],
				      c->words[i]);
	qs_grid_say(grid, QS_E2105, c->name, cell, number, all, NULL, NULL);
}

static int put_number(const struct qs_grid_column *c, double value, void *member)
{
	const struct qs_field *const f = c->field;

	if (!(value >= c->low && value <= c->high) || (f->kind == QS_KIND_INTEGER && floor(value) != value))
		return -1;
	if (f->kind == QS_KIND_NUMBER)
		*(struct qs_figure *)member =
			(struct qs_figure){.value = value, .source = c->source, .basis = c->basis, .given = 1};
	else if (f->kind == QS_KIND_INTEGER)
		*(int64_t *)member = (int64_t)value;
	else
		*(int *)member = value != 0;
	return 0;
}

/* The word of a code; word_count if there is none. */
static size_t word_of(const struct qs_grid_column *c, int64_t code)
{
	size_t w = 0;

	if (c->least != INT64_MIN)
		return code >= c->least && code - c->least < (int64_t)c->word_count ? (size_t)(code - c->least)
										    : c->word_count;
	while (w < c->word_count && c->codes[w] != code)
		w++;
	return w;
}

static int put_word(const struct qs_grid_column *c, int64_t code, void *member)
{
	const size_t w = word_of(c, code);

	if (w == c->word_count)
		return -1;
	if (c->field->kind == QS_KIND_CHOICE)
		*(int *)member = c->index[w];
	else
		*(const char **)member = c->index[w] < 0 ? NULL : c->words[w];
	return 0;
}

int qs_grid_put(const struct qs_grid_column *c, size_t i, struct qs_site *site, struct qs_unit *unit)
{
	void *const member = (c->of_unit ? (char *)unit : (char *)site) + c->offset;

	return c->words ? put_word(c, c->code[i], member) : put_number(c, c->factor * c->value[i], member);
}

void qs_grid_refuse(struct qs_grid *grid, const struct qs_grid_column *c, size_t i, uint64_t cell)
{
	if (c->words)
		say_code(grid, c, c->code[i], cell);
	else
		say_number(grid, c, c->factor * c->value[i], cell);
}

/* ---- chunks ---- */

int qs_grid_room(struct qs_grid *grid, size_t n)
{
	if (n <= grid->room)
		return 0;
	for (size_t k = 0; k < grid->count; k++) {
		struct qs_grid_column *const c = &grid->columns[k];

		if (c->words)
			c->code = qs_arena_take(grid->arena, n, sizeof *c->code);
		else
			c->value = qs_arena_take(grid->arena, n, sizeof *c->value);
		if (!c->code && !c->value)
			return -1;
	}
	grid->room = n;
	return 0;
}

void qs_grid_start(const struct qs_grid *grid, struct qs_site *site, struct qs_unit *unit, char *id)
{
	*site = grid->site;
	*unit = grid->unit;
	site->units.items = unit;
	site->units.n = 1;
	site->id = site->name.zh = site->name.en = unit->id = id;
}

static int take_sites(const struct qs_grid *grid, size_t n, struct qs_grid_cells *to)
{
	if (n <= to->room)
		return 0;
	to->sites = qs_arena_take_raw(grid->arena, n, sizeof *to->sites);
	to->units = qs_arena_take_raw(grid->arena, n, sizeof *to->units);
	to->ids = qs_arena_take(grid->arena, n, sizeof *to->ids);
	if (!to->sites || !to->units || !to->ids)
		return -1;
	for (size_t i = 0; i < n; i++)
		qs_grid_start(grid, &to->sites[i], &to->units[i], to->ids[i]);
	to->room = n;
	return 0;
}

/* A range of a column to a place of its values, cells in row-major order: of rank 1 a slab, else whole rows of the
 * first axis and what is left of them. */
static int read_column(const struct qs_grid *grid, const struct qs_grid_column *c, size_t place, uint64_t from,
		       size_t n)
{
	const hid_t type = c->words ? H5T_NATIVE_INT64 : H5T_NATIVE_DOUBLE;
	const hid_t space = H5Dget_space(c->set), how = H5Pcreate(H5P_DATASET_XFER);
	const hsize_t row = grid->cells / grid->shape[0];
	int failed = H5Pset_buffer(how, CONVERTED, NULL, NULL) < 0; /* its own is larger than a core's cache */

	for (size_t done = 0; done < n && !failed;) {
		hsize_t start[H5S_MAX_RANK] = {0}, count[H5S_MAX_RANK], here = n - done, at = from + done;
		hid_t memory;

		for (int i = 0; i < grid->rank; i++)
			count[i] = 1;
		for (int i = grid->rank; i-- > 0; at /= grid->shape[i])
			start[i] = at % grid->shape[i];
		if (grid->rank == 1) {
			count[0] = here;
		} else if (from + done == start[0] * row && here >= row) {
			count[0] = here / row;
			for (int i = 1; i < grid->rank; i++)
				count[i] = grid->shape[i];
			here = count[0] * row;
		} else {
			const hsize_t left = grid->shape[grid->rank - 1] - start[grid->rank - 1];

			here = count[grid->rank - 1] = here < left ? here : left;
		}
		memory = H5Screate_simple(1, &here, NULL);
		failed = H5Sselect_hyperslab(space, H5S_SELECT_SET, start, NULL, count, NULL) < 0 ||
			 H5Dread(c->set, type, memory, space, how,
				 c->words ? (void *)(c->code + place + done) : (void *)(c->value + place + done)) < 0;
		H5Sclose(memory);
		done += (size_t)here;
	}
	H5Sclose(space);
	H5Pclose(how);
	return failed;
}

int qs_grid_read(struct qs_grid *grid, size_t place, size_t most, size_t *n)
{
	*n = grid->cells - grid->at < most ? (size_t)(grid->cells - grid->at) : most;
	if (!*n)
		return 0;
	if (qs_grid_room(grid, place + *n))
		return -1;
	for (size_t k = 0; k < grid->count; k++)
		if (read_column(grid, &grid->columns[k], place, grid->at, *n))
			return -1;
	grid->at += *n;
	return 0;
}

/* The id of a cell counted from 0. */
static void write_id(uint64_t cell, char id[QS_GRID_ID])
{
	char digits[QS_GRID_ID];
	size_t n = 0, at = 0;

	do
		digits[n++] = (char)('0' + cell % 10);
	while (cell /= 10);
	id[at++] = 'c';
	while (n)
		id[at++] = digits[--n];
	id[at] = 0;
}

int qs_grid_fill(const struct qs_grid *grid, size_t i, uint64_t cell, struct qs_site *site, char id[QS_GRID_ID])
{
	int refused = 0;

	for (size_t k = 0; k < grid->count; k++)
		refused |= qs_grid_put(&grid->columns[k], i, site, site->units.items);
	write_id(cell, id);
	site->given.line = (unsigned)(cell + 1);
	site->units.items->given.line = site->units.items->soil.given.line = site->given.line;
	qs_site_complete(&grid->portfolio->models, site);
	return refused;
}

static int grid_next(void *self, const struct qs_site **sites, size_t most, size_t *n)
{
	struct qs_grid *const grid = self;
	struct qs_grid_cells *const to = &grid->cells_of[grid->turn = !grid->turn];
	const uint64_t first = grid->at;

	if (qs_grid_read(grid, 0, most, n) || take_sites(grid, *n, to))
		return -1;
	for (size_t i = 0; i < *n; i++)
		qs_grid_fill(grid, i, first + i, &to->sites[i], to->ids[i]);
	*sites = to->sites;
	return 0;
}

static void grid_rewind(void *self)
{
	((struct qs_grid *)self)->at = 0;
}

static void grid_close(void *self)
{
	struct qs_grid *const grid = self;

	for (size_t k = 0; k < grid->count; k++)
		H5Dclose(grid->columns[k].set);
	grid->count = 0;
	if (grid->h5 > 0)
		H5Fclose(grid->h5);
	grid->h5 = 0;
}

qs_status qs_grid_source(const char *name, struct qs_loader *loader, const struct qs_portfolio *portfolio,
			 const struct qs_packs *packs, struct qs_arena *arena, struct qs_mistakes *mistakes,
			 struct qs_site_source *source, struct qs_err *err)
{
	struct qs_grid *const grid = qs_arena_take(arena, 1, sizeof *grid);
	struct qs_far far;
	qs_status status;

	if (!grid)
		return qs_fail(err, QS_ENOMEM, "%s", name);
	status = qs_far_open(loader, arena, name, &far, err);
	if (status != QS_OK)
		return status;
	*grid = (struct qs_grid){.arena = arena, .mistakes = mistakes, .portfolio = portfolio, .file = far.path};
	*source = (struct qs_site_source){.self = grid, .next = grid_next, .rewind = grid_rewind, .close = grid_close};
	H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
	grid->h5 = H5Fopen(far.path, H5F_ACC_RDONLY, H5P_DEFAULT);
	if (grid->h5 < 0)
		status = qs_fail(err, QS_EINPUT, "%s is not an HDF5 file", far.path);
	else
		status = qs_grid_check(grid, loader->context, &far, packs, source, err);
	if (status == QS_OK)
		status = qs_far_finish(&far, loader, err);
	qs_far_close(&far);
	source->sites = source->units = grid->cells;
	grid->mistakes = NULL; /* the second pass finds what the first one passed */
	return status;
}
