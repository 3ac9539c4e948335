#include "model/base/units.h"

#include <stdio.h>
#include <string.h>

/* A unit's quantity and its size in the quantity's first unit. Exact by definition, but for SOM:
 * soil organic matter to carbon by the van Bemmelen factor 0.58 (convention, source: Nelson & Sommers 1996). */
static const struct {
	const char *quantity, *unit;
	double size;
} rows[] = {
	{"area", "ha", 1}, {"area", "hm2", 1}, {"area", "m2", 1e-4}, {"area", "km2", 100}, {"area", "mu", 1.0 / 15},
	{"area", "亩", 1.0 / 15}, {"area", "公顷", 1},
	{"length", "m", 1}, {"length", "cm", 1e-2}, {"length", "mm", 1e-3}, {"length", "km", 1e3},
	{"mass", "t", 1}, {"mass", "kg", 1e-3}, {"mass", "g", 1e-6}, {"mass", "万吨", 1e4},
	{"money", "CNY", 1}, {"money", "元", 1}, {"money", "万元", 1e4}, {"money", "亿元", 1e8},
	{"part", "1", 1}, {"part", "frac", 1}, {"part", "%", 1e-2}, {"part", "pct", 1e-2},
	{"content", "g/kg", 1}, {"content", "%C", 10}, {"content", "g/kg SOM", 0.58}, {"content", "% SOM", 5.8},
	{"density", "g/cm3", 1}, {"density", "t/m3", 1}, {"density", "kg/m3", 1e-3},
	{"yearly", "1/a", 1}, {"yearly", "%/a", 1e-2}, {"yearly", "1/month", 12},
	{"time", "a", 1}, {"time", "month", 1.0 / 12}, {"time", "min", 1.0},
	{"depth", "mm/a", 1}, {"temperature", "C", 1}, {"angle", "degree", 1}, {"angle", "°", 1},
	{"carbon per area", "t/ha", 1}, {"carbon per area", "kg/m2", 10}, {"carbon per area", "t C/ha", 1},
	{"volume per area", "m3/m2", 1}, {"volume per area", "m3/ha", 1e-4}, {"volume per area", "m3/mu", 15e-4},
	{"mass per area", "kg/ha", 1}, {"mass per area", "kg/mu", 15}, {"mass per area", "g/m2", 10},
	{"length per area", "m/ha", 1}, {"length per area", "m/mu", 15}, {"length per area", "m/m2", 1e4},
	{"number per area", "1/ha", 1}, {"number per area", "株/hm2", 1}, {"number per area", "1/mu", 15},
	{"number per area", "株/亩", 15}, {"number per area", "1/m2", 1e4},
	{"price", "CNY/t", 1}, {"price", "元/t", 1}, {"price", "元/吨", 1},
	{"price per area", "CNY/ha", 1}, {"price per area", "CNY/m2", 1e4}, {"price per area", "CNY/mu", 15},
	{"price per area", "元/亩", 15}, {"price per area", "元/m2", 1e4},
	{"leaf area", "m2/kg", 1}, {"velocity", "m/s", 1}, {"per pressure", "1/hPa", 1},
	{"volume", "m3", 1}, {"volume", "万m3", 1e4},
};

enum { ROWS = sizeof rows / sizeof rows[0] };

static int find(const char *unit)
{
	for (int i = 0; i < ROWS; i++)
		if (!strcmp(rows[i].unit, unit))
			return i;
	return -1;
}

int qs_unit_convert(const char *from, const char *to, double value, double *to_value)
{
	int i, j;

	if (!strcmp(from, to)) {
		*to_value = value;
		return 0;
	}
	i = find(from);
	j = find(to);
	if (i < 0 || j < 0 || strcmp(rows[i].quantity, rows[j].quantity))
		return -1;
	/* mu: divide by 15 rather than multiply by a rounded fifteenth */
	if (rows[i].size == 1.0 / 15 && rows[j].size == 1)
		*to_value = value / 15;
	else
		*to_value = value * rows[i].size / rows[j].size;
	return 0;
}

size_t qs_unit_accepted(const char *to, char *buffer, size_t size)
{
	const int j = find(to);
	size_t n = 0;

	if (j < 0)
		return (size_t)snprintf(buffer, size, "%s", to);
	buffer[0] = 0;
	for (int i = 0; i < ROWS && n < size; i++)
		if (!strcmp(rows[i].quantity, rows[j].quantity))
			n += (size_t)snprintf(buffer + n, size - n, n ? ", %s" : "%s", rows[i].unit);
	return n < size ? n : size - 1;
}

double qs_co2e_of_c(double c)
{
	return c * (44.0 / 12.0);
}
