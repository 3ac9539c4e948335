/* The policy's validity ends: what of the money hangs on clauses that lapse with it, and a scenario in which they do.
 *
 *     from     first year that ends after the validity (policy.valid_to, else 2028-03-12); 0 where the bid itself comes later
 *     at risk  present value, at the hurdle, of the means of what a clause brings from then on: quotas of cropland (4 (2)),
 *              industry less its cost (4 (3)), surplus earth and rock (4 (4)), grants and what the government pays (4 (5));
 *              interest subsidies (4 (5)) beside, as they belong to equity
 *     scenario with probability p nothing of it is renewed: mean NPV - at risk; expected: mean NPV - p x at risk
 *
 * p is policy.lapse_probability_frac, an assumption; that the clauses lapse for projects that began under them is one too, and the
 * worst case. Free use of own earth and rock (4 (4)) is not in it: works after the validity are few. Source: 京规自发〔2023〕60号, its
 * last words; before tax and debt.
 */
#ifndef QS_MODEL_POLICY_LAPSE_H
#define QS_MODEL_POLICY_LAPSE_H

#include "model/portfolio.h"

#include <stddef.h>

struct qs_arena;
struct qs_result;

/* X(id, zh, en) */
#define QS_LAPSES(X) \
	X(quotas, "新增耕地指标收益（四(二)）", "income from quotas of cropland, 4 (2)") \
	X(industry, "产业优先（四(三)）", "priority of later industry, 4 (3)") \
	X(spoil, "剩余土石料收益（四(四)）", "income from surplus earth and rock, 4 (4)") \
	X(grants, "财政引导资金与政府付费（四(五)）", "grants and payments by the government, 4 (5)") \
	X(interest, "贷款贴息（四(五)，属资本金）", "interest subsidies, 4 (5), of equity")

enum qs_lapse_id {
#define X(id, zh, en) QS_LAPSE_##id,
	QS_LAPSES(X)
#undef X
	QS_LAPSE_COUNT
};

struct qs_lapse {
	size_t from;                      /* years from the start; the run's years: never within it */
	double all_cny[QS_LAPSE_COUNT];   /* present value over the whole run */
	double after_cny[QS_LAPSE_COUNT]; /* of it after the validity */
	double at_risk_cny;               /* of the net present value */
	double share;                     /* of all income and grants; NaN: there are none */
	double npv_cny, npv_lapsed_cny, npv_expected_cny, probability;
};

/* The date to which the policy holds for a portfolio. */
struct qs_date qs_lapse_date(const struct qs_portfolio *portfolio);

/* What lapses by the account lines of a result; 0, or -1 if it has none or there is no memory for its years. */
int qs_lapse_of(const struct qs_portfolio *portfolio, const struct qs_result *result, size_t years, struct qs_arena *arena,
		struct qs_lapse *lapse);

#endif
