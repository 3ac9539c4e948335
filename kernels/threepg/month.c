/* A month of 3-PG, part after part. */
#include "kernels/kernels.h"
#include "kernels/threepg/strip.h"

#define NO_CUT 1e300

static const double days_of[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

/* The block from a lane on. */
static struct qs_threepg_block strip_at(const struct qs_threepg_block *block, size_t lane)
{
	struct qs_threepg_block b = *block;

	b.coefs += lane;
	b.site += lane;
	b.weather += lane;
	b.state += lane;
	b.stand += lane;
	b.result += lane;
	if (b.cuts) {
		b.next += lane;
		b.end += lane;
	}
	return b;
}

static void fill(size_t n, double *restrict column, double value)
{
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		column[i] = value;
}

/* Whether each cohort is without leaves in a month, 1 or 0; month 0 is not wrapped to 12, as published. */
static void dormancy(size_t n, const struct qs_threepg_block *b, size_t c, int month, double *restrict out)
{
	const double *restrict const grow = qs_3pg_coef(b, c, QS_3PG_C_LEAF_GROW);
	const double *restrict const fall = qs_3pg_coef(b, c, QS_3PG_C_LEAF_FALL);
	const double m = month;

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool north = (grow[i] < fall[i]) & ((m < grow[i]) | (m >= fall[i]));
		const _Bool south = (grow[i] > fall[i]) & (m >= fall[i]) & (m <= grow[i]);

		out[i] = (north | south) ? 1.0 : 0.0;
	}
}

/* A cohort is planted at the age of 0; at the start stands what was planted before. */
static void plant(size_t n, const struct qs_threepg_block *b, size_t c, int start)
{
	static const int pools[4] = {QS_3PG_N, QS_3PG_STEM, QS_3PG_ROOT, QS_3PG_FOLIAGE};
	static const int coefs[4] = {QS_3PG_C_STEMS, QS_3PG_C_STEM, QS_3PG_C_ROOT, QS_3PG_C_FOLIAGE};
	const double *restrict const months = qs_3pg_state(b, c, QS_3PG_AGE);
	double *restrict const update = qs_3pg_stand(b, S_UPDATE);
	uint64_t due = start ? 1 : 0;

#pragma omp simd reduction(| : due)
	for (size_t i = 0; i < n; i++)
		due |= (uint64_t)(months[i] == 0);
	if (!due)
		return;
	for (int k = 0; k < 4; k++) {
		double *restrict const pool = qs_3pg_state(b, c, pools[k]);
		const double *restrict const initial = qs_3pg_coef(b, c, coefs[k]);

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			pool[i] = (months[i] == 0) | (start & (months[i] > 0)) ? initial[i] : pool[i];
	}
#pragma omp simd
	for (size_t i = 0; i < n; i++)
		update[i] = months[i] == 0 ? 1.0 : update[i];
}

/* Leaves come (as what they will be, so that light is absorbed) or fall. */
static void leaves(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const now = qs_3pg_result(b, c, QS_3PG_DORMANT);
	const double *restrict const was = qs_3pg_result(b, c, QS_3PG_WAS_DORMANT);
	const double *restrict const sla = qs_3pg_result(b, c, QS_3PG_SLA);
	double *restrict const foliage = qs_3pg_state(b, c, QS_3PG_FOLIAGE);
	double *restrict const debt = qs_3pg_state(b, c, QS_3PG_DEBT), *restrict const lai =
									       qs_3pg_state(b, c, QS_3PG_LAI);
	double *restrict const update = qs_3pg_stand(b, S_UPDATE), *restrict const forgiven =
									   qs_3pg_result(b, c, QS_3PG_FORGIVEN);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool comes = (was[i] > 0) & !(now[i] > 0), falls = !(was[i] > 0) & (now[i] > 0);
		const double green = comes ? debt[i] * sla[i] * 0.1 : lai[i];

		lai[i] = falls ? 0.0 : green;
		forgiven[i] = falls ? debt[i] : 0.0;
		debt[i] = falls ? foliage[i] : debt[i];
		foliage[i] = falls ? 0.0 : foliage[i];
		update[i] = (comes | falls) ? 1.0 : update[i];
	}
}

