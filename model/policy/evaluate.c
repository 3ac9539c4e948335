#include "model/policy/evaluate.h"

#include "kernels/mcda.h"
#include "model/base/arena.h"
#include "model/finance/lines.h"
#include "model/policy/built.h"
#include "model/policy/score.h"
#include "model/portfolio.h"

#include <math.h>
#include <string.h>

static const double change = 0.2; /* of a weight, for the firmness of an order */

const char *const qs_words_indicator_group[] = {"ecological", "economic", "social", "governance", NULL};

const struct qs_indicator_row qs_indicator_rows[QS_INDICATOR_COUNT] = {
#define X(id, unit, zh, en) {#id, unit, zh, en},
	QS_INDICATORS(X)
#undef X
};

#define QS_THIS struct qs_indicator_pack
QS_FIELD_TABLE(indicator_pack, QS_FIELDS_INDICATOR_PACK);
#undef QS_THIS

#define QS_THIS struct qs_evaluation_pack
QS_FIELD_TABLE(evaluation_pack, QS_FIELDS_EVALUATION_PACK);
#undef QS_THIS

void qs_evaluation_of(const struct qs_evaluation_pack *pack, struct qs_evaluation *e)
{
	static const double random_index = 0.90; /* of 4 criteria: Saaty */
	double work[QS_INDICATOR_GROUPS * (QS_INDICATOR_GROUPS + 1)], sum = 0;

	memset(e, 0, sizeof *e);
	e->pack = pack;
	e->consistency =
		qs_mcda_consistency(qs_mcda_principal(QS_INDICATOR_GROUPS, pack->compared.items, e->group, work),
				    QS_INDICATOR_GROUPS) /
		random_index;
	for (int j = 0; j < QS_INDICATOR_COUNT; j++) {
		e->worst[j] = 0;
		e->target[j] = 1;
		for (size_t i = 0; i < pack->indicators.n; i++) {
			const struct qs_indicator_pack *const one = &pack->indicators.items[i];

			if (strcmp(one->id, qs_indicator_rows[j].id) != 0)
				continue;
			e->weight[j] = e->group[one->group] * one->share.value;
			e->worst[j] = one->worst.value;
			e->target[j] = one->target.value;
		}
		sum += e->weight[j];
	}
	for (int j = 0; j < QS_INDICATOR_COUNT && sum > 0; j++)
		e->weight[j] /= sum;
}

/* ---- indicators of a site ---- */

enum { PARTS = 5 };

/* Indicators that are sums of lines over sums of others (none: over restored ha and years). */
static const struct {
	enum qs_indicator_id id;
	struct {
		enum qs_line line;
		double sign;
	} top[PARTS], bottom[PARTS];
	int tops, bottoms;
} by_lines[] = {
	{QS_INDICATOR_carbon, {{QS_LINE_OF_carbon_grown, 1}}, {{0, 0}}, 1, 0},
	{QS_INDICATOR_flood, {{QS_LINE_OF_quickflow_avoided, 1}}, {{0, 0}}, 1, 0},
	{QS_INDICATOR_soil, {{QS_LINE_OF_soil_retained, 1}}, {{0, 0}}, 1, 0},
	{QS_INDICATOR_diversity, {{QS_LINE_OF_diversity, 1}}, {{0, 0}}, 1, 0},
	{QS_INDICATOR_self_finance,
	 {{QS_LINE_OF_carbon_income, 1},
	  {QS_LINE_OF_industry_income, 1},
	  {QS_LINE_OF_industry_cost, -1},
	  {QS_LINE_OF_spoil_income, 1}},
	 {{QS_LINE_OF_works, 1},
	  {QS_LINE_OF_upkeep, 1},
	  {QS_LINE_OF_upkeep_public, 1},
	  {QS_LINE_OF_rent, 1},
	  {QS_LINE_OF_registration, 1}},
	 4,
	 5},
	{QS_INDICATOR_rent, {{QS_LINE_OF_rent, 1}}, {{0, 0}}, 1, 0},
};

