/* Figures of a site that lie outside what is plausible on ground like it: a question to whoever made the input, no
 * error.
 *
 * Bands are packs of the kind `plausible`, per planimetric hectare of the median member, by what is done on what
 * ground; a site's band is the mean of its units' by area. What is judged:
 *
 *     woody_gain   live woody carbon of the project less that of      cover        share of the ground
 *                  the baseline at the end of the first year, t CO2
 *     soil_loss    soil loss of the project, t                        soil_kept    soil loss avoided, t
 *     water_yield  change of water yield, mm                          quick_flow   change of quick flow, mm
 *     services     services of the headline, cooling and visits left out, CNY
 *
 * All shipped bands are judgement (status: assumption), made of regrowth in North China, published chronosequences, the
 * soil-loss equation and runs of forty years, for 450 to 650 mm of rain. A site with a unit that no band fits (nothing
 * done, crops) is not judged. Year n is the nth of the run. The services are those of the default set of prices, and
 * are judged under that set only.
 */
#ifndef QS_MODEL_BENEFIT_PLAUSIBLE_H
#define QS_MODEL_BENEFIT_PLAUSIBLE_H

#include "model/base/sink.h"
#include "model/benefit/values.h"

struct qs_implausible {
	const struct qs_plausible_pack *band;
	double value, low, high;
};

enum { QS_PLAUSIBLE_MOST = 32 }; /* bands that a portfolio may have; io/check_packs.c */

/* Fills what of a site's result lies outside its band; returns how many. */
size_t qs_implausible(const struct qs_result_head *head, const struct qs_result *result,
		      struct qs_implausible outside[QS_PLAUSIBLE_MOST]);

#endif
