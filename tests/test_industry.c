/* Income of industry lines rests on the land that is worked on: its units, its treatments, its capacity. */
#include "tests/land_runs.h"

#include <math.h>

#define PLAIN(value, unit) "{\"value\":" value ",\"unit\":\"" unit "\",\"source\":\"test\",\"status\":\"assumption\"}"
#define PACKS(spread)                                                                                                  \
	"{\"accounts\":{\"accounts\":{\"visits_cv_frac\":" PLAIN(spread, "1") ",\"delay_years\":" PLAIN("0", "a") "}}" \
														  "}"

/* 5 and 15 ha; accepted at the end of year 1, whatever the cover: in business from year 2. */
#define PORTFOLIO                                                                                                      \
	"{\"name\":\"t\",\"seed\":\"5\",\"start_year\":2026,\"years\":4,\"members\":40,\"packs\":[\"packs.json\"],"    \
	"\"regions\":{\"west\":{\"station\":\"54511\"}},\"natural_treatment\":\"closure\",\"treatments\":{"            \
	"\"closure\":"                                                                                                 \
	"{\"class\":\"natural\",\"measures\":[{\"measure\":\"patrol\",\"year\":0}]},\"woods\":" WOODS                  \
	",\"meadow\":" WOODS "},"                                                                                      \
	"\"sites\":[{\"id\":\"a\",\"name\":\"a\",\"region\":\"west\",\"type\":\"degraded_ecosystem\",\"elevation_m\":" \
	"300,"                                                                                                         \
	"\"rain_mm_per_year\":550,\"finance\":{\"acceptance_due\":2027,\"acceptance_cover_frac\":0,\"revenues\":[{"    \
	"\"line\":\"eco_tourism\","                                                                                    \
	"\"visits_per_year\":4000,\"cny_per_visit\":10,\"cny_per_year\":8000%s}]},\"units\":["                         \
	"{\"id\":\"u\",\"area_ha\":5,\"substrate\":\"native\",\"cover_frac\":0.6,\"treatment\":\"%s\"},"               \
	"{\"id\":\"v\",\"area_ha\":15,\"substrate\":\"native\",\"cover_frac\":0.6,\"treatment\":\"%s\"}]}]}"
#define WOODS                                                                                                          \
	"{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":0,\"species\":{\"pinus_tabuliformis\":" \
	"1},"                                                                                                          \
	"\"stems_per_ha\":1000}]}"

/* Mean income of the last year with packs, what the line asks, treatments of 5 and 15 ha. */
static double income(const char *packs, const char *asked, const char *u, const char *v)
{
	struct kept k;
	double last;

	run_text(&k, 1, packs, PORTFOLIO, asked, u, v);
	last = line_at(&k, 0, QS_LINE_OF_industry_income, 3);
	forget(&k);
	return last;
}

static void near(double a, double b)
{
	if (!(fabs(a - b) <= 0.01))
		fail_msg("%.12g and not %.12g", a, b);
}

static void a_line_earns_by_the_share_of_its_units_that_is_worked_on(void **state)
{
	static const char both[] = ",\"units\":[\"u\",\"v\"]", packs[] = PACKS("0");

	(void)state;
	near(income(packs, both, "woods", "woods"), 48000);
	near(income(packs, both, "woods", "closure"), 12000);
	near(income(packs, both, "closure", "woods"), 36000);
	near(income(packs, both, "closure", "closure"), 0);
	near(income(packs, ",\"units\":[\"u\"]", "woods", "closure"), 48000);
	near(income(packs, ",\"units\":[\"u\"]", "closure", "woods"), 0);
	near(income(packs, "", "woods", "closure"), 48000); /* as planned: what is stated is of this plan */
	near(income(packs, "", "closure", "closure"), 0);
	near(income(packs, ",\"units\":[\"u\",\"v\"],\"needs_works\":false", "closure", "closure"), 48000);
}

static void a_unit_counts_if_its_treatment_is_one_that_the_line_names(void **state)
{
	static const char packs[] = PACKS("0");

	(void)state;
	near(income(packs, ",\"treatments\":[\"meadow\"]", "meadow", "meadow"), 48000);
	near(income(packs, ",\"treatments\":[\"meadow\"]", "meadow", "woods"), 12000);
	near(income(packs, ",\"treatments\":[\"meadow\"]", "woods", "woods"), 0);
}

/* 4,000 visits; the 5 ha bear 500. What is paid by the year has no capacity. */
static void visits_end_at_what_the_ground_bears(void **state)
{
	static const char certain[] = PACKS("0"), spread[] = PACKS("0.4");
	static const char asked[] = ",\"units\":[\"u\"],\"most_visits_per_ha\":100";

	(void)state;
	near(income(certain, asked, "woods", "closure"), 500 * 10 + 8000);
	near(income(certain, ",\"most_visits_per_ha\":200", "woods", "woods"), 48000);
	/* a cap at the mean takes off what lies above it, member by member */
	assert_true(income(spread, ",\"most_visits_per_ha\":200", "woods", "woods") <
		    0.95 * income(spread, "", "woods", "woods"));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_earns_by_the_share_of_its_units_that_is_worked_on),
		cmocka_unit_test(a_unit_counts_if_its_treatment_is_one_that_the_line_names),
		cmocka_unit_test(visits_end_at_what_the_ground_bears),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
