/* Volume, thinning, and the two kinds of mortality. */
#include "kernels/kernels.h"
#include "kernels/threepg/strip.h"

#define LN_1000 6.907755278982137
#define NO_CUT 1e300
#define NO_STEMS 1e-9   /* a hectare: a cohort with less is dead */
#define ROUNDS 5        /* of Newton's method, and */
#define NEAR_STEMS 1e-3 /* where it stops, thousands of stems: as published, the loose end is part of the model */

void QS_K(threepg_volume)(size_t n, const struct qs_threepg_block *b, int grown)
{
	for (size_t c = 0; c < b->cohorts; c++) {
		const double *restrict const stem = qs_3pg_state(b, c, QS_3PG_STEM), *restrict const stems =
											     qs_3pg_state(b, c,
													  QS_3PG_N);
		const double *restrict const d = qs_3pg_state(b, c, QS_3PG_D), *restrict const h =
										       qs_3pg_state(b, c, QS_3PG_H);
		const double *restrict const bark = qs_3pg_result(b, c, QS_3PG_BARK);
		const double *restrict const rho = qs_3pg_result(b, c, QS_3PG_RHO), *restrict const lai = qs_3pg_state(
											    b, c, QS_3PG_LAI);
		const double *restrict const a = qs_3pg_coef(b, c, QS_3PG_C_VOLUME_A);
		const double *restrict const by_d = qs_3pg_coef(b, c, QS_3PG_C_VOLUME_D);
		const double *restrict const by_h = qs_3pg_coef(b, c, QS_3PG_C_VOLUME_H);
		const double *restrict const update = qs_3pg_stand(b, S_UPDATE);
		double *restrict const volume = qs_3pg_state(b, c, QS_3PG_VOLUME);
		double *restrict const old = qs_3pg_state(b, c, QS_3PG_VOLUME_OLD), *restrict const cum = qs_3pg_state(
											    b, c, QS_3PG_VOLUME_CUM);
		double *restrict const now = qs_3pg_result(b, c, W_SPARE);

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			now[i] = stem[i] * (1.0 - bark[i]) / rho[i];
		if (qs_3pg_any(n, a)) {
#pragma omp simd
			for (size_t i = 0; i < n; i++) {
				const double ln = by_d[i] * qs_3pg_log(d[i]) + by_h[i] * qs_3pg_log(h[i]);
				const double size = stems[i] > 0 ? a[i] * qs_3pg_size(ln) * stems[i] : 0.0;

				now[i] = a[i] > 0 ? size : now[i];
			}
		}
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double more = now[i] - old[i];
			const _Bool gained = grown & (lai[i] > 0) & (more > 0);

			volume[i] = update[i] > 0 ? now[i] : volume[i];
			cum[i] = gained ? cum[i] + more : cum[i];
			old[i] = update[i] > 0 ? now[i] : old[i];
		}
	}
}

/* ---- thinning: rare, a lane at a time ---- */

static void cut_mass(double *pool, double share, double *cut)
{
	*cut = *pool * share;
	*pool *= 1.0 - share;
}

/* One row for cohort c of lane i; 1 if stems were cut. */
static int cut_lane(const struct qs_threepg_block *b, size_t c, size_t i)
{
	const size_t lane = c * b->stride + i;
	const struct qs_threepg_cut *const row = &b->cuts[b->next[lane]];
	double *const stems = qs_3pg_state(b, c, QS_3PG_N) + i;
	const int dormant = qs_3pg_result(b, c, QS_3PG_DORMANT)[i] > 0;
	double most = row->stem, share, bare;
	int cut = 0;

	if (*stems > row->stems) {
		share = (*stems - row->stems) / *stems;
		most = row->root > most ? row->root : most;
		most = row->foliage > most ? row->foliage : most;
		/* more than there is, or no tree stays: all goes */
		bare = (share * most > 1.0 || *stems * (1.0 - share) < NO_STEMS) ? 1.0 : 0.0;
		qs_3pg_result(b, c, QS_3PG_CUT_N)[i] = bare > 0 ? *stems : *stems * share;
		*stems = bare > 0 ? 0.0 : *stems * (1.0 - share);
		cut_mass(qs_3pg_state(b, c, QS_3PG_STEM) + i, bare > 0 ? 1.0 : share * row->stem,
			 qs_3pg_result(b, c, QS_3PG_CUT_STEM) + i);
		cut_mass(qs_3pg_state(b, c, QS_3PG_ROOT) + i, bare > 0 ? 1.0 : share * row->root,
			 qs_3pg_result(b, c, QS_3PG_CUT_ROOT) + i);
		/* in winter the leaves of spring are fewer, and nothing is cut */
		cut_mass(qs_3pg_state(b, c, dormant ? QS_3PG_DEBT : QS_3PG_FOLIAGE) + i,
			 bare > 0 ? 1.0 : share * row->foliage, qs_3pg_result(b, c, QS_3PG_CUT_FOLIAGE) + i);
		if (dormant)
			qs_3pg_result(b, c, QS_3PG_CUT_FOLIAGE)[i] = 0.0;
		cut = 1;
	}
	b->next[lane]++;
	qs_3pg_state(b, c, QS_3PG_NEXT_CUT)[i] = b->next[lane] < b->end[lane] ? b->cuts[b->next[lane]].age : NO_CUT;
	return cut;
}

