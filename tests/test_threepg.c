/* 3-PG: carbon and water are kept, lanes do not meet, edges are defined, bits are equal everywhere. */
#include "tests/case_lines.h"
#include "tests/threepg_block.h"

#include <math.h>

static const struct qs_threepg_settings pjs = {1, 1, 1, 1, 0}, mix = {2, 2, 2, 1, 1};
static const char *const isas[] = {"v2", "v3", "v4"};

static void near(double got, double want, double off)
{
	if (!(fabs(got - want) <= off))
		fail_msg("%.17g, not %.17g", got, want);
}

static void all_finite(const struct stands *s, const char *when)
{
	for (size_t i = 0; i < s->cohorts * QS_3PG_STATES * s->n; i++)
		if (!isfinite(s->state[i]))
			fail_msg("%s: state %zu of lane %zu", when, i / s->n, i % s->n);
	for (size_t i = 0; i < s->cohorts * QS_3PG_RESULTS * s->n; i++)
		if (i / s->n % QS_3PG_RESULTS < QS_3PG_WORK && !isfinite(s->result[i]))
			fail_msg("%s: result %zu of lane %zu", when, i / s->n, i % s->n);
	for (size_t i = 0; i < QS_3PG_STAND_WORK * s->n; i++)
		assert_true(isfinite(s->stand[i]));
}

/* ---- balances ---- */

static double carbon(const struct stands *s, size_t c, size_t i)
{
	const double owed = result_of(s, c, QS_3PG_DORMANT)[i] > 0 ? 0 : state_of(s, c, QS_3PG_DEBT)[i];

	return state_of(s, c, QS_3PG_STEM)[i] + state_of(s, c, QS_3PG_ROOT)[i] + state_of(s, c, QS_3PG_FOLIAGE)[i] -
	       owed;
}

/* What a month's flows say the change was; planted stands are not asked. */
static double change(const struct stands *s, size_t c, size_t i)
{
	static const int out[] = {QS_3PG_LOSS_FOLIAGE,   QS_3PG_LOSS_ROOT, QS_3PG_STRESS_STEM, QS_3PG_STRESS_ROOT,
				  QS_3PG_STRESS_FOLIAGE, QS_3PG_SELF_STEM, QS_3PG_SELF_ROOT,   QS_3PG_SELF_FOLIAGE,
				  QS_3PG_CUT_STEM,       QS_3PG_CUT_ROOT,  QS_3PG_CUT_FOLIAGE};
	double sum = result_of(s, c, QS_3PG_FORGIVEN)[i];

	sum += result_of(s, c, QS_3PG_DORMANT)[i] > 0 ? 0 : result_of(s, c, QS_3PG_NPP)[i];
	for (size_t k = 0; k < sizeof out / sizeof *out; k++)
		sum -= result_of(s, c, out[k])[i];
	return sum;
}

static void thin(struct stands *s, const struct qs_threepg_cut *cuts, uint32_t n)
{
	s->block.cuts = cuts;
	for (size_t i = 0; i < s->cohorts * s->n; i++)
		s->end[i] = n;
}

static void carbon_is_kept_through_leaf_debt_thinning_and_deaths(void **state)
{
	static const struct qs_threepg_cut cuts[] = {{20, 900, 0.8, 0.9, 0.7}, {21.3, 500, 1.2, 1.2, 1.2}};
	struct stands s = stands_open(97, 3, mix);
	double before[3][97], stems[3][97], cut = 0, stress = 0, self = 0, owed = 0;

	(void)state;
	stands_fill(&s, 5, 30);
	thin(&s, cuts, 2);
	stands_run(qs_kernels_for(0), &s, 1, 97);
	for (int m = 1; m < 240; m++) {
		for (size_t c = 0; c < 3; c++)
			for (size_t i = 0; i < s.n; i++) {
				before[c][i] = carbon(&s, c, i);
				stems[c][i] = state_of(&s, c, QS_3PG_N)[i];
			}
		stands_weather(&s, m % 12 + 1);
		qs_kernels_for(0)->threepg_month(s.n, m % 12 + 1, &s.block);
		for (size_t c = 0; c < 3; c++)
			for (size_t i = 0; i < s.n; i++) {
				const double dead = result_of(&s, c, QS_3PG_STRESS_N)[i],
					     gone = result_of(&s, c, QS_3PG_SELF_N)[i];

				if (state_of(&s, c, QS_3PG_AGE)[i] <= 0)
					continue;
				near(carbon(&s, c, i) - before[c][i], change(&s, c, i), 1e-11);
				near(state_of(&s, c, QS_3PG_N)[i],
				     stems[c][i] - dead - gone - result_of(&s, c, QS_3PG_CUT_N)[i], 1e-9);
				cut += result_of(&s, c, QS_3PG_CUT_STEM)[i];
				stress += dead;
				self += gone;
				owed += result_of(&s, c, QS_3PG_REPAID)[i];
			}
	}
	assert_true(cut > 0 && stress > 0 && self > 0 && owed > 0); /* each was there to be tested */
	all_finite(&s, "after 20 years");
	stands_free(&s);
}

