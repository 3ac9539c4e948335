/* `qingshan calibrate SPEC.json`: parameters of a portfolio from observations (scenarios/fit.h). */
#include "app/calibrate.h"
#include "app/input.h"
#include "app/run.h"
#include "io/file.h"
#include "io/files.h"
#include "io/observations.h"
#include "io/sweep_input.h"
#include "io/text.h"
#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "model/base/version.h"
#include "scenarios/fit.h"
#include "scenarios/predict.h"

#include <math.h>
#include <string.h>

#define COMMAND "calibrate"

/* What is told of a parameter's draws. */
struct summary {
	double q[3], mean, sd; /* 5, 50, 95 % */
	double rhat, bulk, tail;
};

struct work {
	struct qs_app *app;
	struct qs_sweep_input in;
	struct qs_observations observations;
	struct qs_context one; /* of a model: it is one thread's work */
	struct qs_fit fit;
	struct qs_fit_least least;
	struct qs_chains chains;
	double *value;      /* [chains][draws][parameters]: values */
	struct summary *of; /* by parameter */
	struct qs_progress progress;
	struct qs_err err;
};

static const struct qs_calibration *asked(const struct work *w)
{
	return &w->in.sweep.calibrate;
}

/* ---- the model ---- */

/* A parameter's value at a score. A score of 6 stands within 1e-9 of the end. */
static double value_at(const struct work *w, size_t p, double z)
{
	const double u = 0.5 * qs_k_erfc(-z / 1.4142135623730951), least = 1e-9;

	return qs_axis_at(&w->one, &w->in.axes[p], u < least ? least : u > 1 - least ? 1 - least : u);
}

/* Means over the members of what the portfolio with these values reads. */
static qs_status model(void *self, const double *z, double *f, struct qs_err *err)
{
	struct work *const w = self;
	const size_t n = w->observations.n, members = (size_t)w->in.base.portfolio.members;
	struct qs_scenario scenario = {0};
	struct qs_run_input run;
	struct qs_arena arena;
	double *at, *readings;
	qs_status status;

	qs_arena_init(&arena, &w->one.allocator);
	at = qs_arena_take(&arena, w->in.n, sizeof *at);
	readings = qs_arena_take(&arena, n * members, sizeof *readings);
	status = at && readings ? QS_OK : qs_fail(err, QS_ENOMEM, "%zu observations", n);
	for (size_t p = 0; status == QS_OK && p < w->in.n; p++)
		at[p] = value_at(w, p, z[p]);
	if (status == QS_OK)
		status = qs_scenario_open(&w->one, &w->in, at, &scenario, err);
	if (status == QS_OK) {
		run = (struct qs_run_input){
			&scenario.input.portfolio, &scenario.input.packs, &scenario.input.sites, NULL, NULL, 0};
		status = qs_predict(&w->one, &run, w->observations.items, n, NULL, members, readings, err);
	}
	for (size_t i = 0; status == QS_OK && i < n; i++) {
		f[i] = 0;
		for (size_t m = 0; m < members; m++)
			f[i] += readings[i * members + m];
		f[i] /= (double)members;
	}
	qs_scenario_close(&scenario);
	qs_arena_free(&arena);
	return status;
}

static int stop(void *self, size_t done, size_t total)
{
	struct work *const w = self;

	return total ? qs_progress_step(&w->progress, done, total) : qs_progress_signal(&w->progress);
}

/* ---- from file to fit ---- */

static qs_status read_observations(struct work *w, struct qs_mistakes *mistakes)
{
	const char *const path = qs_path_beside(&w->in.arena, w->in.file, asked(w)->observations);
	const char *bytes;
	size_t n;
	qs_status status = path ? qs_file_read(&w->in.arena, path, &bytes, &n, &w->err)
				: qs_fail(&w->err, QS_ENOMEM, "%s", w->in.file);

	return status ? status
		      : qs_observations_read(bytes, n, path, &w->in.base.portfolio, &w->in.base.all, &w->in.arena,
					     mistakes, &w->observations, &w->err);
}

