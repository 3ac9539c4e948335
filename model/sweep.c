#include "model/sweep.h"

#include <stdio.h>

const char *const qs_words_sweep_design[] = {"product", "list", "lhs", "sobol", "saltelli", "morris", NULL};
const char *const qs_words_goal[] = {"most", "least", NULL};

#define QS_THIS struct qs_sweep_design
QS_FIELD_TABLE(sweep_design, QS_FIELDS_SWEEP_DESIGN);
#undef QS_THIS

#define QS_THIS struct qs_axis
QS_FIELD_TABLE(axis, QS_FIELDS_AXIS);
#undef QS_THIS

#define QS_THIS struct qs_correlation
QS_FIELD_TABLE(correlation, QS_FIELDS_CORRELATION);
#undef QS_THIS

#define QS_THIS struct qs_objective
QS_FIELD_TABLE(objective, QS_FIELDS_OBJECTIVE);
#undef QS_THIS

#define QS_THIS struct qs_calibration
QS_FIELD_TABLE(calibration, QS_FIELDS_CALIBRATION);
#undef QS_THIS

#define QS_THIS struct qs_sweep
QS_FIELD_TABLE(sweep, QS_FIELDS_SWEEP);
#undef QS_THIS

const char *const qs_sweep_stats[QS_SWEEP_STATS] = {"p10", "p50", "p90", "mean", "share"};
const enum qs_scalar_id qs_sweep_error_of[QS_SWEEP_ERRORS] = {QS_SCALAR_npv, QS_SCALAR_co2e_project,
							      QS_SCALAR_pv_carbon};

enum {
	SCALARS = QS_SCALAR_COUNT * QS_SWEEP_STATS,
	LOSS = SCALARS,
	ERRORS = LOSS + 1,
	CREDITS = ERRORS + 3 * QS_SWEEP_ERRORS
};

size_t qs_sweep_outputs(const struct qs_packs *packs)
{
	return CREDITS + packs->methodologies.n * QS_SWEEP_CREDIT_STATS;
}

const char *qs_sweep_output(const struct qs_packs *packs, size_t at, char name[QS_SWEEP_NAME])
{
	const struct qs_scalar_row *row = &qs_scalar_rows[at / QS_SWEEP_STATS % QS_SCALAR_COUNT];
	const char *const stat = qs_sweep_stats[at % QS_SWEEP_STATS];

	if (at < SCALARS) {
		snprintf(name, QS_SWEEP_NAME, "%s_%s", row->name, stat);
		return at % QS_SWEEP_STATS + 1 == QS_SWEEP_STATS ? "1" : row->unit;
	}
	if (at == LOSS) {
		snprintf(name, QS_SWEEP_NAME, "probability_of_loss");
		return "1";
	}
	if (at < CREDITS) {
		row = &qs_scalar_rows[qs_sweep_error_of[(at - ERRORS) / 3]];
		snprintf(name, QS_SWEEP_NAME, "%s_%s_error", row->name, qs_sweep_stats[(at - ERRORS) % 3]);
		return row->unit;
	}
	snprintf(name, QS_SWEEP_NAME, "credits_%s_%s",
		 packs->methodologies.items[(at - CREDITS) / QS_SWEEP_CREDIT_STATS].id,
		 qs_sweep_stats[(at - CREDITS) % QS_SWEEP_CREDIT_STATS]);
	return "t";
}

const char *qs_sweep_output_label(const struct qs_packs *packs, size_t at, enum qs_lang lang)
{
	const struct qs_scalar_row *row;

	if (at == LOSS)
		return lang == QS_ZH ? "亏损概率" : "probability of loss";
	if (at >= CREDITS) {
		const struct qs_text *const name =
			&packs->methodologies.items[(at - CREDITS) / QS_SWEEP_CREDIT_STATS].name;

		return lang == QS_ZH ? name->zh : name->en;
	}
	row = at < SCALARS ? &qs_scalar_rows[at / QS_SWEEP_STATS]
			   : &qs_scalar_rows[qs_sweep_error_of[(at - ERRORS) / 3]];
	return lang == QS_ZH ? row->zh : row->en;
}
