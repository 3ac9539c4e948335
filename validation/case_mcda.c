#include "kernels/mcda.h"
#include "validation/case_columns.h"
#include "validation/case_decision.h"

#include <math.h>
#include <string.h>

#define AMOUNT 1e18
#define RATIO 1e6       /* largest entry of a pairwise matrix */
#define RECIPROCAL 0.05 /* how far a_ij a_ji may be from 1: entries as people round them, 0.33 or 0.14 */
enum { MOST = 1000 };

/* ---- ahp ---- */

static void check_pairs(const struct qs_case_given *given, size_t n, const double *a)
{
	if (n > MOST)
		qs_case_refuse(given, "matrix", "at most 1000 criteria");
	for (size_t i = 0; i < n; i++)
		for (size_t j = i; j < n; j++)
			if (!(fabs(a[i * n + j] * a[j * n + i] - 1) <= RECIPROCAL)) {
				qs_case_refuse(given, "matrix", "a_ij a_ji must be 1, within 5 % for rounded entries");
				return;
			}
}

static qs_status run_ahp(const struct qs_case_given *given, struct qs_json_out *out, struct qs_err *err)
{
	static const char *const keys[] = {"method", "matrix", "random_index", NULL};
	size_t n = 0, columns = 0;
	const double *const a = qs_case_table(given, "matrix", 1 / RATIO, RATIO, 0, &n, &columns);
	const double random = qs_case_number(given, "random_index", 0, 100);
	double *w, *work, lambda, index;

	qs_case_only(given, keys);
	if (a && !n)
		qs_case_refuse(given, "matrix", "at least one criterion is needed");
	else if (a && n != columns)
		qs_case_refuse(given, "matrix", "as many columns as rows are needed");
	else if (a && !qs_case_failed(given))
		check_pairs(given, n, a);
	if (qs_case_failed(given))
		return QS_OK;
	w = qs_arena_take(given->arena, n, sizeof *w);
	work = qs_arena_take(given->arena, n * (n + 1), sizeof *work);
	if (!a || !w || !work)
		return qs_fail(err, QS_ENOMEM, "a matrix of %zu criteria", n);
	lambda = qs_mcda_principal(n, a, w, work);
	index = qs_mcda_consistency(lambda, n);
	qs_json_out_number(out, "lambda_max", lambda);
	qs_case_put_column(out, "weights", w, n);
	qs_json_out_number(out, "consistency_index", index);
	qs_json_out_number(out, "consistency_ratio", random > 0 ? index / random : 0);
	return QS_OK;
}

/* ---- entropy, topsis ---- */

struct plans {
	size_t m, n;
	const double *x, *weight;
	int *cost;
};

/* Reads "benefit" or "cost" for each criterion. */
static void read_directions(const struct qs_case_given *given, struct plans *p)
{
	size_t n, j = 0;
	const struct qs_json *const list = qs_case_list(given, "direction", &n);

	if (!list || !p->x)
		return;
	if (n != p->n) {
		qs_case_refuse(given, "direction", "as many directions as criteria are needed");
		return;
	}
	p->cost = qs_arena_take(given->arena, n, sizeof *p->cost);
	for (const struct qs_json *value = list->first; value && p->cost; value = value->next, j++) {
		const char *const word = value->kind == QS_JSON_STRING ? value->text : "";

		p->cost[j] = !strcmp(word, "cost");
		if (!p->cost[j] && strcmp(word, "benefit"))
			qs_mistakes_add(given->mistakes, QS_E2105, qs_json_place(value, given->file),
					"/given/direction",
					value->kind == QS_JSON_STRING ? word : qs_json_kind_word(value->kind),
					"benefit, cost", NULL, NULL);
	}
}

static void read_plans(const struct qs_case_given *given, int is_entropy, struct plans *p)
{
	static const char *const keys[] = {"method", "matrix", "direction", "weights", NULL};

	qs_case_only(given, keys);
	p->x = qs_case_table(given, "matrix", -AMOUNT, AMOUNT, 0, &p->m, &p->n);
	if (p->x && !(p->m && p->n))
		qs_case_refuse(given, "matrix", "at least one plan and one criterion are needed");
	read_directions(given, p);
	if (!is_entropy)
		p->weight = qs_case_column(given, "weights", 0, AMOUNT, &p->n);
	for (size_t k = 0; is_entropy && p->x && p->cost && !qs_case_failed(given) && k < p->m * p->n; k++)
		if (p->x[k] < 0 && !p->cost[k % p->n])
			qs_case_refuse(given, "matrix", "shares of a benefit must not be negative");
}

static qs_status run_entropy(const struct qs_case_given *given, struct qs_json_out *out, struct qs_err *err)
{
	struct plans p = {0};
	double *column[2]; /* entropy, weight */

	read_plans(given, 1, &p);
	if (qs_case_failed(given))
		return QS_OK;
	if (!p.x || !p.cost || qs_case_columns(given, p.n, column, 2))
		return qs_fail(err, QS_ENOMEM, "%zu criteria", p.n);
	qs_mcda_entropy(p.m, p.n, p.x, p.cost, column[0], column[1]);
	qs_case_put_column(out, "entropy", column[0], p.n);
	qs_case_put_column(out, "weights", column[1], p.n);
	return QS_OK;
}

static qs_status run_topsis(const struct qs_case_given *given, struct qs_json_out *out, struct qs_err *err)
{
	struct plans p = {0};
	double *column[4]; /* to the best, to the worst, closeness, rank */

	read_plans(given, 0, &p);
	if (qs_case_failed(given))
		return QS_OK;
	if (!p.x || !p.cost || !p.weight || qs_case_columns(given, p.m, column, 4))
		return qs_fail(err, QS_ENOMEM, "%zu plans", p.m);
	qs_mcda_topsis(p.m, p.n, p.x, p.cost, p.weight, column[0], column[1], column[2]);
	qs_mcda_rank(p.m, column[2], column[3]);
	qs_case_put_column(out, "distance_best", column[0], p.m);
	qs_case_put_column(out, "distance_worst", column[1], p.m);
	qs_case_put_column(out, "closeness", column[2], p.m);
	qs_case_put_column(out, "rank", column[3], p.m);
	return QS_OK;
}

qs_status qs_case_mcda(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
		       struct qs_err *err)
{
	static const char *const methods[] = {"ahp", "entropy", "topsis", NULL};
	const int method = qs_case_choice(given, "method", methods);

	(void)kernels;
	if (method == 0)
		return run_ahp(given, out, err);
	if (method == 1)
		return run_entropy(given, out, err);
	if (method == 2)
		return run_topsis(given, out, err);
	return QS_OK;
}
