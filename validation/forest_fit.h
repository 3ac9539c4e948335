/* Fits parameters of 3-PG in a run (model/land/forest.h) to ages and values above ground.
 *
 * The stand is one site of a portfolio, of one unit, whose treatment plants one species of trees; it is run under 3-PG
 * with all its members and draws, and what is compared is the median member: stem and leaves, those that wait for
 * spring included, t C/ha in the species' own carbon. Age counts growing seasons: age 1 is the end of the year of
 * planting; between years by a straight line. Points, anchors and residuals are those of the curves
 * (validation/growth_fit.h), the search is validation/bounded_fit.h by differences, since a median of members and the
 * loose end of self-thinning have no smooth slope.
 */
#ifndef QS_VALIDATION_FOREST_FIT_H
#define QS_VALIDATION_FOREST_FIT_H

#include "io/input.h"
#include "validation/growth_series.h"

enum { QS_FOREST_QUANTILES = 5 }; /* 5, 25, 50, 75, 95 % */

struct qs_forest_stand {
	const struct qs_context *context;
	struct qs_input *input; /* whose set of parameters is changed in place */
	struct qs_site *site;
	struct qs_threepg_pack *set;
	const struct qs_species_pack *species;
	int planted;     /* year after the first */
	size_t years;    /* growing seasons that the run holds */
	double *course;  /* [years][QS_FOREST_QUANTILES] of the last evaluation: above ground, t C/ha */
	double *members; /* [2][members] of work */
	struct qs_arena arena;
};

/* Finds the stand: the site of an id (NULL: the first) in the input, which must outlive the stand. QS_EINPUT, with what
 * is asked for, if it is not one unit whose treatment plants one species of trees that has a set of 3-PG. */
qs_status qs_forest_stand_open(const struct qs_context *context, struct qs_input *input, const char *site,
			       struct qs_forest_stand *stand, struct qs_err *err);

/* Gives memory back; safe on a zeroed stand. */
void qs_forest_stand_close(struct qs_forest_stand *stand);

/* Runs the stand with its set as it stands; fills the course. */
qs_status qs_forest_run(struct qs_forest_stand *stand, struct qs_err *err);

/* Quantile q (index) of the course at an age, 1 to years. */
double qs_forest_at(const struct qs_forest_stand *stand, double age, size_t q);

/* Fits the parameters that the series bounds, from the set's own values; the stand's set and course are left at the
 * fit, series->set and the points filled. With all bounds equal the stand is run once and compared. Also QS_EINPUT for
 * ages beyond the run, bounds outside a parameter's range. */
qs_status qs_forest_fit(struct qs_forest_stand *stand, struct qs_growth_series *series, struct qs_growth_score *score,
			struct qs_err *err);

#endif
