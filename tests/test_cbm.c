/* CBM-CFS3 by the year: what must hold whatever the figures, closed forms, and matrices that are refused. */
#include "kernels/cbm.h"
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "tests/case_lines.h"

#include <math.h>

enum { N = 206, YEARS = 40 }; /* even, so that turning the lanes round moves each to another kind of place */

static const char *const isas[] = {"v2", "v3", "v4"};

struct stands {
	double pool[QS_CBM_POOL_COUNT][N], before[QS_CBM_POOL_COUNT][N], rate[QS_CBM_DEAD_COUNT][N];
	double inc[3][N], t[N], hit[N], worst[N], moved[QS_CBM_CELLS][N];
	struct qs_cbm_pools pools, was;
	struct qs_cbm_rates rates;
	struct qs_cbm_increments increments;
	double *flow[QS_CBM_CELLS];
};

static double draw(uint64_t *s, double lo, double hi)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return lo + (hi - lo) * ((double)(*s >> 11) * 0x1p-53);
}

static const struct qs_cbm cbm_standard = {
	.roots = {.sw_a = 0.222,
		  .hw_a = 1.576,
		  .hw_b = 0.615,
		  .fine_a = 0.072,
		  .fine_b = 0.354,
		  .fine_c = -0.06021195,
		  .carbon = 0.5},
	.turnover = {.merch = 0.0067,
		     .foliage = 0.15,
		     .other = 0.04,
		     .coarse = 0.02,
		     .fine = 0.641,
		     .other_to_snag = 0.25,
		     .coarse_above = 0.5,
		     .fine_above = 0.5,
		     .stem_snag = 0.032,
		     .branch_snag = 0.1},
	.to_air = {0.815, 0.83, 0.83, 0.83, 0.83, 1, 1, 0.83, 0.83},
	.mixing = 0.006,
};

static void open_decay(struct qs_cbm_decay *decay)
{
	static const double base[] = {0.355, 0.5, 0.1435, 0.1435, 0.0374, 0.015, 0.0033, 0.0187, 0.07175};
	static const double q10[] = {2.65, 2, 2, 2, 2, 2.65, 1, 2, 2};

	for (size_t d = 0; d < QS_CBM_DEAD_COUNT; d++)
		qs_cbm_decay_set(decay, d, base[d], 10, q10[d], 1);
}

/* Stands of all kinds: growing, declining, bare, and one in a mixture of signs. */
static void open_stands(struct stands *x)
{
	uint64_t s = 5;

	memset(x, 0, sizeof *x);
	for (size_t p = 0; p < QS_CBM_POOL_COUNT; p++) {
		x->pools.of[p] = x->pool[p];
		x->was.of[p] = x->before[p];
	}
	for (size_t d = 0; d < QS_CBM_DEAD_COUNT; d++)
		x->rates.of[d] = x->rate[d];
	for (size_t e = 0; e < QS_CBM_CELLS; e++)
		x->flow[e] = x->moved[e];
	x->increments = (struct qs_cbm_increments){x->inc[0], x->inc[1], x->inc[2]};
	for (size_t i = 0; i < N; i++) {
		for (size_t p = 0; p < QS_CBM_CO2; p++)
			x->pool[p][i] = i % 7 ? draw(&s, 0, 40) : 0;
		for (size_t k = 0; k < 3; k++)
			x->inc[k][i] = draw(&s, i % 3 ? -0.1 : -6, i % 5 ? 2 : 0.2);
		x->t[i] = draw(&s, -15, 45);
		x->hit[i] = i % 4 ? (double)(i % 2) : draw(&s, 0, 1);
	}
}

/* A fire, by the published pattern: shares of six decimals, two rows off one. */
static const struct qs_cbm_cell fire[] = {
	{QS_CBM_MERCH, QS_CBM_STEM_SNAG, 1},       {QS_CBM_FOLIAGE, QS_CBM_ABOVE_VERY_FAST, 0.04062},
	{QS_CBM_FOLIAGE, QS_CBM_CO2, 0.863442},    {QS_CBM_FOLIAGE, QS_CBM_CH4, 0.009594},
	{QS_CBM_FOLIAGE, QS_CBM_CO, 0.086344},     {QS_CBM_COARSE, QS_CBM_ABOVE_FAST, 0.5},
	{QS_CBM_COARSE, QS_CBM_BELOW_FAST, 0.5},   {QS_CBM_ABOVE_FAST, QS_CBM_ABOVE_FAST, 0.256997},
	{QS_CBM_ABOVE_FAST, QS_CBM_CO2, 0.668702}, {QS_CBM_ABOVE_FAST, QS_CBM_CH4, 0.00743},
	{QS_CBM_ABOVE_FAST, QS_CBM_CO, 0.06687}, /* 0.999999 */
	{QS_CBM_STEM_SNAG, QS_CBM_MEDIUM, 1},
};
enum { FIRE = sizeof fire / sizeof *fire };

