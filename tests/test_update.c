/* Monitoring: readings are those of the outputs, members may be any, weights are hand values, an update finds the truth
 * it was made from and is the same for any number of threads, and what is wrong in a table is told with its place. */
#include "tests/land_runs.h"

#include "io/observations.h"
#include "kernels/inverse.h"
#include "model/members.h"
#include "scenarios/steps.h"
#include "scenarios/update.h"

#include <math.h>

#define TEXT                                                                                                         \
	"{\"name\":\"t\",\"seed\":\"11\",\"start_year\":2026,\"years\":8,\"members\":60,"                            \
	"\"regions\":{\"west\":{\"station\":\"54511\"}},\"natural_treatment\":\"closure\",\"treatments\":{"          \
	"\"closure\":{\"class\":\"natural\",\"measures\":[{\"measure\":\"close_hillside\",\"year\":0,\"fence_m_per_" \
	"ha\":40}]},"                                                                                                \
	"\"woods\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"import_soil\",\"year\":0,\"amount\":0.2,"  \
	"\"unit\":\"m3/m2\"},{\"measure\":\"plant\",\"year\":1,\"species\":{\"pinus_tabuliformis\":1},"              \
	"\"stems_per_ha\":1650,\"height_m\":1}]}},\"sites\":[" SITE("a", "woods") "," SITE("b", "closure") "]}"
#define SITE(id, treatment)                                                                                       \
	"{\"id\":\"" id "\",\"name\":\"" id                                                                       \
	"\",\"region\":\"west\",\"type\":\"abandoned_mine\",\"elevation_m\":300,\"lat\":40,"                      \
	"\"rain_mm_per_year\":550,\"units\":[{\"id\":\"" id                                                       \
	"1\",\"area_ha\":2,\"substrate\":\"waste_rock\",\"slope_deg\":20,"                                        \
	"\"cover_frac\":0.2,\"soil\":{\"depth_cm\":20,\"organic_c_g_kg\":3,\"geogenic_c_g_kg\":1},\"treatment\":" \
	"\"" treatment "\"},{\"id\":\"" id "2\",\"area_ha\":1,\"substrate\":\"waste_rock\",\"slope_deg\":5,"      \
	"\"cover_frac\":0.1,\"soil\":{\"depth_cm\":30,\"organic_c_g_kg\":4},\"treatment\":\"" treatment "\"}]}"

enum { MEMBERS = 60, YEARS = 8 };

struct fixture {
	struct qs_context context;
	struct qs_input input;
	struct qs_run_input run;
	struct qs_err err;
};

static void open_fixture(struct fixture *f, int threads)
{
	struct qs_mistakes mistakes;

	*f = (struct fixture){.err = {0}};
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(&f->context, NULL, &f->err), QS_OK);
	f->context.threads = threads;
	if (qs_input_read_text(&f->context, "t.json", TEXT, strlen(TEXT), NULL, &f->input, &mistakes, &f->err))
		fail_msg("%s", f->err.text);
	qs_mistakes_free(&mistakes);
	f->run = (struct qs_run_input){
		&f->input.portfolio, &f->input.packs, &f->input.sites, f->input.resolved_json, NULL, 0};
}

static void close_fixture(struct fixture *f)
{
	qs_input_free(&f->input);
	qs_close(&f->context);
}

static struct qs_observation reading(const char *site, const char *unit, int year, enum qs_observable what)
{
	return (struct qs_observation){.site = site,
				       .unit = unit,
				       .year = year,
				       .arm = QS_SERIES_project,
				       .what = what,
				       .depth_cm = 1000,
				       .value = 1,
				       .sd = 1};
}

static void near(double a, double b, double tolerance)
{
	if (!(fabs(a - b) <= tolerance * (fabs(b) + 1e-9)))
		fail_msg("%.12g is not %.12g", a, b);
}

