#include "model/land/fill.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "model/base/draws.h"
#include "model/base/units.h"
#include "model/land/costs.h"
#include "model/land/erosion.h"
#include "model/land/soil.h"
#include "model/land/water.h"

#include <math.h>
#include <string.h>

void qs_block_sample(const struct qs_block *b, const struct qs_segment *s, const struct qs_figure *figure,
		     uint64_t field, double *out)
{
	uint64_t id = 0; /* of a draw: there is none without a spread */

	if (figure->spread && figure->spread->scope == QS_SCOPE_REGION)
		id = qs_scope_id("region", s->region->id, NULL);
	else if (figure->spread && figure->spread->scope == QS_SCOPE_SITE)
		id = qs_scope_id("site", s->site->id, NULL);
	else if (figure->spread && figure->spread->scope == QS_SCOPE_UNIT)
		id = qs_scope_id("unit", s->site->id, s->unit->id);
	else if (figure->spread)
		id = qs_scope_id("global", NULL, NULL);
	qs_draw_figure(b->context, s->n, b->seed, figure, figure->spread ? qs_scope_join(id, field) : 0, s->member0,
		       out + s->lane0);
}

static void sample(const struct qs_block *b, const struct qs_segment *s, const struct qs_figure *figure,
		   const char *field, double *out)
{
	qs_block_sample(b, s, figure, figure->spread ? qs_scope_id(field, NULL, NULL) : 0, out);
}

static void set(const struct qs_segment *s, double *out, double value)
{
	for (size_t i = 0; i < s->n; i++)
		out[s->lane0 + i] = value;
}

const struct qs_segment *qs_block_alike(const struct qs_block *b, size_t s)
{
	const struct qs_segment *const here = &b->segments[s], *const last = s ? here - 1 : NULL;

	return last && last->member0 == here->member0 && last->n == here->n ? last : NULL;
}

static void copy(const struct qs_segment *from, const struct qs_segment *to, double *column)
{
	for (size_t i = 0; i < to->n; i++)
		column[to->lane0 + i] = column[from->lane0 + i];
}

/* How much of the way to its end a quantity with time constant tau goes in a year. */
static void approach(const struct qs_segment *s, double *column)
{
	for (size_t i = s->lane0; i < s->lane0 + s->n; i++)
		column[i] = -qs_k_expm1(-1 / column[i]);
}

void qs_block_sample_all(const struct qs_block *b, const struct qs_figure *figure, uint64_t field, double *out)
{
	const enum qs_scope scope = figure->spread ? figure->spread->scope : QS_SCOPE_GLOBAL;

	for (size_t k = 0; k < b->segment_count; k++) {
		const struct qs_segment *const s = &b->segments[k], *const last = qs_block_alike(b, k);
		const int shared = last && (scope == QS_SCOPE_GLOBAL || scope == QS_SCOPE_PARAMETER ||
					    (scope == QS_SCOPE_REGION && last->region == s->region));

		if (shared)
			copy(last, s, out);
		else
			qs_block_sample(b, s, figure, field, out);
	}
}

/* ---- weather ---- */

enum { REMEMBERED = 16 };

/* Lanes of one region and member have the same weather, and one slot of what draws it. Most blocks have lanes of a few
 * regions: so many segments are remembered; a slot too many costs time alone. */
static void fill_slots(struct qs_block *b)
{
	const uint32_t *const numbers = b->context->probes ? NULL : b->context->members;
	const struct qs_segment *known[REMEMBERED];
	size_t count = 0;

	for (size_t g = 0; g < b->segment_count; g++) {
		const struct qs_segment *const s = &b->segments[g];
		const struct qs_region *const r = s->region;
		size_t k = 0;

		while (k < count && !(known[k]->region == r && known[k]->member0 == s->member0 && known[k]->n == s->n))
			k++;
		if (k < count) {
			for (size_t i = 0; i < s->n; i++)
				b->slot[s->lane0 + i] = b->slot[known[k]->lane0 + i];
			continue;
		}
		if (count < REMEMBERED)
			known[count++] = s;

		const double cv = r->rain_sd_frac.value, variance = qs_k_log1p(cv * cv);
		const uint64_t weather_id = qs_scope_id("weather", NULL, NULL),
			       region_id = qs_scope_id("region", r->id, NULL);

		for (size_t i = 0; i < s->n; i++) {
			const size_t at = b->slots++;

			b->slot[s->lane0 + i] = (uint32_t)at;
			b->slot_member[at] = numbers ? numbers[s->member0 + i] : s->member0 + (uint32_t)i;
			b->weather_id[at] = weather_id;
			b->region_id[at] = region_id;
			b->common[at] = sqrt(r->rain_correlation.value);
			b->own[at] = sqrt(1 - r->rain_correlation.value);
			b->temperature_sd[at] = r->temperature_sd_c.value;
			b->rain_sd_log[at] = sqrt(variance);
			b->rain_mean_log[at] = -variance / 2;
		}
	}
}

