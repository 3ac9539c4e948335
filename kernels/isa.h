/* Names of kernels per instruction set.
 *
 * A kernel source is compiled once for each of x86-64-v2, v3 and v4, with QS_ISA defined to that word.
 * QS_K(rothc_decay) is then the symbol qs_k_rothc_decay_v3 (say), and the source defines
 *
 *     void QS_K(rothc_decay)(size_t n, ...) { ... }
 *
 * Its header declares the function's type once, as `typedef void qs_k_rothc_decay_fn(size_t n, ...);`,
 * and kernels/kernels.h lists it. Callers use `kernels->rothc_decay(...)`, never the suffixed symbol.
 */
#ifndef QS_KERNELS_ISA_H
#define QS_KERNELS_ISA_H

#define QS_K_PASTE2(name, isa) qs_k_##name##_##isa
#define QS_K_PASTE(name, isa) QS_K_PASTE2(name, isa)
#define QS_K(name) QS_K_PASTE(name, QS_ISA)

#define QS_STRING2(x) #x
#define QS_STRING(x) QS_STRING2(x)

#endif
