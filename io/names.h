/* A set of names with a number each: finds what stands twice among many, in the order given. */
#ifndef QS_IO_NAMES_H
#define QS_IO_NAMES_H

#include "model/base/arena.h"

#include <stddef.h>

struct qs_name {
	const char *text;
	size_t length, value;
};

/* A zeroed set with an arena is empty. Names are not copied. */
struct qs_names {
	struct qs_arena *arena;
	struct qs_name *slots;
	size_t room, n;
};

/* The entry of a name, or NULL. */
const struct qs_name *qs_names_find(const struct qs_names *names, const char *text, size_t length);

/* Adds a name with its value. Returns 0 if it is new, 1 if it stands already (its value stays), -1 without memory. */
int qs_names_add(struct qs_names *names, const char *text, size_t length, size_t value);

#endif
