/* For each rule of the policy an example on which it holds and one on which it is broken. */
#ifndef QS_TESTS_POLICY_EXAMPLES_H
#define QS_TESTS_POLICY_EXAMPLES_H

enum place { SITE, POLICY, UNIT, TERMS, TABLES, RUN, TOP };

/* Where the example's text goes, and the two texts. `type` is a mine unless said. */
struct example {
	const char *rule;
	enum place place;
	const char *holds, *broken;
};

#define MINE "\"type\":\"abandoned_mine\""
#define SHRUBLAND "\"type\":\"degraded_ecosystem\""
#define DECK(flood)                                                                                                  \
	MINE ",\"facts\":{\"protected_area_ha\":0},\"finance\":{\"revenues\":[{\"line\":\"eco_tourism\",\"cny_per_"  \
	     "year\":1}]},"                                                                                          \
	     "\"policy\":{\"planned_non_construction\":true,\"temporary_structures\":true,\"red_line_allows\":true," \
	     "\"cropland_occupied_ha\":0,\"harms_landscape\":false,\"geology_safe\":true,\"flood_safe\":" flood "}"
#define LAND(before, after) MINE ",\"land_before\":[" before "],\"land_after\":[" after "]"
#define ROW(class, ha, more) "{\"class\":\"" class "\",\"ha\":" #ha more "}"
#define BUILT(stems, date)                                                                                             \
	MINE ",\"policy\":{\"as_built\":[{\"unit\":\"A-1\",\"measure\":\"plant\",\"quantity\":" stems \
	     ",\"area_ha\":12,\"cost_cny\":110,\"planned_cost_cny\":100,\"finished\":\"" date "\"}]}"
#define PLAN7                                                                                                       \
	"\"tasks\":\"t\",\"participation\":\"p\",\"measures\":\"m\",\"budget\":\"b\",\"support\":\"s\",\"assets\":" \
	"\"a\","                                                                                                    \
	"\"industry\":\"i\""

