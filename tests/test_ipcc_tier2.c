/* The IPCC's steady-state method: the balance at the steady state, limits, and what must hold whatever the figures. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "tests/case_lines.h"

#include <math.h>

enum { N = 517, MONTHS = 12 };

static const char *const isas[] = {"v2", "v3", "v4"};

struct lanes {
	double temperature_c[MONTHS][N], rain[MONTHS][N], pet[MONTHS][N], wetness[MONTHS][N], irrigated[MONTHS][N];
	double sand[N], carbon[N], lignin[N], nitrogen[N], f2[N], till[N];
	double tfac[N], wfac[N], ka[N], ks[N], kp[N], alpha[N], steady[3][N], pool[3][N];
};

static double draw(uint64_t *s, double lo, double hi)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return lo + (hi - lo) * ((double)(*s >> 11) * 0x1p-53);
}

static void fill(struct lanes *x, const struct qs_ipcc_tier2 *set, uint64_t seed)
{
	for (size_t i = 0; i < N; i++) {
		const int kind = (int)draw(&seed, 0, QS_TILLAGES);

		for (int m = 0; m < MONTHS; m++) {
			x->temperature_c[m][i] = draw(&seed, -30, 50);
			x->rain[m][i] = draw(&seed, 0, 1) < 0.2 ? 0 : draw(&seed, 0, 200);
			x->pet[m][i] = draw(&seed, 0, 1) < 0.2 ? 0 : draw(&seed, 0, 200);
			x->irrigated[m][i] = draw(&seed, 0, 1) < 0.2;
		}
		x->sand[i] = draw(&seed, 0, 1);
		x->carbon[i] = draw(&seed, 0, 9);
		x->lignin[i] = draw(&seed, 0, 0.3);
		x->nitrogen[i] = draw(&seed, 0.01, 0.04);
		x->till[i] = set->till[kind];
		x->f2[i] = set->f2[kind];
		x->pool[0][i] = draw(&seed, 0, 1);
		x->pool[1][i] = draw(&seed, 0, 20);
		x->pool[2][i] = draw(&seed, 0, 60);
	}
}

static void year(const struct qs_kernels *k, const struct qs_ipcc_tier2 *set, struct lanes *x)
{
	const struct qs_tier2_input input = {x->carbon, x->lignin, x->nitrogen, x->f2};

	for (int m = 0; m < MONTHS; m++)
		k->tier2_wetness(N, x->rain[m], x->pet[m], x->wetness[m]);
	k->tier2_climate(N, set, x->temperature_c[0], x->wetness[0], x->irrigated[0], x->tfac, x->wfac);
	k->tier2_rates(N, set, x->tfac, x->wfac, x->sand, x->till, x->ka, x->ks, x->kp);
	k->tier2_steady(N, set, &input, x->sand, x->ka, x->ks, x->kp, x->alpha, x->steady[0], x->steady[1],
			x->steady[2]);
	k->tier2_year(N, x->ka, x->steady[0], x->pool[0]);
	k->tier2_year(N, x->ks, x->steady[1], x->pool[1]);
	k->tier2_year(N, x->kp, x->steady[2], x->pool[2]);
}

static struct qs_ipcc_tier2 both(int csu)
{
	return csu ? qs_ipcc_tier2_csu() : qs_ipcc_tier2_published();
}

static void carbon_closes_at_the_steady_state(void **state)
{
	static struct lanes x;

	(void)state;
	for (int csu = 0; csu < 2; csu++) {
		const struct qs_ipcc_tier2 s = both(csu);

		fill(&x, &s, 5);
		year(qs_kernels_for(0), &s, &x);
		for (size_t i = 0; i < N; i++) {
			const double f4 = qs_ipcc_tier2_f4(&s, x.sand[i]);
			const double a = x.ka[i] * x.steady[0][i], l = x.ks[i] * x.steady[1][i],
				     p = x.kp[i] * x.steady[2][i];
			const double in =
				x.carbon[i] * qs_ipcc_tier2_stabilised(&s, x.f2[i], x.lignin[i], x.nitrogen[i]);
			const double out = a * (1 - f4 - s.f5) + l * (1 - s.f6 - s.f7) + p * (1 - s.f8);

			assert_true(fabs(in - out) <= 1e-13 * in);
			assert_true(in >= 0 && in <= x.carbon[i]);
			assert_true(fabs(l - (x.carbon[i] * x.lignin[i] * s.f3 + f4 * a)) <= 1e-13 * l);
			assert_true(fabs(p - (s.f5 * a + s.f6 * l)) <= 1e-13 * p);
		}
	}
}

static void a_pool_moves_towards_its_end_and_never_past_it(void **state)
{
	static struct lanes x, at;

	(void)state;
	for (int csu = 0; csu < 2; csu++) {
		const struct qs_ipcc_tier2 s = both(csu);

		fill(&x, &s, 23);
		at = x;
		year(qs_kernels_for(0), &s, &x);
		for (size_t i = 0; i < N; i++) {
			for (int p = 0; p < 3; p++) {
				const double lo = fmin(at.pool[p][i], x.steady[p][i]);
				const double hi = fmax(at.pool[p][i], x.steady[p][i]);

				assert_true(x.pool[p][i] >= lo - 4e-16 * hi && x.pool[p][i] <= hi + 4e-16 * hi);
				assert_true(lo >= 0);
			}
			if (x.ka[i] >= 1) /* reached within the year */
				assert_true(fabs(x.pool[0][i] - x.steady[0][i]) <=
					    1e-15 * (at.pool[0][i] + x.steady[0][i]));
		}
	}
}

