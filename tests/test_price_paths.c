/* Prices: regimes, given paths, bands; equal bits; cases. */
#include "tests/case_lines.h"
#include "tests/price_help.h"

static const char *const isas[] = {"v2", "v3", "v4"};

static const double LEVELS[] = {40, 80, 150};
static const double CHANCES[] = {0.7, 0.25, 0.05, 0.1, 0.8, 0.1, 0, 0.4, 0.6};

static void regimes_are_visited_as_often_as_their_chances_say(void **state)
{
	static struct paths x;
	const struct qs_price_regimes regimes = {3, LEVELS, CHANCES};
	double now[3] = {0, 1, 0}, next[3], moves[3][3] = {{0}}, from[3] = {0};

	(void)state;
	draw_paths(&x, N, 61);
	for (size_t i = 0; i < N; i++)
		x.regime[i] = 1;
	qs_kernels_for(0)->price_regimes(N, STEPS, &regimes, x.u, x.regime, x.price);
	for (size_t t = 1; t <= STEPS; t++) {
		double count[3] = {0};

		qs_price_regimes_step(&regimes, now, next);
		memcpy(now, next, sizeof now);
		for (size_t i = 0; i < N; i++) {
			const uint32_t a = x.regime[(t - 1) * N + i], b = x.regime[t * N + i];

			assert_true(x.price[t * N + i] == LEVELS[b]);
			count[b] += 1;
			moves[a][b] += 1;
			from[a] += 1;
		}
		assert_counts("regimes", 3, count, now);
		assert_moments("regimes", x.price + t * N, qs_price_regimes_moments(&regimes, now));
	}
	for (size_t a = 0; a < 3; a++)
		for (size_t b = 0; b < 3; b++) {
			const double p = CHANCES[3 * a + b];

			near("move", moves[a][b] / from[a], p, 4 * sqrt(p * (1 - p) / from[a]));
		}
}

static void a_path_goes_through_its_points_and_stays_outside_them(void **state)
{
	static const double year[] = {2025, 2030, 2040}, price[] = {70, 95, 160};

	(void)state;
	for (size_t i = 0; i < 3; i++)
		assert_true(qs_price_given_at(3, year, price, 0, year[i]) == price[i] &&
			    qs_price_given_at(3, year, price, 1, year[i]) == price[i]);
	assert_true(qs_price_given_at(3, year, price, 0, 2027) == 80 &&
		    qs_price_given_at(3, year, price, 1, 2029.9) == 70);
	assert_true(qs_price_given_at(3, year, price, 0, 1900) == 70 &&
		    qs_price_given_at(3, year, price, 1, 1900) == 70);
	assert_true(qs_price_given_at(3, year, price, 0, 2100) == 160 &&
		    qs_price_given_at(1, year, price, 0, 2100) == 70);
}

/* E[max(S - edge, 0)] of a lognormal price. */
static double call(const struct lognormal *law, double edge)
{
	const double d = (law->mean - log(edge)) / law->sd;

	return exp(law->mean + 0.5 * law->sd * law->sd) * gsl_cdf_ugaussian_P(d + law->sd) -
	       edge * gsl_cdf_ugaussian_P(d);
}

static void a_band_cuts_prices_and_leaves_the_latent_ones(void **state)
{
	static struct paths x;
	const struct qs_price_gbm gbm = {0.05, 0.3};
	const struct lognormal law = {log(70) + 0.005 * 4, 0.6};
	const double mean = 70 * exp(0.2), out = lognormal_cdf(&law, 20) + 1 - lognormal_cdf(&law, 150);
	double beyond[N];

	(void)state;
	draw_paths(&x, N, 71);
	start_at(&x, N, 70);
	qs_kernels_for(0)->price_gbm(N, 1, 4, &gbm, x.z, x.price);
	for (int soft = 0; soft < 2; soft++) {
		const struct qs_price_band band = {20, 150, soft ? 0.25 : 0};
		const double over = call(&law, 150), under = 20 - mean + call(&law, 20); /* by parity */
		double sum = 0, hits = 0;

		qs_kernels_for(0)->price_band(N, 1, &band, x.price + N, x.seen, beyond);
		for (size_t i = 0; i < N; i++) {
			const double s = x.price[N + i], edge = s > 150 ? 150 : s < 20 ? 20 : s;

			near("band", x.seen[i], edge + band.slope * (s - edge), 1e-12);
			sum += x.seen[i] / N;
			hits += beyond[i] / N;
		}
		near("mean within", sum, mean - (1 - band.slope) * (over - under), 4 * 45 / sqrt(N));
		near("share beyond", hits, out, 4 * sqrt(out * (1 - out) / N));
	}
	assert_distribution("latent", x.price + N, lognormal_cdf, &law);
}

/* ---- bits and cases ---- */

struct runs {
	double gbm[5 * FEW], ou[5 * FEW], cir[5 * FEW], merton[5 * FEW], regimes[5 * FEW], band[5 * FEW], beyond[FEW];
	uint32_t regime[5 * FEW];
};

