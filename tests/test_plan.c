/* The draft of a restoration plan: eight blocks in two languages, what is missing marked, nothing of the input trusted.
 */
#include "tests/portfolio_files.h"

#include "io/annual.h"
#include "io/plan.h"
#include "io/public_sheet.h"

static size_t times(const char *text, const char *what)
{
	size_t n = 0;

	for (const char *at = text; (at = strstr(at, what)) != NULL; at++)
		n++;
	return n;
}

/* The plan of a portfolio with keys put in; summary is JSON or NULL. */
typedef void writer(struct qs_buffer *to, const struct qs_plan_source *source, enum qs_lang lang);

static void document(writer *write, struct qs_buffer *to, const char *policy, const char *summary, enum qs_lang lang)
{
	char part[1024];
	struct qs_mistakes mistakes;
	const struct qs_json *root = NULL;
	struct qs_arena arena;
	struct qs_err err;
	struct read r;
	char *text;

	snprintf(part, sizeof part, "\"members\":8,\"policy\":%s", policy);
	text = changed("\"members\":8", part);
	read_text(&r, text);
	if (r.status != QS_OK)
		fail_msg("%s", r.line);
	qs_arena_init(&arena, NULL);
	qs_mistakes_init(&mistakes, NULL);
	if (summary)
		assert_int_equal(qs_json_parse(summary, strlen(summary), "s", &arena, &mistakes, &root, &err), QS_OK);
	qs_buffer_init(to, NULL);
	write(to, &(struct qs_plan_source){&r.input.portfolio, &r.input.packs, r.sites, r.n, root}, lang);
	assert_int_equal(qs_buffer_status(to, &err), QS_OK);
	qs_mistakes_free(&mistakes);
	qs_arena_free(&arena);
	drop(&r);
	free(text);
}

static void draft(struct qs_buffer *to, const char *policy, const char *summary, enum qs_lang lang)
{
	document(qs_plan_write, to, policy, summary, lang);
}

static void the_plan_has_the_eight_blocks_in_their_order(void **state)
{
	static const char *const zh[] = {"任务目标", "参与方式",         "工程措施", "投资概算",
					 "支持政策", "自然资源资产配置", "后续产业", "效果评估"};
	struct qs_buffer text;

	(void)state;
	for (int lang = QS_ZH; lang <= QS_EN; lang++) {
		const char *at;

		draft(&text, "{}", NULL, (enum qs_lang)lang);
		at = qs_buffer_text(&text);
		assert_int_equal(times(at, "<h2 id=\"b"), 9); /* and the rules */
		for (int i = 0; lang == QS_ZH && i < 8; i++) {
			at = strstr(at, zh[i]);
			assert_non_null(at);
		}
		assert_null(strstr(qs_buffer_text(&text), lang == QS_ZH ? "missing" : "缺"));
		qs_buffer_free(&text);
	}
}

static void what_is_not_stated_is_marked_and_what_is_stated_is_not(void **state)
{
	static const char full[] = "{\"terms\":{\"procurement\":\"auction\",\"mode\":\"own\"},\"stakeholders\":[{"
				   "\"id\":\"v\",\"agreed\":true}],"
				   "\"plan\":{\"tasks\":\"t\",\"participation\":\"p\",\"measures\":\"m\",\"budget\":"
				   "\"b\",\"support\":\"s\","
				   "\"assets\":\"a\",\"industry\":\"i\",\"evaluation\":\"e\"}}";
	struct qs_buffer empty, whole;
	size_t n;

	(void)state;
	draft(&empty, "{}", NULL, QS_EN);
	draft(&whole, full, "{\"portfolio\":{},\"sites\":[]}", QS_EN);
	n = times(qs_buffer_text(&whole), "\">missing: ");
	assert_int_equal(n, 2); /* land tables, lines of industry */
	/* eight texts, procurement, mode, stakeholders, the estimate */
	assert_int_equal(times(qs_buffer_text(&empty), "\">missing: "), n + 12);
	qs_buffer_free(&empty);
	qs_buffer_free(&whole);
}

static void the_estimate_is_the_medians_of_the_summary(void **state)
{
	struct qs_buffer text;

	(void)state;
	draft(&text, "{}",
	      "{\"portfolio\":{\"capex_cny\":{\"project\":{\"p50\":3330000}}},\"sites\":[{\"id\":\"A\",\"capex_cny\":"
	      "{\"project\":{\"p50\":1230000}},\"npv_cny\":{\"p50\":-456000}}]}",
	      QS_EN);
	assert_non_null(strstr(qs_buffer_text(&text), "<td>123</td>"));
	assert_non_null(strstr(qs_buffer_text(&text), "<td>\xe2\x88\x92"
						      "45.6</td>"));
	assert_non_null(strstr(qs_buffer_text(&text), "<td>333</td>"));
	qs_buffer_free(&text);
}

