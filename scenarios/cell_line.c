/* Cells piece by piece, wave after wave without a pause: while threads finish a wave others are at the next, which one
 * of them has read and planned before. Waves end in their order. */
#include "scenarios/account_lanes.h"
#include "scenarios/ahead.h"
#include "scenarios/cells.h"

#include <time.h>

enum { OPEN = QS_CELL_WAVES_OPEN, NAP_NS = 500000 };

/* A wave that is open. */
struct place {
	struct qs_wave wave;
	struct qs_cell_wave cells;
	struct qs_physics_work work;
	double *residual;
	size_t count, given, done; /* pieces; the wave itself is not looked at by who does not work on it */
	size_t *left;              /* pieces of each district that are not done; NULL unless districts end in turn */
};

/* Waves are counted from 0; number w stands at place w % OPEN. */
struct line {
	const struct qs_cell_line *of;
	struct qs_physics_team team;
	struct place place[OPEN];
	omp_lock_t turn, files;               /* the HDF5 library is one thread's */
	size_t oldest, from, planned;         /* the first open one, that pieces are given of, and the next to plan */
	int planning, ending, closing, ended; /* a thread is at it (ending: a district); no more can be planned */
	struct qs_err close_err, plan_err; /* failures of the last that was closed (or a district), and of planning */
};

enum job { PIECE, PLAN, DISTRICT, CLOSE, WAIT, LEAVE };

static struct place *place_of(struct line *x, size_t wave)
{
	return &x->place[wave % OPEN];
}

/* Nonzero if the next district to end has no piece left and pieces of others wait for its place, or for threads; behind
 * the last piece districts end by all threads together. */
static int is_district_done(const struct line *x, const struct place *p)
{
	const struct qs_cell_books *const books = x->of->books;

	return p->left && p->given < p->count && books->ended < books->districts && !p->left[books->ended];
}

/* Nonzero if the next piece is of a district whose place another still has. */
static int is_place_taken(const struct line *x, const struct place *p)
{
	const struct qs_cell_books *const books = x->of->books;

	return p->left && qs_cells_district_of(&p->wave, &p->wave.pieces[p->given]) >= books->ended + books->places;
}

/* What a thread does next, with the turn; a piece is one of wave `from`. */
static enum job choose(struct line *x, size_t *piece)
{
	struct place *p = place_of(x, x->oldest);

	if (qs_physics_stopped(&x->team))
		return LEAVE;
	if (x->oldest < x->planned && !x->ending && is_district_done(x, p)) {
		x->ending = 1;
		return DISTRICT;
	}
	if (x->oldest < x->planned && p->done == p->count && !x->closing && !x->ending) {
		x->closing = 1;
		return CLOSE;
	}
	if (!x->planning && !x->ended && x->planned < x->oldest + OPEN) {
		x->planning = 1;
		return PLAN;
	}
	x->from = x->from < x->oldest ? x->oldest : x->from;
	while (x->from < x->planned && place_of(x, x->from)->given == place_of(x, x->from)->count)
		x->from++;
	p = place_of(x, x->from);
	if (x->from < x->planned && is_place_taken(x, p))
		return WAIT;
	if (x->from < x->planned) {
		*piece = p->given++;
		return PIECE;
	}
	/* whoever does the last piece of a wave closes it, or who is at closing one, or at a district */
	return x->ended && !x->ending ? LEAVE : WAIT;
}

/* Counts the pieces of each district of a wave, which is the only one. */
static qs_status count_pieces(const struct qs_cell_books *books, struct place *p, struct qs_err *err)
{
	p->left = qs_arena_take(&p->wave.arena, books->districts, sizeof *p->left);
	if (!p->left)
		return qs_fail(err, QS_ENOMEM, "pieces of %zu districts", books->districts);
	for (size_t k = 0; k < p->wave.piece_count; k++)
		p->left[qs_cells_district_of(&p->wave, &p->wave.pieces[k])]++;
	return QS_OK;
}

