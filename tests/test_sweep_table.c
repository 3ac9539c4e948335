/* What a sweep teaches, and its shards: tables of a known function. */
#include "io/shards.h"
#include "portfolio_files.h"
#include "scenarios/analysis.h"
#include "sweep_help.h"

#include <math.h>
#include <sys/stat.h>

/* ---- analysis ---- */

/* A table of y = 3 x0 + x1 and of z = -y over a design of two axes. */
struct linear {
	struct qs_sweep_plan plan;
	struct qs_plan_axis axes[2];
	struct qs_plan_output outputs[2];
	size_t index[2];
	int goal[2];
	double at[4][MOST], value[2][MOST];
	double *ats[4], *values[2];
	const char *why[MOST];
	struct qs_sweep_table table;
};

static void make_linear(struct linear *l, enum qs_sweep_design_kind kind, size_t points)
{
	static const struct qs_design_axis axis[] = {{0, 5, 1}, {0, 5, 1}};
	const struct qs_design d = {.kind = kind, .points = points, .levels = 4, .seed = 5, .n = 2, .axis = axis};

	memset(l, 0, sizeof *l);
	l->plan = (struct qs_sweep_plan){.design = kind, .points = points, .levels = 4, .seed = 5, .members = 100,
					 .scenarios = points_of(&d, l->at), .axes = l->axes, .axis_count = 2, .outputs = l->outputs,
					 .output_count = 2, .analysed = l->index, .analysed_count = 2, .objective = l->index,
					 .goal = l->goal, .objective_count = 2, .heat = {0, 1}};
	l->outputs[0].name = l->outputs[1].name = "";
	l->index[1] = 1;
	for (size_t i = 0; i < 2; i++) {
		l->ats[i] = l->at[i];
		l->values[i] = l->value[i];
	}
	for (size_t s = 0; s < l->plan.scenarios; s++) {
		l->value[0][s] = 3 * l->at[0][s] + l->at[1][s];
		l->value[1][s] = -l->value[0][s];
	}
	l->table = (struct qs_sweep_table){&l->plan, l->ats, l->values, l->why, 0};
}

static void analyse(struct linear *l, struct qs_arena *arena, struct qs_sweep_analysis *analysis)
{
	struct qs_context context = open_context();
	struct qs_err err = {0};

	assert_int_equal(qs_sweep_analyse(&context, &l->table, arena, analysis, &err), QS_OK);
	qs_close(&context);
}

static void indices_of_a_sum_are_its_shares_of_variance(void **state)
{
	static struct linear l;
	struct qs_sweep_analysis analysis;
	struct qs_arena arena = {0};

	(void)state;
	make_linear(&l, QS_DESIGN_SALTELLI, 512);
	analyse(&l, &arena, &analysis);
	assert_true(fabs(analysis.effect[0].first - 0.9) < 0.01 && fabs(analysis.effect[0].total - 0.9) < 0.01);
	assert_true(fabs(analysis.effect[1].first - 0.1) < 0.01 && fabs(analysis.effect[1].total - 0.1) < 0.01);
	assert_true(analysis.effect[0].first_error > 0 && analysis.effect[0].first_error < 0.05);
	l.value[0][3] = (double)NAN; /* a scenario that failed */
	analyse(&l, &arena, &analysis);
	assert_true(isnan(analysis.effect[0].first) && isfinite(analysis.effect[0].low));
	qs_arena_free(&arena);
}

static void elementary_effects_of_a_sum_are_its_slopes(void **state)
{
	static struct linear l;
	struct qs_sweep_analysis analysis;
	struct qs_arena arena = {0};

	(void)state;
	make_linear(&l, QS_DESIGN_MORRIS, 6);
	analyse(&l, &arena, &analysis);
	assert_true(fabs(analysis.effect[0].mu - 3) < 1e-12 && fabs(analysis.effect[1].mu_star - 1) < 1e-12);
	assert_true(analysis.effect[0].sigma < 1e-12 && fabs(analysis.effect[2].mu + 3) < 1e-12);
	qs_arena_free(&arena);
}

static void swings_heat_and_front_are_those_of_the_table(void **state)
{
	static struct linear l;
	struct qs_sweep_analysis analysis;
	struct qs_arena arena = {0};

	(void)state;
	make_linear(&l, QS_DESIGN_PRODUCT, 0);
	assert_int_equal(l.plan.scenarios, 25);
	analyse(&l, &arena, &analysis);
	assert_true(fabs(analysis.effect[0].high - analysis.effect[0].low - 3) < 1e-12);
	assert_true(fabs(analysis.effect[1].high - analysis.effect[1].low - 1) < 1e-12);
	assert_int_equal(analysis.heat_rows, QS_ANALYSIS_CLASSES);
	assert_true(fabs(analysis.heat[9 * 10 + 9] - 4) < 1e-12 && fabs(analysis.heat[0]) < 1e-12 && isnan(analysis.heat[1]));
	assert_int_equal(analysis.front_count, 25); /* more of the one is less of the other */
	l.plan.objective_count = 1;
	analyse(&l, &arena, &analysis);
	assert_int_equal(analysis.front_count, 1);
	assert_true(analysis.front[24]);
	l.goal[0] = QS_GOAL_LEAST;
	analyse(&l, &arena, &analysis);
	assert_true(analysis.front_count == 1 && analysis.front[0]);
	qs_arena_free(&arena);
}

