/* Experiments on inputs: members that share their physics have the figures of runs of their own. */
#include "model/base/draws.h"
#include "model/finance/lines.h"
#include "scenarios/run.h"
#include "scenarios/wave.h"
#include "tests/portfolio_files.h"

enum { KINDS = 12, MEMBERS = 70, SITES = 2, YEARS = 10 }; /* members fill more than a strip of accounts */

#define SAME .carbon_price = 1, .upkeep = 1, .risk = 1

/* What the members do, again and again: in this order those that share their physics stand alone and side by side, in
 * the middle and at both ends. */
static const struct {
	struct qs_probe probe;
	struct qs_account_shift shift;
} kinds[KINDS] = {
	{{QS_STREAM_price, 0, 0.9}, {SAME}},  {{-1, 0, 0.5}, {SAME}},
	{{QS_STREAM_growth, 0, 0.9}, {SAME}}, {{QS_STREAM_cost, 0, 0.1}, {SAME}},
	{{QS_STREAM_soil, 0, 0.1}, {SAME}},   {{QS_STREAM_survival, 0, 0.1}, {SAME}},
	{{QS_STREAM_works, 0, 0.9}, {SAME}},  {{-1, 0, 0.5}, {.carbon_price = 2, .upkeep = 1.5, .risk = 1}},
	{{QS_STREAM_delay, 0, 0.9}, {SAME}},  {{QS_STREAM_quality, 0, 0.9}, {SAME}},
	{{QS_STREAM_cost, 0, 0.9}, {SAME}},   {{-1, 0, 0.5}, {.discount_pct = 2, .contingency = 0.1, SAME}},
};

/* What an experiment gives of `members` members. */
struct figures {
	double npv[MEMBERS], credits[MEMBERS], after_tax[MEMBERS], score[MEMBERS];
	double sums[SITES][QS_SUM_COUNT * MEMBERS], works[SITES][YEARS];
};

/* Members of kinds `first`, first + 1, … of the portfolio at p.json; the bytes of ledger that a unit takes. */
static uint64_t run(size_t first, size_t members, struct figures *f)
{
	struct qs_context context;
	struct qs_input input;
	struct qs_mistakes mistakes;
	struct qs_probe probe[MEMBERS];
	struct qs_account_shift shift[MEMBERS];
	struct qs_site_experiment each[SITES] = {{f->sums[0], f->works[0], 0}, {f->sums[1], f->works[1], 0}};
	struct qs_experiment e = {f->npv, f->credits, f->after_tax, f->score, each};
	struct qs_err err = {0};
	uint64_t bytes;

	for (size_t m = 0; m < members; m++) {
		probe[m] = kinds[(first + m) % KINDS].probe;
		shift[m] = kinds[(first + m) % KINDS].shift;
	}
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	context.threads = 2;
	context.probes = probe;
	if (qs_input_read(&context, path_of("p.json"), &input, &mistakes, &err))
		fail_msg("%s", err.text);
	input.portfolio.members = (int64_t)members;
	bytes = qs_wave_unit_bytes(&context, &input.portfolio);
	if (qs_run_experiment(&context,
			      &(struct qs_run_input){&input.portfolio, &input.packs, &input.sites, input.resolved_json,
						     input.hashes, input.hash_count},
			      shift, &e, &err))
		fail_msg("%s", err.text);
	qs_input_free(&input);
	qs_mistakes_free(&mistakes);
	qs_close(&context);
	return bytes;
}

/* Both sites are in a registration that sells. */
static void write_portfolio(void)
{
	char *const text = changed(
		"\"cover_frac\":0.4,\"woody_cover_frac\":0.2}],\n\"market\":{\"prices\":{\"CCER\":{\"cny_t\":70}}},"
		"\"registrations\":[{\"id\":\"g\",\"methodology\":\"CCER-14-001-V01\",\"sites\":[\"A\"]",
		"\"cover_frac\":0.4,\"woody_cover_frac\":0.1,\"treatment\":\"green\",\"land\":{\"from\":\"2010-01-01\","
		"\"class\":\"forest\",\"planned_afforestation\":true}}],\"market\":{\"prices\":{\"CCER\":{\"cny_t\":70,"
		"\"model\":\"gbm\",\"sigma\":0.2}}},\"registrations\":[{\"id\":\"g\",\"methodology\":"
		"\"CCER-14-001-V01\",\"sites\":[\"all\"]");

	write_file("p.json", text, strlen(text));
	free(text);
}

static void members_that_share_physics_have_the_figures_of_a_run_of_their_own(void **state)
{
	static struct figures all, alone[KINDS];
	uint64_t bytes, one = 0;

	(void)state;
	write_portfolio();
	bytes = run(0, MEMBERS, &all);
	for (size_t k = 0; k < KINDS; k++)
		one = run(k, 1, &alone[k]);
	assert_int_equal(one, qs_wave_lane_bytes(YEARS)); /* nobody to share with */
	assert_true(bytes < MEMBERS * one * 2 / 3);
	for (size_t m = 0; m < MEMBERS; m++) {
		const struct figures *const own = &alone[m % KINDS];

		assert_memory_equal(&all.npv[m], own->npv, sizeof *own->npv);
		assert_memory_equal(&all.credits[m], own->credits, sizeof *own->credits);
		assert_memory_equal(&all.after_tax[m], own->after_tax, sizeof *own->after_tax);
		assert_memory_equal(&all.score[m], own->score, sizeof *own->score);
		for (size_t s = 0; s < SITES; s++)
			for (size_t k = 0; k < QS_SUM_COUNT; k++)
				assert_memory_equal(&all.sums[s][k * MEMBERS + m], &own->sums[s][k], sizeof *own->npv);
	}
	/* and the experiments move something: on the ground, in prices, in accounts */
	assert_true(alone[2].credits[0] > alone[1].credits[0] && alone[1].credits[0] > 0);
	assert_true(alone[3].npv[0] > alone[1].npv[0] && alone[1].npv[0] > alone[10].npv[0]);
	assert_true(alone[7].npv[0] > alone[1].npv[0] || alone[7].npv[0] < alone[1].npv[0]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_that_share_physics_have_the_figures_of_a_run_of_their_own),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
