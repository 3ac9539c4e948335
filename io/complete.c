/* What a site's input leaves open and other input says. */
#include "io/sites.h"

#include "model/portfolio.h"

#include <string.h>

/* What a site does not say of its models, the portfolio says: each is a word's number. */
static void inherit_models(const struct qs_models *from, struct qs_models *to)
{
	for (size_t i = 0; i < qs_table_models.n; i++)
		if (!(to->given.mask >> i & 1))
			memcpy((char *)to + qs_table_models.fields[i].offset,
			       (const char *)from + qs_table_models.fields[i].offset, sizeof(int));
}

/* Sand, silt and clay sum to 1: of two that are given follows the third. */
static void derive_texture(struct qs_soil *soil)
{
	struct qs_figure *const parts[3] = {&soil->sand_frac, &soil->silt_frac, &soil->clay_frac};

	for (int i = 0; i < 3; i++) {
		const struct qs_figure *const a = parts[(i + 1) % 3], *const b = parts[(i + 2) % 3];
		const double rest = 1 - (a->value + b->value);

		if (parts[i]->given || !a->given || !b->given || rest < -1e-6)
			continue;
		parts[i]->value = rest > 0 ? rest : 0;
		parts[i]->source = "1 - the other two";
		parts[i]->basis = qs_basis_weaker(a->basis, b->basis);
		return;
	}
}

static void derive(struct qs_figure *figure, double value, const char *source)
{
	if (figure->given)
		return;
	figure->value = value;
	figure->source = source;
	figure->basis = QS_ASSUMPTION;
}

/* Courses that are not given: without works, cover ends at 40 % (a face at 8 %, sealed ground at 0), but never below
 * today's; closure adds 12 points (a face: 2) and a quarter off the time constant. A default below today's cover would
 * let the baseline decline and credit the project with what stands there. */
static void derive_courses(struct qs_unit *unit)
{
	const int face = unit->substrate == QS_ROCK_FACE, sealed = unit->substrate == QS_SEALED;
	const double today = unit->cover_frac.value, usual = sealed ? 0 : face ? 0.08 : 0.4;
	double natural;

	derive(&unit->baseline.cover_frac, today > usual ? today : usual,
	       "0.4 (a face 0.08, sealed ground 0), at least today's cover");
	natural = unit->baseline.cover_frac.value + (sealed ? 0 : face ? 0.02 : 0.12);
	derive(&unit->natural.cover_frac, natural < 1 ? natural : 1, "baseline + 0.12 (a face 0.02, sealed ground 0)");
	derive(&unit->natural.tau_years, 0.75 * unit->baseline.tau_years.value, "three quarters of the baseline's");
}

void qs_site_complete(const struct qs_models *models, struct qs_site *site)
{
	inherit_models(models, &site->models);
	for (size_t k = 0; k < site->units.n; k++) {
		derive_texture(&site->units.items[k].soil);
		derive_courses(&site->units.items[k]);
	}
}
