/* Parameters of Yasso: the published vectors, with where they come from and how sure they are, and what is made of
 * them.
 *
 * Positions of the vectors, as in the published programs (from 1; X>Y is the share of X's loss that enters Y):
 *     all       1-4 alpha of A, W, E, N; 5-16 shares W>A E>A N>A A>W E>W N>W A>E W>E N>E A>N W>N E>N
 *     Yasso07   17, 18 beta; 26 gamma; 35 alpha of H; 36 p_h; 39-41 size1, size2, power; 44 numbers
 *     15, 20    22, 23 beta of A, W, E; 24, 25 of N; 26, 27 of H; 28-30 gamma of AWE, N, H; 31 p_h; 32 alpha of H;
 *               33-35 size1, size2, power; 35 numbers
 * The other positions (leaching of litter bags among them) are not read. The sign of a rate does not count.
 */
#ifndef QS_KERNELS_YASSO_SETS_H
#define QS_KERNELS_YASSO_SETS_H

#include "kernels/yasso.h"

enum qs_yasso_form { QS_YASSO07, QS_YASSO15, QS_YASSO20 };

enum { QS_YASSO07_NUMBERS = 44, QS_YASSO_NUMBERS = 35 };

/* The published vector of a form: QS_YASSO07_NUMBERS or QS_YASSO_NUMBERS. Yasso20 as published creates carbon: A and N
 * pass on 1.0042 of what they lose. */
const double *qs_yasso_published(enum qs_yasso_form form);

/* Coefficients of a vector of the form's length. */
struct qs_yasso qs_yasso_of(enum qs_yasso_form form, const double *vector);

/* The published coefficients, for Yasso20 with qs_yasso_conserve: what a run takes. */
struct qs_yasso qs_yasso_default(enum qs_yasso_form form);

/* Shares that are 1 become 1 - p_h, so that no pool passes on more than it loses. The mean of the shipped set of
 * Yasso20 lies at that bound; the choice of these two shares is that of the model's users (Holisoils). */
void qs_yasso_conserve(struct qs_yasso *yasso);

/* Sum of the shares of what pool A, W, E or N loses that enter other pools; above 1 it creates mass. */
double qs_yasso_passed_on(const struct qs_yasso *yasso, int pool);

/* Factor s of the rates by diameter (cm): (1 + size1 d + size2 d^2)^power, at most 1 for Yasso15 and 20. Yasso07 has no
 * such limit: 1.75 at 1 cm. NaN where the base is not above 0 (qs_yasso_size_gap). */
double qs_yasso_size(const struct qs_yasso *yasso, double diameter_cm);

/* Diameters (cm) between which the base of qs_yasso_size is not above 0: 0.527 to 1.529 for Yasso20 as published. 1 and
 * the open interval's ends (the upper may be infinite), or 0 if there are none above 0. */
int qs_yasso_size_gap(const struct qs_yasso *yasso, double *low_cm, double *high_cm);

/* Leaching l (1/a) of a coefficient (1/m, at most 0) and precipitation (mm/a). Yasso07 has none. */
double qs_yasso_leached(double leaching, double precip_mm);

#endif
