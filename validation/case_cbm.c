#include "validation/case_cbm.h"

#include "kernels/cbm.h"
#include "validation/case_columns.h"
#include "validation/cbm_case.h"

#include <stdio.h>
#include <string.h>

static const char *const pool_names[] = {
#define X(name, published) published,
	QS_CBM_POOLS(X)
#undef X
		NULL};

/* The pool of a published name, QS_CBM_OUTSIDE for the constant input, or -1. */
static int pool_of(const struct qs_json *value)
{
	if (!value || value->kind != QS_JSON_STRING)
		return -1;
	for (int p = 0; pool_names[p]; p++)
		if (!strcmp(value->text, pool_names[p]))
			return p;
	return strcmp(value->text, "Input") ? -1 : QS_CBM_OUTSIDE;
}

/* ---- reading ---- */

static void read_order_of_pools(const struct qs_case_given *given, struct qs_cbm_case *cbm)
{
	size_t n = 0;
	const struct qs_json *const list = qs_case_list(given, "pools", &n);
	unsigned seen = 0;

	for (const struct qs_json *item = list ? list->first : NULL; item; item = item->next) {
		const int p = pool_of(item);

		if (p < 0 || seen >> p & 1 || n != QS_CBM_CASE_POOLS) {
			qs_case_refuse(given, "pools", "every pool must stand once");
			return;
		}
		seen |= 1u << p;
		*(cbm->order + (cbm->pools++)) = (unsigned char)p;
	}
	if (list && !n)
		qs_case_refuse(given, "pools", "every pool must stand once");
}

static void read_initial(const struct qs_case_given *given, struct qs_cbm_case *cbm)
{
	const struct qs_case_given initial = qs_case_object(given, "initial");
	const char *keys[QS_CBM_CASE_POOLS + 1] = {NULL};

	memcpy(keys, pool_names, QS_CBM_POOL_COUNT * sizeof *keys);
	keys[QS_CBM_POOL_COUNT] = "Input";
	qs_case_only(&initial, keys);
	for (int p = 0; p < QS_CBM_POOL_COUNT; p++)
		cbm->initial[p] = qs_case_number(&initial, pool_names[p], 0, 1e6);
	(void)qs_case_number(&initial, "Input", 1, 1);
}

static void read_roots(const struct qs_case_given *parameters, struct qs_cbm_roots *roots)
{
	static const char *const keys[] = {"sw_a", "hw_a", "hw_b", "frp_a", "frp_b", "frp_c", "biomass_to_carbon_rate",
					   NULL};
	const struct qs_case_given at = qs_case_object(parameters, "root_parameters");

	qs_case_only(&at, keys);
	roots->sw_a = qs_case_number(&at, "sw_a", 0, 1e3);
	roots->hw_a = qs_case_number(&at, "hw_a", 0, 1e3);
	roots->hw_b = qs_case_number(&at, "hw_b", 1e-9, 10);
	roots->fine_a = qs_case_number(&at, "frp_a", 0, 1);
	roots->fine_b = qs_case_number(&at, "frp_b", 0, 1);
	roots->fine_c = qs_case_number(&at, "frp_c", -1e3, 0);
	roots->carbon = qs_case_number(&at, "biomass_to_carbon_rate", 1e-3, 1);
	if (roots->fine_a + roots->fine_b > 1)
		qs_case_refuse(&at, "frp_b", "frp_a + frp_b above 1");
}

static void read_turnover(const struct qs_case_given *parameters, struct qs_cbm_turnover *turnover)
{
	static const char *const keys[] = {"StemAnnualTurnoverRate",
					   "FoliageFallRate",
					   "BranchTurnoverRate",
					   "CoarseRootTurnProp",
					   "FineRootTurnProp",
					   "OtherToBranchSnagSplit",
					   "CoarseRootAGSplit",
					   "FineRootAGSplit",
					   "StemSnag",
					   "BranchSnag",
					   NULL};
	double *const to[] = {&turnover->merch,        &turnover->foliage,    &turnover->other,
			      &turnover->coarse,       &turnover->fine,       &turnover->other_to_snag,
			      &turnover->coarse_above, &turnover->fine_above, &turnover->stem_snag,
			      &turnover->branch_snag};
	const struct qs_case_given at = qs_case_object(parameters, "turnover");

	qs_case_only(&at, keys);
	for (int i = 0; keys[i]; i++)
		*to[i] = qs_case_number(&at, keys[i], 0, 1);
}

