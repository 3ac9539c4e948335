#include "app/run.h"

#include <math.h>
#include <string.h>

static qs_status begin(void *self, const struct qs_result_head *head, struct qs_err *err)
{
	struct qs_headline *const headline = self;

	headline->years = head->years;
	headline->members = head->members;
	return headline->to->begin ? headline->to->begin(headline->to->self, head, err) : QS_OK;
}

static qs_status site(void *self, const struct qs_result *result, struct qs_err *err)
{
	const struct qs_sink *const to = ((struct qs_headline *)self)->to;

	return to->site ? to->site(to->self, result, err) : QS_OK;
}

static qs_status end(void *self, const struct qs_result *portfolio, struct qs_err *err)
{
	struct qs_headline *const headline = self;

	headline->portfolio = *portfolio;
	headline->portfolio.mean = headline->portfolio.quantile = NULL;
	headline->portfolio.site = NULL;
	return headline->to->end ? headline->to->end(headline->to->self, portfolio, err) : QS_OK;
}

static qs_status cells(void *self, const struct qs_cells *next, struct qs_err *err)
{
	const struct qs_sink *const to = ((struct qs_headline *)self)->to;

	return to->cells ? to->cells(to->self, next, err) : QS_OK;
}

static void drop(void *self)
{
	const struct qs_sink *const to = ((struct qs_headline *)self)->to;

	if (to->drop)
		to->drop(to->self);
}

struct qs_sink qs_headline_sink(struct qs_headline *headline)
{
	const struct qs_sink sink = {headline, begin, site, end, drop, cells};

	return sink;
}

/* 12,345 with as many decimals as leave three significant digits. */
static void put_figure(double value)
{
	char digits[48], text[64];
	const double size = fabs(value);
	const char *point;
	size_t whole, n = 0;

	if (!isfinite(value)) {
		printf(" %14s", "-");
		return;
	}
	snprintf(digits, sizeof digits, "%.*f", size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : 2, size);
	point = strchr(digits, '.');
	whole = point ? (size_t)(point - digits) : strlen(digits);
	if (value < 0)
		text[n++] = '-';
	for (size_t i = 0; digits[i] && n + 2 < sizeof text; i++) {
		if (i && i < whole && (whole - i) % 3 == 0)
			text[n++] = ',';
		text[n++] = digits[i];
	}
	text[n] = 0;
	printf(" %14s", text);
}

static void print_row(const struct qs_app *app, const char *label, const struct qs_scalar *scalar)
{
	qs_put_padded(stdout, label, 40);
	if (scalar->why) {
		printf(" %s", scalar->why);
	} else {
		put_figure(scalar->p10);
		put_figure(scalar->p50);
		put_figure(scalar->p90);
	}
	if (scalar->share < 1)
		printf(qs_tr(app, "  （%.1f%% 的成员有值）", "  (%.1f %% of members have one)"), 100 * scalar->share);
	putchar('\n');
}

void qs_headline_print(const struct qs_app *app, const struct qs_headline *headline, const struct qs_run_size *size,
		       const char *folder)
{
	static const enum qs_scalar_id rows[] = {
		QS_SCALAR_co2e_project,  QS_SCALAR_co2e_natural,     QS_SCALAR_co2e_baseline,
		QS_SCALAR_works_project, QS_SCALAR_imported_brought, QS_SCALAR_carbon_payback_year,
		QS_SCALAR_capex_project, QS_SCALAR_upkeep_project,   QS_SCALAR_npv,
		QS_SCALAR_funding_gap,   QS_SCALAR_lcoc_net};
	const struct qs_result *const result = &headline->portfolio;

	printf(qs_tr(app, "%llu 个场地，%.2f 公顷（其中修复 %.2f 公顷），%llu 年，%llu 个成员\n",
		     "%llu sites, %.2f ha (%.2f ha of it restored), %llu years, %llu members\n"),
	       (unsigned long long)size->sites, result->area_ha, result->restored_ha,
	       (unsigned long long)headline->years, (unsigned long long)headline->members);
	qs_put_padded(stdout, qs_tr(app, "分位数", "quantile"), 40);
	printf(" %14s %14s %14s\n", "10 %", "50 %", "90 %");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct qs_scalar_row *const row = &qs_scalar_rows[rows[i]];
		char label[160];

		snprintf(label, sizeof label, "%s, %s%s", qs_tr(app, row->zh, row->en), row->unit,
			 strcmp(row->unit, "t") || rows[i] == QS_SCALAR_imported_brought ? "" : " CO2e");
		print_row(app, label, &result->scalar[rows[i]]);
	}
	printf(qs_tr(app, "亏损概率 %.0f %%\n", "probability of a loss %.0f %%\n"), 100 * result->probability_of_loss);
	printf(qs_tr(app,
		     "碳平衡最大残差 %.1e；用时 %.2f 秒，%d 线程\n结果在 "
		     "%s：report.html、sites.csv、years.csv、cash.csv、estimate.csv、report.xlsx、results.h5、summary.json\n",
		     "largest residual of the carbon balance %.1e; %.2f s on %d threads\n"
		     "results in %s: report.html, sites.csv, years.csv, cash.csv, estimate.csv, report.xlsx, results.h5, "
		     "summary.json\n"),
	       result->balance_residual_max, size->seconds, app->context.threads, folder);
}