static void add_line(const struct qs_evaluated *in, enum qs_line line, double sign, double *column)
{
	const double *const from = in->lines + (size_t)line * in->years * in->members;

	for (size_t t = 0; t < in->years; t++)
		for (size_t i = 0; i < in->members; i++)
			column[i] += sign * from[t * in->members + i];
}

static void ratio_of(const struct qs_evaluated *in, size_t k, double *x, double *below)
{
	const double whole = in->restored_ha * (double)in->years;

	memset(x, 0, in->members * sizeof *x);
	memset(below, 0, in->members * sizeof *below);
	for (int p = 0; p < by_lines[k].tops; p++)
		add_line(in, by_lines[k].top[p].line, by_lines[k].top[p].sign, x);
	for (int p = 0; p < by_lines[k].bottoms; p++)
		add_line(in, by_lines[k].bottom[p].line, by_lines[k].bottom[p].sign, below);
	for (size_t i = 0; i < in->members; i++) {
		const double by = by_lines[k].bottoms ? below[i] : whole;

		x[i] = by > 0 ? x[i] / by : 0;
	}
}

/* What is stated, the same for all members; NaN: not known. */
static double stated(const struct qs_evaluated *in, enum qs_indicator_id id)
{
	const struct qs_site_policy *const policy = &in->site->policy;
	const struct qs_policy_terms *const terms = &in->portfolio->policy.terms;
	double visits = 0;

	switch (id) {
	case QS_INDICATOR_jobs:
		return policy->jobs.given ? policy->jobs.value / in->restored_ha : (double)NAN;
	case QS_INDICATOR_safety:
		return policy->people_safer.given ? policy->people_safer.value / in->restored_ha : (double)NAN;
	case QS_INDICATOR_visits:
		for (size_t r = 0; r < in->site->finance.revenues.n; r++)
			visits += in->site->finance.revenues.items[r].visits_per_year.value;
		return visits / in->restored_ha;
	case QS_INDICATOR_budget:
		return fabs(qs_built_deviation(in->portfolio, in->packs, in->site, NULL).cost);
	case QS_INDICATOR_disclosure:
		return qs_was_given(&qs_table_policy_terms, &terms->given, "disclosed") ? terms->disclosed
											: (double)NAN;
	default:
		return (double)NAN;
	}
}

/* The members' values of an indicator; 0 if it is not known. */
static int column_of(const struct qs_evaluated *in, enum qs_indicator_id id, double *x, double *scratch)
{
	double all;

	for (size_t k = 0; k < sizeof by_lines / sizeof by_lines[0]; k++)
		if (by_lines[k].id == id) {
			ratio_of(in, k, x, scratch);
			return 1;
		}
	if (id == QS_INDICATOR_timely) {
		for (size_t i = 0; in->due >= 0 && i < in->members; i++)
			x[i] = in->acceptance[i] <= (double)in->due ? 1 : 0;
		return in->due >= 0;
	}
	all = stated(in, id);
	for (size_t i = 0; i < in->members; i++)
		x[i] = all;
	return !isnan(all);
}

void qs_evaluate(const struct qs_evaluation *e, const struct qs_evaluated *in, double *score,
		 double sum[QS_INDICATOR_COUNT], double *known, double *work)
{
	double *const x = work, *const scratch = work + in->members;

	*known = 0;
	memset(score, 0, in->members * sizeof *score);
	for (int j = 0; j < QS_INDICATOR_COUNT; j++) {
		const double range = e->target[j] - e->worst[j];

		sum[j] = (double)NAN;
		if (!(in->restored_ha > 0) || !column_of(in, (enum qs_indicator_id)j, x, scratch))
			continue;
		sum[j] = 0;
		for (size_t i = 0; i < in->members; i++) {
			const double reached = (x[i] - e->worst[j]) / range;

			sum[j] += x[i];
			score[i] += e->weight[j] * (reached < 0 ? 0 : reached > 1 ? 1 : reached);
		}
		*known += e->weight[j];
	}
	for (size_t i = 0; *known > 0 && i < in->members; i++)
		score[i] *= 100 / *known;
}