static void read_decay(const struct qs_case_given *parameters, struct qs_cbm_case *cbm)
{
	static const char *const keys[] = {"base_decay_rate", "reference_temp",     "q10",
					   "max_rate",        "prop_to_atmosphere", NULL};
	const struct qs_case_given decay = qs_case_object(parameters, "decay");
	const char *pools[QS_CBM_DEAD_COUNT + 1] = {NULL};

	memcpy(pools, pool_names + QS_CBM_DEAD_FIRST, QS_CBM_DEAD_COUNT * sizeof *pools);
	qs_case_only(&decay, pools);
	for (size_t d = 0; d < QS_CBM_DEAD_COUNT; d++) {
		const struct qs_case_given at = qs_case_object(&decay, pools[d]);
		const int slow =
			d + QS_CBM_DEAD_FIRST == QS_CBM_ABOVE_SLOW || d + QS_CBM_DEAD_FIRST == QS_CBM_BELOW_SLOW;
		const double base = qs_case_number(&at, "base_decay_rate", 0, 1);
		const double reference = qs_case_number(&at, "reference_temp", -50, 60);
		const double q10 = qs_case_number(&at, "q10", 0.1, 100);

		qs_case_only(&at, keys);
		qs_cbm_decay_set(&cbm->decay, d, base, reference, q10 > 0 ? q10 : 1,
				 qs_case_number(&at, "max_rate", 0, 1));
		cbm->cbm.to_air[d] = qs_case_number(&at, "prop_to_atmosphere", slow, 1);
	}
}

static void read_parameters(const struct qs_case_given *given, struct qs_cbm_case *cbm)
{
	static const char *const keys[] = {"root_parameters", "turnover", "decay", "slow_mixing_rate", NULL};
	const struct qs_case_given parameters = qs_case_object(given, "parameters");

	qs_case_only(&parameters, keys);
	read_roots(&parameters, &cbm->cbm.roots);
	read_turnover(&parameters, &cbm->cbm.turnover);
	read_decay(&parameters, cbm);
	cbm->cbm.mixing = qs_case_number(&parameters, "slow_mixing_rate", 0, 1);
}

static void read_years(const struct qs_case_given *given, struct qs_cbm_case *cbm)
{
	static const char *const keys[] = {"merch", "foliage", "other", NULL};
	const double years = qs_case_whole(given, "years", 1, 1e4);
	struct qs_case_given increments;

	cbm->years = years >= 1 ? (size_t)years : 0;
	cbm->temperature_c = qs_case_numbers(given, "mean_annual_temperature_c", -50, 60, &cbm->years);
	increments = qs_case_object(given, "increments");
	qs_case_only(&increments, keys);
	cbm->merch = qs_case_numbers(&increments, "merch", -1e6, 1e6, &cbm->years);
	cbm->foliage = qs_case_numbers(&increments, "foliage", -1e6, 1e6, &cbm->years);
	cbm->other = qs_case_numbers(&increments, "other", -1e6, 1e6, &cbm->years);
}

/* One row of a matrix: source, destination, share. Nonzero if it says what moves; 0 for the constant input's own cell,
 * and after a mistake. */
static int read_cell(const struct qs_case_given *at, const struct qs_json *row, size_t i, struct qs_cbm_cell *cell)
{
	const struct qs_json *const first = row->kind == QS_JSON_ARRAY && row->n == 3 ? row->first : NULL;
	const struct qs_json *const share = first ? first->next->next : NULL;
	const int from = pool_of(first), to = pool_of(first ? first->next : NULL);
	char text[96];

	if (from < 0 || to < 0 || !share || share->kind != QS_JSON_NUMBER ||
	    !(share->number >= 0 && share->number <= 1)) {
		snprintf(text, sizeof text, "row %zu is not [pool, pool, share in 0..1]", i);
		qs_case_refuse(at, "matrix", text);
		return 0;
	}
	if (from == QS_CBM_OUTSIDE && to == QS_CBM_OUTSIDE && share->number == 1)
		return 0;
	if (from == QS_CBM_OUTSIDE || to == QS_CBM_OUTSIDE) {
		snprintf(text, sizeof text, "row %zu: a disturbance moves nothing from or to Input", i);
		qs_case_refuse(at, "matrix", text);
		return 0;
	}
	*cell = (struct qs_cbm_cell){(unsigned char)from, (unsigned char)to, share->number};
	return 1;
}

