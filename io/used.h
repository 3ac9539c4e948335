/* Which figures a result rests on: the site's own, the regions and treatments of the portfolio, and the pack entries that
 * they name. Trace and report are loops over these; what a figure means stands in its field row.
 */
#ifndef QS_IO_USED_H
#define QS_IO_USED_H

#include "model/base/fields.h"
#include "model/base/sink.h"

#include <stddef.h>

/* A figure or series met on a walk. Texts hold during the call. */
struct qs_met {
	const char *path;          /* "/sites/3/units/0/area_ha" or "species/quercus/root_shoot" */
	const struct qs_field *row;
	double value;              /* of a figure */
	const struct qs_series *series; /* NULL for a figure */
	const char *source;
	enum qs_basis basis;
	int given; /* 0: the row's default stands */
};

struct qs_taker {
	void *self;
	void (*take)(void *self, const struct qs_met *met);
};

/* The groups of figures beside the sites: regions, treatments, finance, pack entries, in this order. */
size_t qs_groups(const struct qs_result_head *head);

/* A group's key ("/treatments/cliff", "/finance", "species/quercus") and its name for people (never NULL in either language). */
void qs_group_key(const struct qs_result_head *head, size_t group, char *key, size_t size);
struct qs_text qs_group_name(const struct qs_result_head *head, size_t group);

/* Walks the figures of a group, or of a site. Of a measure only what stands in the input is met, and the defaults that its
 * action uses; of a site and of finance what the run reads. */
void qs_group_walk(const struct qs_result_head *head, size_t group, const struct qs_taker *taker);
void qs_site_walk(const struct qs_site *site, size_t index, const struct qs_taker *taker);

/* Sets used[group] for every group that an arm of a site rests on (arm: enum qs_series_id, an arm). */
void qs_site_uses(const struct qs_result_head *head, const struct qs_site *site, int arm, unsigned char *used);

#endif
