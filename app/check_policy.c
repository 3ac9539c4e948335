#include "app/check_policy.h"

#include "io/mistakes_print.h"
#include "model/policy/judge.h"

#include <math.h>
#include <string.h>

enum { CHUNK = 1024, TOLD = 12, FACTS = 160 };

/* What is kept of a finding: sites are gone when the findings are printed. */
struct kept {
	const char *site, *unit, *facts; /* facts: "id value unit, …", or "" */
	struct kept *next;
};

struct findings {
	struct qs_app *app;
	const struct qs_packs *packs;
	struct {
		struct kept *first, **last;
		size_t n;
	} * of;                 /* by rule and outcome */
	struct qs_json_out out; /* rows of JSON, in the order of judging */
	int no_memory;
};

static void put_value(const struct qs_fact_row *row, double number, char *text, size_t size)
{
	char digits[32];

	if (row->type == QS_FACT_DATE)
		snprintf(text, size, "%s %04d-%02d-%02d", row->id, (int)number / 10000, (int)number / 100 % 100,
			 (int)number % 100);
	else if (row->type == QS_FACT_WORD)
		snprintf(text, size, "%s %s", row->id, row->words[(int)number]);
	else if (row->type == QS_FACT_BOOL)
		snprintf(text, size, "%s %s", row->id, number > 0 ? "true" : "false");
	else {
		snprintf(digits, sizeof digits, "%.6g", number);
		snprintf(text, size, "%s %s%s%s", row->id, digits, strcmp(row->unit, "1") ? " " : "",
			 strcmp(row->unit, "1") ? row->unit : "");
	}
}

/* The facts that the rule shows and that are known, in one text. */
static const char *facts_text(struct findings *findings, const struct qs_policy_finding *finding)
{
	char text[FACTS * 4] = "";
	size_t n = 0;

	for (size_t i = 0; i < finding->rule->shows.n; i++) {
		const long id = qs_fact_find(finding->rule->shows.items[i]);
		struct qs_fact_value value;
		struct qs_fact_row row;
		char one[FACTS];

		value = qs_fact_value(finding->facts, (size_t)id);
		if (!value.known || n + FACTS + 2 > sizeof text)
			continue;
		qs_fact_row((size_t)id, &row);
		put_value(&row, value.number, one, sizeof one);
		n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", n ? ", " : "", one);
	}
	return qs_arena_text(&findings->app->arena, text, n);
}

static void put_facts(struct qs_json_out *out, const struct qs_policy_finding *finding)
{
	qs_json_out_row(out, "facts");
	for (size_t i = 0; i < finding->rule->shows.n; i++) {
		const long id = qs_fact_find(finding->rule->shows.items[i]);
		const struct qs_fact_value value = qs_fact_value(finding->facts, (size_t)id);
		struct qs_fact_row row;
		char date[40];

		qs_fact_row((size_t)id, &row);
		snprintf(date, sizeof date, "%04d-%02d-%02d", (int)value.number / 10000, (int)value.number / 100 % 100,
			 (int)value.number % 100);
		if (!value.known)
			qs_json_out_null(out, row.id);
		else if (row.type == QS_FACT_DATE)
			qs_json_out_string(out, row.id, date);
		else if (row.type == QS_FACT_WORD)
			qs_json_out_string(out, row.id, row.words[(int)value.number]);
		else if (row.type == QS_FACT_BOOL)
			qs_json_out_bool(out, row.id, value.number > 0);
		else
			qs_json_out_number(out, row.id, value.number);
	}
	qs_json_out_end(out);
}

static void put_finding(struct qs_json_out *out, const struct qs_policy_finding *finding)
{
	const struct qs_policy_pack *const rule = finding->rule;

	qs_json_out_object(out, NULL);
	qs_json_out_string(out, "rule", rule->id);
	qs_json_out_string(out, "severity", qs_words_severity[rule->severity]);
	qs_json_out_string(out, "outcome", qs_policy_outcome_word(finding->outcome));
	qs_json_out_string(out, "site", finding->site ? finding->site->id : NULL);
	qs_json_out_string(out, "unit", finding->unit ? finding->unit->id : NULL);
	qs_json_out_string(out, "clause", rule->clause);
	qs_json_out_string(out, "name_zh", rule->name.zh);
	qs_json_out_string(out, "name_en", rule->name.en);
	qs_json_out_string(out, "why_zh", rule->why.zh);
	qs_json_out_string(out, "why_en", rule->why.en);
	put_facts(out, finding);
	qs_json_out_end(out);
}