static void give_back(struct place *p)
{
	qs_physics_close(&p->work);
	qs_wave_free(&p->wave);
}

/* Plans the next wave, if there is one that goes by pieces. */
static qs_status plan(struct line *x, int *ended, struct qs_err *err)
{
	const struct qs_cell_line *const of = x->of;
	struct place *const p = place_of(x, x->planned);
	struct qs_ahead_wave next = {.n = 0};
	qs_status status = qs_ahead_peek(of->ahead, &next, err);

	*p = (struct place){.given = 0};
	*ended = !next.n || !next.pieces;
	if (status != QS_OK || *ended)
		return status;
	if (of->books->places < of->books->districts && next.n < of->ahead->source->sites)
		return qs_fail(err, QS_EFILE, "the sites are others than they were");
	status = qs_wave_plan_pieces(of->books->context, of->portfolio, of->packs, next.sites, next.n,
				     qs_states_any(&of->physics->states), &p->wave, err);
	if (status == QS_OK) {
		p->residual = qs_arena_take(&p->wave.arena, p->wave.segment_count, sizeof *p->residual);
		status = p->residual ? QS_OK : qs_fail(err, QS_ENOMEM, "%zu blocks", p->wave.block_count);
	}
	if (status == QS_OK)
		status = qs_cells_begin(of->books, of->accounts, of->credits, &p->wave, NULL, &p->cells, err);
	if (status == QS_OK && p->wave.strips)
		status = qs_cells_list_strips(&p->cells, err);
	if (status == QS_OK && of->books->places < of->books->districts)
		status = count_pieces(of->books, p, err);
	if (status == QS_OK)
		status = qs_physics_begin(of->physics, &x->team, &p->wave, p->residual, &p->work, err);
	p->count = p->wave.piece_count;
	if (status == QS_OK)
		qs_ahead_pass(of->ahead, &next);
	else
		give_back(p);
	return status;
}

/* Begins the sink while others are at the first wave, and plans. */
static void go_ahead(struct line *x)
{
	int ended = 1;
	qs_status status;

	omp_set_lock(&x->files);
	status = qs_ahead_begin(x->of->ahead, &x->plan_err);
	if (status == QS_OK)
		status = plan(x, &ended, &x->plan_err);
	omp_unset_lock(&x->files);
	if (status != QS_OK)
		qs_physics_stop(&x->team);
	omp_set_lock(&x->turn);
	x->planned += !ended && status == QS_OK;
	x->ended = ended;
	x->planning = 0;
	omp_unset_lock(&x->turn);
}

/* Ends the next district: to the sink, and its place is another's. */
static void end_district(struct line *x, int thread)
{
	const struct place *const p = place_of(x, x->oldest);
	struct qs_cell_books *const books = x->of->books;
	qs_status status;

	omp_set_lock(&x->files);
	status = qs_ahead_begin(x->of->ahead, &x->close_err);
	qs_cells_add_areas(&p->cells, p->residual, books->ended, books->ended + 1);
	if (status == QS_OK)
		status = x->of->end_district(x->of->self, thread, &x->close_err);
	omp_unset_lock(&x->files);
	if (status != QS_OK)
		qs_physics_stop(&x->team);
	omp_set_lock(&x->turn);
	books->ended++;
	x->ending = 0;
	omp_unset_lock(&x->turn);
}

/* Before a piece is run, with the turn: states are read in the order in which pieces are given. */
static enum job take_up(struct place *p, const struct qs_wave_piece *piece)
{
	const size_t first = piece->block0, last = first + piece->block_count - 1;

	p->work.statuses[first] = qs_physics_read(&p->work, last, &p->work.errs[first]);
	if (p->work.statuses[first] == QS_OK)
		return PIECE;
	qs_physics_stop(p->work.team);
	return LEAVE;
}

