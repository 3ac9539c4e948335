/* Sites from HDF5 grids: what is read, and that what is wrong is told with its dataset and cell. */
#include "io/grid.h"
#include "io/h5.h"
#include "io/input.h"
#include "io/table.h"
#include "scenarios/pieces.h"
#include "tests/land_runs.h"

#include <math.h>

enum { CELLS = 6 };

/* What is wrong with a grid. */
enum flaw {
	SOUND,
	NO_ELEVATION,
	SHORT_SLOPE,
	NAN_COVER,
	STRANGE_CODE,
	STRANGE_WORD,
	STRANGE_NAME,
	NO_MEANINGS,
	WOODY_ABOVE_COVER,
	IN_FEET,
	ZERO_AREA,
	ALL_AT_ONCE
};

static void put_floats(struct qs_h5 *h5, const char *name, size_t dimension, size_t n, const float *values,
		       const char *unit)
{
	const hid_t set = qs_h5_floats(h5, h5->file, name, dimension);

	qs_h5_write_floats(h5, set, 0, n, values);
	if (unit)
		qs_h5_say(h5, set, "units", unit);
	qs_h5_say(h5, set, "source", "a test");
	H5Dclose(set);
}

static void put_codes(struct qs_h5 *h5, const char *name, size_t dimension, size_t n, const signed char *codes,
		      const char *meanings)
{
	const hid_t set = qs_h5_bytes(h5, h5->file, name, dimension);

	qs_h5_write_bytes(h5, set, 0, n, codes);
	if (meanings)
		qs_h5_say(h5, set, "flag_meanings", meanings);
	H5Dclose(set);
}

static void make_grid(const char *path, enum flaw flaw)
{
	static const float elevation[CELLS] = {40, 50, 300, 700, 120, 90}, slope[CELLS] = {0, 2, 25, 30, 12, 5},
			   rain[CELLS] = {560, 560, 600, 470, 580, 575};
	static const signed char zero[CELLS], districts[CELLS] = {0, 0, 1, 1, 1, 0};
	const int all = flaw == ALL_AT_ONCE;
	float cover[CELLS] = {0.1F, 0.2F, 0.5F, 0.6F, 0.3F, 0.2F}, woody[CELLS] = {0};
	signed char substrate[CELLS] = {1, 1, 0, 0, 0, 1};
	const double hectares = flaw == ZERO_AREA ? 0 : 0.09;
	struct qs_h5 h5;
	size_t cell, less;
	hid_t area;

	qs_h5_open(&h5, NULL, path);
	cell = qs_h5_dimension_bare(&h5, "cell", CELLS);
	less = qs_h5_dimension_bare(&h5, "less", CELLS - 1);
	area = qs_h5_doubles(&h5, h5.file, "area_ha", 0, NULL);
	qs_h5_write(&h5, area, NULL, NULL, &hectares);
	H5Dclose(area);
	if (flaw == NAN_COVER || all)
		cover[3] = NAN;
	if (flaw == STRANGE_CODE || all)
		substrate[4] = 7;
	if (flaw == WOODY_ABOVE_COVER)
		woody[1] = 0.9F;
	if (flaw != NO_ELEVATION)
		put_floats(&h5, "elevation_m", cell, CELLS, elevation, flaw == IN_FEET ? "ft" : "m");
	put_floats(&h5, "slope_deg", flaw == SHORT_SLOPE ? less : cell, flaw == SHORT_SLOPE ? CELLS - 1 : CELLS, slope,
		   "degree");
	put_floats(&h5, "rain_mm_per_year", cell, CELLS, rain, NULL);
	put_floats(&h5, "cover_frac", cell, CELLS, cover, "1");
	put_floats(&h5, "woody_cover_frac", cell, CELLS, woody, NULL);
	if (flaw == STRANGE_NAME)
		put_floats(&h5, "soil.dept_cm", cell, CELLS, slope, NULL);
	put_codes(&h5, "substrate", cell, CELLS, substrate, flaw == NO_MEANINGS ? NULL : "native fill");
	put_codes(&h5, "type", cell, CELLS, zero, flaw == STRANGE_WORD ? "swamp" : "degraded_ecosystem");
	put_codes(&h5, "region", cell, CELLS, zero, "west");
	put_codes(&h5, "district", cell, CELLS, districts, "房山 延庆");
	put_codes(&h5, "treatment", cell, CELLS, districts, "none closed");
	assert_int_equal(qs_h5_finish(&h5, &(struct qs_err){0}), QS_OK);
	qs_h5_free(&h5);
}

