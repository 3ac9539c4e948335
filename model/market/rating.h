/* Non-permanence rated from what a run simulates, through the matrix of a methodology's pack (model/market/buffer.h).
 *
 * Two natural risks are seen in the project's woody carbon on the area inside, by year and member:
 *     fire                      a year in which something burns
 *     pests, drought, die-back  another year in which the stock falls by at least a share (`risk_event_least_frac`)
 *     lost share                (stock before - stock now - what works cleared and thinned) / stock before, at least 0, net of the
 *                               year's growth; the mean over the events
 *     interval                  member-years with a stock / events; without any event: longer than all of them
 * The rest is the pack's: mitigation, natural risks that are not simulated, internal and external risks, the programme's least.
 *     held = max(mitigation x sum of scores + other natural + internal + external, least)
 * The ensemble gives frequencies here, and never the deduction for sampling.
 */
#ifndef QS_MODEL_MARKET_RATING_H
#define QS_MODEL_MARKET_RATING_H

#include "model/market/rules.h"

#include <stdint.h>

enum { QS_RISK_CLASSES_MOST = 12 }; /* of a matrix, each way: checked with the packs */

enum qs_risk_cause { QS_RISK_FIRE, QS_RISK_DIE_BACK, QS_RISK_CAUSES };

/* What is seen of a registration over its years. */
struct qs_risk_tally {
	double member_years;
	double events[QS_RISK_CAUSES], lost[QS_RISK_CAUSES]; /* sum of shares lost */
};

/* A year of all members, in whole quanta of carbon: stock at the end of the year before and of this one, burnt, cleared and thinned in
 * it; least: of the pack. */
void qs_risk_tally_year(struct qs_risk_tally *tally, double least, size_t members, const int64_t *before, const int64_t *now,
			const int64_t *burnt, const int64_t *removed);

struct qs_risk_rating {
	int rated; /* 0: the pack has no matrix, or hazards are not drawn: the stated deduction stands */
	struct {
		double loss_frac, interval_years, score_pct; /* score with mitigation; NaN: the matrix forbids */
	} cause[QS_RISK_CAUSES];
	double natural_pct; /* sum of the simulated scores */
	double total_pct, held_pct; /* NaN: forbidden */
};

/* Nonzero if a methodology's pack has a matrix. */
int qs_risk_has_matrix(const struct qs_methodology_pack *methodology);

/* Rates a tally. The deduction is held_pct / 100, or 1 where the matrix forbids the project: nothing is issued. */
struct qs_risk_rating qs_risk_rate(const struct qs_methodology_pack *methodology, const struct qs_risk_tally *tally);
double qs_risk_deduction(const struct qs_risk_rating *rating);

#endif
