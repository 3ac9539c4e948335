#include "io/grid.h"

#include "io/check.h"
#include "io/json.h"
#include "io/names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Cells of a chunk of the first pass; mistakes after which it stops; bytes that are converted to numbers in one go. */
enum { CHECKED = 8192, MOST_TOLD = 10000, CONVERTED = 1 << 15 };

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

static void put_number(struct qs_grid *grid, const struct qs_grid_column *c, double value, uint64_t cell, void *member)
{
	const struct qs_field *const f = c->field;

	if (!qs_field_in_range(f, value) || (f->kind == QS_KIND_INTEGER && floor(value) != value)) {
		if (grid->mistakes)
			say_number(grid, c, value, cell);
		return;
	}
	if (f->kind == QS_KIND_NUMBER)
		*(struct qs_figure *)member =
			(struct qs_figure){.value = value, .source = c->source, .basis = c->basis, .given = 1};
	else if (f->kind == QS_KIND_INTEGER)
		*(int64_t *)member = (int64_t)value;
	else
		*(int *)member = value != 0;
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

static void put_word(struct qs_grid *grid, const struct qs_grid_column *c, int64_t code, uint64_t cell, void *member)
{
	const size_t w = word_of(c, code);
	char number[32], all[256];
	size_t n = 0;

	if (w < c->word_count) {
		if (c->field->kind == QS_KIND_CHOICE)
			*(int *)member = c->index[w];
		else
			*(const char **)member = c->index[w] < 0 ? NULL : c->words[w];
		return;
	}
	if (!grid->mistakes)
		return;
	snprintf(number, sizeof number, "%lld", (long long)code);
	for (size_t i = 0; i < c->word_count && n < sizeof all; i++)
		n += (size_t)snprintf(all + n, sizeof all - n, i ? ", %lld %s" : "%lld %s", (long long)c->codes[i],
				      c->words[i]);
	qs_grid_say(grid, QS_E2105, c->name, cell, number, all, NULL, NULL);
}

void qs_grid_put(struct qs_grid *grid, const struct qs_grid_column *c, size_t i, uint64_t cell, struct qs_site *site,
		 struct qs_unit *unit)
{
	void *const member = (c->of_unit ? (char *)unit : (char *)site) + c->offset;

	if (c->words)
		put_word(grid, c, c->code[i], cell, member);
	else
		put_number(grid, c, c->factor * c->value[i], cell, member);
}

/* ---- chunks ---- */

/* Room for n cells' values. */
static int take_columns(struct qs_grid *grid, size_t n)
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

/* A site as all cells share it, with its unit and the text of their id. */
static void start_cell(const struct qs_grid *grid, struct qs_site *site, struct qs_unit *unit, char *id)
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
		start_cell(grid, &to->sites[i], &to->units[i], to->ids[i]);
	to->room = n;
	return 0;
}

/* A range of a column, cells in row-major order: of rank 1 a slab, else whole rows of the first axis and what is left
 * of them. */
static int read_column(const struct qs_grid *grid, const struct qs_grid_column *c, uint64_t from, size_t n)
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
				 c->words ? (void *)(c->code + done) : (void *)(c->value + done)) < 0;
		H5Sclose(memory);
		done += (size_t)here;
	}
	H5Sclose(space);
	H5Pclose(how);
	return failed;
}

