/* The parts of report.html that speak of methodologies and money; its form in general: test_results.c. */
#include "report_help.h"

static double number_at(const struct fixture *f, const char *path)
{
	const struct qs_json *value = f->summary;

	while (value && *path == '/') {
		const size_t n = strcspn(++path, "/");
		char key[64];

		snprintf(key, sizeof key, "%.*s", (int)n, path);
		value = qs_json_find(value, key);
		path += n;
	}
	assert_non_null(value);
	return value->number;
}

static int times_before(const char *at, const char *what, const char *end)
{
	int n = 0;

	while ((at = strstr(at, what)) && at < end) {
		n++;
		at++;
	}
	return n;
}

static void expect_number(const char *page, double value, const char *what)
{
	struct qs_people number;

	if (!strstr(page, qs_people_number(value, &number)))
		fail_msg("%s: no %s", what, number.text);
}

static void page_one_comes_first_with_the_numbers_of_the_summary(void **state)
{
	static const struct {
		const char *path;
		int money;
	} figures[] = {{"npv_cny", 1},
		       {"funding_gap_cny", 1},
		       {"pv_cost_cny", 1},
		       {"pv_grant_cny", 1},
		       {"pv_carbon_cny", 1},
		       {"levelised_cost_of_carbon_cny_t/gross", 0},
		       {"levelised_cost_of_carbon_cny_t/net", 0},
		       {"carbon_share_of_cost_pct", 0},
		       {"break_even_price_cny_t", 0},
		       {"credits_t/OPEN-1", 0},
		       {"accounted_t/CLOSED-1", 0}};
	static const char *const quantiles[] = {"p10", "p50", "p90"};
	struct fixture *f = *state;

	for (int lang = QS_ZH; lang <= QS_EN; lang++) {
		const double one = lang == QS_ZH ? 1e4 : 1e6;
		const char *page;

		run(f, (enum qs_lang)lang);
		assert_true(strstr(f->html, "id=\"first\"") < strstr(f->html, "id=\"cash\""));
		assert_true(strstr(f->html, "id=\"cash\"") < strstr(f->html, "id=\"carbon\""));
		page = part(f, "id=\"first\"", "id=\"cash\"");
		for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
			for (size_t q = 0; q < 3; q++) {
				char path[128];

				snprintf(path, sizeof path, "/portfolio/%s/%s", figures[i].path, quantiles[q]);
				expect_number(page, number_at(f, path) / (figures[i].money ? one : 1), path);
			}
		expect_number(page, 100 * number_at(f, "/portfolio/probability_of_loss"), "loss");
		assert_non_null(strstr(page, "2028-03-12"));
		assert_non_null(strstr(page, "2029")); /* start 2026, due in year 3 */
		assert_non_null(strstr(page, lang == QS_ZH ? "本报告是事前模拟" : "This is an ex-ante simulation"));
		assert_non_null(strstr(page, "href=\"#weak\""));
	}
}

static void verdicts_are_counted_over_sites_and_units(void **state)
{
	struct fixture *f = *state;
	const char *page;

	run(f, QS_EN);
	page = part(f, "id=\"first\"", "id=\"cash\"");
	assert_non_null(strstr(page, "OPEN-1: 3 of 3 sites are conditional or better, 12.0 ha"));
	assert_non_null(strstr(
		page, "<code>CLOSED-1</code></td><td>not taken<small>2026-08-13</small></td><td class=\"n\">3/3"));
	assert_non_null(strstr(page, "it is not on mining land <small><code>R-NEVER</code> not met on 3 of 6 units"));
	assert_non_null(strstr(page, "<code>R-OPEN</code> 3 of 3 sites"));
}

static void forbidden_words_never_stand(void **state)
{
	static const char *const never[] = {
		"P90",      "P10",    "保证率", "符合CCER方法学", "可核发", "碳中和", "官方GEP", "已验证", "不合格",
		"碳汇收益", "被验证", "NaN",    ">nan",           ">inf<",  " inf<",  "{1}",     "{2}",    "(null)"};
	struct fixture *f = *state;

	for (int lang = QS_ZH; lang <= QS_EN; lang++) {
		run(f, (enum qs_lang)lang);
		for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
			if (strstr(f->html, never[i]))
				fail_msg("the report holds %s", never[i]);
		assert_non_null(strstr(f->html, lang == QS_ZH ? "10 %分位数" : "10 % quantile"));
	}
}

/* Texts that a page may or may not show. */
static void no_text_of_the_report_claims_too_much(void **state)
{
	static const char *const never[] = {"符合CCER方法学", "可核发",   "碳中和", "官方GEP", "已验证", "碳汇收益",
					    "保证率",         "P90",      "P10",    "签发",    "备案",   "不合格",
					    "carbon neutral", "guarantee"};
	static const char *const texts[] = {
#define X(key, zh, en) zh, en,
		QS_REPORT_TEXTS(X)
#undef X
	};

	(void)state;
	for (size_t t = 0; t < sizeof texts / sizeof texts[0]; t++)
		for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
			if (strstr(texts[t], never[i]))
				fail_msg("\"%s\" holds %s", texts[t], never[i]);
}

