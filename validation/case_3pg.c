#include "validation/case_3pg.h"

#include "kernels/kernels.h"
#include "validation/case_columns.h"

/* What a result series is taken from. */
enum source { STATE, RESULT, STAND, NUTRITION };

static const struct {
	const char *name;
	enum source source;
	int column;
} series[] = {
	{"stems_n", STATE, QS_3PG_N},
	{"basal_area", STATE, QS_3PG_BA},
	{"dbh", STATE, QS_3PG_D},
	{"height", STATE, QS_3PG_H},
	{"crown_length", STATE, QS_3PG_CROWN_LENGTH},
	{"crown_width", STATE, QS_3PG_CROWN_WIDTH},
	{"lai", STATE, QS_3PG_LAI},
	{"biom_stem", STATE, QS_3PG_STEM},
	{"biom_root", STATE, QS_3PG_ROOT},
	{"biom_foliage", STATE, QS_3PG_FOLIAGE},
	{"biom_foliage_debt", STATE, QS_3PG_DEBT},
	{"volume", STATE, QS_3PG_VOLUME},
	{"volume_cum", STATE, QS_3PG_VOLUME_CUM},
	{"f_age", RESULT, QS_3PG_F_AGE},
	{"f_vpd", RESULT, QS_3PG_F_VPD},
	{"f_tmp", RESULT, QS_3PG_F_TMP},
	{"f_frost", RESULT, QS_3PG_F_FROST},
	{"f_sw", RESULT, QS_3PG_F_SW},
	{"f_nutr", NUTRITION, QS_3PG_C_F_NUTR},
	{"f_phys", RESULT, QS_3PG_F_PHYS},
	{"apar", RESULT, QS_3PG_APAR},
	{"gpp", RESULT, QS_3PG_GPP},
	{"npp", RESULT, QS_3PG_NPP},
	{"transp_veg", RESULT, QS_3PG_TRANSPIRED},
	{"prcp_interc", RESULT, QS_3PG_INTERCEPTED},
	{"biom_loss_foliage", RESULT, QS_3PG_LOSS_FOLIAGE},
	{"biom_loss_root", RESULT, QS_3PG_LOSS_ROOT},
	{"mort_stress", RESULT, QS_3PG_STRESS_N},
	{"mort_thinn", RESULT, QS_3PG_SELF_N},
	{"stems_cut", RESULT, QS_3PG_CUT_N},
	{"asw", STAND, QS_3PG_ASW},
	{"evapotra_soil", STAND, QS_3PG_SOIL_EVAPORATION},
	{"prcp_runoff", STAND, QS_3PG_RUNOFF},
	{"irrig_supl", STAND, QS_3PG_IRRIGATED},
};
enum { SERIES = sizeof series / sizeof *series };

/* One stand, one lane, and the arrays that its block points to. */
struct stand {
	struct qs_threepg_block block;
	double *coefs, *weather, site[QS_3PG_SITES];
	double days[12], sun[12];
};

