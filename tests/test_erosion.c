/* Soil loss: published figures, closed forms, and what must hold whatever the figures. */
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

static double s_liu(double deg)
{
	return qs_erosion_s(QS_EROSION_S_LIU, qs_erosion_slope_of_deg(deg), 5, 10);
}

static double s_mccool(double deg)
{
	return qs_erosion_s(QS_EROSION_S_MCCOOL, qs_erosion_slope_of_deg(deg), 0, 0);
}

/* ---- soil and rain ---- */

static void soils_have_their_published_erodibility(void **state)
{
	const double loam = qs_erosion_k_epic(40, 40, 20, 1), spoil = qs_erosion_k_epic(60, 30, 10, 0.2);
	const struct qs_erosion_nomograph soil = {40, 8, 20, 2, 2, 3};

	(void)state;
	near(loam, 0.29538, 5e-6);
	near(qs_erosion_k_epic(70, 20, 10, 0.3), 0.22741, 5e-6);
	near(spoil, 0.27477, 5e-6);
	near(qs_erosion_k_si(loam, 0, 1, 0.1317), 0.03890, 5e-6);
	near(qs_erosion_k_si(loam, -0.01383, 0.51575, 0.1317), 0.01824, 5e-6);
	near(qs_erosion_k_si(spoil, -0.01383, 0.51575, 0.1317), 0.01684, 5e-6);
	/* structure 2 and permeability 3 leave the texture alone: 2.1e-4 (12 - 2) (48 80)^1.14 / 759 */
	near(qs_erosion_k_nomograph(&soil, 759), 2.1e-3 * pow(48 * 80, 1.14) / 759, 1e-15);
	assert_true(qs_erosion_k_epic(100, 0, 0, 1) == 0 && qs_erosion_stones(0.053, 0) == 1);
	near(qs_erosion_stones(0.053, 40), exp(-2.12), 1e-16);
}

static void renard_peaks_where_log10_of_the_diameter_is_minus_1_659(void **state)
{
	const double mm = pow(10, -1.659);
	const struct qs_erosion_grains same = {mm, mm, mm}, finer = {0.5 * mm, 0.5 * mm, 0.5 * mm},
				       coarser = {2 * mm, 2 * mm, 2 * mm};
	const double peak = qs_erosion_k_renard(20, 50, 30, same);

	(void)state;
	near(peak, 7.594 * 0.0439, 1e-15);
	assert_true(qs_erosion_k_renard(20, 50, 30, finer) < peak && qs_erosion_k_renard(20, 50, 30, coarser) < peak);
	near(qs_erosion_k_renard(20, 50, 30, finer), qs_erosion_k_renard(20, 50, 30, coarser), 1e-15);
}

static const double beijing[12] = {2.7, 4.9, 8.3, 21.2, 34.2, 78.1, 185.2, 159.7, 45.5, 21.8, 7.4, 2.8};

static void rain_of_beijing_has_its_known_erosivity(void **state)
{
	(void)state;
	near(qs_erosion_r_wischmeier(9.80665, beijing), 2088, 0.5);
	near(qs_erosion_r_wischmeier(17.02, beijing), 3624, 0.5);
	near(qs_erosion_r_fournier(0.1833, 1.9957, qs_erosion_fournier(1, beijing)), 2709, 0.5);
}

static void even_rain_has_the_closed_form_of_its_index(void **state)
{
	double even[24] = {0}, dry[12] = {0};

	(void)state;
	for (size_t i = 0; i < 12; i++)
		even[i] = 50;
	near(qs_erosion_fournier(1, even), 50, 1e-13);
	near(qs_erosion_fournier(2, even), 25, 1e-13); /* the second year is dry */
	near(qs_erosion_r_wischmeier(1, even), 12 * 1.735 * pow(10, 1.5 * log10(50.0 / 12) - 0.8188), 1e-12);
	assert_true(qs_erosion_r_wischmeier(1, dry) == 0 && qs_erosion_fournier(1, dry) == 0);
}

