#include "scenarios/reduce.h"

#include "kernels/kernels.h"
#include "model/base/units.h"

#include <math.h>
#include <string.h>

static const double probabilities[QS_QUANTILES] = QS_QUANTILE_LIST;

uint64_t qs_reduced_bytes(size_t years, size_t members, size_t kept)
{
	const uint64_t rows = (uint64_t)QS_OUTPUT_COUNT * QS_SERIES_COUNT * years;

	return 8 * (rows * (1 + QS_QUANTILES) + QS_HORIZONS * members + kept * QS_ARMS * years * members);
}

int qs_reduced_take(struct qs_arena *arena, size_t years, size_t members, size_t kept, struct qs_reduced *r)
{
	const size_t rows = (size_t)QS_OUTPUT_COUNT * QS_SERIES_COUNT * years;

	r->mean = qs_arena_take(arena, rows, sizeof *r->mean);
	r->quantile = qs_arena_take(arena, rows * QS_QUANTILES, sizeof *r->quantile);
	r->horizon = qs_arena_take(arena, QS_HORIZONS * members, sizeof *r->horizon);
	if (kept)
		r->member = qs_arena_take(arena, kept * QS_ARMS * years * members, sizeof *r->member);
	return r->mean && r->quantile && r->horizon && (r->member || !kept) ? 0 : -1;
}

/* As qs_reduce_quanta; nonzero if the numbers differ from each other. */
static int reduce_numbers(const struct qs_kernels *kernels, size_t members, const int64_t *row, int64_t *work,
			  double *mean, double quantile[QS_QUANTILES])
{
	double sum;
	int differ;

	kernels->quanta_sum(members, row, &sum, &differ);
	if (differ)
		kernels->quantiles_i64(members, row, work, probabilities, QS_QUANTILES, quantile);
	else /* many lines of a year are the same for all */
		for (int q = 0; q < QS_QUANTILES; q++)
			quantile[q] = members ? (double)row[0] : (double)NAN;
	*mean = sum / (double)members;
	return differ;
}

double qs_reduce_quanta(const struct qs_kernels *kernels, size_t members, const int64_t *row, int64_t *work,
			double quantile[QS_QUANTILES])
{
	double mean;

	(void)reduce_numbers(kernels, members, row, work, &mean, quantile);
	return mean;
}

struct qs_scalar qs_reduce_column(const struct qs_kernels *kernels, size_t members, int64_t *work, double *value,
				  const char *why)
{
	static const double never = 1e300; /* in place of infinity, between which and a number there is no number */
	struct qs_scalar s = {.why = why};
	double quantile[QS_QUANTILES];
	size_t n = 0, finite = 0;

	for (size_t i = 0; i < members; i++) {
		if (isnan(value[i]))
			continue;
		finite += isfinite(value[i]) != 0;
		s.mean += isfinite(value[i]) ? value[i] : 0;
		value[n++] = isfinite(value[i]) ? value[i] : never;
	}
	s.mean = finite ? s.mean / (double)finite : (double)NAN;
	s.share = (double)finite / (double)members;
	if (s.share < 0.5) {
		s.p10 = s.p50 = s.p90 = (double)NAN;
		return s;
	}
	kernels->quantiles(n, value, work, probabilities, QS_QUANTILES, quantile);
	for (int q = 0; q < QS_QUANTILES; q++)
		if (quantile[q] > 1e290)
			quantile[q] = (double)INFINITY;
	s.p10 = quantile[QS_P10];
	s.p50 = quantile[QS_P50];
	s.p90 = quantile[QS_P90];
	s.why = NULL;
	return s;
}

/* The share of something that is not below 0. */
static struct qs_scalar share_of(const struct qs_scalar *all, double share)
{
	return (struct qs_scalar){.p10 = share * all->p10,
				  .p50 = share * all->p50,
				  .p90 = share * all->p90,
				  .mean = share * all->mean,
				  .share = all->share,
				  .why = all->why};
}

void qs_reduce_estimate(const struct qs_kernels *kernels, size_t members, int64_t *work, struct qs_investment *e)
{
	const struct qs_scalar works = qs_reduce_column(kernels, members, work, e->member, NULL);

	for (size_t i = 0; i < e->n; i++) {
		struct qs_estimate_item *const item = &e->items[i];

		if (item->part != QS_ESTIMATE_WORKS)
			item->paid = share_of(&works, item->listed_cny);
		else if (item->paid.share > 0)
			item->paid = qs_reduce_column(kernels, members, work, item->member, NULL);
	}
}

