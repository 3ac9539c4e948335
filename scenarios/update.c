#include "scenarios/update.h"

#include "kernels/kernels.h"
#include "kernels/random.h"
#include "model/base/draws.h"

#include <math.h>
#include <string.h>

/* Members that are computed at once: their state lies in memory. */
enum { PART = 1000 };

struct work {
	const struct qs_context *context;
	const struct qs_run_input *input;
	const struct qs_observation *observations;
	size_t n, most;
	struct qs_arena *arena;
	double **part; /* readings of each part: [n][members of the part] */
	size_t *part_members, parts;
	struct qs_update *update;
	size_t *year_of; /* of each observation, in the order of years */
	double **log_l;  /* [years][most]: with the observations up to that year */
};

/* Readings of members first … first + members - 1, and their ln L by year. */
static qs_status add_part(struct work *w, size_t first, size_t members, struct qs_err *err)
{
	struct qs_update *const u = w->update;
	double *const value = qs_arena_take(w->arena, w->n * members, sizeof *value);
	uint32_t *const number = qs_arena_take(w->arena, members, sizeof *number);
	qs_status status;

	if (!value || !number)
		return qs_fail(err, QS_ENOMEM, "%zu observations of %zu members", w->n, members);
	for (size_t m = 0; m < members; m++)
		number[m] = (uint32_t)(first + m);
	status = qs_predict(w->context, w->input, w->observations, w->n, number, members, value, err);
	if (status)
		return status;
	for (size_t y = 0, i = 0; y < u->year_count; y++) {
		double *const log_l = w->log_l[y] + first;

		if (y)
			memcpy(log_l, w->log_l[y - 1] + first, members * sizeof *log_l);
		for (; i < w->n && w->year_of[i] == y; i++)
			qs_likelihood_add(&w->observations[i], members, value + i * members, log_l);
	}
	w->part[w->parts] = value;
	w->part_members[w->parts++] = members;
	u->candidates = first + members;
	return QS_OK;
}

static qs_status open_work(struct work *w, struct qs_err *err)
{
	struct qs_update *const u = w->update;
	const size_t parts = w->most / PART + 2 * (w->most / u->members) + 2;

	w->year_of = qs_arena_take(w->arena, w->n, sizeof *w->year_of);
	u->years = qs_arena_take(w->arena, w->n, sizeof *u->years);
	u->readings = qs_arena_take(w->arena, w->n, sizeof *u->readings);
	u->chosen = qs_arena_take(w->arena, u->members, sizeof *u->chosen);
	u->weight = qs_arena_take(w->arena, w->most, sizeof *u->weight);
	w->part = qs_arena_take(w->arena, parts, sizeof *w->part);
	w->part_members = qs_arena_take(w->arena, parts, sizeof *w->part_members);
	if (!w->year_of || !u->years || !u->readings || !u->chosen || !u->weight || !w->part || !w->part_members)
		return qs_fail(err, QS_ENOMEM, "%zu observations", w->n);
	for (size_t i = 0; i < w->n; i++) {
		if (!u->year_count || u->years[u->year_count - 1].year != w->observations[i].year)
			u->years[u->year_count++].year = w->observations[i].year;
		u->years[u->year_count - 1].observations++;
		w->year_of[i] = u->year_count - 1;
	}
	w->log_l = qs_arena_take(w->arena, u->year_count, sizeof *w->log_l);
	for (size_t y = 0; w->log_l && y < u->year_count; y++) {
		w->log_l[y] = qs_arena_take(w->arena, w->most, sizeof **w->log_l);
		if (!w->log_l[y])
			return qs_fail(err, QS_ENOMEM, "%zu candidates", w->most);
	}
	return w->log_l ? QS_OK : qs_fail(err, QS_ENOMEM, "%zu years", u->year_count);
}

/* Doubles the candidates until enough of them fit. */
static qs_status widen(struct work *w, struct qs_err *err)
{
	struct qs_update *const u = w->update;
	size_t aim = u->members;
	qs_status status = QS_OK;

	for (;;) {
		while (u->candidates < aim && status == QS_OK) {
			const size_t left = aim - u->candidates;

			status = add_part(w, u->candidates, left < PART ? left : PART, err);
		}
		if (status)
			return status;
		u->effective = qs_weights_of(u->candidates, u->log_l, u->weight, &u->evidence);
		if (u->effective >= 0.5 * (double)u->members || u->candidates == w->most)
			return QS_OK;
		aim = 2 * u->candidates < w->most ? 2 * u->candidates : w->most;
	}
}

/* A reading of observation i of some members, into a column. */
static void gather(const struct work *w, size_t i, const uint32_t *numbers, size_t members, double *to)
{
	size_t part = 0, first = 0;

	for (size_t m = 0; m < members; m++) {
		const size_t number = numbers ? numbers[m] : m;

		while (number >= first + w->part_members[part])
			first += w->part_members[part++];
		to[m] = w->part[part][i * w->part_members[part] + (number - first)];
	}
}

static qs_status tell_readings(const struct work *w, struct qs_err *err)
{
	static const double p[3] = {0.1, 0.5, 0.9};
	struct qs_update *const u = w->update;
	double *const column = qs_arena_take(w->arena, u->members, sizeof *column);
	int64_t *const work = qs_arena_take(w->arena, u->members, sizeof *work);

	if (!column || !work)
		return qs_fail(err, QS_ENOMEM, "%zu members", u->members);
	for (size_t i = 0; i < w->n; i++) {
		gather(w, i, NULL, u->members, column);
		w->context->kernels->quantiles(u->members, column, work, p, 3, u->readings[i].before);
		gather(w, i, u->chosen, u->members, column);
		w->context->kernels->quantiles(u->members, column, work, p, 3, u->readings[i].after);
	}
	return QS_OK;
}

qs_status qs_update_ensemble(const struct qs_context *context, const struct qs_run_input *input,
			     const struct qs_observation *observations, size_t n, size_t most, struct qs_arena *arena,
			     struct qs_update *update, struct qs_err *err)
{
	const uint64_t id = qs_scope_id("update", NULL, NULL);
	struct work w = {.context = context,
			 .input = input,
			 .observations = observations,
			 .n = n,
			 .most = most,
			 .arena = arena,
			 .update = update};
	qs_status status;

	*update = (struct qs_update){.members = (size_t)input->portfolio->members};
	status = open_work(&w, err);
	if (status)
		return status;
	update->log_l = w.log_l[update->year_count - 1];
	status = widen(&w, err);
	for (size_t y = 0; y < update->year_count && status == QS_OK; y++) /* the last one leaves the weights */
		update->years[y].effective =
			qs_weights_of(update->candidates, w.log_l[y], update->weight, &update->years[y].evidence);
	if (status == QS_OK && !(update->effective > 0))
		status = qs_fail(
			err, QS_EINPUT,
			"no member comes near the observations: their errors are too small, or the model is wrong");
	if (status)
		return status;
	update->different = qs_weights_draw(update->candidates, update->weight,
					    qs_k_uniform(input->portfolio->seed, QS_STREAM_design, 0, 0, id, 0),
					    update->members, update->chosen);
	return tell_readings(&w, err);
}
