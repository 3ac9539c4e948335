/* Accounts go strip by strip over the members: who works at them, and how many there are, changes nothing. */
#include "tests/land_runs.h"

#define PORTFOLIO \
	"{\"name\":\"t\",\"seed\":\"7\",\"start_year\":2026,\"years\":8,\"members\":%d,\"regions\":{\"west\":{\"station\":\"54511\"}}," \
	"\"finance\":{\"price_year\":2025,\"discount_rate_pct\":6,\"debt\":{\"years\":3,\"share_frac\":0.5},\"tax\":{}}," \
	"\"natural_treatment\":\"closure\",\"treatments\":{\"closure\":{\"class\":\"natural\",\"measures\":[" \
	"{\"measure\":\"patrol\",\"year\":0,\"every_year\":true,\"amount\":1,\"unit\":\"ha/ha\"}]},\"woods\":{\"class\":\"assisted\"," \
	"\"measures\":[{\"measure\":\"import_soil\",\"year\":0,\"amount\":0.2,\"unit\":\"m3/m2\"},{\"measure\":\"plant\",\"year\":1,\"species\":" \
	"{\"pinus_tabuliformis\":1},\"stems_per_ha\":1000}]}},\"sites\":[%s]}"
#define SITE(id) \
	"{\"id\":\"" id "\",\"name\":\"" id "\",\"region\":\"west\",\"type\":\"degraded_ecosystem\",\"elevation_m\":300," \
	"\"rain_mm_per_year\":550,\"finance\":{\"acceptance_due\":2028,\"acceptance_cover_frac\":0,\"acceptance_survival_frac\":0.85,\"spoil_surplus_m3\":100," \
	"\"revenues\":[{\"line\":\"eco_tourism\",\"visits_per_year\":1000,\"cny_per_visit\":100,\"from\":\"acceptance\"}]}," \
	"\"units\":[{\"id\":\"u\",\"area_ha\":20,\"slope_deg\":22,\"substrate\":\"native\",\"cover_frac\":0.6,\"woody_cover_frac\":0.1," \
	"\"soil\":{\"depth_cm\":10},\"treatment\":\"woods\"},{\"id\":\"v\",\"area_ha\":3,\"slope_deg\":5,\"substrate\":\"waste_rock\",\"cover_frac\":0.1," \
	"\"treatment\":\"woods\"}]}"

#define CELL_PORTFOLIO \
	"{\"name\":\"t\",\"seed\":\"7\",\"start_year\":2026,\"years\":8,\"members\":1,\"regions\":{\"west\":{\"station\":\"54511\"}}," \
	"\"natural_treatment\":\"closure\",\"treatments\":{\"closure\":{\"class\":\"natural\",\"measures\":[]},\"woods\":{\"class\":" \
	"\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":{\"pinus_tabuliformis\":1},\"stems_per_ha\":1000}]}}," \
	"\"outputs\":{\"form\":\"%s\"},\"sites\":[%s]}"

static int64_t at_line(const struct kept *k, int line, size_t year, size_t member)
{
	return k->line_member[((size_t)line * k->years + year) * k->members + member];
}

/* Two threads share a site of 520 members, four take one each; one does all. */
static void threads_that_share_a_site_give_its_bytes(void **state)
{
	static const int threads[] = {1, 2, 4};
	struct kept k[3];

	(void)state;
	for (int t = 0; t < 3; t++)
		run_text(&k[t], threads[t], "{}", PORTFOLIO, 520, SITE("a") "," SITE("b"));
	for (int t = 1; t < 3; t++) {
		assert_memory_equal(k[0].line_member, k[t].line_member, QS_LINE_COUNT * k[0].years * 520 * sizeof(int64_t));
		for (size_t i = 0; i <= k[0].n; i++) {
			assert_memory_equal(k[0].line_quantile[i], k[t].line_quantile[i],
					    QS_LINE_COUNT * k[0].years * QS_QUANTILES * sizeof(double));
			for (int s = 0; s < QS_SCALAR_COUNT; s++)
				assert_memory_equal(&k[0].result[i].scalar[s].p10, &k[t].result[i].scalar[s].p10, 5 * sizeof(double));
		}
	}
	assert_true(k[0].result[0].acceptance_due_share > 0 && k[0].result[0].acceptance_due_share < 1);
	for (int t = 0; t < 3; t++)
		forget(&k[t]);
}

/* A member's money does not depend on how many others there are, nor on the strip that it stands in. */
static void members_keep_their_money_among_more_of_them(void **state)
{
	struct kept few, many;
	int64_t differ = 0;

	(void)state;
	run_text(&few, 1, "{}", PORTFOLIO, 67, SITE("a"));
	run_text(&many, 1, "{}", PORTFOLIO, 131, SITE("a"));
	for (int line = 0; line < QS_LINE_COUNT; line++)
		for (size_t y = 0; y < few.years; y++)
			for (size_t i = 0; i < 67; i++)
				assert_int_equal(at_line(&few, line, y, i), at_line(&many, line, y, i));
	for (size_t i = 64; i < 131; i++) /* and members of later strips are others than those of the first */
		differ |= at_line(&many, QS_LINE_OF_works, 0, i) ^ at_line(&many, QS_LINE_OF_works, 0, i - 64);
	assert_true(differ != 0);
	forget(&few);
	forget(&many);
}

/* Capital by kind is each member's own: soil and plants have prices of their own, and their shares of the works differ between
 * members, while they add up to the works of each. */
static void capital_by_kind_is_drawn_member_by_member(void **state)
{
	static const int parts[] = {QS_LINE_OF_works_ground, QS_LINE_OF_works_soil,   QS_LINE_OF_works_plants,
				    QS_LINE_OF_works_water,  QS_LINE_OF_works_design, QS_LINE_OF_works_contingency};
	double least = 1, most = 0;
	struct kept k;

	(void)state;
	run_text(&k, 1, "{}", PORTFOLIO, 70, SITE("a"));
	for (size_t i = 0; i < 70; i++) {
		double whole = 0, soil = 0;

		for (size_t y = 0; y < k.years; y++) {
			int64_t sum = 0;

			for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++)
				sum += at_line(&k, parts[p], y, i);
			assert_in_range(sum - at_line(&k, QS_LINE_OF_works, y, i) + 6, 0, 12);
			whole += (double)at_line(&k, QS_LINE_OF_works, y, i);
			soil += (double)at_line(&k, QS_LINE_OF_works_soil, y, i);
		}
		least = soil / whole < least ? soil / whole : least;
		most = soil / whole > most ? soil / whole : most;
	}
	assert_true(least > 0.1 && most < 1 && most > 1.2 * least);
	forget(&k);
}

