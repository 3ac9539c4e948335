/* Figures of a site that lie outside what is plausible on ground like it: a question to whoever made the input, no error.
 *
 * Bands per planimetric hectare of the median member, by what is done on what ground; a site's band is the mean of its units' by area.
 * All are judgement (status: assumption), made of regrowth in North China, published chronosequences, the soil-loss equation and runs
 * of forty years, for 450 to 650 mm of rain. A site with a unit that no band fits (nothing done, crops) is not judged. Year n is the
 * nth of the run. The services are those of the default set of prices, and are judged under that set only.
 */
#ifndef QS_MODEL_BENEFIT_PLAUSIBLE_H
#define QS_MODEL_BENEFIT_PLAUSIBLE_H

#include "model/base/sink.h"

struct qs_implausible {
	const char *id, *unit, *zh, *en;
	double value, low, high;
};

enum { QS_PLAUSIBLE_ROWS = 9 };

/* Fills what of a site's result lies outside its band; returns how many. */
size_t qs_implausible(const struct qs_result_head *head, const struct qs_result *result,
		      struct qs_implausible outside[QS_PLAUSIBLE_ROWS]);

#endif
