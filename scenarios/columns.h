/* What the accounts of a site read: rows of the wave's ledger as columns, and what is measured of its works. */
#ifndef QS_SCENARIOS_COLUMNS_H
#define QS_SCENARIOS_COLUMNS_H

#include "model/finance/accounts.h"
#include "scenarios/wave.h"

enum { QS_COLUMNS_MONEY = 7, QS_COLUMNS = QS_COLUMNS_MONEY + QS_SERVICE_SOURCE_COUNT * QS_ARMS };

/* Fills source [QS_COLUMNS][years][members] of a site and what the input says of its land, areas and works. row: [members] of
 * scratch. */
void qs_columns_site(const struct qs_wave *wave, const struct qs_portfolio *portfolio, const struct qs_packs *packs, size_t site,
		     int64_t *row, double *source, struct qs_account_input *in);

#endif
