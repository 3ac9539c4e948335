/* Registrations over the ensemble: terms, verifications, issuance of sites and groups. */
#include "tests/land_runs.h"

#include "kernels/sampling.h"

#include <math.h>

/* clang-format off */
#define HEAD(members) \
	"{\"name\":\"t\",\"seed\":\"3\",\"start_year\":2026,\"years\":30,\"members\":" #members "," \
	"\"regions\":{\"west\":{\"station\":\"54511\",\"rain_sd_frac\":0,\"temperature_sd_c\":0}},\"treatments\":{" \
	"\"woods\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":0," \
	"\"species\":{\"pinus_tabuliformis\":1},\"stems_per_ha\":1650}]}},\"sites\":["
#define SITE(id) \
	"{\"id\":\"" id "\",\"name\":\"x\",\"region\":\"west\",\"type\":\"degraded_ecosystem\",\"elevation_m\":300," \
	"\"rain_mm_per_year\":550,\"units\":[{\"id\":\"u\",\"area_ha\":20,\"substrate\":\"native\",\"cover_frac\":0.2," \
	"\"woody_cover_frac\":0.1,\"treatment\":\"woods\",\"land\":{\"from\":\"2015-01-01\",\"class\":\"forest\"," \
	"\"planned_afforestation\":true}}]}"
/* clang-format on */
#define FIGURE(v) "{\"value\":" #v ",\"source\":\"test\",\"status\":\"assumption\"}"
#define REGISTRATION(id, methodology, sites) \
	"{\"id\":\"" id "\",\"methodology\":\"" methodology "\",\"sites\":[" sites "],\"start\":\"2026-03-01\"}"

static struct qs_methodology_pack methodology(enum qs_deduction_kind kind)
{
	return (struct qs_methodology_pack){.deduction = (int)kind};
}

static struct qs_sampling design(double plots)
{
	return (struct qs_sampling){
		.confidence.value = 0.9, .precision_frac.value = 0.1, .cv_frac.value = 0.4, .plots = (int64_t)plots};
}

static void deductions_follow_from_the_design(void **state)
{
	const struct qs_methodology_pack tool14 = methodology(QS_DEDUCTION_AR_TOOL14),
					 cm001 = methodology(QS_DEDUCTION_AR_CM_001),
					 vm0047 = methodology(QS_DEDUCTION_VM0047);
	struct qs_sampling d = design(0);
	const double u20 = qs_student(0.9, 19) * 0.4 / sqrt(20);

	(void)state;
	assert_true(qs_credit_deduction(&tool14, &d) == 0 && qs_credit_deduction(&cm001, &d) == 0);
	assert_true(fabs(qs_credit_deduction(&vm0047, &d) - 0.1) < 1e-15); /* its minimum ex ante */
	d = design(20); /* half-width 15.5 %: half of it, 6 %, and what is above 10 % or the minimum */
	assert_true(u20 > 0.15 && u20 < 0.16);
	assert_true(fabs(qs_credit_deduction(&tool14, &d) - 0.5 * u20) < 1e-12);
	assert_true(fabs(qs_credit_deduction(&cm001, &d) - 0.06) < 1e-12);
	assert_true(fabs(qs_credit_deduction(&vm0047, &d) - 0.1) < 1e-12);
	d = design(4); /* beyond the last step AR-CM-001 asks for more plots: nothing is credited */
	assert_true(qs_credit_deduction(&cm001, &d) == 1);
}

static void verifications_close_periods_and_the_run(void **state)
{
	struct qs_credit_terms terms = {.first = 0, .last = 39, .every = 5};

	(void)state;
	assert_true(!qs_credit_verified(&terms, 0, 40) && qs_credit_verified(&terms, 4, 40) &&
		    qs_credit_verified(&terms, 39, 40));
	assert_true(qs_credit_verified(&terms, 31, 32)); /* the run ends first */
	terms = (struct qs_credit_terms){.first = -2, .last = 9, .every = 5};
	assert_true(qs_credit_verified(&terms, 2, 40) && qs_credit_verified(&terms, 9, 40) &&
		    !qs_credit_verified(&terms, 12, 40));
}

