/* A made-up portfolio and made-up results with plausible shapes, to feed a sink where no run is needed. */
#ifndef QS_TESTS_FEED_H
#define QS_TESTS_FEED_H

#include "model/base/arena.h"
#include "model/base/packs.h"
#include "model/base/sink.h"
#include "model/finance/lines.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FEED_SPECIES = 4, FEED_TREATMENTS = 2 };

struct feed {
	struct qs_arena arena;
	struct qs_portfolio portfolio;
	struct qs_packs packs;
	struct qs_site *sites;
	size_t n;
	struct qs_result_head head;
	double *mean, *quantile, *sum_mean, *sum_quantile, *line_mean, *line_quantile;
	struct qs_region region;
	struct qs_treatment treatment[FEED_TREATMENTS];
	struct qs_measure measure[3];
	struct qs_share share;
	struct qs_species_pack species[FEED_SPECIES];
	struct qs_substrate_pack substrate[2];
	struct qs_climate_pack climate;
	struct qs_land_pack land;
	struct qs_input_hash hash;
	struct qs_conflict conflict;
	/* what a test may add: NULL in a plain feed */
	const struct qs_tornado *tornado;
	const struct qs_scalar *cut; /* of all costs, of the portfolio; NULL: as all others */
	const struct qs_npv_risk *risk; /* of the portfolio, or NULL */
	const struct qs_verdicts *verdicts;
	const struct qs_credit *credits;
	size_t credit_count;
	const struct qs_credit_table *tables; /* of the portfolio */
	size_t table_count;
};

static void feed_given(const struct qs_table *table, struct qs_given *given, const char *name)
{
	given->mask |= (uint64_t)1 << (qs_field_find(table, name) - table->fields);
}

static void feed_figure(struct qs_figure *figure, double value, const char *source, enum qs_basis basis)
{
	figure->value = value;
	figure->source = source;
	figure->basis = basis;
	figure->given = 1;
}

static void feed_packs(struct feed *f)
{
	static const char *const ids[FEED_SPECIES] = {"platycladus_orientalis", "spontaneous_herbs", "spontaneous_shrubs",
						      "spontaneous_trees"};
	static const char *const zh[FEED_SPECIES] = {"侧柏", "自然草本", "自然灌木", "自然乔木"};

	for (int i = 0; i < FEED_SPECIES; i++) {
		qs_fields_default(&qs_table_species_pack, &f->species[i]);
		f->species[i].id = ids[i];
		f->species[i].name = (struct qs_text){zh[i], ids[i]};
		feed_figure(&f->species[i].above_max_t_ha, 40 + i, "regional plots, table 3", QS_UNVERIFIED);
	}
	for (int i = 0; i < 2; i++)
		qs_fields_default(&qs_table_substrate_pack, &f->substrate[i]);
	f->substrate[0].id = "rock_face";
	f->substrate[0].name = (struct qs_text){"岩面", "rock face"};
	f->substrate[1].id = "waste_rock";
	f->substrate[1].name = (struct qs_text){"废石堆", "waste rock"};
	qs_fields_default(&qs_table_climate_pack, &f->climate);
	f->climate.id = "54511";
	f->climate.name = (struct qs_text){"北京南郊", "Beijing"};
	qs_fields_default(&qs_table_land_pack, &f->land);
	f->land.id = "land";
	f->land.name = (struct qs_text){"通用参数", "general values"};
	f->land.spontaneous_herb = ids[1];
	f->land.spontaneous_shrub = ids[2];
	f->land.spontaneous_tree = ids[3];
	f->packs.species.items = f->species;
	f->packs.species.n = FEED_SPECIES;
	f->packs.substrates.items = f->substrate;
	f->packs.substrates.n = 2;
	f->packs.climate.items = &f->climate;
	f->packs.climate.n = 1;
	f->packs.land.items = &f->land;
	f->packs.land.n = 1;
}

static void feed_treatments(struct feed *f)
{
	for (int i = 0; i < 3; i++)
		qs_fields_default(&qs_table_measure, &f->measure[i]);
	f->measure[0].measure = "import_soil";
	feed_figure(&f->measure[0].amount, 0.3, "design report, p. 12", QS_VERIFIED);
	f->measure[1].measure = "plant";
	f->share = (struct qs_share){"platycladus_orientalis", 1};
	f->measure[1].species = (struct qs_shares){&f->share, 1};
	feed_figure(&f->measure[1].stems_per_ha, 1650, "user", QS_ASSUMPTION);
	f->measure[2].measure = "close_hillside";
	for (int i = 0; i < FEED_TREATMENTS; i++)
		qs_fields_default(&qs_table_treatment, &f->treatment[i]);
	f->treatment[0].id = "cliff";
	f->treatment[0].name = (struct qs_text){"崖面客土植树", "soil and planting on benches"};
	f->treatment[0].measures.items = f->measure;
	f->treatment[0].measures.n = 2;
	f->treatment[1].id = "closure";
	f->treatment[1].measures.items = f->measure + 2;
	f->treatment[1].measures.n = 1;
	f->portfolio.treatments.items = f->treatment;
	f->portfolio.treatments.n = FEED_TREATMENTS;
	f->portfolio.natural_treatment = "closure";
}

