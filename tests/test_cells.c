/* Rows by district: totals, end values of cells, and what they do not depend on. */
#include "model/cells.h"
#include "tests/failing_memory.h"
#include "tests/land_runs.h"

#include <math.h>
#include <time.h>

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

/* A source that gives fewer sites at a time than it is asked for, so that waves are small. */
struct drip {
	struct qs_site_source from;
	size_t most;
};

static int drip_next(void *self, const struct qs_site **sites, size_t most, size_t *n)
{
	struct drip *const d = self;

	return d->from.next(d->from.self, sites, d->most < most ? d->most : most, n);
}

static void drip_rewind(void *self)
{
	struct drip *const d = self;

	d->from.rewind(d->from.self);
}

/* A source that is not asked for all sites at a time. */
static struct qs_site_source small_of(struct drip *drip)
{
	struct qs_site_source small = drip->from;

	small.self = drip;
	small.next = drip_next;
	small.rewind = drip_rewind;
	return small;
}

/* Progress that dawdles once; the processor's time meanwhile, of all threads. */
static int dawdle(void *self, uint64_t done, uint64_t total)
{
	const clock_t start = clock();

	(void)total;
	if (self && done == CELLS) {
		nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
		*(clock_t *)self = clock() - start;
	}
	return 0;
}

/* Runs a portfolio whose source gives at most so many sites at a time. */
static qs_status run_portfolio(const char *text, int threads, size_t most, struct qs_sink *sink, clock_t *spent)
{
	struct drip drip = {.most = most};
	struct qs_site_source small;
	struct qs_context context = {0};
	struct qs_input input = {0};
	struct qs_mistakes mistakes;
	struct qs_run_size size;
	struct qs_err err = {0};
	qs_status status;

	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	context.threads = threads;
	context.messages = (struct qs_messages){.progress = dawdle, .self = spent};
	assert_int_equal(qs_input_read_text(&context, "/p.json", text, strlen(text), NULL, &input, &mistakes, &err),
			 QS_OK);
	drip.from = input.sites;
	small = small_of(&drip);
	status = qs_run(&context,
			&(struct qs_run_input){&input.portfolio, &input.packs, &small, input.resolved_json,
					       input.hashes, input.hash_count},
			sink, &size, &err);
	assert_int_equal(status, err.status);
	qs_input_free(&input);
	qs_mistakes_free(&mistakes);
	qs_close(&context);
	return status;
}

