/* Runoff and evapotranspiration by curves: published figures, closed forms, and what must hold whatever the figures. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "tests/case_lines.h"

#include <math.h>

enum { N = 1003 };

static const char *const isas[] = {"v2", "v3", "v4"};

static double draw(uint64_t *s, double lo, double hi)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return lo + (hi - lo) * ((double)(*s >> 11) * 0x1p-53);
}

static void near(double got, double want, double off)
{
	if (!(fabs(got - want) <= off))
		fail_msg("%.17g, not %.17g", got, want);
}

/* ---- yearly yield ---- */

static double fu_of(double precip, double pet, double w)
{
	double share;

	qs_kernels_for(0)->water_fu(1, &precip, &pet, &w, &share);
	return share;
}

static void beijing_evaporates_what_the_published_curves_say(void **state)
{
	const struct qs_water_zhang zhang = {2, 0.5, 1410, 1100};
	const double rain[] = {550, 550, 550}, forest[] = {0, 0.5, 1};
	double share[3], aet[3], yield[3];

	(void)state;
	near(550 * fu_of(550, 1100, 1.25), 193, 0.5);
	near(550 * fu_of(550, 1100, 2.5), 476, 0.5);
	near(550 * fu_of(550, 1100, 3), 506, 0.5);
	qs_kernels_for(0)->water_zhang(3, &zhang, rain, forest, share);
	qs_kernels_for(0)->water_yield(3, rain, share, aet, yield);
	near(aet[0], 440.0, 0.05);
	near(aet[1], 478.5, 0.05);
	near(aet[2], 517.1, 0.05);
	near(yield[2], 32.9, 0.05);
}

static void fu_has_its_closed_forms_and_keeps_its_digits(void **state)
{
	const long double x = 1e-7L;

	(void)state;
	near(fu_of(3, 4, 2), 1 + 4.0 / 3 - 5.0 / 3, 1e-15); /* 3, 4, 5 */
	assert_true(fu_of(500, 700, 1) == 0);               /* w = 1: nothing evaporates */
	assert_true(fu_of(500, 0, 2.6) == 0);
	assert_true(isnan(fu_of(0, 700, 2.6)));
	near(fu_of(1, 1e7, 3), (double)(1 - expm1l(log1pl(powl(x, 3)) / 3) / x), 1e-15);
	near(fu_of(1, 1e-7, 1.5) / 1e-7, (double)(1 - expm1l(log1pl(powl(x, 1.5L)) / 1.5L) / x), 1e-15);
}

static void evapotranspiration_stays_below_rain_and_demand_and_grows_with_both_and_w(void **state)
{
	uint64_t s = 3;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		const double p = draw(&s, 10, 2500), e = draw(&s, 10, 2500), w = draw(&s, 1.1, 8);
		const double aet = p * fu_of(p, e, w);

		assert_true(aet > 0 && aet <= p && aet <= e * (1 + 1e-15));
		assert_true(p * fu_of(p, 1.1 * e, w) >= aet && 1.1 * p * fu_of(1.1 * p, e, w) >= aet * (1 - 1e-15));
		assert_true(p * fu_of(p, e, 1.1 * w) >= aet * (1 - 1e-15));
	}
}

static void cells_take_the_shallower_depth_and_stay_within_their_limits(void **state)
{
	static const double kc[] = {1, 1, 1, 1, 0.1}, eto[] = {1000, 1000, 1000, 1000, 900};
	static const double rain[] = {500, 500, 500, 500, 1000}, root[] = {400, 900, 9000, 0, 300};
	static const double soil[] = {900, 400, 9000, 900, 700}, pawc[] = {0.1, 0.1, 0.1, 0.1, 0.11};
	static const double vegetated[] = {1, 1, 1, 0, 1};
	const struct qs_water_cells cells = {kc, eto, rain, root, soil, pawc, vegetated};
	double w[5], share[5];

	(void)state;
	qs_kernels_for(0)->water_invest(5, 6, 5, &cells, w, share);
	near(w[0], 6 * 400 * 0.1 / 500 + 1.25, 1e-15);
	assert_true(w[1] == w[0] && share[1] == share[0]);
	assert_true(w[2] == 5 && isnan(w[3]) && share[3] == 1);
	near(share[4], 0.06896508, 5e-9); /* a value of InVEST's own test */
}

/* ---- storms ---- */

static double runoff_of(double precip, double cn, double abstraction)
{
	double s, q;

	qs_kernels_for(0)->water_runoff(1, abstraction, 1e5, &precip, &cn, &s, &q);
	return q;
}

static void curve_numbers_have_their_published_runoff(void **state)
{
	static const double rows[][3] = {{50, 0.322, 7.984},
					 {65, 6.291, 25.201},
					 {75, 14.520, 41.137},
					 {86, 28.750, 63.229},
					 {91, 37.734, 75.110}};

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		near(runoff_of(60, rows[i][0], 0.2), rows[i][1], 5e-4);
		near(runoff_of(100, rows[i][0], 0.2), rows[i][2], 5e-4);
	}
}

