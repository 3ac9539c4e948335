/* `qingshan init --grid beijing`: cells as there might be, drawn from stated distributions.
 *
 * Sixteen districts by area; in each a share of hills. A cell's height, slope and aspect come from a smooth surface of eight waves
 * over longitude and latitude, its rain from the district's and its height, its kind of land, soil and cover from the tables in
 * app/grid_beijing.c. Draws have addresses (seed, number of the draw, cell): N cells are the first N of any larger grid only if N
 * does not change the districts' shares, so that a grid is reproducible by its seed and N. It is a likeness for trying out large
 * runs and no map of Beijing.
 */
#ifndef QS_APP_GRID_H
#define QS_APP_GRID_H

#include "app/app.h"

/* Numbers of a cell, as columns of the file. X(name, unit, decimals) */
#define QS_GRID_NUMBERS(X) \
	X(lon, "degree") \
	X(lat, "degree") \
	X(elevation_m, "m") \
	X(rain_mm_per_year, "mm/a") \
	X(slope_deg, "degree") \
	X(aspect_deg, "degree") \
	X(depth_cm, "cm") \
	X(sand_frac, "1") \
	X(clay_frac, "1") \
	X(stones_frac, "1") \
	X(fine_earth_density_g_cm3, "g/cm3") \
	X(organic_c_g_kg, "g/kg") \
	X(geogenic_c_g_kg, "g/kg") \
	X(cover_frac, "1") \
	X(woody_cover_frac, "1") \
	X(live_c_t_ha, "t/ha")

enum qs_grid_number {
#define X(name, unit) QS_GRID_##name,
	QS_GRID_NUMBERS(X)
#undef X
	QS_GRID_NUMBER_COUNT
};

enum qs_grid_word { QS_GRID_DISTRICT, QS_GRID_REGION, QS_GRID_TYPE, QS_GRID_SUBSTRATE, QS_GRID_TREATMENT, QS_GRID_WORD_COUNT };

enum { QS_GRID_CHUNK = 8192 };

struct qs_grid_cells {
	float number[QS_GRID_NUMBER_COUNT][QS_GRID_CHUNK];
	signed char word[QS_GRID_WORD_COUNT][QS_GRID_CHUNK];
};

/* The words of a column by code, ending in NULL. */
extern const char *const *const qs_grid_words[QS_GRID_WORD_COUNT];

/* Name of a number's column in the file, and where its distribution is from. */
const char *qs_grid_number_name(enum qs_grid_number number);
const char *qs_grid_number_unit(enum qs_grid_number number);
const char *qs_grid_number_source(enum qs_grid_number number);

/* Draws cells first … first + n - 1 of `all`, n <= QS_GRID_CHUNK. */
void qs_grid_draw(const struct qs_kernels *kernels, uint64_t seed, uint64_t all, uint64_t first, size_t n,
		  struct qs_grid_cells *cells);

#endif
