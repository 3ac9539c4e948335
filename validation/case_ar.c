#include "validation/case_ar.h"

#include "kernels/ar_tools.h"
#include "model/base/units.h"
#include "validation/case_columns.h"

#include <math.h>

/* A column in the case's arena. */
static double *column(const struct qs_case_given *given, size_t n)
{
	return qs_arena_take(given->arena, n, sizeof(double));
}

/* ---- AR-TOOL12 ---- */

static const char *const keys_12[] = {
	"tree_co2e_t",   "dead_wood_frac", "litter_frac", "dead_wood_stays", "litter_stays",
	"litter_method", "litter_t_dm_ha", "litter_cf",   "area_ha",         NULL};

struct dead {
	size_t n;
	const double *tree, *litter_dm; /* litter_dm: NULL unless measured */
	double wood_share, litter_share, litter_c, area;
	int wood_stays, litter_stays;
};

static void read_12(const struct qs_case_given *given, struct dead *in)
{
	static const char *const methods[] = {"default", "measured", NULL};
	int measured;

	qs_case_only(given, keys_12);
	in->tree = qs_case_column(given, "tree_co2e_t", 0, 1e12, &in->n);
	in->wood_share = qs_case_number(given, "dead_wood_frac", 0, 1);
	in->wood_stays = qs_case_flag(given, "dead_wood_stays");
	in->litter_stays = qs_case_flag(given, "litter_stays");
	measured = qs_case_choice(given, "litter_method", methods);
	if (measured == 0)
		in->litter_share = qs_case_number(given, "litter_frac", 0, 1);
	if (measured != 1)
		return;
	in->litter_dm = qs_case_column(given, "litter_t_dm_ha", 0, 1e6, &in->n);
	in->litter_c = qs_case_number(given, "litter_cf", 0, 1);
	in->area = qs_case_number(given, "area_ha", 0, 1e9);
}

static double litter_of(const struct dead *in, size_t i)
{
	if (!in->litter_dm)
		return qs_ar_dead_share(in->tree[i], in->litter_share, in->litter_stays);
	return in->litter_stays ? qs_co2e_of_c(in->litter_dm[i] * in->litter_c * in->area) : 0;
}

qs_status qs_case_ar_tool12(const struct qs_kernels *kernels, const struct qs_case_given *given,
			    struct qs_json_out *out, struct qs_err *err)
{
	struct dead in = {0};
	double *wood, *litter, *stock;

	(void)kernels;
	read_12(given, &in);
	if (qs_case_failed(given))
		return QS_OK;
	wood = column(given, in.n);
	litter = column(given, in.n);
	stock = column(given, in.n);
	if (!in.tree || !wood || !litter || !stock)
		return qs_fail(err, QS_ENOMEM, "dead wood and litter");
	for (size_t i = 0; i < in.n; i++) {
		wood[i] = qs_ar_dead_share(in.tree[i], in.wood_share, in.wood_stays);
		litter[i] = litter_of(&in, i);
		stock[i] = wood[i] + litter[i];
	}
	qs_json_out_numbers(out, "dead_wood_co2e_t", wood, in.n);
	qs_json_out_numbers(out, "litter_co2e_t", litter, in.n);
	qs_json_out_numbers(out, "stock_co2e_t", stock, in.n);
	qs_json_out_array_row(out, "change_co2e_t");
	for (size_t i = 1; i < in.n; i++)
		qs_json_out_number(out, NULL, stock[i] - stock[i - 1]);
	qs_json_out_end(out);
	return QS_OK;
}

/* ---- AR-TOOL14 ---- */

static const char *const keys_14[] = {"trees", "shrubs", NULL};
static const char *const keys_tree[] = {
	"method",   "area_ha",      "root_shoot",   "cf",  "plot_area_ha",        "dbh_cm",
	"terms_kg", "volume_m3_ha", "density_t_m3", "bef", "forest_biomass_t_ha", "crown_cover_frac",
	NULL};
static const char *const keys_shrub[] = {
	"area_ha", "biomass_ratio", "forest_biomass_t_ha", "crown_cover_frac", "min_cover_frac", "root_shoot", "cf",
	NULL};

/* Columns over the strata of trees or of shrubs. */
struct stand_columns {
	size_t n;
	double *above, *ratio, *biomass, *co2e;
	double total;
};

static qs_status open_columns(const struct qs_case_given *given, struct stand_columns *c, struct qs_err *err)
{
	c->above = column(given, c->n);
	c->ratio = column(given, c->n);
	c->biomass = column(given, c->n);
	c->co2e = column(given, c->n);
	return c->above && c->ratio && c->biomass && c->co2e ? QS_OK : qs_fail(err, QS_ENOMEM, "%zu strata", c->n);
}

