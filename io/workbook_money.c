/* Sheets of report.xlsx on money and services: lines by site, cash flow, estimate, services. */
#include "io/workbook.h"
#include "model/base/packs.h"
#include "model/benefit/services.h"
#include "model/land/costs.h"
#include "model/land/estimate.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <math.h>
#include <string.h>

enum {
	HEADS = 2,
	FIRST_YEAR = 4,
	LABELS = 3
}; /* row of heads; columns of the first year and of labels on sheets of totals */

#define COUNT(list) (sizeof(list) / sizeof(list)[0])

static int is_cash(enum qs_line_group group)
{
	return group == QS_LINE_IN || group == QS_LINE_OUT;
}

static const char *direction(const struct qs_workbook *book, enum qs_line_group group)
{
	return qs_workbook_pick(book,
				group == QS_LINE_IN ? (struct qs_text){"流入", "in"} : (struct qs_text){"流出", "out"});
}

static int is_service(enum qs_line_group group)
{
	return group == QS_LINE_SERVICE || group == QS_LINE_SERVICE_QUANTITY;
}

/* Means of a line by year, or NULL if none is above or below 0. */
static const double *means_of(const struct qs_workbook *book, const struct qs_result *result, int line)
{
	const double *const mean = result->line_mean ? result->line_mean + (size_t)line * book->head->years : NULL;

	for (size_t y = 0; mean && y < book->head->years; y++)
		if (mean[y] != 0)
			return mean;
	return NULL;
}

static void put_years(struct qs_workbook *book, const struct qs_sheet *to, uint32_t row, uint16_t column)
{
	for (size_t y = 0; y < book->head->years; y++)
		qs_xlsx_number(&book->xlsx, to, row, (uint16_t)(column + y), QS_XLSX_YEAR,
			       book->head->start_year + (double)y);
}

void qs_workbook_money_begin(struct qs_workbook *book)
{
	static const struct qs_text lines[] = {{"场地", "site"},
					       {"科目代码", "line"},
					       {"科目", "name"},
					       {"单位", "unit"}},
				    estimate[] = {{"场地", "site"},
						  {"部分", "part"},
						  {"项目", "item"},
						  {"名称", "name"},
						  {"数量", "quantity"},
						  {"单位", "unit"},
						  {"单价（元）", "unit price, CNY"},
						  {"金额（元）", "amount, CNY"},
						  {"原始单价（元）", "price as listed, CNY"},
						  {"价格年", "price year"},
						  {"来源", "source"},
						  {"状态", "status"},
						  {"成员均值（元，含其运输、水泥、围栏与电）",
						   "paid by members, mean, CNY (with its haul, cement, fence, power)"},
						  {"10 %分位数（元）", "10 % quantile, CNY"},
						  {"中位数（元）", "median, CNY"},
						  {"90 %分位数（元）", "90 % quantile, CNY"}};
	const int zh = book->lang == QS_ZH;

	qs_workbook_title(
		book, QS_BOOK_LINES, (struct qs_text){"场地逐年科目", "Lines by site and year"},
		(struct qs_text){"成员均值；全为零的科目不列", "Means of members; lines of zeros are left out"});
	book->sheet[QS_BOOK_LINES].row =
		qs_xlsx_heads(&book->xlsx, &book->sheet[QS_BOOK_LINES], HEADS, lines, COUNT(lines), zh);
	put_years(book, &book->sheet[QS_BOOK_LINES], HEADS, FIRST_YEAR);
	qs_workbook_title(book, QS_BOOK_ESTIMATE, (struct qs_text){"投资估算", "Investment estimate"},
			  (struct qs_text){"项目情景的工程投资；金额 = 数量 × 单价",
					   "Capital works of the project; amount = quantity x unit price"});
	book->sheet[QS_BOOK_ESTIMATE].row =
		qs_xlsx_heads(&book->xlsx, &book->sheet[QS_BOOK_ESTIMATE], HEADS, estimate, COUNT(estimate), zh);
}

/* Headings of a budget, by enum qs_estimate_part. */
static const struct qs_text headings[QS_ESTIMATE_PARTS] = {
	{"工程费用", "works"}, {"工程建设其他费用", "other construction costs"}, {"基本预备费", "contingency"}};

/* ---- a site ---- */

