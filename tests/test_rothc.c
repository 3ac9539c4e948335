/* RothC: its kernels of a month against the published equations and a long double transcription, carbon kept, equal
 * bits over parts, instruction sets and lengths of call. */
#include "tests/rothc_lanes.h"

/* ---- parts against the published equations ---- */

static long double reference_a(long double t)
{
	return t < -5.0L ? 0.0L : 47.91L / (expl(106.06L / (t + 18.27L)) + 1.0L);
}

static void temperature_follows_the_published_curve_and_its_edge(void **state)
{
	double t[4] = {-5.0, -5.0000001, -40.0, 9.25}, a[4];

	(void)state;
	best()->rothc_temperature(4, t, a);
	assert_true(a[0] > 0.016 && a[0] < 0.0163);
	assert_true(a[1] <= 0.0 && a[2] <= 0.0);
	for (double x = -5.0; x < 60; x += 0.137) {
		best()->rothc_temperature(1, &x, a);
		assert_true(fabs(a[0] / (double)reference_a((long double)x) - 1) < 5e-15);
	}
}

/* The published step for a cover of 0 or 1; returns factor b. */
static double published_water(double smd_max, int cover, double balance, double *swc)
{
	const double one = 0.444 * smd_max, bare = 0.556 * smd_max;

	if (cover == 1)
		*swc = fmax(smd_max, fmin(0.0, *swc + balance));
	else
		*swc = fmax(fmin(bare, *swc), fmin(0.0, *swc + balance));
	return *swc > one ? 1.0 : 0.2 + 0.8 * ((smd_max - *swc) / (smd_max - one));
}

static void moisture_at_cover_0_and_1_is_the_published_one_bit_for_bit(void **state)
{
	struct lanes x;
	uint64_t s = 11;

	(void)state;
	fill_lanes(&x, 3);
	x.smd_max[7] = -40;
	for (int month = 0; month < 600; month++) {
		double swc[N];

		memcpy(swc, x.swc, sizeof swc);
		for (size_t i = 0; i < N; i++) {
			x.cover[i] = draw(&s, 0, 1) < 0.5 ? 0 : 1;
			x.balance_mm[i] = draw(&s, -90, 80);
		}
		best()->rothc_moisture(N, x.smd_max, x.cover, x.balance_mm, x.swc, x.b);
		for (size_t i = 0; i < N; i++) {
			const double b = published_water(x.smd_max[i], x.cover[i] > 0.5, x.balance_mm[i], &swc[i]);

			assert_memory_equal(&swc[i], &x.swc[i], sizeof swc[i]);
			assert_memory_equal(&b, &x.b[i], sizeof b);
		}
	}
}

static void moisture_moves_steadily_with_cover_and_mends_a_shrunk_store(void **state)
{
	double smd_max = -60, balance = -500, last = 0, swc, b;

	(void)state;
	for (int i = 0; i <= 10; i++) {
		const double cover = i / 10.0;

		swc = 0;
		best()->rothc_moisture(1, &smd_max, &cover, &balance, &swc, &b);
		assert_true(fabs(swc + 60 * (0.556 + 0.0444 * i)) < 1e-12);
		assert_true(swc < last);
		last = swc;
	}
	const double bare = 0;
	smd_max = -10; /* soil was taken away */
	best()->rothc_moisture(1, &smd_max, &bare, &balance, &swc, &b);
	assert_true(fabs(swc + 10) < 1e-15 && fabs(b - 0.2) < 1e-15);
	smd_max = 0; /* bare rock */
	best()->rothc_moisture(1, &smd_max, &bare, &balance, &swc, &b);
	assert_true(fabs(swc) <= 0 && fabs(b - 1) <= 0);
}

static void fractions_keep_their_digits_at_any_rate(void **state)
{
	static const long double k[4] = {10.0L, 0.3L, 0.66L, 0.02L};
	double lost[4];

	(void)state;
	for (double r = 1e-12; r < 2; r *= 1.003) {
		best()->rothc_fractions(1, &r, &lost[0], &lost[1], &lost[2], &lost[3]);
		for (size_t i = 0; i < 4; i++) {
			const long double want = -expm1l(-k[i] * (long double)r);

			assert_true(fabsl((long double)lost[i] / want - 1) < 1e-14L);
		}
	}
	double none = 0;
	best()->rothc_fractions(1, &none, &lost[0], &lost[1], &lost[2], &lost[3]);
	assert_true(lost[0] <= 0 && lost[1] <= 0 && lost[2] <= 0 && lost[3] <= 0);
}

