#include "io/workbook.h"

#include "io/used.h"
#include "model/base/packs.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <stdio.h>
#include <string.h>

static const struct qs_text names[QS_BOOK_SHEETS] = {
	[QS_BOOK_ABOUT] = {"说明", "About"},
	[QS_BOOK_BOUNDARY] = {"边界", "Boundary"},
	[QS_BOOK_STRATA] = {"碳层", "Strata"},
	[QS_BOOK_EX_ANTE] = {"事前估算", "Ex-ante"},
	[QS_BOOK_CALCULATION] = {"估算过程", "Calculation"},
	[QS_BOOK_BATCHES] = {"分批", "Batches"},
	[QS_BOOK_SAMPLING] = {"不确定性", "Uncertainty"},
	[QS_BOOK_RISK] = {"风险扣减", "Risk"},
	[QS_BOOK_PARAMETERS] = {"审定参数", "Parameters"},
	[QS_BOOK_MONITORED] = {"监测参数", "Monitored"},
	[QS_BOOK_PLAN] = {"监测计划", "Monitoring plan"},
	[QS_BOOK_CASH] = {"现金流", "Cash"},
	[QS_BOOK_LINES] = {"场地逐年", "Lines by site"},
	[QS_BOOK_ESTIMATE] = {"投资估算", "Estimate"},
	[QS_BOOK_SERVICES] = {"效益", "Benefits"},
	[QS_BOOK_INPUTS] = {"输入与来源", "Inputs"},
};

const char *qs_workbook_pick(const struct qs_workbook *book, struct qs_text text)
{
	const char *const first = book->lang == QS_ZH ? text.zh : text.en, *const second = book->lang == QS_ZH
												   ? text.en
												   : text.zh;

	return first ? first : second ? second : "";
}

void qs_workbook_title(struct qs_workbook *book, enum qs_book_sheet sheet, struct qs_text title, struct qs_text note)
{
	qs_xlsx_text(&book->xlsx, &book->sheet[sheet], 0, 0, QS_XLSX_TITLE, qs_workbook_pick(book, title));
	qs_xlsx_text(&book->xlsx, &book->sheet[sheet], 1, 0, QS_XLSX_TEXT, qs_workbook_pick(book, note));
}

static void add_sheets(struct qs_workbook *book)
{
	static const unsigned char about[] = {110, 0}, rows[] = {22, 22, 22, 14, 14, 14, 14, 14, 14, 14, 14, 14, 0},
				   inputs[] = {52, 30, 16, 12, 60, 12, 0},
				   monitored[] = {30, 12, 60, 36, 30, 50, 12, 0};

	for (int s = 0; s < QS_BOOK_SHEETS; s++) {
		qs_xlsx_sheet(&book->xlsx, &book->sheet[s], qs_workbook_pick(book, names[s]),
			      s == QS_BOOK_ABOUT                               ? about
			      : s == QS_BOOK_MONITORED                         ? monitored
			      : s == QS_BOOK_INPUTS || s == QS_BOOK_PARAMETERS ? inputs
									       : rows,
			      s == QS_BOOK_ABOUT ? 0 : 3);
		if (s == QS_BOOK_CASH || s == QS_BOOK_LINES || s == QS_BOOK_SERVICES) /* a column a year */
			qs_xlsx_print_wide(&book->xlsx, &book->sheet[s], 3);
		else
			qs_xlsx_print_narrow(&book->xlsx, &book->sheet[s]);
	}
}

static void inputs_heads(struct qs_workbook *book)
{
	const struct qs_design_form *const form = &qs_design_forms[QS_DESIGN_PARAMETERS];

	qs_workbook_title(book, QS_BOOK_INPUTS, (struct qs_text){"输入与来源", "Inputs and their sources"},
			  (struct qs_text){"本次计算所用的数；verified 已核实、unverified 未核实、assumption 假设",
					   "The figures that the run rests on, with status"});
	qs_workbook_heads(book, QS_BOOK_INPUTS, form->heads, form->n);
}

qs_status qs_workbook_begin(struct qs_workbook *book, const struct qs_allocator *from,
			    const struct qs_result_head *head, enum qs_lang lang, struct qs_folder *folder,
			    struct qs_err *err)
{
	const size_t groups = qs_groups(head);
	char path[4096];
	qs_status status;

