#include "io/drawn.h"

#include "io/axes.h"
#include "io/csv.h"
#include "io/packs.h"

#include <stdio.h>
#include <string.h>

#define PACKS "/packs/"

/* Kinds of packs that the land reads and no money does. */
static const char *const kinds[] = {"climate", "land", "litter", "species", "substrates", "threepg", "water", NULL};

struct work {
	struct qs_reader reader;
	const struct qs_json *list; /* the rows as written */
	struct qs_loader *loader;
	struct qs_input *input;
	struct qs_mistakes *mistakes;
	size_t draws;
};

static void say(struct work *w, const struct qs_json *at, const char *text)
{
	qs_reader_say(&w->reader, QS_E2206, at, text, NULL, NULL, NULL);
}

/* ---- values ---- */

/* A column of a table of draws. */
static void take_column(struct work *w, const struct qs_csv *csv, const struct qs_json *at,
			struct qs_parameter_draw *row)
{
	const char *const name = row->column ? row->column : row->id;
	const char **const names = qs_reader_take(&w->reader, csv->columns + 1, sizeof *names);
	size_t c = 0;

	row->values.items = qs_reader_take(&w->reader, csv->rows + 1, sizeof *row->values.items);
	if (!names || !row->values.items)
		return;
	memcpy(names, csv->names, csv->columns * sizeof *names);
	while (c < csv->columns && strcmp(csv->names[c], name) != 0)
		c++;
	if (c == csv->columns) {
		qs_reader_say(&w->reader, QS_E2202, at,
			      "列\x1f"
			      "column",
			      name, qs_nearest_word(name, names), NULL);
		return;
	}
	for (size_t r = 0; r < csv->rows; r++) {
		const char *const cell = csv->cells[r * csv->columns + c];
		const struct qs_place place = {csv->file, csv->lines[r], 0, name};

		if (qs_number_read(cell, strlen(cell), &row->values.items[r]))
			qs_mistakes_add(w->mistakes, QS_E2103, place, "", qs_json_kind_word(QS_JSON_NUMBER), cell, NULL,
					NULL);
	}
	row->values.n = csv->rows;
}

static qs_status read_table(struct work *w, const struct qs_json *at, struct qs_parameter_draw *row, struct qs_err *err)
{
	struct qs_csv csv = {0};
	const char *path, *bytes;
	size_t n;
	qs_status status = qs_load(w->loader, &w->input->arena, row->from, &path, &bytes, &n, err);

	if (status == QS_OK)
		status = qs_csv_parse(bytes, n, path, &w->input->arena, w->mistakes, &csv, err);
	if (status != QS_OK)
		return status == QS_EINPUT ? QS_OK : status; /* told in the list */
	take_column(w, &csv, at, row);
	row->from = row->column = NULL; /* the plan holds the values */
	row->given.mask = 0;
	return QS_OK;
}

/* The values of a row, as many as the others have. */
static qs_status take_values(struct work *w, const struct qs_json *at, struct qs_parameter_draw *row,
			     struct qs_err *err)
{
	const size_t before = w->mistakes->errors;
	qs_status status = QS_OK;

	for (const struct qs_parameter_draw *other = w->input->portfolio.parameter_draws.items; other < row; other++)
		if (!strcmp(other->id, row->id)) {
			qs_reader_say(&w->reader, QS_E2201, at, row->id, NULL, NULL, NULL);
			break;
		}
	if (!row->path == !row->paths.n)
		say(w, at,
		    "参数抽样要有 path 或 paths 之一\x1f"
		    "draws of a parameter have either path or paths");
	if (!row->from == !row->values.items)
		say(w, at,
		    "参数抽样要有 from 或 values 之一\x1f"
		    "draws of a parameter have either from or values");
	else if (row->column && !row->from)
		say(w, at,
		    "column 只与 from 同用\x1f"
		    "column goes with from");
	else if (row->from)
		status = read_table(w, at, row, err);
	if (status != QS_OK || w->mistakes->errors > before)
		return status;
	if (!row->values.n)
		qs_reader_say(&w->reader, QS_E2111, at, NULL, NULL, NULL, NULL);
	w->draws = w->draws ? w->draws : row->values.n;
	if (row->values.n && row->values.n != w->draws)
		say(w, at,
		    "各参数的抽样个数须相同\x1f"
		    "all parameters have as many draws");
	return QS_OK;
}

/* ---- packs ---- */

/* The kind that a path names, if it may be drawn; else NULL. */
static const struct qs_pack_kind *kind_at(const char *path)
{
	const size_t n = strncmp(path, PACKS, strlen(PACKS)) != 0 ? 0 : strcspn(path + strlen(PACKS), "/");

	for (size_t k = 0; n && k < qs_pack_kind_count; k++)
		for (size_t i = 0; kinds[i]; i++)
			if (!strcmp(kinds[i], qs_pack_kinds[k].name) && strlen(kinds[i]) == n &&
			    !strncmp(path + strlen(PACKS), kinds[i], n))
				return &qs_pack_kinds[k];
	return NULL;
}

/* Finds the figures of a path in the packs of one draw, which must lie in the entries themselves: what an entry points
 * at is shared. */
