/* A run whose rows are districts: totals by district and year, and end values of each cell.
 *
 * Memory goes with districts x years x members and with one wave, not with the number of cells; where all cells are one wave in
 * strips, pieces go district by district, each ends when its last piece is done, and the next takes its place. Totals are sums of
 * whole quanta: neither waves nor threads can change one. Areas are added in the order of the input.
 */
#ifndef QS_SCENARIOS_CELLS_H
#define QS_SCENARIOS_CELLS_H

#include "model/cells.h"
#include "scenarios/accounts.h"
#include "scenarios/physics.h"
#include "scenarios/reduce.h"
#include "scenarios/wave.h"

#include <omp.h>

struct qs_district {
	double area_ha, restored_ha, residual;
};

/* What a thread lends to pieces (scenarios/wave.h), kept from wave to wave. */
struct qs_cell_loan {
	struct qs_arena arena;
	struct qs_wave_loan of;
	size_t values, costs;
};

struct qs_cell_books {
	const struct qs_context *context;
	const char *const *names;
	size_t districts, members, years, count;
	struct qs_cell_value values[QS_CELL_VALUES_MOST];
	int64_t *total;   /* [set][place][output][arm][year][member] */
	size_t places;    /* that totals of districts stand at: district d at d % places, as many as districts unless they end in turn */
	size_t ended;     /* districts that have, from the first on */
	size_t sets;      /* as many as threads with one member, else one that all add to, under locks */
	uint8_t *begun;   /* [district][strip of members][output][arm]: something was added there; NULL with one member */
	uint8_t *held;    /* [district][output][arm]: in some strip (qs_cells_totals) */
	omp_lock_t *lock; /* [district][output][arm]; in strips [district][strip] */
	size_t locks;
	struct qs_cell_strip *strip;  /* [threads] what a thread adds up of the cells of a piece, of one strip */
	size_t strips;                /* of members, as the accounts cut them */
	struct qs_district *district;
	uint64_t seen; /* cells so far */
	struct qs_cell_loan *loan; /* [threads] */
};

/* Opens the books; places: as in them. QS_ENOMEM. */
qs_status qs_cells_open(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_site_source *sites,
			size_t places, struct qs_arena *arena, struct qs_cell_books *books, struct qs_err *err);

/* Bytes of them. */
uint64_t qs_cells_bytes(size_t places, size_t members, size_t years, size_t threads);

/* Gives locks, and what threads lend, back; safe on zeroed books and twice. */
void qs_cells_close(struct qs_cell_books *books);

/* Gives what threads lend back. */
void qs_cells_unlend(struct qs_cell_books *books);

/* Waves of a line that are open at a time: threads that find no piece left of one go on to the next. */
enum { QS_CELL_WAVES_OPEN = 2 };

/* A line of waves in pieces from plan to sink. */
struct qs_cell_line {
	struct qs_cell_books *books;
	struct qs_account_books *accounts;
	struct qs_credit_books *credits;
	struct qs_physics *physics;
	const struct qs_portfolio *portfolio;
	const struct qs_packs *packs;
	struct qs_ahead *ahead; /* where the waves come from (scenarios/ahead.h) */
	const struct qs_sink *sink;
	double *seconds; /* of the accounts: the mean over the threads is added */
	/* What ends a district where they end in turn: books->ended, by one thread at a time, which may use files */
	qs_status (*end_district)(void *self, int thread, struct qs_err *err);
	void *self;
};

/* Runs the waves ahead that go by pieces, up to the first that does not: the thread that computed a piece settles its accounts, adds
 * its ledger to the totals and tells its end values, while the ledger is in its cache. There are no registrations. QS_ENOMEM,
 * QS_EFILE, what qs_physics_wave says, and what the sink does (scenarios/cell_line.c). */
qs_status qs_cells_line(const struct qs_cell_line *line, struct qs_err *err);

/* Settles and adds a wave with a ledger, behind its physics. verdicts: of each site, NULL where there are no registrations.
 * The first failure in the order of sites is told. seconds: the time of the accounts is added. */
qs_status qs_cells_account(struct qs_cell_books *books, struct qs_account_books *accounts,
			   struct qs_credit_books *credits, struct qs_wave *wave, const double *residual,
			   const struct qs_verdicts *const *verdicts, const struct qs_sink *sink, double *seconds,
			   struct qs_err *err);

/* After the last wave, before totals are read: with one member, what threads added up apart comes together; nonzero if it does not
 * fit. */
int qs_cells_gather(struct qs_cell_books *books);

/* A district as a site without units, and its areas and worst residual. */
void qs_cells_district(const struct qs_cell_books *books, size_t district, struct qs_site *site, struct qs_reduced *reduced);

