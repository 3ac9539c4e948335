#include "model/land/soil_kind.h"

#include "model/base/bug.h"
#include "model/land/soil.h"

#include <string.h>

static const struct qs_soil_kind *const kinds[] = {
#define X(name, symbol, word, zh, en) [QS_SOIL_##name] = &qs_soil_##symbol,
	QS_SOIL_MODELS(X)
#undef X
};

const struct qs_soil_kind *qs_soil_kind(int model)
{
	qs_bug_assert(model >= 0 && model < QS_SOIL_MODEL_COUNT);
	return kinds[model];
}

/* What a hectare of grass sheds below ground: the composition of soil that is brought. */
static void grass_input(const struct qs_block *b, double *carbon, double *const *trait)
{
	const struct qs_cohort *herb = &b->recipe->arm[0].cohorts[2];

	for (size_t i = 0; i < b->n; i++) {
		carbon[i] = 1;
		for (size_t t = 0; t < b->recipe->soil->traits; t++)
			trait[t][i] = herb->trait[QS_LITTER_FINE_ROOT][t];
	}
}

/* Measured organic carbon less inert = quick pools in equilibrium with the input + the slow ones in equilibrium
 * proportion; if the quick pools alone exceed it, all are scaled down. */
static void split(struct qs_block *b, size_t i, double rest, double *const *own, double *const *grass,
		  double *const *to)
{
	const size_t pools = b->recipe->soil->pools, first = b->recipe->soil->quick;
	double quick = 0, slow = 0, slow_grass = 0;

	for (size_t p = 0; p < pools; p++) {
		quick += p < first ? own[p][i] : 0;
		slow += p < first ? 0 : own[p][i];
		slow_grass += p < first ? 0 : grass[p][i];
	}
	for (size_t p = 0; p < pools; p++) {
		const double part = slow > 0 ? own[p][i] / slow : grass[p][i] / slow_grass;

		if (rest < quick)
			to[p][i] = own[p][i] * (rest / (quick + slow));
		else
			to[p][i] = p < first ? own[p][i] : (rest - quick) * part;
	}
}

qs_status qs_soil_start(struct qs_block *b, struct qs_arm_columns *arm, struct qs_arena *arena, struct qs_err *err)
{
	enum { COLUMNS = 2 * QS_SOIL_POOLS + 1 + QS_LITTER_TRAITS };
	const struct qs_soil_kind *kind = b->recipe->soil;
	double *const columns = qs_arena_take(arena, COLUMNS * b->n, sizeof *columns);
	double *own[QS_SOIL_POOLS], *grass[QS_SOIL_POOLS], *trait[QS_LITTER_TRAITS];
	struct qs_soil_input input;

	if (!columns)
		return qs_fail(err, QS_ENOMEM, "start of %zu lanes", b->n);
	for (size_t p = 0; p < QS_SOIL_POOLS; p++) {
		own[p] = columns + 2 * p * b->n;
		grass[p] = own[p] + b->n;
	}
	input.carbon = columns + (size_t)2 * QS_SOIL_POOLS * b->n;
	for (size_t t = 0; t < QS_LITTER_TRAITS; t++)
		input.trait[t] = trait[t] = columns + (2 * QS_SOIL_POOLS + 1 + t) * b->n;
	qs_soil_months(b, b->normal_c, b->normal_rain);
	grass_input(b, columns + (size_t)2 * QS_SOIL_POOLS * b->n, trait);
	kind->equilibrium(b, &input, grass);
	qs_soil_litter_start(b, arm, &b->recipe->arm[0], columns + (size_t)2 * QS_SOIL_POOLS * b->n, trait);
	kind->equilibrium(b, &input, own);
	for (size_t i = 0; i < b->n; i++) {
		double sum = 0;

		for (size_t p = 0; p < kind->pools; p++)
			sum += grass[p][i];
		for (size_t p = 0; p < kind->pools; p++)
			b->shares[p][i] = grass[p][i] / sum;
		split(b, i, b->organic_c[i] - arm->soil.inert[i], own, grass, arm->soil.pool);
	}
	return QS_OK;
}
