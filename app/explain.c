/* `qingshan explain CODE`: what a mistake's code, an exit code or a rule means. */
#include "app/options.h"
#include "io/input.h"
#include "model/base/fields.h"
#include "model/base/mistakes.h"

#include <string.h>

/* Text or hint of a code with its particulars left as {1} {2} {3} {4}. */
static const char *template_of(enum qs_mistake_code code, enum qs_lang lang, int hint, char *buffer, size_t size)
{
	struct qs_mistake mistake = {0};

	mistake.code = code;
	for (int i = 0; i < 4; i++) {
		static const char *const marks[] = {"{1}", "{2}", "{3}", "{4}"};

		mistake.arg[i] = marks[i];
	}
	return qs_mistake_text(&mistake, lang, hint, buffer, size) ? buffer : NULL;
}

static const char *group_of(const struct qs_app *app, const char *word)
{
	static const struct {
		const char *start, *zh, *en;
	} groups[] = {
		{"10", "JSON 与文本", "JSON and text"},
		{"11", "CSV 表", "CSV tables"},
		{"12", "GeoJSON", "GeoJSON"},
		{"21", "单个字段", "one field"},
		{"22", "字段之间", "between fields"},
		{"23", "数据包", "packs"},
		{"29", "提示", "notices"},
	};

	for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
		if (!strncmp(word + 1, groups[i].start, 2))
			return qs_tr(app, groups[i].zh, groups[i].en);
	return "";
}

/* Of codes whose text is made of particulars, or that have a usual cause: what they mean and what to do. */
static const char *more_of(enum qs_mistake_code code, enum qs_lang lang)
{
	static const struct {
		enum qs_mistake_code code;
		const char *zh, *en;
	} rows[] = {
		{QS_E1001, "文件不合 RFC 8259：不许注释、末尾逗号、单引号、NaN；位置指出第一处。",
		 "The file is not RFC 8259: no comments, trailing commas, single quotes or NaN; the place is the first "
		 "of them."},
		{QS_E1007, "读取前就拒绝，以免占尽内存；把场地放进 CSV 或 HDF5 网格。",
		 "Refused before it is read, so that it does not take all memory; put sites into a CSV file or an HDF5 "
		 "grid."},
		{QS_E1101, "表格引号、分隔符或表头有误；列名与 JSON 键相同，嵌套以点连接，如 soil.clay_frac。",
		 "Quotes, separators or headings of a table are wrong; columns are the JSON keys, with dots where they "
		 "nest: soil.clay_frac."},
		{QS_E1201, "要求经纬度（EPSG:4326 或 4490）的要素集合；多边形闭合、不自交。",
		 "Wanted is a collection of features in degrees (EPSG:4326 or 4490) whose polygons are closed and do "
		 "not cross themselves."},
		{QS_E2112, "low、mode、high、mean、sd 须构成分布并包含数值本身，且在字段范围内。",
		 "low, mode, high, mean and sd must make a distribution that holds the value itself and stays in the "
		 "field's range."},
		{QS_E2206, "两个或更多字段合起来不成立，例如起始日期晚于模拟期末、封闭地面带植被；正文说明是哪条规则。",
		 "Two or more fields do not go together, such as a start after the last year, or sealed ground with a "
		 "cover; the text says which rule."},
		{QS_W2903, "可以运行，但有一处多半不是本意，例如未被采用的键；正文说明是哪一处。",
		 "The run goes on, but something is probably not meant so, such as a key that nothing reads; the text "
		 "says what."},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (rows[i].code == code)
			return lang == QS_ZH ? rows[i].zh : rows[i].en;
	return NULL;
}

static qs_status explain_mistake(struct qs_app *app, enum qs_mistake_code code)
{
	const char *const word = qs_mistake_word(code);
	const int error = qs_mistake_is_error(code);
	char zh[512], en[512], hint_zh[512], hint_en[512];
	const char *const text_zh = template_of(code, QS_ZH, 0, zh, sizeof zh);
	const char *const text_en = template_of(code, QS_EN, 0, en, sizeof en);
	const char *const tip_zh = template_of(code, QS_ZH, 1, hint_zh, sizeof hint_zh);
	const char *const tip_en = template_of(code, QS_EN, 1, hint_en, sizeof hint_en);
	struct qs_json_out out;

	if (!app->json) {
		printf("%s %s (%s)\n%s\n", word, error ? qs_tr(app, "错误", "error") : qs_tr(app, "提示", "notice"),
		       group_of(app, word), qs_tr(app, text_zh, text_en));
		if (tip_en)
			printf("%s: %s\n", qs_tr(app, "提示", "hint"), qs_tr(app, tip_zh, tip_en));
		if (more_of(code, app->lang))
			puts(more_of(code, app->lang));
		puts(error ? qs_tr(app, "输入被拒绝，退出码 3；{n} 处为具体内容。",
				   "The input is refused, exit code 3; {n} stands for the particulars.")
			   : qs_tr(app, "不妨碍运行。", "The run goes on."));
		return QS_OK;
	}
	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "code", word);
	qs_json_out_string(&out, "level", error ? "error" : "notice");
	qs_json_out_string(&out, "zh", text_zh);
	qs_json_out_string(&out, "en", text_en);
	qs_json_out_string(&out, "hint_zh", tip_zh);
	qs_json_out_string(&out, "hint_en", tip_en);
	qs_json_out_string(&out, "more_zh", more_of(code, QS_ZH));
	qs_json_out_string(&out, "more_en", more_of(code, QS_EN));
	qs_json_out_end(&out);
	return qs_out_print(app, &out);
}

