/* Levelised cost of carbon. */
#include "kernels/cash.h"
#include "validation/case_cash.h"
#include "validation/case_columns.h"

#define MONEY 1e18

/* ---- flows ---- */

struct lcoc_flows {
	size_t n;
	const double *cost, *co_revenue, *credits;
	double discount, growth, price0;
};

static void put_cost(struct qs_json_out *out, const char *key, double cost, double quantity)
{
	qs_json_out_number(out, key, qs_cash_levelised(cost, quantity).value);
}

/* Credits weighted with the growth of their price: what one unit of the first year's price is worth in all years. */
static double worth_of_price(const struct lcoc_flows *flows)
{
	double sum = 0;

	for (size_t t = flows->n; t-- > 0;)
		sum = sum * ((1 + flows->growth) / (1 + flows->discount)) + flows->credits[t];
	return sum;
}

static void put_flows(struct qs_json_out *out, const struct lcoc_flows *flows)
{
	const double cost = qs_cash_npv(flows->n, flows->cost, flows->discount);
	const double co_revenue = qs_cash_npv(flows->n, flows->co_revenue, flows->discount);
	const double credits = qs_cash_npv(flows->n, flows->credits, flows->discount);
	const double plain_net = qs_cash_npv(flows->n, flows->cost, 0) - qs_cash_npv(flows->n, flows->co_revenue, 0);
	const double plain_credits = qs_cash_npv(flows->n, flows->credits, 0);
	const double worth = worth_of_price(flows);
	const struct qs_cash_cost net = qs_cash_levelised(cost - co_revenue, credits);

	qs_json_out_number(out, "pv_cost_cny", cost);
	qs_json_out_number(out, "pv_co_revenue_cny", co_revenue);
	qs_json_out_number(out, "pv_credits_co2e_t", credits);
	qs_json_out_number(out, "lcoc_cny_t", net.value);
	qs_json_out_string(out, "lcoc_status", net.defined ? "defined" : "no-credits");
	put_cost(out, "lcoc_gross_cny_t", cost, credits);
	put_cost(out, "lcoc_undiscounted_cny_t", plain_net, plain_credits);
	put_cost(out, "break_even_price0_cny_t", cost - co_revenue, worth);
	qs_json_out_number(out, "npv_at_price0_cny", flows->price0 * worth + co_revenue - cost);
}

static qs_status run_flows(const struct qs_case_given *given, struct qs_json_out *out, struct qs_err *err)
{
	static const char *const keys[] = {"method",        "cost_cny",          "co_revenue_cny", "credits_co2e_t",
					   "discount_frac", "price_growth_frac", "price0_cny_t",   NULL};
	struct lcoc_flows flows = {0};

	qs_case_only(given, keys);
	flows.cost = qs_case_column(given, "cost_cny", -MONEY, MONEY, &flows.n);
	flows.co_revenue = qs_case_column(given, "co_revenue_cny", -MONEY, MONEY, &flows.n);
	flows.credits = qs_case_column(given, "credits_co2e_t", -MONEY, MONEY, &flows.n);
	flows.discount = qs_case_number(given, "discount_frac", -0.999999, 1e6);
	flows.growth = qs_case_optional(given, "price_growth_frac", -0.999999, 1e6, 0);
	flows.price0 = qs_case_optional(given, "price0_cny_t", -MONEY, MONEY, 0);
	if (qs_case_failed(given))
		return QS_OK;
	if (!flows.cost || !flows.co_revenue || !flows.credits)
		return qs_fail(err, QS_ENOMEM, "flows of cost and credits");
	put_flows(out, &flows);
	return QS_OK;
}

/* ---- abatement-curve ---- */

struct curve {
	size_t n;
	double *cost, *quantity, *marginal;
	int *kept;
};

