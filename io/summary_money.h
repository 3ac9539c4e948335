/* Parts of summary.json on money: figures of a site or of the portfolio, their risk, what can be bid, who gets what. */
#ifndef QS_IO_SUMMARY_MONEY_H
#define QS_IO_SUMMARY_MONEY_H

#include "io/json.h"
#include "model/base/sink.h"
#include "model/finance/sharing.h"

/* A figure: null quantiles with share and why where too few members have a value. */
void qs_summary_scalar(struct qs_json_out *out, const char *key, const struct qs_scalar *scalar, int with_share);

/* All figures of money, with risk, bid and the rates of return there are. */
void qs_summary_money(struct qs_json_out *out, const struct qs_result *result);

/* Payments of the government to a site: by which formula, and whether they are open to it; nothing if there are none. */
void qs_summary_government_pay(struct qs_json_out *out, const struct qs_portfolio *portfolio, const struct qs_site *site);

/* Inputs by falling swing; nothing if they were not computed. */
void qs_summary_tornado(struct qs_json_out *out, const struct qs_tornado *tornado);

/* The surveys that would tell most of the net present value. */
void qs_summary_surveys(struct qs_json_out *out, const struct qs_result *result);

/* Who gets what, means of present values, and has now. */
void qs_summary_sharing(struct qs_json_out *out, const struct qs_portfolio *portfolio, const struct qs_sharing *sharing);

/* The investment by its parts; of the portfolio by its items too. */
void qs_summary_estimate(struct qs_json_out *out, const struct qs_result *result);

#endif
