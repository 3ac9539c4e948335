/* Figures, series and shares: numbers with unit, source, status and spread. */
#include "io/reader.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "model/base/units.h"

const char *const qs_words_spread[] = {"none", "uniform", "normal", "lognormal", "beta", "triangular", NULL};
const char *const qs_words_scope[] = {"global", "parameter", "region", "site", "unit", NULL};

static const char *const figure_keys[] = {"value", "unit", "source", "status", "spread", NULL};
static const char *const series_keys[] = {"values", "unit", "source", "status", NULL};

const char *const *qs_spread_numbers(enum qs_spread_kind kind)
{
	static const char *const names[][5] = {{NULL},
					       {"low", "high", NULL},
					       {"mean", "sd", NULL},
					       {"mean", "cv", NULL},
					       {"mean", "sd", "low", "high", NULL},
					       {"low", "mode", "high", NULL}};

	return names[kind];
}

static int word_index(const char *word, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (!strcmp(words[i], word))
			return i;
	return -1;
}

void qs_range_words(const struct qs_field *field, double found, char *buffer, size_t size)
{
	const int above = (field->flags & QS_ABOVE_MIN) != 0, below = (field->flags & QS_BELOW_MAX) != 0;
	char low[32], high[32];

	qs_number_write(field->min, low);
	qs_number_write(field->max, high);
	if ((above || field->min >= 0) && field->max >= 1e5 && !below &&
	    !(found > field->max)) /* the upper end is only a guard */
		snprintf(buffer, size, "%s %s\x1f%s %s", above ? "大于" : "不小于", low, above ? ">" : ">=", low);
	else if (!above && !below)
		snprintf(buffer, size,
			 "介于 %s 与 %s 之间\x1f"
			 "between %s and %s",
			 low, high, low, high);
	else
		snprintf(buffer, size, "%s %s 且%s %s\x1f%s %s and %s %s", above ? "大于" : "不小于", low,
			 below ? "小于" : "不大于", high, above ? ">" : ">=", low, below ? "<" : "<=", high);
}

/* A hint for mistakes of range that have a usual cause. */
static const char *range_hint(const struct qs_field *field, double value)
{
	if (!strcmp(field->unit, "ha"))
		return "1 公顷 = 15 亩\x1f"
		       "1 ha = 15 mu (亩)";
	if (!strcmp(field->unit, "1") && field->max <= 1 && value > 1 && value <= 100)
		return "比例：30 % 写作 0.3\x1f"
		       "a ratio: 30 % is 0.3";
	return NULL;
}

/* Puts a converted value into *value if it lies in the row's range; else tells the mistake with what was written. */
static int check_range(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		       const char *unit, double converted, double *value)
{
	char range[160], found[64];

	if (qs_field_in_range(field, converted)) {
		*value = converted;
		return 1;
	}
	qs_range_words(field, converted, range, sizeof range);
	snprintf(found, sizeof found, "%s%s", *unit && strcmp(unit, "1") != 0 ? " " : "",
		 strcmp(unit, "1") != 0 ? unit : "");
	qs_reader_say(reader, QS_E2104, node, range, node->text, found, range_hint(field, converted));
	return 0;
}

/* What is stated beside a value; zeroed members are absent. */
struct beside {
	const struct qs_json *value, *spread;
	const char *unit, *source;
	enum qs_basis basis;
	int has_basis;
};

static const char *beside_text(struct qs_reader *reader, const struct qs_json *node)
{
	if (node->kind != QS_JSON_STRING) {
		qs_reader_say(reader, QS_E2103, node, qs_json_kind_word(QS_JSON_STRING), qs_json_kind_word(node->kind),
			      NULL, NULL);
		return NULL;
	}
	if (!node->length) {
		qs_reader_say(reader, QS_E2109, node, NULL, NULL, NULL, NULL);
		return NULL;
	}
	return qs_reader_keep(reader, node->text, strlen(node->text));
}

