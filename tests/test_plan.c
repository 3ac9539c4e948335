/* The draft of a restoration plan: eight blocks in two languages, what is missing marked, nothing of the input trusted.
 */
#include "tests/portfolio_files.h"

#include "io/plan.h"

static size_t times(const char *text, const char *what)
{
	size_t n = 0;

	for (const char *at = text; (at = strstr(at, what)) != NULL; at++)
		n++;
	return n;
}

/* The plan of a portfolio with keys put in; summary is JSON or NULL. */
static void draft(struct qs_buffer *to, const char *policy, const char *summary, enum qs_lang lang)
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
	qs_plan_write(to, &(struct qs_plan_source){&r.input.portfolio, &r.input.packs, r.sites, r.n, root}, lang);
	assert_int_equal(qs_buffer_status(to, &err), QS_OK);
	qs_mistakes_free(&mistakes);
	qs_arena_free(&arena);
	drop(&r);
	free(text);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_plan_has_the_eight_blocks_in_their_order),
		cmocka_unit_test(what_is_not_stated_is_marked_and_what_is_stated_is_not),
		cmocka_unit_test(the_estimate_is_the_medians_of_the_summary),
		cmocka_unit_test(texts_of_the_input_are_escaped),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
