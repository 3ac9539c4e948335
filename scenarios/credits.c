#include "scenarios/credits.h"

#include "kernels/kernels.h"
#include "model/market/facts.h"
#include "model/market/merge.h"
#include "model/market/monitoring.h"
#include "model/market/verdict.h"

#include <math.h>
#include <string.h>

static const double tonne = QS_CREDIT_QUANTUM;

enum { COLUMNS = 11, ROWS = 3 };

static qs_status open_group(struct qs_credit_books *b, size_t r, uint64_t sites, struct qs_err *err)
{
	const struct qs_registration *registration = b->terms[r].registration;
	const int all = registration->sites.n == 1 && !strcmp(registration->sites.items[0], "all");
	struct qs_credit_group *group = &b->group[r];

	group->shared = all ? sites > 1 : registration->sites.n > 1;
	b->groups |= group->shared;
	if (!group->shared)
		return QS_OK;
	group->net = qs_arena_take(&b->arena, b->years * b->members, sizeof *group->net);
	group->positive = qs_arena_take(&b->arena, b->years * b->members, sizeof *group->positive);
	group->issued = qs_arena_take(&b->arena, b->years * b->members, sizeof *group->issued);
	group->income = qs_arena_take(&b->arena, b->members, sizeof *group->income);
	group->cost = qs_arena_take(&b->arena, b->members, sizeof *group->cost);
	if (qs_risk_has_matrix(b->terms[r].methodology) && qs_credits_open_watch(b, &group->watch))
		return qs_fail(err, QS_ENOMEM, "risks of registration %s", registration->id);
	return group->net && group->positive && group->issued && group->income && group->cost
		       ? QS_OK
		       : qs_fail(err, QS_ENOMEM, "net removals of registration %s", registration->id);
}

qs_status qs_credits_open(const struct qs_context *context, const struct qs_portfolio *portfolio,
			  const struct qs_packs *packs, uint64_t sites, struct qs_credit_books *b, struct qs_err *err)
{
	const size_t members = (size_t)portfolio->members, n = portfolio->registrations.n,
		     threads = (size_t)context->threads;
	qs_status status = QS_OK;

	*b = (struct qs_credit_books){.context = context,
				      .portfolio = portfolio,
				      .members = members,
				      .years = (size_t)portfolio->years,
				      .count = n,
				      .packs = packs};
	qs_arena_init(&b->arena, &context->allocator);
	b->terms = qs_arena_take(&b->arena, n + 1, sizeof *b->terms);
	b->group = qs_arena_take(&b->arena, n + 1, sizeof *b->group);
	b->table = qs_arena_take(&b->arena, n + 1, sizeof *b->table);
	b->batch = qs_arena_take(&b->arena, n + 1, sizeof(struct qs_credit_batch *));
	b->stratum = qs_arena_take(&b->arena, n + packs->methodologies.n + 1, sizeof(struct qs_credit_stratum *));
	b->rating = qs_arena_take(&b->arena, n + 1, sizeof *b->rating);
	b->watch = qs_arena_take(&b->arena, threads, sizeof *b->watch);
	b->registered = qs_arena_take(&b->arena, packs->methodologies.n + 1, sizeof *b->registered);
	b->issued = qs_arena_take(&b->arena, threads * packs->methodologies.n * members + 1, sizeof *b->issued);
	b->column = qs_arena_take(&b->arena, threads * COLUMNS * members, sizeof *b->column);
	b->row = qs_arena_take(&b->arena, threads * ROWS * members, sizeof *b->row);
	if (!b->terms || !b->group || !b->table || !b->batch || !b->stratum || !b->registered || !b->issued ||
	    !b->column || !b->row || !b->rating || !b->watch)
		return qs_fail(err, QS_ENOMEM, "books of %zu registrations", n);
	if (qs_credits_open_strata(b, sites))
		return qs_fail(err, QS_ENOMEM, "strata");
	for (size_t r = 0; r < n && status == QS_OK; r++) {
		const struct qs_registration *registration = &portfolio->registrations.items[r];

		if (qs_credit_terms(portfolio, packs, registration, &b->terms[r]))
			return qs_fail(err, QS_EINPUT, "registration %s: methodology \"%s\" is not in the packs",
				       registration->id, registration->methodology);
		b->registered[b->terms[r].methodology - packs->methodologies.items] = 1;
		b->rates |= qs_risk_has_matrix(b->terms[r].methodology);
		status = open_group(b, r, sites, err);
		if (status == QS_OK)
			status = qs_credits_open_table(b, r, err);
	}
	for (size_t t = 0; b->rates && t < threads && status == QS_OK; t++)
		if (qs_credits_open_watch(b, &b->watch[t]))
			status = qs_fail(err, QS_ENOMEM, "risks of registrations");
	return status;
}