static void open_methodologies_credit_and_closed_ones_only_account(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 2, "{}", "%s",
		 HEAD(60) SITE("a") "],\"registrations\":[" REGISTRATION(
			 "r1", "CCER-14-001-V01", "\"a\"") "," REGISTRATION("r2", "DB11T-953-2024", "\"a\"") "]}");
	assert_true(!k.accounted[0][0] && k.accounted[0][1]);
	assert_true(k.credit[0][0].p50 > 0 && k.credit[0][0].p10 < k.credit[0][0].p50 &&
		    k.credit[0][0].p50 < k.credit[0][0].p90);
	/* the same removals; CCER takes 10 % for non-permanence, the standard for accounting nothing */
	assert_true(fabs(k.credit[0][0].p50 / k.credit[0][1].p50 - 0.9) < 1e-6);
	/* never more than the woody carbon above the baseline with dead wood and litter, at its highest */
	assert_true(k.credit[0][1].p90 <=
		    at(&k, 0, QS_OUT_woody_c, QS_SERIES_project_minus_baseline, 29, QS_P90) * 44 / 12 * 1.12 * 1.0001);
	forget(&k);
}

static void a_group_is_settled_on_the_sum_of_its_sites(void **state)
{
	struct kept group, alone;

	(void)state;
	run_text(&group, 2, "{}", "%s",
		 HEAD(60) SITE("a") "," SITE("b") "],\"registrations\":[" REGISTRATION("r", "CCER-14-001-V01",
										       "\"a\",\"b\"") "]}");
	run_text(&alone, 1, "{}", "%s",
		 HEAD(60) SITE("a") "," SITE("b") "],\"registrations\":[" REGISTRATION(
			 "r", "CCER-14-001-V01", "\"a\"") "," REGISTRATION("s", "CCER-14-001-V01", "\"b\"") "]}");
	assert_null(group.credit[2][0].why);
	/* equal sites issue the registration's credits between them, whole quanta rounded down */
	assert_true(fabs(group.credit[0][0].mean + group.credit[1][0].mean - group.credit[2][0].mean) < 1e-6);
	/* weather is calm here, removals only rise: a group issues what its sites would */
	assert_true(fabs(group.credit[2][0].p50 / alone.credit[2][0].p50 - 1) < 1e-6);
	assert_true(fabs(alone.credit[0][0].mean + alone.credit[1][0].mean - alone.credit[2][0].mean) < 1e-3);
	forget(&group);
	forget(&alone);
}

static void batches_tell_every_deduction_and_never_issue_more_than_was_removed(void **state)
{
	struct kept k;

	(void)state;
	run_text(&k, 2, "{}", "%s",
		 HEAD(60) SITE("a") "," SITE("b") "," SITE("c") "],\"registrations\":[" REGISTRATION(
			 "r", "VM0047-AREA", "\"a\",\"b\"") "," REGISTRATION("s", "CCER-14-001-V01", "\"c\"") "]}");
	assert_int_equal(k.table_count, 2);
	for (size_t r = 0; r < 2; r++) {
		const struct qs_credit_table *const t = &k.table[r];
		double issued = 0, highest = 0;

		assert_int_equal(t->count, 6);
		assert_true(fabs(t->sampling - (r ? 0 : 0.1)) < 1e-12 && fabs(t->risk - (r ? 0.1 : 0.15)) < 1e-12);
		for (size_t n = 0; n < t->count; n++) {
			const struct qs_credit_batch *const b = &t->batches[n];

			assert_int_equal(b->year, 2030 + 5 * n);
			assert_int_equal(b->vintage_from, 2026 + 5 * n);
			assert_int_equal(b->vintage_to, b->year);
			/* of every member, so of the mean; the deductions are shares of what is left to deduct from */
			assert_true(fabs(b->gross_t.mean - b->sampling_t.mean - b->non_permanence_t.mean -
					 b->issued_t.mean) < 1e-9);
			assert_true(fabs(b->sampling_t.mean - t->sampling * b->gross_t.mean) < 1e-3);
			assert_true(fabs(b->issued_t.mean - (1 - t->sampling) * (1 - t->risk) * b->gross_t.mean) <
				    1e-3);
			issued += b->issued_t.mean;
			highest = b->removals_t.mean > highest ? b->removals_t.mean : highest;
		}
		assert_true(issued > 1 && fabs(issued - t->issued_t.mean) < 1e-9);
		assert_true(issued <= highest * (1 - t->sampling) * (1 - t->risk) + 1e-3);
		assert_true(!t->sells && isnan(t->pays_share)); /* nothing is sold here */
	}
	forget(&k);
}

