/* Random numbers have an address: (seed, stream, scope id, member, year, k).
 *
 * A stream's row states what its draws are shared by. Ids are 64-bit hashes of names, so adding, removing or sorting sites
 * leaves the draws of the others as they were. Arm and scenario are not in the address: arms differ by what is done, never by
 * luck. Epistemic streams (what we do not know) and aleatory ones (what happens) are apart.
 */
#ifndef QS_MODEL_BASE_DRAWS_H
#define QS_MODEL_BASE_DRAWS_H

#include "model/base/fields.h"

#include <stdint.h>

struct qs_context;

/* X(name, scope, aleatory, zh, en); the order is part of the address: append only. */
#define QS_STREAMS(X) \
	X(figure, QS_SCOPE_GLOBAL, 0, "输入数值的分布", "spread of a figure of the input, shared as the figure says") \
	X(weather, QS_SCOPE_REGION, 1, "年际气候", "rain and temperature of a year; common part and region's own") \
	X(growth, QS_SCOPE_PARAMETER, 0, "树种生长上限", "asymptote of a species") \
	X(quality, QS_SCOPE_SITE, 0, "立地质量", "site quality") \
	X(survival, QS_SCOPE_UNIT, 1, "栽植成活", "survival of planting") \
	X(litter, QS_SCOPE_PARAMETER, 0, "凋落物分解", "decay rates of forest floor and dead wood") \
	X(soil, QS_SCOPE_PARAMETER, 0, "土壤分解", "decay rates of the soil") \
	X(works, QS_SCOPE_GLOBAL, 0, "工程排放", "emissions of works") \
	X(cost, QS_SCOPE_SITE, 0, "单价（部分由各场地共享）", "unit prices; normal scores, a part shared by all sites, a part the site's own") \
	X(revenue, QS_SCOPE_SITE, 0, "产业收入", "income of an industry line") \
	X(delay, QS_SCOPE_SITE, 1, "验收延误", "delay of a site's acceptance") \
	X(price, QS_SCOPE_GLOBAL, 1, "碳价", "price of a product by year") \
	X(design, QS_SCOPE_GLOBAL, 0, "敏感性试验设计", "points of a sensitivity design: scrambling, trajectories; the id is the input") \
	X(fire, QS_SCOPE_UNIT, 1, "火灾", "fire of a year: whether, how much of the unit") \
	X(pest, QS_SCOPE_UNIT, 1, "有害生物", "pest of a year: whether, leaves eaten, plants that die")

enum qs_stream {
#define X(name, scope, aleatory, zh, en) QS_STREAM_##name,
	QS_STREAMS(X)
#undef X
	QS_STREAM_COUNT
};

struct qs_stream_row {
	const char *name;
	enum qs_scope scope;
	int aleatory;
	const char *zh, *en;
};

extern const struct qs_stream_row qs_stream_rows[QS_STREAM_COUNT];

/* An experiment on one input: the draws of a stream (of an id; 0: of any) stand at probability u, all others at the middle of their
 * distribution. A context that has probes, one a member, draws nothing at random. */
struct qs_probe {
	int stream; /* -1: none */
	uint64_t id;
	double u;
};

/* Nonzero if a member with this probe may differ from the middle on the ground, and not in prices and accounts alone. */
int qs_probe_moves_land(const struct qs_probe *probe);

/* The probability at which a member of an experiment stands. */
double qs_probe_uniform(const struct qs_context *context, enum qs_stream stream, uint64_t id, uint32_t member);

/* The 64-bit id (FNV-1a) of up to three names; NULL ends them. ("site", "MZY", NULL) and ("site", "MZ", "Y") differ. */
uint64_t qs_scope_id(const char *kind, const char *name, const char *part);

/* One id out of two. */
uint64_t qs_scope_join(uint64_t a, uint64_t b);

/* n uniform numbers in (0, 1) of members member0, member0 + 1, …, into out. */
void qs_draw_uniform(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream, uint64_t id,
		     uint32_t member0, unsigned k, double *out);

/* n standard normal numbers of members member0, member0 + 1, …, into out. */
void qs_draw_normal(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream, uint64_t id,
		    uint32_t member0, unsigned k, double *out);

/* The same for n lanes, each with an id and a member of its own, draw 0. */
void qs_draw_normal_of(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream, const uint64_t *id,
		       const uint32_t *member, double *out);

/* n multipliers of mean 1 and coefficient of variation cv, lognormal; cv 0 gives 1. */
void qs_draw_multiplier(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream, uint64_t id,
			uint32_t member0, unsigned k, double cv, double *out);

/* The same for n lanes, each with an id and a member of its own, draw 0. */
void qs_draw_multiplier_of(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream, const uint64_t *id,
			   const uint32_t *member, double cv, double *out);

/* n counts of a Poisson distribution. */
void qs_draw_poisson(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream, uint64_t id,
		     uint32_t member0, unsigned k, double mean, double *out);

/* The values of a figure for n members at standard normal scores z: monotone in z, so that figures may be correlated by their
 * scores (a Gaussian copula). Constant without a spread. */
void qs_draw_figure_scores(const struct qs_context *context, size_t n, const struct qs_figure *figure, const double *z,
			   double *out);

/* The values of a figure for n members: constant without a spread, else drawn from it under the figure's id. Normal and
 * lognormal spreads are cut to the range of the figure's field, so their mean moves where the range bites. */
void qs_draw_figure(const struct qs_context *context, size_t n, uint64_t seed, const struct qs_figure *figure, uint64_t id,
		    uint32_t member0, double *out);

#endif