/* A thread's columns of members. */
struct room {
	double *net, *high, *shortfall, *issued, *reversed, *before;
	double *base, *outstanding, *buffer, *drawn, *cancelled; /* of what is taken back */
	int64_t *row[ROWS];
	int64_t *total; /* [methodology][members] */
};

static struct room room_of(const struct qs_credit_books *b, int thread)
{
	const size_t m = b->members, t = (size_t)thread;
	double *const column = b->column + t * COLUMNS * m;
	int64_t *const row = b->row + t * ROWS * m;

	return (struct room){column,
			     column + m,
			     column + 2 * m,
			     column + 3 * m,
			     column + 4 * m,
			     column + 5 * m,
			     column + 6 * m,
			     column + 7 * m,
			     column + 8 * m,
			     column + 9 * m,
			     column + 10 * m,
			     {row, row + m, row + 2 * m},
			     b->issued + t * b->packs->methodologies.n * m};
}

static const struct qs_verdict *verdict_of(const struct qs_credit_books *b, const struct qs_verdicts *verdicts,
					   const struct qs_credit_terms *terms)
{
	return &verdicts->site[terms->methodology - b->packs->methodologies.items];
}

/* Area of a site's units that passes, whatever their grade above ineligible. */
static double eligible_ha(const struct qs_credit_books *b, const struct qs_verdicts *verdicts,
			  const struct qs_credit_terms *terms)
{
	const size_t m = (size_t)(terms->methodology - b->packs->methodologies.items);
	double ha = 0;

	for (size_t u = 0; u < verdicts->unit_count; u++)
		if (verdicts->units[u * verdicts->n + m].grade != QS_INELIGIBLE)
			ha += verdicts->units[u * verdicts->n + m].area_ha;
	return ha;
}

/* Takes off what fires of the crediting years so far gave beside CO2, and displaced grazing. */
static void take_off(const struct qs_credit_books *b, struct room *room, const struct qs_wave *wave, size_t u,
		     const struct qs_credit_terms *terms, double share, size_t year)
{
	const struct qs_unit *const unit = wave->units[u].unit;
	const double kept = 1 - terms->sampling, fire = kept * share * qs_credit_fire(terms->methodology);
	const double leakage =
		kept * share * qs_unit_planimetric_ha(unit) * qs_credit_leakage(terms->methodology, unit);
	const size_t first = terms->first > 0 ? (size_t)terms->first : 0;

	if (year < first)
		return;
	memset(room->row[0], 0, b->members * sizeof *room->row[0]);
	for (size_t y = first; fire > 0 && wave->recipes[wave->units[u].recipe].hazards && y <= year; y++)
		qs_wave_unit_row(wave, u, QS_OUT_burnt_c, QS_SERIES_project, y, room->row[0]);
	for (size_t i = 0; (fire > 0 || leakage > 0) && i < b->members; i++)
		room->net[i] -= fire * ((double)room->row[0][i] * qs_output_rows[QS_OUT_burnt_c].quantum) + leakage;
}

/* Net removals of a site at the end of a year, t CO2e: units' woody carbon above the crediting baseline, and soil,
 * gases of fires and leakage where they count, x the share of their area that passes the rules. */
