/* The debt of a site (model/finance/funding.h): drawn in the building years, paid back after them (kernels/debt.h). */
#include "kernels/debt.h"
#include "kernels/kernels.h"
#include "model/finance/funding.h"
#include "model/land/site.h"

#include <string.h>

int qs_indebted(const struct qs_portfolio *portfolio)
{
	const struct qs_debt *const debt = &portfolio->finance.debt;

	return qs_was_given(&qs_table_finance, &portfolio->finance.given, "debt") && debt->years > 0 &&
	       (debt->share_frac.value > 0 || (debt->type == QS_DEBT_SCULPTED && !debt->share_frac.given));
}

static double rate_of(const struct qs_fund *f)
{
	return f->of->portfolio->finance.debt.rate_pct.value / 100;
}

/* What others pay of the interest of year t, counted from the start year: never more than the interest. */
static double subsidy_of(const struct qs_fund *f, size_t t)
{
	const struct qs_debt *const debt = &f->of->portfolio->finance.debt;
	const double most = (int64_t)t <= debt->subsidy_years ? debt->subsidy_rate_pct.value / 100 : 0;

	return most < rate_of(f) ? most : rate_of(f);
}

/* The building years of a debt of all that the works need beside grants: draws, and the balance that they become. */
static void build_up(struct qs_fund *f, size_t built)
{
	const int paid = f->of->portfolio->finance.debt.grace_interest;
	const double rate = rate_of(f);
	double *const want = f->column[QS_FUND_want], *const owed = f->lane[0];

	memset(owed, 0, f->n * sizeof *owed);
	for (size_t t = 0; t < f->of->years; t++) {
		const double subsidy = subsidy_of(f, t);
		const double *const works =
			f->of->lines + ((size_t)QS_LINE_OF_works * f->of->years + t) * f->of->members + f->first;
		const double *const grant =
			f->of->lines + ((size_t)QS_LINE_OF_grant * f->of->years + t) * f->of->members + f->first;

		for (size_t i = 0; i < f->n; i++) {
			const double need = t <= built ? f->factor[t] * (works[i] - grant[i]) : 0;

			want[t * f->n + i] = need > 0 ? need : 0;
			if (t > built)
				continue;
			owed[i] = owed[i] * (paid ? 1 : 1 + (rate - subsidy)) + want[t * f->n + i];
		}
	}
}

/* A bond: interest every year, all principal in the last. */
static void bond(const struct qs_fund *f, const struct qs_debt_terms *terms, const double *debt,
		 const struct qs_debt_years *y)
{
	const size_t rows = terms->grace + terms->repaid;
	const double rate = rate_of(f);

	for (size_t j = 0; j < rows; j++) {
		const double most = j < terms->subsidy_years ? terms->subsidy : 0, subsidy = most < rate ? most : rate;
		const int last = j + 1 == rows, due = j >= terms->grace || terms->grace_paid;

		for (size_t i = 0; i < f->n; i++) {
			const double owed = j > 0 ? y->balance[(j - 1) * f->n + i] : debt[i];
			const size_t k = j * f->n + i;

			y->interest[k] = rate * owed;
			y->subsidy[k] = subsidy * owed;
			y->principal[k] = last ? owed : 0;
			y->balance[k] = last ? 0 : due ? owed : owed + (rate - subsidy) * owed;
		}
	}
}

/* Cash that a sculpted debt is paid from, never below 0. */
static void cash_for_service(const struct qs_fund *f, size_t from, size_t rows, double *cfads)
{
	for (size_t j = 0; j < rows; j++)
		for (size_t i = 0; i < f->n; i++) {
			const size_t t = from + j, k = t * f->n + i;
			const double cash = t < f->of->kept ? f->column[QS_FUND_cash][k] - f->column[QS_FUND_vat][k] -
								      f->column[QS_FUND_surcharge][k] -
								      f->column[QS_FUND_tax][k]
							    : 0;

			cfads[j * f->n + i] = cash > 0 ? cash : 0;
		}
}

/* The schedule after the building years; share: of what is wanted, by lane. */
static void schedule(struct qs_fund *f, size_t built, const struct qs_debt_terms *terms, double *share)
{
	const struct qs_debt *const debt = &f->of->portfolio->finance.debt;
	const struct qs_debt_years y = {f->loan[0], f->loan[1], f->loan[2], f->loan[3], f->loan[4], f->loan[5]};
	double *const owed = f->lane[0], *const drawn = f->lane[1], *const rate = f->lane[2];
	const double most = debt->share_frac.given ? debt->share_frac.value : 1;

	for (size_t i = 0; i < f->n; i++) {
		rate[i] = rate_of(f);
		share[i] = most;
		drawn[i] = most * owed[i];
	}
	if (debt->type == QS_DEBT_BOND) {
		bond(f, terms, drawn, &y);
		return;
	}
	if (debt->type != QS_DEBT_SCULPTED) {
		f->of->context->kernels->debt_schedule(f->n, terms, rate, drawn, &y);
		return;
	}
	cash_for_service(f, built + 1 + terms->grace, terms->repaid, f->loan[6]);
	f->of->context->kernels->debt_sculpted(f->n, terms, debt->dscr.value, rate, f->loan[6], drawn, &y);
	for (size_t i = 0; i < f->n; i++) {
		const double carried = owed[i] > 0 ? drawn[i] / owed[i] : 0;

		share[i] = carried < most ? carried : most;
		rate[i] = drawn[i] > 0 ? share[i] * owed[i] / drawn[i] : 0; /* of the schedule that is used */
	}
	for (size_t c = 0; c < 6; c++)
		for (size_t j = 0; j < terms->grace + terms->repaid; j++)
			for (size_t i = 0; i < f->n; i++)
				f->loan[c][j * f->n + i] *= rate[i];
}

