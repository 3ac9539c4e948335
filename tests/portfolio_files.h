/* What the tests of whole portfolios share: a small portfolio, a folder for its files, reading it. */
#ifndef QS_TESTS_PORTFOLIO_FILES_H
#define QS_TESTS_PORTFOLIO_FILES_H

#include "io/input.h"

#include "io/mistakes_print.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char base[] =
	"{\"$schema\":\"x\",\"name\":\"small\",\"seed\":\"7\",\"start_year\":2026,\"years\":10,\"members\":8,\n"
	"\"regions\":{\"r\":{\"station\":\"54511\"}},\"natural_treatment\":\"closure\",\n"
	"\"treatments\":{\"closure\":{\"class\":\"natural\",\"measures\":[{\"measure\":\"close_hillside\",\"year\":0}]}"
	",\n"
	" \"green\":{\"class\":\"engineered\",\"measures\":[\n"
	"  {\"measure\":\"import_soil\",\"year\":0,\"amount\":0.4,\"unit\":\"m3/m2\"},\n"
	"  "
	"{\"measure\":\"plant\",\"year\":1,\"species\":{\"platycladus_orientalis\":0.5,\"acer_truncatum\":0.5},\"stems_"
	"per_ha\":1650}]}},\n"
	"\"sites\":[{\"id\":\"A\",\"name\":\"a\",\"region\":\"r\",\"type\":\"abandoned_mine\",\"elevation_m\":300,"
	"\"rain_mm_per_year\":550,\n"
	"  "
	"\"units\":[{\"id\":\"A-1\",\"area_ha\":2.5,\"substrate\":\"waste_rock\",\"cover_frac\":0.2,\"treatment\":"
	"\"green\",\n"
	"    "
	"\"soil\":{\"clay_frac\":0.25,\"silt_frac\":0.35},\"land\":{\"from\":\"2007-01-01\",\"class\":\"mining\"},"
	"\"options\":[\"closure\"]},\n"
	"   {\"id\":\"A-2\",\"area_ha\":1,\"substrate\":\"native\",\"cover_frac\":0.6}]},\n"
	" {\"id\":\"B\",\"name\":\"b\",\"region\":\"r\",\"type\":\"degraded_ecosystem\",\"elevation_m\":500,\"rain_mm_"
	"per_year\":560,\n"
	"  \"area_ha\":12,\"substrate\":\"native\",\"cover_frac\":0.4,\"woody_cover_frac\":0.2}],\n"
	"\"market\":{\"prices\":{\"CCER\":{\"cny_t\":70}}},\"registrations\":[{\"id\":\"g\",\"methodology\":\"CCER-14-001-V01\",\"sites\":[\"A\"],\"sell\":true}]}";

static char folder[64];

static inline int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/qs_test_input_XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static inline const char *path_of(const char *name)
{
	static const char *const names[] = {"p.json", "q.json", "units.csv", "s.geojson", "mine.json", "none.json"};
	static char paths[6][128]; /* of this test alone */

	for (int i = 0; i < 6; i++) {
		if (strcmp(names[i], name) != 0)
			continue;
		snprintf(paths[i], sizeof paths[i], "%s/%s", folder, name);
		return paths[i];
	}
	fail_msg("%s", name);
	return NULL;
}

static inline void write_file(const char *name, const char *text, size_t n)
{
	FILE *file = fopen(path_of(name), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, n, file), n);
	assert_int_equal(fclose(file), 0);
}

static inline int remove_folder(void **state)
{
	static const char *const names[] = {"p.json", "q.json", "units.csv", "s.geojson", "mine.json"};

	(void)state;
	for (size_t i = 0; i < 5; i++)
		unlink(path_of(names[i]));
	return rmdir(folder);
}

struct read {
	struct qs_input input;
	struct qs_mistakes mistakes;
	struct qs_err err;
	qs_status status;
	char line[2048];
	const struct qs_site *sites;
	size_t n;
};

static inline void read_path(struct read *r, const char *path, const struct qs_input_override *override)
{
	struct qs_context context;

	memset(&context, 0, sizeof context);
	memset(r, 0, sizeof *r);
	qs_mistakes_init(&r->mistakes, NULL);
	r->status = qs_input_read_as(&context, path, override, &r->input, &r->mistakes, &r->err);
	if (r->mistakes.kept)
		qs_mistake_line(&r->mistakes.items[0], QS_EN, r->line, sizeof r->line);
	if (r->status == QS_OK)
		r->input.sites.next(r->input.sites.self, &r->sites, 1000, &r->n);
}

static inline void read_text(struct read *r, const char *text)
{
	write_file("p.json", text, strlen(text));
	read_path(r, path_of("p.json"), NULL);
}

static inline void drop(struct read *r)
{
	qs_input_free(&r->input);
	qs_input_free(&r->input);
	qs_mistakes_free(&r->mistakes);
}

/* The base with one part replaced by another. */
static inline char *changed(const char *from, const char *to)
{
	const char *const at = strstr(base, from);
	char *text = malloc(sizeof base + strlen(to));

	assert_non_null(at);
	memcpy(text, base, (size_t)(at - base));
	strcpy(text + (at - base), to);
	strcat(text, at + strlen(from));
	return text;
}

static inline char *copy_of(const char *text)
{
	char *copy = malloc(strlen(text) + 1);

	return strcpy(copy, text);
}

/* Reads a portfolio file, resolves it, reads the resolved plan: the same bytes, and nothing of the machine. */
static inline void resolves_to_itself(const char *path)
{
	struct read r;
	char *first;

	read_path(&r, path, NULL);
	if (r.status != QS_OK)
		fail_msg("%s: %s %s", path, r.err.text, r.line);
	first = copy_of(r.input.resolved_json);
	drop(&r);
	assert_null(strstr(first, folder));
	assert_null(strstr(first, QS_SOURCE_DIR));
	write_file("q.json", first, strlen(first));
	read_path(&r, path_of("q.json"), NULL);
	if (r.status != QS_OK)
		fail_msg("resolved %s: %s %s", path, r.err.text, r.line);
	assert_string_equal(r.input.resolved_json, first);
	drop(&r);
	free(first);
}

/* The base with its sites in a table, and the sites that it must give. */
#define SITES_FROM(file)                                                                                               \
	"{\"name\":\"small\",\"seed\":\"7\",\"start_year\":2026,\"years\":10,\"members\":8,"                           \
	"\"regions\":{\"r\":{\"station\":\"54511\"}},\"natural_treatment\":\"closure\","                               \
	"\"treatments\":{\"closure\":{\"class\":\"natural\",\"measures\":[{\"measure\":\"close_hillside\",\"year\":0}" \
	"]},"                                                                                                          \
	"\"green\":{\"class\":\"engineered\",\"measures\":[{\"measure\":\"import_soil\",\"year\":0,\"amount\":0.4,"    \
	"\"unit\":\"m3/m2\"}]}},\"sites\":" file "}"

#endif