static void line_row(struct qs_workbook *book, const struct qs_result *result, int line, const double *mean)
{
	const struct qs_line_row *const of = &qs_line_rows[line];
	struct qs_sheet *const to = &book->sheet[QS_BOOK_LINES];
	struct qs_xlsx *const x = &book->xlsx;
	const uint32_t row = to->row++;

	qs_xlsx_text(x, to, row, 0, QS_XLSX_TEXT, qs_workbook_pick(book, result->site->name));
	qs_xlsx_text(x, to, row, 1, QS_XLSX_TEXT, of->name);
	qs_xlsx_text(x, to, row, 2, QS_XLSX_TEXT, qs_workbook_pick(book, (struct qs_text){of->zh, of->en}));
	qs_xlsx_text(x, to, row, 3, QS_XLSX_TEXT, of->unit);
	for (size_t y = 0; y < book->head->years; y++)
		qs_xlsx_number(x, to, row, (uint16_t)(FIRST_YEAR + y), QS_XLSX_MONEY, mean[y]);
}

static void estimate_row(struct qs_workbook *book, const struct qs_result *result, const struct qs_estimate_item *item)
{
	struct qs_sheet *const to = &book->sheet[QS_BOOK_ESTIMATE];
	struct qs_xlsx *const x = &book->xlsx;
	const uint32_t row = to->row++;

	qs_xlsx_text(x, to, row, 0, QS_XLSX_TEXT, qs_workbook_pick(book, result->site->name));
	qs_xlsx_text(x, to, row, 1, QS_XLSX_TEXT, qs_workbook_pick(book, headings[item->part]));
	qs_xlsx_text(x, to, row, 2, QS_XLSX_TEXT, item->id);
	qs_xlsx_text(x, to, row, 3, QS_XLSX_TEXT, qs_workbook_pick(book, item->name));
	qs_xlsx_number(x, to, row, 4, item->part == QS_ESTIMATE_WORKS ? QS_XLSX_NUMBER : QS_XLSX_MONEY, item->quantity);
	qs_xlsx_text(x, to, row, 5, QS_XLSX_TEXT, item->unit);
	qs_xlsx_number(x, to, row, 6, QS_XLSX_NUMBER, item->amount_cny / item->quantity);
	qs_xlsx_formula(x, to, row, 7, QS_XLSX_MONEY, item->amount_cny, "=E%u*G%u", row + 1, row + 1);
	qs_xlsx_number(x, to, row, 8, QS_XLSX_NUMBER, item->listed_cny);
	qs_xlsx_number(x, to, row, 9, QS_XLSX_YEAR, (double)item->year);
	qs_xlsx_text(x, to, row, 10, QS_XLSX_TEXT, item->source);
	qs_xlsx_text(x, to, row, 11, QS_XLSX_TEXT, qs_basis_word(item->basis));
	if (item->paid.share > 0) {
		qs_xlsx_number(x, to, row, 12, QS_XLSX_MONEY, item->paid.mean);
		qs_xlsx_number(x, to, row, 13, QS_XLSX_MONEY, item->paid.p10);
		qs_xlsx_number(x, to, row, 14, QS_XLSX_MONEY, item->paid.p50);
		qs_xlsx_number(x, to, row, 15, QS_XLSX_MONEY, item->paid.p90);
	}
	book->estimate_cny[item->part] += item->amount_cny;
}

void qs_workbook_money_site(struct qs_workbook *book, const struct qs_result *result)
{
	for (int line = 0; line < QS_LINE_COUNT; line++) {
		const enum qs_line_group group = qs_line_rows[line].group;
		const double *const mean = is_cash(group) || is_service(group) || line == QS_LINE_OF_credits_sold
						   ? means_of(book, result, line)
						   : NULL;

		if (mean)
			line_row(book, result, line, mean);
	}
	for (size_t i = 0; result->estimate && i < result->estimate->n; i++)
		estimate_row(book, result, &result->estimate->items[i]);
}

/* ---- totals ---- */

/* A column's letters. */
static const char *letters(struct qs_cell_name *name, size_t column)
{
	return qs_cell_name(name, UINT32_MAX, (uint16_t)column);
}

