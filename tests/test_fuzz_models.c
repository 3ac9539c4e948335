/* Models of soil, stands and trees under random input from the whole of the documented ranges (docs/cases.md): what is
 * accepted gives numbers everywhere and no pool below 0. QS_FUZZ sets how many cases a model has. */
#include "kernels/threepg/parameters.h"
#include "tests/case_lines.h"

#include <math.h>
#include <stdlib.h>

/* A template is JSON with ' for ", and in it: {a:b} a number, {i a:b} a whole one, {*a:b} a list as long as the case,
 * {12*a:b} a list of 12, {x|y} one of two or more texts. A template may nest no braces of its own: objects are < >.
 */
struct fuzz {
	uint64_t seed;
	size_t length;      /* of the case's lists */
	int mild;           /* numbers near the middle of their range, on its logarithm: else ends and extremes too */
	char refused[1200]; /* why the last one was */
	char text[1 << 18], *at;
};

static uint64_t bits(struct fuzz *f)
{
	f->seed ^= f->seed << 13;
	f->seed ^= f->seed >> 7;
	f->seed ^= f->seed << 17;
	return f->seed;
}

static double unit(struct fuzz *f)
{
	return (double)(bits(f) >> 11) * 0x1p-53;
}

/* A number of a range: an end, uniform, or by its logarithm, so that 1e6 does not hide 1. */
static double some(struct fuzz *f, double low, double high)
{
	const unsigned kind = (unsigned)(bits(f) % 16);
	const double u = unit(f), reach = high - low;

	if (kind == 0 && !f->mild)
		return low;
	if (kind == 1 && !f->mild)
		return high;
	if (kind < (f->mild ? 1 : 6) || reach <= 100)
		return low + u * reach;
	return low < 0 && high > 0 ? (u < 0.5 ? -1 : 1) * fmin(pow(10, 4 * unit(f) - 2), u < 0.5 ? -low : high)
				   : low + fmin(reach, pow(10, 5 * u - 3));
}

static void put(struct fuzz *f, const char *text)
{
	const size_t n = strlen(text);

	assert_true(f->at + n + 1 < f->text + sizeof f->text);
	memcpy(f->at, text, n + 1);
	f->at += n;
}

static void put_number(struct fuzz *f, double value, int whole)
{
	char text[40];

	snprintf(text, sizeof text, "%.17g", whole ? floor(value) : value);
	put(f, text);
}

/* One of the words between bars. */
static void put_word(struct fuzz *f, const char *words, size_t n)
{
	size_t bars = 0, pick;
	char one[512];

	for (size_t i = 0; i < n; i++)
		bars += words[i] == '|';
	pick = bits(f) % (bars + 1);
	for (; pick > 0; pick--)
		words = strchr(words, '|') + 1;
	n = strcspn(words, "|}");
	assert_true(n < sizeof one);
	memcpy(one, words, n);
	one[n] = 0;
	for (char *c = one; *c; c++)
		*c = *c == '\'' ? '"' : *c == '(' ? '{' : *c == ')' ? '}' : *c;
	put(f, one);
}

static const char *put_hole(struct fuzz *f, const char *hole)
{
	const char *const end = strchr(hole, '}');
	const char *const star = memchr(hole, '*', (size_t)(end - hole));
	const int whole = hole[0] == 'i';
	const char *numbers = star ? star + 1 : hole + whole;
	double low, high;

	if (memchr(hole, '|', (size_t)(end - hole))) {
		put_word(f, hole, (size_t)(end - hole));
		return end + 1;
	}
	assert_int_equal(sscanf(numbers, "%lf:%lf", &low, &high), 2);
	if (!star) {
		put_number(f, some(f, low, high), whole);
		return end + 1;
	}
	put(f, "[");
	for (size_t i = 0, n = star == hole ? f->length : strtoul(hole, NULL, 10); i < n; i++) {
		put(f, i ? "," : "");
		put_number(f, some(f, low, high), 0);
	}
	put(f, "]");
	return end + 1;
}

static void put_template(struct fuzz *f, const char *t)
{
	while (*t) {
		if (*t == '{') {
			t = put_hole(f, t + 1);
			continue;
		}
		put(f, (char[2]){*t == '\'' ? '"' : *t == '<' ? '{' : *t == '>' ? '}' : *t, 0});
		t++;
	}
}

