/* Rules and methodologies: every condition is whole, compares what can be compared, and names facts and rules that
 * there are. What is left of the tree after this check needs no doubt when it is judged. */
#include "io/check.h"

#include "model/market/facts.h"
#include "model/market/rating.h"

#include <stdio.h>
#include <string.h>

enum { PATH = 512 };

static int given(const struct qs_condition *node, const char *name)
{
	return qs_was_given(&qs_table_condition, &node->given, name);
}

static void say(struct qs_check *check, const struct qs_condition *node, const char *path, const char *what)
{
	qs_check_say(check, QS_E2206, &node->given, path, what, NULL, NULL);
}

static void check_op(struct qs_check *check, const struct qs_condition *leaf, const char *path)
{
	int known = 0;

	for (int i = 0; leaf->op && qs_words_op[i]; i++)
		known |= !strcmp(qs_words_op[i], leaf->op);
	if (!leaf->op)
		say(check, leaf, path, "缺少比较符 op\x1fthe comparison \"op\" is missing");
	else if (!known)
		qs_check_say(check, QS_E2105, &leaf->given, path, leaf->op, "<, <=, >, >=, ==, !=", NULL);
}

static void check_words(struct qs_check *check, const struct qs_condition *leaf, const struct qs_fact_row *fact,
			const char *path)
{
	if (!given(leaf, "is"))
		say(check, leaf, path, "该事实是一个词，需要 is\x1fthe fact is a word and needs \"is\"");
	for (size_t i = 0; i < leaf->is.n; i++)
		qs_check_reference(check, &leaf->given, path, "取值\x1fword", leaf->is.items[i], fact->words);
}

/* A leaf has what its fact's type needs and nothing else. */
static void check_leaf(struct qs_check *check, const struct qs_condition *leaf, const char *path)
{
	const long i = leaf->fact ? qs_fact_find(leaf->fact) : -1;
	struct qs_fact_row fact;
	int number, date, word;

	if (i < 0) {
		qs_check_reference(check, &leaf->given, path,
				   "事实\x1f"
				   "fact",
				   leaf->fact, check->facts);
		return;
	}
	qs_fact_row((size_t)i, &fact);
	number = fact.type == QS_FACT_NUMBER;
	date = fact.type == QS_FACT_DATE;
	word = fact.type == QS_FACT_WORD;
	if (number || date)
		check_op(check, leaf, path);
	if (number && !given(leaf, "value"))
		say(check, leaf, path, "该事实是数，需要 value\x1fthe fact is a number and needs \"value\"");
	if (date && !leaf->date.year)
		say(check, leaf, path, "该事实是日期，需要 date\x1fthe fact is a date and needs \"date\"");
	if (word)
		check_words(check, leaf, &fact, path);
	if ((given(leaf, "op") && !number && !date) || (given(leaf, "value") && !number) ||
	    (leaf->date.year && !date) || (given(leaf, "is") && !word))
		say(check, leaf, path,
		    "与事实的类型不符\x1f"
		    "does not fit the type of the fact");
}

static void check_conditions(struct qs_check *check, const struct qs_condition *nodes, size_t n, const char *path);

static void check_node(struct qs_check *check, const struct qs_condition *node, const char *path)
{
	const struct {
		const char *name;
		const struct qs_condition *items;
		size_t n;
	} branches[] = {
		{"all", node->all.items, node->all.n},
		{"any", node->any.items, node->any.n},
		{"not", node->not .items, node->not .n},
	};
	int parts = given(node, "fact");
	char at[PATH];

	for (size_t i = 0; i < 3; i++)
		parts += given(node, branches[i].name);
	if (parts != 1) {
		say(check, node, path,
		    "条件须恰有 fact、all、any、not 之一\x1f"
		    "a condition has exactly one of fact, all, any and not");
		return;
	}
	if (given(node, "fact")) {
		check_leaf(check, node, path);
		return;
	}
	if (given(node, "op") || given(node, "value") || given(node, "date") || given(node, "is"))
		say(check, node, path, "没有事实可比较\x1fthere is no fact to compare");
	for (size_t i = 0; i < 3; i++) {
		if (!given(node, branches[i].name))
			continue;
		if (snprintf(at, sizeof at, "%s/%s", path, branches[i].name) >= PATH)
			at[PATH - 1] = 0; /* deep in a tree the path is cut; the place is not */
		check_conditions(check, branches[i].items, branches[i].n, at);
	}
}

static void check_conditions(struct qs_check *check, const struct qs_condition *nodes, size_t n, const char *path)
{
	for (size_t i = 0; i < n; i++) {
		char at[PATH];

		if (snprintf(at, sizeof at, "%s/%zu", path, i) >= PATH)
			at[PATH - 1] = 0;
		check_node(check, &nodes[i], at);
	}
}