static void run_waves(const char *form, int threads, size_t most, struct cells *c)
{
	struct qs_sink sink = {c, keep_begin, keep_site, keep_npv, NULL, keep_cells};
	char text[8192];

	*c = (struct cells){0};
	snprintf(text, sizeof text, PORTFOLIO, form);
	assert_int_equal(run_portfolio(text, threads, most, &sink, NULL), QS_OK);
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

/* ---- cells enough to be cut into pieces, and members that all threads add up in one place ---- */

enum { MANY = 64, MANY_YEARS = 2, MEMBERS_MOST = 449, FEW = 9 };

/* A portfolio of MANY cells in three districts, on slopes of three kinds, some without works. */
static char *many_cells(const char *form, size_t members)
{
	enum { ROOM = MANY * 400 + 1200 };
	char *const text = malloc(ROOM);
	size_t n;

	assert_non_null(text);
	n = (size_t)snprintf(text, ROOM,
			     "{\"name\":\"t\",\"start_year\":2026,\"years\":%d,\"members\":%zu,\"regions\":{\"west\":{"
			     "\"station\":\"54511\"}},\"natural_treatment\":\"closed\",\"treatments\":{\"closed\":{"
			     "\"class\":\"natural\",\"measures\":[]},\"hill\":{\"class\":\"assisted\",\"measures\":[{"
			     "\"measure\":\"plant\",\"year\":0,\"species\":{\"platycladus_orientalis\":1},"
			     "\"stems_per_ha\":1650,\"height_m\":1.5}]}},\"outputs\":{\"form\":\"%s\",\"cells\":["
			     "\"grown_co2e.project_minus_baseline\",\"works_cny.project\",\"npv\"]},\"sites\":[",
			     MANY_YEARS, members, form);
	for (int i = 0; i < MANY; i++)
		n += (size_t)snprintf(
			text + n, ROOM - n,
			"%s{\"id\":\"s%d\",\"name\":\"x\",\"district\":\"%c\",\"region\":\"west\",\"type\":"
			"\"degraded_ecosystem\",\"elevation_m\":300,\"rain_mm_per_year\":%d,\"area_ha\":0.09,"
			"\"slope_deg\":%d,\"substrate\":\"native\",\"cover_frac\":0.2%s}",
			i ? "," : "", i, "ABC"[i / 25], 500 + i, 5 * (i % 3), i % 7 ? ",\"treatment\":\"hill\"" : "");
	assert_true(n + 3 < ROOM);
	memcpy(text + n, "]}", 3);
	return text;
}

/* What is kept of such a portfolio: sums and lines by member, and end values of the cells. */
struct many {
	size_t members;
	int64_t sum[QS_SUM_COUNT * MEMBERS_MOST], line[QS_LINE_COUNT * MANY_YEARS * MEMBERS_MOST];
	double quantile[QS_OUTPUT_COUNT * QS_SERIES_COUNT * MANY_YEARS * QS_QUANTILES];
	float value[VALUES * MANY];
	uint64_t seen;
};

static qs_status keep_values(void *self, const struct qs_cells *next, struct qs_err *err)
{
	struct many *const m = self;

	(void)err;
	assert_int_equal(next->first, m->seen);
	for (size_t v = 0; v < VALUES; v++)
		memcpy(m->value + v * MANY + next->first, next->value + v * next->n, next->n * sizeof *m->value);
	m->seen += next->n;
	return QS_OK;
}

static qs_status keep_all(void *self, const struct qs_result *result, struct qs_err *err)
{
	struct many *const m = self;

	(void)err;
	memcpy(m->sum, result->sum_member, QS_SUM_COUNT * m->members * sizeof *m->sum);
	memcpy(m->line, result->line_member, QS_LINE_COUNT * MANY_YEARS * m->members * sizeof *m->line);
	memcpy(m->quantile, result->quantile, sizeof m->quantile);
	return QS_OK;
}

static struct many *run_many(const char *form, size_t members, int threads, size_t most)
{
	struct many *const m = calloc(1, sizeof *m);
	struct qs_sink sink = {m, NULL, NULL, keep_all, NULL, keep_values};
	char *const text = many_cells(form, members);

	assert_non_null(m);
	m->members = members;
	assert_int_equal(run_portfolio(text, threads, most, &sink, NULL), QS_OK);
	free(text);
	return m;
}

static void pieces_do_not_show(void **state)
{
	static const size_t members[] = {1, 3, MEMBERS_MOST};

	(void)state;
	for (size_t k = 0; k < sizeof members / sizeof members[0]; k++) {
		struct many *const sites = run_many("sites", members[k], 1, MANY);
		struct many *const one = run_many("cells", members[k], 1, MANY);

		assert_true(sites->sum[QS_SUM_OF_npv * members[k]] != 0);
		for (int threads = members[k] > 3 ? 3 : 1; threads <= 3; threads++)
			for (size_t most = FEW; most <= MANY; most += MANY - FEW) {
				struct many *const same = run_many("cells", members[k], threads, most);

				assert_memory_equal(one, same, sizeof *one);
				free(same);
			}
		assert_int_equal(one->seen, MANY);
		assert_true(memcmp(sites->value, one->value, sizeof one->value));
		assert_memory_equal(sites, one, offsetof(struct many, value));
		free(sites);
		free(one);
	}
}

/* A sink that fails at a call, the first of which is its beginning. */
struct weak {
	int call, fail_at, dropped;
	uint64_t seen;
};

static qs_status weak_begin(void *self, const struct qs_result_head *head, struct qs_err *err)
{
	struct weak *const w = self;

	assert_int_equal(head->cells, MANY);
	assert_int_equal(w->call, 0);
	return ++w->call == w->fail_at ? qs_fail(err, QS_EFILE, "call %d", w->call) : QS_OK;
}

static qs_status weak_cells(void *self, const struct qs_cells *next, struct qs_err *err)
{
	struct weak *const w = self;

	assert_true(w->call > 0);
	assert_int_equal(next->first, w->seen);
	w->seen += next->n;
	return ++w->call == w->fail_at ? qs_fail(err, QS_EFILE, "call %d", w->call) : QS_OK;
}

static void weak_drop(void *self)
{
	((struct weak *)self)->dropped++;
}

static void a_sink_that_fails_between_waves_is_called_no_more(void **state)
{
	enum { WAVES = (MANY + FEW - 1) / FEW };
	char *const text = many_cells("cells", 1);

	(void)state;
	for (int threads = 1; threads <= 3; threads++)
		for (int at = 1; at <= WAVES + 2; at++) {
			struct weak w = {.fail_at = at};
			struct qs_sink sink = {&w, weak_begin, NULL, NULL, weak_drop, weak_cells};
			const int fails = at <= WAVES + 1;

			assert_int_equal(run_portfolio(text, threads, FEW, &sink, NULL), fails ? QS_EFILE : QS_OK);
			assert_int_equal(w.call, fails ? at : WAVES + 1);
			assert_int_equal(w.dropped, fails);
		}
	free(text);
}

static void threads_that_wait_leave_the_processor_to_others(void **state)
{
	char *const text = many_cells("cells", 1);
	clock_t spent = CLOCKS_PER_SEC;

	(void)state;
	assert_int_equal(run_portfolio(text, 8, 1, &(struct qs_sink){0}, &spent), QS_OK);
	assert_true(spent < CLOCKS_PER_SEC / 10);
	free(text);
}

/* Runs many cells with so many pieces of memory for the run itself; nonzero if they were enough. */
static int run_scarce(struct qs_context *context, struct qs_input *input, int64_t pieces)
{
	struct failing memory = {.left = pieces};
	struct drip drip = {.from = input->sites, .most = MANY / 3};
	struct qs_site_source small = small_of(&drip);
	struct qs_sink sink = {0};
	struct qs_run_size size;
	struct qs_err err = {0};
	qs_status status;

	context->allocator = (struct qs_allocator){failing_get, failing_put, &memory};
	status = qs_run(context,
			&(struct qs_run_input){&input->portfolio, &input->packs, &small, input->resolved_json,
					       input->hashes, input->hash_count},
			&sink, &size, &err);
	assert_true(status == QS_OK || status == QS_ENOMEM);
	assert_int_equal(memory.out, 0);
	return status == QS_OK;
}

/* Every n up to 16, then a sixteenth further each time. */
static void a_failed_allocation_gives_all_back(void **state)
{
	static const size_t members[] = {1, 64};

	(void)state;
	for (size_t k = 0; k < sizeof members / sizeof members[0]; k++) {
		char *const text = many_cells("cells", members[k]);
		struct qs_context context = {0};
		struct qs_input input = {0};
		struct qs_mistakes mistakes;
		struct qs_err err = {0};
		int64_t pieces = 0;

		qs_mistakes_init(&mistakes, NULL);
		assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
		context.threads = 2;
		assert_int_equal(
			qs_input_read_text(&context, "/p.json", text, strlen(text), NULL, &input, &mistakes, &err),
			QS_OK);
		while (!run_scarce(&context, &input, pieces))
			pieces += 1 + pieces / 16;
		assert_true(pieces > 16);
		context.allocator = (struct qs_allocator){0};
		qs_input_free(&input);
		qs_mistakes_free(&mistakes);
		qs_close(&context);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_portfolio_is_the_same_by_sites_and_by_districts),
		cmocka_unit_test(a_district_is_the_sum_of_its_cells_by_member),
		cmocka_unit_test(end_values_are_means_of_what_a_run_by_sites_gives),
		cmocka_unit_test(waves_do_not_show),
		cmocka_unit_test(threads_do_not_show),
		cmocka_unit_test(pieces_do_not_show),
		cmocka_unit_test(a_sink_that_fails_between_waves_is_called_no_more),
		cmocka_unit_test(threads_that_wait_leave_the_processor_to_others),
		cmocka_unit_test(a_failed_allocation_gives_all_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
