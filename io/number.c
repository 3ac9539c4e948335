/* Numbers as text. The C library does the rounding (IEEE 754 conversions are exact in glibc and musl); it is asked in
 * the "C" locale of this thread alone, so that a decimal comma elsewhere in the process does not matter. */
#include "io/json.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

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

size_t qs_number_write(double value, char *buffer)
{
	enum { SIZE = 32 };
	locale_t plain, before;
	int n = 0;

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
