/* Money: prices that a run can follow, dates of revenues, acceptance and exit, and what credits are sold at. */
#include "io/check.h"

#include "model/finance/economic.h"
#include "model/finance/prices.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What a model of prices cannot do without. */
static void check_model(struct qs_check *check, const struct qs_price *price, const char *path)
{
	const struct {
		int model, holds;
		const char *text;
	} rules[] = {
		{QS_PRICE_TABLE, price->years.n > 0,
		 "价格表需要 years 与 prices\x1f"
		 "a table of prices needs years and prices"},
		{QS_PRICE_GBM, price->cny_t.value > 0,
		 "需要大于 0 的 cny_t\x1f"
		 "needs cny_t above 0"},
		{QS_PRICE_JUMP, price->cny_t.value > 0,
		 "需要大于 0 的 cny_t\x1f"
		 "needs cny_t above 0"},
		{QS_PRICE_LOG_OU, price->cny_t.value > 0 && price->level_cny_t.value > 0,
		 "需要大于 0 的 cny_t 与 level_cny_t\x1f"
		 "needs cny_t and level_cny_t above 0"},
		{QS_PRICE_CIR, price->level_cny_t.value > 0 && price->reversion.value > 0 && price->sigma.value > 0,
		 "需要大于 0 的 level_cny_t、reversion 与 sigma\x1f"
		 "needs level_cny_t, reversion and sigma above 0"},
		{QS_PRICE_REGIMES,
		 price->levels_cny_t.n > 0 && price->chances.n == price->levels_cny_t.n * price->levels_cny_t.n,
		 "chances 应为 levels_cny_t 个数的平方\x1f"
		 "needs as many chances as the square of levels_cny_t"},
	};

	for (size_t r = 0; r < sizeof rules / sizeof rules[0]; r++)
		if (price->model == rules[r].model && !rules[r].holds)
			qs_check_say(check, QS_E2206, &price->given, path, rules[r].text, NULL, NULL);
}

static void check_price(struct qs_check *check, const struct qs_price *price)
{
	const size_t n = price->levels_cny_t.n;
	char path[128];

	snprintf(path, sizeof path, "/market/prices/%s", price->id);
	check_model(check, price, path);
	if (price->years.n != price->prices.n)
		qs_check_say(check, QS_E2206, &price->given, path,
			     "years 与 prices 长度不同\x1fyears and prices differ in length", NULL, NULL);
	for (size_t k = 1; k < price->years.n; k++)
		if (!(price->years.items[k] > price->years.items[k - 1])) {
			qs_check_say(check, QS_E2206, &price->given, path, "years 应递增\x1fyears must increase", NULL,
				     NULL);
			break;
		}
	for (size_t from = 0; n && price->chances.n == n * n && from < n; from++) {
		double sum = 0;

		for (size_t to = 0; to < n; to++)
			sum += price->chances.items[from * n + to];
		qs_check_sum(check, &price->given, path, sum, 1e-9);
	}
	qs_check_order(check, &price->given, path, "floor_cny_t", price->floor_cny_t.value, "ceiling_cny_t",
		       price->ceiling_cny_t.value);
}

/* "acceptance", a year or a date. */
static int is_start(const char *text)
{
	size_t digits = 0;

	if (!text || !strcmp(text, "acceptance"))
		return 1;
	while (text[digits] >= '0' && text[digits] <= '9')
		digits++;
	return digits == 4 && (!text[4] || text[4] == '-');
}

/* Units and treatments that a line of income rests on are there. */
static void check_ground(struct qs_check *check, const struct qs_site *site, const struct qs_revenue *revenue,
			 const char *path)
{
	enum { SHOWN = 64 };
	const char *ids[SHOWN + 1] = {0};
	char at[200];

	for (size_t u = 0; u < site->units.n && u < SHOWN; u++)
		ids[u] = site->units.items[u].id;
	for (size_t k = 0; k < revenue->units.n; k++) {
		snprintf(at, sizeof at, "%s/units/%zu", path, k);
		if (site->units.n <= SHOWN)
			qs_check_reference(check, &revenue->given, at, "单元\x1funit", revenue->units.items[k], ids);
	}
	for (size_t k = 0; k < revenue->treatments.n; k++) {
		snprintf(at, sizeof at, "%s/treatments/%zu", path, k);
		qs_check_reference(check, &revenue->given, at, "处理\x1ftreatment", revenue->treatments.items[k],
				   check->treatments);
	}
}

static void check_site(struct qs_check *check, size_t index)
{
	const struct qs_site *const site = &check->sites->items[index];
	const struct qs_site_finance *const finance = &site->finance;
	char path[160];

	snprintf(path, sizeof path, "/sites/%zu/finance/acceptance_due", index);
	if (finance->acceptance_due && finance->acceptance_due < check->portfolio->start_year)
		qs_check_say(check, QS_E2206, &finance->given, path,
			     "首次验收在起始年之前\x1fthe acceptance is due before the start year", NULL, NULL);
	for (size_t r = 0; r < finance->revenues.n; r++) {
		const struct qs_revenue *const revenue = &finance->revenues.items[r];

		snprintf(path, sizeof path, "/sites/%zu/finance/revenues/%zu/from", index, r);
		if (!is_start(revenue->from))
			qs_check_say(check, QS_E2206, &revenue->given, path,
				     "应为 acceptance、年份或日期\x1fmust be acceptance, a year or a date", NULL, NULL);
		snprintf(path, sizeof path, "/sites/%zu/finance/revenues/%zu", index, r);
		check_ground(check, site, revenue, path);
	}
}