/* A district's totals, where they stand, when the last cell is added. */
struct qs_totals qs_cells_totals(const struct qs_cell_books *books, size_t district);

/* Adds the totals of the districts that have not ended, up to `end`, to the portfolio's, which begin as zero; thread: as in
 * scenarios/reduce.h. Nonzero if they do not fit. */
int qs_cells_sum(const struct qs_cell_books *books, size_t end, int thread, struct qs_totals *totals);

/* Zeroes the place of a district that ends in turn. */
void qs_cells_clear(const struct qs_cell_books *books, size_t district);

/* ---- a wave at work (scenarios/cell_waves.c) ---- */

/* What a thread makes of one site after another. */
struct qs_cell_desk {
	struct qs_site_accounts accounts;
	struct qs_err err; /* of the first site that failed here */
	size_t failed;
	qs_status status;
	int overflow;
};

/* Memory of the wave. */
struct qs_cell_wave {
	struct qs_cell_books *books;
	struct qs_account_books *accounts;
	struct qs_credit_books *credits;
	struct qs_wave *wave;
	const struct qs_verdicts *const *verdicts;
	double *sums;              /* [sites][QS_SUM_COUNT] of the accounts, means over the members */
	float *value, *lon, *lat;  /* as in struct qs_cells */
	struct qs_cell_desk *desk; /* [threads] */
	double *strip_sum;         /* [sites][strips][QS_SUM_COUNT] of a wave in strips, quanta */
	int64_t *strip_value;      /* [sites][strips][values] */
};

/* Begins with a planned wave. QS_ENOMEM. */
qs_status qs_cells_begin(struct qs_cell_books *books, struct qs_account_books *accounts,
			 struct qs_credit_books *credits, struct qs_wave *wave,
			 const struct qs_verdicts *const *verdicts, struct qs_cell_wave *work, struct qs_err *err);

/* Settles the sites and cells of units order[from] on, before `end`; a site goes with its first unit
 * (scenarios/cell_accounts.c). Failures are told at the thread's desk. */
void qs_cells_settle_units(const struct qs_cell_wave *work, size_t from, size_t end);

/* Outputs and arms from..to of a block, all years of each, which lie in one piece, into the totals of its districts. */
enum { QS_CELL_GROUPS = QS_OUTPUT_COUNT * QS_ARMS };
void qs_cells_add_block(const struct qs_cell_wave *work, const struct qs_wave_block *block, size_t from, size_t to, int thread);

/* Lays out the strips of a planned wave as pieces: strip after strip of some cells of a district, the large ones first, or district by
 * district where they end in turn. QS_ENOMEM. */
qs_status qs_cells_list_strips(struct qs_cell_wave *work, struct qs_err *err);

/* What follows from a strip of the unit list[piece->from]: accounts, ledger and what end values are made of; behind the last unit of
 * the piece, before list[piece->end], what the thread has added up goes to the totals. */
void qs_cells_strip(const struct qs_cell_wave *work, const struct qs_wave_piece *piece, int thread);

/* Memory for that; 0, or -1 without. */
int qs_cells_take_strips(struct qs_arena *arena, struct qs_cell_books *books);

/* After the last strip: sums and end values. */
void qs_cells_tell_strips(const struct qs_cell_wave *work);

/* Row (output, arm, year) of a district's totals, in the first set. */
int64_t *qs_cells_row(const struct qs_cell_books *books, size_t district, size_t row);

/* Nonzero if all n are zero. */
int qs_cells_zero(const int64_t *value, size_t n);

/* Adds n members from `first` on of all years of an output and arm, value [years][step], to a district's totals, one thread at a time;
 * nonzero if they do not fit. What holds nothing yet is written before it is read (scenarios/account_lanes.h). */
int qs_cells_add_members(const struct qs_cell_books *books, size_t district, size_t group, size_t first, size_t n, size_t step,
			 const int64_t *value);

/* End values of the sites whose first units are order[from] on, before `end`. */
void qs_cells_tell(const struct qs_cell_wave *work, size_t from, size_t end);

/* The district of a piece of strips. */
size_t qs_cells_district_of(const struct qs_wave *wave, const struct qs_wave_piece *piece);

/* Areas and residuals of districts from..end, whose pieces of the wave are done. residual: of the wave's segments. */
void qs_cells_add_areas(const struct qs_cell_wave *work, const double *residual, size_t from, size_t end);

/* Areas of districts that have not ended, and the cells to the sink. residual: of the wave's segments. */
qs_status qs_cells_end(struct qs_cell_wave *work, const double *residual, const struct qs_sink *sink,
		       struct qs_err *err);

#endif
