/* The kernel table of one instruction set. */
#include "kernels/kernels.h"

extern const struct qs_kernels QS_K(table);
const struct qs_kernels QS_K(table) = {
	.isa = QS_STRING(QS_ISA),
#define X(name) .name = QS_K(name),
	QS_KERNELS(X)
#undef X
};
