#include "feed.h"
#include "io/json.h"
#include "io/results.h"
#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const char *const files[] = {"cash.csv", "credits.csv", "districts.csv", "estimate.csv", "ledger.csv", "report.html", "report.xlsx", "results.h5", "sites.csv", "sites.geojson",
				    "summary.json", "trace.json", "years.csv"};

enum { FILES = sizeof files / sizeof files[0] };

/* An allocator that fails at a count, and knows what is out. */
struct meter {
	size_t asked, fail_at, out;
};

static void *meter_get(void *self, size_t bytes)
{
	struct meter *meter = self;

	if (++meter->asked == meter->fail_at)
		return NULL;
	meter->out++;
	return aligned_alloc(64, (bytes + 63) / 64 * 64);
}

static void meter_put(void *self, void *piece)
{
	struct meter *meter = self;

	meter->out--;
	free(piece);
}

struct fixture {
	char root[SCRATCH_PATH], at[SCRATCH_PATH];
	struct feed feed;
	struct meter meter;
	struct qs_context context;
	struct qs_err err;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (!f || scratch_make(f->root))
		return -1;
	f->context.allocator = (struct qs_allocator){meter_get, meter_put, &f->meter};
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	feed_free(&f->feed);
	scratch_remove(f->root);
	free(f);
	return 0;
}

/* A whole run into root/name. */
static qs_status run(struct fixture *f, const char *name, enum qs_lang lang)
{
	char folder[SCRATCH_PATH];
	struct qs_sink sink = {0};
	qs_status status;

	memset(&f->err, 0, sizeof f->err);
	status = qs_results_open(&f->context, scratch_join(f->root, name, folder), lang, &sink, &f->err);
	if (!status)
		status = feed_run(&f->feed, &sink, &f->err);
	if (!status)
		status = qs_results_finish(&sink, "{\"command\":\"run\"}", &f->err);
	qs_results_close(&sink);
	qs_results_close(&sink);
	return status;
}

static char *read_result(struct fixture *f, const char *folder, const char *name, size_t *n)
{
	char *bytes;

	snprintf(f->at, sizeof f->at, "%.200s/%.100s/%.100s", f->root, folder, name);
	bytes = scratch_read(f->at, n);
	assert_non_null(bytes);
	return bytes;
}

static size_t times(const char *text, const char *part)
{
	size_t n = 0;

	for (const char *c = strstr(text, part); c; c = strstr(c + 1, part))
		n++;
	return n;
}

static void same_input_gives_the_same_bytes(void **state)
{
	struct fixture *f = *state;

	feed_init(&f->feed, 3, 40);
	assert_int_equal(run(f, "a", QS_ZH), QS_OK);
	sleep(1); /* another second: a time in a file would show */
	assert_int_equal(run(f, "b", QS_ZH), QS_OK);
	for (int i = 0; i < FILES; i++) {
		size_t n, m;
		char *a = read_result(f, "a", files[i], &n), *b = read_result(f, "b", files[i], &m);

		assert_int_equal(n, m);
		assert_memory_equal(a, b, n);
		free(a);
		free(b);
	}
	assert_int_equal(f->meter.out, 0);
}

/* Runs a line of Python; skips the test where there is none with h5py. */
static void python(const struct fixture *f, const char *script)
{
	char command[4096];

	if (system("/usr/bin/python3 -c 'import h5py' 2>/dev/null") != 0)
		skip();
	snprintf(command, sizeof command, "cd %.300s/a && /usr/bin/python3 -c \"%s\"", f->root, script);
	assert_int_equal(system(command), 0);
}

