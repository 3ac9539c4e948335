#include "scenarios/tornado.h"

#include "model/base/draws.h"
#include "model/land/site.h"
#include "scenarios/plan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An input and its two ends. */
struct input {
	const char *id, *zh, *en, *range;
	int stream; /* -1: a shift */
	uint64_t scope;
	struct qs_account_shift low, high;
};

/* Streams whose draws move as one. */
static const struct {
	enum qs_stream stream;
	const char *zh, *en;
} streams[] = {
	{QS_STREAM_growth, "树种生长上限", "growth of the species"},
	{QS_STREAM_quality, "立地质量", "site quality"},
	{QS_STREAM_survival, "栽植成活", "survival of planting"},
	{QS_STREAM_litter, "凋落物与枯死木分解", "decay of litter and dead wood"},
	{QS_STREAM_soil, "土壤分解速率", "decay rates of the soil"},
	{QS_STREAM_works, "工程排放", "emissions of works"},
	{QS_STREAM_revenue, "产业收入", "income of industry lines"},
	{QS_STREAM_delay, "验收延误", "delay of acceptance"},
	{QS_STREAM_price, "碳价的逐年波动", "yearly movement of the carbon price"},
	{QS_STREAM_figure, "带分布的输入：现状土壤与植被、土石料价格、登记核查费",
	 "inputs with a spread: soil and cover today, price of spoil, fees of registering"},
};

/* No change. */
#define SAME .carbon_price = 1, .upkeep = 1, .risk = 1

/* Inputs without a distribution, and how far they are moved: ranges are assumptions. */
static const struct input shifts[] = {
	{"discount_rate",
	 "基准收益率 −2 / +4 个百分点",
	 "hurdle rate -2 / +4 points",
	 "-2..+4",
	 -1,
	 0,
	 {.discount_pct = -2, SAME},
	 {.discount_pct = 4, SAME}},
	{"carbon_price",
	 "碳价 ×0.5 / ×2",
	 "carbon price x0.5 / x2",
	 "x0.5..x2",
	 -1,
	 0,
	 {.carbon_price = 0.5, .upkeep = 1, .risk = 1},
	 {.carbon_price = 2, .upkeep = 1, .risk = 1}},
	{"grant",
	 "补助比例 −0.1 / +0.1",
	 "grant share -0.1 / +0.1",
	 "-0.1..+0.1",
	 -1,
	 0,
	 {.grant_frac = -0.1, SAME},
	 {.grant_frac = 0.1, SAME}},
	{"upkeep",
	 "养护费用 ×0.7 / ×1.5",
	 "upkeep x0.7 / x1.5",
	 "x0.7..x1.5",
	 -1,
	 0,
	 {.upkeep = 0.7, .carbon_price = 1, .risk = 1},
	 {.upkeep = 1.5, .carbon_price = 1, .risk = 1}},
	{"contingency",
	 "预备费 −0.04 / +0.07",
	 "contingency -0.04 / +0.07",
	 "-0.04..+0.07",
	 -1,
	 0,
	 {.contingency = -0.04, SAME},
	 {.contingency = 0.07, SAME}},
	{"permanence",
	 "非持久性扣减：数量 ×0.89 / ×1.06",
	 "non-permanence: credits x0.89 / x1.06",
	 "x0.89..x1.06",
	 -1,
	 0,
	 {.risk = 0.89, .upkeep = 1, .carbon_price = 1},
	 {.risk = 1.06, .upkeep = 1, .carbon_price = 1}},
};

enum { STREAMS = sizeof streams / sizeof streams[0], SHIFTS = sizeof shifts / sizeof shifts[0] };

static struct input moved(const char *id, const char *zh, const char *en, enum qs_stream stream, uint64_t scope)
{
	static const struct qs_account_shift same = {SAME};

	return (struct input){.id = id,
			      .zh = zh,
			      .en = en,
			      .range = "p10-p90",
			      .stream = (int)stream,
			      .scope = scope,
			      .low = same,
			      .high = same};
}

/* The pack's name with what of it is moved, in the arena; NULL without memory. */
static const char *told(struct qs_arena *arena, const char *what, const char *name)
{
	const size_t length = strlen(what) + strlen(name) + 1;
	char *const text = qs_arena_take(arena, length, 1);

	if (text)
		snprintf(text, length, "%s%s", what, name);
	return text;
}

/* Whether some treatment has a measure; upkeep is a part of treatments. */
static int is_measure_used(const struct qs_run_input *input, const char *id)
{
	const struct qs_portfolio *const portfolio = input->portfolio;

	for (size_t l = 0; l < input->packs->land.n; l++)
		if (!strcmp(input->packs->land.items[l].upkeep_measure, id))
			return 1;
	for (size_t t = 0; t < portfolio->treatments.n; t++)
		for (size_t m = 0; m < portfolio->treatments.items[t].measures.n; m++)
			if (!strcmp(portfolio->treatments.items[t].measures.items[m].measure, id))
				return 1;
	return 0;
}