static void keep(void *self, const struct qs_policy_finding *finding)
{
	struct findings *const findings = self;
	const size_t rule = (size_t)(finding->rule - findings->packs->policy.items);
	const size_t at = rule * QS_POLICY_OUTCOME_COUNT + (size_t)finding->outcome;
	struct qs_arena *const arena = &findings->app->arena;
	struct kept *kept;

	if (finding->outcome == QS_POLICY_not_concerned)
		return;
	if (findings->app->json) {
		put_finding(&findings->out, finding);
		return;
	}
	kept = qs_arena_take(arena, 1, sizeof *kept);
	if (!kept) {
		findings->no_memory = 1;
		return;
	}
	kept->next = NULL;
	kept->site = finding->site ? qs_arena_text(arena, finding->site->id, strlen(finding->site->id)) : "";
	kept->unit = finding->unit ? qs_arena_text(arena, finding->unit->id, strlen(finding->unit->id)) : "";
	kept->facts = facts_text(findings, finding);
	findings->no_memory |= !kept->site || !kept->unit || !kept->facts;
	if (!findings->of[at].n++)
		findings->of[at].first = kept;
	else
		*findings->of[at].last = kept;
	findings->of[at].last = &kept->next;
}

/* ---- text ---- */

static void print_rule(const struct findings *findings, size_t rule, enum qs_policy_outcome outcome)
{
	const struct qs_app *const app = findings->app;
	const struct qs_policy_pack *const pack = &findings->packs->policy.items[rule];
	const size_t at = rule * QS_POLICY_OUTCOME_COUNT + (size_t)outcome;
	size_t told = 0;

	if (!findings->of[at].n)
		return;
	fputs("  ", stdout);
	qs_put_padded(stdout,
		      outcome == QS_POLICY_broken && pack->severity == QS_CALC
			      ? qs_tr(app, "未达到", "not reached")
			      : qs_policy_outcome_label(outcome, app->lang),
		      12);
	putchar(' ');
	qs_put_padded(stdout, pack->id, 8);
	printf(" %s [%s]\n", qs_tr(app, pack->name.zh, pack->name.en), pack->clause);
	for (const struct kept *kept = findings->of[at].first; kept && told < TOLD; kept = kept->next) {
		const char *const who = *kept->unit ? kept->unit : kept->site;

		if (!*who && !*kept->facts)
			continue;
		if (outcome != QS_POLICY_broken && !*kept->facts) {
			printf("%s%s", told++ ? ", " : "                        ", who);
			continue;
		}
		printf("%s%s%s%s%s", told++ ? "\n                        " : "                        ", who,
		       *who && *kept->facts ? " (" : "", kept->facts, *who && *kept->facts ? ")" : "");
	}
	if (told && findings->of[at].n > TOLD)
		printf(qs_tr(app, "，另 %zu 处", ", %zu more"), findings->of[at].n - TOLD);
	if (told)
		putchar('\n');
	if (outcome != QS_POLICY_holds)
		printf("                        %s%s\n", qs_tr(app, "依据：", "settled by: "),
		       qs_tr(app, pack->why.zh, pack->why.en));
}

static const char *severity_label(const struct qs_app *app, int severity)
{
	static const char *const labels[][2] = {{"硬性", "hard"}, {"软性", "soft"}, {"信息", "info"}, {"测算", "calc"}};

	return qs_tr(app, labels[severity][0], labels[severity][1]);
}

