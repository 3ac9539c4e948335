/* Grades of scores of benefits (model/policy/evaluate.h), and how firm a ranking is.
 *
 *     grade           90 excellent 优, 80 good 良, 60 fair 中, below poor 差 (财预〔2020〕10号, recalled)
 *     firmness        Kendall's tau-b (Kendall 1945, Biometrika 33, 239-251) between the order by TOPSIS (kernels/mcda.h) and
 *                     the order after one weight is changed or left out
 */
#ifndef QS_MODEL_POLICY_SCORE_H
#define QS_MODEL_POLICY_SCORE_H

#include "model/base/status.h"

#include <stddef.h>

/* X(word, zh, en, least score) */
#define QS_BENEFIT_GRADES(X) \
	X(excellent, "优", "excellent", 90) \
	X(good, "良", "good", 80) \
	X(fair, "中", "fair", 60) \
	X(poor, "差", "poor", 0)

enum qs_benefit_grade {
#define X(word, zh, en, least) QS_BENEFIT_##word,
	QS_BENEFIT_GRADES(X)
#undef X
};

/* The words of the grades, ending in NULL. */
extern const char *const qs_words_benefit_grade[];

/* The grade of a score, 0 to 100. */
enum qs_benefit_grade qs_score_grade(double score);
const char *qs_score_grade_label(enum qs_benefit_grade grade, enum qs_lang lang);

/* Kendall's tau-b of two orders of n values; values within 1e-12 are tied. NaN if all values of one are. */
double qs_score_tau(const double *a, const double *b, size_t n);

/* Firmness of the TOPSIS order of m plans by n criteria (kernels/mcda.h): tau with weight j times 1 + change, times
 * 1 - change, and 0. work holds 4 m + n numbers. */
void qs_score_firmness(size_t m, size_t n, const double *x, const int *cost, const double *weight, double change, double *up,
		       double *down, double *without, double *work);

#endif