static void fire_of(struct qs_cbm_matrix *matrix)
{
	double sum;

	assert_int_equal(qs_cbm_matrix_set(matrix, FIRE, fire, &sum), QS_CBM_OK);
}

static void keep(struct stands *x)
{
	memcpy(x->before, x->pool, sizeof x->pool);
}

static void year(const struct qs_kernels *ks, const struct qs_cbm *cbm, struct stands *x)
{
	struct qs_cbm_decay decay;

	open_decay(&decay);
	ks->cbm_rates(N, &decay, x->t, &x->rates);
	ks->cbm_year(N, cbm, &x->rates, &x->increments, &x->pools, x->flow);
}

static void carbon_closes_in_every_pool_and_in_all(void **state)
{
	static struct stands x;
	const struct qs_kernels *const ks = qs_kernels_for(0);
	struct qs_cbm cbm = cbm_standard;
	struct qs_cbm_matrix matrix;

	(void)state;
	fire_of(&matrix);
	for (int kind = 0; kind < 4; kind++) {
		cbm.hardwood = kind & 1;
		cbm.exact = kind >> 1;
		open_stands(&x);
		for (int y = 0; y < YEARS; y++) {
			keep(&x);
			year(ks, &cbm, &x);
			ks->cbm_balance(N, QS_CBM_FLOW_COUNT, qs_cbm_year_ends, x.flow, &x.was, &x.pools, x.worst);
			keep(&x);
			ks->cbm_disturb(N, &matrix, x.hit, &x.pools, x.flow);
			ks->cbm_balance(N, matrix.n, matrix.ends, x.flow, &x.was, &x.pools, x.worst);
		}
		for (size_t i = 0; i < N; i++)
			if (!(x.worst[i] <= 1e-12))
				fail_msg("lane %zu: %g", i, x.worst[i]);
	}
}

/* The first sum: all that stands and is gathered. The second: what the outside gave and took. */
static void two_sums_that_share_no_term_agree(void **state)
{
	static struct stands x;
	const struct qs_kernels *const ks = qs_kernels_for(0);
	double stock[2][N] = {{0}}, given[N] = {0};

	(void)state;
	open_stands(&x);
	for (size_t p = 0; p < QS_CBM_POOL_COUNT; p++)
		for (size_t i = 0; i < N; i++)
			stock[0][i] += x.pool[p][i];
	for (int y = 0; y < YEARS; y++) {
		year(ks, &cbm_standard, &x);
		for (size_t e = 0; e < QS_CBM_FLOW_COUNT; e++)
			for (size_t i = 0; i < N; i++)
				given[i] += qs_cbm_year_ends[e].from == QS_CBM_OUTSIDE ? x.moved[e][i]
					    : qs_cbm_year_ends[e].to == QS_CBM_OUTSIDE ? -x.moved[e][i]
										       : 0;
	}
	for (size_t p = 0; p < QS_CBM_POOL_COUNT; p++)
		for (size_t i = 0; i < N; i++)
			stock[1][i] += x.pool[p][i];
	for (size_t i = 0; i < N; i++)
		if (!(fabs(stock[1][i] - stock[0][i] - given[i]) <= 1e-12 * (stock[1][i] + 1e-3)))
			fail_msg("lane %zu: %.17g - %.17g is not %.17g", i, stock[1][i], stock[0][i], given[i]);
}