static void print_all(const struct findings *findings, const struct qs_policy_review *review)
{
	static const enum qs_policy_outcome order[] = {QS_POLICY_broken, QS_POLICY_not_known, QS_POLICY_holds};
	const struct qs_app *const app = findings->app;

	for (int severity = 0; severity < QS_SEVERITIES; severity++) {
		const uint64_t *const count = review->count[severity];

		fputs(severity_label(app, severity), stdout);
		for (int i = 0; i < QS_POLICY_OUTCOME_COUNT; i++)
			printf("%s %s %llu", i ? "," : ":",
			       qs_policy_outcome_label((enum qs_policy_outcome)i, app->lang),
			       (unsigned long long)count[i]);
		putchar('\n');
		for (size_t o = 0; o < sizeof order / sizeof order[0]; o++)
			for (size_t rule = 0; rule < findings->packs->policy.n; rule++)
				if (findings->packs->policy.items[rule].severity == severity)
					print_rule(findings, rule, order[o]);
	}
}

/* ---- JSON ---- */

static void put_counts(struct qs_json_out *out, const struct qs_policy_review *review)
{
	qs_json_out_object(out, "counts");
	for (int severity = 0; severity < QS_SEVERITIES; severity++) {
		qs_json_out_row(out, qs_words_severity[severity]);
		for (int i = 0; i < QS_POLICY_OUTCOME_COUNT; i++)
			qs_json_out_uint(out, qs_policy_outcome_word((enum qs_policy_outcome)i),
					 review->count[severity][i]);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

static qs_status print_json(struct findings *findings, const struct qs_policy_review *review,
			    const struct qs_mistakes *mistakes)
{
	struct qs_app *const app = findings->app;
	const char *const text = qs_mistakes_json(mistakes, app->lang, 0, &app->arena);
	const struct qs_json *root = NULL;
	struct qs_mistakes none;
	struct qs_json_out out;
	struct qs_err err = {0};
	const char *rows;
	qs_status status;

	qs_json_out_end(&findings->out);
	rows = qs_json_out_text(&findings->out, NULL);
	if (!text || !rows)
		return qs_say(app, QS_ENOMEM, NULL, "findings");
	qs_mistakes_init(&none, NULL);
	status = qs_json_parse(text, strlen(text), "", &app->arena, &none, &root, &err);
	qs_mistakes_free(&none);
	if (status)
		return qs_say_err(app, &err);
	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	for (const struct qs_json *child = root->first; child; child = child->next)
		qs_json_out_value(&out, child->key, child);
	qs_json_out_object(&out, "policy");
	put_counts(&out, review);
	qs_json_out_number(&out, "natural_first_index", review->natural_first_index);
	qs_json_out_number(&out, "plan_completeness", review->plan_blocks);
	qs_json_out_raw(&out, "findings", rows);
	qs_json_out_end(&out);
	qs_json_out_end(&out);
	return qs_out_print(app, &out);
}

qs_status qs_check_policy(struct qs_app *app, struct qs_input *input, const struct qs_mistakes *mistakes)
{
	struct findings findings = {.app = app, .packs = &input->packs};
	struct qs_policy_review review;
	const struct qs_site *sites;
	qs_status status = QS_OK;
	size_t n = 0;

	findings.of =
		qs_arena_take(&app->arena, input->packs.policy.n * QS_POLICY_OUTCOME_COUNT + 1, sizeof *findings.of);
	if (!findings.of)
		return qs_say(app, QS_ENOMEM, NULL, "findings");
	qs_out_open(app, &findings.out);
	qs_json_out_array(&findings.out, NULL);
	qs_policy_begin(&review, &input->portfolio, &input->packs);
	review.tell = keep;
	review.self = &findings;
	input->sites.rewind(input->sites.self);
	do {
		if (input->sites.next(input->sites.self, &sites, CHUNK, &n))
			return qs_say(app, QS_EFILE, NULL, "%s", qs_tr(app, "无法读取场地", "sites cannot be read"));
		for (size_t i = 0; i < n; i++)
			qs_policy_site(&review, &sites[i], NULL);
	} while (n);
	qs_policy_end(&review, NULL);
	if (findings.no_memory)
		return qs_say(app, QS_ENOMEM, NULL, "findings");
	if (app->json)
		status = print_json(&findings, &review, mistakes);
	else
		print_all(&findings, &review);
	if (status)
		return status;
	return review.count[QS_HARD][QS_POLICY_broken] ? QS_EFAILED : QS_OK;
}
