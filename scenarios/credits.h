/* GROUP: registrations over the ensemble. A site alone in its registration is settled while its wave is in memory; sites that
 * share one keep their net removals (8 bytes a verification year and member) until all have been seen.
 */
#ifndef QS_SCENARIOS_CREDITS_H
#define QS_SCENARIOS_CREDITS_H

#include "model/market/credits.h"
#include "scenarios/wave.h"

struct qs_verdicts;

struct qs_credit_books {
	struct qs_arena arena;
	const struct qs_context *context;
	const struct qs_portfolio *portfolio;
	size_t members, years, count; /* count: registrations */
	struct qs_credit_terms *terms;
	int *shared;      /* registration of several sites */
	int64_t **net;    /* of shared ones: [years][members], multiples of 2^-20 t CO2e */
	const struct qs_packs *packs;
	int64_t *issued;  /* [methodology][members] totals of the portfolio */
	int *registered;  /* [methodology] */
	double *column[5];
	int64_t *row[3];
};

/* Opens the books. sites: how many the portfolio has. QS_EINPUT if a methodology is missing, QS_ENOMEM. */
qs_status qs_credits_open(const struct qs_context *context, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			  uint64_t sites, struct qs_credit_books *books, struct qs_err *err);

/* Books a site of a wave; its quantities, one a registration that holds it, lie in the arena. */
qs_status qs_credits_site(struct qs_credit_books *books, const struct qs_wave *wave, size_t site,
			  const struct qs_verdicts *verdicts, struct qs_arena *arena, struct qs_result *result, struct qs_err *err);

/* Settles shared registrations and gives the portfolio's quantities, one a methodology registered. */
qs_status qs_credits_close(struct qs_credit_books *books, struct qs_result *portfolio, struct qs_err *err);

/* Gives the memory back; safe on zeroed books and twice. */
void qs_credits_free(struct qs_credit_books *books);

#endif