/* What grows before a registration starts is not its own: it issues what one that starts with the planting still has to
 * issue. */
static void what_grew_before_the_start_is_never_issued(void **state)
{
	struct kept early, late;
	double left;

	(void)state;
	run_text(&early, 1, "{}", "%s",
		 HEAD(20) SITE("a") "],\"registrations\":[" REGISTRATION("r", "DB11T-953-2024", "\"a\"") "]}");
	run_text(&late, 1, "{}", "%s",
		 HEAD(20) SITE(
			 "a") "],\"registrations\":[{\"id\":\"r\",\"methodology\":\"DB11T-953-2024\",\"sites\":[\"a\"],"
			      "\"start\":\"2041-01-01\"}]}");
	left = early.credit[0][0].mean;
	for (size_t b = 0; b < early.table[0].count; b++)
		left -= early.table[0].batches[b].year <= 2040 ? early.table[0].batches[b].issued_t.mean : 0;
	assert_int_equal(late.table[0].batches[0].vintage_from, 2041);
	assert_true(late.credit[0][0].mean > 0 && late.credit[0][0].mean < 0.9 * early.credit[0][0].mean);
	assert_true(fabs(late.credit[0][0].mean - left) < 0.02 * left);
	forget(&early);
	forget(&late);
}

/* AR-TOOL08 with its printed factors and the warming potentials of AR5; AR-TOOL15 with 4 t/ha of shrubs, 30 % of growth
 * grazed. */
static void fires_and_displaced_grazing_are_taken_off_where_the_pack_says(void **state)
{
	struct qs_methodology_pack m = {.fire_ch4_g_kg.value = 4.7,
					.fire_n2o_g_kg.value = 0.26,
					.gwp_ch4.value = 28,
					.gwp_n2o.value = 265,
					.displaced_shrub_t_ha.value = 4,
					.displaced_tree_t_ha.value = 10};
	struct qs_unit unit = {.treatment = "woods", .baseline.grazing_frac.value = 0.3};

	(void)state;
	assert_true(qs_credit_fire(&m) == 0 && qs_credit_leakage(&m, &unit) == 0);
	m.fire = QS_FIRE_AR_TOOL08;
	m.displacement = QS_DISPLACEMENT_AR_TOOL15;
	assert_true(fabs(qs_credit_fire(&m) - (131.6 + 68.9) / 1000 / 0.47) < 1e-12);
	assert_true(fabs(qs_credit_leakage(&m, &unit) - 44.0 / 12 * (1.1 * 10 * 1.25 + 4 * 1.4) * 0.47 * 0.3) < 1e-12);
	unit.treatment = NULL; /* nothing is done: nobody has to leave */
	assert_true(qs_credit_leakage(&m, &unit) == 0);
}

