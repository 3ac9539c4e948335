/* Soil models in a run: each closes its balance, starts without a step, keeps the rules of accounting, and is the same on any machine. */
#include "tests/land_runs.h"

#include "kernels/kernels.h"
#include "model/land/block.h"
#include "model/land/soil.h"
#include "model/land/start.h"

#include <math.h>

#define HEAD(members, models) \
	"{\"name\":\"t\",\"seed\":\"11\",\"start_year\":2026,\"years\":30,\"members\":" #members ",\"models\":{\"soil\":\"%s\"}" models \
	",\"regions\":{\"west\":{\"station\":\"54511\"}},\"natural_treatment\":\"closure\",\"treatments\":{" \
	"\"closure\":{\"class\":\"natural\",\"measures\":[{\"measure\":\"close_hillside\",\"year\":0,\"fence_m_per_ha\":40}]}," \
	"\"bring\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"import_soil\",\"year\":1,\"amount\":0.3,\"unit\":\"m3/m2\"," \
	"\"organic_c_g_kg\":9.4,\"stones_frac\":0.05,\"fine_earth_density_g_cm3\":1.35},{\"measure\":\"compost\",\"year\":2," \
	"\"amount\":20,\"unit\":\"t/ha\"}]}," \
	"\"woods\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"grade\",\"year\":0,\"amount\":0.4,\"unit\":\"m3/m2\"," \
	"\"area_frac\":0.5},{\"measure\":\"import_soil\",\"year\":0,\"amount\":0.4,\"unit\":\"m3/m2\"}," \
	"{\"measure\":\"plant\",\"year\":1,\"species\":{\"pinus_tabuliformis\":0.5,\"quercus_mongolica\":0.5},\"stems_per_ha\":1650," \
	"\"height_m\":1},{\"measure\":\"irrigate\",\"year\":1,\"mm\":[100,60]}]}},\"sites\":["
#define SITE(id, models) \
	"{\"id\":\"" id "\",\"name\":\"" id "\",\"region\":\"west\",\"type\":\"abandoned_mine\",\"elevation_m\":300,\"lat\":40," \
	"\"rain_mm_per_year\":550" models ",\"units\":["
#define UNIT(treatment, cover, live, course) \
	"{\"id\":\"u\",\"area_ha\":2,\"substrate\":\"waste_rock\",\"slope_deg\":20,\"cover_frac\":" #cover ",\"live_c_t_ha\":" #live \
	",\"woody_cover_frac\":0,\"soil\":{\"depth_cm\":20,\"organic_c_g_kg\":6,\"geogenic_c_g_kg\":12},\"treatment\":" treatment course "}"
#define COURSES(base, natural) \
	",\"baseline\":{\"cover_frac\":" #base ",\"tau_years\":20},\"natural\":{\"cover_frac\":" #natural ",\"tau_years\":12}"
#define END "]}]}"

#define EACH_MODEL(m) for (const char *const *m = qs_words_soil_model; *m; m++)

static void every_model_closes_and_grows_soil_under_woods(void **state)
{
	struct kept k;

	(void)state;
	EACH_MODEL(m) {
		run_text(&k, 2, "{}", HEAD(300, "") SITE("a", "") UNIT("\"woods\"", 0.1, 1, COURSES(0.3, 0.4)) END, *m);
		print_message("%-14s residual %.1e, soil of the project %.2f to %.2f t\n", *m, k.result[0].balance_residual_max,
			      at(&k, 0, QS_OUT_soil_c, QS_SERIES_project, 0, QS_P50), at(&k, 0, QS_OUT_soil_c, QS_SERIES_project, 29, QS_P50));
		assert_true(k.result[0].balance_residual_max <= 1e-12);
		assert_true(at(&k, 0, QS_OUT_soil_c, QS_SERIES_project, 29, QS_P50) > at(&k, 0, QS_OUT_soil_c, QS_SERIES_project, 1, QS_P50));
		assert_true(at(&k, 0, QS_OUT_soil_c, QS_SERIES_project, 29, QS_P95) > at(&k, 0, QS_OUT_soil_c, QS_SERIES_project, 29, QS_P05));
		forget(&k);
	}
}