static void h5_holds_the_values_at_their_places(void **state)
{
	struct fixture *f = *state;

	feed_init(&f->feed, 3, 12);
	assert_int_equal(run(f, "a", QS_ZH), QS_OK);
	python(f, "import h5py, csv, json, math\n"
		  "h = h5py.File('results.h5', 'r')\n"
		  "rows = list(csv.DictReader(open('years.csv', encoding='utf-8-sig')))\n"
		  "ids = [s.decode() for s in h['site'][:]]\n"
		  "arms = [s.decode() for s in h['arm'][:]]\n"
		  "pair = [s.decode() for s in h['contrast'][:]]\n"
		  "q = list(h['quantile'][:])\n"
		  "assert [d.keys()[0] for d in h['live_c'].dims] == ['year', 'arm', 'site', 'quantile']\n"
		  "assert len(rows) == 36 and q.index(0.5) == 3\n"
		  "for r in rows:\n"
		  "  y, s = list(h['year'][:]).index(int(r['year'])), ids.index(r['id'])\n"
		  "  for a in arms:\n"
		  "    assert h['live_c'][y, arms.index(a), s, 3] == float(r['live_c_%s_p50_t' % a])\n"
		  "    assert h['net_co2e'][y, arms.index(a), s, 1] == float(r['net_co2e_%s_p10_t' % a])\n"
		  "    assert h['grown_co2e_mean'][y, arms.index(a), s] == float(r['grown_co2e_%s_mean_t' % a])\n"
		  "  for a in pair:\n"
		  "    v = h['grown_co2e_difference'][y, pair.index(a), s, 5]\n"
		  "    assert v == float(r['grown_co2e_%s_p90_t' % a])\n"
		  "summary = json.load(open('summary.json'))\n"
		  "for i, s in enumerate(summary['sites']):\n"
		  "  assert h['co2e_project_p50'][i] == s['co2e_t']['project']['p50']\n"
		  "assert math.isnan(h['carbon_payback_year_p50'][1]) and math.isnan(h['lon'][2])\n"
		  "assert h['carbon_payback_year_why'][1] == b'NEVER_WITHIN_HORIZON'\n"
		  "p = h['portfolio']\n"
		  "assert p['live_c'].shape == (12, 3, 7) and p['live_c'].dims[0].keys() == ['year']\n"
		  "assert p['co2e_project_p50'][()] == summary['portfolio']['co2e_t']['project']['p50']\n"
		  "assert json.loads(h['plan'][()])['name'] == 'made up'\n"
		  "assert h.attrs['seed'] == b'20261123' and 'time' not in str(dict(h.attrs))\n");
}

static void h5_opens_as_netcdf(void **state)
{
	struct fixture *f = *state;
	char command[2048];

	if (system("command -v ncdump >/dev/null 2>&1") != 0)
		skip();
	feed_init(&f->feed, 2, 3);
	assert_int_equal(run(f, "a", QS_ZH), QS_OK);
	snprintf(command, sizeof command,
		 "cd %.300s/a && ncdump results.h5 > dump 2>&1 && grep -q 'double live_c(year, arm, site, quantile)' "
		 "dump && "
		 "grep -q 'double live_c(year, arm, quantile)' dump && grep -q 'site = \"S1\", \"S2\"' dump && ! grep "
		 "-q phony dump",
		 f->root);
	assert_int_equal(system(command), 0);
}

static void plan_may_be_long(void **state)
{
	struct fixture *f = *state;
	const size_t n = 200000;
	char *plan = malloc(n + 1);

	assert_non_null(plan);
	memset(plan, 'x', n);
	plan[0] = plan[n - 1] = '"';
	plan[n] = 0;
	feed_init(&f->feed, 1, 2);
	f->feed.head.resolved_json = plan;
	assert_int_equal(run(f, "a", QS_EN), QS_OK);
	free(plan);
	python(f, "import h5py\nassert len(h5py.File('results.h5', 'r')['plan'][()]) == 200000\n");
}

