/* Packs: the shipped ones, and what a portfolio puts over them.
 *
 * A file of packs is {"species": {"id": {...}}, ...} or {"species": [{"id": ...}, ...]}; its keys are the kinds of
 * QS_PACK_KINDS. An entry whose id is known replaces the fields that it gives and keeps the rest; a new id is added and
 * must be whole. Every value has a source and a status. "$schema" at the top is skipped.
 */
#ifndef QS_IO_PACKS_H
#define QS_IO_PACKS_H

#include "io/json.h"
#include "model/base/context.h"
#include "model/base/mistakes.h"
#include "model/base/packs.h"

/* One kind: its name, the rows of an entry, and where its list lies in struct qs_packs. */
struct qs_pack_kind {
	const char *name;
	const struct qs_table *table;
	size_t offset;
};

/* All kinds, as in QS_PACK_KINDS. */
extern const struct qs_pack_kind qs_pack_kinds[];
extern const size_t qs_pack_kind_count;

/* The list of a kind. */
struct qs_list qs_packs_list(const struct qs_packs *packs, const struct qs_pack_kind *kind);

/* Puts the packs of a parsed file over those that stand. file names it in places, path is where the object stands in it
 * ("" at the top). Mistakes are added to the list; fails only without memory. */
qs_status qs_packs_override(struct qs_packs *packs, const struct qs_json *root, const char *file, const char *path,
			    struct qs_mistakes *mistakes, struct qs_err *err);

/* How many given figures and series of all packs have each status; how many kinds and entries there are. */
struct qs_packs_count {
	size_t kinds, entries, figures[QS_BASIS_COUNT];
};
struct qs_packs_count qs_packs_count(const struct qs_packs *packs);

/* Packs that stand for others, which must outlive them: lists of their own, so that what a portfolio puts over an entry
 * leaves the others' alone; texts and nested lists are shared and must not be written. Fails only without memory. */
qs_status qs_packs_share(const struct qs_packs *others, const struct qs_allocator *from, struct qs_packs *packs,
			 struct qs_err *err);

#endif
