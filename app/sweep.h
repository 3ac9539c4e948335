/* `qingshan sweep`, `merge` and `status`: what their sources share. */
#ifndef QS_APP_SWEEP_H
#define QS_APP_SWEEP_H

#include "app/app.h"
#include "io/shards.h"
#include "io/sweep_input.h"

/* A sweep with its design: all scenarios' coordinates and the order in which they run. */
struct qs_sweep_design_of {
	struct qs_sweep_input input;
	struct qs_sweep_plan plan;
	double **at;          /* [axis][scenario] */
	enum qs_axis_kind *kind;
	size_t *order, *first; /* scenarios in the order of running; where each group of one physics begins */
};

/* Reads a sweep, tells its mistakes, and lays its design out; memory of the app. Safe to free whatever it returns. */
qs_status qs_sweep_design_read(struct qs_app *app, const char *path, int64_t members, struct qs_sweep_design_of *design);

/* Gives everything back. */
void qs_sweep_design_free(struct qs_sweep_design_of *design);

/* What run.json of a sweep says of this machine. */
struct qs_sweep_times {
	double physics, accounts, all; /* seconds; 0: not measured here */
	size_t physics_runs, scenarios; /* computed by this process */
};

/* Joins the shards of a folder into its results, told on standard output. QS_EPARTLY if some scenarios failed. */
qs_status qs_sweep_merge(struct qs_app *app, const char *folder, const struct qs_sweep_times *times);

#endif
