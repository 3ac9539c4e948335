/* GLPK behind a door: a programme of binary variables, solved in silence, its failures as statuses.
 *
 * Maximise cost x subject to rows low <= a x <= high, x binary. Rows may be added between two solutions,
 * and during one where they are too many to be written down (struct qs_solver_lazy).
 */
#ifndef QS_SCENARIOS_CHOICE_SOLVER_H
#define QS_SCENARIOS_CHOICE_SOLVER_H

#include "model/base/status.h"

#include <stddef.h>
#include <stdint.h>

/* Limits that are made as relaxations break them. */
struct qs_solver_lazy {
	void *self;
	/* Fills the row value[1 + j] x_j <= *high that x [columns] breaks most; 0: it breaks none. */
	int (*row)(void *self, const double *x, double *value, double *high);
	/* Makes a solution of 0 and 1 out of x that keeps every limit; 0: none found. out: [columns]. */
	int (*round)(void *self, const double *x, double *out);
};

struct qs_solver {
	void *problem;
	int owns;  /* the environment was opened here */
	int spoke; /* what glp_term_out said before */
	int lost;  /* GLPK failed: its environment is gone */
	size_t columns;
	int *index; /* [1 + columns] of the caller, scratch */
	const struct qs_solver_lazy *lazy; /* or NULL */
	double *scratch; /* [2 x (1 + columns)] of the caller, where there is a lazy */
};

enum qs_solver_end {
	QS_SOLVER_OPTIMAL, /* to 1e-9 of the objective, or to the gap */
	QS_SOLVER_NONE,    /* no solution, or none worth the least */
	QS_SOLVER_CUT,     /* nodes used up: there is a solution, not proven */
	QS_SOLVER_OPEN,    /* nodes used up: there is none so far */
};

struct qs_solution {
	enum qs_solver_end end;
	double objective, bound;
};

/* Opens a problem of `columns` binary variables with their objective. index holds 1 + columns numbers until it is
 * closed. */
qs_status qs_solver_open(struct qs_solver *solver, size_t columns, const double *objective, int *index,
			 struct qs_err *err);

/* Adds a row of n entries: column[k] counts from 0; value has a 0 in front, as GLPK wants it: value[1 + k]. -inf and
 * inf: no bound on that side. */
qs_status qs_solver_row(struct qs_solver *solver, size_t n, const size_t *column, const double *value, double low,
			double high, struct qs_err *err);

/* Solves, up to a relative gap (0: to the end) and looking for nothing below `least` (-inf: for anything); x[j] is 0 or
 * 1 if there is a solution. most_nodes 0: no limit. */
qs_status qs_solver_solve(struct qs_solver *solver, uint64_t most_nodes, double gap, double least,
			  struct qs_solution *solution, int *x, struct qs_err *err);

/* Fixes the variables whose change alone would push the objective of the relaxation below `least`, by their reduced
 * costs. */
qs_status qs_solver_fix(struct qs_solver *solver, double least, struct qs_err *err);

/* Adds the rows of lazy that the relaxation breaks, until it breaks none or `most` were added: the search then begins
 * from a tight one. */
qs_status qs_solver_tighten(struct qs_solver *solver, size_t most, struct qs_err *err);

/* Gives GLPK's memory back; safe on a zeroed struct and twice. */
void qs_solver_close(struct qs_solver *solver);

#endif
