#include "io/packs.h"

#include "io/input.h"
#include "io/reader.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct qs_pack_kind qs_pack_kinds[] = {
#define X(kind, entry) {#kind, &qs_table_##entry, offsetof(struct qs_packs, kind)},
	QS_PACK_KINDS(X)
#undef X
};

enum { KINDS = sizeof qs_pack_kinds / sizeof qs_pack_kinds[0] };

const size_t qs_pack_kind_count = KINDS;

struct qs_list qs_packs_list(const struct qs_packs *packs, const struct qs_pack_kind *kind)
{
	struct qs_list list;

	memcpy(&list, (const char *)packs + kind->offset, sizeof list);
	return list;
}

static void set_list(struct qs_packs *packs, const struct qs_pack_kind *kind, const struct qs_list *list)
{
	memcpy((char *)packs + kind->offset, list, sizeof *list);
}

static const struct qs_pack_kind *kind_of(const char *name)
{
	for (size_t i = 0; i < KINDS; i++)
		if (!strcmp(qs_pack_kinds[i].name, name))
			return &qs_pack_kinds[i];
	return NULL;
}

/* The id is the first member of every entry. */
static const char *id_of(const void *entry)
{
	const char *id;

	memcpy(&id, entry, sizeof id);
	return id ? id : "";
}

static int by_id(const void *a, const void *b)
{
	return strcmp(id_of(a), id_of(b));
}

/* Makes room for `more` entries behind the list; 0 or -1 without memory. */
static int make_room(struct qs_packs *packs, const struct qs_pack_kind *kind, size_t more, struct qs_list *list)
{
	char *items;

	*list = qs_packs_list(packs, kind);
	items = qs_arena_take(&packs->arena, list->n + more, kind->table->size);
	if (!items)
		return -1;
	if (list->n)
		memcpy(items, list->items, list->n * kind->table->size);
	list->items = items;
	return 0;
}

/* One entry, its id known, into the list: over what stands or behind it. */
static void read_entry(struct qs_reader *reader, const struct qs_pack_kind *kind, const struct qs_json *node,
		       const char *id, size_t id_length, struct qs_list *list)
{
	const size_t size = kind->table->size;
	char *entry = list->items;
	size_t i = 0;

	while (i < list->n && strcmp(id_of(entry), id) != 0) {
		i++;
		entry += size;
	}
	if (i == list->n) {
		const char *const kept = qs_reader_keep(reader, id, id_length);

		list->n++;
		qs_fields_default(kind->table, entry);
		memcpy(entry, &kept, sizeof kept);
		qs_given_of(kind->table, entry)->mask |= 1;
	}
	qs_read_over(reader, kind->table, node, entry);
	if (strcmp(id_of(entry), id) != 0) {
		const char *const kept = qs_reader_keep(reader, id, id_length);

		qs_reader_say(reader, QS_E2206, node,
			      "id 与键或文件名不同\x1fthe id differs from the key or the file's name", NULL, NULL,
			      NULL);
		memcpy(entry, &kept, sizeof kept);
	}
}

/* The entries of one kind, a map or a list. */
static void read_kind(struct qs_reader *reader, struct qs_packs *packs, const struct qs_pack_kind *kind,
		      const struct qs_json *node)
{
	const size_t length = reader->path_length;
	struct qs_names seen = {NULL, NULL, 0, 0};
	struct qs_list list;
	size_t i = 0;

	if (node->kind != QS_JSON_OBJECT && node->kind != QS_JSON_ARRAY) {
		qs_reader_say_type(reader, node, qs_json_kind_word(QS_JSON_OBJECT));
		return;
	}
	seen.arena = &reader->scratch;
	if (make_room(packs, kind, node->n, &list)) {
		reader->no_memory = 1;
		return;
	}
	for (const struct qs_json *child = node->first; child; child = child->next, i++) {
		const struct qs_json *const id = qs_json_find(child, "id");
		const char *const text = node->kind == QS_JSON_OBJECT ? child->key : id && id->text ? id->text : "";
		const size_t n = strlen(text);

		if (node->kind == QS_JSON_OBJECT)
			qs_reader_enter(reader, child->key);
		else
			qs_reader_enter_index(reader, i);
		if (!qs_is_id(text, n))
			qs_reader_say(reader, QS_E2114, child, text, NULL, NULL, NULL);
		else if (qs_names_add(&seen, text, n, 0) == 1)
			qs_reader_say(reader, QS_E2201, child, text, NULL, NULL, NULL);
		else
			read_entry(reader, kind, child, text, n, &list);
		qs_reader_leave(reader, length);
	}
	if (list.n)
		qsort(list.items, list.n, kind->table->size, by_id);
	set_list(packs, kind, &list);
}

qs_status qs_packs_override(struct qs_packs *packs, const struct qs_json *root, const char *file, const char *path,
			    struct qs_mistakes *mistakes, struct qs_err *err)
{
	const char *names[KINDS + 1] = {NULL};
	struct qs_reader reader;
	qs_status status = QS_OK;

