/* Cells enough to be cut into pieces, wave after wave, and members that all threads add up in one place. */
#include "model/cells.h"
#include "tests/cell_runs.h"
#include "tests/failing_memory.h"

#include <time.h>

enum { MANY = 64, MANY_YEARS = 2, MEMBERS_MOST = 449, FEW = 9, VALUES = 3, WITHOUT = 5 };

/* A portfolio of MANY cells on slopes of three kinds, in three districts, some without works; or in so many districts
 * as are given, which lie among each other, one of them without works. */
static char *cells_in(const char *form, size_t members, int districts)
{
	enum { ROOM = MANY * 400 + 1200 };
	char *const text = malloc(ROOM);
	size_t n;

	assert_non_null(text);
	n = (size_t)snprintf(text, ROOM,
			     "{\"name\":\"t\",\"start_year\":2026,\"years\":%d,\"members\":%zu,\"regions\":{\"west\":{"
			     "\"station\":\"54511\"}},\"natural_treatment\":\"closed\",\"treatments\":{\"closed\":{"
			     "\"class\":\"natural\",\"measures\":[]},\"hill\":{\"class\":\"assisted\",\"measures\":[{"
			     "\"measure\":\"plant\",\"year\":0,\"species\":{\"platycladus_orientalis\":1},"
			     "\"stems_per_ha\":1650,\"height_m\":1.5}]}},\"outputs\":{\"form\":\"%s\",\"cells\":["
			     "\"grown_co2e.project_minus_baseline\",\"works_cny.project\",\"npv\"]},\"sites\":[",
			     MANY_YEARS, members, form);
	for (int i = 0; i < MANY; i++)
		n += (size_t)snprintf(
			text + n, ROOM - n,
			"%s{\"id\":\"s%d\",\"name\":\"x\",\"district\":\"%c\",\"region\":\"west\",\"type\":"
			"\"degraded_ecosystem\",\"elevation_m\":300,\"rain_mm_per_year\":%d,\"area_ha\":0.09,"
			"\"slope_deg\":%d,\"substrate\":\"native\",\"cover_frac\":0.2%s}",
			i ? "," : "", i, districts ? 'A' + i % districts : 'A' + i / 25, 500 + i, 5 * (i % 3),
			(districts ? i % districts != WITHOUT : i % 7 != 0) ? ",\"treatment\":\"hill\"" : "");
	assert_true(n + 3 < ROOM);
	memcpy(text + n, "]}", 3);
	return text;
}

static char *many_cells(const char *form, size_t members)
{
	return cells_in(form, members, 0);
}

/* What is kept of such a portfolio: sums and lines by member, and end values of the cells. */
struct many {
	size_t members;
	int64_t sum[QS_SUM_COUNT * MEMBERS_MOST], line[QS_LINE_COUNT * MANY_YEARS * MEMBERS_MOST];
	double quantile[QS_OUTPUT_COUNT * QS_SERIES_COUNT * MANY_YEARS * QS_QUANTILES];
	float value[VALUES * MANY];
	uint64_t seen;
};

static qs_status keep_values(void *self, const struct qs_cells *next, struct qs_err *err)
{
	struct many *const m = self;

	(void)err;
	assert_int_equal(next->first, m->seen);
	for (size_t v = 0; v < VALUES; v++)
		memcpy(m->value + v * MANY + next->first, next->value + v * next->n, next->n * sizeof *m->value);
	m->seen += next->n;
	return QS_OK;
}

static qs_status keep_all(void *self, const struct qs_result *result, struct qs_err *err)
{
	struct many *const m = self;

	(void)err;
	memcpy(m->sum, result->sum_member, QS_SUM_COUNT * m->members * sizeof *m->sum);
	memcpy(m->line, result->line_member, QS_LINE_COUNT * MANY_YEARS * m->members * sizeof *m->line);
	memcpy(m->quantile, result->quantile, sizeof m->quantile);
	return QS_OK;
}

