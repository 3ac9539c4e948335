#include "kernels/icbm.h"

#include "kernels/kernels.h"
#include "validation/case_columns.h"
#include "validation/case_soils.h"

#define MOST 1e9

enum { YOUNG, OLD, RESPIRED, COLUMNS };

struct icbm_given {
	const double *years;
	size_t n;
	struct qs_icbm_rates rates;
	double r, h, input, young, old;
	int equilibrium; /* known: all rates and r are above 0 */
	int starts_there;
};

static struct icbm_given read_icbm(const struct qs_case_given *given)
{
	static const char *const keys[] = {"t_years", "k1", "k2", "h", "r", "Y0", "O0", "input", "start", NULL};
	static const char *const starts[] = {"given", "equilibrium", NULL};
	struct icbm_given in = {.starts_there = qs_case_word(given, "start", starts, 0)};

	qs_case_only(given, keys);
	in.years = qs_case_column(given, "t_years", 0, 1e6, &in.n);
	in.rates.young = qs_case_number(given, "k1", 0, 1e3);
	in.rates.old = qs_case_number(given, "k2", 0, 1e3);
	in.h = qs_case_number(given, "h", 0, 1);
	in.r = qs_case_number(given, "r", 0, 1e3);
	in.input = qs_case_number(given, "input", 0, MOST);
	in.equilibrium = in.rates.young * in.r > 0 && in.rates.old * in.r > 0;
	if (!in.starts_there) {
		in.young = qs_case_number(given, "Y0", 0, MOST);
		in.old = qs_case_number(given, "O0", 0, MOST);
	} else if (!in.equilibrium && !qs_case_failed(given)) {
		qs_case_refuse(given, "start", "no equilibrium: k1, k2 and r must be > 0");
	}
	return in;
}

qs_status qs_case_icbm(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
		       struct qs_err *err)
{
	static const char *const names[] = {"young", "old", "co2_cumulative"};
	struct icbm_given in = read_icbm(given);
	double young_ss, old_ss;
	double *at[COLUMNS];

	if (qs_case_failed(given))
		return QS_OK;
	if (!in.years || qs_case_columns(given, in.n, at, COLUMNS))
		return qs_fail(err, QS_ENOMEM, "columns of a case");
	kernels->icbm_equilibrium(1, &in.rates, &in.r, &in.h, &in.input, &young_ss, &old_ss);
	if (in.starts_there) {
		in.young = young_ss;
		in.old = old_ss;
	}
	for (size_t i = 0; i < in.n; i++) {
		at[YOUNG][i] = in.young;
		at[OLD][i] = in.old;
		kernels->icbm_step(1, &in.rates, in.years[i], &in.r, &in.h, &in.input, &at[YOUNG][i], &at[OLD][i],
				   &at[RESPIRED][i]);
	}
	for (size_t c = 0; c < COLUMNS; c++)
		qs_case_put_column(out, names[c], at[c], in.n);
	if (!in.equilibrium)
		return QS_OK;
	qs_json_out_object(out, "equilibrium");
	qs_json_out_number(out, "young", young_ss);
	qs_json_out_number(out, "old", old_ss);
	qs_json_out_end(out);
	return QS_OK;
}