/* Reduces one row (output, year) of a site or of the totals. arm: the arms' rows; work: 2 x members. */
static void reduce_row(const struct qs_kernels *kernels, size_t members, size_t years, int o, size_t year,
		       const int64_t *const arm[QS_ARMS], int64_t *work, struct qs_reduced *reduced)
{
	const double quantum = qs_output_rows[o].quantum;
	const int64_t *const project = arm[QS_SERIES_project];
	int nothing[QS_ARMS];

	for (int s = 0; s < QS_SERIES_COUNT; s++) {
		const int other = s == QS_SERIES_project_minus_baseline ? QS_SERIES_baseline : QS_SERIES_natural;
		const size_t at = ((size_t)(o * QS_SERIES_COUNT + s)) * years + year;
		double *const mean = reduced->mean + at, *const quantile = reduced->quantile + at * QS_QUANTILES;

		if (s < QS_ARMS) {
			nothing[s] = !reduce_numbers(kernels, members, arm[s], work, mean, quantile) &&
				     !(members && arm[s][0]);
		} else if (nothing[other]) { /* the contrast is the project */
			const size_t same = ((size_t)(o * QS_SERIES_COUNT + QS_SERIES_project)) * years + year;

			*mean = reduced->mean[same];
			memcpy(quantile, reduced->quantile + same * QS_QUANTILES, QS_QUANTILES * sizeof *quantile);
			continue;
		} else {
			for (size_t i = 0; i < members; i++)
				work[i] = project[i] - arm[other][i];
			(void)reduce_numbers(kernels, members, work, work + members, mean, quantile);
		}
		*mean *= quantum;
		for (int q = 0; q < QS_QUANTILES; q++)
			quantile[q] *= quantum;
	}
}

void qs_reduce_horizon(size_t members, size_t years, int o, int arm, size_t year, const int64_t *member,
		       struct qs_reduced *reduced)
{
	int64_t *const h = reduced->horizon;
	int64_t *sum = NULL;

	if (o == QS_OUT_grown_co2e && year + 1 == years)
		memcpy(h + (size_t)(QS_HORIZON_GAIN + arm) * members, member, members * sizeof *member);
	if (o == QS_OUT_works_co2e)
		sum = h + (size_t)(QS_HORIZON_WORKS + arm) * members;
	else if (o == QS_OUT_works_cny)
		sum = h + (size_t)(QS_HORIZON_CAPEX + arm) * members;
	else if (o == QS_OUT_upkeep_cny)
		sum = h + (size_t)(QS_HORIZON_UPKEEP + arm) * members;
	else if (o == QS_OUT_imported_c && arm == QS_SERIES_project)
		sum = h + (size_t)QS_HORIZON_BROUGHT * members;
	else if (o == QS_OUT_brought_lost_c && arm == QS_SERIES_project)
		sum = h + (size_t)QS_HORIZON_LOST * members;
	for (size_t i = 0; sum && i < members; i++)
		sum[i] += member[i];
}

void qs_reduce_payback(size_t members, size_t year, const int64_t *net_project, const int64_t *net_baseline,
		       struct qs_reduced *reduced)
{
	int64_t *const payback = reduced->horizon + (size_t)QS_HORIZON_PAYBACK * members;
	const int64_t *const works = reduced->horizon + (size_t)(QS_HORIZON_WORKS + QS_SERIES_project) * members;

	for (size_t i = 0; i < members; i++) {
		const int ahead = net_project[i] >= net_baseline[i], same = net_project[i] == net_baseline[i];

		if (payback[i] > 0 || (!payback[i] && same))
			continue;
		if (works[i] > 0)
			payback[i] = ahead ? (int64_t)year + 1 : -1;
		else if (payback[i] >= -1)
			payback[i] = ahead ? -(int64_t)year - 2 : -1;
	}
}

/* The count of years that qs_reduce_payback noted; 0: never. */
static int64_t years_to_payback(int64_t noted)
{
	return noted > 0 ? noted : noted < -1 ? -noted - 1 : 0;
}

static struct qs_scalar amounts(const struct qs_kernels *kernels, size_t members, int64_t *work, const int64_t *value,
				double quantum)
{
	struct qs_scalar s = {.share = 1};
	double quantile[QS_QUANTILES];

	s.mean = qs_reduce_quanta(kernels, members, value, work, quantile) * quantum;
	s.p10 = quantile[QS_P10] * quantum;
	s.p50 = quantile[QS_P50] * quantum;
	s.p90 = quantile[QS_P90] * quantum;
	return s;
}

