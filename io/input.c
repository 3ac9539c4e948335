#include "io/input.h"

#include "io/check.h"
#include "io/drawn.h"
#include "io/file.h"
#include "io/grid.h"
#include "io/json.h"
#include "io/packs.h"
#include "io/reader.h"
#include "io/resolve.h"
#include "io/sites.h"
#include "io/table.h"
#include "model/cells.h"

#include <stdio.h>
#include <string.h>

/* The parts of the portfolio file that have readers of their own. */
struct parts {
	struct qs_json rest;  /* the top object without "$schema", "sites", "packs"'s objects */
	struct qs_json names; /* "packs", file names alone */
	const struct qs_json *sites, *packs;
};

static int hang_copy(struct qs_arena *arena, struct qs_json *parent, const struct qs_json *child)
{
	struct qs_json *const copy = qs_arena_take(arena, 1, sizeof *copy);
	struct qs_json **end = &parent->first;

	if (!copy)
		return -1;
	*copy = *child;
	copy->next = NULL;
	while (*end)
		end = &(*end)->next;
	*end = copy;
	parent->n++;
	return 0;
}

/* The names among "packs": its objects are read apart. */
static int take_names(struct qs_arena *arena, const struct qs_json *packs, struct qs_json *names)
{
	*names = *packs;
	if (packs->kind != QS_JSON_ARRAY)
		return 0;
	names->first = NULL;
	names->n = 0;
	for (const struct qs_json *child = packs->first; child; child = child->next)
		if (child->kind != QS_JSON_OBJECT && hang_copy(arena, names, child))
			return -1;
	return 0;
}

static int take_apart(struct qs_arena *arena, const struct qs_json *root, struct parts *parts)
{
	memset(parts, 0, sizeof *parts);
	parts->rest = *root;
	if (root->kind != QS_JSON_OBJECT)
		return 0;
	parts->rest.first = NULL;
	parts->rest.n = 0;
	for (const struct qs_json *child = root->first; child; child = child->next) {
		const struct qs_json *kept = child;

		if (!strcmp(child->key, "$schema"))
			continue;
		if (!strcmp(child->key, "sites")) {
			parts->sites = child;
			continue;
		}
		if (!strcmp(child->key, "packs")) {
			parts->packs = child;
			if (take_names(arena, child, &parts->names))
				return -1;
			kept = &parts->names;
		}
		if (hang_copy(arena, &parts->rest, kept))
			return -1;
	}
	return 0;
}

static qs_status read_portfolio(const struct parts *parts, const char *path, struct qs_input *input,
				struct qs_mistakes *mistakes, struct qs_err *err)
{
	struct qs_reader reader;
	qs_status status = QS_OK;

	qs_reader_open(&reader, &input->arena, mistakes, path);
	qs_read_struct(&reader, &qs_table_portfolio, &parts->rest, &input->portfolio);
	if (!parts->sites && parts->rest.kind == QS_JSON_OBJECT)
		qs_reader_say(&reader, QS_E2102, &parts->rest, "sites", "场地\x1fthe sites", NULL, NULL);
	if (reader.no_memory)
		status = qs_fail(err, QS_ENOMEM, "%s", path);
	qs_reader_close(&reader);
	return status;
}

/* One file of packs over the shipped ones. */
static qs_status read_pack_file(const char *name, struct qs_loader *loader, struct qs_input *input,
				struct qs_mistakes *mistakes, struct qs_err *err)
{
	struct qs_arena scratch;
	const struct qs_json *root;
	const char *path, *bytes;
	size_t n;
	qs_status status;

	qs_arena_init(&scratch, &input->arena.from);
	status = qs_load(loader, &scratch, name, &path, &bytes, &n, err);
	if (status == QS_OK) {
		struct qs_err ignored = {0};

		status = qs_json_parse(bytes, n, path, &scratch, mistakes, &root, &ignored);
		if (status == QS_ENOMEM)
			qs_fail(err, status, "%s", ignored.text);
		else
			status = root ? qs_packs_override(&input->packs, root, path, "", mistakes, err) : QS_OK;
	}
	qs_arena_free(&scratch);
	return status;
}

/* All of "packs" in order: files and objects. */
static qs_status read_packs(const struct parts *parts, const char *file, struct qs_loader *loader,
			    struct qs_input *input, struct qs_mistakes *mistakes, struct qs_err *err)
{
	qs_status status = QS_OK;
	size_t i = 0;

	if (!parts->packs || parts->packs->kind != QS_JSON_ARRAY)
		return QS_OK;
	for (const struct qs_json *child = parts->packs->first; child && status == QS_OK; child = child->next, i++) {
		char path[48];

		snprintf(path, sizeof path, "/packs/%zu", i);
		if (child->kind == QS_JSON_OBJECT)
			status = qs_packs_override(&input->packs, child, file, path, mistakes, err);
		else if (child->kind == QS_JSON_STRING && child->length && strlen(child->text) == child->length)
			status = read_pack_file(child->text, loader, input, mistakes, err);
	}
	return status;
}

/* Everything behind the parsing of the portfolio file. */
static qs_status read_parts(const struct qs_json *root, const char *path, const struct qs_input_override *override,
			    struct qs_loader *loader, struct qs_arena *scratch, struct qs_input *input,
			    struct qs_mistakes *mistakes, struct qs_err *err)
{
	struct qs_sites sites = {NULL, 0, 0};
	const char *grid, *table; /* a file whose sites come a part at a time */
	int by_name;              /* the plan names the sites' file */
	struct parts parts;
	qs_status status;

