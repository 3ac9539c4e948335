#include "scenarios/analysis.h"

#include "kernels/kernels.h"
#include "scenarios/sensitivity.h"

#include <math.h>
#include <string.h>

/* ---- levels ---- */

/* How an axis is cut: its listed values, or classes between its ends. */
struct cut {
	size_t n;
	double low, width; /* continuous */
	const double *at;
	int listed;
};

static struct cut cut_of(const struct qs_sweep_table *t, size_t axis)
{
	const struct qs_plan_axis *const row = &t->plan->axes[axis];
	struct cut cut = {.n = row->values, .at = t->at[axis], .listed = row->values > 0};
	double low = (double)INFINITY, high = -(double)INFINITY;

	if (cut.listed)
		return cut;
	for (size_t s = 0; s < t->plan->scenarios; s++) {
		low = cut.at[s] < low ? cut.at[s] : low;
		high = cut.at[s] > high ? cut.at[s] : high;
	}
	cut.n = high > low ? QS_ANALYSIS_CLASSES : 1;
	cut.low = low;
	cut.width = (high - low) / (double)cut.n;
	return cut;
}

static size_t level_of(const struct cut *cut, size_t scenario)
{
	const double place = cut->listed      ? cut->at[scenario]
			     : cut->width > 0 ? (cut->at[scenario] - cut->low) / cut->width
					      : 0;

	return place < (double)cut->n ? (size_t)place : cut->n - 1;
}

/* Least and largest mean over levels. room: 2 x levels. */
static void swing(const struct qs_sweep_table *t, const struct cut *cut, const double *y, double *room,
		  struct qs_sweep_effect *effect)
{
	double *const sum = room, *const count = room + cut->n;

	memset(room, 0, 2 * cut->n * sizeof *room);
	for (size_t s = 0; s < t->plan->scenarios; s++)
		if (isfinite(y[s])) {
			sum[level_of(cut, s)] += y[s];
			count[level_of(cut, s)] += 1;
		}
	effect->low = effect->high = (double)NAN;
	for (size_t l = 0; l < cut->n; l++) {
		const double mean = sum[l] / count[l];

		if (!(count[l] > 0))
			continue;
		effect->low = effect->low <= mean ? effect->low : mean;
		effect->high = effect->high >= mean ? effect->high : mean;
	}
}

/* ---- replays of scenarios/sensitivity.h ---- */

/* Answers with outputs that are there, in the order in which the design laid the scenarios. */
struct replay {
	const double *y;
	size_t width;       /* scenarios a base point (saltelli) */
	size_t phase, done; /* what is asked next */
	size_t start;       /* first base point */
};

static qs_status answer_saltelli(void *self, size_t n, const double *const *u, double *y, struct qs_err *err)
{
	struct replay *const r = self;

	(void)u;
	(void)err;
	for (size_t i = 0; i < n; i++)
		y[i] = r->y[(r->start + r->done + i) * r->width + r->phase];
	if (++r->phase == r->width) {
		r->phase = 0;
		r->done += n;
	}
	return QS_OK;
}

static qs_status answer_morris(void *self, size_t n, const double *const *u, double *y, struct qs_err *err)
{
	struct replay *const r = self;

	(void)u;
	(void)err;
	memcpy(y, r->y + r->done, n * sizeof *y);
	r->done += n;
	return QS_OK;
}

static qs_status indices(const struct qs_context *context, const struct qs_sweep_plan *plan, const double *y,
			 size_t start, size_t n, struct qs_sobol *sobol, struct qs_err *err)
{
	struct replay replay = {.y = y, .width = plan->axis_count + 2, .start = start};
	const struct qs_response response = {plan->axis_count, answer_saltelli, &replay};

	return qs_sensitivity_sobol(&response, n, plan->seed, &context->allocator, sobol, err);
}

