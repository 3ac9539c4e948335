/* The models that have cases. A new one is a function of case_<model>.c and a row here. */
#include "validation/case_allometry.h"
#include "validation/case_ar.h"
#include "validation/case_cash.h"
#include "validation/case_cbm.h"
#include "validation/case_credits.h"
#include "validation/case_decision.h"
#include "validation/case_finance.h"
#include "validation/case_rothc.h"
#include "validation/case_rusle.h"
#include "validation/case_sdr.h"
#include "validation/case_services.h"
#include "validation/case_soils.h"
#include "validation/case_water.h"
#include "validation/case_yasso.h"
#include "validation/runner.h"

const struct qs_case_model qs_case_models[] = {
	{"irr", qs_case_irr},
	{"cash-flow", qs_case_cash_flow},
	{"annuity", qs_case_annuity},
	{"lcoc", qs_case_lcoc},
	{"allometry", qs_case_allometry},
	{"ar-tool12", qs_case_ar_tool12},
	{"ar-tool14", qs_case_ar_tool14},
	{"ar-tool16", qs_case_ar_tool16},
	{"risk-buffer", qs_case_risk_buffer},
	{"rothc", qs_case_rothc},
	{"rothc-dryland", qs_case_rothc_dryland},
	{"yasso07", qs_case_yasso07},
	{"yasso15", qs_case_yasso15},
	{"yasso15-amplitude", qs_case_yasso15_amplitude},
	{"yasso20", qs_case_yasso20},
	{"cbm", qs_case_cbm},
	{"icbm", qs_case_icbm},
	{"century", qs_case_century},
	{"ipcc-tier2", qs_case_ipcc_tier2},
	{"ipcc-tier2-csu", qs_case_ipcc_tier2_csu},
	{"sample-size", qs_case_sample_size},
	{"uncertainty-discount", qs_case_uncertainty_discount},
	{"vm0047", qs_case_vm0047},
	{"rusle", qs_case_rusle},
	{"sdr", qs_case_sdr},
	{"scs-cn", qs_case_scs_cn},
	{"quickflow", qs_case_quickflow},
	{"water-yield", qs_case_water_yield},
	{"pet", qs_case_pet},
	{"debt", qs_case_debt},
	{"tax", qs_case_tax},
	{"bid", qs_case_bid},
	{"price-model", qs_case_price_model},
	{"carbon-value", qs_case_carbon_value},
	{"gep", qs_case_gep},
	{"mcda", qs_case_mcda},
	{"sobol", qs_case_sobol},
	{"portfolio-choice", qs_case_portfolio_choice},
	{0},
};