static qs_status run_cells(const char *text, int threads, size_t most, struct qs_sink *sink)
{
	return run_drip(text, threads, &(struct drip){.most = most}, sink, NULL, &(struct qs_err){0});
}

static struct many *run_many(const char *form, size_t members, int threads, size_t most,
			     const struct qs_run_states *states)
{
	struct many *const m = calloc(1, sizeof *m);
	struct drip drip = {.most = most, .states = states};
	struct qs_sink sink = {m, NULL, NULL, keep_all, NULL, keep_values};
	char *const text = many_cells(form, members);

	assert_non_null(m);
	m->members = members;
	assert_int_equal(run_drip(text, threads, &drip, &sink, NULL, &(struct qs_err){0}), QS_OK);
	free(text);
	return m;
}

static void pieces_do_not_show(void **state)
{
	static const size_t members[] = {1, 3, MEMBERS_MOST};

	(void)state;
	for (size_t k = 0; k < sizeof members / sizeof members[0]; k++) {
		struct many *const sites = run_many("sites", members[k], 1, MANY, NULL);
		struct many *const one = run_many("cells", members[k], 1, MANY, NULL);

		assert_true(sites->sum[QS_SUM_OF_npv * members[k]] != 0);
		for (int threads = members[k] > 3 ? 3 : 1; threads <= 3; threads++)
			for (size_t most = FEW; most <= MANY; most += MANY - FEW) {
				struct many *const same = run_many("cells", members[k], threads, most, NULL);

				assert_memory_equal(one, same, sizeof *one);
				free(same);
			}
		assert_int_equal(one->seen, MANY);
		assert_true(memcmp(sites->value, one->value, sizeof one->value));
		assert_memory_equal(sites, one, offsetof(struct many, value));
		free(sites);
		free(one);
	}
}

/* What is kept of districts, beside the portfolio and the cells. */
enum { DISTRICTS = 9, TURN_MEMBERS = 100 };
struct turn {
	struct many of;
	size_t early; /* districts that came before any cell */
	double area_ha[DISTRICTS], residual[DISTRICTS];
	double quantile[DISTRICTS][QS_OUTPUT_COUNT * QS_SERIES_COUNT * MANY_YEARS * QS_QUANTILES];
	double line[DISTRICTS][QS_LINE_COUNT * MANY_YEARS * QS_QUANTILES];
	double p50[DISTRICTS][QS_SCALAR_COUNT];
	size_t count, fail_at, dropped;
};

static qs_status keep_district(void *self, const struct qs_result *result, struct qs_err *err)
{
	struct turn *const t = self;
	const size_t d = t->count++;

	assert_true(d < DISTRICTS && !t->dropped);
	assert_int_equal(result->index, d);
	assert_int_equal(result->site->id[0], 'A' + (int)d);
	t->early += !t->of.seen;
	t->area_ha[d] = result->area_ha;
	t->residual[d] = result->balance_residual_max;
	memcpy(t->quantile[d], result->quantile, sizeof t->quantile[d]);
	memcpy(t->line[d], result->line_quantile, sizeof t->line[d]);
	for (size_t s = 0; s < QS_SCALAR_COUNT; s++)
		t->p50[d][s] = result->scalar[s].why ? 0 : result->scalar[s].p50;
	return t->count == t->fail_at ? qs_fail(err, QS_EFILE, "district %zu", d) : QS_OK;
}

static void drop_turn(void *self)
{
	((struct turn *)self)->dropped++;
}

/* A run whose districts are more than the places of so few threads, and lie among each other. */
static struct turn *run_turn(int threads, size_t most, size_t fail_at)
{
	struct turn *const t = calloc(1, sizeof *t);
	struct qs_sink sink = {t, NULL, keep_district, keep_all, drop_turn, keep_values};
	char *const text = cells_in("cells", TURN_MEMBERS, DISTRICTS);