static void only_asked_outputs_are_kept_by_site(void **state)
{
	static const char *asked[] = {"live_c"};
	struct fixture *f = *state;
	char *years;
	size_t n;

	feed_init(&f->feed, 2, 3);
	f->feed.portfolio.outputs.site_year = (struct qs_strings){asked, 1};
	feed_given(&qs_table_outputs, &f->feed.portfolio.outputs.given, "site_year");
	assert_int_equal(run(f, "a", QS_EN), QS_OK);
	years = read_result(f, "a", "years.csv", &n);
	assert_non_null(strstr(years, "live_c_project_p50_t"));
	assert_null(strstr(years, "soil_c"));
	free(years);
	python(f, "import h5py\nh = h5py.File('results.h5', 'r')\n"
		  "assert 'live_c' in h and 'soil_c' not in h and 'soil_c' in h['portfolio']\n");
}

static void csv_has_a_mark_a_header_and_a_row_each(void **state)
{
	struct fixture *f = *state;
	char *sites, *years;
	size_t n;

	feed_init(&f->feed, 3, 40);
	assert_int_equal(run(f, "a", QS_ZH), QS_OK);
	sites = read_result(f, "a", "sites.csv", &n);
	years = read_result(f, "a", "years.csv", &n);
	assert_memory_equal(sites, "\xEF\xBB\xBFid,", 6);
	assert_memory_equal(years, "\xEF\xBB\xBFid,year,", 11);
	assert_int_equal(times(sites, "\n"), 1 + 3);
	assert_int_equal(times(years, "\n"), 1 + 3 * 40);
	assert_null(strstr(years, "nan"));
	free(sites);
	free(years);
}

static const struct qs_json *parse(const char *text, size_t n, struct qs_arena *arena)
{
	const struct qs_json *root = NULL;
	struct qs_mistakes mistakes;

	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_json_parse(text, n, "file", arena, &mistakes, &root, NULL), QS_OK);
	qs_mistakes_free(&mistakes);
	return root;
}

/* The value at "/sites/0/co2e_t/project". */
static const struct qs_json *follow(const struct qs_json *value, const char *path)
{
	while (value && *path == '/') {
		const size_t n = strcspn(++path, "/");
		char key[64];

		snprintf(key, sizeof key, "%.*s", (int)n, path);
		value = value->kind == QS_JSON_ARRAY ? qs_json_at(value, (size_t)atoi(key)) : qs_json_find(value, key);
		path += n;
	}
	return value;
}

static void summary_has_the_promised_keys(void **state)
{
	static const char *const paths[] = {"/portfolio/name",
					    "/portfolio/area_ha",
					    "/portfolio/years",
					    "/portfolio/members",
					    "/portfolio/seed",
					    "/portfolio/co2e_t/project/p10",
					    "/portfolio/co2e_t/natural/p50",
					    "/portfolio/co2e_t/baseline/p90",
					    "/portfolio/works_co2e_t/project/p50",
					    "/portfolio/works_co2e_t/natural/p50",
					    "/portfolio/imported_co2e_t/brought/p50",
					    "/portfolio/imported_co2e_t/lost/p50",
					    "/portfolio/capex_cny/project/p50",
					    "/portfolio/capex_cny/natural/p90",
					    "/portfolio/upkeep_cny_per_year/project/p10",
					    "/sites/0/capex_cny/project/mean",
					    "/portfolio/carbon_payback_year/share",
					    "/portfolio/balance_residual_max",
					    "/sites/0/id",
					    "/sites/0/treatment",
					    "/sites/0/units/0/id",
					    "/sites/0/units/0/area_ha",
					    "/sites/0/co2e_t/project/p50",
					    "/sites/1/carbon_payback_year/why"};
	struct fixture *f = *state;
	struct qs_arena arena;
	const struct qs_json *root;
	char *text;
	size_t n;

	feed_init(&f->feed, 3, 4);
	qs_arena_init(&arena, NULL);
	assert_int_equal(run(f, "a", QS_ZH), QS_OK);
	text = read_result(f, "a", "summary.json", &n);
	root = parse(text, n, &arena);
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
		if (!follow(root, paths[i]))
			fail_msg("no %s", paths[i]);
	assert_string_equal(follow(root, "/portfolio/seed")->text, "20261123");
	assert_int_equal(follow(root, "/sites/1/carbon_payback_year/p50")->kind,
			 QS_JSON_NULL); /* too few members have a value */
	assert_string_equal(follow(root, "/sites/1/carbon_payback_year/why")->text, "NEVER_WITHIN_HORIZON");
	assert_null(strstr(text, "\"credits_t\""));
	qs_arena_free(&arena);
	free(text);
}

