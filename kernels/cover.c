#include "kernels/cover.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

#define LEAST_COVER 1e-9

enum { STRIP = 64 };

/* A strip of n lanes from lane `from` on. */
QS_K_INLINE void plants(size_t n, size_t from, size_t cohorts, const struct qs_cover_cohort *cohort,
			const double leaf[QS_COVER_GROUPS], const struct qs_cover_sums *sums)
{
	double *const tree = sums->group[0] + from, *const shrub = sums->group[1] + from,
		      *const herb = sums->group[2] + from;
	double *restrict const area = sums->leaf_area + from, *restrict const diversity = sums->diversity + from,
			       *restrict const native = sums->native + from;
	double all[STRIP], weighted[STRIP];

	for (size_t i = 0; i < n; i++)
		tree[i] = shrub[i] = herb[i] = native[i] = all[i] = weighted[i] = 0;
	for (size_t c = 0; c < cohorts; c++) {
		const double *restrict const cover = cohort[c].cover + from;
		double *const group = sums->group[cohort[c].group] + from;
		const _Bool counts = cohort[c].native != 0;

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const _Bool there = cover[i] > LEAST_COVER; /* what covers nothing adds nothing: ln 1 = 0 */
			const double some = qs_k_select(there, cover[i], 1.0), part = qs_k_select(there, cover[i], 0.0);

			group[i] += cover[i];
			native[i] += qs_k_select(counts, part, 0.0);
			all[i] += part;
			weighted[i] += some * qs_k_log(some);
		}
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double sum = qs_k_select(all[i] > 0, all[i], 1.0), h = qs_k_log(sum) - weighted[i] / sum;

		area[i] = leaf[0] * tree[i] + leaf[1] * shrub[i] + leaf[2] * herb[i];
		native[i] /= sum;
		diversity[i] = qs_k_select(h > 0, h, 0.0); /* a single species may round below */
	}
}

void QS_K(cover_plants)(size_t n, size_t cohorts, const struct qs_cover_cohort *cohort,
			const double leaf[QS_COVER_GROUPS], const struct qs_cover_sums *sums)
{
	for (size_t from = 0; from < n; from += STRIP)
		plants(n - from < STRIP ? n - from : STRIP, from, cohorts, cohort, leaf, sums);
}

/* A strip of n lanes from lane `from` on. */
QS_K_INLINE void layers(size_t n, size_t from, size_t side, size_t cohorts, const struct qs_cover_cohort *cohort,
			double *restrict cover, double *restrict trees)
{
	double bare[STRIP], open[STRIP];

	for (size_t i = 0; i < n; i++) {
		bare[i] = 1;
		open[i] = 1 - cohort[0].cover[from + i];
	}
	for (size_t c = 0; c < side; c++)
		for (size_t i = 0; i < n; i++)
			bare[i] -= cohort[c].cover[from + i];
	for (size_t i = 0; i < n; i++)
		bare[i] = bare[i] > 0 ? bare[i] : 0; /* stands may overlap where stocking exceeds one */
	for (size_t c = side; c < cohorts; c++) {
		const double *restrict const over = cohort[c].cover + from;

		for (size_t i = 0; i < n; i++)
			bare[i] *= 1 - over[i];
		for (size_t i = 0; cohort[c].group == 0 && i < n; i++)
			open[i] *= 1 - over[i];
	}
	for (size_t i = 0; i < n; i++) {
		cover[from + i] = 1 - bare[i];
		trees[from + i] = 1 - open[i];
	}
}

void QS_K(cover_layers)(size_t n, size_t side, size_t cohorts, const struct qs_cover_cohort *cohort,
			double *restrict cover, double *restrict trees)
{
	for (size_t from = 0; from < n; from += STRIP)
		layers(n - from < STRIP ? n - from : STRIP, from, side, cohorts, cohort, cover, trees);
}

/* Curve number of ground of one kind: bare, and its groups under cover. */
QS_K_INLINE double curve(const double cn[1 + QS_COVER_GROUPS], double tree, double shrub, double herb, double part,
			 double covered)
{
	const double green = (tree * cn[1] + shrub * cn[2] + herb * cn[3]) * part;

	return cn[0] + (green - cn[0]) * covered;
}

void QS_K(cover_ground)(size_t n, const struct qs_cover_ground_terms *terms, const struct qs_cover_surface *surface,
			double *restrict retention, double *restrict canopy, double *restrict litter,
			double *restrict room)
{
	const struct qs_cover_ground_terms t = *terms;
	const struct qs_cover_surface s = *surface;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double tree = s.group[0][i], shrub = s.group[1][i], herb = s.group[2][i],
			     sum = tree + shrub + herb;
		const _Bool some = sum > 0;
		const double part = qs_k_select(some, 1 / qs_k_select(some, sum, 1.0), 0.0);
		const double covered = qs_k_select(some, s.cover[i] * (1 - s.disturbed[i]), 0.0);
		const double depth = s.imported_cm[i] / t.laid_full_cm, fresh = qs_k_select(depth < 1, depth, 1.0);
		const double roots = (tree * t.root_cm[0] + shrub * t.root_cm[1] + herb * t.root_cm[2]) * part;
		const double reach = t.bare_cm + (roots - t.bare_cm) * covered;
		const double earth = s.fine_cm[i] + s.imported_cm[i],
			     fine = qs_k_select(earth > t.least_cm, earth, t.least_cm);
		const double number = (1 - fresh) * curve(t.own, tree, shrub, herb, part, covered) +
				      fresh * curve(t.laid, tree, shrub, herb, part, covered);

		retention[i] = 25400 / number - 254;
		canopy[i] = t.canopy_mm * s.leaf_area[i];
		litter[i] = t.litter_mm * covered;
		room[i] = s.available_mm_cm[i] * qs_k_select(fine < reach, fine, reach);
	}
}