int QS_K(threepg_cut)(size_t n, const struct qs_threepg_block *b)
{
	double *restrict const update = qs_3pg_stand(b, S_UPDATE);
	int any = 0;

	for (size_t i = 0; i < n; i++)
		update[i] = 0.0;
	for (size_t c = 0; b->cuts && c < b->cohorts; c++) {
		const double *restrict const months = qs_3pg_state(b, c, QS_3PG_AGE);
		const double *restrict const next = qs_3pg_state(b, c, QS_3PG_NEXT_CUT);
		uint64_t due = 0;

#pragma omp simd reduction(| : due)
		for (size_t i = 0; i < n; i++)
			due |= (uint64_t)(months[i] / 12.0 >= next[i]);
		for (size_t i = 0; due && i < n; i++) {
			if (months[i] / 12.0 >= next[i] && cut_lane(b, c, i)) {
				update[i] = 1.0;
				any = 1;
			}
		}
	}
	return any;
}

/* ---- mortality ---- */

/* Columns of a death: what dies of a cohort, and where it is booked. */
struct death {
	double *stems, *pool[3], *booked_stems, *booked[3];
	const double *share[3]; /* of the mean tree's mass */
};

static struct death death_of(const struct qs_threepg_block *b, size_t c, int booked)
{
	static const int pools[3] = {QS_3PG_STEM, QS_3PG_ROOT, QS_3PG_FOLIAGE};
	static const int shares[3] = {QS_3PG_C_M_STEM, QS_3PG_C_M_ROOT, QS_3PG_C_M_FOLIAGE};
	struct death death = {.stems = qs_3pg_state(b, c, QS_3PG_N), .booked_stems = qs_3pg_result(b, c, booked)};

	for (int k = 0; k < 3; k++) {
		death.pool[k] = qs_3pg_state(b, c, pools[k]);
		death.booked[k] = qs_3pg_result(b, c, booked + 1 + k);
		death.share[k] = qs_3pg_coef(b, c, shares[k]);
	}
	return death;
}

/* dead stems (in booked_stems) leave; where they are all, all mass does. */
static void bury(size_t n, const struct death *death)
{
	double *restrict const stems = death->stems, *restrict const dead = death->booked_stems;

	for (int k = 0; k < 3; k++) {
		double *restrict const pool = death->pool[k], *restrict const booked = death->booked[k];
		const double *restrict const share = death->share[k];

#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double part = dead[i] / (stems[i] > 0 ? stems[i] : 1.0);
			const _Bool all = (dead[i] > 0) & (stems[i] - dead[i] < NO_STEMS);

			booked[i] = all ? pool[i] : share[i] * part * pool[i];
			pool[i] = all ? 0.0 : pool[i] - booked[i];
		}
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const double gone = ((dead[i] > 0) & (stems[i] - dead[i] < NO_STEMS)) ? stems[i] : dead[i];

		stems[i] -= gone;
		dead[i] = gone;
	}
}

int QS_K(threepg_stress)(size_t n, const struct qs_threepg_block *b)
{
	double *restrict const update = qs_3pg_stand(b, S_UPDATE);
	int any = 0;

	for (size_t i = 0; i < n; i++)
		update[i] = 0.0;
	for (size_t c = 0; c < b->cohorts; c++) {
		const double *restrict const rate = qs_3pg_result(b, c, QS_3PG_DEATH_RATE);
		const double *restrict const stems = qs_3pg_state(b, c, QS_3PG_N);
		const double *restrict const dormant = qs_3pg_result(b, c, QS_3PG_DORMANT);
		const struct death death = death_of(b, c, QS_3PG_STRESS_N);
		double *restrict const dead = death.booked_stems;

		if (!qs_3pg_any(n, rate))
			continue;
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const _Bool some = !(dormant[i] > 0) & (rate[i] > 0) & (stems[i] > 0);
			const double die = rate[i] * stems[i] / 1200.0;

			dead[i] = some ? (die < stems[i] ? die : stems[i]) : 0.0;
			update[i] = some ? 1.0 : update[i];
		}
		bury(n, &death);
		any = 1;
	}
	return any && qs_3pg_any(n, update);
}