	assert_non_null(t);
	t->of.members = TURN_MEMBERS;
	t->fail_at = fail_at;
	assert_int_equal(run_cells(text, threads, most, &sink), fail_at ? QS_EFILE : QS_OK);
	assert_int_equal(t->dropped, fail_at != 0);
	assert_int_equal(t->count, fail_at ? fail_at : DISTRICTS);
	free(text);
	return t;
}

static void districts_that_end_in_turn_do_not_show(void **state)
{
	struct turn *const at_end = run_turn(DISTRICTS, MANY, 0);

	(void)state;
	assert_int_equal(at_end->early, 0);
	assert_true(at_end->area_ha[DISTRICTS - 1] > 0);
	assert_memory_not_equal(at_end->p50[0], at_end->p50[1], sizeof at_end->p50[0]);
	for (int threads = 1; threads <= 3; threads++)
		for (size_t most = FEW; most <= MANY; most += MANY - FEW) {
			struct turn *const same = run_turn(threads, most, 0);

			if (most == MANY) /* all but those whose pieces threads had or took last */
				assert_in_range(same->early, 1, DISTRICTS - 1);
			else
				assert_int_equal(same->early, 0);
			same->early = 0;
			assert_memory_equal(at_end, same, sizeof *same);
			free(same);
		}
	free(at_end);
}

static void a_district_that_the_sink_does_not_take_is_the_last(void **state)
{
	(void)state;
	for (int threads = 1; threads <= 3; threads++)
		for (size_t at = 1; at <= DISTRICTS; at++)
			free(run_turn(threads, MANY, at));
}

/* A state in memory. */
struct tape {
	unsigned char *bytes;
	size_t n, at;
};

static qs_status tape_write(void *self, const void *bytes, size_t n, struct qs_err *err)
{
	struct tape *const t = self;

	(void)err;
	t->bytes = realloc(t->bytes, t->n + n);
	assert_non_null(t->bytes);
	memcpy(t->bytes + t->n, bytes, n);
	t->n += n;
	return QS_OK;
}

static qs_status tape_read(void *self, void *bytes, size_t n, struct qs_err *err)
{
	struct tape *const t = self;

	if (t->n - t->at < n)
		return qs_fail(err, QS_EINPUT, "behind the end");
	memcpy(bytes, t->bytes + t->at, n);
	t->at += n;
	return QS_OK;
}

/* Goes on from a state (or does not), and leaves it as it comes to. */
static struct many *run_taped(const char *form, size_t members, int threads, size_t most, struct tape *from,
			      struct tape *to)
{
	const struct qs_run_states states = {.save_years = 1,
					     .write = to ? tape_write : NULL,
					     .write_self = to,
					     .from_years = 1,
					     .read = from ? tape_read : NULL,
					     .read_self = from};

	if (from)
		from->at = 0;
	return run_many(form, members, threads, most, &states);
}

static void a_state_does_not_show_and_is_the_same_for_any_threads(void **state)
{
	static const size_t members[] = {1, 3};

	(void)state;
	for (size_t k = 0; k < 4; k++) { /* in one wave, and in several */
		const size_t m = members[k / 2], most = k % 2 ? FEW : MANY;
		struct many *const plain = run_many("cells", m, 1, MANY, NULL);
		struct tape one = {0};

		free(run_taped("sites", m, 1, most, NULL, &one)); /* whose waves have a ledger */
		for (int threads = 1; threads <= 3; threads++) {
			struct tape two = {0};
			struct many *const saving = run_taped("cells", m, threads, most, NULL, &two);
			struct many *const going = run_taped("cells", m, threads, most, &two, NULL);

			assert_int_equal(one.n, two.n);
			assert_memory_equal(one.bytes, two.bytes, one.n);
			assert_int_equal(two.at, two.n);
			assert_memory_equal(plain, saving, sizeof *plain);
			assert_memory_equal(plain, going, sizeof *plain);
			free(two.bytes);
			free(saving);
			free(going);
		}
		free(one.bytes);
		free(plain);
	}
}

