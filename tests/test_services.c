/* Services: published accounts, closed forms, and the blocks that a case may leave out. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "tests/case_lines.h"
#include "tests/cash_help.h"

enum { N = 101 };

static const char *const isas[] = {"v2", "v3", "v4"};

static void a_published_account_comes_out_within_its_rounding(void **state)
{
	const struct qs_services_soil soil = {0.24, 0.93, 0.0037, 0.00108}; /* Garze 2010, 1e8 t and 1e8 m3 */
	const double retained = 38.86;
	double sediment, nitrogen, phosphorus;

	(void)state;
	qs_kernels_for(0)->services_soil(1, &soil, &retained, &sediment, &nitrogen, &phosphorus);
	near("sediment", sediment, 10.03, 0.005);
	near("nitrogen", nitrogen * 1e4, 1437.94, 0.2);
	near("phosphorus", phosphorus * 1e4, 419.72, 0.1);
}

static void a_millimetre_is_ten_cubic_metres_and_cools_as_it_should(void **state)
{
	const double one = 1, none = 0;
	double volume, heat;

	(void)state;
	qs_kernels_for(0)->services_water(1, &one, &none, &none, &one, &volume);
	qs_kernels_for(0)->services_heat(1, 2.45, &one, &one, &heat);
	assert_true(volume == 10);
	near("kWh of 1 mm on 1 ha", heat, 10000 * 2.45 / 3.6, 1e-9);
}

static void carbon_in_stock_has_its_closed_forms(void **state)
{
	const double g = 1.1 * 1.02;

	(void)state;
	assert_true(qs_services_carbon_worth(43, 14, 0, 0) == 43 && qs_services_carbon_worth(43, 1, 0.9, 0.9) == 43);
	near("sum", qs_services_carbon_worth(100, 30, 0.1, 0.02), 100.0 / 30 * (1 - pow(g, -30)) / (1 - 1 / g), 1e-13);
	near("InVEST", qs_services_carbon_worth(50, 2, 0.5, 0.05), 40.87302, 5e-6);
	assert_true(qs_services_carbon_worth(1, 9, 0, 0.03) < qs_services_carbon_worth(1, 9, 0, 0.02));
}

static void worth_is_the_sum_of_its_parcels(void **state)
{
	double base[N], alternate[N], area[N], change[N], per_ha[N], total[N];
	uint64_t s = 3;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		base[i] = draw(&s, 0, 200);
		alternate[i] = draw(&s, 0, 200);
		area[i] = draw(&s, 0, 50);
	}
	qs_kernels_for(0)->services_carbon(N, 59, base, alternate, area, change, per_ha, total);
	for (size_t i = 0; i < N; i++)
		assert_true(change[i] == alternate[i] - base[i] && per_ha[i] == 59 * change[i] &&
			    total[i] == per_ha[i] * area[i]);
}

struct columns {
	double in[4][N], out[9][N];
};

static void run(const struct qs_kernels *ks, struct columns *x)
{
	const struct qs_services_soil soil = {0.24, 1.35, 0.0009, 0.0006};
	uint64_t s = 8;

	for (size_t c = 0; c < 4; c++)
		for (size_t i = 0; i < N; i++)
			x->in[c][i] = draw(&s, 0, 900);
	ks->services_soil(N, &soil, x->in[0], x->out[0], x->out[1], x->out[2]);
	ks->services_water(N, x->in[0], x->in[1], x->in[2], x->in[3], x->out[3]);
	ks->services_heat(N, 2.45, x->in[0], x->in[1], x->out[4]);
	ks->services_times(N, 0.335, x->in[0], x->out[5]);
	ks->services_carbon(N, 40.9, x->in[0], x->in[1], x->in[2], x->out[6], x->out[7], x->out[8]);
}

static void bits_are_equal_on_every_isa(void **state)
{
	static struct columns x, y;

	(void)state;
	run(qs_kernels_for("v2"), &x);
	for (size_t v = 0; v < 3; v++)
		if (qs_kernels_for(isas[v])) {
			run(qs_kernels_for(isas[v]), &y);
			assert_memory_equal(&x, &y, sizeof x);
		}
}

