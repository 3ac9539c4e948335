/* A reference case of RothC-26.3 or of its form for dry soils: one soil, a series of months, run through the kernels.
 *
 * Plain numbers in, plain numbers out: reading `given` and writing what `expect` asks for is the runner's side.
 */
#ifndef QS_VALIDATION_ROTHC_CASE_H
#define QS_VALIDATION_ROTHC_CASE_H

#include "kernels/rothc_dryland.h"
#include "model/base/arena.h"
#include "model/base/status.h"

#include <stddef.h>

struct qs_kernels;

/* What happens before the series. */
enum qs_rothc_spin {
	QS_ROTHC_SPIN_NONE,        /* the series starts from the initial pools */
	QS_ROTHC_SPIN_EQUILIBRIUM, /* months 1..12 give the exact equilibrium; the series is months 13.. */
	QS_ROTHC_SPIN_PUBLISHED, /* months 1..12 again and again until the December sum of the active pools moves by no
				    more than 1e-6 t C/ha; the series is months 13.. */
};

/* Active pools, t C/ha. */
struct qs_rothc_pools {
	double dpm, rpm, bio, hum;
};

struct qs_rothc_case {
	int dryland;
	double clay_pct, depth_cm;
	double iom_c; /* t C/ha */
	struct qs_rothc_pools initial;
	double swc_mm; /* initial deficit, <= 0 */
	enum qs_rothc_spin spin;
	size_t months;
	const double *temperature_c, *rain_mm, *pan_evaporation_mm;
	const double *plant_c, *manure_c; /* t C/ha, by month */
	const double *cover;              /* 0..1 */
	const double *dpm_rpm_ratio;
	/* dryland only */
	enum qs_rothc_water water;
	enum qs_rothc_bare bare;
	double silt_pct, bulk_density_g_cm3, organic_carbon_pct, least;
};

/* Results by month of the series, at its end: deficit (mm), pools, their sum with inert carbon, respired carbon (t
 * C/ha). */
struct qs_rothc_result {
	size_t n;
	double *swc_mm, *dpm, *rpm, *bio, *hum, *soc, *co2, *co2_cumulative;
	struct qs_rothc_pools equilibrium; /* after the spin-up, if there is one */
};

/* Runs a case; the result's columns lie in the arena. QS_EINPUT if a spin-up has fewer than 12 months or does not end,
 * or if van Genuchten's store lacks clay, silt, density or carbon; QS_ENOMEM. */
qs_status qs_rothc_case_run(const struct qs_kernels *kernels, const struct qs_rothc_case *given, struct qs_arena *arena,
			    struct qs_rothc_result *result, struct qs_err *err);

#endif