static void read_status(struct qs_reader *reader, const struct qs_json *node, struct beside *beside)
{
	for (int i = 0; node->kind == QS_JSON_STRING && i < QS_BASIS_COUNT; i++) {
		if (!strcmp(node->text, qs_basis_word((enum qs_basis)i))) {
			beside->basis = (enum qs_basis)i;
			beside->has_basis = 1;
			return;
		}
	}
	qs_reader_say(reader, QS_E2108, node, node->text ? node->text : qs_json_kind_word(node->kind), NULL, NULL,
		      NULL);
}

/* The members of {value or values, unit, source, status, spread}; 0 if the value is missing. */
static int read_beside(struct qs_reader *reader, const struct qs_json *node, const char *const *keys,
		       struct beside *beside)
{
	const size_t length = reader->path_length;

	*beside = (struct beside){.basis = QS_ASSUMPTION};
	for (const struct qs_json *child = node->first; child; child = child->next) {
		const int key = word_index(child->key, keys);

		if (key < 0) {
			qs_reader_say_unknown(reader, child, keys);
			continue;
		}
		qs_reader_enter(reader, child->key);
		if (key == 0)
			beside->value = child;
		else if (key == 1)
			beside->unit = beside_text(reader, child);
		else if (key == 2)
			beside->source = beside_text(reader, child);
		else if (key == 3)
			read_status(reader, child, beside);
		else if (child->kind != QS_JSON_NULL)
			beside->spread = child;
		qs_reader_leave(reader, length);
	}
	if (beside->has_basis && beside->basis == QS_VERIFIED && qs_basis_doubt(beside->source))
		qs_reader_say(reader, QS_E2115, node, qs_basis_doubt(beside->source), NULL, NULL, NULL);
	if (!beside->value) {
		qs_reader_enter(reader, keys[0]);
		qs_reader_say(reader, QS_E2102, node, keys[0], "数值\x1fthe value itself", NULL, NULL);
		qs_reader_leave(reader, length);
	}
	return beside->value != NULL;
}

static void say_unit(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		     const char *unit)
{
	char accepted[512];

	if (*field->unit)
		qs_unit_accepted(field->unit, accepted, sizeof accepted);
	qs_reader_say(reader, QS_E2107, node, unit, *field->unit ? field->unit : "（无单位）\x1f(no unit of its own)",
		      *field->unit ? accepted : NULL, NULL);
}

/* The unit that a value is stated in: its own, or the row's; NULL if its own does not convert (told). */
static const char *stated_unit(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
			       const char *unit)
{
	double ignored;

	if (!unit)
		return field->unit;
	if (!qs_unit_convert(unit, field->unit, 1, &ignored))
		return unit;
	say_unit(reader, field, node, unit);
	return NULL;
}

static void require_source(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
			   const struct beside *beside)
{
	if (reader->pack && (!beside || !beside->source || !beside->has_basis))
		qs_reader_say(reader, QS_E2301, node, field->name, NULL, NULL, NULL);
}

static int spread_fails(struct qs_reader *reader, const struct qs_json *node, const char *why)
{
	qs_reader_say(reader, QS_E2112, node, why, NULL, NULL, NULL);
	return -1;
}

/* The numbers of a spread: by name into n[0..3]; those absent take the figure's value where the row of names says mean
 * or mode. Returns 0 or -1. */
