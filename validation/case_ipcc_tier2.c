#include "kernels/ipcc_tier2.h"

#include "kernels/kernels.h"
#include "validation/case_columns.h"
#include "validation/case_soils.h"

#include <string.h>

#define MOST 1e9
#define LEAST_NITROGEN 1e-6

enum { MONTHS = 12 };

enum column { TFAC, WFAC, D, KA, KS, KP, ALPHA, SS_A, SS_S, SS_P, ACTIVE, SLOW, PASSIVE, TOTAL, DELTA, COLUMNS };

/* A case being run: years as lanes, so that one call makes the rates and steady states of all. */
struct tier2_case {
	struct qs_ipcc_tier2 set;
	size_t years;
	const double *temperature_c, *wetness, *irrigated; /* twelve months, the same every year */
	double *carbon, *lignin, *nitrogen, *sand, *f2, *till;
	double initial[3];
	int starts_steady;
	size_t run_in; /* years whose mean input makes the steady state at the start */
	double *at[COLUMNS];
};

/* A parameter that a case may give. */
struct parameter {
	const char *key;
	double *at;
	double min, max;
};

static void read_parameters(const struct qs_case_given *given, const struct parameter *rows, size_t n)
{
	const char *keys[64] = {0};
	struct qs_case_given parameters;

	if (!qs_case_has(given, "parameters"))
		return;
	parameters = qs_case_object(given, "parameters");
	for (size_t i = 0; i < n; i++) {
		keys[i] = rows[i].key;
		*rows[i].at = qs_case_optional(&parameters, rows[i].key, rows[i].min, rows[i].max, *rows[i].at);
	}
	qs_case_only(&parameters, keys);
}

static void read_published(const struct qs_case_given *given, struct qs_ipcc_tier2 *s)
{
	const struct parameter rows[] = {
		{"tillfac_ft", &s->till[QS_TILLAGE_FULL], 1e-6, 100},
		{"tillfac_rt", &s->till[QS_TILLAGE_REDUCED], 1e-6, 100},
		{"tillfac_nt", &s->till[QS_TILLAGE_NONE], 1e-6, 100},
		{"wfacpar1", &s->w0, -10, 10},
		{"wfacpar2", &s->w1, -10, 10},
		{"wfacpar3", &s->w2, -10, 10},
		{"wfac_irri", &s->w_irrigated, 0, 10},
		{"kfaca", &s->k_active, 1e-6, 1e3},
		{"k3par1", &s->k_sand0, 0, 10},
		{"k3par2", &s->k_sand1, 0, 10},
		{"kfacs", &s->k_slow, 1e-6, 1e3},
		{"kfacp", &s->k_passive, 1e-9, 1e3},
		{"f1", &s->f1, 0, 1},
		{"f2", &s->f2[QS_TILLAGE_UNKNOWN], 0, 1},
		{"f2_ft", &s->f2[QS_TILLAGE_FULL], 0, 1},
		{"f2_rt", &s->f2[QS_TILLAGE_REDUCED], 0, 1},
		{"f2_nt", &s->f2[QS_TILLAGE_NONE], 0, 1},
		{"f3", &s->f3, 0, 1},
		{"f4par1", &s->f4_0, 0, 1},
		{"f4par2", &s->f4_1, 0, 1},
		{"f5", &s->f5, 0, 1},
		{"f6", &s->f6, 0, 1},
		{"f7", &s->f7, 0, 1},
		{"f8", &s->f8, 0, 1},
		{"ta", &s->ta, 0, 10},
		{"tb", &s->tb, 0, 10},
		{"tc", &s->tc, 0, 10},
		{"tmax", &s->t_max, 0, 100},
		{"topt", &s->t_opt, -50, 100},
		{"sp1", &s->metabolic0, 0, 1},
		{"sp2", &s->metabolic1, 0, 1},
	};

	read_parameters(given, rows, sizeof rows / sizeof *rows);
	s->till[QS_TILLAGE_UNKNOWN] = s->till[QS_TILLAGE_FULL];
}

