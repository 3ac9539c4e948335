/* Units: one table, used at the door only. Inside, every quantity is in its field row's unit. */
#ifndef QS_MODEL_BASE_UNITS_H
#define QS_MODEL_BASE_UNITS_H

#include <stddef.h>

/* Converts value from one unit to another: *to_value = value * factor (all conversions are proportional).
 * Returns 0, or -1 if the units are unknown or of different quantities. */
int qs_unit_convert(const char *from, const char *to, double value, double *to_value);

/* The units that convert to a unit, as one text "ha, m2, mu …" in buffer; returns its length. */
size_t qs_unit_accepted(const char *to, char *buffer, size_t size);

/* 44/12 t CO2 per t C: the only place where the ratio stands. */
double qs_co2e_of_c(double c);

#endif
