/* Ecosystem services of a site by year and member, in physical units and CNY: what the project does more than the
 * baseline, and what works do more than leaving the land alone.
 *
 * A service has one source s, an amount of the land model; its value is p x (s(project) - s(other arm)) with p a price
 * a member, negative for what falls as the service rises. Each difference keeps its sign: a service may be negative.
 *     water_conservation        recharge, m3 x annual cost of a m3 of reservoir (annuity of building it)
 *     flood_regulation          quick flow of storms avoided, m3 x the same; the water of water_conservation: never in one total
 *     soil_retention            sediment that does not reach waters, t x (dredging/density + N share x price + P share x price)
 *     air_purification          leaf area x velocity x concentration x seconds/leaf area of the canopy x (1 - resuspended), of
 *                               SO2, NO2 and PM10; PM2.5 is part of PM10
 *     climate_regulation        evapotranspiration on hot days without irrigation's water, m3 x heat/ratio x electricity; of money
 *                               only where somebody lives within 1 km
 *     carbon_sequestration      carbon grown here in the year, t CO2 x market price; never in one total with income of credits
 *     oxygen_release            32/44 of it x price; the same photosynthesis, never in one total with it
 *     biodiversity              area covered x value of its Shannon index, between the middles of classes; in no total
 *     water_conservation_other  the same recharge at the whole cost of its reservoir where the set prices the annuity, and the
 *                               other way round
 *     soil_fixation             soil loss avoided/density x earthwork       } GB/T 38582's names of the same soil, without the
 *     soil_fertility            soil loss avoided x (N, P by DAP, K by KCl, organic matter) } delivery: never with soil_retention
 *     nutrient_accumulation     dry matter that grows in the year (carbon/0.47) x (N, P, K by the same fertilisers)
 *     negative_ions             area under crowns x 5.256e15 x height x (ions - 600, at least 0)/minutes x price of an ion
 *     recreation                visits a year that the site states x share of it that is covered x worth of a visit; none in an
 *                               industry line
 *
 * A set of prices is a pack of the kind `services`; the portfolio names one (finance.services), whose `headline` is added up. The
 * headlines of the shipped sets (qs_price_sets) are made of the same quantities besides.
 */
#ifndef QS_MODEL_BENEFIT_SERVICES_H
#define QS_MODEL_BENEFIT_SERVICES_H

#include "model/base/context.h"
#include "model/base/packs.h"
#include "model/finance/lines.h"
#include "model/land/outputs.h"
#include "model/portfolio.h"

/* What the accounts read of each arm. X(output) */
#define QS_SERVICE_SOURCES(X)                                                                                       \
	X(soil_loss_t) X(sediment_t)                                                                                \
	X(recharge_m3) X(quickflow_m3) X(storm_flow_m3) X(hot_et_m3) X(leaf_ha) X(grown_co2e) X(shannon_ha) X(cover_ha) X(canopy_ha) \
		X(growth_c) X(native_ha)

enum qs_service_source {
#define X(output) QS_SOURCE_##output,
	QS_SERVICE_SOURCES(X)
#undef X
	QS_SERVICE_SOURCE_COUNT
};

/* X(id = its line of money, conflicts, SEEA EA name, code, GEP name, GB/T 38582 name): ids of other services or lines that hold the
 * same thing, apart by spaces */
#define QS_SERVICES(X)                                                                                                \
	X(water_conservation, "flood_regulation water_conservation_other",                                            \
	  "Water flow regulation: baseline flow maintenance", "2.11", "水源涵养", "涵养水源")                         \
	X(flood_regulation, "water_conservation water_conservation_other",                                            \
	  "Water flow regulation: peak flow mitigation", "2.12", "洪水调蓄", "")                                      \
	X(soil_retention, "soil_fixation soil_fertility", "Soil and sediment retention: soil erosion control", "2.6", \
	  "土壤保持", "")                                                                                             \
	X(air_purification, "", "Air filtration services", "2.4", "空气净化", "净化大气环境")                         \
	X(climate_regulation, "", "Local (micro and meso) climate regulation services", "2.3", "气候调节", "")        \
	X(carbon_sequestration, "oxygen_release carbon_income", "Global climate regulation services", "2.1", "固碳",  \
	  "固碳")                                                                                                     \
	X(oxygen_release, "carbon_sequestration", "", "", "释氧", "释氧")                                             \
	X(biodiversity, "", "Nursery population and habitat maintenance services", "2.20", "", "生物多样性保护")      \
	X(water_conservation_other, "water_conservation flood_regulation", "", "", "", "")                            \
	X(soil_fixation, "soil_retention", "Soil and sediment retention: soil erosion control", "2.6", "",            \
	  "保育土壤（固土）")                                                                                         \
	X(soil_fertility, "soil_retention", "Soil quality regulation services", "2.5", "", "保育土壤（保肥）")        \
	X(nutrient_accumulation, "", "", "", "", "林木积累营养物质")                                                  \
	X(negative_ions, "", "", "", "", "提供负离子")                                                                \
	X(recreation, "", "Recreation-related services", "3.1", "旅游康养", "森林游憩")

