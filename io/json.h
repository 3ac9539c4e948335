/* JSON in and out, strictly by RFC 8259.
 *
 * In: a scanner of our own checks the bytes and builds a tree that knows the place of every value. Nothing is recursive
 * and nothing is global. It refuses what RFC 8259 does not allow (trailing commas, comments, leading zeros, bytes after
 * the value, control characters, overlong UTF-8 …) and also what is legal and never meant: a key that stands twice, a
 * lone \u surrogate, a number that no double can hold (1e999, 1e-999), more than QS_JSON_DEPTH levels. One byte-order
 * mark at the start is skipped, as RFC 8259 section 8.1 permits. Out: a builder of text. A number has the fewest of 15,
 * 16 or 17 digits that read back as the same double; no locale has a say in either direction.
 */
#ifndef QS_IO_JSON_H
#define QS_IO_JSON_H

#include "model/base/arena.h"
#include "model/base/mistakes.h"
#include "model/base/status.h"

#include <stddef.h>
#include <stdint.h>

enum { QS_JSON_DEPTH = 512 };

enum qs_json_kind { QS_JSON_NULL, QS_JSON_BOOL, QS_JSON_NUMBER, QS_JSON_STRING, QS_JSON_ARRAY, QS_JSON_OBJECT };

struct qs_json {
	enum qs_json_kind kind;
	int truth;                    /* BOOL */
	const char *key;              /* in an object: the key, UTF-8 with a final zero; else NULL */
	const char *text;             /* STRING: the text with a final zero; NUMBER: its source text; else NULL */
	size_t key_length, length;    /* bytes of key and text; more than strlen if \u0000 is among them */
	double number;                /* NUMBER */
	size_t n;                     /* ARRAY, OBJECT: children */
	struct qs_json *first, *next; /* first child; next of the same parent */
	unsigned line, column;        /* of the value, 1-based; a column is a character */
	unsigned key_line, key_column;
	const char *table_column; /* the CSV column that the value comes from, or NULL */
};

/* Parses n bytes. file names the source in places. Mistakes are added to the list: the first mistake of syntax, and
 * every duplicate key and number out of range. Returns QS_EINPUT if any was added, QS_ENOMEM, else QS_OK. *root is the
 * tree; NULL if there is none because of syntax or memory. Everything lies in the arena. */
qs_status qs_json_parse(const char *bytes, size_t n, const char *file, struct qs_arena *arena,
			struct qs_mistakes *mistakes, const struct qs_json **root, struct qs_err *err);

/* The child of a key, or NULL if there is none or the value is NULL or no object. */
const struct qs_json *qs_json_find(const struct qs_json *object, const char *key);

/* Child i of an array or object (counts from 0), or NULL. Takes i steps: loop over first and next instead. */
const struct qs_json *qs_json_at(const struct qs_json *parent, size_t i);

/* A number of a child, or `otherwise` if it is absent or not a number. */
double qs_json_number(const struct qs_json *object, const char *key, double otherwise);

/* A text of a child, or `otherwise` if it is absent or not a string. */
const char *qs_json_string(const struct qs_json *object, const char *key, const char *otherwise);

/* Where a value stands. */
struct qs_place qs_json_place(const struct qs_json *value, const char *file);

/* A kind in words, both languages as a mistake's particular takes them. */
const char *qs_json_kind_word(enum qs_json_kind kind);

/* ---- out ---- */

/* A text being built. Open it with qs_json_out_open, then objects, arrays and values; the key is NULL in an array and
 * at the top. After a failure to get memory every call does nothing and qs_json_out_text says so. */
struct qs_json_out {
	struct qs_arena *arena;
	char *text;
	size_t n, room;
	int failed;
	int counting;         /* nothing is kept, n alone grows: for a text too large to grow by doubling */
	int indent;           /* spaces a level; 0: all on one line */
	unsigned depth, flat; /* flat: the depth at which one line began, or 0 */
	unsigned char filled[QS_JSON_DEPTH / 8 + 1]; /* bit: the level has a member already */
	unsigned char arrays[QS_JSON_DEPTH / 8 + 1];
};

/* An empty text in an arena. */
void qs_json_out_open(struct qs_json_out *out, struct qs_arena *arena, int indent);

/* Only counts: out->n after the same calls is what qs_json_out_room wants. qs_json_out_text gives NULL. */
void qs_json_out_count(struct qs_json_out *out, int indent);

/* Takes room for n bytes at once, so that the text does not grow by doubling. */
void qs_json_out_room(struct qs_json_out *out, size_t n);

/* Opens an object, or an object whose members stay on one line whatever the indent. */
void qs_json_out_object(struct qs_json_out *out, const char *key);
void qs_json_out_row(struct qs_json_out *out, const char *key);

/* Opens an array, or an array on one line. */
void qs_json_out_array(struct qs_json_out *out, const char *key);
void qs_json_out_array_row(struct qs_json_out *out, const char *key);

/* Closes what was opened last. */
void qs_json_out_end(struct qs_json_out *out);

/* Values. A NaN or an infinity is written as null: JSON has no such number. A NULL text is null. */
void qs_json_out_number(struct qs_json_out *out, const char *key, double value);
void qs_json_out_numbers(struct qs_json_out *out, const char *key, const double *values, size_t n); /* on one line */
void qs_json_out_int(struct qs_json_out *out, const char *key, int64_t value);
void qs_json_out_uint(struct qs_json_out *out, const char *key, uint64_t value);
void qs_json_out_bool(struct qs_json_out *out, const char *key, int value);
void qs_json_out_null(struct qs_json_out *out, const char *key);
void qs_json_out_string(struct qs_json_out *out, const char *key, const char *text);

/* A value that is JSON text already. */
void qs_json_out_raw(struct qs_json_out *out, const char *key, const char *json);

/* A parsed value with everything in it. */
void qs_json_out_value(struct qs_json_out *out, const char *key, const struct qs_json *value);

/* The text, with a final zero; NULL if memory ran out. length may be NULL. Everything opened must be closed. */
const char *qs_json_out_text(struct qs_json_out *out, size_t *length);

/* Writes a double in the fewest of 15, 16 or 17 significant digits that read back equal ("nan", "inf", "-inf" if it is
 * no number), in any locale. buffer holds at least 32 bytes. Returns the length. */
size_t qs_number_write(double value, char *buffer);

/* Reads text, n bytes and a final zero, as a decimal number by JSON's grammar, correctly rounded, in any locale.
 * Returns 0, or -1 if the text is no such number, or 1 if no double holds it (too large, or not zero and too small:
 * *value is then 0). */
int qs_number_read(const char *text, size_t n, double *value);

#endif
