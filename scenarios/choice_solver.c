#include "scenarios/choice_solver.h"

#include "scenarios/choice.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

/* Where GLPK returns to when it fails, and what it said. */
struct trap {
	jmp_buf back;
	char words[160];
};

static void spring(void *info)
{
	longjmp(((struct trap *)info)->back, 1); // NOLINT(cert-err52-cpp): GLPK ends the process otherwise
}

/* Swallows what GLPK prints; the first line is kept for the message. */
static int listen(void *info, const char *text)
{
	struct trap *const trap = info;
	size_t n;

	if (!trap->words[0]) {
		snprintf(trap->words, sizeof trap->words, "%s", text);
		n = strcspn(trap->words, "\n");
		trap->words[n] = 0;
	}
	return 1;
}

/* What is done within GLPK: one step of those below, with its arguments. */
struct step {
	struct qs_solver *solver;
	size_t n;
	const size_t *column;
	const double *value;
	double low, high;
	uint64_t most_nodes;
	double gap, least;
	struct qs_solution *solution;
	int *x;
	int code;
};

static void create(struct step *step)
{
	glp_prob *const p = glp_create_prob();

	step->solver->problem = p;
	glp_set_obj_dir(p, GLP_MAX);
	glp_add_cols(p, (int)step->n);
	for (size_t j = 0; j < step->n; j++) {
		glp_set_col_kind(p, (int)j + 1, GLP_BV);
		glp_set_obj_coef(p, (int)j + 1, step->value[j]);
	}
}

static void add_row(struct step *step)
{
	glp_prob *const p = step->solver->problem;
	int *const index = step->solver->index;
	const int row = glp_add_rows(p, 1);
	const int below = step->low > -HUGE_VAL, above = step->high < HUGE_VAL;
	const int kind = below && above ? (step->low < step->high ? GLP_DB : GLP_FX)
			 : below        ? GLP_LO
			 : above        ? GLP_UP
					: GLP_FR;

	for (size_t k = 0; k < step->n; k++)
		index[k + 1] = (int)step->column[k] + 1;
	glp_set_row_bnds(p, row, kind, step->low, step->high);
	glp_set_mat_row(p, row, (int)step->n, index, step->value);
}

struct search {
	uint64_t nodes, most;
	double bound, least;
	int cut, cleared; /* nodes used up; nothing is left that is worth the least */
	const struct qs_solver *solver;
};

/* The relaxation's solution, into scratch [columns]. */
static double *relaxed(const struct qs_solver *solver, glp_prob *p)
{
	for (size_t j = 0; j < solver->columns; j++)
		solver->scratch[j] = glp_get_col_prim(p, (int)j + 1);
	return solver->scratch;
}

/* Adds the lazy row that the relaxation breaks most; 0 if it breaks none. */
static int add_lazy(const struct qs_solver *solver, glp_prob *p)
{
	double *const value = solver->scratch + solver->columns;
	double high;
	int row;

	if (!solver->lazy->row(solver->lazy->self, relaxed(solver, p), value, &high))
		return 0;
	row = glp_add_rows(p, 1);
	for (size_t j = 1; j <= solver->columns; j++)
		solver->index[j] = (int)j;
	glp_set_row_bnds(p, row, GLP_UP, 0, high);
	glp_set_mat_row(p, row, (int)solver->columns, solver->index, value);
	return 1;
}

/* Called by branch and bound. Counts nodes, which are the same on every machine, as time is not. */
static void look(glp_tree *tree, void *info)
{
	struct search *const s = info;
	const struct qs_solver_lazy *const lazy = s->solver->lazy;

	if (lazy && glp_ios_reason(tree) == GLP_IROWGEN)
		(void)add_lazy(s->solver, glp_ios_get_prob(tree));
	if (lazy && glp_ios_reason(tree) == GLP_IHEUR && !(s->least > -HUGE_VAL)) {
		double *const x = s->solver->scratch + s->solver->columns;

		if (lazy->round(lazy->self, relaxed(s->solver, glp_ios_get_prob(tree)), x + 1))
			(void)glp_ios_heur_sol(tree, x);
	}
	if (glp_ios_reason(tree) != GLP_ISELECT)
		return;
	s->bound = glp_ios_node_bound(tree, glp_ios_best_node(tree));
	s->cleared = s->bound < s->least;
	s->cut = !s->cleared && ++s->nodes > s->most && s->most;
	if (s->cut || s->cleared)
		glp_ios_terminate(tree);
}