/* Standard error of an index from batches. */
static double spread(const double *of, size_t stride, size_t n)
{
	double mean = 0, square = 0;

	for (size_t b = 0; b < n; b++)
		mean += of[b * stride] / (double)n;
	for (size_t b = 0; b < n; b++)
		square += (of[b * stride] - mean) * (of[b * stride] - mean);
	return sqrt(square / (double)(n - 1) / (double)n);
}

static qs_status sobol(const struct qs_context *context, const struct qs_sweep_plan *plan, const double *y,
		       struct qs_arena *arena, struct qs_sweep_effect *effect, struct qs_err *err)
{
	const size_t k = plan->axis_count, batch = plan->points / QS_ANALYSIS_BATCHES;
	double *const room = qs_arena_take(arena, 2 * k * (1 + QS_ANALYSIS_BATCHES), sizeof *room);
	struct qs_sobol all = {.first = room, .total = room ? room + k : NULL};
	qs_status status = room ? indices(context, plan, y, 0, plan->points, &all, err)
				: qs_fail(err, QS_ENOMEM, "indices of %zu axes", k);

	for (size_t b = 0; b < QS_ANALYSIS_BATCHES && batch >= 2 && status == QS_OK; b++) {
		struct qs_sobol part = {.first = room + 2 * k * (b + 1), .total = room + 2 * k * (b + 1) + k};

		status = indices(context, plan, y, b * batch, batch, &part, err);
	}
	for (size_t a = 0; a < k && status == QS_OK; a++) {
		effect[a].first = all.first[a];
		effect[a].total = all.total[a];
		if (batch < 2)
			continue;
		effect[a].first_error = spread(room + 2 * k + a, 2 * k, QS_ANALYSIS_BATCHES);
		effect[a].total_error = spread(room + 3 * k + a, 2 * k, QS_ANALYSIS_BATCHES);
	}
	return status;
}

static qs_status morris(const struct qs_context *context, const struct qs_sweep_plan *plan, const double *y,
			struct qs_arena *arena, struct qs_sweep_effect *effect, struct qs_err *err)
{
	const size_t k = plan->axis_count;
	struct replay replay = {.y = y};
	const struct qs_response response = {k, answer_morris, &replay};
	double *const room = qs_arena_take(arena, 3 * k, sizeof *room);
	struct qs_morris effects = {room, room ? room + k : NULL, room ? room + 2 * k : NULL};
	qs_status status =
		room ? qs_sensitivity_morris(context->kernels, &response, plan->points, (unsigned)plan->levels,
					     plan->seed, &context->allocator, &effects, err)
		     : qs_fail(err, QS_ENOMEM, "effects of %zu axes", k);

	for (size_t a = 0; a < k && status == QS_OK; a++) {
		effect[a].mu = effects.mu[a];
		effect[a].mu_star = effects.mu_star[a];
		effect[a].sigma = effects.sigma[a];
	}
	return status;
}

static qs_status effects(const struct qs_context *context, const struct qs_sweep_table *t, const double *y,
			 struct qs_arena *arena, struct qs_sweep_effect *effect, struct qs_err *err)
{
	const struct qs_sweep_plan *const plan = t->plan;
	const double none = (double)NAN;
	int whole = 1;

	for (size_t a = 0; a < plan->axis_count; a++) {
		const struct cut cut = cut_of(t, a);
		double *const room = qs_arena_take(arena, 2 * cut.n, sizeof *room);

		if (!room)
			return qs_fail(err, QS_ENOMEM, "levels of an axis");
		effect[a] = (struct qs_sweep_effect){none, none, none, none, none, none, none, none, none};
		swing(t, &cut, y, room, &effect[a]);
	}
	for (size_t s = 0; s < plan->scenarios; s++)
		whole &= isfinite(y[s]) != 0;
	if (whole && plan->design == QS_DESIGN_SALTELLI)
		return sobol(context, plan, y, arena, effect, err);
	if (whole && plan->design == QS_DESIGN_MORRIS)
		return morris(context, plan, y, arena, effect, err);
	return QS_OK;
}

/* ---- heat map ---- */

