/* Non-permanence rated by what a run simulates: events and intervals, the matrix, registrations alone and shared. */
#include "model/market/rating.h"
#include "tests/land_runs.h"

#include <math.h>

static double losses[] = {0.7, 0.5, 0.25, 0.05, 0}, intervals[] = {0, 10, 25, 50, 100};
static double scores[] = {100, 30, 20, 5, 4, 30, 20, 5, 4, 3, 20, 5, 4, 3, 2, 5, 4, 3, 2, 1, 4, 3, 2, 1, 1};

static struct qs_methodology_pack pack(void)
{
	return (struct qs_methodology_pack){.risk_losses = {.items = losses, .n = 5},
					    .risk_intervals = {.items = intervals, .n = 5},
					    .risk_scores = {.items = scores, .n = 25},
					    .risk_mitigation_frac.value = 0.5,
					    .risk_other_natural_pct.value = 1,
					    .risk_internal_pct.value = 3,
					    .risk_external_pct.value = 2,
					    .risk_least_pct.value = 10};
}

/* Fire burns, die-back does not; works are no event; what grows back in the year hides what was lost. */
static void events_are_told_apart_and_works_are_none(void **state)
{
	static const int64_t before[] = {100, 100, 100, 100, 0, 100}, now[] = {40, 80, 100, 70, 10, 120};
	static const int64_t burnt[] = {30, 0, 0, 0, 0, 5}, removed[] = {0, 0, 0, 30, 0, 0};
	struct qs_risk_tally tally = {0};

	(void)state;
	qs_risk_tally_year(&tally, 0.01, 6, before, now, burnt, removed);
	assert_true(fabs(tally.member_years - 5) < 1e-12); /* one has nothing to lose */
	assert_true(fabs(tally.events[QS_RISK_FIRE] - 2) < 1e-12 && fabs(tally.lost[QS_RISK_FIRE] - 0.6) < 1e-12);
	assert_true(fabs(tally.events[QS_RISK_DIE_BACK] - 1) < 1e-12 &&
		    fabs(tally.lost[QS_RISK_DIE_BACK] - 0.2) < 1e-12);
	tally = (struct qs_risk_tally){0};
	qs_risk_tally_year(&tally, 0.25, 6, before, now, burnt, removed); /* a fall of 20 % is now too small */
	assert_true(tally.events[QS_RISK_DIE_BACK] <= 0 && tally.events[QS_RISK_FIRE] > 1);
}

static void scores_are_those_of_the_matrix(void **state)
{
	static const struct {
		struct qs_risk_tally tally;
		double fire, die_back, held; /* held < 0: refused */
	} table[] = {
		/* 60 % every 40 years: 5 x 0.5; 20 % every 16 years: 4 x 0.5; and 1 + 3 + 2 */
		{{400, {10, 25}, {6, 5}}, 2.5, 2, 10.5},
		/* nothing in 400 member-years: least of both, and the programme's least */
		{{400, {0, 0}, {0, 0}}, 0.5, 0.5, 10},
		/* nothing in 20: no more is known */
		{{20, {0, 0}, {0, 0}}, 1.5, 1.5, 10},
		{{400, {50, 0}, {40, 0}}, (double)NAN, 0.5, -1}, /* 80 % every 8 years */
		{{400, {4, 40}, {2.8, 8}}, 2, 2, 10},            /* limits belong to the class that begins there */
	};
	const struct qs_methodology_pack m = pack();

	(void)state;
	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
		const struct qs_risk_rating r = qs_risk_rate(&m, &table[i].tally);

		if (isnan(table[i].fire) ? !isnan(r.cause[0].score_pct)
					 : fabs(r.cause[0].score_pct - table[i].fire) > 1e-12)
			fail_msg("%zu: fire %g", i, r.cause[0].score_pct);
		if (fabs(r.cause[1].score_pct - table[i].die_back) > 1e-12)
			fail_msg("%zu: die-back %g", i, r.cause[1].score_pct);
		assert_true(table[i].held < 0 ? isnan(r.held_pct) : fabs(r.held_pct - table[i].held) < 1e-12);
		assert_true(fabs(qs_risk_deduction(&r) - (table[i].held < 0 ? 1 : table[i].held / 100)) < 1e-12);
	}
}

/* ---- by runs ---- */

#define FIGURE(v) "{\"value\":" v ",\"source\":\"test\",\"status\":\"assumption\"}"
#define SITE(id)                                                                                                      \
	"{\"id\":\"" id "\",\"name\":\"x\",\"region\":\"west\",\"type\":\"degraded_ecosystem\",\"elevation_m\":300,"  \
	"\"rain_mm_per_year\":550,\"units\":[{\"id\":\"u\",\"area_ha\":20,\"substrate\":\"native\",\"cover_frac\":0." \
	"2,"                                                                                                          \
	"\"woody_cover_frac\":0.1,\"treatment\":\"woods\"}]}"