/* A line over all sites: of the sites' rows if they all stand there. */
static void total_row(struct qs_workbook *book, enum qs_book_sheet at, const struct qs_result *portfolio, int line,
		      uint32_t row)
{
	const double *const mean = portfolio->line_mean + (size_t)line * book->head->years;
	const struct qs_sheet *const to = &book->sheet[at], *const from = &book->sheet[QS_BOOK_LINES];
	const struct qs_line_row *const of = &qs_line_rows[line];
	struct qs_xlsx *const x = &book->xlsx;
	struct qs_cell_name name;

	qs_xlsx_text(x, to, row, 0, QS_XLSX_TEXT, of->name);
	qs_xlsx_text(x, to, row, 1, QS_XLSX_TEXT, qs_workbook_pick(book, (struct qs_text){of->zh, of->en}));
	qs_xlsx_text(x, to, row, 2, QS_XLSX_TEXT, is_cash(of->group) ? direction(book, of->group) : of->unit);
	for (size_t y = 0; y < book->head->years; y++) {
		const uint16_t column = (uint16_t)(LABELS + y);

		if (book->seen > QS_WORKBOOK_SITES || from->row <= HEADS + 1)
			qs_xlsx_number(x, to, row, column, QS_XLSX_MONEY, mean[y]);
		else
			qs_xlsx_formula(x, to, row, column, QS_XLSX_MONEY, mean[y],
					"=SUMIF('%s'!$B$%u:$B$%u,$A%u,'%s'!%s$%u:%s$%u)", from->name, HEADS + 2,
					from->row, row + 1, from->name, letters(&name, FIRST_YEAR + y), HEADS + 2,
					letters(&name, FIRST_YEAR + y), from->row);
	}
}

/* The sum of a row of years. */
static double sum_years(struct qs_workbook *book, const struct qs_sheet *to, uint32_t row, const double *value)
{
	const size_t years = book->head->years;
	struct qs_cell_name a, z;
	double sum = 0;

	for (size_t y = 0; y < years; y++)
		sum += value[y];
	qs_xlsx_formula(&book->xlsx, to, row, (uint16_t)(LABELS + years), QS_XLSX_MONEY, sum, "=SUM(%s%u:%s%u)",
			letters(&a, LABELS), row + 1, letters(&z, LABELS + years - 1), row + 1);
	return sum;
}

/* Discount factor of a year: hurdle, and the price level where prices are of each year. */
static double factor(const struct qs_workbook *book, size_t year)
{
	const struct qs_finance *const f = &book->head->portfolio->finance;
	const double step = 1 / (1 + f->discount_rate_pct.value / 100);
	double x = f->price_basis ? qs_price_factor(f, book->head->start_year + (int64_t)year) : 1;

	while (year--)
		x *= step;
	return x;
}

/* Rate, price level and discount factors of the cash sheet: rows 3 to 5. */
static void discount_rows(struct qs_workbook *book)
{
	const struct qs_finance *const f = &book->head->portfolio->finance;
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_CASH];
	struct qs_xlsx *const x = &book->xlsx;
	const int zh = book->lang == QS_ZH;
	struct qs_cell_name c;

	qs_xlsx_text(x, to, 3, 0, QS_XLSX_TEXT, zh ? "基准收益率" : "hurdle rate");
	qs_xlsx_number(x, to, 3, 2, QS_XLSX_SHARE, f->discount_rate_pct.value / 100);
	qs_xlsx_text(x, to, 4, 0, QS_XLSX_TEXT, zh ? "折到不变价的系数" : "to constant prices");
	qs_xlsx_text(x, to, 5, 0, QS_XLSX_TEXT, zh ? "折现系数" : "discount factor");
	for (size_t y = 0; y < book->head->years; y++) {
		const uint16_t column = (uint16_t)(LABELS + y);

		qs_xlsx_number(x, to, 4, column, QS_XLSX_NUMBER,
			       f->price_basis ? qs_price_factor(f, book->head->start_year + (int64_t)y) : 1);
		letters(&c, column);
		qs_xlsx_formula(x, to, 5, column, QS_XLSX_NUMBER, factor(book, y), "=%s5/(1+$C$4)^(%s3-$D3)", c.text,
				c.text);
	}
}

static double present(struct qs_workbook *book, uint32_t row, const double *value)
{
	const size_t years = book->head->years;
	struct qs_cell_name a, z;
	double sum = 0;

	for (size_t y = 0; y < years; y++)
		sum += value[y] * factor(book, y);
	qs_xlsx_formula(&book->xlsx, &book->sheet[QS_BOOK_CASH], row, (uint16_t)(LABELS + years + 1), QS_XLSX_MONEY,
			sum, "=SUMPRODUCT(%s%u:%s%u,%s$6:%s$6)", letters(&a, LABELS), row + 1,
			letters(&z, LABELS + years - 1), row + 1, a.text, z.text);
	return sum;
}