/* A number, or "equation": the one of AR-TOOL14 for this biomass. */
static double root_shoot(const struct qs_case_given *at, double above)
{
	static const char *const words[] = {"equation", NULL};
	const struct qs_json *const value = qs_json_find(at->object, "root_shoot");

	if (!value || value->kind != QS_JSON_STRING)
		return qs_case_number(at, "root_shoot", 0, 100);
	(void)qs_case_word(at, "root_shoot", words, 0);
	return qs_ar_root_shoot(above);
}

static double sample_plot(const struct qs_case_given *at)
{
	size_t trees = 0, terms = 0, two = 2;
	const double plot = qs_case_number(at, "plot_area_ha", 1e-6, 1e6);
	const double *const dbh = qs_case_numbers(at, "dbh_cm", 0, 2000, &trees);
	const double *const pairs = qs_case_table(at, "terms_kg", -1e6, 1e6, 0, &terms, &two);
	struct qs_ar_term *const term = qs_arena_take(at->arena, terms, sizeof *term);

	if (!dbh || !pairs || !term || qs_case_failed(at))
		return 0;
	for (size_t j = 0; j < terms; j++)
		term[j] = (struct qs_ar_term){pairs[2 * j], pairs[2 * j + 1]};
	return qs_ar_plot_biomass(trees, dbh, terms, term, plot);
}

static double tree_above(const struct qs_case_given *at)
{
	static const char *const methods[] = {"allometric", "bef", "crown-cover", NULL};

	switch (qs_case_choice(at, "method", methods)) {
	case 0:
		return sample_plot(at);
	case 1:
		return qs_ar_volume_biomass(qs_case_number(at, "volume_m3_ha", 0, 1e5),
					    qs_case_number(at, "density_t_m3", 0, 10),
					    qs_case_number(at, "bef", 0, 100));
	case 2:
		return qs_ar_cover_biomass(qs_case_number(at, "forest_biomass_t_ha", 0, 1e5),
					   qs_case_number(at, "crown_cover_frac", 0, 1));
	default:
		return 0;
	}
}

static double shrub_above(const struct qs_case_given *at)
{
	return qs_ar_shrub_biomass(
		qs_case_number(at, "forest_biomass_t_ha", 0, 1e5), qs_case_number(at, "biomass_ratio", 0, 10),
		qs_case_number(at, "crown_cover_frac", 0, 1), qs_case_number(at, "min_cover_frac", 0, 1));
}

/* Reads and computes the strata of one list. */
static void run_stands(const struct qs_case_given *given, const char *key, const struct qs_json *list,
		       const char *const *keys, double (*above)(const struct qs_case_given *), struct stand_columns *c)
{
	size_t i = 0;

	for (const struct qs_json *item = list ? list->first : NULL; item; item = item->next, i++) {
		const struct qs_case_given at = qs_case_item(given, key, item, i);
		const double area = qs_case_number(&at, "area_ha", 0, 1e9), cf = qs_case_number(&at, "cf", 0, 1);

		qs_case_only(&at, keys);
		c->above[i] = above(&at);
		c->ratio[i] = root_shoot(&at, c->above[i]);
		c->biomass[i] = qs_ar_with_roots(c->above[i], c->ratio[i]);
		c->co2e[i] = qs_co2e_of_c(cf * c->biomass[i] * area);
		c->total += c->co2e[i];
	}
}

qs_status qs_case_ar_tool14(const struct qs_kernels *kernels, const struct qs_case_given *given,
			    struct qs_json_out *out, struct qs_err *err)
{
	struct stand_columns trees = {0}, shrubs = {0};
	const struct qs_json *const tree_list = qs_case_list(given, "trees", &trees.n);
	const struct qs_json *const shrub_list = qs_case_list(given, "shrubs", &shrubs.n);
	qs_status status;

	(void)kernels;
	qs_case_only(given, keys_14);
	status = open_columns(given, &trees, err);
	if (!status)
		status = open_columns(given, &shrubs, err);
	if (status)
		return status;
	run_stands(given, "trees", tree_list, keys_tree, tree_above, &trees);
	run_stands(given, "shrubs", shrub_list, keys_shrub, shrub_above, &shrubs);
	if (qs_case_failed(given))
		return QS_OK;
	qs_json_out_numbers(out, "tree_agb_t_ha", trees.above, trees.n);
	qs_json_out_numbers(out, "tree_root_shoot", trees.ratio, trees.n);
	qs_json_out_numbers(out, "tree_biomass_t_ha", trees.biomass, trees.n);
	qs_json_out_numbers(out, "tree_co2e_t", trees.co2e, trees.n);
	qs_json_out_numbers(out, "shrub_co2e_t", shrubs.co2e, shrubs.n);
	qs_json_out_number(out, "tree_total_co2e_t", trees.total);
	qs_json_out_number(out, "shrub_total_co2e_t", shrubs.total);
	qs_json_out_number(out, "total_co2e_t", trees.total + shrubs.total);
	return QS_OK;
}

