/* Parts of summary.json about a site's market: io/summary.c and `qingshan check --market` put them. */
#ifndef QS_IO_SUMMARY_MARKET_H
#define QS_IO_SUMMARY_MARKET_H

#include "io/json.h"
#include "model/base/sink.h"
#include "model/market/verdict.h"
#include "model/market/way.h"

/* An array on one line of the rules whose bits are set. */
void qs_summary_rules(struct qs_json_out *out, const char *key, const struct qs_strings *rules, uint64_t bits);

/* The object nearest_way: methodologies that take the site as it is, and ways under those that exclude a unit. */
void qs_summary_ways(struct qs_json_out *out, const struct qs_portfolio *portfolio, const struct qs_site *site,
		     const struct qs_verdicts *verdicts, const struct qs_way *ways, size_t n);

/* Rules that the site's lines of income get into the way of. */
void qs_summary_conflicts(struct qs_json_out *out, const struct qs_packs *packs, const struct qs_site *site);

/* Credits as a share of cost, with a warning where an investment analysis is not credible. */
void qs_summary_evidence(struct qs_json_out *out, const struct qs_result *result);

/* Tests of additionality under every methodology that the site sells under (model/market/additionality.h). */
void qs_summary_additionality(struct qs_json_out *out, const struct qs_result_head *head, const struct qs_result *result);

#endif
