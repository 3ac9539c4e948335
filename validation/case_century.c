#include "kernels/century.h"

#include "kernels/kernels.h"
#include "validation/case_columns.h"
#include "validation/case_soils.h"

#include <string.h>

#define MOST 1e9
#define MOST_PARTS 625000 /* steps of a case: a second or so */

enum { POOLS = 7, YEAR = 12 };

/* A case being run. Steps are the times between t, or months. */
struct century_case {
	struct qs_century_rates rates;
	double pools[POOLS], initial[POOLS];
	double surface_in, soil_in; /* a unit of time */
	double lignin_nitrogen, lignin, texture;
	const double *t; /* NULL with a climate */
	double *xi, *time, *co2, *rows;
	double xi_most;
	size_t steps;
	int from_equilibrium, equilibrium;
};

static const char *const pool_names[POOLS] = {
	"surface structural", "surface metabolic", "soil structural", "soil metabolic", "active", "slow", "passive"};

static void read_order(const struct qs_case_given *given)
{
	const struct qs_json *const list = qs_json_find(given->object, "pool_order");
	size_t i = 0;
	int same = 1;

	if (!list || list->kind == QS_JSON_NULL)
		return;
	for (const struct qs_json *item = list->first; item; item = item->next, i++)
		same = same && i < POOLS && item->kind == QS_JSON_STRING && !strcmp(item->text, pool_names[i]);
	if (!same || i != POOLS)
		qs_case_refuse(given, "pool_order",
			       "another order than surface structural, surface metabolic, soil "
			       "structural, soil metabolic, active, slow, passive");
}

static int read_litter_and_soil(const struct qs_case_given *given, struct century_case *c)
{
	const double clay = qs_case_number(given, "clay_fraction", 0, 1);
	const double silt = qs_case_number(given, "silt_fraction", 0, 1);
	size_t n = POOLS;
	const double *const ks = qs_case_numbers(given, "ks", 0, 1e6, &n);
	const double *const start = qs_case_numbers(given, "C0", 0, MOST, &n);

	c->lignin_nitrogen = qs_case_number(given, "LN", 0, qs_century_lignin_nitrogen_max());
	c->lignin = qs_case_number(given, "Ls", 0, 1);
	c->texture = clay + silt > 1 ? 1 : clay + silt;
	c->surface_in = qs_case_number(given, "surfaceIn", 0, MOST);
	c->soil_in = qs_case_number(given, "soilIn", 0, MOST);
	if (clay + silt > 1 + 1e-9)
		qs_case_refuse(given, "silt_fraction", "clay and silt above 1");
	if (!ks || !start)
		return qs_case_failed(given) ? 0 : -1;
	c->rates = (struct qs_century_rates){ks[0], ks[1], ks[2], ks[3], ks[4], ks[5], ks[6]};
	memcpy(c->initial, start, sizeof c->initial);
	return 0;
}

/* Columns of the steps; without memory all pointers are NULL. */
static int take(const struct qs_case_given *given, struct century_case *c, size_t steps)
{
	double *columns[3];

	c->steps = steps;
	c->rows = qs_arena_take(given->arena, (steps + 1) * POOLS, sizeof *c->rows);
	if (!c->rows || qs_case_columns(given, steps ? steps : 1, columns, 3))
		return -1;
	c->xi = columns[0];
	c->time = columns[1];
	c->co2 = columns[2];
	return 0;
}

static int read_times(const struct qs_case_given *given, struct century_case *c)
{
	const double xi = qs_case_number(given, "xi", 0, 1e3);
	size_t n = 0;

	c->t = qs_case_column(given, "t", -1e9, 1e9, &n);
	if (!c->t)
		return qs_case_failed(given) ? 0 : -1;
	if (take(given, c, n - 1))
		return -1;
	for (size_t i = 0; i + 1 < n; i++) {
		c->xi[i] = xi;
		c->time[i] = c->t[i + 1] - c->t[i];
		if (c->time[i] < 0) {
			qs_case_refuse(given, "t", "a time before the one before it");
			break;
		}
	}
	c->xi_most = xi;
	return 0;
}