static void days_count_from_the_threshold_on_and_halves_end_on_day_15(void **state)
{
	const struct qs_erosion_day days[] = {{7, 15, 12}, {7, 16, 30}, {12, 31, 18}, {1, 1, 11.999}};
	struct qs_erosion_daily one, two;

	(void)state;
	qs_erosion_r_daily(1, 12, 4, days, &one);
	assert_true(one.mean_mm == 20 && one.year_mm == 60);
	near(one.beta, 0.8363 + 18.144 / 20 + 24.455 / 60, 1e-15);
	near(one.alpha, 21.586 * pow(one.beta, -7.1891), 1e-14);
	near(one.half_month_r[12], one.alpha * pow(12, one.beta), 1e-13);
	near(one.half_month_r[13], one.alpha * pow(30, one.beta), 1e-12);
	assert_true(one.half_month_r[23] > 0 && one.half_month_r[0] == 0 && one.half_month_r[22] == 0);
	near(one.half_month_r[12] + one.half_month_r[13] + one.half_month_r[23], one.r, 1e-11);
	qs_erosion_r_daily(2, 12, 4, days, &two);
	assert_true(two.year_mm == 30);
	qs_erosion_r_daily(2, 31, 4, days, &two); /* no day counts */
	assert_true(two.r == 0 && two.year_mm == 0 && isnan(two.beta) && isnan(two.alpha) && isnan(two.mean_mm));
}

/* ---- slope ---- */

static void slopes_have_their_published_factors(void **state)
{
	static const double rows[][5] = {/* deg, S of Liu, S of McCool, m, L at 60 m */
					 {5, 0.9642, 0.9713, 0.4966, 1.6411},
					 {10, 2.8446, 2.4173, 0.5986, 1.8168},
					 {15, 4.7107, 3.8482, 0.6468, 1.9062},
					 {25, 8.2996, 6.6000, 0.6954, 2.0009},
					 {35, 11.6071, 9.1361, 0.7205, 2.0517}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const double m = qs_erosion_length_exponent(QS_EROSION_M_BETA, qs_erosion_slope_of_deg(rows[i][0]));

		near(s_liu(rows[i][0]), rows[i][1], 5e-5);
		near(s_mccool(rows[i][0]), rows[i][2], 5e-5);
		near(m, rows[i][3], 5e-5);
		near(qs_erosion_l_length(60, m), rows[i][4], 5e-5);
	}
	assert_true(qs_erosion_l_length(22.13, 0.37) == 1);
}

static void degrees_and_percent_are_one_slope(void **state)
{
	(void)state;
	for (double deg = 0; deg < 80; deg += 0.7) {
		const struct qs_erosion_slope a = qs_erosion_slope_of_deg(deg), b = qs_erosion_slope_of_pct(a.pct);

		near(b.deg, a.deg, 1e-12);
		near(b.sin, a.sin, 1e-15);
		near(b.cos, a.cos, 1e-15);
	}
}

static double steps(enum qs_erosion_m method, double value)
{
	return qs_erosion_length_exponent(method, method == QS_EROSION_M_CSLE ? qs_erosion_slope_of_deg(value)
									      : qs_erosion_slope_of_pct(value));
}

static void a_limit_of_m_belongs_to_the_gentler_class_and_one_of_s_to_the_steeper(void **state)
{
	static const double csle[] = {1, 3, 5}, invest[] = {1, 3.5, 5, 9}, m[] = {0.2, 0.3, 0.4, 0.5};
	const struct qs_erosion_slope nine = qs_erosion_slope_of_pct(9);

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		assert_true(steps(QS_EROSION_M_CSLE, csle[i]) == m[i]);
		assert_true(steps(QS_EROSION_M_CSLE, csle[i] * (1 + 1e-12)) == m[i + 1]);
	}
	for (size_t i = 0; i < 4; i++)
		assert_true(steps(QS_EROSION_M_INVEST, invest[i]) == m[i]);
	assert_true(steps(QS_EROSION_M_INVEST, 5 * (1 + 1e-12)) == 0.5);
	assert_true(steps(QS_EROSION_M_INVEST, 9 * (1 + 1e-12)) == steps(QS_EROSION_M_BETA, 9 * (1 + 1e-12)));
	assert_true(qs_erosion_s(QS_EROSION_S_MCCOOL, nine, 0, 0) == 16.8 * nine.sin - 0.5);
	near(s_liu(5), 16.8 * sin(5 * acos(-1) / 180) - 0.5, 1e-15);
	near(s_liu(10), 21.91 * sin(10 * acos(-1) / 180) - 0.96, 1e-15);
}

