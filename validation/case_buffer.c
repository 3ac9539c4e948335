#include "validation/case_credits.h"

#include "model/market/buffer.h"

#include <math.h>

static const char *const keys_buffer[] = {"matrix",       "loss_lower_frac", "interval_lower_years",
					  "minimum_pct",  "factors",         "internal_pct",
					  "external_pct", "credit_co2e_t",   NULL};
static const char *const keys_factor[] = {"loss_frac", "interval_years", "mitigation", NULL};

static void check_order(const struct qs_case_given *given, const char *key, const double *limit, size_t n, double sign)
{
	for (size_t i = 1; limit && i < n; i++)
		if (!(sign * limit[i] > sign * limit[i - 1])) {
			qs_case_refuse(given, key, sign > 0 ? "limits must rise" : "limits must fall");
			return;
		}
}

static struct qs_buffer_matrix read_matrix(const struct qs_case_given *given)
{
	struct qs_buffer_matrix m = {0};

	m.loss_lower = qs_case_numbers(given, "loss_lower_frac", 0, 1, &m.losses);
	m.interval_lower = qs_case_numbers(given, "interval_lower_years", 0, 1e9, &m.intervals);
	m.score = qs_case_table(given, "matrix", 0, 100, 1, &m.losses, &m.intervals);
	check_order(given, "loss_lower_frac", m.loss_lower, m.losses, -1);
	check_order(given, "interval_lower_years", m.interval_lower, m.intervals, 1);
	return m;
}

/* Rates every factor; natural is the sum of the scores, NaN if one fails. */
static void rate(const struct qs_case_given *given, const struct qs_buffer_matrix *matrix, const struct qs_json *list,
		 struct qs_buffer_score *score, double *natural)
{
	size_t i = 0;

	for (const struct qs_json *item = list ? list->first : NULL; item; item = item->next, i++) {
		const struct qs_case_given at = qs_case_item(given, "factors", item, i);
		const struct qs_buffer_factor factor = {qs_case_number(&at, "loss_frac", 0, 1),
							qs_case_number(&at, "interval_years", 0, 1e9),
							qs_case_number(&at, "mitigation", 0, 1)};

		qs_case_only(&at, keys_factor);
		if (qs_case_failed(&at))
			continue;
		if (qs_buffer_rate(matrix, &factor, &score[i]))
			qs_case_refuse(&at, "loss_frac", "loss or interval lies below every class of the matrix");
		*natural += score[i].score;
	}
}

static void put_scores(struct qs_json_out *out, const struct qs_buffer_score *score, size_t n)
{
	qs_json_out_array_row(out, "class");
	for (size_t i = 0; i < n; i++) {
		qs_json_out_array_row(out, NULL);
		qs_json_out_uint(out, NULL, score[i].loss);
		qs_json_out_uint(out, NULL, score[i].interval);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	qs_json_out_array_row(out, "score_pct");
	for (size_t i = 0; i < n; i++)
		qs_json_out_number(out, NULL, score[i].score);
	qs_json_out_end(out);
}

qs_status qs_case_risk_buffer(const struct qs_kernels *kernels, const struct qs_case_given *given,
			      struct qs_json_out *out, struct qs_err *err)
{
	const struct qs_buffer_matrix matrix = read_matrix(given);
	const double internal = qs_case_number(given, "internal_pct", -100, 100);
	const double external = qs_case_number(given, "external_pct", -100, 100);
	const double minimum = qs_case_number(given, "minimum_pct", 0, 100);
	const double credits = qs_case_number(given, "credit_co2e_t", -1e12, 1e12);
	size_t n = 0;
	const struct qs_json *const list = qs_case_list(given, "factors", &n);
	struct qs_buffer_score *const score = qs_arena_take(given->arena, n, sizeof *score);
	double natural = 0;
	struct qs_buffer b;

	(void)kernels;
	qs_case_only(given, keys_buffer);
	if (!score)
		return qs_fail(err, QS_ENOMEM, "%zu risks", n);
	if (!qs_case_failed(given) && !(matrix.loss_lower && matrix.interval_lower && matrix.score))
		return qs_fail(err, QS_ENOMEM, "a matrix of risks");
	rate(given, &matrix, list, score, &natural);
	if (qs_case_failed(given))
		return QS_OK;
	b = qs_buffer_of(natural, internal, external, minimum, credits);
	put_scores(out, score, n);
	qs_json_out_int(out, "fail", isnan(natural) != 0);
	qs_json_out_number(out, "natural_pct", b.natural);
	qs_json_out_number(out, "total_pct", b.total);
	qs_json_out_number(out, "buffer_pct", b.held);
	qs_json_out_number(out, "buffer_co2e_t", b.buffer);
	qs_json_out_number(out, "issued_co2e_t", b.issued);
	return QS_OK;
}
