/* districts.csv: the yearly check-up table, a row a district and year; means over the members. */
#include "io/results_parts.h"
#include "model/land/site.h"
#include "model/policy/built.h"
#include "model/policy/judge.h"
#include "model/portfolio.h"

#include <math.h>
#include <string.h>

static const struct {
	const char *name;
} columns[QS_DISTRICT_COLUMNS] = {
#define X(name, unit) {#name unit},
	QS_DISTRICT_TABLE(X)
#undef X
};

qs_status qs_results_districts_begin(struct qs_results_districts *d, const struct qs_allocator *from,
				     const struct qs_result_head *head, struct qs_err *err)
{
	(void)err;
	memset(d, 0, sizeof *d);
	d->head = head;
	qs_arena_init(&d->arena, from);
	return QS_OK;
}

/* The district of a site, in the order in which they first occur; NULL without memory. */
static struct qs_district_rows *rows_of(struct qs_results_districts *d, const char *name)
{
	struct qs_district_rows **at = &d->first;

	name = name ? name : "";
	while (*at && strcmp((*at)->name, name) != 0)
		at = &(*at)->next;
	if (*at)
		return *at;
	*at = qs_arena_take(&d->arena, 1, sizeof **at);
	if (!*at)
		return NULL;
	(*at)->name = qs_arena_text(&d->arena, name, strlen(name));
	(*at)->value = qs_arena_take(&d->arena, d->head->years * QS_DISTRICT_COLUMNS, sizeof *(*at)->value);
	return (*at)->name && (*at)->value ? *at : NULL;
}

/* Worth of the services of the headline in a year. */
static double headline(const struct qs_result_head *head, const struct qs_result *result, size_t y)
{
	const struct qs_services_pack *const pack = head->packs->services.n ? head->packs->services.items : NULL;
	double sum = 0;

	for (size_t i = 0; pack && i < pack->headline.n; i++)
		for (int line = 0; line < QS_LINE_COUNT; line++)
			if (qs_line_rows[line].group == QS_LINE_SERVICE &&
			    !strcmp(qs_line_rows[line].name, pack->headline.items[i]))
				sum += result->line_mean[(size_t)line * head->years + y];
	return sum;
}

static void add_year(const struct qs_results_districts *d, const struct qs_result *result, size_t y, double *row)
{
	const struct qs_result_head *const head = d->head;
	const double *const mean = result->line_mean;
	const int grown = QS_SERIES_project_minus_baseline;
	const double before = y ? qs_result_mean(head, result, QS_OUT_grown_co2e, grown, y - 1) : 0;
	const int due = result->acceptance_due;
	const struct qs_site_policy *const policy = &result->site->policy;

	row[QS_DISTRICT_projects] += 1;
	row[QS_DISTRICT_restored] += result->restored_ha;
	row[QS_DISTRICT_works] += mean[QS_LINE_OF_works * head->years + y];
	row[QS_DISTRICT_upkeep] += mean[QS_LINE_OF_upkeep * head->years + y];
	row[QS_DISTRICT_grants] += mean[QS_LINE_OF_grant * head->years + y];
	row[QS_DISTRICT_works_due] += mean[QS_LINE_OF_works * head->years + y] > 0 ? 1 : 0;
	row[QS_DISTRICT_acceptance_due] += due == (int)y ? 1 : 0;
	row[QS_DISTRICT_accepted_when_due] += due == (int)y ? result->acceptance_due_share : 0;
	row[QS_DISTRICT_accepted] += policy->accepted.year == head->start_year + (int)y ? 1 : 0;
	row[QS_DISTRICT_removals] += qs_result_mean(head, result, QS_OUT_grown_co2e, grown, y) - before;
	row[QS_DISTRICT_credits_sold] += mean[QS_LINE_OF_credits_sold * head->years + y];
	row[QS_DISTRICT_benefit] += headline(head, result, y);
	row[QS_DISTRICT_deviating] += d->deviates;
}

qs_status qs_results_districts_site(struct qs_results_districts *d, const struct qs_result *result, struct qs_err *err)
{
	struct qs_district_rows *rows;

	if (!result->line_mean)
		return QS_OK;
	d->deviates = qs_built_worst(d->head->portfolio, d->head->packs, result->site) > QS_DEVIATION_FLAG;
	rows = rows_of(d, result->site->district);
	if (!rows)
		return qs_fail(err, QS_ENOMEM, "districts.csv");
	for (size_t y = 0; y < d->head->years; y++)
		add_year(d, result, y, rows->value + y * QS_DISTRICT_COLUMNS);
	return QS_OK;
}

/* Payments of a partnership by the district's general budget of the year; NaN where no budget is stated. */
static void add_budget(const struct qs_results_districts *d, const char *district, size_t y, double *row)
{
	const struct qs_policy *const policy = &d->head->portfolio->policy;
	const int ppp = policy->terms.mode == QS_MODE_PPP_USER_PAYS || policy->terms.mode == QS_MODE_PPP_AVAILABILITY;

	row[QS_DISTRICT_ppp_payment] = ppp ? row[QS_DISTRICT_grants] : 0;
	row[QS_DISTRICT_fiscal_share] = (double)NAN;
	for (size_t i = 0; i < policy->fiscal.n; i++) {
		const struct qs_fiscal *const one = &policy->fiscal.items[i];
		double budget = one->general_budget_cny.value;

		if (!one->district || strcmp(one->district, district) != 0)
			continue;
		for (size_t t = 0; t < y; t++)
			budget *= 1 + one->growth_pct.value / 100;
		row[QS_DISTRICT_fiscal_share] =
			100 * (row[QS_DISTRICT_ppp_payment] + one->other_ppp_cny.value) / budget;
	}
}

double qs_results_districts_fiscal(struct qs_results_districts *d)
{
	double worst = (double)NAN;

	for (struct qs_district_rows *rows = d->first; rows; rows = rows->next)
		for (size_t y = 0; y < d->head->years; y++) {
			double *const row = rows->value + y * QS_DISTRICT_COLUMNS;

			add_budget(d, rows->name, y, row);
			if (row[QS_DISTRICT_fiscal_share] > worst || isnan(worst))
				worst = row[QS_DISTRICT_fiscal_share];
		}
	return worst;
}

qs_status qs_results_districts_end(struct qs_results_districts *d, struct qs_folder *folder, struct qs_err *err)
{
	struct qs_buffer text;
	qs_status status;

	qs_buffer_init(&text, &d->arena.from);
	qs_buffer_put(&text, "\xEF\xBB\xBF"
			     "district,year");
	for (int c = 0; c < QS_DISTRICT_COLUMNS; c++)
		qs_buffer_format(&text, ",%s", columns[c].name);
	qs_buffer_put(&text, "\n");
	for (const struct qs_district_rows *rows = d->first; rows; rows = rows->next)
		for (size_t y = 0; y < d->head->years; y++) {
			qs_buffer_csv(&text, rows->name);
			qs_buffer_format(&text, ",%d", d->head->start_year + (int)y);
			for (int c = 0; c < QS_DISTRICT_COLUMNS; c++)
				qs_buffer_number_cell(&text, rows->value[y * QS_DISTRICT_COLUMNS + (size_t)c]);
			qs_buffer_put(&text, "\n");
		}
	status = qs_buffer_status(&text, err);
	if (!status)
		status = qs_file_put(folder, "districts.csv", qs_buffer_text(&text), text.length, err);
	qs_buffer_free(&text);
	return status;
}

void qs_results_districts_free(struct qs_results_districts *d)
{
	qs_arena_free(&d->arena);
	d->first = NULL;
}