static void net_removals(const struct qs_credit_books *b, struct room *room, const struct qs_wave *wave, size_t site,
			 const struct qs_verdicts *verdicts, const struct qs_credit_terms *terms, size_t year)
{
	const size_t first = wave->site_unit[site], m = (size_t)(terms->methodology - b->packs->methodologies.items);
	const double carbon = qs_output_rows[QS_OUT_woody_c].quantum;
	const int prepared = terms->first > 0 ? terms->first : 0;

	memset(room->net, 0, b->members * sizeof *room->net);
	for (size_t u = first; u < wave->site_unit[site + 1]; u++) {
		const struct qs_verdict *verdict = &verdicts->units[(u - first) * verdicts->n + m];
		const struct qs_unit *const unit = wave->units[u].unit;
		const double ha = qs_unit_planimetric_ha(unit);
		const double share = verdict->grade == QS_INELIGIBLE ? 0 : verdict->area_ha / ha;
		const size_t compared = qs_credit_baseline_fixed(terms->methodology, unit->substrate) ? 0 : year;
		double soil = 0;

		if (!(share > 0))
			continue;
		if (terms->methodology->soil == QS_SOIL_AR_TOOL16)
			soil = share * ha *
			       qs_credit_soil(terms, unit->substrate, qs_unit_disturbed(b->portfolio, b->packs, unit),
					      (int)year - prepared);
		memset(room->row[0], 0, b->members * sizeof *room->row[0]);
		memset(room->row[1], 0, b->members * sizeof *room->row[1]);
		qs_wave_unit_row(wave, u, QS_OUT_woody_c, QS_SERIES_project, year, room->row[0]);
		qs_wave_unit_row(wave, u, QS_OUT_woody_c, QS_SERIES_baseline, compared, room->row[1]);
		for (size_t i = 0; i < b->members; i++)
			room->net[i] +=
				share * terms->per_c * ((double)(room->row[0][i] - room->row[1][i]) * carbon) + soil;
		take_off(b, room, wave, u, terms, share, year);
	}
}

/* Nonzero if a year's net removals are asked for: a verification, or the mark below which nothing is issued. */
static int is_asked(const struct qs_credit_books *b, const struct qs_credit_terms *terms, size_t year)
{
	return (int)year == terms->before || qs_credit_verified(terms, (int)year, (int)b->years);
}

static int64_t quanta(double t)
{
	return (int64_t)floor(t / tonne + 0.5);
}

/* What may be issued is never rounded up. */
static int64_t quanta_down(double t)
{
	return (int64_t)floor(t / tonne);
}

/* Opens the high-water mark of a registration. */
static void start_issuance(const struct qs_credit_books *b, struct room *room)
{
	memset(room->high, 0, b->members * sizeof *room->high);
	memset(room->shortfall, 0, b->members * sizeof *room->shortfall);
	memset(room->base, 0, b->members * sizeof *room->base);
	memset(room->outstanding, 0, b->members * sizeof *room->outstanding);
	memset(room->buffer, 0, b->members * sizeof *room->buffer);
}

/* One verification of room->net: room->issued. In the year before the first vintage the mark is raised and nothing is
 * issued. */
static void verify(struct qs_credit_books *b, size_t r, size_t year, struct room *room)
{
	const struct qs_credit_terms *const terms = &b->terms[r];
	const struct qs_credit_step step = {room->net,      room->before, room->issued,
					    room->reversed, room->drawn,  room->cancelled};

	if ((int)year == terms->before) {
		for (size_t i = 0; i < b->members; i++) {
			room->base[i] = room->high[i] = room->net[i] > 0 ? room->net[i] : 0;
			room->issued[i] = 0;
		}
		return;
	}
	memcpy(room->before, room->high, b->members * sizeof *room->before);
	b->context->kernels->issuance(b->members, terms->risk, room->net, room->high, room->shortfall, room->issued,
				      room->reversed);
	if (!b->tables)
		return;
	b->context->kernels->cancellation(b->members, terms->buffered ? terms->risk : 0, room->net, room->base,
					  room->before, room->high, room->issued, room->outstanding, room->buffer,
					  room->drawn, room->cancelled);
	qs_credits_batch(b, r, year, &step, room->row[0], room->row[1]);
}

