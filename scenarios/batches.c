/* Registrations by verification: the batches they close, and whether what they sell pays for registering. */
#include "kernels/kernels.h"
#include "scenarios/credits.h"
#include "scenarios/reduce.h"

#include <math.h>
#include <string.h>

static const double tonne = QS_CREDIT_QUANTUM, coin = 1.0 / 1024;

qs_status qs_credits_open_table(struct qs_credit_books *b, size_t r, struct qs_err *err)
{
	const struct qs_credit_terms *const terms = &b->terms[r];
	const int start = (int)b->portfolio->start_year;
	struct qs_credit_table *const table = &b->table[r];
	size_t n = 0;
	int from = terms->first > 0 ? terms->first : 0;

	for (size_t year = 0; year < b->years; year++)
		n += (size_t)qs_credit_verified(terms, (int)year, (int)b->years);
	b->batch[r] = qs_arena_take(&b->arena, n + 1, sizeof **b->batch);
	if (!b->batch[r])
		return qs_fail(err, QS_ENOMEM, "batches of registration %s", terms->registration->id);
	*table = (struct qs_credit_table){.registration = terms->registration,
					  .methodology = terms->methodology,
					  .terms = *terms,
					  .batches = b->batch[r],
					  .sampling = terms->sampling,
					  .risk = terms->risk,
					  .pays_share = (double)NAN};
	for (size_t year = 0; year < b->years; year++) {
		if (!qs_credit_verified(terms, (int)year, (int)b->years))
			continue;
		b->batch[r][table->count++] = (struct qs_credit_batch){
			.year = start + (int)year, .vintage_from = start + from, .vintage_to = start + (int)year};
		from = (int)year + 1;
	}
	return QS_OK;
}

struct qs_scalar qs_credits_scalar(const struct qs_credit_books *b, const int64_t *value, int64_t *work)
{
	static const double p[] = {0.10, 0.50, 0.90};
	struct qs_scalar s = {.share = 1};
	double q[3];

	for (size_t i = 0; i < b->members; i++)
		s.mean += (double)value[i];
	s.mean *= tonne / (double)b->members;
	b->context->kernels->quantiles_i64(b->members, value, work, p, 3, q);
	s.p10 = q[0] * tonne;
	s.p50 = q[1] * tonne;
	s.p90 = q[2] * tonne;
	return s;
}

enum quantity { REMOVALS, GROSS, SAMPLING, NON_PERMANENCE, ISSUED, REVERSED, DRAWN, CANCELLED, QUANTITIES };

static int64_t down(double t)
{
	return (int64_t)floor(t / tonne);
}

/* Whole quanta, so that gross - sampling - non-permanence = issued of every member. */
static int64_t quanta_of(enum quantity q, const struct qs_credit_step *step, size_t i, double sampling)
{
	const double rise = step->net[i] > step->before[i] ? step->net[i] - step->before[i] : 0;
	const double left = 1 - sampling;

	switch (q) {
	case REMOVALS:
		return left > 0 ? down(step->net[i] / left) : 0;
	case GROSS:
		return left > 0 ? down(rise / left) : 0;
	case SAMPLING:
		return left > 0 ? down(rise / left) - down(rise) : 0;
	case NON_PERMANENCE:
		return down(rise) - down(step->issued[i]);
	case ISSUED:
		return down(step->issued[i]);
	case REVERSED:
		return down(step->reversed[i]);
	case DRAWN:
		return down(step->drawn[i]);
	case CANCELLED: /* upwards: what stands never exceeds the removals */
		return -down(-step->cancelled[i]);
	case QUANTITIES:
	default:
		return 0;
	}
}

void qs_credits_batch(struct qs_credit_books *b, size_t r, size_t year, const struct qs_credit_step *step,
		      int64_t *value, int64_t *work)
{
	const double sampling = b->terms[r].sampling;
	struct qs_credit_batch *batch = b->batch[r];
	struct qs_scalar *to[QUANTITIES];

	while (batch->year != (int)b->portfolio->start_year + (int)year)
		batch++;
	to[REMOVALS] = &batch->removals_t;
	to[GROSS] = &batch->gross_t;
	to[SAMPLING] = &batch->sampling_t;
	to[NON_PERMANENCE] = &batch->non_permanence_t;
	to[ISSUED] = &batch->issued_t;
	to[REVERSED] = &batch->reversed_t;
	to[DRAWN] = &batch->drawn_t;
	to[CANCELLED] = &batch->cancelled_t;
	for (int q = 0; q < QUANTITIES; q++) {
		for (size_t i = 0; i < b->members; i++)
			value[i] = quanta_of((enum quantity)q, step, i, sampling);
		*to[q] = qs_credits_scalar(b, value, work);
		if (!(sampling < 1) && q < NON_PERMANENCE) /* the design gives no result at all */
			to[q]->why = "MORE_PLOTS";
	}
}

/* ---- money ---- */

static void set_money(const struct qs_credit_books *b, size_t r, double *income, double *cost, int64_t *work)
{
	struct qs_credit_table *const table = &b->table[r];
	size_t paid = 0;

	for (size_t i = 0; i < b->members; i++)
		paid += income[i] >= cost[i];
	table->sells = 1;
	table->pays_share = (double)paid / (double)b->members;
	table->income_cny = qs_reduce_column(b->context->kernels, b->members, work, income, NULL);
	table->cost_cny = qs_reduce_column(b->context->kernels, b->members, work, cost, NULL);
}

void qs_credits_money(struct qs_credit_books *b, size_t r, double *income, double *cost, int64_t *work)
{
	struct qs_credit_group *const group = &b->group[r];

	if (!group->shared) {
		set_money(b, r, income, cost, work);
		return;
	}
	for (size_t i = 0; i < b->members; i++) {
		const int64_t in = (int64_t)floor(income[i] / coin + 0.5), out = (int64_t)floor(cost[i] / coin + 0.5);

#pragma omp atomic
		group->income[i] += in;
#pragma omp atomic
		group->cost[i] += out;
	}
#pragma omp atomic write
	b->table[r].sells = 1;
}

void qs_credits_close_tables(struct qs_credit_books *b)
{
	double *const income = b->column, *const cost = b->column + b->members;

	for (size_t r = 0; r < b->count; r++) {
		if (!b->group[r].shared || !b->table[r].sells)
			continue;
		for (size_t i = 0; i < b->members; i++) {
			income[i] = (double)b->group[r].income[i] * coin;
			cost[i] = (double)b->group[r].cost[i] * coin;
		}
		set_money(b, r, income, cost, b->row);
	}
}