static void read_matrix(const struct qs_case_given *at, struct qs_cbm_event *event)
{
	struct qs_cbm_cell cells[QS_CBM_POOL_COUNT * QS_CBM_POOL_COUNT];
	unsigned char seen[QS_CBM_POOL_COUNT][QS_CBM_POOL_COUNT] = {{0}};
	size_t rows = 0, n = 0, i = 0;
	const struct qs_json *const list = qs_case_list(at, "matrix", &rows);
	char text[96];
	double sum;
	int pool;

	for (const struct qs_json *row = list ? list->first : NULL; row; row = row->next, i++) {
		struct qs_cbm_cell cell;

		if (!read_cell(at, row, i, &cell))
			continue;
		if (seen[cell.from][cell.to]) {
			snprintf(text, sizeof text, "row %zu: a cell that stands twice", i);
			qs_case_refuse(at, "matrix", text);
			continue;
		}
		seen[cell.from][cell.to] = 1;
		cells[n++] = cell;
	}
	pool = qs_cbm_matrix_set(&event->matrix, n, cells, &sum);
	if (pool == QS_CBM_OK || qs_case_failed(at))
		return;
	snprintf(text, sizeof text, "%s sums to %.9g, not 1", pool_names[pool], sum);
	qs_case_refuse(at, "matrix", text);
}

static void read_disturbances(const struct qs_case_given *given, struct qs_cbm_case *cbm)
{
	static const char *const keys[] = {"year", "name", "applied", "matrix", "rule", NULL};
	const struct qs_json *const list = qs_case_list(given, "disturbances", &cbm->events);
	size_t i = 0;

	cbm->event = qs_arena_take(given->arena, cbm->events, sizeof *cbm->event);
	for (const struct qs_json *item = list ? list->first : NULL; item && cbm->event; item = item->next, i++) {
		const struct qs_case_given at = qs_case_item(given, "disturbances", item, i);

		qs_case_only(&at, keys);
		cbm->event[i].year = (size_t)qs_case_whole(&at, "year", 1, cbm->years ? (double)cbm->years : 1e4);
		if (at.object)
			read_matrix(&at, &cbm->event[i]);
	}
}

/* The published order is the only one: a case that states another means another model. */
static void read_order(const struct qs_case_given *given)
{
	static const char *const published[] = {"disturbance",      "growth/2",           "snag_turnover",
						"biomass_turnover", "overmature_decline", "growth/2",
						"dom_decay",        "slow_decay",         "slow_mixing"};
	size_t n = 0, i = 0;
	const struct qs_json *const list = qs_case_has(given, "order") ? qs_case_list(given, "order", &n) : NULL;
	int same = n == sizeof published / sizeof *published;

	for (const struct qs_json *item = list ? list->first : NULL; item && same; item = item->next, i++)
		same = item->kind == QS_JSON_STRING && !strcmp(item->text, published[i]);
	if (list && !same)
		qs_case_refuse(given, "order", "not the published order of operations");
}

/* ---- the result ---- */

static void put_pools(struct qs_json_out *out, const struct qs_cbm_case *cbm)
{
	qs_json_out_array(out, "pools");
	for (size_t y = 0; y <= cbm->years; y++) {
		qs_json_out_array_row(out, NULL);
		for (size_t k = 0; k < QS_CBM_CASE_POOLS; k++)
			qs_json_out_number(out, NULL,
					   cbm->order[k] == QS_CBM_OUTSIDE
						   ? 1
						   : cbm->state[y * QS_CBM_POOL_COUNT + cbm->order[k]]);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

qs_status qs_case_cbm(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
		      struct qs_err *err)
{
	static const char *const keys[] = {
		"forest_type",  "pools", "initial", "years", "mean_annual_temperature_c", "increments", "parameters",
		"disturbances", "order", "decline", NULL};
	static const char *const types[] = {"sw", "hw", NULL};
	static const char *const declines[] = {"published", "exact", NULL};
	struct qs_cbm_case *const cbm = qs_arena_take(given->arena, 1, sizeof *cbm);
	qs_status status;

	if (!cbm)
		return qs_fail(err, QS_ENOMEM, "a case of CBM");
	qs_case_only(given, keys);
	cbm->cbm.hardwood = qs_case_choice(given, "forest_type", types) == 1;
	cbm->cbm.exact = qs_case_word(given, "decline", declines, 0);
	read_order_of_pools(given, cbm);
	read_initial(given, cbm);
	read_years(given, cbm);
	read_parameters(given, cbm);
	read_disturbances(given, cbm);
	read_order(given);
	if (qs_case_failed(given))
		return QS_OK;
	if (!cbm->other || !cbm->event)
		return qs_fail(err, QS_ENOMEM, "a case of CBM");
	status = qs_cbm_case_run(kernels, cbm, given->arena, err);
	if (status)
		return status;
	put_pools(out, cbm);
	for (size_t s = 0; s < QS_CBM_SUM_COUNT; s++)
		qs_case_put_column(out, qs_cbm_sum_names[s], cbm->sum[s], cbm->years);
	qs_json_out_number(out, "balance", cbm->balance);
	return QS_OK;
}