/* The building years into the columns of the debt. */
static void put_building(struct qs_fund *f, size_t built, const double *share)
{
	const int paid = f->of->portfolio->finance.debt.grace_interest;
	const double rate = rate_of(f);

	for (size_t t = 0; t <= built && t < f->of->years; t++) {
		const double subsidy = subsidy_of(f, t);

		for (size_t i = 0; i < f->n; i++) {
			const size_t k = t * f->n + i;
			const double owed = t > 0 ? f->column[QS_FUND_balance][k - f->n] : 0;

			f->column[QS_FUND_draw][k] = share[i] * f->column[QS_FUND_want][k];
			f->column[QS_FUND_due][k] = paid ? rate * owed : 0;
			f->column[QS_FUND_subsidy][k] = paid ? subsidy * owed : 0;
			f->column[QS_FUND_accrued][k] = (rate - subsidy) * owed;
			f->column[QS_FUND_balance][k] =
				owed + f->column[QS_FUND_draw][k] + (paid ? 0 : (rate - subsidy) * owed);
		}
	}
}

/* The years after them. */
static void put_schedule(struct qs_fund *f, size_t built, const struct qs_debt_terms *terms)
{
	for (size_t t = built + 1; t < f->of->years; t++) {
		const size_t j = t - built - 1;
		const double due = j >= terms->grace || terms->grace_paid ? 1 : 0;

		for (size_t i = 0; i < f->n && j < terms->grace + terms->repaid; i++) {
			const size_t k = t * f->n + i, l = j * f->n + i;

			f->column[QS_FUND_due][k] = due * f->loan[0][l];
			f->column[QS_FUND_subsidy][k] = due * f->loan[1][l];
			f->column[QS_FUND_accrued][k] = f->loan[0][l] - f->loan[1][l];
			f->column[QS_FUND_principal][k] = f->loan[3][l];
			f->column[QS_FUND_balance][k] = f->loan[5][l];
		}
	}
}

/* The reserve holds a part of the next year's service, from the last building year on. */
static void reserve(struct qs_fund *f, size_t built)
{
	const double part = f->of->portfolio->finance.debt.reserve_months.value / 12;
	double *const held = f->lane[0];

	memset(held, 0, f->n * sizeof *held);
	for (size_t t = built; part > 0 && t < f->of->kept; t++)
		for (size_t i = 0; i < f->n; i++) {
			const size_t k = t * f->n + i, next = k + f->n;
			const double service = t + 1 < f->of->kept ? f->column[QS_FUND_due][next] -
									     f->column[QS_FUND_subsidy][next] +
									     f->column[QS_FUND_principal][next]
								   : 0;
			const double target = service > 0 ? part * service : 0;

			f->column[QS_FUND_reserve][k] = target - held[i];
			held[i] = target;
		}
}

/* Who leaves, or comes to the end of the run, pays back what is owed. */
static void leave(struct qs_fund *f)
{
	static const enum qs_fund_column none_later[] = {QS_FUND_draw,      QS_FUND_due,     QS_FUND_subsidy,
							 QS_FUND_principal, QS_FUND_accrued, QS_FUND_balance};
	const size_t kept = f->of->kept;

	for (size_t c = 0; c < sizeof none_later / sizeof none_later[0]; c++)
		memset(f->column[none_later[c]] + kept * f->n, 0, (f->of->years - kept) * f->n * sizeof(double));
	for (size_t i = 0; kept > 0 && i < f->n; i++) {
		const size_t k = (kept - 1) * f->n + i;

		f->column[QS_FUND_principal][k] += f->column[QS_FUND_balance][k];
		f->column[QS_FUND_balance][k] = 0;
	}
}

void qs_loans_fill(struct qs_fund *f)
{
	static const enum qs_fund_column columns[] = {QS_FUND_draw,      QS_FUND_due,     QS_FUND_subsidy,
						      QS_FUND_principal, QS_FUND_balance, QS_FUND_reserve,
						      QS_FUND_accrued};
	const struct qs_debt *const debt = &f->of->portfolio->finance.debt;
	const size_t built = f->of->built_until > 0 ? (size_t)f->of->built_until : 0;
	const size_t subsidised = debt->subsidy_years > (int64_t)built ? (size_t)debt->subsidy_years - built : 0;
	const struct qs_debt_terms terms = {.repayment = debt->type == QS_DEBT_EQUAL_PRINCIPAL ? QS_CASH_EQUAL_PRINCIPAL
											       : QS_CASH_LEVEL,
					    .grace = (size_t)debt->grace_years,
					    .repaid = (size_t)debt->years,
					    .grace_paid = debt->grace_interest,
					    .subsidy = debt->subsidy_rate_pct.value / 100,
					    .subsidy_years = subsidised};
	double *const share = f->lane[3];

	for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
		memset(f->column[columns[c]], 0, f->of->years * f->n * sizeof(double));
	build_up(f, built);
	schedule(f, built, &terms, share);
	put_building(f, built, share);
	put_schedule(f, built, &terms);
	reserve(f, built);
	leave(f);
}