static void nothing_becomes_negative(void **state)
{
	static struct stands x;
	const struct qs_kernels *const ks = qs_kernels_for(0);
	struct qs_cbm cbm = cbm_standard;
	struct qs_cbm_matrix matrix;

	(void)state;
	fire_of(&matrix);
	for (int hardwood = 0; hardwood < 2; hardwood++) {
		cbm.hardwood = hardwood;
		open_stands(&x);
		for (int y = 0; y < YEARS; y++) {
			year(ks, &cbm, &x);
			for (size_t e = 0; e < QS_CBM_FLOW_COUNT; e++)
				for (size_t i = 0; i < N; i++)
					assert_true(x.moved[e][i] >= 0);
			ks->cbm_disturb(N, &matrix, x.hit, &x.pools, x.flow);
			for (size_t p = 0; p < QS_CBM_POOL_COUNT; p++)
				for (size_t i = 0; i < N; i++)
					assert_true(x.pool[p][i] >= 0);
		}
	}
}

static void litter_is_replaced_by_growth(void **state)
{
	static struct stands x;

	(void)state;
	open_stands(&x);
	for (size_t i = 0; i < N; i++)
		for (size_t k = 0; k < 3; k++)
			x.inc[k][i] = 0.5;
	keep(&x);
	year(qs_kernels_for(0), &cbm_standard, &x);
	for (size_t i = 0; i < N; i++) { /* the tops gain their increment, whatever fell */
		assert_true(fabs(x.pool[QS_CBM_MERCH][i] - x.before[QS_CBM_MERCH][i] - 0.5) <= 1e-14);
		assert_true(fabs(x.moved[QS_CBM_GROW_FOLIAGE][i] - 0.5 - x.moved[QS_CBM_LITTER_FOLIAGE][i]) <= 1e-14);
		assert_true(x.moved[QS_CBM_LITTER_FOLIAGE][i] == 0.15 * (x.before[QS_CBM_FOLIAGE][i] + 0.25));
	}
}

/* Roots stand at their share of the mass above ground at the end of every year. */
static void roots_follow_the_tops(void **state)
{
	static struct stands x;
	struct qs_cbm cbm = cbm_standard;

	(void)state;
	for (int hardwood = 0; hardwood < 2; hardwood++) {
		cbm.hardwood = hardwood;
		open_stands(&x);
		year(qs_kernels_for(0), &cbm, &x);
		for (size_t i = 0; i < N; i++) {
			const double top =
				2 * (x.pool[QS_CBM_MERCH][i] + x.pool[QS_CBM_FOLIAGE][i] + x.pool[QS_CBM_OTHER][i]);
			const double root = hardwood ? 1.576 * pow(top, 0.615) : 0.222 * top;
			const double fine = root * (0.072 + 0.354 * exp(-0.06021195 * root));

			assert_true(fabs(x.pool[QS_CBM_FINE][i] - 0.5 * fine) <= 1e-13);
			assert_true(fabs(x.pool[QS_CBM_COARSE][i] - 0.5 * (root - fine)) <= 1e-13);
		}
	}
}

/* By hand: 10 t of stem wood lose 2 in an over-mature stand; 2 (1 - 2/20) reach the snags, 0.2 lapse, or none. */
static void a_decline_hands_on_what_is_published_or_all(void **state)
{
	static struct stands x;
	struct qs_cbm cbm = cbm_standard;

	(void)state;
	cbm.roots.sw_a = 0;
	cbm.turnover = (struct qs_cbm_turnover){0};
	for (int exact = 0; exact < 2; exact++) {
		cbm.exact = exact;
		open_stands(&x);
		memset(x.pool, 0, sizeof x.pool);
		memset(x.inc, 0, sizeof x.inc);
		x.pool[QS_CBM_MERCH][0] = 10;
		x.inc[0][0] = -2;
		x.pool[QS_CBM_MERCH][1] = x.pool[QS_CBM_FOLIAGE][1] = 10; /* grows while it loses leaves */
		x.inc[0][1] = 3;
		x.inc[1][1] = -2;
		year(qs_kernels_for(0), &cbm, &x);
		assert_true(fabs(x.moved[QS_CBM_LITTER_MERCH][0] - (exact ? 2 : 1.8)) <= 1e-15);
		assert_true(fabs(x.moved[QS_CBM_LAPSE_MERCH][0] - (exact ? 0 : 0.2)) <= 1e-15);
		assert_true(x.pool[QS_CBM_MERCH][0] == 8 && x.pool[QS_CBM_FOLIAGE][1] == 8);
		assert_true(x.moved[QS_CBM_LITTER_FOLIAGE][1] == (exact ? 2 : 0));
		assert_true(x.moved[QS_CBM_LAPSE_FOLIAGE][1] == (exact ? 0 : 2));
	}
}

