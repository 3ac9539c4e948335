/* The inputs that members draw and the outputs of the portfolio, by member (model/members.h).
 *
 * Inputs, with the draws that the run itself made: factors of mean 1 (growth.<species>, soil_rate, litter_rate,
 * works_co2e), normal scores (quality.<site>, survival.<site>.<unit>; cost and cost.<site> of all prices), years of delay
 * of acceptance (delay.<site>), values of figures that have a spread (<field>.<site>.<unit>, <field>.<region>,
 * price.<product>). Not in it: what is drawn anew each year (weather, fire, pests, the path of a price) and the own part of
 * single unit prices and amounts. Outputs: carbon gain of the arms and net removals at the end, t CO2e; sums of the
 * accounts, CNY and t.
 */
#ifndef QS_SCENARIOS_MEMBER_TABLE_H
#define QS_SCENARIOS_MEMBER_TABLE_H

#include "model/members.h"
#include "scenarios/reduce.h"
#include "scenarios/run.h"

enum { QS_MEMBER_UNITS = 2000 }; /* with more units a table has the columns of none of them */

/* Fills a table for the portfolio's result if outputs.draws asks for it, with memory from the arena; else it stays empty,
 * as without a reduction (NULL). QS_ENOMEM, QS_EFILE. */
qs_status qs_member_table_make(const struct qs_context *context, const struct qs_run_input *input,
			       const struct qs_reduction *reduction, struct qs_arena *arena,
			       const struct qs_result *result, struct qs_member_table *table, struct qs_err *err);

#endif
