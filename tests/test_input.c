/* io/input: whole portfolios. One small portfolio is broken in one way at a time; the shipped one reads, resolves and
 * reads again to the same bytes; tables and GeoJSON give what the inline form gives; memory may fail anywhere. */
#include "tests/failing_memory.h"
#include "tests/portfolio_files.h"

#include "io/json.h"
#include "io/packs.h"

#include <math.h>

static void small_portfolio_is_read_as_written(void **state)
{
	struct read r;

	(void)state;
	read_text(&r, base);
	if (r.status != QS_OK)
		fail_msg("%s", r.line);
	assert_int_equal(r.mistakes.notices, 0);
	assert_true(r.input.portfolio.seed == 7 && r.input.portfolio.years == 10 && r.n == 2);
	assert_true(r.sites[0].units.n == 2 && r.sites[1].units.n == 1);
	assert_string_equal(r.sites[1].units.items[0].id, "B");
	assert_true(r.sites[1].units.items[0].area_ha.value == 12);
	assert_true(fabs(r.sites[0].units.items[0].soil.sand_frac.value - 0.4) < 1e-15);
	assert_int_equal(r.input.hash_count, 1);
	assert_string_equal(r.input.hashes[0].name, "portfolio");
	assert_int_equal(strlen(r.input.hashes[0].sha256), 64);
	r.input.sites.next(r.input.sites.self, &r.sites, 10, &r.n);
	assert_int_equal(r.n, 0);
	r.input.sites.rewind(r.input.sites.self);
	r.input.sites.next(r.input.sites.self, &r.sites, 1, &r.n);
	assert_int_equal(r.n, 1);
	drop(&r);
}