/* A member that never pays back counts as later than any year: a quantile among such members is infinite. */
static struct qs_scalar payback(const struct qs_kernels *kernels, size_t members, size_t years, int64_t *work,
				const int64_t *value)
{
	const int64_t never = (int64_t)1 << 40;
	struct qs_scalar s = {.share = 0};
	double quantile[QS_QUANTILES];
	size_t paid = 0;

	for (size_t i = 0; i < members; i++) {
		const int64_t count = years_to_payback(value[i]);

		paid += count > 0;
		work[i] = count > 0 ? count : never;
		s.mean += (double)count;
	}
	s.mean = paid ? s.mean / (double)paid : 0;
	s.share = (double)paid / (double)members;
	kernels->quantiles_i64(members, work, work + members, probabilities, QS_QUANTILES, quantile);
	for (int q = 0; q < QS_QUANTILES; q++)
		if (quantile[q] > (double)years)
			quantile[q] = (double)INFINITY;
	s.p10 = quantile[QS_P10];
	s.p50 = quantile[QS_P50];
	s.p90 = quantile[QS_P90];
	s.why = s.share < 0.5 ? "NEVER_WITHIN_HORIZON" : NULL;
	return s;
}

void qs_reduce_scalars(const struct qs_kernels *kernels, size_t members, size_t years, int64_t *work,
		       const struct qs_reduced *reduced, struct qs_scalar scalar[QS_SCALAR_COUNT])
{
	const double co2e = qs_output_rows[QS_OUT_grown_co2e].quantum,
		     works = qs_output_rows[QS_OUT_works_co2e].quantum;
	const double carbon = qs_co2e_of_c(qs_output_rows[QS_OUT_imported_c].quantum);
	const double capital = qs_output_rows[QS_OUT_works_cny].quantum;
	const double upkeep = qs_output_rows[QS_OUT_upkeep_cny].quantum / (double)(years ? years : 1);
	const struct {
		enum qs_scalar_id id;
		int row;
		double quantum;
	} plain[] = {
		{QS_SCALAR_co2e_baseline, QS_HORIZON_GAIN + QS_SERIES_baseline, co2e},
		{QS_SCALAR_co2e_natural, QS_HORIZON_GAIN + QS_SERIES_natural, co2e},
		{QS_SCALAR_co2e_project, QS_HORIZON_GAIN + QS_SERIES_project, co2e},
		{QS_SCALAR_works_natural, QS_HORIZON_WORKS + QS_SERIES_natural, works},
		{QS_SCALAR_works_project, QS_HORIZON_WORKS + QS_SERIES_project, works},
		{QS_SCALAR_imported_brought, QS_HORIZON_BROUGHT, carbon},
		{QS_SCALAR_imported_lost, QS_HORIZON_LOST, carbon},
		{QS_SCALAR_capex_natural, QS_HORIZON_CAPEX + QS_SERIES_natural, capital},
		{QS_SCALAR_capex_project, QS_HORIZON_CAPEX + QS_SERIES_project, capital},
		{QS_SCALAR_upkeep_natural, QS_HORIZON_UPKEEP + QS_SERIES_natural, upkeep},
		{QS_SCALAR_upkeep_project, QS_HORIZON_UPKEEP + QS_SERIES_project, upkeep},
	};

	for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
		scalar[plain[i].id] = amounts(kernels, members, work, reduced->horizon + (size_t)plain[i].row * members,
					      plain[i].quantum);
	scalar[QS_SCALAR_carbon_payback_year] =
		payback(kernels, members, years, work, reduced->horizon + (size_t)QS_HORIZON_PAYBACK * members);
}

/* ---- rows of a wave and of the portfolio ---- */

/* Adds a site's row to the portfolio's; first: nothing is there yet. Each (output, arm, year) belongs to one thread. */
static int add_total(const struct qs_kernels *kernels, const struct qs_totals *totals, int first, int o, int a,
		     size_t year, const int64_t *member)
{
	int64_t *const sum = totals->value + ((size_t)(o * QS_ARMS + a) * totals->years + year) * totals->members;
	int overflow = 0;

	if (first)
		memcpy(sum, member, totals->members * sizeof *sum);
	else
		kernels->quanta_add(totals->members, member, sum, &overflow);
	return overflow;
}

/* Keeps the members of a row if they are asked for. */
static void keep_members(const struct qs_reduction *r, int o, size_t year, const int64_t *const arm[QS_ARMS],
			 struct qs_reduced *reduced)
{
	const size_t members = r->totals.members;

