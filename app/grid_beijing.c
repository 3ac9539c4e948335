/* The distributions of the Beijing grid. Areas of the districts are recalled (unverified); all else is assumed for
 * trying out large runs: heights and shares of hills from the general map, rain from the rule that valleys behind the
 * front have 440-480 mm and the windward side 600-650, kinds of land and soils from the ten sites of the Beijing
 * portfolio. */
#include "app/grid.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"

#include <math.h>

enum { PLAIN, FRONT, BEHIND };

static const struct {
	const char *name;
	double km2;      /* unverified */
	double lon, lat; /* middle, degrees; the rest: assumptions */
	double half_lon, half_lat;
	double hills_frac, plain_m, low_m, high_m; /* heights of plain, and of hills from foot to top */
	int region;
	double rain_mm;
} districts[] = {{"东城", 41.8, 116.42, 39.92, 0.04, 0.05, 0, 45, 45, 60, PLAIN, 580},
		 {"西城", 50.7, 116.36, 39.91, 0.04, 0.05, 0, 48, 48, 60, PLAIN, 580},
		 {"朝阳", 470.8, 116.49, 39.95, 0.14, 0.14, 0, 36, 36, 50, PLAIN, 585},
		 {"丰台", 305.8, 116.25, 39.84, 0.16, 0.07, 0.06, 50, 80, 280, PLAIN, 575},
		 {"石景山", 84.3, 116.18, 39.93, 0.06, 0.05, 0.25, 75, 100, 450, FRONT, 585},
		 {"海淀", 430.7, 116.24, 40.03, 0.14, 0.12, 0.18, 50, 90, 900, FRONT, 600},
		 {"门头沟", 1450.7, 115.80, 39.98, 0.32, 0.14, 0.98, 110, 180, 1600, BEHIND, 480},
		 {"房山", 1989.5, 115.83, 39.71, 0.32, 0.17, 0.62, 45, 90, 1500, FRONT, 590},
		 {"通州", 906.0, 116.72, 39.82, 0.16, 0.16, 0, 20, 20, 30, PLAIN, 570},
		 {"顺义", 1019.9, 116.72, 40.13, 0.18, 0.14, 0.05, 36, 60, 400, PLAIN, 590},
		 {"昌平", 1343.5, 116.17, 40.22, 0.26, 0.12, 0.58, 55, 90, 1100, FRONT, 570},
		 {"大兴", 1036.3, 116.42, 39.65, 0.16, 0.16, 0, 30, 30, 45, PLAIN, 560},
		 {"怀柔", 2122.8, 116.58, 40.65, 0.22, 0.34, 0.89, 60, 150, 1400, FRONT, 620},
		 {"平谷", 950.1, 117.10, 40.21, 0.20, 0.14, 0.60, 35, 80, 1000, FRONT, 640},
		 {"密云", 2229.5, 117.00, 40.51, 0.30, 0.24, 0.80, 60, 120, 1300, FRONT, 640},
		 {"延庆", 1994.9, 116.15, 40.53, 0.32, 0.20, 0.73, 490, 560, 1700, BEHIND, 460}};

/* Kinds of land: share on hills and on the plain, and what a cell of it is; low and high of even distributions. Organic
 * carbon is of the whole depth and so much as the litter of the kind's cover keeps up in the land model: a baseline
 * without works then neither gains nor loses much (an assumption; upper layers of hill soils hold more). */
static const struct {
	double hills_frac, plain_frac;
	int type, substrate, treatment; /* codes of the words below */
	double slope_low, slope_high;   /* added to the surface's */
	double depth_low, depth_high, sand, clay, stones_low, stones_high, density, soc_low, soc_high, geogenic;
	double cover_low, cover_high, woody_most, live_per_cover;
} lands[] = {
	{0.30, 0, 0, 0, 1, 5, 20, 15, 45, 0.40, 0.20, 0.15, 0.40, 1.35, 2.8, 8, 0, 0.15, 0.50, 0.6, 9}, /* thin cover */
	{0.60, 0.10, 0,    0,   0,  5, 25,   25,   60,  0.40, 0.20,
	 0.10, 0.35, 1.25, 5.4, 12, 0, 0.45, 0.80, 0.8, 13}, /* closed hills */
	{0.03, 0, 1, 1, 2, 15, 32, 5, 20, 0.60, 0.10, 0.35, 0.60, 1.60, 0.8, 3, 0, 0.05, 0.20, 0.3, 3}, /* waste rock */
	{0.02, 0, 1, 2, 3, 0, 10, 5, 15, 0.60, 0.10, 0.40, 0.60, 1.60, 0.8, 3, 0, 0.05, 0.20, 0.3, 3},  /* pit floors */
	{0.01, 0, 1, 3, 4, 50, 62, 0, 0, 0.60, 0.10, 0.30, 0.30, 1.50, 0, 0, 0, 0.01, 0.06, 0.3, 3},    /* faces */
	{0.02, 0, 1, 4, 5, 10, 32, 5, 15, 0.60, 0.10, 0.35, 0.55, 1.50, 1, 3, 45, 0.05, 0.20, 0.3, 3}, /* coal gangue */
	{0.01, 0,    1,    5,    6,   5, 35,   60,   120, 0.80, 0.05,
	 0.01, 0.05, 1.60, 0.25, 0.7, 0, 0.03, 0.12, 0.3, 3}, /* tailings */
	{0.01, 0.60, 2,    6,   7,   0, 6,    10,   40,  0.60, 0.10,
	 0.15, 0.45, 1.60, 0.9, 3.1, 0, 0.05, 0.25, 0.3, 3}, /* cleared land */
	{0,    0.05, 2,    0,   8,   15, 30,   15,   35,  0.40, 0.20,
	 0.20, 0.40, 1.35, 3.4, 6.8, 0,  0.25, 0.50, 0.6, 9},                                        /* cut slopes */
	{0, 0.25, 2, 6, 9, 0, 3, 3, 15, 0.60, 0.10, 0.35, 0.55, 1.70, 1, 4, 0, 0.03, 0.15, 0.3, 3}}; /* yards */

