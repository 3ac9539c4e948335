/* Delivery of sediment: published values, limits, and what must hold whatever the figures. */
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "tests/case_lines.h"

#include <math.h>

enum { N = 1003 };

static const struct qs_delivery_limits invest = {0.001, 0.005, 1};

static void near(double got, double want, double off)
{
	if (!(fabs(got - want) <= off))
		fail_msg("%.17g, not %.17g", got, want);
}

static void connectivities_have_their_published_ratios(void **state)
{
	static const double ic[] = {-4, -2, 0, 1, 0.5}, want[] = {0.076280, 0.178160, 0.350259, 0.449741, 0.4};
	double sdr[5];

	(void)state;
	qs_kernels_for(0)->delivery_ratio(5, 0.5, 2, 0.8, ic, sdr);
	for (size_t i = 0; i < 5; i++)
		near(sdr[i], want[i], 1e-6);
	assert_true(sdr[4] == 0.4); /* at IC0 half of the most */
}

static void each_element_is_limited_before_it_is_averaged(void **state)
{
	static const double c[] = {0, 0.5}, slope[] = {0, 3}, length[] = {10, 10};

	(void)state;
	near(qs_delivery_up(invest, 2, c, slope, 400), 0.5 * 0.501 * 0.5 * 1.005 * 20, 1e-15);
	near(qs_delivery_down(invest, 2, length, c, slope), 10 / (0.001 * 0.005) + 10 / 0.5, 1e-9);
	assert_true(qs_delivery_down(invest, 0, length, c, slope) == 0);
	near(qs_delivery_connectivity(1, 1000), -3, 1e-15);
}

static void a_longer_or_denser_way_delivers_less_within_its_bounds(void **state)
{
	static double ic[N], sdr[N];
	const double slope = 0.2;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		const double length = 1.0 + 3.0 * (double)i, c = 0.2 / (1.0 + 0.1 * (double)i);

		ic[i] = qs_delivery_connectivity(20, qs_delivery_down(invest, 1, &length, &c, &slope));
	}
	qs_kernels_for(0)->delivery_ratio(N, 0.5, 2, 0.8, ic, sdr);
	for (size_t i = 0; i < N; i++) {
		assert_true(sdr[i] > 0 && sdr[i] < 0.8);
		assert_true(!i || sdr[i] < sdr[i - 1]);
	}
}

static void bits_are_equal_on_every_isa(void **state)
{
	static const char *const isas[] = {"v2", "v3", "v4"};
	static double ic[N], x[N], y[N];

	(void)state;
	for (size_t i = 0; i < N; i++)
		ic[i] = -20 + 0.03 * (double)i;
	qs_kernels_for(0)->delivery_ratio(N, 0.3, 1.7, 0.75, ic, x);
	for (size_t v = 0; v < 3; v++) {
		if (!qs_kernels_for(isas[v]))
			continue;
		qs_kernels_for(isas[v])->delivery_ratio(N, 0.3, 1.7, 0.75, ic, y);
		assert_memory_equal(x, y, sizeof x);
	}
}

#define HEAD "\"ic0\":0.5,\"k\":2,\"sdr_max\":0.8,\"c_min\":0.001,\"slope_min_m_m\":0.005"
#define UP "\"upslope\":{\"c\":[1],\"slope_m_m\":[1],\"area_m2\":1}"
#define WAY(length, c) "\"downslope\":{\"length_m\":[" length "],\"c\":[" c "],\"slope_m_m\":[" length "]}"
#define REST "\"usle_t_ha\":10,\"rkls_t_ha\":40,\"trapped_t_ha\":2,\"area_ha\":3"
#define PARCEL(up, way, stream) \
	"{" HEAD ",\"slope_max_m_m\":1,\"parcels\":[{" up "," way ",\"stream\":" stream "," REST "}]}"

static void what_a_case_lacks_or_has_wrong_is_told_where_it_stands(void **state)
{
	static const struct wrong_given rows[] = {
		{"{" HEAD ",\"parcels\":[]}", QS_E2102, "/given"},
		{"{" HEAD ",\"slope_max_m_m\":0.001,\"parcels\":[]}", QS_E2206, "/slope_max_m_m"},
		{"{" HEAD ",\"slope_max_m_m\":1,\"parcels\":[]}", QS_E2206, "/parcels"},
		{PARCEL(UP, WAY("", ""), "0"), QS_E2206, "/downslope/length_m"},
		{PARCEL(UP, WAY("1", ""), "1"), QS_E2206, "/downslope/c"},
		{PARCEL(UP, WAY("-1", "1"), "0"), QS_E2104, "/downslope/length_m"},
		{PARCEL(UP, WAY("1", "1"), "0.5"), QS_E2113, "/stream"},
		{PARCEL("\"upslope\":{\"c\":[],\"slope_m_m\":[],\"area_m2\":1}", WAY("1", "1"), "0"), QS_E2206,
		 "/upslope/c"},
		{PARCEL("\"upslope\":{\"c\":[1,1],\"slope_m_m\":[1],\"area_m2\":1}", WAY("1", "1"), "0"), QS_E2206,
		 "/upslope/slope_m_m"},
	};

	(void)state;
	assert_refused("sdr", rows, sizeof rows / sizeof *rows);
}

static void a_stream_delivers_all(void **state)
{
	(void)state;
	assert_gives(
		"sdr", PARCEL(UP, WAY("", ""), "1"),
		"{\"d_up_m\":[1],\"d_dn_m\":[null],\"sdr_frac\":[1],\"export_t_ha\":[10],\"not_exported_t_ha\":[0],"
		"\"avoided_erosion_t_ha\":[30],\"avoided_export_t_ha\":[32],\"export_total_t\":30}");
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(connectivities_have_their_published_ratios),
		cmocka_unit_test(each_element_is_limited_before_it_is_averaged),
		cmocka_unit_test(a_longer_or_denser_way_delivers_less_within_its_bounds),
		cmocka_unit_test(bits_are_equal_on_every_isa),
		cmocka_unit_test(what_a_case_lacks_or_has_wrong_is_told_where_it_stands),
		cmocka_unit_test(a_stream_delivers_all),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