static qs_status read_spec(struct work *w, const char *path, int64_t members)
{
	struct qs_mistakes mistakes;
	qs_status status;

	qs_mistakes_init(&mistakes, NULL);
	status = qs_sweep_read(&w->app->context, path, members, &w->in, &mistakes, &w->err);
	if (!status && !asked(w)->observations)
		status =
			qs_fail(&w->err, QS_EINPUT, "%s has no `calibrate`: it is a sweep; hint: qingshan sweep", path);
	if (!status)
		status = read_observations(w, &mistakes);
	if (mistakes.errors || mistakes.notices)
		qs_app_tell(w->app, stderr, &mistakes);
	if (status && !mistakes.errors)
		qs_say_err(w->app, &w->err);
	qs_mistakes_free(&mistakes);
	return status;
}

static qs_status take(struct work *w)
{
	struct qs_arena *const arena = &w->app->arena;
	const size_t k = w->in.n, n = w->observations.n, chains = (size_t)asked(w)->chains,
		     draws = (size_t)asked(w)->draws;
	double *const y = qs_arena_take(arena, 2 * n, sizeof *y);
	unsigned char *const believed = qs_arena_take(arena, k, 1);

	w->least.z = qs_arena_take(arena, k, sizeof(double));
	w->least.covariance = qs_arena_take(arena, k * k, sizeof(double));
	w->least.fitted = qs_arena_take(arena, n, sizeof(double));
	w->chains = (struct qs_chains){.chains = chains,
				       .warmup = (size_t)asked(w)->warmup,
				       .draws = draws,
				       .seed = w->in.sweep.seed,
				       .z = qs_arena_take(arena, chains * draws * k, sizeof(double)),
				       .log_density = qs_arena_take(arena, chains * draws, sizeof(double)),
				       .f = qs_arena_take(arena, chains * draws * n, sizeof(double)),
				       .accepted = qs_arena_take(arena, chains, sizeof(double))};
	w->value = qs_arena_take(arena, chains * draws * k, sizeof *w->value);
	w->of = qs_arena_take(arena, k, sizeof *w->of);
	if (!y || !believed || !w->least.z || !w->least.covariance || !w->least.fitted || !w->chains.z ||
	    !w->chains.log_density || !w->chains.f || !w->chains.accepted || !w->value || !w->of)
		return qs_fail(&w->err, QS_ENOMEM, "%zu chains of %zu draws", chains, draws);
	for (size_t i = 0; i < n; i++) {
		const struct qs_observation *const o = &w->observations.items[i];
		const double own = asked(w)->model_error_frac.value * o->value;

		y[i] = o->value;
		y[n + i] = sqrt(o->sd * o->sd + own * own);
	}
	for (size_t p = 0; p < k; p++)
		believed[p] = !w->in.axes[p].row->range.items;
	w->one = w->app->context;
	w->one.threads = 1;
	w->fit = (struct qs_fit){&w->app->context, k, n, y, y + n, believed, model, w, stop};
	return QS_OK;
}

/* Values of the draws, and what is told of each parameter. */
static qs_status summarise(struct work *w)
{
	static const double p[3] = {0.05, 0.5, 0.95};
	const size_t k = w->in.n, all = w->chains.chains * w->chains.draws;
	const struct qs_kernels *const kernels = w->app->context.kernels;
	double *const column = qs_arena_take(&w->app->arena, all, sizeof *column);
	int64_t *const work = qs_arena_take(&w->app->arena, all, sizeof *work);
	struct qs_k_moments m;

	if (!column || !work)
		return qs_fail(&w->err, QS_ENOMEM, "%zu draws", all);
	for (size_t a = 0; a < k; a++) {
		struct summary *const s = &w->of[a];

		for (size_t i = 0; i < all; i++)
			column[i] = w->value[i * k + a] = value_at(w, a, w->chains.z[i * k + a]);
		kernels->moments(all, column, &m);
		kernels->quantiles(all, column, work, p, 3, s->q);
		s->mean = m.mean;
		s->sd = m.sd;
		s->rhat = qs_chains_rhat(w->chains.chains, w->chains.draws, column, &w->one.allocator);
		s->bulk = qs_chains_bulk(w->chains.chains, w->chains.draws, column, &w->one.allocator);
		s->tail = qs_chains_tail(w->chains.chains, w->chains.draws, column, &w->one.allocator);
	}
	return QS_OK;
}

/* ---- files ---- */

