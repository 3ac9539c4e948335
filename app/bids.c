/* `qingshan bids`: competing bids for one portfolio (scenarios/bids.h). */
#include "scenarios/bids.h"

#include "app/input.h"
#include "app/options.h"
#include "io/csv.h"
#include "io/file.h"
#include "io/files.h"
#include "io/text.h"
#include "kernels/bid.h"
#include "kernels/cash.h"
#include "model/base/version.h"
#include "model/finance/funding.h"
#include "model/policy/credit.h"
#include "scenarios/run.h"

#include <math.h>
#include <string.h>

static const char *const columns[QS_BID_CRITERIA] = {"price_cny", "benefit", "credit"};
static const char *const weights[QS_BID_CRITERIA] = {"price", "benefit", "credit"};
static const double usual[QS_BID_CRITERIA] = {0.5, 0.3, 0.2};

/* A bid beyond its offer. */
struct bid {
	const char *portfolio;         /* of the bidder's own plan, or NULL */
	int computed[QS_BID_CRITERIA]; /* benefit and credit: not stated, taken from the run of the plan */
};

static qs_status no_bids(const struct qs_app *app, const char *path, const char *zh, const char *en)
{
	return qs_say(
		app, QS_EINPUT,
		qs_tr(app,
		      "列：id、price_cny（负为补助），可加 benefit、credit、grade（A 至 "
		      "D）、portfolio（自有方案）；空着的 "
		      "benefit、credit 由模拟得出；1 至 64 行",
		      "columns: id, price_cny (negative: a subsidy), perhaps benefit, credit, grade (A to D), "
		      "portfolio (a "
		      "plan of one's own); benefit and credit that are not there come from the run; 1 to 64 rows"),
		"%s: %s", path, qs_tr(app, zh, en));
}

static size_t column_of(const struct qs_csv *csv, const char *name)
{
	size_t at = 0;

	while (at < csv->columns && strcmp(csv->names[at], name) != 0)
		at++;
	return at;
}

/* The file of a plan, named from the folder of the table; NULL without memory. */
static const char *beside(struct qs_app *app, const char *table, const char *name)
{
	const char *const slash = strrchr(table, '/');
	const size_t folder = slash && *name != '/' ? (size_t)(slash - table) + 1 : 0, n = strlen(name);
	char *const path = qs_arena_take(&app->arena, folder + n + 1, 1);

	if (!path)
		return NULL;
	memcpy(path, table, folder);
	memcpy(path + folder, name, n);
	return path;
}

static qs_status take_row(struct qs_app *app, const struct qs_csv *csv, size_t row, const char *path,
			  struct qs_bid_offer *offer, struct bid *bid)
{
	const char *const *const cells = csv->cells + row * csv->columns;
	const size_t grade = column_of(csv, "grade"), plan = column_of(csv, "portfolio");

	offer->id = cells[column_of(csv, "id")];
	offer->excluded = grade < csv->columns && !strcmp(cells[grade], "D");
	if (grade < csv->columns && *cells[grade] && (strlen(cells[grade]) != 1 || !strchr("ABCD", *cells[grade])))
		return no_bids(app, path, "信用等级应为 A、B、C 或 D", "a grade is A, B, C or D");
	for (int c = 0; c < QS_BID_CRITERIA; c++) {
		const size_t at = column_of(csv, columns[c]);

		bid->computed[c] = c > 0 && (at == csv->columns || !*cells[at]);
		if (!bid->computed[c] && qs_number_read(cells[at], strlen(cells[at]), &offer->criterion[c]))
			return no_bids(app, path, "有单元格不是数", "a cell is no number");
	}
	if (plan == csv->columns || !*cells[plan])
		return QS_OK;
	bid->portfolio = beside(app, path, cells[plan]);
	return bid->portfolio ? QS_OK : qs_say(app, QS_ENOMEM, NULL, "bids");
}

static qs_status take_rows(struct qs_app *app, const struct qs_csv *csv, const char *path, struct qs_bid_offer *offers,
			   struct bid *bids)
{
	qs_status status = QS_OK;

	if (column_of(csv, "id") == csv->columns || column_of(csv, columns[0]) == csv->columns)
		return no_bids(app, path, "缺少一列", "a column is missing");
	if (!csv->rows || csv->rows > QS_BIDS_MOST)
		return no_bids(app, path, "行数不对", "too few or too many rows");
	for (size_t r = 0; r < csv->rows && !status; r++)
		status = take_row(app, csv, r, path, &offers[r], &bids[r]);
	return status;
}