static void put_curve(struct qs_json_out *out, const struct curve *curve)
{
	qs_json_out_array_row(out, "kept");
	for (size_t i = 0; i < curve->n; i++)
		qs_json_out_int(out, NULL, curve->kept[i]);
	qs_json_out_end(out);
	qs_json_out_array_row(out, "marginal_cny_t");
	for (size_t i = 0; i < curve->n; i++)
		qs_json_out_number(out, NULL, curve->marginal[i]);
	qs_json_out_end(out);
	qs_json_out_array_row(out, "against_reference_cny_t");
	for (size_t i = 0; i < curve->n; i++) /* of equal quantities: no number, written as null */
		qs_json_out_number(out, NULL,
				   (curve->cost[i] - curve->cost[0]) / (curve->quantity[i] - curve->quantity[0]));
	qs_json_out_end(out);
}

static qs_status run_curve(const struct qs_case_given *given, struct qs_json_out *out, struct qs_err *err)
{
	static const char *const keys[] = {"method", "measures", NULL};
	static const char *const keys_measure[] = {"pv_cost_cny", "pv_co2e_t", NULL};
	struct curve curve = {0};
	const struct qs_json *const list = qs_case_list(given, "measures", &curve.n);
	size_t i = 0;

	qs_case_only(given, keys);
	if (list && !curve.n)
		qs_case_refuse(given, "measures", "a reference is needed");
	curve.cost = qs_arena_take(given->arena, curve.n, sizeof *curve.cost);
	curve.quantity = qs_arena_take(given->arena, curve.n, sizeof *curve.quantity);
	curve.marginal = qs_arena_take(given->arena, curve.n, sizeof *curve.marginal);
	curve.kept = qs_arena_take(given->arena, curve.n, sizeof *curve.kept);
	if (!curve.cost || !curve.quantity || !curve.marginal || !curve.kept)
		return qs_fail(err, QS_ENOMEM, "a curve of measures");
	for (const struct qs_json *item = list ? list->first : NULL; item; item = item->next, i++) {
		const struct qs_case_given measure = qs_case_item(given, "measures", item, i);

		qs_case_only(&measure, keys_measure);
		curve.cost[i] = qs_case_number(&measure, "pv_cost_cny", -MONEY, MONEY);
		curve.quantity[i] = qs_case_number(&measure, "pv_co2e_t", -MONEY, MONEY);
	}
	if (qs_case_failed(given))
		return QS_OK;
	qs_cash_abatement(curve.n, curve.cost, curve.quantity, curve.kept, curve.marginal);
	put_curve(out, &curve);
	return QS_OK;
}

/* ---- fixed-charge ---- */

static void run_fixed(const struct qs_case_given *given, struct qs_json_out *out)
{
	static const char *const keys[] = {
		"method",          "investment", "fixed_operating_cost", "variable_cost", "fixed_charge_rate",
		"annual_quantity", NULL};
	const double investment = qs_case_number(given, "investment", -MONEY, MONEY);
	const double fixed = qs_case_number(given, "fixed_operating_cost", -MONEY, MONEY);
	const double variable = qs_case_number(given, "variable_cost", -MONEY, MONEY);
	const double charge = qs_case_number(given, "fixed_charge_rate", -1e6, 1e6);
	const double quantity = qs_case_number(given, "annual_quantity", -MONEY, MONEY);

	qs_case_only(given, keys);
	if (!qs_case_failed(given))
		qs_json_out_number(out, "levelised_cost",
				   qs_cash_levelised(charge * investment + fixed, quantity).value + variable);
}

qs_status qs_case_lcoc(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
		       struct qs_err *err)
{
	static const char *const methods[] = {"flows", "abatement-curve", "fixed-charge", NULL};
	const int method = qs_case_choice(given, "method", methods);

	(void)kernels;
	if (method == 0)
		return run_flows(given, out, err);
	if (method == 1)
		return run_curve(given, out, err);
	if (method == 2)
		run_fixed(given, out);
	return QS_OK;
}
