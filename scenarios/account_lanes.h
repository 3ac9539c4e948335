/* Lanes of the accounts (model/finance/accounts.h: QS_ACCOUNT_LANES) from the ledger to rounded lines and sums, while all they need
 * stands in the cache: a site's members go strip by strip, each through all years and all lines, into what is kept of the site (a
 * desk).
 *
 * Values are rounded once to their quantum. Strips may be settled in any order and by any thread: what they give by member has a place
 * of its own, and what is added up over members is told strip by strip.
 */
#ifndef QS_SCENARIOS_ACCOUNT_LANES_H
#define QS_SCENARIOS_ACCOUNT_LANES_H

#include "model/base/arena.h"
#include "model/finance/accounts.h"
#include "scenarios/member_figures.h"
#include "scenarios/wave.h"

/* A thread's room. */
struct qs_account_room {
	double *source;    /* [QS_COLUMNS][years][lanes] */
	double *scratch;   /* [years][lanes] */
	double *capital;   /* [QS_CAPITAL_KINDS][years][lanes] */
	double *lines; /* [QS_LINE_COUNT][years][lanes], zero between strips */
	double *sums, *acceptance, *work, *tax, *fund, *stand;
	double *flow;      /* 4 x years */
	int64_t *strip;    /* [years][lanes] */
	double *column;    /* 4 x members */
	int64_t *row;      /* 2 x members */
	int overflow;
};

/* What a strip tells of its members beside their own numbers: sums over them. */
struct qs_account_strip {
	double failing[QS_ACCEPTANCE_KINDS], indicator[QS_INDICATOR_COUNT + 1];
	struct qs_member_rates rates;
};

/* A site at work. Rows are lines and years; a row that no strip has a number in was never written. */
struct qs_account_desk {
	int64_t *quanta;     /* by strip, from its first member x rows on: [QS_LINE_COUNT][years][members of the strip] */
	uint8_t *any;        /* [strips][rows]: the strip has a number there; others were not written */
	int64_t *sums;       /* [QS_SUM_COUNT][members] */
	double *npv, *acceptance; /* [members] */
	double *columns;     /* [QS_MEMBER_COLUMNS][members] */
	struct qs_account_strip *strip; /* [strips] */
	int64_t *total;      /* by district: lines [QS_LINE_COUNT][years][members], of all sites done at this desk */
	uint8_t *held;       /* by district: [strips][rows]: the total was written there; what was not is zero */
	int64_t *total_sums; /* by district: [QS_SUM_COUNT][members] */
	struct qs_arena own; /* a desk takes memory from no other's arena */
	double *issued;      /* of the registrations of a site */
	size_t issued_room;
};

/* Registrations that a site may stand in. */
enum { QS_ACCOUNT_SELLERS_MOST = 64 };

/* Strips of so many members. */
size_t qs_account_strips(size_t members);

/* Memory; 0, or -1 without. lanes: the most that stand side by side. */
int qs_account_room_take(struct qs_arena *arena, const struct qs_portfolio *portfolio, size_t years, size_t members, size_t lanes,
			 struct qs_account_room *room);
int qs_account_desk_take(struct qs_arena *arena, size_t years, size_t members, size_t districts, size_t places,
			 struct qs_account_desk *desk);

/* What is wanted of a strip. */
struct qs_account_wish {
	int keep;    /* the lines, in desk->quanta */
	int figures; /* of members, in desk->columns */
	int64_t *total, *total_sums; /* where lines (NULL: they are added row by row from what is kept) and sums are added, of one district */
	uint8_t *held; /* that of the lines' total */
	size_t origin, step; /* of the totals: the member that they begin with, and how far their rows lie apart */
};

/* Settles a strip of the members of a site, in: the site with all its members. */
void qs_account_strip_fill(const struct qs_account_input *in, const struct qs_wave *wave, size_t site, size_t strip,
			   const struct qs_account_wish *wish, struct qs_account_room *room, struct qs_account_desk *desk);

/* After the last strip, over all members: how rates of return came out, shares of members that fail in each kind of acceptance
 * [QS_ACCEPTANCE_KINDS], and mean indicators [QS_INDICATOR_COUNT + 1]; what is not known stays NaN. */
struct qs_member_rates qs_account_strips_sum(const struct qs_account_desk *desk, size_t members, double *failing, double *indicator);

/* Settles cells, in->cells, with one member each, whose units follow each other in the wave's order: lines and sums are added to the
 * totals of their district, and the sums of each go to sums[i] [QS_SUM_COUNT]. */
void qs_account_cells_fill(struct qs_account_input *in, const struct qs_wave *wave, const struct qs_account_wish *wish,
			   struct qs_account_room *room, struct qs_account_desk *desk, double *const *sums);

/* After the last strip: one of the rows of desk->quanta over all members, into row [members]; 0: all are zero, row stays as it was. */
int qs_account_row(const struct qs_account_desk *desk, size_t rows, size_t members, size_t which, int64_t *row);

/* Adds that row, as qs_account_row gave it, to the total of a district with its `held`. Where nothing is held the total is written and
 * not read: a page of memory that is read before it is first written is made twice, and the second time all threads wait. */
void qs_account_add_row(const struct qs_context *context, const struct qs_account_desk *desk, size_t rows, size_t members,
			size_t which, const int64_t *row, int64_t *total, uint8_t *held, int *overflow);

/* Lines [QS_LINE_COUNT][years][n] of a strip of totals that figures of members are made of (others stand as they were), n its
 * members. */
size_t qs_account_strip_read(const int64_t *total, size_t years, size_t members, size_t strip,
			     double *lines);

#endif
