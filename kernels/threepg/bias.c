/* Means corrected for the spread of sizes: diameters and stem masses are Weibull distributed. */
#include "kernels/kernels.h"
#include "kernels/threepg/strip.h"

#define CV2_MAX 1e6
#define LEAST 0.01 /* of a location, and its logarithm */
#define LN_LEAST (-4.605170185988091)

/* The gamma function by Stirling's series, with the constants of the published correction. */
QS_K_INLINE double gamma_of(double x)
{
	const double y = 1.0 / x;
	const double series =
		1.0 + y * (1.0 / 12.0 + y * (1.0 / 288.0 - y * (139.0 / 51840.0 + y * (571.0 / 2488320.0))));

	/* sqrt(2 pi) and ln 2.718282 */
	return qs_3pg_exp((x - 0.5) * qs_3pg_log(x) - x * 0x1.0000010f0a354p+0) * 2.5066282747946493 * series;
}

/* The same for x in [1, 3], without exp and log: a quotient of polynomials in x - 2 that meets it at the Chebyshev
 * nodes, within 1e-16 of its value; computed with 60 digits for this project. */
QS_K_INLINE double gamma_near(double x)
{
	const double t = x - 2.0, u = t * t, u2 = u * u, u4 = u2 * u2;
	const double p = ((0x1.fffd3a79c12cap-1 + t * 0x1.7d40ffeffd96bp+0) +
			  u * (0x1.f5af2d3b178b2p-1 + t * 0x1.a97a18bc8627ap-2)) +
			 u2 * ((0x1.0b1dd3c81007ap-3 + t * 0x1.02ab310ad640bp-5) +
			       u * (0x1.961feb8127106p-8 + t * 0x1.f82967a644abcp-11)) +
			 u4 * ((0x1.0126800ef451cp-13 + t * 0x1.7230deeefe25ap-17) + u * 0x1.a53ae6fc55b4ap-21);
	const double q = ((1.0 + t * 0x1.110435bc1e717p+0) + u * (0x1.dfd02234715dep-4 - t * 0x1.3d15354e53dfcp-3)) +
			 u2 * ((-0x1.bd935516a2002p-7 + t * 0x1.9d2f6bb27d3a6p-7) -
			       u * (0x1.ea3909d122523p-12 + t * 0x1.cfc3814ec399bp-12)) +
			 u4 * (0x1.38d4da0525c7ap-14 - t * 0x1.fafa8279448fap-19);

	return p / q;
}

/* Nearest whole number of x >= 0, halves up. */
QS_K_INLINE double nearest(double x)
{
	const double whole = floor(x);

	return whole + (x - whole >= 0.5 ? 1.0 : 0.0);
}

/* The logarithm of scale (k = 0), shape (5) or location (10): coefficients in columns `stride` apart from `at` on. */
#define LINE(k, i)                                                                                            \
	(at[(k)*stride + (i)] + at[((k) + 1) * stride + (i)] * ln_d + at[((k) + 2) * stride + (i)] * ln_rel + \
	 at[((k) + 3) * stride + (i)] * ln_age + at[((k) + 4) * stride + (i)] * ln_comp)

/* From 1 / shape: G1 = G(1 + 1 / shape), and G(1 + 2 / shape) - G1^2 in its place. */
static void gammas(size_t n, double *restrict spread, double *restrict g1)
{
	double wide[QS_3PG_STRIP]; /* 1 / shape where it is beyond gamma_near */

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double x = spread[i] <= 1.0 ? spread[i] : 1.0, g = gamma_near(1.0 + x);

		wide[i] = spread[i] <= 1.0 ? 0.0 : spread[i];
		g1[i] = g;
		spread[i] = gamma_near(1.0 + 2.0 * x) - g * g;
	}
	if (!qs_3pg_any(n, wide))
		return;
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double g = gamma_of(1.0 + wide[i]), rest = gamma_of(1.0 + 2.0 * wide[i]) - g * g;

		g1[i] = wide[i] > 0 ? g : g1[i];
		spread[i] = wide[i] > 0 ? rest : spread[i];
	}
}

