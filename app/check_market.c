#include "app/check_market.h"

#include "io/summary_market.h"
#include "model/market/demand.h"
#include "model/market/way.h"

#include <math.h>
#include <string.h>

enum { CHUNK = 64 };

static void print_rules(FILE *file, const struct qs_strings *rules, uint64_t bits)
{
	for (size_t i = 0; i < rules->n; i++)
		if (bits >> i & 1)
			fprintf(file, " %s", rules->items[i]);
}

static void print_way(const struct qs_app *app, const struct qs_site *site, const struct qs_way *way)
{
	const struct qs_strings *const needs = &way->methodology->needs;

	printf("%s  %s  %.2f ha ", site->units.items[way->unit].id, way->methodology->id, way->area_ha);
	print_rules(stdout, needs, way->failed);
	if (!way->found) {
		printf("%s", qs_tr(app, "：无途径", ": no way"));
		print_rules(stdout, needs, way->fixed);
		printf("%s\n", way->fixed ? qs_tr(app, " 不可改变", " cannot change")
					  : qs_tr(app, "，各变更互斥", ", changes exclude each other"));
		return;
	}
	if (!way->count)
		printf("%s", qs_tr(app, "：重新登记", ": registered anew"));
	for (size_t s = 0; s < way->count; s++)
		printf("%s%s", s ? " + " : qs_tr(app, "：", ": "), way->steps[s].change->id);
	printf(qs_tr(app, "；推迟 %.2f 年至 %04d-%02d-%02d，%.0f 元；待补",
		     "; %.2f years later, %04d-%02d-%02d, %.0f CNY; missing"),
	       way->delay_years, way->start.year, way->start.month, way->start.day, way->cost_cny);
	print_rules(stdout, needs, way->missing);
	putchar('\n');
}

static qs_status one_site(struct qs_app *app, const struct qs_input *input, const struct qs_site *site,
			  struct qs_json_out *out)
{
	const struct qs_verdicts *verdicts;
	struct qs_arena arena;
	struct qs_err err = {0};
	struct qs_way *ways;
	qs_status status;
	size_t n;

	qs_arena_init(&arena, &app->context.allocator);
	status = qs_judge(&arena, &input->portfolio, &input->packs, site, &verdicts, &err);
	if (status == QS_OK)
		status = qs_ways_of(&arena, &input->portfolio, &input->packs, site, verdicts, &ways, &n, &err);
	if (status != QS_OK) {
		qs_say_err(app, &err);
	} else if (app->json) {
		qs_json_out_object(out, NULL);
		qs_json_out_string(out, "id", site->id);
		qs_summary_ways(out, &input->portfolio, site, verdicts, ways, n);
		qs_summary_conflicts(out, &input->packs, site);
		qs_json_out_end(out);
	} else {
		for (size_t w = 0; w < n; w++)
			print_way(app, site, &ways[w]);
	}
	qs_arena_free(&arena);
	return status;
}

/* What the local market's rules let the stated buyer use; nothing where it does not state its emissions. */
static void buyer(struct qs_app *app, const struct qs_input *input, int outside, struct qs_json_out *out)
{
	const struct qs_demand_limits l = qs_demand_limits_of(&input->portfolio, &input->packs, outside);

	if (isnan(l.t))
		return;
	if (app->json) {
		qs_json_out_object(out, "local_buyer");
		qs_json_out_number(out, "may_use_t_per_year", l.t);
		qs_json_out_number(out, "may_use_outside_t_per_year", l.outside_t);
		qs_json_out_bool(out, "limit_met", l.met);
		if (l.outside_met == -1)
			qs_json_out_null(out, "outside_limit_met");
		else
			qs_json_out_bool(out, "outside_limit_met", l.outside_met);
		qs_json_out_end(out);
		return;
	}
	printf(qs_tr(app, "BJ02 BJ03：所述买方每年最多可用 %.0f t，其中市外 %.0f t%s\n",
		     "BJ02 BJ03: the buyer as stated may use at most %.0f t a year, %.0f t of it from outside the "
		     "city%s\n"),
	       l.t, l.outside_t,
	       l.met == 0 ? qs_tr(app, "；所述比例超过限额", "; the share it states is above the limit")
	       : l.outside_met == 0 ? qs_tr(app, "；所述比例超过市外限额",
					    "; the share it states is above the limit for units from outside the city")
	       : l.outside_met == -1 ? qs_tr(app, "；所述比例高于市外限额，场地是否在市外未填（outside_city）",
					     "; the share it states is above the limit for units from outside the "
					     "city, and sites do not say where they lie (outside_city)")
				     : "");
}

/* Whether a registration sells from a site what the local buyer may use. */
static int is_sold(const struct qs_input *input, const struct qs_site *site)
{
	const struct qs_portfolio *const portfolio = &input->portfolio;

	for (size_t r = 0; r < portfolio->registrations.n; r++) {
		const struct qs_registration *const registration = &portfolio->registrations.items[r];
		const struct qs_methodology_pack *const m =
			qs_packs_methodologies(&input->packs, registration->methodology);

		if (m && qs_demand_counts(registration, m) && qs_registration_holds(registration, site->id))
			return 1;
	}
	return 0;
}

qs_status qs_app_check_market(struct qs_app *app, struct qs_input *input)
{
	struct qs_site_source *const source = &input->sites;
	const struct qs_site *sites = NULL;
	qs_status status = QS_OK;
	struct qs_json_out out;
	size_t n = 0;
	int sold = 0, of_sold = 0, of_all = 0; /* qs_demand_outside */

	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_array(&out, "sites");
	source->rewind(source->self);
	do {
		if (source->next(source->self, &sites, CHUNK, &n))
			return qs_say(app, QS_EFILE, NULL, qs_tr(app, "无法读取场地", "sites cannot be read"));
		for (size_t s = 0; status == QS_OK && s < n; s++) {
			status = one_site(app, input, &sites[s], &out);
			of_all = qs_demand_outside_both(of_all, qs_demand_outside(&sites[s]));
			if (is_sold(input, &sites[s])) {
				sold = 1;
				of_sold = qs_demand_outside_both(of_sold, qs_demand_outside(&sites[s]));
			}
		}
	} while (n && status == QS_OK);
	qs_json_out_end(&out);
	if (status == QS_OK)
		buyer(app, input, sold ? of_sold : of_all, &out);
	qs_json_out_end(&out);
	return status == QS_OK && app->json ? qs_out_print(app, &out) : status;
}