#define WATER(more, cut) "{\"water\":{" more "\"negative_to_zero\":" cut ",\"price_cny_m3\":2}}"
#define PARCELS "\"precip_mm\":[9,1],\"runoff_mm\":[1,0],\"et_mm\":[2,9],\"area_ha\":[1,2],"
#define CARBON "\"carbon\":{\"npp_t_dm\":8,\"nep_npp_ratio\":0.5,\"co2_t_per_t_dm\":1.5,\"price_cny_t_co2\":10}"
#define OXYGEN(total) \
	"\"oxygen\":{\"route\":\"co2\",\"o2_t_per_t_co2\":0.75,\"price_cny_t\":100,\"in_total\":" total "}"
#define NPP_OXYGEN \
	"{\"oxygen\":{\"route\":\"npp\",\"npp_t_dm\":2,\"o2_t_per_t_dm\":1.5,\"price_cny_t\":10,\"in_total\":true}}"

static void blocks_stand_alone_and_add_up(void **state)
{
	(void)state;
	assert_gives("gep", "{}", "{\"total_cny\":0}");
	assert_gives("gep", WATER("\"volume_m3\":-3,", "true"), "{\"water_m3\":0,\"water_cny\":0,\"total_cny\":0}");
	assert_gives("gep", WATER("\"volume_m3\":-3,", "false"), "{\"water_m3\":-3,\"water_cny\":-6,\"total_cny\":-6}");
	assert_gives("gep", WATER(PARCELS, "false"), "{\"water_m3\":-100,\"water_cny\":-200,\"total_cny\":-200}");
	assert_gives("gep", WATER(PARCELS, "true"), "{\"water_m3\":0,\"water_cny\":0,\"total_cny\":0}");
	assert_gives("gep", "{\"climate\":{\"heat_kwh\":9,\"cop\":3,\"price_cny_kwh\":0.5}}",
		     "{\"climate_kwh\":3,\"climate_cny\":1.5,\"total_cny\":1.5}");
	assert_gives("gep", "{" CARBON "," OXYGEN("false") "}",
		     "{\"co2_t\":6,\"carbon_cny\":60,\"o2_t\":4.5,\"oxygen_cny\":450,\"total_cny\":60}");
	assert_gives("gep", "{" CARBON "," OXYGEN("true") "}", "{\"total_cny\":510}");
	assert_gives("gep", NPP_OXYGEN, "{\"o2_t\":3,\"oxygen_cny\":30,\"total_cny\":30}");
	assert_gives("gep", "{\"soil\":null," CARBON "}", "{\"carbon_cny\":60,\"total_cny\":60}");
}

#define STOCKS(from, to, rate)                                                                           \
	"{\"stock_base_t_c_ha\":[1],\"stock_alternate_t_c_ha\":[2],\"area_ha\":[1],\"price_per_t_c\":1," \
	"\"year_base\":" from ",\"year_alternate\":" to ",\"discount_pct\":" rate ",\"price_change_pct\":0}"

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{"{\"sun\":{}}", QS_E2101, "/sun"},
		{"{\"soil\":[]}", QS_E2103, "/soil"},
		{WATER("\"volume_m3\":1,", "1"), QS_E2206, "/negative_to_zero"},
		{WATER("\"volume_m3\":1,\"area_ha\":[1],", "true"), QS_E2101, "/area_ha"},
		{"{" OXYGEN("true") "}", QS_E2206, "/route"},
		{"{\"climate\":{\"heat_kwh\":9,\"cop\":0,\"price_cny_kwh\":0.5}}", QS_E2104, "/cop"},
		{"{\"carbon\":{\"npp_t_dm\":8}}", QS_E2102, "/carbon"},
	};
	static const struct wrong_given stocks[] = {
		{STOCKS("2030", "2030", "8"), QS_E2206, "/year_alternate"},
		{STOCKS("2030.5", "2040", "8"), QS_E2113, "/year_base"},
		{STOCKS("2030", "2040", "-100"), QS_E2104, "/discount_pct"},
		{STOCKS("2000", "3000", "-99"), QS_E2206, "/discount_pct"},
	};

	(void)state;
	assert_refused("gep", rows, sizeof rows / sizeof *rows);
	assert_refused("carbon-value", stocks, sizeof stocks / sizeof *stocks);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_published_account_comes_out_within_its_rounding),
		cmocka_unit_test(a_millimetre_is_ten_cubic_metres_and_cools_as_it_should),
		cmocka_unit_test(carbon_in_stock_has_its_closed_forms),
		cmocka_unit_test(worth_is_the_sum_of_its_parcels),
		cmocka_unit_test(bits_are_equal_on_every_isa),
		cmocka_unit_test(blocks_stand_alone_and_add_up),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