static void no_model_steps_at_the_start(void **state)
{
	struct kept k;

	(void)state;
	EACH_MODEL(m) {
		double measured = 2 * 6 * 0.1 * 1.3 * 20 * 0.7, change[2];

		run_text(&k, 1, "{}", HEAD(1, "") SITE("a", "") UNIT("null", 0.4, 1.2, COURSES(0.4, 0.4)) END, *m);
		for (size_t y = 0; y < 2; y++)
			change[y] = at(&k, 0, QS_OUT_soil_c, 0, y, QS_P50) / (y ? at(&k, 0, QS_OUT_soil_c, 0, y - 1, QS_P50) : measured) - 1;
		print_message("%-14s %+.2f %% in the first year, %+.2f %% in the second\n", *m, 100 * change[0], 100 * change[1]);
		assert_true(fabs(change[0]) < 0.04);
		assert_true(fabs(change[1] - change[0]) < 0.02);
		forget(&k);
	}
}

static void a_natural_project_is_the_natural_arm_bit_for_bit(void **state)
{
	struct kept k;

	(void)state;
	EACH_MODEL(m) {
		run_text(&k, 2, "{}", HEAD(100, "") SITE("a", "") UNIT("\"closure\"", 0.3, 2, COURSES(0.4, 0.6)) END, *m);
		for (int o = 0; o < QS_OUTPUT_COUNT; o++)
			for (size_t y = 0; y < k.years; y++)
				for (int q = 0; q < QS_QUANTILES; q++)
					assert_true(at(&k, 0, o, QS_SERIES_project, y, q) == at(&k, 0, o, QS_SERIES_natural, y, q));
		assert_true(at(&k, 0, QS_OUT_soil_c, QS_SERIES_natural, 29, QS_P50) >
			    at(&k, 0, QS_OUT_soil_c, QS_SERIES_baseline, 29, QS_P50));
		forget(&k);
	}
}

static void brought_carbon_never_counts_as_grown(void **state)
{
	struct kept k;

	(void)state;
	EACH_MODEL(m) {
		run_text(&k, 1, "{}", HEAD(50, "") SITE("a", "") UNIT("\"bring\"", 0, 0, COURSES(0, 0)) END, *m);
		for (size_t y = 0; y < k.years; y++)
			for (int q = 0; q < QS_QUANTILES; q++) {
				const double now = at(&k, 0, QS_OUT_grown_co2e, QS_SERIES_project, y, q);

				assert_true(now <= (y ? at(&k, 0, QS_OUT_grown_co2e, QS_SERIES_project, y - 1, q) : 0));
				/* laying soil changes the water that a model reads, and else nothing that grows here */
				if (!qs_soil_kind((int)(m - qs_words_soil_model))->reads_water)
					assert_true(at(&k, 0, QS_OUT_soil_c, QS_SERIES_project, y, q) ==
						    at(&k, 0, QS_OUT_soil_c, QS_SERIES_baseline, y, q));
			}
		assert_true(fabs(at(&k, 0, QS_OUT_imported_c, QS_SERIES_project, 1, QS_P50) - 2 * 36.1665) < 0.01);
		for (size_t y = 3; y < k.years; y++)
			assert_true(at(&k, 0, QS_OUT_brought_c, QS_SERIES_project, y, QS_P50) <
				    at(&k, 0, QS_OUT_brought_c, QS_SERIES_project, y - 1, QS_P50));
		assert_true(fabs(at(&k, 0, QS_OUT_geogenic_c, QS_SERIES_project, 29, QS_P50) - 2 * 21.84) < 1e-5);
		forget(&k);
	}
}