/* Steps rise, and there is a share for each; one more where the last limit does not end them. */
static void check_steps(struct qs_check *check, const struct qs_methodology_pack *pack)
{
	const struct qs_series *const limits = &pack->deduction_limits, *const shares = &pack->deduction_shares;
	int wrong = shares->n < limits->n || shares->n > limits->n + 1;
	char path[160];

	for (size_t i = 1; i < limits->n; i++)
		wrong |= !(limits->items[i] > limits->items[i - 1]);
	snprintf(path, sizeof path, "/methodologies/%s/deduction_limits", pack->id);
	if (wrong)
		qs_check_say(check, QS_E2206, &pack->given, path,
			     "界限须递增，比例与界限同数或多一\x1f"
			     "limits must rise, with as many shares or one more",
			     NULL, NULL);
}

/* A matrix of risks has a score for each pair of classes, and classes that take every loss and interval. */
static void check_matrix(struct qs_check *check, const struct qs_methodology_pack *pack)
{
	const struct qs_series *const losses = &pack->risk_losses, *const intervals = &pack->risk_intervals;
	int wrong = pack->risk_scores.n != losses->n * intervals->n || losses->n > QS_RISK_CLASSES_MOST ||
		    intervals->n > QS_RISK_CLASSES_MOST;
	char path[160];

	for (size_t i = 1; i < losses->n; i++)
		wrong |= !(losses->items[i] < losses->items[i - 1]);
	for (size_t i = 1; i < intervals->n; i++)
		wrong |= !(intervals->items[i] > intervals->items[i - 1]);
	if (pack->risk_scores.n && !wrong)
		wrong = losses->items[losses->n - 1] > 0 || intervals->items[0] > 0;
	snprintf(path, sizeof path, "/methodologies/%s/risk_scores", pack->id);
	if (wrong)
		qs_check_say(check, QS_E2206, &pack->given, path,
			     "损失率下限须递减至 0，间隔下限须自 0 递增，各至多 12 类，分值逐对给出\x1f"
			     "limits of loss fall to 0, those of intervals rise from 0, at most 12 of each, with a "
			     "score for each pair",
			     NULL, NULL);
}

/* A text is verified only with a source that is not recalled, as a figure is (io/read_figure.c). */
static void check_status(struct qs_check *check, const struct qs_given *given, const char *kind, const char *id,
			 int status, const char *source)
{
	char path[160];

	snprintf(path, sizeof path, "/%s/%s/status", kind, id);
	if (status == QS_VERIFIED && qs_basis_doubt(source))
		qs_check_say(check, QS_E2115, given, path, qs_basis_doubt(source), NULL, NULL);
}

/* A methodology's list of rules: a bit each, and each of them known. */
static void check_list(struct qs_check *check, const struct qs_methodology_pack *pack, const char *name,
		       const struct qs_strings *rules)
{
	char path[160];

	snprintf(path, sizeof path, "/methodologies/%s/%s", pack->id, name);
	if (rules->n > QS_NEEDS_MOST)
		qs_check_say(check, QS_E2206, &pack->given, path,
			     "规则不得超过 64 条\x1f"
			     "a methodology has at most 64 rules",
			     NULL, NULL);
	for (size_t i = 0; i < rules->n; i++)
		qs_check_reference(check, &pack->given, path, "规则\x1frule", rules->items[i], check->rules);
}

static void check_methodology(struct qs_check *check, const struct qs_methodology_pack *pack)
{
	char path[160];

	check_steps(check, pack);
	check_matrix(check, pack);
	check_status(check, &pack->given, "methodologies", pack->id, pack->status, pack->source);
	snprintf(path, sizeof path, "/methodologies/%s/pools", pack->id);
	for (size_t i = 0; i < pack->pools.n; i++)
		qs_check_reference(check, &pack->given, path, "碳库\x1fpool", pack->pools.items[i],
				   qs_words_credit_pool);
	check_list(check, pack, "informs", &pack->informs);
	check_list(check, pack, "additionality", &pack->additionality);
	check_list(check, pack, "of_registration", &pack->of_registration);
	check_list(check, pack, "needs", &pack->needs);
}

static void check_policy(struct qs_check *check, const struct qs_policy_pack *rule)
{
	char path[160];

	snprintf(path, sizeof path, "/policy/%s/when", rule->id);
	check_conditions(check, rule->when.items, rule->when.n, path);
	snprintf(path, sizeof path, "/policy/%s/applies", rule->id);
	check_conditions(check, rule->applies.items, rule->applies.n, path);
	for (size_t i = 0; i < rule->shows.n; i++) {
		snprintf(path, sizeof path, "/policy/%s/shows/%zu", rule->id, i);
		qs_check_reference(check, &rule->given, path,
				   "事实\x1f"
				   "fact",
				   rule->shows.items[i], check->facts);
	}
}