static void months_have_their_published_values(void **state)
{
	const struct qs_ipcc_tier2 p = qs_ipcc_tier2_published(), c = qs_ipcc_tier2_csu();
	double t[MONTHS], wet[MONTHS], irrigated[MONTHS], tfac, wfac;

	(void)state;
	for (int m = 0; m < MONTHS; m++) {
		t[m] = 33.69;
		wet[m] = 1.25;
		irrigated[m] = 0;
	}
	qs_kernels_for(0)->tier2_climate(1, &p, t, wet, NULL, &tfac, &wfac);
	assert_true(fabs(tfac - 1) < 1e-14);
	assert_true(fabs(wfac - 1.5 * (0.2129 + 1.331 * 1.25 - 0.2413 * 1.5625)) < 1e-14);
	qs_kernels_for(0)->tier2_climate(1, &c, t, wet, NULL, &tfac, &wfac);
	assert_true(fabs(wfac - 1.5 * (0.2129 + 0.9303 * 1.25 - 0.2413 * 1.5625)) < 1e-14);
	for (int m = 0; m < MONTHS; m++) {
		t[m] = m < 3 ? 45 : 45.1;
		wet[m] = m < 6 ? 0 : 1e9;
		irrigated[m] = m == 0;
	}
	qs_kernels_for(0)->tier2_climate(1, &p, t, wet, irrigated, &tfac, &wfac);
	assert_true(tfac == 0);
	assert_true(fabs(wfac - 1.5 / 12 * (0.775 + 5 * 0.2129 + 6 * (0.2129 + 1.66375 - 0.37703125))) < 1e-14);
	qs_kernels_for(0)->tier2_climate(1, &c, t, wet, irrigated, &tfac, &wfac);
	assert_true(fabs(tfac - 0.75e-4) < 1e-18);
	assert_true(fabs(wfac - 1.5 / 12 * (0.775 + 5 * 0.2129 + 6 * 0.99874375)) < 1e-14);
}

static void a_month_without_demand_is_as_wet_as_can_be(void **state)
{
	const double rain[] = {0, 5, 0, 200, 50}, pet[] = {0, 0, 10, 100, 100};
	double wetness[5];

	(void)state;
	qs_kernels_for(0)->tier2_wetness(5, rain, pet, wetness);
	assert_true(wetness[0] == 1.25 && wetness[1] == 1.25 && wetness[2] == 0);
	assert_true(wetness[3] == 1.25 && wetness[4] == 0.5);
}