/* Stems (thousands) that the rule allows, by Newton's method from `start`: wS n^(1 - p) = mS W n / n0 + (1 - mS) W. */
static void allowed(size_t n, const struct qs_threepg_block *b, size_t c, const double *restrict start,
		    const double *restrict mass, double *restrict active, double *restrict left)
{
	const double *restrict const most = qs_3pg_coef(b, c, QS_3PG_C_TREE_MAX);
	const double *restrict const power = qs_3pg_coef(b, c, QS_3PG_C_THIN_POWER);
	const double *restrict const m = qs_3pg_coef(b, c, QS_3PG_C_M_STEM);

#pragma omp simd
	for (size_t i = 0; i < n; i++)
		left[i] = start[i];
	for (int round = 0; round < ROUNDS && qs_3pg_any(n, active); round++) {
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			const double x = left[i] > 0 ? left[i] : 1.0, e = 1.0 - power[i];
			const double x1 = m[i] * mass[i] / (start[i] > 0 ? start[i] : 1.0);
			const double x2 = most[i] * qs_3pg_size(e * qs_3pg_log(x));
			const double f = x2 - x1 * x - (1.0 - m[i]) * mass[i];
			const double slope = e * x2 / x - x1;
			const double step = -f / (slope < 0 ? slope : -1.0);
			const _Bool on = (active[i] > 0) & (left[i] > 0);

			left[i] = on ? left[i] + step : left[i];
			active[i] = (on & (fabs(step) > NEAR_STEMS)) ? 1.0 : 0.0;
		}
	}
}

/* Cohorts whose mean tree is above what the rule allows for the stand they would be if they were all of it. */
static int crowded(size_t n, const struct qs_threepg_block *b, size_t c, double *restrict start, double *restrict mass,
		   double *restrict part, double *restrict active)
{
	const double *restrict const sum = qs_3pg_stand(b, S_BA), *restrict const ba = qs_3pg_state(b, c, QS_3PG_BA);
	const double *restrict const stems = qs_3pg_state(b, c, QS_3PG_N), *restrict const stem =
										   qs_3pg_state(b, c, QS_3PG_STEM);
	const double *restrict const tree = qs_3pg_state(b, c, QS_3PG_TREE);
	const double *restrict const most = qs_3pg_coef(b, c, QS_3PG_C_TREE_MAX);
	const double *restrict const power = qs_3pg_coef(b, c, QS_3PG_C_THIN_POWER);
	const double *restrict const dormant = qs_3pg_result(b, c, QS_3PG_DORMANT);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool here = (ba[i] > 0) & (stems[i] > 0) & !(dormant[i] > 0);
		const double share = here ? ba[i] / sum[i] : 1.0;
		const double nh = (here ? stems[i] : 1.0) / share;
		const double limit = most[i] * qs_3pg_size(power[i] * (LN_1000 - qs_3pg_log(nh)));

		part[i] = share;
		start[i] = nh / 1000.0;
		mass[i] = stem[i] / share;
		active[i] = (here & (limit < tree[i])) ? 1.0 : 0.0;
	}
	return qs_3pg_any(n, active);
}

int QS_K(threepg_self)(size_t n, const struct qs_threepg_block *b)
{
	double *restrict const update = qs_3pg_stand(b, S_UPDATE), *restrict const sum = qs_3pg_stand(b, S_BA);
	double start[QS_3PG_STRIP], mass[QS_3PG_STRIP], part[QS_3PG_STRIP], active[QS_3PG_STRIP], left[QS_3PG_STRIP];
	int any = 0;

	for (size_t i = 0; i < n; i++)
		update[i] = sum[i] = 0.0;
	for (size_t c = 0; c < b->cohorts; c++) {
		const double *restrict const ba = qs_3pg_state(b, c, QS_3PG_BA);

		for (size_t i = 0; i < n; i++)
			sum[i] += ba[i];
	}
	for (size_t c = 0; c < b->cohorts; c++) {
		const struct death death = death_of(b, c, QS_3PG_SELF_N);
		double *restrict const dead = death.booked_stems;

		if (!crowded(n, b, c, start, mass, part, active))
			continue;
#pragma omp simd
		for (size_t i = 0; i < n; i++) {
			update[i] = active[i] > 0 ? 1.0 : update[i];
			dead[i] = active[i];
		}
		allowed(n, b, c, start, mass, active, left);
#pragma omp simd
		for (size_t i = 0; i < n; i++)
			dead[i] = dead[i] > 0 ? (1000.0 * start[i] - 1000.0 * left[i]) * part[i] : 0.0;
		bury(n, &death);
		any = 1;
	}
	return any;
}
