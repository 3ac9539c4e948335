/* Numbers as text. The C library does the rounding (IEEE 754 conversions are exact in glibc and musl); it is asked in
 * the "C" locale of this thread alone, so that a decimal comma elsewhere in the process does not matter. */
#include "io/json.h"

#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* ---- writing ---- */

/* Up to 2^116: the significand of a double times 5^27. */
__extension__ typedef unsigned __int128 wide;

enum { MOST_FIVES = 27, DIGITS = 17 };

/* A value as an integer of 17 digits, rounded down, and what exactly is left: value = (whole + rest/2^shift) 10^-power,
 * where whole 2^shift + rest = significand 5^power. */
struct decimal {
	wide exact; /* significand x 5^power */
	uint64_t whole, five, significand;
	int shift, power;
};

/* Returns 0 if that does not fit: below 1e-11 or from 1e15 on. */
static int take_apart(double size, struct decimal *d)
{
	uint64_t bits;
	int exponent;

	if (!(size >= 1e-11 && size < 1e15))
		return 0;
	memcpy(&bits, &size, sizeof bits);
	d->significand = (bits & 0xfffffffffffffu) | 0x10000000000000u;
	exponent = (int)(bits >> 52) - 1075;
	/* the decimal exponent or one less */
	for (d->power = DIGITS - 1 - (int)floor((exponent + 52) * 0.30102999566398);; d->power--) {
		d->five = 1;
		if (d->power > MOST_FIVES)
			continue;
		for (int k = 0; k < d->power; k++)
			d->five *= 5;
		d->exact = (wide)d->significand * d->five;
		d->shift = -(exponent + d->power);
		d->whole = (uint64_t)(d->exact >> d->shift);
		if (d->whole < 100000000000000000u)
			return 1;
	}
}

/* The value rounded to 17 digits less those of `step` (1, 10, 100), ties to even; *back: nonzero if no other double is
 * as near to that. */
static uint64_t round_to(const struct decimal *d, uint64_t step, int *back)
{
	const wide rest = d->exact - ((wide)d->whole << d->shift), half = (wide)step << (d->shift - 1);
	const wide beyond = ((wide)(d->whole % step) << d->shift) + rest;
	uint64_t digits = d->whole / step;

	digits += beyond > half || (beyond == half && digits % 2);

	const wide shown = ((wide)digits * step) << d->shift;
	const wide off = shown > d->exact ? shown - d->exact : d->exact - shown;

	*back = 2 * off < d->five;
	return digits;
}

/* The same text as "%.15g", or with 16 or 17 digits if fewer are another number's; it asks the C library for nothing.
 * Returns 0 if the value is none of those that fit. */
static size_t write_exactly(double value, char *buffer)
{
	struct decimal d;
	char text[24];
	uint64_t digits, step = 100;
	size_t n = 0, at = 0;
	int back, exponent;

	if (!take_apart(value < 0 ? -value : value, &d) || d.significand == 0x10000000000000u || d.shift < 1)
		return 0; /* the double below a power of two is half as far away */
	for (digits = round_to(&d, step, &back); !back && step > 1; digits = round_to(&d, step, &back))
		step /= 10;
	exponent = DIGITS - 1 - d.power;
	if (digits * step == 100000000000000000u)
		exponent++;
	while (digits % 10 == 0)
		digits /= 10;
	for (; digits; digits /= 10)
		text[n++] = (char)('0' + digits % 10); /* the last one first */
	if (value < 0)
		buffer[at++] = '-';
	if (exponent < 0 && exponent >= -4) {
		buffer[at++] = '0';
		buffer[at++] = '.';
		for (int k = -1; k > exponent; k--)
			buffer[at++] = '0';
	}
	for (size_t k = 0; k < n; k++) {
		buffer[at++] = text[n - 1 - k];
		if (k + 1 < n && (exponent < -4 ? !k : (int)k == exponent))
			buffer[at++] = '.';
	}
	for (int k = (int)n; k <= exponent; k++)
		buffer[at++] = '0';
	if (exponent < -4)
		at += (size_t)snprintf(buffer + at, SIZE - at, "e-%02d", -exponent);
	buffer[at] = 0;
	return at;
}

/* The same of a whole number below 1e15, zero with its sign; 0 for any other. */
static size_t write_whole(double value, char *buffer)
{
	const double size = fabs(value);
	char text[SIZE];
	uint64_t left;
	size_t n = 0, at = 0;

	if (!(size < 1e15) || floor(size) < size)
		return 0;
	left = (uint64_t)size;
	do
		text[n++] = (char)('0' + left % 10); /* the last one first */
	while (left /= 10);
	if (signbit(value))
		buffer[at++] = '-';
	while (n)
		buffer[at++] = text[--n];
	buffer[at] = 0;
	return at;
}

size_t qs_number_write(double value, char *buffer)
{
	const size_t whole = write_whole(value, buffer), length = whole ? whole : write_exactly(value, buffer);
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
