#include "api/qingshan.h"

#include "io/file.h"
#include "io/files.h"
#include "io/h5_read.h"
#include "io/input.h"
#include "io/json.h"
#include "io/mistakes_print.h"
#include "io/results.h"
#include "io/text.h"
#include "kernels/kernels.h"
#include "model/base/version.h"
#include "scenarios/run.h"
#include "scenarios/steps.h"

#include <stdlib.h>
#include <string.h>

struct qingshan {
	struct qs_context context;
	struct qs_err err;
	struct qs_packs shipped; /* read once for all portfolios */
	struct qs_arena told;    /* of the mistakes' text */
	const char *mistakes;
};

struct qingshan_portfolio {
	struct qingshan *q;
	struct qs_input input;
	struct qs_run_input run;
	char *summary;
};

struct qingshan_steps {
	struct qingshan_portfolio *p;
	struct qs_steps *steps;
};

static int code_of(qs_status status)
{
	return status == QS_ENOMEM ? QINGSHAN_NOMEM : qs_status_exit_code(status);
}

/* Forgets what the call before said. */
static struct qs_err *fresh(struct qingshan *q)
{
	q->err = (struct qs_err){.status = QS_OK};
	return &q->err;
}

static int language_of(const char *word, enum qs_lang *lang)
{
	if (!word || (strcmp(word, "zh") && strcmp(word, "en")))
		return -1;
	*lang = strcmp(word, "zh") ? QS_EN : QS_ZH;
	return 0;
}

const char *qingshan_version(void)
{
	return qs_version;
}

/* ---- context ---- */

int qingshan_open(const char *isa, struct qingshan **q)
{
	qs_status status;

	*q = calloc(1, sizeof **q);
	if (!*q)
		return QINGSHAN_NOMEM;
	status = qs_open(&(*q)->context, isa, &(*q)->err);
	if (status == QS_OK) {
		struct qs_mistakes mistakes; /* none: shipped packs are whole */

		qs_mistakes_init(&mistakes, &(*q)->context.allocator);
		status = qs_packs_read_shipped(&(*q)->context, &(*q)->shipped, &mistakes, &(*q)->err);
		qs_mistakes_free(&mistakes);
	}
	if (status != QS_OK) {
		qingshan_close(*q);
		*q = NULL;
		return code_of(status);
	}
	(*q)->context.threads = 1;
	(*q)->context.lang = QS_EN;
	(*q)->mistakes = "";
	return QINGSHAN_OK;
}

void qingshan_close(struct qingshan *q)
{
	if (!q)
		return;
	qs_arena_free(&q->shipped.arena);
	qs_arena_free(&q->told);
	qs_close(&q->context);
	free(q);
}

int qingshan_threads(struct qingshan *q, int threads)
{
	if (threads < 1 || threads > 1024)
		return code_of(qs_fail(fresh(q), QS_EUSAGE, "threads must be 1 to 1024 (found %d)", threads));
	q->context.threads = threads;
	return QINGSHAN_OK;
}

int qingshan_language(struct qingshan *q, const char *language)
{
	if (language_of(language, &q->context.lang))
		return code_of(qs_fail(fresh(q), QS_EUSAGE, "a language is \"zh\" or \"en\""));
	return QINGSHAN_OK;
}

void qingshan_progress(struct qingshan *q, int (*step)(void *self, uint64_t done, uint64_t total), void *self)
{
	q->context.messages.progress = step;
	q->context.messages.self = self;
}

const char *qingshan_message(const struct qingshan *q)
{
	return q->err.text;
}

const char *qingshan_mistakes(const struct qingshan *q)
{
	return q->mistakes;
}

/* ---- portfolio ---- */

static int load(struct qingshan *q, const char *path, const char *bytes, size_t n,
		const struct qingshan_override *override, struct qingshan_portfolio **p)
{
	const struct qs_input_override as = {.have_members = override && override->members != 0,
					     .have_seed = override && override->have_seed,
					     .members = override ? override->members : 0,
					     .seed = override ? override->seed : 0,
					     .shipped = &q->shipped};
	struct qingshan_portfolio *made = calloc(1, sizeof *made);
	struct qs_mistakes mistakes;
	qs_status status = QS_ENOMEM;
	struct qs_err *const err = fresh(q);

	*p = NULL;
	qs_arena_free(&q->told);
	q->mistakes = "";
	if (!made)
		return code_of(qs_fail(err, QS_ENOMEM, "portfolio"));
	if (override && override->members < 0) {
		free(made);
		return code_of(qs_fail(err, QS_EUSAGE, "members must be at least 1 (found %lld)",
				       (long long) override->members));
	}
	qs_mistakes_init(&mistakes, &q->context.allocator);
	status = bytes ? qs_input_read_text(&q->context, path, bytes, n, &as, &made->input, &mistakes, err)
		       : qs_input_read_as(&q->context, path, &as, &made->input, &mistakes, err);
	q->mistakes = qs_mistakes_json(&mistakes, q->context.lang, 2, &q->told);
	qs_mistakes_free(&mistakes);
	if (!q->mistakes) {
		q->mistakes = "";
		status = qs_fail(err, QS_ENOMEM, "mistakes");
	}
	if (status != QS_OK) {
		qs_input_free(&made->input);
		free(made);
		return code_of(status);
	}
	made->q = q;
	made->run = (struct qs_run_input){&made->input.portfolio,    &made->input.packs, &made->input.sites,
					  made->input.resolved_json, made->input.hashes, made->input.hash_count};
	*p = made;
	return QINGSHAN_OK;
}

