/* The figures of report.html that are not verified: what rests on them was met on the walks of sites and groups. They
 * are told by kind (sites, treatments, species ...) and by figure: each value once with where it holds, each source
 * once a figure. */
#include "io/report_parts.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH = 512, SAME_LEAST = 3 };

/* A figure that was met. */
struct qs_report_note {
	struct qs_report_note *next;
	const char *leaf;  /* its path without what names the place: "units/slope_deg" */
	const char *where; /* "MZY-a", "face/spray", or the name of a pack's entry */
	const char *shown; /* its value as text */
	const char *source;
	const struct qs_field *row;
	double value;              /* of a figure; 0 for a series */
	size_t kind, order, first; /* first: order of the first note of its leaf */
	enum qs_basis basis;
};

/* What a walk fills. */
struct walk {
	struct qs_report *report;
	size_t kind;
	const char *entry, *where;            /* path and name of what is walked */
	const struct qs_site *site;           /* of sites: units are named by their id */
	const struct qs_treatment *treatment; /* of treatments: measures are named */
	int keep;                             /* 0: count only */
};

static const struct {
	const char *key, *zh, *en;
} kinds[] = {{"sites", "场地与修复单元", "Sites and units"},
	     {"regions", "气候分区", "Climate regions"},
	     {"treatments", "处理措施设计", "Treatments"},
	     {"market", "价格", "Prices of credits"},
	     {"finance", "资金", "Finance"},
	     {"accounts", "现金流与服务的通用取值", "Accounts, general values"},
	     {"climate", "气候", "Climate"},
	     {"land", "碳与植被模型的通用取值", "Land model, general values"},
	     {"litter", "枯落物", "Litter"},
	     {"materials", "材料", "Materials"},
	     {"measures", "措施单价与排放", "Measures: prices and emissions"},
	     {"methodologies", "方法学参数", "Methodologies"},
	     {"services", "生态系统服务", "Ecosystem services"},
	     {"species", "植物种", "Species"},
	     {"substrates", "立地基质", "Substrates"},
	     {"threepg", "3-PG 参数组", "Sets of 3-PG"},
	     {"water", "水量平衡", "Water balance"},
	     {"", "其他", "Others"}};

enum { KINDS = sizeof kinds / sizeof kinds[0] - 1 }; /* without the last */

/* The kind of an entry ("/treatments/cliff", "species/quercus"): its place among `kinds`, or behind them. */
static size_t kind_of(const char *entry)
{
	const char *const key = entry + (*entry == '/');
	const size_t n = strcspn(key, "/");
	size_t k = 0;

	while (k < KINDS && (strlen(kinds[k].key) != n || strncmp(kinds[k].key, key, n) != 0))
		k++;
	return k;
}

static const char *source_text(const struct qs_report *report, const char *source)
{
	if (!strcmp(source, "user"))
		return qs_report_text(report, QS_SAY_SOURCE_USER);
	if (!strcmp(source, "default"))
		return qs_report_text(report, QS_SAY_SOURCE_DEFAULT);
	return source;
}

static int is_index(const char *part)
{
	return *part && strspn(part, "0123456789") == strlen(part);
}

/* A number in a path names an element of the list before it: the unit's id, the measure's, else the number. */
static void put_place(const struct walk *walk, const char *list, const char *index, char *where, size_t size)
{
	const size_t i = strtoul(index, NULL, 10), n = strlen(where);

	if (walk->site && !strcmp(list, "units") && i < walk->site->units.n)
		snprintf(where, size, "%s", walk->site->units.items[i].id);
	else if (walk->treatment && !strcmp(list, "measures") && i < walk->treatment->measures.n)
		snprintf(where + n, size - n, "/%s", walk->treatment->measures.items[i].measure);
	else
		snprintf(where + n, size - n, "/%s", index);
}

/* Divides a path behind its kind and entry into what names the figure and what names the place. */
static void divide(const struct walk *walk, const char *path, char *leaf, char *where, size_t size)
{
	char copy[PATH], *state = NULL;
	const char *list = "";

	snprintf(copy, sizeof copy, "%s", path);
	snprintf(where, size, "%s", walk->where);
	*leaf = 0;
	for (char *part = strtok_r(copy, "/", &state); part; part = strtok_r(NULL, "/", &state)) {
		const size_t n = strlen(leaf);

		if (is_index(part)) {
			put_place(walk, list, part, where, size);
		} else {
			snprintf(leaf + n, size - n, "%s%s", n ? "/" : "", part);
			list = part;
		}
	}
}

static const char *value_of(struct qs_report *report, const struct qs_met *met)
{
	struct qs_people number;
	struct qs_buffer text;
	const char *kept;

	if (!met->series) {
		qs_people_given(met->value, &number);
		return qs_arena_text(&report->arena, number.text, strlen(number.text));
	}
	qs_buffer_init(&text, &report->from);
	for (size_t i = 0; i < met->series->n; i++) {
		qs_buffer_put(&text, i ? " " : "");
		qs_buffer_put(&text, qs_people_given(met->series->items[i], &number));
	}
	kept = qs_arena_text(&report->arena, qs_buffer_text(&text), text.length);
	report->failed |= text.failed;
	qs_buffer_free(&text);
	return kept;
}