/* All statuses that share the exit code. */
static qs_status explain_exit(struct qs_app *app, int exit_code)
{
	struct qs_json_out out;
	int found = 0;

	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_int(&out, "exit_code", exit_code);
	qs_json_out_array(&out, "meanings");
	for (int i = 0; i < QS_STATUS_COUNT; i++) {
		if (qs_status_exit_code((qs_status)i) != exit_code)
			continue;
		found = 1;
		if (!app->json)
			printf("%d: %s\n", exit_code, qs_status_text((qs_status)i, app->lang));
		qs_json_out_object(&out, NULL);
		qs_json_out_string(&out, "zh", qs_status_text((qs_status)i, QS_ZH));
		qs_json_out_string(&out, "en", qs_status_text((qs_status)i, QS_EN));
		qs_json_out_end(&out);
	}
	qs_json_out_end(&out);
	qs_json_out_end(&out);
	if (!found)
		return qs_say(app, QS_EUSAGE, "0 1 2 3 4 5 6 70 130 143",
			      qs_tr(app, "没有退出码 %d", "no exit code %d"), exit_code);
	return app->json ? qs_out_print(app, &out) : QS_OK;
}

static qs_status no_code(const struct qs_app *app, const char *word)
{
	const char *words[QS_MISTAKE_CODES + 1];
	const char *near;
	char hint[64];

	for (int i = 0; i < QS_MISTAKE_CODES; i++)
		words[i] = qs_mistake_word((enum qs_mistake_code)i);
	words[QS_MISTAKE_CODES] = NULL;
	near = qs_nearest_word(word, words);
	if (near)
		snprintf(hint, sizeof hint, qs_tr(app, "最接近：%s", "nearest: %s"), near);
	return qs_say(app, QS_EUSAGE, near ? hint : NULL, qs_tr(app, "没有代码“%s”", "no such code: \"%s\""), word);
}

/* ---- rules ---- */

struct rule {
	const char *id, *group, *clause, *words, *source, *severity;
	const struct qs_text *name, *why, *unmet; /* unmet: of a methodology's rule, else NULL */
	enum qs_basis status;
};

