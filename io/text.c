#include "io/text.h"

#include "io/json.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *get(const struct qs_allocator *from, size_t bytes)
{
	return from->get ? from->get(from->self, bytes) : malloc(bytes);
}

static void put_back(const struct qs_allocator *from, void *piece)
{
	if (!piece)
		return;
	if (from->put)
		from->put(from->self, piece);
	else
		free(piece);
}

void qs_buffer_init(struct qs_buffer *buffer, const struct qs_allocator *from)
{
	memset(buffer, 0, sizeof *buffer);
	if (from)
		buffer->from = *from;
}

void qs_buffer_free(struct qs_buffer *buffer)
{
	put_back(&buffer->from, buffer->bytes);
	buffer->bytes = NULL;
	buffer->length = buffer->room = 0;
	buffer->failed = 0;
}

qs_status qs_buffer_status(const struct qs_buffer *buffer, struct qs_err *err)
{
	if (buffer->failed)
		return qs_fail(err, QS_ENOMEM, "a text of %zu bytes", buffer->length);
	return QS_OK;
}

const char *qs_buffer_text(const struct qs_buffer *buffer)
{
	return buffer->bytes ? buffer->bytes : "";
}

/* Room for n more bytes and the final zero; allocators ask for whole multiples of 64. */
static int grow(struct qs_buffer *buffer, size_t n)
{
	size_t room = buffer->room ? buffer->room : 256;
	char *bytes;

	if (buffer->failed)
		return -1;
	if (buffer->room && n < buffer->room - buffer->length)
		return 0;
	while (room - buffer->length <= n) {
		if (room > (size_t)-1 / 2) {
			buffer->failed = 1;
			return -1;
		}
		room *= 2;
	}
	bytes = get(&buffer->from, room);
	if (!bytes) {
		buffer->failed = 1;
		return -1;
	}
	if (buffer->length)
		memcpy(bytes, buffer->bytes, buffer->length);
	put_back(&buffer->from, buffer->bytes);
	buffer->bytes = bytes;
	buffer->room = room;
	return 0;
}

void qs_buffer_add(struct qs_buffer *buffer, const char *bytes, size_t n)
{
	if (!n || grow(buffer, n))
		return;
	memcpy(buffer->bytes + buffer->length, bytes, n);
	buffer->length += n;
	buffer->bytes[buffer->length] = 0;
}

void qs_buffer_put(struct qs_buffer *buffer, const char *text)
{
	if (text)
		qs_buffer_add(buffer, text, strlen(text));
}

void qs_buffer_format(struct qs_buffer *buffer, const char *format, ...)
{
	va_list list, again;
	int n;

	va_start(list, format);
	va_copy(again, list);
	n = vsnprintf(NULL, 0, format, list);
	if (n > 0 && !grow(buffer, (size_t)n)) {
		vsnprintf(buffer->bytes + buffer->length, (size_t)n + 1, format, again);
		buffer->length += (size_t)n;
	}
	va_end(again);
	va_end(list);
}

void qs_buffer_html(struct qs_buffer *buffer, const char *text)
{
	for (const char *c = text; c && *c; c++) {
		switch (*c) {
		case '&':
			qs_buffer_put(buffer, "&amp;");
			break;
		case '<':
			qs_buffer_put(buffer, "&lt;");
			break;
		case '>':
			qs_buffer_put(buffer, "&gt;");
			break;
		case '"':
			qs_buffer_put(buffer, "&quot;");
			break;
		case '\'':
			qs_buffer_put(buffer, "&#39;");
			break;
		default:
			if ((unsigned char)*c >= 0x20 || *c == '\t' || *c == '\n')
				qs_buffer_add(buffer, c, 1);
			break;
		}
	}
}

void qs_buffer_csv(struct qs_buffer *buffer, const char *text)
{
	const int formula = text && *text && strchr("=+-@", *text);

	if (!text)
		return;
	if (!strpbrk(text, ",\"\r\n")) {
		qs_buffer_put(buffer, formula ? "'" : "");
		qs_buffer_put(buffer, text);
		return;
	}
	qs_buffer_put(buffer, formula ? "\"'" : "\"");
	for (const char *c = text; *c; c++) {
		if (*c == '"')
			qs_buffer_put(buffer, "\"");
		qs_buffer_add(buffer, c, 1);
	}
	qs_buffer_put(buffer, "\"");
}

/* The digits of %.*e without the locale's decimal sign; returns the exponent of the first digit. */
static int digits_of(double value, int digits, char *to)
{
	char text[64];
	const char *c = text;
	int n = 0;

	snprintf(text, sizeof text, "%.*e", digits - 1, value);
	for (; *c && *c != 'e'; c++)
		if (*c >= '0' && *c <= '9' && n < digits)
			to[n++] = *c;
	to[n] = 0;
	return *c == 'e' ? (int)strtol(c + 1, NULL, 10) : 0;
}