/* Standard error of a value at the least squares: of its score, carried over by the slope. */
static double standard_error(const struct work *w, size_t p)
{
	const double z = w->least.z[p], h = 1e-4;

	if (fabs(z) > QS_FIT_EDGE)
		return (double)NAN;
	return fabs(value_at(w, p, z + h) - value_at(w, p, z - h)) / (2 * h) *
	       sqrt(w->least.covariance[p * w->in.n + p]);
}

static void put_parameter(struct qs_json_out *out, const struct work *w, size_t p)
{
	static const char *const how[] = {"set", "add", "multiply"};
	const struct qs_sweep_axis *const axis = &w->in.axes[p];
	const struct summary *const s = &w->of[p];

	qs_json_out_object(out, NULL);
	qs_json_out_string(out, "id", axis->row->id);
	qs_json_out_array_row(out, "paths");
	for (size_t i = 0; i < axis->path_count; i++)
		qs_json_out_string(out, NULL, axis->paths[i]);
	qs_json_out_end(out);
	qs_json_out_string(out, "how", how[axis->row->how]);
	qs_json_out_string(out, "unit", axis->row->how == QS_AXIS_MULTIPLY ? "1" : axis->field->unit);
	qs_json_out_row(out, "prior");
	qs_json_out_number(out, "q05", value_at(w, p, -1.6448536269514722));
	qs_json_out_number(out, "q50", value_at(w, p, 0));
	qs_json_out_number(out, "q95", value_at(w, p, 1.6448536269514722));
	qs_json_out_end(out);
	qs_json_out_row(out, "least_squares");
	qs_json_out_number(out, "value", value_at(w, p, w->least.z[p]));
	qs_json_out_number(out, "standard_error", standard_error(w, p));
	qs_json_out_bool(out, "at_end_of_range", fabs(w->least.z[p]) > QS_FIT_EDGE);
	qs_json_out_end(out);
	qs_json_out_row(out, "posterior");
	qs_json_out_number(out, "q05", s->q[0]);
	qs_json_out_number(out, "q50", s->q[1]);
	qs_json_out_number(out, "q95", s->q[2]);
	qs_json_out_number(out, "mean", s->mean);
	qs_json_out_number(out, "sd", s->sd);
	qs_json_out_number(out, "rhat", s->rhat);
	qs_json_out_number(out, "ess_bulk", s->bulk);
	qs_json_out_number(out, "ess_tail", s->tail);
	qs_json_out_end(out);
	qs_json_out_end(out);
}

