/* The water of a year: nothing is lost, nothing is negative, and what must hold of its parts. */
#include "kernels/dispatch.h"
#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "tests/case_lines.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { N = 517 };

static const char *const isas[] = {"v2", "v3", "v4"};

static const struct qs_station_year station = {
	{-16, -13, -6.5, 1.9, 7.6, 12.1, 13.9, 12.6, 7.7, 0.8, -7.7, -13.4},
	{0.005, 0.009, 0.015, 0.037, 0.06, 0.137, 0.324, 0.279, 0.08, 0.038, 0.012, 0.004}};
static const struct qs_water_months months = {{1.6, 2.1, 3, 4.6, 6, 9.8, 12.6, 10.9, 7.6, 5.2, 3.2, 1.8},
					      {0.1, 0.1, 0.2, 0.6, 1, 1, 1, 1, 0.9, 0.5, 0.2, 0.1}};
static const struct qs_water_sky_terms sky_terms = {-1, 3.3, 0.5, 1.5, 50, 26, 7, 5.5};
static const struct qs_water_ground_terms ground_terms = {0.5, 3, 0.93, 100, 50, 1.5, {0}};
static const double et_slope[12] = {0.9, 1.2, 2, 2.7, 3.3, 3.4, 3.4, 3.1, 2.4, 1.8, 1.1, 0.8};

/* A year of n lanes. */
struct year {
	double mean_c[N], rain[N], ratio[N], slope[12 * N], snow[N], table[7][12 * N], wetter[N];
	double open[N], retention[N], canopy[N], litter[N], leaf_area[N], capacity[N], store[N], watered[N];
	double flow[7][N], full[12 * N], wet[12 * N];
};

enum { INTERCEPTED, EVAPORATED, TRANSPIRED, QUICK, STORM, RECHARGE, HOT };

static double draw(uint64_t *s, double lo, double hi)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return lo + (hi - lo) * ((double)(*s >> 11) * 0x1p-53);
}

static struct qs_water_sky sky_of(struct year *y)
{
	return (struct qs_water_sky){y->table[0], y->table[1], y->table[2], y->table[3],
				     y->table[4], y->table[5], y->table[6], y->wetter};
}

static void step(const struct qs_kernels *k, size_t n, const struct qs_water_ground_terms *terms, struct year *y)
{
	const struct qs_water_sky sky = sky_of(y);
	const struct qs_water_ground ground = {y->open,      y->retention, y->canopy, y->litter,
					       y->leaf_area, y->capacity,  y->store,  y->watered};
	const struct qs_water_flows flows = {y->flow[0], y->flow[1], y->flow[2], y->flow[3], y->flow[4],
					     y->flow[5], y->flow[6], y->full,    y->wet};

	k->water_sky(n, &station, &months, &sky_terms, y->mean_c, y->rain, y->ratio, y->slope, y->snow, &sky);
	k->water_ground(n, &months, terms, &sky, &ground, &flows);
}

/* Lanes of every kind: cold and hot, dry and wet, bare rock and deep forest soil, sealed and open. */
static void fill(struct year *y, size_t n, uint64_t seed)
{
	uint64_t s = seed;

	memset(y, 0, sizeof *y);
	for (size_t i = 0; i < n; i++) {
		y->mean_c[i] = draw(&s, -8, 22);
		y->rain[i] = i % 17 ? draw(&s, 5, 3000) : 0;
		y->ratio[i] = y->rain[i] / 550;
		y->open[i] = i % 5 ? draw(&s, 0, 1) : (double)(i % 2);
		y->retention[i] = i % 7 ? draw(&s, 0.1, 400) : 0;
		y->leaf_area[i] = draw(&s, 0, 6);
		y->canopy[i] = 0.25 * y->leaf_area[i];
		y->litter[i] = draw(&s, 0, 1);
		y->capacity[i] = i % 3 ? draw(&s, 0, 250) : 0;
		y->store[i] = draw(&s, 0, 300);
		y->watered[i] = y->store[i] * draw(&s, 0, 1);
		y->snow[i] = draw(&s, 0, 50);
	}
	for (size_t m = 0; m < 12; m++)
		for (size_t i = 0; i < n; i++)
			y->slope[m * n + i] = et_slope[m];
}

