#include "scenarios/plan.h"

#include "model/land/soil_kind.h"
#include "scenarios/account_lanes.h"
#include "scenarios/accounts.h"
#include "scenarios/cells.h"
#include "scenarios/member_figures.h"
#include "scenarios/reduce.h"
#include "scenarios/run.h"
#include "scenarios/tornado.h"

/* A run with fewer cells is not cut into pieces, each of which is one thread's; the strips of a wave at most; the waves
 * in pieces that are open at a time. */
enum { PIECES_FROM = 64, STRIPS_MOST = 1 << 16, OPEN = QS_CELL_WAVES_OPEN };

/* Places of districts that end in turn, beside one for each thread: of the one that ends, and the one that begins. */
enum { PLACES_BESIDE = 2 };

/* Bytes of a wave in pieces that a cell takes beside the ledger: its plan, sums, end values; and each of its strips. */
enum { CELL_BYTES = 3 * 1024, STRIP_BYTES = 512 };

/* Draws of parameters cut members otherwise than strips, and states otherwise than pieces do. */
static int is_in_pieces(const struct qs_run_input *input, int by_district, int has_states)
{
	return by_district && !input->portfolio->registrations.n && input->sites->sites >= PIECES_FROM &&
	       (!input->packs->drawn || !qs_wave_strips((size_t)input->portfolio->members)) &&
	       (!has_states || input->portfolio->members == 1);
}

/* Sites of a wave in pieces: with states as many as of one with a ledger. */
static size_t sites_most(const struct qs_wave_cut *cut, size_t strips)
{
	const uint64_t fit = cut->most / (cut->site + cut->unit);

	if (cut->as_saved)
		return fit < 1 ? 1 : fit < QS_RUN_CHUNK ? (size_t)fit : QS_RUN_CHUNK;
	return strips > STRIPS_MOST / QS_RUN_CHUNK ? (STRIPS_MOST + strips - 1) / strips : QS_RUN_CHUNK;
}

size_t qs_run_places(const struct qs_context *context, const struct qs_run_input *input, const struct qs_wave_cut *cut,
		     int by_district, uint64_t units)
{
	const size_t districts = by_district ? input->sites->district_count : 1;
	const size_t few = (size_t)context->threads + PLACES_BESIDE;

	return cut->pieces && qs_wave_strips((size_t)input->portfolio->members) && units == input->sites->sites &&
			       units <= cut->sites_most && units <= QS_RUN_CHUNK_FIRST && few < districts
		       ? few
		       : districts;
}

struct qs_wave_cut qs_run_cut(const struct qs_context *context, const struct qs_run_input *input, int by_district,
			      int figures, int has_states)
{
	const struct qs_portfolio *const portfolio = input->portfolio;
	const size_t members = (size_t)portfolio->members, years = (size_t)portfolio->years;
	const size_t strips = qs_wave_strips(members);
	int kept[QS_OUTPUT_COUNT];
	struct qs_wave_cut cut;

	cut = (struct qs_wave_cut){
		.site = by_district ? sizeof(struct qs_site_accounts) + 8 * (uint64_t)QS_SUM_COUNT
			: figures   ? qs_reduced_bytes(years, members, qs_portfolio_members_kept(portfolio, kept)) +
					    qs_site_accounts_bytes(years)
				  : 0,
		.unit = qs_wave_unit_bytes(context, portfolio),
		.most = by_district && members < QS_LANES ? QS_RUN_CELLS_BYTES : QS_RUN_WAVE_BYTES,
		.pieces = is_in_pieces(input, by_district, has_states),
		.as_saved = has_states,
		.cell = CELL_BYTES + strips * STRIP_BYTES};
	cut.sites_most = sites_most(&cut, strips);
	return cut;
}

struct qs_wave_size qs_run_wave(const struct qs_wave_cut *cut, const struct qs_site *sites, size_t n)
{
	const size_t most = n < cut->sites_most ? n : cut->sites_most;
	struct qs_wave_size size = {0};
	size_t single = 0;

	while (cut->pieces && single < most && sites[single].units.n == 1)
		single++;
	if (single == most)
		return (struct qs_wave_size){most, cut->cell * most, 1};
	do
		size.bytes += cut->site + cut->unit * sites[size.sites++].units.n;
	while (size.sites < n && size.bytes + cut->site + cut->unit * sites[size.sites].units.n <= cut->most);
	return size;
}

/* The largest wave of a source that knows its units: sites are alike in tables and grids. */
static uint64_t wave_of(const struct qs_wave_cut *cut, uint64_t sites, uint64_t units)
{
	const uint64_t each = sites ? (units + sites - 1) / sites : 0, one = cut->site + cut->unit * each;
	const uint64_t n = sites < QS_RUN_CHUNK ? sites : QS_RUN_CHUNK, fit = one ? cut->most / one : n;

	if (cut->pieces && sites == units)
		return cut->cell * (sites < OPEN * cut->sites_most ? sites : OPEN * cut->sites_most);
	return (fit < 1 ? 1 : fit < n ? fit : n) * one;
}

