#include "model/base/packs.h"

#include <string.h>

/* Binary search by the id, which is the first member of every entry. */
static const void *find(const void *items, size_t n, size_t size, const char *id)
{
	size_t low = 0, high = n;

	while (low < high) {
		const size_t middle = low + (high - low) / 2;
		const char *const entry = (const char *)items + middle * size;
		const char *entry_id;
		int order;

		memcpy(&entry_id, entry, sizeof entry_id);
		order = strcmp(id, entry_id);
		if (!order)
			return entry;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

#define X(kind, entry) \
	const struct qs_##entry *qs_packs_##kind(const struct qs_packs *packs, const char *id) \
	{ \
		return find(packs->kind.items, packs->kind.n, sizeof *packs->kind.items, id); \
	}
QS_PACK_KINDS(X)
#undef X