/* Squared coefficient of variation, s^2 (G2 - G1^2) / (l + s G1)^2, of a distribution of location l and scale s. Where
 * the location is given, only its ratio to the scale counts; else it is the class of the mean less 1 and the mean of
 * the Weibull part. A location is at least 0.01. */
static void variation(size_t n, const struct qs_threepg_block *b, size_t c, int of_tree, double *restrict cv2)
{
	const double *restrict const lnd = qs_3pg_state(b, c, QS_3PG_LN_D), *restrict const rel =
										    qs_3pg_result(b, c, W_LN_REL);
	const double *restrict const age = qs_3pg_result(b, c, W_LN_AGE), *restrict const comp =
										  qs_3pg_stand(b, S_LN_COMP);
	const double *restrict const mean = qs_3pg_state(b, c, of_tree ? QS_3PG_TREE : QS_3PG_D);
	const double *restrict const at = qs_3pg_coef(b, c, of_tree ? QS_3PG_C_SIZE_W : QS_3PG_C_SIZE_D);
	const double *restrict const plain = qs_3pg_coef(b, c, of_tree ? QS_3PG_C_PLAIN_W : QS_3PG_C_PLAIN_D);
	const size_t stride = b->stride;
	const double class = of_tree ? 10.0 : 1.0;
	double ln_scale[QS_3PG_STRIP], g1[QS_3PG_STRIP], spread[QS_3PG_STRIP], ratio[QS_3PG_STRIP];

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double ln_d = lnd[i], ln_rel = rel[i], ln_age = age[i], ln_comp = comp[i];
		const double start = LINE(10, i);

		ln_scale[i] = LINE(0, i);
		spread[i] = qs_3pg_size(-(LINE(5, i))); /* 1 / shape */
		ratio[i] = qs_3pg_size((start < LN_LEAST ? LN_LEAST : start) - ln_scale[i]);
	}
	gammas(n, spread, g1);
	if (qs_3pg_any(n, plain)) {
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double scale = qs_3pg_size(ln_scale[i]);
			const double start = nearest(mean[i]) / class - 1.0 - scale * g1[i];
			const double from_mean = (start < LEAST ? LEAST : start) / (scale > 0 ? scale : 0x1p-1000);

			ratio[i] = plain[i] > 0 ? from_mean : ratio[i];
		}
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double ex = ratio[i] + g1[i];
		const double square = spread[i] / (ex * ex);

		cv2[i] = square < CV2_MAX ? square : CV2_MAX;
	}
}

void QS_K(threepg_biased)(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const update = qs_3pg_stand(b, S_UPDATE), *restrict const plain =
										 qs_3pg_result(b, c, W_PLAIN);
	const double *restrict const stems = qs_3pg_state(b, c, QS_3PG_N);
	const double *restrict const age = qs_3pg_state(b, c, QS_3PG_AGE);
	const double *restrict const bias = qs_3pg_coef(b, c, QS_3PG_C_BIAS_D);
	double *restrict const d = qs_3pg_state(b, c, QS_3PG_D), *restrict const ba = qs_3pg_state(b, c, QS_3PG_BA);
	double *restrict const ln_d = qs_3pg_state(b, c, QS_3PG_LN_D), *restrict const cv2 = qs_3pg_result(b, c, W_CV2);
	double by_d[QS_3PG_STRIP], by_tree[QS_3PG_STRIP];

	variation(n, b, c, 0, by_d);
	variation(n, b, c, 1, by_tree);
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool now = update[i] > 0;
		const _Bool even = (age[i] == 0) | !(stems[i] > 0); /* no spread yet, or nothing there */
		const double vd = even ? 0.0 : by_d[i], vt = even ? 0.0 : by_tree[i];
		const double size = plain[i] * (1.0 + qs_3pg_half(bias[i] * vt));
		const double area = size * size / 4.0 * QS_3PG_PI * stems[i] / 10000.0 * (1.0 + qs_3pg_half(vd));
		const double ln = qs_3pg_log(size);

		d[i] = now ? size : d[i];
		ln_d[i] = now ? ln : ln_d[i];
		ba[i] = now ? area : ba[i];
		cv2[i] = now ? vd : cv2[i];
	}
}
