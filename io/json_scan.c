#include "io/json_scan.h"

#include "io/json.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

void qs_json_scan_open(struct qs_json_scan *scan, const char *bytes, size_t n, const char *file, char *pool,
		       struct qs_mistakes *mistakes)
{
	memset(scan, 0, sizeof *scan);
	scan->at = bytes;
	scan->end = bytes + n;
	if (n >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3))
		scan->at += 3;
	scan->counted = scan->at;
	scan->line = scan->column = 1;
	scan->token_line = scan->token_column = 1;
	scan->file = file;
	scan->mistakes = mistakes;
	scan->pool = pool;
}

/* Length of the well-formed UTF-8 sequence at p (Unicode 15.0, table 3-7), or 0 if there is none before end. */
static size_t utf8_length(const char *p, const char *end)
{
	const unsigned char *const s = (const unsigned char *)p;
	const size_t room = (size_t)(end - p);
	unsigned char low = 0x80, high = 0xBF;
	size_t n;

	if (room < 1)
		return 0;
	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xC2 || s[0] > 0xF4)
		return 0;
	n = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
	if (room < n)
		return 0;
	if (s[0] == 0xE0)
		low = 0xA0; /* shorter forms exist */
	else if (s[0] == 0xED)
		high = 0x9F; /* surrogates */
	else if (s[0] == 0xF0)
		low = 0x90;
	else if (s[0] == 0xF4)
		high = 0x8F; /* above U+10FFFF */
	if (s[1] < low || s[1] > high)
		return 0;
	for (size_t i = 2; i < n; i++)
		if (s[i] < 0x80 || s[i] > 0xBF)
			return 0;
	return n;
}

int qs_utf8_valid(const char *bytes, size_t n)
{
	const char *const end = bytes + n;

	while (bytes < end) {
		const size_t length = utf8_length(bytes, end);

		if (!length)
			return 0;
		bytes += length;
	}
	return 1;
}

/* Every byte of a word. */
static uint64_t all(unsigned char byte)
{
	return byte * UINT64_C(0x0101010101010101);
}

/* Nonzero if a byte of the word is below `limit` (at most 0x80); exact. */
static uint64_t has_below(uint64_t word, unsigned char limit)
{
	return (word - all(limit)) & ~word & all(0x80);
}

size_t qs_json_plain(const char *at, const char *end, int ascii)
{
	const uint64_t wide = ascii ? all(0x80) : 0;
	const char *p = at;
	uint64_t word;

	for (; end - p >= (ptrdiff_t)sizeof word; p += sizeof word) {
		memcpy(&word, p, sizeof word);
		if ((word & wide) | has_below(word, 0x20) | has_below(word ^ all('"'), 1) |
		    has_below(word ^ all('\\'), 1))
			break;
	}
	return (size_t)(p - at);
}

/* Moves the known place forward to a byte: lines end with \n, \r\n or \r; a column is a character. */
static void count_to(struct qs_json_scan *scan, const char *at)
{
	while (scan->counted < at) {
		const unsigned char c = (unsigned char)*scan->counted;
		uint64_t word;

		if (at - scan->counted >= (ptrdiff_t)sizeof word) {
			memcpy(&word, scan->counted, sizeof word);
			if (!has_below(word, 0x20)) {
				/* eight bytes of one line; those that begin with bits 10 go on with a character */
				scan->column += 8u - (unsigned)__builtin_popcountll(word & ~(word << 1) & all(0x80));
				scan->counted += sizeof word;
				continue;
			}
		}
		scan->counted++;
		if (c == '\n' || (c == '\r' && !(scan->counted < scan->end && *scan->counted == '\n'))) {
			scan->line++;
			scan->column = 1;
		} else if (c < 0x80 || c >= 0xC0) {
			scan->column++;
		}
	}
}

static struct qs_place place(const struct qs_json_scan *scan)
{
	const struct qs_place at = {scan->file, scan->token_line, scan->token_column, NULL};

	return at;
}

enum qs_token qs_json_scan_refuse(struct qs_json_scan *scan, const char *what)
{
	qs_mistakes_add(scan->mistakes, QS_E1001, place(scan), "", what, NULL, NULL, NULL);
	return QS_TOKEN_BAD;
}