static void cells_of_a_strip_have_on_average_the_factor_of_its_length(void **state)
{
	(void)state;
	for (int cells = 1; cells <= 4096; cells *= 8) {
		double sum = 0;

		for (int i = 0; i < cells; i++)
			sum += qs_erosion_l_cell(25.0 * i, 5, 1, 0.62);
		near(sum / cells, qs_erosion_l_length(5.0 * cells, 0.62), 1e-12 * sum);
	}
	near(qs_erosion_crossing(45), sqrt(2), 1e-15);
	near(qs_erosion_crossing(-90), 1, 1e-15);
	assert_true(qs_erosion_invest_upslope(1, 30) == 0 && qs_erosion_invest_upslope(101, 30) == 300);
}

static void a_cell_far_below_keeps_its_digits(void **state)
{
	const long double a = 1e9L / 25, e = 1.55L; /* the difference of the powers loses nine digits of sixteen */
	const long double want = powl(a, e) * expm1l(e * log1pl(1 / a)) * powl(5 / 22.13L, 0.55L);

	(void)state;
	near(qs_erosion_l_cell(1e9, 5, 1, 0.55), (double)want, 1e-14 * (double)want);
}

static void longer_and_steeper_slopes_lose_more(void **state)
{
	double s_before = 0, l_before = 0;

	(void)state;
	for (double deg = 0.5; deg < 80; deg += 0.5) {
		const double s = s_mccool(deg);

		assert_true(s > s_before || (deg > 5 && deg < 6)); /* the two lines meet near 9 % with a small step */
		s_before = s;
	}
	for (double length = 1; length < 500; length += 1) {
		const double l = qs_erosion_l_length(length, 0.5);

		assert_true(l > l_before);
		l_before = l;
	}
}

static void beyond_fifty_percent_the_slope_factor_is_held_and_told(void **state)
{
	const struct qs_erosion_slope half = qs_erosion_slope_of_pct(50), wall = qs_erosion_slope_of_deg(65);
	int held = 7;

	(void)state;
	assert_true(qs_erosion_s_held(QS_EROSION_S_LIU, half, 5, 10, &held) ==
		    qs_erosion_s(QS_EROSION_S_LIU, half, 5, 10));
	assert_int_equal(held, 0);
	(void)qs_erosion_s_held(QS_EROSION_S_MCCOOL, qs_erosion_slope_of_pct(50.001), 0, 0, &held);
	assert_int_equal(held, 1);
	assert_true(qs_erosion_s_held(QS_EROSION_S_LIU, wall, 5, 10, &held) ==
		    qs_erosion_s(QS_EROSION_S_LIU, half, 5, 10));
	assert_int_equal(held, 1);
}

/* ---- cover and loss ---- */

static void covers_have_their_published_factors(void **state)
{
	static const double pct[] = {1, 5, 10, 20, 30, 40, 50, 60, 70};
	static const double want[] = {.651, .411, .307, .204, .143, .100, .067, .040, .017};
	static const double ends[] = {0, 78.3, 78.30001, 100, 0.01};
	const struct qs_kernels *const ks = qs_kernels_for(0);
	double c[9];

	(void)state;
	ks->erosion_cover(9, 0, 1, pct, c);
	for (size_t i = 0; i < 9; i++)
		near(c[i], want[i], 5e-4);
	ks->erosion_cover(5, 0, 1, ends, c);
	assert_true(c[0] == 1 && c[2] == 0 && c[3] == 0 && c[4] == 1);
	near(c[1], 0.0001, 5e-5);
	ks->erosion_cover(5, 0.003, 0.9, ends, c);
	assert_true(c[0] == 0.9 && c[1] == 0.003 && c[3] == 0.003 && c[4] == 0.9);
}