void qs_buffer_number(struct qs_buffer *buffer, double value)
{
	char text[32];

	if (isfinite(value))
		qs_buffer_add(buffer, text, qs_number_write(value, text));
}

void qs_buffer_cell(struct qs_buffer *buffer, const char *text)
{
	qs_buffer_put(buffer, ",");
	qs_buffer_csv(buffer, text);
}

void qs_buffer_number_cell(struct qs_buffer *buffer, double value)
{
	qs_buffer_put(buffer, ",");
	qs_buffer_number(buffer, value);
}

void qs_buffer_number_cells(struct qs_buffer *buffer, size_t n, const double *values)
{
	char text[33] = ",";
	size_t length = 1;

	for (size_t i = 0; i < n; i++) {
		if (!i || values[i] != values[i - 1] || signbit(values[i]) != signbit(values[i - 1]))
			length = isfinite(values[i]) ? 1 + qs_number_write(values[i], text + 1) : 1;
		qs_buffer_add(buffer, text, length);
	}
}

void qs_buffer_fixed(struct qs_buffer *buffer, double value, int decimals)
{
	char text[400];
	int zero = 1;

	if (!isfinite(value))
		return;
	snprintf(text, sizeof text, "%.*f", decimals, fabs(value));
	for (char *c = text; *c; c++)
		if (*c >= '1' && *c <= '9')
			zero = 0;
	if (value < 0 && !zero)
		qs_buffer_put(buffer, "-");
	for (const char *c = text; *c; c++) {
		if (*c >= '0' && *c <= '9')
			qs_buffer_add(buffer, c, 1);
		else if (c > text && c[-1] >= '0' && c[-1] <= '9') /* the first byte of the locale's decimal sign */
			qs_buffer_put(buffer, ".");
	}
}

/* Copies the digits of a whole number with a comma before every third from the end. */
static size_t group(const char *digits, char *to)
{
	const size_t n = strlen(digits);
	size_t length = 0;

	for (size_t i = 0; i < n; i++) {
		if (i && (n - i) % 3 == 0)
			to[length++] = ',';
		to[length++] = digits[i];
	}
	to[length] = 0;
	return length;
}

/* A finite value rounded to some significant digits, in plain notation where that is short. */
static void write_rounded(double value, int significant, struct qs_people *number)
{
	const char *sign = value < 0 ? "−" : "";
	char *text = number->text;
	char digits[8], whole[32], grouped[40];
	const int exponent = digits_of(fabs(value), significant, digits);

	if (value == 0) {
		snprintf(text, sizeof number->text, "0");
	} else if (exponent < -4 || exponent > 17) {
		const int again = digits_of(fabs(value), 2, digits);

		snprintf(text, sizeof number->text, "%s%.1s.%se%d", sign, digits, digits + 1, again);
	} else if (exponent >= significant - 1) {
		snprintf(whole, sizeof whole, "%s%.*s", digits, exponent + 1 - significant, "00000000000000000");
		group(whole, grouped);
		snprintf(text, sizeof number->text, "%s%s", sign, grouped);
	} else if (exponent >= 0) {
		snprintf(whole, sizeof whole, "%.*s", exponent + 1, digits);
		group(whole, grouped);
		snprintf(text, sizeof number->text, "%s%s.%s", sign, grouped, digits + exponent + 1);
	} else {
		snprintf(text, sizeof number->text, "%s0.%.*s%s", sign, -exponent - 1, "0000", digits);
	}
}

const char *qs_people_number(double value, struct qs_people *number)
{
	if (isfinite(value))
		write_rounded(value, 3, number);
	else
		snprintf(number->text, sizeof number->text, "–");
	return number->text;
}

const char *qs_people_given(double value, struct qs_people *number)
{
	size_t n;

	if (!isfinite(value))
		return qs_people_number(value, number);
	write_rounded(value, 5, number);
	n = strlen(number->text);
	if (strchr(number->text, '.') && !strchr(number->text, 'e')) {
		while (number->text[n - 1] == '0')
			n--;
		number->text[number->text[n - 1] == '.' ? n - 1 : n] = 0;
	}
	return number->text;
}

void qs_buffer_people(struct qs_buffer *buffer, double value)
{
	struct qs_people number;

	qs_buffer_put(buffer, qs_people_number(value, &number));
}

const char *qs_people_count(unsigned long long value, struct qs_people *number)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%llu", value);
	group(digits, number->text);
	return number->text;
}