static void rain_up_to_the_abstraction_does_not_run_off(void **state)
{
	double s, q, p = 50.8, cn = 50; /* S = 254, 0.2 S = 50.8 */

	(void)state;
	qs_kernels_for(0)->water_runoff(1, 0.2, 1e5, &p, &cn, &s, &q);
	assert_true(s == 254);
	near(q, 0, 1e-12);
	assert_true(runoff_of(50, 50, 0.2) == 0 && runoff_of(51, 50, 0.2) > 0 && runoff_of(0, 80, 0.2) == 0);
	assert_true(runoff_of(80, 100, 0.2) == 80 && runoff_of(0, 100, 0.2) == 0);
	cn = 0;
	qs_kernels_for(0)->water_runoff(1, 0.2, 777, &p, &cn, &s, &q);
	assert_true(s == 777 && q == 0);
}

static void storm_on_sealed_ground_runs_off_to_the_last_bit(void **state)
{
	(void)state;
	for (int i = 1; i <= 20000; i++)
		if (runoff_of(i * 0.0973, 100, 0.2) != i * 0.0973)
			fail_msg("%.17g mm: %.17g run off", i * 0.0973, runoff_of(i * 0.0973, 100, 0.2));
}

struct month {
	double precip, events, cn, stream, s, a, q;
};

static double quickflow_of(struct month m, double limit)
{
	qs_kernels_for(0)->water_quickflow(1, limit, &m.precip, &m.events, &m.cn, &m.stream, &m.s, &m.a, &m.q);
	return m.q;
}

static void quick_flow_is_runoff_over_exponential_days(void **state)
{
	const struct month m = {.precip = 80, .events = 5, .cn = 78};
	const double mean = 16;
	double sum = 0;

	(void)state;
	for (int i = 0; i < 400000; i++) { /* the midpoint rule on 5 exp(-d/16)/16 Q(d) to 400 mm */
		const double d = 0.001 * (i + 0.5), s = 25400.0 / 78 - 254, excess = d - 0.2 * s;

		sum += excess > 0 ? 0.001 * exp(-d / mean) / mean * (excess * excess / (excess + s)) : 0;
	}
	near(quickflow_of(m, 100), 5 * sum, 1e-6 * sum);
}

static void quick_flow_keeps_its_edges(void **state)
{
	const struct month stream = {.precip = 30, .events = 3, .cn = 40, .stream = 1};
	const struct month tight = {.precip = 10.5, .events = 1, .cn = 100};
	const struct month no_days = {.precip = 10, .events = 0, .cn = 70, .stream = 1}, dry = {.events = 4, .cn = 100};
	const struct month sandy = {.precip = 30, .events = 10, .cn = 50}; /* S/a = 84.7 */

	(void)state;
	assert_true(quickflow_of(stream, 100) == 30 && quickflow_of(tight, 100) == 10.5);
	assert_true(quickflow_of(no_days, 100) == 0 && quickflow_of(dry, 100) == 0);
	near(quickflow_of(sandy, 100), 3.0299081830140644e-08, 1e-16);
	assert_true(quickflow_of(sandy, 84) == 0);
	/* far beyond the limit both factors leave the range of doubles */
	assert_true(quickflow_of((struct month){.precip = 0.5, .events = 20, .cn = 3}, 1e9) == 0);
	for (double cn = 3; cn < 100; cn += 1) { /* never negative, never more than the rain, grows with cn */
		const struct month m = {.precip = 60, .events = 4, .cn = cn},
				   more = {.precip = 60, .events = 4, .cn = cn + 1};
		const double q = quickflow_of(m, 1e6);

		assert_true(q >= 0 && q <= 60 && quickflow_of(more, 1e6) >= q);
	}
}

/* ---- bits ---- */

struct lanes {
	double precip[N], pet[N], w[N], cn[N], events[N], stream[N], out[8][N];
};

static void fill(struct lanes *x)
{
	uint64_t s = 9;

	for (size_t i = 0; i < N; i++) {
		x->precip[i] = i % 11 ? draw(&s, 0, 900) : 0;
		x->pet[i] = draw(&s, 0, 2000);
		x->w[i] = draw(&s, 1, 6);
		x->cn[i] = i % 13 ? draw(&s, 1, 100) : 100;
		x->events[i] = i % 17 ? draw(&s, 0.5, 20) : 0;
		x->stream[i] = i % 7 == 0;
	}
}

static void run(const struct qs_kernels *ks, struct lanes *x)
{
	const struct qs_water_zhang zhang = {2, 0.5, 1410, 1100};
	const struct qs_water_cells cells = {x->w, x->pet, x->precip, x->pet, x->cn, x->stream, x->stream};

	ks->water_fu(N, x->precip, x->pet, x->w, x->out[0]);
	ks->water_zhang(N, &zhang, x->precip, x->stream, x->out[1]);
	ks->water_invest(N, 6, 5, &cells, x->out[2], x->out[3]);
	ks->water_yield(N, x->precip, x->out[0], x->out[4], x->out[5]);
	ks->water_runoff(N, 0.2, 1e5, x->precip, x->cn, x->out[6], x->out[7]);
	ks->water_quickflow(N, 100, x->precip, x->events, x->cn, x->stream, x->out[0], x->out[1], x->out[2]);
}