static void every_traced_figure_stands_in_the_summary_with_known_inputs(void **state)
{
	struct fixture *f = *state;
	struct qs_arena arena;
	const struct qs_json *summary, *trace, *groups;
	char *text, *traced;
	size_t n, figures = 0;

	feed_init(&f->feed, 3, 4);
	qs_arena_init(&arena, NULL);
	assert_int_equal(run(f, "a", QS_ZH), QS_OK);
	text = read_result(f, "a", "summary.json", &n);
	summary = parse(text, n, &arena);
	traced = read_result(f, "a", "trace.json", &n);
	trace = parse(traced, n, &arena);
	groups = qs_json_find(trace, "groups");
	for (const struct qs_json *figure = qs_json_find(trace, "figures")->first; figure;
	     figure = figure->next, figures++) {
		assert_non_null(follow(summary, qs_json_string(figure, "at", "")));
		assert_non_null(qs_json_find(figure, "equation"));
		assert_string_equal(qs_json_string(figure, "status", ""), "assumption");
		for (const struct qs_json *in = qs_json_find(figure, "inputs")->first; in; in = in->next)
			assert_true(!strcmp(in->text, "/sites/*") || qs_json_find(groups, in->text) != NULL);
	}
	assert_int_equal(figures, 4 * (1 + QS_SCALAR_COUNT));
	assert_non_null(qs_json_find(groups, "species/platycladus_orientalis"));
	assert_non_null(qs_json_find(groups, "/finance"));
	assert_non_null(strstr(traced, "design report, p. 12"));
	qs_arena_free(&arena);
	free(text);
	free(traced);
}

static int traced_litter(struct fixture *f, const char *folder, int soil)
{
	struct qs_litter_pack litter = {.id = "broadleaf", .name = {"l", "l"}};
	char *text;
	size_t n;
	int there;

	feed_init(&f->feed, 1, 4);
	f->feed.packs.litter.items = &litter;
	f->feed.packs.litter.n = 1;
	f->feed.sites[0].models.soil = soil;
	assert_int_equal(run(f, folder, QS_ZH), QS_OK);
	text = read_result(f, folder, "trace.json", &n);
	there = strstr(text, "\"litter/broadleaf\"") != NULL;
	free(text);
	feed_free(&f->feed);
	return there;
}

static void litter_is_traced_where_the_soil_model_asks_what_it_is_made_of(void **state)
{
	assert_false(traced_litter(*state, "a", QS_SOIL_ROTHC));
	assert_true(traced_litter(*state, "b", QS_SOIL_YASSO20));
	assert_false(traced_litter(*state, "c", QS_SOIL_CBM));
}

