/* Random numbers with an address: a number depends on (seed, stream, scope id, member, year, k) and on nothing else.
 *
 * There is no generator state: any block of lanes, in any order, on any machine, gets the same numbers. The generator
 * is Philox4x32-10 (Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC11). Its key is
 * the seed (low word, high word); its counter is
 *
 *     word 0, 1   scope id, a 64-bit hash (low word, high word)
 *     word 2      member
 *     word 3      stream (8 bits) << 24 | year (10 bits) << 14 | k / 2 (14 bits)
 *
 * The four words of a call make two numbers u = (b + 1/2) 2^-52 from the high 52 bits b of words 1:0 (k even) and
 * 3:2 (k odd). u is never 0 or 1, and 1 - u is exact. Distributions are inverses of u: kernels/inverse.h.
 */
#ifndef QS_KERNELS_RANDOM_H
#define QS_KERNELS_RANDOM_H

#include "kernels/inverse.h"

#include <stddef.h>
#include <stdint.h>

enum {
	QS_K_STREAM_MAX = 0xff,
	QS_K_YEAR_MAX = 0x3ff,
	QS_K_DRAW_MAX = 0x7fff, /* k */
};

/* Draw k of lanes i: scope id[i], member[i]. stream, year and k are masked to their bits (the caller checks). */
typedef void qs_k_uniform_fn(size_t n, uint64_t seed, uint32_t stream, uint32_t year, uint32_t k,
			     const uint64_t *restrict id, const uint32_t *restrict member, double *restrict u);

/* Draws k - k % 2 and the next one of the same lanes, from one call of the generator. */
typedef void qs_k_uniform2_fn(size_t n, uint64_t seed, uint32_t stream, uint32_t year, uint32_t k,
			      const uint64_t *restrict id, const uint32_t *restrict member, double *restrict even,
			      double *restrict odd);

/* As uniform, for one scope id and members member0, member0 + 1, ... */
typedef void qs_k_uniform_members_fn(size_t n, uint64_t seed, uint32_t stream, uint32_t year, uint32_t k, uint64_t id,
				     uint32_t member0, double *restrict u);

/* As uniform2, for one scope id and members member0, member0 + 1, ... */
typedef void qs_k_uniform2_members_fn(size_t n, uint64_t seed, uint32_t stream, uint32_t year, uint32_t k, uint64_t id,
				      uint32_t member0, double *restrict even, double *restrict odd);

/* Inverses over a column of u; each lane is the inline function of kernels/inverse.h of the same name. */
typedef void qs_k_normal_n_fn(size_t n, const double *restrict u, double *restrict z);
typedef void qs_k_lognormal_n_fn(size_t n, double cv, const double *restrict u, double *restrict y);
typedef void qs_k_triangular_n_fn(size_t n, double lo, double mode, double hi, const double *restrict u,
				  double *restrict y);
typedef void qs_k_exponential_n_fn(size_t n, double mean, const double *restrict u, double *restrict y);
typedef void qs_k_gamma_n_fn(size_t n, double shape, double scale, const double *restrict u, double *restrict y);
typedef void qs_k_beta_n_fn(size_t n, double a, double b, const double *restrict u, double *restrict y);
typedef void qs_k_binomial_n_fn(size_t n, double trials, double p, const double *restrict u, double *restrict y);
typedef void qs_k_poisson_n_fn(size_t n, double mean, const double *restrict u, double *restrict y);

/* One round of Philox4x32: words are the low halves of c[0..3]. */
QS_K_INLINE void qs_k_philox_round(uint64_t c[4], uint64_t key0, uint64_t key1)
{
	const uint64_t p = 0xd2511f53u * c[0], q = 0xcd9e8d57u * c[2];
	const uint64_t c1 = c[1], c3 = c[3];

	c[0] = (q >> 32) ^ c1 ^ key0;
	c[1] = q & 0xffffffffu;
	c[2] = (p >> 32) ^ c3 ^ key1;
	c[3] = p & 0xffffffffu;
}

/* Philox4x32-10 of the counter (id, member, word3) under the key seed: two words of 64 bits. */
QS_K_INLINE void qs_k_philox(uint64_t seed, uint64_t id, uint32_t member, uint32_t word3, uint64_t *first,
			     uint64_t *second)
{
	const uint32_t k0 = (uint32_t)seed, k1 = (uint32_t)(seed >> 32);
	const uint32_t w0 = 0x9e3779b9u, w1 = 0xbb67ae85u; /* golden ratio, sqrt(3) - 1 */
	uint64_t c[4] = {id & 0xffffffffu, id >> 32, member, word3};

	qs_k_philox_round(c, k0, k1);
	qs_k_philox_round(c, k0 + w0, k1 + w1);
	qs_k_philox_round(c, k0 + 2 * w0, k1 + 2 * w1);
	qs_k_philox_round(c, k0 + 3 * w0, k1 + 3 * w1);
	qs_k_philox_round(c, k0 + 4 * w0, k1 + 4 * w1);
	qs_k_philox_round(c, k0 + 5 * w0, k1 + 5 * w1);
	qs_k_philox_round(c, k0 + 6 * w0, k1 + 6 * w1);
	qs_k_philox_round(c, k0 + 7 * w0, k1 + 7 * w1);
	qs_k_philox_round(c, k0 + 8 * w0, k1 + 8 * w1);
	qs_k_philox_round(c, k0 + 9 * w0, k1 + 9 * w1);
	*first = c[1] << 32 | c[0];
	*second = c[3] << 32 | c[2];
}

/* Word 3 of the counter. */
QS_K_INLINE uint32_t qs_k_philox_word3(uint32_t stream, uint32_t year, uint32_t k)
{
	return (stream & QS_K_STREAM_MAX) << 24 | (year & QS_K_YEAR_MAX) << 14 | (k & QS_K_DRAW_MAX) >> 1;
}

/* (b + 1/2) 2^-52 with b the high 52 bits: exact, in [2^-53, 1 - 2^-53]. */
QS_K_INLINE double qs_k_unit(uint64_t word)
{
	return qs_k_double(word >> 12 | 0x3ff0000000000000u) - (1.0 - 0x1p-53);
}

/* The number at one address; what the kernels give for each lane. */
QS_K_INLINE double qs_k_uniform(uint64_t seed, uint32_t stream, uint32_t year, uint32_t k, uint64_t id, uint32_t member)
{
	uint64_t first, second;

	qs_k_philox(seed, id, member, qs_k_philox_word3(stream, year, k), &first, &second);
	return qs_k_unit(k & 1 ? second : first);
}

#endif
