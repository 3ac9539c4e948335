/* Facts: what the conditions of rules compare. Computed from the portfolio, a site, one of its units and a part of the unit
 * with one land class; and those that the site states itself (struct qs_stated_facts). A fact that the input does not settle
 * is unknown, never false. No fact draws a random number or depends on a result.
 */
#ifndef QS_MODEL_MARKET_FACTS_H
#define QS_MODEL_MARKET_FACTS_H

#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <stddef.h>

enum qs_fact_type { QS_FACT_NUMBER, QS_FACT_BOOL, QS_FACT_WORD, QS_FACT_DATE };

/* X(id, type, words or none, unit, zh, en). Where a reading is needed, model/market/facts.c says it beside the code. */
#define QS_FACTS(X) \
	/* land of the part, at the start of the registration */ \
	X(land_class, WORD, land_class, "", "开工时地类", "land class at the start") \
	X(class_years, NUMBER, none, "a", "地类未变年数", "years before the start for which the land has had its class, as stated") \
	X(class_since, DATE, none, "", "地类起始日期", "date from which the land has had its class, as stated") \
	X(planned_afforestation, BOOL, none, "", "开工时为规划造林地", "planned afforestation land at the start") \
	X(planned_years, NUMBER, none, "a", "已为规划造林地的年数", "years before the start for which it has been planned afforestation land") \
	X(plot_area_m2, NUMBER, none, "m2", "图斑平均面积", "mean planimetric area of a parcel") \
	/* the unit today */ \
	X(substrate, WORD, substrate, "", "基质", "substrate") \
	X(slope_deg, NUMBER, none, "degree", "坡度", "slope") \
	X(cover_frac, NUMBER, none, "1", "植被覆盖度", "vegetation cover") \
	X(woody_cover_frac, NUMBER, none, "1", "木本覆盖度", "woody cover") \
	X(crown_density_frac, NUMBER, none, "1", "郁闭度", "crown density of trees") \
	X(crown_density_most_frac, NUMBER, none, "1", "郁闭度上限", "what crown density can at most be: itself, else woody cover, else cover") \
	X(organic_c_g_kg, NUMBER, none, "g/kg", "土壤有机碳", "organic carbon of the soil") \
	X(grazing_frac, NUMBER, none, "1", "现状放牧", "share of the year's growth that is grazed today") \
	/* the unit's treatment */ \
	X(treatment_class, WORD, treatment_class, "", "处理类别", "class of the treatment") \
	X(plants_woody, BOOL, none, "", "栽植乔灌木", "the treatment plants trees or shrubs") \
	X(sows_woody, BOOL, none, "", "播种乔灌木", "the treatment sows trees or shrubs, by hand, spray or mat") \
	X(plants_economic, BOOL, none, "", "种植作物或经济林树种", "the treatment plants or sows crops, or species grown for fruit, nuts, oil or medicine") \
	X(stems_per_ha, NUMBER, none, "1/ha", "栽植密度", "trees and shrubs planted, of all measures") \
	X(woody_removed_frac, NUMBER, none, "1", "清除木本的地表比例", "share of the ground on which woody plants are removed, at most") \
	X(trees_removed, BOOL, none, "", "必然清除现有树木", "more ground is cleared than is free of tree crowns") \
	X(disturbed_frac, NUMBER, none, "1", "土壤扰动面积比", "share of the soil surface that the works disturb") \
	X(last_disturbance_year, NUMBER, none, "a", "最后扰动年", "last year of works that disturb the soil; repairs of a sprayed lining left out; -1: none") \
	/* site and registration */ \
	X(rain_mm_per_year, NUMBER, none, "mm/a", "年降水量", "rain, yearly mean") \
	X(liable_party, BOOL, none, "", "存在责任主体", "a liable party is named") \
	X(start, DATE, none, "", "开工日期", "start: of the site's registration under the methodology, else its earliest, else 1 January of the start year") \
	X(crediting_years, NUMBER, none, "a", "计入期", "crediting period of the registration under the methodology") \
	X(crediting_end, DATE, none, "", "计入期结束", "end of the crediting period of the registration under the methodology") \
	X(planting, DATE, none, "", "栽植日期", "first planting or sowing, as the registration states it") \
	X(application, DATE, none, "", "首批申请日期", "application for the first batch, as the registration states it") \
	X(first_batch_years, NUMBER, none, "a", "首批年限", "years from the start of the first batch to its application; where that is not stated, to its close") \
	X(planted_early, BOOL, none, "", "开工前已造林", "planted before the start, as stated or by the date of planting") \
	X(grant_frac, NUMBER, none, "1", "财政补助比例", "grants, share of the works") \
	X(buyer_offset_frac, NUMBER, none, "1", "买方拟抵销比例", "share of its confirmed emissions that the buyer would offset with these units") \
	/* the rule at hand */ \
	X(evidence_held, BOOL, none, "", "已持有该规则的证据", "the site holds the evidence of this very rule")

