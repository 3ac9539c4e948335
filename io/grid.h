/* Sites from an HDF5 grid: cells of any number, read a chunk at a time.
 *
 * The file's root holds one dataset a field, named as a table's column (`elevation_m`, `soil.clay_frac`): of one shape and any rank,
 * cells in row-major order, or a single value that holds for all cells. Numbers are any HDF5 float or integer; words are integers
 * with the CF attributes `flag_meanings` (blanks between the words) and, unless they count from 0, `flag_values`. Attributes `units`
 * (converted as at every door), `source`, `status`. Cell i, counted from 0, is the site "c<i>" of one unit. Every value is checked in
 * a first pass; mistakes name the dataset and the cell, counted from 1. HDF5 is not thread-safe: one reader at a time.
 */
#ifndef QS_IO_GRID_H
#define QS_IO_GRID_H

#include "io/file.h"
#include "io/reader.h"
#include "io/sites.h"
#include "model/base/packs.h"

#include <hdf5.h>

enum { QS_GRID_ID = 24 }; /* bytes of an id: c, 20 digits and the final zero */

struct qs_grid_column {
	const char *name;
	const struct qs_field *field;
	int of_unit;
	size_t offset;      /* of the member in the site or the unit */
	hid_t set;          /* 0: a constant, that stands in the template */
	double factor;      /* from the file's unit to the field's */
	double low, high;   /* the field takes what lies between them, both included */
	const char *source;
	enum qs_basis basis;
	const char **words; /* of codes, or NULL */
	int *index;         /* of each word: CHOICE: its number; STRING: -1 if it says that there is none */
	int64_t *codes;     /* of each word */
	int64_t least;      /* code of word 0 if they count up by 1, so that a code is an index */
	size_t word_count;
	double *value; /* of the chunk */
	int64_t *code;
};

struct qs_grid {
	struct qs_arena *arena;
	struct qs_mistakes *mistakes; /* of the first pass */
	const struct qs_portfolio *portfolio;
	const char *file; /* as messages name it */
	hid_t h5;
	struct qs_grid_column *columns;
	size_t count;
	int rank;
	hsize_t shape[H5S_MAX_RANK];
	uint64_t cells, at;
	struct qs_site site; /* what all cells share; its unit is the next member */
	struct qs_unit unit;
	struct qs_grid_cells { /* of a chunk */
		struct qs_site *sites;
		struct qs_unit *units;
		char (*ids)[QS_GRID_ID];
		size_t room;
	} cells_of[2]; /* in turn: the chunk before stays as it is */
	int turn;
	size_t room; /* cells whose values there is room for */
};

/* Opens a grid beside the portfolio: hashes it, finds its columns, checks every cell, fills the source. Mistakes are added to
 * the list. QS_EFILE if it is no HDF5 file or cannot be read, QS_ENOMEM. */
qs_status qs_grid_source(const char *name, struct qs_loader *loader, const struct qs_portfolio *portfolio,
			 const struct qs_packs *packs, struct qs_arena *arena, struct qs_mistakes *mistakes,
			 struct qs_site_source *source, struct qs_err *err);

/* ---- used by its parts alone ---- */

/* Finds the file's columns and the cells' shape; io/grid_columns.c. */
qs_status qs_grid_columns(struct qs_grid *grid, struct qs_err *err);

/* Adds a mistake of a dataset, at a cell counted from 1 (0: at none). */
void qs_grid_say(struct qs_grid *grid, enum qs_mistake_code code, const char *name, uint64_t cell, const char *arg1,
		 const char *arg2, const char *arg3, const char *arg4);

/* Room for n cells' values, which forgets those that were read; nonzero without memory. */
int qs_grid_room(struct qs_grid *grid, size_t n);

/* Reads the next cells' values, at most `most`, from `place` on among those there is room for; nonzero if they cannot be read. */
int qs_grid_read(struct qs_grid *grid, size_t place, size_t most, size_t *n);

/* Puts a column's value number i into a site and its unit; nonzero if the field does not take it. */
int qs_grid_put(const struct qs_grid_column *column, size_t i, struct qs_site *site, struct qs_unit *unit);

/* Tells why a column's value number i is not taken, at a cell counted from 1 (0: at none). */
void qs_grid_refuse(struct qs_grid *grid, const struct qs_grid_column *column, size_t i, uint64_t cell);

/* A site as all cells share it, with its unit and the text of their id. */
void qs_grid_start(const struct qs_grid *grid, struct qs_site *site, struct qs_unit *unit, char *id);

/* Value number i of each column, which is of `cell` counted from 0, into a site that began as qs_grid_start leaves it; nonzero if a
 * field does not take its value. */
int qs_grid_fill(const struct qs_grid *grid, size_t i, uint64_t cell, struct qs_site *site, char id[QS_GRID_ID]);

/* Finds the columns, checks every cell by the threads of a context, lists the districts, hashes most of the file beside it;
 * io/grid_check.c. */
qs_status qs_grid_check(struct qs_grid *grid, const struct qs_context *context, struct qs_far *far,
			const struct qs_packs *packs, struct qs_site_source *source, struct qs_err *err);

#endif