/* Net flow and running sum below the lines [6, end). */
static void net_rows(struct qs_workbook *book, const struct qs_result *portfolio, uint32_t end)
{
	const double *const net = portfolio->line_mean + (size_t)QS_LINE_OF_cash_flow * book->head->years;
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_CASH];
	struct qs_xlsx *const x = &book->xlsx;
	struct qs_cell_name c, before;
	double total = 0;

	for (int i = 0; i < 2; i++) {
		const struct qs_line_row *const of = &qs_line_rows[i ? QS_LINE_OF_cash_total : QS_LINE_OF_cash_flow];

		qs_xlsx_text(x, to, end + (uint32_t)i, 0, QS_XLSX_HEAD, of->name);
		qs_xlsx_text(x, to, end + (uint32_t)i, 1, QS_XLSX_HEAD,
			     qs_workbook_pick(book, (struct qs_text){of->zh, of->en}));
	}
	for (size_t y = 0; y < book->head->years; y++) {
		const uint16_t column = (uint16_t)(LABELS + y);

		letters(&c, column);
		qs_xlsx_formula(x, to, end, column, QS_XLSX_MONEY, net[y],
				"=SUMIF($C$7:$C$%u,\"%s\",%s$7:%s$%u)-SUMIF($C$7:$C$%u,\"%s\",%s$7:%s$%u)", end,
				direction(book, QS_LINE_IN), c.text, c.text, end, end, direction(book, QS_LINE_OUT),
				c.text, c.text, end);
		total += net[y];
		if (y)
			qs_xlsx_formula(x, to, end + 1, column, QS_XLSX_MONEY, total, "=%s%u+%s%u",
					letters(&before, LABELS + y - 1), end + 2, c.text, end + 1);
		else
			qs_xlsx_formula(x, to, end + 1, column, QS_XLSX_MONEY, total, "=%s%u", c.text, end + 1);
	}
	sum_years(book, to, end, net);
	present(book, end, net);
}

static void cash(struct qs_workbook *book, const struct qs_result *portfolio)
{
	static const struct qs_text list[] = {{"科目代码", "line"}, {"科目", "name"}, {"流向", "direction"}};
	static const struct qs_text parts[] = {{"10 %分位数", "10 % quantile"},
					       {"50 %分位数", "50 % quantile"},
					       {"90 %分位数", "90 % quantile"},
					       {"均值", "mean"}};
	const struct qs_scalar *const npv = &portfolio->scalar[QS_SCALAR_npv];
	const double value[] = {npv->p10, npv->p50, npv->p90, npv->mean};
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_CASH];
	const int zh = book->lang == QS_ZH;
	struct qs_xlsx *const x = &book->xlsx;
	const uint16_t behind = (uint16_t)(LABELS + book->head->years);
	uint32_t row = 6;

	qs_workbook_title(book, QS_BOOK_CASH, (struct qs_text){"现金流（全部场地）", "Cash flow, all sites"},
			  (struct qs_text){"元，成员均值，税前、融资前", "CNY, means of members, before tax and debt"});
	qs_xlsx_heads(x, to, HEADS, list, COUNT(list), zh);
	put_years(book, to, HEADS, LABELS);
	qs_xlsx_text(x, to, HEADS, behind, QS_XLSX_HEAD, zh ? "合计" : "sum");
	qs_xlsx_text(x, to, HEADS, (uint16_t)(behind + 1), QS_XLSX_HEAD, zh ? "现值" : "present value");
	discount_rows(book);
	for (int line = 0; line < QS_LINE_COUNT; line++) {
		if (!is_cash(qs_line_rows[line].group) || !means_of(book, portfolio, line))
			continue;
		total_row(book, QS_BOOK_CASH, portfolio, line, row);
		sum_years(book, to, row, means_of(book, portfolio, line));
		present(book, row, means_of(book, portfolio, line));
		row++;
	}
	net_rows(book, portfolio, row);
	qs_xlsx_text(x, to, row + 3, 0, QS_XLSX_HEAD, zh ? "财务净现值（集合）" : "net present value, members");
	for (uint32_t i = 0; i < 4; i++) {
		qs_xlsx_text(x, to, row + 4 + i, 0, QS_XLSX_TEXT, qs_workbook_pick(book, parts[i]));
		qs_xlsx_number(x, to, row + 4 + i, 2, QS_XLSX_MONEY, npv->why ? (double)NAN : value[i]);
	}
}

/* ---- services ---- */

/* Nonzero if the headline adds up a line. */
static int in_headline(const struct qs_workbook *book, int line)
{
	const struct qs_services_pack *const set = qs_services_chosen(book->head->packs, book->head->portfolio);

	for (size_t i = 0; set && i < set->headline.n; i++) {
		const int s = qs_service_find(set->headline.items[i]);

		if (s >= 0 && (int)qs_service_rows[s].line == line)
			return 1;
	}
	return 0;
}