static void each_break_is_told_once_with_its_path(void **state)
{
	/* clang-format off */
	static const struct {
		const char *from, *to, *says;
	} samples[] = {
		{"\"members\":8", "\"members\":8,\"models\":{\"vegetation\":\"4pg\"}", "E2210]: /models/vegetation model \"4pg\" is not available  hint: available: curve, 3pg"},
		{"\"acer_truncatum\":0.5},\"stems_per_ha\":1650}]}}", "\"vitex_negundo\":0.5},\"stems_per_ha\":1650}]}},\"models\":{\"vegetation\":"
		 "\"3pg\"},\"packs\":[{\"species\":{\"vitex_negundo\":{\"group\":\"tree\"}}}]", "E2206]: /sites/0/units/0 species vitex_negundo has no set of 3-PG"},
		{"\"members\":8", "\"members\":8,\"packs\":[{\"species\":{\"acer_truncatum\":{\"threepg\":\"oka\"}}}]",
		 "E2202]: /species/acer_truncatum/threepg set of 3-PG \"oka\" is not defined  hint: nearest: oak"},
		{"\"members\":8", "\"members\":8,\"packs\":[{\"threepg\":{\"oak\":{\"leaffall\":{\"value\":2,\"source\":\"t\",\"status\":\"assumption\"}}}}]",
		 "E2206]: /threepg/oak leafgrow must be after March"},
		{"\"station\":\"54511\"", "\"station\":\"54512\"", "E2202]: /regions/r/station station \"54512\" is not defined  hint: nearest: 54511"},
		{"\"natural_treatment\":\"closure\"", "\"natural_treatment\":\"closer\"", "E2202]: /natural_treatment treatment \"closer\""},
		{"\"measure\":\"import_soil\"", "\"measure\":\"import_sol\"", "E2202]: /treatments/green/measures/0 measure \"import_sol\""},
		{"\"unit\":\"m3/m2\"", "\"unit\":\"kg/m2\"", "E2208]: /treatments/green/measures/0 measure \"import_soil\" does not take the unit \"kg/m2\""},
		{"\"amount\":0.4,\"unit\":\"m3/m2\"", "\"haul_km\":5", "E2209]: /treatments/green/measures/0 measure \"import_soil\" needs \"amount\""},
		{",\"stems_per_ha\":1650", "", "E2209]: /treatments/green/measures/1 measure \"plant\" needs \"stems_per_ha\""},
		{"\"acer_truncatum\":0.5", "\"acer_truncatum\":0.4", "E2203]: /treatments/green/measures/1/species the shares sum to 0.9"},
		{"\"acer_truncatum\":0.5", "\"acer_truncatus\":0.5", "E2202]: /treatments/green/measures/1 species \"acer_truncatus\""},
		{"\"id\":\"B\"", "\"id\":\"A\"", "E2201]: /sites/1 id \"A\" stands twice"},
		{"\"id\":\"A-2\"", "\"id\":\"A-1\"", "E2201]: /sites/0/units/1 id \"A-1\" stands twice"},
		{"\"id\":\"B\",\"name\":\"b\",\"region\":\"r\"", "\"id\":\"B\",\"name\":\"b\",\"region\":\"q\"", "E2202]: /sites/1/region region \"q\""},
		{"\"treatment\":\"green\"", "\"treatment\":\"grean\"", "E2202]: /sites/0/units/0/treatment treatment \"grean\" is not defined  hint: nearest: green"},
		{"\"options\":[\"closure\"]", "\"options\":[\"closure\",\"x\"]", "E2202]: /sites/0/units/0/options/1 treatment \"x\""},
		{"\"woody_cover_frac\":0.2", "\"woody_cover_frac\":0.5", "E2204]: /sites/1 woody_cover_frac (0.5) must not be greater than cover_frac (0.4)"},
		{"\"woody_cover_frac\":0.2", "\"crown_density_frac\":0.1", "E2204]: /sites/1 crown_density_frac (0.1)"},
		{"\"cover_frac\":0.6", "\"cover_frac\":0.6,\"sealed_frac\":0.5", "E2204]: /sites/0/units/1 cover_frac (0.6) must not be greater than 1 - sealed_frac"},
		{"\"substrate\":\"native\",\"cover_frac\":0.6", "\"substrate\":\"sealed\",\"cover_frac\":0.6", "E2206]: /sites/0/units/1 sealed ground"},
		{"\"silt_frac\":0.35", "\"silt_frac\":0.35,\"sand_frac\":0.5", "E2203]: /sites/0/units/0/soil the shares sum to 1.1"},
		{"\"silt_frac\":0.35", "\"silt_frac\":0.85", "E2203]: /sites/0/units/0/soil the shares sum to 1.5"},
		{"\"class\":\"mining\"}", "\"class\":\"mining\",\"area_frac\":0.7}", "E2207]: /sites/0/units/0/land land classes from 2007-01-01 sum to 0.7"},
		{"\"sites\":[\"A\"]", "\"sites\":[\"C\"]", "E2202]: /registrations/0/sites site \"C\" is not defined"},
		{"\"sell\":true}", "\"sell\":true},{\"id\":\"h\",\"methodology\":\"m\",\"sites\":\"all\",\"sell\":true}", "E2205]: /registrations/1/sites unit A"},
		{"\"sell\":true}", "\"sell\":true},{\"id\":\"g\",\"methodology\":\"m\",\"sites\":\"all\"}", "E2201]: /registrations/1 id \"g\""},
		{"\"sell\":true", "\"start\":\"2036-01-01\"", "E2206]: /registrations/0/start the start lies after"},
		{"\"area_ha\":12,", "", "E2102]: /sites/1/area_ha missing key \"area_ha\""},
		{"\"area_ha\":12", "\"area_hq\":12,\"area_ha\":12", "E2101]: /sites/1/area_hq unknown key \"area_hq\"  hint: nearest known key: area_ha"},
		{"\"region\":\"r\",\"type\":\"deg", "\"regoin\":\"r\",\"region\":\"r\",\"type\":\"deg", "E2101]: /sites/1/regoin unknown key \"regoin\"  hint: nearest known key: region"},
		{"\"members\":8", "\"membres\":8", "E2101]: /membres unknown key \"membres\"  hint: nearest known key: members"},
		{"\"members\":8", "\"members\":8,\"members\":9", "E1002]: duplicate key \"members\""},
		{"\"elevation_m\":500", "\"elevation_m\":1e999", "E1005]: number outside the range of doubles: 1e999"},
		{"\"members\":8", "\"members\":8,\"outputs\":{\"members\":[\"live\"]}", "E2202]: /outputs/members/0 output \"live\""},
		{"\"members\":8", "\"members\":8,\"packs\":[{\"spices\":{}}]", "E2101]: /packs/0/spices unknown key \"spices\"  hint: nearest known key: species"},
		{"\"members\":8", "\"members\":8,\"packs\":[{\"species\":{\"acer_truncatum\":{\"root_shoot\":0.3}}}]", "E2301]: /packs/0/species/acer_truncatum/root_shoot a pack value"},
		{",\"stems_per_ha\":1650", ",\"stems_per_ha\":0", "E2209]: /treatments/green/measures/1 measure \"plant\" needs \"stems_per_ha\""},
		{",\"stems_per_ha\":1650", ",\"stems_per_ha\":1650,\"haul_km\":5", "E2206]: /treatments/green/measures/1 haul_km is for"},
		{",\"stems_per_ha\":1650", ",\"stems_per_ha\":1650,\"cement_kg_m3\":5", "E2206]: /treatments/green/measures/1 cement_kg_m3 is for"},
		{"\"class\":\"natural\"", "\"class\":\"assisted\"", "E2206]: /natural_treatment natural_treatment must be of class natural"},
		{"\"class\":\"natural\"", "\"class\":\"wild\"", "E2105]: /treatments/closure/class not one"},
		{"\"year\":1,", "\"year\":1,\"every_year\":true,\"until_year\":0,", "E2204]: /treatments/green/measures/1 year (1) must not be greater than until_year (0)"},
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		char *text = changed(samples[i].from, samples[i].to);
		struct read r;

		read_text(&r, text);
		if (r.status != QS_EINPUT || r.mistakes.errors != 1 || !strstr(r.line, samples[i].says))
			fail_msg("%zu: status %d, %zu errors, \"%s\" does not say \"%s\"", i, (int)r.status,
				 r.mistakes.errors, r.line, samples[i].says);
		assert_null(r.input.resolved_json);
		drop(&r);
		free(text);
	}
}

