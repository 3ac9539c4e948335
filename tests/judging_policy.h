/* A portfolio of one site with parts put in, and the outcome of one rule of the policy on it. */
#ifndef QS_TESTS_JUDGING_POLICY_H
#define QS_TESTS_JUDGING_POLICY_H

#include "tests/judging.h"
#include "tests/policy_examples.h"

#include "model/policy/judge.h"

static inline void near(double a, double b, double within)
{
	if (!(fabs(a - b) <= within))
		fail_msg("%.17g and not %.17g", a, b);
}

/* site: keys of the site; unit: of its unit; policy: of the portfolio's policy; top: of the portfolio. */
static inline char *portfolio_of(const char *site, const char *unit, const char *policy, const char *top)
{
	const size_t size = 4096;
	char *const text = malloc(size);

	assert_non_null(text);
	snprintf(text, size,
		 "{\"name\":\"one\",\"start_year\":2026,\"years\":10,\"members\":4,%s"
		 "\"regions\":{\"r\":{\"station\":\"54511\"}},\"treatments\":{"
		 "\"closure\":{\"class\":\"natural\",\"measures\":[{\"measure\":\"close_hillside\",\"year\":0}]},"
		 "\"two\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":"
		 "{\"platycladus_orientalis\":0.5,\"acer_truncatum\":0.5},\"stems_per_ha\":1000}]},"
		 "\"three\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":"
		 "{\"platycladus_orientalis\":0.5,\"acer_truncatum\":0.25,\"pinus_tabuliformis\":0.25},"
		 "\"stems_per_ha\":1000}]}},"
		 "\"policy\":{%s},\"sites\":[{\"id\":\"A\",\"name\":\"a\",\"region\":\"r\",\"elevation_m\":300,"
		 "\"rain_mm_per_year\":550,%s,\"units\":[{\"id\":\"A-1\",\"area_ha\":12,\"cover_frac\":0.2%s}]}]}",
		 top, policy, site, unit);
	return text;
}

struct seen {
	const char *rule;
	enum qs_policy_outcome outcome;
	int n;
};

static inline void see(void *self, const struct qs_policy_finding *finding)
{
	struct seen *const seen = self;

	if (strcmp(finding->rule->id, seen->rule) != 0)
		return;
	seen->outcome = finding->outcome;
	seen->n++;
}

static inline enum qs_policy_outcome outcome_of(const char *text, const char *rule,
						const struct qs_policy_results *results)
{
	struct qs_policy_review review;
	struct seen seen = {rule, QS_POLICY_holds, 0};
	struct read r;

	read_text(&r, text);
	if (r.status != QS_OK)
		fail_msg("%s: %s\n%s", rule, r.line, text);
	qs_policy_begin(&review, &r.input.portfolio, &r.input.packs);
	review.tell = see;
	review.self = &seen;
	for (size_t i = 0; i < r.n; i++)
		qs_policy_site(&review, &r.sites[i], results);
	qs_policy_end(&review, results);
	if (seen.n != 1)
		fail_msg("%s: judged %d times", rule, seen.n);
	drop(&r);
	return seen.outcome;
}

#endif
