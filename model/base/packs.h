/* Packs: values of the methods as data. Shipped packs are files model/packs/<kind>/<id>.json, embedded by the build;
 * a portfolio's "packs" may override an entry by id or add one. io/packs.h reads them.
 */
#ifndef QS_MODEL_BASE_PACKS_H
#define QS_MODEL_BASE_PACKS_H

#include "model/base/arena.h"
#include "model/benefit/values.h"
#include "model/finance/values.h"
#include "model/land/allometry.h"
#include "model/land/climate.h"
#include "model/land/land.h"
#include "model/land/litter.h"
#include "model/land/measures.h"
#include "model/land/species.h"
#include "model/land/threepg.h"
#include "model/market/changes.h"
#include "model/land/water.h"
#include "model/market/rules.h"
#include "model/policy/evaluate.h"
#include "model/policy/rules.h"

/* X(kind as in the folder's name and the key of an override file, struct of one entry) */
#define QS_PACK_KINDS(X) \
	X(accounts, accounts_pack) \
	X(allometry, allometry_pack) \
	X(changes, change_pack) \
	X(climate, climate_pack) \
	X(earth, earth_pack) \
	X(evaluation, evaluation_pack) \
	X(land, land_pack) \
	X(litter, litter_pack) \
	X(materials, material_pack) \
	X(measures, measure_pack) \
	X(methodologies, methodology_pack) \
	X(monitored, monitored_pack) \
	X(plausible, plausible_pack) \
	X(policy, policy_pack) \
	X(revenue_lines, revenue_line_pack) \
	X(rules, rule_pack) \
	X(services, services_pack) \
	X(species, species_pack) \
	X(substrates, substrate_pack) \
	X(threepg, threepg_pack) \
	X(water, water_pack)

struct qs_packs {
	struct qs_arena arena;
#define X(kind, entry) \
	struct { \
		struct qs_##entry *items; \
		size_t n; \
	} kind; /* sorted by id */
	QS_PACK_KINDS(X)
#undef X
	/* Packs of the land that members stand on in place of these: member i on drawn[i % draws]; NULL: all on these. */
	const struct qs_packs *drawn;
	size_t draws;
};

/* A shipped pack as the build embedded it, sorted by kind and id. */
struct qs_embedded_pack {
	const char *kind, *id, *json;
	size_t length;
};

extern const struct qs_embedded_pack qs_embedded_packs[];
extern const size_t qs_embedded_pack_count;

/* The entry of an id, or NULL. */
#define X(kind, entry) const struct qs_##entry *qs_packs_##kind(const struct qs_packs *packs, const char *id);
QS_PACK_KINDS(X)
#undef X

#endif
