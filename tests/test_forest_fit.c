/* Fits of 3-PG in a run: what made the points is found again, and what is no stand or no parameter is refused. */
#include "tests/land_runs.h"

#include "validation/forest_fit.h"

#include <math.h>

/* clang-format off */
#define PLANT(id, species) \
	"\"" id "\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":0,\"species\":{" species "}," \
	"\"stems_per_ha\":3330,\"height_m\":0.4}]}"
#define SITE(id, treatment) \
	"{\"id\":\"" id "\",\"name\":\"" id "\",\"region\":\"r\",\"type\":\"degraded_ecosystem\",\"elevation_m\":600," \
	"\"lat\":40,\"rain_mm_per_year\":540,\"units\":[{\"id\":\"" id "\",\"area_ha\":1,\"substrate\":\"native\"," \
	"\"cover_frac\":0,\"live_c_t_ha\":0,\"soil\":{\"depth_cm\":27,\"organic_c_g_kg\":10},\"treatment\":\"" treatment "\"," \
	"\"baseline\":{\"cover_frac\":0,\"tau_years\":10},\"natural\":{\"cover_frac\":0,\"tau_years\":10}}]}"
#define PORTFOLIO \
	"{\"name\":\"t\",\"seed\":\"7\",\"start_year\":2026,\"years\":20,\"members\":12," \
	"\"regions\":{\"r\":{\"station\":\"54511\"}},\"treatments\":{" \
	PLANT("oaks", "\"quercus_mongolica\":1") "," \
	PLANT("both", "\"quercus_mongolica\":0.5,\"pinus_tabuliformis\":0.5") "," \
	PLANT("shrubs", "\"vitex_negundo\":1") "}," \
	"\"sites\":[" SITE("oak", "oaks") "," SITE("mixed", "both") "," SITE("shrub", "shrubs") "]}"
/* clang-format on */

struct opened {
	struct qs_context context;
	struct qs_input input;
	struct qs_forest_stand stand;
	char said[1024];
};

static qs_status open_stand(struct opened *o, const char *site)
{
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	qs_status status;

	memset(o, 0, sizeof *o);
	assert_int_equal(qs_open(&o->context, NULL, &err), QS_OK);
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_input_read_text(&o->context, "t.json", PORTFOLIO, strlen(PORTFOLIO), NULL, &o->input,
					    &mistakes, &err),
			 QS_OK);
	qs_mistakes_free(&mistakes);
	status = qs_forest_stand_open(&o->context, &o->input, site, &o->stand, &err);
	memcpy(o->said, err.text, sizeof o->said);
	return status;
}

static void close_stand(struct opened *o)
{
	qs_forest_stand_close(&o->stand);
	qs_input_free(&o->input);
	qs_close(&o->context);
}

static void bound(struct qs_growth_series *series, const char *name, double low, double high)
{
	series->set_name[series->set.n] = name;
	series->set.low[series->set.n] = low;
	series->set.high[series->set.n++] = high;
}

/* Points of a stand with one efficiency are fitted from another: both parameters that made them come back. */
static void the_set_that_made_the_points_is_found(void **state)
{
	static const double ages[] = {4, 7, 10.5, 14, 17, 20};
	enum { N = sizeof ages / sizeof *ages };
	struct qs_growth_point points[N];
	struct qs_growth_series series = {.points = points, .n = N};
	struct qs_growth_score score;
	struct opened o;

	(void)state;
	assert_int_equal(open_stand(&o, NULL), QS_OK);
	assert_string_equal(o.stand.species->id, "quercus_mongolica");
	o.stand.set->alphaCx.value = 0.036;
	o.stand.set->pFS2.value = 0.2;
	assert_int_equal(qs_forest_run(&o.stand, NULL), QS_OK);
	for (size_t i = 0; i < N; i++)
		points[i] = (struct qs_growth_point){.use = i == 3 ? QS_GROWTH_APART : QS_GROWTH_DATA,
						     .age = ages[i],
						     .value = qs_forest_at(&o.stand, ages[i], 2),
						     .sd = 0.1};
	points[3].value *= 9; /* apart: has no pull */
	assert_true(fabs(points[2].value - (qs_forest_at(&o.stand, 10, 2) + qs_forest_at(&o.stand, 11, 2)) / 2) <
		    1e-12);
	o.stand.set->alphaCx.value = 0.028;
	o.stand.set->pFS2.value = 0.14;
	bound(&series, "alphaCx", 0.01, 0.1);
	bound(&series, "pFS2", 0.05, 0.8);
	assert_int_equal(qs_forest_fit(&o.stand, &series, &score, NULL), QS_OK);
	print_message("alphaCx %.5f, pFS2 %.4f, chi2 %.2g\n", series.set.value[0], series.set.value[1],
		      score.chi2_data);
	assert_true(fabs(series.set.value[0] / 0.036 - 1) < 0.01 && fabs(series.set.value[1] / 0.2 - 1) < 0.02);
	assert_true(o.stand.set->alphaCx.value == series.set.value[0]);
	assert_true(score.count[QS_GROWTH_APART] == 1 && points[3].residual < -20 && series.set.error[0] > 0);
	close_stand(&o);
}