	if (take_apart(scratch, root, &parts))
		return qs_fail(err, QS_ENOMEM, "%s", path);
	status = read_portfolio(&parts, path, input, mistakes, err);
	if (override && override->have_members)
		input->portfolio.members = override->members;
	if (override && override->have_seed)
		input->portfolio.seed = override->seed;
	if (status == QS_OK)
		status = read_packs(&parts, path, loader, input, mistakes, err);
	if (!input->portfolio.finance.price_index.given.mask && input->packs.accounts.n)
		input->portfolio.finance.price_index = input->packs.accounts.items->price_index;
	grid = qs_sites_grid(parts.sites);
	if (status == QS_OK && grid)
		status = qs_grid_source(grid, loader, &input->portfolio, &input->packs, &input->arena, mistakes,
					&input->sites, err);
	else if (status == QS_OK && qs_table_is_long(parts.sites, loader, QS_TABLE_LONG, &table))
		status = qs_table_source(grid = table, QS_TABLE_WINDOW, loader, &input->portfolio, &input->packs,
					 &input->arena, mistakes, &input->sites, err);
	else if (status == QS_OK && parts.sites)
		status = qs_sites_read(parts.sites, path, loader, &input->arena, mistakes, &sites, err);
	input->hashes = loader->hashes;
	input->hash_count = loader->n;
	input->all = sites;
	if (status == QS_OK && override && override->change && !mistakes->errors)
		status = override->change(override->self, input, mistakes, err);
	if (status == QS_OK && !mistakes->errors)
		status = qs_drawn_read(&parts.rest, path, loader, input, mistakes, err);
	for (size_t i = 0; i < sites.n; i++)
		qs_site_complete(&input->portfolio.models, &sites.items[i]);
	if (status == QS_OK)
		status = qs_check(&input->portfolio, &input->packs, &sites, mistakes, err);
	if (status == QS_OK && !grid)
		status = qs_sites_source(&sites, &input->arena, &input->sites, err);
	by_name = grid || (parts.sites && parts.sites->kind == QS_JSON_OBJECT &&
			   qs_results_by_district(&input->portfolio, input->sites.sites));
	if (status == QS_OK && !mistakes->errors && !(override && override->unresolved))
		status = qs_resolve(&input->portfolio, &input->packs, &sites, by_name ? parts.sites : NULL,
				    &input->arena, &input->resolved_json, err);
	return status;
}

qs_status qs_input_read(const struct qs_context *context, const char *path, struct qs_input *input,
			struct qs_mistakes *mistakes, struct qs_err *err)
{
	return qs_input_read_as(context, path, NULL, input, mistakes, err);
}

qs_status qs_input_read_as(const struct qs_context *context, const char *path, const struct qs_input_override *override,
			   struct qs_input *input, struct qs_mistakes *mistakes, struct qs_err *err)
{
	struct qs_arena scratch;
	const char *bytes;
	size_t n;
	qs_status status;

	memset(input, 0, sizeof *input);
	qs_arena_init(&scratch, context ? &context->allocator : NULL);
	status = qs_file_read(&scratch, path, &bytes, &n, err);
	if (status == QS_OK)
		status = qs_input_read_text(context, path, bytes, n, override, input, mistakes, err);
	else if (status == QS_ENOMEM)
		qs_mistakes_free(mistakes);
	qs_arena_free(&scratch);
	return status;
}

qs_status qs_input_read_text(const struct qs_context *context, const char *path, const char *bytes, size_t n,
			     const struct qs_input_override *override, struct qs_input *input,
			     struct qs_mistakes *mistakes, struct qs_err *err)
{
	const struct qs_allocator *const from = context ? &context->allocator : NULL;
	struct qs_loader loader;
	struct qs_arena scratch;
	struct qs_err ignored = {0};
	const struct qs_json *root = NULL;
	qs_status status;

	memset(input, 0, sizeof *input);
	memset(&loader, 0, sizeof loader);
	qs_arena_init(&input->arena, from);
	qs_arena_init(&scratch, from);
	loader.portfolio = path;
	loader.arena = &input->arena;
	loader.context = context;
	status = qs_load_hash(&loader, "portfolio", bytes, n, err);
	if (status == QS_OK)
		status = override && override->shipped ? qs_packs_share(override->shipped, from, &input->packs, err)
						       : qs_packs_read_shipped(context, &input->packs, mistakes, err);
	if (status == QS_OK) {
		/* a tree may stand although keys are twice or numbers out of range: then all else is told too */
		status = qs_json_parse(bytes, n, path, &scratch, mistakes, &root, &ignored);
		if (status == QS_ENOMEM)
			qs_fail(err, status, "%s", ignored.text);
		else
			status = root ? read_parts(root, path, override, &loader, &scratch, input, mistakes, err)
				      : QS_OK;
	}
	if (status == QS_OK)
		status = qs_mistakes_status(mistakes, err);
	if (status == QS_ENOMEM)
		qs_mistakes_free(mistakes); /* of what was read in part: they may not be the user's */
	qs_arena_free(&scratch);
	return status;
}

void qs_input_free(struct qs_input *input)
{
	if (input->sites.close)
		input->sites.close(input->sites.self);
	qs_arena_free(&input->packs.arena);
	qs_arena_free(&input->arena);
	memset(input, 0, sizeof *input);
}