static void gangue_carbon_without_correction_is_noticed(void **state)
{
	char *text = changed("\"substrate\":\"waste_rock\",\"cover_frac\":0.2,\"treatment\":\"green\",\n    \"soil\":{",
			     "\"substrate\":\"coal_gangue\",\"cover_frac\":0.2,\"soil\":{\"organic_c_g_kg\":40,");
	struct read r;

	(void)state;
	read_text(&r, text);
	assert_int_equal(r.status, QS_OK);
	assert_int_equal(r.mistakes.count[QS_W2901], 1);
	drop(&r);
	free(text);
}

static void missing_file_folder_and_broken_text_differ(void **state)
{
	struct read r;

	(void)state;
	read_path(&r, path_of("none.json"), NULL);
	assert_int_equal(r.status, QS_EFILE);
	drop(&r);
	read_path(&r, folder, NULL);
	assert_int_equal(r.status, QS_EFILE);
	drop(&r);
	read_text(&r, "");
	assert_int_equal(r.status, QS_EINPUT);
	assert_non_null(strstr(r.line, "E1006"));
	drop(&r);
	read_text(&r, "{\"name\":");
	assert_int_equal(r.status, QS_EINPUT);
	drop(&r);
	read_text(&r, "{\"name\":\"x\",\"start_year\":2026,\"years\":1,\"regions\":{\"r\":{\"station\":\"54511\"}},"
		      "\"sites\":{\"csv\":\"no.csv\"}}");
	assert_int_equal(r.status, QS_EFILE);
	assert_non_null(strstr(r.err.text, "no.csv"));
	drop(&r);
	read_text(&r, "{\"name\":\"x\",\"start_year\":2026,\"years\":1,\"regions\":{\"r\":{\"station\":\"54511\"}},"
		      "\"sites\":{\"hdf5\":\"a.h5\"}}");
	assert_int_equal(r.status, QS_EFILE);
	assert_non_null(strstr(r.err.text, "a.h5"));
	drop(&r);
}

