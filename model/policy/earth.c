#include "model/policy/earth.h"

#include "model/land/costs.h"

#include <math.h>
#include <string.h>

enum { M2_PER_HA = 10000 };

/* What is gathered of a class before it is shared out. */
struct gathered {
	double moved, taken; /* taken: of moved, from the site in place of what would be brought */
	double freed, discarded, left, need;
	double need_carbon_t, need_haul; /* sums over need: carbon; m3 x km */
	double moved_carbon_t;
	double taken_haul_saved;               /* m3 x km */
	const struct qs_site_material *stated; /* or NULL */
	const struct qs_earth_pack *pack;      /* or NULL */
};

double qs_earth_cut(const struct qs_earth_row *row)
{
	return row->moved + row->freed + row->left;
}

/* Volume of a measure on a unit, m3 (stems), its renewals counted. */
static double volume_of(const struct qs_measure *m, const struct qs_measure_pack *pack, const struct qs_unit *unit)
{
	const size_t n = strlen(pack->unit);
	const double per_ha = n > 3 && !strcmp(pack->unit + n - 3, "/m2") ? M2_PER_HA : 1;
	const double amount = pack->action == QS_ACT_PLANT ? m->stems_per_ha.value : m->amount.value;
	double factor = 1, times = m->area_frac.value;

	if (qs_measure_factor(m, pack, unit->area_ha.value, &factor))
		return 0; /* told by the check of the input */
	for (size_t i = 0; i < m->renew.n; i++)
		times += m->renew.items[i].area_frac.value;
	return amount * factor * per_ha * unit->area_ha.value * times * pack->earth_per_unit.value;
}

static double reference_km(const struct gathered *g)
{
	return g->pack ? g->pack->reference_haul_km.value : 0;
}

/* Carbon of a measure's volume: as the treatment states what it lays, of the unit's own soil, or of the class. */
static double carbon_of(const struct qs_measure *m, const struct qs_measure_pack *pack, const struct qs_unit *unit,
			const struct gathered *g)
{
	if (pack->action == QS_ACT_IMPORT_SOIL)
		return m->fine_earth_density_g_cm3.value * (1 - m->stones_frac.value) * m->organic_c_g_kg.value / 1000;
	if (pack->earth_flow == QS_EARTH_MOVES)
		return unit->soil.fine_earth_density_g_cm3.value * (1 - unit->soil.stones_frac.value) *
		       unit->soil.organic_c_g_kg.value / 1000;
	return g->pack ? g->pack->density_t_m3.value * g->pack->organic_c_g_kg.value / 1000 : 0;
}

static void gather_measure(const struct qs_measure *m, const struct qs_measure_pack *pack, const struct qs_unit *unit,
			   struct gathered *all)
{
	struct gathered *const g = &all[pack->earth - 1];
	const double volume = volume_of(m, pack, unit);

	if (pack->earth_flow == QS_EARTH_FREES) {
		g->freed += volume;
	} else if (pack->earth_flow == QS_EARTH_DISCARDS) {
		g->discarded += volume;
	} else if (pack->earth_flow == QS_EARTH_MOVES || (pack->earth_flow == QS_EARTH_NEEDS && m->from_site)) {
		g->moved += volume;
		g->moved_carbon_t += volume * carbon_of(m, pack, unit, g);
		if (pack->earth_flow == QS_EARTH_MOVES)
			return;
		g->taken += volume;
		g->taken_haul_saved += volume * fmax(0, reference_km(g) - m->haul_km.value);
	} else if (pack->earth_flow == QS_EARTH_NEEDS) {
		g->need += volume;
		g->need_haul += volume * (m->haul_km.given ? m->haul_km.value : reference_km(g));
		g->need_carbon_t += volume * carbon_of(m, pack, unit, g);
	}
}

