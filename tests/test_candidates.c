/* Options of a choice: each is what its site would be alone, a shared cost is paid once, and the frontier holds no
 * point that another beats. */
#include "scenarios/candidates.h"
#include "scenarios/frontier.h"
#include "tests/cash_help.h"
#include "tests/portfolio_files.h"

#include <math.h>

enum { MEMBERS = 8 };

struct run {
	struct qs_context context;
	struct qs_input input;
	struct qs_mistakes mistakes;
	struct qs_run_input of;
	struct qs_arena arena;
	struct qs_err err;
};

static void open_run(struct run *r, const char *text)
{
	*r = (struct run){0};
	write_file("p.json", text, strlen(text));
	qs_mistakes_init(&r->mistakes, NULL);
	assert_int_equal(qs_open(&r->context, NULL, &r->err), QS_OK);
	r->context.threads = 2;
	if (qs_input_read(&r->context, path_of("p.json"), &r->input, &r->mistakes, &r->err))
		fail_msg("%s", r->err.text);
	qs_arena_init(&r->arena, NULL);
	r->of = (struct qs_run_input){&r->input.portfolio,    &r->input.packs, &r->input.sites,
				      r->input.resolved_json, r->input.hashes, r->input.hash_count};
}

static void close_run(struct run *r)
{
	qs_arena_free(&r->arena);
	qs_input_free(&r->input);
	qs_mistakes_free(&r->mistakes);
	qs_close(&r->context);
}

/* Net present values of a portfolio as it stands. */
static void whole(const char *text, double *npv)
{
	struct run r;
	double credits[MEMBERS];
	struct qs_experiment e = {.npv = npv, .credits = credits};

	open_run(&r, text);
	assert_int_equal(qs_run_experiment(&r.context, &r.of, NULL, &e, &r.err), QS_OK);
	close_run(&r);
}

static void put(char *text, size_t room, const char *options, const char *treatment, const char *sites)
{
	snprintf(text, room,
		 "{\"name\":\"small\",\"seed\":\"7\",\"start_year\":2026,\"years\":12,\"members\":8,"
		 "\"regions\":{\"r\":{\"station\":\"54511\"}},\"natural_treatment\":\"closure\","
		 "\"treatments\":{\"closure\":{\"class\":\"natural\",\"measures\":[{\"measure\":\"close_hillside\","
		 "\"year\":0}]},"
		 "\"green\":{\"class\":\"assisted\",\"measures\":[{\"measure\":\"plant\",\"year\":1,\"species\":"
		 "{\"platycladus_orientalis\":1},\"stems_per_ha\":1650}]}},\"sites\":[%s"
		 "{\"id\":\"B\",\"name\":\"b\",\"region\":\"r\",\"type\":\"degraded_ecosystem\",\"elevation_m\":500,"
		 "\"rain_mm_per_year\":560,\"finance\":{\"acceptance_cover_frac\":0,\"spoil_surplus_m3\":5000,"
		 "\"revenues\":[{\"line\":\"eco_"
		 "tourism\","
		 "\"cny_per_year\":90000}]},\"area_ha\":12,\"substrate\":\"native\",\"cover_frac\":0.4,\"woody_cover_"
		 "frac\":0.1,"
		 "%s\"treatment\":\"%s\",\"land\":{\"from\":\"2010-01-01\",\"class\":\"forest\",\"planned_"
		 "afforestation\":true}}],"
		 "\"market\":{\"prices\":{\"CCER\":{\"cny_t\":70}}},"
		 "\"registrations\":[{\"id\":\"g\",\"methodology\":\"CCER-14-001-V01\",\"sites\":[\"all\"],\"sell\":"
		 "true}]}",
		 sites, options, treatment);
}

#define OTHER                                                                                                          \
	"{\"id\":\"A\",\"name\":\"a\",\"region\":\"r\",\"type\":\"abandoned_mine\",\"elevation_m\":300,\"rain_mm_per_" \
	"year\":550,"                                                                                                  \
	"\"area_ha\":2,\"substrate\":\"waste_rock\",\"cover_frac\":0.2},"

