#include "io/sweep_results.h"

#include "io/h5.h"
#include "io/json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *qs_sweep_level(const struct qs_sweep_table *table, const struct qs_sweep_analysis *analysis, int which,
			   size_t level, char *text, size_t size)
{
	const struct qs_plan_axis *const axis = &table->plan->axes[table->plan->heat[which]];
	struct qs_people low, high;

	if (axis->values)
		return axis->label[level];
	snprintf(text, size, "%s – %s", qs_people_given(analysis->heat_low[which][level], &low),
		 qs_people_given(analysis->heat_high[which][level], &high));
	return text;
}

/* ---- scenarios.csv ---- */

static void csv_head(struct qs_buffer *to, const struct qs_sweep_plan *plan)
{
	qs_buffer_put(to, "\xef\xbb\xbfscenario");
	for (size_t a = 0; a < plan->axis_count; a++)
		qs_buffer_cell(to, plan->axes[a].id);
	for (size_t i = 0; i < plan->output_count; i++)
		qs_buffer_cell(to, plan->outputs[i].name);
	qs_buffer_put(to, ",front,failed\n");
}

static void csv_row(struct qs_buffer *to, const struct qs_sweep_table *t, const struct qs_sweep_analysis *analysis,
		    size_t s)
{
	qs_buffer_format(to, "%zu", s + 1);
	for (size_t a = 0; a < t->plan->axis_count; a++) {
		const struct qs_plan_axis *const axis = &t->plan->axes[a];
		const size_t value = (size_t)t->at[a][s];

		if (axis->values && isnan(axis->number[value]))
			qs_buffer_cell(to, axis->label[value]);
		else
			qs_buffer_number_cell(to, axis->values ? axis->number[value] : t->at[a][s]);
	}
	for (size_t i = 0; i < t->plan->output_count; i++)
		qs_buffer_number_cell(to, t->value[i][s]);
	qs_buffer_put(to, analysis->front[s] ? ",1," : ",0,");
	qs_buffer_csv(to, t->why[s] ? t->why[s] : "");
	qs_buffer_put(to, "\n");
}

static qs_status put_csv(struct qs_folder *folder, const struct qs_sweep_table *t,
			 const struct qs_sweep_analysis *analysis, struct qs_err *err)
{
	struct qs_file file = {0};
	struct qs_buffer text;
	qs_status status = qs_file_open(&file, folder, "scenarios.csv", err);

	qs_buffer_init(&text, &folder->from);
	csv_head(&text, t->plan);
	for (size_t s = 0; s < t->plan->scenarios && status == QS_OK; s++) {
		csv_row(&text, t, analysis, s);
		if (text.length < 1 << 20 && s + 1 < t->plan->scenarios)
			continue;
		status = qs_buffer_status(&text, err);
		if (status == QS_OK)
			status = qs_file_write(&file, qs_buffer_text(&text), text.length, err);
		qs_buffer_free(&text);
	}
	if (status == QS_OK)
		status = qs_file_stage(&file, err);
	qs_file_drop(&file);
	qs_buffer_free(&text);
	return status;
}

/* ---- results.h5 ---- */

static void describe(struct qs_h5 *h5, hid_t set, const char *unit, const char *en, const char *zh, const char *role)
{
	qs_h5_say(h5, set, "units", unit);
	qs_h5_say(h5, set, "long_name", en);
	qs_h5_say(h5, set, "long_name_zh", zh);
	qs_h5_say(h5, set, "role", role);
}

