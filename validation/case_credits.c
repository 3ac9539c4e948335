#include "validation/case_credits.h"

#include "kernels/sampling.h"
#include "model/market/buffer.h"
#include "model/market/deduction.h"
#include "model/market/vm0047.h"
#include "validation/case_columns.h"

#include <math.h>

/* A column in the case's arena. */
static double *column(const struct qs_case_given *given, size_t n)
{
	return qs_arena_take(given->arena, n, sizeof(double));
}

/* The strata of a sample or a design; at least one. */
struct strata {
	size_t n;
	struct qs_stratum *item;
};

typedef struct qs_stratum read_stratum_fn(const struct qs_case_given *at);

static struct qs_stratum read_sampled(const struct qs_case_given *at)
{
	static const char *const keys[] = {"weight", "mean", "sd", "n", NULL};

	qs_case_only(at, keys);
	return (struct qs_stratum){qs_case_number(at, "weight", 0, 1e9), qs_case_number(at, "mean", -1e12, 1e12),
				   qs_case_number(at, "sd", 0, 1e12), qs_case_whole(at, "n", 1, 1e9)};
}

static struct qs_stratum read_planned(const struct qs_case_given *at)
{
	static const char *const keys[] = {"area_ha", "sd", NULL};

	qs_case_only(at, keys);
	return (struct qs_stratum){.weight = qs_case_number(at, "area_ha", 0, 1e9),
				   .sd = qs_case_number(at, "sd", 0, 1e12)};
}

static qs_status read_strata(const struct qs_case_given *given, read_stratum_fn *read, struct strata *strata,
			     struct qs_err *err)
{
	const struct qs_json *const list = qs_case_list(given, "strata", &strata->n);
	size_t i = 0;

	strata->item = qs_arena_take(given->arena, strata->n, sizeof *strata->item);
	if (!strata->item)
		return qs_fail(err, QS_ENOMEM, "%zu strata", strata->n);
	for (const struct qs_json *item = list ? list->first : NULL; item; item = item->next, i++) {
		const struct qs_case_given at = qs_case_item(given, "strata", item, i);

		strata->item[i] = read(&at);
	}
	if (list && !strata->n)
		qs_case_refuse(given, "strata", "at least one stratum is needed");
	return QS_OK;
}

/* ---- uncertainty-discount ---- */

enum method { METHOD_NONE = -1, METHOD_AR_TOOL14, METHOD_AR_CM_001, METHOD_VM0047 };

static const char *const keys_discount[] = {
	"method", "role",           "t_value", "confidence_frac",      "limits_frac", "share_frac",
	"strata", "allowance_frac", "ex_ante", "ex_ante_minimum_frac", NULL};

struct discount {
	enum method method;
	int baseline;
	double t;
	struct strata strata;
	struct qs_deduction_steps steps;
	struct qs_deduction_vm0047 vm0047;
};

static void read_steps(const struct qs_case_given *given, struct discount *in)
{
	size_t shares;

	in->steps.beyond = in->method == METHOD_AR_TOOL14;
	in->steps.limit = qs_case_numbers(given, "limits_frac", 0, 1e6, &in->steps.limits);
	for (size_t i = 1; in->steps.limit && i < in->steps.limits; i++)
		if (in->steps.limit[i] <= in->steps.limit[i - 1]) {
			qs_case_refuse(given, "limits_frac", "limits must rise");
			break;
		}
	shares = in->steps.limits + (size_t)in->steps.beyond;
	in->steps.share = qs_case_numbers(given, "share_frac", 0, 1, &shares);
}

static void read_vm0047(const struct qs_case_given *given, struct qs_deduction_vm0047 *rule)
{
	rule->allowance = qs_case_number(given, "allowance_frac", 0, 1);
	rule->ex_ante = qs_case_flag(given, "ex_ante");
	rule->ex_ante_minimum = qs_case_number(given, "ex_ante_minimum_frac", 0, 1);
}

/* The t that is given, or that of a confidence and the plots less the strata. */
static double read_t(const struct qs_case_given *given, const struct strata *strata)
{
	double plots = 0, confidence;

	if (!qs_case_has(given, "confidence_frac"))
		return qs_case_number(given, "t_value", 0, 1e6);
	if (qs_case_has(given, "t_value"))
		qs_case_refuse(given, "t_value", "t_value or confidence_frac, not both");
	confidence = qs_case_number(given, "confidence_frac", 0.01, 0.9999);
	for (size_t i = 0; i < strata->n; i++)
		plots += strata->item[i].n;
	if (plots > (double)strata->n && confidence > 0)
		return qs_student(confidence, plots - (double)strata->n);
	qs_case_refuse(given, "confidence_frac", "needs more plots than strata");
	return 0;
}