/* With a second site the registration is shared: its cost stands apart, and option less cost is the site alone. */
static void an_option_is_its_site_alone_less_the_shared_cost(void **state)
{
	static const char *const treatments[] = {"green", "closure"};
	static char text[4096];
	struct qs_candidates c;
	struct run r;

	(void)state;
	put(text, sizeof text, "\"options\":[\"green\",\"closure\"],", "green", OTHER);
	open_run(&r, text);
	if (qs_candidates_run(&r.context, &r.of, &r.arena, &c, &r.err))
		fail_msg("%s", r.err.text);
	assert_int_equal(c.sites, 2);
	assert_int_equal(c.count, 3);
	assert_string_equal(c.registration, "g");
	assert_true(c.shared_cost_cny > 100000);
	assert_true(c.of[1].option.registered && !c.of[2].option.registered && !c.of[0].option.registered);
	for (int k = 0; k < 2; k++) {
		double alone[MEMBERS];

		put(text, sizeof text, "", treatments[k], "");
		whole(text, alone);
		for (size_t i = 0; i < MEMBERS; i++)
			assert_true(fabs(c.of[1 + k].npv[i] - (k ? 0 : c.shared[i]) - alone[i]) < 0.01);
	}
	assert_true(c.of[1].option.capex_cny[1] > 0 && c.of[1].option.area_ha == 12 &&
		    c.of[1].option.co2e_t > c.of[2].option.co2e_t);
	/* tourism and spoil need works: closure earns neither */
	assert_true(c.of[2].sorted[MEMBERS - 1] < 0);
	close_run(&r);
}

static void a_selection_as_one_portfolio_is_the_sum_of_its_options(void **state)
{
	static char text[4096];
	const int both[] = {0, 0}, second[] = {-1, 1}, none[] = {-1, -1};
	struct qs_candidates c;
	double npv[MEMBERS];
	struct run r;

	(void)state;
	put(text, sizeof text, "\"options\":[\"green\",\"closure\"],", "green", OTHER);
	open_run(&r, text);
	assert_int_equal(qs_candidates_run(&r.context, &r.of, &r.arena, &c, &r.err), QS_OK);
	assert_int_equal(qs_candidates_check(&r.context, &r.of, &c, both, &r.arena, npv, &r.err), QS_OK);
	for (size_t i = 0; i < MEMBERS; i++)
		assert_true(fabs(npv[i] - (c.of[0].npv[i] + c.of[1].npv[i] - c.shared[i])) < 0.01);
	assert_int_equal(qs_candidates_check(&r.context, &r.of, &c, second, &r.arena, npv, &r.err), QS_OK);
	for (size_t i = 0; i < MEMBERS; i++)
		assert_true(fabs(npv[i] - c.of[2].npv[i]) < 0.01);
	assert_int_equal(qs_candidates_check(&r.context, &r.of, &c, none, &r.arena, npv, &r.err), QS_OK);
	assert_true(npv[0] == 0 && npv[MEMBERS - 1] == 0);
	close_run(&r);
}

/* Two units, one of them closed by the plan: 12 and 4 ha. Tourism and spoil rest on the planned one alone. */
static void a_unit_that_is_not_planned_unlocks_no_income(void **state)
{
	static const char units[] = "\"units\":[{\"id\":\"x\",\"area_ha\":12,\"substrate\":\"native\",\"cover_frac\":0."
				    "4,\"treatment\":\"green\","
				    "\"options\":[\"green\",\"closure\"]},{\"id\":\"y\",\"area_ha\":4,\"substrate\":"
				    "\"native\",\"cover_frac\":0.4,"
				    "\"treatment\":\"closure\",\"options\":[\"green\",\"closure\"]}]";
	static char text[4096], with[6000];
	struct qs_candidates c;
	struct run r;
	char *from, *to;

	(void)state;
	put(text, sizeof text, "", "green", "");
	from = strstr(text, "\"area_ha\":12");
	to = strstr(text, "}],\"market\"");
	snprintf(with, sizeof with, "%.*s%s%s", (int)(from - text), text, units, to);
	strcpy(strstr(with, ",\"registrations\""), "}");
	open_run(&r, with);
	if (qs_candidates_run(&r.context, &r.of, &r.arena, &c, &r.err))
		fail_msg("%s", r.err.text);
	assert_int_equal(c.count, 4); /* green+green, green+closure, closure+green, closure+closure */
	for (size_t i = 0; i < MEMBERS; i++) {
		const double planned = c.of[1].npv[i], cheap = c.of[2].npv[i], none = c.of[3].npv[i];

		assert_true(cheap < none && none < 0); /* works on y alone cost and earn nothing */
		/* three times the area costs three times as much, and earns */
		assert_true(none - planned < 3 * (none - cheap) - 50000);
		assert_true(fabs((c.of[0].npv[i] - planned) - (cheap - none)) < 0.01); /* nor do they beside x */
	}
	assert_true(c.of[1].site->finance.spoil_surplus_m3.value == 5000);
	assert_true(c.of[2].site->finance.spoil_surplus_m3.value == 0);
	close_run(&r);
}

