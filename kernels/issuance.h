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

/* What a fall takes back at that verification, after qs_k_issuance_fn. held in [0, 1] is the share of a rise that goes into a
 * buffer of credits: the deduction, or 0 where the deduction is kept by nobody. What was issued and what lies in the buffer
 * stand for removals since the start of crediting, N - base; where these have fallen below, the buffer is drawn first and then
 * issued credits are cancelled:
 *     lost = max(0, outstanding + buffer - max(0, N - base));  drawn = min(lost, buffer);  cancelled = lost - drawn
 * so that outstanding + buffer <= max(0, N - base) after every verification, whatever N does. Credits taken back do not come
 * again: removals that grow back below H are nobody's, and losing them a second time takes nothing back.
 *
 * before, high: the highest N verified before and after this verification; base: H at the start of crediting; issued: of this
 * verification. In and out, 0 before the first: outstanding, buffer. Out: drawn, cancelled, >= 0. NaN in net makes NaN. */
typedef void qs_k_cancellation_fn(size_t n, double held, const double *restrict net, const double *restrict base,
				  const double *restrict before, const double *restrict high, const double *restrict issued,
				  double *restrict outstanding, double *restrict buffer, double *restrict drawn,
				  double *restrict cancelled);

#endif
