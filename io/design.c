#include "io/design.h"

#include "io/text.h"
#include "io/used.h"
#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/market/credits.h"
#include "model/market/verdict.h"
#include "model/portfolio.h"

#include <stdio.h>
#include <string.h>

#define FORM(title_zh, title_en, note_zh, note_en, list, numbers)                                       \
	{                                                                                               \
		{title_zh, title_en}, {note_zh, note_en}, list, sizeof(list) / sizeof(list)[0], numbers \
	}

static const struct qs_text boundary[] = {{"登记", "registration"},
					  {"方法学", "methodology"},
					  {"场地", "site"},
					  {"修复单元", "unit"},
					  {"基质", "substrate"},
					  {"处理", "treatment"},
					  {"图斑数", "parcels"},
					  {"坡度（度）", "slope, degrees"},
					  {"平面面积（公顷）", "planimetric area, ha"},
					  {"边界内面积（公顷）", "of it inside the boundary, ha"},
					  {"占比", "share"},
					  {"结论", "verdict"}},
			    parameters[] = {{"位置", "path"}, {"参数", "parameter"}, {"数值", "value"},
					    {"单位", "unit"}, {"来源", "source"},    {"状态", "status"}},
			    monitored[] = {{"参数", "parameter"},
					   {"单位", "unit"},
					   {"测定方法", "how"},
					   {"频次", "when"},
					   {"适用方法学", "methodologies"},
					   {"来源", "source"},
					   {"状态", "status"}};

const struct qs_design_form qs_design_forms[QS_DESIGN_TABLES] = {
	[QS_DESIGN_BOUNDARY] = FORM("项目边界", "Boundary", "不满足条件的部分在边界之外",
				    "Parts that fail a rule lie outside", boundary, 0x7c0),
	[QS_DESIGN_PARAMETERS] =
		FORM("审定时可得的参数", "Parameters available at validation",
		     "各登记所用方法学的参数；verified 已核实、unverified 未核实、assumption 假设",
		     "Parameters of the methodologies that registrations use, with status", parameters, 4),
	[QS_DESIGN_MONITORED] = FORM("监测参数", "Parameters monitored", "核查前须测定的量",
				     "What is measured before verifications", monitored, 0),
};

static const char *pick(enum qs_lang lang, struct qs_text text)
{
	const char *const first = lang == QS_ZH ? text.zh : text.en, *const second = lang == QS_ZH ? text.en : text.zh;

	return first ? first : second ? second : "";
}

const char *qs_design_substrate(const struct qs_result_head *head, enum qs_lang lang, int substrate)
{
	const char *const word = qs_words_substrate[substrate];
	const struct qs_substrate_pack *const pack = qs_packs_substrates(head->packs, word);

	return pack ? pick(lang, pack->name) : word;
}

const char *qs_design_treatment(enum qs_lang lang, const struct qs_treatment *treatment)
{
	const char *const name = treatment ? pick(lang, treatment->name) : "-";

	return *name ? name : treatment->id;
}

/* ---- boundary ---- */

static void boundary_row(const struct qs_result_head *head, enum qs_lang lang,
			 const struct qs_registration *registration, const struct qs_result *result, size_t u,
			 const struct qs_verdict *verdict, struct qs_design_taker *taker)
{
	const struct qs_unit *const unit = &result->site->units.items[u];
	const struct qs_treatment *const treatment =
		unit->treatment ? qs_portfolio_treatment(head->portfolio, unit->treatment) : NULL;
	const double ha = qs_unit_planimetric_ha(unit), in = verdict->grade == QS_INELIGIBLE ? 0 : verdict->area_ha;
	const struct qs_design_cell cells[] = {{QS_DESIGN_ID, registration->id, 0},
					       {QS_DESIGN_ID, registration->methodology, 0},
					       {QS_DESIGN_TEXT, pick(lang, result->site->name), 0},
					       {QS_DESIGN_ID, unit->id, 0},
					       {QS_DESIGN_TEXT, qs_design_substrate(head, lang, unit->substrate), 0},
					       {QS_DESIGN_TEXT, qs_design_treatment(lang, treatment), 0},
					       {QS_DESIGN_WHOLE, NULL, (double)unit->parcels},
					       {QS_DESIGN_NUMBER, NULL, unit->slope_deg.value},
					       {QS_DESIGN_NUMBER, NULL, ha},
					       {QS_DESIGN_NUMBER, NULL, in},
					       {QS_DESIGN_SHARE, NULL, in / ha},
					       {QS_DESIGN_TEXT, qs_grade_label(verdict->grade, lang), 0}};

	taker->take(taker->self, cells);
}