/* Ends the oldest wave: its cells go to the sink. */
static void end(struct line *x)
{
	struct place *const p = place_of(x, x->oldest);
	qs_status status;

	if (p->wave.strips)
		qs_cells_tell_strips(&p->cells);
	status = qs_physics_end(&p->work, &x->close_err);
	omp_set_lock(&x->files);
	if (status == QS_OK)
		status = qs_ahead_begin(x->of->ahead, &x->close_err);
	if (status == QS_OK)
		status = qs_cells_end(&p->cells, p->residual, x->of->sink, &x->close_err);
	omp_unset_lock(&x->files);
	if (status != QS_OK)
		qs_physics_stop(&x->team);
	give_back(p);
	omp_set_lock(&x->turn);
	x->oldest++;
	x->closing = 0;
	omp_unset_lock(&x->turn);
}

/* What the thread lends to a piece of the wave: taken anew only if it must grow. */
static qs_status lend(struct qs_cell_loan *loan, const struct qs_wave *wave, struct qs_err *err)
{
	if (wave->piece_values <= loan->values && wave->piece_costs <= loan->costs)
		return QS_OK;
	qs_arena_free(&loan->arena);
	loan->values = loan->costs = 0;
	loan->of.value = qs_arena_take_raw(&loan->arena, wave->piece_values, sizeof *loan->of.value);
	loan->of.event_cny = qs_arena_take_raw(&loan->arena, wave->piece_costs, sizeof *loan->of.event_cny);
	if (!loan->of.value || !loan->of.event_cny)
		return qs_fail(err, QS_ENOMEM, "ledger of a thread");
	loan->values = wave->piece_values;
	loan->costs = wave->piece_costs;
	return QS_OK;
}

void qs_cells_unlend(struct qs_cell_books *books)
{
	for (size_t t = 0; books->loan && t < (size_t)books->context->threads; t++) {
		qs_arena_free(&books->loan[t].arena);
		books->loan[t].values = books->loan[t].costs = 0;
	}
}

/* All that follows from a piece's ledger. */
static qs_status follow(struct place *p, const struct qs_wave_piece *piece, int thread, struct qs_err *err)
{
	const struct qs_cell_wave *const x = &p->cells;

	if (p->wave.strips) {
		qs_cells_strip(x, piece, thread);
		return QS_OK;
	}
	qs_cells_settle_units(x, piece->from, piece->end);
	for (size_t k = 0; k < piece->block_count; k++)
		qs_cells_add_block(x, &p->wave.blocks[piece->block0 + k], 0, QS_CELL_GROUPS, thread);
	qs_cells_tell(x, piece->from, piece->end);
	return x->desk[thread].status == QS_OK ? QS_OK
					       : qs_fail(err, x->desk[thread].status, "%s", x->desk[thread].err.text);
}

/* A thread at work, and its seconds. */
struct hand {
	struct line *line;
	int thread;
	struct qs_arena arena; /* blocks of a piece have one size, or nearly */
	double land, follow;
};

/* Blocks and what follows from them. */
static void run_part(struct hand *h, struct place *p, const struct qs_wave_piece *part)
{
	struct qs_physics_team *const team = &h->line->team;
	struct qs_cell_loan *const loan = &h->line->of->books->loan[h->thread];
	const size_t first = part->block0;
	const double start = qs_physics_now();
	double ran;

	p->work.statuses[first] = lend(loan, &p->wave, &p->work.errs[first]);
	if (p->work.statuses[first] != QS_OK) {
		qs_physics_stop(team);
		return;
	}
	qs_wave_lend(&p->wave, part, &loan->of);
	for (size_t k = 0; k < part->block_count && !qs_physics_stopped(team); k++)
		qs_physics_block(&p->work, first + k, &h->arena);
	ran = qs_physics_now();
	h->land += ran - start;
	if (qs_physics_stopped(team))
		return;
	p->work.statuses[first] = follow(p, part, h->thread, &p->work.errs[first]);
	if (p->work.statuses[first] != QS_OK)
		qs_physics_stop(team);
	h->follow += qs_physics_now() - ran;
}

