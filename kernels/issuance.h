/* Issuance of credits at a verification, over the members of an ensemble.
 *
 * Net removals N(t) since the start may rise and fall. What may be issued is the rise above the highest N that was ever
 * verified, less one deduction for non-permanence: (1 - d) max(0, N - H). A fall below H is a reversal, and credits
 * come again only above H: removals that were lost and grew back are not issued twice. Years between verifications have
 * no say. Over any number of verifications the sum issued is (1 - d) max(0, highest N).
 */
#ifndef QS_KERNELS_ISSUANCE_H
#define QS_KERNELS_ISSUANCE_H

#include <stddef.h>

/* One verification of n members, in the unit of net (t CO2e). deduction d in [0, 1] is the methodology's, the same for
 * all. In and out, 0 before the first verification: high, the highest N verified (H, never below 0); shortfall, how far
 * N was below H at the last verification, at most H (what was never verified cannot be reversed). Out: issued >= 0;
 * reversed >= 0, the part of the shortfall that is new. NaN in net makes NaN of its member. */
typedef void qs_k_issuance_fn(size_t n, double deduction, const double *restrict net, double *restrict high,
			      double *restrict shortfall, double *restrict issued, double *restrict reversed);

#endif