static const char csv[] = "id,name,district,type,region,treatment,area_ha,elevation_m,slope_deg,rain_mm_per_year,cover_"
			  "frac,woody_cover_frac,"
			  "substrate\n"
			  "c0,c0,房山,degraded_ecosystem,west,,0.09,40,0,560,0.10000000149011612,0,fill\n"
			  "c1,c1,房山,degraded_ecosystem,west,,0.09,50,2,560,0.20000000298023224,0,fill\n"
			  "c2,c2,延庆,degraded_ecosystem,west,closed,0.09,300,25,600,0.5,0,native\n"
			  "c3,c3,延庆,degraded_ecosystem,west,closed,0.09,700,30,470,0.60000002384185791,0,native\n"
			  "c4,c4,延庆,degraded_ecosystem,west,closed,0.09,120,12,580,0.30000001192092896,0,native\n"
			  "c5,c5,房山,degraded_ecosystem,west,,0.09,90,5,575,0.20000000298023224,0,fill\n";

static const char portfolio[] =
	"{\"name\":\"t\",\"start_year\":2026,\"years\":4,\"members\":2,\"regions\":{\"west\":{\"station\":\"54511\"}},"
	"\"treatments\":{\"closed\":{\"class\":\"natural\",\"measures\":[]}},\"outputs\":{\"form\":\"sites\"},"
	"\"sites\":{\"%s\":\"sites\"}}";

/* Gives back what was read, and removes portfolio, sites and their folder. */
static void give_back(struct qs_context *context, struct qs_input *input, struct qs_mistakes *mistakes,
		      const char *const names[3])
{
	qs_input_free(input);
	qs_mistakes_free(mistakes);
	qs_close(context);
	unlink(names[0]);
	unlink(names[1]);
	rmdir(names[2]);
}

/* Reads a portfolio over a grid with a flaw, or over the table; all mistakes as text. */
static qs_status read_as(const char *kind, enum flaw flaw, struct kept *k, char told[4096])
{
	char folder[] = "/tmp/qs-grid-XXXXXX", path[64], sites[64], text[1024];
	struct qs_context context = {0};
	struct qs_input input = {0};
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	qs_status status;
	size_t n = 0;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/p.json", folder);
	snprintf(sites, sizeof sites, "%s/sites", folder);
	snprintf(text, sizeof text, portfolio, kind);
	write_text(path, text);
	if (strcmp(kind, "hdf5") != 0)
		write_text(sites, csv);
	else
		make_grid(sites, flaw);
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	context.threads = 1;
	status = qs_input_read(&context, path, &input, &mistakes, &err);
	told[0] = 0;
	for (size_t i = 0; i < mistakes.kept && n < 4096; i++) {
		const struct qs_mistake *const m = &mistakes.items[i];
		char line[512];

		qs_mistake_text(m, QS_EN, 0, line, sizeof line);
		n += (size_t)snprintf(told + n, 4096 - n, "%s %u %s: %s\n", qs_mistake_word(m->code), m->place.line,
				      m->place.table_column ? m->place.table_column : m->path, line);
	}
	if (status == QS_OK && k) {
		struct qs_run_size size;
		struct qs_sink sink = {k, keep_begin, keep_site, keep_end, NULL, NULL};
		const struct qs_run_input run = {&input.portfolio,    &input.packs, &input.sites,
						 input.resolved_json, input.hashes, input.hash_count};

		*k = (struct kept){0};
		assert_int_equal(qs_run(&context, &run, &sink, &size, &err), QS_OK);
	}
	give_back(&context, &input, &mistakes, (const char *const[]){path, sites, folder});
	return status;
}

