#include "io/axes.h"

#include "io/packs.h"
#include "model/base/bug.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEP = 128, DEEP = 32 };

/* ---- kinds ---- */

/* Nonzero if a path begins with the words of a pattern, in which * stands for any word. */
static int begins(const char *path, const char *pattern)
{
	for (; *pattern; path++, pattern++) {
		if (*pattern == '*') {
			while (path[1] && path[1] != '/')
				path++;
		} else if (*path != *pattern) {
			return 0;
		}
	}
	return !*path || *path == '/';
}

enum qs_axis_kind qs_path_kind(const char *path)
{
	/* the first row that fits decides */
	static const struct {
		const char *pattern;
		enum qs_axis_kind kind;
	} rows[] = {{"/packs/measures/*/unit_cost_cny", QS_AXIS_financial},
		    {"/packs/materials/*/unit_cost_cny", QS_AXIS_financial},
		    {"/finance", QS_AXIS_financial},
		    {"/sites/*/finance", QS_AXIS_financial},
		    {"/packs/accounts", QS_AXIS_financial},
		    {"/packs/services", QS_AXIS_financial},
		    {"/packs/revenue_lines", QS_AXIS_financial},
		    {"/market", QS_AXIS_market},
		    {"/registrations", QS_AXIS_market},
		    {"/policy", QS_AXIS_market},
		    {"/sites/*/facts", QS_AXIS_market},
		    {"/sites/*/evidence", QS_AXIS_market},
		    {"/sites/*/policy", QS_AXIS_market},
		    {"/packs/methodologies", QS_AXIS_market},
		    {"/packs/rules", QS_AXIS_market},
		    {"/packs/policy", QS_AXIS_market},
		    {"/packs/changes", QS_AXIS_market},
		    {"/packs/monitored", QS_AXIS_market}};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (begins(path, rows[i].pattern))
			return rows[i].kind;
	return QS_AXIS_physical;
}

/* ---- the way to a field ---- */

struct way {
	struct qs_reader *reader;
	const struct qs_json *at;
	struct qs_targets *targets;
	size_t errors; /* told before */
	struct {
		struct qs_given *given;
		uint64_t bit;
	} above[DEEP]; /* objects on the way: they count as given */
	size_t depth;
};

/* Size of what an axis may set; 0: it may not. */
static size_t member_size(const struct qs_field *field)
{
	switch (field->kind) {
	case QS_KIND_NUMBER:
		return sizeof(struct qs_figure);
	case QS_KIND_INTEGER:
		return sizeof(int64_t);
	case QS_KIND_BOOL:
	case QS_KIND_CHOICE:
		return sizeof(int);
	case QS_KIND_STRING:
		return sizeof(const char *);
	case QS_KIND_DATE:
		return sizeof(struct qs_date);
	case QS_KIND_SEED:
		return sizeof(uint64_t);
	case QS_KIND_NUMBERS:
		return sizeof(struct qs_numbers);
	case QS_KIND_SERIES:
		return sizeof(struct qs_series);
	case QS_KIND_STRINGS:
		return sizeof(struct qs_strings);
	case QS_KIND_SHARES:
		return sizeof(struct qs_shares);
	case QS_KIND_ID:
	case QS_KIND_TEXT:
	case QS_KIND_OBJECT:
	case QS_KIND_LIST:
	case QS_KIND_MAP:
	case QS_KIND_ONE_OR_LIST:
	case QS_KIND_CARRIED:
	default:
		return 0;
	}
}

static void say(struct way *way, enum qs_mistake_code code, const char *arg1, const char *arg2, const char *arg3)
{
	qs_reader_say(way->reader, code, way->at, arg1, arg2, arg3, NULL);
}

/* The next step of a path into word; what follows it, or NULL if the path is at its end or a step is too long. */
static const char *next_step(const char *path, char word[STEP])
{
	size_t n = 0;

	if (*path != '/')
		return NULL;
	for (path++; *path && *path != '/'; path++) {
		if (n + 1 >= STEP)
			return NULL;
		if (*path == '~' && (path[1] == '0' || path[1] == '1'))
			word[n++] = *++path == '0' ? '~' : '/';
		else
			word[n++] = *path;
	}
	word[n] = 0;
	return path;
}

void qs_path_enter(struct qs_reader *reader, const char *path)
{
	char word[STEP];

	while ((path = next_step(path, word)))
		qs_reader_enter(reader, word);
}