static void a_state_that_ends_early_is_told(void **state)
{
	char *const text = many_cells("cells", 1);
	struct tape tape = {0};

	(void)state;
	free(run_taped("cells", 1, 2, FEW, NULL, &tape));
	tape.n /= 2;
	for (int threads = 1; threads <= 3; threads++) {
		const struct qs_run_states states = {.from_years = 1, .read = tape_read, .read_self = &tape};
		struct drip drip = {.most = FEW, .states = &states};
		struct qs_err err = {0};

		tape.at = 0;
		assert_int_equal(run_drip(text, threads, &drip, &(struct qs_sink){0}, NULL, &err), QS_EINPUT);
		assert_string_equal(err.text, "behind the end");
	}
	free(tape.bytes);
	free(text);
}

/* A sink that fails at a call, the first of which is its beginning. */
struct weak {
	int call, fail_at, dropped;
	uint64_t seen;
};

static qs_status weak_begin(void *self, const struct qs_result_head *head, struct qs_err *err)
{
	struct weak *const w = self;

	assert_int_equal(head->cells, MANY);
	assert_int_equal(w->call, 0);
	return ++w->call == w->fail_at ? qs_fail(err, QS_EFILE, "call %d", w->call) : QS_OK;
}

static qs_status weak_cells(void *self, const struct qs_cells *next, struct qs_err *err)
{
	struct weak *const w = self;

	assert_true(w->call > 0);
	assert_int_equal(next->first, w->seen);
	w->seen += next->n;
	return ++w->call == w->fail_at ? qs_fail(err, QS_EFILE, "call %d", w->call) : QS_OK;
}

static void weak_drop(void *self)
{
	((struct weak *)self)->dropped++;
}

static void a_sink_that_fails_between_waves_is_called_no_more(void **state)
{
	enum { WAVES = (MANY + FEW - 1) / FEW };
	char *const text = many_cells("cells", 1);

	(void)state;
	for (int threads = 1; threads <= 3; threads++)
		for (int at = 1; at <= WAVES + 2; at++) {
			struct weak w = {.fail_at = at};
			struct qs_sink sink = {&w, weak_begin, NULL, NULL, weak_drop, weak_cells};
			const int fails = at <= WAVES + 1;

			assert_int_equal(run_cells(text, threads, FEW, &sink), fails ? QS_EFILE : QS_OK);
			assert_int_equal(w.call, fails ? at : WAVES + 1);
			assert_int_equal(w.dropped, fails);
		}
	free(text);
}

/* Progress that dawdles once; the processor's time meanwhile, of all threads. */
static int dawdle(void *self, uint64_t done, uint64_t total)
{
	const clock_t start = clock();

	(void)total;
	if (done == 5) {
		nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
		*(clock_t *)self = clock() - start;
	}
	return 0;
}

static void threads_that_wait_leave_the_processor_to_others(void **state)
{
	char *const text = many_cells("cells", 1);
	clock_t spent = CLOCKS_PER_SEC;
	const struct qs_messages slow = {.progress = dawdle, .self = &spent};

	(void)state;
	assert_int_equal(run_drip(text, 4, &(struct drip){.most = 1}, &(struct qs_sink){0}, &slow, &(struct qs_err){0}),
			 QS_OK);
	/* one may be before the lock of progress, where clang's OpenMP spins */
	assert_true(spent < CLOCKS_PER_SEC / 4);
	free(text);
}

/* Its first wave of cells fails when a later wave has. */
struct late {
	struct drip drip;
	int told, closing, later; /* the first is done; it is at the sink; a later one has failed */
};

/* Waves have one block. That of the first is told as done when the second is asked for, which is given then; that of
 * the second is told when the first is at the sink, where it stops. */