/* Begun where it ended, a fit finds no step that lowers the sum, and says the same. */
static void a_fit_begun_at_its_end_stays_there(void **state)
{
	static const double ages[] = {5, 10, 15, 20}, off[] = {1.3, 0.8, 1.2, 0.9};
	struct qs_growth_point points[4];
	struct qs_growth_series series = {.points = points, .n = 4};
	struct qs_growth_score score;
	struct opened o;
	double first;

	(void)state;
	assert_int_equal(open_stand(&o, NULL), QS_OK);
	assert_int_equal(qs_forest_run(&o.stand, NULL), QS_OK);
	for (size_t i = 0; i < 4; i++)
		points[i] = (struct qs_growth_point){.use = QS_GROWTH_DATA,
						     .age = ages[i],
						     .value = off[i] * qs_forest_at(&o.stand, ages[i], 2),
						     .sd = 0.1};
	bound(&series, "alphaCx", 0.01, 0.1);
	assert_int_equal(qs_forest_fit(&o.stand, &series, &score, NULL), QS_OK);
	first = series.set.value[0];
	for (int again = 0; again < 3; again++) {
		assert_int_equal(qs_forest_fit(&o.stand, &series, &score, NULL), QS_OK);
		assert_true(fabs(series.set.value[0] / first - 1) < 0.01 && series.set.error[0] > 0);
	}
	close_stand(&o);
}

/* With all bounds closed the stand is run and compared, and no parameter but the named one moves. */
static void held_parameters_are_compared_not_fitted(void **state)
{
	struct qs_growth_point point = {.use = QS_GROWTH_DATA, .age = 15, .value = 5, .sd = 0.1};
	struct qs_growth_series series = {.points = &point, .n = 1};
	struct qs_growth_score score;
	struct opened o;

	(void)state;
	assert_int_equal(open_stand(&o, "oak"), QS_OK);
	bound(&series, "alphaCx", 0.03, 0.03);
	assert_int_equal(qs_forest_fit(&o.stand, &series, &score, NULL), QS_OK);
	assert_true(series.set.value[0] == 0.03 && isnan(series.set.error[0]));
	assert_true(point.fitted == qs_forest_at(&o.stand, 15, 2) &&
		    score.chi2_data == point.residual * point.residual);
	for (size_t y = 2; y <= o.stand.years; y++)
		for (size_t q = 1; q < QS_FOREST_QUANTILES; q++)
			assert_true(qs_forest_at(&o.stand, (double)y, q) >= qs_forest_at(&o.stand, (double)y, q - 1));
	close_stand(&o);
}

static void what_is_no_stand_or_no_fit_is_refused(void **state)
{
	static const char *const sites[][2] = {
		{"mixed", "several species"}, {"shrub", "no tree"}, {"nowhere", "nowhere"}};
	struct qs_growth_point point = {.use = QS_GROWTH_DATA, .age = 21, .value = 5, .sd = 0.1};
	struct qs_growth_series series = {.points = &point, .n = 1};
	struct qs_growth_score score;
	struct qs_err err = {0};
	struct opened o;

	(void)state;
	for (size_t i = 0; i < sizeof sites / sizeof *sites; i++) {
		assert_int_equal(open_stand(&o, sites[i][0]), QS_EINPUT);
		assert_non_null(strstr(o.said, sites[i][1]));
		close_stand(&o);
	}
	assert_int_equal(open_stand(&o, "oak"), QS_OK);
	assert_int_equal(qs_forest_fit(&o.stand, &series, &score, &err), QS_EINPUT);
	assert_non_null(strstr(err.text, "3pg.NAME"));
	bound(&series, "Y", 0.2, 1.5);
	memset(&err, 0, sizeof err);
	assert_int_equal(qs_forest_fit(&o.stand, &series, &score, &err), QS_EINPUT);
	assert_non_null(strstr(err.text, "20 years"));
	point.age = 20;
	memset(&err, 0, sizeof err);
	assert_int_equal(qs_forest_fit(&o.stand, &series, &score, &err), QS_EINPUT);
	assert_non_null(strstr(err.text, "Y reach outside"));
	close_stand(&o);
}

/* Rows 3pg.NAME name a number of the set, each once; the curve's fit leaves them alone. */
static void tables_bound_parameters_of_the_set_by_name(void **state)
{
	static const char *const good =
		"kind,age_yr,value,weight,low,high\ndata,5,1,1,,\n3pg.alphaCx,,,,0.01,0.1\n3pg.MaxAge,,,,50,50\n";
	static const char *const bad[] = {"kind,low,high\n3pg.alpha,0.01,0.1\n", "kind,low,high\n3pg.latin,1,2\n",
					  "kind,low,high\n3pg.Y,0.1,0.2\n3pg.Y,0.1,0.2\n",
					  "kind,low,high\n3pg.Y,0.2,0.1\n"};
	struct qs_growth_series series;
	struct qs_mistakes mistakes;
	struct qs_arena arena;

	(void)state;
	qs_arena_init(&arena, NULL);
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_growth_series_read(good, strlen(good), "t.csv", &arena, &mistakes, &series, NULL), QS_OK);
	assert_int_equal(series.set.n, 2);
	assert_string_equal(series.set_name[1], "MaxAge");
	assert_true(series.set.low[1] == 50 && series.set.high[1] == 50 && series.set.high[0] == 0.1);
	assert_true(series.fit.par.low[0] == 0.1 && series.fit.par.n == 3);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		const size_t before = mistakes.errors;

		assert_int_equal(
			qs_growth_series_read(bad[i], strlen(bad[i]), "t.csv", &arena, &mistakes, &series, NULL),
			QS_EINPUT);
		assert_int_equal(mistakes.errors, before + 1);
	}
	qs_mistakes_free(&mistakes);
	qs_arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_set_that_made_the_points_is_found),
		cmocka_unit_test(a_fit_begun_at_its_end_stays_there),
		cmocka_unit_test(held_parameters_are_compared_not_fitted),
		cmocka_unit_test(what_is_no_stand_or_no_fit_is_refused),
		cmocka_unit_test(tables_bound_parameters_of_the_set_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