static int read_climate(const struct qs_kernels *kernels, const struct qs_case_given *given, struct century_case *c)
{
	static const char *const keys[] = {"temperature_c", "rain_mm", "pet_mm", "temperature_function",
					   "t_max_c",       "t_opt_c", "month",  NULL};
	static const char *const words[] = {"century", "daycent", NULL};
	const struct qs_case_given climate = qs_case_object(given, "climate");
	const int daycent = qs_case_word(&climate, "temperature_function", words, 0);
	const double most = qs_case_optional(&climate, "t_max_c", -50, 100, 45);
	const double best = qs_case_optional(&climate, "t_opt_c", -50, 100, 35);
	const double month = qs_case_optional(&climate, "month", 1e-6, 1e6, 52.0 / 12.0);
	size_t n = 0;
	const double *const t = qs_case_column(&climate, "temperature_c", -90, daycent ? 70 : most, &n);
	const double *const rain = qs_case_column(&climate, "rain_mm", 0, 1e5, &n);
	const double *const pet = qs_case_column(&climate, "pet_mm", 0, 1e5, &n);

	qs_case_only(&climate, keys);
	if (!daycent && !(best < most))
		qs_case_refuse(&climate, "t_opt_c", "an optimum that is not below t_max_c");
	if (qs_case_failed(given))
		return 0;
	if (!t || !rain || !pet || take(given, c, n))
		return -1;
	if (daycent)
		kernels->century_daycent_temperature(n, t, c->xi);
	else
		kernels->century_temperature(n, most, best, t, c->xi);
	kernels->century_moisture(n, rain, pet, c->co2);
	for (size_t i = 0; i < n; i++) {
		c->xi[i] *= c->co2[i];
		c->co2[i] = 0;
		c->time[i] = month;
		c->xi_most = c->xi[i] > c->xi_most ? c->xi[i] : c->xi_most;
	}
	return 0;
}

/* What needs all of the case: its work, and whether the first year has an equilibrium. */
static void check_whole(const struct qs_case_given *given, struct century_case *c)
{
	const struct qs_century_rates *const k = &c->rates;
	double all = 0, year = 0;

	for (size_t i = 0; i < c->steps; i++) {
		all += c->time[i];
		year += i < YEAR ? c->xi[i] * c->time[i] : 0;
	}
	c->equilibrium = (c->t               ? c->xi_most
			  : c->steps >= YEAR ? year
					     : 0) > 0 &&
			 k->str_surface > 0 && k->met_surface > 0 && k->str_soil > 0 && k->met_soil > 0 &&
			 k->active > 0 && k->slow > 0 && k->passive > 0;
	if (c->from_equilibrium && !c->equilibrium)
		qs_case_refuse(given, "start", "no equilibrium: all ks and xi must be > 0, a climate has 12 months");
	if (qs_century_parts(k, all, c->xi_most) > MOST_PARTS)
		qs_case_refuse(given, c->t ? "t" : "climate", "largest of ks x xi x time above 1e6");
}

/* Mean residence of the fastest pool under a constant factor, as the length of the steps of a year that does not vary:
 * any length has the same equilibrium. */
static double some_time(const struct qs_century_rates *k, double xi)
{
	const double rates[POOLS] = {k->str_surface, k->met_surface, k->str_soil, k->met_soil,
				     k->active,      k->slow,        k->passive};
	double most = 0;

	for (size_t i = 0; i < POOLS; i++)
		most = rates[i] > most ? rates[i] : most;
	return 1.0 / (most * xi);
}

