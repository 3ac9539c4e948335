#include "validation/case_yasso.h"

#include "kernels/kernels.h"
#include "kernels/yasso_sets.h"
#include "validation/case_columns.h"

#include <math.h>
#include <stdio.h>

enum { MONTHS = 12 };

#define MASS_MAX 1e9
#define NOTHING 1e-16 /* as in kernels/yasso.h: at or below it litter only adds up */

/* A case: a column an entry of each step. */
struct yasso_case {
	enum qs_yasso_form form;
	struct qs_yasso yasso;
	const char *where; /* key that a mistake of a step stands at */
	double initial[QS_YASSO_POOLS];
	size_t n;
	double *months[MONTHS]; /* one block, month first */
	double *mean_c, *amplitude_c, *precip_mm, *diameter_cm, *leaching, *steady;
	double *years, *f_awe, *f_n, *f_h, *size, *leached, *litter[QS_YASSO_POOLS];
};

static qs_status no_memory(struct qs_err *err)
{
	return qs_fail(err, QS_ENOMEM, "steps of a case of Yasso");
}

/* ---- parameters ---- */

static int within(const double *values, size_t n, double min, double max)
{
	for (size_t i = 0; i < n; i++)
		if (!(values[i] >= min && values[i] <= max))
			return 0;
	return 1;
}

/* Bounds within which no factor overflows and mass cannot grow fast. */
static void check_parameters(const struct qs_case_given *given, const struct qs_yasso *y)
{
	static const char pools[] = "AWEN";
	char text[120];

	if (!within(y->alpha, QS_YASSO_POOLS, 0, 100))
		qs_case_refuse(given, "parameters", "a rate above 100 a year");
	if (!within(&y->share[0][0], 16, 0, 1) || !within(&y->p_h, 1, 0, 1))
		qs_case_refuse(given, "parameters", "a share outside [0, 1]");
	if (!within(y->beta1, QS_YASSO_FACTORS, -1, 1) || !within(y->beta2, QS_YASSO_FACTORS, -0.02, 0.02))
		qs_case_refuse(given, "parameters", "a first beta outside [-1, 1] or a second outside [-0.02, 0.02]");
	if (!within(y->gamma, QS_YASSO_FACTORS, -1000, 0))
		qs_case_refuse(given, "parameters", "a gamma outside [-1000, 0]");
	if (!within(&y->size_power, 1, -10, 10))
		qs_case_refuse(given, "parameters", "a power of the size outside [-10, 10]");
	for (int pool = 0; pool < 4; pool++) {
		if (qs_yasso_passed_on(y, pool) <= 1.05)
			continue;
		snprintf(text, sizeof text, "pool %c passes on %.6g of what it loses; at most 1.05", pools[pool],
			 qs_yasso_passed_on(y, pool));
		qs_case_refuse(given, "parameters", text);
	}
}

static void read_parameters(const struct qs_case_given *given, struct yasso_case *c)
{
	static const char *const sets[] = {"published", "mass-conserving", NULL};
	size_t n = c->form == QS_YASSO07 ? QS_YASSO07_NUMBERS : QS_YASSO_NUMBERS;
	const int set = qs_case_word(given, "parameter_set", sets, c->form == QS_YASSO20);
	const double *vector = qs_yasso_published(c->form);

	if (qs_case_has(given, "parameters")) {
		vector = qs_case_numbers(given, "parameters", -1000, 1000, &n);
		if (qs_case_has(given, "parameter_set"))
			qs_case_refuse(given, "parameter_set", "a set beside parameters");
		if (!vector)
			return;
	}
	c->yasso = qs_yasso_of(c->form, vector);
	if (set == 1 && !qs_case_has(given, "parameters"))
		qs_yasso_conserve(&c->yasso);
	check_parameters(given, &c->yasso);
}

/* ---- steps ---- */

