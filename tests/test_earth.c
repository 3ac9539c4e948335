/* The balance of earth, rock and plants: by hand on a small site, identities on any, the test of contamination. */
#include "tests/judging.h"

#include "model/policy/earth.h"

static void near(double a, double b)
{
	if (!(fabs(a - b) <= 1e-9 * (1 + fabs(b))))
		fail_msg("%.17g and not %.17g", a, b);
}

/* A site of 2 ha: 2,000 m3 of rock freed, 4,000 graded, 6,000 of soil needed with a haul of 20 km, 1,000 of rock from
 * the site for 1,000 of backfill, 2,000 stems planted. */
static void balance_of(const char *materials, struct qs_earth_balance *balance)
{
	char text[3000];
	struct read r;

	snprintf(
		text, sizeof text,
		"{\"name\":\"one\",\"start_year\":2026,\"years\":10,\"members\":4,\"finance\":{\"inflation_pct\":0},"
		"\"regions\":{\"r\":{\"station\":\"54511\"}},\"treatments\":{\"t\":{\"class\":\"engineered\","
		"\"measures\":["
		"{\"measure\":\"clear_rock\",\"year\":0,\"amount\":2000,\"unit\":\"m3\"},"
		"{\"measure\":\"grade\",\"year\":0,\"amount\":0.2,\"unit\":\"m3/m2\"},"
		"{\"measure\":\"backfill\",\"year\":0,\"amount\":0.05,\"unit\":\"m3/m2\",\"from_site\":true},"
		"{\"measure\":\"terrace\",\"year\":0,\"amount\":250,\"unit\":\"m/ha\"},"
		"{\"measure\":\"rubble_out\",\"year\":0,\"amount\":300,\"unit\":\"m3\"},"
		"{\"measure\":\"import_soil\",\"year\":0,\"amount\":0.3,\"unit\":\"m3/"
		"m2\",\"haul_km\":20,\"organic_c_g_kg\":8,"
		"\"fine_earth_density_g_cm3\":1.5,\"stones_frac\":0},"
		"{\"measure\":\"plant\",\"year\":1,\"species\":{\"pinus_tabuliformis\":1},\"stems_per_ha\":1000}]}},"
		"\"sites\":[{\"id\":\"A\",\"name\":\"a\",\"region\":\"r\",\"elevation_m\":300,\"rain_mm_per_year\":550,"
		"\"type\":\"abandoned_mine\",\"policy\":{\"materials\":[%s]},\"units\":[{\"id\":\"A-1\",\"area_ha\":2,"
		"\"soil\":{\"organic_c_g_kg\":2,\"fine_earth_density_g_cm3\":1.5,\"stones_frac\":0.5},"
		"\"cover_frac\":0.2,\"substrate\":\"waste_rock\",\"treatment\":\"t\"}]}]}",
		materials);
	read_text(&r, text);
	if (r.status != QS_OK)
		fail_msg("%s", r.line);
	qs_earth_site(&r.input.portfolio, &r.input.packs, &r.sites[0], balance);
	drop(&r);
}

static void a_small_site_balances_as_the_hand_finds(void **state)
{
	struct qs_earth_balance b;

	(void)state;
	balance_of("{\"class\":\"topsoil\",\"left\":1000,\"recovery_frac\":0.9,\"organic_c_g_kg\":10,\"haul_km\":2},"
		   "{\"class\":\"silt\",\"left\":500,\"recovery_frac\":0.8},"
		   "{\"class\":\"plants\",\"freed\":100,\"recovery_frac\":0.5}",
		   &b);
	near(b.row[QS_EARTH_ROCK].freed, 2300);
	near(b.row[QS_EARTH_ROCK].moved, 1000);
	near(b.row[QS_EARTH_ROCK].need, 500); /* 500 m of walls */
	near(b.row[QS_EARTH_ROCK].used, 1000 + 500);
	near(b.row[QS_EARTH_ROCK].surplus, 0.7 * 2000 - 500);
	near(b.row[QS_EARTH_ROCK].rejected, 300 + 0.3 * 2000);
	near(b.row[QS_EARTH_ROCK].deficit, 0);
	near(b.row[QS_EARTH_SOIL].moved, 4000);
	near(b.row[QS_EARTH_SOIL].carbon_used_t, 4000 * 1.5 * 0.5 * 2 / 1000);
	near(b.row[QS_EARTH_SOIL].need, 6000);
	near(b.row[QS_EARTH_SOIL].deficit, 6000 - 900 - 400);
	near(b.row[QS_EARTH_SOIL].carbon_brought_t, 4700 * 1.5 * 8 / 1000);
	near(b.row[QS_EARTH_TOPSOIL].used, 900);
	near(b.row[QS_EARTH_TOPSOIL].carbon_used_t, 900 * 1.3 * 10 / 1000);
	near(b.row[QS_EARTH_TOPSOIL].haul_saved_t_km, 900 * 1.3 * (20 - 2));
	near(b.row[QS_EARTH_SILT].used, 400);
	near(b.row[QS_EARTH_PLANTS].used, 50);
	near(b.row[QS_EARTH_PLANTS].deficit, 1950);
	near(b.row[QS_EARTH_ROCK].haul_saved_t_km, 1000 * 1.8 * 5 + 500 * 1.8 * 5);
	assert_true(isnan(b.row[QS_EARTH_ROCK].contamination));
	assert_true(b.haul_saved_cny > 0 && b.haul_saved_co2e_t > 0);
}

