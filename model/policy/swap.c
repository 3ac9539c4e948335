#include "model/policy/swap.h"

#include <math.h>

struct qs_swap_sums qs_swap_sum(const struct qs_land_row *rows, size_t n)
{
	struct qs_swap_sums sums = {.graded_known = 1, .red_line_known = 1};

	for (size_t i = 0; i < n; i++) {
		const struct qs_land_row *const row = &rows[i];
		const double ha = row->ha.value;

		if (row->class == QS_CROPLAND) {
			sums.cropland += ha;
			sums.graded += ha * row->grade.value;
			sums.graded_known &= row->grade.given || !(ha > 0);
		}
		if (row->class == QS_WATER || row->class == QS_WETLAND)
			sums.water += ha;
		if (row->class == QS_CONSTRUCTION_VILLAGE || row->class == QS_CONSTRUCTION_URBAN ||
		    row->class == QS_MINING)
			sums.construction += ha;
		sums.red_line += row->red_line_ha.value;
		sums.red_line_known &= row->red_line_ha.given;
	}
	return sums;
}

double qs_swap_difference(double after, double before)
{
	return floor((after - before) * 1e6 + 0.5) / 1e6;
}