/* An input: numbers where all values are numbers, else labels. */
static void h5_axis(struct qs_h5 *h5, const struct qs_sweep_table *t, size_t a, size_t scenario, double *column,
		    const char **labels)
{
	const struct qs_plan_axis *const axis = &t->plan->axes[a];
	char name[160];
	int numbers = 1;
	hid_t set;

	snprintf(name, sizeof name, "axis_%s", axis->id);
	for (size_t i = 0; i < axis->values; i++)
		numbers &= !isnan(axis->number[i]);
	if (!numbers) {
		for (size_t s = 0; s < t->plan->scenarios; s++)
			labels[s] = axis->label[(size_t)t->at[a][s]];
		qs_h5_texts(h5, h5->file, name, 1, scenario, labels, axis->path);
		return;
	}
	for (size_t s = 0; s < t->plan->scenarios; s++)
		column[s] = axis->values ? axis->number[(size_t)t->at[a][s]] : t->at[a][s];
	set = qs_h5_doubles(h5, h5->file, name, 1, &scenario);
	qs_h5_write(h5, set, NULL, NULL, column);
	describe(h5, set, axis->unit, axis->en, axis->zh, "input");
	qs_h5_say(h5, set, "path", axis->path);
	H5Dclose(set);
}

static void h5_head(struct qs_h5 *h5, const struct qs_sweep_plan *plan)
{
	char seed[24];

	snprintf(seed, sizeof seed, "%llu", (unsigned long long)plan->seed);
	qs_h5_say(h5, h5->file, "Conventions", "CF-1.8");
	qs_h5_say(h5, h5->file, "title", plan->name.en);
	qs_h5_say(h5, h5->file, "title_zh", plan->name.zh);
	qs_h5_say(h5, h5->file, "portfolio", plan->portfolio.en);
	qs_h5_say(h5, h5->file, "design", qs_words_sweep_design[plan->design]);
	qs_h5_say(h5, h5->file, "design_seed", seed);
	qs_h5_say(h5, h5->file, "sweep", plan->hash);
	qs_h5_say(h5, h5->file, "source", plan->version);
	qs_h5_say_int(h5, h5->file, "members", (int)plan->members);
	qs_h5_say_int(h5, h5->file, "years", (int)plan->years);
}

static qs_status put_h5(struct qs_folder *folder, const struct qs_sweep_table *t,
			const struct qs_sweep_analysis *analysis, struct qs_arena *arena, struct qs_err *err)
{
	const size_t n = t->plan->scenarios;
	int *const number = qs_arena_take(arena, n, sizeof *number);
	double *const column = qs_arena_take(arena, n, sizeof *column);
	const char **const labels = qs_arena_take(arena, n, sizeof(const char *));
	struct qs_h5 h5;
	size_t scenario;
	qs_status status;
	hid_t set;

	if (!number || !column || !labels)
		return qs_fail(err, QS_ENOMEM, "results.h5 of %zu scenarios", n);
	for (size_t s = 0; s < n; s++)
		number[s] = (int)(s + 1);
	qs_h5_open(&h5, &folder->from, NULL);
	qs_h5_hush(&h5);
	if (qs_h5_status(&h5, NULL) == QS_OK) {
		h5_head(&h5, t->plan);
		scenario = qs_h5_dimension_int(&h5, "scenario", n, number);
		for (size_t a = 0; a < t->plan->axis_count; a++)
			h5_axis(&h5, t, a, scenario, column, labels);
		for (size_t i = 0; i < t->plan->output_count; i++) {
			set = qs_h5_doubles(&h5, h5.file, t->plan->outputs[i].name, 1, &scenario);
			qs_h5_write(&h5, set, NULL, NULL, t->value[i]);
			describe(&h5, set, t->plan->outputs[i].unit, t->plan->outputs[i].en, t->plan->outputs[i].zh,
				 "output");
			H5Dclose(set);
		}
		for (size_t s = 0; s < n; s++)
			column[s] = analysis->front[s];
		set = qs_h5_doubles(&h5, h5.file, "front", 1, &scenario);
		qs_h5_write(&h5, set, NULL, NULL, column);
		describe(&h5, set, "1", "on the Pareto front", "在帕累托前沿上", "analysis");
		H5Dclose(set);
	}
	qs_h5_unhush(&h5);
	status = qs_h5_status(&h5, err);
	if (status == QS_OK)
		status = qs_h5_put(&h5, folder, "results.h5", err);
	qs_h5_free(&h5);
	return status;
}