static void bits_are_equal_on_every_isa(void **state)
{
	static struct lanes x, y;

	(void)state;
	fill(&x);
	run(qs_kernels_for("v2"), &x);
	for (size_t v = 0; v < 3; v++) {
		if (!qs_kernels_for(isas[v]))
			continue;
		fill(&y);
		run(qs_kernels_for(isas[v]), &y);
		for (size_t c = 0; c < 8; c++)
			for (size_t i = 0; i < N; i++)
				assert_true(x.out[c][i] == y.out[c][i] || (isnan(x.out[c][i]) && isnan(y.out[c][i])));
	}
}

/* ---- cases ---- */

#define STORM(p, cn, area)                                                                                 \
	"{\"initial_abstraction_frac\":0.2,\"cn_zero_retention_mm\":1e5,\"precip_mm\":[" p "],\"cn\":[" cn \
	"],\"area_ha\":[" area "]}"
#define MONTH(cn, stream) \
	"{\"ratio_limit\":100,\"precip_mm\":[9,9],\"events\":[1,1],\"cn\":[" cn "],\"stream\":[" stream "]}"

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given storms[] = {
		{STORM("60,-1", "50,50", "1,1"), QS_E2104, "/precip_mm"},
		{STORM("60,60", "50,101", "1,1"), QS_E2104, "/cn"},
		{STORM("60,60", "50", "1,1"), QS_E2206, "/cn"},
		{STORM("", "", ""), QS_E2206, "/precip_mm"},
		{"{}", QS_E2102, "/given"},
	};
	static const struct wrong_given months[] = {
		{MONTH("70,70", "0,2"), QS_E2104, "/stream"},
		{MONTH("70,70", "0,0.5"), QS_E2206, "/stream"},
		{MONTH("70", "0"), QS_E2206, "/cn"},
	};
	static const struct wrong_given years[] = {
		{"{\"precip_mm\":[1]}", QS_E2102, "/given"},
		{"{\"method\":\"budyko\",\"precip_mm\":[1]}", QS_E2105, "/method"},
		{"{\"method\":\"fu\",\"precip_mm\":[1],\"pet_mm\":[1],\"w\":[0.5]}", QS_E2104, "/w"},
		{"{\"method\":\"fu\",\"precip_mm\":[1],\"pet_mm\":[1,2],\"w\":[2]}", QS_E2206, "/pet_mm"},
		{"{\"method\":\"zhang2001\",\"precip_mm\":[1],\"forest_frac\":[1]}", QS_E2102, "/given"},
		{"{\"method\":\"fu\",\"precip_mm\":[1],\"pet_mm\":[1],\"w\":[2],\"ww\":1}", QS_E2101, "/ww"},
	};

	(void)state;
	assert_refused("scs-cn", storms, sizeof storms / sizeof *storms);
	assert_refused("quickflow", months, sizeof months / sizeof *months);
	assert_refused("water-yield", years, sizeof years / sizeof *years);
}

static void volumes_are_depths_on_hectares(void **state)
{
	(void)state;
	assert_gives(
		"scs-cn", STORM("80,0", "100,100", "2,2"),
		"{\"retention_mm\":[0,0],\"runoff_mm\":[80,0],\"retention_index_frac\":[0,null],\"retained_m3\":[0,0],"
		"\"runoff_m3\":[1600,0]}");
	assert_gives("quickflow", MONTH("100,60", "0,1"), "{\"quickflow_mm\":[9,9],\"quickflow_total_mm\":18}");
	assert_gives("water-yield", "{\"method\":\"fu\",\"precip_mm\":[0,10],\"pet_mm\":[5,0],\"w\":[2,2]}",
		     "{\"aet_frac\":[null,0],\"aet_mm\":[0,0],\"yield_mm\":[0,10]}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(beijing_evaporates_what_the_published_curves_say),
		cmocka_unit_test(fu_has_its_closed_forms_and_keeps_its_digits),
		cmocka_unit_test(evapotranspiration_stays_below_rain_and_demand_and_grows_with_both_and_w),
		cmocka_unit_test(cells_take_the_shallower_depth_and_stay_within_their_limits),
		cmocka_unit_test(curve_numbers_have_their_published_runoff),
		cmocka_unit_test(rain_up_to_the_abstraction_does_not_run_off),
		cmocka_unit_test(storm_on_sealed_ground_runs_off_to_the_last_bit),
		cmocka_unit_test(quick_flow_is_runoff_over_exponential_days),
		cmocka_unit_test(quick_flow_keeps_its_edges),
		cmocka_unit_test(bits_are_equal_on_every_isa),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
		cmocka_unit_test(volumes_are_depths_on_hectares),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