/* The sum over a site's outputs by member in the last year of the steps. */
static void outputs(const struct qs_steps *steps, size_t site, enum qs_output o, double *value)
{
	assert_int_equal(qs_steps_values(steps, site, o, QS_SERIES_project, value, NULL), QS_OK);
}

static void readings_are_those_of_the_outputs(void **state)
{
	struct fixture f;
	struct qs_steps *steps;
	double a[MEMBERS], b[MEMBERS], c[MEMBERS], got[MEMBERS];
	double ha = 0;

	(void)state;
	open_fixture(&f, 1);
	for (size_t u = 0; u < 2; u++)
		ha += qs_unit_planimetric_ha(&f.input.all.items[0].units.items[u]);
	assert_int_equal(qs_steps_open(&f.context, &f.run, &steps, &f.err), QS_OK);
	for (int y = 0; y < YEARS; y++)
		assert_int_equal(qs_steps_year(steps, &f.err), QS_OK);
#define READ(what)                                                                 \
	{                                                                          \
		const struct qs_observation o = reading("a", NULL, 2033, what);    \
		assert_int_equal(qs_steps_observe(steps, &o, got, &f.err), QS_OK); \
	}
	READ(QS_OBSERVE_cover_frac)
	outputs(steps, 0, QS_OUT_cover_ha, a);
	for (int m = 0; m < MEMBERS; m++)
		near(got[m], a[m] / ha, 1e-5);
	READ(QS_OBSERVE_runoff_mm)
	outputs(steps, 0, QS_OUT_quickflow_m3, a);
	outputs(steps, 0, QS_OUT_recharge_m3, b);
	for (int m = 0; m < MEMBERS; m++)
		near(got[m], (a[m] + b[m]) / (10 * ha), 1e-5);
	/* nothing brought lives in the soil but what was laid; far below the layer all of it is read */
	READ(QS_OBSERVE_soil_c_t_ha)
	outputs(steps, 0, QS_OUT_soil_c, a);
	outputs(steps, 0, QS_OUT_brought_c, b);
	for (int m = 0; m < MEMBERS; m++)
		assert_true(got[m] * ha > a[m] && got[m] * ha <= (a[m] + b[m]) * (1 + 1e-5));
	READ(QS_OBSERVE_above_c_t_ha)
	outputs(steps, 0, QS_OUT_live_c, c);
	for (int m = 0; m < MEMBERS; m++)
		assert_true(got[m] * ha > 0.3 * c[m] && got[m] * ha < c[m] + b[m]);
	memcpy(c, got, sizeof c);
	READ(QS_OBSERVE_above_biomass_t_ha)
	for (int m = 0; m < MEMBERS; m++)
		assert_true(got[m] > c[m] / 0.55 && got[m] < c[m] / 0.4);
#undef READ
	qs_steps_close(steps);
	close_fixture(&f);
}

/* Half of the layer holds half of its carbon; a unit's reading is its own, a site's the mean by area. */
static void depth_and_units_weigh_as_they_should(void **state)
{
	struct fixture f;
	double value[4][MEMBERS];

	(void)state;
	open_fixture(&f, 2);
	struct qs_observation o[4] = {
		reading("b", "b1", 2030, QS_OBSERVE_soil_c_t_ha), reading("b", "b1", 2030, QS_OBSERVE_soil_c_t_ha),
		reading("b", "b2", 2030, QS_OBSERVE_soil_c_t_ha), reading("b", NULL, 2030, QS_OBSERVE_soil_c_t_ha)};
	const double area[2] = {qs_unit_planimetric_ha(&f.input.all.items[1].units.items[0]),
				qs_unit_planimetric_ha(&f.input.all.items[1].units.items[1])};

	o[1].depth_cm = 10; /* of 20 cm; the figure has no spread */
	assert_int_equal(qs_predict(&f.context, &f.run, o, 4, NULL, MEMBERS, value[0], &f.err), QS_OK);
	for (int m = 0; m < MEMBERS; m++) {
		near(value[1][m], value[0][m] / 2, 1e-12);
		near(value[3][m], (area[0] * value[0][m] + area[1] * value[2][m]) / (area[0] + area[1]), 1e-12);
	}
	close_fixture(&f);
}

