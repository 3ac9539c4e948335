/* Numbers with an address, and distributions by their inverses, over columns. */
#include "kernels/random.h"

#include "kernels/kernels.h"

void QS_K(uniform)(size_t n, uint64_t seed, uint32_t stream, uint32_t year, uint32_t k, const uint64_t *restrict id,
		   const uint32_t *restrict member, double *restrict u)
{
	const uint32_t word3 = qs_k_philox_word3(stream, year, k);
	const uint64_t odd = 0 - (uint64_t)(k & 1);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		uint64_t first, second;

		qs_k_philox(seed, id[i], member[i], word3, &first, &second);
		u[i] = qs_k_unit((first & ~odd) | (second & odd));
	}
}

void QS_K(uniform2)(size_t n, uint64_t seed, uint32_t stream, uint32_t year, uint32_t k, const uint64_t *restrict id,
		    const uint32_t *restrict member, double *restrict even, double *restrict odd)
{
	const uint32_t word3 = qs_k_philox_word3(stream, year, k);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		uint64_t first, second;

		qs_k_philox(seed, id[i], member[i], word3, &first, &second);
		even[i] = qs_k_unit(first);
		odd[i] = qs_k_unit(second);
	}
}

void QS_K(uniform_members)(size_t n, uint64_t seed, uint32_t stream, uint32_t year, uint32_t k, uint64_t id,
			   uint32_t member0, double *restrict u)
{
	const uint32_t word3 = qs_k_philox_word3(stream, year, k);
	const uint64_t odd = 0 - (uint64_t)(k & 1);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		uint64_t first, second;

		qs_k_philox(seed, id, member0 + (uint32_t)i, word3, &first, &second);
		u[i] = qs_k_unit((first & ~odd) | (second & odd));
	}
}

void QS_K(uniform2_members)(size_t n, uint64_t seed, uint32_t stream, uint32_t year, uint32_t k, uint64_t id,
			    uint32_t member0, double *restrict even, double *restrict odd)
{
	const uint32_t word3 = qs_k_philox_word3(stream, year, k);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		uint64_t first, second;

		qs_k_philox(seed, id, member0 + (uint32_t)i, word3, &first, &second);
		even[i] = qs_k_unit(first);
		odd[i] = qs_k_unit(second);
	}
}

/* Lanes of which those in the tails are gathered; they are filled up to whole vectors. */
enum { STRIP = 64, VECTOR = 8 };

/* The few in the tails cost more than the others: they are gathered, computed together and put back. */
QS_K_INLINE void normal_strip(size_t n, const double *restrict u, double *restrict z)
{
	double far[STRIP + VECTOR], value[STRIP + VECTOR];
	size_t at[STRIP + VECTOR], count = 0, filled;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const struct qs_k_ratio ratio = qs_k_normal_centre(u[i]);

		z[i] = (u[i] - 0.5) * (ratio.over / ratio.under);
	}
	for (size_t i = 0; i < n; i++) {
		at[count] = i;
		far[count] = u[i];
		count += !qs_k_normal_central(u[i]);
	}
	for (filled = count; filled % VECTOR; filled++)
		far[filled] = 0.01;
#pragma omp simd
	for (size_t k = 0; k < filled; k++) {
		const struct qs_k_ratio ratio = qs_k_normal_tail(far[k]);
		const double y = ratio.over / ratio.under;

		value[k] = far[k] < 0.5 ? -y : y;
	}
	for (size_t k = 0; k < count; k++)
		z[at[k]] = value[k];
}

void QS_K(normal_n)(size_t n, const double *restrict u, double *restrict z)
{
	for (size_t from = 0; from < n; from += STRIP)
		normal_strip(n - from < STRIP ? n - from : STRIP, u + from, z + from);
}

void QS_K(lognormal_n)(size_t n, double cv, const double *restrict u, double *restrict y)
{
	const double s2 = qs_k_log1p(cv * cv);
	const double s = sqrt(s2);

#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_exp(s * qs_k_normal(u[i]) - 0.5 * s2);
}

void QS_K(triangular_n)(size_t n, double lo, double mode, double hi, const double *restrict u, double *restrict y)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_triangular(u[i], lo, mode, hi);
}

void QS_K(exponential_n)(size_t n, double mean, const double *restrict u, double *restrict y)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_exponential(u[i], mean);
}

void QS_K(gamma_n)(size_t n, double shape, double scale, const double *restrict u, double *restrict y)
{
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_gamma(u[i], shape, scale);
}

void QS_K(beta_n)(size_t n, double a, double b, const double *restrict u, double *restrict y)
{
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_beta(u[i], a, b);
}

void QS_K(binomial_n)(size_t n, double trials, double p, const double *restrict u, double *restrict y)
{
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_binomial(u[i], trials, p);
}

void QS_K(poisson_n)(size_t n, double mean, const double *restrict u, double *restrict y)
{
	for (size_t i = 0; i < n; i++)
		y[i] = qs_k_poisson(u[i], mean);
}