static int read_spread_numbers(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
			       const char *unit, double value, enum qs_spread_kind kind, double n[4])
{
	const char *const *const names = qs_spread_numbers(kind);
	const char *known[8] = {"kind", "scope"};
	int has[4] = {0}, good = 1;

	for (int i = 0; names[i]; i++)
		known[2 + i] = names[i];
	for (const struct qs_json *child = node->first; child; child = child->next) {
		const int i = word_index(child->key, names);

		if (i < 0) {
			if (word_index(child->key, known) < 0)
				qs_reader_say_unknown(reader, child, known);
			continue;
		}
		if (child->kind != QS_JSON_NUMBER) {
			qs_reader_say(reader, QS_E2103, child, qs_json_kind_word(QS_JSON_NUMBER),
				      qs_json_kind_word(child->kind), NULL, NULL);
			good = 0;
			continue;
		}
		has[i] = 1;
		n[i] = child->number;
		if (strcmp(names[i], "cv") != 0)
			good &= !qs_unit_convert(unit, field->unit, child->number, &n[i]);
	}
	for (int i = 0; names[i]; i++) {
		if (has[i])
			continue;
		if (!strcmp(names[i], "mean") || !strcmp(names[i], "mode"))
			n[i] = value;
		else
			good = spread_fails(reader, node, names[i]) + 1;
	}
	return good ? 0 : -1;
}

static const char mean_differs[] =
	"均值与数值不同：省略均值，或改数值\x1fthe mean differs from the value: leave it out, or change the value";

/* Why a spread's numbers do not make a distribution with the value inside, or NULL. */
static const char *spread_wrong(const struct qs_field *field, const struct qs_spread *s, double value)
{
	double low = value, high = value;

	switch (s->kind) {
	case QS_SPREAD_UNIFORM:
		low = s->a;
		high = s->b;
		break;
	case QS_SPREAD_NORMAL:
		if (!qs_field_in_range(field, s->a))
			return "均值超出字段范围\x1fthe mean is outside the range of the field";
		if (!(fabs(s->a - value) <= 1e-9 * fabs(value)))
			return mean_differs;
		return s->b > 0 ? NULL : "sd 应大于 0\x1fsd must be > 0";
	case QS_SPREAD_LOGNORMAL:
		if (!(s->a > 0))
			return "对数正态的均值应大于 0\x1fthe mean of a lognormal must be > 0";
		if (!qs_field_in_range(field, s->a))
			return "均值超出字段范围\x1fthe mean is outside the range of the field";
		if (!(fabs(s->a - value) <= 1e-9 * fabs(value)))
			return mean_differs;
		return s->b > 0 ? NULL
				: "cv 应大于 0\x1f"
				  "cv must be > 0";
	case QS_SPREAD_BETA:
		low = s->c;
		high = s->d;
		if (!(s->a > low && s->a < high && s->b > 0 && s->b * s->b < (s->a - low) * (high - s->a)))
			return "均值应在 low 与 high 之间，且 sd² < (mean−low)(high−mean)\x1f"
			       "the mean must lie between low and high, and sd^2 < (mean - low)(high - mean)";
		if (!(fabs(s->a - value) <= 1e-9 * fabs(value)))
			return mean_differs;
		break;
	case QS_SPREAD_TRIANGULAR:
		low = s->a;
		high = s->c;
		if (!(s->b >= low && s->b <= high))
			return "众数应在 low 与 high 之间\x1fthe mode must lie between low and high";
		break;
	case QS_SPREAD_NONE:
	default:
		return NULL;
	}
	if (!(low < high))
		return "low 应小于 high\x1flow must be less than high";
	if (!(value >= low && value <= high))
		return "数值不在 low 与 high 之间\x1fthe value does not lie between low and high";
	if (!qs_field_in_range(field, low) && low < field->min)
		return "low 超出字段范围\x1flow is outside the range of the field";
	if (!qs_field_in_range(field, high) && high > field->max)
		return "high 超出字段范围\x1fhigh is outside the range of the field";
	return NULL;
}

