#include "model/base/context.h"

#include "kernels/dispatch.h"

#include <gsl/gsl_errno.h>
#include <string.h>

qs_status qs_open(struct qs_context *context, const char *isa, struct qs_err *err)
{
	gsl_error_handler_t *old;

	memset(context, 0, sizeof *context);
	context->kernels = qs_kernels_for(isa);
	if (!context->kernels)
		return qs_fail(err, QS_EUSAGE, "QINGSHAN_ISA=%s: this machine or this program has no such instruction set (v2, v3, v4)",
			       isa ? isa : "");
	context->threads = 1;
	old = gsl_set_error_handler_off();
	memcpy(&context->gsl_handler, &old, sizeof old);
	return QS_OK;
}

void qs_side_by_side(const struct qs_context *context, size_t n, void (*piece)(void *self, size_t i), void *self)
{
	if (context && context->side_by_side)
		context->side_by_side(context->threads, n, piece, self);
	else
		for (size_t i = 0; i < n; i++)
			piece(self, i);
}

void qs_close(struct qs_context *context)
{
	gsl_error_handler_t *old;

	if (!context->kernels)
		return;
	memcpy(&old, &context->gsl_handler, sizeof old);
	gsl_set_error_handler(old);
	context->kernels = NULL;
}