static qs_status read_discount(const struct qs_case_given *given, struct discount *in, struct qs_err *err)
{
	static const char *const methods[] = {"ar-tool14", "ar-cm-001", "vm0047", NULL};
	static const char *const roles[] = {"project", "baseline", NULL};
	const qs_status status = read_strata(given, read_sampled, &in->strata, err);

	qs_case_only(given, keys_discount);
	in->method = (enum method)qs_case_choice(given, "method", methods);
	in->baseline = qs_case_word(given, "role", roles, 0);
	in->t = read_t(given, &in->strata);
	if (in->method == METHOD_VM0047)
		read_vm0047(given, &in->vm0047);
	else if (in->method != METHOD_NONE)
		read_steps(given, in);
	return status;
}

static struct qs_deduction deduct(const struct discount *in, const struct qs_estimate *estimate)
{
	if (in->method == METHOD_AR_TOOL14)
		return qs_deduction_ar_tool14(&in->steps, estimate, in->baseline);
	if (in->method == METHOD_AR_CM_001)
		return qs_deduction_ar_cm_001(&in->steps, estimate);
	return qs_deduction_vm0047(&in->vm0047, estimate);
}

qs_status qs_case_uncertainty_discount(const struct qs_kernels *kernels, const struct qs_case_given *given,
				       struct qs_json_out *out, struct qs_err *err)
{
	struct discount in = {0};
	struct qs_estimate estimate;
	struct qs_deduction d;
	const qs_status status = read_discount(given, &in, err);

	(void)kernels;
	if (status || qs_case_failed(given))
		return status;
	if (in.method != METHOD_VM0047 && (!in.steps.limit || !in.steps.share))
		return qs_fail(err, QS_ENOMEM, "steps of a deduction");
	estimate = qs_sampling_estimate(in.strata.n, in.strata.item, in.t);
	d = deduct(&in, &estimate);
	qs_json_out_number(out, "mean", estimate.mean);
	qs_json_out_number(out, "standard_error", estimate.standard_error);
	qs_json_out_number(out, "half_width", estimate.half_width);
	qs_json_out_number(out, "uncertainty_frac", estimate.relative);
	qs_json_out_int(out, "more_plots", d.more_plots);
	qs_json_out_number(out, "deduction_frac", d.share);
	qs_json_out_number(out, "result", d.result);
	return QS_OK;
}

/* ---- sample-size ---- */

static const char *const keys_size[] = {"population", "plot_area_ha",    "mean",   "precision_frac",
					"t_value",    "confidence_frac", "strata", NULL};

struct design {
	int finite;
	double allowed, t, confidence; /* confidence 0: t is given */
	struct strata strata;
};

/* Areas to shares of the area, or to numbers of plots. */
static void weigh(const struct qs_case_given *given, struct design *in)
{
	const double plot = in->finite ? qs_case_number(given, "plot_area_ha", 1e-9, 1e6) : 0;
	double area = 0, unit;

	for (size_t i = 0; i < in->strata.n; i++)
		area += in->strata.item[i].weight;
	if (in->strata.n && !(area > 0))
		qs_case_refuse(given, "strata", "the areas sum to nothing");
	unit = in->finite ? plot : area;
	for (size_t i = 0; i < in->strata.n && unit > 0; i++)
		in->strata.item[i].weight /= unit;
}

static qs_status read_design(const struct qs_case_given *given, struct design *in, struct qs_err *err)
{
	static const char *const populations[] = {"infinite", "finite", NULL};
	const qs_status status = read_strata(given, read_planned, &in->strata, err);

	qs_case_only(given, keys_size);
	in->finite = qs_case_choice(given, "population", populations) == 1;
	in->allowed = qs_case_number(given, "mean", 1e-9, 1e12) * qs_case_number(given, "precision_frac", 1e-6, 100);
	if (!qs_case_has(given, "confidence_frac"))
		in->t = qs_case_number(given, "t_value", 1e-9, 1e6);
	else
		in->confidence = qs_case_number(given, "confidence_frac", 0.01, 0.9999);
	if (qs_case_has(given, "confidence_frac") && qs_case_has(given, "t_value"))
		qs_case_refuse(given, "t_value", "t_value or confidence_frac, not both");
	weigh(given, in);
	return status;
}

qs_status qs_case_sample_size(const struct qs_kernels *kernels, const struct qs_case_given *given,
			      struct qs_json_out *out, struct qs_err *err)
{
	struct design in = {0};
	double n, *allocation;
	const qs_status status = read_design(given, &in, err);