/* One lane of Beijing's hills in a state that repeats. */
static void settle(struct year *y, double rain, double capacity, double curve_number, double leaf_area, double open)
{
	memset(y, 0, sizeof *y);
	y->mean_c[0] = 12;
	y->rain[0] = rain;
	y->ratio[0] = 1;
	y->open[0] = open;
	y->retention[0] = 25400 / curve_number - 254;
	y->leaf_area[0] = leaf_area;
	y->canopy[0] = 0.25 * leaf_area;
	y->capacity[0] = capacity;
	for (size_t m = 0; m < 12; m++)
		y->slope[m] = et_slope[m];
	for (int i = 0; i < 20; i++)
		step(qs_kernels_for(0), 1, &ground_terms, y);
}

static double et_of(const struct year *y, size_t i)
{
	return y->flow[INTERCEPTED][i] + y->flow[EVAPORATED][i] + y->flow[TRANSPIRED][i];
}

static void rain_and_irrigation_are_what_leaves_and_what_stays(void **state)
{
	static struct year y, before;

	(void)state;
	for (uint64_t seed = 1; seed < 40; seed++) {
		struct qs_water_ground_terms terms = ground_terms;
		double watered = 0;

		for (int m = 2; seed % 2 && m < 8; m++)
			watered += terms.irrigation[m] = 10 * (double)seed;
		fill(&y, N, seed);
		before = y;
		step(qs_kernels_for(0), N, &terms, &y);
		for (size_t i = 0; i < N; i++) {
			const double in = y.rain[i] + watered,
				     out = et_of(&y, i) + y.flow[QUICK][i] + y.flow[RECHARGE][i];
			const double was = before.store[i] + before.snow[i], is = y.store[i] + y.snow[i];
			const double most = was > in ? was : in;
			double pet = 0;

			if (!(fabs(is - was - in + out) <= 1e-12 * (most + out > 1e-3 ? most + out : 1e-3)))
				fail_msg("lane %zu: %.17g in, %.17g out, store %.17g to %.17g", i, in, out, was, is);
			for (int f = 0; f < 7; f++)
				assert_true(y.flow[f][i] >= 0 && isfinite(y.flow[f][i]));
			assert_true(y.store[i] >= 0 && y.snow[i] >= 0 && y.watered[i] >= 0 &&
				    y.watered[i] <= y.store[i]);
			assert_true(y.store[i] <= y.open[i] * y.capacity[i] * (1 + 1e-12));
			assert_true(et_of(&y, i) <= in + was - is + 1e-9);
			for (size_t m = 0; m < 12; m++)
				pet += y.table[2][m * N + i];
			assert_true(y.flow[HOT][i] <= et_of(&y, i) + 1e-9);
			if (y.open[i] == 1)
				assert_true(et_of(&y, i) <= pet * (1 + 1e-12));
		}
	}
}

/* The share that is there as December ends is the store over what it holds; a month's mean is not below its end. */
static void shares_of_the_store_are_those_of_its_water(void **state)
{
	static struct year y;

	(void)state;
	fill(&y, N, 9);
	step(qs_kernels_for(0), N, &ground_terms, &y);
	for (size_t i = 0; i < N; i++) {
		const double most = y.open[i] * y.capacity[i];

		assert_true(fabs(y.full[11 * N + i] - (most > 0 ? y.store[i] / most : 1)) <= 1e-12);
		for (size_t m = 0; m < 12; m++)
			assert_true(y.full[m * N + i] >= 0 && y.full[m * N + i] <= y.wet[m * N + i] &&
				    y.wet[m * N + i] <= 1);
	}
}

static void quick_flow_is_the_curve_number_runoff_of_exponential_rain_days(void **state)
{
	/* the equation of InVEST's seasonal yield for months whose rain is all liquid and on open ground */
	static const double curve[] = {55, 70, 86, 94};
	struct year *const y = calloc(1, sizeof *y);

	(void)state;
	assert_non_null(y);
	for (int c = 0; c < 4; c++) {
		double sum = 0;

		settle(y, 600, 60, curve[c], 0, 1);
		for (size_t m = 0; m < 12; m++) {
			const double rain = y->table[0][m], days = months.rain_days[m], stream = 0;
			double s, a, q;

			qs_kernels_for(0)->water_quickflow(1, 100, &rain, &days, &curve[c], &stream, &s, &a, &q);
			sum += q;
		}
		if (!(fabs(y->flow[QUICK][0] - sum) <= 1e-6 * sum))
			fail_msg("curve number %g: %.17g, not %.17g", curve[c], y->flow[QUICK][0], sum);
	}
	free(y);
}

