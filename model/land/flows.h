/* Where carbon stands and how it moves: the pools and flows of one arm, their booking and their balance.
 *
 * Every flow has a source and a sink. A year's flows are computed from rates and stocks, never as differences of stocks, so
 * that what the pools gained and what the flows brought are two independent sums (t C/ha of the unit).
 */
#ifndef QS_MODEL_LAND_FLOWS_H
#define QS_MODEL_LAND_FLOWS_H

#include <stddef.h>

struct qs_kernels;

/* X(name, zh, en). `outside` is the air and everything beyond the boundary. */
#define QS_POOLS(X) \
	X(outside, "边界外", "air and beyond the boundary") \
	X(live, "活生物质（本地生长）", "live biomass grown here") \
	X(floor, "枯落物", "forest floor") \
	X(dead_wood, "枯死木", "dead wood") \
	X(soil, "土壤（本地）", "soil carbon grown here, without inert") \
	X(brought_live, "外来苗木", "brought plants that live") \
	X(brought_dead, "外来枯死物", "brought plants that died") \
	X(brought_soil, "外来土壤碳", "brought soil, compost and peat, without inert")

enum qs_pool {
#define X(name, zh, en) QS_POOL_##name,
	QS_POOLS(X)
#undef X
	QS_POOL_COUNT
};

/* X(name, from, to, zh, en) */
#define QS_FLOWS(X) \
	X(growth, outside, live, "生长", "growth, litter and replaced deaths included") \
	X(grazed, live, outside, "放牧", "grazed") \
	X(cleared, live, outside, "清除活植被", "live plants cleared by works") \
	X(leaf_fall, live, floor, "落叶", "leaf fall") \
	X(herb_death, live, floor, "草本死亡", "tops of herbs that die") \
	X(wood_death, live, dead_wood, "木本死亡", "tops of woody plants that die") \
	X(root_death, live, soil, "根系周转", "root turnover and roots that die") \
	X(floor_passed, floor, soil, "枯落物入土", "forest floor into the soil") \
	X(floor_respired, floor, outside, "枯落物呼吸", "forest floor to the air") \
	X(floor_cleared, floor, outside, "清除枯落物", "forest floor cleared by works") \
	X(wood_passed, dead_wood, soil, "枯死木入土", "dead wood into the soil") \
	X(wood_respired, dead_wood, outside, "枯死木呼吸", "dead wood to the air") \
	X(wood_cleared, dead_wood, outside, "清除枯死木", "dead wood cleared by works") \
	X(soil_respired, soil, outside, "土壤呼吸", "soil carbon to the air") \
	X(plants_brought, outside, brought_live, "苗木输入", "carbon of nursery stock") \
	X(brought_death, brought_live, brought_dead, "外来苗木死亡", "nursery stock that dies") \
	X(brought_cleared, brought_live, outside, "清除外来苗木", "nursery stock cleared by works") \
	X(brought_rotted, brought_dead, outside, "外来枯死物分解", "dead nursery stock to the air") \
	X(soil_brought, outside, brought_soil, "外来土壤碳输入", "carbon of brought soil, compost and peat") \
	X(brought_respired, brought_soil, outside, "外来土壤碳呼吸", "brought soil carbon to the air") \
	X(burnt, live, outside, "烧毁活植被", "live plants burnt") \
	X(floor_burnt, floor, outside, "烧毁枯落物", "forest floor burnt") \
	X(wood_burnt, dead_wood, outside, "烧毁枯死木", "dead wood burnt") \
	X(brought_burnt, brought_live, outside, "烧毁外来苗木", "nursery stock burnt") \
	X(slash, live, dead_wood, "抚育剩余物", "tops of thinned trees left on the site") \
	X(harvested, live, outside, "采伐运出", "thinned trees carried away")

enum qs_flow {
#define X(name, from, to, zh, en) QS_FLOW_##name,
	QS_FLOWS(X)
#undef X
	QS_FLOW_COUNT
};

/* Compares, for each pool inside, its change with its flows; worst[i] takes the larger of what it holds and lane i's
 * residual |change - in + out| / max(stock before, in + out, 1e-3 t/ha). */
void qs_flows_balance(const struct qs_kernels *kernels, size_t n, double *const flow[QS_FLOW_COUNT],
		      double *const before[QS_POOL_COUNT], double *const now[QS_POOL_COUNT], double *worst);

#endif