enum { DISTRICTS = sizeof districts / sizeof districts[0], LANDS = sizeof lands / sizeof lands[0] };

static const char *const district_words[] = {"东城", "西城", "朝阳", "丰台", "石景山", "海淀", "门头沟", "房山", "通州",
					     "顺义", "昌平", "大兴", "怀柔", "平谷",   "密云", "延庆",   NULL};
static const char *const region_words[] = {"plain", "front", "behind", NULL};
static const char *const type_words[] = {"degraded_ecosystem", "abandoned_mine", "cleared_building_land", NULL};
static const char *const substrate_words[] = {"native",      "waste_rock", "pit_floor", "rock_face",
					      "coal_gangue", "tailings",   "fill",      NULL};
static const char *const treatment_words[] = {"closure",    "hill",          "dump-slope", "benches-40", "face",
					      "gangue-tip", "tailings-mats", "vacated",    "cut-slope",  "yard",
					      NULL};

const char *const *const qs_grid_words[QS_GRID_WORD_COUNT] = {district_words, region_words, type_words, substrate_words,
							      treatment_words};

const char *qs_grid_number_name(enum qs_grid_number number)
{
	static const char *const names[] = {"lon",
					    "lat",
					    "elevation_m",
					    "rain_mm_per_year",
					    "slope_deg",
					    "aspect_deg",
					    "soil.depth_cm",
					    "soil.sand_frac",
					    "soil.clay_frac",
					    "soil.stones_frac",
					    "soil.fine_earth_density_g_cm3",
					    "soil.organic_c_g_kg",
					    "soil.geogenic_c_g_kg",
					    "cover_frac",
					    "woody_cover_frac",
					    "live_c_t_ha"};

	return names[number];
}

const char *qs_grid_number_unit(enum qs_grid_number number)
{
	static const char *const units[] = {
#define X(name, unit) unit,
		QS_GRID_NUMBERS(X)
#undef X
	};

	return units[number];
}

const char *qs_grid_number_source(enum qs_grid_number number)
{
	return number <= QS_GRID_lat           ? "even over a box around the district, generated"
	       : number == QS_GRID_elevation_m ? "surface of eight waves between the district's foot and top, generated"
	       : number == QS_GRID_rain_mm_per_year ? "the district's (440-480 behind the front, 600-650 windward) and "
						      "2 mm more for 100 m, generated"
	       : number <= QS_GRID_aspect_deg ? "slope of the generated surface and of the kind of land, generated"
					      : "even between the ends of the kind of land, after the ten sites of the "
						"Beijing portfolio, generated";
}

/* Waves of the surface: lengths in degrees from 0.5 down to 0.02, directions spread evenly, phases by seed. */
enum { WAVES = 8 };

static double surface(const double phase[WAVES], double lon, double lat, double *east, double *north)
{
	double z = 0;

	*east = *north = 0;
	for (int w = 0; w < WAVES; w++) {
		const double turns = 2 << (w < 5 ? w : 5), high = 1.0 / (2 << w);
		const double kx = turns * qs_k_cos(2.4 * w), ky = turns * qs_k_sin(2.4 * w);
		const double at = 6.283185307179586 * (kx * lon + ky * lat + phase[w]);
		const double rise = high * qs_k_cos(at) * 6.283185307179586;

		z += high * qs_k_sin(at);
		*east += rise * kx;
		*north += rise * ky;
	}
	return z; /* -1 … 1 */
}

static double between(double low, double high, double u)
{
	return low + (high - low) * u;
}

static size_t land_of(int hills, double u)
{
	size_t l = 0;

	for (double sum = 0; l + 1 < LANDS; l++) {
		sum += hills ? lands[l].hills_frac : lands[l].plain_frac;
		if (u < sum)
			break;
	}
	return l;
}

/* The district of a cell: cells stand by district, each with its share of the area. */
static size_t district_of(uint64_t cell, uint64_t all)
{
	double total = 0, sum = 0;
	size_t d = 0;

	for (size_t i = 0; i < DISTRICTS; i++)
		total += districts[i].km2;
	for (; d + 1 < DISTRICTS; d++) {
		sum += districts[d].km2;
		if ((double)cell + 0.5 < sum / total * (double)all)
			break;
	}
	return d;
}

