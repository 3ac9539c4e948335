#include "scenarios/plan.h"

#include "model/land/soil_kind.h"
#include "scenarios/accounts.h"
#include "scenarios/cells.h"
#include "scenarios/reduce.h"
#include "scenarios/run.h"

uint64_t qs_run_wave_bytes(int by_district, uint64_t members)
{
	return by_district && members < QS_LANES ? QS_RUN_CELLS_BYTES : QS_RUN_WAVE_BYTES;
}

/* rows: of the results; every member of `kept` outputs is asked for. */
static uint64_t memory_of(const struct qs_run_size *size, uint64_t rows, size_t kept, int threads)
{
	const int by_district = rows < size->sites;
	const uint64_t most = qs_run_wave_bytes(by_district, size->members);
	const uint64_t lane = qs_wave_lane_bytes((size_t)size->years);
	const uint64_t result = qs_reduced_bytes((size_t)size->years, (size_t)size->members, kept);
	const uint64_t all = lane * size->lanes + (by_district ? 0 : result * size->sites);
	const uint64_t totals = lane * size->members + size->members * (QS_ARMS + 1) * 8 * (uint64_t)threads + result;
	const uint64_t lines = 8 * (uint64_t)QS_LINE_COUNT * size->years * size->members;
	const uint64_t desks = qs_accounts_desks((size_t)size->members, (size_t)threads);
	const uint64_t accounts = lines * (1 + (by_district ? rows : 1)) * desks;
	const uint64_t districts =
		by_district ? qs_cells_bytes((size_t)rows, (size_t)size->members, (size_t)size->years) : 0;

	return (all < most ? all : most) + totals + accounts + districts + (uint64_t)threads * (4u << 20);
}

/* Of results.h5 with `rows` rows and the portfolio, and of cells.h5. */
static uint64_t output_of(const struct qs_run_size *size, const struct qs_portfolio *portfolio, uint64_t rows,
			  size_t kept)
{
	struct qs_cell_value values[QS_CELL_VALUES_MOST];
	const uint64_t cells = rows < size->sites ? size->sites * (2 + qs_cell_values(portfolio, values)) : 0;

	return (uint64_t)QS_OUTPUT_COUNT * QS_SERIES_COUNT * size->years * (QS_QUANTILES + 1) * 8 * (rows + 1) +
	       (uint64_t)kept * QS_ARMS * size->years * size->members * 8 * (rows + 1) + cells * sizeof(float);
}

/* Physics under the models to compare, in units of a whole run under RothC, of which physics are half. */
static double compared_work(const struct qs_portfolio *portfolio)
{
	double sum = 0;

	for (size_t i = 0; i < portfolio->soils_compared.n; i++)
		sum += 0.3 + 0.2 * qs_soil_kind(qs_soil_model_of(portfolio->soils_compared.items[i]))->cost;
	return sum;
}

qs_status qs_run_plan(const struct qs_context *context, const struct qs_run_input *input, struct qs_run_size *size,
		      struct qs_err *err)
{
	const struct qs_site *chunk = NULL;
	double soil = 0, work, one_by_one;
	int by_district;
	int kept[QS_OUTPUT_COUNT];
	uint64_t rows;
	size_t n = 0;

	*size = (struct qs_run_size){.members = (uint64_t)input->portfolio->members,
				     .years = (uint64_t)input->portfolio->years};
	size->sites = input->sites->sites;
	size->units = input->sites->units;
	soil = (double)size->units * qs_soil_kind((int)input->portfolio->models.soil)->cost;
	for (input->sites->rewind(input->sites->self); !input->sites->units;) {
		if (input->sites->next(input->sites->self, &chunk, QS_RUN_CHUNK, &n))
			return qs_fail(err, QS_EFILE, "sites cannot be read");
		for (size_t s = 0; s < n; s++) {
			size->units += chunk[s].units.n;
			soil += (double)chunk[s].units.n *
				qs_soil_kind(chunk[s].models.soil > 0 ? chunk[s].models.soil : 0)->cost;
		}
		if (!n)
			break;
	}
	size->lanes = size->units * size->members;
	n = qs_portfolio_members_kept(input->portfolio, kept);
	by_district = qs_results_by_district(input->portfolio, size->sites);
	rows = by_district ? input->sites->district_count : size->sites;
	size->memory_bytes = memory_of(size, rows, n, context->threads);
	size->output_bytes = output_of(size, input->portfolio, rows, n);
	/* what is made once a cell is not shared by members: a third of the speed */
	one_by_one = by_district && size->members < 16 ? 0.4e6 : 1.2e6;
	/* about 2.4 million unit-member-years a second on two cores with all that follows, a fifth for RothC:
	 * docs/performance.md */
	work = 0.8 * (double)size->units + 0.2 * soil + compared_work(input->portfolio) * (double)size->units;
	/* members that stand on draws of parameters share no block */
	if (input->packs->drawn && input->packs->draws > 1)
		one_by_one = 0.08e6;
	size->seconds = 0.3 + work * (double)(size->members * size->years) / (one_by_one * context->threads);
	return QS_OK;
}