/* ---- shards ---- */

static void add(struct qs_shard *shard, const struct linear *l, size_t s)
{
	const double at[] = {l->at[0][s], l->at[1][s]}, value[] = {l->value[0][s], l->value[1][s]};
	struct qs_err err = {0};

	assert_int_equal(qs_shard_add(shard, s, at, s == 7 ? NULL : value, "it failed", &err), QS_OK);
}

static void open_shard(const struct linear *l, size_t i, size_t of, int resume, const size_t *order, struct qs_shard *shard)
{
	struct qs_err err = {0};

	if (qs_shard_open(NULL, folder, &l->plan, i, of, resume, order, shard, &err))
		fail_msg("%s", err.text);
}

static void fill_shards(const struct linear *l, size_t of, const size_t *order)
{
	struct qs_shard shard;
	struct qs_err err = {0};

	for (size_t i = 1; i <= of; i++) {
		open_shard(l, i, of, 1, order, &shard);
		for (size_t k = shard.first + shard.done; k < shard.last && !shard.whole; k++)
			add(&shard, l, order[k]);
		assert_int_equal(qs_shard_finish(&shard, &err), QS_OK);
		qs_shard_close(&shard);
	}
}

static void a_torn_shard_goes_on_where_it_is_whole(void **state)
{
	static struct linear l;
	struct qs_sweep_plan back;
	struct qs_sweep_table table;
	struct qs_shard shard;
	struct qs_arena arena = {0};
	struct qs_err err = {0};
	size_t order[25];
	char path[160];
	struct stat info;

	(void)state;
	make_linear(&l, QS_DESIGN_PRODUCT, 0);
	l.plan.hash = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	l.plan.name = l.plan.portfolio = (struct qs_text){"甲", "a"};
	l.plan.version = "v";
	for (size_t i = 0; i < 25; i++)
		order[i] = (i * 7) % 25;
	for (size_t a = 0; a < 2; a++) {
		l.axes[a].id = l.axes[a].path = l.axes[a].unit = l.axes[a].zh = l.axes[a].en = "x";
		l.outputs[a].unit = l.outputs[a].zh = l.outputs[a].en = "y";
	}
	assert_int_equal(qs_plan_put(folder, &arena, &l.plan, &err), QS_OK);
	open_shard(&l, 2, 3, 0, order, &shard);
	assert_int_equal(shard.last - shard.first, 8);
	for (size_t k = 0; k < 5; k++)
		add(&shard, &l, order[shard.first + k]);
	qs_shard_close(&shard);
	snprintf(path, sizeof path, "%s/shards/2-of-3.part", folder);
	assert_int_equal(stat(path, &info), 0);
	assert_int_equal(truncate(path, info.st_size - 3), 0); /* the fifth is torn */
	assert_int_equal(qs_shard_open(NULL, folder, &l.plan, 2, 3, 0, order, &shard, &err), QS_EFILE); /* not asked to go on */
	qs_shard_close(&shard);
	open_shard(&l, 2, 3, 1, order, &shard);
	assert_int_equal(shard.done, 4);
	qs_shard_close(&shard);
	assert_int_equal(qs_shards_read(folder, &arena, &l.plan, &table, &err), QS_EFILE); /* not whole */
	err = (struct qs_err){0};
	fill_shards(&l, 3, order);
	assert_int_equal(qs_plan_read(folder, &arena, &back, &err), QS_OK);
	assert_int_equal(qs_shards_read(folder, &arena, &back, &table, &err), QS_OK);
	assert_int_equal(table.failed, 1);
	assert_string_equal(table.why[7], "it failed");
	for (size_t s = 0; s < 25; s++)
		if (s != 7)
			assert_true(table.value[1][s] == l.value[1][s] && table.at[0][s] == l.at[0][s]);
	l.plan.hash = "1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
	assert_int_equal(qs_plan_put(folder, &arena, &l.plan, &err), QS_EFILE); /* another sweep */
	snprintf(path, sizeof path, "%s/shards/1-of-3.bin", folder);
	assert_int_equal(truncate(path, 200), 0);
	err = (struct qs_err){0};
	assert_int_equal(qs_shards_read(folder, &arena, &back, &table, &err), QS_EFILE);
	qs_shards_remove(folder);
	qs_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(indices_of_a_sum_are_its_shares_of_variance),
		cmocka_unit_test(elementary_effects_of_a_sum_are_its_slopes),
		cmocka_unit_test(swings_heat_and_front_are_those_of_the_table),
		cmocka_unit_test(a_torn_shard_goes_on_where_it_is_whole),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