/* Whether works pay for a material beside the measure's price (model/land/costs.c). */
static int is_material_used(const struct qs_packs *packs, const char *id)
{
	for (size_t l = 0; l < packs->land.n; l++) {
		const struct qs_land_pack *const land = &packs->land.items[l];

		if (!strcmp(land->haul_material, id) || !strcmp(land->cement_material, id) ||
		    !strcmp(land->fence_material, id) || !strcmp(land->power_material, id))
			return 1;
	}
	return 0;
}

/* The substrates of all units, a bit each. */
static qs_status find_grounds(struct qs_site_source *sites, unsigned *grounds, struct qs_err *err)
{
	const struct qs_site *chunk = NULL;
	size_t n = 0;

	*grounds = 0;
	sites->rewind(sites->self);
	do {
		if (sites->next(sites->self, &chunk, QS_RUN_CHUNK, &n))
			return qs_fail(err, QS_EFILE, "sites cannot be read");
		for (size_t s = 0; s < n; s++)
			for (size_t u = 0; u < chunk[s].units.n; u++)
				*grounds |= 1U << chunk[s].units.items[u].substrate;
	} while (n);
	return QS_OK;
}

/* Every input that may matter; returns how many, 0 without memory. room: STREAMS + SHIFTS + measures + materials +
 * substrates. all: with the prices that no works of the portfolio pay. */
static size_t list_inputs(const struct qs_run_input *input, struct qs_arena *arena, struct input *inputs, size_t *all)
{
	const struct qs_packs *const packs = input->packs;
	size_t n = 0, idle = 0;

	for (size_t s = 0; s < STREAMS; s++)
		inputs[n++] = moved(qs_stream_rows[streams[s].stream].name, streams[s].zh, streams[s].en,
				    streams[s].stream, 0);
	for (size_t s = 0; s < SHIFTS; s++)
		inputs[n++] = shifts[s];
	for (size_t m = 0; m < packs->measures.n; m++) {
		const struct qs_measure_pack *const pack = &packs->measures.items[m];

		if (!pack->unit_cost_cny.spread)
			continue;
		if (is_measure_used(input, pack->id))
			inputs[n++] = moved(pack->id, pack->name.zh, pack->name.en, QS_STREAM_cost,
					    qs_scope_id("measure", pack->id, NULL));
		else
			idle++;
	}
	for (size_t m = 0; m < packs->materials.n; m++) {
		const struct qs_material_pack *const pack = &packs->materials.items[m];

		if (!pack->unit_cost_cny.given || !pack->unit_cost_cny.spread)
			continue;
		if (is_material_used(packs, pack->id))
			inputs[n++] = moved(pack->id, pack->name.zh, pack->name.en, QS_STREAM_cost,
					    qs_scope_id("material", pack->id, NULL));
		else
			idle++;
	}
	for (size_t g = 0; g < packs->substrates.n; g++) {
		const struct qs_substrate_pack *const pack = &packs->substrates.items[g];

		const char *const zh = told(arena, "工程单价：", pack->name.zh);
		const char *const en = told(arena, "prices of works: ", pack->name.en);

		if (!zh || !en)
			return 0;
		if (!pack->works_price_factor.spread)
			continue;
		inputs[n++] = moved(pack->id, zh, en, QS_STREAM_cost, qs_scope_id("ground", pack->id, NULL));
	}
	*all = n + idle;
	return n;
}

/* Takes the prices of works on other grounds out; returns how many inputs are left. */
static size_t drop_grounds(struct input *inputs, size_t n, unsigned grounds)
{
	for (size_t g = 0; qs_words_substrate[g]; g++) {
		const uint64_t scope = qs_scope_id("ground", qs_words_substrate[g], NULL);
		size_t left = 0;

		for (size_t i = 0; i < n && !(grounds >> g & 1); i++)
			if (inputs[i].scope != scope)
				inputs[left++] = inputs[i];
		n = grounds >> g & 1 ? n : left;
	}
	return n;
}

/* Member 0 stands at the middle, members 2 i + 1 and 2 i + 2 at the ends of input i. */
static void set_ends(const struct input *inputs, size_t n, struct qs_probe *probe, struct qs_account_shift *shift)
{
	static const struct qs_account_shift same = {SAME};

	probe[0] = (struct qs_probe){-1, 0, 0.5};
	shift[0] = same;
	for (size_t i = 0; i < n; i++)
		for (size_t end = 0; end < 2; end++) {
			probe[2 * i + 1 + end] = (struct qs_probe){inputs[i].stream, inputs[i].scope, end ? 0.9 : 0.1};
			shift[2 * i + 1 + end] = end ? inputs[i].high : inputs[i].low;
		}
}

