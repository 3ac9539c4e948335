/* What the accounts of a site read: rows of the wave's ledger as columns, and what is measured of its works. */
#ifndef QS_SCENARIOS_COLUMNS_H
#define QS_SCENARIOS_COLUMNS_H

#include "model/finance/accounts.h"
#include "scenarios/wave.h"

struct qs_kernels;

enum { QS_COLUMN_COVER_MET = 2, QS_COLUMNS_MONEY = 7 };
enum { QS_COLUMNS = QS_COLUMNS_MONEY + QS_SERVICE_SOURCE_COUNT * QS_ARMS };

/* Fills what the input says of a site's areas and works, once a site. */
void qs_columns_measure(const struct qs_wave *wave, const struct qs_portfolio *portfolio, const struct qs_packs *packs, size_t site,
			struct qs_account_input *in);

/* Fills source [QS_COLUMNS][years][members] with the lanes of the input, and its pointers. With in->cells the lanes are those from the
 * site's only unit on. work: [years][members] of scratch; capital:
 * [QS_CAPITAL_KINDS][years][members]. */
void qs_columns_fill(const struct qs_kernels *kernels, const struct qs_wave *wave, const struct qs_portfolio *portfolio, size_t site,
		     double *source, double *work, double *capital, struct qs_account_input *in);

#endif