/* A fact is set to what its type can be. */
static void check_set(struct qs_check *check, const struct qs_fact_set *set, const char *path)
{
	const long i = set->fact ? qs_fact_find(set->fact) : -1;
	const int number = qs_was_given(&qs_table_fact_set, &set->given, "value");
	struct qs_fact_row fact;

	if (i < 0) {
		qs_check_reference(check, &set->given, path,
				   "事实\x1f"
				   "fact",
				   set->fact, check->facts);
		return;
	}
	qs_fact_row((size_t)i, &fact);
	if (fact.type == QS_FACT_WORD && set->is)
		qs_check_reference(check, &set->given, path, "取值\x1fword", set->is, fact.words);
	if (fact.type == QS_FACT_DATE || (fact.type == QS_FACT_WORD) != (set->is != NULL) ||
	    (set->is != NULL) == number)
		qs_check_say(check, QS_E2206, &set->given, path,
			     "与事实的类型不符\x1f"
			     "does not fit the type of the fact",
			     NULL, NULL);
}

static void check_change(struct qs_check *check, const struct qs_change_pack *change, const char *const *ids,
			 const char *const *methodologies)
{
	int waits = !change->waits_for;
	char path[160];

	snprintf(path, sizeof path, "/changes/%s/when", change->id);
	check_conditions(check, change->when.items, change->when.n, path);
	for (size_t i = 0; i < change->sets.n; i++) {
		snprintf(path, sizeof path, "/changes/%s/sets/%zu", change->id, i);
		check_set(check, &change->sets.items[i], path);
		waits |= change->waits_for && change->sets.items[i].fact && !change->sets.items[i].is &&
			 !strcmp(change->sets.items[i].fact, change->waits_for);
	}
	snprintf(path, sizeof path, "/changes/%s", change->id);
	if (!waits)
		qs_check_say(check, QS_E2206, &change->given, path,
			     "waits_for 应为 sets 中的数值事实\x1f"
			     "waits_for must be a number among sets",
			     NULL, NULL);
	for (size_t i = 0; i < change->serves.n; i++)
		qs_check_reference(check, &change->given, path, "方法学\x1fmethodology", change->serves.items[i],
				   methodologies);
	for (size_t i = 0; i < change->after.n; i++)
		qs_check_reference(check, &change->given, path,
				   "变更\x1f"
				   "change",
				   change->after.items[i], ids);
	for (size_t i = 0; i < change->conflicts_with.n; i++)
		qs_check_reference(check, &change->given, path,
				   "变更\x1f"
				   "change",
				   change->conflicts_with.items[i], ids);
}

static void check_changes(struct qs_check *check)
{
	const struct qs_packs *const packs = check->packs;
	const char *const *const ids =
		qs_check_ids(check, packs->changes.items, packs->changes.n, sizeof *packs->changes.items);

	const char *const *const methodologies = qs_check_ids(check, packs->methodologies.items, packs->methodologies.n,
							      sizeof *packs->methodologies.items);

	for (size_t i = 0; ids && methodologies && i < packs->changes.n; i++)
		check_change(check, &packs->changes.items[i], ids, methodologies);
	if (packs->changes.n > QS_CHANGES_MOST)
		qs_check_say(check, QS_E2206, &packs->changes.items[0].given, "/changes",
			     "变更不得超过 20 种\x1f"
			     "there are at most 20 changes",
			     NULL, NULL);
}

/* What lines of income get into the way of. */
static void check_lines(struct qs_check *check)
{
	for (size_t i = 0; i < check->packs->revenue_lines.n; i++) {
		const struct qs_revenue_line_pack *const line = &check->packs->revenue_lines.items[i];

		for (size_t k = 0; k < line->conflicts_with.n; k++)
			qs_check_reference(check, &line->given, "/revenue_lines", "规则\x1frule",
					   line->conflicts_with.items[k], check->rules);
	}
	for (size_t s = 0; s < check->sites->n; s++)
		for (size_t r = 0; r < check->sites->items[s].finance.revenues.n; r++) {
			const struct qs_revenue *const revenue = &check->sites->items[s].finance.revenues.items[r];

			for (size_t k = 0; k < revenue->conflicts_with.n; k++)
				qs_check_reference(check, &revenue->given, "/sites/finance/revenues", "规则\x1frule",
						   revenue->conflicts_with.items[k], check->rules);
		}
}

void qs_check_rules(struct qs_check *check)
{
	check_changes(check);
	check_lines(check);
	for (size_t i = 0; i < check->packs->rules.n; i++) {
		const struct qs_rule_pack *const rule = &check->packs->rules.items[i];
		char path[160];

		snprintf(path, sizeof path, "/rules/%s/when", rule->id);
		check_conditions(check, rule->when.items, rule->when.n, path);
		check_status(check, &rule->given, "rules", rule->id, rule->status, rule->source);
	}
	if (check->packs->policy.n > QS_POLICY_RULES_MOST)
		qs_check_say(check, QS_E2206, &check->packs->policy.items->given, "/policy",
			     "政策规则不得超过 256 条\x1f"
			     "there are at most 256 rules of policy",
			     NULL, NULL);
	for (size_t i = 0; i < check->packs->policy.n; i++)
		check_policy(check, &check->packs->policy.items[i]);
	for (size_t i = 0; i < check->packs->methodologies.n; i++)
		check_methodology(check, &check->packs->methodologies.items[i]);
}