static void take(void *self, const struct qs_met *met)
{
	struct walk *const walk = self;
	struct qs_report *const report = walk->report;
	char leaf[PATH], where[PATH];
	struct qs_report_note *note;

	if (met->basis == QS_VERIFIED)
		return;
	report->basis_count[met->basis]++;
	if (!walk->keep)
		return;
	note = qs_arena_take(&report->arena, 1, sizeof *note);
	if (!note) {
		report->failed = 1;
		return;
	}
	divide(walk, met->path + strlen(walk->entry), leaf, where, PATH);
	*note = (struct qs_report_note){.leaf = qs_arena_text(&report->arena, leaf, strlen(leaf)),
					.where = qs_arena_text(&report->arena, where, strlen(where)),
					.shown = value_of(report, met),
					.source = qs_arena_text(&report->arena, met->source, strlen(met->source)),
					.row = met->row,
					.kind = walk->kind,
					.value = met->series ? 0 : met->value,
					.basis = met->basis,
					.order = report->note_count++};
	note->next = report->notes;
	report->notes = note;
	report->failed |= !note->leaf || !note->where || !note->shown || !note->source;
}

void qs_report_weak_site(struct qs_report *report, const struct qs_result *result)
{
	char key[32];
	struct walk walk = {.report = report,
			    .kind = kind_of("sites"),
			    .entry = key,
			    .where = result->site->id,
			    .site = result->site,
			    .keep = report->seen < QS_REPORT_SECTIONS};

	snprintf(key, sizeof key, "/sites/%zu", result->index);
	qs_site_walk(result->site, result->index, &(struct qs_taker){&walk, take});
}

static void take_group(struct qs_report *report, size_t group)
{
	const struct qs_text name = qs_group_name(report->head, group);
	struct walk walk = {.report = report, .keep = 1};
	char key[PATH];
	const char *id;

	qs_group_key(report->head, group, key, sizeof key);
	id = strrchr(key, '/');
	walk.kind = kind_of(key);
	walk.entry = key;
	walk.where = *key == '/' ? id + 1 : qs_report_pick(report, name.zh, name.en);
	if (!strncmp(key, "/treatments/", strlen("/treatments/")))
		walk.treatment = qs_portfolio_treatment(report->head->portfolio, id + 1);
	qs_group_walk(report->head, group, &(struct qs_taker){&walk, take});
}

/* ---- order ---- */