static const struct qs_spread *read_spread(struct qs_reader *reader, const struct qs_field *field,
					   const struct qs_json *node, const char *unit, double value)
{
	const char *const kind = qs_json_string(node, "kind", "");
	const char *const scope = qs_json_string(node, "scope", "parameter");
	const int kind_index = word_index(kind, qs_words_spread), scope_index = word_index(scope, qs_words_scope);
	double n[4] = {0};
	struct qs_spread *spread;
	const char *wrong;

	if (node->kind != QS_JSON_OBJECT) {
		qs_reader_say(reader, QS_E2103, node, qs_json_kind_word(QS_JSON_OBJECT), qs_json_kind_word(node->kind),
			      NULL, NULL);
		return NULL;
	}
	for (const struct qs_json *child = node->first; child; child = child->next)
		if ((!strcmp(child->key, "kind") || !strcmp(child->key, "scope")) &&
		    !qs_reader_is_kind(reader, child, QS_JSON_STRING))
			return NULL;
	if (kind_index <= QS_SPREAD_NONE) {
		qs_reader_say(reader, QS_E2105, node, kind, "uniform, normal, lognormal, beta, triangular", NULL, NULL);
		return NULL;
	}
	if (scope_index < 0) {
		qs_reader_say(reader, QS_E2105, node, scope, "global, parameter, region, site, unit", NULL, NULL);
		return NULL;
	}
	if (read_spread_numbers(reader, field, node, unit, value, (enum qs_spread_kind)kind_index, n))
		return NULL;
	spread = qs_reader_take(reader, 1, sizeof *spread);
	if (!spread)
		return NULL;
	*spread = (struct qs_spread){(enum qs_spread_kind)kind_index,
				     (enum qs_scope)scope_index,
				     n[0],
				     n[1],
				     n[2],
				     n[3],
				     field->min,
				     field->max};
	wrong = spread_wrong(field, spread, value);
	if (wrong) {
		spread_fails(reader, node, wrong);
		return NULL;
	}
	if (!(field->flags & QS_SAMPLED))
		qs_reader_say(reader, QS_W2902, node, field->name, NULL, NULL, NULL);
	return spread;
}

static void say_no_number(struct qs_reader *reader, const struct qs_json *node, int in_object)
{
	qs_reader_say(reader, QS_E2103, node,
		      in_object ? qs_json_kind_word(QS_JSON_NUMBER)
				: "数字或 {value, unit, source, status}\x1f"
				  "a number or {value, unit, source, status}",
		      qs_json_kind_word(node->kind), NULL, NULL);
}

int qs_read_figure(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		   struct qs_figure *figure)
{
	struct beside beside;
	const size_t length = reader->path_length;
	const char *unit;
	double converted = 0, value = 0;

	memset(&beside, 0, sizeof beside);
	beside.basis = QS_ASSUMPTION;
	beside.value = node;
	if (node->kind == QS_JSON_OBJECT && !read_beside(reader, node, figure_keys, &beside))
		return 0;
	if (beside.value->kind == QS_JSON_NULL && field->flags & QS_NULL_OK)
		return 0;
	require_source(reader, field, node, node->kind == QS_JSON_OBJECT ? &beside : NULL);
	if (beside.value->kind != QS_JSON_NUMBER) {
		say_no_number(reader, beside.value, beside.value != node);
		return 0;
	}
	unit = stated_unit(reader, field, node, beside.unit);
	if (!unit)
		return 0;
	qs_unit_convert(unit, field->unit, beside.value->number, &converted);
	if (!check_range(reader, field, beside.value, unit, converted, &value))
		return 0;
	if (beside.source && !strcmp(beside.source, "default") && value == field->standard && !beside.spread)
		return 0;
	figure->value = value;
	figure->source = beside.source ? beside.source : qs_reader_keep(reader, "user", 4);
	figure->basis = beside.basis;
	figure->given = 1;
	figure->spread = NULL;
	if (beside.spread) {
		qs_reader_enter(reader, "spread");
		figure->spread = read_spread(reader, field, beside.spread, unit, value);
		qs_reader_leave(reader, length);
	}
	return 1;
}

