/* Rows by district: totals, end values of cells, and what they do not depend on. */
#include "model/cells.h"
#include "tests/cell_runs.h"

#include <math.h>

enum { CELLS = 5, VALUES = 3 };

#define CELL(id, district, hectares, slope)                                                                     \
	"{\"id\":\"" id "\",\"name\":\"x\",\"district\":\"" district "\",\"region\":\"west\",\"type\":"         \
	"\"degraded_ecosystem\",\"elevation_m\":300,\"lon\":116.25,\"lat\":40,\"rain_mm_per_year\":550,\"area_" \
	"ha\":" hectares ",\"slope_deg\":" slope                                                                \
	",\"substrate\":\"native\",\"cover_frac\":0.2,\"treatment\":\"hill\"}"
#define PORTFOLIO                                                                                                      \
	"{\"name\":\"t\",\"start_year\":2026,\"years\":6,\"members\":3,\"regions\":{\"west\":{\"station\":\"54511\"}}" \
	","                                                                                                            \
	"\"natural_treatment\":\"closed\",\"treatments\":{\"closed\":{\"class\":\"natural\",\"measures\":[]},"         \
	"\"hill\":{"                                                                                                   \
	"\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":{\"platycladus_"           \
	"orientalis\":1},"                                                                                             \
	"\"stems_per_ha\":1650,\"height_m\":1.5}]}},\"outputs\":{\"form\":\"%s\",\"members\":[\"grown_co2e\"],"        \
	"\"cells\":["                                                                                                  \
	"\"grown_co2e.project_minus_baseline\",\"works_cny.project\",\"npv\"]},\"sites\":[" CELL(                      \
		"a", "W", "1", "5") "," CELL("b", "E", "2",                                                            \
					     "15") "," CELL("c", "W", "3",                                             \
							    "25") "," CELL("d", "E", "0.5",                            \
									   "0") "," CELL("e", "W", "1.5", "30") "]}"

struct cells {
	struct kept kept;
	double value[VALUES][CELLS], lon[CELLS];
	int64_t npv[3]; /* of the portfolio, by member */
	uint64_t seen;
};

static qs_status keep_cells(void *self, const struct qs_cells *next, struct qs_err *err)
{
	struct cells *const c = self;

	(void)err;
	assert_int_equal(next->first, c->seen);
	for (size_t i = 0; i < next->n; i++) {
		for (size_t v = 0; v < VALUES; v++)
			c->value[v][next->first + i] = (double)next->value[v * next->n + i];
		c->lon[next->first + i] = (double)next->lon[i];
	}
	c->seen += next->n;
	return QS_OK;
}

static qs_status keep_npv(void *self, const struct qs_result *result, struct qs_err *err)
{
	struct cells *const c = self;

	assert_non_null(result->sum_member);
	memcpy(c->npv, result->sum_member + (size_t)QS_SUM_OF_npv * 3, sizeof c->npv);
	return keep_end(self, result, err);
}

static void run_waves(const char *form, int threads, size_t most, struct cells *c)
{
	struct qs_sink sink = {c, keep_begin, keep_site, keep_npv, NULL, keep_cells};
	char text[8192];

	*c = (struct cells){0};
	snprintf(text, sizeof text, PORTFOLIO, form);
	assert_int_equal(run_drip(text, threads, &(struct drip){.most = most}, &sink, NULL, &(struct qs_err){0}),
			 QS_OK);
}

static void run_form(const char *form, int threads, struct cells *c)
{
	run_waves(form, threads, CELLS, c);
}

static void the_portfolio_is_the_same_by_sites_and_by_districts(void **state)
{
	struct cells sites, cells;

	(void)state;
	run_form("sites", 1, &sites);
	run_form("cells", 1, &cells);
	assert_int_equal(sites.kept.n, CELLS);
	assert_int_equal(sites.seen, 0);
	assert_int_equal(cells.kept.n, 2);
	assert_int_equal(cells.seen, CELLS);
	assert_memory_equal(sites.npv, cells.npv, sizeof sites.npv);
	assert_memory_equal(sites.kept.quantile[CELLS], cells.kept.quantile[2],
			    rows_of(&cells.kept) * QS_QUANTILES * sizeof(double));
	assert_memory_equal(sites.kept.line_mean[CELLS], cells.kept.line_mean[2], QS_LINE_COUNT * 6 * sizeof(double));
	for (int s = 0; s < QS_SCALAR_COUNT; s++)
		assert_memory_equal(&sites.kept.result[CELLS].scalar[s].p50, &cells.kept.result[2].scalar[s].p50,
				    sizeof(double));
	forget(&sites.kept);
	forget(&cells.kept);
}

static void a_district_is_the_sum_of_its_cells_by_member(void **state)
{
	struct cells sites, cells;

	(void)state;
	run_form("sites", 1, &sites);
	run_form("cells", 1, &cells);
	for (size_t i = 0; i < (size_t)QS_ARMS * 6 * 3; i++) {
		const int64_t *const *const of = (const int64_t *const *)sites.kept.member;

		assert_int_equal(cells.kept.member[0][i], of[0][i] + of[2][i] + of[4][i]);
		assert_int_equal(cells.kept.member[1][i], of[1][i] + of[3][i]);
	}
	assert_true(cells.kept.result[0].area_ha > 5.4999999 && cells.kept.result[0].area_ha < 5.5000001);
	forget(&sites.kept);
	forget(&cells.kept);
}

static int near(double a, double b)
{
	return fabs(a - b) <= 1e-6 * fabs(b);
}

static void end_values_are_means_of_what_a_run_by_sites_gives(void **state)
{
	struct cells sites, cells;

	(void)state;
	run_form("sites", 1, &sites);
	run_form("cells", 1, &cells);
	for (size_t i = 0; i < CELLS; i++) {
		const double *const mean = sites.kept.mean[i];
		double works = 0;

		for (size_t y = 0; y < 6; y++)
			works += mean[((size_t)QS_OUT_works_cny * QS_SERIES_COUNT + QS_SERIES_project) * 6 + y];
		assert_true(works > 0);
		assert_true(
			near(cells.value[0][i],
			     mean[((size_t)QS_OUT_grown_co2e * QS_SERIES_COUNT + QS_SERIES_project_minus_baseline) * 6 +
				  5]));
		assert_true(near(cells.value[1][i], works));
		assert_true(near(cells.value[2][i], sites.kept.result[i].scalar[QS_SCALAR_npv].mean));
		assert_true(near(cells.lon[i], 116.25));
	}
	forget(&sites.kept);
	forget(&cells.kept);
}

static void waves_do_not_show(void **state)
{
	struct cells whole;

	(void)state;
	run_form("cells", 1, &whole);
	for (size_t most = 1; most < CELLS; most++) {
		struct cells cut;

		run_waves("cells", 1, most, &cut);
		assert_memory_equal(whole.value, cut.value, sizeof whole.value);
		for (size_t i = 0; i <= 2; i++) {
			assert_memory_equal(whole.kept.quantile[i], cut.kept.quantile[i],
					    rows_of(&whole.kept) * QS_QUANTILES * sizeof(double));
			assert_true(whole.kept.result[i].balance_residual_max <=
				    cut.kept.result[i].balance_residual_max);
			assert_true(whole.kept.result[i].balance_residual_max >=
				    cut.kept.result[i].balance_residual_max);
		}
		forget(&cut.kept);
	}
	forget(&whole.kept);
}

static void threads_do_not_show(void **state)
{
	struct cells one, two;

	(void)state;
	run_form("cells", 1, &one);
	run_form("cells", 2, &two);
	assert_memory_equal(one.value, two.value, sizeof one.value);
	for (size_t i = 0; i <= 2; i++) {
		assert_memory_equal(one.kept.quantile[i], two.kept.quantile[i],
				    rows_of(&one.kept) * QS_QUANTILES * sizeof(double));
		assert_memory_equal(one.kept.line_quantile[i], two.kept.line_quantile[i],
				    QS_LINE_COUNT * 6 * QS_QUANTILES * sizeof(double));
	}
	forget(&one.kept);
	forget(&two.kept);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_portfolio_is_the_same_by_sites_and_by_districts),
		cmocka_unit_test(a_district_is_the_sum_of_its_cells_by_member),
		cmocka_unit_test(end_values_are_means_of_what_a_run_by_sites_gives),
		cmocka_unit_test(waves_do_not_show),
		cmocka_unit_test(threads_do_not_show),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
