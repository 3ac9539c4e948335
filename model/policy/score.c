#include "model/policy/score.h"

#include "kernels/mcda.h"

#include <math.h>
#include <string.h>

static const struct {
	const char *zh, *en;
	double least;
} grades[] = {
#define X(word, zh, en, least) {zh, en, least},
	QS_BENEFIT_GRADES(X)
#undef X
};

const char *const qs_words_benefit_grade[] = {
#define X(word, zh, en, least) #word,
	QS_BENEFIT_GRADES(X)
#undef X
		NULL};

enum qs_benefit_grade qs_score_grade(double score)
{
	int grade = 0;

	while (grade < QS_BENEFIT_poor && score < grades[grade].least)
		grade++;
	return (enum qs_benefit_grade)grade;
}

const char *qs_score_grade_label(enum qs_benefit_grade grade, enum qs_lang lang)
{
	return lang == QS_ZH ? grades[grade].zh : grades[grade].en;
}

static int compare(double a, double b)
{
	return a > b + 1e-12 ? 1 : a < b - 1e-12 ? -1 : 0;
}

double qs_score_tau(const double *a, const double *b, size_t n)
{
	double sum = 0, of_a = 0, of_b = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++) {
			const int x = compare(a[i], a[k]), y = compare(b[i], b[k]);

			sum += x * y;
			of_a += x != 0;
			of_b += y != 0;
		}
	return of_a > 0 && of_b > 0 ? sum / sqrt(of_a * of_b) : (double)NAN;
}

/* The tau of the order with weight j times a factor. */
static double tau_with(size_t m, size_t n, const double *x, const int *cost, double *weight, size_t j, double factor,
		       const double *base, double *work)
{
	const double kept = weight[j];
	double tau;

	weight[j] = kept * factor;
	qs_mcda_topsis(m, n, x, cost, weight, work, work + m, work + 2 * m);
	weight[j] = kept;
	tau = qs_score_tau(base, work + 2 * m, m);
	return tau;
}

void qs_score_firmness(size_t m, size_t n, const double *x, const int *cost, const double *weight, double change,
		       double *up, double *down, double *without, double *work)
{
	double *const own = work + 4 * m, *const base = work + 3 * m;

	memcpy(own, weight, n * sizeof *own);
	qs_mcda_topsis(m, n, x, cost, own, work, work + m, base);
	for (size_t j = 0; j < n; j++) {
		up[j] = tau_with(m, n, x, cost, own, j, 1 + change, base, work);
		down[j] = tau_with(m, n, x, cost, own, j, 1 - change, base, work);
		without[j] = tau_with(m, n, x, cost, own, j, 0, base, work);
	}
}