	(void)kernels;
	if (status || qs_case_failed(given))
		return status;
	allocation = column(given, in.strata.n);
	if (!allocation)
		return qs_fail(err, QS_ENOMEM, "%zu strata", in.strata.n);
	if (in.confidence > 0)
		(void)qs_sampling_design(in.strata.n, in.strata.item, in.allowed, in.confidence, in.finite, &in.t);
	n = in.finite ? qs_sampling_plots_finite(in.strata.n, in.strata.item, in.allowed, in.t)
		      : qs_sampling_plots_infinite(in.strata.n, in.strata.item, in.allowed, in.t);
	qs_sampling_allocate(in.strata.n, in.strata.item, n, allocation);
	qs_json_out_number(out, "t_value", in.t);
	qs_json_out_number(out, "error_allowed", in.allowed);
	qs_json_out_number(out, "n_raw", n);
	qs_json_out_number(out, "n", qs_sampling_whole(n));
	qs_json_out_numbers(out, "allocation_raw", allocation, in.strata.n);
	for (size_t i = 0; i < in.strata.n; i++)
		allocation[i] = qs_sampling_whole(allocation[i]);
	qs_json_out_numbers(out, "allocation", allocation, in.strata.n);
	return QS_OK;
}

/* ---- vm0047 ---- */

static const char *const keys_vm0047[] = {"method",
					  "stock_change_co2e_t",
					  "half_width_frac",
					  "project_emissions_co2e_t",
					  "leakage_co2e_t",
					  "index_change_control",
					  "index_change_project",
					  "pb_min",
					  "pb_max",
					  "allowance_frac",
					  "ex_ante",
					  "ex_ante_minimum_frac",
					  NULL};

struct credits {
	struct qs_vm0047 rule;
	size_t n;
	const double *change, *half_width, *emissions, *leakage, *control, *project; /* the last three: area-based */
	double *benchmark, *deduction, *net, *credit;
	double total;
};

static void read_credits(const struct qs_case_given *given, struct credits *in)
{
	static const char *const methods[] = {"census", "area-based", NULL};
	const double most = 1e12;

	qs_case_only(given, keys_vm0047);
	in->rule.area_based = qs_case_choice(given, "method", methods) == 1;
	read_vm0047(given, &in->rule.uncertainty);
	in->change = qs_case_column(given, "stock_change_co2e_t", -most, most, &in->n);
	in->half_width = qs_case_column(given, "half_width_frac", 0, 1e6, &in->n);
	in->emissions = qs_case_column(given, "project_emissions_co2e_t", -most, most, &in->n);
	if (!in->rule.area_based)
		return;
	in->leakage = qs_case_column(given, "leakage_co2e_t", -most, most, &in->n);
	in->control = qs_case_column(given, "index_change_control", -most, most, &in->n);
	in->project = qs_case_column(given, "index_change_project", -most, most, &in->n);
	in->rule.benchmark_min = qs_case_number(given, "pb_min", -1e6, 1e6);
	in->rule.benchmark_max = qs_case_number(given, "pb_max", -1e6, 1e6);
	if (in->rule.benchmark_min > in->rule.benchmark_max)
		qs_case_refuse(given, "pb_min", "pb_min must not be greater than pb_max");
}

static int has_columns(const struct qs_case_given *given, struct credits *in)
{
	in->benchmark = column(given, in->n);
	in->deduction = column(given, in->n);
	in->net = column(given, in->n);
	in->credit = column(given, in->n);
	return in->change && in->half_width && in->emissions && in->benchmark && in->deduction && in->net &&
	       in->credit && (!in->rule.area_based || (in->leakage && in->control && in->project));
}

static void run_credits(struct credits *in)
{
	for (size_t i = 0; i < in->n; i++) {
		struct qs_vm0047_year year = {in->change[i], in->emissions[i], in->half_width[i], 0, 0, 0};
		struct qs_vm0047_credit c;

		if (in->rule.area_based) {
			year.leakage = in->leakage[i];
			year.control = in->control[i];
			year.project = in->project[i];
		}
		c = qs_vm0047_year(&in->rule, &year, &in->total);
		in->benchmark[i] = c.benchmark;
		in->deduction[i] = c.deduction;
		in->net[i] = c.net;
		in->credit[i] = c.credit;
	}
}

qs_status qs_case_vm0047(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
			 struct qs_err *err)
{
	struct credits in = {0};

	(void)kernels;
	read_credits(given, &in);
	if (qs_case_failed(given))
		return QS_OK;
	if (!has_columns(given, &in))
		return qs_fail(err, QS_ENOMEM, "%zu years", in.n);
	run_credits(&in);
	qs_json_out_numbers(out, "uncertainty_deduction_frac", in.deduction, in.n);
	qs_json_out_numbers(out, "cumulative_net_co2e_t", in.net, in.n);
	qs_json_out_numbers(out, "credit_co2e_t", in.credit, in.n);
	qs_json_out_number(out, "total_credit_co2e_t", in.total);
	if (in.rule.area_based)
		qs_json_out_numbers(out, "performance_benchmark_frac", in.benchmark, in.n);
	return QS_OK;
}