static qs_status read_bids(struct qs_app *app, const char *path, struct qs_bid_offer *offers, struct bid *bids,
			   size_t *n)
{
	struct qs_mistakes mistakes;
	struct qs_csv csv = {0};
	struct qs_err err = {0};
	const char *bytes;
	size_t size;
	qs_status status = qs_file_read(&app->arena, path, &bytes, &size, &err);

	if (status)
		return qs_say_err(app, &err);
	qs_mistakes_init(&mistakes, NULL);
	status = qs_csv_parse(bytes, size, path, &app->arena, &mistakes, &csv, &err);
	if (mistakes.errors || mistakes.notices)
		qs_app_tell(app, stderr, &mistakes);
	else if (status)
		qs_say_err(app, &err);
	qs_mistakes_free(&mistakes);
	*n = csv.rows;
	return status ? status : take_rows(app, &csv, path, offers, bids);
}

/* Weights of the portfolio's policy by their names, else the usual ones; brought to a sum of 1. */
static void take_weights(const struct qs_portfolio *portfolio, double *weight)
{
	double sum = 0;

	for (int c = 0; c < QS_BID_CRITERIA; c++) {
		weight[c] = 0;
		for (size_t i = 0; i < portfolio->policy.weights.n; i++)
			if (!strcmp(portfolio->policy.weights.items[i].name, weights[c]))
				weight[c] += portfolio->policy.weights.items[i].value;
		sum += weight[c];
	}
	for (int c = 0; c < QS_BID_CRITERIA; c++)
		weight[c] = sum > 0 ? weight[c] / sum : usual[c];
}

static const char *write_bids(struct qs_app *app, size_t n, const struct qs_bid_offer *offers, const struct bid *bids,
			      const struct qs_bid_terms *terms, const struct qs_bid_verdict *verdicts,
			      const struct qs_bid_bounds *bounds, size_t *length)
{
	struct qs_json_out out;

	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "version", qs_version);
	qs_json_out_uint(&out, "members", terms->members);
	qs_json_out_number(&out, "probability", terms->probability);
	qs_json_out_number(&out, "most_cny", bounds->most);
	qs_json_out_number(&out, "reserve_cny", bounds->reserve);
	qs_json_out_number(&out, "shade_cny", bounds->shade);
	qs_json_out_number(&out, "shaded_most_cny", bounds->shaded);
	qs_json_out_object(&out, "weights");
	for (int c = 0; c < QS_BID_CRITERIA; c++)
		qs_json_out_number(&out, weights[c], terms->weight[c]);
	qs_json_out_end(&out);
	qs_json_out_array(&out, "bids");
	for (size_t i = 0; i < n; i++) {
		qs_json_out_object(&out, NULL);
		qs_json_out_string(&out, "id", offers[i].id);
		for (int c = 0; c < QS_BID_CRITERIA; c++)
			qs_json_out_number(&out, columns[c], offers[i].criterion[c]);
		qs_json_out_bool(&out, "benefit_computed", bids[i].computed[1]);
		qs_json_out_bool(&out, "credit_computed", bids[i].computed[2]);
		qs_json_out_bool(&out, "own_plan", bids[i].portfolio != NULL);
		qs_json_out_number(&out, "chance_of_hurdle", verdicts[i].chance);
		qs_json_out_bool(&out, "above_most", verdicts[i].above_most);
		qs_json_out_bool(&out, "eligible", !offers[i].excluded);
		qs_json_out_number(&out, "closeness", verdicts[i].closeness);
		qs_json_out_number(&out, "rank", verdicts[i].rank);
		qs_json_out_number(&out, "best_rank", verdicts[i].best_rank);
		qs_json_out_number(&out, "worst_rank", verdicts[i].worst_rank);
		qs_json_out_end(&out);
	}
	qs_json_out_end(&out);
	qs_json_out_end(&out);
	return qs_json_out_text(&out, length);
}

