/* Numbers as text. The C library does the rounding (IEEE 754 conversions are exact in glibc and musl); it is asked in
 * the "C" locale of this thread alone, so that a decimal comma elsewhere in the process does not matter. */
#include "io/json.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { SIZE = 32 }; /* of a number's buffer */

static size_t digits(const char *text, size_t n, size_t i)
{
	while (i < n && text[i] >= '0' && text[i] <= '9')
		i++;
	return i;
}

/* Nonzero if the text is a number by RFC 8259 section 6. */
static int is_number(const char *text, size_t n)
{
	size_t i = n && text[0] == '-', from = i;

	i = digits(text, n, i);
	if (i == from || (text[from] == '0' && i > from + 1))
		return 0;
	if (i < n && text[i] == '.') {
		from = ++i;
		i = digits(text, n, i);
		if (i == from)
			return 0;
	}
	if (i < n && (text[i] == 'e' || text[i] == 'E')) {
		i++;
		if (i < n && (text[i] == '+' || text[i] == '-'))
			i++;
		from = i;
		i = digits(text, n, i);
		if (i == from)
			return 0;
	}
	return i == n;
}

/* Nonzero if a digit other than 0 stands before the exponent. */
static int is_not_zero(const char *text, size_t n)
{
	for (size_t i = 0; i < n && text[i] != 'e' && text[i] != 'E'; i++)
		if (text[i] >= '1' && text[i] <= '9')
			return 1;
	return 0;
}

int qs_number_read(const char *text, size_t n, double *value)
{
	locale_t plain, before;

	*value = 0;
	if (!is_number(text, n))
		return -1;
	plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	before = uselocale(plain);
	*value = strtod(text, NULL);
	uselocale(before);
	if (plain)
		freelocale(plain);
	if (*value - *value != 0 || (*value == 0 && is_not_zero(text, n))) {
		*value = 0;
		return 1;
	}
	return 0;
}

/* Decimals of at most 15 digits, six of them behind the point: the same text as "%.15g", without asking the C library.
 * If k / 10^d, both exact, rounds to the value, then k is what 15 digits of the value show. Returns 0 if the value is
 * none. */
static size_t write_short(double value, char *buffer)
{
	const double size = value < 0 ? -value : value;
	double scale = 1;

	if (!(size >= 1e-4 && size < 1e9))
		return 0;
	for (int d = 0; d <= 6; d++, scale *= 10) {
		const double k = floor(size * scale + 0.5);
		char text[24];
		int n;

		if (k / scale != size)
			continue;
		n = snprintf(text, sizeof text, "%0*lld", d + 1, (long long)k);
		return (size_t)snprintf(buffer, SIZE, "%s%.*s%s%s", value < 0 ? "-" : "", n - d, text, d ? "." : "",
					text + n - d);
	}
	return 0;
}

size_t qs_number_write(double value, char *buffer)
{
	const size_t length = write_short(value, buffer);
	locale_t plain, before;
	int n = 0;

	if (length)
		return length;
	if (value - value != 0) {
		const char *const word = value > 0 ? "inf" : value < 0 ? "-inf" : "nan";

		return (size_t)snprintf(buffer, SIZE, "%s", word);
	}
	plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	before = uselocale(plain);
	for (int precision = 15; precision <= 17; precision++) {
		n = snprintf(buffer, SIZE, "%.*g", precision, value);
		if (strtod(buffer, NULL) == value)
			break;
	}
	uselocale(before);
	if (plain)
		freelocale(plain);
	return (size_t)n;
}