/* The set of prices of services that the portfolio names is there. */
static void check_price_set(struct qs_check *check)
{
	const struct qs_finance *const finance = &check->portfolio->finance;
	const char *ids[65] = {0};

	for (size_t i = 0; i < check->packs->services.n && i < 64; i++)
		ids[i] = check->packs->services.items[i].id;
	if (finance->services)
		qs_check_reference(check, &finance->given, "/finance/services",
				   "服务价格组合\x1f"
				   "set of prices of services",
				   finance->services, ids);
}

/* The economic flow counts known things, each once. */
static void check_economic(struct qs_check *check)
{
	const struct qs_finance *const finance = &check->portfolio->finance;

	for (size_t k = 0; k < finance->economic.n; k++) {
		const char *const id = finance->economic.items[k];
		char path[64];

		snprintf(path, sizeof path, "/finance/economic/%zu", k);
		qs_check_reference(check, &finance->given, path,
				   "经济账计入项\x1f"
				   "item of the economic flow",
				   id, qs_economic_ids);
		for (size_t j = 0; j < k; j++)
			if (!strcmp(finance->economic.items[j], id) ||
			    qs_economic_conflict(finance->economic.items[j], id))
				qs_check_say(check, QS_E2206, &finance->given, path,
					     "经济账中同一事物不得重复计入\x1f"
					     "the economic flow would count one thing twice",
					     NULL, NULL);
	}
}

/* A registration that sells what has no price earns nothing: said, not refused. */
static void check_sale(struct qs_check *check, size_t index)
{
	const struct qs_registration *const registration = &check->portfolio->registrations.items[index];
	const struct qs_methodology_pack *const pack =
		registration->methodology ? qs_packs_methodologies(check->packs, registration->methodology) : NULL;
	char path[96];

	snprintf(path, sizeof path, "/registrations/%zu/sell", index);
	if (registration->sell && pack && pack->open_to_new_projects == QS_OPEN_YES &&
	    !qs_market_price(&check->portfolio->market, pack->product))
		qs_check_say(check, QS_W2903, &registration->given, path,
			     "market.prices 中没有该产品的价格：只计登记费用，不计收入\x1f"
			     "market.prices has no price of its product: its cost counts, and no income",
			     NULL, NULL);
}

/* Weights of the evaluation: a comparison with reciprocals, shares that sum to 1 in each group, bounds that differ. */
static void check_evaluation(struct qs_check *check, const struct qs_evaluation_pack *pack)
{
	enum { N = QS_INDICATOR_GROUPS };
	const char *ids[QS_INDICATOR_COUNT + 1] = {0};
	double sum[N] = {0};
	char path[160];

	for (int j = 0; j < QS_INDICATOR_COUNT; j++)
		ids[j] = qs_indicator_rows[j].id;
	for (size_t i = 0; i < pack->indicators.n; i++) {
		const struct qs_indicator_pack *const one = &pack->indicators.items[i];

		snprintf(path, sizeof path, "/evaluation/%s/indicators/%zu", pack->id, i);
		qs_check_reference(check, &one->given, path, "指标\x1findicator", one->id, ids);
		if (one->worst.value == one->target.value)
			qs_check_say(check, QS_E2206, &one->given, path,
				     "零分值与满分值相同\x1fthe worst and the target are one", NULL, NULL);
		sum[one->group] += one->share.value;
	}
	for (int g = 0; g < N; g++) {
		snprintf(path, sizeof path, "/evaluation/%s/indicators (%s)", pack->id, qs_words_indicator_group[g]);
		qs_check_sum(check, &pack->given, path, sum[g], 1e-6);
	}
	snprintf(path, sizeof path, "/evaluation/%s/compared", pack->id);
	for (size_t i = 0; pack->compared.n == N * N && i < N * N; i++)
		if (fabs(pack->compared.items[i] * pack->compared.items[i % N * N + i / N] - 1) > 1e-3) {
			qs_check_say(check, QS_E2206, &pack->given, path,
				     "两两比较应互为倒数\x1f"
				     "comparisons must be reciprocal",
				     NULL, NULL);
			return;
		}
	if (pack->compared.source && pack->compared.n != N * N)
		qs_check_say(check, QS_E2206, &pack->given, path,
			     "应有 16 个值\x1f"
			     "16 values are needed",
			     NULL, NULL);
}

void qs_check_money(struct qs_check *check)
{
	const struct qs_portfolio *const portfolio = check->portfolio;
	const int64_t leaves = portfolio->finance.exit.year;

	for (size_t i = 0; i < portfolio->market.prices.n; i++)
		check_price(check, &portfolio->market.prices.items[i]);
	for (size_t i = 0; i < check->sites->n; i++)
		check_site(check, i);
	for (size_t i = 0; i < portfolio->registrations.n; i++)
		check_sale(check, i);
	check_price_set(check);
	check_economic(check);
	if (leaves && leaves < portfolio->start_year)
		qs_check_say(check, QS_E2206, &portfolio->finance.given, "/finance/exit/year",
			     "退出年在起始年之前\x1fthe exit lies before the start year", NULL, NULL);
	if (check->packs->evaluation.n != 1)
		qs_check_say(check, QS_E2206, &portfolio->given, "/packs",
			     "应有且只有一个 evaluation 数据包\x1fthere must be one pack of evaluation", NULL, NULL);
	else
		check_evaluation(check, check->packs->evaluation.items);
	if (check->packs->accounts.n != 1)
		qs_check_say(check, QS_E2206, &portfolio->given, "/packs",
			     "应有且只有一个 accounts 数据包\x1fthere must be one pack of accounts", NULL, NULL);
}