static void members_of_other_numbers_are_those_of_a_wider_run(void **state)
{
	static const uint32_t number[5] = {3, 17, 17, 42, 59};
	struct fixture f;
	double wide[2][MEMBERS], few[2][5];

	(void)state;
	open_fixture(&f, 1);
	const struct qs_observation o[2] = {reading("a", NULL, 2032, QS_OBSERVE_above_c_t_ha),
					    reading("b", NULL, 2029, QS_OBSERVE_runoff_mm)};

	assert_int_equal(qs_predict(&f.context, &f.run, o, 2, NULL, MEMBERS, wide[0], &f.err), QS_OK);
	assert_int_equal(qs_predict(&f.context, &f.run, o, 2, number, 5, few[0], &f.err), QS_OK);
	for (int i = 0; i < 2; i++)
		for (int m = 0; m < 5; m++)
			assert_true(few[i][m] == wide[i][number[m]]);
	close_fixture(&f);
}

static void weights_and_copies_are_hand_values(void **state)
{
	/* ln 1, ln 3, ln 4: weights 1/8, 3/8, 4/8; ESS 64 / 26 */
	const double log_l[4] = {-1000, -1000 + 1.0986122886681098, -1000 + 1.3862943611198906, -(double)INFINITY};
	double weight[4], evidence;
	uint32_t chosen[8];

	(void)state;
	near(qs_weights_of(4, log_l, weight, &evidence), 64.0 / 26, 1e-12);
	near(weight[0], 0.125, 1e-12);
	near(weight[1], 0.375, 1e-12);
	assert_true(weight[3] == 0);
	near(evidence, -1000 + log(2), 1e-14); /* mean of 1, 3, 4, 0 */
	assert_int_equal(qs_weights_draw(4, weight, 0.5, 8, chosen), 3);
	for (int i = 0; i < 8; i++)
		assert_int_equal(chosen[i], i < 1 ? 0 : i < 4 ? 1 : 2);
	assert_int_equal(qs_weights_draw(4, weight, 0.999999, 2, chosen), 2);
	assert_int_equal(chosen[0], 1);
	assert_int_equal(chosen[1], 2);
}

/* Prior N(0, 1), one reading 1 with sd 1: posterior N(1/2, 1/2), evidence N(1; 0, 2). */
static void weights_give_the_conjugate_posterior(void **state)
{
	enum { N = 4000 };
	static double z[N], log_l[N], weight[N];
	const struct qs_observation o = {.value = 1, .sd = 1};
	double mean = 0, square = 0, evidence;

	(void)state;
	for (int i = 0; i < N; i++) {
		z[i] = qs_k_normal((i + 0.5) / N);
		log_l[i] = 0;
	}
	qs_likelihood_add(&o, N, z, log_l);
	qs_weights_of(N, log_l, weight, &evidence);
	for (int i = 0; i < N; i++) {
		mean += weight[i] * z[i];
		square += weight[i] * z[i] * z[i];
	}
	near(mean, 0.5, 1e-3);
	near(square - mean * mean, 0.5, 2e-3);
	near(evidence, -0.5 * log(2) - 0.25, 1e-3);
}