static void what_fails_its_test_is_not_used(void **state)
{
	struct qs_earth_balance clean, dirty;

	(void)state;
	balance_of("{\"class\":\"rock\",\"contamination_ratio\":1},{\"class\":\"soil\",\"contamination_ratio\":0.2}",
		   &clean);
	balance_of("{\"class\":\"rock\",\"contamination_ratio\":1.2},{\"class\":\"soil\",\"contamination_ratio\":3}",
		   &dirty);
	near(clean.row[QS_EARTH_SOIL].used, 4000);
	for (int c = QS_EARTH_ROCK; c <= QS_EARTH_SOIL; c++) {
		const struct qs_earth_row *const row = &dirty.row[c];

		near(row->used, 0);
		near(row->surplus, 0);
		near(row->rejected, qs_earth_cut(row));
		near(row->deficit, row->need);
		near(row->need, clean.row[c].need + row->moved);
		near(row->haul_saved_t_km, 0);
	}
	near(dirty.row[QS_EARTH_ROCK].contamination, 1.2);
}

static unsigned next(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16 & 1023;
}

/* Whatever is stated: all that is cut is used, left over or waste; all that is needed is supplied or lacking; a sum is
 * the sum. */
static void nothing_is_lost_whatever_is_stated(void **state)
{
	unsigned seed = 7;

	(void)state;
	for (int turn = 0; turn < 40; turn++) {
		struct qs_earth_balance b, sum = {0};
		double used = 0, moved = 0, need = 0, deficit = 0;
		char text[1200] = "";
		size_t n = 0;

		for (int c = 0; c < QS_EARTH_CLASSES; c++)
			if (next(&seed) % 3)
				n += (size_t)snprintf(text + n, sizeof text - n,
						      "%s{\"class\":\"%s\",\"left\":%u,\"recovery_frac\":%g,"
						      "\"contamination_ratio\":%g}",
						      n ? "," : "", qs_words_earth[c], 10 * next(&seed),
						      next(&seed) / 1023.0, next(&seed) / 700.0);
		balance_of(text, &b);
		for (int c = 0; c < QS_EARTH_CLASSES; c++) {
			const struct qs_earth_row *const row = &b.row[c];

			near(row->used + row->surplus + row->rejected, qs_earth_cut(row));
			assert_true(row->surplus >= 0 && row->deficit >= 0 && row->rejected >= 0 &&
				    row->deficit <= row->need);
			if (row->contamination > 1) {
				near(row->used, 0);
			} else {
				moved += row->moved;
			}
			used += row->used;
			need += row->need;
			deficit += row->deficit;
		}
		near(used - moved, need - deficit);
		qs_earth_add(&sum, &b);
		qs_earth_add(&sum, &b);
		near(sum.row[QS_EARTH_SOIL].deficit, 2 * b.row[QS_EARTH_SOIL].deficit);
		near(sum.haul_saved_cny, 2 * b.haul_saved_cny);
	}
}

/* A test of one site does not speak for another. */
static void a_sum_keeps_the_worst_test_and_counts_the_untested(void **state)
{
	struct qs_earth_balance tested, open, sum = {0};

	(void)state;
	balance_of("{\"class\":\"rock\",\"contamination_ratio\":0.4}", &tested);
	balance_of("", &open);
	qs_earth_add(&sum, &open);
	assert_true(isnan(sum.row[QS_EARTH_ROCK].contamination));
	qs_earth_add(&sum, &tested);
	near(sum.row[QS_EARTH_ROCK].contamination, 0.4);
	assert_int_equal(sum.row[QS_EARTH_ROCK].untested, 1);
	balance_of("{\"class\":\"rock\",\"contamination_ratio\":2}", &tested);
	qs_earth_add(&sum, &tested);
	near(sum.row[QS_EARTH_ROCK].contamination, 2);
	assert_int_equal(sum.row[QS_EARTH_ROCK].tested, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_small_site_balances_as_the_hand_finds),
		cmocka_unit_test(what_fails_its_test_is_not_used),
		cmocka_unit_test(nothing_is_lost_whatever_is_stated),
		cmocka_unit_test(a_sum_keeps_the_worst_test_and_counts_the_untested),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
