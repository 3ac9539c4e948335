/* A block of stands for tests of 3-PG: columns, parameters that differ from lane to lane, and twelve months of weather.
 */
#ifndef QS_TESTS_THREEPG_BLOCK_H
#define QS_TESTS_THREEPG_BLOCK_H

#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "kernels/threepg/parameters.h"

#include <stdlib.h>
#include <string.h>

/* Arrays that a block points to; the block's columns have `stride` lanes. */
struct stands {
	struct qs_threepg_block block;
	size_t n, cohorts;
	double *coefs, *state, *result, *stand, *site, *weather;
	uint32_t *next, *end;
	double day[12], sun[12];
};

static inline double drawn(uint64_t *s, double lo, double hi)
{
	*s ^= *s << 13;
	*s ^= *s >> 7;
	*s ^= *s << 17;
	return lo + (hi - lo) * ((double)(*s >> 11) * 0x1p-53);
}

static inline void *zeroes(size_t n, size_t size)
{
	void *const found = calloc(n, size);

	if (!found)
		abort();
	return found;
}

/* Columns for n stands of some cohorts. */
static inline struct stands stands_open(size_t n, size_t cohorts, struct qs_threepg_settings settings)
{
	struct stands s = {.n = n, .cohorts = cohorts};

	s.coefs = zeroes(cohorts * QS_3PG_COEFS * n, sizeof(double));
	s.state = zeroes(cohorts * QS_3PG_STATES * n, sizeof(double));
	s.result = zeroes(cohorts * QS_3PG_RESULTS * n, sizeof(double));
	s.stand = zeroes(QS_3PG_STANDS * n, sizeof(double));
	s.site = zeroes(QS_3PG_SITES * n, sizeof(double));
	s.weather = zeroes(QS_3PG_WEATHERS * n, sizeof(double));
	s.next = zeroes(cohorts * n, sizeof *s.next);
	s.end = zeroes(cohorts * n, sizeof *s.end);
	s.block = (struct qs_threepg_block){.cohorts = cohorts,
					    .stride = n,
					    .settings = settings,
					    .coefs = s.coefs,
					    .site = s.site,
					    .weather = s.weather,
					    .state = s.state,
					    .stand = s.stand,
					    .result = s.result,
					    .next = s.next,
					    .end = s.end};
	qs_threepg_day_lengths(40, s.day);
	qs_threepg_sun_terms(40, s.sun);
	return s;
}

static inline void stands_free(struct stands *s)
{
	free(s->coefs);
	free(s->state);
	free(s->result);
	free(s->stand);
	free(s->site);
	free(s->weather);
	free(s->next);
	free(s->end);
}

static inline double *state_of(const struct stands *s, size_t c, int column)
{
	return s->state + (c * QS_3PG_STATES + (size_t)column) * s->n;
}

static inline double *result_of(const struct stands *s, size_t c, int column)
{
	return s->result + (c * QS_3PG_RESULTS + (size_t)column) * s->n;
}

/* A pine-like (0) or beech-like (1) species, chosen for these tests and nothing else. */
static inline void species_of(int leafless, double *p)
{
	static const double otherwise[] = {
#define X(name, least, most, otherwise) otherwise,
		QS_THREEPG_PARAMETERS(X)
#undef X
	};
	static const int which[] = {QS_3PG_aWS,  QS_3PG_nWS,   QS_3PG_gammaF1, QS_3PG_Tmin, QS_3PG_Topt,   QS_3PG_Tmax,
				    QS_3PG_kF,   QS_3PG_fN0,   QS_3PG_fNn,     QS_3PG_aH,   QS_3PG_nHB,    QS_3PG_aK,
				    QS_3PG_nKB,  QS_3PG_aHL,   QS_3PG_nHLB,    QS_3PG_k,    QS_3PG_MaxAge, QS_3PG_SLA0,
				    QS_3PG_SLA1, QS_3PG_nHLrh, QS_3PG_wSx1000, QS_3PG_nKC,  QS_3PG_tgammaF};
	static const double pine[] = {0.13, 2.3, 0.015, -4,  17,  36, 0.6, 0.3, 1,   4.4,  0.47, 1.4,
				      0.55, 2.2, 0.56,  0.4, 200, 5,  4,   0.6, 190, -0.2, 50};

	memcpy(p, otherwise, sizeof otherwise);
	for (size_t i = 0; i < sizeof which / sizeof *which; i++)
		p[which[i]] = pine[i];
	p[QS_3PG_LAImaxIntcptn] = 3;
	if (leafless) {
		p[QS_3PG_leafgrow] = 5;
		p[QS_3PG_leaffall] = 11;
		p[QS_3PG_SLA0] = 22;
		p[QS_3PG_SLA1] = 17;
		p[QS_3PG_aH] = 3;
		p[QS_3PG_crownshape] = 1;
	}
}

