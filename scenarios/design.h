/* Designs of a sweep: which scenarios there are, each a point u of the unit cube with a coordinate an axis.
 *
 *     product   every value of an axis with every value of the others, the last axis fastest; a value that is listed stands in the
 *               middle of its part of 0 to 1, a range's ends at 0 and 1, a draw's values at (i + 1/2) / steps
 *     list      scenario i takes value i of every axis
 *     lhs       Latin hypercube: one point in each of n slices of every axis, in random order (McKay, Beckman and Conover 1979,
 *               Technometrics 21, 239-245)
 *     sobol     points of scenarios/points.h
 *     saltelli  for Sobol' indices: point j gives scenarios j (k + 2) + 0 (A), 1 (B), 2 + i (A with coordinate i of B)
 *     morris    trajectories of scenarios/sensitivity.h: t (k + 1) + step
 *
 * Correlated axes (lhs, sobol): z = L Phi^-1(u), u' = Phi(z), with L L' = the correlations of normal scores (a Gaussian copula).
 * A point depends on the seed and its number; in lhs on n too, so that all but lhs can be made longer and keep their first points.
 */
#ifndef QS_SCENARIOS_DESIGN_H
#define QS_SCENARIOS_DESIGN_H

#include "model/base/context.h"
#include "model/sweep.h"

struct qs_design_axis {
	size_t values; /* listed; 0: continuous */
	size_t steps;  /* product: of a continuous axis */
	int ends;      /* steps reach 0 and 1 */
};

struct qs_design {
	enum qs_sweep_design_kind kind;
	size_t points; /* lhs, sobol, saltelli, morris */
	unsigned levels;
	uint64_t seed;
	size_t n; /* axes */
	const struct qs_design_axis *axis;
	const double *rho; /* [n][n], positive definite; or NULL */
};

/* How many scenarios a design has. */
size_t qs_design_size(const struct qs_design *design);

/* All points: u[axis][scenario], memory of the caller. QS_ENOMEM. */
qs_status qs_design_points(const struct qs_context *context, const struct qs_design *design, double *const *u,
			   struct qs_err *err);

/* The order in which scenarios are run: those with equal coordinates on the physical axes follow each other. order: indices; tells
 * how many such groups there are; first: (may be NULL) where each begins, groups + 1 of them. u as above. QS_ENOMEM. */
qs_status qs_design_groups(const struct qs_context *context, size_t scenarios, size_t n, const double *const *at,
			   const enum qs_axis_kind *kind, size_t *order, size_t *first, size_t *groups, struct qs_err *err);

#endif