/* A limit belongs to the fuller class; groups weigh by their shares of the cover. */
static void a_table_has_its_value_in_each_class_and_one_on_bare_ground(void **state)
{
	static const struct qs_erosion_table table = {
		{{.1, .08, .06, .02, .004, .001}, {.4, .22, .14, .085, .04, .011}, {.45, .24, .15, .09, .043, .011}}};
	static const double herbs[] = {0, .0999, .1, .2999, .3, .4999, .5, .6999, .7, .8999, .9, 1};
	static const double want[] = {1, .45, .24, .24, .15, .15, .09, .09, .043, .043, .011, .011};
	static const double none[12], mixed[] = {.15, .31}, more[] = {.1, .31}, rest[] = {.15, .31};
	static const double both[] = {.4, .93}, trees[] = {.5}, under[] = {.4}, ground[] = {.699};
	double c[12];

	(void)state;
	qs_kernels_for(0)->erosion_cover_table(12, &table, herbs, none, none, herbs, c);
	for (size_t i = 0; i < 12; i++)
		assert_true(c[i] == want[i]);
	qs_kernels_for(0)->erosion_cover_table(2, &table, both, mixed, more, rest, c);
	near(c[0], (.15 * .06 + .1 * .14 + .15 * .15) / .4, 1e-14);
	near(c[1], (.001 + .011 + .011) / 3, 1e-14);
	/* herbs under trees: the ground is no fuller than it is */
	qs_kernels_for(0)->erosion_cover_table(1, &table, ground, trees, none, under, c);
	near(c[0], (.5 * .02 + .4 * .09) / .9, 1e-14);
}

static void plots_have_their_ratio_at_their_cover_and_multiply(void **state)
{
	static const double ratio[] = {.025, .045, .045}, none[4];
	static const double trees[] = {0, .8, .4, 0}, herbs[] = {0, 0, .4, 1};
	double c[4];

	(void)state;
	qs_kernels_for(0)->erosion_cover_plots(4, ratio, .8, .003, trees, none, herbs, c);
	assert_true(c[0] == 1);
	near(c[1], .025, 1e-14);
	near(c[2], sqrt(.025 * .045), 1e-14);
	near(c[3], pow(.045, 1.25), 1e-14);
	qs_kernels_for(0)->erosion_cover_plots(4, ratio, .8, .03, trees, none, herbs, c);
	assert_true(c[1] == .03 && c[0] == 1);
}

struct lanes {
	double r[N], k[N], ls[N], c[N], p[N], cover[N], potential[N], actual[N], retention[N];
	double of_table[N], of_plots[N];
};

static void fill(struct lanes *x)
{
	uint64_t s = 5;

	for (size_t i = 0; i < N; i++) {
		x->r[i] = draw(&s, 500, 4000);
		x->k[i] = draw(&s, 0.005, 0.06);
		x->ls[i] = draw(&s, 0.03, 40);
		x->p[i] = draw(&s, 0.1, 1);
		x->cover[i] = i % 7 ? draw(&s, 0, 100) : 0;
	}
}

static void lose(const struct qs_kernels *ks, struct lanes *x)
{
	static const struct qs_erosion_table shares = {
		{{.1, .08, .06, .02, .004, .001}, {.4, .22, .14, .085, .04, .011}, {.45, .24, .15, .09, .043, .011}}};

	ks->erosion_cover(N, 0.001, 1, x->cover, x->c);
	ks->erosion_loss(N, x->r, x->k, x->ls, x->c, x->p, x->potential, x->actual, x->retention);
	ks->erosion_cover_table(N, &shares, x->c, x->c, x->p, x->k, x->of_table);
	ks->erosion_cover_plots(N, (const double[]){.025, .045, .06}, .8, .003, x->c, x->p, x->k, x->of_plots);
}

/* The cover of Cai's equation is in percent: half of the ground given as a fraction would leave eleven times the
 * factor. */
