/* Values of an axis from a table, such as the draws of a calibration. */
#include "io/csv.h"
#include "io/leaves.h"
#include "io/sweep_input.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static size_t column_named(const struct qs_csv *csv, const char *name)
{
	size_t c = 0;

	while (c < csv->columns && strcmp(csv->names[c], name) != 0)
		c++;
	return c;
}

/* The table's column of path p; columns if there is none, which is told. */
static size_t find_column(struct qs_sweep_reading *r, const struct qs_sweep_axis *axis, const struct qs_csv *csv,
			  size_t p)
{
	const char *const name = axis->row->columns.n ? axis->row->columns.items[p] : axis->row->id;
	const size_t at = column_named(csv, name);
	const char **names;

	if (at < csv->columns)
		return at;
	names = qs_reader_take(&r->reader, csv->columns + 1, sizeof *names);
	if (names && csv->columns)
		memcpy(names, csv->names, csv->columns * sizeof *names);
	qs_reader_say(&r->reader, QS_E2202, axis->node,
		      "列\x1f"
		      "column",
		      name, names ? qs_nearest_word(name, names) : NULL, NULL);
	return at;
}

/* The label of a row: its number where there is one, else the row's place from 1. */
static const char *label_of(struct qs_sweep_reading *r, const struct qs_sweep_axis *axis, size_t row, const char *cell)
{
	char text[24];

	if (axis->path_count == 1)
		return cell;
	snprintf(text, sizeof text, "%zu", row + 1);
	return qs_reader_keep(&r->reader, text, strlen(text));
}

static void take_rows(struct qs_sweep_reading *r, struct qs_sweep_axis *axis, const struct qs_csv *csv,
		      const size_t *at)
{
	const size_t paths = axis->path_count;
	struct qs_json *const nodes = qs_reader_take(&r->reader, csv->rows * paths, sizeof *nodes);

	axis->value = qs_reader_take(&r->reader, csv->rows * paths, sizeof(const struct qs_json *));
	axis->label = qs_reader_take(&r->reader, csv->rows, sizeof(const char *));
	axis->number = qs_reader_take(&r->reader, csv->rows, sizeof *axis->number);
	if (!nodes || !axis->value || !axis->label || !axis->number)
		return;
	for (size_t row = 0; row < csv->rows; row++)
		for (size_t p = 0; p < paths; p++) {
			const char *const cell = csv->cells[row * csv->columns + at[p]];
			const struct qs_place place = {csv->file, csv->lines[row], 0, csv->names[at[p]]};
			struct qs_json *const node = &nodes[row * paths + p];

			*node = *axis->node; /* where mistakes of the value are told */
			node->kind = QS_JSON_NUMBER;
			node->text = cell;
			node->length = strlen(cell);
			node->first = NULL;
			node->n = 0;
			if (qs_number_read(cell, node->length, &node->number))
				qs_mistakes_add(r->mistakes, QS_E2103, place, "", qs_json_kind_word(QS_JSON_NUMBER),
						cell, NULL, NULL);
			axis->value[row * paths + p] = node;
			axis->number[row] = paths == 1 ? node->number : (double)NAN;
			axis->label[row] = label_of(r, axis, row, cell);
		}
	axis->values = csv->rows;
}

/* The hash of all tables so far. */
static qs_status add_hash(struct qs_sweep_input *s, const char *bytes, size_t n, struct qs_err *err)
{
	char text[2 * QS_SHA256_TEXT] = "", one[QS_SHA256_TEXT];
	qs_status status = qs_sha256(bytes, n, one, err);

	if (status)
		return status;
	snprintf(text, sizeof text, "%s%s", s->drawn, one);
	return qs_sha256(text, strlen(text), s->drawn, err);
}

qs_status qs_sweep_take_draws(struct qs_sweep_reading *r, struct qs_sweep_axis *axis, struct qs_err *err)
{
	struct qs_sweep_input *const s = r->sweep;
	const char *const path = qs_path_beside(&s->arena, s->file, axis->row->from);
	size_t *const at = qs_reader_take(&r->reader, axis->path_count + 1, sizeof *at);
	const size_t before = r->mistakes->errors;
	struct qs_csv csv = {0};
	const char *bytes;
	size_t n;
	qs_status status;

	if (!path || !at)
		return qs_fail(err, QS_ENOMEM, "%s", axis->row->from);
	if (axis->row->columns.n && axis->row->columns.n != axis->path_count) {
		qs_reader_say(&r->reader, QS_E2206, axis->node,
			      "columns 与路径同样多\x1f"
			      "there are as many columns as paths",
			      NULL, NULL, NULL);
		return QS_OK;
	}
	status = qs_file_read(&s->arena, path, &bytes, &n, err);
	if (!status)
		status = qs_csv_parse(bytes, n, path, &s->arena, r->mistakes, &csv, err);
	if (status)
		return status == QS_EINPUT ? QS_OK : status; /* told in the list */
	if (!csv.rows)
		qs_reader_say(&r->reader, QS_E2111, axis->node, NULL, NULL, NULL, NULL);
	for (size_t p = 0; p < axis->path_count; p++)
		at[p] = find_column(r, axis, &csv, p);
	if (r->mistakes->errors == before)
		take_rows(r, axis, &csv, at);
	return add_hash(s, bytes, n, err);
}