static void read_csu(const struct qs_case_given *given, struct qs_ipcc_tier2 *s)
{
	const struct parameter rows[] = {
		{"tillfac_FT", &s->till[QS_TILLAGE_FULL], 1e-6, 100},
		{"tillfac_RT", &s->till[QS_TILLAGE_REDUCED], 1e-6, 100},
		{"tillfac_NT", &s->till[QS_TILLAGE_NONE], 1e-6, 100},
		{"wfac_irri", &s->w_irrigated, 0, 10},
		{"wfac_a", &s->w0, -10, 10},
		{"wfac_b", &s->w1, -10, 10},
		{"wfac_c", &s->w2, -10, 10},
		{"wfac_mult", &s->w_mean, 0, 10},
		{"k3", &s->k_active, 1e-6, 1e3},
		{"k4", &s->k_slow, 1e-6, 1e3},
		{"k5", &s->k_passive, 1e-9, 1e3},
		{"f1", &s->f1, 0, 1},
		{"f2", &s->f2[QS_TILLAGE_FULL], 0, 1},
		{"f3", &s->f3, 0, 1},
		{"f5", &s->f5, 0, 1},
		{"f6", &s->f6, 0, 1},
		{"f7", &s->f7, 0, 1},
		{"f8", &s->f8, 0, 1},
		{"tmax", &s->t_max, 0, 100},
		{"topt", &s->t_opt, -50, 100},
	};

	read_parameters(given, rows, sizeof rows / sizeof *rows);
	s->till[QS_TILLAGE_UNKNOWN] = s->till[QS_TILLAGE_FULL];
	s->f2[QS_TILLAGE_UNKNOWN] = s->f2[QS_TILLAGE_REDUCED] = s->f2[QS_TILLAGE_NONE] = s->f2[QS_TILLAGE_FULL];
}

/* What a set must keep for any soil: an optimum below the end, a pool that sends on no more than it loses. */
static void check_set(const struct qs_case_given *given, const struct qs_ipcc_tier2 *s, double sand)
{
	const double f4 = qs_ipcc_tier2_f4(s, sand);

	if (!(s->t_opt < s->t_max))
		qs_case_refuse(given, "parameters", "topt is not below tmax");
	if (!(s->k_sand0 + s->k_sand1 * sand > 0))
		qs_case_refuse(given, "parameters", "the active pool does not decay");
	if (!(f4 >= 0 && f4 + s->f5 <= 1))
		qs_case_refuse(given, "parameters", "f4 = 1 - f5 - (0.17 + 0.68 sand) outside 0..1 - f5");
	if (!(s->f6 + s->f7 <= 1))
		qs_case_refuse(given, "parameters", "f6 + f7 above 1");
	if (!(1 - f4 * s->f7 - s->f5 * s->f8 - f4 * s->f6 * s->f8 > 1e-9))
		qs_case_refuse(given, "parameters", "all that the active pool loses returns to it");
}

/* A number, or a list with a number a year, as a column. */
static void read_yearly(const struct qs_case_given *given, const char *key, double min, double max, size_t years,
			double *column)
{
	const struct qs_json *const value = qs_json_find(given->object, key);
	size_t n = years;

	if (value && value->kind == QS_JSON_ARRAY) {
		const double *const list = qs_case_numbers(given, key, min, max, &n);

		if (list)
			memcpy(column, list, years * sizeof *column);
		return;
	}
	const double one = qs_case_number(given, key, min, max);

	for (size_t i = 0; i < years; i++)
		column[i] = one;
}

static void read_months(const struct qs_kernels *kernels, const struct qs_case_given *given, int csu,
			struct tier2_case *c)
{
	size_t n = MONTHS;

