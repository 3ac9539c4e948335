#include "io/table.h"

#include "io/check.h"
#include "io/names.h"
#include "io/sites_rows.h"
#include "model/base/draws.h"
#include "model/portfolio.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { HEADER_MOST = 1 << 16, MOST_TOLD = 10000 };

struct table {
	const struct qs_portfolio *portfolio;
	struct qs_mistakes *mistakes, none; /* of the first pass; of the second one */
	const char *path;
	FILE *file;
	char *text;                /* the header, then a window */
	size_t header, room, held; /* bytes of the header; of a window; of it that are left from the one before */
	unsigned line;             /* of the next window's first row */
	struct qs_arena scratch;   /* of the window */
	struct qs_arena rows[2];   /* of windows with sites in turn: the one before stays as it is */
	int turn;
	struct qs_sites sites;
	size_t at; /* in the window */
	int end;
};

/* The end of the last whole row of n bytes; 0 if there is none. lines: how many line ends stand before it. */
static size_t last_row(const char *text, size_t n, unsigned *lines)
{
	size_t end = 0;
	unsigned seen = 0;
	int quoted = 0;

	for (size_t i = 0; i < n; i++) {
		quoted ^= text[i] == '"';
		seen += text[i] == '\n';
		if (text[i] == '\n' && !quoted) {
			end = i + 1;
			*lines = seen;
		}
	}
	return end;
}

/* The next window's sites; n 0 at the end. What follows its last whole row is kept for the next one. */
static qs_status read_window(struct table *t, struct qs_err *err)
{
	char *const window = t->text + t->header;
	const uint64_t first = t->sites.first + t->sites.n;
	size_t n = t->held, whole;
	unsigned lines = 0;
	qs_status status = QS_OK;

	t->turn = t->sites.n ? !t->turn : t->turn;
	qs_arena_reset(&t->scratch);
	qs_arena_reset(&t->rows[t->turn]);
	t->sites = (struct qs_sites){NULL, 0, first};
	t->at = 0;
	n += fread(window + n, 1, t->room - n, t->file);
	if (ferror(t->file))
		return qs_fail(err, QS_EFILE, "%s: %s", t->path, strerror(errno));
	t->end = n < t->room;
	whole = t->end ? n : last_row(window, n, &lines);
	if (n && !whole)
		return qs_fail(err, QS_EFILE, "%s: line %u: a row is longer than %zu bytes", t->path, t->line, t->room);
	if (whole)
		status = qs_sites_read_csv(t->text, t->header + whole, t->path, t->line, &t->scratch, &t->rows[t->turn],
					   t->mistakes ? t->mistakes : &t->none, &t->sites, err);
	t->line += lines;
	t->held = n - whole;
	memmove(window, window + whole, t->held);
	for (size_t i = 0; i < t->sites.n; i++)
		qs_site_complete(&t->portfolio->models, &t->sites.items[i]);
	return status;
}

static void table_rewind(void *self)
{
	struct table *const t = self;

	fseek(t->file, (long)t->header, SEEK_SET);
	t->held = t->at = 0;
	t->end = 0;
	t->line = 2;
	t->sites = (struct qs_sites){0};
}

static int table_next(void *self, const struct qs_site **sites, size_t most, size_t *n)
{
	struct table *const t = self;
	struct qs_err ignored = {0};

	while (t->at == t->sites.n && !t->end)
		if (read_window(t, &ignored))
			return -1;
	*n = t->sites.n - t->at < most ? t->sites.n - t->at : most;
	*sites = t->sites.items + t->at;
	t->at += *n;
	return 0;
}

static void table_close(void *self)
{
	struct table *const t = self;

	if (t->file)
		fclose(t->file);
	t->file = NULL;
	qs_arena_free(&t->scratch);
	qs_arena_free(&t->rows[0]);
	qs_arena_free(&t->rows[1]);
	qs_mistakes_free(&t->none);
}

/* ---- ids ---- */

struct ids {
	struct qs_arena arena;
	uint64_t *slot; /* 0: free */
	size_t room, n;
};

static int find_slot(const struct ids *ids, uint64_t hash, size_t *at)
{
	*at = (size_t)(hash % ids->room);
	while (ids->slot[*at] && ids->slot[*at] != hash)
		*at = *at + 1 == ids->room ? 0 : *at + 1;
	return ids->slot[*at] != 0;
}

/* 0: new; 1: stands there; -1: no memory. */
static int add_id(struct ids *ids, const char *id)
{
	const uint64_t hash = qs_scope_id("id", id, NULL) | 1;
	size_t at;

	if (3 * ids->n >= 2 * ids->room) {
		struct ids larger = {.room = ids->room ? 2 * ids->room : 1 << 16, .n = ids->n};

		qs_arena_init(&larger.arena, &ids->arena.from);
		larger.slot = qs_arena_take(&larger.arena, larger.room, sizeof *larger.slot);
		if (!larger.slot)
			return -1;
		for (size_t i = 0; i < ids->room; i++)
			if (ids->slot[i] && !find_slot(&larger, ids->slot[i], &at))
				larger.slot[at] = ids->slot[i];
		qs_arena_free(&ids->arena);
		*ids = larger;
	}
	if (find_slot(ids, hash, &at))
		return 1;
	ids->slot[at] = hash;
	ids->n++;
	return 0;
}

/* ---- the first pass ---- */

