/* Facts and figures of the sites and of the portfolio in results.h5, one variable each. */
#include "io/results_parts.h"
#include "model/land/site.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Numbers of a site that are written as one variable over sites. */
enum { LON, LAT, ELEVATION, AREA, RESTORED, RESIDUAL, LOSS, ACCEPTED, FIGURES, PARTS = 5 };
enum { ID, NAME_ZH, NAME_EN, TREATMENT, WHY, TEXTS = WHY + QS_SCALAR_COUNT };

static const char *const part_names[PARTS] = {"p10", "p50", "p90", "mean", "share"};

struct qs_h5_columns {
	haddr_t figure[FIGURES];
	haddr_t scalar[QS_H5_WHERE][QS_SCALAR_COUNT][PARTS];
	hid_t text_set[TEXTS];          /* by site */
	hid_t why_set[QS_SCALAR_COUNT]; /* of the portfolio */
	const char **text;              /* sites' texts: [TEXTS][sites] */
};

int qs_results_h5_columns_open(struct qs_results_h5 *h)
{
	h->columns = qs_arena_take(&h->arena, 1, sizeof *h->columns);
	if (h->columns)
		h->columns->text = qs_arena_take(&h->arena, TEXTS * h->head->sites, sizeof *h->columns->text);
	return h->columns && h->columns->text ? 0 : -1;
}

/* ---- variables ---- */

static hid_t make_column(struct qs_results_h5 *h, hid_t where, const char *name, size_t rank)
{
	const hid_t set = qs_h5_doubles(&h->h5, where, name, rank, &h->site);

	if (rank && strcmp(name, "lon") != 0 && strcmp(name, "lat") != 0)
		qs_h5_say(&h->h5, set, "coordinates", "lon lat"); /* points: without it CDO opens no variable */
	return set;
}

/* The figures of the horizon, of sites (1) or the portfolio (0); why: variables of texts. */
static void make_scalars(struct qs_results_h5 *h, hid_t where, size_t by_site, hid_t *why)
{
	char name[80], text[160];

	for (int s = 0; s < QS_SCALAR_COUNT; s++) {
		const struct qs_scalar_row *row = &qs_scalar_rows[s];

		for (int p = 0; p < PARTS; p++) {
			hid_t set;

			snprintf(name, sizeof name, "%s_%s", row->name, part_names[p]);
			snprintf(text, sizeof text, "%s, %s", row->en,
				 p == 4 ? "share of members with a value" : part_names[p]);
			set = make_column(h, where, name, by_site);
			qs_results_h5_describe(&h->h5, set, p == 4 ? "1" : row->unit, text, row->zh);
			qs_h5_say_number(&h->h5, set, "_FillValue", (double)NAN);
			h->columns->scalar[by_site][s][p] = qs_h5_place(&h->h5, set);
		}
		snprintf(name, sizeof name, "%s_why", row->name);
		why[s] = qs_h5_texts_make(&h->h5, where, name, by_site, h->site, "why there are no quantiles");
	}
}

void qs_results_h5_scalars_make(struct qs_results_h5 *h)
{
	make_scalars(h, h->group, 0, h->columns->why_set);
}

void qs_results_h5_columns_make(struct qs_results_h5 *h)
{
	static const struct {
		const char *name, *unit, *en, *zh, *standard;
	} rows[FIGURES] = {
		{"lon", "degrees_east", "longitude, CGCS2000", "经度", "longitude"},
		{"lat", "degrees_north", "latitude, CGCS2000", "纬度", "latitude"},
		{"elevation", "m", "elevation", "海拔", "surface_altitude"},
		{"area_ha", "ha", "planimetric area", "水平投影面积", NULL},
		{"restored_ha", "ha", "planimetric area of units that have a treatment", "有处理的面积", NULL},
		{"balance_residual_max", "1", "worst residual of the carbon balance", "碳平衡最大残差", NULL},
		{"probability_of_loss", "1", "share of members whose net present value is below 0", "亏损概率", NULL},
		{"acceptance_due_share", "1", "share of members that pass the acceptance when it is first due",
		 "首次验收通过比例", NULL},
	};
	static const struct {
		const char *name, *en;
	} texts[WHY] = {{"site_id", "id of the site"},
			{"site_name_zh", "name of the site, Chinese"},
			{"site_name_en", "name of the site, English"},
			{"treatment", "treatment of all units, or mixed"}};
	struct qs_h5_columns *const columns = h->columns;
	struct qs_h5 *const h5 = &h->h5;

	for (int t = 0; t < WHY; t++)
		columns->text_set[t] = qs_h5_texts_make(h5, h5->file, texts[t].name, 1, h->site, texts[t].en);
	for (int c = 0; c < FIGURES; c++) {
		const hid_t set = make_column(h, h5->file, rows[c].name, 1);

		qs_results_h5_describe(h5, set, rows[c].unit, rows[c].en, rows[c].zh);
		if (rows[c].standard)
			qs_h5_say(h5, set, "standard_name", rows[c].standard);
		if (c == LON || c == LAT)
			qs_h5_say_number(h5, set, "_FillValue", (double)NAN);
		columns->figure[c] = qs_h5_place(h5, set);
	}
	make_scalars(h, h5->file, 1, columns->text_set + WHY);
}

