/* The models that have cases. A new one is a function of case_<model>.c and a row here. */
#include "validation/case_cash.h"
#include "validation/case_rothc.h"
#include "validation/runner.h"

const struct qs_case_model qs_case_models[] = {
	{"irr", qs_case_irr},
	{"cash-flow", qs_case_cash_flow},
	{"annuity", qs_case_annuity},
	{"lcoc", qs_case_lcoc},
	{"rothc", qs_case_rothc},
	{"rothc-dryland", qs_case_rothc_dryland},
	{0},
};
