/* A growing text buffer, and numbers as text for programs and for people.
 *
 * A failed allocation is remembered: later calls do nothing and qs_buffer_status tells. A zeroed qs_buffer is empty and valid
 * and takes memory from the C library. Numbers never depend on the locale: the decimal sign is always a point.
 */
#ifndef QS_IO_TEXT_H
#define QS_IO_TEXT_H

#include "model/base/arena.h"
#include "model/base/status.h"

#include <stddef.h>

struct qs_buffer {
	struct qs_allocator from;
	char *bytes; /* ends in a zero that is not counted; NULL while empty */
	size_t length, room;
	int failed;
};

/* An empty buffer that takes memory from an allocator (NULL: the C library). */
void qs_buffer_init(struct qs_buffer *buffer, const struct qs_allocator *from);

/* Gives the memory back; the buffer is empty afterwards and keeps its allocator. Safe on a zeroed buffer and twice. */
void qs_buffer_free(struct qs_buffer *buffer);

/* QS_ENOMEM if an append failed since init, else QS_OK. */
qs_status qs_buffer_status(const struct qs_buffer *buffer, struct qs_err *err);

/* The text so far, never NULL. */
const char *qs_buffer_text(const struct qs_buffer *buffer);

/* Appends n bytes. */
void qs_buffer_add(struct qs_buffer *buffer, const char *bytes, size_t n);

/* Appends a text; NULL appends nothing. */
void qs_buffer_put(struct qs_buffer *buffer, const char *text);

/* Appends as printf does. Not for doubles: they would depend on the locale. */
void qs_buffer_format(struct qs_buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends a text with & < > " and ' written as references, so that it is safe in HTML text and in quoted attributes.
 * Control characters that HTML forbids are left out. */
void qs_buffer_html(struct qs_buffer *buffer, const char *text);

/* Appends one CSV cell: quoted if it holds a comma, a quote or a line end. A text that a spreadsheet would take for a
 * formula (first character = + - @) gets a leading apostrophe. */
void qs_buffer_csv(struct qs_buffer *buffer, const char *text);

/* Appends the shortest decimal that reads back as the same double (qs_number_write); nothing for NaN and infinities. */
void qs_buffer_number(struct qs_buffer *buffer, double value);

/* Appends a comma and then the cell: of a text, of a number. */
void qs_buffer_cell(struct qs_buffer *buffer, const char *text);
void qs_buffer_number_cell(struct qs_buffer *buffer, double value);

/* The cells of n numbers; those that follow one of the same bits are made of its text. */
void qs_buffer_number_cells(struct qs_buffer *buffer, size_t n, const double *values);

/* Appends a value with a fixed number of decimals, 0 to 9; nothing for NaN and infinities. "-0" is never written. */
void qs_buffer_fixed(struct qs_buffer *buffer, double value, int decimals);

/* A number as text for people. */
struct qs_people {
	char text[48];
};

/* Three significant digits, thousands separated by commas, a true minus sign (U+2212); an en dash for NaN and infinities.
 * 12345.6 gives 12,300; 0.04567 gives 0.0457; below 1e-4 powers of ten (2.2e-13). Returns number->text. */
const char *qs_people_number(double value, struct qs_people *number);

/* A figure of the input, as it was given: at most five significant digits, no zeros at the end of a fraction. Returns
 * number->text. */
const char *qs_people_given(double value, struct qs_people *number);

/* A whole number in full, thousands separated by commas. Returns number->text. */
const char *qs_people_count(unsigned long long value, struct qs_people *number);

/* Appends qs_people_number. */
void qs_buffer_people(struct qs_buffer *buffer, double value);

#endif