static int take_columns(const struct qs_case_given *given, struct yasso_case *c)
{
	enum { COLUMNS = 12 + QS_YASSO_POOLS };
	double *at[COLUMNS];
	double *const months = qs_arena_take(given->arena, c->n, MONTHS * sizeof(double));

	if (!months || qs_case_columns(given, c->n, at, COLUMNS))
		return 1;
	for (size_t m = 0; m < MONTHS; m++)
		c->months[m] = months + m * c->n;
	c->mean_c = at[0];
	c->amplitude_c = at[1];
	c->precip_mm = at[2];
	c->diameter_cm = at[3];
	c->leaching = at[4];
	c->steady = at[5];
	c->years = at[6];
	c->f_awe = at[7];
	c->f_n = at[8];
	c->f_h = at[9];
	c->size = at[10];
	c->leached = at[11];
	for (size_t pool = 0; pool < QS_YASSO_POOLS; pool++)
		c->litter[pool] = at[12 + pool];
	return 0;
}

static void set_column(double *to, const double *from, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to[i] = from[i];
}

/* Rows of a table, one a step, become columns. */
static void turn(double *const *columns, const double *table, size_t n, size_t width)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < width; k++)
			columns[k][i] = table[i * width + k];
}

static int read_steps(const struct qs_case_given *given, struct yasso_case *c)
{
	static const char *const keys[] = {"years",
					   "temperature_c",
					   "precipitation_mm",
					   "litter_awenh",
					   "woody_diameter_cm",
					   "leaching",
					   "steady_state",
					   NULL};
	const struct qs_case_given steps = qs_case_object(given, "steps");
	size_t months = MONTHS, pools = QS_YASSO_POOLS;
	const double *const years = qs_case_column(&steps, "years", 0, 1e4, &c->n);
	const double *const t = qs_case_table(&steps, "temperature_c", -90, 70, 0, &c->n, &months);
	const double *const precip = qs_case_column(&steps, "precipitation_mm", 0, 1e5, &c->n);
	const double *const litter = qs_case_table(&steps, "litter_awenh", 0, MASS_MAX, 0, &c->n, &pools);
	const double *const diameter = qs_case_column(&steps, "woody_diameter_cm", 0, 1000, &c->n);
	const double *const leaching = qs_case_column(&steps, "leaching", -1000, 0, &c->n);
	const double *const steady = qs_case_flags(&steps, "steady_state", &c->n);

	qs_case_only(&steps, keys);
	if (qs_case_failed(given))
		return 0;
	if (!years || !t || !precip || !litter || !diameter || !leaching || !steady || take_columns(given, c))
		return 1;
	set_column(c->years, years, c->n);
	set_column(c->precip_mm, precip, c->n);
	set_column(c->diameter_cm, diameter, c->n);
	set_column(c->leaching, leaching, c->n);
	set_column(c->steady, steady, c->n);
	turn(c->months, t, c->n, MONTHS);
	turn(c->litter, litter, c->n, QS_YASSO_POOLS);
	return 0;
}

/* One climate and litter for all steps. */
static int read_constant(const struct qs_case_given *given, struct yasso_case *c)
{
	size_t pools = QS_YASSO_POOLS;
	const double count = qs_case_whole(given, "steps_count", 1, 1e6);
	const double years = qs_case_number(given, "step_years", 0, 1e4);
	const double mean = qs_case_number(given, "mean_temperature_c", -90, 70);
	const double amplitude = qs_case_number(given, "temperature_amplitude_c", 0, 60);
	const double precip = qs_case_number(given, "precipitation_mm", 0, 1e5);
	const double *const litter = qs_case_numbers(given, "litter_awenh_per_year", 0, MASS_MAX, &pools);
	const double diameter = qs_case_optional(given, "woody_diameter_cm", 0, 1000, 0);
	const double leaching = qs_case_optional(given, "leaching", -1000, 0, 0);
	const double steady = qs_case_has(given, "steady_state") ? qs_case_flag(given, "steady_state") : 0;

	if (qs_case_failed(given))
		return 0;
	c->n = (size_t)count;
	if (!litter || take_columns(given, c))
		return 1;
	for (size_t i = 0; i < c->n; i++) {
		c->years[i] = years;
		c->mean_c[i] = mean;
		c->amplitude_c[i] = amplitude;
		c->precip_mm[i] = precip;
		c->diameter_cm[i] = diameter;
		c->leaching[i] = c->form == QS_YASSO07 ? 0.0 : leaching; /* Yasso07 has none */
		c->steady[i] = steady;
		for (size_t pool = 0; pool < QS_YASSO_POOLS; pool++)
			c->litter[pool][i] = litter[pool];
	}
	return 0;
}

