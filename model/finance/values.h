/* Values of the accounts that belong to no site: one pack, `accounts`. Equations: docs/finance.md. */
#ifndef QS_MODEL_FINANCE_VALUES_H
#define QS_MODEL_FINANCE_VALUES_H

#include "model/base/fields.h"

/* Change of prices on the year before, from the year after base_price_year on. */
#define QS_FIELDS_PRICE_INDEX(X) \
	X(INTEGER, base_price_year, none, "a", 1900, 2200, 1990, 0, "基年", "year before the first change") \
	X(SERIES, change_pct, none, "%", -50, 1000, 0, 0, "逐年变动", "change of each year's mean price level on the year before")
QS_FIELD_STRUCT(price_index, QS_FIELDS_PRICE_INDEX);

#define QS_FIELDS_ACCOUNTS_PACK(X) \
	X(ID, id, none, "", 0, 0, 0, QS_REQUIRED, "编号", "id") \
	X(TEXT, name, none, "", 0, 0, 0, QS_REQUIRED, "名称", "name") \
	X(NUMBER, visits_cv_frac, none, "1", 0, 3, 0.4, QS_REQUIRED, "产业收入变差", "variation of the income of industry lines between members") \
	X(NUMBER, acceptance_after_years, none, "a", 0, 50, 3, QS_REQUIRED, "竣工至首次验收", "years from the last building year to the first acceptance") \
	X(NUMBER, delay_years, none, "a", 0, 20, 0.3, QS_REQUIRED, "平均延误", "mean delay of the acceptance, Poisson") \
	X(NUMBER, rework_frac, none, "1", 0, 1, 0.1, QS_REQUIRED, "返工费用比例", "cost of rework where a planting fails its acceptance, share of the works") \
	X(NUMBER, rework_years, none, "a", 0, 20, 2, QS_REQUIRED, "返工年数", "years until such a planting is shown again") \
	X(NUMBER, settlement_years, none, "a", 0, 5, 1, QS_REQUIRED, "结算滞后", "years from a verification to the money") \
	X(NUMBER, spoil_cny_t, none, "CNY/t", 0, 1e4, 27.5, QS_REQUIRED | QS_SAMPLED, "剩余土石料净价", "price of surplus spoil at the pit, net of processing and haul") \
	X(INTEGER, spoil_price_year, none, "a", 1950, 2200, 2025, 0, "价格年份", "year of the price") \
	X(NUMBER, spoil_density_t_m3, none, "t/m3", 0.5, 4, 2.6, QS_REQUIRED, "土石料密度", "density of spoil, solid") \
	X(NUMBER, quota_cny_mu, none, "CNY", 0, 1e8, 3e5, QS_REQUIRED | QS_SAMPLED, "耕地指标影子价格", "shadow price of a cropland quota, CNY a mu") \
	X(INTEGER, quota_price_year, none, "a", 1950, 2200, 2025, 0, "价格年份", "year of the price") \
	X(OBJECT, price_index, price_index, "", 0, 0, 0, QS_REQUIRED, "价格指数", "index by which quoted prices come to price_year")
QS_FIELD_STRUCT(accounts_pack, QS_FIELDS_ACCOUNTS_PACK);

#endif
