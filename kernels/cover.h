/* What covers the ground: plants by group, their leaves and diversity, and what the ground under them makes of water.
 *
 *     leaf area  L = sum c_g leaf_g over trees, shrubs and herbs, m2/m2 of ground at full leaf
 *     diversity  H' = ln(sum c) - sum(c ln c)/sum(c) over cohorts that cover more than 1e-9 (Shannon and Weaver 1949)
 *     retention  S = 25400/CN - 254 mm, the curve number CN the mean of the groups' by their cover and of bare
 * ground's, of own earth and of a laid layer by its depth (USDA National Engineering Handbook, part 630, chapter 10)
 *     room       of the soil's store: available water of a cm x the lesser of the fine earth's depth and the roots'
 * reach, mm
 */
#ifndef QS_KERNELS_COVER_H
#define QS_KERNELS_COVER_H

#include <stddef.h>

enum { QS_COVER_GROUPS = 3 }; /* trees, shrubs, herbs */

/* A cohort's plants. */
struct qs_cover_cohort {
	const double *cover; /* column, share of the ground */
	int group, native;
};

/* Columns that are filled; native is the share of native plants in the sum of covers. */
struct qs_cover_sums {
	double *group[QS_COVER_GROUPS], *leaf_area, *diversity, *native;
};

/* Sums the cohorts' covers. leaf: leaf area at full cover by group. */
typedef void qs_k_cover_plants_fn(size_t n, size_t cohorts, const struct qs_cover_cohort *cohort,
				  const double leaf[QS_COVER_GROUPS], const struct qs_cover_sums *sums);

/* Share of the ground under plants, and under trees. The first `side` cohorts stand side by side and share it, the
 * others over and among them: 1 - (1 - sum of the first, at least 0) prod(1 - c) over the others; of trees the first
 * cohort and the others that are trees, 1 - (1 - c_0) prod(1 - c). */
typedef void qs_k_cover_layers_fn(size_t n, size_t side, size_t cohorts, const struct qs_cover_cohort *cohort,
				  double *cover, double *trees);

struct qs_cover_ground_terms {
	double own[1 + QS_COVER_GROUPS], laid[1 + QS_COVER_GROUPS]; /* curve numbers: bare, then by group */
	double root_cm[QS_COVER_GROUPS], bare_cm; /* reach of roots; of evaporation from bare ground */
	double laid_full_cm, least_cm; /* depth from which a laid layer alone counts; least depth of fine earth */
	double canopy_mm, litter_mm;   /* held by a leaf area of 1; by litter on covered ground */
};

/* Columns that are read: disturbed is the share that works lay bare; depths in cm. */
struct qs_cover_surface {
	const double *group[QS_COVER_GROUPS], *cover, *disturbed, *imported_cm, *fine_cm, *leaf_area, *available_mm_cm;
};

/* Fills retention, what leaves and what litter hold, and the store's room, mm. */
typedef void qs_k_cover_ground_fn(size_t n, const struct qs_cover_ground_terms *terms,
				  const struct qs_cover_surface *surface, double *retention, double *canopy,
				  double *litter, double *room);

#endif