static void a_mixed_portfolio_is_its_sites_alone(void **state)
{
	static const char *const words[] = {"yasso20", "icbm", "century", "ipcc-tier2", "cbm", "rothc"};
	struct kept mixed, alone;

	(void)state;
#define WITH(model) ",\"models\":{\"soil\":\"" model "\"}"
#define BOTH UNIT("\"woods\"", 0.2, 2, COURSES(0.3, 0.5))
	run_text(&mixed, 2, "{}",
		 HEAD(100, "") SITE("s0", WITH("yasso20")) BOTH "]}," SITE("s1", WITH("icbm")) BOTH "]}," SITE("s2", WITH("century")) BOTH
		 "]}," SITE("s3", WITH("ipcc-tier2")) BOTH "]}," SITE("s4", WITH("cbm")) BOTH "]}," SITE("s5", "") BOTH END, "rothc");
	for (size_t s = 0; s < 6; s++) {
		char site[512];

		snprintf(site, sizeof site,
			 "{\"id\":\"s%zu\",\"name\":\"n\",\"region\":\"west\",\"type\":\"abandoned_mine\",\"elevation_m\":300,\"lat\":40,"
			 "\"rain_mm_per_year\":550,\"units\":[", s);
		run_text(&alone, 1, "{}", HEAD(100, "") "%s" BOTH END, words[s], site);
		assert_memory_equal(alone.quantile[0], mixed.quantile[s], rows_of(&alone) * QS_QUANTILES * sizeof(double));
		forget(&alone);
	}
	forget(&mixed);
}

static void instruction_sets_and_threads_give_the_same_bits(void **state)
{
	static const char *const sets[] = {"v2", "v3", "v4"};
	char path[] = "/tmp/qs-soils-XXXXXX", text[4096];
	struct qs_err err = {0};
	const int file = mkstemp(path);

	(void)state;
	assert_true(file >= 0);
	close(file);
	EACH_MODEL(m) {
		struct kept first, k;

		snprintf(text, sizeof text, HEAD(130, "") SITE("a", "") UNIT("\"woods\"", 0.2, 2, COURSES(0.3, 0.5)) "]}," SITE("b", "")
			 UNIT("\"woods\"", 0.1, 1, COURSES(0.3, 0.5)) END, *m);
		write_text(path, text);
		assert_int_equal(run_file(path, 1, "v2", &first, &err), QS_OK);
		for (int i = 0; i < 3; i++) {
			struct qs_context context = {0};
			struct qs_err none = {0};

			if (qs_open(&context, sets[i], &none) != QS_OK)
				continue;
			qs_close(&context);
			assert_int_equal(run_file(path, 1 + i % 2, sets[i], &k, &err), QS_OK);
			for (size_t s = 0; s <= first.n; s++)
				assert_memory_equal(first.quantile[s], k.quantile[s], rows_of(&k) * QS_QUANTILES * sizeof(double));
			forget(&k);
		}
		forget(&first);
	}
	unlink(path);
}

/* What leaves of trees, dead coarse roots and grass put into the soil of a lane. */
static void fill_input(const struct qs_block *b, double *carbon, double *const *trait)
{
	for (size_t i = 0; i < b->n; i++) {
		const double leaf = 0.3 + 0.01 * (double)i, coarse = 0.2, grass = 0.4;

		carbon[i] = leaf + coarse + grass;
		for (size_t t = 0; t < b->recipe->soil->traits; t++)
			trait[t][i] = leaf * b->recipe->arm[0].cohorts[0].trait[QS_LITTER_LEAF][t] +
				      coarse * b->recipe->arm[0].cohorts[1].trait[QS_LITTER_COARSE_ROOT][t] +
				      grass * b->recipe->arm[0].cohorts[2].trait[QS_LITTER_FINE_ROOT][t];
	}
}

