/* Years one by one give the values of a whole run, bit for bit, for any number of threads; what cannot be asked is
 * refused. */
#include "tests/land_runs.h"

#include "scenarios/steps.h"

#define TEXT                                                                                                         \
	"{\"name\":\"t\",\"seed\":\"11\",\"start_year\":2026,\"years\":6,\"members\":300,"                           \
	"\"regions\":{\"west\":{\"station\":\"54511\"}},\"natural_treatment\":\"closure\",\"treatments\":{"          \
	"\"closure\":{\"class\":\"natural\",\"measures\":[{\"measure\":\"close_hillside\",\"year\":0,\"fence_m_per_" \
	"ha\":40}]},"                                                                                                \
	"\"woods\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":{\"pinus_"  \
	"tabuliformis\":1},"                                                                                         \
	"\"stems_per_ha\":1650,\"height_m\":1}]}},\"outputs\":{\"members\":[\"live_c\"]},\"sites\":[" SITE(          \
		"a", "woods") "," SITE("b", "closure") "]}"
#define SITE(id, treatment)                                                                                       \
	"{\"id\":\"" id "\",\"name\":\"" id                                                                       \
	"\",\"region\":\"west\",\"type\":\"abandoned_mine\",\"elevation_m\":300,\"lat\":40,"                      \
	"\"rain_mm_per_year\":550,\"units\":[{\"id\":\"" id                                                       \
	"1\",\"area_ha\":2,\"substrate\":\"waste_rock\",\"slope_deg\":20,"                                        \
	"\"cover_frac\":0.2,\"soil\":{\"depth_cm\":20,\"organic_c_g_kg\":3,\"geogenic_c_g_kg\":1},\"treatment\":" \
	"\"" treatment "\"}]}"

static void read_input(struct qs_context *context, struct qs_input *input)
{
	struct qs_mistakes mistakes;
	struct qs_err err = {0};

	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(context, NULL, &err), QS_OK);
	if (qs_input_read_text(context, "t.json", TEXT, strlen(TEXT), NULL, input, &mistakes, &err))
		fail_msg("%s", err.text);
	qs_mistakes_free(&mistakes);
}

static void years_one_by_one_are_those_of_a_run(void **state)
{
	struct qs_context context;
	struct qs_input input;
	struct qs_steps *steps;
	struct qs_err err = {0};
	struct kept k = {0};
	double value[300];

	(void)state;
	read_input(&context, &input);
	const struct qs_run_input run = {&input.portfolio, &input.packs, &input.sites, input.resolved_json, NULL, 0};

	k.n = 0;
	context.threads = 1;
	run_text(&k, 1, "{}", TEXT);
	for (int threads = 1; threads <= 2; threads++) {
		context.threads = threads;
		assert_int_equal(qs_steps_open(&context, &run, &steps, &err), QS_OK);
		assert_int_equal(qs_steps_values(steps, 0, QS_OUT_live_c, QS_SERIES_project, value, NULL), QS_EUSAGE);
		for (size_t y = 0; y < 6; y++) {
			assert_int_equal(qs_steps_year(steps, &err), QS_OK);
			for (size_t site = 0; site < 2; site++)
				for (int arm = 0; arm < QS_ARMS; arm++) {
					const int64_t *const kept = k.member[site] + ((size_t)arm * 6 + y) * 300;

					assert_int_equal(qs_steps_values(steps, site, QS_OUT_live_c,
									 (enum qs_series_id)arm, value, &err),
							 QS_OK);
					for (size_t m = 0; m < 300; m++)
						assert_true(value[m] ==
							    (double)kept[m] * qs_output_rows[QS_OUT_live_c].quantum);
				}
		}
		assert_int_equal(qs_steps_done(steps), 6);
		assert_int_equal(qs_steps_year(steps, NULL), QS_EUSAGE);
		assert_int_equal(qs_steps_values(steps, 2, QS_OUT_live_c, QS_SERIES_project, value, NULL), QS_EUSAGE);
		qs_steps_close(steps);
	}
	qs_steps_close(NULL);
	forget(&k);
	qs_input_free(&input);
	qs_close(&context);
}

struct bytes {
	unsigned char *all;
	size_t n, at;
};

static qs_status put(void *self, const void *bytes, size_t n, struct qs_err *err)
{
	struct bytes *const b = self;

	(void)err;
	b->all = realloc(b->all, b->n + n);
	assert_non_null(b->all);
	memcpy(b->all + b->n, bytes, n);
	b->n += n;
	return QS_OK;
}

