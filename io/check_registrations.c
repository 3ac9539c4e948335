/* Registrations: their sites, their dates, and that no site's credits are sold twice. */
#include "io/check.h"

#include "io/names.h"

#include <stdio.h>
#include <string.h>

enum { NO_SELLER = -1 };

static int is_all(const struct qs_strings *sites)
{
	return sites->n == 1 && !strcmp(sites->items[0], "all");
}

/* Marks a site as sold by this registration; tells if another sells it. */
static void sell(struct qs_check *check, const struct qs_registration *registration, size_t index, size_t site,
		 long *sellers, const char *path)
{
	if (sellers[site] != NO_SELLER && sellers[site] != (long)index)
		qs_check_say(check, QS_E2205, &registration->given, path, check->sites->items[site].id, NULL, NULL);
	else
		sellers[site] = (long)index;
}

static void check_one(struct qs_check *check, size_t index, const struct qs_names *ids, const char *const *all_ids,
		      long *sellers)
{
	const struct qs_portfolio *const portfolio = check->portfolio;
	const struct qs_registration *const registration = &portfolio->registrations.items[index];
	const int64_t end = portfolio->start_year + portfolio->years;
	char path[96];

	snprintf(path, sizeof path, "/registrations/%zu/sites", index);
	if (is_all(&registration->sites)) {
		for (size_t i = 0; registration->sell && i < check->sites->n; i++)
			sell(check, registration, index, i, sellers, path);
	} else {
		for (size_t i = 0; i < registration->sites.n; i++) {
			const char *const id = registration->sites.items[i];
			const struct qs_name *const found = qs_names_find(ids, id, strlen(id));

			if (!found)
				qs_check_reference(check, &registration->given, path, "场地\x1fsite", id, all_ids);
			else if (registration->sell)
				sell(check, registration, index, found->value, sellers, path);
		}
	}
	snprintf(path, sizeof path, "/registrations/%zu/start", index);
	if (registration->start.year && portfolio->years > 0 && registration->start.year >= end)
		qs_check_say(check, QS_E2206, &registration->given, path,
			     "开始日期在模拟期之后\x1fthe start lies after the years of the run", NULL, NULL);
}

void qs_check_registrations(struct qs_check *check)
{
	const struct qs_portfolio *const portfolio = check->portfolio;
	const size_t n = check->sites->n;
	const char *const *const all_ids = qs_check_ids(check, check->sites->items, n, sizeof(struct qs_site));
	long *const sellers = qs_arena_take(&check->arena, n, sizeof *sellers);
	struct qs_names ids = {NULL, NULL, 0, 0}, own = {NULL, NULL, 0, 0};

	ids.arena = own.arena = &check->arena;
	if (!all_ids || !sellers) {
		check->no_memory = 1;
		return;
	}
	for (size_t i = 0; i < n; i++) {
		const char *const id = check->sites->items[i].id;

		sellers[i] = NO_SELLER;
		if (id && qs_names_add(&ids, id, strlen(id), i) < 0)
			check->no_memory = 1;
	}
	for (size_t i = 0; i < portfolio->registrations.n && !check->no_memory; i++) {
		const struct qs_registration *const registration = &portfolio->registrations.items[i];
		char path[64];

		snprintf(path, sizeof path, "/registrations/%zu", i);
		if (registration->id && qs_names_add(&own, registration->id, strlen(registration->id), i) == 1)
			qs_check_say(check, QS_E2201, &registration->given, path, registration->id, NULL, NULL);
		check_one(check, i, &ids, all_ids, sellers);
	}
}
