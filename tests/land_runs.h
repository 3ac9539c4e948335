/* Runs portfolios written as text and keeps what the sink is given, for the tests of the land model. */
#ifndef QS_TESTS_LAND_RUNS_H
#define QS_TESTS_LAND_RUNS_H

#include "io/input.h"
#include "model/finance/lines.h"
#include "model/finance/risk.h"
#include "model/finance/accounts.h"
#include "model/finance/tornado.h"
#include "model/land/estimate.h"
#include "model/land/structural.h"
#include "model/market/credits.h"
#include "model/market/rating.h"
#include "scenarios/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { KEPT_SITES = 10 };

struct kept {
	size_t n, years, members; /* sites; the portfolio stands behind them */
	struct qs_result result[KEPT_SITES + 1];
	double *quantile[KEPT_SITES + 1], *mean[KEPT_SITES + 1];
	double *line_mean[KEPT_SITES + 1], *line_quantile[KEPT_SITES + 1]; /* as in struct qs_result */
	struct qs_tornado tornado;                                         /* of the portfolio; rows and ranking are copies */
	struct qs_investment estimate[KEPT_SITES + 1];                      /* copies */
	struct qs_npv_risk risk[KEPT_SITES + 1];
	struct qs_acceptance_figures acceptance[KEPT_SITES + 1];
	struct qs_structural structural; /* of the portfolio; its tables are copies */
	struct qs_scalar credit[KEPT_SITES + 1][4]; /* as in struct qs_result */
	int accounted[KEPT_SITES + 1][4];
	struct qs_credit_table table[4]; /* of the first registrations; batches are copies */
	size_t table_count;
	int64_t *member[KEPT_SITES + 1]; /* of the first output that outputs.members names: [arm][year][member]; or NULL */
	int64_t *line_member; /* of the portfolio, as in struct qs_result */
	struct qs_input input; /* whose names the results point at */
};

static inline size_t rows_of(const struct kept *k)
{
	return (size_t)QS_OUTPUT_COUNT * QS_SERIES_COUNT * k->years;
}

static inline double *copied(const double *from, size_t n)
{
	double *const to = malloc((n + 1) * sizeof *to);

	assert_non_null(to);
	memcpy(to, from, n * sizeof *to);
	return to;
}

static inline qs_status keep_begin(void *self, const struct qs_result_head *head, struct qs_err *err)
{
	(void)err;
	((struct kept *)self)->years = head->years;
	((struct kept *)self)->members = head->members;
	return QS_OK;
}

static inline void *copy_of(const void *from, size_t bytes)
{
	void *const to = malloc(bytes + 1);

	assert_non_null(to);
	memcpy(to, from, bytes);
	return to;
}

static inline void keep_tornado(struct kept *k, const struct qs_tornado *t)
{
	k->tornado = *t;
	k->tornado.rows = copy_of(t->rows, t->n * sizeof *t->rows);
	k->tornado.by_npv = copy_of(t->by_npv, t->npv_count * sizeof *t->by_npv);
	k->tornado.by_credits = copy_of(t->by_credits, t->credits_count * sizeof *t->by_credits);
}

/* The mean of an account line of site i (k->n: the portfolio). */
static inline double line_at(const struct kept *k, size_t i, int line, size_t year)
{
	return k->line_mean[i][(size_t)line * k->years + year];
}

static inline qs_status keep_site(void *self, const struct qs_result *result, struct qs_err *err)
{
	struct kept *const k = self;

	(void)err;
	assert_true(k->n <= KEPT_SITES);
	k->result[k->n] = *result;
	k->quantile[k->n] = copied(result->quantile, rows_of(k) * QS_QUANTILES);
	k->mean[k->n] = copied(result->mean, rows_of(k));
	k->line_mean[k->n] = copied(result->line_mean, QS_LINE_COUNT * k->years);
	k->line_quantile[k->n] = copied(result->line_quantile, QS_LINE_COUNT * k->years * QS_QUANTILES);
	if (result->tornado && result->tornado->computed)
		keep_tornado(k, result->tornado);
	if (result->acceptance)
		k->acceptance[k->n] = *result->acceptance;
	if (result->risk)
		k->risk[k->n] = *result->risk;
	if (result->estimate) {
		k->estimate[k->n] = *result->estimate;
		k->estimate[k->n].items = copy_of(result->estimate->items, result->estimate->n * sizeof *result->estimate->items);
	}
	if (result->structural && result->structural->n) {
		k->structural = *result->structural;
		k->structural.model = copy_of(result->structural->model, result->structural->n * sizeof(int));
		k->structural.quantile = copied(result->structural->quantile, result->structural->n * QS_STRUCTURAL_COUNT *
										      QS_SERIES_COUNT * k->years * QS_QUANTILES);
	}
	for (size_t c = 0; c < result->credit_count && c < 4; c++) {
		k->credit[k->n][c] = result->credits[c].issued_t;
		k->accounted[k->n][c] = result->credits[c].accounted;
	}
	if (result->member) {
		const size_t bytes = QS_ARMS * k->years * k->members * sizeof(int64_t);

		k->member[k->n] = malloc(bytes);
		assert_non_null(k->member[k->n]);
		memcpy(k->member[k->n], result->member, bytes);
	}
	if (result->line_member)
		k->line_member = copy_of(result->line_member, QS_LINE_COUNT * k->years * k->members * sizeof(int64_t));
	k->n++;
	return QS_OK;
}