/* Height, slope and aspect of ground that rises `range` m between -1 and 1 of the surface. */
static void lay(struct qs_grid_cells *c, size_t i, const double phase[WAVES], double foot, double range)
{
	const double km_lon = 85.3, km_lat = 111.0; /* of a degree at 40 N */
	double east, north, z, rise;

	z = 0.5 +
	    0.5 * surface(phase, (double)c->number[QS_GRID_lon][i], (double)c->number[QS_GRID_lat][i], &east, &north);
	east *= 0.5 * range / (1000 * km_lon);
	north *= 0.5 * range / (1000 * km_lat);
	rise = sqrt(east * east + north * north);
	c->number[QS_GRID_elevation_m][i] = (float)(foot + range * z * z);
	c->number[QS_GRID_slope_deg][i] = (float)(57.29577951308232 * qs_k_atan(2 * z * rise));
	/* downhill, clockwise from north */
	c->number[QS_GRID_aspect_deg][i] =
		(float)(57.29577951308232 * (rise > 0 ? 2 * qs_k_atan(-east / (rise - north + 1e-300)) : 0));
	if (c->number[QS_GRID_aspect_deg][i] < 0)
		c->number[QS_GRID_aspect_deg][i] += 360;
}

static void draw_cell(struct qs_grid_cells *c, size_t i, size_t d, const double phase[WAVES],
		      double u[12][QS_GRID_CHUNK])
{
	const int hills = u[0][i] < districts[d].hills_frac;
	const size_t l = land_of(hills, u[1][i]);
	double slope, cover;

	c->word[QS_GRID_DISTRICT][i] = (signed char)d;
	c->word[QS_GRID_REGION][i] = (signed char)(hills ? districts[d].region : PLAIN);
	c->word[QS_GRID_TYPE][i] = (signed char)lands[l].type;
	c->word[QS_GRID_SUBSTRATE][i] = (signed char)lands[l].substrate;
	c->word[QS_GRID_TREATMENT][i] = (signed char)lands[l].treatment;
	c->number[QS_GRID_lon][i] = (float)(districts[d].lon + districts[d].half_lon * (2 * u[2][i] - 1));
	c->number[QS_GRID_lat][i] = (float)(districts[d].lat + districts[d].half_lat * (2 * u[3][i] - 1));
	if (hills)
		lay(c, i, phase, districts[d].low_m, districts[d].high_m - districts[d].low_m);
	else
		lay(c, i, phase, districts[d].plain_m, 10);
	slope = (double)c->number[QS_GRID_slope_deg][i] + between(lands[l].slope_low, lands[l].slope_high, u[4][i]);
	c->number[QS_GRID_slope_deg][i] = (float)(slope < 65 ? slope : 65);
	c->number[QS_GRID_rain_mm_per_year][i] =
		(float)(districts[d].rain_mm +
			0.02 * ((double)c->number[QS_GRID_elevation_m][i] - districts[d].plain_m));
	c->number[QS_GRID_depth_cm][i] = (float)between(lands[l].depth_low, lands[l].depth_high, u[5][i]);
	c->number[QS_GRID_sand_frac][i] = (float)(lands[l].sand + 0.1 * (u[6][i] - 0.5));
	c->number[QS_GRID_clay_frac][i] = (float)(lands[l].clay + 0.05 * (u[7][i] - 0.5));
	c->number[QS_GRID_stones_frac][i] = (float)between(lands[l].stones_low, lands[l].stones_high, u[8][i]);
	c->number[QS_GRID_fine_earth_density_g_cm3][i] = (float)lands[l].density;
	c->number[QS_GRID_organic_c_g_kg][i] = (float)between(lands[l].soc_low, lands[l].soc_high, u[9][i]);
	c->number[QS_GRID_geogenic_c_g_kg][i] = (float)lands[l].geogenic;
	cover = between(lands[l].cover_low, lands[l].cover_high, u[10][i]);
	c->number[QS_GRID_cover_frac][i] = (float)cover;
	c->number[QS_GRID_woody_cover_frac][i] = (float)(cover * lands[l].woody_most * u[11][i]);
	c->number[QS_GRID_live_c_t_ha][i] = (float)(cover * lands[l].live_per_cover);
}

void qs_grid_draw(const struct qs_kernels *kernels, uint64_t seed, uint64_t all, uint64_t first, size_t n,
		  struct qs_grid_cells *cells)
{
	static const uint32_t stream = 0x67726964; /* "grid" */
	double u[12][QS_GRID_CHUNK], phase[WAVES];

	for (uint32_t w = 0; w < WAVES; w += 2)
		kernels->uniform2_members(1, seed, stream, 0, w, 0, 0, &phase[w], &phase[w + 1]);
	for (uint32_t k = 0; k < 12; k += 2)
		kernels->uniform2_members(n, seed, stream, 1, k, 0, (uint32_t)first, u[k], u[k + 1]);
	for (size_t i = 0; i < n; i++)
		draw_cell(cells, i, district_of(first + i, all), phase, u);
}