static int class_ends(struct qs_arena *arena, const struct cut *cut, double **low, double **high)
{
	if (cut->listed)
		return 0;
	*low = qs_arena_take(arena, cut->n, sizeof **low);
	*high = qs_arena_take(arena, cut->n, sizeof **high);
	for (size_t i = 0; i < cut->n && *low && *high; i++) {
		(*low)[i] = cut->low + (double)i * cut->width;
		(*high)[i] = cut->low + (double)(i + 1) * cut->width;
	}
	return *low && *high ? 0 : -1;
}

static qs_status heat(const struct qs_sweep_table *t, struct qs_arena *arena, struct qs_sweep_analysis *analysis,
		      struct qs_err *err)
{
	const struct qs_sweep_plan *const plan = t->plan;
	const struct cut row = cut_of(t, plan->heat[0]), column = cut_of(t, plan->heat[1]);
	const size_t cells = row.n * column.n;
	double *count;

	if (plan->heat[0] == plan->heat[1] || cells > 10000)
		return QS_OK;
	count = qs_arena_take(arena, cells, sizeof *count);
	analysis->heat = qs_arena_take(arena, plan->analysed_count * cells, sizeof *analysis->heat);
	if (!count || !analysis->heat || class_ends(arena, &row, &analysis->heat_low[0], &analysis->heat_high[0]) ||
	    class_ends(arena, &column, &analysis->heat_low[1], &analysis->heat_high[1]))
		return qs_fail(err, QS_ENOMEM, "a heat map of %zu cells", cells);
	analysis->heat_rows = row.n;
	analysis->heat_columns = column.n;
	for (size_t i = 0; i < plan->analysed_count; i++) {
		const double *const y = t->value[plan->analysed[i]];
		double *const map = analysis->heat + i * cells;

		memset(count, 0, cells * sizeof *count);
		for (size_t s = 0; s < plan->scenarios; s++)
			if (isfinite(y[s])) {
				map[level_of(&row, s) * column.n + level_of(&column, s)] += y[s];
				count[level_of(&row, s) * column.n + level_of(&column, s)] += 1;
			}
		for (size_t c = 0; c < cells; c++)
			map[c] = count[c] > 0 ? map[c] / count[c] : (double)NAN;
	}
	return QS_OK;
}

/* ---- front ---- */

/* Nonzero if a is at least as good as b in all objectives and better in one. */
static int beats(const struct qs_sweep_table *t, size_t a, size_t b)
{
	const struct qs_sweep_plan *const plan = t->plan;
	int better = 0;

	for (size_t k = 0; k < plan->objective_count; k++) {
		const double *const y = t->value[plan->objective[k]];
		const double more = plan->goal[k] == QS_GOAL_MOST ? y[a] - y[b] : y[b] - y[a];

		if (more < 0)
			return 0;
		better |= more > 0;
	}
	return better;
}

/* Candidates are kept in a list that holds no one beaten by another of it. */
static qs_status front(const struct qs_sweep_table *t, struct qs_arena *arena, struct qs_sweep_analysis *analysis,
		       struct qs_err *err)
{
	const struct qs_sweep_plan *const plan = t->plan;
	size_t *const kept = qs_arena_take(arena, plan->scenarios, sizeof *kept);
	size_t n = 0;

	analysis->front = qs_arena_take(arena, plan->scenarios, 1);
	if (!kept || !analysis->front)
		return qs_fail(err, QS_ENOMEM, "a front of %zu scenarios", plan->scenarios);
	for (size_t s = 0; s < plan->scenarios; s++) {
		size_t left = 0;
		int out = 0;

		for (size_t k = 0; k < plan->objective_count; k++)
			out |= !isfinite(t->value[plan->objective[k]][s]);
		for (size_t i = 0; i < n && !out; i++)
			out = beats(t, kept[i], s);
		if (out)
			continue;
		for (size_t i = 0; i < n; i++)
			if (!beats(t, s, kept[i]))
				kept[left++] = kept[i];
		kept[left++] = s;
		n = left;
	}
	for (size_t i = 0; i < n; i++)
		analysis->front[kept[i]] = 1;
	analysis->front_count = n;
	return QS_OK;
}

