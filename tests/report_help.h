/* A portfolio with methodologies, a ranking and a site named to break out of the page; its report as text. */
#ifndef QS_TESTS_REPORT_HELP_H
#define QS_TESTS_REPORT_HELP_H

#include "feed.h"
#include "io/json.h"
#include "io/report_text.h"
#include "io/results.h"
#include "io/text.h"
#include "model/finance/accounts.h"
#include "model/finance/tornado.h"
#include "model/market/credits.h"
#include "model/market/verdict.h"
#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

enum { YEARS = 40, SITES = 3, INPUTS = 3, METHODS = 2, UNITS = 2, RULES = 2, NEAR = 1 };

#define HOSTILE "</script><script>alert('x')</script>"

struct fixture {
	char root[SCRATCH_PATH];
	struct feed feed;
	struct qs_context context;
	struct qs_err err;
	struct qs_methodology_pack methodology[METHODS];
	struct qs_rule_pack rule[RULES];
	const char *need[RULES];
	struct qs_verdict site[METHODS], unit[UNITS * METHODS];
	struct qs_verdicts verdicts;
	struct qs_credit credit[METHODS];
	struct qs_registration registration;
	struct qs_tornado_row row[INPUTS];
	size_t order[INPUTS];
	struct qs_tornado tornado;
	struct qs_arena arena;
	const struct qs_json *summary;
	char *html;
};

static void give_market(struct fixture *f)
{
	static const char *const ids[METHODS] = {"OPEN-1", "CLOSED-1"}, *const rules[RULES] = {"R-NEVER", "R-OPEN"};

	for (int i = 0; i < RULES; i++) {
		qs_fields_default(&qs_table_rule_pack, &f->rule[i]);
		f->rule[i].id = f->need[i] = rules[i];
		f->rule[i].name = i ? (struct qs_text){"权属清晰" HOSTILE, "tenure is clear" HOSTILE}
				    : (struct qs_text){"不在矿业用地上", "it is not on mining land"};
	}
	for (int m = 0; m < METHODS; m++) {
		qs_fields_default(&qs_table_methodology_pack, &f->methodology[m]);
		f->methodology[m].id = ids[m];
		f->methodology[m].name = (struct qs_text){"方法学", "methodology"};
		f->methodology[m].programme = "CCER";
		f->methodology[m].open_to_new_projects = m ? QS_OPEN_NO : QS_OPEN_YES;
		f->methodology[m].as_of = (struct qs_date){2026, 8, 13};
		f->methodology[m].needs = (struct qs_strings){f->need, RULES};
		f->site[m] = (struct qs_verdict){m ? QS_ACCOUNTING_ONLY : QS_CREDIT_CONDITIONAL, 4, 0, 2, 0, 0};
		f->unit[m] = f->site[m];
		f->unit[METHODS + m] = (struct qs_verdict){QS_INELIGIBLE, 3, 1, 0, 0, 0};
		f->credit[m] = (struct qs_credit){&f->methodology[m], m,
						  {.p10 = 2310, .p50 = 3450, .p90 = 5670, .mean = 3560, .share = 1}};
	}
	f->feed.packs.methodologies.items = f->methodology;
	f->feed.packs.methodologies.n = METHODS;
	f->feed.packs.rules.items = f->rule;
	f->feed.packs.rules.n = RULES;
	f->verdicts = (struct qs_verdicts){f->methodology, METHODS, UNITS, f->site, f->unit};
	f->feed.verdicts = &f->verdicts;
	f->feed.credits = f->credit;
	f->feed.credit_count = METHODS;
	qs_fields_default(&qs_table_registration, &f->registration);
	f->registration.id = "r";
	f->registration.methodology = ids[0];
	f->registration.sell = 1;
	f->feed.portfolio.registrations.items = &f->registration;
	f->feed.portfolio.registrations.n = 1;
}

static void give_tornado(struct fixture *f)
{
	f->row[0] = (struct qs_tornado_row){"growth", "生长", "growth", "p10-p90", -7.8e6, -6.2e6, 2000, 5000};
	f->row[1] = (struct qs_tornado_row){"grant", "补助比例 −0.1 / +0.1", "grant share", "-0.1..+0.1", -9e6, -4e6, 3400, 3400};
	f->row[2] = (struct qs_tornado_row){"survival", "成活" HOSTILE, "survival" HOSTILE, "p10-p90", -6.9e6, -6.8e6, 3300, 3350};
	f->order[0] = 1;
	f->order[1] = 0;
	f->order[2] = 2;
	f->tornado = (struct qs_tornado){.computed = 1, .npv = -7e6, .credits = 3400, .rows = f->row, .n = INPUTS,
					 .by_npv = f->order, .npv_count = INPUTS, .by_credits = f->order + 1, .credits_count = 2};
	f->feed.tornado = &f->tornado;
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (!f || scratch_make(f->root))
		return -1;
	qs_arena_init(&f->arena, NULL);
	*state = f;
	feed_init(&f->feed, SITES, YEARS);
	give_market(f);
	give_tornado(f);
	f->feed.portfolio.policy.valid_to = (struct qs_date){2028, 3, 12};
	f->feed.sites[1].name = (struct qs_text){HOSTILE, HOSTILE};
	f->feed.sites[1].locality = HOSTILE;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	free(f->html);
	qs_arena_free(&f->arena);
	feed_free(&f->feed);
	scratch_remove(f->root);
	free(f);
	return 0;
}

/* Runs and keeps report and summary. */
static void run(struct fixture *f, enum qs_lang lang)
{
	char folder[SCRATCH_PATH], at[SCRATCH_PATH + 32];
	struct qs_mistakes mistakes;
	struct qs_sink sink = {0};
	char *text;
	size_t n = 0;

	scratch_join(f->root, "a", folder);
	assert_int_equal(qs_results_open(&f->context, folder, lang, &sink, &f->err), QS_OK);
	assert_int_equal(feed_run(&f->feed, &sink, &f->err), QS_OK);
	assert_int_equal(qs_results_finish(&sink, "{\"command\":\"run\"}", &f->err), QS_OK);
	qs_results_close(&sink);
	snprintf(at, sizeof at, "%s/report.html", folder);
	free(f->html);
	f->html = scratch_read(at, &n);
	assert_non_null(f->html);
	snprintf(at, sizeof at, "%s/summary.json", folder);
	text = scratch_read(at, &n);
	assert_non_null(text);
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_json_parse(text, n, "file", &f->arena, &mistakes, &f->summary, NULL), QS_OK);
	qs_mistakes_free(&mistakes);
	free(text);
}

/* The report from one mark to the next, cut out of it. */
static char *part(const struct fixture *f, const char *from, const char *till)
{
	char *const begin = strstr(f->html, from);

	assert_non_null(begin);
	assert_non_null(strstr(begin, till));
	*strstr(begin, till) = 0;
	return begin;
}

static size_t times(const char *text, const char *piece)
{
	size_t n = 0;

	for (const char *c = strstr(text, piece); c; c = strstr(c + 1, piece))
		n++;
	return n;
}

#endif