/* Runs a normal year from the equilibrium; returns the largest relative change of a pool and, of the balance, what is off. */
static double repeat_year(struct qs_block *b, double *off)
{
	enum { LANES = 40 };
	const struct qs_soil_kind *kind = b->recipe->soil;
	double carbon[LANES], column[QS_LITTER_TRAITS][LANES], pool[QS_SOIL_POOLS][LANES];
	double *const trait[] = {column[0], column[1], column[2]};
	double *const pools[] = {pool[0], pool[1], pool[2], pool[3], pool[4], pool[5], pool[6]};
	const struct qs_soil_input input = {carbon, {column[0], column[1], column[2]}};
	const struct qs_kernels *k = b->context->kernels;
	double worst = 0;

	assert_int_equal(b->n, LANES);
	fill_input(b, carbon, trait);
	memcpy(b->mean_c, b->normal_c, b->n * sizeof(double));
	memcpy(b->rain_mm, b->normal_rain, b->n * sizeof(double));
	k->weather_year(b->n, &b->recipe->year, b->mean_c, b->rain_mm, b->et_slope, b->soil_rate, b->balance_mm, b->rate_a);
	qs_soil_months(b, b->mean_c, b->rain_mm);
	kind->equilibrium(b, &input, pools);
	k->weather_year(b->n, &b->recipe->year, b->mean_c, b->rain_mm, b->et_slope, b->soil_rate, b->balance_mm, b->rate_a);
	qs_soil_months(b, b->mean_c, b->rain_mm);
	for (size_t p = 0; p < kind->pools; p++)
		memcpy(b->arm[0].soil.pool[p], pool[p], sizeof pool[p]);
	memset(b->arm[0].flow[QS_FLOW_soil_respired], 0, b->n * sizeof(double));
	kind->year(b, 0, 0, &input);
	*off = 0;
	for (size_t i = 0; i < b->n; i++) {
		for (size_t p = 0; p < kind->pools; p++)
			if (pool[p][i] > 0)
				worst = fmax(worst, fabs(b->arm[0].soil.pool[p][i] / pool[p][i] - 1));
		*off = fmax(*off, fabs(b->arm[0].flow[QS_FLOW_soil_respired][i] / carbon[i] - 1));
	}
	return worst;
}

/* A block of 40 members of a unit under a model, and what it stands on. */
struct bench {
	struct qs_context context;
	struct qs_input input;
	struct qs_mistakes mistakes;
	struct qs_arena arena;
	struct qs_recipe recipe;
	struct qs_segment segment;
	struct qs_block block;
};

static void open_bench(struct bench *k, int model, const char *vegetation)
{
	char path[] = "/tmp/qs-soils-XXXXXX", text[4096], models[64];
	const int file = mkstemp(path);
	struct qs_err err = {0};
	const struct qs_site *sites;
	size_t n;

	assert_true(file >= 0);
	close(file);
	*k = (struct bench){0};
	snprintf(models, sizeof models, "%s\",\"vegetation\":\"%s", qs_words_soil_model[model], vegetation);
	snprintf(text, sizeof text, HEAD(40, "") SITE("a", "") UNIT("\"woods\"", 0.2, 2, COURSES(0.3, 0.5)) END, models);
	write_text(path, text);
	qs_mistakes_init(&k->mistakes, NULL);
	assert_int_equal(qs_open(&k->context, NULL, &err), QS_OK);
	k->context.threads = 1;
	assert_int_equal(qs_input_read(&k->context, path, &k->input, &k->mistakes, &err), QS_OK);
	unlink(path);
	assert_int_equal(k->input.sites.next(k->input.sites.self, &sites, 4, &n), 0);
	k->segment = (struct qs_segment){sites, sites->units.items, qs_portfolio_region(&k->input.portfolio, sites->region), 0, 40, 0};
	assert_int_equal(qs_recipe_build(&k->input.packs, &k->input.portfolio, sites, k->segment.unit, &k->arena, &k->recipe, &err), QS_OK);
	assert_int_equal(qs_block_start(&k->context, &k->input.portfolio, &k->recipe, &k->segment, 1, &k->arena, &k->block, &err), QS_OK);
}

