/* Decisions by several criteria: weights by pairwise comparison and by entropy, order by nearness to an ideal.
 *
 * A matrix of plans and criteria lies row after row, x[plan * criteria + criterion]; cost[j] nonzero: less of criterion
 * j is better. Units of a criterion are the caller's: weights and closeness have none. AHP      A w = lambda w, w > 0,
 * sum w = 1, for a positive matrix A (a_ij: how much i outweighs j); CI = (lambda - n) / (n - 1). Saaty 1977 (J. Math.
 * Psychol. 15, 234-281). entropy  p_ij = x_ij / sum over i; e_j = - sum p ln p / ln m, 0 ln 0 = 0; w_j = (1 - e_j) /
 * sum (1 - e). A cost becomes (max - x) / (max - min) first. Shannon 1948; Zeleny 1982, Multiple Criteria Decision
 * Making. TOPSIS   v_ij = w_j x_ij / |x_j|; D+ and D- are distances to the best and the worst v of each criterion;
 *              closeness C = D- / (D+ + D-). Hwang and Yoon 1981, Multiple Attribute Decision Making.
 */
#ifndef QS_KERNELS_MCDA_H
#define QS_KERNELS_MCDA_H

#include <stddef.h>

/* Principal eigenvector w (sum 1) of a positive n x n matrix to rounding, and lambda. Noda 1971 (Numer. Math. 17,
 * 382-386): w <- (max_i((A w)_i / w_i) I - A)^-1 w, which closes in from above for every positive matrix,
 * quadratically. work holds n (n + 1) numbers. */
double qs_mcda_principal(size_t n, const double *a, double *w, double *work);

/* Saaty's consistency index; 0 for n = 1. */
double qs_mcda_consistency(double lambda, size_t n);

/* Entropy and weight of each of n criteria over m plans with x >= 0 (where it is no cost). A criterion in which all
 * plans are equal has entropy 1 and weight 0; if all are so, weights are NaN. */
void qs_mcda_entropy(size_t m, size_t n, const double *x, const int *cost, double *entropy, double *weight);

/* Distances and closeness of m plans, weights >= 0. A criterion that is 0 for all plans stays 0. Closeness is NaN where
 * both distances are 0: no plan differs from another. */
void qs_mcda_topsis(size_t m, size_t n, const double *x, const int *cost, const double *weight, double *best,
		    double *worst, double *closeness);

/* Rank of each of m values, 1 for the largest: 1 + how many are larger by more than 1e-12, so that equals share a rank.
 * NaN has rank NaN. */
void qs_mcda_rank(size_t m, const double *value, double *rank);

#endif
