#include "model/market/rating.h"

#include "model/market/buffer.h"

#include <math.h>

void qs_risk_tally_year(struct qs_risk_tally *tally, double least, size_t members, const int64_t *before,
			const int64_t *now, const int64_t *burnt, const int64_t *removed)
{
	for (size_t i = 0; i < members; i++) {
		const int64_t fall = before[i] - now[i] - removed[i];
		const double lost = before[i] > 0 && fall > 0 ? (double)fall / (double)before[i] : 0;
		const enum qs_risk_cause cause = burnt[i] > 0 ? QS_RISK_FIRE : QS_RISK_DIE_BACK;

		if (before[i] <= 0)
			continue;
		tally->member_years += 1;
		if (burnt[i] <= 0 && !(lost > 0 && lost >= least))
			continue;
		tally->events[cause] += 1;
		tally->lost[cause] += lost;
	}
}

int qs_risk_has_matrix(const struct qs_methodology_pack *m)
{
	return m->risk_scores.n > 0;
}

struct qs_risk_rating qs_risk_rate(const struct qs_methodology_pack *m, const struct qs_risk_tally *tally)
{
	double score[QS_RISK_CLASSES_MOST * QS_RISK_CLASSES_MOST];
	const struct qs_buffer_matrix matrix = {m->risk_losses.n, m->risk_intervals.n, m->risk_losses.items,
						m->risk_intervals.items, score};
	struct qs_risk_rating rating = {.rated = 1};
	struct qs_buffer buffer;

	for (size_t i = 0; i < m->risk_scores.n; i++)
		score[i] = m->risk_scores.items[i] >= 100 ? (double)NAN : m->risk_scores.items[i];
	for (int c = 0; c < QS_RISK_CAUSES; c++) {
		const double events = tally->events[c];
		const struct qs_buffer_factor factor = {events > 0 ? tally->lost[c] / events : 0,
							tally->member_years / (events > 0 ? events : 1),
							m->risk_mitigation_frac.value};
		struct qs_buffer_score one;

		qs_buffer_rate(&matrix, &factor, &one); /* the last class of each begins at 0: checked with the packs */
		rating.cause[c].loss_frac = factor.loss;
		rating.cause[c].interval_years = factor.interval;
		rating.cause[c].score_pct = one.score;
		rating.natural_pct += one.score;
	}
	buffer = qs_buffer_of(rating.natural_pct + m->risk_other_natural_pct.value, m->risk_internal_pct.value,
			      m->risk_external_pct.value, m->risk_least_pct.value, 0);
	rating.total_pct = buffer.total;
	rating.held_pct = isnan(buffer.natural) ? buffer.natural : buffer.held;
	return rating;
}

double qs_risk_deduction(const struct qs_risk_rating *rating)
{
	return rating->held_pct >= 0 && rating->held_pct < 100 ? rating->held_pct / 100 : 1;
}
