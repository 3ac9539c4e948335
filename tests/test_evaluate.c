/* Evaluation of benefits: weights, scores of members, the order of sites and its firmness; credit and score in the cash
 * lines. */
#include "tests/land_runs.h"

#include "model/policy/credit.h"
#include "model/policy/evaluate.h"
#include "model/policy/score.h"

#include <math.h>

static void near(double a, double b, double within)
{
	if (!(fabs(a - b) <= within))
		fail_msg("%.17g and not %.17g", a, b);
}

/* The shipped pack's numbers as the tests need them. */
struct shipped {
	struct qs_packs packs;
	struct qs_evaluation e;
};

static void open_shipped(struct shipped *s)
{
	struct qs_context context = {0};
	struct qs_mistakes mistakes;
	struct qs_err err;

	memset(s, 0, sizeof *s);
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_packs_read_shipped(&context, &s->packs, &mistakes, &err), QS_OK);
	qs_mistakes_free(&mistakes);
	qs_evaluation_of(s->packs.evaluation.items, &s->e);
}

static void close_shipped(struct shipped *s)
{
	qs_arena_free(&s->packs.arena);
}

static void weights_follow_a_consistent_comparison_and_sum_to_1(void **state)
{
	struct shipped s;
	double sum = 0, groups = 0;

	(void)state;
	open_shipped(&s);
	for (int j = 0; j < QS_INDICATOR_COUNT; j++) {
		assert_true(s.e.weight[j] > 0);
		sum += s.e.weight[j];
	}
	for (int g = 0; g < QS_INDICATOR_GROUPS; g++)
		groups += s.e.group[g];
	near(sum, 1, 1e-12);
	near(groups, 1, 1e-12);
	assert_true(s.e.consistency >= 0 && s.e.consistency < 0.1);
	near(s.e.weight[QS_INDICATOR_carbon] / s.e.weight[QS_INDICATOR_flood], 0.30 / 0.24, 1e-12);
	near(s.e.group[0], 0.48, 0.03);
	close_shipped(&s);
}

static void pay_falls_with_the_score_and_only_its_tied_part(void **state)
{
	struct shipped s;
	const struct qs_evaluation_pack *pack;
	double before = 2;

	(void)state;
	open_shipped(&s);
	pack = s.packs.evaluation.items;
	near(qs_evaluation_performance(pack, 90), 1, 0);
	near(qs_evaluation_performance(pack, 89.9), 0.7 + 0.3 * 0.9, 1e-12);
	near(qs_evaluation_performance(pack, 70), 0.7 + 0.3 * 0.75, 1e-12);
	near(qs_evaluation_performance(pack, 60), 0.7 + 0.3 * 0.6, 1e-12);
	near(qs_evaluation_performance(pack, 59.9), 0.7, 1e-12);
	for (double score = 100; score >= 0; score -= 0.5) {
		const double now = qs_evaluation_performance(pack, score);

		assert_true(now <= before && now >= 0.7);
		before = now;
	}
	close_shipped(&s);
}

/* Two members, two years, by hand: indicators are means by ha and year, the score holds them against the pack's bounds.
 */