/* ---- cells ---- */

static qs_status drop_site(void *self, const struct qs_result *result, struct qs_err *err)
{
	(void)self;
	(void)result;
	(void)err;
	return QS_OK;
}

/* Runs cells of one member by two threads and keeps the portfolio alone. */
static void run_kept_portfolio(struct kept *k, const char *form, const char *cells)
{
	char folder[] = "/tmp/qs-lanes-XXXXXX", path[64];
	struct qs_sink sink = {k, keep_begin, drop_site, keep_end, NULL, NULL};
	struct qs_context context = {0};
	struct qs_input input = {0};
	struct qs_mistakes mistakes;
	struct qs_run_size size;
	struct qs_err err = {0};
	char *const text = malloc(1 << 16);

	*k = (struct kept){0};
	assert_non_null(text);
	assert_true(snprintf(text, 1 << 16, CELL_PORTFOLIO, form, cells) < 1 << 16);
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/p.json", folder);
	write_text(path, text);
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	context.threads = 2;
	assert_int_equal(qs_input_read(&context, path, &input, &mistakes, &err), QS_OK);
	assert_int_equal(qs_run(&context,
				&(struct qs_run_input){&input.portfolio, &input.packs, &input.sites, input.resolved_json, input.hashes,
						       input.hash_count},
				&sink, &size, &err),
			 QS_OK);
	qs_input_free(&input);
	qs_mistakes_free(&mistakes);
	qs_close(&context);
	unlink(path);
	rmdir(folder);
	free(text);
}

/* A cell of one of two districts: every seventh is larger; what says something of money goes alone: every fifth, which pays rent, and every
 * eleventh but the first, which has a line of income. */
static size_t put_cell(char *to, size_t room, int k)
{
	static const char rent[] = ",\"finance\":{\"rent_cny_per_mu_year\":100}",
			  income[] = ",\"finance\":{\"revenues\":[{\"line\":\"eco_tourism\",\"cny_per_year\":1000,\"from\":\"acceptance\"}]}";

	return (size_t)snprintf(to, room,
				"%s{\"id\":\"c%d\",\"name\":\"x\",\"district\":\"%s\",\"region\":\"west\",\"type\":\"degraded_ecosystem\","
				"\"elevation_m\":%d,\"rain_mm_per_year\":550,\"area_ha\":%s,\"slope_deg\":%d,\"substrate\":\"native\","
				"\"cover_frac\":0.3,\"treatment\":\"woods\"%s}",
				k ? "," : "", k, k % 90 < 50 ? "W" : "E", 200 + k, k % 7 ? "1" : "2", k % 40,
				k % 5 == 4 ? rent : k % 11 == 10 ? income : "");
}

/* Cells that go through the accounts side by side give what each gives alone: the portfolio's lines by cells are those by sites. */
static void cells_side_by_side_earn_what_each_earns(void **state)
{
	enum { CELLS = 180, ROOM = 60000 };
	char *const cells = malloc(ROOM);
	struct kept k[2];
	size_t n = 0;

	(void)state;
	assert_non_null(cells);
	for (int c = 0; c < CELLS; c++)
		n += put_cell(cells + n, ROOM - n, c);
	assert_true(n < ROOM);
	for (int form = 0; form < 2; form++)
		run_kept_portfolio(&k[form], form ? "cells" : "sites", cells);
	assert_memory_equal(k[0].line_member, k[1].line_member, QS_LINE_COUNT * k[0].years * sizeof(int64_t));
	assert_true(at_line(&k[0], QS_LINE_OF_rent, 3, 0) > 0 && at_line(&k[0], QS_LINE_OF_industry_income, 7, 0) > 0);
	for (int form = 0; form < 2; form++)
		forget(&k[form]);
	free(cells);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(threads_that_share_a_site_give_its_bytes),
		cmocka_unit_test(capital_by_kind_is_drawn_member_by_member),
		cmocka_unit_test(cells_side_by_side_earn_what_each_earns),
		cmocka_unit_test(members_keep_their_money_among_more_of_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
