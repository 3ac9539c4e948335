#include "io/update_results.h"

#include "model/base/version.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

double qs_update_narrowed(const double before[3], const double after[3])
{
	const double width = before[2] - before[0];

	return width > 0 ? 1 - (after[2] - after[0]) / width : (double)NAN;
}

double qs_update_misfit(const struct qs_observation *o, const struct qs_update_reading *r)
{
	const double spread = (r->after[2] - r->after[0]) / 2.5631031310892007;

	return (o->value - r->after[1]) / sqrt(o->sd * o->sd + spread * spread);
}

/* ---- figures of two summaries ---- */

enum { PATH = 256 };

struct walk {
	char path[PATH];
	void (*take)(void *self, const char *path, int share, const struct qs_update_figure *figure);
	void *self;
};

static int quantiles(const struct qs_json *node, double q[3])
{
	q[0] = qs_json_number(node, "p10", (double)NAN);
	q[1] = qs_json_number(node, "p50", (double)NAN);
	q[2] = qs_json_number(node, "p90", (double)NAN);
	return isfinite(q[0]) && isfinite(q[1]) && isfinite(q[2]);
}

/* Shares and probabilities of members, by their names. */
static int is_share(const char *path)
{
	static const char *const ends[] = {"/probability_of_loss", "/acceptance_due_share", "/pays_share"};

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (strlen(path) > strlen(ends[i]) && !strcmp(path + strlen(path) - strlen(ends[i]), ends[i]))
			return 1;
	return strstr(path, "/acceptance/accepted_by/") || strstr(path, "/acceptance/failing_when_due/");
}

/* How an entry of a list is called in a path. */
static void name_of(const struct qs_json *entry, size_t at, char name[64])
{
	const double year = qs_json_number(entry, "year", (double)NAN);
	const char *const id = qs_json_string(entry, "id", NULL);

	if (id)
		snprintf(name, 64, "%.63s", id);
	else if (isfinite(year))
		snprintf(name, 64, "%d", (int)year);
	else
		snprintf(name, 64, "%zu", at);
}

/* Entry of another list with the same name. */
static const struct qs_json *same_entry(const struct qs_json *list, const char *name)
{
	size_t at = 0;
	char other[64];

	for (const struct qs_json *e = list ? list->first : NULL; e; e = e->next) {
		name_of(e, at++, other);
		if (!strcmp(name, other))
			return e;
	}
	return NULL;
}

static void visit(struct walk *w, const struct qs_json *before, const struct qs_json *after)
{
	const size_t length = strlen(w->path);
	struct qs_update_figure f = {{0}, {0}};
	size_t at = 0;

	if (!before || !after || before->kind != after->kind)
		return;
	if (before->kind == QS_JSON_NUMBER && is_share(w->path)) {
		f.before[1] = before->number;
		f.after[1] = after->number;
		w->take(w->self, w->path, 1, &f);
	}
	if (before->kind == QS_JSON_OBJECT && qs_json_find(before, "p10")) {
		if (quantiles(before, f.before) && quantiles(after, f.after))
			w->take(w->self, w->path, 0, &f);
		return;
	}
	for (const struct qs_json *child = before->first; child; child = child->next) {
		char name[64];

		if (before->kind == QS_JSON_OBJECT)
			snprintf(name, sizeof name, "%.63s", child->key);
		else
			name_of(child, at++, name);
		snprintf(w->path + length, PATH - length, "/%s", name);
		visit(w, child,
		      before->kind == QS_JSON_OBJECT ? qs_json_find(after, child->key) : same_entry(after, name));
		w->path[length] = 0;
	}
}

void qs_update_figures(const struct qs_update_told *told,
		       void (*take)(void *self, const char *path, int share, const struct qs_update_figure *figure),
		       void *self)
{
	struct walk w = {"", take, self};

	visit(&w, told->before, told->after);
}

/* ---- update.json ---- */

static void put_quantiles(struct qs_json_out *out, const char *key, const double q[3])
{
	qs_json_out_row(out, key);
	qs_json_out_number(out, "p10", q[0]);
	qs_json_out_number(out, "p50", q[1]);
	qs_json_out_number(out, "p90", q[2]);
	qs_json_out_end(out);
}

static void put_figure(void *self, const char *path, int share, const struct qs_update_figure *f)
{
	struct qs_json_out *const out = self;

	if (share)
		return;
	qs_json_out_row(out, path);
	put_quantiles(out, "ex_ante", f->before);
	put_quantiles(out, "updated", f->after);
	qs_json_out_number(out, "narrowed_frac", qs_update_narrowed(f->before, f->after));
	qs_json_out_end(out);
}

static void put_share(void *self, const char *path, int share, const struct qs_update_figure *f)
{
	struct qs_json_out *const out = self;

	if (!share)
		return;
	qs_json_out_row(out, path);
	qs_json_out_number(out, "ex_ante", f->before[1]);
	qs_json_out_number(out, "updated", f->after[1]);
	qs_json_out_end(out);
}