static void decay_sends_on_all_that_leaves_the_pools(void **state)
{
	struct lanes x;

	(void)state;
	fill_lanes(&x, 21);
	best()->rothc_temperature(N, x.temperature_c, x.a);
	run_parts(best(), &x, NULL, NULL, NULL);
	for (size_t i = 0; i < N; i++) {
		const double lost = x.decay[0][i] + x.decay[1][i] + x.decay[2][i] + x.decay[3][i];
		const double sent = x.to_bio[i] + x.to_hum[i] + x.to_air[i];

		assert_true(fabs(lost - sent) <= 5e-16 * lost);
		assert_true(fabs(x.to_bio[i] * 54 - x.to_hum[i] * 46) <= 1e-13 * lost);
		assert_true(x.to_air[i] >= 0.7 * lost);
	}
}

/* ---- months ---- */

struct reference {
	long double dpm, rpm, bio, hum, respired, swc;
};

static void reference_month(struct reference *s, double clay, double smd_max, int cover, long double t,
			    long double balance, long double dpm_in, long double rpm_in, long double hum_in)
{
	const long double max = (long double)smd_max, one = 0.444L * max, bare = 0.556L * max;
	const long double x = 1.67L * (1.85L + 1.60L * expl(-0.0786L * (long double)clay));

	s->swc =
		cover ? fmaxl(max, fminl(0, s->swc + balance)) : fmaxl(fminl(bare, s->swc), fminl(0, s->swc + balance));
	const long double b = s->swc > one ? 1 : 0.2L + 0.8L * (max - s->swc) / (max - one);
	const long double r = reference_a(t) * b * (cover ? 0.6L : 1.0L) / 12;
	const long double d = s->dpm * -expm1l(-10 * r), p = s->rpm * -expm1l(-0.3L * r);
	const long double o = s->bio * -expm1l(-0.66L * r), h = s->hum * -expm1l(-0.02L * r);
	s->dpm += dpm_in - d;
	s->rpm += rpm_in - p;
	s->bio += 0.46L / (x + 1) * (d + p + o + h) - o;
	s->hum += 0.54L / (x + 1) * (d + p + o + h) - h + hum_in;
	s->respired += x / (x + 1) * (d + p + o + h);
}

static void sixty_years_follow_a_long_double_reference(void **state)
{
	const double clay = 18, smd_max = qs_rothc_smd_max(clay, 30, 0), kept = qs_rothc_kept(clay);
	double dpm = 0, rpm = 2, bio = 0.3, hum = 9, swc = 0, respired = 0, a;
	struct reference s = {0, 2, 0.3L, 9, 0, 0};

	(void)state;
	for (size_t m = 0; m < 60 * YEAR; m++) {
		const size_t j = m % YEAR;
		const double cover = j > 3 && j < 10, t = month_t[j] + 0.002 * (double)m;
		const double balance = month_rain[j] - 0.75 * month_pan[j];
		const struct qs_rothc_input in = qs_rothc_split(cover * 0.2, j == 9 ? 0.5 : 0, 0.67);

		best()->rothc_temperature(1, &t, &a);
		best()->rothc_month(1, a, balance, &smd_max, &cover, &kept, &in.dpm, &in.rpm, &in.hum, &dpm, &rpm, &bio,
				    &hum, &swc, &respired);
		reference_month(&s, clay, smd_max, cover > 0, (long double)t, (long double)balance, (long double)in.dpm,
				(long double)in.rpm, (long double)in.hum);
		assert_true(fabs(dpm - (double)s.dpm) <= 1e-13 * (double)s.dpm);
		assert_true(fabs(rpm - (double)s.rpm) <= 1e-13 * (double)s.rpm);
		assert_true(fabs(bio - (double)s.bio) <= 1e-13 * (double)s.bio);
		assert_true(fabs(hum - (double)s.hum) <= 1e-13 * (double)s.hum);
		assert_true(fabs(respired - (double)s.respired) <= 1e-13 * (double)s.respired);
	}
}