static void feed_site(struct feed *f, size_t i)
{
	static const char *const names[3][2] = {{"妙峰山东采石场", "Miaofeng east quarry"},
						{"<b>潭柘寺</b> & \"矸石堆\"", "<b>Tanzhe</b> & \"spoil tip\""},
						{"永定河畔腾退地块", "cleared land by the Yongding"}};
	struct qs_site *site = &f->sites[i];
	char id[32];

	qs_fields_default(&qs_table_site, site);
	snprintf(id, sizeof id, "S%zu", i + 1);
	site->id = qs_arena_text(&f->arena, id, strlen(id));
	site->name = (struct qs_text){names[i % 3][0], names[i % 3][1]};
	site->district = "门头沟";
	site->region = "mentougou";
	site->type = (int)(i % 3);
	feed_figure(&site->elevation_m, 420 + 30 * (double)(i % 9), "DEM 30 m", QS_VERIFIED);
	feed_figure(&site->rain_mm_per_year, 540, "station, 1991-2020", QS_UNVERIFIED);
	if (i != 2) {
		feed_figure(&site->lon, 116.0123456789 + 0.01 * (double)i, "map", QS_VERIFIED);
		feed_figure(&site->lat, 39.98765432, "map", QS_VERIFIED);
	}
	if (i == 0) {
		site->replay_of.year = 2018;
		site->replay_of.source = "published case";
		feed_given(&qs_table_site, &site->given, "replay_of");
		f->conflict.zh = "公报称 7.0 ha，影像量得 6.2 ha";
		f->conflict.en = "the bulletin says 7.0 ha, the image 6.2 ha";
		site->conflicts.items = &f->conflict;
		site->conflicts.n = 1;
	}
	site->units.n = 1 + i % 2;
	site->units.items = qs_arena_take(&f->arena, site->units.n, sizeof *site->units.items);
	for (size_t u = 0; u < site->units.n; u++) {
		struct qs_unit *unit = &site->units.items[u];

		qs_fields_default(&qs_table_unit, unit);
		snprintf(id, sizeof id, "S%zu-%c", i + 1, (char)('a' + u));
		unit->id = qs_arena_text(&f->arena, id, strlen(id));
		unit->substrate = u ? QS_WASTE_ROCK : QS_ROCK_FACE;
		unit->treatment = u ? NULL : "cliff";
		feed_figure(&unit->area_ha, 3.5 + (double)(i % 5), "user", QS_ASSUMPTION);
		feed_figure(&unit->cover_frac, 0.03, "image of 2024", QS_UNVERIFIED);
	}
}

