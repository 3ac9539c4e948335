#include "kernels/kernels.h"
#include "kernels/price.h"
#include "validation/case_columns.h"
#include "validation/case_finance.h"

#include <math.h>

#define PRICE_MAX 1e15
#define PRICE_MIN 1e-15 /* of what must be above zero */
#define TIME_MAX 1e5
enum { MEAN, VARIANCE, MEAN_LOG, VARIANCE_LOG, COLUMNS };
enum price_method { GBM, LOG_OU, CIR, DETERMINISTIC, MERTON, REGIMES };
enum { MOST_REGIMES = 100, MOST_STEPS = 10000 };

/* A model and where its results go. */
struct price_case {
	int method;
	size_t n;
	const double *times;
	double start;
	struct qs_price_gbm gbm;
	struct qs_price_log_ou ou;
	struct qs_price_cir cir;
	struct qs_price_merton merton;
	struct qs_price_regimes regimes;
	double step_years, done, *now, *next; /* of regimes: steps done, chances of then */
	size_t first;
	const double *years, *prices; /* deterministic */
	size_t path_n;
	int steps;
	double *at[COLUMNS];
};

static void read_log_ou(const struct qs_case_given *given, struct price_case *c)
{
	c->ou.k = qs_case_number(given, "k", 0, 1e3);
	c->ou.log_mean = qs_case_number(given, "log_mean", -100, 100);
	c->ou.log_mean_growth = qs_case_optional(given, "log_mean_growth", -100, 100, 0);
	c->ou.sigma = qs_case_number(given, "sigma", 0, 100);
}

static void read_cir(const struct qs_case_given *given, struct price_case *c)
{
	c->start = qs_case_number(given, "s0", 0, PRICE_MAX);
	c->cir.k = qs_case_number(given, "k", 0, 1e3);
	c->cir.theta = qs_case_number(given, "theta", 0, PRICE_MAX);
	c->cir.sigma = qs_case_number(given, "sigma", 0, 1e6);
}

static void read_merton(const struct qs_case_given *given, struct price_case *c)
{
	c->merton.mu = qs_case_number(given, "mu", -100, 100);
	c->merton.sigma = qs_case_number(given, "sigma", 0, 100);
	c->merton.jumps = qs_case_number(given, "jumps_per_year", 0, 1e6);
	c->merton.jump_mean = qs_case_number(given, "jump_mean", -100, 100);
	c->merton.jump_sd = qs_case_number(given, "jump_sd", 0, 100);
}

static void read_path(const struct qs_case_given *given, struct price_case *c)
{
	static const char *const betweens[] = {"linear", "step", NULL};

	c->steps = qs_case_choice(given, "between", betweens) == 1;
	c->years = qs_case_column(given, "years", -TIME_MAX, TIME_MAX, &c->path_n);
	c->prices = qs_case_column(given, "prices", -PRICE_MAX, PRICE_MAX, &c->path_n);
	for (size_t i = 1; c->years && i < c->path_n; i++)
		if (!(c->years[i] > c->years[i - 1])) {
			qs_case_refuse(given, "years", "years must rise");
			break;
		}
}

/* Rows of chances must sum to 1, and the times be whole steps. */
static void check_regimes(const struct qs_case_given *given, const struct price_case *c)
{
	for (size_t r = 0; c->regimes.chance && r < c->regimes.n; r++) {
		double sum = 0;

		for (size_t j = 0; j < c->regimes.n; j++)
			sum += c->regimes.chance[r * c->regimes.n + j];
		if (!(fabs(sum - 1) <= 1e-12))
			qs_case_refuse(given, "chances", "the chances of a row must sum to 1");
	}
	for (size_t i = 0; c->times && c->step_years > 0 && i < c->n; i++) {
		const double steps = c->times[i] / c->step_years;

		if (fabs(steps - floor(steps + 0.5)) > 1e-9 || steps > MOST_STEPS)
			qs_case_refuse(given, "times_years", "a time must be a whole number of steps, at most 10000");
	}
}

static void read_regimes(const struct qs_case_given *given, struct price_case *c)
{
	size_t rows, columns;

	c->regimes.level = qs_case_column(given, "levels", 0, PRICE_MAX, &c->regimes.n);
	rows = columns = c->regimes.n;
	c->regimes.chance = qs_case_table(given, "chances", 0, 1, 0, &rows, &columns);
	c->step_years = qs_case_optional(given, "step_years", 1e-3, 1e3, 1);
	c->first = (size_t)qs_case_whole(given, "start", 0, MOST_REGIMES);
	if (c->regimes.level && (c->first >= c->regimes.n || c->regimes.n > MOST_REGIMES))
		qs_case_refuse(given, "start", "no such regime: they count from 0, at most 100");
	check_regimes(given, c);
}