static void fused_months_have_the_bits_of_their_parts(void **state)
{
	struct lanes parts, fused;

	(void)state;
	for (uint64_t seed = 1; seed < 20; seed++) {
		const double t = month_t[seed % YEAR];
		double a;

		best()->rothc_temperature(1, &t, &a);
		fill_lanes(&parts, seed);
		for (size_t i = 0; i < N; i++) {
			parts.a[i] = a;
			parts.balance_mm[i] = -12.5;
		}
		fused = parts;
		run_parts(best(), &parts, parts.dpm_in, parts.rpm_in, seed % 2 ? NULL : parts.hum_in);
		best()->rothc_month(N, a, -12.5, fused.smd_max, fused.cover, fused.kept, fused.dpm_in, fused.rpm_in,
				    seed % 2 ? NULL : fused.hum_in, fused.dpm, fused.rpm, fused.bio, fused.hum,
				    fused.swc, fused.respired);
		assert_same_state(&parts, &fused);
	}
}

/* The second set of a pair in the first one's place. */
static void take_brought(struct lanes *x)
{
	memcpy(x->dpm, x->brought_dpm, sizeof x->dpm);
	memcpy(x->rpm, x->brought_rpm, sizeof x->rpm);
	memcpy(x->bio, x->brought_bio, sizeof x->bio);
	memcpy(x->hum, x->brought_hum, sizeof x->hum);
	memcpy(x->respired, x->brought_respired, sizeof x->respired);
}

/* A year's weather of N lanes, month first, and what its months add. */
struct weather {
	double a[YEAR * N], balance_mm[YEAR * N];
	struct qs_rothc_months months;
};

static void fill_weather(struct weather *w)
{
	for (size_t m = 0; m < YEAR; m++) {
		for (size_t i = 0; i < N; i++) {
			const double t = month_t[m] + 0.05 * (double)i;

			best()->rothc_temperature(1, &t, &w->a[m * N + i]);
			w->balance_mm[m * N + i] = month_rain[m] - 0.7 * month_pan[m] + 0.3 * (double)i;
		}
		w->months.water_mm[m] = m > 3 && m < 9 ? 7.5 + (double)m : 0;
		w->months.share[m] = 0.02 * (double)m;
	}
}

/* A year of N lanes by rothc_year, in calls of `step` lanes. */
static void run_year(const struct qs_kernels *k, const struct weather *w, struct lanes *x, size_t step, int pair)
{
	double a[YEAR * N], balance_mm[YEAR * N];

	for (size_t i = 0; i < N; i += step) {
		const size_t n = N - i < step ? N - i : step;
		const struct qs_rothc_columns grown = {x->dpm + i, x->rpm + i, x->bio + i, x->hum + i, x->respired + i};
		const struct qs_rothc_columns brought = {x->brought_dpm + i, x->brought_rpm + i, x->brought_bio + i,
							 x->brought_hum + i, x->brought_respired + i};

		for (size_t m = 0; m < YEAR; m++) {
			memcpy(a + m * n, w->a + m * N + i, n * sizeof *a);
			memcpy(balance_mm + m * n, w->balance_mm + m * N + i, n * sizeof *balance_mm);
		}
		k->rothc_year(n, &w->months, a, balance_mm, x->smd_max + i, x->cover + i, x->kept + i, x->dpm_in + i,
			      x->rpm_in + i, x->swc + i, &grown, pair ? &brought : NULL);
	}
}

/* The same year by the parts of its months; an input that is 0 is none. */
static void run_months(const struct weather *w, struct lanes *x, double fed)
{
	double dpm_in[N], rpm_in[N];

	for (size_t m = 0; m < YEAR; m++) {
		for (size_t i = 0; i < N; i++) {
			x->a[i] = w->a[m * N + i];
			x->balance_mm[i] = w->balance_mm[m * N + i] + w->months.water_mm[m];
			dpm_in[i] = x->dpm_in[i] * w->months.share[m];
			rpm_in[i] = x->rpm_in[i] * w->months.share[m];
		}
		run_parts(best(), x, fed > 0 ? dpm_in : NULL, fed > 0 ? rpm_in : NULL, NULL);
	}
}

