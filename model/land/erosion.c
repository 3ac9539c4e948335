#include "model/land/erosion.h"

#include "kernels/delivery.h"
#include "kernels/erosion.h"
#include "kernels/kernels.h"

#include <math.h>
#include <string.h>

static const double us_to_si = 0.1317; /* t ha h/(ha MJ mm) of K in US units */
enum { M2_PER_HA = 10000 };
static const double log10_e = 0.43429448190325182765;
static const double gentle_deg = 5, steep_deg = 10; /* limits of Liu et al. 1994 */

static double erodibility(const struct qs_land_pack *land, double sand, double silt, double clay, double organic_c_g_kg,
			  double stones)
{
	const double us = qs_erosion_k_epic(100 * sand, 100 * silt, 100 * clay, organic_c_g_kg / 10);
	const double si =
		qs_erosion_k_si(us, land->erodibility_intercept.value, land->erodibility_slope.value, us_to_si);

	return (si > 0 ? si : 0) * qs_erosion_stones(land->stones_coefficient.value, 100 * stones);
}

/* L of a unit: of the slope length of the pack, or of a square of its parcels' area below what drains over it. */
static double length_factor(const struct qs_segment *s, const struct qs_land_pack *land, double m)
{
	const struct qs_unit *unit = s->unit;
	const double side = sqrt(qs_unit_planimetric_ha(unit) * M2_PER_HA / (double)unit->parcels);
	const double crossing = unit->aspect_deg.given ? qs_erosion_crossing(unit->aspect_deg.value) : 1;

	if (s->site->models.slope_length != QS_SLOPE_LENGTH_CELL)
		return qs_erosion_l_length(land->slope_length_m.value, m);
	return qs_erosion_l_cell(unit->contributing_area_ha.value * M2_PER_HA, side, crossing, m);
}

/* Index of connectivity of a unit whose C is 1; the way to the stream has Cai's C of its cover. */
static double connectivity_of(const struct qs_block *b, const struct qs_unit *unit, struct qs_erosion_slope slope)
{
	const struct qs_delivery_limits limits = {0.001, 0.005, 1};
	const struct qs_erosion_slope way = qs_erosion_slope_of_deg(unit->stream_slope_deg.value);
	const double area = (unit->contributing_area_ha.value + qs_unit_planimetric_ha(unit)) * M2_PER_HA;
	const double bare = 1, steep = slope.sin / slope.cos, way_steep = way.sin / way.cos;
	const double cover_pct = 100 * unit->stream_cover_frac.value, length = unit->stream_distance_m.value;
	double c;

	b->context->kernels->erosion_cover(1, limits.c_min, 1, &cover_pct, &c);
	return qs_delivery_connectivity(qs_delivery_up(limits, 1, &bare, &steep, area),
					qs_delivery_down(limits, 1, &length, &c, &way_steep));
}

void qs_erosion_fill(struct qs_block *b, const struct qs_segment *s)
{
	const struct qs_land_pack *land = b->recipe->land;
	const struct qs_soil *soil = &s->unit->soil;
	const struct qs_erosion_slope slope = qs_erosion_slope_of_deg(s->unit->slope_deg.value);
	const double k = erodibility(land, soil->sand_frac.value, soil->silt_frac.value, soil->clay_frac.value,
				     soil->organic_c_g_kg.value, soil->stones_frac.value);
	const double m = qs_erosion_length_exponent(QS_EROSION_M_BETA, slope);
	int held;
	const int mccool = s->site->models.slope_factor == QS_SLOPE_FACTOR_MCCOOL;
	const double steepness =
		qs_erosion_s_held(mccool ? QS_EROSION_S_MCCOOL : QS_EROSION_S_LIU, slope, gentle_deg, steep_deg, &held);
	const double ls = length_factor(s, land, m) * steepness * b->recipe->substrate->erodible_frac.value;
	const double index = b->recipe->delivery == QS_DELIVERY_CONNECTIVITY ? connectivity_of(b, s->unit, slope) : 0;

	for (size_t i = s->lane0; i < s->lane0 + s->n; i++) {
		b->slope_factor[i] = ls;
		b->connectivity[i] = index;
		for (int a = 0; a < QS_ARMS; a++) /* arms that share columns have one value */
			b->arm[a].erodibility[i] = k;
	}
}

void qs_erosion_soil_laid(struct qs_block *b, int a, const struct qs_measure *m, double weight)
{
	const struct qs_land_pack *land = b->recipe->land;
	const double sand = land->laid_sand_frac.value, clay = land->laid_clay_frac.value;
	const double k = erodibility(land, sand, 1 - sand - clay, clay, m->organic_c_g_kg.value, m->stones_frac.value);

	for (size_t i = 0; i < b->n; i++)
		b->arm[a].erodibility[i] += (k - b->arm[a].erodibility[i]) * (weight < 1 ? weight : 1);
}

void qs_erosion_weather(struct qs_block *b)
{
	const struct qs_land_pack *land = b->recipe->land;
	double fournier = 0; /* of 1 mm a year: sum of squares of the months' shares */

	for (int month = 0; month < 12; month++)
		fournier += b->recipe->year.rain_share[month] * b->recipe->year.rain_share[month];
	for (size_t i = 0; i < b->n; i++) {
		b->work[0][i] = b->rain_mm[i] * fournier;
		b->work[1][i] = land->erosivity_exponent.value;
	}
	b->context->kernels->pow_n(b->n, b->work[0], b->work[1], b->erosivity);
	for (size_t i = 0; i < b->n; i++)
		b->erosivity[i] *= land->erosivity_coefficient.value;
}

