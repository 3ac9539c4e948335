/* Measurement of kernels for `qingshan bench`: nanoseconds a unit on one core and on all at once, and the share of what
 * the machine gives. Two limits are measured with the kernels: the rate of arithmetic by the row `exp`, and the rate of
 * bytes by the row `copy`. The least time of a unit is its exps (vector operations of a lane over the 48 of an exp) at
 * the first, or its bytes (each column read or written once) at the second, whichever is longer; share = least
 * time / time. exp is a yardstick, not the machine's peak: a kernel that mixes its operations better may exceed 1.
 */
#ifndef QS_APP_BENCH_H
#define QS_APP_BENCH_H

#include "kernels/kernels.h"
#include "model/base/arena.h"
#include "model/base/context.h"
#include "model/base/status.h"
#include "model/base/packs.h"
#include "model/portfolio.h"

#include <stddef.h>

enum { QS_BENCH_LANES = 512, QS_BENCH_COLUMNS = 72, QS_BENCH_ROWS = 40, QS_BENCH_FOREST = 256 };

/* A block of QS_BENCH_FOREST stands of 3-PG. */
struct qs_bench_forest {
	struct qs_threepg_block block;
	double *coefs, *state, *result, *stand, *site, *weather; /* weather: twelve months */
};

/* Columns that every measurement works on; each sets its own inputs. */
struct qs_bench {
	const struct qs_kernels *kernels;
	double *column[QS_BENCH_COLUMNS];
	uint64_t *id;
	uint32_t *member;
	uint32_t year;  /* of the next draws, so that no call repeats another */
	double *months; /* 48 rows of lanes, for the kernels of a year and of some years */
	double *sky;    /* [12][lanes] eight times, for those of water */
	struct qs_bench_forest forest;
	double consumed; /* sum of what the kernels gave: nothing measured is thrown away */
};

struct qs_bench_row {
	const char *name, *unit;
	void (*fill)(struct qs_bench *bench); /* inputs and state, before each sample */
	void (*call)(struct qs_bench *bench); /* one call over all lanes */
	int result;                           /* column that is summed after each sample */
	double per_lane;                      /* units of work a lane and call */
	double exps, bytes;                   /* of a unit; NaN if not given (docs/performance.md) */
};

/* One core, and all at once. */
enum { QS_BENCH_ONE, QS_BENCH_ALL, QS_BENCH_WAYS };

/* What was measured of a row: ns a unit (with all cores, the time by the units of all); shares of the limit that
 * binds, NaN where none is given. */
struct qs_bench_speed {
	double ns[QS_BENCH_WAYS], share[QS_BENCH_WAYS];
	const char *bound; /* "arithmetic", "bytes" or NULL */
};

extern const struct qs_bench_row qs_bench_rows[]; /* ends with a row without a name */

/* Fills a column of QS_BENCH_LANES with values from low to high in no order that a branch could learn. */
void qs_bench_spread(double *column, double low, double high);

/* Rows of app/bench_soils.c. */
void qs_bench_fill_icbm(struct qs_bench *bench);
void qs_bench_call_icbm(struct qs_bench *bench);
void qs_bench_fill_century(struct qs_bench *bench);
void qs_bench_call_century(struct qs_bench *bench);
void qs_bench_call_century_equilibrium(struct qs_bench *bench);
void qs_bench_fill_tier2(struct qs_bench *bench);
void qs_bench_call_tier2(struct qs_bench *bench);

/* Rows of app/bench_yasso.c. */
void qs_bench_fill_yasso(struct qs_bench *bench);
void qs_bench_call_yasso20(struct qs_bench *bench);
void qs_bench_call_yasso15_amplitude(struct qs_bench *bench);
/* Rows of app/bench_stands.c. The carbon that CBM's stands have given to the air lies in column QS_BENCH_CBM_AIR. */
enum { QS_BENCH_CBM_AIR = QS_CBM_DEAD_COUNT + 4 + QS_CBM_CO2 };
void qs_bench_fill_allometry(struct qs_bench *bench);
void qs_bench_call_allometry(struct qs_bench *bench);
void qs_bench_fill_cbm(struct qs_bench *bench);
void qs_bench_call_cbm_softwood(struct qs_bench *bench);
void qs_bench_call_cbm_hardwood(struct qs_bench *bench);
void qs_bench_call_cbm_disturb(struct qs_bench *bench);

/* Rows of app/bench_threepg.c: one cohort with 3-PGpjs; two with 3-PGmix and correction of bias; a call is a year. */
int qs_bench_forest_open(struct qs_bench *bench, struct qs_arena *arena);
void qs_bench_fill_pjs(struct qs_bench *bench);
void qs_bench_fill_mix(struct qs_bench *bench);
void qs_bench_call_forest(struct qs_bench *bench);

/* Takes the columns; returns 0, or -1 without memory. */
int qs_bench_open(struct qs_bench *bench, const struct qs_kernels *kernels, struct qs_arena *arena);

/* Speeds of each row, by the columns of each core: medians of samples of about a millisecond, after one that warms up.
 * The rows take turns, so that a burst of other work on the machine touches few samples of each. speed holds
 * QS_BENCH_ROWS. */
void qs_bench_run(struct qs_bench *benches, int cores, struct qs_bench_speed *speed);

/* Bytes a nanosecond, read and written, of copies from memory to memory by a number of threads: the best of some
 * copies of 64 MB. NaN without memory. */
double qs_bench_memory(int threads);

/* ns a lane-year and arm on one core, medians: [0] cover, water and erosion, [1] services, of a site's first unit
 * (app/bench_land.c). */
qs_status qs_bench_land(const struct qs_context *context, const struct qs_portfolio *portfolio, struct qs_packs *packs,
			const struct qs_site *site, struct qs_arena *arena, double ns[2], struct qs_err *err);

/* The median of n values, which it sorts. */
double qs_bench_median(double *values, size_t n);

#endif
