#include "scenarios/points.h"

#include "kernels/random.h"
#include "model/base/bug.h"
#include "model/base/draws.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_qrng.h>
#include <string.h>

enum { BITS = QS_POINTS_BITS, LEVELS = 6 }; /* bits that one word scrambles: a tree of 63 nodes */

/* Directions of all coordinates: m_k 2^(30 - k), where m_k = 2 a_1 m_(k-1) ^ ... ^ 2^s m_(k-s) ^ m_(k-s) beyond the
 * degree s. */
static void set_directions(struct qs_points *points)
{
	const uint16_t *table = qs_joe_kuo;

	for (uint32_t k = 0; k < BITS; k++)
		points->direction[0][k] = (uint32_t)1 << (BITS - 1 - k);
	for (size_t d = 1; d < QS_POINTS_SOBOL; d++) {
		uint32_t *const v = points->direction[d];
		const uint32_t polynomial = *table++;
		uint32_t degree = 0;

		while (polynomial >> (degree + 1))
			degree++;
		for (uint32_t k = 0; k < BITS; k++) {
			if (k < degree) {
				v[k] = (uint32_t)*table++ << (BITS - 1 - k);
				continue;
			}
			v[k] = v[k - degree] ^ (v[k - degree] >> degree);
			for (uint32_t j = 1; j < degree; j++)
				v[k] ^= polynomial >> (degree - j) & 1 ? v[k - j] : 0;
		}
	}
}

qs_status qs_points_open(struct qs_points *points, size_t dimensions, uint64_t seed, struct qs_err *err)
{
	qs_bug_assert(dimensions > 0);
	*points = (struct qs_points){.dimensions = dimensions, .seed = seed};
	if (dimensions > QS_POINTS_GSL) {
		set_directions(points);
		return QS_OK;
	}
	points->sequence = gsl_qrng_alloc(gsl_qrng_sobol, (unsigned)dimensions);
	return points->sequence ? QS_OK : qs_fail(err, QS_ENOMEM, "a sequence of %zu dimensions", dimensions);
}

static uint64_t id_of(size_t dimension)
{
	return qs_scope_join(qs_scope_id("design", "coordinate", NULL), dimension);
}

/* The bits of the next point's coordinates by the directions: one is turned, that of the last 0 of the number before.
 */
static void turn(struct qs_points *points, size_t dimensions)
{
	uint32_t before = points->next - 1, k = 0;

	for (; points->next > 0 && before & 1; before >>= 1)
		k++;
	for (size_t d = 0; points->next > 0 && d < dimensions; d++)
		points->digits[d] ^= points->direction[d][k];
}

/* The bits of the next point's coordinates in the sequence. GSL leaves out point 0, which is 0 in all. */
static void digits_of(struct qs_points *points, size_t dimensions)
{
	double x[QS_POINTS_GSL] = {0};

	if (!points->sequence) {
		turn(points, dimensions);
		return;
	}
	if (points->next > 0) {
		const int status = gsl_qrng_get(points->sequence, x);

		qs_bug_assert(status == GSL_SUCCESS);
	}
	for (size_t d = 0; d < dimensions; d++)
		points->digits[d] = (uint32_t)(x[d] * (1 << BITS));
}

/* Turns each bit by the random bit that belongs to its place and the bits above it. */
static uint32_t scramble(uint64_t seed, uint64_t id, uint32_t digits)
{
	uint32_t turned = 0;

	for (uint32_t done = 0; done < BITS; done += LEVELS) {
		const uint32_t word3 = qs_k_philox_word3(QS_STREAM_design, done, 0);
		uint64_t tree, unused;
		uint32_t node = 1;

		qs_k_philox(seed, id, digits >> (BITS - done), word3, &tree, &unused);
		for (uint32_t level = done; level < done + LEVELS; level++) {
			const uint32_t bit = digits >> (BITS - 1 - level) & 1;

			turned = turned << 1 | (bit ^ (uint32_t)(tree >> node & 1));
			node = node << 1 | bit;
		}
	}
	return turned;
}

void qs_points_take(struct qs_points *points, size_t n, double *const *column)
{
	const size_t of_sequence = points->dimensions < QS_POINTS_SOBOL ? points->dimensions : QS_POINTS_SOBOL;
	uint64_t id[QS_POINTS_SOBOL];

	qs_bug_assert(n <= QS_POINTS_MOST - points->next);
	for (size_t d = 0; d < of_sequence; d++)
		id[d] = id_of(d);
	for (size_t i = 0; i < n; i++, points->next++) {
		digits_of(points, of_sequence);
		for (size_t d = 0; d < of_sequence; d++)
			column[d][i] = (scramble(points->seed, id[d], points->digits[d]) + 0.5) / (1 << BITS);
		for (size_t d = of_sequence; d < points->dimensions; d++)
			column[d][i] = qs_k_uniform(points->seed, QS_STREAM_design, BITS, 0, id_of(d), points->next);
	}
}

void qs_points_close(struct qs_points *points)
{
	if (points->sequence)
		gsl_qrng_free(points->sequence);
	memset(points, 0, sizeof *points);
}