static void water_is_kept_to_the_last_of_it(void **state)
{
	struct stands s = stands_open(97, 2, mix);
	double dry = 0;

	(void)state;
	stands_fill(&s, 6, 0);
	stands_run(qs_kernels_for(0), &s, 1, 97);
	for (int m = 1; m < 120; m++) {
		double before[97];

		memcpy(before, s.stand, sizeof before);
		stands_weather(&s, m % 12 + 1);
		qs_kernels_for(0)->threepg_month(s.n, m % 12 + 1, &s.block);
		for (size_t i = 0; i < s.n; i++) {
			double sum = s.weather[QS_3PG_RAIN * s.n + i] - s.stand[QS_3PG_RUNOFF * s.n + i] +
				     s.stand[QS_3PG_IRRIGATED * s.n + i] - s.stand[QS_3PG_SOIL_EVAPORATION * s.n + i];

			for (size_t c = 0; c < 2; c++)
				sum -= result_of(&s, c, QS_3PG_TRANSPIRED)[i] + result_of(&s, c, QS_3PG_INTERCEPTED)[i];
			near(s.stand[i] - before[i], sum, 1e-10);
			assert_true(s.stand[i] >= s.site[i] && s.stand[i] <= s.site[s.n + i] * (1 + 1e-15));
			dry += s.stand[i] <= 0;
		}
	}
	assert_true(dry > 0);
	stands_free(&s);
}

/* ---- lanes ---- */

static void bits_are_equal_on_every_isa_and_cut(void **state)
{
	static const struct qs_threepg_cut cuts[] = {{12, 900, 1, 1, 1}};
	static const size_t pieces[] = {600, 59, 1};

	(void)state;
	for (int k = 0; k < 3; k++) {
		const struct qs_threepg_settings kinds[] = {pjs, mix, {2, 1, 1, 2, 1}};
		struct stands first = stands_open(301, 3, kinds[k]);

		stands_fill(&first, 7, 20);
		thin(&first, cuts, 1);
		stands_run(qs_kernels_for("v2"), &first, 60, 301);
		for (size_t v = 0; v < 3; v++)
			for (size_t p = 0; p < 3 && qs_kernels_for(isas[v]); p++) {
				struct stands other = stands_open(301, 3, kinds[k]);

				stands_fill(&other, 7, 20);
				thin(&other, cuts, 1);
				stands_run(qs_kernels_for(isas[v]), &other, 60, pieces[p]);
				assert_memory_equal(first.state, other.state, 3 * QS_3PG_STATES * 301 * sizeof(double));
				assert_memory_equal(first.stand, other.stand, QS_3PG_STAND_WORK * 301 * sizeof(double));
				for (size_t c = 0; c < 3; c++)
					assert_memory_equal(result_of(&first, c, 0), result_of(&other, c, 0),
							    QS_3PG_WORK * 301 * sizeof(double));
				stands_free(&other);
			}
		stands_free(&first);
	}
}

static void a_cohort_still_to_come_changes_nothing_and_neither_does_its_mortality(void **state)
{
	const struct qs_threepg_settings plain = {2, 2, 2, 1,
						  0}; /* leaves of any cohort are a round more of correction */
	struct stands one = stands_open(50, 1, plain), two = stands_open(50, 2, plain);

	(void)state;
	stands_fill(&one, 9, 0);
	stands_fill(&two, 9, 0);
	for (size_t i = 0; i < 50; i++)
		state_of(&two, 1, QS_3PG_AGE)[i] = -1000;
	memcpy(two.site, one.site, QS_3PG_SITES * 50 * sizeof(double));
	stands_run(qs_kernels_for(0), &one, 120, 50);
	stands_run(qs_kernels_for(0), &two, 120, 50);
	for (int k = QS_3PG_N; k <= QS_3PG_VOLUME; k++)
		for (size_t i = 0; i < 50; i++)
			near(state_of(&two, 0, k)[i], state_of(&one, 0, k)[i], 1e-11 * fabs(state_of(&one, 0, k)[i]));
	all_finite(&two, "beside one that is not planted");
	assert_true(state_of(&two, 1, QS_3PG_N)[0] == 0 && state_of(&two, 1, QS_3PG_STEM)[0] == 0);
	stands_free(&one);
	stands_free(&two);
}

