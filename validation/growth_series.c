#include "validation/growth_series.h"

#include "io/csv.h"
#include "io/json.h"
#include "model/base/fields.h"
#include "model/land/threepg.h"

#include <math.h>
#include <string.h>

enum { KIND, AGE, VALUE, WEIGHT, LOW, HIGH, SOURCE, COLUMNS };

static const char *const names[COLUMNS + 1] = {"kind", "age_yr", "value", "weight", "low", "high", "source", NULL};
static const double largest[COLUMNS] = {[AGE] = 1000, [VALUE] = 1e6, [WEIGHT] = 1e12, [LOW] = 1e6, [HIGH] = 1e6};
static const char *const range[COLUMNS] = {[AGE] = "大于 0 且不超过 1000\x1f"
						   "above 0 and at most 1000",
					   [VALUE] = "大于 0 且不超过 1e6\x1f"
						     "above 0 and at most 1e6",
					   [WEIGHT] = "大于 0 且不超过 1e12\x1f"
						      "above 0 and at most 1e12",
					   [LOW] = "大于 0 且不超过 1e6\x1f"
						   "above 0 and at most 1e6",
					   [HIGH] = "大于 0 且不超过 1e6\x1f"
						    "above 0 and at most 1e6"};

/* What a kind uses: bits of columns; and what it may leave empty. */
static const struct kind {
	const char *word;
	unsigned uses, may;
} kinds[] = {{"data", 1u << AGE | 1u << VALUE | 1u << WEIGHT, 0},
	     {"anchor", 1u << AGE | 1u << LOW | 1u << HIGH, 0},
	     {"apart", 1u << AGE | 1u << VALUE | 1u << WEIGHT, 1u << WEIGHT},
	     {"A", 1u << LOW | 1u << HIGH, 0},
	     {"k", 1u << LOW | 1u << HIGH, 0},
	     {"p", 1u << LOW | 1u << HIGH, 0},
	     {"3pg.", 1u << LOW | 1u << HIGH, 0}};

enum { POINT_KINDS = 3, SET_KIND = 6, KINDS = 7 };

#define KIND_WORDS "data anchor apart A k p 3pg.NAME"

struct reading {
	const struct qs_csv *csv;
	struct qs_mistakes *mistakes;
	int at[COLUMNS];  /* column of the table, or -1 */
	unsigned bounded; /* parameters whose bounds were read */
};

const char *qs_growth_use_word(enum qs_growth_use use)
{
	return kinds[use].word;
}

const char *qs_growth_parameter_name(enum qs_growth_parameter parameter)
{
	return kinds[POINT_KINDS + (int)parameter].word;
}

static void say(const struct reading *r, enum qs_mistake_code code, size_t row, int column, const char *arg1,
		const char *arg2, const char *arg3)
{
	const struct qs_place place = {r->csv->file, row < r->csv->rows ? r->csv->lines[row] : 1, 0,
				       column >= 0 ? names[column] : NULL};

	qs_mistakes_add(r->mistakes, code, place, "", arg1, arg2, arg3, NULL);
}

static void read_header(struct reading *r)
{
	for (int c = 0; c < COLUMNS; c++)
		r->at[c] = -1;
	for (size_t i = 0; i < r->csv->columns; i++) {
		int c = 0;

		while (c < COLUMNS && strcmp(r->csv->names[i], names[c]))
			c++;
		if (c == COLUMNS)
			say(r, QS_E2101, r->csv->rows, -1, r->csv->names[i], qs_nearest_word(r->csv->names[i], names),
			    NULL);
		else if (r->at[c] >= 0)
			say(r, QS_E1002, r->csv->rows, c, names[c], NULL, NULL);
		else
			r->at[c] = (int)i;
	}
	if (r->at[KIND] < 0)
		say(r, QS_E2102, r->csv->rows, -1, names[KIND], KIND_WORDS, NULL);
}

static const char *cell(const struct reading *r, size_t row, int column)
{
	return r->at[column] < 0 ? "" : r->csv->cells[row * r->csv->columns + (size_t)r->at[column]];
}

/* Numbers of a row; what is empty is 0. */
static void read_numbers(const struct reading *r, size_t row, const struct kind *kind, double value[COLUMNS])
{
	for (int c = AGE; c <= HIGH; c++) {
		const char *const text = cell(r, row, c);
		const unsigned bit = 1u << c;

		value[c] = 0;
		if (!*text && !(kind->uses & bit & ~kind->may))
			continue;
		if (!*text)
			say(r, QS_E2102, row, c, names[c], kind->word, NULL);
		else if (!(kind->uses & bit))
			say(r, QS_E2101, row, c, names[c], NULL, NULL);
		else if (qs_number_read(text, strlen(text), &value[c]) || !(value[c] > 0 && value[c] <= largest[c]))
			say(r, QS_E2104, row, c, range[c], text, "");
	}
}