int qingshan_load(struct qingshan *q, const char *path, const struct qingshan_override *override,
		  struct qingshan_portfolio **p)
{
	return load(q, path, NULL, 0, override, p);
}

int qingshan_load_text(struct qingshan *q, const char *path, const char *bytes, size_t n,
		       const struct qingshan_override *override, struct qingshan_portfolio **p)
{
	return load(q, path, bytes, n, override, p);
}

void qingshan_free(struct qingshan_portfolio *p)
{
	if (!p)
		return;
	qs_input_free(&p->input);
	free(p->summary);
	free(p);
}

uint64_t qingshan_sites(const struct qingshan_portfolio *p)
{
	return p->input.sites.sites;
}

uint64_t qingshan_members(const struct qingshan_portfolio *p)
{
	return (uint64_t)p->input.portfolio.members;
}

uint64_t qingshan_years(const struct qingshan_portfolio *p)
{
	return (uint64_t)p->input.portfolio.years;
}

int qingshan_start_year(const struct qingshan_portfolio *p)
{
	return (int)p->input.portfolio.start_year;
}

const char *qingshan_resolved(const struct qingshan_portfolio *p)
{
	return p->input.resolved_json;
}

/* run.json of a run by a client: no clock and no host, which a library does not ask for. */
static const char *record_of(const struct qingshan *q, struct qs_arena *arena)
{
	struct qs_json_out out;

	qs_json_out_open(&out, arena, 2);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "command", "run");
	qs_json_out_string(&out, "by", "libqingshan");
	qs_json_out_string(&out, "version", qs_version);
	qs_json_out_string(&out, "isa", q->context.kernels->isa);
	qs_json_out_int(&out, "threads", q->context.threads);
	qs_json_out_end(&out);
	return qs_json_out_text(&out, NULL);
}

static qs_status run_to(struct qingshan_portfolio *p, struct qs_sink *files, struct qs_err *err)
{
	struct qs_run_size size;
	struct qs_arena arena;
	struct qs_sink sink = *files;
	const char *text, *record;
	qs_status status = qs_run(&p->q->context, &p->run, &sink, &size, err);

	if (status != QS_OK)
		return status;
	qs_arena_init(&arena, &p->q->context.allocator);
	text = qs_results_summary(files);
	p->summary = malloc(strlen(text) + 1);
	record = record_of(p->q, &arena);
	status = record && p->summary ? QS_OK : qs_fail(err, QS_ENOMEM, "summary");
	if (p->summary)
		memcpy(p->summary, text, strlen(text) + 1);
	if (status == QS_OK)
		status = qs_results_finish(files, record, err);
	qs_arena_free(&arena);
	return status;
}

int qingshan_run(struct qingshan_portfolio *p, const char *folder, const char *language)
{
	struct qs_err *const err = fresh(p->q);
	struct qs_sink files = {.self = NULL};
	enum qs_lang lang;
	qs_status status;

	free(p->summary);
	p->summary = NULL;
	if (language_of(language, &lang))
		return code_of(qs_fail(err, QS_EUSAGE, "a language is \"zh\" or \"en\""));
	status = qs_results_open(&p->q->context, folder, lang, &files, err);
	if (status == QS_OK)
		status = run_to(p, &files, err);
	qs_results_close(&files);
	return code_of(status);
}

const char *qingshan_summary(const struct qingshan_portfolio *p)
{
	return p->summary ? p->summary : "";
}

/* ---- year by year ---- */

int qingshan_steps_open(struct qingshan_portfolio *p, struct qingshan_steps **steps)
{
	struct qs_err *const err = fresh(p->q);
	struct qingshan_steps *made = calloc(1, sizeof *made);
	qs_status status;

	*steps = NULL;
	if (!made)
		return code_of(qs_fail(err, QS_ENOMEM, "steps"));
	made->p = p;
	status = qs_steps_open(&p->q->context, &p->run, &made->steps, err);
	if (status == QS_OK)
		*steps = made;
	else
		free(made);
	return code_of(status);
}

int qingshan_step(struct qingshan_steps *steps)
{
	return code_of(qs_steps_year(steps->steps, fresh(steps->p->q)));
}

uint64_t qingshan_steps_done(const struct qingshan_steps *steps)
{
	return qs_steps_done(steps->steps);
}

