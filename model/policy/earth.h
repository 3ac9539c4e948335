/* Balance of earth, rock and plants of a site: what its works free, need and use, class by class.
 *
 *     cut      = moved + freed + left        moved: cut and laid within the works; left: lay there before
 *     usable   = (freed less what measures cart off as waste + left) x recovery, 0 where the class fails its contamination
 *                test (ratio above 1)
 *     drawn    = of usable, what the needs take: rock and plants their own; soil takes topsoil, then soil, then silt
 *     used     = moved + drawn    surplus = usable - drawn    rejected = cut - used - surplus    deficit = need - supplied
 *     carbon   = volume x density x organic carbon: of soil that is laid as the treatment states it, of what is moved that of the
 *                unit, else that of the class
 *     haul saved = (drawn x density) x (haul of what would be brought - own haul), likewise for material taken from the site
 *
 * m3 in place, of plants stems; density and carbon of a class in the packs `earth`, volumes of measures in their packs (`earth`,
 * `earth_flow`, `earth_per_unit`), what a site states under policy.materials. What fails the test and was to be moved is a need.
 * Not drawn: middle values. Source of the question: 京规自发〔2023〕60号, 4 (4).
 */
#ifndef QS_MODEL_POLICY_EARTH_H
#define QS_MODEL_POLICY_EARTH_H

#include "model/base/packs.h"
#include "model/portfolio.h"

struct qs_earth_row {
	double moved, freed, left, need;           /* m3; stems */
	double used, surplus, rejected, deficit;
	double carbon_cut_t, carbon_used_t, carbon_surplus_t, carbon_brought_t; /* t C; brought: in the deficit */
	double haul_saved_t_km;
	double contamination; /* largest content by its screening value; NaN: not tested, or nothing is cut */
	uint64_t tested, untested; /* sites where something is cut */
};

struct qs_earth_balance {
	struct qs_earth_row row[QS_EARTH_CLASSES];
	double haul_saved_cny, haul_saved_co2e_t;
};

/* The balance of a site's treatments. */
void qs_earth_site(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
		   struct qs_earth_balance *balance);

/* Adds a site's balance to a sum that began as zeroes. */
void qs_earth_add(struct qs_earth_balance *sum, const struct qs_earth_balance *site);

/* Earth and rock of a site that its works leave, m3: cut less used as the site states both, else by the balance; NaN: nothing is
 * known to be cut. No more can be sold. */
double qs_earth_left(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site);

/* What is cut of a class. */
double qs_earth_cut(const struct qs_earth_row *row);

#endif