/* ---- convergence ---- */

static size_t output_named(const struct qs_sweep_plan *plan, const char *scalar, const char *end)
{
	const size_t n = strlen(scalar);
	size_t i = 0;

	while (i < plan->output_count &&
	       (strncmp(plan->outputs[i].name, scalar, n) != 0 || strcmp(plan->outputs[i].name + n, end) != 0))
		i++;
	return i;
}

static double median(const struct qs_context *context, size_t n, const double *values, int64_t *work)
{
	const double half = 0.5;
	double q = (double)NAN;

	if (n)
		context->kernels->quantiles(n, values, work, &half, 1, &q);
	return q;
}

static void converge(const struct qs_context *context, const struct qs_sweep_table *t, size_t e, size_t q, double *room,
		     int64_t *work, struct qs_sweep_convergence *to)
{
	static const char *const ends[] = {"_p10", "_p50", "_p90"};
	static const char *const errors[] = {"_p10_error", "_p50_error", "_p90_error"};
	const struct qs_sweep_plan *const plan = t->plan;
	const char *const scalar = qs_scalar_rows[qs_sweep_error_of[e]].name;
	const size_t error = output_named(plan, scalar, errors[q]);
	double *const needed = room + plan->scenarios;
	size_t n = 0, m = 0;

	*to = (struct qs_sweep_convergence){
		.scalar = scalar, .quantile = qs_sweep_stats[q], .members_worst = (double)NAN};
	for (size_t s = 0; s < plan->scenarios && error < plan->output_count; s++) {
		double size = 0;

		for (size_t k = 0; k < 3; k++) {
			const double value = fabs(t->value[output_named(plan, scalar, ends[k])][s]);

			size = value > size ? value : size;
		}
		if (!isfinite(t->value[error][s]))
			continue;
		room[n++] = t->value[error][s];
		if (!(size > 0))
			continue;
		needed[m] = t->value[error][s] / (0.01 * size);
		needed[m] *= needed[m] * (double)plan->members;
		to->members_worst = to->members_worst >= needed[m] ? to->members_worst : needed[m];
		m++;
	}
	to->error = median(context, n, room, work);
	to->members_needed = median(context, m, needed, work);
	to->relative = 0.01 * sqrt(to->members_needed / (double)plan->members);
}

qs_status qs_sweep_analyse(const struct qs_context *context, const struct qs_sweep_table *t, struct qs_arena *arena,
			   struct qs_sweep_analysis *analysis, struct qs_err *err)
{
	const struct qs_sweep_plan *const plan = t->plan;
	double *const room = qs_arena_take(arena, 2 * plan->scenarios, sizeof *room);
	int64_t *const work = qs_arena_take(arena, plan->scenarios, sizeof *work);
	qs_status status = QS_OK;

	*analysis = (struct qs_sweep_analysis){0};
	analysis->effect = qs_arena_take(arena, plan->analysed_count * plan->axis_count, sizeof *analysis->effect);
	if (!room || !work || !analysis->effect)
		return qs_fail(err, QS_ENOMEM, "an analysis of %zu scenarios", plan->scenarios);
	for (size_t i = 0; i < plan->analysed_count && status == QS_OK; i++)
		status = effects(context, t, t->value[plan->analysed[i]], arena,
				 analysis->effect + i * plan->axis_count, err);
	if (status == QS_OK)
		status = heat(t, arena, analysis, err);
	if (status == QS_OK)
		status = front(t, arena, analysis, err);
	for (size_t e = 0; e < QS_SWEEP_ERRORS && status == QS_OK; e++)
		for (size_t q = 0; q < 3; q++)
			converge(context, t, e, q, room, work, &analysis->convergence[3 * e + q]);
	return status;
}