/* Size factors and leaching; wood that the size equation has no value for is refused with the range. */
static void derive(const struct qs_case_given *given, const struct yasso_case *c)
{
	double low = 0, high = 0;
	char text[160];
	int told = 0;

	for (size_t i = 0; i < c->n; i++) {
		c->leached[i] = qs_yasso_leached(c->leaching[i], c->precip_mm[i]);
		c->size[i] = qs_yasso_size(&c->yasso, c->diameter_cm[i]);
		if (!isnan(c->size[i]) || told)
			continue;
		told = 1;
		qs_yasso_size_gap(&c->yasso, &low, &high);
		snprintf(text, sizeof text,
			 "wood of %.6g cm: the base of the size equation is not above 0 from %.6g to %.6g cm",
			 c->diameter_cm[i], low, high);
		qs_case_refuse(given, c->where, text);
	}
}

/* ---- the run ---- */

/* Largest rate of a step times its years. */
static double fastest(const struct yasso_case *c, size_t i)
{
	const double *const alpha = c->yasso.alpha;
	double awe = 0;

	for (int pool = QS_YASSO_A; pool <= QS_YASSO_E; pool++)
		awe = fmax(awe, alpha[pool] * c->f_awe[i] * c->size[i]);
	awe = fmax(awe, alpha[QS_YASSO_N] * c->f_n[i] * c->size[i]) + c->leached[i];
	return fmax(awe, alpha[QS_YASSO_H] * c->f_h[i]) * c->years[i];
}

static void climate(const struct qs_kernels *kernels, const struct yasso_case *c, int monthly)
{
	if (monthly)
		kernels->yasso_months(c->n, &c->yasso, c->months[0], c->precip_mm, c->f_awe, c->f_n, c->f_h);
	else
		kernels->yasso_amplitude(c->n, &c->yasso, c->mean_c, c->amplitude_c, c->precip_mm, c->f_awe, c->f_n,
					 c->f_h);
}

static void step(const struct qs_kernels *kernels, const struct yasso_case *c, size_t i, double *p)
{
	const struct qs_yasso_lanes lanes = {
		c->years + i,
		c->f_awe + i,
		c->f_n + i,
		c->f_h + i,
		c->size + i,
		c->leached + i,
		{c->litter[0] + i, c->litter[1] + i, c->litter[2] + i, c->litter[3] + i, c->litter[4] + i}};

	if (c->steady[i] != 0 && !(c->f_awe[i] <= NOTHING))
		kernels->yasso_steady(1, &c->yasso, &lanes, &p[0], &p[1], &p[2], &p[3], &p[4]);
	else
		kernels->yasso_step(1, &c->yasso, &lanes, &p[0], &p[1], &p[2], &p[3], &p[4]);
}

static int finite_pools(const double *p)
{
	return within(p, QS_YASSO_POOLS, 0, 1e300);
}