	c->temperature_c = qs_case_numbers(given, "monthly_T", -90, 70, &n);
	if (csu || qs_case_has(given, "monthly_irrigated"))
		c->irrigated = qs_case_flags(given, "monthly_irrigated", &n);
	if (csu) {
		c->wetness = qs_case_numbers(given, "monthly_mappet_P_over_PET", 0, 1e9, &n);
	} else {
		const double *const rain = qs_case_numbers(given, "monthly_P_mm", 0, 1e5, &n);
		const double *const pet = qs_case_numbers(given, "monthly_PET_mm", 0, 1e5, &n);
		double *const wetness = qs_arena_take(given->arena, MONTHS, sizeof *wetness);

		if (rain && pet && wetness)
			kernels->tier2_wetness(MONTHS, rain, pet, wetness);
		c->wetness = rain && pet ? wetness : NULL;
	}
}

static void read_start(const struct qs_case_given *given, struct tier2_case *c)
{
	static const char *const keys[] = {"active", "slow", "passive", NULL};
	static const char *const words[] = {"steady_state_of_year_1", "steady_state_of_run_in", NULL};
	const struct qs_json *const value = qs_json_find(given->object, "initial");

	if (value && value->kind == QS_JSON_STRING) {
		c->starts_steady = 1;
		c->run_in = 1;
		if (qs_case_choice(given, "initial", words) == 1)
			c->run_in = (size_t)qs_case_whole(given, "run_in_years", 1, (double)c->years);
		return;
	}
	const struct qs_case_given initial = qs_case_object(given, "initial");

	qs_case_only(&initial, keys);
	for (int i = 0; i < 3; i++)
		c->initial[i] = qs_case_number(&initial, keys[i], 0, MOST);
}

/* One word for all years (published), or a list of a word a year. */
static void read_tillage(const struct qs_case_given *given, int csu, struct tier2_case *c)
{
	static const char *const words[] = {"unknown", "full", "reduced", "zero", NULL};
	static const char *const codes[] = {"", "FT", "RT", "NT", NULL};
	const struct qs_json *const list = qs_json_find(given->object, "tillage");
	size_t i = 0;

	if (!csu || !list || list->kind != QS_JSON_ARRAY) {
		const int kind = qs_case_choice(given, "tillage", csu ? codes + 1 : words) + csu;

		for (i = 0; kind >= 0 && i < c->years; i++) {
			c->till[i] = c->set.till[kind];
			c->f2[i] = c->set.f2[kind];
		}
		return;
	}
	for (const struct qs_json *item = list->first; item; item = item->next, i++) {
		int kind = QS_TILLAGE_FULL;

		while (kind < QS_TILLAGES && !(item->kind == QS_JSON_STRING && !strcmp(item->text, codes[kind])))
			kind++;
		if (kind == QS_TILLAGES || i >= c->years) {
			qs_case_refuse(given, "tillage",
				       kind == QS_TILLAGES ? "a word that is not FT, RT or NT"
							   : "more words than years");
			return;
		}
		c->till[i] = c->set.till[kind];
		c->f2[i] = c->set.f2[kind];
	}
	if (i < c->years)
		qs_case_refuse(given, "tillage", "fewer words than years");
}

static int take(const struct qs_case_given *given, struct tier2_case *c)
{
	double *more[6];

	if (qs_case_columns(given, c->years, more, 6) || qs_case_columns(given, c->years, c->at, COLUMNS))
		return -1;
	c->carbon = more[0];
	c->lignin = more[1];
	c->nitrogen = more[2];
	c->sand = more[3];
	c->f2 = more[4];
	c->till = more[5];
	return 0;
}

