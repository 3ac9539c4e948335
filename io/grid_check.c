/* The first pass over a grid: every value of every cell is seen to once, before anything is computed.
 *
 * A round sees to a chunk that has been read: its parts by all threads, while one of them reads the next chunk and one
 * goes on with the file's hash. What is seen is marked; mistakes are told afterwards, cell by cell, so that their order
 * knows of no threads.
 */
#include "io/check.h"
#include "io/grid.h"
#include "io/json.h"
#include "io/names.h"

#include <math.h>
#include <string.h>

/* Cells of a chunk and of a part of it; mistakes after which the pass stops. */
enum { CHECKED = 8192, PART = 1024, PARTS = CHECKED / PART, MOST_TOLD = 10000 };

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
	int is_refused, is_doubtful; /* a value was not taken; the checks between fields are needed */
};

struct pass {
	struct qs_grid *grid;
	struct qs_far *far;
	uint64_t share;     /* bytes of the file to hash in a round */
	struct cell *cells; /* one a part */
	struct seen *seen;  /* of the chunk */
	uint64_t first;     /* its first cell, from 0 */
	size_t place, n;    /* of its values; its cells */
	size_t next;        /* cells of the next chunk */
	int failed;         /* the next chunk cannot be read */
};

/* Sees to the values of a part of the chunk. A value that is not taken leaves what the cell before had: such a cell
 * begins anew. */
static void see_part(struct pass *pass, size_t part)
{
	const struct qs_grid *const grid = pass->grid;
	struct cell *const cell = &pass->cells[part];
	const size_t end = (part + 1) * PART < pass->n ? (part + 1) * PART : pass->n;

	qs_grid_start(grid, &cell->site, &cell->unit, cell->id);
	for (size_t i = part * PART; i < end; i++) {
		const uint64_t number = pass->first + i;
		const int is_refused = qs_grid_fill(grid, pass->place + i, number, &cell->site, cell->id) != 0;

		if (is_refused) {
			qs_grid_start(grid, &cell->site, &cell->unit, cell->id);
			qs_grid_fill(grid, pass->place + i, number, &cell->site, cell->id);
		}
		pass->seen[i] = (struct seen){cell->site.district, is_refused, !number || is_doubtful(&cell->site)};
		if (is_refused)
			qs_grid_start(grid, &cell->site, &cell->unit, cell->id);
	}
}

enum { PIECE_READ, PIECE_HASH, PIECE_PARTS }; /* the HDF5 library is one thread's */

static void do_piece(void *self, size_t i)
{
	struct pass *const pass = self;

	if (i == PIECE_READ)
		pass->failed = qs_grid_read(pass->grid, pass->place ? 0 : CHECKED, CHECKED, &pass->next);
	else if (i == PIECE_HASH)
		qs_far_hash(pass->far, pass->share);
	else
		see_part(pass, i - PIECE_PARTS);
}

/* Goes to the chunk that was read and sees to it, while the one after it is read. */
static void go_on(struct pass *pass, const struct qs_context *context)
{
	pass->first = pass->grid->at - pass->next;
	pass->place = pass->place ? 0 : CHECKED;
	pass->n = pass->next;
	qs_side_by_side(context, PIECE_PARTS + (pass->n + PART - 1) / PART, do_piece, pass);
}

/* Checks a cell between its fields; what is wrong with each has been told. */
static qs_status check_cell(struct pass *pass, const struct qs_packs *packs, size_t i, struct qs_err *err)
{
	struct cell *const cell = pass->cells;
	const uint64_t number = pass->first + i;
	const struct qs_sites one = {&cell->site, 1, number};

	qs_grid_start(pass->grid, &cell->site, &cell->unit, cell->id);
	qs_grid_fill(pass->grid, pass->place + i, number, &cell->site, cell->id);
	return qs_check_part(pass->grid->portfolio, packs, &one, pass->grid->mistakes, err);
}

/* Tells what was not taken of the chunk, then what does not agree. */
static qs_status tell_chunk(struct pass *pass, const struct qs_packs *packs, struct qs_names *names,
			    struct qs_site_source *source, struct qs_err *err)
{
	struct qs_grid *const grid = pass->grid;
	const char *last = NULL;

	for (size_t i = 0; i < pass->n; i++)
		for (size_t k = 0; pass->seen[i].is_refused && k < grid->count; k++)
			if (qs_grid_put(&grid->columns[k], pass->place + i, &pass->cells->site, &pass->cells->unit))
				qs_grid_refuse(grid, &grid->columns[k], pass->place + i, pass->first + i + 1);
	for (size_t i = 0; i < pass->n && grid->mistakes->errors < MOST_TOLD; i++) {
		const char *const district = pass->seen[i].district;
		qs_status status = QS_OK;

		if ((!i || district != last) && qs_districts_add(names, grid->arena, district, source))
			return qs_fail(err, QS_ENOMEM, "%s: districts", grid->file);
		last = district;
		if (pass->seen[i].is_doubtful)
			status = check_cell(pass, packs, i, err);
		if (status != QS_OK)
			return status;
	}
	return QS_OK;
}

static qs_status check_cells(struct qs_grid *grid, const struct qs_context *context, struct qs_far *far,
			     const struct qs_packs *packs, struct qs_site_source *source, struct qs_err *err)
{
	const uint64_t rounds = grid->cells / CHECKED + 2;
	struct qs_names names = {grid->arena, NULL, 0, 0};
	struct pass pass = {.grid = grid,
			    .far = far,
			    .share = far->bytes / rounds + 1,
			    .cells = qs_arena_take(grid->arena, PARTS, sizeof *pass.cells),
			    .seen = qs_arena_take(grid->arena, CHECKED, sizeof *pass.seen)};
	qs_status status = QS_OK;

	if (!pass.cells || !pass.seen || qs_grid_room(grid, grid->cells > CHECKED ? 2 * CHECKED : (size_t)grid->cells))
		return qs_fail(err, QS_ENOMEM, "%s: cells", grid->file);
	do {
		if (pass.failed)
			return qs_fail(err, QS_EFILE, "%s cannot be read", grid->file);
		go_on(&pass, context);
		status = tell_chunk(&pass, packs, &names, source, err);
	} while (status == QS_OK && (pass.next || pass.failed) && grid->mistakes->errors < MOST_TOLD);
	return status;
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

qs_status qs_grid_check(struct qs_grid *grid, const struct qs_context *context, struct qs_far *far,
			const struct qs_packs *packs, struct qs_site_source *source, struct qs_err *err)
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
		status = check_cells(grid, context, far, packs, source, err);
	return status;
}
