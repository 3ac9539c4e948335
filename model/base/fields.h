/* Field rows: what a struct of the input holds, as a table that reader, checks, schema, documentation, sweep axes and
 * file attributes are loops over.
 *
 * A struct is declared by an X-list QS_FIELDS_<NAME>(X) whose rows are
 *
 *     X(kind, name, child, unit, min, max, default, flags, zh, en)
 *
 * expanded twice: QS_FIELD_MEMBER declares the members, QS_FIELD_ROW fills the const table. `child` names a struct of
 * fields (OBJECT, LIST, MAP), an array of words ending in NULL (CHOICE), or is `none`.
 * Range: min <= value <= max, with QS_ABOVE_MIN / QS_BELOW_MAX for an open end. Units live in the row.
 */
#ifndef QS_MODEL_BASE_FIELDS_H
#define QS_MODEL_BASE_FIELDS_H

#include <stddef.h>
#include <stdint.h>

/* How sure a figure is; a derived figure takes the weakest status of its inputs. */
enum qs_basis { QS_VERIFIED, QS_UNVERIFIED, QS_ASSUMPTION, QS_BASIS_COUNT };

/* What a random quantity is shared by: model/base/draws.h. */
enum qs_scope { QS_SCOPE_GLOBAL, QS_SCOPE_PARAMETER, QS_SCOPE_REGION, QS_SCOPE_SITE, QS_SCOPE_UNIT };

enum qs_spread_kind { QS_SPREAD_NONE, QS_SPREAD_UNIFORM, QS_SPREAD_NORMAL, QS_SPREAD_LOGNORMAL, QS_SPREAD_BETA, QS_SPREAD_TRIANGULAR };

/* How a figure varies between members. a, b, c by kind:
 *   uniform low, high; normal mean, sd; lognormal mean, cv (centred: the mean is the mean); triangular low, mode, high;
 *   beta mean, sd on [low, high] = [c, d]. */
struct qs_spread {
	enum qs_spread_kind kind;
	enum qs_scope scope;
	double a, b, c, d;
	double least, most; /* range of the figure's field, to which normal and lognormal are cut; not if least >= most */
};

/* A number with where it comes from. */
struct qs_figure {
	double value;
	const char *source; /* "user" if none is given, "default" if the field's default stands */
	const struct qs_spread *spread; /* or NULL */
	enum qs_basis basis;
	int given; /* 0: the default stands */
};

struct qs_date {
	int year, month, day; /* year 0: not given */
};

/* A text in both languages; a plain string fills both. */
struct qs_text {
	const char *zh, *en;
};

struct qs_list {
	void *items;
	size_t n;
};

struct qs_share {
	const char *name;
	double value;
};

struct qs_shares {
	struct qs_share *items;
	size_t n;
};

struct qs_numbers {
	double *items;
	size_t n;
};

/* A list of figures with one source and status: {"values": [...], "unit", "source", "status"} or a bare list. */
struct qs_series {
	double *items;
	size_t n;
	const char *source;
	enum qs_basis basis;
};

struct qs_strings {
	const char **items;
	size_t n;
};

/* Nonzero if a list holds a text; or if it holds the text or "all". */
int qs_strings_have(const struct qs_strings *list, const char *text);
int qs_strings_name(const struct qs_strings *list, const char *text);

/* A JSON value that is checked elsewhere and carried as its text. */
struct qs_carried {
	const char *json; /* or NULL */
};

enum qs_kind {
	QS_KIND_NUMBER,  /* struct qs_figure: a number or {value, unit, source, status, spread} */
	QS_KIND_INTEGER, /* int64_t */
	QS_KIND_BOOL,    /* int */
	QS_KIND_STRING,  /* const char * */
	QS_KIND_ID,      /* const char *, letters digits - _ . */
	QS_KIND_TEXT,    /* struct qs_text */
	QS_KIND_CHOICE,  /* int: index of the word, -1 if absent */
	QS_KIND_DATE,    /* struct qs_date */
	QS_KIND_SEED,    /* uint64_t, a decimal string */
	QS_KIND_NUMBERS, /* struct qs_numbers: a list of numbers in the row's unit and range */
	QS_KIND_SERIES,  /* struct qs_series */
	QS_KIND_STRINGS, /* struct qs_strings: a list of strings; the single string "all" gives one item "all" */
	QS_KIND_SHARES,  /* struct qs_shares: {name: number in the row's range} */
	QS_KIND_OBJECT,  /* struct child */
	QS_KIND_LIST,    /* {child *items; size_t n} from a list of objects */
	QS_KIND_MAP,     /* the same from {id: object}; the child's first member is its const char *id */
	QS_KIND_ONE_OR_LIST, /* as LIST; a single object gives one item */
	QS_KIND_CARRIED  /* struct qs_carried: any JSON, kept as its compact text */
};

enum qs_field_flags {
	QS_REQUIRED = 1,
	QS_ABOVE_MIN = 2,  /* min itself is not allowed */
	QS_BELOW_MAX = 4,  /* max itself is not allowed */
	QS_NOT_EMPTY = 8,  /* a list or text with at least one element */
	QS_SAMPLED = 16,   /* the run draws the figure's spread */
	QS_SUM_ONE = 32,   /* SHARES: must sum to 1 within 1e-9 */
	QS_NULL_OK = 64,   /* JSON null is allowed and means "not given" */
	QS_OPTIONAL_OBJECT = 128 /* OBJECT: may be absent as a whole although members are required */
};

