#include "io/names.h"

#include <stdint.h>
#include <string.h>

/* FNV-1a, 64 bit (Fowler, Noll, Vo). */
static size_t start(const char *text, size_t length, size_t room)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
	return (size_t)(hash ^ hash >> 32) & (room - 1);
}

/* The slot that holds the name, or the free slot where it belongs. */
static struct qs_name *slot(const struct qs_names *names, const char *text, size_t length)
{
	size_t i = start(text, length, names->room);

	while (names->slots[i].text &&
	       (names->slots[i].length != length || memcmp(names->slots[i].text, text, length) != 0))
		i = (i + 1) & (names->room - 1);
	return &names->slots[i];
}

const struct qs_name *qs_names_find(const struct qs_names *names, const char *text, size_t length)
{
	const struct qs_name *found;

	if (!names->room)
		return NULL;
	found = slot(names, text, length);
	return found->text ? found : NULL;
}

static int grow(struct qs_names *names)
{
	struct qs_names larger = {names->arena, NULL, names->room ? names->room * 2 : 16, names->n};

	larger.slots = qs_arena_take(names->arena, larger.room, sizeof *larger.slots);
	if (!larger.slots)
		return -1;
	for (size_t i = 0; i < names->room; i++)
		if (names->slots[i].text)
			*slot(&larger, names->slots[i].text, names->slots[i].length) = names->slots[i];
	*names = larger;
	return 0;
}

int qs_names_add(struct qs_names *names, const char *text, size_t length, size_t value)
{
	struct qs_name *found;

	if (2 * (names->n + 1) > names->room && grow(names))
		return -1;
	found = slot(names, text, length);
	if (found->text)
		return 1;
	found->text = text;
	found->length = length;
	found->value = value;
	names->n++;
	return 0;
}
