/* The cohort's year, litter, weather and rounding against closed forms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kernels/dispatch.h"
#include "kernels/kernels.h"

#include <math.h>

enum { N = 149 }; /* two strips of the kernel and a part of one, not a multiple of a vector */

/* One cohort's columns, filled with plain values: full stocking, normal weather. */
struct lanes {
	double above_max[N], response[N], drought[N], grazing[N], litter[N], approach[N], target[N], live[N],
		brought[N], stocking[N], stems[N], cover[N], flow[6][N], books[9][N];
	struct qs_stand_state state;
	struct qs_stand_flows flows;
	struct qs_stand_books book;
};

static void fill(struct lanes *l)
{
	memset(l, 0, sizeof *l);
	for (int i = 0; i < N; i++) {
		l->above_max[i] = 20 + i;
		l->response[i] = l->litter[i] = 1;
		l->stocking[i] = l->target[i] = 1;
	}
	l->state = (struct qs_stand_state){l->above_max, l->response, l->drought, l->grazing,  l->litter, l->approach,
					   l->target,    l->live,     l->brought, l->stocking, l->stems,  l->cover};
	l->flows = (struct qs_stand_flows){l->flow[0], l->flow[1], l->flow[2], l->flow[3], l->flow[4], l->flow[5]};
	l->book = (struct qs_stand_books){l->books[0], l->books[1], l->books[2], l->books[3], l->books[4],
					  l->books[5], l->books[6], l->books[7], l->books[8]};
}

static void step(const struct qs_kernels *k, struct lanes *l, const struct qs_stand *stand)
{
	k->stand_year(N, stand, &l->state, &l->flows);
	k->stand_apply(N, stand, &l->flows, l->live, l->brought, &l->book);
}

static struct qs_stand pine(double shape)
{
	return (struct qs_stand){.rate = 0.075,
				 .shape = shape,
				 .root_shoot = 0.25,
				 .leaf_litter = 1.1,
				 .root_litter = 0.6,
				 .mortality = 0.01,
				 .drought_loss = 0.1,
				 .young_cover = 1,
				 .cover_max = 0.8,
				 .growth_share = 1,
				 .dry_mass = 1000 / (0.5 * 1.25),
				 .thinned_mass = 0.2,
				 .dpm_share = 0.2,
				 .woody = 1};
}

static void a_stand_follows_chapman_richards(void **state)
{
	static const double shapes[] = {1, 2, 3, 2.6};
	const struct qs_kernels *k = qs_kernels_for(NULL);
	struct lanes l;

	(void)state;
	for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++) {
		const struct qs_stand stand = pine(shapes[s]);

		fill(&l);
		for (int year = 1; year <= 60; year++) {
			step(k, &l, &stand);
			for (int i = 0; i < N; i++) {
				const double curve = 1.25 * l.above_max[i] * pow(1 - exp(-0.075 * year), shapes[s]);

				assert_true(fabs(l.live[i] / curve - 1) < 1e-11);
			}
		}
	}
}

static void brought_stock_gives_a_lead_and_is_not_grown(void **state)
{
	const struct qs_kernels *k = qs_kernels_for(NULL);
	const struct qs_stand stand = pine(3);
	struct lanes with, without;

	(void)state;
	fill(&with);
	fill(&without);
	for (int i = 0; i < N; i++)
		with.brought[i] = 1;
	step(k, &with, &stand);
	step(k, &without, &stand);
	for (int i = 0; i < N; i++) {
		const double g = 1 / (1.25 * with.above_max[i]), u = (1 - cbrt(g)) * exp(-0.075);
		const double gain = 1.25 * with.above_max[i] * (pow(1 - u, 3) - g);

		assert_true(with.live[i] > without.live[i]);
		assert_true(fabs(with.brought[i] - 0.99) < 1e-15);
		assert_true(fabs(with.live[i] - (gain + 0.01)) <
			    1e-12); /* the brought stems that die are replaced by growth */
	}
}

static void what_flows_is_what_changes(void **state)
{
	const struct qs_kernels *k = qs_kernels_for(NULL);
	struct qs_stand stand = pine(3);
	struct lanes l;

	(void)state;
	stand.early_loss = 0.05;
	stand.thinning = 130 * 130 * 1e9;
	fill(&l);
	for (int i = 0; i < N; i++) {
		l.drought[i] = i / 40.0;
		l.grazing[i] = 0.3;
		l.live[i] = 1 + i;
		l.stems[i] = 3000;
		l.target[i] = 0.9;
		l.approach[i] = 0.1;
	}
	for (int year = 0; year < 30; year++) {
		double before[N];

		memcpy(before, l.live, sizeof before);
		memset(l.books, 0, sizeof l.books);
		step(k, &l, &stand);
		for (int i = 0; i < N; i++) {
			const double in = l.books[0][i], out = l.books[1][i] + l.books[2][i] + l.books[3][i] +
							       l.books[4][i] + l.books[5][i];

			assert_true(fabs(l.live[i] - before[i] - in + out) <= 1e-14 * (before[i] + in + out));
			assert_true(l.live[i] > 0 && l.stems[i] > 0 && l.stems[i] <= 3000);
			assert_true(l.cover[i] >= 0 && l.cover[i] <= 0.8);
			assert_true(l.books[4][i] == 0); /* no herbs here */
		}
	}
}