	memset(book, 0, sizeof *book);
	book->head = head;
	book->from = *from;
	book->lang = lang;
	qs_buffer_init(&book->used, from);
	for (size_t g = 0; g < groups; g++)
		qs_buffer_add(&book->used, "", 1);
	status = qs_buffer_status(&book->used, err);
	if (!status)
		status = qs_file_open(&book->file, folder, "report.xlsx", err);
	if (status)
		return status;
	qs_file_path(folder, "report.xlsx", path, sizeof path);
	status = qs_xlsx_open(&book->xlsx, path, err);
	if (status)
		return status;
	add_sheets(book);
	inputs_heads(book);
	qs_workbook_market_begin(book);
	qs_workbook_money_begin(book);
	return QS_OK;
}

/* ---- inputs ---- */

/* Figures while they are listed on a sheet. */
struct listing {
	struct qs_workbook *book;
	struct qs_sheet *sheet;
};

static void put_series(struct qs_workbook *book, const struct qs_sheet *sheet, const struct qs_series *series)
{
	struct qs_buffer text;

	qs_buffer_init(&text, &book->from);
	for (size_t i = 0; i < series->n; i++) {
		qs_buffer_put(&text, i ? " " : "");
		qs_buffer_number(&text, series->items[i]);
	}
	qs_xlsx_text(&book->xlsx, sheet, sheet->row, 2, QS_XLSX_TEXT, qs_buffer_text(&text));
	book->xlsx.failed |= text.failed;
	qs_buffer_free(&text);
}

static void take(void *self, const struct qs_met *met)
{
	struct listing *const listing = self;
	struct qs_workbook *const book = listing->book;
	struct qs_sheet *const to = listing->sheet;

	qs_xlsx_text(&book->xlsx, to, to->row, 0, QS_XLSX_TEXT, met->path);
	qs_xlsx_text(&book->xlsx, to, to->row, 1, QS_XLSX_TEXT,
		     qs_workbook_pick(book, (struct qs_text){met->row->zh, met->row->en}));
	if (met->series)
		put_series(book, to, met->series);
	else
		qs_xlsx_number(&book->xlsx, to, to->row, 2, QS_XLSX_NUMBER, met->value);
	qs_xlsx_text(&book->xlsx, to, to->row, 3, QS_XLSX_TEXT, met->row->unit);
	qs_xlsx_text(&book->xlsx, to, to->row, 4, QS_XLSX_TEXT, met->source);
	qs_xlsx_text(&book->xlsx, to, to->row, 5, QS_XLSX_TEXT, qs_basis_word(met->basis));
	to->row++;
}

static void put_groups(struct qs_workbook *book)
{
	struct listing listing = {book, &book->sheet[QS_BOOK_INPUTS]};
	char key[160];

	for (size_t g = 0; g < book->used.length; g++) {
		qs_group_key(book->head, g, key, sizeof key);
		if (book->used.bytes[g] && strncmp(key, "methodologies/", 14) != 0)
			qs_group_walk(book->head, g, &(struct qs_taker){&listing, take});
	}
}

qs_status qs_workbook_site(struct qs_workbook *book, const struct qs_result *result, struct qs_err *err)
{
	struct listing listing = {book, &book->sheet[QS_BOOK_INPUTS]};

	for (int arm = 0; arm < QS_ARMS && book->used.length; arm++)
		qs_site_uses(book->head, result->site, arm, (unsigned char *)book->used.bytes);
	book->replays += qs_was_given(&qs_table_site, &result->site->given, "replay_of") != 0;
	if (book->seen++ < QS_WORKBOOK_SITES) {
		qs_site_walk(result->site, result->index, &(struct qs_taker){&listing, take});
		qs_workbook_market_site(book, result);
		qs_workbook_money_site(book, result);
	}
	return book->xlsx.failed ? qs_fail(err, QS_ENOMEM, "report.xlsx") : QS_OK;
}

/* ---- the first sheet ---- */