static void scores_are_made_of_lines_member_by_member(void **state)
{
	enum { YEARS = 2, MEMBERS = 2 };
	static double lines[QS_LINE_COUNT][YEARS][MEMBERS];
	const double acceptance[MEMBERS] = {1, 9};
	struct qs_portfolio portfolio = {0};
	struct qs_site site = {0};
	struct qs_evaluated in = {&portfolio, NULL, &site, YEARS, MEMBERS, 10, &lines[0][0][0], acceptance, 1};
	double score[MEMBERS], sum[QS_INDICATOR_COUNT], known, work[2 * MEMBERS], weight;
	struct shipped s;

	(void)state;
	open_shipped(&s);
	memset(lines, 0, sizeof lines);
	lines[QS_LINE_OF_carbon_grown][0][0] = 80; /* 80 t on 10 ha in 2 years: 4 t, the target */
	lines[QS_LINE_OF_carbon_grown][1][1] = 40;
	lines[QS_LINE_OF_works][0][0] = lines[QS_LINE_OF_works][0][1] = 1000;
	lines[QS_LINE_OF_industry_income][1][0] = 800;
	lines[QS_LINE_OF_industry_cost][1][0] = 300;
	lines[QS_LINE_OF_grant][0][0] = 1000; /* no income of its own */
	qs_evaluate(&s.e, &in, score, sum, &known, work);
	near(sum[QS_INDICATOR_carbon], 2 * 3, 1e-12);
	near(sum[QS_INDICATOR_self_finance], 2 * 0.25, 1e-12);
	near(sum[QS_INDICATOR_timely], 2 * 0.5, 0);
	assert_true(isnan(sum[QS_INDICATOR_jobs]) && isnan(sum[QS_INDICATOR_budget]) &&
		    isnan(sum[QS_INDICATOR_disclosure]));
	weight = 1 - s.e.weight[QS_INDICATOR_jobs] - s.e.weight[QS_INDICATOR_safety] - s.e.weight[QS_INDICATOR_budget] -
		 s.e.weight[QS_INDICATOR_disclosure];
	near(known, weight, 1e-12);
	near(score[0],
	     100 *
		     (s.e.weight[QS_INDICATOR_carbon] + 0.5 * s.e.weight[QS_INDICATOR_self_finance] +
		      s.e.weight[QS_INDICATOR_timely]) /
		     weight,
	     1e-9);
	near(score[1], 100 * 0.5 * s.e.weight[QS_INDICATOR_carbon] / weight, 1e-9);
	site.policy.jobs = (struct qs_figure){.value = 1, .given = 1}; /* 0.1 a ha: half way */
	qs_evaluate(&s.e, &in, score, sum, &known, work);
	near(sum[QS_INDICATOR_jobs], 2 * 0.1, 1e-15);
	in.restored_ha = 0;
	qs_evaluate(&s.e, &in, score, sum, &known, work);
	near(score[0], 0, 0);
	near(known, 0, 0);
	close_shipped(&s);
}

static void the_order_uses_what_is_known_of_all_and_says_how_firm_it_is(void **state)
{
	enum { SITES = 4 };
	double mean[SITES][QS_INDICATOR_COUNT];
	struct qs_ranking order;
	struct qs_arena arena;
	struct shipped s;
	double sum = 0;

	(void)state;
	open_shipped(&s);
	qs_arena_init(&arena, NULL);
	for (int k = 0; k < SITES; k++)
		for (int j = 0; j < QS_INDICATOR_COUNT; j++)
			mean[k][j] = (double)NAN;
	for (int k = 0; k < SITES; k++) { /* each is better in all than the one before it */
		mean[k][QS_INDICATOR_carbon] = k - 1;
		mean[k][QS_INDICATOR_flood] = 10 + k;
		mean[k][QS_INDICATOR_budget] = 0.3 - 0.05 * k;
		mean[k][QS_INDICATOR_jobs] = k ? 9 - k : (double)NAN; /* not known of the first */
	}
	assert_int_equal(qs_evaluation_rank(&s.e, SITES, &mean[0][0], &arena, &order), 0);
	assert_true(order.uses[QS_INDICATOR_carbon] && order.uses[QS_INDICATOR_budget] &&
		    !order.uses[QS_INDICATOR_jobs]);
	for (int j = 0; j < QS_INDICATOR_COUNT; j++)
		sum += order.combined[j];
	near(sum, 1, 1e-12);
	for (int k = 0; k < SITES; k++)
		near(order.rank[k], SITES - k, 0);
	near(order.least_tau, 1, 1e-12);
	near(order.closeness[0], 0, 1e-12);
	near(order.closeness[SITES - 1], 1, 1e-12);
	mean[0][QS_INDICATOR_carbon] = 5; /* the last is now the first in one */
	assert_int_equal(qs_evaluation_rank(&s.e, SITES, &mean[0][0], &arena, &order), 0);
	assert_true(order.without[QS_INDICATOR_carbon] < 1);
	assert_int_equal(qs_evaluation_rank(&s.e, 1, &mean[0][0], &arena, &order), 0);
	assert_true(isnan(order.least_tau));
	qs_arena_free(&arena);
	close_shipped(&s);
}

/* ---- cash lines ---- */

