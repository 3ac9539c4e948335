/* Judging a site in a test: its verdicts, and what must be among the rules that fail or are open. */
#ifndef QS_TESTS_JUDGING_H
#define QS_TESTS_JUDGING_H

#include "tests/portfolio_files.h"

#include "model/market/verdict.h"

#include <math.h>

#define CCER "CCER-14-001-V01"

struct judged {
	struct qs_arena arena;
	const struct qs_verdicts *all;
	size_t m; /* of the methodology looked at */
};

static inline void judge(struct judged *j, const struct read *r, const struct qs_site *site, const char *methodology)
{
	struct qs_err err = {0};

	qs_arena_init(&j->arena, NULL);
	assert_int_equal(qs_judge(&j->arena, &r->input.portfolio, &r->input.packs, site, &j->all, &err), QS_OK);
	for (j->m = 0; j->m < j->all->n && strcmp(j->all->methodologies[j->m].id, methodology) != 0;)
		j->m++;
	assert_true(j->m < j->all->n);
}

static inline const struct qs_site *site_of(const struct read *r, const char *id)
{
	for (size_t i = 0; i < r->n; i++)
		if (!strcmp(r->sites[i].id, id))
			return &r->sites[i];
	fail_msg("no site %s", id);
	return NULL;
}

/* Every rule of a space-separated list is in the mask; with `only`, and no other. */
static inline void expect_rules(const struct judged *j, uint64_t mask, const char *rules, int only, const char *what)
{
	const struct qs_strings *const needs = &j->all->methodologies[j->m].needs;

	for (size_t i = 0; i < needs->n; i++) {
		const char *const at = strstr(rules, needs->items[i]);
		const int named = at && strchr(" ", at[strlen(needs->items[i])]) != NULL;
		const int set = (int)(mask >> i & 1);

		if ((named && !set) || (only && set && !named))
			fail_msg("%s: %s is %sset", what, needs->items[i], set ? "" : "not ");
	}
}

static inline void expect_verdict(const struct judged *j, const struct qs_verdict *v, const char *what,
				  enum qs_grade grade, double ha, const char *failed, const char *missing)
{
	if (v->grade != grade || fabs(v->area_ha - ha) > 1e-6)
		fail_msg("%s: %s on %.7f ha", what, qs_grade_word(v->grade), v->area_ha);
	expect_rules(j, v->failed, failed, 0, what);
	expect_rules(j, v->missing, missing, 0, what);
}

/* The demonstration with every `from` replaced by `to`. */
static inline char *demonstration_with(const char *from, const char *to)
{
	FILE *const file = fopen(QS_SOURCE_DIR "/scenarios/beijing/portfolio.json", "rb");
	char *text, *at;
	long n;

	assert_non_null(file);
	assert_int_equal(strlen(from), strlen(to));
	fseek(file, 0, SEEK_END);
	n = ftell(file);
	rewind(file);
	text = calloc((size_t)n + 1, 1);
	assert_non_null(text);
	assert_int_equal(fread(text, 1, (size_t)n, file), n);
	fclose(file);
	assert_non_null(strstr(text, from));
	for (at = text; (at = strstr(at, from)) != NULL;)
		memcpy(at, to, strlen(to));
	return text;
}

#endif