/* A mistake at a byte inside the token. */
static enum qs_token refuse_at(struct qs_json_scan *scan, const char *at, const char *what)
{
	count_to(scan, at);
	scan->token_line = scan->line;
	scan->token_column = scan->column;
	return qs_json_scan_refuse(scan, what);
}

static enum qs_token refuse_utf8(struct qs_json_scan *scan, const char *at)
{
	count_to(scan, at);
	scan->token_line = scan->line;
	scan->token_column = scan->column;
	qs_mistakes_add(scan->mistakes, QS_E1003, place(scan), "", NULL, NULL, NULL, NULL);
	return QS_TOKEN_BAD;
}

static int hex4(const char *p, const char *end, unsigned *code)
{
	*code = 0;
	if (end - p < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		const char c = p[i];
		unsigned digit;

		if (c >= '0' && c <= '9')
			digit = (unsigned)(c - '0');
		else if (c >= 'a' && c <= 'f')
			digit = (unsigned)(c - 'a') + 10;
		else if (c >= 'A' && c <= 'F')
			digit = (unsigned)(c - 'A') + 10;
		else
			return -1;
		*code = *code * 16 + digit;
	}
	return 0;
}

static char *put_utf8(char *to, unsigned code)
{
	if (code < 0x80) {
		*to++ = (char)code;
	} else if (code < 0x800) {
		*to++ = (char)(0xC0 | code >> 6);
		*to++ = (char)(0x80 | (code & 0x3F));
	} else if (code < 0x10000) {
		*to++ = (char)(0xE0 | code >> 12);
		*to++ = (char)(0x80 | (code >> 6 & 0x3F));
		*to++ = (char)(0x80 | (code & 0x3F));
	} else {
		*to++ = (char)(0xF0 | code >> 18);
		*to++ = (char)(0x80 | (code >> 12 & 0x3F));
		*to++ = (char)(0x80 | (code >> 6 & 0x3F));
		*to++ = (char)(0x80 | (code & 0x3F));
	}
	return to;
}

/* \uXXXX with p at the first digit; moves p behind what it took. Returns the character, or -1 with the mistake added.
 */
static long escape_code(struct qs_json_scan *scan, const char **p)
{
	const char *const from = *p - 2;
	unsigned code, low;

	if (hex4(*p, scan->end, &code)) {
		refuse_at(scan, from, "\\u 后应有四位十六进制数\x1f\\u needs four hexadecimal digits");
		return -1;
	}
	*p += 4;
	if (code < 0xD800 || code > 0xDFFF)
		return (long)code;
	if (code > 0xDBFF || scan->end - *p < 6 || (*p)[0] != '\\' || (*p)[1] != 'u' || hex4(*p + 2, scan->end, &low) ||
	    low < 0xDC00 || low > 0xDFFF) {
		refuse_at(scan, from, "单独的代理项转义\x1flone surrogate in a \\u escape");
		return -1;
	}
	*p += 6;
	return (long)(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00));
}

/* An escape with p at the character behind the backslash; -1 with the mistake added. */
static int scan_escape(struct qs_json_scan *scan, const char **p, char **to)
{
	static const char from[] = "\"\\/bfnrt", into[] = "\"\\/\b\f\n\r\t";
	const char *found;

	if (*p == scan->end) {
		refuse_at(scan, *p, "字符串未结束\x1fthe string does not end");
		return -1;
	}
	if (**p == 'u') {
		long code;

		(*p)++;
		code = escape_code(scan, p);
		if (code < 0)
			return -1;
		*to = put_utf8(*to, (unsigned)code);
		return 0;
	}
	found = **p ? strchr(from, **p) : NULL;
	if (!found) {
		refuse_at(scan, *p - 1, "未知的转义\x1funknown escape");
		return -1;
	}
	*(*to)++ = into[found - from];
	(*p)++;
	return 0;
}

/* at stands on the opening quote. */
static enum qs_token scan_string(struct qs_json_scan *scan)
{
	const char *p = scan->at + 1;
	char *to = scan->pool;