static void resolved_plan_reads_back_to_the_same_bytes(void **state)
{
	(void)state;
	write_file("p.json", base, strlen(base));
	resolves_to_itself(path_of("p.json"));
	resolves_to_itself(QS_SOURCE_DIR "/scenarios/beijing/portfolio.json");
}

static void same_struct(const struct qs_table *table, const void *a, const void *b);

static void same_figure(const struct qs_figure *a, const struct qs_figure *b)
{
	assert_memory_equal(&a->value, &b->value, sizeof a->value);
	assert_string_equal(a->source, b->source);
	assert_int_equal(a->basis, b->basis);
	assert_true(!a->spread == !b->spread);
	if (a->spread)
		assert_true(a->spread->kind == b->spread->kind && a->spread->scope == b->spread->scope &&
			    a->spread->a == b->spread->a && a->spread->b == b->spread->b &&
			    a->spread->c == b->spread->c && a->spread->d == b->spread->d);
}

static void same_list(const struct qs_field *field, const void *a, const void *b)
{
	struct qs_list one, two;

	memcpy(&one, a, sizeof one);
	memcpy(&two, b, sizeof two);
	assert_int_equal(one.n, two.n);
	for (size_t i = 0; i < one.n; i++)
		same_struct(field->child, (const char *)one.items + i * field->child->size,
			    (const char *)two.items + i * field->child->size);
}

static void same_text(const char *a, const char *b)
{
	assert_true(!a == !b);
	if (a)
		assert_string_equal(a, b);
}

static void same_struct(const struct qs_table *table, const void *a, const void *b)
{
	for (size_t i = 0; i < table->n; i++) {
		const struct qs_field *const f = &table->fields[i];
		const void *const x = (const char *)a + f->offset, *const y = (const char *)b + f->offset;

		switch (f->kind) {
		case QS_KIND_NUMBER:
			same_figure(x, y);
			break;
		case QS_KIND_INTEGER:
		case QS_KIND_SEED:
			assert_memory_equal(x, y, sizeof(int64_t));
			break;
		case QS_KIND_BOOL:
		case QS_KIND_CHOICE:
			assert_memory_equal(x, y, sizeof(int));
			break;
		case QS_KIND_STRING:
		case QS_KIND_ID:
			same_text(*(const char *const *)x, *(const char *const *)y);
			break;
		case QS_KIND_TEXT:
			same_text(((const struct qs_text *)x)->zh, ((const struct qs_text *)y)->zh);
			same_text(((const struct qs_text *)x)->en, ((const struct qs_text *)y)->en);
			break;
		case QS_KIND_DATE:
			assert_memory_equal(x, y, sizeof(struct qs_date));
			break;
		case QS_KIND_NUMBERS:
		case QS_KIND_SERIES:
			assert_int_equal(((const struct qs_numbers *)x)->n, ((const struct qs_numbers *)y)->n);
			if (((const struct qs_numbers *)x)->n)
				assert_memory_equal(((const struct qs_numbers *)x)->items,
						    ((const struct qs_numbers *)y)->items,
						    ((const struct qs_numbers *)x)->n * sizeof(double));
			break;
		case QS_KIND_OBJECT:
			same_struct(f->child, x, y);
			break;
		case QS_KIND_LIST:
		case QS_KIND_MAP:
		case QS_KIND_ONE_OR_LIST:
			same_list(f, x, y);
			break;
		case QS_KIND_CARRIED:
			same_text(((const struct qs_carried *)x)->json, ((const struct qs_carried *)y)->json);
			break;
		case QS_KIND_STRINGS:
		case QS_KIND_SHARES:
		default:
			assert_int_equal(((const struct qs_strings *)x)->n, ((const struct qs_strings *)y)->n);
			break;
		}
	}
}

