#include "io/check.h"

#include "io/json.h"

#include <stdio.h>
#include <string.h>

#include "model/cells.h"
#include "model/land/outputs.h"
#include "model/market/facts.h"

const char *const *qs_check_ids(struct qs_check *check, const void *items, size_t n, size_t size)
{
	const char **const ids = qs_arena_take(&check->arena, n + 1, sizeof *ids);
	size_t m = 0;

	if (!ids) {
		check->no_memory = 1;
		return NULL;
	}
	for (size_t i = 0; i < n; i++) {
		const char *id;

		memcpy(&id, (const char *)items + i * size, sizeof id);
		if (id)
			ids[m++] = id;
	}
	return ids;
}

void qs_check_say(struct qs_check *check, enum qs_mistake_code code, const struct qs_given *at, const char *path,
		  const char *arg1, const char *arg2, const char *arg3)
{
	const struct qs_place place = {at->file, at->line, at->column, NULL};

	qs_mistakes_add(check->mistakes, code, place, path, arg1, arg2, arg3, NULL);
}

void qs_check_reference(struct qs_check *check, const struct qs_given *at, const char *path, const char *what,
			const char *id, const char *const *ids)
{
	if (!id) /* missing: told by the reader */
		return;
	for (const char *const *known = ids; *known; known++)
		if (!strcmp(*known, id))
			return;
	qs_check_say(check, QS_E2202, at, path, what, id, qs_nearest_word(id, ids));
}

void qs_check_order(struct qs_check *check, const struct qs_given *at, const char *path, const char *small_name,
		    double small, const char *large_name, double large)
{
	char texts[2][96], numbers[2][32];

	if (small <= large + 1e-12)
		return;
	qs_number_write(small, numbers[0]);
	qs_number_write(large, numbers[1]);
	snprintf(texts[0], sizeof texts[0], "%s (%s)", small_name, numbers[0]);
	snprintf(texts[1], sizeof texts[1], "%s (%s)", large_name, numbers[1]);
	qs_check_say(check, QS_E2204, at, path, texts[0], texts[1], NULL);
}

void qs_check_sum(struct qs_check *check, const struct qs_given *at, const char *path, double sum, double tolerance)
{
	char text[32];

	if (sum >= 1 - tolerance && sum <= 1 + tolerance)
		return;
	qs_number_write(sum, text);
	qs_check_say(check, QS_E2203, at, path, text, NULL, NULL);
}

static void check_output_names(struct qs_check *check, const char *field, const struct qs_strings *names)
{
	const char *known[QS_OUTPUT_COUNT + 2] = {NULL};

	for (int i = 0; i < QS_OUTPUT_COUNT; i++)
		known[i] = qs_output_rows[i].name;
	known[QS_OUTPUT_COUNT] = "all";
	for (size_t i = 0; i < names->n; i++) {
		char path[96];

		snprintf(path, sizeof path, "/outputs/%s/%zu", field, i);
		qs_check_reference(check, &check->portfolio->outputs.given, path, "输出\x1foutput", names->items[i],
				   known);
	}
}

/* Names of end values of cells. */
static void check_cells(struct qs_check *check)
{
	const struct qs_strings *const names = &check->portfolio->outputs.cells;
	const size_t most = (size_t)QS_OUTPUT_COUNT * QS_SERIES_COUNT + QS_SCALAR_COUNT;
	char(*const text)[96] = qs_arena_take(&check->arena, most, sizeof *text);
	const char **const known = qs_arena_take(&check->arena, most + 1, sizeof *known);
	char path[96];

	if (!text || !known) {
		check->no_memory = 1;
		return;
	}
	for (size_t i = 0; i < most && !qs_cell_value_name(i, text[i]); i++)
		known[i] = text[i];
	for (size_t i = 0; i < names->n; i++) {
		snprintf(path, sizeof path, "/outputs/cells/%zu", i);
		qs_check_reference(check, &check->portfolio->outputs.given, path,
				   "栅格终值\x1f"
				   "end value of a cell",
				   names->items[i], known);
	}
	if (names->n > QS_CELL_VALUES_MOST)
		qs_check_say(check, QS_E2206, &check->portfolio->outputs.given, "/outputs/cells",
			     "最多 32 项终值\x1f"
			     "at most 32 end values",
			     NULL, NULL);
}

