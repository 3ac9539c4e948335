#include "validation/forest_fit.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "model/land/block.h"
#include "model/land/forest.h"
#include "scenarios/steps.h"

#include <math.h>
#include <string.h>

#define LEAST 1e-6 /* t C/ha: what a dead stand counts as, so that its logarithm is a number */

enum { MEDIAN = 2, ARM = QS_SERIES_project };

static const double quantile_at[QS_FOREST_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

/* ---- the stand ---- */

/* A source of one site. */
struct single {
	const struct qs_site *site;
	int given;
};

static int single_next(void *self, const struct qs_site **sites, size_t most, size_t *n)
{
	struct single *const s = self;

	*n = !s->given && most;
	*sites = s->site;
	s->given = 1;
	return 0;
}

static void single_rewind(void *self)
{
	((struct single *)self)->given = 0;
}

static qs_status find_site(struct qs_forest_stand *stand, const char *id, struct qs_err *err)
{
	const struct qs_sites *const all = &stand->input->all;

	for (size_t s = 0; s < all->n && !stand->site; s++)
		if (!id || !strcmp(all->items[s].id, id))
			stand->site = &all->items[s];
	if (!stand->site)
		return qs_fail(err, QS_EINPUT, id ? "the portfolio has no site \"%s\"" : "the portfolio has no site",
			       id);
	return stand->site->units.n == 1 ? QS_OK
					 : qs_fail(err, QS_EINPUT, "site %s has %zu units; a stand is one",
						   stand->site->id, stand->site->units.n);
}

/* The one species of trees that the treatment plants. */
static qs_status find_species(struct qs_forest_stand *stand, struct qs_err *err)
{
	const struct qs_packs *const packs = &stand->input->packs;
	const struct qs_unit *const unit = stand->site->units.items;
	const struct qs_treatment *const treatment = qs_portfolio_treatment(&stand->input->portfolio, unit->treatment);

	for (size_t m = 0; treatment && m < treatment->measures.n; m++) {
		const struct qs_measure *const measure = &treatment->measures.items[m];

		for (size_t s = 0; measure->stems_per_ha.value > 0 && s < measure->species.n; s++) {
			const struct qs_species_pack *const species =
				qs_packs_species(packs, measure->species.items[s].name);

			if (!species || species->group != QS_TREE || !species->threepg)
				continue;
			if (stand->species)
				return qs_fail(err, QS_EINPUT,
					       "site %s plants several species of trees; a stand is of one",
					       stand->site->id);
			stand->species = species;
			stand->planted = (int)measure->year;
		}
	}
	for (size_t i = 0; stand->species && i < packs->threepg.n; i++)
		if (!strcmp(packs->threepg.items[i].id, stand->species->threepg))
			stand->set = &packs->threepg.items[i];
	return stand->set ? QS_OK
			  : qs_fail(err, QS_EINPUT, "site %s plants no tree that has a set of 3-PG", stand->site->id);
}

qs_status qs_forest_stand_open(const struct qs_context *context, struct qs_input *input, const char *site,
			       struct qs_forest_stand *stand, struct qs_err *err)
{
	const size_t members = (size_t)input->portfolio.members;
	qs_status status;

	*stand = (struct qs_forest_stand){.context = context, .input = input};
	qs_arena_init(&stand->arena, &context->allocator);
	status = find_site(stand, site, err);
	if (!status)
		status = find_species(stand, err);
	if (status)
		return status;
	stand->site->models.vegetation = QS_VEGETATION_3PG;
	if (stand->planted >= input->portfolio.years)
		return qs_fail(err, QS_EINPUT, "site %s is planted after the last year", stand->site->id);
	stand->years = (size_t)(input->portfolio.years - stand->planted);
	stand->course = qs_arena_take(&stand->arena, stand->years * QS_FOREST_QUANTILES, sizeof *stand->course);
	stand->members = qs_arena_take(&stand->arena, 2 * members, sizeof *stand->members);
	return stand->course && stand->members ? QS_OK : qs_fail(err, QS_ENOMEM, "%zu members", members);
}

void qs_forest_stand_close(struct qs_forest_stand *stand)
{
	qs_arena_free(&stand->arena);
}

/* ---- a run ---- */

/* Above ground by member: stem, leaves, and the leaves of next spring. */
static void take_members(const struct qs_forest_stand *stand, const struct qs_steps *steps)
{
	const struct qs_block *block;

	for (size_t b = 0; (block = qs_steps_block(steps, b)) != NULL; b++) {
		const int a = block->recipe->arm[ARM].same_as; /* which is carried */
		const struct qs_arm_recipe *const arm = &block->recipe->arm[a];
		const struct qs_forest *forest = NULL;

		for (size_t c = 0; c < arm->cohort_count && !forest; c++)
			forest = block->arm[a].cohort[c].forest;
		if (!forest)
			continue;
		const double *const state = forest->block.state;
		const size_t stride = forest->block.stride;

		for (size_t i = 0; i < block->n; i++)
			stand->members[block->slot_member[block->slot[i]]] =
				(state[QS_3PG_STEM * stride + i] + state[QS_3PG_FOLIAGE * stride + i] +
				 state[QS_3PG_DEBT * stride + i]) *
				stand->species->carbon_frac.value * forest->ground[i];
	}
}

static qs_status run_years(struct qs_forest_stand *stand, struct qs_steps *steps, struct qs_err *err)
{
	const size_t members = (size_t)stand->input->portfolio.members;
	qs_status status = QS_OK;

	for (size_t y = 0; !status && y < stand->years + (size_t)stand->planted; y++) {
		status = qs_steps_year(steps, err);
		if (status || y < (size_t)stand->planted)
			continue;
		take_members(stand, steps);
		stand->context->kernels->quantiles(
			members, stand->members, (int64_t *)(void *)(stand->members + members), quantile_at,
			QS_FOREST_QUANTILES, stand->course + (y - (size_t)stand->planted) * QS_FOREST_QUANTILES);
	}
	return status;
}

qs_status qs_forest_run(struct qs_forest_stand *stand, struct qs_err *err)
{
	struct single single = {.site = stand->site};
	struct qs_site_source source = {
		.self = &single, .sites = 1, .units = 1, .next = single_next, .rewind = single_rewind};
	const struct qs_run_input input = {
		.portfolio = &stand->input->portfolio, .packs = &stand->input->packs, .sites = &source};
	struct qs_steps *steps;
	qs_status status = qs_steps_open(stand->context, &input, &steps, err);

	if (!status)
		status = run_years(stand, steps, err);
	qs_steps_close(steps);
	return status;
}

double qs_forest_at(const struct qs_forest_stand *stand, double age, size_t q)
{
	const size_t year = (size_t)age - 1;
	const double part = age - floor(age), *const from = stand->course + year * QS_FOREST_QUANTILES + q;

	return part > 0 ? *from * (1 - part) + from[QS_FOREST_QUANTILES] * part : *from;
}

/* ---- the fit ---- */

struct problem {
	struct qs_forest_stand *stand;
	struct qs_growth_series *series;
	struct qs_figure *figure[QS_FIT_PARAMETERS_MAX]; /* of the set, by parameter */
	struct qs_err *err;
};

static double median_at(const struct qs_forest_stand *stand, double age)
{
	const double value = qs_forest_at(stand, age, MEDIAN);

	return value > LEAST ? value : LEAST;
}

static int residuals(void *of, const double *value, double *out)
{
	const struct problem *const problem = of;
	const struct qs_growth_series *const series = problem->series;

	for (size_t i = 0; i < series->set.n; i++)
		problem->figure[i]->value = value[i];
	if (qs_forest_run(problem->stand, problem->err))
		return -1;
	for (size_t i = 0; i < series->n; i++) {
		const struct qs_growth_point *const p = &series->points[i];

		if (p->use != QS_GROWTH_APART)
			*out++ = (qs_k_log(median_at(problem->stand, p->age)) - qs_k_log(p->value)) / p->sd;
	}
	return 0;
}

/* The field of a parameter that the stand's run reads. */
static const struct qs_field *field_of(const struct qs_forest_stand *stand, const char *name)
{
	return qs_threepg_field(name, stand->site->models.soil_water == QS_SOIL_WATER_SHARED);
}

/* Ages within the run, bounds within the parameter's range. */
static qs_status check(const struct problem *problem, struct qs_err *err)
{
	const struct qs_growth_series *const series = problem->series;

	if (!series->set.n)
		return qs_fail(err, QS_EINPUT, "the table bounds no parameter of 3-PG (kind 3pg.NAME)");
	for (size_t i = 0; i < series->n; i++)
		if (series->points[i].age < 1 || series->points[i].age > (double)problem->stand->years)
			return qs_fail(err, QS_EINPUT, "age %g is not within the %zu years that the stand grows",
				       series->points[i].age, problem->stand->years);
	for (size_t i = 0; i < series->set.n; i++) {
		const struct qs_field *const field = field_of(problem->stand, series->set_name[i]);

		if (series->set.low[i] < field->min || series->set.high[i] > field->max)
			return qs_fail(err, QS_EINPUT, "bounds of %s reach outside its range, %g to %g", field->name,
				       field->min, field->max);
	}
	return QS_OK;
}

qs_status qs_forest_fit(struct qs_forest_stand *stand, struct qs_growth_series *series, struct qs_growth_score *score,
			struct qs_err *err)
{
	struct qs_err inner = {0};
	struct problem problem = {.stand = stand, .series = series, .err = &inner};
	struct qs_bounded_model model = {
		.self = &problem, .residual = residuals, .difference = 5e-3, .tolerance = 1e-3};
	double start[QS_FIT_PARAMETERS_MAX];
	qs_status status = check(&problem, err);
	int held = 1;

	if (status)
		return status;
	for (size_t i = 0; i < series->set.n; i++) {
		problem.figure[i] =
			(struct qs_figure *)(void *)((char *)stand->set + field_of(stand, series->set_name[i])->offset);
		start[i] = problem.figure[i]->value;
		held = held && series->set.high[i] <= series->set.low[i];
		series->set.value[i] = series->set.low[i];
		series->set.error[i] = (double)NAN;
	}
	qs_growth_count(series->points, series->n, score);
	model.residuals = score->count[QS_GROWTH_DATA] + score->count[QS_GROWTH_ANCHOR];
	if (!held)
		status = qs_bounded_fit(&model, start, 1, &series->set, err);
	if (inner.text[0])
		return qs_fail(err, QS_EFAILED, "%s", inner.text);
	if (status)
		return status;
	for (size_t i = 0; i < series->set.n; i++)
		problem.figure[i]->value = series->set.value[i];
	status = qs_forest_run(stand, err);
	for (size_t i = 0; !status && i < series->n; i++)
		series->points[i].fitted = median_at(stand, series->points[i].age);
	if (!status)
		qs_growth_judge(series->points, series->n, score);
	return status;
}
