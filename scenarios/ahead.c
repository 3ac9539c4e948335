#include "scenarios/ahead.h"

#include "scenarios/plan.h"

void qs_ahead_start(struct qs_ahead *ahead, struct qs_site_source *source, size_t first)
{
	*ahead = (struct qs_ahead){.source = source, .most = first};
	source->rewind(source->self);
}

void qs_ahead_read(void *self)
{
	struct qs_ahead *const ahead = self;

	if (ahead->is_read)
		return;
	ahead->failed = ahead->source->next(ahead->source->self, &ahead->sites, ahead->most, &ahead->n);
	ahead->is_read = 1;
	ahead->most = QS_RUN_CHUNK;
}

int qs_ahead_take(struct qs_ahead *ahead, const struct qs_site **sites, size_t *n)
{
	qs_ahead_read(ahead);
	ahead->is_read = 0;
	*sites = ahead->sites;
	*n = ahead->n;
	return ahead->failed;
}