/* The kind's best measure in force, into p; 0 if there is none and p is left alone. */
static int best_practice(const struct qs_block *b, int a, enum qs_practice kind, int year, double *p)
{
	const struct qs_arm_recipe *recipe = &b->recipe->arm[a];
	int any = 0;

	for (size_t e = 0; e < recipe->event_count; e++) {
		const struct qs_event *event = &recipe->events[e];
		const double ground = event->pack->practice == (int)kind ? qs_event_practice(event, year) : 0;
		const double *const amount = b->arm[a].event_amount[e], *const factor = b->arm[a].event_practice[e];
		const double all = event->pack->practice_amount.value;

		if (ground <= 0)
			continue;
		for (size_t i = 0; i < b->n; i++) {
			const double covered = all > 0 && amount[i] < all ? amount[i] / all : 1;
			const double left = 1 - ground * covered * (1 - factor[i]);

			p[i] = any && p[i] < left ? p[i] : left;
		}
		any = 1;
	}
	return any;
}

/* P of the arm's lanes in a year. */
static void practice(const struct qs_block *b, int a, int year, double *p, double *of_kind)
{
	for (size_t i = 0; i < b->n; i++)
		p[i] = 1;
	/* plots under trees have their benches in their ratio */
	const int first = b->recipe->cover_factor == QS_COVER_FACTOR_PLOTS ? QS_PRACTICE_SLOPE + 1 : QS_PRACTICE_SLOPE;

	for (int kind = first; kind < QS_PRACTICES; kind++) {
		if (!best_practice(b, a, (enum qs_practice)kind, year, of_kind))
			continue;
		for (size_t i = 0; i < b->n; i++)
			p[i] *= of_kind[i];
	}
}

/* C of the arm's cover. */
static void cover_factor(const struct qs_block *b, int a, double *pct, double *c)
{
	const struct qs_land_pack *land = b->recipe->land;
	const struct qs_series *const rows[] = {&land->erosion.cover_factor_tree, &land->erosion.cover_factor_shrub,
						&land->erosion.cover_factor_herb};
	const double ratio[] = {land->erosion.plot_tree_frac.value, land->erosion.plot_shrub_frac.value,
				land->erosion.plot_herb_frac.value};
	double *const *const group = b->arm[a].group_cover;
	const struct qs_kernels *k = b->context->kernels;
	const double least = land->least_cover_factor.value;
	struct qs_erosion_table table;

	switch (b->recipe->cover_factor) {
	case QS_COVER_FACTOR_CLASSES:
		for (int g = 0; g < QS_EROSION_GROUPS; g++)
			memcpy(table.c[g], rows[g]->items, sizeof table.c[g]);
		k->erosion_cover_table(b->n, &table, b->arm[a].cover, group[QS_COVER_TREE], group[QS_COVER_SHRUB],
				       group[QS_COVER_HERB], c);
		return;
	case QS_COVER_FACTOR_PLOTS:
		k->erosion_cover_plots(b->n, ratio, land->erosion.plot_cover_frac.value, least, group[QS_COVER_TREE],
				       group[QS_COVER_SHRUB], group[QS_COVER_HERB], c);
		return;
	case QS_COVER_FACTOR_CAI:
	default:
		for (size_t i = 0; i < b->n; i++)
			pct[i] = 100 * b->arm[a].cover[i];
		k->erosion_cover(b->n, least, 1, pct, c);
	}
}

/* What of the soil lost reaches waters: the lumped share, or by the connectivity that the year's C leaves. */
static void deliver(struct qs_block *b, int a, double *c, double *log, double *ratio)
{
	const struct qs_land_pack *land = b->recipe->land;
	struct qs_arm_columns *arm = &b->arm[a];

	if (b->recipe->delivery != QS_DELIVERY_CONNECTIVITY) {
		for (size_t i = 0; i < b->n; i++)
			arm->sediment[i] = land->erosion.delivery_frac.value * arm->soil_loss[i];
		return;
	}
	for (size_t i = 0; i < b->n; i++)
		c[i] = c[i] > 0.001 ? c[i] : 0.001;
	b->context->kernels->log_n(b->n, c, log);
	for (size_t i = 0; i < b->n; i++)
		log[i] = log[i] * log10_e + b->connectivity[i];
	b->context->kernels->delivery_ratio(b->n, land->erosion.delivery_ic0.value, land->erosion.delivery_k.value,
					    land->erosion.delivery_most_frac.value, log, ratio);
	for (size_t i = 0; i < b->n; i++)
		arm->sediment[i] = ratio[i] * arm->soil_loss[i];
}

void qs_erosion_year(struct qs_block *b, int a, int year)
{
	const struct qs_kernels *k = b->context->kernels;
	struct qs_arm_columns *arm = &b->arm[a];
	double *const *const w = b->work;

	cover_factor(b, a, w[0], w[1]);
	for (size_t i = 0; i < b->n; i++)
		w[1][i] = arm->disturbed[i] + (1 - arm->disturbed[i]) * w[1][i];
	practice(b, a, year, w[2], w[3]);
	k->erosion_loss(b->n, b->erosivity, arm->erodibility, b->slope_factor, w[1], w[2], w[3], arm->soil_loss, w[4]);
	deliver(b, a, w[1], w[2], w[3]);
}