static void close_bench(struct bench *k)
{
	qs_arena_free(&k->arena);
	qs_input_free(&k->input);
	qs_mistakes_free(&k->mistakes);
	qs_close(&k->context);
}

static void an_equilibrium_is_a_year_that_repeats(void **state)
{
	(void)state;
	for (int model = QS_SOIL_YASSO20; model < QS_SOIL_MODEL_COUNT; model++) {
		struct bench k;
		double change, off;

		open_bench(&k, model, "curve");
		change = repeat_year(&k.block, &off);
		print_message("%-14s pools change by %.1e, respired is the input but for %.1e\n", qs_words_soil_model[model], change, off);
		assert_true(change < 1e-12);
		assert_true(off < 1e-12);
		close_bench(&k);
	}
}

/* Brought pools after a normal year with `scale` times the litter, from one state; litter is of one kind throughout. */
static void brought_after(struct qs_block *b, double scale, double *const *to)
{
	enum { LANES = 40 };
	const struct qs_soil_kind *kind = b->recipe->soil;
	struct qs_arm_columns *arm = &b->arm[QS_SERIES_project];
	double carbon[LANES], column[QS_LITTER_TRAITS][LANES], pool[QS_SOIL_POOLS][LANES];
	double *const trait[] = {column[0], column[1], column[2]};
	double *const pools[] = {pool[0], pool[1], pool[2], pool[3], pool[4], pool[5], pool[6]};
	const struct qs_soil_input input = {carbon, {column[0], column[1], column[2]}};

	fill_input(b, carbon, trait);
	qs_soil_months(b, b->normal_c, b->normal_rain);
	kind->equilibrium(b, &input, pools);
	memcpy(arm->litter_mean, b->arm[0].litter_mean, b->n * sizeof(double));
	memcpy(b->mean_c, b->normal_c, b->n * sizeof(double));
	memcpy(b->rain_mm, b->normal_rain, b->n * sizeof(double));
	qs_soil_months(b, b->mean_c, b->rain_mm);
	b->context->kernels->weather_year(b->n, &b->recipe->year, b->mean_c, b->rain_mm, b->et_slope, b->soil_rate, b->balance_mm,
					  b->rate_a);
	for (size_t i = 0; i < b->n; i++) {
		arm->swc[i] = 0;
		carbon[i] *= scale;
		for (size_t t = 0; t < kind->traits; t++)
			trait[t][i] *= scale;
		for (size_t p = 0; p < kind->pools; p++)
			arm->brought.pool[p][i] = 1 + (double)p;
	}
	kind->year(b, QS_SERIES_project, 0, &input);
	for (size_t p = 0; p < kind->pools; p++)
		memcpy(to[p], arm->brought.pool[p], b->n * sizeof(double));
}

static void litter_enters_what_grew_here_only(void **state)
{
	double little[QS_SOIL_POOLS][40], much[QS_SOIL_POOLS][40];

	(void)state;
	for (int model = QS_SOIL_YASSO20; model < QS_SOIL_MODEL_COUNT; model++) {
		struct bench k;

		open_bench(&k, model, "curve");
		brought_after(&k.block, 0.01, (double *const[]){little[0], little[1], little[2], little[3], little[4], little[5], little[6]});
		brought_after(&k.block, 100, (double *const[]){much[0], much[1], much[2], much[3], much[4], much[5], much[6]});
		for (size_t p = 0; p < k.recipe.soil->pools; p++)
			for (size_t i = 0; i < k.block.n; i++)
				assert_true(fabs(much[p][i] - little[p][i]) <= 1e-12 * little[p][i]);
		close_bench(&k);
	}
}