int qingshan_steps_values(struct qingshan_steps *steps, uint64_t site, const char *output, const char *arm,
			  double *values)
{
	struct qs_err *const err = fresh(steps->p->q);
	int o = 0, a = 0;

	while (o < QS_OUTPUT_COUNT && strcmp(qs_output_rows[o].name, output))
		o++;
	while (a < QS_ARMS && strcmp(qs_series_rows[a].name, arm))
		a++;
	if (site >= qingshan_sites(steps->p) || o == QS_OUTPUT_COUNT || a == QS_ARMS)
		return code_of(qs_fail(err, QS_EUSAGE, "no site %llu, output \"%s\" or arm \"%s\"",
				       (unsigned long long)site, output, arm));
	return code_of(
		qs_steps_values(steps->steps, (size_t)site, (enum qs_output)o, (enum qs_series_id)a, values, err));
}

enum { SUM = QS_SHA256_TEXT - 1 }; /* a saved state ends with the SHA-256 of what stands before, as text */

static qs_status add_bytes(void *self, const void *bytes, size_t n, struct qs_err *err)
{
	qs_buffer_add(self, bytes, n);
	return qs_buffer_status(self, err);
}

int qingshan_steps_save(struct qingshan_steps *steps, const char *path)
{
	struct qs_err *const err = fresh(steps->p->q);
	struct qs_buffer bytes;
	char sum[QS_SHA256_TEXT];
	qs_status status;

	qs_buffer_init(&bytes, NULL);
	status = qs_steps_save(steps->steps, add_bytes, &bytes, err);
	if (status == QS_OK)
		status = qs_sha256(qs_buffer_text(&bytes), bytes.length, sum, err);
	if (status == QS_OK)
		status = add_bytes(&bytes, sum, SUM, err);
	if (status == QS_OK)
		status = qs_file_replace(path, qs_buffer_text(&bytes), bytes.length, err);
	qs_buffer_free(&bytes);
	return code_of(status);
}

struct bytes {
	const char *at;
	size_t left;
};

/* Takes the sum off the end. */
static qs_status check_sum(struct bytes *b, const char *path, struct qs_err *err)
{
	char sum[QS_SHA256_TEXT];
	qs_status status;

	if (b->left < SUM)
		return qs_fail(err, QS_EINPUT, "%s: this is no saved state", path);
	b->left -= SUM;
	status = qs_sha256(b->at, b->left, sum, err);
	return status == QS_OK && memcmp(sum, b->at + b->left, SUM) != 0
		       ? qs_fail(err, QS_EINPUT, "%s: this is no saved state, or it is damaged", path)
		       : status;
}

static qs_status take_bytes(void *self, void *to, size_t n, struct qs_err *err)
{
	struct bytes *const b = self;

	if (n > b->left)
		return qs_fail(err, QS_EINPUT, "the saved state ends too early");
	memcpy(to, b->at, n);
	b->at += n;
	b->left -= n;
	return QS_OK;
}

int qingshan_steps_restore(struct qingshan_steps *steps, const char *path)
{
	struct qs_err *const err = fresh(steps->p->q);
	struct bytes bytes = {NULL, 0};
	struct qs_arena arena;
	qs_status status;

	qs_arena_init(&arena, NULL);
	status = qs_file_read(&arena, path, &bytes.at, &bytes.left, err);
	if (status == QS_OK)
		status = check_sum(&bytes, path, err);
	if (status == QS_OK)
		status = qs_steps_restore(steps->steps, take_bytes, &bytes, err);
	if (status == QS_OK && bytes.left)
		status = qs_fail(err, QS_EINPUT, "%s: the saved state holds more than the steps read", path);
	qs_arena_free(&arena);
	return code_of(status);
}

void qingshan_steps_close(struct qingshan_steps *steps)
{
	if (!steps)
		return;
	qs_steps_close(steps->steps);
	free(steps);
}

/* ---- results ---- */

int qingshan_read(struct qingshan *q, const char *results, const char *dataset, double *values, size_t room, size_t *n,
		  int *rank, size_t *shape)
{
	struct qs_err *const err = fresh(q);
	struct qs_h5_numbers numbers;
	struct qs_arena arena;
	qs_status status;

	*n = 0;
	qs_arena_init(&arena, &q->context.allocator);
	status = qs_h5_read_numbers(&arena, results, dataset, &numbers, err);
	if (status == QS_OK) {
		*n = numbers.n;
		if (rank)
			*rank = numbers.rank;
		for (int d = 0; shape && d < QS_H5_RANK_MOST; d++)
			shape[d] = numbers.shape[d];
		if (values && room < numbers.n)
			status = qs_fail(err, QS_EUSAGE, "room for %zu of %zu numbers", room, numbers.n);
		else if (values)
			memcpy(values, numbers.value, numbers.n * sizeof *values);
	}
	qs_arena_free(&arena);
	return code_of(status);
}
