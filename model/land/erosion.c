#include "model/land/erosion.h"

#include "kernels/erosion.h"
#include "kernels/kernels.h"

static const double us_to_si = 0.1317;              /* t ha h/(ha MJ mm) of K in US units */
static const double gentle_deg = 5, steep_deg = 10; /* limits of Liu et al. 1994 */

static double erodibility(const struct qs_land_pack *land, double sand, double silt, double clay, double organic_c_g_kg,
			  double stones)
{
	const double us = qs_erosion_k_epic(100 * sand, 100 * silt, 100 * clay, organic_c_g_kg / 10);
	const double si =
		qs_erosion_k_si(us, land->erodibility_intercept.value, land->erodibility_slope.value, us_to_si);

	return (si > 0 ? si : 0) * qs_erosion_stones(land->stones_coefficient.value, 100 * stones);
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
	const double steepness = qs_erosion_s_held(QS_EROSION_S_LIU, slope, gentle_deg, steep_deg, &held);
	const double ls = qs_erosion_l_length(land->slope_length_m.value, m) * steepness *
			  b->recipe->substrate->erodible_frac.value;

	for (size_t i = s->lane0; i < s->lane0 + s->n; i++) {
		b->slope_factor[i] = ls;
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
	for (int kind = QS_PRACTICE_SLOPE; kind < QS_PRACTICES; kind++) {
		if (!best_practice(b, a, (enum qs_practice)kind, year, of_kind))
			continue;
		for (size_t i = 0; i < b->n; i++)
			p[i] *= of_kind[i];
	}
}

void qs_erosion_year(struct qs_block *b, int a, int year)
{
	const struct qs_kernels *k = b->context->kernels;
	struct qs_arm_columns *arm = &b->arm[a];
	double *const *const w = b->work;

	for (size_t i = 0; i < b->n; i++)
		w[0][i] = 100 * arm->cover[i];
	k->erosion_cover(b->n, b->recipe->land->least_cover_factor.value, 1, w[0], w[1]);
	for (size_t i = 0; i < b->n; i++)
		w[1][i] = arm->disturbed[i] + (1 - arm->disturbed[i]) * w[1][i];
	practice(b, a, year, w[2], w[3]);
	k->erosion_loss(b->n, b->erosivity, arm->erodibility, b->slope_factor, w[1], w[2], w[3], arm->soil_loss, w[4]);
}