static const struct example examples[] = {
	{"G01", UNIT, "\"treatment\":\"two\"", "\"treatment\":\"three\""},
	{"G01U", UNIT, "\"treatment\":\"three\",\"slope_deg\":36",
	 "\"treatment\":\"three\",\"slope_deg\":34,\"soil\":{\"depth_cm\":30,\"organic_c_g_kg\":6},\"natural\":{"
	 "\"cover_frac\":0.9,"
	 "\"tau_years\":5}"},
	{"G02", RUN, "10000", "10001"},
	{"G03", UNIT, "\"treatment\":\"three\"", "\"treatment\":\"two\""},
	{"G04", TABLES, LAND(ROW("mining", 2, ""), ROW("forest", 2, "")),
	 LAND(ROW("forest", 2, ""), ROW("mining", 2, ""))},
	{"F01", SITE, MINE ",\"district\":\"昌平\",\"facts\":{\"mountain_part\":true}", MINE ",\"district\":\"朝阳\""},
	{"F02", SITE, MINE ",\"facts\":{\"protected_area_ha\":0}", MINE ",\"facts\":{\"protected_area_ha\":0.1}"},
	{"F03", SITE, SHRUBLAND ",\"policy\":{\"degradation\":\"moderate\"}",
	 SHRUBLAND ",\"policy\":{\"degradation\":\"slight\"}"},
	{"F04", SITE, MINE, MINE ",\"liable_party\":\"a firm\""},
	{"F04P", SITE, MINE ",\"facts\":{\"permit_end_year\":2020}", MINE ",\"facts\":{\"permit_end_year\":2026}"},
	{"F05", SITE, MINE ",\"finance\":{\"revenues\":[{\"line\":\"understory\"}]}",
	 MINE ",\"finance\":{\"revenues\":[{\"line\":\"quarrying\"}]}"},
	{"F06", SITE, MINE ",\"finance\":{\"acceptance_due\":2035,\"revenues\":[{\"line\":\"understory\"}]}",
	 MINE ",\"finance\":{\"acceptance_due\":2036,\"revenues\":[{\"line\":\"understory\"}]}"},
	{"P01", SITE, MINE ",\"district\":\"密云区\"", MINE},
	{"P02", POLICY, "\"plan\":{" PLAN7 ",\"evaluation\":\"e\"}", "\"plan\":{" PLAN7 "}"},
	{"P03", SITE,
	 MINE ",\"policy\":{\"minerals\":[\"sand\",\"stone\"],\"excavated_m3\":10,\"excavation_design_m3\":10}",
	 MINE ",\"policy\":{\"minerals\":[\"sand\",\"iron_ore\"],\"excavated_m3\":10,\"excavation_design_m3\":10}"},
	{"P04", RUN, "1", "0.99"},
	{"P04P", RUN, "1", "0.99"},
	{"P05", POLICY, "\"stakeholders\":[{\"id\":\"v\",\"agreed\":true},{\"id\":\"i\",\"agreed\":true}]",
	 "\"stakeholders\":[{\"id\":\"v\",\"agreed\":false},{\"id\":\"i\"}]"},
	{"P05W", POLICY, "\"stakeholders\":[{\"id\":\"v\",\"status_quo_cny\":5,\"plan_cny\":5}]",
	 "\"stakeholders\":[{\"id\":\"v\",\"status_quo_cny\":5,\"plan_cny\":4},{\"id\":\"i\"}]"},
	{"P05S", SITE, MINE ",\"finance\":{\"shares\":{\"village\":1}}",
	 MINE ",\"finance\":{\"shares\":{\"cousin\":1}}"},
	{"P06", TERMS, "\"procurement\":\"open_tender\"", "\"procurement\":\"direct\""},
	{"P07", SITE,
	 MINE ","
	      "\"finance\":{\"acceptance_due\":2030,\"revenues\":[{\"line\":\"understory\",\"from\":\"2031\"}]}",
	 MINE ","
	      "\"finance\":{\"acceptance_due\":2030,\"revenues\":[{\"line\":\"understory\",\"from\":\"2030-11-01\"}]}"},
	{"P07C", SITE, MINE ",\"policy\":{\"land_contract\":\"2030-07-01\",\"accepted\":\"2030-06-30\"}",
	 MINE ",\"policy\":{\"land_contract\":\"2030-06-29\",\"accepted\":\"2030-06-30\"}"},
	{"P08", TERMS, "\"disclosed\":true", "\"disclosed\":false"},
	{"P09", TERMS, "\"opinions_asked\":true", "\"opinions_asked\":false"},
	{"P10", TERMS, "\"plan_approved\":true", "\"plan_approved\":false"},
	{"P11", TERMS, "\"agreement_signed\":true", "\"agreement_signed\":false"},
	{"M01", TERMS, "\"trading_platform_used\":true", "\"trading_platform_used\":false"},
	{"M02", TERMS, "\"credit_published\":true", "\"credit_published\":false"},
	{"Q01", POLICY, "\"approver\":\"Miyun\",\"acceptor\":\"Miyun\"",
	 "\"approver\":\"Miyun\",\"acceptor\":\"Huairou\""},
	{"Q02", SITE, MINE ",\"policy\":{\"survival_frac\":0.85,\"retention_frac\":0.8}",
	 MINE ",\"policy\":{\"survival_frac\":0.84}"},
	{"Q03", SITE,
	 MINE ",\"policy\":{\"cost_deviation_frac\":0.1,\"area_deviation_frac\":-0.1,\"time_deviation_frac\":0}",
	 MINE ",\"policy\":{\"area_deviation_frac\":-0.11}"},
	{"Q03U", SITE, BUILT("12000", "2027-12-31"), BUILT("10000", "2027-12-31")},
	{"Q04", SITE, MINE ",\"policy\":{\"supervised\":true}", MINE ",\"policy\":{\"supervised\":false}"},
	{"E01", SITE, MINE ",\"policy\":{\"evaluated_score\":60}", MINE ",\"policy\":{\"evaluated_score\":59}"},
	{"E02", TERMS, "\"credit_score\":60,\"black_listed\":false", "\"credit_score\":95,\"black_listed\":true"},
	{"E03", SITE, MINE ",\"finance\":{\"grant_frac\":0.4},\"policy\":{\"third_party_evaluation\":true}",
	 MINE ",\"finance\":{\"grant_frac\":0.4},\"policy\":{\"third_party_evaluation\":false}"},
	{"E04", TERMS, "\"evaluation_published\":true", "\"evaluation_published\":false"},
	{"S01", SITE, MINE ",\"policy\":{\"industry_land_ha\":1,\"reserved_land_ha\":1,\"land_in_spatial_plan\":true}",
	 MINE ",\"policy\":{\"industry_land_ha\":1.1,\"reserved_land_ha\":1}"},
	{"S02", TABLES,
	 LAND(ROW("cropland", 1, "") "," ROW("grass", 2, ""), ROW("cropland", 1, "") "," ROW("forest", 2, "")),
	 LAND(ROW("cropland", 1, ""), ROW("cropland", 0.9, "") "," ROW("forest", 0.1, ""))},
	{"S02H", TABLES, LAND(ROW("cropland", 1, ""), ROW("cropland", 1, "")) ",\"policy\":{\"cropland_in_hold_ha\":0}",
	 LAND(ROW("cropland", 1, ""), ROW("cropland", 1, "")) ",\"policy\":{\"cropland_in_hold_ha\":0.5}"},
	{"S03", TABLES, LAND(ROW("cropland", 1, ",\"grade\":9"), ROW("cropland", 1, ",\"grade\":9")),
	 LAND(ROW("cropland", 1, ",\"grade\":9"), ROW("cropland", 1, ",\"grade\":10"))},
	{"S04", TABLES, LAND(ROW("water", 1, ""), ROW("wetland", 1, "")),
	 LAND(ROW("water", 1, ""), ROW("grass", 1, ""))},
	{"S05", TABLES, LAND(ROW("forest", 2, ",\"red_line_ha\":1"), ROW("grass", 2, ",\"red_line_ha\":1")),
	 LAND(ROW("forest", 2, ",\"red_line_ha\":1"), ROW("grass", 2, ",\"red_line_ha\":1.5"))},
	{"S05F", TABLES,
	 LAND(ROW("forest", 2, ",\"red_line_ha\":1"),
	      ROW("forest", 2, "")) ",\"policy\":{\"red_line_function_kept\":true}",
	 LAND(ROW("forest", 2, ",\"red_line_ha\":1"),
	      ROW("forest", 2, "")) ",\"policy\":{\"red_line_function_kept\":false}"},
	{"S06", TABLES, LAND(ROW("grass", 2, ""), ROW("cropland", 2, "")) ",\"policy\":{\"cropland_eligible\":true}",
	 LAND(ROW("grass", 2, ""), ROW("cropland", 2, "")) ",\"policy\":{\"cropland_eligible\":false}"},
	{"S07", UNIT, "\"treatment\":\"two\"", "\"treatment\":\"two\",\"area_basis\":\"slope\",\"slope_deg\":40"},
	{"S07L", SITE, MINE ",\"policy\":{\"industry_land_ha\":0.36}", MINE ",\"policy\":{\"industry_land_ha\":0.37}"},
	{"S08", TOP, "CCER-14-001-V01", "AR-ACM0003"},
	{"S09", SITE, DECK("true"), DECK("false")},
	{"S10", SITE, MINE ",\"policy\":{\"spoil_cut_m3\":10,\"spoil_used_m3\":10}",
	 MINE ",\"policy\":{\"spoil_cut_m3\":10,\"spoil_used_m3\":11}"},
	{"S10B", SITE,
	 MINE ",\"finance\":{\"spoil_surplus_m3\":50},\"policy\":{\"materials\":[{\"class\":\"rock\",\"left\":100,\"recovery_frac\":0.5}]}",
	 MINE ",\"finance\":{\"spoil_surplus_m3\":51},\"policy\":{\"materials\":[{\"class\":\"rock\",\"left\":100,\"recovery_frac\":0.5}]}"},
	{"S10C", SITE, MINE ",\"policy\":{\"materials\":[{\"class\":\"silt\",\"left\":9,\"contamination_ratio\":1}]}",
	 MINE ",\"policy\":{\"materials\":[{\"class\":\"silt\",\"left\":9,\"contamination_ratio\":1.01}]}"},
	{"S11", SITE, MINE ",\"policy\":{\"spoil_cut_m3\":10,\"spoil_used_m3\":7,\"pit_floor_lowered\":false}",
	 MINE ",\"policy\":{\"spoil_cut_m3\":10,\"spoil_used_m3\":6}"},
	{"S11D", SITE,
	 MINE ",\"finance\":{\"spoil_surplus_m3\":5},\"policy\":{\"spoil_reviewed\":true,\"spoil_on_platform\":true}",
	 MINE ",\"finance\":{\"spoil_surplus_m3\":5},\"policy\":{\"spoil_on_platform\":false}"},
	{"S12", SITE, MINE ",\"finance\":{\"grant_frac\":0.5}", MINE ",\"finance\":{\"grant_frac\":0.51}"},
	{"S13", TERMS,
	 "\"guaranteed_return\":false,\"buy_back\":false,\"government_guarantee\":false,\"fixed_payment\":false",
	 "\"buy_back\":true"},
	{"S14", TOP, "0.8", "0.81"},
	{"S15", TERMS, "\"mode\":\"concession\"", "\"mode\":\"ppp_availability\""},
	{"S15T", TERMS, "\"mode\":\"concession\",\"term_years\":40", "\"mode\":\"concession\",\"term_years\":41"},
	{"S15F", RUN, "10", "10.1"},
	{"S15P", TERMS, "\"mode\":\"concession\",\"private_share_frac\":0.35",
	 "\"mode\":\"concession\",\"private_share_frac\":0.3"},
	{"S16", TOP, "4", "5"},
	{"B01", SITE, MINE ",\"finance\":{\"shares\":{\"village\":1}}", MINE},
	{"B02", SITE, MINE ",\"policy\":{\"industry_land_ha\":0,\"evaluated_score\":10}",
	 MINE ",\"policy\":{\"industry_land_ha\":12,\"evaluated_score\":40}"},
	{"B03", TERMS, "\"credit_record\":true", "\"credit_record\":false"},
	{"B04", POLICY, "\"bid_date\":\"2028-03-12\",\"valid_to\":\"2028-03-12\"",
	 "\"bid_date\":\"2028-03-13\",\"valid_to\":\"2028-03-12\""},
	{"B04R", RUN, "0.5", "0.51"},
	{"B05", TERMS, "\"public_supervision\":true", "\"public_supervision\":false"},
};

#endif