	for (size_t i = 0; i < KINDS; i++)
		names[i] = qs_pack_kinds[i].name;
	qs_reader_open(&reader, &packs->arena, mistakes, file);
	reader.pack = 1;
	reader.path_length = (size_t)snprintf(reader.path, sizeof reader.path, "%s", path);
	if (qs_reader_is_kind(&reader, root, QS_JSON_OBJECT)) {
		const size_t length = reader.path_length;

		for (const struct qs_json *child = root->first; child; child = child->next) {
			const struct qs_pack_kind *const kind = kind_of(child->key);

			if (!strcmp(child->key, "$schema"))
				continue;
			if (!kind) {
				qs_reader_say_unknown(&reader, child, names);
				continue;
			}
			qs_reader_enter(&reader, child->key);
			read_kind(&reader, packs, kind, child);
			qs_reader_leave(&reader, length);
		}
	}
	if (reader.no_memory)
		status = qs_fail(err, QS_ENOMEM, "%s: packs", file);
	qs_reader_close(&reader);
	return status;
}

/* One shipped file into its list, which has room. The reader keeps what texts it has: a source cited by many packs is
 * one. */
static qs_status read_shipped(struct qs_reader *reader, const struct qs_embedded_pack *pack, struct qs_list *list,
			      const struct qs_pack_kind *kind, struct qs_arena *scratch, struct qs_err *err)
{
	const struct qs_json *root;
	char file[160];
	qs_status status;

	snprintf(file, sizeof file, "packs/%s/%s.json", pack->kind, pack->id);
	qs_arena_reset(scratch);
	status = qs_json_parse(pack->json, pack->length, file, scratch, reader->mistakes, &root, err);
	if (status == QS_OK) {
		reader->file = file;
		read_entry(reader, kind, root, pack->id, strlen(pack->id), list);
		if (reader->no_memory)
			status = qs_fail(err, QS_ENOMEM, "%s", file);
	}
	return status == QS_EINPUT ? QS_OK : status; /* told in the list */
}

/* The shipped files of one kind. */
static qs_status read_shipped_kind(struct qs_reader *reader, struct qs_packs *packs, const struct qs_pack_kind *kind,
				   struct qs_arena *scratch, struct qs_err *err)
{
	qs_status status = QS_OK;
	struct qs_list list;
	size_t n = 0;

	for (size_t i = 0; i < qs_embedded_pack_count; i++)
		n += !strcmp(qs_embedded_packs[i].kind, kind->name);
	if (make_room(packs, kind, n, &list))
		return qs_fail(err, QS_ENOMEM, "packs/%s", kind->name);
	for (size_t i = 0; i < qs_embedded_pack_count && status == QS_OK; i++)
		if (!strcmp(qs_embedded_packs[i].kind, kind->name))
			status = read_shipped(reader, &qs_embedded_packs[i], &list, kind, scratch, err);
	if (list.n)
		qsort(list.items, list.n, kind->table->size, by_id);
	set_list(packs, kind, &list);
	return status;
}

qs_status qs_packs_read_shipped(const struct qs_context *context, struct qs_packs *packs, struct qs_mistakes *mistakes,
				struct qs_err *err)
{
	struct qs_arena scratch;
	struct qs_reader reader;
	qs_status status = QS_OK;

	memset(packs, 0, sizeof *packs);
	qs_arena_init(&packs->arena, context ? &context->allocator : NULL);
	qs_arena_init(&scratch, &packs->arena.from);
	qs_reader_open(&reader, &packs->arena, mistakes, "packs");
	reader.pack = 1;
	for (size_t k = 0; k < KINDS && status == QS_OK; k++)
		status = read_shipped_kind(&reader, packs, &qs_pack_kinds[k], &scratch, err);
	qs_reader_close(&reader);
	qs_arena_free(&scratch);
	return status == QS_OK ? qs_mistakes_status(mistakes, err) : status;
}

qs_status qs_packs_share(const struct qs_packs *others, const struct qs_allocator *from, struct qs_packs *packs,
			 struct qs_err *err)
{
	*packs = *others;
	qs_arena_init(&packs->arena, from);
	for (size_t k = 0; k < KINDS; k++) {
		struct qs_list list;

		if (make_room(packs, &qs_pack_kinds[k], 0, &list))
			return qs_fail(err, QS_ENOMEM, "packs/%s", qs_pack_kinds[k].name);
		set_list(packs, &qs_pack_kinds[k], &list);
	}
	return QS_OK;
}

static void count_object(const struct qs_table *table, const void *object, size_t figures[QS_BASIS_COUNT])
{
	for (size_t i = 0; i < table->n; i++) {
		const struct qs_field *const field = &table->fields[i];
		const void *const at = (const char *)object + field->offset;
		const struct qs_figure *const figure = at;
		const struct qs_series *const series = at;
		struct qs_list list;

		if (field->kind == QS_KIND_NUMBER && figure->given)
			figures[figure->basis]++;
		else if (field->kind == QS_KIND_SERIES && series->n)
			figures[series->basis]++;
		else if (field->kind == QS_KIND_OBJECT)
			count_object(field->child, at, figures);
		if (field->kind != QS_KIND_LIST && field->kind != QS_KIND_ONE_OR_LIST)
			continue;
		memcpy(&list, at, sizeof list);
		for (size_t k = 0; k < list.n; k++)
			count_object(field->child, (const char *)list.items + k * field->child->size, figures);
	}
}

struct qs_packs_count qs_packs_count(const struct qs_packs *packs)
{
	struct qs_packs_count count = {.kinds = KINDS};

	for (size_t k = 0; k < KINDS; k++) {
		const struct qs_list list = qs_packs_list(packs, &qs_pack_kinds[k]);
		const struct qs_table *const table = qs_pack_kinds[k].table;

		count.entries += list.n;
		for (size_t i = 0; i < list.n; i++)
			count_object(table, (const char *)list.items + i * table->size, count.figures);
	}
	return count;
}