enum qs_fact {
#define X(id, type, words, unit, zh, en) QS_FACT_IS_##id,
	QS_FACTS(X)
#undef X
	QS_FACT_COUNT
};

/* What is known of a fact: a number, 0 or 1, the index of a word, or a date as year * 10000 + month * 100 + day. */
struct qs_fact_value {
	int known;
	double number;
};

struct qs_facts {
	struct qs_fact_value value[QS_FACT_COUNT];
	const struct qs_stated_facts *stated;
};

/* A row of `list facts`: a computed fact, or one that the site states. */
struct qs_fact_row {
	const char *id, *unit, *zh, *en;
	enum qs_fact_type type;
	const char *const *words; /* WORD: ending in NULL; else NULL */
	int is_stated;
};

/* Row i, computed facts first, then stated ones; 0 behind the last, else 1. */
int qs_fact_row(size_t i, struct qs_fact_row *row);

/* The index of a fact's id in that order, or -1. */
long qs_fact_find(const char *id);

/* The value of fact i, as in qs_fact_row. */
struct qs_fact_value qs_fact_value(const struct qs_facts *facts, size_t i);

/* Years from a date to a later one, whole at anniversaries; negative if it is earlier. */
double qs_years_between(const struct qs_date *from, const struct qs_date *to);

/* A part of a unit with one land class at a date. */
struct qs_land_part {
	double area_frac;                             /* of the unit */
	struct qs_fact_value land_class, class_years, class_since; /* unknown without a land-class history */
	struct qs_fact_value planned, planned_years;
};

/* Part k of a unit's land at a date; 0 if there are no more (there is always a part 0), else 1. The history of a part is
 * followed backwards while the earlier land is one class, or has one part of the same class; beyond, years are unknown. Where
 * `planned_afforestation` is not stated it is unknown, but on mining, building, crop, orchard and water land, which is
 * planned afforestation land only where that is said, it is false. */
int qs_land_part(const struct qs_unit *unit, const struct qs_date *at, size_t k, struct qs_land_part *part);

/* The date from which rules of a methodology are judged on a site: see the fact `start`. *registration is the site's
 * registration under the methodology, or NULL. */
struct qs_date qs_start_of(const struct qs_portfolio *portfolio, const struct qs_site *site, const char *methodology,
			   const struct qs_registration **registration);

/* Share of a unit's soil surface that its treatment disturbs; 0 where a measure is not known. */
double qs_unit_disturbed(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_unit *unit);

/* Fills all facts but evidence_held. registration may be NULL. */
void qs_facts_of(const struct qs_portfolio *portfolio, const struct qs_packs *packs, const struct qs_site *site,
		 const struct qs_unit *unit, const struct qs_land_part *part, const struct qs_registration *registration,
		 const struct qs_date *start, struct qs_facts *facts);

#endif