/* Curve-number runoff of rain days of `from` mm and more, exponential with mean b, integrated by Simpson's rule; mm a
 * rain day. */
static double shed_from(double from, double curve, double b)
{
	const double s = 25400 / curve - 254, low = from > 0.2 * s ? from : 0.2 * s, high = low + 40 * b;
	double sum = 0;

	for (int i = 0; i <= 20000; i++) {
		const double p = low + (high - low) * i / 20000, over = p - 0.2 * s;

		sum += (i % 20000 == 0 ? 1 : i % 2 ? 4 : 2) * over * over / (over + s) * exp(-p / b) / b;
	}
	return sum * (high - low) / 60000;
}

static void storms_are_the_rain_days_from_their_depth_on(void **state)
{
	static const double curve[] = {40, 55, 70, 86,
				       94}; /* 0.2 S is 76 mm at the first: there all runoff is of storms */
	struct year *const y = calloc(1, sizeof *y);

	(void)state;
	assert_non_null(y);
	for (int c = 0; c < 5; c++) {
		double sum = 0;

		settle(y, 600, 60, curve[c], 0, 1);
		for (size_t m = 0; m < 12; m++)
			if (y->table[0][m] > 0 && 50 * months.rain_days[m] <= 20 * y->table[0][m])
				sum += months.rain_days[m] *
				       shed_from(50, curve[c], y->table[0][m] / months.rain_days[m]);
		if (!(fabs(y->flow[STORM][0] - sum) <= 1e-5 * sum))
			fail_msg("curve number %g: %.9g, not %.9g", curve[c], y->flow[STORM][0], sum);
		assert_true(c ? y->flow[STORM][0] < y->flow[QUICK][0] : y->flow[STORM][0] > 0.999 * y->flow[QUICK][0]);
	}
	settle(y, 600, 60, 80, 3, 0);
	{
		double sum = 0;

		for (size_t m = 0; m < 12; m++) { /* what is sealed sheds all but its depressions */
			const double b = y->table[0][m] / months.rain_days[m];

			if (b > 0 && 50 <= 20 * b)
				sum += months.rain_days[m] * exp(-50 / b) * (50 + b - 1.5);
		}
		assert_true(sum > 0 && fabs(y->flow[STORM][0] - sum) <= 1e-6 * sum);
	}
	free(y);
}

static void sealed_ground_sheds_what_its_depressions_do_not_hold(void **state)
{
	struct year *const y = calloc(1, sizeof *y);
	double sum = 0;

	(void)state;
	assert_non_null(y);
	settle(y, 600, 60, 80, 3, 0);
	for (size_t m = 0; m < 12; m++)
		if (y->table[0][m] > 0)
			sum += y->table[0][m] * exp(-1.5 * months.rain_days[m] / y->table[0][m]) + y->table[1][m];
	assert_true(fabs(y->flow[QUICK][0] - sum) <= 1e-7 * sum && y->flow[RECHARGE][0] == 0 &&
		    y->flow[TRANSPIRED][0] == 0);
	assert_true(y->flow[QUICK][0] > 0.7 * 600);
	free(y);
}

static void more_leaves_evaporate_more_and_deeper_soil_drains_less(void **state)
{
	struct year *const y = calloc(1, sizeof *y);
	double last = 0, drained = 1e9;

	(void)state;
	assert_non_null(y);
	for (double leaf = 0; leaf <= 3; leaf += 0.5) {
		settle(y, 550, 60, 75, leaf, 1);
		assert_true(et_of(y, 0) > last);
		last = et_of(y, 0);
	}
	for (double capacity = 0; capacity <= 200; capacity += 20) {
		settle(y, 550, capacity, 75, 2, 1);
		assert_true(y->flow[RECHARGE][0] < drained);
		drained = y->flow[RECHARGE][0];
	}
	settle(y, 550, 0, 75, 3, 1); /* no store, no transpiration: what is not caught or shed drains */
	assert_true(y->flow[TRANSPIRED][0] == 0 && y->flow[EVAPORATED][0] == 0 && y->flow[RECHARGE][0] > 350);
	free(y);
}

