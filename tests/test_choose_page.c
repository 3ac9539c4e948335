/* The page of a choice calls optimal what is proven and nothing else. */
#include "app/choose.h"
#include "model/portfolio.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { MEMBERS = 3 };

/* One site with one option, taken (0) or not (-1); NPV 900,000 of at most `bound`. */
static void write_page(struct qs_buffer *to, int feasible, int proven, double bound, int taken, enum qs_lang lang)
{
	static double npv[MEMBERS] = {800000, 900000, 1000000}, works[] = {5000}, used[] = {5000}, budget[] = {9000};
	static struct qs_unit unit = {.id = "u", .treatment = "woods<"};
	static struct qs_site site = {.id = "A", .name = {"甲", "a & b"}};
	static int selection[1];
	static size_t first[] = {0, 1};
	struct qs_portfolio portfolio = {.name = {"组合", "portfolio"}, .start_year = 2026};
	struct qs_candidate option = {.site = &site, .npv = npv, .sorted = npv};
	struct qs_chosen c = {.portfolio = &portfolio};

	selection[0] = taken;
	site.units.items = &unit;
	site.units.n = 1;
	option.option = (struct qs_choice_option){.npv_cny = 900000, .capex_cny = works, .co2e_t = 7, .area_ha = 2};
	c.of = (struct qs_candidates){
		.sites = 1, .count = 1, .members = MEMBERS, .years = 1, .site = &site, .first = first, .of = &option};
	c.best = (struct qs_choice){.feasible = feasible,
				    .proven = proven,
				    .unique = 1,
				    .npv_cny = 900000,
				    .bound_cny = bound,
				    .selection = selection,
				    .used_cny = used};
	c.frontier.n = 1;
	c.frontier.point[0] = c.best;
	c.problem.years = 1;
	c.problem.budget_cny = budget;
	c.problem.least_co2e_t = c.problem.least_area_ha = c.problem.least_benefit_cny = -HUGE_VAL;
	c.problem.most_cvar_cny = HUGE_VAL;
	qs_buffer_init(to, NULL);
	qs_chosen_page(to, &c, lang);
	assert_false(to->failed);
}

static int says(struct qs_buffer *page, const char *what)
{
	return strstr(qs_buffer_text(page), what) != NULL;
}

static void what_is_not_proven_shows_its_bound_and_gap(void **state)
{
	struct qs_buffer page;

	(void)state;
	write_page(&page, 1, 0, 990000, 0, QS_EN);
	assert_true(says(&page, "not proven to be optimal") && says(&page, "none is above 0.99") &&
		    says(&page, "gap at most 10"));
	assert_false(says(&page, "Proven"));
	assert_true(says(&page, "dot c1") && !says(&page, "dot c2"));
	qs_buffer_free(&page);
	write_page(&page, 1, 0, 990000, 0, QS_ZH);
	assert_true(says(&page, "未证明最优") && says(&page, "99"));
	assert_false(says(&page, "已证明没有更好"));
	qs_buffer_free(&page);
}

/* A site left alone shows what its best option would bring. */
static void a_site_left_alone_says_what_it_would_bring(void **state)
{
	struct qs_buffer page;

	(void)state;
	write_page(&page, 1, 1, 900000, -1, QS_EN);
	assert_true(says(&page, "left alone <small>highest NPV of its options: 0.9") && !says(&page, "woods"));
	qs_buffer_free(&page);
}

static void what_is_proven_is_called_so(void **state)
{
	struct qs_buffer page;

	(void)state;
	write_page(&page, 1, 1, 900000, 0, QS_EN);
	assert_true(says(&page, "Proven: no selection is worth more") && says(&page, "gap 0"));
	assert_true(says(&page, "woods&lt;") && says(&page, "a &amp; b") && !says(&page, "woods<"));
	qs_buffer_free(&page);
	write_page(&page, 0, 0, 0, 0, QS_EN);
	assert_true(says(&page, "No selection keeps all limits") && !says(&page, "Proven"));
	qs_buffer_free(&page);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_proven_shows_its_bound_and_gap),
		cmocka_unit_test(what_is_proven_is_called_so),
		cmocka_unit_test(a_site_left_alone_says_what_it_would_bring),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