static void put_about(struct qs_workbook *book)
{
	static const struct qs_text lines[] = {
		{"事前估算。方法学的公式未对照官方文本核对，不代表通过审定，也不保证登记或签发任何数量。",
		 "Ex-ante estimate. The formulas were not checked against the official text; nothing is validated or "
		 "promised."},
		{"逐年数为集合成员的均值：均值可以相加，分位数不能。分批表按平均过程用公式重算，并列出集合的分位数。",
		 "Yearly figures are means of the members: means add up, quantiles do not. Batches are recomputed by "
		 "formulas on the mean "
		 "course, with the ensemble's quantiles beside."},
		{"合计、净现值、扣减与分批均为公式；改动“不确定性”“风险扣减”等表中的数，各表随之重算。",
		 "Sums, present values, deductions and batches are formulas: change a figure on Uncertainty or Risk "
		 "and all follow."},
		{"事前估算表中的数向下取整为整吨；其余表不取整。",
		 "The ex-ante table is rounded down to whole tonnes; no other sheet is."},
		{"数的状态：verified 已核实（见所列来源）、unverified 未核实（转述或记忆）、assumption 假设。",
		 "Status of a figure: verified (seen in the source named), unverified (second-hand or recalled), "
		 "assumption."},
	};
	const struct qs_result_head *const head = book->head;
	struct qs_xlsx *const x = &book->xlsx;
	const struct qs_sheet *const sheet = &book->sheet[QS_BOOK_ABOUT];
	const struct qs_text name = head->portfolio->name;
	char text[512];
	uint32_t row = 2;

	qs_workbook_title(book, QS_BOOK_ABOUT, name, (struct qs_text){"", ""});
	if (book->replays) {
		snprintf(text, sizeof text,
			 book->lang == QS_ZH
				 ? "案例重演(假设%d年启动),不是对真实项目的评价"
				 : "A case replayed (assumed to start in %d); not an assessment of the real project",
			 head->start_year);
		qs_xlsx_text(x, sheet, row++, 0, QS_XLSX_WRAP, text);
	}
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
		qs_xlsx_text(x, sheet, row++, 0, QS_XLSX_WRAP, qs_workbook_pick(book, lines[i]));
	if (book->seen > QS_WORKBOOK_SITES) {
		snprintf(text, sizeof text,
			 book->lang == QS_ZH
				 ? "按场地的表只列前 %d 处；合计为全部 %zu 处的数，其余见 CSV 文件。"
				 : "Sheets by site list the first %d; totals are those of all %zu sites; the CSV files "
				   "have the rest.",
			 (int)QS_WORKBOOK_SITES, book->seen);
		qs_xlsx_text(x, sheet, row++, 0, QS_XLSX_WRAP, text);
	}
	snprintf(text, sizeof text, "qingshan %s · seed %llu · %zu members · %d–%d", head->version,
		 (unsigned long long)head->seed, head->members, head->start_year,
		 head->start_year + (int)head->years - 1);
	qs_xlsx_text(x, sheet, row + 1, 0, QS_XLSX_TEXT, text);
}

/* The day on which the rules of the newest methodology stood as they are told: the only date that a run knows. */
static struct qs_date as_of(const struct qs_packs *packs)
{
	struct qs_date last = {1980, 1, 1};

	for (size_t m = 0; packs && m < packs->methodologies.n; m++) {
		const struct qs_date *const d = &packs->methodologies.items[m].as_of;

		if (d->year * 372 + d->month * 31 + d->day > last.year * 372 + last.month * 31 + last.day)
			last = *d;
	}
	return last;
}

qs_status qs_workbook_end(struct qs_workbook *book, const struct qs_result *portfolio, struct qs_err *err)
{
	const struct qs_date created = as_of(book->head->packs);
	const char *const title = qs_workbook_pick(book, book->head->portfolio->name);
	qs_status status;

	put_about(book);
	put_groups(book);
	qs_workbook_market_end(book, portfolio);
	qs_workbook_money_end(book, portfolio);
	status = qs_xlsx_close(&book->xlsx, &created, title, err);
	return status ? status : qs_file_stage(&book->file, err);
}

void qs_workbook_free(struct qs_workbook *book)
{
	qs_xlsx_drop(&book->xlsx);
	qs_file_drop(&book->file);
	qs_buffer_free(&book->used);
}