#define PORTFOLIO                                                                                                      \
	"{\"name\":\"t\",\"seed\":\"5\",\"start_year\":2026,\"years\":12,\"members\":16,"                              \
	"\"packs\":[\"packs.json\"],\"regions\":{\"west\":{\"station\":\"54511\"}},\"finance\":{\"price_year\":2025,"  \
	"\"discount_rate_pct\":6},"                                                                                    \
	"\"natural_treatment\":\"closure\",\"treatments\":{\"closure\":{\"class\":\"natural\",\"measures\":["          \
	"{\"measure\":\"patrol\",\"year\":0,\"every_year\":true,\"amount\":1,\"unit\":\"ha/"                           \
	"ha\"}]},\"woods\":{\"class\":\"assisted\","                                                                   \
	"\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":{\"pinus_tabuliformis\":1},\"stems_per_ha\":"     \
	"1000}]}},"                                                                                                    \
	"\"policy\":{%s},\"sites\":[{\"id\":\"a\",\"name\":\"a\",\"region\":\"west\",\"type\":\"degraded_ecosystem\"," \
	"\"elevation_m\":300,"                                                                                         \
	"\"rain_mm_per_year\":550,\"finance\":{\"grant_frac\":0.4,\"spoil_surplus_m3\":1000},\"units\":["              \
	"{\"id\":\"u\",\"area_ha\":20,\"substrate\":\"native\",\"cover_frac\":0.6,\"woody_cover_frac\":0.1,"           \
	"\"treatment\":\"woods\"}]}]}"

static void run_policy(struct kept *k, const char *policy)
{
	run_text(k, 1, "{}", PORTFOLIO, policy);
}

static double total(const struct kept *k, int line)
{
	double sum = 0;

	for (size_t y = 0; y < k->years; y++)
		sum += line_at(k, 0, line, y);
	return sum;
}

static void grades_are_paid_only_where_the_portfolio_says_so(void **state)
{
	static const struct {
		const char *policy;
		double credit;
	} samples[] = {
		{"\"graded_pay\":true", 1},
		{"\"graded_pay\":true,\"terms\":{\"credit_score\":85}", 0.95},
		{"\"graded_pay\":true,\"terms\":{\"credit_score\":70}", 0.85},
		{"\"graded_pay\":true,\"terms\":{\"credit_score\":50}", 0},
		{"\"graded_pay\":true,\"terms\":{\"credit_score\":95,\"black_listed\":true}", 0},
		{"\"graded_pay\":true,\"terms\":{\"credit_history\":[90,20]}", 0.85},
		{"\"graded_pay\":true,\"terms\":{\"credit_years\":[{\"year\":2024,\"contract\":85,\"safety\":85}]}",
		 0.95},
		{"\"graded_pay\":true,\"terms\":{\"credit_years\":[{\"year\":2024,\"contract\":85,\"serious_"
		 "violation\":true}]}",
		 0}};
	struct kept plain, ungraded;
	double grant, spoil;

	(void)state;
	run_policy(&plain, "");
	run_policy(&ungraded, "\"terms\":{\"credit_score\":50}");
	grant = total(&plain, QS_LINE_OF_grant);
	spoil = total(&plain, QS_LINE_OF_spoil_income);
	assert_true(grant > 0 && spoil > 0);
	assert_true(total(&ungraded, QS_LINE_OF_grant) == grant); /* off by default */
	assert_true(total(&plain, QS_LINE_OF_pay_withheld) == 0);
	near(total(&plain, QS_LINE_OF_pay_at_stake), 0.3 * (grant + spoil), 0.05); /* what grading would take */
	near(total(&ungraded, QS_LINE_OF_pay_at_stake), grant + spoil, 0.05);
	assert_true(plain.result[0].scalar[QS_SCALAR_benefit_score].p90 <
		    60); /* performance pays 0.7 in every member */
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		const double part = 0.7 * samples[i].credit;
		struct kept k;

		run_policy(&k, samples[i].policy);
		near(total(&k, QS_LINE_OF_grant), part * grant, 0.05);
		near(total(&k, QS_LINE_OF_spoil_income), part * spoil, 0.05);
		near(total(&k, QS_LINE_OF_pay_withheld), (1 - part) * (grant + spoil), 0.05);
		near(total(&k, QS_LINE_OF_cash_flow),
		     total(&plain, QS_LINE_OF_cash_flow) - (1 - part) * (grant + spoil), 0.5);
		near(k.result[0].scalar[QS_SCALAR_benefit_score].p50,
		     plain.result[0].scalar[QS_SCALAR_benefit_score].p50, 1e-9);
		assert_true(k.result[0].scalar[QS_SCALAR_npv].p50 < plain.result[0].scalar[QS_SCALAR_npv].p50);
		forget(&k);
	}
	/* a portfolio of one site has its score, to the rounding of sums */
	near(plain.result[1].scalar[QS_SCALAR_benefit_score].p50, plain.result[0].scalar[QS_SCALAR_benefit_score].p50,
	     1e-6);
	forget(&plain);
	forget(&ungraded);
}

