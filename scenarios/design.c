#include "scenarios/design.h"

#include "kernels/random.h"
#include "model/base/bug.h"
#include "model/base/draws.h"
#include "scenarios/points.h"
#include "scenarios/sensitivity.h"

#include <math.h>
#include <string.h>

size_t qs_design_size(const struct qs_design *d)
{
	size_t size = 1;

	switch (d->kind) {
	case QS_DESIGN_PRODUCT:
		for (size_t a = 0; a < d->n; a++)
			size *= d->axis[a].values ? d->axis[a].values : d->axis[a].steps;
		return size;
	case QS_DESIGN_LIST:
		return d->axis[0].values;
	case QS_DESIGN_SALTELLI:
		return d->points * (d->n + 2);
	case QS_DESIGN_MORRIS:
		return d->points * (d->n + 1);
	case QS_DESIGN_LHS:
	case QS_DESIGN_SOBOL:
	default:
		return d->points;
	}
}

/* Value i of an axis as a probability. */
static double level(const struct qs_design_axis *axis, size_t i)
{
	if (axis->values)
		return ((double)i + 0.5) / (double)axis->values;
	return axis->ends ? (double)i / (double)(axis->steps - 1) : ((double)i + 0.5) / (double)axis->steps;
}

static void product(const struct qs_design *d, size_t size, double *const *u)
{
	for (size_t s = 0; s < size; s++)
		for (size_t a = d->n, rest = s; a-- > 0;) {
			const size_t most = d->axis[a].values ? d->axis[a].values : d->axis[a].steps;

			u[a][s] = level(&d->axis[a], rest % most);
			rest /= most;
		}
}

/* Slices in random order by Fisher and Yates; draws are addressed by axis and slice. */
static void hypercube(const struct qs_design *d, size_t *order, double *const *u)
{
	for (size_t a = 0; a < d->n; a++) {
		const uint64_t id = qs_scope_join(qs_scope_id("design", "lhs", NULL), a);

		for (size_t i = 0; i < d->points; i++) {
			const double v = qs_k_uniform(d->seed, QS_STREAM_design, 0, 0, id, (uint32_t)i);
			const size_t other = (size_t)(v * (double)(i + 1));

			order[i] = order[other];
			order[other] = i;
		}
		for (size_t i = 0; i < d->points; i++)
			u[a][i] = ((double)order[i] + qs_k_uniform(d->seed, QS_STREAM_design, 0, 1, id, (uint32_t)i)) /
				  (double)d->points;
	}
}

static qs_status take_points(const struct qs_design *d, size_t dimensions, double *const *column, struct qs_err *err)
{
	struct qs_points points = {0};
	const qs_status status = qs_points_open(&points, dimensions, d->seed, err);

	if (status == QS_OK)
		qs_points_take(&points, d->points, column);
	qs_points_close(&points);
	return status;
}

static qs_status saltelli(const struct qs_design *d, struct qs_arena *arena, double *const *u, struct qs_err *err)
{
	double **const column = qs_arena_take(arena, 2 * d->n, sizeof *column);
	double *const all = qs_arena_take(arena, 2 * d->n * d->points, sizeof *all);
	qs_status status;

	if (!column || !all)
		return qs_fail(err, QS_ENOMEM, "%zu points of %zu axes", d->points, d->n);
	for (size_t j = 0; j < 2 * d->n; j++)
		column[j] = all + j * d->points;
	status = take_points(d, 2 * d->n, column, err);
	for (size_t j = 0; j < d->points && status == QS_OK; j++)
		for (size_t c = 0; c < d->n + 2; c++)
			for (size_t a = 0; a < d->n; a++)
				u[a][j * (d->n + 2) + c] = column[c == 1 || c == a + 2 ? d->n + a : a][j];
	return status;
}

/* Takes the points that the analysis asks for. */
struct recorder {
	size_t inputs, done;
	double *const *u;
};

static qs_status record(void *self, size_t n, const double *const *u, double *y, struct qs_err *err)
{
	struct recorder *const r = self;

	(void)err;
	for (size_t i = 0; i < n; i++, r->done++) {
		for (size_t a = 0; a < r->inputs; a++)
			r->u[a][r->done] = u[a][i];
		y[i] = 0;
	}
	return QS_OK;
}

static qs_status morris(const struct qs_context *context, const struct qs_design *d, struct qs_arena *arena,
			double *const *u, struct qs_err *err)
{
	struct recorder recorder = {d->n, 0, u};
	const struct qs_response response = {d->n, record, &recorder};
	double *const room = qs_arena_take(arena, 3 * d->n, sizeof *room);
	struct qs_morris unused = {room, room + d->n, room + 2 * d->n};

	if (!room)
		return qs_fail(err, QS_ENOMEM, "%zu axes", d->n);
	return qs_sensitivity_morris(context->kernels, &response, d->points, d->levels, d->seed, &context->allocator,
				     &unused, err);
}