/* Steps through the case; rows of five. Refuses what has no finite answer. */
static void run_steps(const struct qs_kernels *kernels, const struct qs_case_given *given, const struct yasso_case *c,
		      double *rows, double *total)
{
	double p[QS_YASSO_POOLS];
	char text[120];

	set_column(p, c->initial, QS_YASSO_POOLS);
	for (size_t i = 0; i < c->n; i++) {
		if (c->steady[i] == 0 && fastest(c, i) > 1e6) {
			qs_case_refuse(given, c->where, "a step in which a pool would turn over more than 1e6 times");
			return;
		}
		step(kernels, c, i, p);
		if (!finite_pools(p)) {
			snprintf(text, sizeof text, "step %zu has no finite pools: %s", i + 1,
				 c->steady[i] != 0 ? "not every pool loses more than it is given"
						   : "mass grows beyond all bounds");
			qs_case_refuse(given, c->where, text);
			return;
		}
		set_column(rows + i * QS_YASSO_POOLS, p, QS_YASSO_POOLS);
		total[i] = (p[0] + p[1]) + (p[2] + p[3]) + p[4];
	}
}

static void put_rows(struct qs_json_out *out, const double *rows, const double *total, size_t n)
{
	qs_json_out_array(out, "awenh");
	for (size_t i = 0; i < n; i++)
		qs_case_put_column(out, NULL, rows + i * QS_YASSO_POOLS, QS_YASSO_POOLS);
	qs_json_out_end(out);
	qs_case_put_column(out, "total", total, n);
}

static qs_status run(const struct qs_kernels *kernels, const struct qs_case_given *given, enum qs_yasso_form form,
		     int monthly, struct qs_json_out *out, struct qs_err *err)
{
	static const char *const keys_months[] = {"parameters", "parameter_set", "initial_awenh", "steps", NULL};
	static const char *const keys_constant[] = {"parameters",
						    "parameter_set",
						    "initial_awenh",
						    "steps_count",
						    "step_years",
						    "mean_temperature_c",
						    "temperature_amplitude_c",
						    "precipitation_mm",
						    "litter_awenh_per_year",
						    "woody_diameter_cm",
						    "leaching",
						    "steady_state",
						    NULL};
	struct yasso_case c = {.form = form, .where = monthly ? "steps" : "woody_diameter_cm"};
	size_t pools = QS_YASSO_POOLS;
	const double *const initial = qs_case_numbers(given, "initial_awenh", 0, MASS_MAX, &pools);
	double *rows, *total;

	qs_case_only(given, monthly ? keys_months : keys_constant);
	read_parameters(given, &c);
	if (monthly ? read_steps(given, &c) : read_constant(given, &c))
		return no_memory(err);
	if (qs_case_failed(given))
		return QS_OK;
	rows = qs_arena_take(given->arena, c.n, QS_YASSO_POOLS * sizeof *rows);
	total = qs_arena_take(given->arena, c.n, sizeof *total);
	if (!initial || !rows || !total)
		return no_memory(err);
	set_column(c.initial, initial, QS_YASSO_POOLS);
	derive(given, &c);
	if (qs_case_failed(given))
		return QS_OK;
	climate(kernels, &c, monthly);
	c.where = monthly ? "steps" : "step_years";
	run_steps(kernels, given, &c, rows, total);
	if (!qs_case_failed(given))
		put_rows(out, rows, total, c.n);
	return QS_OK;
}

qs_status qs_case_yasso07(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
			  struct qs_err *err)
{
	return run(kernels, given, QS_YASSO07, 0, out, err);
}

qs_status qs_case_yasso15(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
			  struct qs_err *err)
{
	return run(kernels, given, QS_YASSO15, 1, out, err);
}

qs_status qs_case_yasso15_amplitude(const struct qs_kernels *kernels, const struct qs_case_given *given,
				    struct qs_json_out *out, struct qs_err *err)
{
	return run(kernels, given, QS_YASSO15, 0, out, err);
}

qs_status qs_case_yasso20(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
			  struct qs_err *err)
{
	return run(kernels, given, QS_YASSO20, 1, out, err);
}