static void add_target(struct way *way, const struct qs_field *field, void *member, struct qs_given *given,
		       uint64_t bit)
{
	struct qs_targets *const t = way->targets;

	qs_bug_assert(member_size(field) <= QS_MEMBER_BYTES);
	if (t->n == t->room) {
		const size_t room = 2 * t->room + 8;
		struct qs_target *const items = qs_reader_take(way->reader, room, sizeof *items);

		if (!items)
			return;
		if (t->n)
			memcpy(items, t->items, t->n * sizeof *items);
		t->items = items;
		t->room = room;
	}
	for (size_t i = 0; i < way->depth; i++)
		way->above[i].given->mask |= way->above[i].bit;
	t->items[t->n] =
		(struct qs_target){.field = field, .member = member, .given = given, .bit = bit, .mask = given->mask};
	memcpy(t->items[t->n].before, member, member_size(field));
	t->n++;
}

static void walk_struct(struct way *way, const struct qs_table *table, void *object, const char *path);

/* The id of an entry: its first member, if that is one. */
static const char *id_of(const struct qs_table *table, const void *entry)
{
	const char *id = NULL;

	if (table->fields[0].kind == QS_KIND_ID || table->fields[0].kind == QS_KIND_STRING)
		memcpy(&id, (const char *)entry + table->fields[0].offset, sizeof id);
	return id ? id : "";
}

static void walk_list(struct way *way, const struct qs_table *table, const struct qs_list *list, const char *path)
{
	char word[STEP], place[24];
	const char *const rest = next_step(path, word);
	size_t found = 0;

	if (!rest) {
		say(way, QS_E2206,
		    "路径止于一个列表：还要写出其中哪一项（编号、序号或 *）\x1f"
		    "the path ends at a list: name an entry by its id, its place or *",
		    NULL, NULL);
		return;
	}
	for (size_t i = 0; i < list->n; i++) {
		void *const entry = (char *)list->items + i * table->size;

		snprintf(place, sizeof place, "%zu", i);
		if (strcmp(word, "*") != 0 && strcmp(word, id_of(table, entry)) != 0 && strcmp(word, place) != 0)
			continue;
		found++;
		walk_struct(way, table, entry, rest);
		if (way->reader->mistakes->errors > way->errors)
			return; /* the same would be told of every entry */
	}
	if (!found && list->n) {
		const char **const ids = qs_reader_take(way->reader, list->n + 1, sizeof *ids);

		for (size_t i = 0; ids && i < list->n; i++)
			ids[i] = id_of(table, (char *)list->items + i * table->size);
		say(way, QS_E2202,
		    "项\x1f"
		    "entry",
		    word, ids ? qs_nearest_word(word, ids) : NULL);
	} else if (!found && strcmp(word, "*") != 0) {
		say(way, QS_E2202,
		    "项\x1f"
		    "entry",
		    word, NULL);
	} /* * stands for all entries, be they none: other lists on the way may have some */
}

static void say_field(struct way *way, const struct qs_table *table, const char *word)
{
	const char *names[65];
	size_t n = 0;

	for (; n < table->n && n < 64; n++)
		names[n] = table->fields[n].name;
	names[n] = NULL;
	say(way, QS_E2101, word, qs_nearest_word(word, names), NULL);
}

/* A field of a struct, and what the path says beyond it. */
static void walk_field(struct way *way, const struct qs_table *table, void *object, const struct qs_field *field,
		       const char *rest)
{
	void *const member = (char *)object + field->offset;
	struct qs_given *const given = qs_given_of(table, object);
	const uint64_t bit = (uint64_t)1 << (field - table->fields);

	if (field->kind == QS_KIND_OBJECT && way->depth < DEEP) {
		way->above[way->depth].given = given;
		way->above[way->depth++].bit = bit;
		walk_struct(way, field->child, member, rest);
		way->depth--;
	} else if (field->kind == QS_KIND_LIST || field->kind == QS_KIND_MAP || field->kind == QS_KIND_ONE_OR_LIST) {
		struct qs_list list;

		memcpy(&list, member, sizeof list);
		walk_list(way, field->child, &list, rest);
	} else if (*rest) {
		say(way, QS_E2206,
		    "路径越过了一个没有下级的字段\x1f"
		    "the path goes beyond a field that has none below it",
		    NULL, NULL);
	} else if (!member_size(field)) {
		say(way, QS_E2206,
		    "这个字段不能作轴\x1f"
		    "this field cannot be an axis",
		    NULL, NULL);
	} else {
		add_target(way, field, member, given, bit);
	}
}

static void walk_struct(struct way *way, const struct qs_table *table, void *object, const char *path)
{
	const struct qs_field *field;
	char word[STEP];
	const char *const rest = next_step(path, word);

	if (!rest) {
		say(way, QS_E2206,
		    "路径没有到达一个字段\x1f"
		    "the path does not reach a field",
		    NULL, NULL);
		return;
	}
	field = qs_field_find(table, word);
	if (field)
		walk_field(way, table, object, field, rest);
	else
		say_field(way, table, word);
}