static void beijing_evaporates_near_zhangs_curves(void **state)
{
	/* Zhang et al. 2001 at 550 mm: grass 440, forest 517 */
	struct year *const y = calloc(1, sizeof *y);

	(void)state;
	assert_non_null(y);
	settle(y, 550, 70, 62, 3.5, 1);
	if (!(fabs(et_of(y, 0) - 517) < 30))
		fail_msg("forest evaporates %g mm", et_of(y, 0));
	settle(y, 550, 50, 79, 1.2, 1);
	if (!(fabs(et_of(y, 0) - 440) < 30))
		fail_msg("grass evaporates %g mm", et_of(y, 0));
	free(y);
}

static void irrigation_never_counts_as_rain_that_cools(void **state)
{
	struct year *const y = calloc(1, sizeof *y), *const dry = calloc(1, sizeof *y);
	struct qs_water_ground_terms terms = ground_terms;

	(void)state;
	assert_non_null(y);
	assert_non_null(dry);
	settle(dry, 550, 60, 75, 3, 1);
	*y = *dry;
	for (int m = 4; m < 8; m++)
		terms.irrigation[m] = 80;
	for (int i = 0; i < 5; i++)
		step(qs_kernels_for(0), 1, &terms, y);
	assert_true(et_of(y, 0) > et_of(dry, 0) + 50);
	assert_true(y->flow[HOT][0] <= dry->flow[HOT][0] * (1 + 1e-12));
	free(y);
	free(dry);
}

static void every_instruction_set_length_and_place_give_the_same_bits(void **state)
{
	static struct year y, other, one;

	(void)state;
	fill(&y, N, 5);
	step(qs_kernels_for(0), N, &ground_terms, &y);
	for (size_t k = 0; k < sizeof isas / sizeof isas[0]; k++) {
		const struct qs_kernels *const kernels = qs_kernels_for(isas[k]);

		if (!kernels)
			continue;
		fill(&other, N, 5);
		step(kernels, N, &ground_terms, &other);
		assert_memory_equal(y.flow, other.flow, sizeof y.flow);
		assert_memory_equal(y.store, other.store, sizeof y.store);
		assert_memory_equal(y.snow, other.snow, sizeof y.snow);
	}
	fill(&other, N, 5);
	for (size_t i = 0; i < N; i += 37) {
		const double *const from[] = {other.mean_c,    other.rain,   other.ratio,   other.open,
					      other.retention, other.canopy, other.litter,  other.leaf_area,
					      other.capacity,  other.store,  other.watered, other.snow};
		double *const to[] = {one.mean_c, one.rain,      one.ratio,    one.open,  one.retention, one.canopy,
				      one.litter, one.leaf_area, one.capacity, one.store, one.watered,   one.snow};

		for (size_t c = 0; c < sizeof to / sizeof to[0]; c++)
			to[c][0] = from[c][i];
		for (size_t m = 0; m < 12; m++)
			one.slope[m] = et_slope[m];
		step(qs_kernels_for(0), 1, &ground_terms, &one);
		for (int f = 0; f < 7; f++)
			assert_true(one.flow[f][0] == y.flow[f][i]);
		assert_true(one.store[0] == y.store[i]);
	}
}

/* A lane of qs_k_cover_plants and qs_k_cover_ground as the header's equations say, operation by operation. */
static void covered_by_hand(const struct qs_cover_ground_terms *t, const double leaf[3], const double c[4],
			    const int native[4], const double d[5], double out[9])
{
	const double group[3] = {c[0] + c[3], c[1], c[2]}, sum = group[0] + group[1] + group[2];
	const double area = leaf[0] * group[0] + leaf[1] * group[1] + leaf[2] * group[2];
	double all = 0, weighted = 0, own = 0;

	for (int k = 0; k < 4; k++) {
		all += c[k] > 1e-9 ? c[k] : 0;
		weighted += c[k] > 1e-9 ? c[k] * qs_k_log(c[k]) : 0;
		own += c[k] > 1e-9 && native[k] ? c[k] : 0;
	}
	const double some = all > 0 ? all : 1, h = qs_k_log(some) - weighted / some;
	const double covered = sum > 0 ? d[0] * (1 - d[1]) : 0, part = sum > 0 ? 1 / sum : 0;
	const double depth = d[2] / t->laid_full_cm, fresh = depth < 1 ? depth : 1;
	const double roots = (group[0] * t->root_cm[0] + group[1] * t->root_cm[1] + group[2] * t->root_cm[2]) * part;
	const double reach = t->bare_cm + (roots - t->bare_cm) * covered;
	const double fine = d[3] + d[2] > t->least_cm ? d[3] + d[2] : t->least_cm;
	double curve = 0;

	for (int g = 0; g < 2; g++) {
		const double *const cn = g ? t->laid : t->own;
		const double green = (group[0] * cn[1] + group[1] * cn[2] + group[2] * cn[3]) * part;

		curve += (g ? fresh : 1 - fresh) * (cn[0] + (green - cn[0]) * covered);
	}
	const double lane[9] = {group[0],
				area,
				h > 0 ? h : 0,
				own / some,
				25400 / curve - 254,
				t->canopy_mm * area,
				t->litter_mm * covered,
				d[4] * (fine < reach ? fine : reach),
				group[2]};

	memcpy(out, lane, sizeof lane);
}

