#include "validation/growth_fit.h"

#include "kernels/growth.h"

#include <math.h>

/* What the fit's callbacks see. */
struct problem {
	const struct qs_growth_point *points;
	size_t n;
};

void qs_growth_bounds(struct qs_growth_fit *fit)
{
	static const double low[] = {0.1, 0.001, 1}, high[] = {1000, 1, 8};

	fit->par.n = QS_GROWTH_PARAMETERS;
	for (int i = 0; i < QS_GROWTH_PARAMETERS; i++) {
		fit->par.low[i] = low[i];
		fit->par.high[i] = high[i];
	}
}

void qs_growth_anchor(struct qs_growth_point *point)
{
	point->value = sqrt(point->low * point->high);
	point->sd = qs_k_log(point->high / point->low) / (2 * 1.959964);
}

double qs_growth_curve(const struct qs_growth_fit *fit, double age)
{
	const double *const value = fit->par.value;

	return qs_k_chapman(age, value[QS_GROWTH_A], value[QS_GROWTH_K], value[QS_GROWTH_P]);
}

void qs_growth_count(const struct qs_growth_point *points, size_t n, struct qs_growth_score *score)
{
	*score = (struct qs_growth_score){.chi2_data = 0};
	for (size_t i = 0; i < n; i++)
		score->count[points[i].use]++;
}

void qs_growth_judge(struct qs_growth_point *points, size_t n, struct qs_growth_score *score)
{
	qs_growth_count(points, n, score);
	for (size_t i = 0; i < n; i++) {
		struct qs_growth_point *const p = &points[i];

		p->residual = (qs_k_log(p->fitted) - qs_k_log(p->value)) / p->sd;
		score->chi2_data += p->use == QS_GROWTH_DATA ? p->residual * p->residual : 0;
		score->chi2_anchors += p->use == QS_GROWTH_ANCHOR ? p->residual * p->residual : 0;
	}
}

static double log_curve(const double *value, double age)
{
	return qs_k_log(value[QS_GROWTH_A]) + value[QS_GROWTH_P] * qs_k_log(-qs_k_expm1(-value[QS_GROWTH_K] * age));
}

static int residuals(void *of, const double *value, double *out)
{
	const struct problem *const problem = of;

	for (size_t i = 0; i < problem->n; i++) {
		const struct qs_growth_point *const p = &problem->points[i];

		if (p->use != QS_GROWTH_APART)
			*out++ = (log_curve(value, p->age) - qs_k_log(p->value)) / p->sd;
	}
	return 0;
}

/* d ln y: 1/A, p t e/(1 - e), ln(1 - e) with e = exp(-k t). */
static int slopes(void *of, const double *value, double *out)
{
	const struct problem *const problem = of;

	for (size_t i = 0; i < problem->n; i++) {
		const struct qs_growth_point *const p = &problem->points[i];
		const double w = -qs_k_expm1(-value[QS_GROWTH_K] * p->age);

		if (p->use == QS_GROWTH_APART)
			continue;
		*out++ = 1 / value[QS_GROWTH_A] / p->sd;
		*out++ = value[QS_GROWTH_P] * p->age * (1 - w) / w / p->sd;
		*out++ = qs_k_log(w) / p->sd;
	}
	return 0;
}

/* A start: k at `way` between its bounds on a scale of logarithms, A in the middle of it, p in the middle. */
static void start(const struct qs_bounded_fit *par, double way, double *at)
{
	for (int i = 0; i < QS_GROWTH_PARAMETERS; i++)
		at[i] = i == QS_GROWTH_P
				? (par->low[i] + par->high[i]) / 2
				: par->low[i] * qs_k_pow(par->high[i] / par->low[i], i == QS_GROWTH_K ? way : 0.5);
}

qs_status qs_growth_fit(struct qs_growth_point *points, size_t n, struct qs_growth_fit *fit, struct qs_err *err)
{
	static const double ways[] = {0.3, 0.45, 0.6, 0.75};
	enum { STARTS = sizeof ways / sizeof ways[0] };
	double starts[STARTS * QS_GROWTH_PARAMETERS];
	struct problem problem = {points, n};
	struct qs_bounded_model model = {.self = &problem, .residual = residuals, .slope = slopes, .tolerance = 1e-10};
	qs_status status;

	qs_growth_count(points, n, &fit->score);
	model.residuals = fit->score.count[QS_GROWTH_DATA] + fit->score.count[QS_GROWTH_ANCHOR];
	for (size_t s = 0; s < STARTS; s++)
		start(&fit->par, ways[s], starts + s * QS_GROWTH_PARAMETERS);
	status = qs_bounded_fit(&model, starts, STARTS, &fit->par, err);
	for (size_t i = 0; !status && i < n; i++)
		points[i].fitted = qs_growth_curve(fit, points[i].age);
	if (!status)
		qs_growth_judge(points, n, &fit->score);
	return status;
}