static void a_cover_given_as_a_fraction_is_another_ground(void **state)
{
	const double cover[] = {50, 0.5, 78.3, 0.783};
	double c[4];

	(void)state;
	qs_kernels_for(0)->erosion_cover(4, 0, 1, cover, c);
	assert_true(c[0] > 0.066 && c[0] < 0.068);
	assert_true(c[1] > 11 * c[0]);
	assert_true(c[2] < 2e-4 && c[3] > 0.68);
}

static void more_cover_loses_less_and_what_is_kept_is_the_rest(void **state)
{
	static struct lanes bare, green;
	const struct qs_kernels *const ks = qs_kernels_for(0);

	(void)state;
	fill(&bare);
	fill(&green);
	for (size_t i = 0; i < N; i++)
		green.cover[i] += 0.3 * (100 - green.cover[i]);
	lose(ks, &bare);
	lose(ks, &green);
	for (size_t i = 0; i < N; i++) {
		assert_true(green.actual[i] < bare.actual[i] || bare.c[i] == 0.001);
		assert_true(green.potential[i] == bare.potential[i]);
		near(bare.actual[i] + bare.retention[i], bare.potential[i], 1e-14 * bare.potential[i]);
	}
}

static void bits_are_equal_on_every_isa_and_for_single_lanes(void **state)
{
	static struct lanes x, y;

	(void)state;
	fill(&x);
	lose(qs_kernels_for(0), &x);
	for (size_t v = 0; v < 3; v++) {
		const struct qs_kernels *const ks = qs_kernels_for(isas[v]);

		if (!ks)
			continue;
		fill(&y);
		lose(ks, &y);
		assert_memory_equal(&x, &y, sizeof x);
		for (size_t i = 0; i < N; i += 37) {
			double c;

			ks->erosion_cover(1, 0.001, 1, x.cover + i, &c);
			assert_memory_equal(&c, x.c + i, sizeof c);
		}
	}
}

/* ---- cases ---- */

#define RAIN "\"rain\":{\"method\":\"value\",\"r_mj_mm_ha_h\":100}"
#define SOIL "\"soil\":{\"method\":\"value\",\"k_si\":0.5}"
#define TERRAIN(slope, length)                                                            \
	"\"terrain\":{" slope ",\"l_method\":\"slope-length\",\"slope_length_m\":" length \
	",\"m_method\":\"beta\",\"s_method\":\"mccool\"}"