static void put_observation(struct qs_json_out *out, const struct qs_observation *o, const struct qs_update_reading *r)
{
	qs_json_out_row(out, NULL);
	qs_json_out_string(out, "site", o->site);
	qs_json_out_string(out, "unit", o->unit);
	qs_json_out_int(out, "year", o->year);
	qs_json_out_string(out, "variable", qs_observable_rows[o->what].name);
	qs_json_out_string(out, "arm", qs_series_rows[o->arm].name);
	if (o->what == QS_OBSERVE_soil_c_t_ha)
		qs_json_out_number(out, "depth_cm", o->depth_cm);
	qs_json_out_number(out, "value", o->value);
	qs_json_out_number(out, "sd", o->sd);
	put_quantiles(out, "ex_ante", r->before);
	put_quantiles(out, "updated", r->after);
	qs_json_out_number(out, "misfit_sd", qs_update_misfit(o, r));
	qs_json_out_end(out);
}

static void put_ensemble(struct qs_json_out *out, const struct qs_update *u)
{
	qs_json_out_row(out, "ensemble");
	qs_json_out_uint(out, "members", u->members);
	qs_json_out_uint(out, "candidates", u->candidates);
	qs_json_out_number(out, "effective_size", u->effective);
	qs_json_out_uint(out, "different_members", u->different);
	qs_json_out_number(out, "log_evidence", u->evidence);
	qs_json_out_end(out);
	qs_json_out_array(out, "years");
	for (size_t y = 0; y < u->year_count; y++) {
		qs_json_out_row(out, NULL);
		qs_json_out_int(out, "year", u->years[y].year);
		qs_json_out_uint(out, "observations", u->years[y].observations);
		qs_json_out_number(out, "effective_size", u->years[y].effective);
		qs_json_out_number(out, "log_evidence", u->years[y].evidence);
		qs_json_out_end(out);
	}
	qs_json_out_end(out);
}

static const char *write_json(const struct qs_update_told *told, struct qs_arena *arena, size_t *n)
{
	struct qs_json_out out;

	qs_json_out_open(&out, arena, 2);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "version", qs_version);
	qs_json_out_row(&out, "registered");
	qs_json_out_string(&out, "results_sha256", told->before_hash);
	qs_json_out_string(&out, "version", told->before_version);
	qs_json_out_end(&out);
	qs_json_out_string(&out, "monitoring_sha256", told->monitoring_hash);
	put_ensemble(&out, told->update);
	qs_json_out_array(&out, "observations");
	for (size_t i = 0; i < told->n; i++)
		put_observation(&out, &told->observations[i], &told->update->readings[i]);
	qs_json_out_end(&out);
	qs_json_out_object(&out, "figures");
	qs_update_figures(told, put_figure, &out);
	qs_json_out_end(&out);
	qs_json_out_object(&out, "shares");
	qs_update_figures(told, put_share, &out);
	qs_json_out_end(&out);
	qs_json_out_end(&out);
	return qs_json_out_text(&out, n);
}

/* ---- weights.csv ---- */

static void write_weights(struct qs_buffer *to, const struct qs_update *u)
{
	qs_buffer_put(to, "\xef\xbb\xbfmember,log_likelihood,weight,copies\n");
	for (size_t m = 0, at = 0; m < u->candidates; m++) {
		size_t copies = 0;

		for (; at < u->members && u->chosen[at] == m; at++)
			copies++;
		qs_buffer_format(to, "%zu,", m + 1);
		qs_buffer_number(to, u->log_l[m]);
		qs_buffer_put(to, ",");
		qs_buffer_number(to, u->weight[m]);
		qs_buffer_format(to, ",%zu\n", copies);
	}
}

static qs_status put_buffer(struct qs_folder *folder, const char *name, struct qs_buffer *text, struct qs_err *err)
{
	qs_status status = qs_buffer_status(text, err);

	if (!status)
		status = qs_file_put(folder, name, qs_buffer_text(text), text->length, err);
	qs_buffer_free(text);
	return status;
}

qs_status qs_update_put(struct qs_folder *folder, const struct qs_update_told *told, enum qs_lang lang,
			struct qs_arena *arena, const char **json, struct qs_err *err)
{
	struct qs_buffer text;
	size_t n;
	qs_status status;

	*json = write_json(told, arena, &n);
	status = *json ? qs_file_put(folder, "update.json", *json, n, err) : qs_fail(err, QS_ENOMEM, "update.json");
	if (status)
		return status;
	qs_buffer_init(&text, &arena->from);
	write_weights(&text, told->update);
	status = put_buffer(folder, "weights.csv", &text, err);
	if (status)
		return status;
	qs_buffer_init(&text, &arena->from);
	qs_update_page_write(&text, told, lang);
	return put_buffer(folder, "update.html", &text, err);
}