static inline qs_status keep_end(void *self, const struct qs_result *result, struct qs_err *err)
{
	struct kept *const k = self;
	const qs_status status = keep_site(self, result, err);

	for (; k->table_count < result->table_count && k->table_count < 4; k->table_count++) {
		k->table[k->table_count] = result->tables[k->table_count];
		if (result->tables[k->table_count].rating)
			k->table[k->table_count].rating = copy_of(result->tables[k->table_count].rating, sizeof(struct qs_risk_rating));
		k->table[k->table_count].batches = copy_of(result->tables[k->table_count].batches,
							   result->tables[k->table_count].count * sizeof(struct qs_credit_batch));
	}

	k->n--;
	return status;
}

static inline void forget(struct kept *k)
{
	for (size_t i = 0; i <= KEPT_SITES; i++) {
		free(k->quantile[i]);
		free(k->estimate[i].items);
		free(k->mean[i]);
		free(k->member[i]);
		free(k->line_mean[i]);
		free(k->line_quantile[i]);
	}
	for (size_t r = 0; r < k->table_count; r++) {
		free((void *)(uintptr_t)k->table[r].batches);
		free((void *)(uintptr_t)k->table[r].rating);
	}
	free(k->line_member);
	free((void *)(uintptr_t)k->structural.model);
	free((void *)(uintptr_t)k->structural.quantile);
	free((void *)(uintptr_t)k->tornado.rows);
	free((void *)(uintptr_t)k->tornado.by_npv);
	free((void *)(uintptr_t)k->tornado.by_credits);
	qs_input_free(&k->input);
	*k = (struct kept){0};
}

/* A quantile of site i (k->n: the portfolio). */
static inline double at(const struct kept *k, size_t i, int output, int series, size_t year, int quantile)
{
	return k->quantile[i][(((size_t)(output * QS_SERIES_COUNT + series)) * k->years + year) * QS_QUANTILES + (size_t)quantile];
}

static inline void write_text(const char *path, const char *text)
{
	FILE *const f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
	assert_int_equal(fclose(f), 0);
}

/* Reads and runs a portfolio file. */
static inline qs_status run_file(const char *path, int threads, const char *isa, struct kept *k, struct qs_err *err)
{
	struct qs_context context = {0};
	struct qs_mistakes mistakes;
	struct qs_run_size size;
	struct qs_sink sink = {k, keep_begin, keep_site, keep_end, NULL, NULL};
	qs_status status;

	*k = (struct kept){0};
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(&context, isa, err), QS_OK);
	context.threads = threads;
	status = qs_input_read(&context, path, &k->input, &mistakes, err);
	for (size_t i = 0; i < mistakes.kept && status != QS_OK; i++) {
		char text[512];

		qs_mistake_text(&mistakes.items[i], QS_EN, 0, text, sizeof text);
		print_message("%s %s: %s\n", qs_mistake_word(mistakes.items[i].code), mistakes.items[i].path, text);
	}
	if (status == QS_OK) {
		struct qs_input *const input = &k->input;
		const struct qs_run_input run = {&input->portfolio, &input->packs, &input->sites, input->resolved_json, input->hashes,
						 input->hash_count};

		status = qs_run(&context, &run, &sink, &size, err);
	}
	if (status != QS_OK)
		qs_input_free(&k->input);
	qs_mistakes_free(&mistakes);
	qs_close(&context);
	return status;
}

/* Writes a portfolio and a pack file beside it, and runs it. */
__attribute__((format(printf, 5, 0))) static inline qs_status run_list(struct kept *k, int threads, const char *packs, struct qs_err *err,
								      const char *format, va_list list)
{
	char folder[] = "/tmp/qs-land-XXXXXX", path[64], pack_path[64];
	static const size_t room = 1 << 16;
	char *const text = malloc(room);
	qs_status status;

	assert_non_null(text);
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/p.json", folder);
	snprintf(pack_path, sizeof pack_path, "%s/packs.json", folder);
	assert_true((size_t)vsnprintf(text, room, format, list) < room);
	write_text(path, text);
	write_text(pack_path, packs);
	status = run_file(path, threads, NULL, k, err);
	unlink(path);
	unlink(pack_path);
	rmdir(folder);
	free(text);
	return status;
}

/* The same with printf's format and arguments; what comes of it is the status. */
__attribute__((format(printf, 5, 6))) static inline qs_status try_text(struct kept *k, int threads, const char *packs, struct qs_err *err,
								      const char *format, ...)
{
	va_list list;
	qs_status status;

	*err = (struct qs_err){0};
	va_start(list, format);
	status = run_list(k, threads, packs, err, format, list);
	va_end(list);
	return status;
}

/* The same; it must succeed. */
__attribute__((format(printf, 4, 5))) static inline void run_text(struct kept *k, int threads, const char *packs, const char *format, ...)
{
	struct qs_err err = {0};
	va_list list;
	qs_status status;

	va_start(list, format);
	status = run_list(k, threads, packs, &err, format, list);
	va_end(list);
	if (status != QS_OK)
		print_message("%s\n", err.text);
	assert_int_equal(status, QS_OK);
}

#endif
