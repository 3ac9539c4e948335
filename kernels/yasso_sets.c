/* Parameters of Yasso (kernels/yasso_sets.h). Plain functions, compiled once: they are called once a set or a kind of
 * litter. */
#include "kernels/yasso_sets.h"

#include "kernels/elementary.h"

#include <math.h>

/* Status of all three vectors: verified, read from the files named; none is fitted to sites like ours. */

/* The vector of 44 that yasso07.light (Finnish Meteorological Institute) is run with: Tuomi et al. 2011. */
static const double yasso07[QS_YASSO07_NUMBERS] = {
	-0.73,   -5.8,    -0.29,  -0.031,             /* alpha A W E N */
	0.48,    0.01,    0.83,                       /* W>A E>A N>A */
	0.99,    0,       0.01,                       /* A>W E>W N>W */
	0,       0,       0.03,                       /* A>E W>E N>E */
	0,       0.01,    0.92,                       /* A>N W>N E>N */
	0.096,   -0.0014,                             /* beta */
	0,       0,       0,      0,      0, 0, 0,    /* not read */
	-1.21,                                        /* gamma */
	0,       0,       0,      0,      0, 0, 0, 0, /* not read */
	-0.0017, 0.0045,                              /* alpha H, p_h */
	0,       0,                                   /* not read */
	-1.7,    0.86,    -0.306,                     /* size1, size2, power */
	0,       0,       0,                          /* not read */
};

/* sample_parameters of the R package Ryassofortran (e9341f5); y15par.csv beside it has some of them rounded. */
static const double yasso15[QS_YASSO_NUMBERS] = {
	0.48971473,    4.9138734,      0.24197346,  0.094876416,                   /* alpha A W E N */
	0.43628932,    0.24997402,     0.91512685,                                 /* W>A E>A N>A */
	0.99258227,    0.083853738,    0.011476783,                                /* A>W E>W N>W */
	0.00060831497, 0.00047612821,  0.066037729,                                /* A>E W>E N>E */
	0.00077134168, 0.10401742,     0.64880756,                                 /* A>N W>N E>N */
	-0.15487177,   -0.019568024,   -0.9171713,  -0.0004035943, -0.00016707272, /* leaching of bags: not read */
	0.090598047,   -0.00021440956,                                             /* beta of A, W, E */
	0.048772465,   -7.9136021e-05,                                             /* of N */
	0.035185492,   -0.00020899057,                                             /* of H */
	-1.8089202,    -1.1725473,     -12.535951,                                 /* gamma AWE, N, H */
	0.004596472,   0.0013025826,                                               /* p_h, alpha H */
	-0.43892271,   1.2674668,      0.25691424,                                 /* size1, size2, power */
};

/* ParY20.dat of the Yasso20 repository (1eba563): Viskari et al. 2022. */
static const double yasso20[QS_YASSO_NUMBERS] = {
	0.51,   5.19,   0.13, 0.1,    /* alpha A W E N */
	0.5,    0,      1,            /* W>A E>A N>A */
	1,      0.99,   0,            /* A>W E>W N>W */
	0,      0,      0,            /* A>E W>E N>E */
	0,      0.163,  0,            /* A>N W>N E>N */
	0,      0,      0,    0,   0, /* leaching of bags: not read */
	0.158,  -0.002,               /* beta of A, W, E */
	0.17,   -0.005,               /* of N */
	0.067,  0,                    /* of H */
	-1.44,  -2.0,   -6.9,         /* gamma AWE, N, H */
	0.0042, 0.0015,               /* p_h, alpha H */
	-2.55,  1.24,   0.25,         /* size1, size2, power */
};

const double *qs_yasso_published(enum qs_yasso_form form)
{
	static const double *const of[] = {[QS_YASSO07] = yasso07, [QS_YASSO15] = yasso15, [QS_YASSO20] = yasso20};

	return of[form];
}

/* Positions from 0 of what stands in another place in the two lengths. */
struct places {
	int beta[QS_YASSO_FACTORS], gamma[QS_YASSO_FACTORS], alpha_h, p_h, size;
};

struct qs_yasso qs_yasso_of(enum qs_yasso_form form, const double *vector)
{
	static const struct places of_07 = {{16, 16, 16}, {25, 25, 25}, 34, 35, 38};
	static const struct places of_others = {{21, 23, 25}, {27, 28, 29}, 31, 30, 32};
	const struct places *const at = form == QS_YASSO07 ? &of_07 : &of_others;
	struct qs_yasso y = {.size_slows = form != QS_YASSO07};
	const double *share = vector + 4;

	for (int pool = 0; pool < 4; pool++)
		y.alpha[pool] = fabs(vector[pool]);
	y.alpha[QS_YASSO_H] = fabs(vector[at->alpha_h]);
	for (int to = 0; to < 4; to++)
		for (int from = 0; from < 4; from++)
			y.share[to][from] = to == from ? 0.0 : *share++;
	for (int f = 0; f < QS_YASSO_FACTORS; f++) {
		y.beta1[f] = vector[at->beta[f]];
		y.beta2[f] = vector[at->beta[f] + 1];
		y.gamma[f] = vector[at->gamma[f]];
	}
	y.p_h = vector[at->p_h];
	y.size1 = vector[at->size];
	y.size2 = vector[at->size + 1];
	y.size_power = form == QS_YASSO07 ? vector[at->size + 2] : -fabs(vector[at->size + 2]);
	return y;
}

struct qs_yasso qs_yasso_default(enum qs_yasso_form form)
{
	struct qs_yasso y = qs_yasso_of(form, qs_yasso_published(form));

	if (form == QS_YASSO20)
		qs_yasso_conserve(&y);
	return y;
}

void qs_yasso_conserve(struct qs_yasso *yasso)
{
	for (int to = 0; to < 4; to++)
		for (int from = 0; from < 4; from++)
			if (yasso->share[to][from] == 1.0)
				yasso->share[to][from] = 1.0 - yasso->p_h;
}

double qs_yasso_passed_on(const struct qs_yasso *yasso, int pool)
{
	double sum = yasso->p_h;

	for (int to = 0; to < 4; to++)
		sum += yasso->share[to][pool];
	return sum;
}

double qs_yasso_size(const struct qs_yasso *yasso, double diameter_cm)
{
	const double base = 1.0 + yasso->size1 * diameter_cm + yasso->size2 * (diameter_cm * diameter_cm);
	double size;

	if (!(base > 0.0))
		return (double)NAN;
	size = qs_k_pow(base, yasso->size_power);
	return yasso->size_slows && size > 1.0 ? 1.0 : size;
}

int qs_yasso_size_gap(const struct qs_yasso *yasso, double *low_cm, double *high_cm)
{
	const double b = yasso->size1, c = yasso->size2;
	const double under = b * b - 4.0 * c;
	double twice;

	if (!(under >= 0.0) || !(b < 0.0 || c < 0.0))
		return 0;
	twice = sqrt(under) - b; /* roots 2/twice and twice/(2 c) */
	*low_cm = 2.0 / twice;
	*high_cm = c > 0.0 ? 0.5 * twice / c : (double)INFINITY;
	return 1;
}

double qs_yasso_leached(double leaching, double precip_mm)
{
	return -leaching * precip_mm / 1000.0;
}