static void light_of_one_canopy_leaves_the_others_the_same_month(void **state)
{
	struct stands one = stands_open(20, 1, pjs), two = stands_open(20, 2, pjs);

	(void)state;
	stands_fill(&one, 9, 0);
	stands_fill(&two, 9, 0);
	/* the same cohort twice absorbs the same light twice */
	memcpy(two.coefs + QS_3PG_COEFS * 20, two.coefs, QS_3PG_COEFS * 20 * sizeof(double));
	memcpy(two.state + QS_3PG_STATES * 20, two.state, QS_3PG_STATES * 20 * sizeof(double));
	stands_run(qs_kernels_for(0), &one, 2, 20);
	stands_run(qs_kernels_for(0), &two, 2, 20);
	assert_memory_equal(result_of(&two, 0, QS_3PG_APAR), result_of(&one, 0, QS_3PG_APAR), 20 * sizeof(double));
	assert_memory_equal(result_of(&two, 1, QS_3PG_APAR), result_of(&one, 0, QS_3PG_APAR), 20 * sizeof(double));
	stands_free(&one);
	stands_free(&two);
}

/* ---- edges ---- */

static void clear_cut_leaves_bare_ground_that_stays_defined(void **state)
{
	/* no tree stays, so no mass does, also where the trees cut were lighter than the mean */
	static const struct qs_threepg_cut cuts[] = {{0, 0, 0.6, 1, 0.8}};
	struct stands s = stands_open(40, 2, mix);

	(void)state;
	stands_fill(&s, 10, 0);
	thin(&s, cuts, 1);
	stands_run(qs_kernels_for(0), &s, 30, 40);
	all_finite(&s, "clear-cut");
	for (size_t c = 0; c < 2; c++)
		for (int k = QS_3PG_N; k <= QS_3PG_DEBT; k++)
			for (size_t i = 0; i < 40; i++)
				assert_true(state_of(&s, c, k)[i] == 0);
	assert_true(s.stand[QS_3PG_SOIL_EVAPORATION * 40] > 0 && state_of(&s, 0, QS_3PG_BA)[0] == 0);
	stands_free(&s);
}

static void thinning_from_above_takes_all_where_it_asks_for_more(void **state)
{
	static const struct qs_threepg_cut half[] = {{0, 500, 1, 1, 1}}, over[] = {{0, 500, 1, 1, 5}};
	struct stands s = stands_open(8, 1, pjs), t = stands_open(8, 1, pjs);

	(void)state;
	stands_fill(&s, 11, 0);
	stands_fill(&t, 11, 0);
	thin(&s, half, 1);
	thin(&t, over, 1);
	stands_run(qs_kernels_for(0), &s, 2, 8);
	stands_run(qs_kernels_for(0), &t, 2, 8);
	for (size_t i = 0; i < 8; i++) {
		near(state_of(&s, 0, QS_3PG_N)[i] + result_of(&s, 0, QS_3PG_STRESS_N)[i] +
			     result_of(&s, 0, QS_3PG_SELF_N)[i],
		     500, 1e-9);
		assert_true(state_of(&t, 0, QS_3PG_N)[i] == 0 && state_of(&t, 0, QS_3PG_STEM)[i] == 0);
		assert_true(s.next[i] == 1 && t.next[i] == 1);
	}
	stands_free(&s);
	stands_free(&t);
}

/* Parameters anywhere in their ranges that qs_threepg_fault lets pass, every combination of settings: nothing is NaN.
 */