void qs_design_boundary(const struct qs_result_head *head, enum qs_lang lang, const struct qs_result *result,
			struct qs_design_taker *taker)
{
	const struct qs_verdicts *const all = result->verdicts;

	for (size_t r = 0; all && r < head->portfolio->registrations.n; r++) {
		const struct qs_registration *const registration = &head->portfolio->registrations.items[r];
		const struct qs_methodology_pack *const m =
			qs_packs_methodologies(head->packs, registration->methodology);

		if (!m || !qs_registration_holds(registration, result->site->id))
			continue;
		for (size_t u = 0; u < all->unit_count; u++)
			boundary_row(head, lang, registration, result, u,
				     &all->units[u * all->n + (size_t)(m - all->methodologies)], taker);
	}
}

/* ---- parameters at validation ---- */

struct listing {
	const struct qs_result_head *head;
	enum qs_lang lang;
	struct qs_design_taker *taker;
};

static void take(void *self, const struct qs_met *met)
{
	struct listing *const to = self;
	struct qs_buffer series;

	qs_buffer_init(&series, to->taker->from);
	for (size_t i = 0; met->series && i < met->series->n; i++) {
		qs_buffer_put(&series, i ? " " : "");
		qs_buffer_number(&series, met->series->items[i]);
	}
	to->taker->take(to->taker->self,
			(const struct qs_design_cell[]){
				{QS_DESIGN_ID, met->path, 0},
				{QS_DESIGN_TEXT, pick(to->lang, (struct qs_text){met->row->zh, met->row->en}), 0},
				{met->series ? QS_DESIGN_TEXT : QS_DESIGN_NUMBER, qs_buffer_text(&series), met->value},
				{QS_DESIGN_TEXT, met->row->unit, 0},
				{QS_DESIGN_TEXT, met->source, 0},
				{QS_DESIGN_STATUS, qs_basis_word(met->basis), met->basis}});
	to->taker->failed |= series.failed;
	qs_buffer_free(&series);
}

void qs_design_parameters(const struct qs_result_head *head, enum qs_lang lang, const unsigned char *used,
			  struct qs_design_taker *taker)
{
	struct listing listing = {head, lang, taker};
	const size_t groups = qs_groups(head);

	for (size_t g = 0; g < groups; g++) {
		char key[160];

		if (!used[g])
			continue;
		qs_group_key(head, g, key, sizeof key);
		if (!strncmp(key, "methodologies/", 14))
			qs_group_walk(head, g, &(struct qs_taker){&listing, take});
	}
}

/* ---- parameters monitored ---- */

/* Nonzero if a registration's methodology asks for a parameter. */
static int asked(const struct qs_portfolio *portfolio, const struct qs_monitored_pack *pack)
{
	for (size_t r = 0; r < portfolio->registrations.n; r++)
		if (!pack->methodologies.n ||
		    qs_strings_have(&pack->methodologies, portfolio->registrations.items[r].methodology))
			return 1;
	return 0;
}

void qs_design_monitored(const struct qs_result_head *head, enum qs_lang lang, struct qs_design_taker *taker)
{
	for (size_t i = 0; i < head->packs->monitored.n; i++) {
		const struct qs_monitored_pack *const pack = &head->packs->monitored.items[i];
		char methodologies[160] = "";
		size_t at = 0;

		if (!asked(head->portfolio, pack))
			continue;
		for (size_t m = 0; m < pack->methodologies.n && at < sizeof methodologies; m++)
			at += (size_t)snprintf(methodologies + at, sizeof methodologies - at, "%s%s", m ? ", " : "",
					       pack->methodologies.items[m]);
		taker->take(taker->self,
			    (const struct qs_design_cell[]){
				    {QS_DESIGN_TEXT, pick(lang, pack->name), 0},
				    {QS_DESIGN_TEXT, pack->unit, 0},
				    {QS_DESIGN_TEXT, pick(lang, pack->how), 0},
				    {QS_DESIGN_TEXT, pick(lang, pack->when), 0},
				    {QS_DESIGN_TEXT, *methodologies ? methodologies : "*", 0},
				    {QS_DESIGN_TEXT, pack->source, 0},
				    {QS_DESIGN_STATUS, qs_basis_word((enum qs_basis)pack->status), pack->status}});
	}
}
