/* The table of batch kernels: one function pointer a kernel, called once per block of lanes.
 *
 * Columns are arrays of n doubles, one element a lane, that do not overlap. Arguments stand in the order
 * count, step, parameters, state (const), outputs. A kernel reads no memory but its arguments, keeps no state,
 * allocates nothing, and gives the same bits for every instruction set, block length and order of lanes.
 */
#ifndef QS_KERNELS_KERNELS_H
#define QS_KERNELS_KERNELS_H

#include "kernels/allometry.h"
#include "kernels/bid.h"
#include "kernels/cash.h"
#include "kernels/cbm.h"
#include "kernels/century.h"
#include "kernels/cover.h"
#include "kernels/debt.h"
#include "kernels/delivery.h"
#include "kernels/elementary.h"
#include "kernels/erosion.h"
#include "kernels/growth.h"
#include "kernels/icbm.h"
#include "kernels/ipcc_tier2.h"
#include "kernels/isa.h"
#include "kernels/issuance.h"
#include "kernels/ledger.h"
#include "kernels/pet.h"
#include "kernels/price.h"
#include "kernels/quanta.h"
#include "kernels/random.h"
#include "kernels/reduce.h"
#include "kernels/rothc.h"
#include "kernels/rothc_dryland.h"
#include "kernels/services.h"
#include "kernels/stand.h"
#include "kernels/tax.h"
#include "kernels/threepg/threepg.h"
#include "kernels/water.h"
#include "kernels/water_balance.h"
#include "kernels/weather.h"
#include "kernels/yasso.h"
#include "kernels/yield.h"

#include <stddef.h>
#include <stdint.h>

/* Every kernel, in the order of its file. */
/* clang-format off */
#define QS_KERNELS(X) \
	/* elementary.h */ \
	X(exp_n) X(log_n) X(pow_n) X(expm1_n) X(log1p_n) X(cbrt_n) X(sin_n) X(cos_n) X(atan_n) X(erfc_n) X(lgamma_n) X(e1_n) \
	/* random.h */ \
	X(uniform) X(uniform2) X(uniform_members) X(uniform2_members) \
	X(normal_n) X(lognormal_n) X(triangular_n) X(exponential_n) X(gamma_n) X(beta_n) X(binomial_n) X(poisson_n) \
	/* growth.h */ \
	X(chapman) X(chapman_a) X(logistic) X(logistic_a) X(korf) X(korf_a) X(schumacher) X(schumacher_a) \
	X(hossfeld) X(hossfeld_a) X(chapman_age) X(chapman_age_a) X(growth_step) \
	/* yield.h */ \
	X(yield) \
	/* issuance.h */ \
	X(issuance) \
	X(cancellation) \
	/* reduce.h */ \
	X(moments) X(quantiles) X(quantiles_i64) \
	/* quanta.h */ \
	X(quanta_round) X(quanta_read) X(quanta_add) X(quanta_sum) \
	/* rothc.h, rothc_dryland.h */ \
	X(rothc_temperature) X(rothc_moisture) X(rothc_moisture_of) X(rothc_rate) X(rothc_fractions) X(rothc_decay) X(rothc_apply) \
	X(rothc_month) X(rothc_year) \
	X(rothc_year_rates) X(rothc_equilibrium) X(rothc_dryland_moisture) \
	/* icbm.h, century.h, ipcc_tier2.h */ \
	X(icbm_step) X(icbm_equilibrium) \
	X(century_temperature) X(century_daycent_temperature) X(century_moisture) X(century_step) X(century_equilibrium) \
	X(tier2_wetness) X(tier2_climate) X(tier2_rates) X(tier2_steady) X(tier2_year) \
	/* cash.h */ \
	X(cash_npv) X(cash_npv_rates) X(cash_to_nominal) X(cash_to_real) X(cash_payback) X(cash_levelised) X(cash_gap) \
	/* cbm.h */ \
	X(cbm_rates) X(cbm_year) X(cbm_disturb) X(cbm_balance) \
	/* allometry.h */ \
	X(allometry_tree) X(allometry_class) X(allometry_carbon) \
	/* stand.h, ledger.h, weather.h */ \
	X(stand_year) X(stand_apply) X(litter_year) X(ledger_sum) X(ledger_balance) X(ledger_round) \
	X(slope_sums) X(weather_year) X(weather_warmth) X(weather_response) \
	/* erosion.h, delivery.h */ \
	X(erosion_cover) X(erosion_cover_table) X(erosion_cover_plots) X(erosion_loss) X(delivery_ratio) \
	/* water.h, pet.h */ \
	X(water_fu) X(water_zhang) X(water_invest) X(water_yield) X(water_runoff) X(water_quickflow) \
	X(pet_penman) X(pet_hargreaves) X(pet_hargreaves_rain) \
	/* cover.h, water_balance.h */ \
	X(cover_plants) X(cover_layers) X(cover_ground) \
	X(water_sky) X(water_ground) \
	/* debt.h, tax.h, bid.h, services.h */ \
	X(debt_schedule) X(debt_sculpted) X(tax) X(bid) \
	X(services_soil) X(services_water) X(services_heat) X(services_times) X(services_carbon) \
	/* price.h */ \
	X(price_gbm) X(price_log_ou) X(price_cir) X(price_merton) X(price_regimes) X(price_band) \
	/* yasso.h */ \
	X(yasso_months) X(yasso_amplitude) X(yasso_step) X(yasso_steady) \
	/* threepg/threepg.h */ \
	X(threepg_start) X(threepg_month)
/* clang-format on */

struct qs_kernels {
	const char *isa; /* "v2", "v3" or "v4" */
#define X(name) qs_k_##name##_fn *name;
	QS_KERNELS(X)
#undef X
};

#ifdef QS_ISA /* inside a kernel source: prototypes of this instruction set */
#define X(name) extern qs_k_##name##_fn QS_K(name);
QS_KERNELS(X)
#undef X
#endif

#endif