#define COVER "\"cover\":{\"method\":\"value\",\"c\":0.25}"
#define REST "\"practice_factor\":0.5,\"area_ha\":2"
#define PARCEL(soil, terrain, cover) "{" RAIN ",\"parcels\":[{" soil "," terrain "," cover "," REST "}]}"
#define FLAT TERRAIN("\"slope_deg\":0", "60")
#define DAYS(days)                                                                                       \
	"{\"rain\":{\"method\":\"zhang-daily\",\"threshold_mm\":12,\"years\":[2019],\"wet_days\":[" days \
	"]},\"parcels\":[{" SOIL "," FLAT "," COVER "," REST "}]}"

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{"{" RAIN "}", QS_E2102, "/given"},
		{"{" RAIN ",\"parcels\":[]}", QS_E2206, "/parcels"},
		{"{" RAIN ",\"parcels\":[7]}", QS_E2103, "/parcels/0"},
		{"{\"rain\":{\"method\":\"guess\"},\"parcels\":[]}", QS_E2105, "/rain/method"},
		{"{\"rain\":{},\"parcels\":[]}", QS_E2102, "/rain"},
		{"{\"rain\":{\"method\":\"wischmeier-monthly-si\",\"unit_factor\":1,\"monthly_mm\":[1]},\"parcels\":[]"
		 "}",
		 QS_E2206, "/rain/monthly_mm"},
		{"{\"rain\":{\"method\":\"zhang-monthly\",\"coefficient\":1,\"exponent\":1,\"monthly_mm_by_year\":[]},"
		 "\"parcels\":[]}",
		 QS_E2206, "/monthly_mm_by_year"},
		{DAYS("[2019,2,29,20]"), QS_E2206, "/rain"},
		{DAYS("[2019,4,31,20]"), QS_E2206, "/rain"},
		{DAYS("[2018,7,20,20]"), QS_E2206, "/rain"},
		{DAYS("[2019,7,20,-1]"), QS_E2206, "/rain"},
		{DAYS("[2019,7,20]"), QS_E2206, "/wet_days"},
		{PARCEL("\"soil\":{\"method\":\"value\",\"k_si\":-1}", FLAT, COVER), QS_E2104, "/parcels/0/soil/k_si"},
		{PARCEL("\"soil\":{\"method\":\"epic\"}", FLAT, COVER), QS_E2102, "/soil"},
		{PARCEL(SOIL, TERRAIN("\"slope_deg\":5", "-60"), COVER), QS_E2104, "/terrain/slope_length_m"},
		{PARCEL(SOIL, TERRAIN("\"slope_deg\":90", "60"), COVER), QS_E2104, "/terrain/slope_deg"},
		{PARCEL(SOIL, TERRAIN("\"slope_deg\":9,\"slope_pct\":9", "60"), COVER), QS_E2206, "/terrain/slope_pct"},
		{PARCEL(SOIL, TERRAIN("\"l_max\":null", "60"), COVER), QS_E2102, "/terrain"},
		{PARCEL(SOIL, FLAT, "\"cover\":{\"method\":\"cai\",\"cover_pct\":101,\"c_min\":0,\"c_max\":1}"),
		 QS_E2104, "/cover/cover_pct"},
		{PARCEL(SOIL, FLAT, "\"cover\":{\"method\":\"cai\",\"cover_pct\":1,\"c_min\":1,\"c_max\":0.5}"),
		 QS_E2206, "/cover/c_max"},
		{PARCEL(SOIL, FLAT, "\"cover\":{\"method\":\"value\",\"c\":1,\"cc\":1}"), QS_E2101, "/cover/cc"},
	};

	(void)state;
	assert_refused("rusle", rows, sizeof rows / sizeof *rows);
}

static void a_flat_parcel_loses_r_k_0_03_c_p(void **state)
{
	(void)state;
	assert_gives(
		"rusle", PARCEL(SOIL, FLAT, COVER),
		"{\"r_mj_mm_ha_h\":100,\"k_us\":[null],\"k_si\":[0.5],\"m\":[0],\"l\":[1],\"s\":[0.03],\"ls\":[0.03],"
		"\"potential_t_ha\":[1.5],\"actual_t_ha\":[0.1875],\"retention_t_ha\":[1.3125],\"actual_total_t\":0."
		"375}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(soils_have_their_published_erodibility),
		cmocka_unit_test(renard_peaks_where_log10_of_the_diameter_is_minus_1_659),
		cmocka_unit_test(rain_of_beijing_has_its_known_erosivity),
		cmocka_unit_test(even_rain_has_the_closed_form_of_its_index),
		cmocka_unit_test(days_count_from_the_threshold_on_and_halves_end_on_day_15),
		cmocka_unit_test(slopes_have_their_published_factors),
		cmocka_unit_test(degrees_and_percent_are_one_slope),
		cmocka_unit_test(a_limit_of_m_belongs_to_the_gentler_class_and_one_of_s_to_the_steeper),
		cmocka_unit_test(cells_of_a_strip_have_on_average_the_factor_of_its_length),
		cmocka_unit_test(a_cell_far_below_keeps_its_digits),
		cmocka_unit_test(longer_and_steeper_slopes_lose_more),
		cmocka_unit_test(beyond_fifty_percent_the_slope_factor_is_held_and_told),
		cmocka_unit_test(covers_have_their_published_factors),
		cmocka_unit_test(a_cover_given_as_a_fraction_is_another_ground),
		cmocka_unit_test(a_table_has_its_value_in_each_class_and_one_on_bare_ground),
		cmocka_unit_test(plots_have_their_ratio_at_their_cover_and_multiply),
		cmocka_unit_test(more_cover_loses_less_and_what_is_kept_is_the_rest),
		cmocka_unit_test(bits_are_equal_on_every_isa_and_for_single_lanes),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
		cmocka_unit_test(a_flat_parcel_loses_r_k_0_03_c_p),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