static int read_case(const struct qs_kernels *kernels, const struct qs_case_given *given, int csu, struct tier2_case *c)
{
	static const char *const keys[] = {"years",
					   "monthly_T",
					   "monthly_P_mm",
					   "monthly_PET_mm",
					   "monthly_irrigated",
					   "sand_fraction",
					   "cinput_tC_ha_per_year",
					   "lignin_fraction",
					   "nitrogen_fraction",
					   "tillage",
					   "initial",
					   "run_in_years",
					   "parameters",
					   NULL};
	static const char *const keys_csu[] = {"years",
					       "monthly_T",
					       "monthly_mappet_P_over_PET",
					       "monthly_irrigated",
					       "sand_fraction",
					       "cinput_gC_m2_per_year",
					       "lignin_fraction",
					       "nitrogen_fraction",
					       "tillage",
					       "initial",
					       "run_in_years",
					       "parameters",
					       NULL};

	qs_case_only(given, csu ? keys_csu : keys);
	c->years = (size_t)qs_case_whole(given, "years", 1, 1e5);
	if (!c->years)
		return 0;
	if (take(given, c))
		return -1;
	if (csu)
		read_csu(given, &c->set);
	else
		read_published(given, &c->set);
	read_months(kernels, given, csu, c);
	read_yearly(given, csu ? "cinput_gC_m2_per_year" : "cinput_tC_ha_per_year", 0, MOST, c->years, c->carbon);
	read_yearly(given, "lignin_fraction", 0, 1, c->years, c->lignin);
	read_yearly(given, "nitrogen_fraction", LEAST_NITROGEN, 1, c->years, c->nitrogen);
	read_yearly(given, "sand_fraction", 0, 1, 1, c->sand);
	read_tillage(given, csu, c);
	read_start(given, c);
	if (!qs_case_failed(given))
		check_set(given, &c->set, c->sand[0]);
	return !qs_case_failed(given) && (!c->temperature_c || !c->wetness) ? -1 : 0;
}

/* Rates of all years, and whether there are any. */
static void make_rates(const struct qs_kernels *kernels, const struct qs_case_given *given, struct tier2_case *c)
{
	double *const *const at = c->at;

	kernels->tier2_climate(1, &c->set, c->temperature_c, c->wetness, c->irrigated, at[TFAC], at[WFAC]);
	for (size_t i = 0; i < c->years; i++) {
		const double d = at[TFAC][0] * at[WFAC][0];

		at[TFAC][i] = at[TFAC][0];
		at[WFAC][i] = at[WFAC][0];
		at[D][i] = d < c->set.d_least ? c->set.d_least : d;
		c->sand[i] = c->sand[0];
	}
	kernels->tier2_rates(c->years, &c->set, at[TFAC], at[WFAC], c->sand, c->till, at[KA], at[KS], at[KP]);
	if (!(at[D][0] > 1e-12))
		qs_case_refuse(given, "monthly_T",
			       "no decay in this climate (tfac x wfac below 1e-12): no steady state");
}

/* Steady states of all years; litter of which more would stay than came is refused. */
static void make_steady(const struct qs_kernels *kernels, const struct qs_case_given *given, struct tier2_case *c)
{
	const struct qs_tier2_input input = {c->carbon, c->lignin, c->nitrogen, c->f2};
	double *const *const at = c->at;

	kernels->tier2_steady(c->years, &c->set, &input, c->sand, at[KA], at[KS], at[KP], at[ALPHA], at[SS_A], at[SS_S],
			      at[SS_P]);
	for (size_t i = 0; i < c->years; i++) {
		const double kept = qs_ipcc_tier2_stabilised(&c->set, c->f2[i], c->lignin[i], c->nitrogen[i]);

		if (!(kept >= 0 && kept <= 1 && at[ALPHA][i] >= 0)) {
			qs_case_refuse(given, "lignin_fraction",
				       "lignin by nitrogen of which less than nothing or more than all would stay");
			return;
		}
	}
}

