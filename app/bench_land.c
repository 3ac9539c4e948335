/* What water, erosion and services take of a run: the model's own functions on a block of the portfolio's first unit,
 * in the state of its tenth year. Services are a site's, shared by its units; here a site has one. */
#include "app/app.h"
#include "app/bench.h"
#include "model/benefit/services.h"
#include "model/land/block.h"
#include "model/land/cover.h"
#include "model/land/erosion.h"
#include "model/land/water.h"

#include <string.h>

enum { YEARS = 10, SAMPLES = 101, ROUNDS = 4 };

struct bench_land {
	struct qs_packs *packs;
	struct qs_portfolio portfolio; /* of QS_LANES members */
	struct qs_site site;           /* of one unit */
	struct qs_segment segment;
	struct qs_recipe recipe;
	struct qs_block block;
	double *land[QS_SERVICE_SOURCE_COUNT][QS_ARMS];
	struct qs_service_plan plan;
	double *lines, *sums, *price;
};

/* Runs the block for YEARS years and keeps what services read. */
static qs_status grow(struct bench_land *b, const struct qs_context *context, struct qs_arena *arena,
		      struct qs_err *err)
{
	static const enum qs_output output[] = {
#define X(name) QS_OUT_##name,
		QS_SERVICE_SOURCES(X)
#undef X
	};
	const size_t row = (size_t)YEARS * QS_LANES;
	struct qs_ledger ledger = {.value = qs_arena_take(arena, QS_OUTPUT_COUNT * QS_ARMS * row, sizeof(int64_t)),
				   .years = YEARS};
	qs_status status;

	b->lines = qs_arena_take(arena, QS_LINE_COUNT * row, sizeof(double));
	b->sums = qs_arena_take(arena, (size_t)(2 + QS_PRICE_SETS) * QS_LANES, sizeof(double));
	b->price = qs_arena_take(arena, (size_t)QS_SERVICE_COUNT * QS_LANES, sizeof(double));
	if (!ledger.value || !b->lines || !b->sums || !b->price ||
	    qs_service_plan(context, &b->portfolio, b->packs, QS_LANES, 1, arena, &b->plan))
		return qs_fail(err, QS_ENOMEM, "bench");
	status = qs_recipe_build(b->packs, &b->portfolio, &b->site, b->segment.unit, arena, &b->recipe, err);
	if (!status)
		status = qs_block_start(context, &b->portfolio, &b->recipe, &b->segment, 1, arena, &b->block, err);
	for (int year = 0; !status && year < YEARS; year++)
		qs_land_year(&b->block, year, &ledger);
	for (int s = 0; !status && s < QS_SERVICE_SOURCE_COUNT; s++)
		for (int a = 0; a < QS_ARMS; a++) {
			const int64_t *const from = ledger.value + ((size_t)output[s] * QS_ARMS + (size_t)a) * row;
			double *const to = b->land[s][a] = qs_arena_take(arena, row, sizeof(double));

			if (!to)
				return qs_fail(err, QS_ENOMEM, "bench");
			for (size_t i = 0; i < row; i++)
				to[i] = (double)from[i] * qs_output_rows[output[s]].quantum;
		}
	return status;
}

static void step(struct bench_land *b)
{
	qs_water_weather(&b->block);
	qs_erosion_weather(&b->block);
	for (int a = 0; a < QS_ARMS; a++) {
		qs_cover_year(&b->block, a);
		qs_water_year(&b->block, a, 0);
		qs_erosion_year(&b->block, a, YEARS - 1);
	}
}

static void value(struct bench_land *b)
{
	double *sets[QS_PRICE_SETS];
	struct qs_service_input in = {.plan = &b->plan,
				      .site = &b->site,
				      .years = YEARS,
				      .members = QS_LANES,
				      .area_ha = qs_unit_planimetric_ha(b->segment.unit)};

	for (int k = 0; k < QS_PRICE_SETS; k++)
		sets[k] = b->sums + (size_t)(2 + k) * QS_LANES;
	for (int s = 0; s < QS_SERVICE_SOURCE_COUNT; s++)
		for (int a = 0; a < QS_ARMS; a++)
			in.land[s][a] = b->land[s][a];
	qs_services_fill(&in, b->lines, b->sums, b->sums + QS_LANES, sets, b->price);
}

qs_status qs_bench_land(const struct qs_context *context, const struct qs_portfolio *portfolio, struct qs_packs *packs,
			const struct qs_site *site, struct qs_arena *arena, double ns[2], struct qs_err *err)
{
	struct bench_land *const b = qs_arena_take(arena, 1, sizeof *b);
	double land[SAMPLES], services[SAMPLES];
	qs_status status;

	if (!b)
		return qs_fail(err, QS_ENOMEM, "bench");
	memset(b, 0, sizeof *b);
	b->packs = packs;
	b->portfolio = *portfolio;
	b->portfolio.members = QS_LANES;
	b->site = *site;
	b->site.units.n = 1;
	b->segment = (struct qs_segment){
		&b->site, b->site.units.items, qs_portfolio_region(portfolio, site->region), 0, QS_LANES, 0};
	status = grow(b, context, arena, err);
	for (int k = 0; !status && k < SAMPLES; k++) {
		const double start = qs_seconds();

		for (int round = 0; round < ROUNDS; round++)
			step(b);

		const double between = qs_seconds();

		value(b);
		services[k] = 1e9 * (qs_seconds() - between) / (YEARS * QS_LANES * QS_ARMS);
		land[k] = 1e9 * (between - start) / (ROUNDS * QS_LANES * QS_ARMS);
	}
	if (status)
		return status;
	ns[0] = qs_bench_median(land, SAMPLES);
	ns[1] = qs_bench_median(services, SAMPLES);
	return QS_OK;
}