static void a_grid_gives_what_a_table_of_the_same_cells_gives(void **state)
{
	struct kept grid, table;
	char told[4096];

	(void)state;
	assert_int_equal(read_as("hdf5", SOUND, &grid, told), QS_OK);
	assert_int_equal(read_as("csv", SOUND, &table, told), QS_OK);
	assert_int_equal(grid.n, CELLS);
	for (size_t i = 0; i <= CELLS; i++) {
		assert_memory_equal(grid.quantile[i], table.quantile[i],
				    rows_of(&grid) * QS_QUANTILES * sizeof(double));
		assert_memory_equal(grid.line_mean[i], table.line_mean[i], QS_LINE_COUNT * 4 * sizeof(double));
	}
	forget(&grid);
	forget(&table);
}

static void refuse(enum flaw flaw, const char *part)
{
	char told[4096];

	assert_int_equal(read_as("hdf5", flaw, NULL, told), QS_EINPUT);
	if (!strstr(told, part))
		print_message("%s", told);
	assert_non_null(strstr(told, part));
}

static void what_is_wrong_is_told_with_its_dataset_and_cell(void **state)
{
	(void)state;
	refuse(NO_ELEVATION, "E2102 0 /elevation_m");
	refuse(SHORT_SLOPE, "E2206 0 /slope_deg: its shape differs");
	refuse(NAN_COVER, "E2104 4 cover_frac: must be between 0 and 1 (found NaN)");
	refuse(STRANGE_CODE, "E2105 5 substrate: not one of the allowed words: \"7\"");
	refuse(STRANGE_WORD, "E2105 0 /type: not one of the allowed words: \"swamp\"");
	refuse(STRANGE_NAME, "E2101 0 /soil.dept_cm");
	refuse(NO_MEANINGS, "E2206 0 /substrate: the attribute flag_meanings is missing");
	refuse(WOODY_ABOVE_COVER, "E2204 2 /sites/1: woody_cover_frac");
	refuse(ZERO_AREA, "E2104 0 /area_ha: must be >= 1e-09 (found 0)");
	refuse(IN_FEET, "E2107 0 /elevation_m");
}

static void all_mistakes_are_told_at_once(void **state)
{
	(void)state;
	refuse(ALL_AT_ONCE, "E2104 4 cover_frac");
	refuse(ALL_AT_ONCE, "E2105 5 substrate");
}

static void a_file_that_is_no_grid_is_refused(void **state)
{
	char told[4096];

	(void)state;
	assert_int_equal(read_as("hdf5 ", SOUND, NULL, told), QS_EINPUT); /* an unknown key */
	assert_non_null(strstr(told, "E2101"));
}

/* ---- many cells, of which some are wrong ---- */

enum { MANY = 20000, CHUNK = 8192 }; /* CHUNK: cells that the first pass sees to at a time */

/* What is wrong with cell i (from 0): each kind strikes cells of its own, often several kinds the same part of a chunk.
 */
static int bad_cover(size_t i)
{
	return i % 997 == 5;
}

static int bad_slope(size_t i)
{
	return i % 1499 == 7;
}

static int bad_substrate(size_t i)
{
	return i % 1801 == 3;
}

static int bad_woody(size_t i) /* above the cover: found between fields */
{
	return i % 2003 == 11;
}

static void make_many(const char *path, int all_bad)
{
	static float cover[MANY], slope[MANY], woody[MANY], plain[MANY];
	static signed char substrate[MANY], district[MANY], zero[MANY];
	const double hectares = 0.09;
	struct qs_h5 h5;
	size_t cell;
	hid_t area;

	for (size_t i = 0; i < MANY; i++) {
		cover[i] = bad_cover(i) || all_bad ? NAN : 0.4F;
		slope[i] = bad_slope(i) ? 95 : (float)(i % 60);
		woody[i] = bad_woody(i) ? 0.9F : 0;
		plain[i] = 500;
		substrate[i] = bad_substrate(i) ? 9 : 0;
		district[i] = (signed char)(1 - i * 2 / MANY);
	}
	qs_h5_open(&h5, NULL, path);
	cell = qs_h5_dimension_bare(&h5, "cell", MANY);
	area = qs_h5_doubles(&h5, h5.file, "area_ha", 0, NULL);
	qs_h5_write(&h5, area, NULL, NULL, &hectares);
	H5Dclose(area);
	put_floats(&h5, "cover_frac", cell, MANY, cover, NULL);
	put_floats(&h5, "elevation_m", cell, MANY, plain, NULL);
	put_floats(&h5, "rain_mm_per_year", cell, MANY, plain, NULL);
	put_floats(&h5, "slope_deg", cell, MANY, slope, NULL);
	put_floats(&h5, "woody_cover_frac", cell, MANY, woody, NULL);
	put_codes(&h5, "district", cell, MANY, district, "房山 延庆");
	put_codes(&h5, "region", cell, MANY, zero, "west");
	put_codes(&h5, "substrate", cell, MANY, substrate, "native fill");
	put_codes(&h5, "treatment", cell, MANY, zero, "none");
	put_codes(&h5, "type", cell, MANY, zero, "degraded_ecosystem");
	assert_int_equal(qs_h5_finish(&h5, &(struct qs_err){0}), QS_OK);
	qs_h5_free(&h5);
}

