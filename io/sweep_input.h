/* A sweep file and the portfolio it names, read and checked, all mistakes at once; and the portfolio of one scenario.
 *
 * A scenario stands at a coordinate on each axis: the index of a value where the axis lists values, else a number in
 * the field's unit.
 */
#ifndef QS_IO_SWEEP_INPUT_H
#define QS_IO_SWEEP_INPUT_H

#include "io/axes.h"
#include "io/file.h"
#include "model/sweep.h"

struct qs_sweep_axis {
	const struct qs_axis *row;
	const struct qs_json *node; /* of the file */
	enum qs_axis_kind kind;
	const char *const *paths;
	size_t path_count;
	size_t values;              /* listed; 0: continuous */
	const struct qs_json **value; /* [values][path_count] */
	const char **label;         /* [values] */
	double *number;             /* [values]: NaN where it is no number */
	struct qs_figure draw;      /* continuous: with its spread */
	const struct qs_field *field; /* of the first path */
};

struct qs_sweep_input {
	struct qs_arena arena;
	const char *file; /* of the sweep */
	struct qs_sweep sweep;
	struct qs_sweep_axis *axes;
	size_t n;
	double *rho;      /* [n][n] correlations of normal scores, or NULL */
	const char *portfolio; /* path, and its text */
	const char *bytes;
	size_t length;
	struct qs_input_override override; /* members of the sweep, or the command line's */
	struct qs_input base; /* the portfolio without any change */
	char drawn[QS_SHA256_TEXT]; /* hash of the tables that axes take values from; "" without any */
	char hash[QS_SHA256_TEXT]; /* of all that scenarios depend on: file, portfolio resolved, version */
};

/* Reads a sweep. QS_EINPUT if `mistakes` holds an error afterwards, QS_EFILE, QS_ENOMEM. members: 0, or in place of
 * the file's. */
qs_status qs_sweep_read(const struct qs_context *context, const char *path, int64_t members, struct qs_sweep_input *sweep,
			struct qs_mistakes *mistakes, struct qs_err *err);

/* Gives everything back; safe on a zeroed struct and twice. */
void qs_sweep_free(struct qs_sweep_input *sweep);

/* The coordinate at probability u of an axis. */
double qs_axis_at(const struct qs_context *context, const struct qs_sweep_axis *axis, double u);

/* The portfolio of a scenario, with what is needed to move on to another one that shares its physics. A zeroed one is
 * closed. */
struct qs_scenario {
	const struct qs_context *context;
	const struct qs_sweep_input *sweep;
	const double *at;     /* coordinates, by axis */
	struct qs_input input;
	struct qs_arena own;   /* of the targets */
	struct qs_arena arena; /* of the values put in last on axes that are not physical */
	struct qs_targets *targets; /* by axis and path, in their order */
};

/* Reads the portfolio with the values of all axes at their coordinates. QS_EINPUT with the first mistake in err. */
qs_status qs_scenario_open(const struct qs_context *context, const struct qs_sweep_input *sweep, const double *at,
			   struct qs_scenario *scenario, struct qs_err *err);

/* Moves to other coordinates on axes that are not physical: those of physical ones must be the same. QS_EINPUT if the
 * values do not hold together. */
qs_status qs_scenario_move(struct qs_scenario *scenario, const double *at, struct qs_err *err);

/* Gives everything back; safe on a zeroed scenario and twice. */
void qs_scenario_close(struct qs_scenario *scenario);

/* ---- used by the parts of this module alone (io/sweep_input.c, io/sweep_check.c) ---- */

/* What the reading of a sweep needs at hand. */
struct qs_sweep_reading {
	const struct qs_context *context;
	struct qs_sweep_input *sweep;
	struct qs_mistakes *mistakes;
	struct qs_reader reader;
	const struct qs_json *root;
};

/* Values of an axis from the table that it names (io/sweep_draws.c). Mistakes are told. */
qs_status qs_sweep_take_draws(struct qs_sweep_reading *reading, struct qs_sweep_axis *axis, struct qs_err *err);

/* Finds the fields of an axis and tries each of its values, or the ends of its range, in the base portfolio. Mistakes
 * are told. */
qs_status qs_sweep_try_axis(struct qs_sweep_reading *reading, struct qs_sweep_axis *axis, struct qs_err *err);

#endif