static void fill_climate(struct qs_block *b, const struct qs_segment *s, const struct qs_sun_hours *sun)
{
	struct qs_unit_climate climate;

	qs_unit_evaporation(b->recipe->station, b->recipe->land, s->site, s->unit, sun, &climate);
	qs_forest_fill(b, s, &climate);
	set(s, b->normal_c, climate.temperature_c);
	set(s, b->normal_rain, climate.rain_mm);
	for (size_t m = 0; m < 12; m++)
		set(s, b->et_slope + m * b->n, climate.et_slope_mm_c[m]);
	sample(b, s, &s->region->trend_c_per_decade, "region trend_c_per_decade", b->trend_c);
	sample(b, s, &s->region->rain_trend_frac_per_decade, "region rain_trend_frac_per_decade", b->trend_rain);
	for (size_t i = s->lane0; i < s->lane0 + s->n; i++) {
		b->trend_c[i] /= 10;
		b->trend_rain[i] /= 10;
	}
}

/* ---- draws ---- */

static void fill_addresses(struct qs_block *b)
{
	for (size_t g = 0; g < b->segment_count; g++) {
		const struct qs_segment *const s = &b->segments[g];
		const uint64_t site = qs_scope_id("site", s->site->id, NULL);

		for (size_t i = 0; i < s->n; i++) {
			b->site_id[s->lane0 + i] = site;
			b->number[s->lane0 + i] = s->member0 + (uint32_t)i;
		}
	}
}

/* Multipliers that all sites share. */
static void draw_shared(struct qs_block *b, enum qs_stream stream, uint64_t id, double cv, double *out)
{
	for (size_t k = 0; k < b->segment_count; k++) {
		const struct qs_segment *const s = &b->segments[k], *const last = qs_block_alike(b, k);

		if (last)
			copy(last, s, out);
		else
			qs_draw_multiplier(b->context, s->n, b->seed, stream, id, s->member0, 0, cv, out + s->lane0);
	}
}

/* Quality of a sunny slope: full loss at 25 degrees facing south, none on the flat and on shady slopes. */
static double sun_factor(const struct qs_land_pack *land, const struct qs_unit *unit)
{
	const double steep = unit->slope_deg.value < 25 ? unit->slope_deg.value / 25 : 1;
	const double south = -qs_k_cos(unit->aspect_deg.value * (3.14159265358979323846 / 180));

	return 1 - land->sunny_loss_frac.value * steep * (south > 0 ? south : 0);
}

static void fill_draws(struct qs_block *b)
{
	const struct qs_context *const context = b->context;
	const struct qs_land_pack *const land = b->recipe->land;
	uint64_t unit_id[QS_LANES];

	for (size_t g = 0; g < b->segment_count; g++) {
		const struct qs_segment *const s = &b->segments[g];
		const uint64_t id = qs_scope_id("unit", s->site->id, s->unit->id);

		for (size_t i = 0; i < s->n; i++)
			unit_id[s->lane0 + i] = id;
	}
	qs_draw_multiplier_of(context, b->n, b->seed, QS_STREAM_quality, b->site_id, b->number,
			      b->recipe->substrate->quality_cv_frac.value, b->quality_draw);
	qs_draw_normal_of(context, b->n, b->seed, QS_STREAM_survival, unit_id, b->number, b->survival_z);
	draw_shared(b, QS_STREAM_soil, qs_scope_id("soil", "rothc", NULL), land->soil_rate_cv_frac.value, b->soil_rate);
	draw_shared(b, QS_STREAM_works, qs_scope_id("works", NULL, NULL), land->works_cv_frac.value, b->works_factor);
	draw_shared(b, QS_STREAM_litter, qs_scope_id("litter", NULL, NULL), land->litter_cv_frac.value, b->work[0]);
	for (size_t k = 0; k < b->segment_count; k++) {
		const struct qs_segment *const s = &b->segments[k], *const last = qs_block_alike(b, k);
		const double sun = sun_factor(land, s->unit);

		for (size_t i = s->lane0; i < s->lane0 + s->n; i++)
			b->quality_draw[i] *= sun;
		if (last) {
			copy(last, s, b->floor_lost);
			copy(last, s, b->wood_lost);
			continue;
		}
		for (size_t i = s->lane0; i < s->lane0 + s->n; i++) {
			b->floor_lost[i] = -qs_k_expm1(-land->floor_rate.value * b->work[0][i]);
			b->wood_lost[i] = -qs_k_expm1(-land->dead_wood_rate.value * b->work[0][i]);
		}
	}
	for (size_t k = 0; k < b->recipe->species_count; k++)
		draw_shared(b, QS_STREAM_growth, qs_scope_id("species", b->recipe->species[k]->id, NULL),
			    b->recipe->species[k]->growth_cv_frac.value, b->growth_draw[k]);
}

