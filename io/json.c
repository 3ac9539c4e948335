/* The tree over io/json_scan.c. cJSON is not behind it: it would parse everything a second time, recursively, with
 * memory hooks and an error pointer that are global, and cut texts at \u0000. tests/test_json.c compares our trees with
 * cJSON's. */
#include "io/json.h"

#include "io/json_scan.h"
#include "io/names.h"

#include <stdio.h>
#include <string.h>

enum { BATCH = 256 };

struct parser {
	struct qs_json_scan scan;
	struct qs_arena *arena;
	struct qs_arena scratch; /* keys of large objects */
	struct qs_json *batch;   /* nodes not yet used */
	size_t batch_left;
	struct qs_json *open[QS_JSON_DEPTH], *last[QS_JSON_DEPTH]; /* the open parents and their last children */
	size_t depth;
	int no_memory;
};

static struct qs_json *node_new(struct parser *p)
{
	if (!p->batch_left) {
		p->batch = qs_arena_take_raw(p->arena, BATCH, sizeof *p->batch);
		if (!p->batch) {
			p->no_memory = 1;
			return NULL;
		}
		p->batch_left = BATCH;
	}
	p->batch_left--;
	*p->batch = (struct qs_json){0};
	return p->batch++;
}

static void refuse_twice(struct parser *p, const struct qs_json *child)
{
	const struct qs_place place = {p->scan.file, child->key_line, child->key_column, NULL};

	qs_mistakes_add(p->scan.mistakes, QS_E1002, place, "", child->key, NULL, NULL, NULL);
}

/* Few keys are compared pair by pair, many by a set. */
static void find_twice(struct parser *p, const struct qs_json *object)
{
	struct qs_names names = {&p->scratch, NULL, 0, 0};

	for (const struct qs_json *child = object->first; child; child = child->next) {
		int twice = 0;

		if (object->n <= 16) {
			for (const struct qs_json *other = object->first; other != child && !twice; other = other->next)
				twice = other->key_length == child->key_length &&
					!memcmp(other->key, child->key, child->key_length);
		} else {
			twice = qs_names_add(&names, child->key, child->key_length, 0);
			if (twice < 0) {
				p->no_memory = 1;
				return;
			}
		}
		if (twice)
			refuse_twice(p, child);
	}
}

/* Reads `"key" :` with the key's token at hand; 0 or -1. */
static int read_key(struct parser *p, enum qs_token token, struct qs_json *node)
{
	struct qs_json_scan *const scan = &p->scan;

	if (token == QS_TOKEN_BAD)
		return -1;
	if (token != QS_TOKEN_STRING) {
		qs_json_scan_refuse(scan, "应为带双引号的键\x1f"
					  "expected a key in double quotes");
		return -1;
	}
	node->key = scan->text;
	node->key_length = scan->length;
	node->key_line = scan->token_line;
	node->key_column = scan->token_column;
	token = qs_json_scan_next(scan);
	if (token == QS_TOKEN_BAD)
		return -1;
	if (token != QS_TOKEN_COLON) {
		qs_json_scan_refuse(scan, "键后应为“:”\x1f"
					  "expected ':' after a key");
		return -1;
	}
	return 0;
}

/* Hangs a node under the innermost open parent. */
static void hang(struct parser *p, struct qs_json *node)
{
	struct qs_json *const parent = p->open[p->depth - 1];
	struct qs_json *const last = p->last[p->depth - 1];

	if (last)
		last->next = node;
	else
		parent->first = node;
	p->last[p->depth - 1] = node;
	parent->n++;
}

/* Fills a node with the value whose first token is at hand; an object or array is left open. 0 or -1. */
static int read_value(struct parser *p, enum qs_token token, struct qs_json *node)
{
	struct qs_json_scan *const scan = &p->scan;

	node->line = scan->token_line;
	node->column = scan->token_column;
	switch (token) {
	case QS_TOKEN_OBJECT:
	case QS_TOKEN_ARRAY:
		node->kind = token == QS_TOKEN_OBJECT ? QS_JSON_OBJECT : QS_JSON_ARRAY;
		if (p->depth == QS_JSON_DEPTH) {
			char most[16];

			snprintf(most, sizeof most, "%d", QS_JSON_DEPTH);
			qs_mistakes_add(scan->mistakes, QS_E1004, qs_json_place(node, scan->file), "", most, NULL, NULL,
					NULL);
			return -1;
		}
		p->open[p->depth] = node;
		p->last[p->depth++] = NULL;
		return 0;
	case QS_TOKEN_STRING:
	case QS_TOKEN_NUMBER:
		node->kind = token == QS_TOKEN_STRING ? QS_JSON_STRING : QS_JSON_NUMBER;
		node->text = scan->text;
		node->length = scan->length;
		node->number = scan->number;
		return 0;
	case QS_TOKEN_TRUE:
	case QS_TOKEN_FALSE:
		node->kind = QS_JSON_BOOL;
		node->truth = token == QS_TOKEN_TRUE;
		return 0;
	case QS_TOKEN_NULL:
		node->kind = QS_JSON_NULL;
		return 0;
	case QS_TOKEN_BAD:
		return -1;
	case QS_TOKEN_END:
	case QS_TOKEN_OBJECT_END:
	case QS_TOKEN_ARRAY_END:
	case QS_TOKEN_COLON:
	case QS_TOKEN_COMMA:
	default:
		qs_json_scan_refuse(scan, token == QS_TOKEN_END ? "文件提前结束\x1fthe text ends too early"
								: "应为一个值\x1f"
								  "expected a value");
		return -1;
	}
}