static void limits_hold_in_the_coded_set_and_not_in_the_published_one(void **state)
{
	const struct qs_ipcc_tier2 p = qs_ipcc_tier2_published(), c = qs_ipcc_tier2_csu();
	struct qs_ipcc_tier2 more = c;

	(void)state;
	more.metabolic0 = 1;
	assert_true(fabs(qs_ipcc_tier2_stabilised(&more, 0.368, 0, 0.01) - (0.999 * 0.378 + 0.001 * 0.368)) < 1e-15);
	/* lignin by nitrogen 60: the metabolic share is -0.23, or 0 */
	assert_true(fabs(qs_ipcc_tier2_stabilised(&p, 0.5, 0.3, 0.005) - (-0.23 * 0.378 + 0.93 * 0.5 + 0.3 * 0.455)) <
		    1e-15);
	assert_true(fabs(qs_ipcc_tier2_stabilised(&c, 0.368, 0.3, 0.005) - (0.7 * 0.368 + 0.3 * 0.455)) < 1e-15);
	assert_true(fabs(qs_ipcc_tier2_f4(&p, 1) - 0.0645) < 1e-15);
	assert_true(p.f2[QS_TILLAGE_UNKNOWN] < p.f2[QS_TILLAGE_FULL] && c.f2[QS_TILLAGE_NONE] < p.f2[QS_TILLAGE_NONE]);
	const double none = 0, sand = 0.5, till = 1;
	double ka, ks, kp;

	qs_kernels_for(0)->tier2_rates(1, &c, &none, &none, &sand, &till, &ka, &ks, &kp);
	assert_true(fabs(kp - 0.00689e-4) < 1e-20);
	qs_kernels_for(0)->tier2_rates(1, &p, &none, &none, &sand, &till, &ka, &ks, &kp);
	assert_true(ka == 0 && ks == 0 && kp == 0);
}

static void bits_are_equal_on_every_isa(void **state)
{
	static struct lanes x, y;

	(void)state;
	for (int csu = 0; csu < 2; csu++) {
		const struct qs_ipcc_tier2 s = both(csu);

		fill(&x, &s, 7);
		year(qs_kernels_for("v2"), &s, &x);
		for (size_t v = 0; v < 3; v++) {
			if (!qs_kernels_for(isas[v]))
				continue;
			fill(&y, &s, 7);
			year(qs_kernels_for(isas[v]), &s, &y);
			assert_memory_equal(&x, &y, sizeof x);
		}
	}
}

static void lanes_in_another_order_have_the_same_bits(void **state)
{
	const struct qs_ipcc_tier2 s = qs_ipcc_tier2_published();
	static struct lanes x;

	(void)state;
	fill(&x, &s, 3);
	year(qs_kernels_for(0), &s, &x);
	for (size_t j = 0; j < N; j++) {
		const size_t i = N - 1 - j;
		const struct qs_tier2_input input = {&x.carbon[i], &x.lignin[i], &x.nitrogen[i], &x.f2[i]};
		double t[MONTHS], wet[MONTHS], irrigated[MONTHS], tfac, wfac, k[3], alpha, steady[3];

		for (int m = 0; m < MONTHS; m++) {
			t[m] = x.temperature_c[m][i];
			wet[m] = x.wetness[m][i];
			irrigated[m] = x.irrigated[m][i];
		}
		qs_kernels_for(0)->tier2_climate(1, &s, t, wet, irrigated, &tfac, &wfac);
		qs_kernels_for(0)->tier2_rates(1, &s, &tfac, &wfac, &x.sand[i], &x.till[i], &k[0], &k[1], &k[2]);
		qs_kernels_for(0)->tier2_steady(1, &s, &input, &x.sand[i], &k[0], &k[1], &k[2], &alpha, &steady[0],
						&steady[1], &steady[2]);
		assert_true(tfac == x.tfac[i] && wfac == x.wfac[i] && alpha == x.alpha[i]);
		for (int p = 0; p < 3; p++)
			assert_true(steady[p] == x.steady[p][i]);
	}
}

/* ---- cases ---- */

#define TWELVE(x) "[" x "," x "," x "," x "," x "," x "," x "," x "," x "," x "," x "," x "]"
#define CASE(t, sand, lignin, tillage, start)                                                                  \
	"{\"years\":2,\"monthly_T\":" t ",\"monthly_P_mm\":" TWELVE("50") ",\"monthly_PET_mm\":" TWELVE(       \
		"0") ",\"sand_fraction\":" sand ",\"cinput_tC_ha_per_year\":[2,3],\"lignin_fraction\":" lignin \
		     ",\"nitrogen_fraction\":0.01,\"tillage\":" tillage ",\"initial\":" start "}"