static void report_is_alone_and_says_no_forbidden_word(void **state)
{
	static const char *const never[] = {
		"http:",    "https:", "<script",        "src=",   "url(",   "@import", "P90",
		"P10",      "保证率", "符合CCER方法学", "可核发", "碳中和", "官方GEP", "已验证",
		"碳汇收益", "<b>",    ">nan",           " nan",   " inf ",  "NaN",     "{1}"};
	struct fixture *f = *state;

	feed_init(&f->feed, 3, 40);
	for (int lang = QS_ZH; lang <= QS_EN; lang++) {
		size_t n;
		char *html;

		assert_int_equal(run(f, "a", (enum qs_lang)lang), QS_OK);
		html = read_result(f, "a", "report.html", &n);
		for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
			if (strstr(html, never[i]))
				fail_msg("the report holds %s", never[i]);
		assert_true(times(html, "<svg") >= 10);
		assert_int_equal(times(html, "<svg"), times(html, "</desc>"));
		assert_int_equal(times(html, "<table"), times(html, "</table>"));
		assert_int_equal(times(html, "<div"), times(html, "</div>"));
		assert_int_equal(times(html, "<section"), 3);
		assert_non_null(strstr(html, "&lt;b&gt;"));
		assert_non_null(strstr(html, lang == QS_ZH ? "案例重演(假设2026年启动),不是对真实项目的评价"
							   : "A case replayed"));
		assert_non_null(strstr(html, lang == QS_ZH ? "10 %分位数" : "10 % quantile"));
		free(html);
	}
}

static void run_without_an_end_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	char folder[SCRATCH_PATH];
	struct qs_sink sink;

	feed_init(&f->feed, 2, 3);
	scratch_join(f->root, "a", folder);
	assert_int_equal(qs_results_open(&f->context, folder, QS_ZH, &sink, &f->err), QS_OK);
	assert_int_equal(sink.begin(sink.self, &f->feed.head, &f->err), QS_OK);
	assert_null(qs_results_summary(&sink));
	assert_int_equal(qs_results_finish(&sink, "{}", &f->err), QS_EFAILED);
	assert_false(scratch_is(folder));
	qs_results_close(&sink);
	assert_int_equal(f->meter.out, 0);
}

static void short_horizons_and_single_sites_are_written(void **state)
{
	struct fixture *f = *state;

	for (size_t years = 0; years < 3; years++) {
		feed_init(&f->feed, 1, years);
		assert_int_equal(run(f, "a", QS_EN), QS_OK);
		feed_free(&f->feed);
	}
}

static void many_sites_are_cut_in_the_report_alone(void **state)
{
	struct fixture *f = *state;
	char *html, *sites;
	size_t n;

	feed_init(&f->feed, 70, 2);
	assert_int_equal(run(f, "a", QS_EN), QS_OK);
	html = read_result(f, "a", "report.html", &n);
	sites = read_result(f, "a", "sites.csv", &n);
	assert_int_equal(times(html, "<section"), 60);
	assert_int_equal(times(sites, "\n"), 71);
	assert_non_null(strstr(html, "10 more sites are in trace.json"));
	free(html);
	free(sites);
}

static void every_failed_allocation_is_clean(void **state)
{
	struct fixture *f = *state;
	char folder[SCRATCH_PATH];
	qs_status status = QS_ENOMEM;
	size_t n = 0;

	feed_init(&f->feed, 2, 2);
	scratch_join(f->root, "a", folder);
	while (status) {
		f->meter = (struct meter){.fail_at = ++n};
		status = run(f, "a", QS_ZH);
		assert_int_equal(f->meter.out, 0);
		assert_int_equal(status, status ? QS_ENOMEM : QS_OK);
		assert_int_equal(scratch_is(folder), !status);
	}
	assert_true(n > 20);
}

int main(int argc, char **argv)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(same_input_gives_the_same_bytes),
		TEST(h5_holds_the_values_at_their_places),
		TEST(h5_opens_as_netcdf),
		TEST(plan_may_be_long),
		TEST(only_asked_outputs_are_kept_by_site),
		TEST(csv_has_a_mark_a_header_and_a_row_each),
		TEST(summary_has_the_promised_keys),
		TEST(every_traced_figure_stands_in_the_summary_with_known_inputs),
		TEST(litter_is_traced_where_the_soil_model_asks_what_it_is_made_of),
		TEST(report_is_alone_and_says_no_forbidden_word),
		TEST(run_without_an_end_leaves_nothing),
		TEST(short_horizons_and_single_sites_are_written),
		TEST(many_sites_are_cut_in_the_report_alone),
		TEST(every_failed_allocation_is_clean),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
