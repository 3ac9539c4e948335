#include "model/market/monitoring.h"

#include "kernels/sampling.h"
#include "model/land/costs.h"

#include <math.h>
#include <string.h>

/* Fills a row a stratum, and the strata as the design takes them: weights by area, or by room. */
static void fill(const struct qs_credit_table *table, size_t year, struct qs_plot_row *rows, struct qs_stratum *by_area,
		 struct qs_stratum *by_room)
{
	const double plot = table->methodology->plot_area_ha.value, cv = table->registration->sampling.cv_frac.value;
	double all = 0;
	size_t n = 0;

	for (const struct qs_credit_stratum *s = table->strata; s; s = s->next)
		all += s->area_ha;
	for (const struct qs_credit_stratum *s = table->strata; s; s = s->next, n++) {
		const double mean = s->project_c[year] / s->area_ha;

		rows[n] = (struct qs_plot_row){.stratum = s,
					       .share = s->area_ha / all,
					       .room = s->area_ha / plot,
					       .mean = mean,
					       .sd = cv * mean};
		by_area[n] = (struct qs_stratum){.weight = rows[n].share, .mean = mean, .sd = rows[n].sd};
		by_room[n] = (struct qs_stratum){.weight = rows[n].room, .mean = mean, .sd = rows[n].sd};
	}
}

/* Shares the plots out and takes what the shares add up to as the plan. */
static void allocate(struct qs_monitoring_plan *plan, struct qs_plot_row *rows, const struct qs_stratum *by_area,
		     double needed, double *work)
{
	qs_sampling_allocate(plan->strata, by_area, needed, work);
	plan->plots = 0;
	for (size_t i = 0; i < plan->strata; i++) {
		rows[i].proportional = needed * rows[i].share;
		rows[i].neyman = work[i];
		rows[i].plots_proportional = qs_sampling_whole(rows[i].proportional);
		rows[i].plots_neyman = qs_sampling_whole(rows[i].neyman);
		if (rows[i].plots_neyman < 2)
			rows[i].plots_neyman = 2; /* fewer have no standard deviation */
		if (rows[i].plots_neyman > qs_sampling_whole(rows[i].room))
			rows[i].plots_neyman = qs_sampling_whole(rows[i].room); /* all of it is measured */
		plan->plots += rows[i].plots_neyman;
	}
}

/* Present value of a unit of money spent at every verification. */
static double annuity(const struct qs_portfolio *portfolio, const struct qs_credit_table *table)
{
	const double step = 1 / (1 + portfolio->finance.discount_rate_pct.value / 100);
	double sum = 0;

	for (size_t i = 0; i < table->count; i++) {
		double factor = 1;

		for (int64_t y = portfolio->start_year; y < table->batches[i].year; y++)
			factor *= step;
		sum += factor;
	}
	return sum;
}

/* A deduction by another methodology's kind, with that kind's own steps. */
static double by_kind(enum qs_deduction_kind kind, const struct qs_sampling *sampling)
{
	const struct qs_methodology_pack other = {.deduction = (int)kind};

	return qs_credit_deduction(&other, sampling);
}

static struct qs_plot_option option_of(const struct qs_credit_table *table, const struct qs_monitoring_plan *plan,
				       double plots, double cost_of_plot)
{
	struct qs_sampling sampling = table->registration->sampling;
	struct qs_plot_option o = {.plots = plots};
	double kept;

	sampling.plots = (int64_t)plots;
	o.half_width = qs_credit_half_width(&sampling);
	o.deduction = qs_credit_deduction(table->methodology, &sampling);
	o.tool14 = by_kind(QS_DEDUCTION_AR_TOOL14, &sampling);
	o.cm001 = by_kind(QS_DEDUCTION_AR_CM_001, &sampling);
	kept = table->sampling < 1 ? (1 - o.deduction) / (1 - table->sampling) : (double)NAN;
	o.lost_t = (1 - kept) * table->issued_t.mean;
	o.lost_cny = table->sells ? (1 - kept) * table->income_cny.mean : (double)NAN;
	o.saved_cny = (plan->plots - plots) * cost_of_plot;
	return o;
}

/* Fewer plots: shares of the plan, whole, at least as many as the strata need. */
static void add_options(struct qs_monitoring_plan *plan, const struct qs_credit_table *table, double cost_of_plot)
{
	static const double share[QS_PLOT_OPTIONS] = {1, 0.75, 0.5, 0.35, 0.25, 0.15, 0.1};

	for (size_t i = 0; i < QS_PLOT_OPTIONS; i++) {
		const double plots = qs_sampling_whole(share[i] * plan->plots);

		plan->option[i] = option_of(table, plan, plots < 2 ? 2 : plots, cost_of_plot);
	}
}

qs_status qs_monitoring_of(struct qs_arena *arena, const struct qs_portfolio *portfolio,
			   const struct qs_credit_table *table, struct qs_monitoring_plan *plan, struct qs_err *err)
{
	const struct qs_sampling *const sampling = &table->registration->sampling;
	const struct qs_methodology_pack *const m = table->methodology;
	const double price = m->plot_cny.value * qs_quote_factor(&portfolio->finance, m->cost_price_year);
	const double worth = annuity(portfolio, table);
	double mean = 0, needed, *work;
	struct qs_stratum *by_area, *by_room;
	struct qs_plot_row *rows;
	size_t n = 0;

	*plan = (struct qs_monitoring_plan){.visits = table->count};
	for (const struct qs_credit_stratum *s = table->strata; s; s = s->next)
		n++;
	if (!n || !table->count)
		return QS_OK;
	plan->year = table->batches[table->count - 1].year;
	rows = qs_arena_take(arena, n, sizeof *rows);
	by_area = qs_arena_take(arena, 2 * n, sizeof *by_area);
	work = qs_arena_take(arena, n, sizeof *work);
	if (!rows || !by_area || !work)
		return qs_fail(err, QS_ENOMEM, "monitoring plan of registration %s", table->registration->id);
	by_room = by_area + n;
	fill(table, (size_t)(plan->year - (int)portfolio->start_year), rows, by_area, by_room);
	for (size_t i = 0; i < n; i++)
		mean += by_area[i].weight * by_area[i].mean;
	if (!(mean > 0) || !(sampling->cv_frac.value > 0))
		return QS_OK;
	plan->strata = n;
	plan->rows = rows;
	plan->infinite = qs_sampling_design(n, by_area, sampling->precision_frac.value * mean,
					    sampling->confidence.value, 0, &plan->t_infinite);
	plan->finite = qs_sampling_design(n, by_room, sampling->precision_frac.value * mean, sampling->confidence.value,
					  1, &plan->t_finite);
	needed = plan->infinite < m->plots_least.value ? m->plots_least.value : plan->infinite;
	allocate(plan, rows, by_area, needed, work);
	plan->visit_cny = plan->plots * price;
	plan->cost_cny = plan->visit_cny * worth;
	add_options(plan, table, price * worth);
	return QS_OK;
}