/* A truth that is none of the registered members is found by members that join them. */
static void an_update_narrows_around_the_truth(void **state)
{
	static const uint32_t truth[1] = {777};
	struct fixture f;
	struct qs_arena arena;
	struct qs_update u[2];
	double value[4];

	(void)state;
	for (int threads = 1; threads <= 2; threads++) {
		struct qs_update *const one = &u[threads - 1];

		open_fixture(&f, threads);
		struct qs_observation o[4] = {reading("a", "a1", 2028, QS_OBSERVE_survival_frac),
					      reading("a", NULL, 2030, QS_OBSERVE_above_c_t_ha),
					      reading("b", NULL, 2030, QS_OBSERVE_cover_frac),
					      reading("a", NULL, 2032, QS_OBSERVE_above_c_t_ha)};

		assert_int_equal(qs_predict(&f.context, &f.run, o, 4, truth, 1, value, &f.err), QS_OK);
		for (int i = 0; i < 4; i++) {
			o[i].value = value[i];
			o[i].sd = (i ? 0.1 : 0.05) * value[i];
		}
		qs_arena_init(&arena, NULL);
		assert_int_equal(qs_update_ensemble(&f.context, &f.run, o, 4, 40 * MEMBERS, &arena, one, &f.err),
				 QS_OK);
		assert_int_equal(one->year_count, 3);
		assert_true(one->candidates > MEMBERS && one->candidates <= 40 * MEMBERS);
		assert_true(one->effective >= MEMBERS / 2.0);
		assert_true(one->effective <= one->years[0].effective);
		for (int i = 0; i < 4; i++) {
			const struct qs_update_reading *const r = &one->readings[i];

			assert_true(i == 2 || r->after[2] - r->after[0] < 0.9 * (r->before[2] - r->before[0]));
			assert_true(fabs(r->after[1] - value[i]) < o[i].sd);
		}
		if (threads == 2) { /* the first one's memory is gone: its numbers were kept */
			assert_true(u[0].effective == u[1].effective && u[0].evidence == u[1].evidence);
			assert_true(u[0].different == u[1].different && u[0].candidates == u[1].candidates);
		}
		qs_arena_free(&arena);
		close_fixture(&f);
	}
}

struct seen {
	struct qs_member_table table;
	double growth[2], cost[2], gain, mean;
};

static qs_status see(void *self, const struct qs_result *result, struct qs_err *err)
{
	struct seen *const seen = self;
	const struct qs_member_table *const t = result->table;

	(void)err;
	seen->table = *t;
	for (size_t c = 0; c < t->n; c++) {
		const struct qs_member_column *const column = &t->column[c];

		if (!strcmp(column->name, "growth.pinus_tabuliformis")) {
			assert_false(column->output);
			seen->growth[0] = column->value[0];
			seen->growth[1] = column->value[t->members > 2 ? 2 : 1];
		}
		if (!strcmp(column->name, "cost"))
			memcpy(seen->cost, column->value, sizeof seen->cost);
		if (!strcmp(column->name, "co2e_project_t")) {
			assert_true(column->output);
			for (size_t m = 0; m < t->members; m++)
				seen->gain += column->value[m] / (double)t->members;
		}
	}
	seen->mean = result->scalar[QS_SCALAR_co2e_project].mean;
	return QS_OK;
}

static void a_table_of_members_has_what_they_drew_and_what_came_of_it(void **state)
{
	static const uint32_t number[2] = {2, 0};
	struct seen all = {.gain = 0}, two = {.gain = 0}, none = {.gain = 0};
	struct qs_run_size size;
	struct fixture f;

	(void)state;
	open_fixture(&f, 1);
	struct qs_sink sink = {&all, NULL, NULL, see, NULL, NULL};

	f.input.portfolio.outputs.draws = 1;
	assert_int_equal(qs_run(&f.context, &f.run, &sink, &size, &f.err), QS_OK);
	assert_true(all.growth[0] > 0.2 && all.growth[0] < 3);
	near(all.gain, all.mean, 1e-9);
	assert_true(all.table.n > 15 && all.table.members == MEMBERS);
	f.input.portfolio.members = 2;
	f.context.members = number;
	sink.self = &two;
	assert_int_equal(qs_run(&f.context, &f.run, &sink, &size, &f.err), QS_OK);
	assert_true(two.growth[0] == all.growth[1]);                           /* member 2 by its number */
	assert_true(two.cost[0] == all.cost[0] && two.cost[1] == all.cost[1]); /* prices have nothing to do with it */
	f.input.portfolio.outputs.draws = 0;
	sink.self = &none;
	assert_int_equal(qs_run(&f.context, &f.run, &sink, &size, &f.err), QS_OK);
	assert_int_equal(none.table.n, 0);
	close_fixture(&f);
}