static void names_never_end_a_script(void **state)
{
	struct fixture *f = *state;

	for (int lang = QS_ZH; lang <= QS_EN; lang++) {
		run(f, (enum qs_lang)lang);
		assert_null(strstr(f->html, "<script"));
		assert_null(strstr(f->html, "</script"));
		/* contents, table of sites and of money, both charts, market, section, place, inputs, rules */
		assert_true(times(f->html, "&lt;/script&gt;") >= 16);
	}
}

/* The width of the next bar of a style; moves on behind it. */
static double width_of(const char **at, const char *style)
{
	const char *const bar = strstr(*at, style), *const width = bar ? strstr(bar, "width=\"") : NULL;

	assert_non_null(width);
	*at = width;
	return atof(width + strlen("width=\""));
}

static void tornado_bars_are_as_long_as_the_swings(void **state)
{
	struct fixture *f = *state;
	const char *page, *low, *high;
	double scale = 0;

	run(f, QS_EN);
	page = part(f, "class=\"swings\"", "id=\"cash\"");
	assert_int_equal(times(page, "\"bar low\""), 5); /* three inputs move money, two move credits */
	assert_int_equal(times(page, "\"bar high\""), 5);
	low = high = page;
	for (size_t i = 0; i < INPUTS; i++) {
		const struct qs_tornado_row *const row = &f->row[f->order[i]];
		const double wide = width_of(&low, "\"bar low\""), other = width_of(&high, "\"bar high\"");

		scale = i ? scale : wide / fabs(row->npv_low - f->tornado.npv);
		assert_true(scale > 0);
		assert_true(fabs(wide - scale * fabs(row->npv_low - f->tornado.npv)) < NEAR);
		assert_true(fabs(other - scale * fabs(row->npv_high - f->tornado.npv)) < NEAR);
		expect_number(page, row->npv_low / 1e6, row->id);
		expect_number(page, row->npv_high / 1e6, row->id);
	}
	assert_non_null(strstr(page, "10–90 % quantile"));
	assert_non_null(strstr(page, "range as stated"));
	assert_non_null(strstr(page, "the strongest input is grant share, from −9.00 to −4.00"));
}

static void registering_at_a_loss_is_said(void **state)
{
	struct fixture *f = *state;
	double *const income = f->feed.line_mean + QS_LINE_OF_carbon_income * YEARS;
	double *const cost = f->feed.line_mean + QS_LINE_OF_registration * YEARS;

	for (int y = 0; y < YEARS; y++) {
		income[y] = 1000;
		cost[y] = y ? 0 : 2e6;
	}
	run(f, QS_ZH);
	assert_non_null(strstr(f->html, "登记碳项目收不回自身费用：期内碳信用收入 4.00 万元，登记与核查费 200 万元"));
	cost[0] = 100;
	run(f, QS_EN);
	assert_null(strstr(f->html, "does not pay for itself"));
	assert_non_null(strstr(f->html, "exceeds"));
	income[0] = cost[0] = 0;
	for (int y = 0; y < YEARS; y++)
		income[y] = 0;
	run(f, QS_EN);
	assert_non_null(strstr(f->html, "No registration of the input sells credits."));
}

/* A portfolio with income that falls short has three ways to close the gap, with the figures of the summary. */
static void page_one_names_ways_to_close_a_gap(void **state)
{
	static const char *const figures[] = {"break_even_cost_cut_frac/p50", "break_even_cost_cut_frac/p90",
					      "break_even_grant_frac/p50",    "break_even_visits/p50",
					      "break_even_visits/p90",        "funding_gap_cny/p50"};
	struct fixture *f = *state;

	for (enum qs_lang lang = QS_ZH; lang <= QS_EN; lang++) {
		const char *ways, *end;

		run(f, lang);
		ways = strstr(part(f, "id=\"first\"", "id=\"cash\""),
			      lang == QS_ZH ? "怎样补齐缺口" : "Ways to close the gap");
		assert_non_null(ways);
		end = strstr(ways, "</ol>");
		assert_non_null(end);
		assert_int_equal(times_before(ways, "<li>", end), 3);
		for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
			char path[64];

			snprintf(path, sizeof path, "/portfolio/%s", figures[i]);
			expect_number(ways,
				      number_at(f, path) * (strstr(path, "_frac") ? 100 : 1) /
					      (!strstr(path, "_cny") ? 1
					       : lang == QS_ZH       ? 1e4
								     : 1e6),
				      path);
		}
	}
}