/* What a run has whatever it computes, and bytes of each year and line or series of a row of results: in the results
 * and in the workbook that is made of them; of a district, which has neither units nor an estimate, fewer. Measured:
 * docs/performance.md. */
static const uint64_t program_bytes = (uint64_t)32 << 20, told_bytes = 200, told_district_bytes = 90;

/* Members of the tornado's experiments, which follow when the ledger is gone, and the lanes of a unit that their ledger
 * is as large as: most share their physics; how many in a hundred of the account lines and of the districts' outputs
 * hold something. */
enum { EXPERIMENTS = 150, EXPERIMENT_LANES = 24, LINES_HELD = 50, OUTPUTS_HELD = 75 };

/* Lines of members of sites and of a number of totals, of which what is zero takes no memory. */
static uint64_t lines_of(uint64_t years, uint64_t members, uint64_t rows)
{
	return 8 * (uint64_t)QS_LINE_COUNT * years * members * rows / 100 * LINES_HELD;
}

/* Columns of members: sums, figures, prices, services, credits. */
static uint64_t columns_of(const struct qs_run_size *size, const struct qs_portfolio *portfolio, uint64_t threads)
{
	const uint64_t beside = 3 * QS_SUM_COUNT + QS_MEMBER_COLUMNS + QS_PRICE_SETS * QS_SERVICE_PARTS + 32 * threads;

	return 8 * size->members *
	       (beside + size->years * (portfolio->market.prices.n + 4 * portfolio->registrations.n));
}

/* Bytes of the ledger of the experiments, if they are made. */
static uint64_t experiments_of(const struct qs_run_size *size)
{
	const uint64_t lanes = size->units * EXPERIMENTS;
	const uint64_t bytes = qs_wave_lane_bytes((size_t)size->years) * size->units * EXPERIMENT_LANES;

	if (lanes > QS_TORNADO_LANES_FEW && lanes > size->units * size->members / QS_TORNADO_RUN_SHARE)
		return 0;
	return bytes < QS_RUN_WAVE_BYTES ? bytes : QS_RUN_WAVE_BYTES;
}

/* Of each district that stands apart wherever its totals do: sums of members, and which lines strips hold. */
static uint64_t beside_of(const struct qs_run_size *size, uint64_t desks)
{
	const uint64_t strips = qs_account_strips((size_t)size->members);

	return desks *
	       (8 * (uint64_t)QS_SUM_COUNT * size->members + strips * QS_LINE_COUNT * size->years / 100 * LINES_HELD);
}

/* rows: of the results; places: of totals of districts, 0 if rows are sites; wave: bytes of the largest. */
static uint64_t memory_of(const struct qs_run_size *size, const struct qs_portfolio *portfolio, uint64_t rows,
			  uint64_t places, uint64_t wave, uint64_t threads, int in_strips)
{
	const int by_district = places > 0;
	const uint64_t lane = qs_wave_lane_bytes((size_t)size->years);
	const uint64_t desks = qs_accounts_desks((size_t)size->members, (size_t)threads, in_strips);
	const uint64_t districts = by_district ? qs_cells_bytes((size_t)places, (size_t)size->members,
								(size_t)size->years, (size_t)threads)
					       : 0;
	const uint64_t totals = lane * size->members + districts / 100 * OUTPUTS_HELD;
	const uint64_t accounts = lines_of(size->years, size->members, desks * (by_district ? places + 2 : 2)) +
				  (by_district ? rows * beside_of(size, desks) : 0);
	const uint64_t series = size->years * (QS_LINE_COUNT + (uint64_t)QS_OUTPUT_COUNT * QS_SERIES_COUNT);
	const uint64_t written = 8 * (1 + QS_QUANTILES) * series * (rows + 1); /* results.h5, in memory */
	const uint64_t told = rows * series * (by_district ? told_district_bytes : told_bytes);
	const uint64_t later = told + experiments_of(size) + lines_of(size->years, EXPERIMENTS, 2);
	const uint64_t ahead = 2 * QS_RUN_CHUNK; /* a chunk at work and one ahead of it */
	const uint64_t chunks =
		(sizeof(struct qs_site) + sizeof(struct qs_unit)) * (size->sites < ahead ? size->sites : ahead);

	return program_bytes + written + chunks + totals + accounts + columns_of(size, portfolio, threads) +
	       threads * (8u << 20) + (wave > later ? wave : later);
}

