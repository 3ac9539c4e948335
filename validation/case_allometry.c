#include "validation/case_allometry.h"

#include "io/input.h"
#include "kernels/allometry.h"
#include "kernels/kernels.h"
#include "model/base/packs.h"
#include "validation/case_columns.h"

#include <string.h>

static const char *const status_names[] = {"inside", "below", "above", "none"};

/* Packs of a case that names one; freed by the caller. */
struct named {
	struct qs_packs packs;
	const struct qs_allometry_pack *pack; /* NULL: none is named, or none has the name */
};

static qs_status open_pack(const struct qs_case_given *given, struct named *named, struct qs_err *err)
{
	const char *const id = qs_case_has(given, "pack") ? qs_case_text(given, "pack", 1) : "";
	struct qs_mistakes mistakes;
	qs_status status;

	memset(named, 0, sizeof *named);
	if (!*id)
		return QS_OK;
	qs_mistakes_init(&mistakes, NULL);
	status = qs_packs_read_shipped(NULL, &named->packs, &mistakes, err);
	qs_mistakes_free(&mistakes);
	if (status)
		return status;
	named->pack = qs_packs_allometry(&named->packs, id);
	if (!named->pack)
		qs_case_refuse(given, "pack", "no such allometry pack");
	return QS_OK;
}

/* A factor that stands in the case, or of the pack if it has one. */
static double factor(const struct qs_case_given *given, const char *key, double min, double max,
		     const struct named *named, const struct qs_figure *figure)
{
	if (!qs_case_has(given, key) && named->pack && figure->given)
		return figure->value;
	return qs_case_number(given, key, min, max);
}

/* ---- classes ---- */

/* Classes of {"limits", "values"}, which rise. */
static void read_classes(const struct qs_case_given *given, const char *key, double most,
			 struct qs_allometry_classes *classes)
{
	static const char *const keys[] = {"limits", "values", NULL};
	const struct qs_case_given at = qs_case_object(given, key);
	size_t n = 0;
	const double *const limits = qs_case_column(&at, "limits", 0, 1e6, &n);
	const double *const values = qs_case_column(&at, "values", 0, most, &n);

	qs_case_only(&at, keys);
	if (!limits || !values)
		return;
	if (n > QS_ALLOMETRY_CLASSES) {
		qs_case_refuse(&at, "limits", "more than 8 classes");
		return;
	}
	classes->n = n;
	for (size_t k = 0; k < n; k++) {
		classes->limit[k] = limits[k];
		classes->value[k] = values[k];
		if (k && !(limits[k] > limits[k - 1]))
			qs_case_refuse(&at, "limits", "limits that do not rise");
	}
}

/* A ratio for all, as one class from 0. */
static void one_class(double value, struct qs_allometry_classes *classes)
{
	*classes = (struct qs_allometry_classes){.n = 1, .value = {value}};
}

/* root_shoot: a number, classes, or the pack's. */
static void read_root_shoot(const struct qs_case_given *given, const struct named *named,
			    struct qs_allometry_classes *classes)
{
	const struct qs_allometry_pack *const pack = named->pack;

	if (qs_case_has(given, "root_shoot_classes"))
		read_classes(given, "root_shoot_classes", 10, classes);
	else if (!qs_case_has(given, "root_shoot") && pack && pack->root_shoot_classes.n)
		*classes = qs_allometry_classes_of(&pack->root_shoot_limits_t_ha, &pack->root_shoot_classes);
	else
		one_class(factor(given, "root_shoot", 0, 10, named, pack ? &pack->root_shoot : NULL), classes);
}

/* ---- trees ---- */