/* How a search ended, by GLPK's code and status. */
static enum qs_solver_end end_of(int *code, int status, double objective, const struct search *s)
{
	const int has = status == GLP_OPT || status == GLP_FEAS;

	if (*code == GLP_ENOPFS || (*code == 0 && status == GLP_NOFEAS)) {
		*code = 0;
		return QS_SOLVER_NONE;
	}
	if (s->cut || s->cleared)
		*code = 0;
	if (s->cut)
		return has ? QS_SOLVER_CUT : QS_SOLVER_OPEN;
	if (s->cleared)
		return has && objective >= s->least ? QS_SOLVER_OPTIMAL : QS_SOLVER_NONE;
	if (*code == GLP_EMIPGAP)
		*code = 0;
	else if (!*code && status != GLP_OPT)
		*code = GLP_EFAIL;
	return QS_SOLVER_OPTIMAL;
}

/* Solves the relaxation: 0, GLP_ENOPFS without a solution, or a code of GLPK. */
static int relax(glp_prob *p)
{
	glp_smcp how;
	int code;

	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	glp_std_basis(p);
	code = glp_simplex(p, &how);
	if (code)
		return code;
	return glp_get_status(p) == GLP_OPT ? 0 : glp_get_status(p) == GLP_NOFEAS ? GLP_ENOPFS : GLP_EFAIL;
}

static void tighten(struct step *step)
{
	glp_prob *const p = step->solver->problem;
	glp_smcp how;

	glp_init_smcp(&how);
	how.msg_lev = GLP_MSG_OFF;
	how.meth = GLP_DUALP;
	if (relax(p))
		return; /* the search will say so */
	for (size_t n = 0; n < step->n; n++)
		if (!add_lazy(step->solver, p) || glp_simplex(p, &how) || glp_get_status(p) != GLP_OPT)
			return;
}

static void search(struct step *step)
{
	glp_prob *const p = step->solver->problem;
	const int is_lazy = step->solver->lazy != NULL;
	struct search s = {.most = step->most_nodes, .least = step->least, .solver = step->solver};
	glp_iocp how;

	glp_init_iocp(&how);
	how.presolve = is_lazy ? GLP_OFF : GLP_ON; /* it would renumber the columns of lazy rows */
	how.msg_lev = GLP_MSG_OFF;
	how.tol_obj = 1e-9;
	how.mip_gap = step->gap;
	how.fp_heur = is_lazy ? GLP_OFF : GLP_ON; /* it knows nothing of lazy rows */
	how.cb_func = look;
	how.cb_info = &s;
	step->code = is_lazy ? relax(p) : 0;
	if (!step->code)
		step->code = glp_intopt(p, &how);
	else
		*step->solution = (struct qs_solution){QS_SOLVER_NONE, 0, 0};
	if (step->code == GLP_ENOPFS && is_lazy) {
		step->code = 0;
		return;
	}
	step->solution->objective = glp_mip_obj_val(p);
	step->solution->end = end_of(&step->code, glp_mip_status(p), step->solution->objective, &s);
	step->solution->bound = s.cut ? s.bound : step->solution->objective;
	for (size_t j = 0; j < step->solver->columns; j++)
		step->x[j] = glp_mip_col_val(p, (int)j + 1) > 0.5;
}

