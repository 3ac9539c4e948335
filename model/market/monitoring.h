/* Monitoring plan of a registration: how many sample plots, where, when, at what cost, and what fewer of them cost in deductions.
 *
 * Stratum h has a share w_h of the area, room for N_h = area / plot area plots, the mean woody stock m_h of the last verification
 * (t C/ha) and the standard deviation s_h = cv m_h. The half-width allowed is E = precision x sum w_h m_h. Plots needed
 * (kernels/sampling.h, AR-TOOL03's form): n = (t/E)^2 (sum w s)^2 of a population without end, (sum N s)^2 / (N^2 E^2/t^2 + sum N
 * s^2) of a finite one; t is Student's two-sided quantile for n - strata degrees of freedom. Shared out by area (proportional) and
 * by w s (Neyman), each rounded up. The plan takes the number without end, Neyman's shares, and at least what the methodology asks
 * for: the uncertainty that deductions are read from (AR-TOOL14, equations 14 to 17) knows no correction for a finite population,
 * so that the finite number, told beside, would leave a deduction. With fewer plots the half-width is t cv / sqrt(n)
 * (model/market/credits.h) and the methodology's steps take more off.
 */
#ifndef QS_MODEL_MARKET_MONITORING_H
#define QS_MODEL_MARKET_MONITORING_H

#include "model/market/credits.h"

struct qs_plot_row {
	const struct qs_credit_stratum *stratum;
	double share, room;   /* of the area; plots that would fit */
	double mean, sd;      /* t C/ha */
	double proportional, neyman;                /* plots, not rounded */
	double plots_proportional, plots_neyman;    /* whole; Neyman: at least 2, at most those that fit */
};

enum { QS_PLOT_OPTIONS = 7 };

/* What a number of plots would mean. Deductions are shares of the net removals; 1: no result, more plots are asked for. */
struct qs_plot_option {
	double plots, half_width;
	double deduction;              /* by the methodology */
	double tool14, cm001;          /* by AR-TOOL14 and by AR-CM-001's table, for comparison */
	double lost_t, lost_cny;       /* mean credits and income (present value) that the deduction takes beyond that of the plan */
	double saved_cny;              /* present value of the plots that are not measured */
};

struct qs_monitoring_plan {
	const struct qs_plot_row *rows;
	size_t strata;
	int year;                      /* calendar: the verification whose stocks are planned for */
	double infinite, finite;       /* plots needed, whole */
	double t_infinite, t_finite;   /* their quantiles of Student's t */
	double plots;                  /* of the plan */
	size_t visits;                 /* verifications in the run */
	double visit_cny, cost_cny;    /* a visit, in prices of price_year; present value of all */
	struct qs_plot_option option[QS_PLOT_OPTIONS]; /* falling; the first is the plan */
};

/* Plans for a registration of a run. rows NULL and strata 0: nothing stands inside the boundary at the last verification. The rows lie
 * in the arena. QS_ENOMEM. */
qs_status qs_monitoring_of(struct qs_arena *arena, const struct qs_portfolio *portfolio, const struct qs_credit_table *table,
			   struct qs_monitoring_plan *plan, struct qs_err *err);

#endif