static int compare(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

static int by_leaf(const void *a, const void *b)
{
	const struct qs_report_note *const x = *(const struct qs_report_note *const *)a,
					   *const y = *(const struct qs_report_note *const *)b;
	int c = compare(x->kind, y->kind);

	c = c ? c : strcmp(x->leaf, y->leaf);
	return c ? c : compare(x->order, y->order);
}

/* Kinds, leaves as they were met, sources, values. */
static int by_row(const void *a, const void *b)
{
	const struct qs_report_note *const x = *(const struct qs_report_note *const *)a,
					   *const y = *(const struct qs_report_note *const *)b;
	int c = compare(x->kind, y->kind);

	c = c ? c : compare(x->first, y->first);
	c = c ? c : compare((size_t)x->basis, (size_t)y->basis);
	c = c ? c : strcmp(x->source, y->source);
	c = c ? c : (x->value > y->value) - (x->value < y->value);
	c = c ? c : strcmp(x->shown, y->shown);
	return c ? c : compare(x->order, y->order);
}

static struct qs_report_note **sorted(struct qs_report *report)
{
	struct qs_report_note **const all = qs_arena_take(&report->arena, report->note_count, sizeof(void *));
	size_t n = 0;

	if (!all || report->failed) /* a note without memory lacks its texts */
		return NULL;
	for (struct qs_report_note *note = report->notes; note; note = note->next)
		all[n++] = note;
	qsort(all, n, sizeof(void *), by_leaf);
	for (size_t i = 0; i < n; i++) {
		const int same = i && all[i]->kind == all[i - 1]->kind && !strcmp(all[i]->leaf, all[i - 1]->leaf);

		all[i]->first = same ? all[i - 1]->first : all[i]->order;
	}
	qsort(all, n, sizeof(void *), by_row);
	return all;
}

/* ---- tables ---- */

static int same_row(const struct qs_report_note *a, const struct qs_report_note *b)
{
	return a->kind == b->kind && a->first == b->first && a->basis == b->basis && !strcmp(a->source, b->source);
}

/* Values with where they hold: "230 MZY, 340 SYZ"; one that holds wherever the figure is met says how often. */
static void put_values(struct qs_buffer *to, const struct qs_report *report, struct qs_report_note *const *note,
		       size_t n, size_t all)
{
	struct qs_people count;

	for (size_t i = 0, till; i < n; i = till) {
		till = i + 1;
		while (till < n && !strcmp(note[till]->shown, note[i]->shown))
			till++;
		qs_buffer_put(to, i ? "; " : "");
		qs_buffer_html(to, note[i]->shown);
		qs_buffer_put(to, " <i>");
		if (till - i == all && all >= SAME_LEAST)
			qs_report_say(to, report, QS_SAY_WEAK_ALL,
				      (const char *const[]){qs_people_count(all, &count), NULL});
		for (size_t k = i; k < till && (till - i < all || all < SAME_LEAST); k++) {
			qs_buffer_put(to, k > i ? ", " : "");
			qs_buffer_html(to, note[k]->where);
		}
		qs_buffer_put(to, "</i>");
	}
}

/* The rows of one figure: a row for each source. */
static void put_figure(struct qs_buffer *to, const struct qs_report *report, struct qs_report_note *const *note,
		       size_t n)
{
	size_t rows = 1;

	for (size_t i = 1; i < n; i++)
		rows += (size_t)!same_row(note[i], note[i - 1]);
	for (size_t i = 0, till; i < n; i = till) {
		till = i + 1;
		while (till < n && same_row(note[till], note[i]))
			till++;
		qs_buffer_put(to, "<tr>");
		if (!i) {
			if (rows > 1)
				qs_buffer_format(to, "<td rowspan=\"%zu\">", rows);
			else
				qs_buffer_put(to, "<td>");
			qs_buffer_html(to, qs_report_pick(report, note[i]->row->zh, note[i]->row->en));
			if (note[i]->row->unit && strcmp(note[i]->row->unit, "1") != 0) {
				qs_buffer_put(to, report->lang == QS_ZH ? "，" : ", ");
				qs_report_unit(to, report, note[i]->row->unit);
			}
			qs_buffer_put(to, "<small><code>");
			qs_buffer_html(to, note[i]->leaf);
			qs_buffer_put(to, "</code></small></td>");
		}
		qs_buffer_put(to, "<td>");
		put_values(to, report, note + i, till - i, n);
		qs_buffer_put(to, "</td><td>");
		qs_buffer_html(to, source_text(report, note[i]->source));
		qs_buffer_put(to, "</td><td>");
		qs_buffer_put(to, qs_report_basis_word(report, note[i]->basis));
		qs_buffer_put(to, "</td></tr>\n");
	}
}

static void put_kind(struct qs_buffer *to, const struct qs_report *report, struct qs_report_note *const *note, size_t n)
{
	static const enum qs_report_text heads[] = {QS_SAY_NAME, QS_SAY_WEAK_VALUES, QS_SAY_SOURCE, QS_SAY_STATUS};
	const size_t kind = note[0]->kind;
	struct qs_people count;

	qs_buffer_put(to, "<details><summary>");
	qs_buffer_put(to, qs_report_pick(report, kinds[kind].zh, kinds[kind].en));
	qs_buffer_put(to, "<small>");
	qs_report_say(to, report, QS_SAY_WEAK_COUNT, (const char *const[]){qs_people_count(n, &count), NULL});
	qs_buffer_put(to, "</small></summary>\n<div class=\"list\">");
	qs_report_open_table(to, report, QS_SAY_WEAK_HEAD);
	qs_buffer_put(to, "<thead><tr>");
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		qs_report_th(to, qs_report_text(report, heads[i]), 0);
	qs_buffer_put(to, "</tr></thead><tbody>\n");
	for (size_t i = 0, till; i < n; i = till) {
		till = i + 1;
		while (till < n && note[till]->first == note[i]->first)
			till++;
		put_figure(to, report, note + i, till - i);
	}
	qs_buffer_put(to, "</tbody>");
	qs_report_close_table(to);
	qs_buffer_put(to, "</div></details>\n");
}

void qs_report_weak(struct qs_buffer *to, struct qs_report *report)
{
	struct qs_people unverified, assumed, more;
	struct qs_report_note **note;

	for (size_t g = 0; g < qs_groups(report->head); g++)
		if (report->used[g])
			take_group(report, g);
	note = sorted(report);
	if (!note || report->failed)
		to->failed = 1;
	qs_report_heading(to, report, "weak", QS_SAY_WEAK_HEAD);
	qs_buffer_put(to, "<p>");
	qs_report_say(to, report, QS_SAY_WEAK_LEAD,
		      (const char *const[]){qs_people_count(report->basis_count[QS_UNVERIFIED], &unverified),
					    qs_people_count(report->basis_count[QS_ASSUMPTION], &assumed), NULL});
	qs_buffer_put(to, "</p>\n");
	if (report->seen > QS_REPORT_SECTIONS) {
		qs_buffer_put(to, "<p>");
		qs_report_say(to, report, QS_SAY_WEAK_MORE,
			      (const char *const[]){qs_people_count(report->seen - QS_REPORT_SECTIONS, &more), NULL});
		qs_buffer_put(to, "</p>\n");
	}
	for (size_t i = 0, till; note && !to->failed && i < report->note_count; i = till) {
		till = i + 1;
		while (till < report->note_count && note[till]->kind == note[i]->kind)
			till++;
		put_kind(to, report, note + i, till - i);
	}
}