static void resolved_plan_reads_back_to_the_same_values(void **state)
{
	struct read a, b;

	(void)state;
	read_path(&a, QS_SOURCE_DIR "/scenarios/beijing/portfolio.json", NULL);
	assert_int_equal(a.status, QS_OK);
	write_file("q.json", a.input.resolved_json, strlen(a.input.resolved_json));
	read_path(&b, path_of("q.json"), NULL);
	assert_int_equal(b.status, QS_OK);
	same_struct(&qs_table_portfolio, &a.input.portfolio, &b.input.portfolio);
	assert_int_equal(a.n, b.n);
	for (size_t i = 0; i < a.n; i++)
		same_struct(&qs_table_site, &a.sites[i], &b.sites[i]);
	for (size_t k = 0; k < qs_pack_kind_count; k++) {
		const struct qs_list one = qs_packs_list(&a.input.packs, &qs_pack_kinds[k]);
		const struct qs_list two = qs_packs_list(&b.input.packs, &qs_pack_kinds[k]);
		const size_t size = qs_pack_kinds[k].table->size;

		assert_int_equal(one.n, two.n);
		for (size_t i = 0; i < one.n; i++)
			same_struct(qs_pack_kinds[k].table, (const char *)one.items + i * size,
				    (const char *)two.items + i * size);
	}
	drop(&a);
	drop(&b);
}

static void resolved_plan_holds_what_the_command_line_says(void **state)
{
	const struct qs_input_override override = {.have_members = 1, .have_seed = 1, .members = 33, .seed = 9};
	struct read r;

	(void)state;
	write_file("p.json", base, strlen(base));
	read_path(&r, path_of("p.json"), &override);
	assert_int_equal(r.status, QS_OK);
	assert_true(r.input.portfolio.members == 33 && r.input.portfolio.seed == 9);
	assert_non_null(strstr(r.input.resolved_json, "\"seed\": \"9\""));
	assert_non_null(strstr(r.input.resolved_json, "\"members\": 33"));
	drop(&r);
}

static void sites_take_models_from_the_portfolio_unless_they_say(void **state)
{
	char *text = changed("\"members\":8", "\"members\":8,\"models\":{\"soil\":\"rothc-dryland\"}");
	char *const at = strstr(text, "{\"id\":\"B\",");
	char *const both = malloc(strlen(text) + 64);
	struct read r;

	(void)state;
	sprintf(both, "%.*s{\"id\":\"B\",\"models\":{\"soil\":\"rothc\"},%s", (int)(at - text), text,
		at + strlen("{\"id\":\"B\","));
	read_text(&r, both);
	assert_int_equal(r.status, QS_OK);
	assert_int_equal(r.sites[0].models.soil, 1);
	assert_int_equal(r.sites[1].models.soil, 0);
	drop(&r);
	free(both);
	free(text);
}

/* Reads with the n-th request failing, for every n until it succeeds; nothing may be left over. */
static void survives_failing_memory(const char *path)
{
	qs_status status = QS_ENOMEM;

	for (size_t at = 0; status != QS_OK; at++) {
		struct failing failing = {.left = (int64_t)at};
		struct qs_context context;
		struct qs_input input;
		struct qs_mistakes mistakes;
		struct qs_err err = {0};

		memset(&context, 0, sizeof context);
		context.allocator.get = failing_get;
		context.allocator.put = failing_put;
		context.allocator.self = &failing;
		qs_mistakes_init(&mistakes, NULL);
		status = qs_input_read(&context, path, &input, &mistakes, &err);
		if (status != QS_OK && status != QS_ENOMEM) {
			char line[1024] = "";

			if (mistakes.kept)
				qs_mistake_line(&mistakes.items[0], QS_EN, line, sizeof line);
			fail_msg("request %zu: status %d, %s", at, (int)status, line);
		}
		assert_true(status == QS_OK || mistakes.errors == 0);
		qs_input_free(&input);
		qs_mistakes_free(&mistakes);
		assert_int_equal(failing.out, 0);
		assert_true(at < 5000);
	}
}

