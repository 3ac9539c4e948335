/* Fills a struct from JSON by its field rows: every kind of row, with units converted, ranges checked and every mistake
 * told with its place and path. The reader knows rows, not what they mean.
 *
 * A figure is a number or {"value", "unit", "source", "status", "spread"}. A bare number has source "user" and status
 * "assumption". A figure whose source is "default" and whose value is the row's default counts as not given, so that a
 * resolved plan reads back as what it was made from.
 * A spread is {"kind": "uniform", "low", "high"}, {"kind": "normal", "mean", "sd"}, {"kind": "lognormal", "mean",
 * "cv"},
 * {"kind": "triangular", "low", "mode", "high"} or {"kind": "beta", "mean", "sd", "low", "high"}, with an optional
 * "scope" (global, parameter, region, site, unit; default parameter: one draw a member for all that share the row). Its
 * numbers are in the figure's unit, cv is a ratio; mean and mode default to the figure's value.
 */
#ifndef QS_IO_READER_H
#define QS_IO_READER_H

#include "io/json.h"
#include "io/names.h"
#include "model/base/arena.h"
#include "model/base/fields.h"
#include "model/base/mistakes.h"

#include <stddef.h>

struct qs_reader {
	struct qs_arena *arena; /* of what is read */
	struct qs_mistakes *mistakes;
	const char *file;
	int pack;                /* nonzero: every value needs a source and a status */
	int no_memory;           /* set once memory ran out: what was read is not whole */
	struct qs_arena scratch; /* the set of texts already kept */
	struct qs_names kept;
	char *pool;
	size_t pool_left;
	size_t path_length;
	char path[512]; /* "/sites/3/area_ha"; cut if it does not fit */
};

/* A reader that fills structs in an arena. */
void qs_reader_open(struct qs_reader *reader, struct qs_arena *arena, struct qs_mistakes *mistakes, const char *file);

/* Gives back what only the reader needed; what was read stays in the arena. Safe twice. */
void qs_reader_close(struct qs_reader *reader);

/* Sets a zeroed struct to its defaults and fills it from an object. */
void qs_read_struct(struct qs_reader *reader, const struct qs_table *table, const struct qs_json *node, void *object);

/* Fills a struct that holds values already: fields in the node replace those, the others stay. A
 * required field may be missing from the node if the struct's mask says that it was given before. */
void qs_read_over(struct qs_reader *reader, const struct qs_table *table, const struct qs_json *node, void *object);

/* Fills one field from a value. Returns nonzero if it counts as given. */
int qs_read_field(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node, void *member);

/* The struct's place and mask: its last member. */
struct qs_given *qs_given_of(const struct qs_table *table, void *object);

/* Adds a mistake at a value. */
void qs_reader_say(struct qs_reader *reader, enum qs_mistake_code code, const struct qs_json *at, const char *arg1,
		   const char *arg2, const char *arg3, const char *arg4);

/* Adds E2101 at a key, with the nearest of the known words (ending in NULL). */
void qs_reader_say_unknown(struct qs_reader *reader, const struct qs_json *at, const char *const *known);

/* Goes one step down the path and back to a length taken before. */
void qs_reader_enter(struct qs_reader *reader, const char *key);
void qs_reader_enter_index(struct qs_reader *reader, size_t i);
void qs_reader_leave(struct qs_reader *reader, size_t path_length);

/* A kept copy of a text; equal texts share one. "" without memory. */
const char *qs_reader_keep(struct qs_reader *reader, const char *text, size_t n);

/* Memory of the struct's arena, zeroed; NULL (and no_memory) if there is none. */
void *qs_reader_take(struct qs_reader *reader, size_t n, size_t size);

/* Nonzero if text is an id: letters, digits, '-', '_', '.', 1 to 64 bytes. */
int qs_is_id(const char *text, size_t n);

/* "> 0", "0 to 90": the range of a row in words of both languages. A far upper end is left out unless `found` is beyond it. */
void qs_range_words(const struct qs_field *field, double found, char *buffer, size_t size);

/* The readers of figures (io/read_figure.c); nonzero if given. */
int qs_read_figure(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		   struct qs_figure *figure);
int qs_read_series(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		   struct qs_series *series);
int qs_read_numbers(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		    struct qs_numbers *numbers);
int qs_read_shares(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		   struct qs_shares *shares);

/* The readers of texts (io/read_text.c); nonzero if given. */
int qs_read_string(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		   const char **member);
int qs_read_both(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		 struct qs_text *text);
int qs_read_choice(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node, int *member);
int qs_read_date(struct qs_reader *reader, const struct qs_json *node, struct qs_date *member);
int qs_read_seed(struct qs_reader *reader, const struct qs_json *node, uint64_t *member);
int qs_read_strings(struct qs_reader *reader, const struct qs_field *field, const struct qs_json *node,
		    struct qs_strings *strings);

/* Adds E2103: what was expected, and the value's kind. */
void qs_reader_say_type(struct qs_reader *reader, const struct qs_json *node, const char *expected);

/* Nonzero if the value is of a kind; else E2103 is added. */
int qs_reader_is_kind(struct qs_reader *reader, const struct qs_json *node, enum qs_json_kind kind);

/* The words of spread kinds and scopes, ending in NULL, by their enums; and the names of a kind's numbers a, b, c, d.
 */
extern const char *const qs_words_spread[];
extern const char *const qs_words_scope[];
const char *const *qs_spread_numbers(enum qs_spread_kind kind);

#endif