/* ---- summary.json ---- */

static void put_effect(struct qs_json_out *out, const struct qs_plan_axis *axis, const struct qs_sweep_effect *e,
		       enum qs_sweep_design_kind design)
{
	qs_json_out_row(out, NULL);
	qs_json_out_string(out, "axis", axis->id);
	qs_json_out_number(out, "low", e->low);
	qs_json_out_number(out, "high", e->high);
	if (design == QS_DESIGN_SALTELLI) {
		qs_json_out_number(out, "first", e->first);
		qs_json_out_number(out, "first_error", e->first_error);
		qs_json_out_number(out, "total", e->total);
		qs_json_out_number(out, "total_error", e->total_error);
	}
	if (design == QS_DESIGN_MORRIS) {
		qs_json_out_number(out, "mu", e->mu);
		qs_json_out_number(out, "mu_star", e->mu_star);
		qs_json_out_number(out, "sigma", e->sigma);
	}
	qs_json_out_end(out);
}

static void put_heat(struct qs_json_out *out, const struct qs_sweep_table *t, const struct qs_sweep_analysis *analysis,
		     size_t which)
{
	const size_t n = analysis->heat_columns;
	const double *const map = analysis->heat + which * analysis->heat_rows * n;
	char text[80];

	qs_json_out_object(out, "heat_map");
	qs_json_out_string(out, "rows", t->plan->axes[t->plan->heat[0]].id);
	qs_json_out_string(out, "columns", t->plan->axes[t->plan->heat[1]].id);
	qs_json_out_array_row(out, "row_labels");
	for (size_t i = 0; i < analysis->heat_rows; i++)
		qs_json_out_string(out, NULL, qs_sweep_level(t, analysis, 0, i, text, sizeof text));
	qs_json_out_end(out);
	qs_json_out_array_row(out, "column_labels");
	for (size_t i = 0; i < n; i++)
		qs_json_out_string(out, NULL, qs_sweep_level(t, analysis, 1, i, text, sizeof text));
	qs_json_out_end(out);
	qs_json_out_array(out, "mean");
	for (size_t i = 0; i < analysis->heat_rows; i++)
		qs_json_out_numbers(out, NULL, map + i * n, n);
	qs_json_out_end(out);
	qs_json_out_end(out);
}

static void put_output(struct qs_json_out *out, const struct qs_sweep_table *t,
		       const struct qs_sweep_analysis *analysis, size_t which)
{
	const struct qs_sweep_plan *const plan = t->plan;

	qs_json_out_object(out, NULL);
	qs_json_out_string(out, "output", plan->outputs[plan->analysed[which]].name);
	qs_json_out_string(out, "unit", plan->outputs[plan->analysed[which]].unit);
	qs_json_out_array(out, "effects");
	for (size_t a = 0; a < plan->axis_count; a++)
		put_effect(out, &plan->axes[a], &analysis->effect[which * plan->axis_count + a], plan->design);
	qs_json_out_end(out);
	if (analysis->heat_rows)
		put_heat(out, t, analysis, which);
	qs_json_out_end(out);
}