static qs_status check_window(struct table *t, const struct qs_packs *packs, struct qs_arena *arena,
			      struct qs_names *names, struct ids *ids, struct qs_site_source *source,
			      struct qs_err *err)
{
	for (size_t i = 0; i < t->sites.n; i++) {
		const struct qs_site *const site = &t->sites.items[i];
		const char *const district = site->district ? site->district : "";
		const int twice = site->id ? add_id(ids, site->id) : 0;
		char path[48];

		if (twice < 0)
			return qs_fail(err, QS_ENOMEM, "%s: ids", t->path);
		snprintf(path, sizeof path, "/sites/%llu", (unsigned long long)(t->sites.first + i));
		if (twice)
			qs_mistakes_add(t->mistakes, QS_E2201,
					(struct qs_place){site->given.file, site->given.line, 0, NULL}, path, site->id,
					NULL, NULL, NULL);
		if (!qs_names_find(names, district, strlen(district))) {
			const char *const kept = qs_arena_text(arena, district, strlen(district));

			if (!kept || qs_districts_add(names, arena, kept, source))
				return qs_fail(err, QS_ENOMEM, "%s: districts", t->path);
		}
		source->units += site->units.n;
	}
	source->sites += t->sites.n;
	return qs_check_part(t->portfolio, packs, &t->sites, t->mistakes, err);
}

static qs_status check_rows(struct table *t, const struct qs_packs *packs, struct qs_arena *arena,
			    struct qs_site_source *source, struct qs_err *err)
{
	struct qs_names names = {arena, NULL, 0, 0};
	struct ids ids = {0};
	qs_status status = QS_OK;

	qs_arena_init(&ids.arena, &arena->from);
	table_rewind(t);
	while (status == QS_OK && !t->end && t->mistakes->errors < MOST_TOLD) {
		status = read_window(t, err);
		if (status == QS_OK)
			status = check_window(t, packs, arena, &names, &ids, source, err);
	}
	qs_arena_free(&ids.arena);
	return status;
}

/* ---- the door ---- */

/* The bytes of a file's first line with its end; 0 if it is too long or not there. */
static size_t read_header(FILE *file, char *text)
{
	const size_t n = fread(text, 1, HEADER_MOST, file);
	const char *const end = memchr(text, '\n', n);

	return end ? (size_t)(end - text) + 1 : 0;
}

/* A column of a name among a header's; quotes around names are looked through. */
static int has_column(const char *text, size_t n, const char *name)
{
	const size_t length = strlen(name);

	for (size_t from = 0, i = 0; i < n; i++)
		if (strchr(",;\t\r\n", text[i])) {
			size_t a = from, b = i;

			while (a < b && strchr(" \"\xEF\xBB\xBF", text[a]))
				a++;
			while (b > a && strchr(" \"", text[b - 1]))
				b--;
			if (b - a == length && !memcmp(text + a, name, length))
				return 1;
			from = i + 1;
		}
	return 0;
}

int qs_table_is_long(const struct qs_json *node, const struct qs_loader *loader, size_t least, const char **name)
{
	const struct qs_json *const named = node && node->kind == QS_JSON_OBJECT && node->n == 1 ? node->first : NULL;
	struct qs_arena arena = {.from = loader->arena->from};
	const char *path;
	FILE *file = NULL;
	char *text;
	int is = 0;

	if (!named || strcmp(named->key, "csv") != 0 || named->kind != QS_JSON_STRING || !named->length ||
	    strlen(named->text) != named->length)
		return 0;
	*name = named->text;
	path = qs_path_beside(&arena, loader->portfolio, named->text);
	text = qs_arena_take(&arena, HEADER_MOST, 1);
	if (path && text)
		file = fopen(path, "rb");
	if (file) {
		const size_t header = read_header(file, text);

		is = header && !has_column(text, header, "site") && !fseek(file, 0, SEEK_END) &&
		     ftell(file) >= (long)least;
		fclose(file);
	}
	qs_arena_free(&arena);
	return is;
}

qs_status qs_table_source(const char *name, size_t window, struct qs_loader *loader,
			  const struct qs_portfolio *portfolio, const struct qs_packs *packs, struct qs_arena *arena,
			  struct qs_mistakes *mistakes, struct qs_site_source *source, struct qs_err *err)
{
	struct table *const t = qs_arena_take(arena, 1, sizeof *t);
	qs_status status;

	if (!t)
		return qs_fail(err, QS_ENOMEM, "%s", name);
	t->portfolio = portfolio;
	t->mistakes = mistakes;
	qs_arena_init(&t->scratch, &arena->from);
	qs_arena_init(&t->rows[0], &arena->from);
	qs_arena_init(&t->rows[1], &arena->from);
	qs_mistakes_init(&t->none, &arena->from);
	*source = (struct qs_site_source){.self = t, .next = table_next, .rewind = table_rewind, .close = table_close};
	status = qs_load_far(loader, arena, name, &t->path, err);
	if (status != QS_OK)
		return status;
	t->room = window;
	t->text = qs_arena_take(arena, HEADER_MOST + window, 1);
	t->file = fopen(t->path, "rb");
	if (!t->text || !t->file)
		return qs_fail(err, t->text ? QS_EFILE : QS_ENOMEM, "%s: %s", t->path, strerror(errno));
	t->header = read_header(t->file, t->text);
	status = check_rows(t, packs, arena, source, err);
	t->mistakes = NULL;
	return status;
}