/* 20 ha of young pine do not pay for a registration at 70 CNY/t, and do at 70,000. */
static void the_price_decides_whether_a_registration_pays(void **state)
{
	static const char *const prices[] = {"70", "70000"};

	(void)state;
	for (int shared = 0; shared < 2; shared++)
		for (int i = 0; i < 2; i++) {
			char more[400];
			struct kept k;

			snprintf(more, sizeof more,
				 "],\"market\":{\"prices\":{\"CCER\":{\"cny_t\":%s}}},\"registrations\":[{\"id\":\"r\","
				 "\"methodology\":\"CCER-14-001-V01\",\"sites\":[\"a\"%s],\"start\":\"2026-03-01\","
				 "\"sell\":true}]}",
				 prices[i], shared ? ",\"b\"" : "");
			run_text(&k, 2, "{}", "%s%s", HEAD(60) SITE("a") "," SITE("b"), more);
			assert_true(k.table[0].sells);
			assert_true(i ? k.table[0].pays_share >= 1 : k.table[0].pays_share <= 0);
			assert_true(k.table[0].income_cny.p50 > 0 && k.table[0].cost_cny.p50 > 2e5);
			forget(&k);
		}
}

/* The investment test leaves out income from credits and the cost of registering, and nothing else. */
static void worth_without_credits_is_what_a_site_is_worth_that_sells_none(void **state)
{
	static const enum qs_scalar_id without = QS_SCALAR_npv_without_credits;
	struct kept sells, keeps;

	(void)state;
	for (int sell = 0; sell < 2; sell++)
		run_text(sell ? &sells : &keeps, 1, "{}", "%s%s%s}]}",
			 HEAD(40) SITE("a") "],\"registrations\":[{\"id\":\"r\",\"methodology\":\""
					    "CCER-14-001-V01\",\"sites\":[\"a\"],\"start\":\"2026-03-01\",\"sell\":",
			 sell ? "true" : "false", "");
	assert_true(sells.result[0].scalar[QS_SCALAR_npv].p50 < keeps.result[0].scalar[QS_SCALAR_npv].p50 - 1e5);
	for (int i = 0; i < 2; i++) {
		const struct qs_result *const r = &(i ? sells : keeps).result[0];

		assert_true(fabs(r->scalar[without].p10 - keeps.result[0].scalar[QS_SCALAR_npv].p10) < 0.1);
		assert_true(fabs(r->scalar[without].p50 - keeps.result[0].scalar[QS_SCALAR_npv].p50) < 0.1);
		assert_true(fabs(r->scalar[without].p90 - keeps.result[0].scalar[QS_SCALAR_npv].p90) < 0.1);
	}
	forget(&sells);
	forget(&keeps);
}

/* One member, whose site burns in year 12 and in no other. What burnt is reversed once, nothing is issued until the
 * stock is above what was verified before the fire, and never more is issued less cancelled than there is. */
static void a_site_that_burns_in_year_12_is_reversed_and_issues_no_tonne_twice(void **state)
{
	static const char hazards[] =
		"{\"land\":{\"land\":{\"hazards\":{\"fire_rate\":" FIGURE(0.04) ",\"pest_rate\":" FIGURE(
			0) ",\"fire_least_fuel_t_ha\":" FIGURE(0) ",\"fire_least_share_frac\":" FIGURE(0.9) "}}}}";
	static const char burns[] = "{\"name\":\"t\",\"seed\":\"45\",\"start_year\":2026,\"years\":30,\"members\":1,"
				    "\"packs\":[\"packs.json\"],"
				    "\"models\":{\"hazards\":\"drawn\"},";
	double issued = 0, cancelled = 0, high = 0, lost = 0;
	const char *const rest = strstr(HEAD(1), "\"regions\"");
	struct kept k;

	(void)state;
	run_text(&k, 1, hazards, "%s%s%s", burns, rest,
		 SITE("a") "],\"registrations\":[" REGISTRATION("r", "CCER-14-001-V01", "\"a\"") "]}");
	for (size_t y = 0; y < k.years; y++)
		assert_int_equal(at(&k, 0, QS_OUT_burnt_c, QS_SERIES_project, y, QS_P50) > 0, y == 12);
	assert_int_equal(k.table[0].count, 6);
	for (size_t n = 0; n < 6; n++) {
		const struct qs_credit_batch *const b = &k.table[0].batches[n];
		const double now = b->removals_t.mean, rise = now > high ? now - high : 0;

		assert_true(fabs(b->issued_t.mean - 0.9 * rise) < 1e-5);
		assert_true(fabs(b->reversed_t.mean - (high - now > lost ? high - now - lost : 0)) < 1e-5);
		assert_true(n != 2 || b->reversed_t.mean > 0.5 * high); /* the batch of 2036 to 2040 */
		lost = high > now ? high - now : 0;
		issued += b->issued_t.mean;
		cancelled += b->reversed_t.mean;
		assert_true(issued - cancelled <= (now > 0 ? now : 0) + 1e-5);
		high = now > high ? now : high;
	}
	assert_true(fabs(issued - 0.9 * high) < 1e-4 && issued > 0);
	forget(&k);
}