static void dense_stands_thin_themselves_to_the_line(void **state)
{
	const struct qs_kernels *k = qs_kernels_for(NULL);
	struct qs_stand stand = pine(3);
	struct lanes l;

	(void)state;
	stand.thinning = 130 * 130 * 1e9;
	stand.mortality = 0;
	fill(&l);
	for (int i = 0; i < N; i++)
		l.stems[i] = 1e6;
	for (int year = 0; year < 80; year++)
		step(k, &l, &stand);
	for (int i = 0; i < N; i++) {
		const double kg = l.live[i] * stand.dry_mass, stem = kg / l.stems[i];

		/* w = 130 kg (1000/N)^1.5 */
		assert_true(fabs(stem / (130 * pow(1000 / l.stems[i], 1.5)) - 1) < 0.02);
	}
}

static void above_its_capacity_a_stand_does_not_grow(void **state)
{
	const struct qs_kernels *k = qs_kernels_for(NULL);
	const struct qs_stand stand = pine(3);
	struct lanes l;

	(void)state;
	fill(&l);
	for (int i = 0; i < N; i++) {
		l.live[i] = 100;
		l.above_max[i] = i % 2 ? 0 : 20; /* bare rock among them */
	}
	step(k, &l, &stand);
	for (int i = 0; i < N; i++) {
		assert_true(isfinite(l.live[i]) && isfinite(l.cover[i]));
		assert_true(fabs(l.live[i] - 100) < 1e-12); /* background deaths are replaced, nothing is gained */
	}
}

static void brought_plants_above_capacity_are_not_turned_into_growth(void **state)
{
	const struct qs_kernels *k = qs_kernels_for(NULL);
	struct qs_stand stand = pine(3);
	struct lanes l;

	(void)state;
	stand.leaf_litter = stand.root_litter = 0;
	fill(&l);
	for (int i = 0; i < N; i++) {
		l.above_max[i] = 20;
		l.brought[i] = 100;
	}
	for (int year = 1; year <= 300; year++) {
		step(k, &l, &stand);
		for (int i = 0; i < N; i++) {
			const double left = 100 * pow(0.99, year), capacity = 1.25 * 20;

			assert_true(fabs(l.brought[i] - left) < 1e-10);
			assert_true(fabs(l.live[i] - (left < capacity ? capacity - left : 0)) < 1e-10);
		}
	}
}

static void litter_keeps_its_level_under_a_steady_input(void **state)
{
	const struct qs_kernels *k = qs_kernels_for(NULL);
	double lost[N], input[N], pool[N], passed[N], respired[N];

	(void)state;
	for (int i = 0; i < N; i++) {
		lost[i] = 1 - exp(-0.3);
		input[i] = 0.5 + i;
		pool[i] = input[i] / lost[i];
	}
	for (int year = 0; year < 50; year++)
		k->litter_year(N, 0.4, lost, input, pool, passed, respired);
	for (int i = 0; i < N; i++) {
		assert_true(fabs(pool[i] / (input[i] / lost[i]) - 1) < 1e-13);
		assert_true(fabs(passed[i] / (passed[i] + respired[i]) - 0.4) < 1e-13);
	}
}

static void balance_sees_a_missing_gram(void **state)
{
	const struct qs_kernels *k = qs_kernels_for(NULL);
	const double before[1] = {10}, grown[1] = {2.5}, brought[1] = {0.5}, lost[1] = {1};
	const double *const came[] = {grown, brought}, *const went[] = {lost};
	const struct qs_ledger_sum in = {2, came}, out = {1, went};
	double now[1] = {12}, worst[1] = {0};

	(void)state;
	k->ledger_balance(1, before, now, &in, &out, worst);
	assert_true(worst[0] == 0);
	now[0] += 1e-6; /* t: a gram */
	k->ledger_balance(1, before, now, &in, &out, worst);
	assert_true(worst[0] > 0.9e-7 && worst[0] < 1.1e-7);
}

static void rounding_counts_what_is_not_a_number(void **state)
{
	const struct qs_kernels *k = qs_kernels_for(NULL);
	const double scale[6] = {4, 4, 4, 4, 4, 1}, value[6] = {1.1, -1.1, 0.125, (double)NAN, (double)INFINITY, 1e300};
	const double *const column[] = {value};
	int64_t out[6];
	uint64_t bad = 0;

	(void)state;
	k->ledger_round(6, 1, &(struct qs_ledger_sum){1, column}, scale, out, &bad);
	assert_int_equal(out[0], 4);
	assert_int_equal(out[1], -4);
	assert_int_equal(out[2], 1); /* a tie goes up */
	assert_int_equal(bad, 3);
}