/* ---- what is looked for ---- */

static int is_pool(const char *key)
{
	static const char pools[] =
		" dpm rpm bio hum soc co2 awenh young old pools total active slow passive soc_active soc_slow "
		"soc_passive "
		"soc_total stems_n biom_stem biom_root biom_foliage biom_foliage_debt lai asw basal_area dbh above_kg "
		"below_kg carbon_kg ";
	char word[64];

	snprintf(word, sizeof word, " %.60s ", key);
	return strstr(pools, word) != NULL;
}

/* Every leaf is a number (or text), and what lies under a key of a pool is not below 0. */
static void look(const struct fuzz *f, const char *model, const struct qs_json *at, const char *key, int pool)
{
	const char *const name = at->key ? at->key : key;
	const int here = pool || is_pool(name);

	if (at->kind == QS_JSON_NULL || (at->kind == QS_JSON_NUMBER && here && at->number < 0))
		fail_msg("%s: %s is %s; given %.3000s", model, name,
			 at->kind == QS_JSON_NULL ? "not a number" : at->text, f->text);
	for (const struct qs_json *child = at->first; child; child = child->next)
		look(f, model, child, name, here);
}

/* Runs the text as a case's `given`: 1 if it was accepted. */
static int run(const struct qs_context *context, struct fuzz *f, const char *model)
{
	struct qs_arena arena;
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	struct qs_case_given given = {.path = "/given", .file = "x", .arena = &arena, .mistakes = &mistakes};
	struct qs_json_out out;
	const struct qs_case_model *m = qs_case_models;
	const struct qs_json *got = NULL;
	size_t n;
	int accepted;

	while (strcmp(m->name, model) != 0)
		m++;
	qs_arena_init(&arena, NULL);
	qs_mistakes_init(&mistakes, NULL);
	if (qs_json_parse(f->text, strlen(f->text), "x", &arena, &mistakes, &given.object, &err))
		fail_msg("%s: not JSON: %.600s", model, f->text);
	qs_json_out_open(&out, &arena, 0);
	qs_json_out_object(&out, NULL);
	accepted = m->run(context->kernels, &given, &out, &err) == QS_OK && !qs_case_failed(&given);
	if (accepted) {
		const char *text;

		qs_json_out_end(&out);
		text = qs_json_out_text(&out, &n);
		assert_int_equal(qs_json_parse(text, n, "result", &arena, &mistakes, &got, &err), QS_OK);
		look(f, model, got, "", 0);
	}
	if (!accepted)
		snprintf(f->refused, sizeof f->refused, "%.500s %.500s",
			 mistakes.kept ? mistakes.items[0].path : err.text,
			 mistakes.kept && mistakes.items[0].arg[0] ? mistakes.items[0].arg[0] : "");
	qs_mistakes_free(&mistakes);
	qs_arena_free(&arena);
	return accepted;
}

/* ---- the models' ranges ---- */

/* clang-format off */
#define ROTHC \
	"'clay_percent':{0:100},'depth_cm':{0:1000},'iom':{0:1e6},'initial':<'dpm':{0:1e6},'rpm':{0:1e6},'bio':{0:1e6}," \
	"'hum':{0:1e6}>,'initial_swc_mm':{-1e6:0},'monthly':<'temperature_c':{*-90:70},'rain_mm':{*0:1e5}," \
	"'open_pan_evaporation_mm':{*0:1e5},'plant_c':{*0:1e4},'manure_c':{*0:1e4},'plant_cover':{*0:1},'dpm_rpm_ratio':{*0:1e6}>>"
#define STEPS \
	"'initial_awenh':{5*0:1e6},'steps':<'years':{*0:1e4},'temperature_c':[{12*-90:70}],'precipitation_mm':{*0:1e5}," \
	"'litter_awenh':[{5*0:1e6}],'woody_diameter_cm':{*0:1000},'leaching':{*-1000:0},'steady_state':[{0|1}]>>"
