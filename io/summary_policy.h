/* Parts of summary.json on the policy: findings, benefits and the order of sites, earth and rock. */
#ifndef QS_IO_SUMMARY_POLICY_H
#define QS_IO_SUMMARY_POLICY_H

#include "io/json.h"
#include "model/base/sink.h"
#include "model/policy/judge.h"

/* The objects policy, evaluation and materials of the portfolio; nothing if there is no review. */
void qs_summary_policy(struct qs_json_out *out, const struct qs_policy_review *policy);

/* The object acceptance of a site: chances by year, what fails when it is first due, what failing costs. */
void qs_summary_acceptance(struct qs_json_out *out, const struct qs_result_head *head, const struct qs_result *result);

/* The object materials: earth, rock and plants by class, m3, of plants stems. */
void qs_summary_earth(struct qs_json_out *out, const struct qs_earth_balance *balance);

#endif
