/* Choice of the instruction set, once, at start-up. */
#ifndef QS_KERNELS_DISPATCH_H
#define QS_KERNELS_DISPATCH_H

struct qs_kernels;

/* The kernels for an instruction set: "v2", "v3", "v4", or NULL or "" for the best that this machine has.
 * Returns NULL if the word is unknown or the machine lacks the set. */
const struct qs_kernels *qs_kernels_for(const char *isa);

#endif