/* One member or element, its first token at hand. */
static int read_member(struct parser *p, enum qs_token token)
{
	struct qs_json *const node = node_new(p);

	if (!node)
		return -1;
	if (p->open[p->depth - 1]->kind == QS_JSON_OBJECT) {
		if (read_key(p, token, node))
			return -1;
		token = qs_json_scan_next(&p->scan);
	}
	hang(p, node);
	return read_value(p, token, node);
}

/* After an opening mark, or after a whole value: what may come next in the innermost open parent. 0 or -1. */
static int read_on(struct parser *p)
{
	struct qs_json *const parent = p->open[p->depth - 1];
	const int is_object = parent->kind == QS_JSON_OBJECT;
	enum qs_token token = qs_json_scan_next(&p->scan);

	if (token == QS_TOKEN_BAD)
		return -1;
	if (token == (is_object ? QS_TOKEN_OBJECT_END : QS_TOKEN_ARRAY_END)) {
		p->depth--;
		if (is_object)
			find_twice(p, parent);
		return p->no_memory ? -1 : 0;
	}
	if (parent->n) {
		if (token != QS_TOKEN_COMMA) {
			qs_json_scan_refuse(&p->scan, is_object ? "应为“,”或“}”\x1f"
								  "expected ',' or '}'"
								: "应为“,”或“]”\x1f"
								  "expected ',' or ']'");
			return -1;
		}
		token = qs_json_scan_next(&p->scan);
	}
	return read_member(p, token);
}

/* The whole text into *root; 0 or -1. */
static int read_all(struct parser *p, struct qs_json **root)
{
	enum qs_token token = qs_json_scan_next(&p->scan);
	const struct qs_place start = {p->scan.file, 1, 1, NULL};

	if (token == QS_TOKEN_END) {
		qs_mistakes_add(p->scan.mistakes, QS_E1006, start, "", NULL, NULL, NULL, NULL);
		return -1;
	}
	*root = node_new(p);
	if (!*root || read_value(p, token, *root))
		return -1;
	while (p->depth)
		if (read_on(p))
			return -1;
	token = qs_json_scan_next(&p->scan);
	if (token == QS_TOKEN_END)
		return 0;
	if (token != QS_TOKEN_BAD)
		qs_json_scan_refuse(&p->scan, "值之后还有内容\x1fsomething follows the value");
	return -1;
}

qs_status qs_json_parse(const char *bytes, size_t n, const char *file, struct qs_arena *arena,
			struct qs_mistakes *mistakes, const struct qs_json **root, struct qs_err *err)
{
	const size_t before = mistakes->errors;
	struct parser p;
	struct qs_json *top = NULL;
	char *pool;

	memset(&p, 0, sizeof p);
	*root = NULL;
	pool = qs_arena_take_raw(arena, n + 1, 1);
	if (!pool)
		return qs_fail(err, QS_ENOMEM, "%s: JSON text of %zu bytes", file, n);
	p.arena = arena;
	qs_arena_init(&p.scratch, &arena->from);
	qs_json_scan_open(&p.scan, bytes, n, file, pool, mistakes);
	if (!read_all(&p, &top))
		*root = top;
	qs_arena_free(&p.scratch);
	if (p.no_memory)
		return qs_fail(err, QS_ENOMEM, "%s: JSON tree", file);
	if (mistakes->errors > before)
		return qs_fail(err, QS_EINPUT, "%s: not valid JSON", file);
	return QS_OK;
}

const struct qs_json *qs_json_find(const struct qs_json *object, const char *key)
{
	const size_t n = strlen(key);

	if (!object || object->kind != QS_JSON_OBJECT)
		return NULL;
	for (const struct qs_json *child = object->first; child; child = child->next)
		if (child->key_length == n && !memcmp(child->key, key, n))
			return child;
	return NULL;
}

const struct qs_json *qs_json_at(const struct qs_json *parent, size_t i)
{
	const struct qs_json *child = parent ? parent->first : NULL;

	while (child && i--)
		child = child->next;
	return child;
}

double qs_json_number(const struct qs_json *object, const char *key, double otherwise)
{
	const struct qs_json *const child = qs_json_find(object, key);

	return child && child->kind == QS_JSON_NUMBER ? child->number : otherwise;
}

const char *qs_json_string(const struct qs_json *object, const char *key, const char *otherwise)
{
	const struct qs_json *const child = qs_json_find(object, key);

	return child && child->kind == QS_JSON_STRING ? child->text : otherwise;
}

struct qs_place qs_json_place(const struct qs_json *value, const char *file)
{
	const struct qs_place place = {file, value->line, value->column, value->table_column};

	return place;
}

const char *qs_json_kind_word(enum qs_json_kind kind)
{
	static const char *const words[] = {"null",
					    "布尔值\x1f"
					    "a boolean",
					    "数字\x1f"
					    "a number",
					    "文本\x1f"
					    "a text",
					    "列表\x1f"
					    "a list",
					    "对象\x1f"
					    "an object"};

	return words[kind];
}
