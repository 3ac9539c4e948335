/* The money of a portfolio by member, as the what-if of report.html takes it: yearly cash by group, small enough to
 * travel in the page.
 *
 * A row is a group's year. Where all members have one amount it is that number; else each member is low + step x code
 * with codes of `digits` letters of base 64 (12 bits; 6 where 12 do not fit). What this rounding takes from a group's
 * present value at the portfolio's rate is kept by member in 18 bits, so that at that rate present values are the run's
 * own to 1e-8. Amounts are real, in CNY of price_year. Of more than QS_WHATIF_MEMBERS members every n-th is taken.
 */
#ifndef QS_IO_WHATIF_H
#define QS_IO_WHATIF_H

#include "io/text.h"
#include "model/base/sink.h"

enum { QS_WHATIF_MEMBERS = 1000, QS_WHATIF_BYTES = 300000 };

/* Groups in the order of the page (app/whatif/page.js). leave: the price of an exit; spoil_value: spoil before it is
 * shared, no cash. */
enum qs_whatif_group {
	QS_WHATIF_carbon,
	QS_WHATIF_industry,
	QS_WHATIF_grant,
	QS_WHATIF_spoil,
	QS_WHATIF_works,
	QS_WHATIF_upkeep,
	QS_WHATIF_fixed,
	QS_WHATIF_leave,
	QS_WHATIF_spoil_value,
	QS_WHATIF_GROUP_COUNT
};

/* Whether a result can carry it: its lines by member are there, and fit QS_WHATIF_BYTES. Writes the JSON text. 1, 0, or
 * -1 without memory. */
int qs_whatif_write(struct qs_buffer *to, const struct qs_result_head *head, const struct qs_result *portfolio);

#endif