static void feed_init(struct feed *f, size_t sites, size_t years)
{
	const size_t n = (size_t)QS_OUTPUT_COUNT * QS_SERIES_COUNT * years;

	memset(f, 0, sizeof *f);
	qs_arena_init(&f->arena, NULL);
	qs_fields_default(&qs_table_portfolio, &f->portfolio);
	f->portfolio.name = (struct qs_text){"门头沟矿山修复示范", "Mentougou mines"};
	qs_fields_default(&qs_table_region, &f->region);
	f->region.id = "mentougou";
	f->region.name = (struct qs_text){"门头沟山区", "Mentougou hills"};
	f->region.station = "54511";
	f->portfolio.regions.items = &f->region;
	f->portfolio.regions.n = 1;
	feed_packs(f);
	feed_treatments(f);
	f->n = sites;
	f->sites = qs_arena_take(&f->arena, sites, sizeof *f->sites);
	for (size_t i = 0; i < sites; i++)
		feed_site(f, i);
	f->mean = qs_arena_take(&f->arena, n, sizeof(double));
	f->quantile = qs_arena_take(&f->arena, n * QS_QUANTILES, sizeof(double));
	f->sum_mean = qs_arena_take(&f->arena, n, sizeof(double));
	f->sum_quantile = qs_arena_take(&f->arena, n * QS_QUANTILES, sizeof(double));
	f->line_mean = qs_arena_take(&f->arena, QS_LINE_COUNT * years, sizeof(double));
	f->line_quantile = qs_arena_take(&f->arena, QS_LINE_COUNT * years * QS_QUANTILES, sizeof(double));
	for (size_t i = 0; i < QS_LINE_COUNT * years * QS_QUANTILES; i++)
		f->line_quantile[i] = 1000 * (double)(i % QS_QUANTILES) - 300 * (double)(i / QS_QUANTILES / years);
	for (size_t i = 0; i < QS_LINE_COUNT * years; i++)
		f->line_mean[i] = f->line_quantile[i * QS_QUANTILES + QS_P50] + 10;
	f->hash = (struct qs_input_hash){"portfolio", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"};
	f->head = (struct qs_result_head){.portfolio = &f->portfolio,
					  .packs = &f->packs,
					  .version = "0.1.0+test",
					  .resolved_json = "{\"name\":\"made up\"}",
					  .hashes = &f->hash,
					  .hash_count = 1,
					  .sites = sites,
					  .years = years,
					  .members = 1000,
					  .start_year = 2026,
					  .seed = UINT64_C(20261123)};
}

static void feed_free(struct feed *f)
{
	qs_arena_free(&f->arena);
	memset(f, 0, sizeof *f);
}

/* A middle value of an output in an arm, for a hectare, x years after the start. */
static double feed_middle(enum qs_output o, int arm, double x)
{
	const double strength[QS_ARMS] = {0.25, 0.6, 1};
	const double grown = 60 * strength[arm] * pow(1 - exp(-0.08 * x), 2.5), works = arm == 2 ? 1 : arm == 1 ? 0.05 : 0;
	const double soil = 18 + 0.2 * grown, works_sum = works * (70 + 4 * x), lost = arm == 2 ? 30 * (1 - exp(-0.05 * x)) : 0;

	switch (o) {
	case QS_OUT_live_c:
		return 0.3 + grown;
	case QS_OUT_woody_c:
		return 0.8 * grown;
	case QS_OUT_dead_wood_c:
		return 0.05 * grown;
	case QS_OUT_floor_c:
		return 0.08 * grown;
	case QS_OUT_soil_c:
		return soil;
	case QS_OUT_brought_c:
		return arm == 2 ? 30 - lost : 0;
	case QS_OUT_geogenic_c:
		return 1.5;
	case QS_OUT_grown_co2e:
		return 44.0 / 12 * 1.33 * grown;
	case QS_OUT_net_co2e:
		return 44.0 / 12 * (1.33 * grown - lost) - works_sum;
	case QS_OUT_growth_c:
		return 0.4 + strength[arm] * 3 * (1 - exp(-0.15 * x));
	case QS_OUT_respired_c:
		return 0.3 + strength[arm] * 1.6 * (1 - exp(-0.1 * x));
	case QS_OUT_cleared_c:
		return arm == 2 && x < 1.5 ? 0.3 : 0;
	case QS_OUT_grazed_c:
		return arm == 0 ? 0.05 : 0;
	case QS_OUT_imported_c:
		return arm == 2 && x < 1.5 ? 30 : 0;
	case QS_OUT_brought_lost_c:
		return arm == 2 ? 1.5 * exp(-0.05 * x) : 0;
	case QS_OUT_works_co2e:
		return works * (x < 1.5 ? 74 : 4);
	case QS_OUT_works_cny:
		return arm == 2 && x < 1.5 ? 4e5 : arm == 1 && x < 1.5 ? 3e3 : 0;
	case QS_OUT_upkeep_cny:
		return arm == 2 ? 8e3 : arm == 1 ? 300 : 0;
	case QS_OUT_cover_ha:
		return 0.03 + 0.8 * strength[arm] * (1 - exp(-0.2 * x));
	case QS_OUT_canopy_ha:
		return 0.6 * strength[arm] * pow(1 - exp(-0.1 * x), 2);
	case QS_OUTPUT_COUNT:
	default:
		return 0;
	}
}

static void feed_values(const struct feed *f, double area, double *mean, double *quantile)
{
	static const double spread[QS_QUANTILES] = {-0.36, -0.28, -0.14, 0, 0.16, 0.34, 0.45};

	for (int o = 0; o < QS_OUTPUT_COUNT; o++) {
		for (int s = 0; s < QS_SERIES_COUNT; s++) {
			for (size_t y = 0; y < f->head.years; y++) {
				const size_t i = ((size_t)o * QS_SERIES_COUNT + (size_t)s) * f->head.years + y;
				const double x = (double)y + 1;
				double middle = area * feed_middle((enum qs_output)o, s < QS_ARMS ? s : QS_SERIES_project, x);

				if (s >= QS_ARMS)
					middle -= area * feed_middle((enum qs_output)o, s - QS_ARMS, x);
				mean[i] = 1.02 * middle;
				for (int q = 0; q < QS_QUANTILES; q++)
					quantile[i * QS_QUANTILES + (size_t)q] =
						middle + spread[q] * (fabs(middle) + (o == QS_OUT_net_co2e ? 20 * area : 0));
			}
		}
	}
}

static struct qs_scalar feed_scalar(double value)
{
	return (struct qs_scalar){.p10 = 0.7 * value, .p50 = value, .p90 = 1.4 * value, .mean = 1.02 * value, .share = 1};
}

static struct qs_result feed_result(const struct feed *f, const struct qs_site *site, size_t index, double area, double *mean,
				    double *quantile)
{
	struct qs_result r = {.index = index, .site = site, .area_ha = area, .restored_ha = 0.6 * area, .mean = mean,
			      .quantile = quantile, .balance_residual_max = 2.2e-14, .line_mean = f->line_mean,
			      .line_quantile = f->line_quantile, .probability_of_loss = 0.91, .acceptance_due_share = site ? 0.6 : (double)NAN,
			      .acceptance_due = site ? 3 : -1, .tornado = site ? NULL : f->tornado, .risk = site ? NULL : f->risk,
			      .verdicts = site ? f->verdicts : NULL, .credits = f->credits, .credit_count = f->credit_count,
			      .tables = site ? NULL : f->tables, .table_count = site ? 0 : f->table_count};
	const double years = (double)f->head.years;

	feed_values(f, area, mean, quantile);
	for (int arm = 0; arm < QS_ARMS; arm++)
		r.scalar[QS_SCALAR_co2e_baseline + arm] = feed_scalar(area * feed_middle(QS_OUT_grown_co2e, arm, years));
	r.scalar[QS_SCALAR_works_natural] = feed_scalar(area * 5);
	r.scalar[QS_SCALAR_works_project] = feed_scalar(area * (70 + 4 * years));
	r.scalar[QS_SCALAR_imported_brought] = feed_scalar(area * 110);
	r.scalar[QS_SCALAR_imported_lost] = feed_scalar(area * 95);
	r.scalar[QS_SCALAR_capex_natural] = feed_scalar(area * 3e3);
	r.scalar[QS_SCALAR_capex_project] = feed_scalar(area * 4e5);
	r.scalar[QS_SCALAR_upkeep_natural] = feed_scalar(area * 300);
	r.scalar[QS_SCALAR_upkeep_project] = feed_scalar(area * 8e3);
	r.scalar[QS_SCALAR_carbon_payback_year] =
		(struct qs_scalar){.p10 = 17, .p50 = 24, .p90 = (double)INFINITY, .mean = 25.5, .share = 0.86};
	for (int s = QS_SCALARS_OF_LAND; s < QS_SCALAR_COUNT; s++)
		r.scalar[s] = feed_scalar(area * 1e3 * (s == QS_SCALAR_npv ? -400 : 1 + s - QS_SCALARS_OF_LAND));
	r.scalar[QS_SCALAR_irr] = (struct qs_scalar){.share = 0.02, .why = "NO_ROOT"};
	if (!site && f->cut)
		r.scalar[QS_SCALAR_break_even_cost] = *f->cut;
	if (index == 1)
		r.scalar[QS_SCALAR_carbon_payback_year] = (struct qs_scalar){.share = 0.12, .why = "NEVER_WITHIN_HORIZON"};
	return r;
}

/* Feeds a whole run; stops at the first failure, then drops, as a runner does. */
static qs_status feed_run(struct feed *f, struct qs_sink *sink, struct qs_err *err)
{
	qs_status status = sink->begin(sink->self, &f->head, err);
	double total = 0;

	for (size_t i = 0; i < f->n && !status; i++) {
		struct qs_result r;
		double area = 0;

		for (size_t u = 0; u < f->sites[i].units.n; u++)
			area += f->sites[i].units.items[u].area_ha.value;
		total += area;
		r = feed_result(f, &f->sites[i], i, area, f->mean, f->quantile);
		status = sink->site(sink->self, &r, err);
	}
	if (!status) {
		struct qs_result r = feed_result(f, NULL, f->n, total, f->sum_mean, f->sum_quantile);

		status = sink->end(sink->self, &r, err);
	}
	if (status)
		sink->drop(sink->self);
	return status;
}

#endif