/* Increments and losses. Net production pays for leaves that stand unpaid first. */
static void allocate(size_t n, const struct qs_threepg_block *b, size_t c)
{
	const double *restrict const now = qs_3pg_result(b, c, QS_3PG_DORMANT);
	const double *restrict const was = qs_3pg_result(b, c, QS_3PG_WAS_DORMANT);
	const double *restrict const npp = qs_3pg_result(b, c, QS_3PG_NPP), *restrict const f_phys =
										    qs_3pg_result(b, c, QS_3PG_F_PHYS);
	const double *restrict const stems = qs_3pg_state(b, c, QS_3PG_N), *restrict const pfs =
										   qs_3pg_state(b, c, QS_3PG_PFS);
	const double *restrict const top = qs_3pg_coef(b, c, QS_3PG_C_ROOT_TOP);
	const double *restrict const least = qs_3pg_coef(b, c, QS_3PG_C_ROOT_MIN), *restrict const m = qs_3pg_coef(
											   b, c, QS_3PG_C_ROOT_M);
	const double *restrict const litter = qs_3pg_result(b, c, QS_3PG_LITTER_RATE);
	const double *restrict const turnover = qs_3pg_coef(b, c, QS_3PG_C_ROOT_LOSS);
	double *restrict const foliage = qs_3pg_state(b, c, QS_3PG_FOLIAGE), *restrict const root =
										     qs_3pg_state(b, c, QS_3PG_ROOT);
	double *restrict const stem = qs_3pg_state(b, c, QS_3PG_STEM), *restrict const debt =
									       qs_3pg_state(b, c, QS_3PG_DEBT);
	double *restrict const repaid = qs_3pg_result(b, c, QS_3PG_REPAID);
	double *restrict const loss_f = qs_3pg_result(b, c, QS_3PG_LOSS_FOLIAGE);
	double *restrict const loss_r = qs_3pg_result(b, c, QS_3PG_LOSS_ROOT);

#pragma omp simd
	for (size_t i = 0; i < n; i++) {
		const _Bool green = !(now[i] > 0), alive = stems[i] > 0, fell = !green & !(was[i] > 0);
		const double leaf = ((foliage[i] == 0) & alive) ? debt[i] : foliage[i];
		const double pays = npp[i] >= debt[i] ? debt[i] : npp[i];
		const double rest = npp[i] - pays;
		const double part_r = top[i] / (least[i] + m[i] * f_phys[i]);
		const double part_s = (1.0 - part_r) / (1.0 + pfs[i]);
		const double part_f = 1.0 - part_r - part_s;
		const double lost_f = litter[i] * leaf, lost_r = turnover[i] * root[i];

		loss_f[i] = green ? lost_f : fell ? debt[i] : 0.0;
		loss_r[i] = green ? lost_r : 0.0;
		repaid[i] = green ? pays : 0.0;
		debt[i] = green ? (npp[i] >= debt[i] ? 0.0 : debt[i] - npp[i]) : debt[i];
		foliage[i] = green ? leaf + rest * part_f - lost_f : foliage[i];
		root[i] = green ? root[i] + rest * part_r - lost_r : root[i];
		stem[i] = green ? stem[i] + rest * part_s : stem[i];
	}
}

static void resize(size_t n, const struct qs_threepg_block *b)
{
	QS_K(threepg_weigh)(n, b);
	QS_K(threepg_sizes)(n, b);
	QS_K(threepg_crowns)(n, b);
}

/* Zeroes what a month books only where something happens. */
static void clear(size_t n, const struct qs_threepg_block *b)
{
	for (size_t c = 0; c < b->cohorts; c++)
		for (int k = QS_3PG_STRESS_N; k <= QS_3PG_CUT_FOLIAGE; k++)
			fill(n, qs_3pg_result(b, c, k), 0.0);
}