static void each_set_of_a_year_has_the_bits_of_its_months_alone(void **state)
{
	struct weather w;
	struct lanes grown, brought, alone, pair;

	(void)state;
	fill_weather(&w);
	fill_lanes(&grown, 77);
	brought = alone = pair = grown;
	take_brought(&brought);
	run_months(&w, &grown, 1);
	run_months(&w, &brought, 0);
	run_year(best(), &w, &alone, N, 0);
	run_year(best(), &w, &pair, N, 1);
	assert_same_state(&grown, &alone);
	assert_same_state(&grown, &pair);
	take_brought(&pair);
	assert_same_state(&brought, &pair);
}

static void same_bits_for_any_instruction_set_and_length_of_call(void **state)
{
	static const size_t steps[] = {N, 1, 13};
	struct weather w;
	struct lanes first, x;

	(void)state;
	fill_weather(&w);
	fill_lanes(&first, 5);
	run_year(best(), &w, &first, N, 1);
	for (size_t i = 0; i < sizeof isas / sizeof *isas; i++) {
		const struct qs_kernels *const k = qs_kernels_for(isas[i]);

		for (size_t j = 0; k && j < sizeof steps / sizeof *steps; j++) {
			fill_lanes(&x, 5);
			run_year(k, &w, &x, steps[j], 1);
			assert_same_state(&first, &x);
			assert_memory_equal(first.brought_respired, x.brought_respired, sizeof x.brought_respired);
			/* the parts, from where the year ended */
			run_parts(k, &x, NULL, NULL, NULL);
			struct lanes again = first;
			run_parts(best(), &again, NULL, NULL, NULL);
			assert_same_state(&again, &x);
			assert_memory_equal(again.to_air, x.to_air, sizeof x.to_air);
		}
	}
}

static void carbon_is_kept_over_forty_years(void **state)
{
	struct weather w;
	struct lanes x;
	double start[N], in = 0, shares = 0;

	(void)state;
	fill_weather(&w);
	for (size_t m = 0; m < YEAR; m++)
		shares += w.months.share[m];
	fill_lanes(&x, 9);
	for (size_t i = 0; i < N; i++)
		start[i] = x.dpm[i] + x.rpm[i] + x.bio[i] + x.hum[i];
	for (int y = 0; y < 40; y++)
		run_year(best(), &w, &x, N, 1);
	for (size_t i = 0; i < N; i++) {
		const double end = x.dpm[i] + x.rpm[i] + x.bio[i] + x.hum[i];

		in = 40 * shares * (x.dpm_in[i] + x.rpm_in[i]);
		assert_true(x.respired[i] > 0);
		assert_true(fabs(start[i] + in - x.respired[i] - end) <= 1e-14 * (start[i] + in));
	}
}

static void pools_without_input_end_at_zero_and_not_in_subnormals(void **state)
{
	const double smd_max = -1000, cover = 0, kept = qs_rothc_kept(20);
	double dpm = 1, rpm = 0, bio = 0, hum = 0, swc = 0, respired = 0;

	(void)state;
	for (int m = 0; m < 2000; m++) {
		best()->rothc_month(1, 3.0, 0.0, &smd_max, &cover, &kept, NULL, NULL, NULL, &dpm, &rpm, &bio, &hum,
				    &swc, &respired);
		assert_true(dpm <= 0 || dpm > 1e-32);
	}
	assert_true(dpm <= 0);
	assert_true(fabs(rpm + bio + hum + respired - 1) < 1e-13);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(temperature_follows_the_published_curve_and_its_edge),
		cmocka_unit_test(moisture_at_cover_0_and_1_is_the_published_one_bit_for_bit),
		cmocka_unit_test(moisture_moves_steadily_with_cover_and_mends_a_shrunk_store),
		cmocka_unit_test(fractions_keep_their_digits_at_any_rate),
		cmocka_unit_test(decay_sends_on_all_that_leaves_the_pools),
		cmocka_unit_test(sixty_years_follow_a_long_double_reference),
		cmocka_unit_test(fused_months_have_the_bits_of_their_parts),
		cmocka_unit_test(each_set_of_a_year_has_the_bits_of_its_months_alone),
		cmocka_unit_test(same_bits_for_any_instruction_set_and_length_of_call),
		cmocka_unit_test(carbon_is_kept_over_forty_years),
		cmocka_unit_test(pools_without_input_end_at_zero_and_not_in_subnormals),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, 0, 0);
}