/* The bound and a bid a line, best first; those without a place in the order stand last. */
static void print_bids(const struct qs_app *app, size_t n, const struct qs_bid_offer *offers,
		       const struct qs_bid_terms *terms, const struct qs_bid_verdict *verdicts,
		       const struct qs_bid_bounds *bounds)
{
	int told[QS_BIDS_MOST] = {0};

	printf(qs_tr(app,
		     "最高可出价 %.0f 元（负为所需补助），达到基准收益率的概率 %g %%；减去赢者诅咒的余量后 %.0f "
		     "元；保留价 %.0f 元\n",
		     "highest price %.0f CNY (negative: a subsidy asked for) at a chance of %g %% to reach the hurdle; "
		     "%.0f CNY with the winner's curse taken off; reserve price %.0f CNY\n"),
	       bounds->most, 100 * terms->probability, bounds->shaded, bounds->reserve);
	printf("%s", qs_tr(app, "名次（范围）      报价，元  达标概率  投标\n",
			   "rank (range)    price, CNY    chance  bid\n"));
	for (size_t k = 0; k < n; k++) {
		size_t next = n;

		for (size_t i = 0; i < n; i++)
			if (!told[i] && (next == n || isnan(verdicts[next].rank) ||
					 verdicts[i].rank < verdicts[next].rank))
				next = i;
		told[next] = 1;
		if (offers[next].excluded)
			printf("%-12s", "-");
		else
			printf("%4g (%g-%g) ", verdicts[next].rank, verdicts[next].best_rank, verdicts[next].worst_rank);
		printf("%14.0f %7.0f %%  %s%s\n", offers[next].criterion[0], 100 * verdicts[next].chance,
		       offers[next].id,
		       offers[next].excluded ? qs_tr(app, "（信用 D 级，不参与排序）", " (credit grade D: no place)")
		       : verdicts[next].above_most ? qs_tr(app, "（高于最高可出价）", " (above the highest price)")
						   : "");
	}
}

static qs_status put_files(struct qs_app *app, const char *path, const char *text, size_t n)
{
	struct qs_folder folder;
	struct qs_err err = {0};
	qs_status status = qs_folder_open(&folder, &app->context.allocator, path, "bids", &err);

	if (!status)
		status = qs_file_put(&folder, "bids.json", text, n, &err);
	if (!status)
		status = qs_folder_finish(&folder, "{\"command\": \"bids\"}\n", &err);
	else
		qs_folder_drop(&folder);
	return status ? qs_say_err(app, &err) : QS_OK;
}

/* What the run of a plan gives for bids. */
struct plan {
	double *npv; /* [members] after tax, at the hurdle */
	double factor, benefit;
	struct qs_credit_rating credit;
};

/* Runs a plan: net present values by member, the median score of benefits, the party's credit. */
static qs_status run_plan(struct qs_app *app, struct qs_input *input, struct plan *plan)
{
	const struct qs_portfolio *const portfolio = &input->portfolio;
	const struct qs_finance *const finance = &portfolio->finance;
	const struct qs_run_input run = {portfolio,     &input->packs,    &input->sites, input->resolved_json,
					 input->hashes, input->hash_count};
	const size_t members = (size_t)portfolio->members;
	double *const column = qs_arena_take(&app->arena, 4 * members, sizeof *column);
	int64_t *const work = qs_arena_take(&app->arena, members, sizeof *work);
	struct qs_experiment experiment = {.npv = column,
					   .credits = column + members,
					   .npv_after_tax = column + 2 * members,
					   .score = column + 3 * members};
	const double middle = 0.5;
	struct qs_err err = {0};
	qs_status status = column && work ? qs_run_experiment(&app->context, &run, NULL, &experiment, &err)
					  : qs_fail(&err, QS_ENOMEM, "bids");

	if (status)
		return qs_say_err(app, &err);
	plan->npv = experiment.npv_after_tax;
	plan->factor = qs_taxed(portfolio)
			       ? qs_bid_factor(finance->tax.income_rate_pct.value / 100,
					       (double)finance->tax.amortisation_years,
					       qs_k_cash_nominal_rate(finance->discount_rate_pct.value / 100,
								      finance->inflation_pct.value / 100))
			       : 1;
	plan->benefit = experiment.score[0];
	if (!isnan(plan->benefit))
		app->context.kernels->quantiles(members, experiment.score, work, &middle, 1, &plan->benefit);
	plan->credit =
		qs_credit_rate(input->packs.evaluation.items, &portfolio->policy.terms); /* the check asks for one */
	return QS_OK;
}