/* CBM's traits are the carbon of leaves and of wood itself. */
static void check_traits(const char *vegetation)
{
	struct qs_ledger ledger = {.years = 30};
	struct bench k;

	open_bench(&k, QS_SOIL_CBM, vegetation);
	ledger.value = calloc((size_t)QS_OUTPUT_COUNT * QS_ARMS * ledger.years * k.block.n, sizeof *ledger.value);
	assert_non_null(ledger.value);
	for (int y = 0; y < (int)ledger.years; y++) {
		qs_land_year(&k.block, y, &ledger);
		for (int a = 0; a < QS_ARMS; a++)
			for (size_t i = 0; i < k.block.n; i++) {
				const struct qs_arm_columns *arm = &k.block.arm[a];

				assert_true(fabs(arm->floor_trait[1][i] - arm->floor[i]) <= 1e-14 * arm->floor[i]);
				assert_true(fabs(arm->wood_trait[2][i] - arm->dead_wood[i]) <= 1e-14 * arm->dead_wood[i]);
				assert_true(arm->floor_trait[0][i] == 0 && arm->wood_trait[1][i] == 0);
			}
	}
	free(ledger.value);
	close_bench(&k);
}

static void floor_and_dead_wood_carry_the_traits_of_all_they_hold(void **state)
{
	static const char *const vegetation[] = {"curve", "3pg"};

	(void)state;
	for (int v = 0; v < 2; v++)
		check_traits(vegetation[v]);
}

static void compared_models_are_the_runs_of_each(void **state)
{
	struct kept all, one;
	size_t m = 0;

	(void)state;
	run_text(&all, 2, "{}",
		 HEAD(70, ",\"soils_compared\":[\"rothc\",\"yasso20\",\"century\",\"icbm\",\"ipcc-tier2\",\"rothc-dryland\",\"cbm\"]") SITE("a", "")
		 UNIT("\"woods\"", 0.2, 2, COURSES(0.3, 0.5)) "]}," SITE("b", ",\"models\":{\"soil\":\"icbm\"}")
		 UNIT("\"bring\"", 0.1, 1, COURSES(0.3, 0.5)) END, "rothc");
	assert_int_equal(all.structural.n, 7);
	for (; m < all.structural.n; m++) {
		run_text(&one, 1, "{}", HEAD(70, "") SITE("a", "") UNIT("\"woods\"", 0.2, 2, COURSES(0.3, 0.5)) "]}," SITE("b", "")
			 UNIT("\"bring\"", 0.1, 1, COURSES(0.3, 0.5)) END, qs_words_soil_model[all.structural.model[m]]);
		assert_int_equal(one.structural.n, 0);
		for (int row = 0; row < QS_STRUCTURAL_COUNT; row++)
			for (int s = 0; s < QS_SERIES_COUNT; s++)
				for (size_t y = 0; y < one.years; y++)
					assert_memory_equal(qs_structural_row(&all.structural, m, (enum qs_structural_row)row, s, y),
							    &one.quantile[2][(((size_t)qs_structural_outputs[row] * QS_SERIES_COUNT +
									       (size_t)s) * one.years + y) * QS_QUANTILES],
							    QS_QUANTILES * sizeof(double));
		forget(&one);
	}
	/* what is compared does not move the run itself */
	run_text(&one, 1, "{}", HEAD(70, "") SITE("a", "") UNIT("\"woods\"", 0.2, 2, COURSES(0.3, 0.5)) "]},"
		 SITE("b", ",\"models\":{\"soil\":\"icbm\"}") UNIT("\"bring\"", 0.1, 1, COURSES(0.3, 0.5)) END, "rothc");
	assert_memory_equal(one.quantile[2], all.quantile[2], rows_of(&one) * QS_QUANTILES * sizeof(double));
	forget(&one);
	forget(&all);
}

