/* Quantities of ecosystem services of a year as gross ecosystem product counts them, and the worth of a change of
 * carbon stock. A lane is a parcel, a site or a member.
 *
 * Every factor is a parameter: the published ones differ between guides. 1 mm of water on 1 ha is 10 m3 and 10,000 kg.
 * Sources: the account of Garze prefecture for 2010 (Ouyang and others), whose equations national guides of gross
 * ecosystem product follow (their own texts were not read); InVEST's carbon model (worth of a change of stock).
 */
#ifndef QS_KERNELS_SERVICES_H
#define QS_KERNELS_SERVICES_H

#include <stddef.h>

/* Soil that is kept: the share that would silt up, t/m3 of the silt, nitrogen and phosphorus as fractions of mass. */
struct qs_services_soil {
	double siltation_frac, bulk_density, nitrogen_frac, phosphorus_frac;
};

/* Of retained soil (t): sediment not deposited (m3) = retained siltation/density, nitrogen and phosphorus kept (t). */
typedef void qs_k_services_soil_fn(size_t n, const struct qs_services_soil *soil, const double *restrict retained,
				   double *restrict sediment, double *restrict nitrogen, double *restrict phosphorus);

/* Water conserved (m3) = 10 (rain - runoff - evapotranspiration) area; mm and ha; may be negative. */
typedef void qs_k_services_water_fn(size_t n, const double *restrict precip, const double *restrict runoff,
				    const double *restrict et, const double *restrict area, double *restrict volume);

/* Heat taken up by evaporation (kWh) = 10,000 et area latent/3.6; mm, ha, latent heat in MJ/kg (2.45). */
typedef void qs_k_services_heat_fn(size_t n, double latent, const double *restrict et, const double *restrict area,
				   double *restrict heat);

/* A quantity times one factor: electricity = heat/cop, CO2 (t) = NPP (t dry matter) x NEP/NPP x 44/12 x 72/162, oxygen
 * (t) = 32/44 CO2, or a quantity's worth at a price. */
typedef void qs_k_services_times_fn(size_t n, double factor, const double *restrict quantity, double *restrict product);

/* The worth of 1 t more in stock at the end of `years` >= 1, built up evenly, each year's part counted at its start:
 * price/years sum for t = 0 .. years - 1 of ((1 + discount)(1 + fall))^-t, rates as fractions > -1. `fall` > 0 lowers
 * the worth of later years (InVEST's annual change of price). */
double qs_services_carbon_worth(double price, size_t years, double discount, double fall);

/* Change of stock (t C/ha), its worth per ha, and that of the area (ha). */
typedef void qs_k_services_carbon_fn(size_t n, double worth, const double *restrict base,
				     const double *restrict alternate, const double *restrict area,
				     double *restrict change, double *restrict per_ha, double *restrict total);

#endif