/* ---- values ---- */

/* A missing number has one bit pattern. */
static double missing(double value, int is_missing)
{
	return is_missing || isnan(value) ? (double)NAN : value;
}

static void scalar_parts(const struct qs_scalar *scalar, double parts[PARTS])
{
	const int none = scalar->why != NULL;

	parts[0] = missing(scalar->p10, none);
	parts[1] = missing(scalar->p50, none);
	parts[2] = missing(scalar->p90, none);
	parts[3] = missing(scalar->mean, none);
	parts[4] = missing(scalar->share, 0);
}

/* The figures of the index-th of n, as they stand in the file. */
static void put_scalars(struct qs_results_h5 *h, size_t by_site, size_t n, size_t index, const struct qs_result *result)
{
	for (int s = 0; s < QS_SCALAR_COUNT; s++) {
		double parts[PARTS];

		scalar_parts(&result->scalar[s], parts);
		for (int p = 0; p < PARTS; p++)
			qs_h5_fill(&h->h5, h->columns->scalar[by_site][s][p], 1, n, index, 1, 1, &parts[p]);
	}
}

static const char *keep(struct qs_results_h5 *h, const char *text)
{
	return text ? qs_arena_text(&h->arena, text, strlen(text)) : "";
}

int qs_results_h5_columns_site(struct qs_results_h5 *h, const struct qs_result *result)
{
	const struct qs_site *site = result->site;
	const size_t n = h->head->sites, i = result->index;
	const int lies = site->lon.given && site->lat.given;
	const double number[FIGURES] = {missing(site->lon.value, !lies),
					missing(site->lat.value, !lies),
					site->elevation_m.value,
					result->area_ha,
					result->restored_ha,
					result->balance_residual_max,
					missing(result->probability_of_loss, 0),
					missing(result->acceptance_due_share, 0)};
	const char *text[TEXTS] = {site->id, site->name.zh, site->name.en, qs_site_treatment(site)};
	int failed = 0;

	for (int s = 0; s < QS_SCALAR_COUNT; s++)
		text[WHY + s] = result->scalar[s].why;
	for (int t = 0; t < TEXTS; t++) {
		h->columns->text[(size_t)t * n + i] = keep(h, text[t]);
		failed |= !h->columns->text[(size_t)t * n + i];
	}
	for (int c = 0; c < FIGURES; c++)
		qs_h5_fill(&h->h5, h->columns->figure[c], 1, n, i, 1, 1, &number[c]);
	put_scalars(h, 1, n, i, result);
	return failed;
}

void qs_results_h5_columns_end(struct qs_results_h5 *h, const struct qs_result *portfolio)
{
	struct qs_h5_columns *const columns = h->columns;
	const size_t n = h->head->sites;

	put_scalars(h, 0, 1, 0, portfolio);
	qs_h5_dimension_fill(&h->h5, h->site, columns->text);
	for (int t = 0; t < TEXTS; t++)
		qs_h5_texts_put(&h->h5, columns->text_set[t], n, columns->text + (size_t)t * n);
	for (int s = 0; s < QS_SCALAR_COUNT; s++)
		qs_h5_texts_put(&h->h5, columns->why_set[s], 1, &portfolio->scalar[s].why);
	qs_results_h5_columns_free(h);
}

static void close_all(hid_t *set, int n)
{
	for (int i = 0; i < n; i++) {
		if (set[i] > 0)
			H5Dclose(set[i]);
		set[i] = 0;
	}
}

void qs_results_h5_columns_free(struct qs_results_h5 *h)
{
	if (!h->columns)
		return;
	close_all(h->columns->text_set, TEXTS);
	close_all(h->columns->why_set, QS_SCALAR_COUNT);
}