static void what_alone_does_not_close_the_gap_is_not_called_a_way(void **state)
{
	struct qs_scalar cut = {.p10 = 0.3, .p50 = 0.4, .p90 = 0.45, .mean = 0.4, .share = 1};
	struct fixture *f = *state;

	f->feed.cut = &cut;
	run(f, QS_EN);
	assert_non_null(strstr(f->html, "all costs lower by 40.0 % (45.0 %)</li>"));
	cut.p50 = cut.p90 = 1;
	run(f, QS_ZH);
	assert_non_null(strstr(f->html, "全部费用降低 100 %（100 %），几乎没有收入可抵费用，单靠节支不够</li>"));
	cut.p50 = 0.4;
	cut.share = 0.9; /* the median of nine in ten is none of all */
	run(f, QS_EN);
	assert_null(strstr(f->html, "Savings: all costs"));
}

static void figures_without_a_value_say_why(void **state)
{
	struct fixture *f = *state;

	run(f, QS_EN);
	assert_int_equal(
		times(f->html, "none: no rate makes the net present value zero (2.00 % of members have a value)"),
		SITES);
	run(f, QS_ZH);
	assert_non_null(strstr(f->html, "无值：没有使净现值为零的收益率（2.00 % 的成员有值）"));
}

static void every_service_line_has_a_row_and_every_site_its_benefits(void **state)
{
	struct fixture *f = *state;
	int lines = 0;

	run(f, QS_ZH);
	for (int line = 0; line < QS_LINE_COUNT; line++) {
		const struct qs_line_row *const row = &qs_line_rows[line];
		char cell[256];

		if (row->group != QS_LINE_SERVICE && row->group != QS_LINE_SERVICE_QUANTITY)
			continue;
		snprintf(cell, sizeof cell, "<tr><td>%s</td>", row->zh);
		assert_true(times(f->html, cell) >= 1 && times(f->html, cell) <= SITES + 2);
		lines++;
	}
	assert_int_equal(times(f->html, "<h4>效益：元/年，期内平均"), SITES);
	assert_int_equal(times(f->html, "<h3>效益：元/年，期内平均"), 1);
	assert_int_equal(times(f->html, "<tr><td>合计（计入的服务）</td>"), SITES + 1);
	assert_int_equal(times(f->html, "<tr><td>年均效益：GEP 口径</td>"), SITES + 1);
	assert_int_equal(times(f->html, "<tr><td>代价：工程与养护，项目−自然恢复</td>"), SITES + 1);
	assert_true(lines >= 2);
	assert_non_null(strstr(f->html, "参照 GB/T 46869-2025 测算，非官方核算结果"));
}

static void means_discount_alike_in_both_price_bases(void **state)
{
	struct fixture *f = *state;
	struct qs_portfolio *const p = &f->feed.portfolio;
	double real[YEARS], nominal[YEARS], closed = 0, value;

	p->start_year = 2026;
	for (int y = 0; y < YEARS; y++) {
		real[y] = 100 - 7 * y;
		nominal[y] = real[y] *
			     pow(1 + p->finance.inflation_pct.value / 100, 2026 + y - (double)p->finance.price_year);
		closed += real[y] / pow(1 + p->finance.discount_rate_pct.value / 100, y);
	}
	value = qs_account_present(p, real, YEARS);
	assert_true(fabs(value - closed) < 1e-9 * fabs(closed));
	p->finance.price_basis = 1;
	assert_string_equal(qs_words_price_basis[1], "nominal");
	assert_true(fabs(qs_account_present(p, nominal, YEARS) - closed) < 1e-9 * fabs(closed));
	assert_true(fabs(qs_account_present(p, real, YEARS) - closed) > 1);
}

static void portfolios_without_market_or_ranking_have_a_page_too(void **state)
{
	struct fixture *f = *state;

	f->feed.tornado = NULL;
	f->feed.verdicts = NULL;
	f->feed.credit_count = 0;
	f->feed.packs.methodologies.n = 0;
	f->feed.portfolio.registrations.n = 0;
	f->feed.portfolio.policy.valid_to.year = 0;
	run(f, QS_EN);
	assert_non_null(strstr(f->html, "No methodology that takes new projects is loaded."));
	assert_non_null(strstr(f->html, "too large for a ranking"));
	assert_non_null(strstr(f->html, "The input states no end of the public policy"));
}

int main(int argc, char **argv)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(page_one_comes_first_with_the_numbers_of_the_summary),
		TEST(verdicts_are_counted_over_sites_and_units),
		TEST(forbidden_words_never_stand),
		TEST(no_text_of_the_report_claims_too_much),
		TEST(names_never_end_a_script),
		TEST(tornado_bars_are_as_long_as_the_swings),
		TEST(registering_at_a_loss_is_said),
		TEST(page_one_names_ways_to_close_a_gap),
		TEST(what_alone_does_not_close_the_gap_is_not_called_a_way),
		TEST(figures_without_a_value_say_why),
		TEST(every_service_line_has_a_row_and_every_site_its_benefits),
		TEST(means_discount_alike_in_both_price_bases),
		TEST(portfolios_without_market_or_ranking_have_a_page_too),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