/* Codes and cells in the order in which they are to be told: of each chunk the values by cell and dataset, then what
 * does not agree between them; the first QS_MISTAKES_KEPT. */
static void expect_order(char told[8192])
{
	size_t n = 0, kept = 0;

	told[0] = 0;
	for (size_t from = 0; from < MANY; from += CHUNK) {
		const size_t end = from + CHUNK < MANY ? from + CHUNK : MANY;

		for (int between = 0; between < 2; between++)
			for (size_t i = from; i < end; i++) {
				const char *const codes[] = {!between && bad_cover(i) ? "E2104" : NULL,
							     !between && bad_slope(i) ? "E2104" : NULL,
							     !between && bad_substrate(i) ? "E2105" : NULL,
							     between && bad_woody(i) ? "E2204" : NULL};

				for (int k = 0; k < 4; k++)
					if (codes[k] && kept++ < QS_MISTAKES_KEPT)
						n += (size_t)snprintf(told + n, 8192 - n, "%s %zu\n", codes[k], i + 1);
			}
	}
}

/* Reads the grid of many cells by threads; codes and cells of the mistakes, all their texts, and their number. */
static size_t read_many(int threads, int all_bad, char told[8192], char texts[32768])
{
	char folder[] = "/tmp/qs-grid-XXXXXX", path[64], sites[64], text[1024];
	struct qs_context context = {0};
	struct qs_input input = {0};
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	size_t n = 0, m = 0, errors;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/p.json", folder);
	snprintf(sites, sizeof sites, "%s/sites", folder);
	snprintf(text, sizeof text, portfolio, "hdf5");
	write_text(path, text);
	make_many(sites, all_bad);
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	context.threads = threads;
	context.side_by_side = qs_pieces_run;
	assert_int_equal(qs_input_read(&context, path, &input, &mistakes, &err), QS_EINPUT);
	told[0] = texts[0] = 0;
	for (size_t i = 0; i < mistakes.kept; i++) {
		const struct qs_mistake *const item = &mistakes.items[i];
		char line[512];

		qs_mistake_text(item, QS_EN, 0, line, sizeof line);
		n += (size_t)snprintf(told + n, 8192 - n, "%s %u\n", qs_mistake_word(item->code), item->place.line);
		m += (size_t)snprintf(texts + m, 32768 - m, "%s %s\n", item->path, line);
	}
	assert_true(n < 8192 && m < 32768);
	errors = mistakes.errors;
	give_back(&context, &input, &mistakes, (const char *const[]){path, sites, folder});
	return errors;
}

static void mistakes_of_many_cells_come_in_one_order_by_any_threads(void **state)
{
	char expected[8192], told[8192], first[32768], texts[32768];

	(void)state;
	expect_order(expected);
	for (int threads = 1; threads <= 3; threads++) {
		assert_int_equal(read_many(threads, 0, told, threads == 1 ? first : texts), 21 + 14 + 12 + 10);
		assert_string_equal(told, expected);
		if (threads > 1)
			assert_string_equal(texts, first);
	}
}

static void a_grid_all_wrong_is_given_up_after_the_same_chunk_by_any_threads(void **state)
{
	char told[8192], texts[32768];
	size_t others = 0; /* of two chunks, beside the covers */

	(void)state;
	for (size_t i = 0; i < 2 * CHUNK; i++)
		others += (size_t)(bad_slope(i) + bad_substrate(i));
	for (size_t i = 0; i < CHUNK; i++)
		others += (size_t)bad_woody(i); /* the second chunk's are not looked for any more */
	for (int threads = 1; threads <= 3; threads++)
		assert_int_equal(read_many(threads, 1, told, texts), 2 * CHUNK + others);
}

