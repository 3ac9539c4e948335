/* A run whose rows are districts: totals by district and year, and end values of each cell.
 *
 * Memory goes with districts x years x members and with one wave, not with the number of cells. Totals are sums of whole quanta:
 * neither waves nor threads can change one. Areas are added in the order of the input.
 */
#ifndef QS_SCENARIOS_CELLS_H
#define QS_SCENARIOS_CELLS_H

#include "model/cells.h"
#include "scenarios/accounts.h"
#include "scenarios/reduce.h"
#include "scenarios/wave.h"

struct qs_district {
	double area_ha, restored_ha, residual;
};

struct qs_cell_books {
	const struct qs_context *context;
	const char *const *names;
	size_t districts, members, years, count;
	struct qs_cell_value values[QS_CELL_VALUES_MOST];
	int64_t *total; /* [district][output][arm][year][member] */
	struct qs_district *district;
	uint64_t seen; /* cells so far */
};

/* Opens the books. QS_ENOMEM. */
qs_status qs_cells_open(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_site_source *sites,
			struct qs_arena *arena, struct qs_cell_books *books, struct qs_err *err);

/* Bytes of them. */
uint64_t qs_cells_bytes(size_t districts, size_t members, size_t years);

/* The district of each site of a wave, with memory of the wave; NULL without memory. */
const uint32_t *qs_cells_districts(const struct qs_cell_books *books, struct qs_wave *wave);

/* Accounts of the sites of a wave into their districts, and their sums [sites][QS_SUM_COUNT], means over the members. verdicts: of
 * each site, NULL where there are no registrations. The first failure in the order of sites is told. */
qs_status qs_cells_settle(struct qs_account_books *accounts, struct qs_credit_books *credits, struct qs_wave *wave,
			  const struct qs_verdicts *const *verdicts, double *sums, struct qs_err *err);

/* Adds a wave to the totals and gives its cells to the sink. residual: of the wave's segments; sums [sites][QS_SUM_COUNT]: of the
 * accounts, means over the members. */
qs_status qs_cells_wave(struct qs_cell_books *books, struct qs_wave *wave, const uint32_t *district, const double *residual,
			const double *sums, const struct qs_sink *sink, struct qs_err *err);

/* A district as a site without units, and its areas and worst residual. */
void qs_cells_district(const struct qs_cell_books *books, size_t district, struct qs_site *site, struct qs_reduced *reduced);

/* A district's totals, where they stand. */
struct qs_totals qs_cells_totals(const struct qs_cell_books *books, size_t district);

/* The sum of all districts' totals into the portfolio's; nonzero if it does not fit. */
int qs_cells_sum(const struct qs_cell_books *books, struct qs_totals *totals);

#endif