static void month_of(size_t n, int month, const struct qs_threepg_block *b)
{
	const double days = days_of[month - 1];
	double *restrict const update = qs_3pg_stand(b, S_UPDATE);

	clear(n, b);
	fill(n, update, 0.0);
	for (size_t c = 0; c < b->cohorts; c++) {
		double *restrict const months = qs_3pg_state(b, c, QS_3PG_AGE);

#pragma omp simd
		for (size_t i = 0; i < n; i++)
			months[i] += 1.0;
	}
	QS_K(threepg_ages)(n, b, 0);
	QS_K(threepg_climate)(n, b, days);
	for (size_t c = 0; c < b->cohorts; c++) {
		plant(n, b, c, 0);
		dormancy(n, b, c, month, qs_3pg_result(b, c, QS_3PG_DORMANT));
		dormancy(n, b, c, month - 1, qs_3pg_result(b, c, QS_3PG_WAS_DORMANT));
		leaves(n, b, c);
	}
	if (qs_3pg_any(n, update)) {
		QS_K(threepg_sizes)(n, b); /* with the trees' masses of last month: a planted cohort has none yet */
		QS_K(threepg_crowns)(n, b);
	}
	QS_K(threepg_light)(n, b, days);
	QS_K(threepg_produce)(n, b);
	QS_K(threepg_water)(n, b, days);
	for (size_t c = 0; c < b->cohorts; c++)
		allocate(n, b, c);
	fill(n, update, 1.0);
	resize(n, b);
	QS_K(threepg_volume)(n, b, 1);
	if (QS_K(threepg_cut)(n, b)) {
		resize(n, b);
		QS_K(threepg_volume)(n, b, 0);
	}
	if (QS_K(threepg_stress)(n, b))
		resize(n, b);
	if (QS_K(threepg_self)(n, b))
		resize(n, b);
}

static void start_of(size_t n, int month, const struct qs_threepg_block *b)
{
	struct qs_threepg_block plain = *b;
	double *restrict const asw = qs_3pg_stand(b, QS_3PG_ASW);
	const double *restrict const least = qs_3pg_site(b, QS_3PG_ASW_MIN), *restrict const most =
										     qs_3pg_site(b, QS_3PG_ASW_MAX);

	for (size_t c = 0; c < b->cohorts; c++) {
		for (int k = QS_3PG_AGE + 1; k < QS_3PG_STATES; k++)
			fill(n, qs_3pg_state(b, c, k), 0.0);
		for (int k = 0; k < QS_3PG_RESULTS; k++)
			fill(n, qs_3pg_result(b, c, k), 0.0);
		fill(n, qs_3pg_state(b, c, QS_3PG_NEXT_CUT), NO_CUT);
		for (size_t i = 0; b->cuts && i < n; i++)
			if (b->next[c * b->stride + i] < b->end[c * b->stride + i])
				qs_3pg_state(b, c, QS_3PG_NEXT_CUT)[i] = b->cuts[b->next[c * b->stride + i]].age;
	}
	for (int k = QS_3PG_ASW + 1; k < QS_3PG_STANDS; k++)
		fill(n, qs_3pg_stand(b, k), 0.0);
	for (size_t i = 0; i < n; i++) {
		const double floor_mm = least[i] < most[i] ? least[i] : most[i];
		const double low = asw[i] > floor_mm ? asw[i] : floor_mm;

		asw[i] = low > most[i] ? most[i] : low;
	}
	QS_K(threepg_ages)(n, b, 1);
	QS_K(threepg_climate)(n, b, days_of[month - 1]);
	for (size_t c = 0; c < b->cohorts; c++) {
		plant(n, b, c, 1);
		dormancy(n, b, c, month, qs_3pg_result(b, c, QS_3PG_DORMANT));
		leaves(n, b, c);
	}
	fill(n, qs_3pg_stand(b, S_UPDATE), 1.0);
	plain.settings.bias = 0;
	QS_K(threepg_weigh)(n, b);
	QS_K(threepg_sizes)(n, &plain);
	resize(n, b);
	QS_K(threepg_volume)(n, b, 0);
	for (size_t c = 0; c < b->cohorts; c++) {
		double *restrict const cum = qs_3pg_state(b, c, QS_3PG_VOLUME_CUM);
		const double *restrict const volume = qs_3pg_state(b, c, QS_3PG_VOLUME);

		for (size_t i = 0; i < n; i++)
			cum[i] = volume[i];
	}
}

void QS_K(threepg_start)(size_t n, int month, const struct qs_threepg_block *block)
{
	for (size_t at = 0; at < n; at += QS_3PG_STRIP) {
		const struct qs_threepg_block b = strip_at(block, at);

		start_of(n - at < QS_3PG_STRIP ? n - at : QS_3PG_STRIP, month, &b);
	}
}

void QS_K(threepg_month)(size_t n, int month, const struct qs_threepg_block *block)
{
	for (size_t at = 0; at < n; at += QS_3PG_STRIP) {
		const struct qs_threepg_block b = strip_at(block, at);

		month_of(n - at < QS_3PG_STRIP ? n - at : QS_3PG_STRIP, month, &b);
	}
}