static void ground_under_plants_has_the_bits_of_its_equations(void **state)
{
	static const struct qs_cover_ground_terms terms = {
		{86, 60, 56, 69}, {77, 36, 35, 49}, {120, 80, 40}, 15, 30, 5, 0.25, 0.6};
	static const double leaf[3] = {4, 2.5, 2};
	static const int groups[4] = {0, 1, 2, 0}, native[4] = {1, 1, 0, 1};
	static double cover[4][N], given[5][N], out[12][N]; /* the test's own */
	uint64_t s = 99;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		for (int k = 0; k < 4; k++)
			cover[k][i] = i % 7 == 0 || (i + (size_t)k) % 3 == 0 ? 0 : draw(&s, 0, 0.6);
		given[0][i] = draw(&s, 0, 1);
		given[1][i] = i % 4 ? 0 : draw(&s, 0, 1);
		given[2][i] = i % 2 ? 0 : draw(&s, 0, 60);
		given[3][i] = draw(&s, 0, 150);
		given[4][i] = draw(&s, 0, 3);
	}
	for (size_t k = 0; k < sizeof isas / sizeof isas[0]; k++) {
		const struct qs_kernels *const kernels = qs_kernels_for(isas[k]);
		struct qs_cover_cohort cohort[4];
		const struct qs_cover_sums sums = {{out[0], out[9], out[8]}, out[1], out[2], out[3]};
		const struct qs_cover_surface surface = {
			{out[0], out[9], out[8]}, given[0], given[1], given[2], given[3], out[1], given[4]};

		if (!kernels)
			continue;
		for (int c = 0; c < 4; c++)
			cohort[c] = (struct qs_cover_cohort){cover[c], groups[c], native[c]};
		kernels->cover_plants(N, 4, cohort, leaf, &sums);
		kernels->cover_ground(N, &terms, &surface, out[4], out[5], out[6], out[7]);
		kernels->cover_layers(N, 2, 4, cohort, out[10], out[11]);
		for (size_t i = 0; i < N; i++) {
			const double c[4] = {cover[0][i], cover[1][i], cover[2][i], cover[3][i]};
			const double d[5] = {given[0][i], given[1][i], given[2][i], given[3][i], given[4][i]};
			double lane[9];

			covered_by_hand(&terms, leaf, c, native, d, lane);
			for (int o = 0; o < 9; o++)
				assert_memory_equal(&lane[o], &out[o][i], sizeof lane[o]);

			const double left = 1 - c[0] - c[1];
			const double layers[2] = {1 - (left > 0 ? left : 0) * (1 - c[2]) * (1 - c[3]),
						  1 - (1 - c[0]) * (1 - c[3])};

			for (int o = 0; o < 2; o++)
				assert_memory_equal(&layers[o], &out[10 + o][i], sizeof layers[o]);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rain_and_irrigation_are_what_leaves_and_what_stays),
		cmocka_unit_test(shares_of_the_store_are_those_of_its_water),
		cmocka_unit_test(quick_flow_is_the_curve_number_runoff_of_exponential_rain_days),
		cmocka_unit_test(storms_are_the_rain_days_from_their_depth_on),
		cmocka_unit_test(sealed_ground_sheds_what_its_depressions_do_not_hold),
		cmocka_unit_test(more_leaves_evaporate_more_and_deeper_soil_drains_less),
		cmocka_unit_test(beijing_evaporates_near_zhangs_curves),
		cmocka_unit_test(irrigation_never_counts_as_rain_that_cools),
		cmocka_unit_test(every_instruction_set_length_and_place_give_the_same_bits),
		cmocka_unit_test(ground_under_plants_has_the_bits_of_its_equations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