static void nothing_is_nan_whatever_the_parameters(void **state)
{
	static const double ranges[][2] = {
#define X(name, least, most, otherwise) {least, most},
		QS_THREEPG_PARAMETERS(X)
#undef X
	};
	uint64_t seed = 12;

	(void)state;
	for (int k = 0; k < 32; k++) {
		const struct qs_threepg_settings all = {1 + k % 2, 1 + k / 2 % 2, 1 + k / 4 % 2, 1 + k / 8 % 2, k / 16};
		struct stands s = stands_open(64, 3, all);

		stands_fill(&s, 13, 5);
		for (size_t at = 0; at < 3 * 64; at++) {
			double p[QS_3PG_PARAMETERS], sizes[QS_3PG_SIZES];
			struct qs_threepg_planting planting = {drawn(&seed, 0.01, 1e6), drawn(&seed, 1e-6, 1e4),
							       drawn(&seed, 0, 1e4), drawn(&seed, 0, 1e4),
							       drawn(&seed, 0, 1)};

			do {
				species_of(at % 2 == 0, p);
				for (int i = 0; i < QS_3PG_PARAMETERS; i++)
					if (drawn(&seed, 0, 1) < 0.3)
						p[i] = drawn(&seed, 0, 1) < 0.3
							       ? ranges[i][drawn(&seed, 0, 1) < 0.5]
							       : drawn(&seed, ranges[i][0], ranges[i][1]);
				p[QS_3PG_leafgrow] = floor(p[QS_3PG_leafgrow]);
				p[QS_3PG_leaffall] = floor(p[QS_3PG_leaffall]);
				p[QS_3PG_crownshape] = floor(p[QS_3PG_crownshape]);
			} while (qs_threepg_fault(p, all.light == 2, all.height, 350, 450));
			for (int i = 0; i < QS_3PG_SIZES; i++)
				sizes[i] = drawn(&seed, 0, 1) < 0.3 ? 0 : drawn(&seed, -1e3, 1e3);
			qs_threepg_coefficients(p, sizes, (int)(at % 6) - 1, &planting,
						s.coefs + at / 64 * QS_3PG_COEFS * 64 + at % 64, 64);
		}
		stands_run(qs_kernels_for(0), &s, 40, 64);
		all_finite(&s, "parameters anywhere");
		stands_free(&s);
	}
}

/* ---- closed forms ---- */

static void modifiers_and_sizes_have_their_closed_forms(void **state)
{
	struct stands s = stands_open(3, 1, pjs);
	double days[12], p[QS_3PG_PARAMETERS];
	const struct qs_threepg_planting planting = {1000, 50, 5, 4, 1};

	(void)state;
	species_of(0, p);
	p[QS_3PG_rhoMin] = p[QS_3PG_rhoMax] = 0.5;
	p[QS_3PG_fracBB0] = p[QS_3PG_fracBB1] = 0.2;
	for (size_t i = 0; i < 3; i++) {
		qs_threepg_coefficients(p, NULL, 2, &planting, s.coefs + i, 3);
		state_of(&s, 0, QS_3PG_AGE)[i] = 12 * 190; /* rAge MaxAge = 0.95 * 200 */
		s.site[QS_3PG_ASW_MAX * 3 + i] = 100;
		s.stand[QS_3PG_ASW * 3 + i] = 40; /* 1 - 0.4 = SWconst of class 2 */
	}
	stands_run(qs_kernels_for(0), &s, 1, 3);
	near(state_of(&s, 0, QS_3PG_D)[0], pow(50 / 0.13, 1 / 2.3), 1e-13);
	near(state_of(&s, 0, QS_3PG_VOLUME)[0], 50 * 0.8 / 0.5, 1e-13);
	near(result_of(&s, 0, QS_3PG_F_AGE)[0], 0.5, 1e-14);
	stands_weather(&s, 2);
	s.weather[QS_3PG_T_AVE * 3] = 17;
	s.weather[QS_3PG_T_AVE * 3 + 1] = -4;
	s.weather[QS_3PG_T_AVE * 3 + 2] = 36;
	qs_kernels_for(0)->threepg_month(3, 2, &s.block);
	near(result_of(&s, 0, QS_3PG_F_TMP)[0], 1, 1e-15);
	assert_true(result_of(&s, 0, QS_3PG_F_TMP)[1] == 0 && result_of(&s, 0, QS_3PG_F_TMP)[2] == 0);
	near(result_of(&s, 0, QS_3PG_F_SW)[0], 0.5, 1e-14);
	near(result_of(&s, 0, QS_3PG_F_VPD)[1], exp(-0.05 * s.weather[QS_3PG_VPD * 3 + 1]), 1e-15);
	qs_threepg_day_lengths(0, days);
	for (int m = 0; m < 12; m++)
		near(days[m], 43200, 1e-4);
	qs_threepg_day_lengths(80, days);
	assert_true(days[0] == 0 && days[5] == 86400);
	qs_threepg_day_lengths(-80, days);
	assert_true(days[0] == 86400 && days[5] == 0);
	stands_free(&s);
}