static void gather(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
		   struct gathered *all)
{
	for (int c = 0; c < QS_EARTH_CLASSES; c++)
		all[c].pack = qs_packs_earth(packs, qs_words_earth[c]);
	for (size_t u = 0; u < site->units.n; u++) {
		const struct qs_unit *const unit = &site->units.items[u];
		const struct qs_treatment *const treatment =
			unit->treatment ? qs_portfolio_treatment(portfolio, unit->treatment) : NULL;

		for (size_t m = 0; treatment && m < treatment->measures.n; m++) {
			const struct qs_measure *const measure = &treatment->measures.items[m];
			const struct qs_measure_pack *const pack = qs_packs_measures(packs, measure->measure);

			if (pack && pack->earth)
				gather_measure(measure, pack, unit, all);
		}
	}
	for (size_t i = 0; i < site->policy.materials.n; i++) {
		const struct qs_site_material *const stated = &site->policy.materials.items[i];
		struct gathered *const g = &all[stated->class];

		g->stated = stated;
		g->freed = stated->freed.given ? stated->freed.value : g->freed;
		g->left += stated->left.value;
	}
}

static double own_haul(const struct gathered *g)
{
	return g->stated ? g->stated->haul_km.value : 0;
}

/* Takes from a class what a need still lacks. */
static double draw(const struct gathered *g, struct qs_earth_row *row, double lacks, double brought_km)
{
	const double drawn = fmin(lacks, row->surplus);

	row->surplus -= drawn;
	row->used += drawn;
	row->haul_saved_t_km += drawn * (g->pack ? g->pack->density_t_m3.value : 0) * fmax(0, brought_km - own_haul(g));
	return drawn;
}

/* Before anything is drawn: all that is usable is surplus. */
static void open_row(const struct gathered *g, struct qs_earth_row *row)
{
	const double recovery = g->stated && g->stated->recovery_frac.given ? g->stated->recovery_frac.value
				: g->pack                                   ? g->pack->recovery_frac.value
									    : 1;
	const int tested = g->stated && g->stated->contamination_ratio.given;
	const int passes = !tested || g->stated->contamination_ratio.value <= 1;

	*row = (struct qs_earth_row){
		.moved = g->moved, .freed = g->freed + g->discarded, .left = g->left, .contamination = (double)NAN};
	row->need = g->need + (passes ? 0 : g->moved);
	row->used = passes ? g->moved : 0;
	row->surplus = passes ? (g->freed + g->left) * recovery : 0;
	if (!(qs_earth_cut(row) > 0))
		return;
	row->tested = tested ? 1 : 0;
	row->untested = tested ? 0 : 1;
	if (tested)
		row->contamination = g->stated->contamination_ratio.value;
	if (passes)
		row->haul_saved_t_km = g->taken_haul_saved * (g->pack ? g->pack->density_t_m3.value : 0);
}

static void close_row(const struct gathered *g, struct qs_earth_row *row)
{
	const double organic = g->stated && g->stated->organic_c_g_kg.given ? g->stated->organic_c_g_kg.value
			       : g->pack                                    ? g->pack->organic_c_g_kg.value
									    : 0;
	const double carbon = (g->pack ? g->pack->density_t_m3.value : 0) * organic / 1000;
	const double cut = qs_earth_cut(row), moved = row->used < row->moved ? 0 : row->moved;

	row->rejected = fmax(0, cut - row->used - row->surplus);
	row->carbon_cut_t = g->moved_carbon_t + (cut - row->moved) * carbon;
	row->carbon_used_t = (moved > 0 ? g->moved_carbon_t : 0) + (row->used - moved) * carbon;
	row->carbon_surplus_t = row->surplus * carbon;
	if (row->deficit > 0)
		row->carbon_brought_t = g->need > 0 ? g->need_carbon_t / g->need * row->deficit : carbon * row->deficit;
}

/* Freight saved in money and emissions. */
static void price_haul(const struct qs_portfolio *portfolio, const struct qs_packs *packs,
		       struct qs_earth_balance *balance)
{
	const struct qs_material_pack *const haul =
		packs->land.n ? qs_packs_materials(packs, packs->land.items[0].haul_material) : NULL;
	double t_km = 0;

