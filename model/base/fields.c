#include "model/base/fields.h"

#include "model/base/bug.h"

#include <limits.h>
#include <string.h>

void qs_fields_default(const struct qs_table *table, void *object)
{
	for (size_t i = 0; i < table->n; i++) {
		const struct qs_field *f = &table->fields[i];
		void *member = (char *)object + f->offset;

		switch (f->kind) {
		case QS_KIND_NUMBER: {
			struct qs_figure *figure = member;

			figure->value = f->standard;
			figure->source = "default";
			figure->basis = QS_ASSUMPTION;
			break;
		}
		case QS_KIND_INTEGER:
			*(int64_t *)member = (int64_t)f->standard;
			break;
		case QS_KIND_BOOL:
		case QS_KIND_CHOICE:
			*(int *)member = (int)f->standard;
			break;
		case QS_KIND_SEED:
			*(uint64_t *)member = (uint64_t)f->standard;
			break;
		case QS_KIND_OBJECT:
			qs_fields_default(f->child, member);
			break;
		case QS_KIND_STRING:
		case QS_KIND_ID:
		case QS_KIND_TEXT:
		case QS_KIND_DATE:
		case QS_KIND_NUMBERS:
		case QS_KIND_SERIES:
		case QS_KIND_STRINGS:
		case QS_KIND_SHARES:
		case QS_KIND_LIST:
		case QS_KIND_MAP:
		case QS_KIND_ONE_OR_LIST:
		case QS_KIND_CARRIED:
		default:
			break;
		}
	}
}

const struct qs_field *qs_field_find(const struct qs_table *table, const char *name)
{
	for (size_t i = 0; i < table->n; i++)
		if (!strcmp(table->fields[i].name, name))
			return &table->fields[i];
	return NULL;
}

int qs_field_in_range(const struct qs_field *field, double value)
{
	const int low = field->flags & QS_ABOVE_MIN ? value > field->min : value >= field->min;
	const int high = field->flags & QS_BELOW_MAX ? value < field->max : value <= field->max;

	return low && high && value - value == 0;
}

enum qs_basis qs_basis_weaker(enum qs_basis a, enum qs_basis b)
{
	return a > b ? a : b;
}

const char *const qs_words_recalled[] = {"recalled", "from memory", "unverified", "凭记忆", "回忆", "未核实", NULL};

const char *qs_basis_doubt(const char *source)
{
	if (!source || !*source)
		return "没有来源\x1fthere is no source";
	for (size_t i = 0; qs_words_recalled[i]; i++)
		if (strstr(source, qs_words_recalled[i]))
			return "来源写明出自记忆\x1fthe source says that it was recalled";
	return NULL;
}

const char *qs_basis_word(enum qs_basis basis)
{
	static const char *const words[] = {"verified", "unverified", "assumption"};

	qs_bug_assert((unsigned)basis < QS_BASIS_COUNT);
	return words[basis];
}

/* Levenshtein distance of two words of at most 63 bytes; more is "far". */
static unsigned distance(const char *a, const char *b)
{
	enum { MOST = 63 };
	const size_t n = strlen(a), m = strlen(b);
	unsigned row[MOST + 1];

	if (n > MOST || m > MOST)
		return UINT_MAX;
	for (size_t j = 0; j <= m; j++)
		row[j] = (unsigned)j;
	for (size_t i = 1; i <= n; i++) {
		unsigned diagonal = row[0];

		row[0] = (unsigned)i;
		for (size_t j = 1; j <= m; j++) {
			const unsigned change = diagonal + (a[i - 1] != b[j - 1]);
			unsigned best = row[j] + 1;

			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			if (change < best)
				best = change;
			diagonal = row[j];
			row[j] = best;
		}
	}
	return row[m];
}

const char *qs_nearest_word(const char *word, const char *const *words)
{
	const char *best = NULL;
	unsigned best_distance = (unsigned)strlen(word) / 2 + 1;

	for (; *words; words++) {
		const unsigned d = distance(word, *words);

		if (d <= best_distance && (!best || d < best_distance)) {
			best = *words;
			best_distance = d;
		}
	}
	return best;
}

int qs_strings_have(const struct qs_strings *list, const char *text)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->items[i], text))
			return 1;
	return 0;
}

int qs_strings_name(const struct qs_strings *list, const char *text)
{
	return qs_strings_have(list, text) || qs_strings_have(list, "all");
}