/* Fills what a bid does not state from a plan. */
static qs_status complete(const struct qs_app *app, const struct plan *plan, struct qs_bid_offer *offer,
			  struct bid *bid)
{
	if (bid->computed[1])
		offer->criterion[1] = plan->benefit;
	if (bid->computed[2])
		offer->criterion[2] = plan->credit.credit;
	if (bid->computed[2] && plan->credit.known && plan->credit.grade == QS_CREDIT_D)
		offer->excluded = 1;
	if ((bid->computed[1] && isnan(plan->benefit)) || (bid->computed[2] && isnan(plan->credit.credit)))
		return qs_say(app, QS_EINPUT,
			      qs_tr(app, "没有修复面积就没有效益得分；信用见 policy.terms.credit_years 等",
				    "nothing restored has no score of benefits; credit is stated by policy.terms, "
				    "credit_years for instance"),
			      qs_tr(app, "报价 %s：benefit 或 credit 既未填写，也无法由方案得出",
				    "bid %s: benefit or credit is not stated, and its plan does not give it"),
			      offer->id);
	return QS_OK;
}

/* The plans that bidders have of their own, with as many members as the shared one, and the same seed. */
static qs_status run_own(struct qs_app *app, const struct qs_portfolio *shared, size_t n, struct qs_bid_offer *offers,
			 struct bid *bids)
{
	const struct qs_input_override override = {
		.have_members = 1, .have_seed = 1, .members = shared->members, .seed = shared->seed};
	qs_status status = QS_OK;

	for (size_t i = 0; i < n && !status; i++) {
		struct qs_input input = {0};
		struct plan plan = {0};

		if (!bids[i].portfolio)
			continue;
		status = qs_app_read(app, bids[i].portfolio, &override, &input);
		if (!status)
			status = run_plan(app, &input, &plan);
		if (!status)
			status = complete(app, &plan, &offers[i], &bids[i]);
		offers[i].npv = plan.npv;
		offers[i].factor = plan.factor;
		qs_input_free(&input);
	}
	return status;
}

/* The members' net present values, then the verdicts. */
static qs_status judge(struct qs_app *app, struct qs_input *input, size_t n, struct qs_bid_offer *offers,
		       struct bid *bids, const char *folder)
{
	const struct qs_portfolio *const portfolio = &input->portfolio;
	struct qs_bid_terms terms = {.members = (size_t)portfolio->members,
				     .probability = portfolio->finance.bid_probability_frac.value};
	struct qs_bid_verdict verdicts[QS_BIDS_MOST];
	struct qs_bid_bounds bounds;
	struct plan plan = {0};
	const char *text;
	size_t length = 0;
	qs_status status = run_plan(app, input, &plan);

	for (size_t i = 0; i < n && !status; i++)
		if (!bids[i].portfolio)
			status = complete(app, &plan, &offers[i], &bids[i]);
	if (!status)
		status = run_own(app, portfolio, n, offers, bids);
	if (status)
		return status;
	terms.npv = plan.npv;
	terms.factor = plan.factor;
	take_weights(portfolio, terms.weight);
	if (qs_bids_judge(app->context.kernels, n, offers, &terms, &app->arena, verdicts, &bounds))
		return qs_say(app, QS_ENOMEM, NULL, "bids");
	text = write_bids(app, n, offers, bids, &terms, verdicts, &bounds, &length);
	if (!text)
		return qs_say(app, QS_ENOMEM, NULL, "bids");
	status = put_files(app, folder, text, length);
	if (!status && app->json)
		puts(text);
	else if (!status)
		print_bids(app, n, offers, &terms, verdicts, &bounds);
	return status;
}

qs_status qs_app_bids(struct qs_app *app, const struct qs_args *args)
{
	const struct qs_input_override override = {
		.have_members = args->option[QS_OPT_MEMBERS].given,
		.have_seed = args->option[QS_OPT_SEED].given,
		.members = (int64_t)args->option[QS_OPT_MEMBERS].whole,
		.seed = args->option[QS_OPT_SEED].whole,
	};
	struct qs_bid_offer offers[QS_BIDS_MOST] = {0};
	struct bid bids[QS_BIDS_MOST] = {0};
	struct qs_input input = {0};
	size_t n = 0;
	qs_status status;

	if (!args->option[QS_OPT_OUTPUT].given)
		return qs_say(app, QS_EUSAGE, "qingshan bids PORTFOLIO.json BIDS.csv -o DIR", "%s",
			      qs_tr(app, "bids：缺少 -o DIR（结果目录）",
				    "bids: -o DIR, the folder of the results, is missing"));
	app->context.threads = qs_threads(args->option[QS_OPT_THREADS].whole);
	status = read_bids(app, args->operand[1], offers, bids, &n);
	if (!status)
		status = qs_app_read(app, args->operand[0], &override, &input);
	if (!status)
		status = judge(app, &input, n, offers, bids, args->option[QS_OPT_OUTPUT].text);
	qs_input_free(&input);
	return status;
}