/* ---- units ---- */

static void fill_area(struct qs_block *b, const struct qs_segment *s)
{
	const double area_ha = qs_unit_planimetric_ha(s->unit);

	set(s, b->own_per_plan, s->unit->area_ha.value / area_ha);
	for (int o = 0; o < QS_OUTPUT_COUNT; o++)
		set(s, b->scale[o], area_ha / qs_output_rows[o].quantum);
}

static void fill_unit(struct qs_block *b, const struct qs_segment *s)
{
	const struct qs_unit *u = s->unit;
	const double fine = 1 - u->soil.stones_frac.value;

	sample(b, s, &u->soil.depth_cm, "soil.depth_cm", b->fine_cm);
	sample(b, s, &u->soil.organic_c_g_kg, "soil.organic_c_g_kg", b->organic_c);
	sample(b, s, &u->cover_frac, "cover_frac", b->cover0);
	sample(b, s, &u->live_c_t_ha, "live_c_t_ha", b->live0);
	qs_soil_fill(b, s);
	qs_erosion_fill(b, s);
	set(s, b->crown0, u->cover_frac.value > 0 ? u->crown_density_frac.value / u->cover_frac.value : 0);
	set(s, b->woody0, u->cover_frac.value > 0 ? u->woody_cover_frac.value / u->cover_frac.value : 0);
	fill_area(b, s);
	for (size_t i = s->lane0; i < s->lane0 + s->n; i++) {
		/* g/kg x g/cm3 x cm of fine earth = 0.1 t/ha */
		const double mass = 0.1 * u->soil.fine_earth_density_g_cm3.value * (b->fine_cm[i] *= fine);

		b->geogenic[i] = u->soil.geogenic_c_g_kg.value * mass;
		b->organic_c[i] *= mass;
	}
	for (int a = 0; a < QS_ARMS; a++) {
		struct qs_arm_columns *arm = &b->arm[a];
		const int natural = b->recipe->arm[a].course_of == QS_SERIES_natural;
		const struct qs_course *course = natural ? &u->natural : &u->baseline;

		if (!qs_block_carries(b, a))
			continue;
		/* one draw for both ends: a site that closes badly does so with and without its pressures */
		sample(b, s, &course->cover_frac, "natural.cover_frac", arm->course_cover);
		for (size_t c = 0; c < b->recipe->arm[a].cohort_count; c++) {
			const struct qs_cohort *cohort = &b->recipe->arm[a].cohorts[c];

			if (cohort->sown)
				qs_block_sample(b, s, cohort->sown, cohort->sown_draw, arm->cohort[c].sown);
		}
		sample(b, s, &course->tau_years, natural ? "natural.tau_years" : "baseline.tau_years",
		       arm->course_approach);
		sample(b, s, &course->grazing_frac, natural ? "natural.grazing_frac" : "baseline.grazing_frac",
		       arm->grazing);
		approach(s, arm->course_approach);
		set(s, arm->open, 1 - u->sealed_frac.value);
	}
}

void qs_block_fill_costs(struct qs_block *b)
{
	fill_addresses(b);
	for (size_t s = 0; s < b->segment_count; s++)
		fill_area(b, &b->segments[s]);
	qs_costs_fill(b);
}

void qs_block_fill(struct qs_block *b)
{
	struct qs_sun_hours sun;

	qs_sun_hours(b->context->kernels, &sun);
	fill_addresses(b);
	fill_slots(b);
	for (size_t s = 0; s < b->segment_count; s++) {
		fill_climate(b, &b->segments[s], &sun);
		fill_unit(b, &b->segments[s]);
	}
	fill_draws(b);
	qs_costs_fill(b);
}
