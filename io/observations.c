#include "io/observations.h"

#include "io/json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum column { SITE, UNIT, YEAR, VARIABLE, ARM, VALUE, SD, CV, DEPTH, SOURCE, NOTE, COLUMNS };

static const char *const names[COLUMNS + 1] = {"site", "unit",    "year",     "variable", "arm",  "value",
					       "sd",   "cv_frac", "depth_cm", "source",   "note", NULL};

struct table {
	const struct qs_csv *csv;
	const struct qs_portfolio *portfolio;
	const struct qs_sites *sites;
	struct qs_mistakes *mistakes;
	size_t at[COLUMNS]; /* column of the table; its number of columns where there is none */
	size_t row;
};

static void say(const struct table *t, enum column column, enum qs_mistake_code code, const char *arg1,
		const char *arg2, const char *arg3)
{
	const struct qs_place place = {t->csv->file, t->row < t->csv->rows ? t->csv->lines[t->row] : 1, 0,
				       names[column]};

	qs_mistakes_add(t->mistakes, code, place, "", arg1, arg2, arg3, NULL);
}

static int has(const struct table *t, enum column column)
{
	return t->at[column] < t->csv->columns;
}

static const char *cell(const struct table *t, enum column column)
{
	return has(t, column) ? t->csv->cells[t->row * t->csv->columns + t->at[column]] : "";
}

/* A number of a cell within [least, most]; 0, or -1 and the mistake is told. */
static int number(const struct table *t, enum column column, double least, double most, double *value)
{
	const char *const text = cell(t, column);
	char low[32], high[32], range[160];

	if (qs_number_read(text, strlen(text), value)) {
		say(t, column, QS_E2103, qs_json_kind_word(QS_JSON_NUMBER),
		    *text ? text
			  : "空单元格\x1f"
			    "an empty cell",
		    NULL);
		return -1;
	}
	if (*value >= least && *value <= most)
		return 0;
	qs_number_write(least, low);
	qs_number_write(most, high);
	snprintf(range, sizeof range,
		 "在 %s 至 %s 之间\x1f"
		 "be %s to %s",
		 low, high, low, high);
	say(t, column, QS_E2104, range, text, "");
	return -1;
}

/* The header; which columns there are. */
static void find_columns(struct table *t)
{
	static const enum column needed[] = {SITE, YEAR, VARIABLE, VALUE};

	t->row = t->csv->rows;
	for (int c = 0; c < COLUMNS; c++)
		t->at[c] = t->csv->columns;
	for (size_t i = 0; i < t->csv->columns; i++) {
		const struct qs_place place = {t->csv->file, 1, 0, t->csv->names[i]};
		int c = 0;

		while (c < COLUMNS && strcmp(t->csv->names[i], names[c]) != 0)
			c++;
		if (c == COLUMNS)
			qs_mistakes_add(t->mistakes, QS_E2101, place, "", t->csv->names[i],
					qs_nearest_word(t->csv->names[i], names), NULL, NULL);
		else if (has(t, (enum column)c))
			say(t, (enum column)c, QS_E2201, names[c], NULL, NULL);
		else
			t->at[c] = i;
	}
	for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
		if (!has(t, needed[i]))
			say(t, needed[i], QS_E2102, names[needed[i]],
			    "列\x1f"
			    "a column",
			    NULL);
	if (has(t, SD) == has(t, CV))
		say(t, SD, QS_E2206,
		    "要有 sd（标准误，与变量同单位）或 cv_frac（sd / 值）中的一列\x1f"
		    "one of the columns sd (standard error, in the variable's unit) and cv_frac (sd / value) is needed",
		    NULL, NULL);
	if (!t->csv->rows)
		say(t, VALUE, QS_E2111, NULL, NULL, NULL);
}

/* The nearest id of a list of them; NULL without memory or if none is near. */
static const char *nearest(const struct table *t, struct qs_arena *arena, const char *id, const struct qs_site *site)
{
	const size_t n = site ? site->units.n : t->sites->n;
	const char **const ids = qs_arena_take(arena, n + 1, sizeof *ids);

	for (size_t i = 0; ids && i < n; i++)
		ids[i] = site ? site->units.items[i].id : t->sites->items[i].id;
	return ids ? qs_nearest_word(id, ids) : NULL;
}

static void find_place(const struct table *t, struct qs_arena *arena, struct qs_observation *o)
{
	const char *const id = cell(t, SITE), *const unit = cell(t, UNIT);
	const struct qs_site *site = NULL;
	size_t u = 0;

	for (size_t s = 0; s < t->sites->n && !site; s++)
		site = !strcmp(t->sites->items[s].id, id) ? &t->sites->items[s] : NULL;
	if (!site) {
		say(t, SITE, QS_E2202,
		    "场地\x1f"
		    "site",
		    id, nearest(t, arena, id, NULL));
		return;
	}
	o->site = site->id;
	while (*unit && u < site->units.n && strcmp(site->units.items[u].id, unit) != 0)
		u++;
	if (*unit && u == site->units.n) {
		o->site = NULL; /* the same as no other */
		say(t, UNIT, QS_E2202,
		    "单元\x1f"
		    "unit",
		    unit, nearest(t, arena, unit, site));
	} else if (*unit) {
		o->unit = site->units.items[u].id;
	}
}