#define SHARED "\"sites\":[\"a\",\"b\"]"

static void run_with(struct kept *k, const char *hazards, const char *fire_rate, const char *sites)
{
	char packs[512];

	snprintf(packs, sizeof packs,
		 "{\"land\":{\"land\":{\"hazards\":{\"fire_rate\":" FIGURE("%s") ",\"pest_rate\":" FIGURE(
			 "0") ",\"fire_least_fuel_t_ha\":" FIGURE("0") ",\"fire_least_share_frac\":" FIGURE("0.9") "}}}"
														   "}",
		 fire_rate);
	run_text(k, 2, packs,
		 "{\"name\":\"t\",\"seed\":\"3\",\"start_year\":2026,\"years\":30,\"members\":100,\"packs\":[\"packs."
		 "json\"],\"models\":"
		 "{\"hazards\":\"%s\"},\"regions\":{\"west\":{\"station\":\"54511\",\"rain_sd_frac\":0,\"temperature_"
		 "sd_c\":0}},\"treatments\":{"
		 "\"woods\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":0,\"species\":{"
		 "\"quercus_mongolica\":1},"
		 "\"stems_per_ha\":1650}]}},\"sites\":[" SITE("a") "," SITE(
			 "b") "],\"registrations\":[{\"id\":\"r\",\"methodology\":\"VM0047-AREA\",%s,"
			      "\"start\":\"2026-03-01\"}]}",
		 hazards, sites);
}

static void simulated_fires_set_the_deduction_and_nothing_else_does(void **state)
{
	struct kept none, rare, often;

	(void)state;
	run_with(&none, "none", "0.05", "\"sites\":[\"a\"]");
	run_with(&rare, "drawn", "0.0005", "\"sites\":[\"a\"]");
	run_with(&often, "drawn", "0.05", "\"sites\":[\"a\"]");
	assert_true(!none.table[0].rating->rated && fabs(none.table[0].risk - 0.15) < 1e-12); /* as stated */
	assert_true(rare.table[0].rating->rated && fabs(rare.table[0].risk - 0.12) < 1e-12);  /* the least */
	assert_true(often.table[0].risk > rare.table[0].risk);
	/* one fire in about 20 years; more burn than the class below 5 % */
	assert_true(fabs(often.table[0].rating->cause[QS_RISK_FIRE].interval_years - 20.5) < 3);
	assert_true(often.table[0].rating->cause[QS_RISK_FIRE].loss_frac > 0.05);
	for (int i = 0; i < 3; i++) {
		const struct qs_credit_table *const t = &(i == 0 ? none : i == 1 ? rare : often).table[0];

		assert_true(fabs(t->sampling - 0.1) < 1e-12); /* of the design alone */
		for (size_t n = 0; n < t->count; n++)
			assert_true(fabs(t->batches[n].issued_t.mean -
					 0.9 * (1 - t->risk) * t->batches[n].gross_t.mean) < 1e-3);
	}
	forget(&none);
	forget(&rare);
	forget(&often);
}

/* Two sites that burn at their own times: fires come twice as often, and each takes about half as much. */
static void a_shared_registration_burns_more_often_and_loses_less_at_once(void **state)
{
	struct kept alone, shared;

	(void)state;
	run_with(&alone, "drawn", "0.03", "\"sites\":[\"a\"]");
	run_with(&shared, "drawn", "0.03", SHARED);
	assert_true(shared.table[0].rating->rated);
	assert_true(fabs(shared.table[0].rating->cause[QS_RISK_FIRE].interval_years /
				 alone.table[0].rating->cause[QS_RISK_FIRE].interval_years -
			 0.5) < 0.1);
	assert_true(shared.table[0].rating->cause[QS_RISK_FIRE].loss_frac <
		    0.75 * alone.table[0].rating->cause[QS_RISK_FIRE].loss_frac);
	assert_true(fabs(shared.table[0].terms.risk - shared.table[0].risk) < 1e-15);
	forget(&alone);
	forget(&shared);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(events_are_told_apart_and_works_are_none),
		cmocka_unit_test(scores_are_those_of_the_matrix),
		cmocka_unit_test(simulated_fires_set_the_deduction_and_nothing_else_does),
		cmocka_unit_test(a_shared_registration_burns_more_often_and_loses_less_at_once),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