#define AMPLITUDE \
	"<'initial_awenh':{5*0:1e6},'steps_count':{i 1:40},'step_years':{0:1e4},'mean_temperature_c':{-90:70}," \
	"'temperature_amplitude_c':{0:60},'precipitation_mm':{0:1e5},'litter_awenh_per_year':{5*0:1e6}," \
	"'woody_diameter_cm':{0:1000},'leaching':{-1000:0}>"
#define DECAY(pool, air) \
	"'" pool "':<'base_decay_rate':{0:1},'reference_temp':{-50:60},'q10':{0.1:100},'prop_to_atmosphere':" air ",'max_rate':{0:1}>"
#define SOME(pool) DECAY(pool, "{0|1|0.83}") ","

static const struct {
	const char *model;
	size_t length; /* of lists; 0: any to 40 */
	double least;  /* share of the cases that must be accepted: a range alone does not say what fits together */
	const char *given;
} all[] = {
	{"rothc", 0, 0.9, "<" ROTHC},
	{"rothc", 24, 0.05, "<'spin_up':{'equilibrium'|'published'}," ROTHC},
	{"rothc-dryland", 0, 0.05,
	 "<'moisture_function':{1|2|3},'bare_limit':{1|2},'min_moisture_rate':{0:1},'silt_percent':{0.1:50},"
	 "'bulk_density_g_cm3':{0.5:2},'organic_carbon_percent':{0.05:20}," ROTHC},
	{"yasso20", 1, 0.2, "<'parameter_set':{'published'|'mass-conserving'}," STEPS},
	{"yasso15", 1, 0.2, "<" STEPS},
	{"yasso15-amplitude", 0, 0.2, AMPLITUDE},
	{"yasso07", 0, 0.2, AMPLITUDE},
	{"icbm", 0, 0.5,
	 "<'t_years':{*0:1e6},'k1':{0:1e3},'k2':{0:1e3},'h':{0:1},'r':{0:1e3},'input':{0:1e6},'Y0':{0:1e6},'O0':{0:1e6},"
	 "'start':{'given'|'equilibrium'}>"},
	{"century", 0, 0.2,
	 "<'ks':{7*0:1},'C0':{7*0:1e6},'surfaceIn':{0:1e6},'soilIn':{0:1e6},'LN':{0:47.2},'Ls':{0:1},'clay_fraction':{0:0.5},"
	 "'silt_fraction':{0:0.5},'climate':<'temperature_c':{*-90:45},'rain_mm':{*0:1e5},'pet_mm':{*0:1e5}>>"},
	{"ipcc-tier2", 0, 0.2,
	 "<'years':{i 1:30},'monthly_T':{12*-90:70},'monthly_P_mm':{12*0:1e5},'monthly_PET_mm':{12*0:1e5},'sand_fraction':{0:1},"
	 "'cinput_tC_ha_per_year':{0:1e4},'lignin_fraction':{0:1},'nitrogen_fraction':{0.005:0.2},"
	 "'tillage':{'full'|'reduced'|'zero'|'unknown'},'initial':{'steady_state_of_year_1'|('active':1,'slow':0,'passive':30)}>"},
	{"ipcc-tier2-csu", 0, 0.2,
	 "<'years':{i 1:30},'monthly_T':{12*-90:70},'monthly_mappet_P_over_PET':{12*0:1e9},"
	 "'monthly_irrigated':[0,0,0,0,1,{0|1},1,0,0,0,0,0],'sand_fraction':{0:1},'cinput_gC_m2_per_year':{0:1e4},"
	 "'lignin_fraction':{0:1},'nitrogen_fraction':{0.005:0.2},'tillage':{'FT'|'RT'|'NT'},"
	 "'initial':<'active':{0:1e6},'slow':{0:1e6},'passive':{0:1e6}>>"},
	{"cbm", 20, 0.5,
	 "<'forest_type':{'sw'|'hw'},'pools':['Input','Merch','Foliage','Other','CoarseRoots','FineRoots','AboveGroundVeryFastSoil',"
	 "'BelowGroundVeryFastSoil','AboveGroundFastSoil','BelowGroundFastSoil','MediumSoil','AboveGroundSlowSoil',"
	 "'BelowGroundSlowSoil','StemSnag','BranchSnag','CO2','CH4','CO','NO2','Products'],'years':20,'initial':<'Input':1,"
	 "'Merch':{0:1e6},'Foliage':{0:1e6},'Other':{0:1e6},'CoarseRoots':{0:1e6},'FineRoots':{0:1e6},"
	 "'AboveGroundVeryFastSoil':{0:1e6},'BelowGroundVeryFastSoil':{0:1e6},'AboveGroundFastSoil':{0:1e6},"
	 "'BelowGroundFastSoil':{0:1e6},'MediumSoil':{0:1e6},'AboveGroundSlowSoil':{0:1e6},'BelowGroundSlowSoil':{0:1e6},"
	 "'StemSnag':{0:1e6},'BranchSnag':{0:1e6},'CO2':0,'CH4':0,'CO':0,'NO2':0,'Products':0>,"
	 "'mean_annual_temperature_c':{*-50:60},'increments':<'merch':{*-1e6:1e6},'foliage':{*-1e6:1e6},'other':{*-1e6:1e6}>,"
	 "'decline':{'published'|'exact'},'parameters':<'root_parameters':<'sw_a':{0:1e3},'hw_a':{0:1e3},'hw_b':{1e-9:10},"
	 "'frp_a':{0:0.5},'frp_b':{0:0.5},'frp_c':{-1e3:0},'biomass_to_carbon_rate':{1e-3:1}>,'turnover':<'FoliageFallRate':{0:1},"
	 "'StemAnnualTurnoverRate':{0:1},'BranchTurnoverRate':{0:1},'CoarseRootTurnProp':{0:1},'FineRootTurnProp':{0:1},"
	 "'OtherToBranchSnagSplit':{0:1},'CoarseRootAGSplit':{0:1},'FineRootAGSplit':{0:1},'StemSnag':{0:1},'BranchSnag':{0:1}>,"
	 "'slow_mixing_rate':{0:1},'decay':<" SOME("AboveGroundVeryFastSoil") SOME("BelowGroundVeryFastSoil")
	 SOME("AboveGroundFastSoil") SOME("BelowGroundFastSoil") SOME("MediumSoil") SOME("StemSnag") SOME("BranchSnag")
	 DECAY("AboveGroundSlowSoil", "1") "," DECAY("BelowGroundSlowSoil", "1") ">>,'disturbances':[<'year':{i 1:20},"
	 "'matrix':[['Merch','CO2',1],['FineRoots','FineRoots',0.4],['FineRoots','BelowGroundVeryFastSoil',0.6]]>]>"},
	{"allometry", 0, 0.5,
	 "<'method':'tree','dbh_cm':{*1e-3:1e3},'equation':<'form':{'power'|'ln'|'log10'},'mass':{'kg'|'g'},"
	 "'coefficients':{2*-20:20},'exponents':{2*-10:10},'dbh_min_cm':{0:10},'dbh_max_cm':{11:1000}>,'root_shoot':{0:5},"
	 "'carbon_frac':{0.3:0.6}>"},
	{"allometry", 0, 0.5,
	 "<'method':'stand','volume_m3_ha':{*0:1e5},'density_t_m3':{0.1:1.5},'bef':{1:5},'root_shoot':{0:5},'carbon_frac':{0.3:0.6}>"},
};