static void walk_packs(struct way *way, struct qs_packs *packs, const char *path)
{
	const char *names[64] = {NULL};
	char word[STEP];
	const char *const rest = next_step(path, word);

	for (size_t k = 0; rest && k < qs_pack_kind_count; k++) {
		const struct qs_pack_kind *const kind = &qs_pack_kinds[k];
		const struct qs_list list = qs_packs_list(packs, kind);

		if (!strcmp(word, kind->name)) {
			walk_list(way, kind->table, &list, rest);
			return;
		}
		if (k + 1 < sizeof names / sizeof names[0])
			names[k] = kind->name;
	}
	say(way, QS_E2101, rest ? word : "packs", rest ? qs_nearest_word(word, names) : NULL, NULL);
}

void qs_path_find(struct qs_reader *reader, struct qs_input *input, const char *path, const struct qs_json *at,
		  struct qs_targets *targets)
{
	struct way way = {.reader = reader, .at = at, .targets = targets, .errors = reader->mistakes->errors};
	char word[STEP] = "";
	const char *const rest = next_step(path, word);
	const size_t before = targets->n;
	struct qs_list sites;

	if (!strcmp(word, "members") || !strcmp(word, "years") || !strcmp(word, "start_year") ||
	    !strcmp(word, "outputs") || !strcmp(word, "soils_compared") || (!strcmp(word, "packs") && rest && !*rest)) {
		say(&way, QS_E2206,
		    "所有情景共用这个字段，不能作轴\x1f"
		    "all scenarios share this field: it cannot be an axis",
		    NULL, NULL);
	} else if (!strcmp(word, "packs") && strstr(path, "/price_index")) {
		say(&way, QS_E2206,
		    "这个指数只读一次，请用 /finance/price_index 作轴\x1f"
		    "this index is read once: take /finance/price_index as an axis",
		    NULL, NULL);
	} else if (rest && !strcmp(word, "sites")) {
		sites = (struct qs_list){input->all.items, input->all.n};
		walk_list(&way, &qs_table_site, &sites, rest);
	} else if (rest && !strcmp(word, "packs")) {
		walk_packs(&way, &input->packs, rest);
	} else {
		walk_struct(&way, &qs_table_portfolio, &input->portfolio, path);
	}
	if (reader->mistakes->errors == way.errors && targets->n == before && !reader->no_memory)
		say(&way, QS_E2206,
		    "没有一项带有这个字段\x1f"
		    "no entry of these lists has this field",
		    NULL, NULL);
	if (reader->mistakes->errors > way.errors)
		targets->n = before;
}

/* ---- values ---- */

static int number_of(const struct qs_target *target, double *value)
{
	if (target->field->kind == QS_KIND_NUMBER) {
		struct qs_figure figure;

		memcpy(&figure, target->before, sizeof figure);
		*value = figure.value;
		return 1;
	}
	if (target->field->kind == QS_KIND_INTEGER) {
		int64_t whole;

		memcpy(&whole, target->before, sizeof whole);
		*value = (double)whole;
		return 1;
	}
	return 0;
}

void qs_target_put(struct qs_reader *reader, const struct qs_target *target, enum qs_axis_how how,
		   const struct qs_json *value)
{
	struct qs_json made = *value;
	char text[32];
	double base;

	if (how != QS_AXIS_SET) {
		if (value->kind != QS_JSON_NUMBER || !number_of(target, &base)) {
			qs_reader_say(reader, QS_E2206, value,
				      "add 与 multiply 只用于数字\x1f"
				      "add and multiply are for numbers",
				      NULL, NULL, NULL);
			return;
		}
		made.number = how == QS_AXIS_ADD ? base + value->number : base * value->number;
		made.text = text;
		made.length = qs_number_write(made.number, text);
	}
	if (made.kind == QS_JSON_NULL && target->field->flags & QS_NULL_OK) {
		const struct qs_table one = {.fields = target->field, .n = 1};

		memset(target->member, 0, member_size(target->field));
		qs_fields_default(&one, (char *)target->member - target->field->offset);
		target->given->mask &= ~target->bit;
	} else if (qs_read_field(reader, target->field, &made, target->member)) {
		target->given->mask |= target->bit;
	}
}

void qs_target_restore(const struct qs_target *target)
{
	memcpy(target->member, target->before, member_size(target->field));
	target->given->mask = (target->given->mask & ~target->bit) | (target->mask & target->bit);
}