static void texts_of_the_input_are_escaped(void **state)
{
	struct qs_buffer text;

	(void)state;
	draft(&text, "{\"plan\":{\"tasks\":\"<script>alert(1)</script>\"}}", NULL, QS_ZH);
	assert_null(strstr(qs_buffer_text(&text), "<script"));
	assert_non_null(strstr(qs_buffer_text(&text), "&lt;script&gt;"));
	qs_buffer_free(&text);
}

/* Every figure of money in the input or the summary is a number that stands nowhere else; none may show. */
static void no_figure_of_cost_stands_in_the_public_sheet(void **state)
{
	static const char policy[] = "{\"plan\":{\"tasks\":\"修复 24 个单元，多元投入\",\"participation\":\"投资 "
				     "777万元\",\"measures\":\"每亩 778 元\","
				     "\"budget\":\"779\",\"support\":\"CNY 781 a "
				     "tree\",\"assets\":\"¥782\",\"industry\":\"no money\",\"evaluation\":\"ok\"},"
				     "\"stakeholders\":[{\"id\":\"v\",\"status_quo_cny\":783784,\"plan_cny\":785786}],"
				     "\"fiscal\":[{\"district\":\"x\",\"general_budget_cny\":787788}]}";
	static const char summary[] = "{\"portfolio\":{\"capex_cny\":{\"project\":{\"p50\":791791}},\"npv_cny\":{"
				      "\"p50\":-792792}},\"sites\":[{\"id\":\"A\","
				      "\"co2e_t\":{\"project\":{\"p50\":12345}},\"capex_cny\":{\"project\":{\"p50\":"
				      "793793}},\"npv_cny\":{\"p50\":794794},"
				      "\"benefit_score\":{\"p50\":79.5}}]}";
	static const char *const leaks[] = {"777", "778", "779", "781",  "782", "783",  "785",  "787",  "791",
					    "792", "793", "794", "79.5", "CNY", "万元", "78.3", "79.1", "79.3"};

	(void)state;
	for (int lang = 0; lang < 2; lang++) {
		const char *body;
		struct qs_buffer text;

		document(qs_public_write, &text, policy, summary, lang ? QS_EN : QS_ZH);
		body = strstr(qs_buffer_text(&text), "<main>");
		assert_non_null(body);
		for (size_t i = 0; i < sizeof leaks / sizeof leaks[0]; i++)
			if (strstr(body, leaks[i]))
				fail_msg("%s leaks", leaks[i]);
		assert_non_null(strstr(body, "12,345"));
		assert_non_null(strstr(body, "多元投入")); /* 单元 and 多元 name no money */
		assert_non_null(strstr(body, "no money"));
		assert_int_equal(times(body, lang ? "names sums of money" : "正文含金额"), 4);
		qs_buffer_free(&text);
	}
}

/* Rows of a district become one table with sums; the limits of fiscal capacity are named by the worst year. */
static void the_yearly_table_sums_by_district_and_names_the_limit(void **state)
{
	static const char table[] = "district,year,projects,works_cny,removals_co2e_t,fiscal_share_pct\n北,2026,2,"
				    "10000,1.5,8\n北,2027,2,30000,2.5,2\n"
				    "南,2026,1,0,0,\n\"<b>\",2026,1,0,0,11\n";
	struct qs_plan_source source = {0};
	struct qs_mistakes mistakes;
	struct qs_buffer text;
	struct qs_arena arena;
	struct qs_csv csv;
	struct qs_err err;
	struct read r;
	char *all;

	(void)state;
	all = changed("\"members\":8", "\"members\":8");
	read_text(&r, all);
	qs_arena_init(&arena, NULL);
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_csv_parse(table, strlen(table), "t", &arena, &mistakes, &csv, &err), QS_OK);
	source = (struct qs_plan_source){&r.input.portfolio, &r.input.packs, r.sites, r.n, NULL};
	qs_buffer_init(&text, NULL);
	qs_annual_write(&text, &source, &csv, QS_EN);
	assert_int_equal(times(qs_buffer_text(&text), "<table"), 3);
	assert_non_null(strstr(qs_buffer_text(&text), "<td>all</td><td>–</td><td>–</td><td>4</td>"));
	assert_int_equal(times(qs_buffer_text(&text), "above 7 %: a warning"), 1);
	assert_int_equal(times(qs_buffer_text(&text), "above the limit of 10 %"), 1);
	assert_int_equal(times(qs_buffer_text(&text), "no budget is stated"), 1);
	assert_null(strstr(qs_buffer_text(&text), "<b>"));
	qs_buffer_free(&text);
	qs_mistakes_free(&mistakes);
	qs_arena_free(&arena);
	drop(&r);
	free(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_plan_has_the_eight_blocks_in_their_order),
		cmocka_unit_test(what_is_not_stated_is_marked_and_what_is_stated_is_not),
		cmocka_unit_test(the_estimate_is_the_medians_of_the_summary),
		cmocka_unit_test(texts_of_the_input_are_escaped),
		cmocka_unit_test(no_figure_of_cost_stands_in_the_public_sheet),
		cmocka_unit_test(the_yearly_table_sums_by_district_and_names_the_limit),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