/* The steady state of the mean input of the first years. */
static void start_steady(const struct qs_kernels *kernels, struct tier2_case *c)
{
	double carbon = 0, lignin = 0, nitrogen = 0, alpha;
	const struct qs_tier2_input mean = {&carbon, &lignin, &nitrogen, c->f2};
	double *const *const at = c->at;

	for (size_t i = 0; i < c->run_in; i++) {
		carbon += c->carbon[i] / (double)c->run_in;
		lignin += c->lignin[i] / (double)c->run_in;
		nitrogen += c->nitrogen[i] / (double)c->run_in;
	}
	kernels->tier2_steady(1, &c->set, &mean, c->sand, at[KA], at[KS], at[KP], &alpha, &c->initial[0],
			      &c->initial[1], &c->initial[2]);
}

static void run_years(const struct qs_kernels *kernels, struct tier2_case *c)
{
	static const enum column k[] = {KA, KS, KP}, steady[] = {SS_A, SS_S, SS_P}, pool[] = {ACTIVE, SLOW, PASSIVE};
	double *const *const at = c->at;
	double before = c->initial[0] + c->initial[1] + c->initial[2];

	for (size_t i = 0; i < c->years; i++) {
		for (int p = 0; p < 3; p++) {
			at[pool[p]][i] = i ? at[pool[p]][i - 1] : c->initial[p];
			kernels->tier2_year(1, &at[k[p]][i], &at[steady[p]][i], &at[pool[p]][i]);
		}
		at[TOTAL][i] = at[ACTIVE][i] + at[SLOW][i] + at[PASSIVE][i];
		at[DELTA][i] = at[TOTAL][i] - before;
		before = at[TOTAL][i];
	}
}

static void put_published(struct qs_json_out *out, const struct tier2_case *c)
{
	static const char *const names[] = {"alpha", "active_ss", "slow_ss", "passive_ss", "active",
					    "slow",  "passive",   "total",   "change"};

	qs_json_out_number(out, "tfac", c->at[TFAC][0]);
	qs_json_out_number(out, "wfac", c->at[WFAC][0]);
	qs_json_out_number(out, "ka", c->at[KA][0]);
	qs_json_out_number(out, "ks", c->at[KS][0]);
	qs_json_out_number(out, "kp", c->at[KP][0]);
	for (int i = ALPHA; i < COLUMNS; i++)
		qs_case_put_column(out, names[i - ALPHA], c->at[i], c->years);
}

static void put_csu(struct qs_json_out *out, const struct tier2_case *c)
{
	static const char *const names[] = {"dfac",        "kA",        "kS",         "kP",         "alpha",
					    "SS_active",   "SS_slow",   "SS_passive", "soc_active", "soc_slow",
					    "soc_passive", "soc_total", "soc_delta"};

	for (int i = D; i < COLUMNS; i++)
		qs_case_put_column(out, names[i - D], c->at[i], c->years);
}

static qs_status run(const struct qs_kernels *kernels, const struct qs_case_given *given, int csu,
		     struct qs_json_out *out, struct qs_err *err)
{
	struct tier2_case c = {.set = csu ? qs_ipcc_tier2_csu() : qs_ipcc_tier2_published()};
	const int none = read_case(kernels, given, csu, &c);

	if (!none && !qs_case_failed(given))
		make_rates(kernels, given, &c);
	if (!none && !qs_case_failed(given))
		make_steady(kernels, given, &c);
	if (qs_case_failed(given))
		return QS_OK;
	if (none)
		return qs_fail(err, QS_ENOMEM, "columns of a case");
	if (c.starts_steady)
		start_steady(kernels, &c);
	run_years(kernels, &c);
	if (csu)
		put_csu(out, &c);
	else
		put_published(out, &c);
	return QS_OK;
}

qs_status qs_case_ipcc_tier2(const struct qs_kernels *kernels, const struct qs_case_given *given,
			     struct qs_json_out *out, struct qs_err *err)
{
	return run(kernels, given, 0, out, err);
}

qs_status qs_case_ipcc_tier2_csu(const struct qs_kernels *kernels, const struct qs_case_given *given,
				 struct qs_json_out *out, struct qs_err *err)
{
	return run(kernels, given, 1, out, err);
}
