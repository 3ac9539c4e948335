/* The soil models a run can choose: for each a row of functions, called once a block and year.
 *
 * All are linear in their pools, given the year's rates: carbon that was brought is a second set of pools with the same
 * rates and no input. Pools stand in the order of their model, the quick ones first. The member's multiplier of the soil's
 * rates multiplies every rate of every model. Forest floor and dead wood are outside the model. docs/soils.md has the
 * maps, the start and the limits of each.
 */
#ifndef QS_MODEL_LAND_SOIL_KIND_H
#define QS_MODEL_LAND_SOIL_KIND_H

#include "model/land/litter.h"
#include "model/land/site.h"

#include <stddef.h>

struct qs_block;

enum { QS_SOIL_POOLS = 7 };

/* What enters the soil in a year: carbon (t C/ha) and the sums of its traits times carbon. Columns. */
struct qs_soil_input {
	const double *carbon, *trait[QS_LITTER_TRAITS];
};

struct qs_soil_kind {
	const char *source;  /* its publications, for lists and the report; docs/soils.md says the rest */
	double cost;         /* of its year over RothC's: docs/performance.md */
	size_t pools, quick; /* quick pools start in equilibrium with the unit's litter, the others hold what is left */
	size_t traits;       /* 0: RothC's own way from DPM:RPM */
	int reads_litter;    /* its traits go by what litter is made of */
	int reads_water;     /* its published form has the soil's own water: it can take that of the water balance */
	size_t peat;         /* the pool that peat enters */
	size_t columns;      /* of work that the model needs beside the block's own */
	void (*traits_of)(const struct qs_organ_litter *litter, enum qs_litter_route route, double *trait);
	/* Shares by pool in which carbon of a litter (compost) stands when it is laid; they sum to 1. */
	void (*enter)(const struct qs_organ_litter *litter, double *share);
	/* Pools [pools][n] that the yearly input keeps up in the normal year of the block. */
	void (*equilibrium)(struct qs_block *block, const struct qs_soil_input *input, double *const *pool);
	/* Steps both sets of pools of an arm by the year and books what they respire. */
	void (*year)(struct qs_block *block, int arm, double irrigation_mm, const struct qs_soil_input *input);
};

/* The row of a model, an index of qs_words_soil_model. */
const struct qs_soil_kind *qs_soil_kind(int model);

#define X(name, symbol, word, zh, en) extern const struct qs_soil_kind qs_soil_##symbol;
QS_SOIL_MODELS(X)
#undef X

#endif