	scan->text = to;
	for (;;) {
		const size_t plain = qs_json_plain(p, scan->end, 1);
		unsigned char c;

		memcpy(to, p, plain);
		to += plain;
		p += plain;
		if (p == scan->end || *p == '"')
			break;
		c = (unsigned char)*p;
		if (c == '\\') {
			p++;
			if (scan_escape(scan, &p, &to))
				return QS_TOKEN_BAD;
		} else if (c < 0x20) {
			return refuse_at(scan, p,
					 "字符串中有控制字符\x1f"
					 "control character in a string");
		} else {
			const size_t n = utf8_length(p, scan->end);

			if (!n)
				return refuse_utf8(scan, p);
			for (size_t i = 0; i < n; i++)
				*to++ = *p++;
		}
	}
	if (p == scan->end)
		return qs_json_scan_refuse(scan, "字符串未结束\x1fthe string does not end");
	scan->length = (size_t)(to - scan->text);
	*to++ = 0;
	scan->pool = to;
	scan->at = p + 1;
	return QS_TOKEN_STRING;
}

/* A character that no number, word or mark can follow directly. */
static int ends_word(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ',' || c == ']' || c == '}' || c == ':' ||
	       c == '[' || c == '{' || c == '"';
}

static size_t word_length(const struct qs_json_scan *scan)
{
	const char *p = scan->at;

	while (p < scan->end && !ends_word(*p))
		p++;
	return (size_t)(p - scan->at);
}

static enum qs_token scan_number(struct qs_json_scan *scan)
{
	const size_t n = word_length(scan);
	int result;

	memcpy(scan->pool, scan->at, n);
	scan->pool[n] = 0;
	scan->text = scan->pool;
	result = qs_number_read(scan->text, n, &scan->number);
	if (result < 0)
		return qs_json_scan_refuse(scan, "不是有效的数字\x1fnot a number");
	scan->length = n;
	if (result > 0) {
		char start[40];

		snprintf(start, sizeof start, "%.32s%s", scan->text, n > 32 ? "..." : "");
		qs_mistakes_add(scan->mistakes, QS_E1005, place(scan), "", start, NULL, NULL, NULL);
	}
	scan->pool += n + 1;
	scan->at += n;
	return QS_TOKEN_NUMBER;
}

static enum qs_token scan_word(struct qs_json_scan *scan)
{
	static const struct {
		const char *word;
		enum qs_token token;
	} words[] = {{"true", QS_TOKEN_TRUE}, {"false", QS_TOKEN_FALSE}, {"null", QS_TOKEN_NULL}};
	const size_t n = word_length(scan);

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strlen(words[i].word) == n && !memcmp(words[i].word, scan->at, n)) {
			scan->at += n;
			return words[i].token;
		}
	}
	if (!utf8_length(scan->at, scan->end))
		return refuse_utf8(scan, scan->at);
	return qs_json_scan_refuse(scan, "应为一个值\x1f"
					 "expected a value");
}

enum qs_token qs_json_scan_next(struct qs_json_scan *scan)
{
	static const char marks[] = "{}[]:,";
	static const enum qs_token tokens[] = {QS_TOKEN_OBJECT,    QS_TOKEN_OBJECT_END, QS_TOKEN_ARRAY,
					       QS_TOKEN_ARRAY_END, QS_TOKEN_COLON,      QS_TOKEN_COMMA};
	const char *mark;

	while (scan->at < scan->end &&
	       (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r'))
		scan->at++;
	count_to(scan, scan->at);
	scan->token_line = scan->line;
	scan->token_column = scan->column;
	scan->text = NULL;
	scan->length = 0;
	scan->number = 0;
	if (scan->at == scan->end)
		return QS_TOKEN_END;
	mark = *scan->at ? strchr(marks, *scan->at) : NULL;
	if (mark) {
		scan->at++;
		return tokens[mark - marks];
	}
	if (*scan->at == '"')
		return scan_string(scan);
	if (*scan->at == '-' || (*scan->at >= '0' && *scan->at <= '9'))
		return scan_number(scan);
	return scan_word(scan);
}