static void decay_answers_to_temperature_up_to_its_limit(void **state)
{
	static struct stands x;
	struct qs_cbm_decay decay;

	(void)state;
	open_stands(&x);
	open_decay(&decay);
	qs_cbm_decay_set(&decay, 7, 0.2, 10, 2, 0.3);
	qs_cbm_decay_set(&decay, 8, 0.2, 5, 2, 1);
	qs_kernels_for(0)->cbm_rates(N, &decay, x.t, &x.rates);
	for (size_t i = 0; i < N; i++) {
		assert_true(fabs(x.rate[0][i] - fmin(1, 0.355 * pow(2.65, (x.t[i] - 10) / 10))) <= 1e-14);
		assert_true(x.rate[6][i] == 0.0033);
		assert_true(fabs(x.rate[7][i] - fmin(0.3, 0.2 * pow(2, (x.t[i] - 10) / 10))) <= 1e-14);
		assert_true(fabs(x.rate[8][i] - fmin(1, 0.2 * pow(2, (x.t[i] - 5) / 10))) <= 1e-14);
	}
}

static void a_disturbance_moves_what_stood_before_it(void **state)
{
	static struct stands x;
	struct qs_cbm_matrix matrix;

	(void)state;
	fire_of(&matrix);
	open_stands(&x);
	keep(&x);
	qs_kernels_for(0)->cbm_disturb(N, &matrix, x.hit, &x.pools, x.flow);
	for (size_t i = 0; i < N; i++) {
		const double hit = x.hit[i];

		/* the snags take the stems but do not pass them on in the same fire */
		assert_true(fabs(x.pool[QS_CBM_STEM_SNAG][i] - (1 - hit) * x.before[QS_CBM_STEM_SNAG][i] -
				 hit * x.before[QS_CBM_MERCH][i]) <= 1e-13);
		assert_true(x.pool[QS_CBM_FINE][i] == x.before[QS_CBM_FINE][i]);
		assert_true(hit != 1 || x.pool[QS_CBM_MERCH][i] == 0);
		assert_true(hit != 0 || x.pool[QS_CBM_FOLIAGE][i] == x.before[QS_CBM_FOLIAGE][i]);
	}
}

static void rows_must_sum_to_one(void **state)
{
	struct qs_cbm_cell cells[FIRE];
	struct qs_cbm_matrix matrix;
	double sum;

	(void)state;
	memcpy(cells, fire, sizeof fire);
	cells[9].value = 0.00741;
	assert_int_equal(qs_cbm_matrix_set(&matrix, FIRE, cells, &sum), QS_CBM_ABOVE_FAST);
	assert_true(fabs(sum - 0.999979) < 1e-12);
	cells[9].value = (double)NAN;
	assert_int_equal(qs_cbm_matrix_set(&matrix, FIRE, cells, &sum), QS_CBM_ABOVE_FAST);
	assert_int_equal(qs_cbm_matrix_set(&matrix, 0, cells, &sum), QS_CBM_OK);
	assert_int_equal(matrix.n, 0);
}

static void run(const struct qs_kernels *ks, struct stands *x, int hardwood)
{
	struct qs_cbm cbm = cbm_standard;
	struct qs_cbm_matrix matrix;

	cbm.hardwood = hardwood;
	fire_of(&matrix);
	for (int y = 0; y < 5; y++) {
		ks->cbm_disturb(N, &matrix, x->hit, &x->pools, x->flow);
		year(ks, &cbm, x);
	}
}

static void bits_are_equal_on_every_isa(void **state)
{
	static struct stands x, y;

	(void)state;
	for (int hardwood = 0; hardwood < 2; hardwood++) {
		open_stands(&x);
		run(qs_kernels_for("v2"), &x, hardwood);
		for (size_t v = 0; v < 3; v++) {
			if (!qs_kernels_for(isas[v]))
				continue;
			open_stands(&y);
			run(qs_kernels_for(isas[v]), &y, hardwood);
			assert_memory_equal(x.pool, y.pool, sizeof x.pool);
			assert_memory_equal(x.moved, y.moved, sizeof x.moved);
		}
	}
}

static void swap(double *column)
{
	for (size_t i = 0; i < N / 2; i++) {
		const double kept = column[i];

		column[i] = column[N - 1 - i];
		column[N - 1 - i] = kept;
	}
}

