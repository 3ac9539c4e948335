/* RothC for dry soils (Farina et al. 2013, Geoderma 200, 18-30; the 2.0.0 model of Rothamsted): where the topsoil's
 * water store ends and how slow decay may become. Temperature, rates, lost shares and decay are those of
 * kernels/rothc.h.
 *
 * A soil's limits are made once (qs_rothc_pedotransfer, qs_rothc_dryland_limits); rothc_dryland_moisture steps its
 * water.
 */
#ifndef QS_KERNELS_ROTHC_DRYLAND_H
#define QS_KERNELS_ROTHC_DRYLAND_H

#include <stddef.h>

/* Which water store (opt_RMmoist): the published numbers are the values. */
enum qs_rothc_water {
	QS_ROTHC_WATER_STANDARD = 1,    /* from clay */
	QS_ROTHC_WATER_TO_1000_BAR = 2, /* van Genuchten; a soil may dry to -1000 bar */
	QS_ROTHC_WATER_TO_15_BAR = 3,   /* van Genuchten; a soil dries to -15 bar */
};

/* How far a bare soil dries by itself (opt_SMDbare). */
enum qs_rothc_bare {
	QS_ROTHC_BARE_STANDARD = 1,
	QS_ROTHC_BARE_15_BAR = 2,
};

/* Deficits below field capacity (mm, negative) at suctions of 1, 15 and 1000 bar. */
struct qs_rothc_deficits {
	double bar_1, bar_15, bar_1000;
};

/* A soil's limits (mm, negative) and its least rate factor. max <= dry <= one; max <= bare. */
struct qs_rothc_limits {
	double max;   /* deepest deficit under plants */
	double bare;  /* deepest deficit that a bare soil reaches by itself */
	double one;   /* at -1 bar: above it b is 1 */
	double dry;   /* at -15 bar: b falls in a line to `least` here */
	double least; /* least rate factor: 0.2 as in the standard model; 0.15 and 0.1 were tested */
};

/* Deficits of a topsoil by the pedotransfer functions of Wösten et al. 1999, Geoderma 90, 169-185, with field capacity
 * at 50 cm: clay and silt in % (> 0), bulk density in g/cm3, organic carbon in % (> 0; organic matter is 1.72 times
 * it), depth in cm. The constant of silt in the saturated water content is 0.01113, as in the model's code (its manual
 * misprints it). */
struct qs_rothc_deficits qs_rothc_pedotransfer(double clay_pct, double silt_pct, double bulk_density_g_cm3,
					       double organic_carbon_pct, double depth_cm);

/* Limits by the options. smd_max (qs_rothc_smd_max) is used by the standard store, d by the other two. `least` holds
 * for all three, as in the published program; the standard model has 0.2. */
struct qs_rothc_limits qs_rothc_dryland_limits(enum qs_rothc_water water, enum qs_rothc_bare bare, double least,
					       double smd_max, struct qs_rothc_deficits d);

/* Water of a month, by limits in columns: steps the deficit `swc` (mm, in and out) and gives rate factor b of the
 * deficit after it: 1 above smd_one, linear to `least` at smd_dry, `least` below. cover and balance_mm as in
 * kernels/rothc.h. With the limits of the standard store and 0.2 it has the bits of rothc_moisture. */
typedef void qs_k_rothc_dryland_moisture_fn(size_t n, const double *smd_max, const double *smd_bare,
					    const double *smd_one, const double *smd_dry, const double *least,
					    const double *cover, const double *balance_mm, double *swc, double *b);

#endif