/* Correlations of the posterior's values. */
static void put_correlations(struct qs_json_out *out, const struct work *w)
{
	const size_t k = w->in.n, all = w->chains.chains * w->chains.draws;

	qs_json_out_array(out, "posterior_correlation");
	for (size_t a = 0; a < k; a++) {
		qs_json_out_array_row(out, NULL);
		for (size_t b = 0; b < k; b++) {
			double sum = 0;

			for (size_t i = 0; i < all; i++)
				sum += (w->value[i * k + a] - w->of[a].mean) * (w->value[i * k + b] - w->of[b].mean);
			qs_json_out_number(out, NULL, sum / (double)(all - 1) / (w->of[a].sd * w->of[b].sd));
		}
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

/* An observation, the fit, and the posterior's mean of it. */
static void put_observation(struct qs_json_out *out, const struct work *w, size_t i, double *column, int64_t *work)
{
	static const double p[3] = {0.05, 0.5, 0.95};
	const size_t n = w->observations.n, all = w->chains.chains * w->chains.draws;
	const struct qs_observation *const o = &w->observations.items[i];
	double q[3];

	for (size_t d = 0; d < all; d++)
		column[d] = w->chains.f[d * n + i];
	w->app->context.kernels->quantiles(all, column, work, p, 3, q);
	qs_json_out_row(out, NULL);
	qs_json_out_string(out, "site", o->site);
	qs_json_out_string(out, "unit", o->unit);
	qs_json_out_int(out, "year", o->year);
	qs_json_out_string(out, "variable", qs_observable_rows[o->what].name);
	qs_json_out_number(out, "value", o->value);
	qs_json_out_number(out, "sd", w->fit.sd[i]);
	qs_json_out_number(out, "fitted", w->least.fitted[i]);
	qs_json_out_number(out, "residual_sd", (w->least.fitted[i] - o->value) / w->fit.sd[i]);
	qs_json_out_numbers(out, "posterior_q05_q50_q95", q, 3);
	qs_json_out_end(out);
}

static const char *write_json(struct work *w, size_t *length)
{
	const size_t all = w->chains.chains * w->chains.draws;
	double *const column = qs_arena_take(&w->app->arena, all, sizeof *column);
	int64_t *const work = qs_arena_take(&w->app->arena, all, sizeof *work);
	struct qs_json_out out;

	if (!column || !work)
		return NULL;
	qs_out_open(w->app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "version", qs_version);
	qs_json_out_string(&out, "spec_sha256", w->in.hash);
	qs_json_out_int(&out, "members", w->in.base.portfolio.members);
	qs_json_out_row(&out, "least_squares");
	qs_json_out_number(&out, "chi2", w->least.chi2);
	qs_json_out_number(&out, "prior", w->least.prior);
	qs_json_out_uint(&out, "observations", w->observations.n);
	qs_json_out_uint(&out, "models", w->least.models);
	qs_json_out_end(&out);
	qs_json_out_row(&out, "chains");
	qs_json_out_uint(&out, "chains", w->chains.chains);
	qs_json_out_uint(&out, "warmup", w->chains.warmup);
	qs_json_out_uint(&out, "draws", w->chains.draws);
	qs_json_out_numbers(&out, "accepted", w->chains.accepted, w->chains.chains);
	qs_json_out_end(&out);
	qs_json_out_array(&out, "parameters");
	for (size_t p = 0; p < w->in.n; p++)
		put_parameter(&out, w, p);
	qs_json_out_end(&out);
	put_correlations(&out, w);
	qs_json_out_array(&out, "observations");
	for (size_t i = 0; i < w->observations.n; i++)
		put_observation(&out, w, i, column, work);
	qs_json_out_end(&out);
	qs_json_out_end(&out);
	return qs_json_out_text(&out, length);
}

/* One draw's values. */
static void put_values(struct qs_buffer *to, const struct work *w, size_t draw)
{
	for (size_t p = 0; p < w->in.n; p++)
		qs_buffer_number_cell(to, w->value[draw * w->in.n + p]);
	qs_buffer_put(to, "\n");
}

/* chains.csv: all draws; posterior.csv: `keep` of them, spread evenly over all chains. */
static void write_draws(struct qs_buffer *to, const struct work *w, size_t keep)
{
	const size_t all = w->chains.chains * w->chains.draws, n = keep && keep < all ? keep : all;

	qs_buffer_put(to, keep ? "\xef\xbb\xbf"
				 "draw"
			       : "\xef\xbb\xbf"
				 "chain,draw,log_density");
	for (size_t p = 0; p < w->in.n; p++)
		qs_buffer_cell(to, w->in.axes[p].row->id);
	qs_buffer_put(to, "\n");
	for (size_t i = 0; i < n; i++) {
		const size_t draw = keep ? (2 * i + 1) * all / (2 * n) : i;

		if (keep) {
			qs_buffer_format(to, "%zu", i + 1);
		} else {
			qs_buffer_format(to, "%zu,%zu,", draw / w->chains.draws + 1, draw % w->chains.draws + 1);
			qs_buffer_number(to, w->chains.log_density[draw]);
		}
		put_values(to, w, draw);
	}
}

static qs_status put_csv(struct work *w, struct qs_folder *folder, const char *name, size_t keep)
{
	struct qs_buffer text;
	qs_status status;

	qs_buffer_init(&text, &w->one.allocator);
	write_draws(&text, w, keep);
	status = qs_buffer_status(&text, &w->err);
	if (!status)
		status = qs_file_put(folder, name, qs_buffer_text(&text), text.length, &w->err);
	qs_buffer_free(&text);
	return status;
}

static void print(const struct work *w, const char *folder)
{
	printf(qs_tr(w->app, "%zu 个观测，χ² %.4g；%zu 条链 × %zu 步\n",
		     "%zu observations, chi2 %.4g; %zu chains x %zu draws\n"),
	       w->observations.n, w->least.chi2, w->chains.chains, w->chains.draws);
	for (size_t p = 0; p < w->in.n; p++) {
		const struct summary *const s = &w->of[p];

		qs_put_padded(stdout, w->in.axes[p].row->id, 20);
		printf(qs_tr(w->app,
			     " 最小二乘 %.5g ± %.2g  后验 %.5g（%.5g 至 %.5g）  R-hat %.3f  有效样本 %.0f / %.0f\n",
			     " least squares %.5g ± %.2g  posterior %.5g (%.5g to %.5g)  R-hat %.3f  ESS %.0f / "
			     "%.0f\n"),
		       value_at(w, p, w->least.z[p]), standard_error(w, p), s->q[1], s->q[0], s->q[2], s->rhat, s->bulk,
		       s->tail);
		if (!(s->rhat < 1.01) || !(s->bulk > 100 * (double)w->chains.chains) ||
		    !(s->tail > 100 * (double)w->chains.chains))
			qs_say_note(w->app,
				    qs_tr(w->app,
					  "%s：链还不够长（R-hat ≥ 1.01 或有效样本少于每链 100）：加大 warmup 与 draws",
					  "%s: chains are not long enough (R-hat >= 1.01, or fewer than 100 effective "
					  "draws a chain): raise warmup and draws"),
				    w->in.axes[p].row->id);
	}
	printf(qs_tr(w->app, "结果在 %s；情景扫描的轴可取 posterior.csv\n",
		     "results in %s; an axis of a sweep may take posterior.csv\n"),
	       folder);
}

static qs_status put_files(struct work *w, const char *path)
{
	struct qs_app *const app = w->app;
	struct qs_run_size size = {.sites = w->in.base.all.n,
				   .members = (uint64_t)w->in.base.portfolio.members,
				   .years = (uint64_t)w->in.base.portfolio.years};
	const struct qs_run_times times = {0};
	const char *const record = qs_run_record(app, COMMAND, &size, &times);
	struct qs_folder folder = {0};
	size_t n = 0;
	const char *const text = write_json(w, &n);
	qs_status status = record && text ? qs_folder_open(&folder, &w->one.allocator, path, COMMAND, &w->err)
					  : qs_fail(&w->err, QS_ENOMEM, "calibration.json");

	if (!status)
		status = qs_file_put(&folder, "calibration.json", text, n, &w->err);
	if (!status)
		status = put_csv(w, &folder, "posterior.csv", (size_t)asked(w)->keep);
	if (!status)
		status = put_csv(w, &folder, "chains.csv", 0);
	if (!status)
		status = qs_folder_finish(&folder, record, &w->err);
	qs_folder_drop(&folder);
	if (!status && app->json)
		puts(text);
	else if (!status)
		print(w, path);
	return status;
}

static qs_status fit(struct work *w)
{
	qs_status status = take(w);

	if (!status)
		status = qs_fit_least_squares(&w->fit, &w->app->arena, &w->least, &w->err);
	if (!status)
		status = qs_chains_run(&w->fit, w->least.z, w->least.covariance, &w->app->arena, &w->chains, &w->err);
	return status ? status : summarise(w);
}

qs_status qs_calibrate_model(struct qs_app *app, const struct qs_args *args)
{
	struct work work = {.app = app};
	const struct qs_run_size size = {.members = 1, .years = 1, .units = 1};
	qs_status status;

	if (!args->option[QS_OPT_OUTPUT].given || args->operands > 1)
		return qs_say(app, QS_EUSAGE, "qingshan calibrate SPEC.json -o DIR", "%s",
			      qs_tr(app, "calibrate：SPEC.json -o DIR，或 growth、price",
				    "calibrate: SPEC.json -o DIR, or growth, or price"));
	app->context.threads = qs_threads(args->option[QS_OPT_THREADS].whole);
	status = read_spec(&work, args->operand[0], (int64_t)args->option[QS_OPT_MEMBERS].whole);
	if (!status) {
		qs_progress_open(&work.progress, app, (enum qs_progress_form)args->option[QS_OPT_PROGRESS].word, &size);
		status = fit(&work);
		qs_progress_close(&work.progress);
		if (status == QS_EINTERRUPTED && work.progress.signal == SIGTERM)
			status = QS_ETERMINATED;
		if (!status)
			status = put_files(&work, args->option[QS_OPT_OUTPUT].text);
		if (status)
			status = qs_say(app, status, NULL, "%s", work.err.text);
	}
	qs_sweep_free(&work.in);
	return status;
}