/* One member at a time through fires every few years, under a deduction that nobody holds and two buffers: what is
 * issued less what is cancelled, with what lies in the buffer, is never more than the removals that were verified. */
static void no_course_of_fires_leaves_more_credits_than_removals(void **state)
{
	static const char packs[] = "{\"land\":{\"land\":{\"hazards\":{\"fire_rate\":" FIGURE(
		0.12) ",\"pest_rate\":" FIGURE(0.2) ",\"fire_least_fuel_t_ha\":" FIGURE(0) "}}}}";
	const char *const rest = strstr(HEAD(1), "\"regions\"");
	double drawn_ever = 0, cancelled_ever = 0;

	(void)state;
	for (int seed = 1; seed <= 6; seed++) {
		struct kept k;

		run_text(&k, 1, packs,
			 "{\"name\":\"t\",\"seed\":\"%d\",\"start_year\":2026,\"years\":30,\"members\":1,\"packs\":["
			 "\"packs."
			 "json\"],\"models\":{\"hazards\":\"drawn\"},%s%s",
			 seed, rest,
			 SITE("a") "],\"registrations\":[" REGISTRATION(
				 "r", "CCER-14-001-V01",
				 "\"a\"") "," REGISTRATION("g", "GS-403", "\"a\"") "," REGISTRATION("v", "VM0047-AREA",
												    "\"a\"") "]}");
		for (int r = 0; r < 3; r++) {
			double standing = 0, buffer = 0;

			for (size_t n = 0; n < k.table[r].count; n++) {
				const struct qs_credit_batch *const b = &k.table[r].batches[n];
				const double now = (1 - k.table[r].sampling) * b->removals_t.mean;

				standing += b->issued_t.mean - b->cancelled_t.mean;
				buffer += r ? b->non_permanence_t.mean - b->drawn_t.mean : 0;
				assert_true(r || b->drawn_t.mean == 0);
				assert_true(standing >= -1e-5 && buffer >= -1e-5);
				if (standing + buffer > (now > 0 ? now : 0) + 1e-5)
					fail_msg("seed %d, registration %d, batch %zu: %g + %g of %g", seed, r, n,
						 standing, buffer, now);
				drawn_ever += b->drawn_t.mean;
				cancelled_ever += b->cancelled_t.mean;
			}
		}
		forget(&k);
	}
	assert_true(drawn_ever > 1 && cancelled_ever > 1);
}