/* Every fact that a condition may name, ending in NULL. */
static const char *const *fact_ids(struct qs_check *check)
{
	struct qs_fact_row row;
	const char **ids;
	size_t n = 0;

	while (qs_fact_row(n, &row))
		n++;
	ids = qs_arena_take(&check->arena, n + 1, sizeof *ids);
	if (!ids)
		check->no_memory = 1;
	for (size_t i = 0; ids && i < n; i++) {
		qs_fact_row(i, &row);
		ids[i] = row.id;
	}
	return ids;
}

/* Models to compare are soil models, each once. */
static void check_soils(struct qs_check *check)
{
	const struct qs_strings *const names = &check->portfolio->soils_compared;
	char all[256] = "";
	size_t n = 0;

	for (int i = 0; qs_words_soil_model[i] && n < sizeof all; i++)
		n += (size_t)snprintf(all + n, sizeof all - n, i ? ", %s" : "%s", qs_words_soil_model[i]);
	for (size_t i = 0; i < names->n; i++) {
		char path[48];

		snprintf(path, sizeof path, "/soils_compared/%zu", i);
		if (qs_soil_model_of(names->items[i]) < 0)
			qs_check_say(check, QS_E2210, &check->portfolio->given, path, names->items[i], all, NULL);
		for (size_t k = 0; k < i; k++)
			if (!strcmp(names->items[k], names->items[i]))
				qs_check_say(check, QS_E2201, &check->portfolio->given, path, names->items[i], NULL,
					     NULL);
	}
}

static void open_check(struct qs_check *of, const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		       const struct qs_sites *sites, struct qs_mistakes *mistakes)
{
	struct qs_check check;

	memset(&check, 0, sizeof check);
	check.portfolio = portfolio;
	check.packs = packs;
	check.sites = sites;
	check.mistakes = mistakes;
	qs_arena_init(&check.arena, &packs->arena.from);
	check.regions = qs_check_ids(&check, portfolio->regions.items, portfolio->regions.n, sizeof(struct qs_region));
	check.treatments =
		qs_check_ids(&check, portfolio->treatments.items, portfolio->treatments.n, sizeof(struct qs_treatment));
	check.stations = qs_check_ids(&check, packs->climate.items, packs->climate.n, sizeof(struct qs_climate_pack));
	check.measures = qs_check_ids(&check, packs->measures.items, packs->measures.n, sizeof(struct qs_measure_pack));
	check.materials =
		qs_check_ids(&check, packs->materials.items, packs->materials.n, sizeof(struct qs_material_pack));
	check.species = qs_check_ids(&check, packs->species.items, packs->species.n, sizeof(struct qs_species_pack));
	check.substrates =
		qs_check_ids(&check, packs->substrates.items, packs->substrates.n, sizeof(struct qs_substrate_pack));
	check.rules = qs_check_ids(&check, packs->rules.items, packs->rules.n, sizeof(struct qs_rule_pack));
	check.policy = qs_check_ids(&check, packs->policy.items, packs->policy.n, sizeof(struct qs_policy_pack));
	check.facts = fact_ids(&check);
	check.litter = qs_check_ids(&check, packs->litter.items, packs->litter.n, sizeof(struct qs_litter_pack));
	*of = check;
}

qs_status qs_check_part(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
			const struct qs_sites *sites, struct qs_mistakes *mistakes, struct qs_err *err)
{
	struct qs_check check;

	open_check(&check, portfolio, packs, sites, mistakes);
	if (!check.no_memory)
		qs_check_sites(&check);
	qs_arena_free(&check.arena);
	return check.no_memory ? qs_fail(err, QS_ENOMEM, "checks") : QS_OK;
}

qs_status qs_check(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_sites *sites,
		   struct qs_mistakes *mistakes, struct qs_err *err)
{
	struct qs_check check;

	open_check(&check, portfolio, packs, sites, mistakes);
	if (!check.no_memory) {
		qs_check_packs(&check);
		qs_check_rules(&check);
		qs_check_treatments(&check);
		qs_check_sites(&check);
		qs_check_registrations(&check);
		check_output_names(&check, "site_year", &portfolio->outputs.site_year);
		check_output_names(&check, "members", &portfolio->outputs.members);
		check_cells(&check);
		check_soils(&check);
		qs_check_money(&check);
	}
	qs_arena_free(&check.arena);
	return check.no_memory ? qs_fail(err, QS_ENOMEM, "checks") : QS_OK;
}