static void read_equation(const struct qs_case_given *given, struct qs_allometry *equation)
{
	static const char *const keys[] = {"form",        "mass",       "coefficients",        "exponents",
					   "constant_kg", "dbh_min_cm", "ground_intercept_cm", "ground_slope",
					   "dbh_max_cm",  NULL};
	static const char *const forms[] = {"power", "ln", "log10", NULL};
	static const char *const masses[] = {"kg", "g", NULL};
	const struct qs_case_given at = qs_case_object(given, "equation");
	const int form = qs_case_choice(&at, "form", forms), mass = qs_case_choice(&at, "mass", masses);
	const double most = form > 0 ? 20 : 1e6; /* an intercept of a logarithm */
	size_t n = 0;
	const double *const coefficients = qs_case_column(&at, "coefficients", -most, most, &n);
	const double *const exponents = qs_case_column(&at, "exponents", -10, 10, &n);

	qs_case_only(&at, keys);
	equation->constant = qs_case_optional(&at, "constant_kg", -1e6, 1e6, 0);
	equation->intercept = qs_case_optional(&at, "ground_intercept_cm", -100, 100, 0);
	equation->slope = qs_case_optional(&at, "ground_slope", 1e-3, 100, 1);
	equation->dbh_min = qs_case_number(&at, "dbh_min_cm", 0, 1000);
	equation->dbh_max = qs_case_number(&at, "dbh_max_cm", 0, 1000);
	if (equation->dbh_max < equation->dbh_min)
		qs_case_refuse(&at, "dbh_max_cm", "a range that ends before it begins");
	if (n > QS_ALLOMETRY_TERMS)
		qs_case_refuse(&at, "coefficients", "more than 4 terms");
	else if (form >= 0 && coefficients && exponents)
		qs_allometry_set(equation, (enum qs_allometry_form)form, mass == 1 ? 1e-3 : 1, n, coefficients,
				 exponents);
}

/* The equation of the case, or that of an index in the pack. */
static void find_equation(const struct qs_case_given *given, const struct named *named, struct qs_allometry *equation)
{
	const double index = qs_case_has(given, "index") ? qs_case_whole(given, "index", 0, 1e3) : 0;

	if (qs_case_has(given, "equation") || !qs_case_has(given, "pack"))
		read_equation(given, equation);
	else if (named->pack && (size_t)index >= named->pack->equations.n)
		qs_case_refuse(given, "index", "the pack has no such equation");
	else if (named->pack)
		*equation = qs_allometry_of(&named->pack->equations.items[(size_t)index]);
}

static void put_counts(struct qs_json_out *out, const char *key, const uint64_t *count)
{
	qs_json_out_row(out, key);
	for (int s = 0; s < QS_ALLOMETRY_STATUS_COUNT; s++)
		qs_json_out_uint(out, status_names[s], count[s]);
	qs_json_out_end(out);
}

static qs_status no_memory(struct qs_err *err)
{
	return qs_fail(err, QS_ENOMEM, "columns of a case");
}

static qs_status trees(const struct qs_kernels *kernels, const struct qs_case_given *given, const struct named *named,
		       struct qs_json_out *out, struct qs_err *err)
{
	enum { KG, STATUS, RATIO, RATIO_STATUS, BELOW, CARBON, COLUMNS };
	uint64_t count[QS_ALLOMETRY_STATUS_COUNT] = {0}, unused[QS_ALLOMETRY_STATUS_COUNT] = {0};
	struct qs_allometry equation = {0};
	struct qs_allometry_classes ratio;
	size_t n = 0;
	const double *const dbh = qs_case_column(given, "dbh_cm", 1e-3, 1e3, &n);
	const struct qs_figure *const root = named->pack ? &named->pack->root_shoot : NULL;
	const struct qs_figure *const carbon = named->pack ? &named->pack->carbon_frac : NULL;
	const double carbon_frac = factor(given, "carbon_frac", 0.01, 1, named, carbon);
	double *at[COLUMNS];

	one_class(factor(given, "root_shoot", 0, 10, named, root), &ratio);
	find_equation(given, named, &equation);
	if (qs_case_failed(given))
		return QS_OK;
	if (!dbh || !equation.n || qs_case_columns(given, n, at, COLUMNS))
		return no_memory(err);
	kernels->allometry_tree(n, &equation, dbh, at[KG], at[STATUS], count);
	kernels->allometry_class(n, &ratio, at[KG], at[RATIO], at[RATIO_STATUS], unused);
	kernels->allometry_carbon(n, carbon_frac, at[RATIO], at[KG], at[BELOW], at[CARBON]);
	qs_case_put_column(out, "above_kg", at[KG], n);
	qs_case_put_column(out, "below_kg", at[BELOW], n);
	qs_case_put_column(out, "carbon_kg", at[CARBON], n);
	qs_case_put_column(out, "status", at[STATUS], n);
	put_counts(out, "count", count);
	return QS_OK;
}