/* A rule of the policy or of a methodology; 0 if there is none of the id. */
static int find_rule(const struct qs_packs *packs, const char *id, struct rule *rule)
{
	const struct qs_policy_pack *const p = qs_packs_policy(packs, id);
	const struct qs_rule_pack *const m = qs_packs_rules(packs, id);

	if (p)
		*rule = (struct rule){p->id,     p->group,
				      p->clause, p->words,
				      p->source, qs_words_severity[p->severity],
				      &p->name,  &p->why,
				      NULL,      (enum qs_basis)p->status};
	else if (m)
		*rule = (struct rule){m->id, m->group, NULL,    NULL,      m->source,
				      NULL,  &m->name, &m->why, &m->unmet, (enum qs_basis)m->status};
	return p || m;
}

static qs_status explain_rule(struct qs_app *app, const struct rule *rule)
{
	struct qs_json_out out;

	if (!app->json) {
		printf("%s %s (%s%s%s)\n%s\n%s\n", rule->id, qs_tr(app, "规则", "rule"), rule->group,
		       rule->severity ? ", " : "", rule->severity ? rule->severity : "",
		       qs_tr(app, rule->name->zh, rule->name->en), qs_tr(app, rule->why->zh, rule->why->en));
		if (rule->unmet)
			printf("%s%s\n", qs_tr(app, "不满足时：", "If not met: "),
			       qs_tr(app, rule->unmet->zh, rule->unmet->en));
		if (rule->clause)
			printf("%s %s: %s\n", qs_tr(app, "条款", "clause"), rule->clause, rule->words);
		printf("%s: %s (%s)\n", qs_tr(app, "来源", "source"), rule->source, qs_basis_word(rule->status));
		return QS_OK;
	}
	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "code", rule->id);
	qs_json_out_string(&out, "level", "rule");
	qs_json_out_string(&out, "zh", rule->name->zh);
	qs_json_out_string(&out, "en", rule->name->en);
	qs_json_out_string(&out, "hint_zh", rule->why->zh);
	qs_json_out_string(&out, "hint_en", rule->why->en);
	if (rule->unmet) {
		qs_json_out_string(&out, "unmet_zh", rule->unmet->zh);
		qs_json_out_string(&out, "unmet_en", rule->unmet->en);
	}
	qs_json_out_string(&out, "severity", rule->severity);
	qs_json_out_string(&out, "clause", rule->clause);
	qs_json_out_string(&out, "words", rule->words);
	qs_json_out_string(&out, "source", rule->source);
	qs_json_out_string(&out, "status", qs_basis_word(rule->status));
	qs_json_out_end(&out);
	return qs_out_print(app, &out);
}

static qs_status explain_word(struct qs_app *app, const char *word)
{
	struct qs_packs packs = {0};
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	struct rule rule;
	qs_status status;

	qs_mistakes_init(&mistakes, NULL);
	status = qs_packs_read_shipped(&app->context, &packs, &mistakes, &err);
	if (status)
		qs_say_err(app, &err);
	else if (find_rule(&packs, word, &rule))
		status = explain_rule(app, &rule);
	else
		status = no_code(app, word);
	qs_arena_free(&packs.arena);
	qs_mistakes_free(&mistakes);
	return status;
}

qs_status qs_app_explain(struct qs_app *app, const struct qs_args *args)
{
	const char *const given = args->operand[0];
	char word[16] = {0};
	enum qs_mistake_code code;

	if (strlen(given) <= 3 && given[strspn(given, "0123456789")] == 0 && *given) {
		int value = 0;

		for (const char *at = given; *at; at++)
			value = value * 10 + (*at - '0');
		return explain_exit(app, value);
	}
	for (size_t i = 0; i + 1 < sizeof word && given[i]; i++) /* e2104 is E2104 */
		word[i] = given[i] >= 'a' && given[i] <= 'z' ? (char)(given[i] - 'a' + 'A') : given[i];
	code = strlen(given) < sizeof word ? qs_mistake_of_word(word) : QS_MISTAKE_CODES;
	return code == QS_MISTAKE_CODES ? explain_word(app, given) : explain_mistake(app, code);
}