static const double sizes_of_tests[QS_3PG_SIZES] = {0.3, 1.1, 0,    0, 0.05, 1.2,  0,   1.1, 0,   0.2,
						    0.9, 0.9, 0,    0, -0.1, 0.1,  2.1, 0.1, 0.2, -0.1,
						    1.1, 0.1, 0.95, 0, 0.1,  0.25, 2.1, 0,   0,   0};

/* Every lane another stand; the second cohort is deciduous, the third planted in `late` months. */
static inline void stands_fill(struct stands *s, uint64_t seed, double late)
{
	for (size_t c = 0; c < s->cohorts; c++)
		for (size_t i = 0; i < s->n; i++) {
			const struct qs_threepg_planting planting = {drawn(&seed, 800, 2500), drawn(&seed, 1, 40),
								     drawn(&seed, 0.5, 8), drawn(&seed, 0.3, 3),
								     drawn(&seed, 0, 1)};
			double p[QS_3PG_PARAMETERS], sizes[QS_3PG_SIZES];

			species_of(c == 1, p);
			memcpy(sizes, sizes_of_tests, sizeof sizes);
			p[QS_3PG_alphaCx] = drawn(&seed, 0.03, 0.06);
			p[QS_3PG_gammaN1] = i % 3 == 0 ? 0.5 : 0;
			p[QS_3PG_gammaN0] = i % 3 == 0 ? 4 : 0;
			p[QS_3PG_tgammaN] = 3;
			p[QS_3PG_aV] = i % 5 == 0 ? 1e-4 : 0;
			p[QS_3PG_nVB] = 2;
			p[QS_3PG_nVH] = 0.9;
			if (i % 7 == 0)
				p[QS_3PG_crownshape] = 1.0 + (double)(i % 4);
			if (i % 2)
				memset(sizes + 10, 0, 5 * sizeof *sizes);
			qs_threepg_coefficients(p, sizes, (int)(i % 6) - 1, &planting,
						s->coefs + c * QS_3PG_COEFS * s->n + i, s->n);
			state_of(s, c, QS_3PG_AGE)[i] = c == 2 ? -late : 12.0 * (double)(2 + i % 40);
		}
	for (size_t i = 0; i < s->n; i++) {
		s->site[QS_3PG_ASW_MIN * s->n + i] = i % 11 == 0 ? 20 : 0;
		s->site[QS_3PG_ASW_MAX * s->n + i] = drawn(&seed, 40, 200);
		s->stand[QS_3PG_ASW * s->n + i] = 60;
	}
}

/* The weather of a month, each lane its own. */
static inline void stands_weather(struct stands *s, int month)
{
	static const double c[12] = {-3, 0, 6, 14, 20, 25, 27, 26, 20, 13, 5, -1};
	static const double mm[12] = {3, 5, 10, 20, 40, 80, 190, 160, 60, 25, 8, 3};

	for (size_t i = 0; i < s->n; i++) {
		double *const w = s->weather + i;
		const double t = c[month - 1] + 0.02 * (double)(i % 100);

		w[QS_3PG_T_AVE * s->n] = t;
		w[QS_3PG_T_MAX * s->n] = t + 6;
		w[QS_3PG_RAIN * s->n] = mm[month - 1] * (0.5 + 0.01 * (double)(i % 100));
		w[QS_3PG_SUN * s->n] = 8 + 12 * (month > 3 && month < 10);
		w[QS_3PG_FROST_DAYS * s->n] = t < 4 ? 15 : 0;
		w[QS_3PG_VPD * s->n] = t > 0 ? 2 + 0.3 * t : 2;
		w[QS_3PG_CO2 * s->n] = 350 + (double)(i % 3) * 50;
		w[QS_3PG_DAY * s->n] = s->day[month - 1];
		w[QS_3PG_SUN_TERM * s->n] = s->sun[month - 1];
	}
}

/* Starts in January and goes through months by calls of at most `cut` lanes. */
static inline void stands_run(const struct qs_kernels *kernels, struct stands *s, int months, size_t cut)
{
	for (int m = 0; m < months; m++) {
		stands_weather(s, m % 12 + 1);
		for (size_t at = 0; at < s->n; at += cut) {
			struct qs_threepg_block b = s->block;

			b.coefs += at;
			b.site += at;
			b.weather += at;
			b.state += at;
			b.stand += at;
			b.result += at;
			b.next += at;
			b.end += at;
			if (m)
				kernels->threepg_month(s->n - at < cut ? s->n - at : cut, m % 12 + 1, &b);
			else
				kernels->threepg_start(s->n - at < cut ? s->n - at : cut, 1, &b);
		}
	}
}

#endif