/* A methodology that nobody has heard of: rule, pools, deduction, product and costs of its own, all of it data. */
static void a_made_up_methodology_judges_credits_and_sells_without_c(void **state)
{
	/* clang-format off */
	static const char packs[] =
		"{\"rules\":{\"OUR-RAIN\":{\"name\":\"dry\",\"why\":\"rain\",\"unmet\":\"too wet\",\"group\":\"ours\","
		"\"source\":\"made up\",\"status\":\"assumption\","
		"\"when\":{\"fact\":\"rain_mm_per_year\",\"op\":\"<\",\"value\":" FIGURE(560) "}}},"
		"\"methodologies\":{\"OURS\":{\"name\":\"ours\",\"programme\":\"ours\",\"open_to_new_projects\":\"yes\","
		"\"as_of\":\"2026-01-01\",\"source\":\"made up\",\"status\":\"assumption\","
		"\"risk_deduction_frac\":" FIGURE(0.2) ",\"dead_wood_frac\":" FIGURE(0.5) ",\"litter_frac\":" FIGURE(0.25) ","
		"\"pools\":[\"woody\",\"dead_wood\"],\"product\":\"OUR\","
		"\"registration_cny\":" FIGURE(1000) ",\"verification_cny\":" FIGURE(10) ",\"deduction\":\"ar-cm-001\","
		"\"deduction_limits\":{\"values\":[0.05,0.2],\"source\":\"made up\",\"status\":\"assumption\"},"
		"\"deduction_shares\":{\"values\":[0,0.3],\"source\":\"made up\",\"status\":\"assumption\"},"
		"\"needs\":[\"OUR-RAIN\"]}}}";
	/* clang-format on */
	static const char *const rain[] = {"550", "560"};
	const char *const rest = strstr(HEAD(40), "\"regions\"");

	(void)state;
	for (int wet = 0; wet < 2; wet++) {
		char site[1024];
		const struct qs_credit_table *ours;
		struct kept k;

		snprintf(site, sizeof site, "%s", SITE("a"));
		memcpy(strstr(site, "\"rain_mm_per_year\":550") + strlen("\"rain_mm_per_year\":"), rain[wet], 3);
		run_text(&k, 1, packs,
			 "{\"name\":\"t\",\"seed\":\"3\",\"start_year\":2026,\"years\":30,\"members\":40,\"packs\":["
			 "\"packs.json\"],\"market\":{"
			 "\"prices\":{\"OUR\":{\"cny_t\":100}}},%s%s],\"registrations\":[{\"id\":\"r\",\"methodology\":"
			 "\"OURS\",\"sites\":[\"a\"],"
			 "\"start\":\"2026-03-01\",\"sell\":true}," REGISTRATION("s", "DB11T-953-2024", "\"a\"") "]}",
			 rest, site);
		ours = &k.table[0];
		assert_true(fabs(ours->sampling - 0.3) < 1e-12 && fabs(ours->risk - 0.2) < 1e-12);
		if (wet) {
			assert_true(ours->issued_t.mean <= 0);
		} else {
			const double woody = k.table[1].issued_t.mean / 1.12; /* accounted, with nothing taken off */

			assert_true(woody > 10);
			assert_true(fabs(ours->issued_t.mean / (woody * 1.5 * 0.7 * 0.8) - 1) < 1e-4);
			assert_true(ours->sells && ours->income_cny.mean > ours->cost_cny.mean &&
				    ours->cost_cny.mean > 1000);
		}
		forget(&k);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(deductions_follow_from_the_design),
		cmocka_unit_test(batches_tell_every_deduction_and_never_issue_more_than_was_removed),
		cmocka_unit_test(what_grew_before_the_start_is_never_issued),
		cmocka_unit_test(fires_and_displaced_grazing_are_taken_off_where_the_pack_says),
		cmocka_unit_test(the_price_decides_whether_a_registration_pays),
		cmocka_unit_test(worth_without_credits_is_what_a_site_is_worth_that_sells_none),
		cmocka_unit_test(no_course_of_fires_leaves_more_credits_than_removals),
		cmocka_unit_test(a_site_that_burns_in_year_12_is_reversed_and_issues_no_tonne_twice),
		cmocka_unit_test(a_made_up_methodology_judges_credits_and_sells_without_c),
		cmocka_unit_test(verifications_close_periods_and_the_run),
		cmocka_unit_test(open_methodologies_credit_and_closed_ones_only_account),
		cmocka_unit_test(a_group_is_settled_on_the_sum_of_its_sites),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
