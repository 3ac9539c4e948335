/* Tables: CSV by RFC 4180, strictly.
 *
 * The separator is the most frequent of `,` `;` and tab in the header outside quotes. Text is UTF-8 with or without a
 * byte-order mark; bytes that are not UTF-8 are read as GB18030 with a notice (W1103). Rows end with LF or CRLF. Every
 * row has as many columns as the header. Rows without any text are skipped.
 */
#ifndef QS_IO_CSV_H
#define QS_IO_CSV_H

#include "model/base/arena.h"
#include "model/base/mistakes.h"
#include "model/base/status.h"

#include <stddef.h>

struct qs_csv {
	const char *file;
	size_t columns, rows;
	const char **names;    /* [columns] */
	const char **cells;    /* [rows * columns]; "" if empty; spaces around unquoted text are taken off */
	const unsigned *lines; /* [rows]: the line on which the row begins */
};

/* The same of a header and rows that begin on a later line of their file (0: the one behind the header). */
qs_status qs_csv_parse_part(const char *bytes, size_t n, const char *file, unsigned first_line, struct qs_arena *arena,
			    struct qs_mistakes *mistakes, struct qs_csv *csv, struct qs_err *err);

/* Reads a table; everything lies in the arena. QS_EINPUT if any mistake was added. */
qs_status qs_csv_parse(const char *bytes, size_t n, const char *file, struct qs_arena *arena,
		       struct qs_mistakes *mistakes, struct qs_csv *csv, struct qs_err *err);

#endif