static void order_of_lanes_does_not_matter(void **state)
{
	static struct stands x, y;

	(void)state;
	open_stands(&x);
	run(qs_kernels_for(0), &x, 1);
	open_stands(&y);
	for (size_t p = 0; p < QS_CBM_POOL_COUNT; p++)
		swap(y.pool[p]);
	for (size_t k = 0; k < 3; k++)
		swap(y.inc[k]);
	swap(y.t);
	swap(y.hit);
	run(qs_kernels_for(0), &y, 1);
	for (size_t p = 0; p < QS_CBM_POOL_COUNT; p++)
		swap(y.pool[p]);
	assert_memory_equal(x.pool, y.pool, sizeof x.pool);
}

/* ---- cases ---- */

#define LIST_OF_POOLS                                                                                          \
	"\"Input\",\"Merch\",\"Foliage\",\"Other\",\"CoarseRoots\",\"FineRoots\",\"AboveGroundVeryFastSoil\"," \
	"\"BelowGroundVeryFastSoil\",\"AboveGroundFastSoil\",\"BelowGroundFastSoil\",\"MediumSoil\","          \
	"\"AboveGroundSlowSoil\",\"BelowGroundSlowSoil\",\"StemSnag\",\"BranchSnag\",\"CO2\",\"CH4\",\"CO\",\"NO2\""
#define BARE                                                                                                       \
	"\"Input\":1,\"Foliage\":0,\"Other\":0,\"CoarseRoots\":0,\"FineRoots\":0,\"AboveGroundVeryFastSoil\":0,"   \
	"\"BelowGroundVeryFastSoil\":0,\"AboveGroundFastSoil\":0,\"BelowGroundFastSoil\":0,\"MediumSoil\":0,"      \
	"\"AboveGroundSlowSoil\":0,\"BelowGroundSlowSoil\":8,\"StemSnag\":0,\"BranchSnag\":0,\"CO2\":0,\"CH4\":0," \
	"\"CO\":0,\"NO2\":0,\"Products\":0"
#define RATE(name, air)                                                                                     \
	"\"" name "\":{\"base_decay_rate\":0.1,\"reference_temp\":10,\"q10\":2,\"prop_to_atmosphere\":" air \
	",\"max_rate\":1}"
#define PARAMETERS(frp_b, slow_air)                                                                                                          \
	"\"parameters\":{\"slow_mixing_rate\":0,\"root_parameters\":{\"hw_a\":1,\"sw_a\":0,\"hw_b\":0.6,"                                    \
	"\"frp_a\":0.1,\"frp_b\":" frp_b ",\"frp_c\":-0.06,\"biomass_to_carbon_rate\":0.5},\"turnover\":{"                                   \
	"\"FoliageFallRate\":0,\"StemAnnualTurnoverRate\":0,\"BranchTurnoverRate\":0,\"CoarseRootTurnProp\":0,"                              \
	"\"FineRootTurnProp\":0,\"OtherToBranchSnagSplit\":0,\"CoarseRootAGSplit\":0,\"FineRootAGSplit\":0,"                                 \
	"\"StemSnag\":0,\"BranchSnag\":0},\"decay\":{" RATE("AboveGroundVeryFastSoil", "0.8") "," RATE(                                      \
		"BelowGroundVeryFastSoil",                                                                                                   \
		"0.8") "," RATE("AboveGroundFastSoil",                                                                                       \
				"0.8") "," RATE("BelowGroundFastSoil",                                                                       \
						"0.8") "," RATE("MediumSoil",                                                                \
								"0.8") "," RATE("AboveGroundSlowSoil",                                       \
										"1") "," RATE("BelowGroundSlowSoil",                         \
											      slow_air) "," RATE("Ste"                       \
														 "mSn"                       \
														 "ag",                       \
														 "0."                        \
														 "8") "," RATE("BranchSnag", \
															       "0.8") "}}"
#define STAND(last, merch, inc, frp_b, slow_air, events, more)                                                      \
	"{\"forest_type\":\"sw\",\"pools\":[" LIST_OF_POOLS ",\"" last "\"],\"initial\":{\"Merch\":" merch "," BARE \
	"},\"years\":1,\"mean_annual_temperature_c\":[10],\"increments\":{\"merch\":[" inc                          \
	"],\"foliage\":[0],\"other\":[0]}," PARAMETERS(frp_b, slow_air) ",\"disturbances\":[" events "]" more "}"