/* The values of the next cells. */
static int read_columns(struct qs_grid *grid, size_t most, size_t *n)
{
	*n = grid->cells - grid->at < most ? (size_t)(grid->cells - grid->at) : most;
	if (take_columns(grid, *n))
		return -1;
	for (size_t k = 0; k < grid->count; k++)
		if (read_column(grid, &grid->columns[k], grid->at, *n))
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

/* Value number i of each column, which is of `cell` counted from 0, into a site that began as start_cell leaves it. */
static void fill_cell(struct qs_grid *grid, size_t i, uint64_t cell, struct qs_site *site, char id[QS_GRID_ID])
{
	for (size_t k = 0; k < grid->count; k++)
		qs_grid_put(grid, &grid->columns[k], i, cell + 1, site, site->units.items);
	write_id(cell, id);
	site->given.line = (unsigned)(cell + 1);
	site->units.items->given.line = site->units.items->soil.given.line = site->given.line;
	qs_site_complete(&grid->portfolio->models, site);
}

static int grid_next(void *self, const struct qs_site **sites, size_t most, size_t *n)
{
	struct qs_grid *const grid = self;
	struct qs_grid_cells *const to = &grid->cells_of[grid->turn = !grid->turn];
	const uint64_t first = grid->at;

	if (read_columns(grid, most, n) || take_sites(grid, *n, to))
		return -1;
	for (size_t i = 0; i < *n; i++)
		fill_cell(grid, i, first + i, &to->sites[i], to->ids[i]);
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

/* ---- the first pass ---- */

/* Cells that the checks between fields may refuse or have a notice for; the others they would pass. */
static int is_doubtful(const struct qs_site *site)
{
	enum { HIGH_M = 1500 };
	const struct qs_unit *const u = site->units.items;
	const struct qs_soil *const s = &u->soil;
	const double texture = s->sand_frac.value + s->silt_frac.value + s->clay_frac.value;

	return u->woody_cover_frac.value > u->cover_frac.value ||
	       u->crown_density_frac.value > u->woody_cover_frac.value ||
	       u->cover_frac.value > 1 - u->sealed_frac.value || u->substrate == QS_SEALED ||
	       (u->substrate == QS_COAL_GANGUE && !s->geogenic_c_g_kg.given) ||
	       (s->sand_frac.given + s->silt_frac.given + s->clay_frac.given > 1 && fabs(texture - 1) > 9e-7) ||
	       site->elevation_m.value > HIGH_M || site->models.vegetation == QS_VEGETATION_3PG;
}

/* A cell on its way through the first pass. */
struct cell {
	struct qs_site site;
	struct qs_unit unit;
	char id[QS_GRID_ID];
};

/* What the first pass keeps of the cells of a chunk. */
struct seen {
	const char *district;
	int is_doubtful;
};

/* Sees to the values of n cells, of which the first one's number is `first`. */
static void see_cells(struct qs_grid *grid, uint64_t first, size_t n, struct cell *cell, struct seen *seen)
{
	for (size_t i = 0; i < n; i++) {
		start_cell(grid, &cell->site, &cell->unit, cell->id);
		fill_cell(grid, i, first + i, &cell->site, cell->id);
		seen[i] = (struct seen){cell->site.district, first + i == 0 || is_doubtful(&cell->site)};
	}
}

/* Checks a cell between its fields; what is wrong with each has been told. */
static qs_status check_cell(struct qs_grid *grid, const struct qs_packs *packs, size_t i, uint64_t number,
			    struct cell *cell, struct qs_err *err)
{
	struct qs_mistakes *const mistakes = grid->mistakes;
	const struct qs_sites one = {&cell->site, 1, number};

	start_cell(grid, &cell->site, &cell->unit, cell->id);
	grid->mistakes = NULL;
	fill_cell(grid, i, number, &cell->site, cell->id);
	grid->mistakes = mistakes;
	return qs_check_part(grid->portfolio, packs, &one, mistakes, err);
}

static qs_status check_cells(struct qs_grid *grid, const struct qs_packs *packs, struct qs_site_source *source,
			     struct qs_err *err)
{
	struct qs_names names = {grid->arena, NULL, 0, 0};
	struct cell *const cell = qs_arena_take(grid->arena, 1, sizeof *cell);
	struct seen *const seen = qs_arena_take(grid->arena, CHECKED, sizeof *seen);
	const char *last = NULL;
	size_t n = 0;

	if (!cell || !seen)
		return qs_fail(err, QS_ENOMEM, "%s: cells", grid->file);
	do {
		const uint64_t first = grid->at;

		if (read_columns(grid, CHECKED, &n))
			return qs_fail(err, QS_EFILE, "%s cannot be read", grid->file);
		see_cells(grid, first, n, cell, seen);
		for (size_t i = 0; i < n && grid->mistakes->errors < MOST_TOLD; i++) {
			qs_status status = QS_OK;

			if (seen[i].district != last || !source->district_count) {
				if (qs_districts_add(&names, grid->arena, seen[i].district, source))
					return qs_fail(err, QS_ENOMEM, "%s: districts", grid->file);
				last = seen[i].district;
			}
			if (seen[i].is_doubtful)
				status = check_cell(grid, packs, i, first + i, cell, err);
			if (status != QS_OK)
				return status;
		}
	} while (n && grid->mistakes->errors < MOST_TOLD);
	return QS_OK;
}

/* Words that name something of the portfolio: each once, and not at every cell. */
static void check_words(struct qs_grid *grid, const char *name, const char *what, const struct qs_list *list,
			size_t size)
{
	const char *known[256];
	size_t n = 0;

	for (; n < list->n && n < 255; n++)
		memcpy(&known[n], (const char *)list->items + n * size, sizeof known[n]);
	known[n] = NULL;
	for (size_t k = 0; k < grid->count; k++) {
		const struct qs_grid_column *const c = &grid->columns[k];

		for (size_t w = 0; w < c->word_count && !strcmp(c->name, name); w++) {
			size_t i = 0;

			while (i < n && known[i] && strcmp(known[i], c->words[w]) != 0)
				i++;
			if (i == n && (strcmp(c->words[w], "none") != 0 || strcmp(name, "treatment") != 0))
				qs_grid_say(grid, QS_E2202, name, 0, what, c->words[w],
					    qs_nearest_word(c->words[w], known), NULL);
		}
	}
}

static qs_status check(struct qs_grid *grid, const struct qs_packs *packs, struct qs_site_source *source,
		       struct qs_err *err)
{
	const size_t before = grid->mistakes->errors;
	const struct qs_list regions = {grid->portfolio->regions.items, grid->portfolio->regions.n};
	const struct qs_list treatments = {grid->portfolio->treatments.items, grid->portfolio->treatments.n};
	qs_status status = qs_grid_columns(grid, err);

	check_words(grid, "region",
		    "气候区\x1f"
		    "region",
		    &regions, sizeof(struct qs_region));
	check_words(grid, "treatment", "处理\x1ftreatment", &treatments, sizeof(struct qs_treatment));
	if (status == QS_OK && grid->mistakes->errors == before)
		status = check_cells(grid, packs, source, err);
	return status;
}

qs_status qs_grid_source(const char *name, struct qs_loader *loader, const struct qs_portfolio *portfolio,
			 const struct qs_packs *packs, struct qs_arena *arena, struct qs_mistakes *mistakes,
			 struct qs_site_source *source, struct qs_err *err)
{
	struct qs_grid *const grid = qs_arena_take(arena, 1, sizeof *grid);
	const char *path;
	qs_status status;

	if (!grid)
		return qs_fail(err, QS_ENOMEM, "%s", name);
	status = qs_load_far(loader, arena, name, &path, err);
	if (status != QS_OK)
		return status;
	*grid = (struct qs_grid){.arena = arena, .mistakes = mistakes, .portfolio = portfolio, .file = path};
	*source = (struct qs_site_source){.self = grid, .next = grid_next, .rewind = grid_rewind, .close = grid_close};
	H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
	grid->h5 = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
	if (grid->h5 < 0)
		return qs_fail(err, QS_EINPUT, "%s is not an HDF5 file", path);
	status = check(grid, packs, source, err);
	source->sites = source->units = grid->cells;
	grid->mistakes = NULL; /* the second pass finds what the first one passed */
	return status;
}