/* Soil of the project in the last year under packs that change a litter's leaves. */
static double soil_with(const char *packs, const char *model)
{
	struct kept k;
	double soil;

	run_text(&k, 1, packs, HEAD(20, ",\"packs\":[\"packs.json\"]") SITE("a", "") UNIT("\"woods\"", 0.1, 1, COURSES(0.3, 0.4)) END, model);
	soil = at(&k, 0, QS_OUT_soil_c, QS_SERIES_project, 29, QS_P50);
	forget(&k);
	return soil;
}

#define LEAVES(id) "{\"litter\":{\"" id "\":{\"leaf_acid_frac\":{\"value\":0.1,\"unit\":\"1\",\"source\":\"test\",\"status\":\"assumption\"}}}}"

static void a_species_sheds_the_litter_that_its_record_names(void **state)
{
	const double yasso = soil_with("{}", "yasso20"), rothc = soil_with("{}", "rothc");

	(void)state;
	assert_true(soil_with(LEAVES("oak"), "yasso20") > yasso);
	assert_true(soil_with(LEAVES("pine"), "yasso20") > yasso);
	/* of pines and of trees none has the litter of these groups, which leaves come of */
	assert_true(soil_with(LEAVES("conifer"), "yasso20") == yasso);
	assert_true(soil_with(LEAVES("broadleaf"), "yasso20") == yasso);
	assert_true(soil_with(LEAVES("oak"), "rothc") == rothc);
}

static void models_that_are_not_there_are_told_with_those_that_are(void **state)
{
	static const struct {
		const char *models, *code;
	} bad[] = {{"\"models\":{\"soil\":\"yasso\"}", "E2210"},
		   {"\"soils_compared\":[\"icbm\",\"yasso\"]", "E2210"},
		   {"\"soils_compared\":[\"icbm\",\"icbm\"]", "E2201"}};
	char path[] = "/tmp/qs-soils-XXXXXX", text[1024], said[512];
	const int file = mkstemp(path);

	(void)state;
	assert_true(file >= 0);
	close(file);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct qs_context context = {0};
		struct qs_input input = {0};
		struct qs_mistakes mistakes;
		struct qs_err err = {0};

		snprintf(text, sizeof text,
			 "{\"name\":\"t\",\"start_year\":2026,\"years\":5,%s,\"regions\":{\"west\":{\"station\":\"54511\"}},\"sites\":["
			 SITE("a", "") UNIT("null", 0.2, 2, COURSES(0.3, 0.5)) END, bad[i].models);
		write_text(path, text);
		qs_mistakes_init(&mistakes, NULL);
		assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
		assert_int_equal(qs_input_read(&context, path, &input, &mistakes, &err), QS_EINPUT);
		assert_int_equal(mistakes.kept, 1);
		assert_string_equal(qs_mistake_word(mistakes.items[0].code), bad[i].code);
		qs_mistake_text(&mistakes.items[0], QS_EN, 0, said, sizeof said);
		assert_non_null(strstr(said, i < 2 ? "yasso" : "icbm"));
		qs_input_free(&input);
		qs_mistakes_free(&mistakes);
		qs_close(&context);
	}
	unlink(path);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_model_closes_and_grows_soil_under_woods),
		cmocka_unit_test(no_model_steps_at_the_start),
		cmocka_unit_test(a_natural_project_is_the_natural_arm_bit_for_bit),
		cmocka_unit_test(brought_carbon_never_counts_as_grown),
		cmocka_unit_test(a_mixed_portfolio_is_its_sites_alone),
		cmocka_unit_test(an_equilibrium_is_a_year_that_repeats),
		cmocka_unit_test(litter_enters_what_grew_here_only),
		cmocka_unit_test(floor_and_dead_wood_carry_the_traits_of_all_they_hold),
		cmocka_unit_test(compared_models_are_the_runs_of_each),
		cmocka_unit_test(a_species_sheds_the_litter_that_its_record_names),
		cmocka_unit_test(models_that_are_not_there_are_told_with_those_that_are),
		cmocka_unit_test(instruction_sets_and_threads_give_the_same_bits),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