static void read_price(const struct qs_case_given *given, struct price_case *c)
{
	static const char *const keys[] = {"method",          "times_years", "s0",         "mu",
					   "sigma",           "k",           "theta",      "log_mean",
					   "log_mean_growth", "years",       "prices",     "between",
					   "jumps_per_year",  "jump_mean",   "jump_sd",    "levels",
					   "chances",         "start",       "step_years", NULL};
	static const char *const methods[] = {"gbm", "log-ou", "cir", "deterministic", "merton", "regimes", NULL};

	c->method = qs_case_choice(given, "method", methods);
	qs_case_only(given, keys);
	c->times = qs_case_column(given, "times_years", c->method == DETERMINISTIC ? -TIME_MAX : 0, TIME_MAX, &c->n);
	if (c->method == GBM || c->method == LOG_OU || c->method == MERTON)
		c->start = qs_case_number(given, "s0", PRICE_MIN, PRICE_MAX);
	if (c->method == GBM) {
		c->gbm.mu = qs_case_number(given, "mu", -100, 100);
		c->gbm.sigma = qs_case_number(given, "sigma", 0, 100);
	}
	if (c->method == LOG_OU)
		read_log_ou(given, c);
	if (c->method == CIR)
		read_cir(given, c);
	if (c->method == DETERMINISTIC)
		read_path(given, c);
	if (c->method == MERTON)
		read_merton(given, c);
	if (c->method == REGIMES)
		read_regimes(given, c);
}

/* The moments after a time: goes on from the time asked for before, if that was not later. */
static struct qs_price_moments regimes_at(struct price_case *c, double time)
{
	const size_t all = c->regimes.n;
	const double steps = floor(time / c->step_years + 0.5);

	if (c->done < 0 || steps < c->done) {
		c->done = 0;
		for (size_t r = 0; r < all; r++)
			c->now[r] = r == c->first;
	}
	for (; c->done < steps; c->done += 1) {
		qs_price_regimes_step(&c->regimes, c->now, c->next);
		for (size_t r = 0; r < all; r++)
			c->now[r] = c->next[r];
	}
	return qs_price_regimes_moments(&c->regimes, c->now);
}

static struct qs_price_moments moments_at(struct price_case *c, size_t i)
{
	const double time = c->times[i];
	struct qs_price_moments logs;

	switch (c->method) {
	case GBM:
		return qs_price_gbm_moments(&c->gbm, c->start, time);
	case LOG_OU:
		logs = qs_price_log_ou_log_moments(&c->ou, c->start, time);
		c->at[MEAN_LOG][i] = logs.mean;
		c->at[VARIANCE_LOG][i] = logs.variance;
		return qs_price_lognormal_moments(logs);
	case CIR:
		return qs_price_cir_moments(&c->cir, c->start, time);
	case MERTON:
		return qs_price_merton_moments(&c->merton, c->start, time);
	case REGIMES:
		return regimes_at(c, time);
	default:
		return (struct qs_price_moments){qs_price_given_at(c->path_n, c->years, c->prices, c->steps, time), 0};
	}
}

static int lists_taken(const struct qs_case_given *given, struct price_case *c)
{
	if (c->method == REGIMES) {
		c->now = qs_arena_take(given->arena, c->regimes.n, sizeof *c->now);
		c->next = qs_arena_take(given->arena, c->regimes.n, sizeof *c->next);
		if (!c->now || !c->next || !c->regimes.level || !c->regimes.chance)
			return 0;
	}
	if (c->method == DETERMINISTIC && (!c->years || !c->prices))
		return 0;
	return c->times && !qs_case_columns(given, c->n, c->at, COLUMNS);
}

qs_status qs_case_price_model(const struct qs_kernels *kernels, const struct qs_case_given *given,
			      struct qs_json_out *out, struct qs_err *err)
{
	struct price_case c = {.done = -1};

	(void)kernels;
	read_price(given, &c);
	if (qs_case_failed(given))
		return QS_OK;
	if (!lists_taken(given, &c))
		return qs_fail(err, QS_ENOMEM, "columns of a case");
	for (size_t i = 0; i < c.n; i++) {
		const struct qs_price_moments m = moments_at(&c, i);

		c.at[MEAN][i] = m.mean;
		c.at[VARIANCE][i] = m.variance;
		if (!(fabs(m.mean) <= 1e300 && m.variance <= 1e300)) {
			qs_case_refuse(given, "times_years", "mean or variance is above 1e300 at one of the times");
			return QS_OK;
		}
	}
	qs_case_put_column(out, "mean", c.at[MEAN], c.n);
	qs_case_put_column(out, "variance", c.at[VARIANCE], c.n);
	if (c.method == LOG_OU) {
		qs_case_put_column(out, "mean_log", c.at[MEAN_LOG], c.n);
		qs_case_put_column(out, "variance_log", c.at[VARIANCE_LOG], c.n);
	}
	if (c.method == CIR)
		qs_json_out_number(out, "feller_ratio", qs_price_feller(&c.cir));
	return QS_OK;
}