/* ---- pay ---- */

double qs_evaluation_performance(const struct qs_evaluation_pack *pack, double score)
{
	const double fair = pack->fair_from.value, good = pack->good_from.value;
	const double part = score >= pack->full_from.value ? 1
			    : score >= good                ? pack->good_pay.value
			    : score >= fair ? pack->fair_pay.value + (pack->good_pay.value - pack->fair_pay.value) *
									     (score - fair) / (good - fair)
					    : 0;

	return 1 - pack->tied_frac.value + pack->tied_frac.value * part;
}

/* ---- the order of sites ---- */

/* Columns that are known for all sites, and their weights; *x is [sites][n], counted from the least if that is
 * negative. */
static size_t take_columns(const struct qs_evaluation *e, size_t sites, const double *mean, double *x, int *cost,
			   int *which)
{
	size_t n = 0;

	for (int j = 0; j < QS_INDICATOR_COUNT; j++) {
		int all = e->weight[j] > 0;

		for (size_t s = 0; s < sites; s++)
			all &= !isnan(mean[s * QS_INDICATOR_COUNT + (size_t)j]);
		if (all)
			which[n++] = j;
	}
	for (size_t k = 0; k < n; k++) {
		double least = 0;

		cost[k] = e->target[which[k]] < e->worst[which[k]];
		for (size_t s = 0; s < sites; s++)
			least = fmin(least, mean[s * QS_INDICATOR_COUNT + (size_t)which[k]]);
		for (size_t s = 0; s < sites; s++)
			x[s * n + k] = mean[s * QS_INDICATOR_COUNT + (size_t)which[k]] - least;
	}
	return n;
}

int qs_evaluation_rank(const struct qs_evaluation *e, size_t sites, const double *mean, struct qs_arena *arena,
		       struct qs_ranking *r)
{
	enum { N = QS_INDICATOR_COUNT };
	double *const x = qs_arena_take(arena, sites * N, sizeof *x);
	double *const work = qs_arena_take(arena, 4 * sites + N, sizeof *work);
	double ahp[N], entropy[N], weight[N], up[N], down[N], without[N], sum = 0;
	int cost[N], which[N];
	size_t n;

	memset(r, 0, sizeof *r);
	r->closeness = qs_arena_take(arena, sites, sizeof *r->closeness);
	r->rank = qs_arena_take(arena, sites, sizeof *r->rank);
	if (!x || !work || !r->closeness || !r->rank)
		return -1;
	r->sites = sites;
	r->least_tau = (double)NAN;
	for (int j = 0; j < N; j++)
		r->up[j] = r->down[j] = r->without[j] = (double)NAN;
	n = sites > 1 ? take_columns(e, sites, mean, x, cost, which) : 0;
	if (!n)
		return 0;
	qs_mcda_entropy(sites, n, x, cost, ahp, entropy);
	for (size_t k = 0; k < n; k++) {
		ahp[k] = e->weight[which[k]];
		entropy[k] = isnan(entropy[k]) ? 1 / (double)n : entropy[k];
		weight[k] = sqrt(ahp[k] * entropy[k]);
		sum += weight[k];
	}
	for (size_t k = 0; k < n; k++)
		weight[k] = sum > 0 ? weight[k] / sum : 1 / (double)n;
	qs_mcda_topsis(sites, n, x, cost, weight, work, work + sites, r->closeness);
	qs_mcda_rank(sites, r->closeness, r->rank);
	qs_score_firmness(sites, n, x, cost, weight, change, up, down, without, work);
	for (size_t k = 0; k < n; k++) {
		const int j = which[k];

		r->uses[j] = 1;
		r->ahp[j] = ahp[k];
		r->entropy[j] = entropy[k];
		r->combined[j] = weight[k];
		r->up[j] = up[k];
		r->down[j] = down[k];
		r->without[j] = without[k];
		r->least_tau = isnan(r->least_tau) ? fmin(up[k], down[k]) : fmin(r->least_tau, fmin(up[k], down[k]));
	}
	return 0;
}
