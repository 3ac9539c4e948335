/* What must hold between fields: references, sums, order, and what a measure needs. All mistakes are told. */
#ifndef QS_IO_CHECK_H
#define QS_IO_CHECK_H

#include "io/sites.h"
#include "model/base/mistakes.h"
#include "model/base/packs.h"
#include "model/portfolio.h"

/* Checks everything. Fails only without memory; mistakes are added to the list. */
qs_status qs_check(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_sites *sites,
		   struct qs_mistakes *mistakes, struct qs_err *err);

/* The same for sites that come a part at a time, and nothing else; ids are not held against other parts. */
qs_status qs_check_part(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_sites *sites,
			struct qs_mistakes *mistakes, struct qs_err *err);

/* ---- used by the parts of the check alone ---- */

struct qs_check {
	const struct qs_portfolio *portfolio;
	const struct qs_packs *packs;
	const struct qs_sites *sites;
	struct qs_mistakes *mistakes;
	struct qs_arena arena; /* lists of names */
	const char *const *regions,
		*const *treatments, *const *stations, *const *measures, *const *materials, *const *species,
												   *const *substrates,
		*const *rules, *const *policy, *const *facts, *const *litter;
	int no_memory;
};

/* The ids of a list whose entries begin with their id, ending in NULL; NULL (and no_memory) without memory. */
const char *const *qs_check_ids(struct qs_check *check, const void *items, size_t n, size_t size);

/* Adds a mistake at a struct's place. */
void qs_check_say(struct qs_check *check, enum qs_mistake_code code, const struct qs_given *at, const char *path,
		  const char *arg1, const char *arg2, const char *arg3);

/* E2202 unless id is among the ids. what names the kind in both languages. */
void qs_check_reference(struct qs_check *check, const struct qs_given *at, const char *path, const char *what,
			const char *id, const char *const *ids);

/* E2204 unless small <= large + 1e-12. Names stand in the message. */
void qs_check_order(struct qs_check *check, const struct qs_given *at, const char *path, const char *small_name,
		    double small, const char *large_name, double large);

/* E2203 unless the sum is 1 within a tolerance. */
void qs_check_sum(struct qs_check *check, const struct qs_given *at, const char *path, double sum, double tolerance);

/* The parts: io/check_packs.c, io/check_rules.c, io/check_treatments.c, io/check_sites.c, io/check_registrations.c,
 * io/check_money.c. */
void qs_check_packs(struct qs_check *check);
void qs_check_rules(struct qs_check *check);
void qs_check_treatments(struct qs_check *check);
void qs_check_sites(struct qs_check *check);
void qs_check_registrations(struct qs_check *check);
void qs_check_money(struct qs_check *check);

#endif