static void too_many_options_are_refused(void **state)
{
	static char text[4096], options[2048];
	struct qs_candidates c;
	struct run r;
	size_t n = 0;

	(void)state;
	n += (size_t)snprintf(options, sizeof options, "\"options\":[");
	for (int k = 0; k < 129; k++)
		n += (size_t)snprintf(options + n, sizeof options - n, "%s\"green\"", k ? "," : "");
	snprintf(options + n, sizeof options - n, "],");
	put(text, sizeof text, options, "green", "");
	open_run(&r, text);
	assert_int_equal(qs_candidates_run(&r.context, &r.of, &r.arena, &c, &r.err), QS_EINPUT);
	assert_non_null(strstr(r.err.text, "site B"));
	close_run(&r);
}

/* ---- the frontier ---- */

enum { SITES = 6, OPTIONS = 2 * SITES };

static void no_point_of_a_frontier_is_beaten_by_any_selection_at_its_limits(void **state)
{
	static double npv[OPTIONS][MEMBERS], capex[OPTIONS];
	static struct qs_choice_option options[OPTIONS];
	struct qs_choice_problem p = {.years = 1, .sites = SITES, .members = MEMBERS, .level = 0.75};
	struct qs_arena arena;
	struct qs_frontier f;
	struct qs_err err = {0};
	size_t first[SITES + 1];
	const double budget = 20;
	uint64_t s = 9;

	(void)state;
	for (size_t o = 0; o < OPTIONS; o++) {
		capex[o] = draw(&s, 1, 9);
		options[o] = (struct qs_choice_option){.capex_cny = &capex[o], .npv_member = npv[o]};
		options[o].benefit_cny = draw(&s, -2, 8);
		for (size_t i = 0; i < MEMBERS; i++) {
			npv[o][i] = draw(&s, -10, 8);
			options[o].npv_cny += npv[o][i] / MEMBERS;
		}
		first[o / 2] = o - o % 2;
	}
	first[SITES] = OPTIONS;
	p.budget_cny = &budget;
	p.first = first;
	p.options = options;
	p.least_co2e_t = p.least_area_ha = p.least_benefit_cny = -HUGE_VAL;
	p.most_cvar_cny = HUGE_VAL;
	qs_arena_init(&arena, NULL);
	assert_int_equal(qs_frontier_trace(&p, &arena, &f, &err), QS_OK);
	assert_true(f.n >= 4);
	for (size_t i = 0; i < f.n; i++) {
		assert_true(f.point[i].proven && f.point[i].used_cny[0] <= budget);
		assert_true(i == 0 || f.point[i].npv_cny <= f.point[i - 1].npv_cny);
		for (size_t k = 0; k < f.n; k++)
			assert_true(k == i || f.point[k].npv_cny < f.point[i].npv_cny ||
				    f.point[k].benefit_cny < f.point[i].benefit_cny ||
				    f.point[k].cvar_cny > f.point[i].cvar_cny);
	}
	for (int c = 0; c < 729;
	     c++) { /* all selections: the first point has the highest NPV, the last but one benefit is reached */
		int selection[SITES], rest = c;
		double used[1], loss[MEMBERS];
		struct qs_choice at = {.selection = selection, .used_cny = used, .loss = loss};

		for (size_t k = 0; k < SITES; k++, rest /= 3)
			selection[k] = rest % 3 - 1;
		qs_choice_sum(&p, &at);
		assert_true(!at.feasible || at.npv_cny <= f.point[0].npv_cny + 1e-9);
	}
	qs_arena_free(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_option_is_its_site_alone_less_the_shared_cost),
		cmocka_unit_test(a_selection_as_one_portfolio_is_the_sum_of_its_options),
		cmocka_unit_test(a_unit_that_is_not_planned_unlocks_no_income),
		cmocka_unit_test(too_many_options_are_refused),
		cmocka_unit_test(no_point_of_a_frontier_is_beaten_by_any_selection_at_its_limits),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