static void put_front(struct qs_json_out *out, const struct qs_sweep_table *t, const struct qs_sweep_analysis *analysis)
{
	enum { MOST = 1000 };
	size_t told = 0;

	qs_json_out_array(out, "front");
	for (size_t s = 0; s < t->plan->scenarios && told < MOST; s++) {
		if (!analysis->front[s])
			continue;
		told++;
		qs_json_out_row(out, NULL);
		qs_json_out_uint(out, "scenario", s + 1);
		for (size_t k = 0; k < t->plan->objective_count; k++)
			qs_json_out_number(out, t->plan->outputs[t->plan->objective[k]].name,
					   t->value[t->plan->objective[k]][s]);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
	qs_json_out_uint(out, "front_count", analysis->front_count);
}

static void put_convergence(struct qs_json_out *out, const struct qs_sweep_analysis *analysis)
{
	qs_json_out_array(out, "convergence");
	for (size_t i = 0; i < 3 * QS_SWEEP_ERRORS; i++) {
		const struct qs_sweep_convergence *const c = &analysis->convergence[i];

		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "scalar", c->scalar);
		qs_json_out_string(out, "quantile", c->quantile);
		qs_json_out_number(out, "standard_error", c->error);
		qs_json_out_number(out, "relative_error", c->relative);
		qs_json_out_number(out, "members_needed", c->members_needed);
		qs_json_out_number(out, "members_needed_worst", c->members_worst);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

static const char *summary_text(const struct qs_sweep_table *t, const struct qs_sweep_analysis *analysis,
				struct qs_arena *arena, size_t *length)
{
	const struct qs_sweep_plan *const plan = t->plan;
	struct qs_json_out out;

	qs_json_out_open(&out, arena, 2);
	qs_json_out_object(&out, NULL);
	qs_json_out_object(&out, "sweep");
	qs_json_out_string(&out, "name", plan->name.en);
	qs_json_out_string(&out, "version", plan->version);
	qs_json_out_string(&out, "sha256", plan->hash);
	qs_json_out_string(&out, "design", qs_words_sweep_design[plan->design]);
	qs_json_out_uint(&out, "scenarios", plan->scenarios);
	qs_json_out_uint(&out, "failed", t->failed);
	qs_json_out_uint(&out, "physics_runs", plan->groups);
	qs_json_out_uint(&out, "members", plan->members);
	qs_json_out_uint(&out, "years", plan->years);
	qs_json_out_uint(&out, "sites", plan->sites);
	qs_json_out_end(&out);
	qs_json_out_array(&out, "axes");
	for (size_t a = 0; a < plan->axis_count; a++) {
		static const char *const kinds[] = {
#define X(name, zh, en) #name,
			QS_AXIS_KINDS(X)
#undef X
		};

		qs_json_out_row(&out, NULL);
		qs_json_out_string(&out, "id", plan->axes[a].id);
		qs_json_out_string(&out, "kind", kinds[plan->axes[a].kind]);
		qs_json_out_string(&out, "path", plan->axes[a].path);
		qs_json_out_string(&out, "unit", plan->axes[a].unit);
		qs_json_out_end(&out);
	}
	qs_json_out_end(&out);
	qs_json_out_array(&out, "outputs");
	for (size_t i = 0; i < plan->analysed_count; i++)
		put_output(&out, t, analysis, i);
	qs_json_out_end(&out);
	put_front(&out, t, analysis);
	put_convergence(&out, analysis);
	qs_json_out_end(&out);
	return qs_json_out_text(&out, length);
}

qs_status qs_sweep_results_put(struct qs_folder *folder, const struct qs_sweep_table *table,
			       const struct qs_sweep_analysis *analysis, enum qs_lang lang, struct qs_arena *arena,
			       const char **summary, struct qs_err *err)
{
	struct qs_buffer page;
	size_t n = 0;
	qs_status status;

	*summary = summary_text(table, analysis, arena, &n);
	status = *summary ? qs_file_put(folder, "summary.json", *summary, n, err)
			  : qs_fail(err, QS_ENOMEM, "summary.json");
	if (status == QS_OK)
		status = put_csv(folder, table, analysis, err);
	if (status == QS_OK)
		status = put_h5(folder, table, analysis, arena, err);
	if (status != QS_OK)
		return status;
	qs_buffer_init(&page, &folder->from);
	qs_sweep_report_write(&page, table, analysis, lang);
	status = qs_buffer_status(&page, err);
	if (status == QS_OK)
		status = qs_file_put(folder, "report.html", qs_buffer_text(&page), page.length, err);
	qs_buffer_free(&page);
	return status;
}
