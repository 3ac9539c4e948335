/* The scanner under io/json.c: bytes to tokens, with places. It stops at the first mistake of syntax. */
#ifndef QS_IO_JSON_SCAN_H
#define QS_IO_JSON_SCAN_H

#include "model/base/mistakes.h"

#include <stddef.h>

enum qs_token {
	QS_TOKEN_END,
	QS_TOKEN_BAD, /* the mistake is in the list already */
	QS_TOKEN_OBJECT,
	QS_TOKEN_OBJECT_END,
	QS_TOKEN_ARRAY,
	QS_TOKEN_ARRAY_END,
	QS_TOKEN_COLON,
	QS_TOKEN_COMMA,
	QS_TOKEN_STRING,
	QS_TOKEN_NUMBER,
	QS_TOKEN_TRUE,
	QS_TOKEN_FALSE,
	QS_TOKEN_NULL
};

struct qs_json_scan {
	const char *at, *end;
	const char *file;
	struct qs_mistakes *mistakes;
	/* Place counting: `counted` is the byte up to which line and column are known. */
	const char *counted;
	unsigned line, column;
	/* Where texts of strings and numbers are put, each with a final zero: never more bytes than the source has. */
	char *pool;
	/* The last token. */
	unsigned token_line, token_column;
	const char *text;
	size_t length;
	double number;
};

/* Starts at the first byte after a byte-order mark. pool holds n + 1 bytes. */
void qs_json_scan_open(struct qs_json_scan *scan, const char *bytes, size_t n, const char *file, char *pool,
		       struct qs_mistakes *mistakes);

/* The next token. */
enum qs_token qs_json_scan_next(struct qs_json_scan *scan);

/* Adds a mistake of syntax at the last token and returns QS_TOKEN_BAD. */
enum qs_token qs_json_scan_refuse(struct qs_json_scan *scan, const char *what);

/* How many bytes from `at` on need no look of their own in a string: neither quote, backslash nor control character; with `ascii`,
 * only ASCII. A word at a time: the last few bytes before one that does need a look may be left to the caller. */
size_t qs_json_plain(const char *at, const char *end, int ascii);

/* Nonzero if all n bytes are well-formed UTF-8. */
int qs_utf8_valid(const char *bytes, size_t n);

#endif