static void services(struct qs_workbook *book, const struct qs_result *portfolio)
{
	static const struct qs_text list[] = {{"科目代码", "line"}, {"服务", "service"}, {"单位", "unit"}};
	const struct qs_sheet *const to = &book->sheet[QS_BOOK_SERVICES];
	const size_t years = book->head->years;
	const uint16_t behind = (uint16_t)(LABELS + years);
	const int zh = book->lang == QS_ZH;
	struct qs_xlsx *const x = &book->xlsx;
	struct qs_cell_name a, b;
	uint32_t row = HEADS + 1;
	double headline = 0;

	qs_workbook_title(book, QS_BOOK_SERVICES,
			  (struct qs_text){"生态系统服务（项目 − 现状延续）", "Services, project - baseline"},
			  (struct qs_text){"成员均值；同一物量不重复计入合计",
					   "Means of members; the headline counts nothing twice"});
	qs_xlsx_heads(x, to, HEADS, list, COUNT(list), zh);
	put_years(book, to, HEADS, LABELS);
	qs_xlsx_text(x, to, HEADS, behind, QS_XLSX_HEAD, zh ? "合计" : "sum");
	qs_xlsx_text(x, to, HEADS, (uint16_t)(behind + 1), QS_XLSX_HEAD, zh ? "计入总值" : "in the headline");
	for (int line = 0; line < QS_LINE_COUNT; line++) {
		double sum;

		if (!is_service(qs_line_rows[line].group) || !means_of(book, portfolio, line))
			continue;
		total_row(book, QS_BOOK_SERVICES, portfolio, line, row);
		sum = sum_years(book, to, row, means_of(book, portfolio, line));
		qs_xlsx_number(x, to, row++, (uint16_t)(behind + 1), QS_XLSX_WHOLE, in_headline(book, line));
		headline += in_headline(book, line) ? sum : 0;
	}
	if (row == HEADS + 1)
		return;
	letters(&a, behind);
	letters(&b, (size_t)behind + 1);
	qs_xlsx_text(x, to, row + 1, 0, QS_XLSX_HEAD, zh ? "年均总值（元/a）" : "headline, CNY a year");
	qs_xlsx_formula(x, to, row + 1, 2, QS_XLSX_MONEY, headline / (double)years, "=SUMIF(%s%u:%s%u,1,%s%u:%s%u)/%zu",
			b.text, HEADS + 2, b.text, row, a.text, HEADS + 2, a.text, row, years);
}

/* ---- estimate ---- */

static void estimate_totals(struct qs_workbook *book, const struct qs_result *portfolio)
{
	struct qs_sheet *const to = &book->sheet[QS_BOOK_ESTIMATE];
	struct qs_xlsx *const x = &book->xlsx;
	const uint32_t end = to->row;
	const int zh = book->lang == QS_ZH;
	double all = 0;

	if (end <= HEADS + 1)
		return;
	for (int part = 0; part < QS_ESTIMATE_PARTS; part++) {
		const uint32_t row = end + 1 + (uint32_t)part;

		qs_xlsx_text(x, to, row, 0, QS_XLSX_HEAD, zh ? "合计" : "sum");
		qs_xlsx_text(x, to, row, 1, QS_XLSX_HEAD, qs_workbook_pick(book, headings[part]));
		if (book->seen > QS_WORKBOOK_SITES)
			qs_xlsx_number(x, to, row, 7, QS_XLSX_MONEY, portfolio->estimate->part_cny[part]);
		else
			qs_xlsx_formula(x, to, row, 7, QS_XLSX_MONEY, book->estimate_cny[part],
					"=SUMIF(B$%u:B$%u,B%u,H$%u:H$%u)", HEADS + 2, end, row + 1, HEADS + 2, end);
		all += book->seen > QS_WORKBOOK_SITES ? portfolio->estimate->part_cny[part] : book->estimate_cny[part];
	}
	qs_xlsx_text(x, to, end + 1 + QS_ESTIMATE_PARTS, 0, QS_XLSX_HEAD, zh ? "投资估算总额" : "total");
	qs_xlsx_formula(x, to, end + 1 + QS_ESTIMATE_PARTS, 7, QS_XLSX_MONEY, all, "=SUM(H%u:H%u)", end + 2,
			end + 1 + QS_ESTIMATE_PARTS);
}

void qs_workbook_money_end(struct qs_workbook *book, const struct qs_result *portfolio)
{
	if (book->head->years && portfolio->line_mean) {
		cash(book, portfolio);
		services(book, portfolio);
	}
	if (portfolio->estimate)
		estimate_totals(book, portfolio);
}