static void run_piece(struct hand *h, struct place *p, const struct qs_wave_piece *piece)
{
	const struct qs_wave *const wave = &p->wave;

	if (!wave->strips)
		run_part(h, p, piece);
	for (size_t i = piece->from; wave->strips && i < piece->end; i++) {
		const size_t block = wave->units[wave->list[i]].block + piece->strip;

		run_part(h, p, &(struct qs_wave_piece){block, 1, i, piece->end, piece->strip});
	}
}

/* For who reads or writes; else for the last pieces of the waves that are open: who tried without a pause would take
 * the processor from them where threads are more than processors. */
static void wait_for_others(struct line *x)
{
	omp_set_lock(&x->files);
	omp_unset_lock(&x->files);
	nanosleep(&(struct timespec){.tv_nsec = NAP_NS}, NULL);
}

/* A thread, until nothing is left to do. */
static void work(struct hand *h)
{
	struct line *const x = h->line;

	for (;;) {
		struct place *p;
		size_t piece = 0;
		enum job job;

		omp_set_lock(&x->turn);
		job = choose(x, &piece);
		p = place_of(x, x->from);
		if (job == PIECE && p->work.states.from)
			job = take_up(p, &p->wave.pieces[piece]);
		omp_unset_lock(&x->turn);
		if (job == LEAVE)
			return;
		if (job == PLAN) {
			go_ahead(x);
		} else if (job == DISTRICT) {
			end_district(x, h->thread);
		} else if (job == CLOSE) {
			end(x);
		} else if (job == WAIT) {
			wait_for_others(x);
		} else {
			run_piece(h, p, &p->wave.pieces[piece]);
			omp_set_lock(&x->turn);
			if (p->left)
				p->left[qs_cells_district_of(&p->wave, &p->wave.pieces[piece])]--;
			p->done++;
			omp_unset_lock(&x->turn);
		}
	}
}

/* All threads at the line, whose first wave is planned. */
static void run_line(struct line *x)
{
	const struct qs_context *const context = x->of->books->context;
	double land = 0, follow_s = 0;

#pragma omp parallel num_threads(context->threads) reduction(+ : land, follow_s)
	{
		struct hand hand = {.line = x, .thread = omp_get_thread_num()};

		qs_arena_init(&hand.arena, &context->allocator);
		work(&hand);
		qs_arena_free(&hand.arena);
		land = hand.land;
		follow_s = hand.follow;
	}
	x->of->physics->seconds += land / context->threads;
	*x->of->seconds += follow_s / context->threads;
}

static qs_status told(const struct qs_err *of, struct qs_err *err)
{
	return of->status == QS_OK ? QS_OK : qs_fail(err, of->status, "%s", of->text);
}

/* The first failure in the order of waves; gives back those that are open: none, if nothing failed. */
static qs_status end_line(struct line *x, struct qs_err *err)
{
	qs_status status = told(&x->close_err, err);

	for (size_t w = x->oldest; w < x->planned; w++) {
		status = status == QS_OK ? qs_physics_told(&place_of(x, w)->work, err) : status;
		give_back(place_of(x, w));
	}
	return status == QS_OK ? told(&x->plan_err, err) : status;
}

qs_status qs_cells_line(const struct qs_cell_line *line, struct qs_err *err)
{
	struct line x = {.of = line};
	qs_status status;

	qs_physics_team_open(&x.team);
	omp_init_lock(&x.turn);
	omp_init_lock(&x.files);
	status = plan(&x, &x.ended, err);
	x.planned = status == QS_OK && !x.ended;
	if (x.planned)
		run_line(&x);
	status = status == QS_OK ? end_line(&x, err) : status;
	omp_destroy_lock(&x.files);
	omp_destroy_lock(&x.turn);
	qs_physics_team_close(&x.team);
	return status;
}
