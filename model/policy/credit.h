/* Credit of the restoring party: indicators of a year, accumulation over years, grade, veto, and the share of the agreed pay it earns.
 *
 *     score of a year  sum of w_i s_i / sum of w_i over the indicators that are known, s_i from 0 to 100
 *     credit           x_0 = score_0; x_(t+1) = (1 - d) x_t + d score_t, d the weight of a new year
 *     grade            A, B, C from their lower ends, else D; of a year no more than one better than of the year before it; D in a
 *                      year of a serious violation, and for a party that is listed
 *     pay              A 1, B and C as the pack says, D 0
 *
 * Weights, d, lower ends and pays stand in the pack `evaluation` with source and status: three of them recalled, the rest judgement.
 * What is stated stands in this order: credit_score, credit_years, credit_history. Source of the question: 京规自发〔2023〕60号, 3 (4),
 * 3 (6), 5 (3).
 */
#ifndef QS_MODEL_POLICY_CREDIT_H
#define QS_MODEL_POLICY_CREDIT_H

#include "model/policy/evaluate.h"
#include "model/policy/terms.h"

enum qs_credit_grade { QS_CREDIT_A, QS_CREDIT_B, QS_CREDIT_C, QS_CREDIT_D, QS_CREDIT_GRADE_COUNT };

/* The words of the grades, ending in NULL. */
extern const char *const qs_words_credit_grade[];

/* A year of the party's file. NaN: not known. */
struct qs_credit_step {
	int64_t year;
	double score, credit;
	enum qs_credit_grade grade;
	int vetoed; /* by a serious violation */
};

struct qs_credit_rating {
	double credit; /* NaN: not known */
	enum qs_credit_grade grade;
	double pay;    /* share of the agreed pay; 1 where nothing is known */
	int known;     /* a grade is known */
};

/* Score of a year; NaN if nothing of it is known. */
double qs_credit_score(const struct qs_evaluation_pack *pack, const struct qs_credit_year *year);

/* Credit accumulated over scores, the oldest first; NaN if there are none. weight: of a new year, 0 to 1. */
double qs_credit_of(const double *scores, size_t n, double weight);

/* Share of the agreed pay that a grade earns. */
double qs_credit_pay(const struct qs_evaluation_pack *pack, enum qs_credit_grade grade);

/* The next year of the file after `before` (NULL: the first). */
struct qs_credit_step qs_credit_next(const struct qs_evaluation_pack *pack, const struct qs_credit_step *before,
				     const struct qs_credit_year *year);

/* The rating that the terms amount to. */
struct qs_credit_rating qs_credit_rate(const struct qs_evaluation_pack *pack, const struct qs_policy_terms *terms);

#endif
