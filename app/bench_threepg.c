/* Months of 3-PG for `qingshan bench`: a block of stands whose light use and masses differ from lane to lane, through
 * years of one weather a lane. A call is twelve months, the first the thirteenth year of the stands. */
#include "app/bench.h"
#include "kernels/threepg/parameters.h"

#include <math.h>
#include <string.h>

enum { LANES = QS_BENCH_FOREST, STRIDE = LANES + 24, COHORTS = 2 };

int qs_bench_forest_open(struct qs_bench *bench, struct qs_arena *arena)
{
	struct qs_bench_forest *const f = &bench->forest;

	f->coefs = qs_arena_take(arena, (size_t)COHORTS * QS_3PG_COEFS * STRIDE, sizeof(double));
	f->state = qs_arena_take(arena, (size_t)COHORTS * QS_3PG_STATES * STRIDE, sizeof(double));
	f->result = qs_arena_take(arena, (size_t)COHORTS * QS_3PG_RESULTS * STRIDE, sizeof(double));
	f->stand = qs_arena_take(arena, (size_t)QS_3PG_STANDS * STRIDE, sizeof(double));
	f->site = qs_arena_take(arena, (size_t)QS_3PG_SITES * STRIDE, sizeof(double));
	f->weather = qs_arena_take(arena, (size_t)12 * QS_3PG_WEATHERS * STRIDE, sizeof(double));
	return f->coefs && f->state && f->result && f->stand && f->site && f->weather ? 0 : -1;
}

/* A pine-like species, or one that loses its leaves: chosen for this measurement and nothing else. */
static void species(int deciduous, int stress, double *p)
{
	static const struct {
		int parameter;
		double value;
	} own[] = {{QS_3PG_pFS2, 0.7},      {QS_3PG_pFS20, 0.21},      {QS_3PG_aWS, 0.126},       {QS_3PG_nWS, 2.27},
		   {QS_3PG_gammaF1, 0.015}, {QS_3PG_tgammaF, 60},      {QS_3PG_gammaR, .004},     {QS_3PG_Tmin, -2},
		   {QS_3PG_Topt, 18},       {QS_3PG_Tmax, 36},         {QS_3PG_kF, 0.5},          {QS_3PG_fN0, 0.3},
		   {QS_3PG_fNn, 1},         {QS_3PG_MaxAge, 150},      {QS_3PG_wSx1000, 180},     {QS_3PG_tSLA, 6},
		   {QS_3PG_k, 0.38},        {QS_3PG_MaxIntcptn, 0.39}, {QS_3PG_LAImaxIntcptn, 3}, {QS_3PG_rhoMax, 0.42},
		   {QS_3PG_rhoMin, 0.36},   {QS_3PG_tRho, 10},         {QS_3PG_aH, 4.59},         {QS_3PG_nHB, 0.474},
		   {QS_3PG_aK, 1.376},      {QS_3PG_nKB, 0.5536},      {QS_3PG_nKC, -0.277},      {QS_3PG_aHL, 2.19},
		   {QS_3PG_nHLB, 0.563},    {QS_3PG_nHLC, -0.266},     {QS_3PG_nHLrh, 0.678}};
	static const double otherwise[] = {
#define X(name, least, most, otherwise) otherwise,
		QS_THREEPG_PARAMETERS(X)
#undef X
	};

	memcpy(p, otherwise, sizeof otherwise);
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		p[own[i].parameter] = own[i].value;
	p[QS_3PG_gammaN1] = stress ? 0.4 : 0;
	p[QS_3PG_gammaN0] = stress ? 3 : 0;
	p[QS_3PG_tgammaN] = 4;
	p[QS_3PG_SLA0] = deciduous ? 20 : 6;
	p[QS_3PG_SLA1] = deciduous ? 15 : 4.3;
	p[QS_3PG_leafgrow] = deciduous ? 5 : 0;
	p[QS_3PG_leaffall] = deciduous ? 11 : 0;
}

