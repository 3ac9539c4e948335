/* Land tables of a site before and after, for the rules on swapping space: sums by what the rules protect. Areas in ha.
 * Source of the question: 京规自发〔2023〕60号, 4 (2).
 */
#ifndef QS_MODEL_POLICY_SWAP_H
#define QS_MODEL_POLICY_SWAP_H

#include "model/land/site.h"

struct qs_swap_sums {
	double cropland, graded; /* area; area x grade */
	double water;            /* and wetland */
	double red_line;         /* inside the ecological red line */
	double construction;     /* building and mining land */
	int graded_known, red_line_known; /* stated on every row that counts */
};

/* Sums of a table. */
struct qs_swap_sums qs_swap_sum(const struct qs_land_row *rows, size_t n);

/* after - before to 0.01 m2: sums of one table in another order are equal. */
double qs_swap_difference(double after, double before);

#endif