static void run_all(const struct qs_kernels *ks, const struct paths *x, size_t n, struct runs *r)
{
	const struct qs_price_regimes regimes = {3, LEVELS, CHANCES};
	const struct qs_price_band band = {60, 80, 0.25};

	memset(r, 0, sizeof *r);
	for (size_t i = 0; i < n; i++)
		r->gbm[i] = r->ou[i] = r->cir[i] = r->merton[i] = 70;
	ks->price_gbm(n, 4, 0.7, &(struct qs_price_gbm){0.05, 0.25}, x->z, r->gbm);
	ks->price_log_ou(n, 4, 0.7, 2, &(struct qs_price_log_ou){0.3, 4.6, 0.02, 0.25}, x->z, r->ou);
	ks->price_cir(n, 4, 0.7, &(struct qs_price_cir){0.25, 110, 1.8}, x->u, x->w, r->cir);
	ks->price_merton(n, 4, 0.7, &(struct qs_price_merton){0.05, 0.25, 0.5, -0.1, 0.2}, x->z, x->u, x->y, r->merton);
	ks->price_regimes(n, 4, &regimes, x->u, r->regime, r->regimes);
	ks->price_band(n, 5, &band, r->gbm, r->band, r->beyond);
}

static void bits_are_equal_on_every_isa_and_in_any_company(void **state)
{
	static struct paths x, one;
	static struct runs a, b;

	(void)state;
	draw_paths(&x, FEW, 5);
	run_all(qs_kernels_for("v2"), &x, FEW, &a);
	for (size_t v = 0; v < 3; v++) {
		if (!qs_kernels_for(isas[v]))
			continue;
		run_all(qs_kernels_for(isas[v]), &x, FEW, &b);
		assert_memory_equal(&a, &b, sizeof a);
	}
	for (size_t i = 0; i < FEW; i++) { /* alone */
		for (size_t t = 0; t < STEPS; t++) {
			one.u[t] = x.u[t * FEW + i];
			one.w[t] = x.w[t * FEW + i];
			one.z[t] = x.z[t * FEW + i];
			one.y[t] = x.y[t * FEW + i];
		}
		run_all(qs_kernels_for(0), &one, 1, &b);
		for (size_t t = 0; t < 5; t++)
			assert_true(b.gbm[t] == a.gbm[t * FEW + i] && b.ou[t] == a.ou[t * FEW + i] &&
				    b.cir[t] == a.cir[t * FEW + i] && b.merton[t] == a.merton[t * FEW + i] &&
				    b.regimes[t] == a.regimes[t * FEW + i] && b.band[t] == a.band[t * FEW + i]);
	}
}

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{"{\"times_years\":[1]}", QS_E2102, "/given"},
		{"{\"method\":\"heston\",\"times_years\":[1]}", QS_E2105, "/method"},
		{"{\"method\":\"gbm\",\"times_years\":[-1],\"s0\":70,\"mu\":0,\"sigma\":0.2}", QS_E2104,
		 "/times_years"},
		{"{\"method\":\"gbm\",\"times_years\":[1],\"s0\":0,\"mu\":0,\"sigma\":0.2}", QS_E2104, "/s0"},
		{"{\"method\":\"gbm\",\"times_years\":[100],\"s0\":70,\"mu\":9,\"sigma\":9}", QS_E2206, "/times_years"},
		{"{\"method\":\"cir\",\"times_years\":[1],\"s0\":70,\"k\":-1,\"theta\":1,\"sigma\":1}", QS_E2104, "/k"},
		{"{\"method\":\"deterministic\",\"times_years\":[1],\"between\":\"linear\",\"years\":[2,2],\"prices\":["
		 "1,1]}",
		 QS_E2206, "/years"},
		{"{\"method\":\"deterministic\",\"times_years\":[1],\"between\":\"spline\",\"years\":[2],\"prices\":[1]"
		 "}",
		 QS_E2105, "/between"},
		{"{\"method\":\"regimes\",\"times_years\":[1],\"levels\":[1,2],\"chances\":[[1,0],[0.5,0.4]],\"start\":"
		 "0}",
		 QS_E2206, "/chances"},
		{"{\"method\":\"regimes\",\"times_years\":[0.5],\"levels\":[1],\"chances\":[[1]],\"start\":0}",
		 QS_E2206, "/times_years"},
		{"{\"method\":\"regimes\",\"times_years\":[1],\"levels\":[1],\"chances\":[[1]],\"start\":1}", QS_E2206,
		 "/start"},
	};

	(void)state;
	assert_refused("price-model", rows, sizeof rows / sizeof *rows);
	assert_gives("price-model",
		     "{\"method\":\"deterministic\",\"times_years\":[1,2,3.5,9],\"between\":\"step\",\"years\":[2,3],"
		     "\"prices\":[5,8]}",
		     "{\"mean\":[5,5,8,8],\"variance\":[0,0,0,0]}");
	assert_gives("price-model", "{\"method\":\"cir\",\"times_years\":[0],\"s0\":7,\"k\":1,\"theta\":1,\"sigma\":0}",
		     "{\"mean\":[7],\"variance\":[0],\"feller_ratio\":null}");
	assert_gives("price-model",
		     "{\"method\":\"regimes\",\"times_years\":[2,0,1],\"levels\":[4,8],\"chances\":[[0.5,0.5],[0,1]],"
		     "\"start\":0}",
		     "{\"mean\":[7,4,6],\"variance\":[3,0,4]}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(regimes_are_visited_as_often_as_their_chances_say),
		cmocka_unit_test(a_path_goes_through_its_points_and_stays_outside_them),
		cmocka_unit_test(a_band_cuts_prices_and_leaves_the_latent_ones),
		cmocka_unit_test(bits_are_equal_on_every_isa_and_in_any_company),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