/* Name of a parameter of 3-PG that a kind such as 3pg.alphaCx names, or NULL. */
static const char *set_parameter(const char *word)
{
	const size_t before = strlen(kinds[SET_KIND].word);

	if (strncmp(word, kinds[SET_KIND].word, before))
		return NULL;
	for (size_t i = 0; i < qs_table_threepg_pack.n; i++) {
		const struct qs_field *const field = &qs_table_threepg_pack.fields[i];

		if (field->kind == QS_KIND_NUMBER && !strcmp(field->name, word + before))
			return field->name;
	}
	return NULL;
}

/* Bounds of a parameter of 3-PG's set. */
static void read_set(const struct reading *r, size_t row, const char *name, double low, double high,
		     struct qs_growth_series *series)
{
	struct qs_bounded_fit *const set = &series->set;

	for (size_t i = 0; i < set->n; i++)
		if (!strcmp(series->set_name[i], name)) {
			say(r, QS_E1002, row, KIND, name, NULL, NULL);
			return;
		}
	if (set->n == QS_FIT_PARAMETERS_MAX) {
		say(r, QS_E2105, row, KIND, name, "at most 6 parameters of 3-PG", NULL);
		return;
	}
	series->set_name[set->n] = name;
	set->low[set->n] = low;
	set->high[set->n++] = high;
}

static void read_row(struct reading *r, size_t row, struct qs_growth_series *series)
{
	const char *const word = cell(r, row, KIND);
	const size_t before = r->mistakes->errors;
	double value[COLUMNS];
	int k = 0;

	while (k < SET_KIND && strcmp(word, kinds[k].word))
		k++;
	if (k == SET_KIND && !set_parameter(word))
		k = KINDS;
	if (k == KINDS) {
		say(r, QS_E2105, row, KIND, word, KIND_WORDS, NULL);
		return;
	}
	read_numbers(r, row, &kinds[k], value);
	if (r->mistakes->errors > before)
		return;
	if (kinds[k].uses & 1u << LOW && (value[LOW] > value[HIGH] || (k < POINT_KINDS && value[LOW] == value[HIGH]))) {
		say(r, QS_E2204, row, LOW, names[LOW], names[HIGH], NULL);
	} else if (k < POINT_KINDS) {
		struct qs_growth_point *const p = &series->points[series->n++];

		*p = (struct qs_growth_point){.use = (enum qs_growth_use)k,
					      .age = value[AGE],
					      .value = value[VALUE],
					      .low = value[LOW],
					      .high = value[HIGH]};
		p->sd = 1 / sqrt(value[WEIGHT] > 0 ? value[WEIGHT] : 1);
		if (p->use == QS_GROWTH_ANCHOR)
			qs_growth_anchor(p);
	} else if (k == SET_KIND) {
		read_set(r, row, set_parameter(word), value[LOW], value[HIGH], series);
	} else if (r->bounded & 1u << k) {
		say(r, QS_E1002, row, KIND, word, NULL, NULL);
	} else {
		r->bounded |= 1u << k;
		series->fit.par.low[k - POINT_KINDS] = value[LOW];
		series->fit.par.high[k - POINT_KINDS] = value[HIGH];
	}
}

qs_status qs_growth_series_read(const char *bytes, size_t n, const char *file, struct qs_arena *arena,
				struct qs_mistakes *mistakes, struct qs_growth_series *series, struct qs_err *err)
{
	struct qs_csv csv;
	struct reading r = {.csv = &csv, .mistakes = mistakes};
	qs_status status;

	*series = (struct qs_growth_series){0};
	qs_growth_bounds(&series->fit);
	status = qs_csv_parse(bytes, n, file, arena, mistakes, &csv, err);
	if (status)
		return status;
	series->points = qs_arena_take(arena, csv.rows + 1, sizeof *series->points);
	if (!series->points)
		return qs_fail(err, QS_ENOMEM, "%s: %zu rows", file, csv.rows);
	read_header(&r);
	for (size_t row = 0; r.at[KIND] >= 0 && row < csv.rows; row++)
		read_row(&r, row, series);
	return qs_mistakes_status(mistakes, err);
}