/* ---- credit ---- */

static struct qs_figure scored(double value)
{
	return (struct qs_figure){.value = value, .given = 1};
}

static struct qs_credit_year file_of(int64_t year, double all, int violation)
{
	return (struct qs_credit_year){.year = year,
				       .contract = scored(all),
				       .ecology = scored(all),
				       .finance = scored(all),
				       .safety = scored(all),
				       .disclosure = scored(all),
				       .serious_violation = violation};
}

static void credit_weighs_indicators_forgets_old_years_and_rises_a_grade_a_year(void **state)
{
	static const double years[] = {50, 100, 100};
	struct qs_credit_year file[] = {file_of(2023, 50, 0), file_of(2024, 100, 0), file_of(2025, 100, 0)};
	struct qs_policy_terms terms = {0};
	const struct qs_evaluation_pack *pack;
	struct qs_credit_step step;
	struct shipped s;

	(void)state;
	open_shipped(&s);
	pack = s.packs.evaluation.items;
	near(qs_credit_of(years, 3, 0.3), 0.7 * (0.7 * 50 + 30) + 30, 1e-12); /* 75.5 */
	near(qs_credit_of(years, 3, 1), 100, 0);
	near(qs_credit_of(years, 3, 0), 50, 0);
	assert_true(isnan(qs_credit_of(NULL, 0, 0.3)));
	file[0].ecology = (struct qs_figure){.given = 0}; /* what is not known is left out */
	file[0].contract = scored(90);
	near(qs_credit_score(pack, &file[0]), (0.3 * 90 + 0.4 * 50) / 0.7, 1e-12);
	file[0] = file_of(2023, 50, 0);
	terms.credit_years.items = file;
	terms.credit_years.n = 3;
	near(qs_credit_rate(pack, &terms).credit, 75.5, 1e-12);
	assert_int_equal(qs_credit_rate(pack, &terms).grade, QS_CREDIT_C);
	near(qs_credit_rate(pack, &terms).pay, 0.85, 1e-12);
	/* a violation: D whatever the scores, and a grade a year from there */
	file[0] = file_of(2023, 100, 1);
	step = qs_credit_next(pack, NULL, &file[0]);
	assert_true(step.vetoed && step.grade == QS_CREDIT_D);
	step = qs_credit_next(pack, &step, &file[1]);
	near(step.credit, 100, 0);
	assert_int_equal(step.grade, QS_CREDIT_C);
	assert_int_equal(qs_credit_rate(pack, &terms).grade, QS_CREDIT_B);
	file[2].serious_violation = 1;
	assert_int_equal(qs_credit_rate(pack, &terms).grade, QS_CREDIT_D);
	near(qs_credit_rate(pack, &terms).pay, 0, 0);
	file[2].serious_violation = 0;
	terms.black_listed = 1;
	near(qs_credit_rate(pack, &terms).pay, 0, 0);
	for (int g = 1; g < QS_CREDIT_GRADE_COUNT; g++)
		assert_true(qs_credit_pay(pack, (enum qs_credit_grade)g) <
			    qs_credit_pay(pack, (enum qs_credit_grade)(g - 1)));
	close_shipped(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(credit_weighs_indicators_forgets_old_years_and_rises_a_grade_a_year),
		cmocka_unit_test(weights_follow_a_consistent_comparison_and_sum_to_1),
		cmocka_unit_test(pay_falls_with_the_score_and_only_its_tied_part),
		cmocka_unit_test(scores_are_made_of_lines_member_by_member),
		cmocka_unit_test(the_order_uses_what_is_known_of_all_and_says_how_firm_it_is),
		cmocka_unit_test(grades_are_paid_only_where_the_portfolio_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