static int stop_late(void *self, uint64_t done, uint64_t total)
{
	struct late *const l = self;

	(void)total;
	if (done == 1) {
		const int asked = is_set(&l->drip.asked, 2);

		__atomic_store_n(&l->told, 1, __ATOMIC_RELEASE);
		return !asked;
	}
	if (!is_set(&l->closing, 1))
		return 0;
	__atomic_store_n(&l->later, 1, __ATOMIC_RELEASE);
	return 1;
}

static qs_status late_cells(void *self, const struct qs_cells *next, struct qs_err *err)
{
	struct late *const l = self;

	assert_int_equal(next->first, 0);
	__atomic_store_n(&l->closing, 1, __ATOMIC_RELEASE);
	return is_set(&l->later, 1) ? qs_fail(err, QS_EFILE, "of the first wave") : QS_OK;
}

static void of_two_waves_that_fail_the_first_is_told(void **state)
{
	char *const text = many_cells("cells", 1);
	struct late l = {.drip = {.most = 1, .hold = &l.told}};
	struct qs_sink sink = {&l, NULL, NULL, NULL, NULL, late_cells};
	struct qs_err err = {0};

	(void)state;
	run_drip(text, 2, &l.drip, &sink, &(struct qs_messages){.progress = stop_late, .self = &l}, &err);
	assert_true(l.later);
	assert_string_equal(err.text, "of the first wave");
	free(text);
}

/* Runs many cells, `most` at a time, with so many pieces of memory for the run itself; nonzero if they were enough. */
static int run_scarce(struct qs_context *context, struct qs_input *input, size_t most, int64_t pieces)
{
	struct failing memory = {.left = pieces};
	struct drip drip = {.from = input->sites, .most = most};
	struct qs_site_source small = small_of(&drip);
	struct qs_sink sink = {0};
	struct qs_run_size size;
	struct qs_err err = {0};
	qs_status status;

	context->allocator = (struct qs_allocator){failing_get, failing_put, &memory};
	status = qs_run(context,
			&(struct qs_run_input){&input->portfolio, &input->packs, &small, input->resolved_json,
					       input->hashes, input->hash_count},
			&sink, &size, &err);
	assert_true(status == QS_OK || status == QS_ENOMEM);
	assert_int_equal(memory.out, 0);
	return status == QS_OK;
}

/* Every n up to 16, then a sixteenth further each time. */
static void a_failed_allocation_gives_all_back(void **state)
{
	static const size_t members[] = {1, 64, 64};
	static const int districts[] = {0, 0, DISTRICTS};

	(void)state;
	for (size_t k = 0; k < sizeof members / sizeof members[0]; k++) {
		char *const text = cells_in("cells", members[k], districts[k]);
		struct qs_context context = {0};
		struct qs_input input = {0};
		struct qs_mistakes mistakes;
		struct qs_err err = {0};
		int64_t pieces = 0;

		qs_mistakes_init(&mistakes, NULL);
		assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
		context.threads = 2;
		assert_int_equal(
			qs_input_read_text(&context, "/p.json", text, strlen(text), NULL, &input, &mistakes, &err),
			QS_OK);
		while (!run_scarce(&context, &input, districts[k] ? MANY : MANY / 3, pieces))
			pieces += 1 + pieces / 16;
		assert_true(pieces > 16);
		context.allocator = (struct qs_allocator){0};
		qs_input_free(&input);
		qs_mistakes_free(&mistakes);
		qs_close(&context);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_do_not_show),
		cmocka_unit_test(districts_that_end_in_turn_do_not_show),
		cmocka_unit_test(a_district_that_the_sink_does_not_take_is_the_last),
		cmocka_unit_test(a_state_does_not_show_and_is_the_same_for_any_threads),
		cmocka_unit_test(a_state_that_ends_early_is_told),
		cmocka_unit_test(a_sink_that_fails_between_waves_is_called_no_more),
		cmocka_unit_test(of_two_waves_that_fail_the_first_is_told),
		cmocka_unit_test(threads_that_wait_leave_the_processor_to_others),
		cmocka_unit_test(a_failed_allocation_gives_all_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