/* The mean tree after self-thinning is what the rule allows for its density, within the published loose end. */
static void self_thinning_ends_at_the_rule(void **state)
{
	struct stands s = stands_open(64, 1, pjs);
	double seen = 0;

	(void)state;
	stands_fill(&s, 14, 0);
	stands_run(qs_kernels_for(0), &s, 480, 64);
	for (size_t i = 0; i < 64; i++) {
		const double n = state_of(&s, 0, QS_3PG_N)[i];
		const double most = 190 * pow(1000 / n, 1.5);

		assert_true(state_of(&s, 0, QS_3PG_TREE)[i] <= most * 1.01);
		seen += state_of(&s, 0, QS_3PG_TREE)[i] > most * 0.99;
	}
	assert_true(seen > 10);
	stands_free(&s);
}

/* ---- cases ---- */

#define GIVEN(site, species, parameters, climate)                                                               \
	"{\"n_months\":1,\"site\":{\"latitude\":40,\"soil_class\":2,\"asw_i\":1,\"asw_min\":0," site            \
	"\"year_i\":2000,\"month_i\":1},\"settings\":{\"light_model\":1,\"transp_model\":1,\"phys_model\":1,"   \
	"\"height_model\":1,\"correct_bias\":0},\"species\":[{\"species\":\"A\",\"year_p\":1990,\"month_p\":1," \
	"\"biom_stem\":9,\"biom_root\":1,\"biom_foliage\":1," species "}],\"parameters\":{\"A\":{" parameters   \
	"}},\"climate\":{\"tmp_min\":[-5]," climate "\"prcp\":[1],\"srad\":[9],\"frost_days\":[9]}}"
#define SITE "\"asw_max\":100,"
#define TREES "\"stems_n\":1000,\"fertility\":0.5"
#define WARM "\"tmp_max\":[5],"

static void what_is_outside_its_domain_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{GIVEN(SITE, "\"stems_n\":0,\"fertility\":0.5", "", WARM), QS_E2104, "/species/0/stems_n"},
		{GIVEN(SITE, "\"stems_n\":9,\"fertility\":1.5", "", WARM), QS_E2104, "/species/0/fertility"},
		{GIVEN("\"asw_max\":0,", TREES, "", WARM), QS_E2104, "/site/asw_max"},
		{GIVEN(SITE, TREES, "", "\"tmp_max\":[99],"), QS_E2104, "/climate/tmp_max"},
		{GIVEN(SITE, TREES, "", "\"tmp_max\":[-9],"), QS_E2206, "/climate/tmp_min"},
		{GIVEN(SITE, TREES, "", WARM "\"month\":[2],"), QS_E2206, "/climate/month"},
		{GIVEN(SITE, TREES, "", WARM "\"co2\":[350,350],"), QS_E2206, "/climate/co2"},
		{GIVEN(SITE, TREES, "\"Tmin\":20", WARM), QS_E2206, "/parameters/A"},
		{GIVEN(SITE, TREES, "\"fCg700\":0.5", WARM), QS_E2104, "/parameters/A/fCg700"},
		{GIVEN(SITE, TREES, "\"leafgrow\":4.5", WARM), QS_E2206, "/parameters/A/leafgrow"},
		{GIVEN(SITE, TREES, "\"leafgrow\":0,\"leaffall\":1", WARM), QS_E2206, "/parameters/A"},
		{GIVEN(SITE, TREES, "\"pFS3\":1", WARM), QS_E2101, "/pFS3"},
		{GIVEN(SITE, TREES, "\"gammaF0\":0", WARM), QS_E2206, "/parameters/A"},
		{"{\"n_months\":0}", QS_E2104, "/n_months"},
	};

	(void)state;
	assert_refused("3pg", rows, sizeof rows / sizeof *rows);
	assert_gives("3pg", GIVEN(SITE, TREES, "", WARM),
		     "{\"A\":{\"stems_n\":[1000],\"asw\":[1],\"biom_foliage\":[1]}}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carbon_is_kept_through_leaf_debt_thinning_and_deaths),
		cmocka_unit_test(water_is_kept_to_the_last_of_it),
		cmocka_unit_test(bits_are_equal_on_every_isa_and_cut),
		cmocka_unit_test(a_cohort_still_to_come_changes_nothing_and_neither_does_its_mortality),
		cmocka_unit_test(light_of_one_canopy_leaves_the_others_the_same_month),
		cmocka_unit_test(clear_cut_leaves_bare_ground_that_stays_defined),
		cmocka_unit_test(thinning_from_above_takes_all_where_it_asks_for_more),
		cmocka_unit_test(nothing_is_nan_whatever_the_parameters),
		cmocka_unit_test(modifiers_and_sizes_have_their_closed_forms),
		cmocka_unit_test(self_thinning_ends_at_the_rule),
		cmocka_unit_test(what_is_outside_its_domain_is_told_where_it_stands),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