	for (int c = 0; c < QS_EARTH_CLASSES; c++)
		t_km += balance->row[c].haul_saved_t_km;
	if (!haul)
		return;
	balance->haul_saved_cny =
		t_km * haul->unit_cost_cny.value * qs_quote_factor(&portfolio->finance, haul->cost_price_year);
	balance->haul_saved_co2e_t = t_km * haul->emission_kg_co2e.value / 1000;
}

void qs_earth_site(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
		   struct qs_earth_balance *balance)
{
	/* A need, and what may meet it in turn. */
	static const struct {
		enum qs_earth need, from[3];
		int n;
	} needs[] = {{QS_EARTH_ROCK, {QS_EARTH_ROCK}, 1},
		     {QS_EARTH_TOPSOIL, {QS_EARTH_TOPSOIL}, 1},
		     {QS_EARTH_SOIL, {QS_EARTH_TOPSOIL, QS_EARTH_SOIL, QS_EARTH_SILT}, 3},
		     {QS_EARTH_SILT, {QS_EARTH_SILT}, 1},
		     {QS_EARTH_PLANTS, {QS_EARTH_PLANTS}, 1}};
	struct gathered all[QS_EARTH_CLASSES] = {0};

	memset(balance, 0, sizeof *balance);
	gather(portfolio, packs, site, all);
	for (int c = 0; c < QS_EARTH_CLASSES; c++)
		open_row(&all[c], &balance->row[c]);
	for (size_t i = 0; i < sizeof needs / sizeof needs[0]; i++) {
		struct qs_earth_row *const row = &balance->row[needs[i].need];
		const struct gathered *const g = &all[needs[i].need];
		const double km = g->need > 0 ? g->need_haul / g->need : reference_km(g);
		double lacks = row->need;

		for (int k = 0; k < needs[i].n; k++)
			lacks -= draw(&all[needs[i].from[k]], &balance->row[needs[i].from[k]], lacks, km);
		row->deficit = lacks;
	}
	for (int c = 0; c < QS_EARTH_CLASSES; c++)
		close_row(&all[c], &balance->row[c]);
	price_haul(portfolio, packs, balance);
}

void qs_earth_add(struct qs_earth_balance *sum, const struct qs_earth_balance *site)
{
	for (int c = 0; c < QS_EARTH_CLASSES; c++) {
		struct qs_earth_row *const to = &sum->row[c];
		const struct qs_earth_row *const row = &site->row[c];
		const double worst = to->tested && !(row->contamination > to->contamination) ? to->contamination
											     : row->contamination;

		to->moved += row->moved;
		to->freed += row->freed;
		to->left += row->left;
		to->need += row->need;
		to->used += row->used;
		to->surplus += row->surplus;
		to->rejected += row->rejected;
		to->deficit += row->deficit;
		to->carbon_cut_t += row->carbon_cut_t;
		to->carbon_used_t += row->carbon_used_t;
		to->carbon_surplus_t += row->carbon_surplus_t;
		to->carbon_brought_t += row->carbon_brought_t;
		to->haul_saved_t_km += row->haul_saved_t_km;
		to->contamination = to->tested || row->tested ? worst : (double)NAN;
		to->tested += row->tested;
		to->untested += row->untested;
	}
	sum->haul_saved_cny += site->haul_saved_cny;
	sum->haul_saved_co2e_t += site->haul_saved_co2e_t;
}

double qs_earth_left(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site)
{
	const struct qs_figure *const cut = &site->policy.spoil_cut_m3, *const used = &site->policy.spoil_used_m3;
	struct qs_earth_balance balance;
	double all = 0, left = 0;

	if (cut->given && used->given)
		return fmax(0, cut->value - used->value);
	qs_earth_site(portfolio, packs, site, &balance);
	for (int c = 0; c < QS_EARTH_CLASSES; c++) {
		if (c == QS_EARTH_PLANTS)
			continue;
		all += qs_earth_cut(&balance.row[c]);
		left += balance.row[c].surplus;
	}
	return all > 0 ? left : (double)NAN;
}