static void any_failing_allocation_is_no_memory_and_no_leak(void **state)
{
	static const char csv[] =
		"site,id,name,region,type,elevation_m,rain_mm_per_year,area_ha,substrate,cover_frac,options\n"
		"A,A-1,a,r,abandoned_mine,300,550,2,native,0.2,closure|green\n"
		"A,A-2,a,r,abandoned_mine,300,550,2,native,0.2,\n";

	(void)state;
	write_file("p.json", base, strlen(base));
	survives_failing_memory(path_of("p.json"));
	write_file("units.csv", csv, strlen(csv));
	write_file("p.json", SITES_FROM("{\"csv\":\"units.csv\"}"), sizeof SITES_FROM("{\"csv\":\"units.csv\"}") - 1);
	survives_failing_memory(path_of("p.json"));
}

static uint64_t next_random(uint64_t *bits)
{
	*bits ^= *bits << 13;
	*bits ^= *bits >> 7;
	*bits ^= *bits << 17;
	return *bits;
}

/* Changed, lost, doubled bytes: read or refused, never worse. QS_FUZZ sets how many. */
static void any_mutation_is_read_or_refused(void **state)
{
	const char *const asked = getenv("QS_FUZZ");
	const int rounds = asked ? atoi(asked) : 300;
	uint64_t bits = 0x9e3779b97f4a7c15u;

	(void)state;
	for (int i = 0; i < rounds; i++) {
		char text[2 * sizeof base];
		size_t n = sizeof base - 1;
		struct read r;

		memcpy(text, base, n);
		for (uint64_t k = next_random(&bits) % 4 + 1; k; k--) {
			const size_t at = next_random(&bits) % n, length = next_random(&bits) % 24 % (n - at);
			static const char marks[] = "{}[]\",:0123456789-.eE\\tfn \n\xE5\xFF";

			switch (next_random(&bits) % 4) {
			case 0:
				text[at] = marks[next_random(&bits) % (sizeof marks - 1)];
				break;
			case 1:
				memmove(text + at, text + at + length, n - at - length);
				n -= length;
				break;
			case 2:
				if (n + length < sizeof text) {
					memmove(text + at + length, text + at, n - at);
					n += length;
				}
				break;
			default:
				text[at] = (char)(next_random(&bits) & 0xff);
				break;
			}
			n = n ? n : 1;
		}
		write_file("p.json", text, n);
		read_path(&r, path_of("p.json"), NULL);
		assert_true(r.status == QS_OK || (r.status == QS_EINPUT && r.mistakes.errors));
		drop(&r);
	}
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_portfolio_is_read_as_written),
		cmocka_unit_test(each_break_is_told_once_with_its_path),
		cmocka_unit_test(gangue_carbon_without_correction_is_noticed),
		cmocka_unit_test(missing_file_folder_and_broken_text_differ),
		cmocka_unit_test(resolved_plan_reads_back_to_the_same_bytes),
		cmocka_unit_test(resolved_plan_reads_back_to_the_same_values),
		cmocka_unit_test(resolved_plan_holds_what_the_command_line_says),
		cmocka_unit_test(sites_take_models_from_the_portfolio_unless_they_say),
		cmocka_unit_test(any_failing_allocation_is_no_memory_and_no_leak),
		cmocka_unit_test(any_mutation_is_read_or_refused),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