/* Of results.h5 with `rows` rows and the portfolio, and of cells.h5. */
static uint64_t output_of(const struct qs_run_size *size, const struct qs_portfolio *portfolio, uint64_t rows,
			  int by_district, size_t kept)
{
	struct qs_cell_value values[QS_CELL_VALUES_MOST];
	const uint64_t cells = by_district ? size->sites * (2 + qs_cell_values(portfolio, values)) : 0;

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

/* Bytes of a lane in the state that a run goes on from and in the one that it leaves, from the first sites: a source
 * keeps as many as it was asked for. */
static qs_status measure_states(const struct qs_context *context, const struct qs_run_input *input,
				const struct qs_run_states *states, const struct qs_wave_cut *cut, double *taken,
				double *left, struct qs_err *err)
{
	const struct qs_site *sites;
	enum { SITES = 512 };
	double columns = 0;
	struct qs_wave wave = {0};
	size_t n;
	qs_status status;

	input->sites->rewind(input->sites->self);
	if (input->sites->next(input->sites->self, &sites, SITES, &n))
		return qs_fail(err, QS_EFILE, "sites cannot be read");
	if (!n)
		return QS_OK;
	status = qs_wave_plan(context, input->portfolio, input->packs, sites, qs_run_wave(cut, sites, n).sites, NULL,
			      &wave, err);
	if (status == QS_OK)
		status = qs_saved_measure(context, input->portfolio, &wave, &columns, err);
	qs_wave_free(&wave);
	*taken = states->read ? columns + (double)qs_saved_ledger_bytes(states->from_years) : 0;
	*left = states->write ? columns + (double)qs_saved_ledger_bytes(states->save_years) : 0;
	return status;
}

/* Of states that are in memory: a thread has the block at work and memory of the last, and one is written; lane: bytes
 * of one. */
static uint64_t states_of(const struct qs_run_size *size, uint64_t threads, double lane)
{
	const uint64_t lanes = (2 * threads + 1) * QS_LANES;

	return (uint64_t)(lane * (double)(lanes < size->lanes ? lanes : size->lanes));
}

qs_status qs_run_plan(const struct qs_context *context, const struct qs_run_input *input,
		      const struct qs_run_states *states, struct qs_run_size *size, struct qs_err *err)
{
	const struct qs_site *chunk = NULL;
	double soil = 0, taken = 0, left = 0, work, rate;
	const int by_district = qs_results_by_district(input->portfolio, input->sites->sites);
	const int has_states = states && qs_states_any(states);
	const struct qs_wave_cut cut = qs_run_cut(context, input, by_district, 1, has_states);
	int kept[QS_OUTPUT_COUNT];
	uint64_t rows, bytes, wave = 0;
	qs_status status = QS_OK;
	size_t n = 0;

	*size = (struct qs_run_size){.members = (uint64_t)input->portfolio->members,
				     .years = (uint64_t)input->portfolio->years};
	if (has_states)
		status = measure_states(context, input, states, &cut, &taken, &left, err);
	if (status != QS_OK)
		return status;
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
		for (size_t from = 0; from < n;) {
			const struct qs_wave_size next = qs_run_wave(&cut, chunk + from, n - from);

			from += next.sites;
			bytes = next.bytes * (next.pieces && next.sites < size->sites ? OPEN : 1);
			wave = bytes > wave ? bytes : wave;
		}
		if (!n)
			break;
	}
	wave = wave ? wave : wave_of(&cut, size->sites, size->units);
	size->lanes = size->units * size->members;
	size->state_bytes = (uint64_t)(left * (double)size->lanes);
	n = qs_portfolio_members_kept(input->portfolio, kept);
	rows = by_district ? input->sites->district_count : size->sites;
	if (cut.pieces) /* what threads lend to them */
		wave += (uint64_t)context->threads * qs_wave_piece_lanes((size_t)size->members, cut.as_saved) *
			qs_wave_lane_bytes((size_t)size->years);
	wave += states_of(size, (uint64_t)context->threads, taken > left ? taken : left);
	size->memory_bytes =
		memory_of(size, input->portfolio, rows,
			  by_district ? qs_run_places(context, input, &cut, by_district, size->units) : 0, wave,
			  (uint64_t)context->threads, cut.pieces && qs_wave_strips((size_t)size->members));
	size->output_bytes = output_of(size, input->portfolio, rows, by_district, n);
	/* unit-member-years a second of a thread with all that follows, a fifth for RothC: docs/performance.md */
	rate = input->packs->drawn && input->packs->draws > 1 ? 0.08e6 /* such members share no block */
	       : !by_district                                 ? 0.5e6
	       : size->members < 16                           ? 0.68e6
							      : 0.57e6;
	work = 0.8 * (double)size->units + 0.2 * soil + compared_work(input->portfolio) * (double)size->units;
	size->seconds =
		(by_district ? 0.3 : 0.4) + work * (double)(size->members * size->years) / (rate * context->threads);
	return QS_OK;
}