/* ---- AR-TOOL16 ---- */

static const char *const keys_16[] = {
	"years", "transition_years", "cap_t_c_ha_yr", "loss_frac", "disturbance_limit_frac", "strata", NULL};
static const char *const keys_stratum[] = {"area_ha", "soc_ref_t_c_ha", "f_lu",      "f_mg",
					   "f_in",    "disturbed_frac", "prep_year", NULL};

struct soil_case {
	size_t years, n;
	struct qs_ar_soil_rule rule;
	const struct qs_json *list;
	double *initial, *lost, *rate, *annual; /* annual: n x years */
	double *annual_c;                       /* t C, all strata, by year */
};

static qs_status read_16(const struct qs_case_given *given, struct soil_case *soil, struct qs_err *err)
{
	qs_case_only(given, keys_16);
	soil->years = (size_t)qs_case_whole(given, "years", 1, 1000);
	soil->rule.years = qs_case_whole(given, "transition_years", 1, 1000);
	soil->rule.cap = qs_case_number(given, "cap_t_c_ha_yr", 0, 1e6);
	soil->rule.loss = qs_case_number(given, "loss_frac", 0, 1);
	soil->rule.limit = qs_case_number(given, "disturbance_limit_frac", 0, 1);
	soil->list = qs_case_list(given, "strata", &soil->n);
	soil->initial = column(given, soil->n);
	soil->lost = column(given, soil->n);
	soil->rate = column(given, soil->n);
	soil->annual = column(given, soil->n * soil->years);
	soil->annual_c = column(given, soil->years);
	if (!soil->initial || !soil->lost || !soil->rate || !soil->annual || !soil->annual_c)
		return qs_fail(err, QS_ENOMEM, "%zu strata", soil->n);
	return QS_OK;
}

static void run_stratum(const struct qs_case_given *at, struct soil_case *soil, size_t i)
{
	const struct qs_ar_soil start = {qs_case_number(at, "soc_ref_t_c_ha", 0, 1e5),
					 qs_case_number(at, "f_lu", 0, 10), qs_case_number(at, "f_mg", 0, 10),
					 qs_case_number(at, "f_in", 0, 10), qs_case_number(at, "disturbed_frac", 0, 1)};
	const double area = qs_case_number(at, "area_ha", 0, 1e9), prep = qs_case_whole(at, "prep_year", 1, 1e6);
	const struct qs_ar_soil_change change = qs_ar_soil(&start, &soil->rule);

	qs_case_only(at, keys_stratum);
	soil->initial[i] = change.initial;
	soil->lost[i] = change.lost;
	soil->rate[i] = change.rate;
	for (size_t y = 0; y < soil->years; y++) {
		const double c = qs_ar_soil_year(&change, &soil->rule, (double)(y + 1) - prep);

		soil->annual[i * soil->years + y] = c;
		soil->annual_c[y] += area * c;
	}
}

static void put_16(struct qs_json_out *out, const struct soil_case *soil)
{
	double sum = 0;

	qs_json_out_numbers(out, "soc_initial_t_c_ha", soil->initial, soil->n);
	qs_json_out_numbers(out, "soc_loss_t_c_ha", soil->lost, soil->n);
	qs_json_out_numbers(out, "rate_t_c_ha_yr", soil->rate, soil->n);
	qs_json_out_array(out, "annual_t_c_ha");
	for (size_t i = 0; i < soil->n; i++)
		qs_json_out_numbers(out, NULL, soil->annual + i * soil->years, soil->years);
	qs_json_out_end(out);
	qs_json_out_array_row(out, "annual_co2e_t");
	for (size_t y = 0; y < soil->years; y++)
		qs_json_out_number(out, NULL, qs_co2e_of_c(soil->annual_c[y]));
	qs_json_out_end(out);
	qs_json_out_array_row(out, "cumulative_co2e_t");
	for (size_t y = 0; y < soil->years; y++) {
		sum += soil->annual_c[y];
		qs_json_out_number(out, NULL, qs_co2e_of_c(sum));
	}
	qs_json_out_end(out);
}

qs_status qs_case_ar_tool16(const struct qs_kernels *kernels, const struct qs_case_given *given,
			    struct qs_json_out *out, struct qs_err *err)
{
	struct soil_case soil = {0};
	size_t i = 0;
	const qs_status status = read_16(given, &soil, err);

	(void)kernels;
	if (status)
		return status;
	for (const struct qs_json *item = soil.list ? soil.list->first : NULL; item; item = item->next, i++) {
		const struct qs_case_given at = qs_case_item(given, "strata", item, i);

		run_stratum(&at, &soil, i);
	}
	if (!qs_case_failed(given))
		put_16(out, &soil);
	return QS_OK;
}