static qs_status get(void *self, void *bytes, size_t n, struct qs_err *err)
{
	struct bytes *const b = self;

	if (b->at + n > b->n)
		return qs_fail(err, QS_EINPUT, "too short");
	memcpy(bytes, b->all + b->at, n);
	b->at += n;
	return QS_OK;
}

/* All outputs of both sites in the last year. */
static void same_values(const struct qs_steps *a, const struct qs_steps *b)
{
	static double x[300], y[300];

	for (size_t site = 0; site < 2; site++)
		for (int o = 0; o < QS_OUTPUT_COUNT; o++)
			for (int arm = 0; arm < QS_ARMS; arm++) {
				assert_int_equal(
					qs_steps_values(a, site, (enum qs_output)o, (enum qs_series_id)arm, x, NULL),
					QS_OK);
				assert_int_equal(
					qs_steps_values(b, site, (enum qs_output)o, (enum qs_series_id)arm, y, NULL),
					QS_OK);
				assert_memory_equal(x, y, sizeof x);
			}
}

static void a_saved_state_goes_on_with_the_bits_of_the_run_that_did_not_stop(void **state)
{
	struct qs_context context;
	struct qs_input input;
	struct qs_steps *through, *again;
	struct qs_err err = {0};

	(void)state;
	read_input(&context, &input);
	const struct qs_run_input run = {&input.portfolio, &input.packs, &input.sites, input.resolved_json, NULL, 0};

	for (int vegetation = 0; vegetation < 2; vegetation++)
		for (size_t stop = 1; stop <= 4; stop++) { /* odd and even: pools change over each year */
			struct bytes bytes = {NULL, 0, 0};

			for (size_t s = 0; s < input.all.n; s++)
				input.all.items[s].models.vegetation = vegetation; /* 1: 3-PG */
			context.threads = 1;
			assert_int_equal(qs_steps_open(&context, &run, &through, &err), QS_OK);
			for (size_t y = 0; y < stop; y++)
				assert_int_equal(qs_steps_year(through, &err), QS_OK);
			assert_int_equal(qs_steps_save(through, put, &bytes, &err), QS_OK);
			context.threads = 2;
			assert_int_equal(qs_steps_open(&context, &run, &again, &err), QS_OK);
			assert_int_equal(qs_steps_restore(again, get, &bytes, &err), QS_OK);
			assert_int_equal(bytes.at, bytes.n);
			assert_int_equal(qs_steps_done(again), stop);
			same_values(through, again);
			for (size_t y = stop; y < 6; y++) {
				assert_int_equal(qs_steps_year(through, &err), QS_OK);
				assert_int_equal(qs_steps_year(again, &err), QS_OK);
				same_values(through, again);
			}
			assert_int_equal(qs_steps_restore(again, get, &bytes, &err), QS_EUSAGE);
			qs_steps_close(through);
			qs_steps_close(again);
			free(bytes.all);
		}
	qs_input_free(&input);
	qs_close(&context);
}

static void a_state_of_something_else_is_refused(void **state)
{
	struct bytes bytes = {NULL, 0, 0};
	struct qs_context context;
	struct qs_input input;
	struct qs_steps *steps;
	struct qs_err err = {0};

	(void)state;
	read_input(&context, &input);
	const struct qs_run_input run = {&input.portfolio, &input.packs, &input.sites, input.resolved_json, NULL, 0};

	context.threads = 1;
	assert_int_equal(qs_steps_open(&context, &run, &steps, &err), QS_OK);
	assert_int_equal(qs_steps_year(steps, &err), QS_OK);
	assert_int_equal(qs_steps_save(steps, put, &bytes, &err), QS_OK);
	qs_steps_close(steps);
	for (int how = 0; how < 3; how++) {
		input.portfolio.seed = how == 0 ? 12 : 11;
		bytes.at = how == 1 ? 8 : 0;
		bytes.n -= how == 2;
		assert_int_equal(qs_steps_open(&context, &run, &steps, &err), QS_OK);
		assert_int_equal(qs_steps_restore(steps, get, &bytes, &err), QS_EINPUT);
		assert_int_equal(qs_steps_year(steps, &err), QS_EUSAGE);
		qs_steps_close(steps);
	}
	free(bytes.all);
	qs_input_free(&input);
	qs_close(&context);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(years_one_by_one_are_those_of_a_run),
		cmocka_unit_test(a_saved_state_goes_on_with_the_bits_of_the_run_that_did_not_stop),
		cmocka_unit_test(a_state_of_something_else_is_refused)};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