static void fix(struct step *step)
{
	glp_prob *const p = step->solver->problem;
	double slack;

	if (relax(p))
		return; /* nothing is known then */
	slack = glp_get_obj_val(p) - step->least;
	for (int j = 1; j <= (int)step->solver->columns; j++) {
		const double d = glp_get_col_dual(p, j);
		const int at = glp_get_col_stat(p, j);

		if (at == GLP_NL && -d > slack + 1e-7)
			glp_set_col_bnds(p, j, GLP_FX, 0, 0);
		else if (at == GLP_NU && d > slack + 1e-7)
			glp_set_col_bnds(p, j, GLP_FX, 1, 1);
	}
}

static void discard(struct step *step)
{
	glp_delete_prob(step->solver->problem);
}

/* Runs a step; nonzero if GLPK failed. The trap lies with the caller, so that its words outlive the jump. */
static int failed(struct trap *trap, struct step *step, void (*run)(struct step *))
{
	if (setjmp(trap->back)) // NOLINT(cert-err52-cpp)
		return 1;
	run(step);
	return 0;
}

/* Runs a step with GLPK silenced and its failures caught. */
static qs_status within(struct step *step, void (*run)(struct step *), struct qs_err *err)
{
	struct trap trap = {.words = ""};

	if (step->solver->lost)
		return qs_fail(err, QS_EFAILED, "GLPK has failed before");
	glp_term_hook(listen, &trap);
	glp_error_hook(spring, &trap);
	if (failed(&trap, step, run)) {
		glp_free_env(); /* nothing in it can be trusted */
		step->solver->problem = NULL;
		step->solver->lost = 1;
		return qs_fail(err, strstr(trap.words, "memory") ? QS_ENOMEM : QS_EFAILED, "GLPK: %s", trap.words);
	}
	glp_error_hook(NULL, NULL);
	glp_term_hook(NULL, NULL);
	return QS_OK;
}

qs_status qs_solver_open(struct qs_solver *solver, size_t columns, const double *objective, int *index,
			 struct qs_err *err)
{
	struct step step = {.solver = solver, .n = columns, .value = objective};
	const int opened = glp_init_env();

	*solver = (struct qs_solver){.columns = columns, .index = index, .owns = opened == 0};
	if (opened > 1) {
		solver->lost = 1;
		return qs_fail(err, QS_ENOMEM, "GLPK does not start (%d)", opened);
	}
	solver->spoke = glp_term_out(GLP_OFF);
	return within(&step, create, err);
}

qs_status qs_solver_row(struct qs_solver *solver, size_t n, const size_t *column, const double *value, double low,
			double high, struct qs_err *err)
{
	struct step step = {.solver = solver, .n = n, .column = column, .value = value, .low = low, .high = high};

	return within(&step, add_row, err);
}

qs_status qs_solver_fix(struct qs_solver *solver, double least, struct qs_err *err)
{
	struct step step = {.solver = solver, .least = least};

	return within(&step, fix, err);
}

qs_status qs_solver_tighten(struct qs_solver *solver, size_t most, struct qs_err *err)
{
	struct step step = {.solver = solver, .n = most};

	return within(&step, tighten, err);
}

qs_status qs_solver_solve(struct qs_solver *solver, uint64_t most_nodes, double gap, double least,
			  struct qs_solution *solution, int *x, struct qs_err *err)
{
	struct step step = {
		.solver = solver, .most_nodes = most_nodes, .gap = gap, .least = least, .solution = solution, .x = x};
	const qs_status status = within(&step, search, err);

	if (!status && step.code)
		return qs_fail(err, QS_EFAILED, "GLPK: branch and bound ended with code %d", step.code);
	return status;
}

void qs_solver_close(struct qs_solver *solver)
{
	struct step step = {.solver = solver};

	if (solver->problem) {
		(void)within(&step, discard, NULL);
		solver->problem = NULL;
		if (solver->owns)
			glp_free_env();
		else
			glp_term_out(solver->spoke);
	}
	memset(solver, 0, sizeof *solver);
}

const char *qs_choice_solver(void)
{
	return glp_version();
}