/* Index of a cell's word in a list of words, or -1 and the mistake is told. */
static int word(const struct table *t, enum column column, const char *const *words)
{
	char all[512] = "";
	size_t n = 0;

	for (int i = 0; words[i]; i++) {
		if (!strcmp(words[i], cell(t, column)))
			return i;
		n += n < sizeof all ? (size_t)snprintf(all + n, sizeof all - n, "%s%s", i ? ", " : "", words[i]) : 0;
	}
	say(t, column, QS_E2105, cell(t, column), all, NULL);
	return -1;
}

static void read_depth(const struct table *t, struct qs_observation *o)
{
	if (o->what == QS_OBSERVE_soil_c_t_ha)
		(void)number(t, DEPTH, 0.1, 1000, &o->depth_cm);
	else if (*cell(t, DEPTH))
		say(t, DEPTH, QS_E2206,
		    "只有 soil_c_t_ha 有深度\x1f"
		    "only soil_c_t_ha has a depth",
		    NULL, NULL);
}

static void read_error(const struct table *t, struct qs_observation *o)
{
	if (has(t, SD)) {
		(void)number(t, SD, 1e-12, 1e12, &o->sd);
	} else if (!number(t, CV, 1e-6, 10, &o->sd)) {
		o->sd *= o->value;
		if (!(o->sd > 0))
			say(t, CV, QS_E2206,
			    "值为零时 cv_frac 给不出误差：用 sd 列\x1f"
			    "cv_frac gives no error of a value of zero: use a column sd",
			    NULL, NULL);
	}
}

static void read_row(const struct table *t, struct qs_arena *arena, struct qs_observation *o)
{
	const double first = (double)t->portfolio->start_year,
		     last = (double)(t->portfolio->start_year + t->portfolio->years - 1);
	const char *variables[QS_OBSERVABLE_COUNT + 1] = {NULL}, *arms[QS_ARMS + 1] = {NULL};
	double year = 0;
	int which;

	for (int i = 0; i < QS_OBSERVABLE_COUNT; i++)
		variables[i] = qs_observable_rows[i].name;
	for (int i = 0; i < QS_ARMS; i++)
		arms[i] = qs_series_rows[i].name;
	*o = (struct qs_observation){.arm = QS_SERIES_project, .line = t->csv->lines[t->row]};
	find_place(t, arena, o);
	if (!number(t, YEAR, first, last, &year)) {
		if (year != floor(year))
			say(t, YEAR, QS_E2113, cell(t, YEAR), NULL, NULL);
		o->year = (int)year;
	}
	if (*cell(t, ARM)) {
		which = word(t, ARM, arms);
		o->arm = which >= 0 ? (enum qs_series_id)which : QS_SERIES_project;
	}
	which = word(t, VARIABLE, variables);
	if (which < 0)
		return;
	o->what = (enum qs_observable)which;
	read_depth(t, o);
	if (!number(t, VALUE, qs_observable_rows[which].least, qs_observable_rows[which].most, &o->value))
		read_error(t, o);
}

static int same(const struct qs_observation *a, const struct qs_observation *b)
{
	return a->site && b->site && !strcmp(a->site, b->site) && !a->unit == !b->unit &&
	       (!a->unit || !strcmp(a->unit, b->unit)) && a->year && a->year == b->year && a->arm == b->arm &&
	       a->what == b->what && !(a->depth_cm < b->depth_cm) && !(a->depth_cm > b->depth_cm);
}

/* Rows, sorted by year; a stable insertion, since tables are nearly in order. */
static void read_rows(struct table *t, struct qs_arena *arena, struct qs_observations *all)
{
	for (t->row = 0; t->row < t->csv->rows; t->row++) {
		struct qs_observation o;
		size_t k = all->n;

		read_row(t, arena, &o);
		for (size_t i = 0; i < all->n; i++)
			if (same(&all->items[i], &o)) {
				say(t, VALUE, QS_E2206,
				    "同一观测出现两次\x1f"
				    "the same reading stands twice",
				    NULL, NULL);
				break;
			}
		for (; k > 0 && all->items[k - 1].year > o.year; k--)
			all->items[k] = all->items[k - 1];
		all->items[k] = o;
		all->n++;
	}
}

qs_status qs_observations_read(const char *bytes, size_t n, const char *file, const struct qs_portfolio *portfolio,
			       const struct qs_sites *sites, struct qs_arena *arena, struct qs_mistakes *mistakes,
			       struct qs_observations *observations, struct qs_err *err)
{
	struct qs_csv csv = {0};
	struct table t = {.csv = &csv, .portfolio = portfolio, .sites = sites, .mistakes = mistakes};
	const size_t before = mistakes->errors;
	qs_status status = qs_csv_parse(bytes, n, file, arena, mistakes, &csv, err);

	*observations = (struct qs_observations){0};
	if (status)
		return status;
	find_columns(&t);
	if (mistakes->errors > before)
		return qs_mistakes_status(mistakes, err);
	observations->items = qs_arena_take(arena, csv.rows + 1, sizeof *observations->items);
	if (!observations->items)
		return qs_fail(err, QS_ENOMEM, "%s", file);
	read_rows(&t, arena, observations);
	return qs_mistakes_status(mistakes, err);
}
