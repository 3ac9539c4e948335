/* Which inputs are worth a survey: how much of the spread of the net present value each explains, and what knowing it would be worth.
 *
 *     sd_i  = |NPV at the input's 90 % quantile - at its 10 % quantile| / (2 x 1.28155)     (model/finance/tornado.h)
 *     share = sd_i^2 / sd^2,  sd the same of the members' NPV: the part of its variance that would go if the input were known
 *     value = sd_i phi(d) - |m| Phi(-d),  d = |m| / sd_i,  m the mean NPV: what a decision to build or not gains on average by
 *             knowing the input first, CNY, to 2^-10 (expected value of partial perfect information where NPV is linear and
 *             normal: Raiffa and Schlaifer 1961)
 * Linear in each input, so shares need not sum to 1. Only inputs with a distribution that a survey could narrow: not prices to come,
 * nor delays.
 */
#ifndef QS_MODEL_FINANCE_SURVEYS_H
#define QS_MODEL_FINANCE_SURVEYS_H

#include "model/base/sink.h"
#include "model/finance/tornado.h"

enum { QS_SURVEYS = 5 };

struct qs_survey {
	const struct qs_tornado_row *row;
	double share, value_cny;
};

/* The most telling inputs first; returns how many, at most QS_SURVEYS. tornado may be NULL. */
size_t qs_surveys_rank(const struct qs_tornado *tornado, const struct qs_scalar *npv, struct qs_survey *surveys);

#endif