	for (size_t k = 0; k < r->kept_count; k++)
		for (size_t a = 0; a < QS_ARMS && r->kept[k] == o; a++)
			memcpy(reduced->member + ((k * QS_ARMS + a) * r->totals.years + year) * members, arm[a],
			       members * sizeof *arm[a]);
}

int qs_reduce_wave_row(const struct qs_reduction *r, const struct qs_wave *wave, size_t row, int64_t *work,
		       struct qs_reduced *reduced)
{
	const size_t members = wave->members, year = row % wave->years;
	const int o = (int)(row / wave->years);
	const int64_t *arm[QS_ARMS];
	int overflow = 0;

	for (size_t a = 0; a < QS_ARMS; a++)
		arm[a] = work + a * members;

	for (size_t s = 0; s < wave->site_count; s++) {
		memset(work, 0, QS_ARMS * members * sizeof *work);
		for (int a = 0; a < QS_ARMS; a++) {
			qs_wave_site_row(wave, s, o, a, year, work + (size_t)a * members);
			overflow |= add_total(r->kernels, &r->totals, !r->begun && s == 0, o, a, year,
					      work + (size_t)a * members);
		}
		keep_members(r, o, year, arm, &reduced[s]);
		reduce_row(r->kernels, members, wave->years, o, year, arm, work + QS_ARMS * members, &reduced[s]);
	}
	return overflow;
}

void qs_reduce_wave_site(const struct qs_wave *wave, size_t site, int64_t *work, struct qs_reduced *reduced)
{
	static const int needed[] = {QS_OUT_grown_co2e,     QS_OUT_works_co2e, QS_OUT_imported_c,
				     QS_OUT_brought_lost_c, QS_OUT_works_cny,  QS_OUT_upkeep_cny};
	const size_t members = wave->members;

	for (size_t u = wave->site_unit[site]; u < wave->site_unit[site + 1]; u++) {
		const double ha = qs_unit_planimetric_ha(wave->units[u].unit);

		reduced->area_ha += ha;
		reduced->restored_ha += wave->units[u].unit->treatment ? ha : 0;
	}
	for (size_t year = 0; year < wave->years; year++) {
		for (size_t k = 0; k < sizeof needed / sizeof needed[0]; k++)
			for (int a = 0; a < QS_ARMS; a++) {
				memset(work, 0, members * sizeof *work);
				qs_wave_site_row(wave, site, needed[k], a, year, work);
				qs_reduce_horizon(members, wave->years, needed[k], a, year, work, reduced);
			}
		memset(work, 0, 2 * members * sizeof *work);
		qs_wave_site_row(wave, site, QS_OUT_net_co2e, QS_SERIES_project, year, work);
		qs_wave_site_row(wave, site, QS_OUT_net_co2e, QS_SERIES_baseline, year, work + members);
		qs_reduce_payback(members, year, work, work + members, reduced);
	}
}

static const int64_t *total_row(const struct qs_totals *t, int o, int a, size_t year)
{
	return t->value + ((size_t)(o * QS_ARMS + a) * t->years + year) * t->members;
}

void qs_reduce_total_row(const struct qs_reduction *r, size_t row, int64_t *work, struct qs_reduced *all)
{
	const struct qs_totals *const t = &r->totals;
	const size_t year = row % t->years;
	const int o = (int)(row / t->years);
	const int64_t *arm[QS_ARMS];
	int held = !t->held;

	for (int a = 0; a < QS_ARMS; a++) {
		arm[a] = total_row(t, o, a, year);
		held = held || t->held[o * QS_ARMS + a];
	}
	if (!held) /* what is kept begins as zero */
		return;
	keep_members(r, o, year, arm, all);
	reduce_row(r->kernels, t->members, t->years, o, year, arm, work, all);
}

void qs_reduce_total_horizons(const struct qs_reduction *r, struct qs_reduced *all)
{
	const struct qs_totals *const t = &r->totals;

	for (size_t year = 0; year < t->years; year++) {
		for (int o = 0; o < QS_OUTPUT_COUNT; o++)
			for (int a = 0; a < QS_ARMS; a++)
				qs_reduce_horizon(t->members, t->years, o, a, year, total_row(t, o, a, year), all);
		qs_reduce_payback(t->members, year, total_row(t, QS_OUT_net_co2e, QS_SERIES_project, year),
				  total_row(t, QS_OUT_net_co2e, QS_SERIES_baseline, year), all);
	}
}