/* A list of numbers in a stated unit, into the row's unit. Returns how many are good; *items is NULL without memory. */
static size_t read_items(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *list,
			 const char *unit, double **items)
{
	const size_t length = reader->path_length;
	size_t n = 0, i = 0;

	*items = qs_reader_take(reader, list->n, sizeof **items);
	if (!*items)
		return 0;
	for (const struct qs_json *child = list->first; child; child = child->next) {
		double converted;

		qs_reader_enter_index(reader, i++);
		if (child->kind != QS_JSON_NUMBER) {
			say_no_number(reader, child, 1);
		} else {
			qs_unit_convert(unit, field->unit, child->number, &converted);
			n += (size_t)check_range(reader, field, child, unit, converted, &(*items)[n]);
		}
		qs_reader_leave(reader, length);
	}
	if (!list->n && field->flags & QS_NOT_EMPTY)
		qs_reader_say(reader, QS_E2111, list, NULL, NULL, NULL, NULL);
	return n;
}

int qs_read_numbers(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		    struct qs_numbers *numbers)
{
	if (node->kind != QS_JSON_ARRAY) {
		qs_reader_say(reader, QS_E2103, node,
			      "数字列表\x1f"
			      "a list of numbers",
			      qs_json_kind_word(node->kind), NULL, NULL);
		return 0;
	}
	numbers->n = read_items(reader, field, node, field->unit, &numbers->items);
	return 1;
}

int qs_read_series(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		   struct qs_series *series)
{
	struct beside beside = {.value = node, .basis = QS_ASSUMPTION};
	const char *unit;

	if (node->kind == QS_JSON_OBJECT && !read_beside(reader, node, series_keys, &beside))
		return 0;
	require_source(reader, field, node, node->kind == QS_JSON_OBJECT ? &beside : NULL);
	if (beside.value->kind != QS_JSON_ARRAY) {
		qs_reader_say(reader, QS_E2103, beside.value,
			      "数字列表或 {values, unit, source, status}\x1f"
			      "a list of numbers or {values, unit, source, status}",
			      qs_json_kind_word(beside.value->kind), NULL, NULL);
		return 0;
	}
	unit = stated_unit(reader, field, node, beside.unit);
	if (!unit)
		return 0;
	series->n = read_items(reader, field, beside.value, unit, &series->items);
	if (series->n < beside.value->n) { /* told: as if missing, so that no second mistake comes of its length */
		*series = (struct qs_series){0};
		return 0;
	}
	series->source = beside.source ? beside.source : qs_reader_keep(reader, "user", 4);
	series->basis = beside.basis;
	return 1;
}

int qs_read_shares(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		   struct qs_shares *shares)
{
	const size_t length = reader->path_length;
	double sum = 0;

	if (node->kind != QS_JSON_OBJECT) {
		qs_reader_say(reader, QS_E2103, node, qs_json_kind_word(QS_JSON_OBJECT), qs_json_kind_word(node->kind),
			      NULL, NULL);
		return 0;
	}
	shares->n = 0;
	shares->items = qs_reader_take(reader, node->n, sizeof *shares->items);
	if (!shares->items)
		return 0;
	for (const struct qs_json *child = node->first; child; child = child->next) {
		struct qs_share *const share = &shares->items[shares->n];

		qs_reader_enter(reader, child->key);
		if (child->kind != QS_JSON_NUMBER) {
			say_no_number(reader, child, 1);
		} else if (check_range(reader, field, child, field->unit, child->number, &share->value)) {
			share->name = qs_reader_keep(reader, child->key, strlen(child->key));
			sum += share->value;
			shares->n++;
		}
		qs_reader_leave(reader, length);
	}
	if (field->flags & QS_SUM_ONE && shares->n == node->n && !(sum > 1 - 1e-9 && sum < 1 + 1e-9)) {
		char found[32];

		qs_number_write(sum, found);
		qs_reader_say(reader, QS_E2203, node, found, NULL, NULL, NULL);
	}
	return 1;
}