static void what_is_wrong_in_a_table_is_told_at_once(void **state)
{
	static const char text[] = "site,unit,year,variable,value,sd,depth_cm,colour\n";
	static const char rows[] = "site,unit,year,variable,value,sd,depth_cm\n"
				   "a,,2030,cover_frac,0.5,0.1,\n"
				   "c,,2030,cover_frac,0.5,0.1,\n"
				   "a,a3,2030,cover_frac,0.5,0.1,\n"
				   "a,,2040,cover_frac,0.5,0.1,\n"
				   "a,,2030,cover,0.5,0.1,\n"
				   "a,,2031,cover_frac,50,0.1,\n"
				   "a,,2032,cover_frac,0.5,0,\n"
				   "a,,2033,soil_c_t_ha,10,1,\n"
				   "a,,2033,cover_frac,0.5,0.1,20\n"
				   "a,,2030,cover_frac,0.6,0.1,\n"
				   "a,,x,cover_frac,0.6,0.1,\n";
	static const enum qs_mistake_code codes[] = {QS_E2202, QS_E2202, QS_E2104, QS_E2105, QS_E2104,
						     QS_E2104, QS_E2103, QS_E2206, QS_E2206, QS_E2103};
	static const unsigned lines[] = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
	struct fixture f;
	struct qs_arena arena;
	struct qs_mistakes mistakes;
	struct qs_observations all;

	(void)state;
	open_fixture(&f, 1);
	qs_arena_init(&arena, NULL);
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_observations_read(text, strlen(text), "m.csv", &f.input.portfolio, &f.input.all, &arena,
					      &mistakes, &all, &f.err),
			 QS_EINPUT);
	assert_int_equal(mistakes.errors, 2); /* colour; no rows */
	qs_mistakes_free(&mistakes);
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_observations_read(rows, strlen(rows), "m.csv", &f.input.portfolio, &f.input.all, &arena,
					      &mistakes, &all, &f.err),
			 QS_EINPUT);
	assert_int_equal(mistakes.errors, sizeof codes / sizeof codes[0]);
	for (size_t i = 0; i < mistakes.errors; i++) {
		assert_int_equal(mistakes.items[i].code, codes[i]);
		assert_int_equal(mistakes.items[i].place.line, lines[i]);
		assert_non_null(mistakes.items[i].place.table_column);
	}
	qs_mistakes_free(&mistakes);
	qs_arena_free(&arena);
	close_fixture(&f);
}

static void ground_that_holds_nothing_of_it_is_refused(void **state)
{
	struct fixture f;
	double value[MEMBERS];

	(void)state;
	open_fixture(&f, 1);
	const struct qs_observation o = reading("b", NULL, 2030, QS_OBSERVE_survival_frac);

	assert_int_equal(qs_predict(&f.context, &f.run, &o, 1, NULL, MEMBERS, value, &f.err), QS_EINPUT);
	assert_non_null(strstr(f.err.text, "survival_frac"));
	close_fixture(&f);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(readings_are_those_of_the_outputs),
					   cmocka_unit_test(depth_and_units_weigh_as_they_should),
					   cmocka_unit_test(members_of_other_numbers_are_those_of_a_wider_run),
					   cmocka_unit_test(weights_and_copies_are_hand_values),
					   cmocka_unit_test(weights_give_the_conjugate_posterior),
					   cmocka_unit_test(an_update_narrows_around_the_truth),
					   cmocka_unit_test(a_table_of_members_has_what_they_drew_and_what_came_of_it),
					   cmocka_unit_test(what_is_wrong_in_a_table_is_told_at_once),
					   cmocka_unit_test(ground_that_holds_nothing_of_it_is_refused)};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