/* Opens the table of `text` in windows of a size, and writes what sites and mistakes it has. */
static void read_windows(const char *text, size_t window, char told[4096])
{
	char folder[] = "/tmp/qs-table-XXXXXX", path[64], sites[64];
	struct qs_context context = {0};
	struct qs_packs packs = {0};
	struct qs_portfolio p = {0};
	struct qs_region west = {.id = "west", .station = "54511"};
	struct qs_treatment closed = {.id = "closed"};
	struct qs_arena arena = {0};
	struct qs_loader loader = {.portfolio = path, .arena = &arena};
	struct qs_site_source source;
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	const struct qs_site *chunk;
	size_t n = 0, at = 0;

	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/p.json", folder);
	snprintf(sites, sizeof sites, "%s/t.csv", folder);
	write_text(sites, text);
	qs_mistakes_init(&mistakes, NULL);
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	assert_int_equal(qs_packs_read_shipped(&context, &packs, &mistakes, &err), QS_OK);
	qs_fields_default(&qs_table_portfolio, &p);
	p.regions.items = &west;
	p.treatments.items = &closed;
	p.regions.n = p.treatments.n = 1;
	assert_int_equal(qs_table_source("t.csv", window, &loader, &p, &packs, &arena, &mistakes, &source, &err),
			 QS_OK);
	at += (size_t)snprintf(told, 4096, "%llu sites, %zu districts;", (unsigned long long)source.sites,
			       source.district_count);
	for (size_t i = 0; i < mistakes.kept; i++)
		at += (size_t)snprintf(told + at, 4096 - at, " %s %u %s", qs_mistake_word(mistakes.items[i].code),
				       mistakes.items[i].place.line, mistakes.items[i].path);
	source.rewind(source.self);
	do {
		assert_int_equal(source.next(source.self, &chunk, 2, &n), 0);
		for (size_t i = 0; i < n; i++)
			at += (size_t)snprintf(told + at, 4096 - at, " %s %u %s %g", chunk[i].id, chunk[i].given.line,
					       chunk[i].district, chunk[i].elevation_m.value);
	} while (n);
	source.close(source.self);
	qs_arena_free(&arena);
	qs_arena_free(&packs.arena);
	qs_mistakes_free(&mistakes);
	qs_close(&context);
	unlink(sites);
	rmdir(folder);
}

static void a_long_table_gives_its_rows_whatever_the_window(void **state)
{
	char whole[4096], cut[4096];

	(void)state;
	read_windows(csv, 1 << 16, whole);
	assert_non_null(strstr(whole, "6 sites, 2 districts; c0 2 房山 40 c1 3 房山 50 c2 4 延庆 300"));
	assert_non_null(strstr(whole, "c5 7 房山 90"));
	for (size_t window = 100; window < sizeof csv; window += 61) {
		read_windows(csv, window, cut);
		assert_string_equal(whole, cut);
	}
}

static void mistakes_of_a_long_table_name_their_line(void **state)
{
	char text[2048], told[4096];
	char *at;

	(void)state;
	snprintf(text, sizeof text, "%s", csv);
	at = strstr(text, "c4,c4");
	at[1] = '1';                    /* as a row of another window has it */
	strstr(text, ",700,")[1] = '9'; /* too high, in line 5 */
	memcpy(strstr(text, ",900,"), ",9e9,", 5);
	read_windows(text, 160, told);
	assert_non_null(strstr(told, "E2104 5 /sites/3/elevation_m"));
	assert_non_null(strstr(told, "E2201 6 /sites/4"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_grid_gives_what_a_table_of_the_same_cells_gives),
		cmocka_unit_test(what_is_wrong_is_told_with_its_dataset_and_cell),
		cmocka_unit_test(all_mistakes_are_told_at_once),
		cmocka_unit_test(mistakes_of_many_cells_come_in_one_order_by_any_threads),
		cmocka_unit_test(a_grid_all_wrong_is_given_up_after_the_same_chunk_by_any_threads),
		cmocka_unit_test(a_file_that_is_no_grid_is_refused),
		cmocka_unit_test(a_long_table_gives_its_rows_whatever_the_window),
		cmocka_unit_test(mistakes_of_a_long_table_name_their_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