/* Rates the natural risks of registration r as they were seen. */
static void rate(struct qs_credit_books *b, size_t r, const struct qs_risk_watch *watch)
{
	b->rating[r] = qs_credits_rate(b, watch, &b->terms[r]);
	b->table[r].rating = &b->rating[r];
	b->table[r].risk = b->table[r].terms.risk = b->terms[r].risk;
}

void qs_credits_group(struct qs_credit_books *b, const struct qs_wave *wave, size_t site,
		      const struct qs_verdicts *verdicts)
{
	struct room room = room_of(b, 0);

	for (size_t r = 0; r < b->count; r++) {
		struct qs_credit_group *const group = &b->group[r];
		const struct qs_credit_terms *const terms = &b->terms[r];

		if (!group->shared || !qs_registration_holds(terms->registration, wave->sites[site].id))
			continue;
		group->area_ha += eligible_ha(b, verdicts, terms);
		if (group->watch.stock)
			qs_credits_watch(b, &group->watch, wave, site, verdicts, terms, room.row[0]);
		for (size_t year = 0; year < b->years; year++) {
			if (!is_asked(b, terms, year))
				continue;
			net_removals(b, &room, wave, site, verdicts, terms, year);
			for (size_t i = 0; i < b->members; i++) {
				const int64_t net = quanta(room.net[i]);

				group->net[year * b->members + i] += net;
				group->positive[year * b->members + i] += net > 0 ? net : 0;
			}
		}
	}
}

void qs_credits_settle(struct qs_credit_books *b)
{
	struct room room = room_of(b, 0);
	int64_t *const sum = room.row[2];

	for (size_t r = 0; r < b->count; r++) {
		struct qs_credit_group *const group = &b->group[r];

		if (!group->shared)
			continue;
		if (group->watch.stock)
			rate(b, r, &group->watch);
		start_issuance(b, &room);
		memset(sum, 0, b->members * sizeof *sum);
		for (size_t year = 0; year < b->years; year++) {
			if (!is_asked(b, &b->terms[r], year))
				continue;
			for (size_t i = 0; i < b->members; i++)
				room.net[i] = (double)group->net[year * b->members + i] * tonne;
			verify(b, r, year, &room);
			for (size_t i = 0; i < b->members; i++) {
				group->issued[year * b->members + i] = quanta_down(room.issued[i]);
				sum[i] += group->issued[year * b->members + i];
			}
		}
		if (b->tables)
			b->table[r].issued_t = qs_credits_scalar(b, sum, room.row[0]);
	}
}

/* A site's part of what its registration issues in a year. */
static void part_of_group(const struct qs_credit_books *b, const struct qs_credit_group *group, size_t year,
			  struct room *room)
{
	for (size_t i = 0; i < b->members; i++) {
		const int64_t net = quanta(room->net[i]), all = group->positive[year * b->members + i];
		const double part = net > 0 && all > 0 ? (double)net / (double)all : 0;

		room->issued[i] = floor(part * (double)group->issued[year * b->members + i]) * tonne;
	}
}

static struct qs_credit credit_of(const struct qs_methodology_pack *methodology, struct qs_scalar issued)
{
	return (struct qs_credit){methodology, methodology->open_to_new_projects != QS_OPEN_YES, issued};
}

size_t qs_credits_most(const struct qs_credit_books *b, const char *site)
{
	size_t n = 0;

	for (size_t r = 0; r < b->count; r++)
		n += (size_t)qs_registration_holds(b->terms[r].registration, site);
	return n;
}

