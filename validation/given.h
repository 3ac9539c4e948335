/* Reading of a case's `given`: what a model asks for, with every mistake told at its place.
 *
 * A reader stands on one object. What is missing or of the wrong kind is added to the list of mistakes and read as
 * zero; the model's function looks at qs_case_failed once, after it has asked for everything.
 */
#ifndef QS_VALIDATION_GIVEN_H
#define QS_VALIDATION_GIVEN_H

#include "io/json.h"
#include "model/base/arena.h"
#include "model/base/mistakes.h"

struct qs_case_given {
	const struct qs_json *object; /* NULL if it was missing: everything in it reads as zero, silently */
	const char *path;             /* "/given/monthly" */
	const char *file;
	struct qs_arena *arena;
	struct qs_mistakes *mistakes;
};

/* Nonzero if any mistake was found in the case so far. */
int qs_case_failed(const struct qs_case_given *given);

/* Nonzero if a key stands there and is not null. */
int qs_case_has(const struct qs_case_given *given, const char *key);

/* A number in [min, max]; the optional one is `otherwise` if the key is absent or null. */
double qs_case_number(const struct qs_case_given *given, const char *key, double min, double max);
double qs_case_optional(const struct qs_case_given *given, const char *key, double min, double max, double otherwise);

/* A whole number in [min, max]; a flag is 0 or 1. */
double qs_case_whole(const struct qs_case_given *given, const char *key, double min, double max);
int qs_case_flag(const struct qs_case_given *given, const char *key);

/* A list of numbers in [min, max]: *n of them if *n is 0, else it must have *n elements. NULL if there is none. */
const double *qs_case_numbers(const struct qs_case_given *given, const char *key, double min, double max, size_t *n);

/* A list of lists of numbers in [min, max], all of one length, row after row: *rows x *columns of them, each taken as
 * it is found if it is 0, else required. null is NaN if nulls is nonzero, else a mistake. NULL if there is none. */
const double *qs_case_table(const struct qs_case_given *given, const char *key, double min, double max, int nulls,
			    size_t *rows, size_t *columns);

/* A list of objects: the list, or NULL, and how many. Its items are read one after another:
 *     for (const struct qs_json *item = list ? list->first : NULL; item; item = item->next, i++)
 *             at = qs_case_item(given, key, item, i);
 */
const struct qs_json *qs_case_list(const struct qs_case_given *given, const char *key, size_t *n);
struct qs_case_given qs_case_item(const struct qs_case_given *given, const char *key, const struct qs_json *item,
				  size_t i);

/* Adds a mistake in words at a key, or at the object itself if it has none. */
void qs_case_refuse(const struct qs_case_given *given, const char *key, const char *text);

/* A text with at least one character; "" if there is none, which is a mistake if it is required. */
const char *qs_case_text(const struct qs_case_given *given, const char *key, int required);

/* The index of a text in words (ending in NULL); `otherwise` if the key is absent or null. */
int qs_case_word(const struct qs_case_given *given, const char *key, const char *const *words, int otherwise);

/* As qs_case_word, of a key that must stand there: -1 and a mistake if it does not or is another word. */
int qs_case_choice(const struct qs_case_given *given, const char *key, const char *const *words);

/* An object within. */
struct qs_case_given qs_case_object(const struct qs_case_given *given, const char *key);

/* Every key must be one of keys (ending in NULL). */
void qs_case_only(const struct qs_case_given *given, const char *const *keys);

#endif
