/* Afforestation tools of the Clean Development Mechanism: trees and shrubs (AR-TOOL14 v4.2), dead wood and litter
 * (AR-TOOL12), soil organic carbon (AR-TOOL16).
 *
 * Plain functions, once a stratum. Biomass in t dry mass/ha of planimetric area, carbon in t C or t C/ha as named; what
 * makes CO2 equivalent of it is above this floor. Shares are in [0, 1], areas in ha. Inputs in their ranges give finite
 * results; nothing is checked here.
 */
#ifndef QS_KERNELS_AR_TOOLS_H
#define QS_KERNELS_AR_TOOLS_H

#include <stddef.h>

/* A term a D^b of an allometric equation: kg above ground of a tree whose stem measures D cm at breast height. */
struct qs_ar_term {
	double a, b;
};

/* Below-ground to above-ground biomass of b t/ha: exp(-1.085 + 0.9256 ln b) / b; NaN for b <= 0, where a ratio has no
 * meaning and roots weigh nothing. AR-TOOL14, equation for R_j. */
double qs_ar_root_shoot(double above);

/* Biomass above and below ground, t/ha: above (1 + ratio); 0 without any above ground, whatever the ratio. */
double qs_ar_with_roots(double above, double root_shoot);

/* Above ground, t/ha, of a sample plot of plot_ha whose n trees have these diameters: sum over trees and terms. */
double qs_ar_plot_biomass(size_t n, const double *dbh_cm, size_t terms, const struct qs_ar_term *term, double plot_ha);

/* Above ground, t/ha, of a stem volume (m3/ha) by wood density (t/m3) and expansion factor: V D BEF2. */
double qs_ar_volume_biomass(double volume, double density, double bef);

/* Above ground, t/ha, of trees by crown cover: that of a forest of the region x cover. */
double qs_ar_cover_biomass(double forest, double cover);

/* Above ground, t/ha, of shrubs: as trees by crown cover, times the shrubs' ratio to forest (0.10 by default); 0 where
 * the cover is below the least that counts (0.05). */
double qs_ar_shrub_biomass(double forest, double ratio, double cover, double least_cover);

/* Dead wood or litter as a share of the trees' carbon, in the unit of the trees (AR-TOOL12; temperate and boreal: dead
 * wood 0.08, litter 0.04); 0 where the material does not stay on the ground. */
double qs_ar_dead_share(double trees, double share, int stays);

/* Soil organic carbon of a stratum, 0-30 cm (AR-TOOL16). */
struct qs_ar_soil {
	double reference;                   /* t C/ha under native cover */
	double land_use, management, input; /* f_LU, f_MG, f_IN at the start */
	double disturbed;                   /* share of the area whose soil the preparation disturbs */
};

/* What holds for all strata: the tool has a limit of 0.10, a loss of 0.10, 20 years and 0.8 t C/ha/a. */
struct qs_ar_soil_rule {
	double limit,
		loss;      /* above this disturbed share, this share of the carbon is lost in the year of preparation */
	double years, cap; /* length of the way back to the reference; most that is gained in a year */
};

struct qs_ar_soil_change {
	double initial, lost; /* t C/ha */
	double rate; /* t C/ha/a in each of the years after preparation; negative where the start is above the reference
		      */
};

/* SOC_ini = SOC_REF f_LU f_MG f_IN; the loss; rate = min((SOC_REF - (SOC_ini - loss)) / years, cap). */
struct qs_ar_soil_change qs_ar_soil(const struct qs_ar_soil *soil, const struct qs_ar_soil_rule *rule);

/* Change of a year, t C/ha, years_after the preparation: -lost at 0, rate at 1 ... years, else 0. */
double qs_ar_soil_year(const struct qs_ar_soil_change *change, const struct qs_ar_soil_rule *rule, double years_after);

#endif
