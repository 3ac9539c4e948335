/* The runner: waves, failures on the way, stops. */
#include "tests/failing_memory.h"
#include "tests/land_runs.h"

/* Reads tests/whole/small.json and runs it with at most `most` pieces of memory for the run itself. */
static qs_status run_scarce(uint64_t most, struct qs_messages messages, struct qs_sink *sink, uint64_t *asked,
			    struct qs_err *err)
{
	struct qs_context context = {0};
	struct qs_input input = {0};
	struct qs_mistakes mistakes;
	struct qs_run_size size;
	struct failing memory = {.left = most < INT64_MAX ? (int64_t)most : INT64_MAX};
	qs_status status;

	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(&context, NULL, err), QS_OK);
	context.threads = 2;
	assert_int_equal(qs_input_read(&context, QS_SOURCE_DIR "/tests/whole/small.json", &input, &mistakes, err),
			 QS_OK);
	context.allocator = (struct qs_allocator){failing_get, failing_put, &memory};
	context.messages = messages;
	status = qs_run(&context,
			&(struct qs_run_input){&input.portfolio, &input.packs, &input.sites, input.resolved_json,
					       input.hashes, input.hash_count},
			sink, &size, err);
	*asked = (uint64_t)memory.asked;
	assert_int_equal(memory.out, 0);
	qs_input_free(&input);
	qs_mistakes_free(&mistakes);
	qs_close(&context);
	return status;
}

struct counted {
	int begun, sites, ended, dropped, fail_at;
};

static qs_status count_begin(void *self, const struct qs_result_head *head, struct qs_err *err)
{
	struct counted *const c = self;

	(void)head;
	c->begun++;
	return c->fail_at == 1 ? qs_fail(err, QS_EFILE, "no begin") : QS_OK;
}

static qs_status count_site(void *self, const struct qs_result *result, struct qs_err *err)
{
	struct counted *const c = self;

	(void)result;
	c->sites++;
	return c->fail_at == 2 ? qs_fail(err, QS_EFILE, "no site") : QS_OK;
}

static qs_status count_end(void *self, const struct qs_result *result, struct qs_err *err)
{
	struct counted *const c = self;

	(void)result;
	c->ended++;
	return c->fail_at == 3 ? qs_fail(err, QS_EFILE, "no end") : QS_OK;
}

static void count_drop(void *self)
{
	((struct counted *)self)->dropped++;
}

static void any_missing_piece_of_memory_ends_the_run_cleanly(void **state)
{
	struct qs_err err = {0};
	struct counted c = {0};
	struct qs_sink sink = {&c, count_begin, count_site, count_end, count_drop, NULL};
	uint64_t all, asked;

	(void)state;
	assert_int_equal(run_scarce(UINT64_MAX >> 2, (struct qs_messages){0}, &sink, &all, &err), QS_OK);
	assert_true(all > 5);
	for (uint64_t most = 0; most < all; most++) {
		struct qs_err told = {0};

		qs_status status;

		c = (struct counted){0};
		status = run_scarce(most, (struct qs_messages){0}, &sink, &asked, &told);
		if (status == QS_OK && asked <= most)
			continue; /* a thread that gets no block asks for nothing */
		assert_int_equal(status, QS_ENOMEM);
		assert_int_equal(c.dropped, 1);
		assert_int_equal(c.ended, 0);
		assert_true(told.text[0] != 0);
	}
}

static void a_sink_that_fails_stops_the_run_and_is_dropped(void **state)
{
	(void)state;
	for (int at_call = 1; at_call <= 3; at_call++) {
		struct counted c = {.fail_at = at_call};
		struct qs_sink sink = {&c, count_begin, count_site, count_end, count_drop, NULL};
		struct qs_err err = {0};
		uint64_t asked;

		assert_int_equal(run_scarce(UINT64_MAX >> 2, (struct qs_messages){0}, &sink, &asked, &err), QS_EFILE);
		assert_int_equal(c.dropped, 1);
		assert_int_equal(c.sites, at_call > 1);
	}
}

static int stop_at_once(void *self, uint64_t done, uint64_t total)
{
	(void)self;
	return done <= total;
}

static void a_stop_is_told_as_an_interruption(void **state)
{
	struct counted c = {0};
	struct qs_sink sink = {&c, count_begin, count_site, count_end, count_drop, NULL};
	struct qs_err err = {0};
	uint64_t asked;

	(void)state;
	assert_int_equal(
		run_scarce(UINT64_MAX >> 2, (struct qs_messages){.progress = stop_at_once}, &sink, &asked, &err),
		QS_EINTERRUPTED);
	assert_int_equal(c.dropped, 1);
	assert_int_equal(c.sites, 0);
}

#define SITE(id)                                                                                                 \
	"{\"id\":\"" id "\",\"name\":\"x\",\"region\":\"west\",\"type\":\"abandoned_mine\",\"elevation_m\":300," \
	"\"rain_mm_per_year\":550,"                                                                              \
	"\"units\":[{\"id\":\"u\",\"area_ha\":2,\"substrate\":\"native\",\"cover_frac\":0.3}]}"
#define HEAD                                                                                                    \
	"{\"name\":\"t\",\"start_year\":2026,\"years\":40,\"members\":1000,\"regions\":{\"west\":{\"station\":" \
	"\"54511\"}},\"sites\":["

static void waves_do_not_show_in_results(void **state)
{
	struct kept six, last;

	(void)state;
	/* 1000 members x 40 years take 17 MB of ledger a unit: six sites are more than one wave */
	run_text(&six, 2, "{}", "%s",
		 HEAD SITE("a") "," SITE("b") "," SITE("c") "," SITE("d") "," SITE("e") "," SITE("f") "]}");
	run_text(&last, 1, "{}", "%s", HEAD SITE("f") "]}");
	assert_int_equal(six.n, 6);
	assert_memory_equal(six.quantile[5], last.quantile[0], rows_of(&last) * QS_QUANTILES * sizeof(double));
	for (int o = 0; o < QS_OUTPUT_COUNT; o++) { /* means add up to the portfolio's, however cut */
		double sum = 0;

		for (size_t s = 0; s < 6; s++)
			sum += six.mean[s][(size_t)(o * QS_SERIES_COUNT + QS_SERIES_natural) * 40 + 39];
		assert_true(sum - six.mean[6][(size_t)(o * QS_SERIES_COUNT + QS_SERIES_natural) * 40 + 39] < 1e-6);
		assert_true(sum - six.mean[6][(size_t)(o * QS_SERIES_COUNT + QS_SERIES_natural) * 40 + 39] > -1e-6);
	}
	forget(&six);
	forget(&last);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_missing_piece_of_memory_ends_the_run_cleanly),
		cmocka_unit_test(a_sink_that_fails_stops_the_run_and_is_dropped),
		cmocka_unit_test(a_stop_is_told_as_an_interruption),
		cmocka_unit_test(waves_do_not_show_in_results),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