#define STOCK "'fertility':{0:1},'stems_n':{0.01:1e6},'biom_stem':{1e-6:1e4},'biom_root':{0:1e4},'biom_foliage':{0:1e4}>"
static const char stand[] =
	"<'site':<'latitude':{-89.9:89.9},'soil_class':{-1|0|1|2|3|4},'asw_i':{0:1e5},'asw_min':{0:1e5},'asw_max':{0.1:1e5},"
	"'year_i':2000,'month_i':{i 1:12}>,'settings':<'light_model':{1|2},'transp_model':{1|2},'phys_model':{1|2},"
	"'height_model':{1|2},'correct_bias':{0|1}>,'species':[<'species':'a','year_p':{1900|1999},'month_p':{i 1:12}," STOCK
	",<'species':'b','year_p':{1990|2000|2001},'month_p':{i 1:12}," STOCK "],'thinning':[<'species':'a','age':{0:60},"
	"'stems_n':{0:1e4},'stem':{0:5},'root':{0:5},'foliage':{0:5}>],'size_dist':<'a':<'Dscale0':{-2:3},'DscaleB':{-2:2},"
	"'Dshape0':{-2:3},'wsscale0':{-2:3},'wsshape0':{-2:3},'wsshapeB':{-2:2}>,'b':<>>,'climate':<'tmp_min':{*-90:0},"
	"'tmp_max':{*0:70},'prcp':{*0:1e5},'srad':{*0:60},'frost_days':{*0:31},'vpd_day':{*0:200},'co2':{*50:5000}>,";