struct qs_field {
	enum qs_kind kind;
	const char *name;
	const char *unit; /* "" if the field has none */
	double min, max, standard; /* standard: the default of NUMBER, INTEGER, BOOL; index of CHOICE */
	unsigned flags;
	size_t offset;
	const struct qs_table *child;
	const char *const *words;
	const char *zh, *en;
};

struct qs_table {
	const char *name;
	size_t size; /* of the struct */
	const struct qs_field *fields;
	size_t n;
};

/* A struct read by a table begins with its place and the names of what was given. */
struct qs_given {
	uint64_t mask;          /* bit i: field i stood in the input (NULL counts as absent) */
	const char *file;
	unsigned line, column;
};

#define QS_MEMBER_NUMBER(name, child) struct qs_figure name;
#define QS_MEMBER_INTEGER(name, child) int64_t name;
#define QS_MEMBER_BOOL(name, child) int name;
#define QS_MEMBER_STRING(name, child) const char *name;
#define QS_MEMBER_ID(name, child) const char *name;
#define QS_MEMBER_TEXT(name, child) struct qs_text name;
#define QS_MEMBER_CHOICE(name, child) int name;
#define QS_MEMBER_DATE(name, child) struct qs_date name;
#define QS_MEMBER_SEED(name, child) uint64_t name;
#define QS_MEMBER_NUMBERS(name, child) struct qs_numbers name;
#define QS_MEMBER_SERIES(name, child) struct qs_series name;
#define QS_MEMBER_STRINGS(name, child) struct qs_strings name;
#define QS_MEMBER_SHARES(name, child) struct qs_shares name;
#define QS_MEMBER_OBJECT(name, child) struct qs_##child name;
#define QS_MEMBER_LIST(name, child) struct { struct qs_##child *items; size_t n; } name;
#define QS_MEMBER_MAP(name, child) struct { struct qs_##child *items; size_t n; } name;
#define QS_MEMBER_ONE_OR_LIST(name, child) struct { struct qs_##child *items; size_t n; } name;
#define QS_MEMBER_CARRIED(name, child) struct qs_carried name;

#define QS_CHILD_NUMBER(child) NULL, NULL
#define QS_CHILD_INTEGER(child) NULL, NULL
#define QS_CHILD_BOOL(child) NULL, NULL
#define QS_CHILD_STRING(child) NULL, NULL
#define QS_CHILD_ID(child) NULL, NULL
#define QS_CHILD_TEXT(child) NULL, NULL
#define QS_CHILD_CHOICE(child) NULL, qs_words_##child
#define QS_CHILD_DATE(child) NULL, NULL
#define QS_CHILD_SEED(child) NULL, NULL
#define QS_CHILD_NUMBERS(child) NULL, NULL
#define QS_CHILD_SERIES(child) NULL, NULL
#define QS_CHILD_STRINGS(child) NULL, NULL
#define QS_CHILD_SHARES(child) NULL, NULL
#define QS_CHILD_OBJECT(child) &qs_table_##child, NULL
#define QS_CHILD_LIST(child) &qs_table_##child, NULL
#define QS_CHILD_MAP(child) &qs_table_##child, NULL
#define QS_CHILD_ONE_OR_LIST(child) &qs_table_##child, NULL
#define QS_CHILD_CARRIED(child) NULL, NULL

/* In a header: QS_FIELD_STRUCT(site, QS_FIELDS_SITE) declares struct qs_site { struct qs_given given; members }. */
#define QS_FIELD_MEMBER(kind, name, child, unit, min, max, standard, flags, zh, en) QS_MEMBER_##kind(name, child)
#define QS_FIELD_STRUCT(struct_name, LIST) \
	struct qs_##struct_name { \
		LIST(QS_FIELD_MEMBER) \
		struct qs_given given; \
	}; \
	extern const struct qs_table qs_table_##struct_name

/* In a source: `#define QS_THIS struct qs_site` and then QS_FIELD_TABLE(site, QS_FIELDS_SITE); */
#define QS_FIELD_ROW(kind, name, child, unit, min, max, standard, flags, zh, en) \
	{QS_KIND_##kind, #name, unit, min, max, standard, flags, offsetof(QS_THIS, name), QS_CHILD_##kind(child), zh, en},
#define QS_FIELD_TABLE(struct_name, LIST) \
	static const struct qs_field fields_##struct_name[] = {LIST(QS_FIELD_ROW)}; \
	const struct qs_table qs_table_##struct_name = {#struct_name, sizeof(struct qs_##struct_name), \
							fields_##struct_name, \
							sizeof fields_##struct_name / sizeof fields_##struct_name[0]}

/* Sets every member of a zeroed struct to its default (nested OBJECTs too; lists stay empty; CHOICE takes `standard`). */
void qs_fields_default(const struct qs_table *table, void *object);

/* The row of a name, or NULL. */
const struct qs_field *qs_field_find(const struct qs_table *table, const char *name);

/* Nonzero if the value lies in the row's range; NaN and infinities never do. */
int qs_field_in_range(const struct qs_field *field, double value);

/* Words of a source that was recalled; the last is NULL. */
extern const char *const qs_words_recalled[];

/* What speaks against a verified status, in both languages ("zh\x1f" "en"): no source, or one that says that it was recalled; NULL:
 * nothing. */
const char *qs_basis_doubt(const char *source);

/* The weaker of two statuses. */
enum qs_basis qs_basis_weaker(enum qs_basis a, enum qs_basis b);

/* "verified", "unverified", "assumption". */
const char *qs_basis_word(enum qs_basis basis);

/* The word of `words` (ending in NULL) that is nearest to `word` by edit distance, or NULL if none is near. */
const char *qs_nearest_word(const char *word, const char *const *words);

#endif