/* Sorts indices by falling swing, equal ones by their order. */
static void rank(const struct qs_tornado_row *rows, int credits, size_t *order, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		const size_t at = order[i];
		const struct qs_tornado_row *const row = &rows[at];
		const double swing =
			credits ? fabs(row->credits_high - row->credits_low) : fabs(row->npv_high - row->npv_low);
		size_t k = i;

		for (; k > 0; k--) {
			const struct qs_tornado_row *const above = &rows[order[k - 1]];

			if ((credits ? fabs(above->credits_high - above->credits_low)
				     : fabs(above->npv_high - above->npv_low)) >= swing)
				break;
			order[k] = order[k - 1];
		}
		order[k] = at;
	}
}

static void keep_rows(const struct input *inputs, size_t n, const struct qs_experiment *e, struct qs_tornado_row *rows,
		      size_t *by_npv, size_t *by_credits, struct qs_tornado *tornado)
{
	tornado->npv = e->npv[0];
	tornado->credits = e->credits[0];
	for (size_t i = 0; i < n; i++) {
		const struct qs_tornado_row row = {inputs[i].id,          inputs[i].zh,         inputs[i].en,
						   inputs[i].range,       e->npv[2 * i + 1],    e->npv[2 * i + 2],
						   e->credits[2 * i + 1], e->credits[2 * i + 2]};
		const int moves_npv = fabs(row.npv_high - row.npv_low) > 0;
		const int moves_credits = fabs(row.credits_high - row.credits_low) > 0;

		if (!moves_npv && !moves_credits)
			continue;
		if (moves_npv)
			by_npv[tornado->npv_count++] = tornado->n;
		if (moves_credits)
			by_credits[tornado->credits_count++] = tornado->n;
		rows[tornado->n++] = row;
	}
	rank(rows, 0, by_npv, tornado->npv_count);
	rank(rows, 1, by_credits, tornado->credits_count);
	tornado->rows = rows;
	tornado->by_npv = by_npv;
	tornado->by_credits = by_credits;
	tornado->computed = 1;
}

qs_status qs_tornado_run(const struct qs_context *context, const struct qs_run_input *input, struct qs_arena *arena,
			 struct qs_tornado *tornado, struct qs_err *err)
{
	const size_t most =
		STREAMS + SHIFTS + input->packs->measures.n + input->packs->materials.n + input->packs->substrates.n;
	struct input *const inputs = qs_arena_take(arena, most, sizeof *inputs);
	struct qs_tornado_row *const rows = qs_arena_take(arena, most, sizeof *rows);
	size_t *const order = qs_arena_take(arena, 2 * most, sizeof *order);
	struct qs_probe *const probe = qs_arena_take(arena, 2 * most + 1, sizeof *probe);
	struct qs_account_shift *const shift = qs_arena_take(arena, 2 * most + 1, sizeof *shift);
	double *const column = qs_arena_take(arena, 2 * (2 * most + 1), sizeof *column);
	struct qs_experiment experiment = {.npv = column, .credits = column + 2 * most + 1};
	struct qs_portfolio portfolio = *input->portfolio;
	struct qs_context still = *context;
	struct qs_run_input small = *input;
	struct qs_run_size size;
	unsigned grounds;
	uint64_t lanes;
	qs_status status;
	size_t n, all;

	*tornado = (struct qs_tornado){0};
	if (!inputs || !rows || !order || !probe || !shift || !column)
		return qs_fail(err, QS_ENOMEM, "experiments on %zu inputs", most);
	n = list_inputs(input, arena, inputs, &all);
	if (!n)
		return qs_fail(err, QS_ENOMEM, "experiments on %zu inputs", most);
	portfolio.members = (int64_t)(2 * all + 1); /* whether it is done does not hang on what treatments name */
	small.portfolio = &portfolio;
	still.probes = probe;
	still.messages = (struct qs_messages){0};
	status = qs_run_plan(&still, &small, NULL, &size, err);
	lanes = size.units * (uint64_t)input->portfolio->members;
	if (status != QS_OK || (size.lanes > QS_TORNADO_LANES_FEW && size.lanes > lanes / QS_TORNADO_RUN_SHARE))
		return status;
	status = find_grounds(input->sites, &grounds, err);
	if (status != QS_OK)
		return status;
	n = drop_grounds(inputs, n, grounds);
	set_ends(inputs, n, probe, shift);
	portfolio.members = (int64_t)(2 * n + 1);
	status = qs_run_experiment(&still, &small, shift, &experiment, err);
	if (status == QS_OK)
		keep_rows(inputs, n, &experiment, rows, order, order + most, tornado);
	return status;
}
