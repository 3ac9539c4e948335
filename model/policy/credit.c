#include "model/policy/credit.h"

#include <math.h>

const char *const qs_words_credit_grade[] = {"A", "B", "C", "D", NULL};

double qs_credit_score(const struct qs_evaluation_pack *pack, const struct qs_credit_year *year)
{
	const struct {
		const struct qs_figure *value, *weight;
	} parts[] = {{&year->contract, &pack->credit_contract_frac},
		     {&year->ecology, &pack->credit_ecology_frac},
		     {&year->finance, &pack->credit_finance_frac},
		     {&year->safety, &pack->credit_safety_frac},
		     {&year->disclosure, &pack->credit_disclosure_frac}};
	double sum = 0, weights = 0;

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (!parts[i].value->given)
			continue;
		sum += parts[i].weight->value * parts[i].value->value;
		weights += parts[i].weight->value;
	}
	return weights > 0 ? sum / weights : (double)NAN;
}

static double accumulate(double credit, double score, double weight)
{
	return isnan(credit) ? score : isnan(score) ? credit : (1 - weight) * credit + weight * score;
}

double qs_credit_of(const double *scores, size_t n, double weight)
{
	double credit = (double)NAN;

	for (size_t i = 0; i < n; i++)
		credit = accumulate(credit, scores[i], weight);
	return credit;
}

/* The grade of a credit by its bands alone. */
static enum qs_credit_grade band(const struct qs_evaluation_pack *pack, double credit)
{
	return credit >= pack->credit_a_from.value   ? QS_CREDIT_A
	       : credit >= pack->credit_b_from.value ? QS_CREDIT_B
	       : credit >= pack->credit_c_from.value ? QS_CREDIT_C
						     : QS_CREDIT_D;
}

double qs_credit_pay(const struct qs_evaluation_pack *pack, enum qs_credit_grade grade)
{
	return grade == QS_CREDIT_A   ? 1
	       : grade == QS_CREDIT_B ? pack->credit_b_pay.value
	       : grade == QS_CREDIT_C ? pack->credit_c_pay.value
				      : 0;
}

struct qs_credit_step qs_credit_next(const struct qs_evaluation_pack *pack, const struct qs_credit_step *before,
				     const struct qs_credit_year *year)
{
	struct qs_credit_step step = {.year = year->year, .vetoed = year->serious_violation};

	step.score = qs_credit_score(pack, year);
	step.credit = accumulate(before ? before->credit : (double)NAN, step.score, pack->credit_new_frac.value);
	step.grade = step.vetoed ? QS_CREDIT_D : band(pack, step.credit);
	if (before && step.grade + 1 < before->grade)
		step.grade = before->grade - 1;
	return step;
}

struct qs_credit_rating qs_credit_rate(const struct qs_evaluation_pack *pack, const struct qs_policy_terms *terms)
{
	struct qs_credit_rating rating = {.credit = (double)NAN, .pay = 1};
	struct qs_credit_step step = {.credit = (double)NAN};

	if (terms->credit_score.given) {
		rating.credit = terms->credit_score.value;
	} else if (terms->credit_years.n) {
		for (size_t i = 0; i < terms->credit_years.n; i++)
			step = qs_credit_next(pack, i ? &step : NULL, &terms->credit_years.items[i]);
		rating.credit = step.credit;
	} else {
		rating.credit =
			qs_credit_of(terms->credit_history.items, terms->credit_history.n, pack->credit_new_frac.value);
	}
	rating.known = !isnan(rating.credit) || step.vetoed || terms->black_listed;
	if (!rating.known)
		return rating;
	rating.grade = terms->black_listed || step.vetoed                    ? QS_CREDIT_D
		       : !terms->credit_score.given && terms->credit_years.n ? step.grade
									     : band(pack, rating.credit);
	rating.pay = qs_credit_pay(pack, rating.grade);
	return rating;
}