#define CSU(tillage, more)                                                                                             \
	"{\"years\":2,\"monthly_T\":" TWELVE("10") ",\"monthly_mappet_P_over_PET\":" TWELVE(                           \
		"1") ",\"monthly_irrigated\":" TWELVE("0") ",\"sand_fraction\":0.5,\"cinput_gC_m2_per_year\":[2,3],"   \
							   "\"lignin_fraction\":0.1,\"nitrogen_fraction\":0.01,"       \
							   "\"tillage\":" tillage                                      \
							   ",\"initial\":{\"active\":1,\"slow\":1,\"passive\":1}" more \
							   "}"
#define FIRST "\"steady_state_of_year_1\""

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{"{}", QS_E2102, "/given"},
		{CASE("[1]", "0.5", "0.1", "\"full\"", FIRST), QS_E2206, "/monthly_T"},
		{CASE(TWELVE("50"), "0.5", "0.1", "\"full\"", FIRST), QS_E2206, "/monthly_T"}, /* no decay at all */
		{CASE(TWELVE("20"), "1.5", "0.1", "\"full\"", FIRST), QS_E2104, "/sand_fraction"},
		{CASE(TWELVE("20"), "0.5", "-0.1", "\"full\"", FIRST), QS_E2104, "/lignin_fraction"},
		{CASE(TWELVE("20"), "0.5", "[0.1]", "\"full\"", FIRST), QS_E2206, "/lignin_fraction"},
		{CASE(TWELVE("20"), "0.5", "0.1", "\"FT\"", FIRST), QS_E2105, "/tillage"},
		{CASE(TWELVE("20"), "0.5", "0.1", "\"full\"", "\"steady\""), QS_E2105, "/initial"},
		{CASE(TWELVE("20"), "0.5", "0.1", "\"full\"", "\"steady_state_of_run_in\""), QS_E2102, "/given"},
		{CASE(TWELVE("20"), "0.5", "0.1", "\"full\"", "{\"active\":1,\"slow\":-1,\"passive\":1}"), QS_E2104,
		 "/slow"},
	};
	static const struct wrong_given coded[] = {
		{CSU("[\"FT\"]", ""), QS_E2206, "/tillage"},
		{CSU("[\"FT\",\"full\"]", ""), QS_E2206, "/tillage"},
		{CSU("[\"FT\",\"NT\",\"NT\"]", ""), QS_E2206, "/tillage"},
		{CSU("\"FT\"", ",\"parameters\":{\"k10\":1}"), QS_E2101, "/k10"},
		{CSU("\"FT\"", ",\"parameters\":{\"f6\":0.7,\"f7\":0.4}"), QS_E2206, "/parameters"},
		{CSU("\"FT\"", ",\"parameters\":{\"f5\":1,\"f8\":1,\"f7\":1,\"f6\":0}"), QS_E2206, "/parameters"},
		{CSU("\"FT\"", ",\"parameters\":{\"topt\":45}"), QS_E2206, "/parameters"},
	};

	(void)state;
	assert_refused("ipcc-tier2", rows, sizeof rows / sizeof *rows);
	assert_refused("ipcc-tier2-csu", coded, sizeof coded / sizeof *coded);
}

static void litter_of_which_more_than_all_would_stay_is_refused(void **state)
{
	/* lignin by nitrogen 1000 with the published equations, which the coded limits bring back */
	static const struct wrong_given rows[] = {
		{"{\"years\":1,\"monthly_T\":" TWELVE("20") ",\"monthly_P_mm\":" TWELVE(
			 "50") ",\"monthly_PET_mm\":" TWELVE("50") ",\"sand_fraction\":0.5,\"cinput_tC_ha_per_year\":["
								   "2],\"lignin_fraction\":0.9,"
								   "\"nitrogen_fraction\":0.0009,\"tillage\":\"zero\","
								   "\"initial\":" FIRST "}",
		 QS_E2206, "/lignin_fraction"},
	};

	(void)state;
	assert_refused("ipcc-tier2", rows, 1);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carbon_closes_at_the_steady_state),
		cmocka_unit_test(a_pool_moves_towards_its_end_and_never_past_it),
		cmocka_unit_test(months_have_their_published_values),
		cmocka_unit_test(a_month_without_demand_is_as_wet_as_can_be),
		cmocka_unit_test(limits_hold_in_the_coded_set_and_not_in_the_published_one),
		cmocka_unit_test(bits_are_equal_on_every_isa),
		cmocka_unit_test(lanes_in_another_order_have_the_same_bits),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
		cmocka_unit_test(litter_of_which_more_than_all_would_stay_is_refused),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