#define EVENT(year, cells) "{\"year\":" year ",\"name\":\"x\",\"matrix\":[" cells "]}"
#define EVENTS(year, cells) STAND("Products", "4", "1", "0.3", "1", EVENT(year, cells), "")

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{STAND("Merch", "4", "1", "0.3", "1", "", ""), QS_E2206, "/pools"},
		{STAND("Peat", "4", "1", "0.3", "1", "", ""), QS_E2206, "/pools"},
		{STAND("Products", "-4", "1", "0.3", "1", "", ""), QS_E2104, "/initial/Merch"},
		{STAND("Products", "4", "1,2", "0.3", "1", "", ""), QS_E2206, "/increments/merch"},
		{STAND("Products", "4", "1", "0.95", "1", "", ""), QS_E2206, "/root_parameters/frp_b"},
		{STAND("Products", "4", "1", "0.3", "0.9", "", ""), QS_E2104,
		 "/BelowGroundSlowSoil/prop_to_atmosphere"},
		{STAND("Products", "4", "1", "0.3", "1", "", ",\"order\":[\"slow_mixing\"]"), QS_E2206, "/order"},
		{STAND("Products", "4", "1", "0.3", "1", "", ",\"decline\":\"none\""), QS_E2105, "/decline"},
		{EVENTS("1", "[\"Merch\",\"Products\",0.9]"), QS_E2206, "/disturbances/0/matrix"},
		{EVENTS("1", "[\"Merch\",\"Products\",0.6],[\"Merch\",\"CO2\",0.6]"), QS_E2206,
		 "/disturbances/0/matrix"},
		{EVENTS("1", "[\"Merch\",\"CO2\",0.5],[\"Merch\",\"CO2\",0.5]"), QS_E2206, "/disturbances/0/matrix"},
		{EVENTS("1", "[\"Merch\",\"CO2\",1.5],[\"Merch\",\"CO\",-0.5]"), QS_E2206, "/disturbances/0/matrix"},
		{EVENTS("1", "[\"Merch\",\"Ash\",1]"), QS_E2206, "/disturbances/0/matrix"},
		{EVENTS("1", "[\"Input\",\"Merch\",1]"), QS_E2206, "/disturbances/0/matrix"},
		{EVENTS("1", "[\"Merch\",\"CO2\"]"), QS_E2206, "/disturbances/0/matrix"},
		{EVENTS("2", "[\"Merch\",\"CO2\",1]"), QS_E2104, "/disturbances/0/year"},
		{"{}", QS_E2102, "/given"},
	};

	(void)state;
	assert_refused("cbm", rows, sizeof rows / sizeof *rows);
}

static void a_year_is_told_with_its_sums(void **state)
{
	(void)state;
	assert_gives("cbm",
		     EVENTS("1", "[\"Merch\",\"Merch\",0.25],[\"Merch\",\"Products\",0.5],[\"Merch\",\"CO2\",0.25]"),
		     "{\"growth_c\":[1],\"litter_c\":[0],\"decay_c\":[0.8],\"disturbed_air_c\":[1],\"products_c\":[2],"
		     "\"lapsed_c\":[0],\"pools\":[[1,4,0,0,0,0,0,0,0,0,0,0,8,0,0,0,0,0,0,0],"
		     "[1,2,0,0,0,0,0,0,0,0,0,0,7.2,0,0,1.8,0,0,0,2]]}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(carbon_closes_in_every_pool_and_in_all),
		cmocka_unit_test(two_sums_that_share_no_term_agree),
		cmocka_unit_test(nothing_becomes_negative),
		cmocka_unit_test(litter_is_replaced_by_growth),
		cmocka_unit_test(roots_follow_the_tops),
		cmocka_unit_test(a_decline_hands_on_what_is_published_or_all),
		cmocka_unit_test(decay_answers_to_temperature_up_to_its_limit),
		cmocka_unit_test(a_disturbance_moves_what_stood_before_it),
		cmocka_unit_test(rows_must_sum_to_one),
		cmocka_unit_test(bits_are_equal_on_every_isa),
		cmocka_unit_test(order_of_lanes_does_not_matter),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
		cmocka_unit_test(a_year_is_told_with_its_sums),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
