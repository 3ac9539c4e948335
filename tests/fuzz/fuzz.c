/* What reads bytes from outside, under libFuzzer: QS_FUZZ_json, csv, geojson, case, packs or portfolio. Nothing a file holds may crash, hang,
 * leak or be undefined; a refusal comes with a mistake. */
#include "io/csv.h"
#include "io/geojson.h"
#include "io/input.h"
#include "io/json.h"
#include "io/packs.h"
#include "validation/runner.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* What a reader is given. */
struct bench {
	struct qs_context context;
	struct qs_arena arena;
	struct qs_mistakes mistakes;
	struct qs_err err;
	const struct qs_packs *shipped;
};

static void must(int truth)
{
	if (!truth)
		abort();
}

#if defined QS_FUZZ_csv
static void take(struct bench *b, const char *bytes, size_t n)
{
	struct qs_csv csv = {0};
	const qs_status status = qs_csv_parse(bytes, n, "f.csv", &b->arena, &b->mistakes, &csv, &b->err);

	must((status == QS_EINPUT) == (b->mistakes.errors > 0));
	for (size_t i = 0; status == QS_OK && i < csv.rows * csv.columns; i++)
		must(csv.cells[i] != NULL);
}
#elif defined QS_FUZZ_case
static void take(struct bench *b, const char *bytes, size_t n)
{
	struct qs_cases cases = {0};

	qs_arena_init(&cases.arena, NULL);
	(void)qs_cases_run_text(&b->context, bytes, n, "f.json", &cases, &b->mistakes, &b->err);
	qs_cases_free(&cases);
}
#elif defined QS_FUZZ_packs
static void take(struct bench *b, const char *bytes, size_t n)
{
	const struct qs_json *root = NULL;
	struct qs_packs packs;

	(void)qs_json_parse(bytes, n, "f.json", &b->arena, &b->mistakes, &root, &b->err);
	must(qs_packs_share(b->shipped, NULL, &packs, &b->err) == QS_OK);
	if (root)
		must(qs_packs_override(&packs, root, "f.json", "", &b->mistakes, &b->err) == QS_OK);
	qs_arena_free(&packs.arena);
}
#elif defined QS_FUZZ_portfolio
static void take(struct bench *b, const char *bytes, size_t n)
{
	const struct qs_input_override override = {.shipped = b->shipped};
	struct qs_input input = {0};
	const qs_status status =
		qs_input_read_text(&b->context, "/nonexistent/f.json", bytes, n, &override, &input, &b->mistakes, &b->err);

	must(status != QS_OK || !b->mistakes.errors);
	qs_input_free(&input);
}
#else
static void take(struct bench *b, const char *bytes, size_t n)
{
	const struct qs_json *root = NULL;
	const qs_status status = qs_json_parse(bytes, n, "f.json", &b->arena, &b->mistakes, &root, &b->err);

	must(status != QS_OK || root);
#if defined QS_FUZZ_geojson
	struct qs_features features = {0};

	if (root)
		(void)qs_geojson_read(root, "f.json", &b->arena, &b->mistakes, &features, &b->err);
	for (size_t i = 0; !b->mistakes.errors && i < features.n; i++)
		must(!features.items[i].has_area || features.items[i].area_ha >= 0);
#endif
}
#endif

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static struct qs_packs shipped; /* read once: they are the same for every input */
	struct bench b = {.err = {.status = QS_OK}, .shipped = &shipped};

	must(qs_open(&b.context, "v2", &b.err) == QS_OK);
	b.context.threads = 1;
	qs_arena_init(&b.arena, NULL);
	qs_mistakes_init(&b.mistakes, NULL);
	if (!shipped.arena.chunks)
		must(qs_packs_read_shipped(&b.context, &shipped, &b.mistakes, &b.err) == QS_OK);
	take(&b, (const char *)data, n);
	qs_mistakes_free(&b.mistakes);
	qs_arena_free(&b.arena);
	qs_close(&b.context);
	return 0;
}