/* Pools at the end of the first twelve months, or under a constant factor. */
static void solve_equilibrium(const struct qs_kernels *kernels, const struct century_case *c, double *x)
{
	const struct qs_century_soil soil = {&c->lignin_nitrogen, &c->lignin, &c->texture};
	const struct qs_century_pools pools = {x, x + 1, x + 2, x + 3, x + 4, x + 5, x + 6};
	const double time = c->t ? some_time(&c->rates, c->xi_most) : c->time[0];
	double xi[YEAR], surface_in[YEAR], soil_in[YEAR];

	for (size_t m = 0; m < YEAR; m++) {
		xi[m] = c->t ? c->xi_most : c->xi[m];
		surface_in[m] = c->surface_in * time;
		soil_in[m] = c->soil_in * time;
	}
	kernels->century_equilibrium(1, &c->rates, time, qs_century_parts(&c->rates, time, c->xi_most), &soil, xi,
				     surface_in, soil_in, &pools);
}

static void run_century(const struct qs_kernels *kernels, struct century_case *c)
{
	const struct qs_century_soil soil = {&c->lignin_nitrogen, &c->lignin, &c->texture};
	double *const x = c->pools;
	const struct qs_century_pools pools = {x, x + 1, x + 2, x + 3, x + 4, x + 5, x + 6};

	memcpy(c->rows, x, sizeof c->pools);
	for (size_t i = 0; i < c->steps; i++) {
		const double surface_in = c->surface_in * c->time[i], soil_in = c->soil_in * c->time[i];

		kernels->century_step(1, &c->rates, c->time[i], qs_century_parts(&c->rates, c->time[i], c->xi[i]),
				      &soil, &c->xi[i], &surface_in, &soil_in, &pools, &c->co2[i]);
		memcpy(c->rows + (i + 1) * POOLS, x, sizeof c->pools);
	}
}

static void put_century(struct qs_json_out *out, const struct century_case *c, const double *equilibrium)
{
	qs_json_out_array(out, "pools");
	for (size_t i = 0; i <= c->steps; i++)
		qs_case_put_column(out, NULL, c->rows + i * POOLS, POOLS);
	qs_json_out_end(out);
	qs_json_out_array_row(out, "total");
	for (size_t i = 0; i <= c->steps; i++) {
		double total = 0;

		for (size_t p = 0; p < POOLS; p++)
			total += c->rows[i * POOLS + p];
		qs_json_out_number(out, NULL, total);
	}
	qs_json_out_end(out);
	qs_case_put_column(out, "co2", c->co2, c->steps);
	if (!c->t)
		qs_case_put_column(out, "xi", c->xi, c->steps);
	if (c->equilibrium)
		qs_case_put_column(out, "equilibrium", equilibrium, POOLS);
}

qs_status qs_case_century(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
			  struct qs_err *err)
{
	static const char *const keys[] = {
		"t",  "ks",      "C0",         "surfaceIn", "soilIn", "LN", "Ls", "clay_fraction", "silt_fraction",
		"xi", "climate", "pool_order", "start",     NULL};
	static const char *const starts[] = {"given", "equilibrium", NULL};
	struct century_case c = {.from_equilibrium = qs_case_word(given, "start", starts, 0)};
	double equilibrium[POOLS];
	int none;

	qs_case_only(given, keys);
	read_order(given);
	none = read_litter_and_soil(given, &c);
	if (qs_case_has(given, "climate") && (qs_case_has(given, "t") || qs_case_has(given, "xi")))
		qs_case_refuse(given, "climate", "months of a climate beside t or xi");
	none |= qs_case_has(given, "climate") ? read_climate(kernels, given, &c) : read_times(given, &c);
	if (!none && !qs_case_failed(given))
		check_whole(given, &c);
	if (qs_case_failed(given))
		return QS_OK;
	if (none || !c.rows)
		return qs_fail(err, QS_ENOMEM, "columns of a case");
	if (c.equilibrium)
		solve_equilibrium(kernels, &c, equilibrium);
	memcpy(c.pools, c.from_equilibrium ? equilibrium : c.initial, sizeof c.pools);
	run_century(kernels, &c);
	put_century(out, &c, equilibrium);
	return QS_OK;
}