static int open_stand(const struct qs_case_given *given, const struct qs_case_3pg_given *asked, struct stand *stand)
{
	struct qs_threepg_block *const b = &stand->block;
	const size_t cohorts = asked->cohorts;
	struct qs_threepg_cut *cuts;
	uint32_t *next, *end, n = 0;
	size_t all = 1;

	for (size_t c = 0; c < cohorts; c++)
		all += asked->cohort[c].cuts;
	*b = (struct qs_threepg_block){.cohorts = cohorts, .stride = 1, .settings = asked->settings};
	stand->coefs = qs_arena_take(given->arena, cohorts * QS_3PG_COEFS, sizeof(double));
	stand->weather = qs_arena_take(given->arena, QS_3PG_WEATHERS, sizeof(double));
	b->state = qs_arena_take(given->arena, cohorts * QS_3PG_STATES, sizeof(double));
	b->result = qs_arena_take(given->arena, cohorts * QS_3PG_RESULTS, sizeof(double));
	b->stand = qs_arena_take(given->arena, QS_3PG_STANDS, sizeof(double));
	cuts = qs_arena_take(given->arena, all, sizeof *cuts);
	next = qs_arena_take(given->arena, cohorts, sizeof *next);
	end = qs_arena_take(given->arena, cohorts, sizeof *end);
	if (!stand->coefs || !stand->weather || !b->state || !b->result || !b->stand || !cuts || !next || !end)
		return 1;
	for (size_t c = 0; c < cohorts; c++) {
		const struct qs_case_3pg_cohort *const from = &asked->cohort[c];

		qs_threepg_coefficients(from->parameters, from->sizes, asked->soil_class, &from->planting,
					stand->coefs + c * QS_3PG_COEFS, 1);
		b->state[c * QS_3PG_STATES + QS_3PG_AGE] = from->months;
		next[c] = n;
		for (size_t i = 0; i < from->cuts; i++)
			cuts[n++] = from->cut[i];
		end[c] = n;
	}
	stand->site[QS_3PG_ASW_MIN] = asked->asw_min;
	stand->site[QS_3PG_ASW_MAX] = asked->asw_max;
	b->stand[QS_3PG_ASW] = asked->asw;
	b->coefs = stand->coefs;
	b->site = stand->site;
	b->weather = stand->weather;
	b->cuts = cuts;
	b->next = next;
	b->end = end;
	qs_threepg_day_lengths(asked->latitude, stand->days);
	qs_threepg_sun_terms(asked->latitude, stand->sun);
	return 0;
}

static double value_of(const struct qs_threepg_block *b, size_t c, int k, size_t month)
{
	const int column = series[k].column;

	if (series[k].source == STATE)
		return b->state[c * QS_3PG_STATES + (size_t)column];
	if (series[k].source == RESULT)
		return b->result[c * QS_3PG_RESULTS + (size_t)column];
	if (series[k].source == STAND)
		return b->stand[column];
	return month ? b->coefs[c * QS_3PG_COEFS + (size_t)column] : 0; /* the first row is before any growth */
}

static void run(const struct qs_kernels *kernels, const struct qs_case_3pg_given *asked, struct stand *stand,
		double *const *columns)
{
	for (size_t m = 0; m < asked->months; m++) {
		const size_t calendar = ((size_t)asked->month - 1 + m) % 12;

		for (int w = 0; w < QS_3PG_DAY; w++)
			stand->weather[w] = asked->weather[w][m];
		stand->weather[QS_3PG_DAY] = stand->days[calendar];
		stand->weather[QS_3PG_SUN_TERM] = stand->sun[calendar];
		if (m)
			kernels->threepg_month(1, (int)calendar + 1, &stand->block);
		else
			kernels->threepg_start(1, (int)calendar + 1, &stand->block);
		for (size_t c = 0; c < asked->cohorts; c++)
			for (int k = 0; k < SERIES; k++)
				columns[c * SERIES + (size_t)k][m] = value_of(&stand->block, c, k, m);
	}
}

qs_status qs_case_3pg(const struct qs_kernels *kernels, const struct qs_case_given *given, struct qs_json_out *out,
		      struct qs_err *err)
{
	struct qs_case_3pg_given asked;
	struct stand stand;
	double **columns;
	size_t n;

	if (qs_case_3pg_read(given, &asked))
		return qs_fail(err, QS_ENOMEM, "a case of 3-PG");
	if (qs_case_failed(given))
		return QS_OK;
	n = asked.cohorts * SERIES;
	columns = qs_arena_take(given->arena, n, sizeof *columns);
	if (!columns || qs_case_columns(given, asked.months, columns, n) || open_stand(given, &asked, &stand))
		return qs_fail(err, QS_ENOMEM, "a case of 3-PG");
	run(kernels, &asked, &stand, columns);
	for (size_t c = 0; c < asked.cohorts; c++) {
		qs_json_out_object(out, asked.cohort[c].name);
		for (size_t k = 0; k < SERIES; k++)
			qs_case_put_column(out, series[k].name, columns[c * SERIES + k], asked.months);
		qs_json_out_end(out);
	}
	return QS_OK;
}
