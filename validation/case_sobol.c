#include "kernels/elementary.h"
#include "scenarios/points.h"
#include "scenarios/sensitivity.h"
#include "validation/case_columns.h"
#include "validation/case_decision.h"

/* Evaluations times inputs that a case may ask for: some minutes. */
#define MOST_NUMBERS 1e10
#define PI 0x1.921fb54442d18p+1
enum { MOST_INPUTS = 1000, MOST_SEED = 1 << 30 };

struct function {
	size_t n;
	const double *a;
	double sine, quartic; /* a and b of Ishigami and Homma */
};

/* sin x1 + a sin^2 x2 + b x3^4 sin x1 for x uniform on -pi to pi. Ishigami and Homma 1990, ISUMA '90, 398-403. */
static qs_status ishigami(void *self, size_t n, const double *const *u, double *y, struct qs_err *err)
{
	const struct function *const f = self;

	(void)err;
	for (size_t i = 0; i < n; i++) {
		const double sine1 = qs_k_sin((2 * u[0][i] - 1) * PI), sine2 = qs_k_sin((2 * u[1][i] - 1) * PI);
		const double x3 = (2 * u[2][i] - 1) * PI, square = x3 * x3;

		y[i] = sine1 + f->sine * sine2 * sine2 + f->quartic * square * square * sine1;
	}
	return QS_OK;
}

/* Product of (|4 u - 2| + a) / (1 + a). Saltelli and Sobol' 1995, Reliab. Eng. Syst. Saf. 50, 225-239. */
static qs_status g_function(void *self, size_t n, const double *const *u, double *y, struct qs_err *err)
{
	const struct function *const f = self;

	(void)err;
	for (size_t i = 0; i < n; i++)
		y[i] = 1;
	for (size_t j = 0; j < f->n; j++)
		for (size_t i = 0; i < n; i++)
			y[i] *= (fabs(4 * u[j][i] - 2) + f->a[j]) / (1 + f->a[j]);
	return QS_OK;
}

qs_status qs_case_sobol(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
			struct qs_err *err)
{
	static const char *const functions[] = {"ishigami", "g", NULL};
	static const char *const keys[] = {"function", "a", "b", "base_samples", "seed", NULL};
	const int which = qs_case_choice(given, "function", functions);
	const double samples = qs_case_whole(given, "base_samples", 2, QS_POINTS_MOST);
	const double seed = qs_case_has(given, "seed") ? qs_case_whole(given, "seed", 0, MOST_SEED) : 1;
	struct function f = {.n = 3};
	struct qs_response response = {.self = &f};
	struct qs_sobol sobol = {0};
	double *column[2];
	qs_status status;

	(void)kernels;
	qs_case_only(given, keys);
	if (which == 0) {
		f.sine = qs_case_number(given, "a", -1e6, 1e6);
		f.quartic = qs_case_number(given, "b", -1e6, 1e6);
	} else if (which == 1) {
		f.n = 0;
		f.a = qs_case_column(given, "a", 0, 1e9, &f.n);
		if (f.a && f.n > MOST_INPUTS)
			qs_case_refuse(given, "a", "at most 1000 inputs");
	}
	if (samples * ((double)f.n + 2) * (double)f.n > MOST_NUMBERS)
		qs_case_refuse(given, "base_samples", "base_samples (k + 2) k of k inputs must not exceed 1e10");
	if (qs_case_failed(given))
		return QS_OK;
	response.inputs = f.n;
	response.of = which == 0 ? ishigami : g_function;
	if (qs_case_columns(given, f.n, column, 2))
		return qs_fail(err, QS_ENOMEM, "%zu inputs", f.n);
	sobol.first = column[0];
	sobol.total = column[1];
	status = qs_sensitivity_sobol(&response, (size_t)samples, (uint64_t)seed, &given->arena->from, &sobol, err);
	if (status)
		return status;
	qs_json_out_number(out, "variance", sobol.variance);
	qs_case_put_column(out, "first_order", sobol.first, f.n);
	qs_case_put_column(out, "total_order", sobol.total, f.n);
	return QS_OK;
}