static void find(struct work *w, struct qs_packs *packs, const char *path, const struct qs_json *at,
		 struct qs_targets *targets)
{
	const struct qs_pack_kind *const kind = kind_at(path);
	struct qs_input of_draw = *w->input;
	struct qs_list list;

	of_draw.packs = *packs;
	if (kind) {
		qs_path_find(&w->reader, &of_draw, path, at, targets);
		list = qs_packs_list(packs, kind);
	}
	for (size_t t = 0; kind && t < targets->n; t++) {
		const char *const member = targets->items[t].member, *const first = list.items;

		if (targets->items[t].field->kind == QS_KIND_NUMBER && member >= first &&
		    member < first + list.n * kind->table->size)
			continue;
		targets->n = 0;
		say(w, at,
		    "参数抽样只用于数据包条目自身的数字\x1f"
		    "draws of a parameter are for numbers of an entry itself");
	}
	if (!kind)
		say(w, at,
		    "参数抽样的路径以 /packs/ 加 climate、land、litter、species、substrates、threepg 或 water 开头\x1f"
		    "paths of draws begin with /packs/ and climate, land, litter, species, substrates, threepg or "
		    "water");
}

/* Puts a draw's value where a row says. */
static void put(struct work *w, struct qs_packs *packs, const struct qs_parameter_draw *row, size_t draw,
		const struct qs_json *at)
{
	const char *const *const paths = row->path ? &row->path : row->paths.items;
	const size_t n = row->path ? 1 : row->paths.n, before = w->mistakes->errors;
	struct qs_json value = *at;
	char text[32];

	value.kind = QS_JSON_NUMBER;
	value.number = row->values.items[draw];
	value.text = text;
	value.length = qs_number_write(value.number, text);
	for (size_t p = 0; p < n; p++) {
		struct qs_targets targets = {0};
		const size_t length = w->reader.path_length;

		find(w, packs, paths[p], at, &targets);
		qs_path_enter(&w->reader, paths[p]);
		for (size_t t = 0; t < targets.n && w->mistakes->errors == before; t++)
			qs_target_put(&w->reader, &targets.items[t], (enum qs_axis_how)row->how, &value);
		qs_reader_leave(&w->reader, length);
	}
}

/* Packs of one draw: lists of their own where a row changes them. */
static void make(struct work *w, struct qs_packs *packs, size_t draw)
{
	struct qs_portfolio *const p = &w->input->portfolio;
	const struct qs_json *at = w->list->first;

	*packs = w->input->packs;
	packs->drawn = NULL;
	packs->draws = 0;
	for (size_t k = 0; k < qs_pack_kind_count; k++) {
		struct qs_list list = qs_packs_list(packs, &qs_pack_kinds[k]);
		const size_t size = qs_pack_kinds[k].table->size;
		int used = 0;
		void *items;

		for (size_t r = 0; r < p->parameter_draws.n; r++) {
			const struct qs_parameter_draw *const row = &p->parameter_draws.items[r];

			used |= row->path && kind_at(row->path) == &qs_pack_kinds[k];
			for (size_t i = 0; i < row->paths.n; i++)
				used |= kind_at(row->paths.items[i]) == &qs_pack_kinds[k];
		}
		items = used ? qs_reader_take(&w->reader, list.n, size) : NULL;
		if (!items)
			continue; /* not used, or no memory, which the reader keeps */
		memcpy(items, list.items, list.n * size);
		list.items = items;
		memcpy((char *)packs + qs_pack_kinds[k].offset, &list, sizeof list);
	}
	for (size_t r = 0; r < p->parameter_draws.n && !w->reader.no_memory; r++, at = at->next)
		put(w, packs, &p->parameter_draws.items[r], draw, at);
}

qs_status qs_drawn_read(const struct qs_json *root, const char *file, struct qs_loader *loader, struct qs_input *input,
			struct qs_mistakes *mistakes, struct qs_err *err)
{
	struct work w = {
		.list = qs_json_find(root, "parameter_draws"), .loader = loader, .input = input, .mistakes = mistakes};
	const size_t before = mistakes->errors;
	const struct qs_json *at = w.list ? w.list->first : NULL;
	struct qs_packs *drawn = NULL;
	qs_status status = QS_OK;

	if (!input->portfolio.parameter_draws.n)
		return QS_OK;
	qs_reader_open(&w.reader, &input->arena, mistakes, file);
	for (size_t r = 0; at && r < input->portfolio.parameter_draws.n && status == QS_OK; r++, at = at->next)
		status = take_values(&w, at, &input->portfolio.parameter_draws.items[r], err);
	if (status == QS_OK && mistakes->errors == before && !w.reader.no_memory)
		drawn = qs_reader_take(&w.reader, w.draws, sizeof *drawn);
	for (size_t d = 0; drawn && d < w.draws && mistakes->errors == before && !w.reader.no_memory; d++)
		make(&w, &drawn[d], d);
	input->packs.drawn = drawn;
	input->packs.draws = drawn ? w.draws : 0;
	if (status == QS_OK && w.reader.no_memory)
		status = qs_fail(err, QS_ENOMEM, "draws of %zu parameters", input->portfolio.parameter_draws.n);
	qs_reader_close(&w.reader);
	return status;
}
