#include "scenarios/plan.h"

#include "model/land/soil_kind.h"
#include "scenarios/accounts.h"
#include "scenarios/reduce.h"
#include "scenarios/run.h"

static uint64_t memory_of(const struct qs_run_size *size, int threads)
{
	const uint64_t lane = qs_wave_lane_bytes((size_t)size->years);
	const uint64_t result = qs_reduced_bytes((size_t)size->years, (size_t)size->members, 0);
	const uint64_t all = lane * size->lanes + result * size->sites;
	const uint64_t totals = lane * size->members + size->members * (QS_ARMS + 1) * 8 * (uint64_t)threads + result;

	return (all < QS_RUN_WAVE_BYTES ? all : QS_RUN_WAVE_BYTES) + totals + (uint64_t)threads * (4u << 20);
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
	double soil = 0, work;
	size_t n = 0;

	*size = (struct qs_run_size){.members = (uint64_t)input->portfolio->members,
				     .years = (uint64_t)input->portfolio->years};
	input->sites->rewind(input->sites->self);
	do {
		if (input->sites->next(input->sites->self, &chunk, QS_RUN_CHUNK, &n))
			return qs_fail(err, QS_EFILE, "sites cannot be read");
		size->sites += n;
		for (size_t s = 0; s < n; s++) {
			size->units += chunk[s].units.n;
			soil += (double)chunk[s].units.n * qs_soil_kind(chunk[s].models.soil > 0 ? chunk[s].models.soil : 0)->cost;
		}
	} while (n);
	size->lanes = size->units * size->members;
	size->memory_bytes = memory_of(size, context->threads);
	size->output_bytes =
		(uint64_t)QS_OUTPUT_COUNT * QS_SERIES_COUNT * size->years * (QS_QUANTILES + 1) * 8 * (size->sites + 1);
	/* about 2.4 million unit-member-years a second on two cores with all that follows, a fifth for RothC: docs/performance.md */
	work = 0.8 * (double)size->units + 0.2 * soil + compared_work(input->portfolio) * (double)size->units;
	size->seconds = 0.3 + work * (double)(size->members * size->years) / (1.2e6 * context->threads);
	return QS_OK;
}