size_t qs_credits_site(struct qs_credit_books *b, int thread, const struct qs_wave *wave, size_t site,
		       const struct qs_verdicts *verdicts, struct qs_credit *credits, struct qs_site_credit *parts)
{
	struct room room = room_of(b, thread);
	int64_t *const sum = room.row[2];
	size_t n = 0;

	for (size_t r = 0; r < b->count; r++) {
		const struct qs_credit_terms *const terms = &b->terms[r];
		const struct qs_credit_group *const group = &b->group[r];
		const double ha = eligible_ha(b, verdicts, terms);
		int64_t *const total =
			room.total + (size_t)(terms->methodology - b->packs->methodologies.items) * b->members;

		if (!qs_registration_holds(terms->registration, wave->sites[site].id))
			continue;
		parts[n].registration = r;
		parts[n].share = verdict_of(b, verdicts, terms)->grade == QS_INELIGIBLE ? 0
				 : group->shared && group->area_ha > 0                  ? ha / group->area_ha
											: 1;
		if (!group->shared && qs_risk_has_matrix(terms->methodology)) {
			qs_credits_clear_watch(b, &b->watch[thread]);
			qs_credits_watch(b, &b->watch[thread], wave, site, verdicts, terms, room.row[0]);
			rate(b, r, &b->watch[thread]);
		}
		start_issuance(b, &room);
		memset(sum, 0, b->members * sizeof *sum);
		memset(parts[n].issued, 0, b->years * b->members * sizeof *parts[n].issued);
		for (size_t year = 0; year < b->years; year++) {
			if (!is_asked(b, terms, year))
				continue;
			net_removals(b, &room, wave, site, verdicts, terms, year);
			if (group->shared)
				part_of_group(b, group, year, &room);
			else
				verify(b, r, year, &room);
			for (size_t i = 0; i < b->members; i++) {
				const int64_t issued = quanta_down(room.issued[i]);

				sum[i] += issued;
				total[i] += issued;
				parts[n].issued[year * b->members + i] = (double)issued * tonne;
			}
		}
		credits[n++] = credit_of(terms->methodology, qs_credits_scalar(b, sum, room.row[0]));
		if (b->tables && !group->shared)
			b->table[r].issued_t = credits[n - 1].issued_t;
	}
	return n;
}

static qs_status plan_monitoring(struct qs_credit_books *b, struct qs_err *err)
{
	struct qs_monitoring_plan *const plans = qs_arena_take(&b->arena, b->count + 1, sizeof *plans);
	qs_status status = plans ? QS_OK : qs_fail(err, QS_ENOMEM, "monitoring plans");

	for (size_t r = 0; r < b->count && status == QS_OK; r++) {
		b->table[r].strata = b->stratum[r];
		status = qs_monitoring_of(&b->arena, b->portfolio, &b->table[r], &plans[r], err);
		b->table[r].plan = &plans[r];
	}
	return status;
}

static qs_status merge(struct qs_credit_books *b, struct qs_result *portfolio, struct qs_err *err)
{
	struct qs_merge *merges;
	const qs_status status = qs_merges_of(&b->arena, b->portfolio, b->packs, portfolio->tables,
					      portfolio->table_count, &merges, &portfolio->merge_count, err);

	portfolio->merges = merges;
	return status;
}

qs_status qs_credits_close(struct qs_credit_books *b, struct qs_result *portfolio, struct qs_err *err)
{
	const size_t all = b->packs->methodologies.n * b->members;
	struct qs_credit *credits = qs_arena_take(&b->arena, b->packs->methodologies.n + 1, sizeof *credits);
	size_t n = 0;

	if (!credits)
		return qs_fail(err, QS_ENOMEM, "credits of the portfolio");
	for (size_t t = 1; t < (size_t)b->context->threads; t++)
		for (size_t i = 0; i < all; i++)
			b->issued[i] += b->issued[t * all + i];
	for (size_t m = 0; m < b->packs->methodologies.n; m++)
		if (b->registered[m])
			credits[n++] = credit_of(&b->packs->methodologies.items[m],
						 qs_credits_scalar(b, b->issued + m * b->members, b->row));
	portfolio->credits = credits;
	portfolio->credit_count = n;
	if (b->tables) {
		qs_credits_close_tables(b);
		if (plan_monitoring(b, err) || qs_credits_compare(b, portfolio))
			return qs_fail(err, QS_ENOMEM, "methodologies side by side");
		portfolio->tables = b->table;
		portfolio->table_count = b->count;
		return merge(b, portfolio, err);
	}
	return QS_OK;
}

void qs_credits_free(struct qs_credit_books *b)
{
	qs_arena_free(&b->arena);
	*b = (struct qs_credit_books){0};
}
