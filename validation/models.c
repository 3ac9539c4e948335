/* The models that have cases. A new one is a function of case_<model>.c and a row here. */
#include "validation/case_rothc.h"
#include "validation/case_rusle.h"
#include "validation/runner.h"

const struct qs_case_model qs_case_models[] = {
	{"rothc", qs_case_rothc},
	{"rothc-dryland", qs_case_rothc_dryland},
	{"rusle", qs_case_rusle},
	{0},
};