/* ---- correlations ---- */

static qs_status correlate(const struct qs_design *d, struct qs_arena *arena, size_t size, double *const *u,
			   struct qs_err *err)
{
	const size_t n = d->n;
	double *const lower = qs_arena_take(arena, n * n, sizeof *lower);
	double *const z = qs_arena_take(arena, n, sizeof *z);

	if (!lower || !z)
		return qs_fail(err, QS_ENOMEM, "correlations of %zu axes", n);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j <= i; j++) {
			double sum = d->rho[i * n + j];

			for (size_t k = 0; k < j; k++)
				sum -= lower[i * n + k] * lower[j * n + k];
			qs_bug_assert(i != j || sum > 0);
			lower[i * n + j] = i == j ? sqrt(sum) : sum / lower[j * n + j];
		}
	for (size_t s = 0; s < size; s++) {
		for (size_t a = 0; a < n; a++)
			z[a] = qs_k_normal(u[a][s]);
		for (size_t a = 0; a < n; a++) {
			double sum = 0;

			for (size_t k = 0; k <= a; k++)
				sum += lower[a * n + k] * z[k];
			u[a][s] = 0.5 * qs_k_erfc(-sum * 0.70710678118654752440);
		}
	}
	return QS_OK;
}

qs_status qs_design_points(const struct qs_context *context, const struct qs_design *d, double *const *u,
			   struct qs_err *err)
{
	const size_t size = qs_design_size(d);
	struct qs_arena arena;
	qs_status status = QS_OK;
	size_t *order;

	qs_arena_init(&arena, &context->allocator);
	switch (d->kind) {
	case QS_DESIGN_PRODUCT:
		product(d, size, u);
		break;
	case QS_DESIGN_LIST:
		for (size_t s = 0; s < size; s++)
			for (size_t a = 0; a < d->n; a++)
				u[a][s] = level(&d->axis[a], s);
		break;
	case QS_DESIGN_LHS:
		order = qs_arena_take(&arena, size, sizeof *order);
		if (order)
			hypercube(d, order, u);
		else
			status = qs_fail(err, QS_ENOMEM, "%zu points", size);
		break;
	case QS_DESIGN_SOBOL:
		status = take_points(d, d->n, u, err);
		break;
	case QS_DESIGN_SALTELLI:
		status = saltelli(d, &arena, u, err);
		break;
	case QS_DESIGN_MORRIS:
	default:
		status = morris(context, d, &arena, u, err);
	}
	if (status == QS_OK && d->rho)
		status = correlate(d, &arena, size, u, err);
	qs_arena_free(&arena);
	return status;
}

/* ---- groups ---- */

struct keys {
	size_t n;
	const double *const *at;
	const enum qs_axis_kind *kind;
};

/* By the physical coordinates, equal ones by number. */
static int compare(const struct keys *k, size_t a, size_t b)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->kind[i] == QS_AXIS_physical && k->at[i][a] != k->at[i][b])
			return k->at[i][a] < k->at[i][b] ? -1 : 1;
	return 0;
}

/* Merges two sorted runs; sorting is stable. */
static void merge(const struct keys *k, const size_t *from, size_t low, size_t middle, size_t high, size_t *to)
{
	size_t a = low, b = middle;

	for (size_t i = low; i < high; i++)
		to[i] = b >= high || (a < middle && compare(k, from[a], from[b]) <= 0) ? from[a++] : from[b++];
}

qs_status qs_design_groups(const struct qs_context *context, size_t scenarios, size_t n, const double *const *at,
			   const enum qs_axis_kind *kind, size_t *order, size_t *first, size_t *groups,
			   struct qs_err *err)
{
	const struct keys keys = {n, at, kind};
	struct qs_arena arena;
	size_t *from = order, *to;

	qs_arena_init(&arena, &context->allocator);
	to = qs_arena_take(&arena, scenarios, sizeof *to);
	if (!to)
		return qs_fail(err, QS_ENOMEM, "%zu scenarios", scenarios);
	for (size_t s = 0; s < scenarios; s++)
		from[s] = s;
	for (size_t width = 1; width < scenarios; width *= 2) {
		size_t *const swap = from;

		for (size_t low = 0; low < scenarios; low += 2 * width) {
			const size_t middle = low + width < scenarios ? low + width : scenarios;

			merge(&keys, from, low, middle, middle + width < scenarios ? middle + width : scenarios, to);
		}
		from = to;
		to = swap;
	}
	if (from != order)
		memcpy(order, from, scenarios * sizeof *order);
	*groups = 0;
	for (size_t s = 0; s < scenarios; s++)
		if (!s || compare(&keys, order[s - 1], order[s])) {
			if (first)
				first[*groups] = s;
			++*groups;
		}
	if (first)
		first[*groups] = scenarios;
	qs_arena_free(&arena);
	return QS_OK;
}