static void fill_weather(struct qs_bench_forest *f)
{
	static const double t[12] = {-3, 0, 6, 14, 20, 25, 27, 26, 20, 13, 5, -1};
	static const double mm[12] = {3, 5, 10, 20, 40, 80, 190, 160, 60, 25, 8, 3};
	double day[12], sun[12];

	qs_threepg_day_lengths(40, day);
	qs_threepg_sun_terms(40, sun);
	for (size_t m = 0; m < 12; m++)
		for (size_t i = 0; i < LANES; i++) {
			double *const w = f->weather + m * QS_3PG_WEATHERS * STRIDE + i;

			w[QS_3PG_T_AVE * STRIDE] = t[m] + 0.01 * (double)i;
			w[QS_3PG_T_MAX * STRIDE] = t[m] + 6;
			w[QS_3PG_RAIN * STRIDE] = mm[m];
			w[QS_3PG_SUN * STRIDE] = 15 - fabs(6 - (double)m);
			w[QS_3PG_FROST_DAYS * STRIDE] = t[m] < 3 ? 20 : 0;
			w[QS_3PG_VPD * STRIDE] = t[m] > 0 ? 2 + 0.3 * t[m] : 2;
			w[QS_3PG_CO2 * STRIDE] = 400;
			w[QS_3PG_DAY * STRIDE] = day[m];
			w[QS_3PG_SUN_TERM * STRIDE] = sun[m];
		}
}

static void fill(struct qs_bench *bench, size_t cohorts, struct qs_threepg_settings settings, int stress)
{
	static const double sizes[QS_3PG_SIZES] = {0.278, 1.15,  0,     0, 0.054,  1.228, 0,     1.189, 0,      0.2144,
						   0.987, 0.872, 0.023, 0, -0.106, 0.09,  2.084, 0,     0.2715, -0.122,
						   1.134, 0,     0.945, 0, 0.122,  0.228, 2.204, 0,     -0.419, 0};
	struct qs_bench_forest *const f = &bench->forest;

	f->block = (struct qs_threepg_block){.cohorts = cohorts,
					     .stride = STRIDE,
					     .settings = settings,
					     .coefs = f->coefs,
					     .site = f->site,
					     .weather = f->weather,
					     .state = f->state,
					     .stand = f->stand,
					     .result = f->result};
	fill_weather(f);
	for (size_t i = 0; i < LANES; i++) {
		const double differ = 1 + 0.2 * sin(1.7 * (double)i);
		const struct qs_threepg_planting planting = {1500, 3 * differ, 1, 0.8, 0.5};

		for (size_t c = 0; c < cohorts; c++) {
			double p[QS_3PG_PARAMETERS];

			species(c == 1, stress, p);
			p[QS_3PG_alphaCx] = 0.0486 * differ;
			qs_threepg_coefficients(p, sizes, 2, &planting, f->coefs + c * QS_3PG_COEFS * STRIDE + i,
						STRIDE);
			f->state[(c * QS_3PG_STATES + QS_3PG_AGE) * STRIDE + i] = 24;
		}
		f->site[QS_3PG_ASW_MAX * STRIDE + i] = 120;
		f->stand[QS_3PG_ASW * STRIDE + i] = 80;
	}
	bench->kernels->threepg_start(LANES, 12, &f->block);
	for (int year = 0; year < 10; year++)
		qs_bench_call_forest(bench);
}

void qs_bench_fill_pjs(struct qs_bench *bench)
{
	fill(bench, 1, (struct qs_threepg_settings){1, 1, 1, 1, 0}, 1);
}

void qs_bench_fill_mix(struct qs_bench *bench)
{
	fill(bench, 2, (struct qs_threepg_settings){2, 2, 2, 1, 1}, 0);
}

void qs_bench_call_forest(struct qs_bench *bench)
{
	struct qs_bench_forest *const f = &bench->forest;

	for (int m = 0; m < 12; m++) {
		f->block.weather = f->weather + (size_t)m * QS_3PG_WEATHERS * STRIDE;
		bench->kernels->threepg_month(LANES, m + 1, &f->block);
	}
	memcpy(bench->column[1], f->state + QS_3PG_STEM * STRIDE, LANES * sizeof(double));
}