/* clang-format on */

static size_t cases_asked(void)
{
	const char *const asked = getenv("QS_FUZZ");

	return asked ? strtoul(asked, NULL, 10) : 40;
}

static void any_input_inside_the_ranges_gives_numbers_and_no_negative_pool(void **state)
{
	struct fuzz *const f = malloc(sizeof *f);
	struct qs_context context;
	struct qs_err err = {0};

	(void)state;
	assert_non_null(f);
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	for (size_t m = 0; m < sizeof all / sizeof *all; m++) {
		const size_t n = cases_asked();
		size_t accepted = 0;

		for (size_t i = 0; i < n; i++) {
			f->seed = 0x9e3779b97f4a7c15 * (1000 * m + i + 1);
			f->mild = i % 2 == 0;
			f->length = all[m].length ? all[m].length : 1 + bits(f) % 40;
			f->at = f->text;
			put_template(f, all[m].given);
			accepted += (size_t)run(&context, f, all[m].model);
		}
		if ((double)accepted < all[m].least * (double)n)
			fail_msg("%s: only %zu of %zu were accepted: %s; the last %.2000s", all[m].model, accepted, n,
				 f->refused, f->text);
	}
	qs_close(&context);
	free(f);
}

/* ---- 3-PG: its parameters are a table of ranges ---- */

static void put_stand(struct fuzz *f)
{
	static const struct {
		const char *name;
		double least, most;
	} rows[] = {
#define X(name, least, most, otherwise) {#name, least, most},
		QS_THREEPG_PARAMETERS(X)
#undef X
	};

	put_template(f, stand);
	put_template(f, "'n_months':");
	put_number(f, (double)f->length, 1);
	put_template(f, ",'parameters':<");
	for (int c = 0; c < 2; c++) {
		put_template(f, c ? ">,'b':<" : "'a':<");
		for (size_t p = 0; p < sizeof rows / sizeof *rows; p++) {
			char name[64];
			const int whole = p == QS_3PG_leafgrow || p == QS_3PG_leaffall || p == QS_3PG_crownshape;
			/* those that must fit one another are drawn apart */
			const double low = p == QS_3PG_Tmin   ? -60
					   : p == QS_3PG_Topt ? 0
					   : p == QS_3PG_Tmax ? 30
							      : rows[p].least;
			const double high = p == QS_3PG_Tmin      ? -1
					    : p == QS_3PG_Topt    ? 29
					    : p == QS_3PG_gammaF0 ? 0.05
								  : rows[p].most;

			snprintf(name, sizeof name, "%s\"%s\":", p ? "," : "", rows[p].name);
			put(f, name);
			put_number(f, some(f, low, high), whole);
		}
	}
	put_template(f, ">>>");
}

static void any_stand_of_3pg_inside_the_ranges_stays_finite(void **state)
{
	struct fuzz *const f = malloc(sizeof *f);
	struct qs_context context;
	struct qs_err err = {0};
	size_t accepted = 0, n = 4 * cases_asked();

	(void)state;
	assert_non_null(f);
	assert_int_equal(qs_open(&context, NULL, &err), QS_OK);
	for (size_t i = 0; i < n; i++) {
		f->seed = 0x9e3779b97f4a7c15 * (i + 77);
		f->mild = i % 2 == 0;
		f->length = 2 + bits(f) % 38;
		f->at = f->text;
		put_stand(f);
		accepted += (size_t)run(&context, f, "3pg");
	}
	if (accepted < n / 50)
		fail_msg("only %zu of %zu were accepted: %s; %.6000s", accepted, n, f->refused, f->text);
	qs_close(&context);
	free(f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_input_inside_the_ranges_gives_numbers_and_no_negative_pool),
		cmocka_unit_test(any_stand_of_3pg_inside_the_ranges_stays_finite),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