/* ---- stands ---- */

/* Mass above ground a volume: classes of volume, or density x expansion factor. */
static void read_expansion(const struct qs_case_given *given, const struct named *named,
			   struct qs_allometry_classes *classes)
{
	const struct qs_allometry_pack *const pack = named->pack;
	double density, bef;

	if (qs_case_has(given, "bcef")) {
		read_classes(given, "bcef", 20, classes);
		return;
	}
	if (!qs_case_has(given, "bef") && pack && pack->bcef_t_m3.n) {
		*classes = qs_allometry_classes_of(&pack->bcef_limits_m3_ha, &pack->bcef_t_m3);
		return;
	}
	density = factor(given, "density_t_m3", 0.01, 2, named, pack ? &pack->stand_density_t_m3 : NULL);
	bef = factor(given, "bef", 0.1, 100, named, pack ? &pack->bef : NULL);
	one_class(density * bef, classes);
}

static qs_status stands(const struct qs_kernels *kernels, const struct qs_case_given *given, const struct named *named,
			struct qs_json_out *out, struct qs_err *err)
{
	enum { FACTOR, STATUS, ABOVE, RATIO, ROOT_STATUS, BELOW, CARBON, COLUMNS };
	uint64_t count[QS_ALLOMETRY_STATUS_COUNT] = {0}, roots[QS_ALLOMETRY_STATUS_COUNT] = {0};
	struct qs_allometry_classes expansion = {0}, ratio = {0};
	size_t n = 0;
	const double *const volume = qs_case_column(given, "volume_m3_ha", 0, 1e5, &n);
	const struct qs_figure *const carbon = named->pack ? &named->pack->carbon_frac : NULL;
	const double carbon_frac = factor(given, "carbon_frac", 0.01, 1, named, carbon);
	double *at[COLUMNS];

	read_expansion(given, named, &expansion);
	read_root_shoot(given, named, &ratio);
	if (qs_case_failed(given))
		return QS_OK;
	if (!volume || qs_case_columns(given, n, at, COLUMNS))
		return no_memory(err);
	kernels->allometry_class(n, &expansion, volume, at[FACTOR], at[STATUS], count);
	for (size_t i = 0; i < n; i++)
		at[ABOVE][i] = volume[i] * at[FACTOR][i];
	kernels->allometry_class(n, &ratio, at[ABOVE], at[RATIO], at[ROOT_STATUS], roots);
	kernels->allometry_carbon(n, carbon_frac, at[RATIO], at[ABOVE], at[BELOW], at[CARBON]);
	qs_case_put_column(out, "factor_t_m3", at[FACTOR], n);
	qs_case_put_column(out, "above_t_ha", at[ABOVE], n);
	qs_case_put_column(out, "root_shoot", at[RATIO], n);
	qs_case_put_column(out, "below_t_ha", at[BELOW], n);
	qs_case_put_column(out, "carbon_t_ha", at[CARBON], n);
	qs_case_put_column(out, "status", at[STATUS], n);
	qs_case_put_column(out, "root_status", at[ROOT_STATUS], n);
	put_counts(out, "count", count);
	put_counts(out, "root_count", roots);
	return QS_OK;
}

qs_status qs_case_allometry(const struct qs_kernels *kernels, const struct qs_case_given *given,
			    struct qs_json_out *out, struct qs_err *err)
{
	static const char *const methods[] = {"tree", "stand", NULL};
	static const char *const tree_keys[] = {"method", "pack",       "index",       "equation",
						"dbh_cm", "root_shoot", "carbon_frac", NULL};
	static const char *const stand_keys[] = {"method", "pack",       "volume_m3_ha",       "density_t_m3", "bef",
						 "bcef",   "root_shoot", "root_shoot_classes", "carbon_frac",  NULL};
	const int method = qs_case_choice(given, "method", methods);
	struct named named;
	qs_status status = open_pack(given, &named, err);

	if (!status && method >= 0) {
		qs_case_only(given, method ? stand_keys : tree_keys);
		status = method ? stands(kernels, given, &named, out, err) : trees(kernels, given, &named, out, err);
	}
	qs_arena_free(&named.packs.arena);
	return status;
}