static void what_is_written_is_the_factor_times_the_sum(void **state)
{
	enum { LANES = 67 };
	const struct qs_kernels *k = qs_kernels_for(NULL);
	double a[LANES], b[LANES], c[LANES], scale[LANES], sum[LANES];
	const double *const column[] = {a, b, c};
	const struct qs_ledger_sum all = {3, column}, none = {0, column};
	int64_t out[LANES];
	uint64_t bad = 0;

	(void)state;
	for (int i = 0; i < LANES; i++) {
		a[i] = 0.1 * i;
		b[i] = 1e6 + i;
		c[i] = -1.0 / (i + 1);
		scale[i] = 1 + i;
	}
	k->ledger_sum(LANES, &all, sum);
	k->ledger_round(LANES, 10, &all, scale, out, &bad);
	for (int i = 0; i < LANES; i++) {
		assert_true(!memcmp(&sum[i], &(double){a[i] + b[i] + c[i]}, sizeof sum[i]));
		assert_int_equal(out[i], (int64_t)floor(10 * (a[i] + b[i] + c[i]) * scale[i] + 0.5));
	}
	k->ledger_sum(LANES, &none, sum);
	k->ledger_round(LANES, 10, &none, scale, out, &bad);
	for (int i = 0; i < LANES; i++)
		assert_true(sum[i] == 0 && out[i] == 0);
	assert_int_equal(bad, 0);
}

static void warmth_is_one_at_the_optimum_and_none_outside(void **state)
{
	const struct qs_kernels *k = qs_kernels_for(NULL);
	const double t[5] = {2, 21, 38, -10, 30};
	double warmth[5];

	(void)state;
	k->weather_warmth(5, 2, 21, 38, t, warmth);
	assert_true(warmth[0] == 0 && warmth[2] == 0 && warmth[3] == 0);
	assert_true(fabs(warmth[1] - 1) < 1e-15);
	assert_true(fabs(warmth[4] - 28.0 / 19 * pow(8.0 / 17, 17.0 / 19)) < 1e-14);
}

/* Columns that differ from lane to lane: young and closed, thinned and not, grazed, dry. */
static void fill_unlike(struct lanes *l)
{
	fill(l);
	for (int i = 0; i < N; i++) {
		l->response[i] = 0.6 + 0.003 * i;
		l->drought[i] = 0.05 * (i % 7); /* no period divides a strip */
		l->grazing[i] = 0.02 * (i % 5);
		l->litter[i] = 0.5 + 0.002 * i;
		l->approach[i] = 0.1 * (i % 3);
		l->target[i] = 1.2 - 0.005 * i;
		l->stocking[i] = 0.4 + 0.004 * i;
		l->stems[i] = 300 + 30 * i;
		l->live[i] = 0.4 * (i % 41);
		l->brought[i] = 0.1 * (i % 7);
	}
}

static void a_lane_has_the_bits_it_has_alone(void **state)
{
	static const double shapes[] = {1, 2, 3, 1.7};
	const struct qs_kernels *k = qs_kernels_for(NULL);
	struct lanes all, one;

	(void)state;
	for (size_t s = 0; s < sizeof shapes / sizeof shapes[0]; s++) {
		const struct qs_stand stand = pine(shapes[s]);

		fill_unlike(&all);
		k->stand_year(N, &stand, &all.state, &all.flows);
		fill_unlike(&one);
		for (int i = 0; i < N; i++) {
			const struct qs_stand_state at = {one.above_max + i, one.response + i, one.drought + i,
							  one.grazing + i,   one.litter + i,   one.approach + i,
							  one.target + i,    one.live + i,     one.brought + i,
							  one.stocking + i,  one.stems + i,    one.cover + i};
			const struct qs_stand_flows to = {one.flow[0] + i, one.flow[1] + i, one.flow[2] + i,
							  one.flow[3] + i, one.flow[4] + i, one.flow[5] + i};

			k->stand_year(1, &stand, &at, &to);
		}
		assert_memory_equal(all.stocking, one.stocking, sizeof all.stocking);
		assert_memory_equal(all.stems, one.stems, sizeof all.stems);
		assert_memory_equal(all.cover, one.cover, sizeof all.cover);
		assert_memory_equal(all.flow, one.flow, sizeof all.flow);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_lane_has_the_bits_it_has_alone),
		cmocka_unit_test(a_stand_follows_chapman_richards),
		cmocka_unit_test(brought_stock_gives_a_lead_and_is_not_grown),
		cmocka_unit_test(what_flows_is_what_changes),
		cmocka_unit_test(dense_stands_thin_themselves_to_the_line),
		cmocka_unit_test(above_its_capacity_a_stand_does_not_grow),
		cmocka_unit_test(brought_plants_above_capacity_are_not_turned_into_growth),
		cmocka_unit_test(litter_keeps_its_level_under_a_steady_input),
		cmocka_unit_test(balance_sees_a_missing_gram),
		cmocka_unit_test(rounding_counts_what_is_not_a_number),
		cmocka_unit_test(what_is_written_is_the_factor_times_the_sum),
		cmocka_unit_test(warmth_is_one_at_the_optimum_and_none_outside),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