enum qs_service {
#define X(id, conflicts, seea, code, gep, gbt) QS_SERVICE_##id,
	QS_SERVICES(X)
#undef X
	QS_SERVICE_COUNT
};

struct qs_service_row {
	const char *id;
	enum qs_line line, natural_line; /* CNY: against the baseline, against natural recovery */
	const char *conflicts, *seea, *seea_code, *gep, *gbt; /* "" where a frame does not have it */
};

extern const struct qs_service_row qs_service_rows[QS_SERVICE_COUNT];

/* The service of an id, or -1. */
int qs_service_find(const char *id);

/* Nonzero if two services, or a service and an account line, hold the same thing and must not stand in one total. */
int qs_service_conflict(const char *a, const char *b);

/* Why: "zh\x1fen"; NULL without a conflict. */
const char *qs_service_reason(const char *a, const char *b);

/* The shipped sets of prices under which the headline is told besides the chosen one; sums and scalars benefit_<id>. */
enum { QS_PRICE_SETS = 4 };
extern const char *const qs_price_sets[QS_PRICE_SETS];

/* The set of prices that the portfolio names, or NULL. */
const struct qs_services_pack *qs_services_chosen(const struct qs_packs *packs, const struct qs_portfolio *portfolio);

/* CNY a m3 and year of a reservoir: price x r/(1 - (1 + r)^-n), price/n at r = 0. */
double qs_service_reservoir_annuity(double price, double rate, double years);

/* Value a ha and year of a Shannon index: class values at the middles of classes 1 wide, linear between them, constant outside. */
double qs_service_diversity_value(const struct qs_series *classes, double index);

/* A set of prices made ready once for all sites: which services its headline adds up, and prices drawn by member. */
enum { QS_SERVICE_PARTS = 22 }; /* prices times amounts that services are sums of */
struct qs_service_set {
	const struct qs_services_pack *values; /* NULL: the set is not there */
	int counts[QS_SERVICE_COUNT];
	double annuity;                  /* of a reservoir that costs 1 */
	double factor[QS_SERVICE_PARTS]; /* from the prices' year to the portfolio's */
	double of_diversity;             /* the same for the classes of diversity */
	size_t members;                  /* x copies */
	double *drawn;                   /* [QS_SERVICE_PARTS][members] */
};

/* The chosen set, and those of qs_price_sets. */
struct qs_service_plan {
	struct qs_service_set chosen, sets[QS_PRICE_SETS];
};

/* Makes the sets of a portfolio ready, with memory of the arena; 0, or -1 without memory. The packs must hold the chosen set.
 * Prices are drawn for so many members, whose columns are repeated so many times. */
int qs_service_plan(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		    size_t members, size_t copies, struct qs_arena *arena, struct qs_service_plan *plan);

struct qs_service_input {
	const struct qs_service_plan *plan;
	const struct qs_site *site;
	size_t years, members;
	size_t first; /* member */
	double area_ha;                                               /* planimetric */
	const double *land[QS_SERVICE_SOURCE_COUNT][QS_ARMS]; /* [years][members] of the whole site */
};

/* Fills the service lines, lines [QS_LINE_COUNT][years][members], which are zero, and the headline's yearly means: benefit
 * against the baseline, added against natural recovery, sets[k] against the baseline under qs_price_sets[k]. price:
 * QS_SERVICE_COUNT columns of members. */
void qs_services_fill(const struct qs_service_input *input, double *lines, double *benefit, double *added,
		      double *const sets[QS_PRICE_SETS], double *price);

#endif
