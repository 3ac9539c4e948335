#include "io/xlsx.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

enum { FORMULA = 1024, A4 = 9, LAST = 255 };

static void note(struct qs_xlsx *x, lxw_error error)
{
	x->failed |= error != LXW_NO_ERROR;
}

static void make_styles(struct qs_xlsx *x)
{
	static const char *const formats[QS_XLSX_STYLES] = {"@",        "@",     "@",     "@", "0.######",
							    "#,##0.00", "#,##0", "0.00%", "0"};

	for (int s = 0; s < QS_XLSX_STYLES && !x->failed; s++) {
		x->style[s] = workbook_add_format(x->book);
		if (!x->style[s]) {
			x->failed = 1;
			return;
		}
		format_set_num_format(x->style[s], formats[s]);
	}
	if (x->failed)
		return;
	format_set_bold(x->style[QS_XLSX_TITLE]);
	format_set_font_size(x->style[QS_XLSX_TITLE], 14);
	format_set_bold(x->style[QS_XLSX_HEAD]);
	format_set_text_wrap(x->style[QS_XLSX_HEAD]);
	format_set_bottom(x->style[QS_XLSX_HEAD], LXW_BORDER_THIN);
	format_set_align(x->style[QS_XLSX_HEAD], LXW_ALIGN_VERTICAL_TOP);
	format_set_text_wrap(x->style[QS_XLSX_WRAP]);
	format_set_align(x->style[QS_XLSX_WRAP], LXW_ALIGN_VERTICAL_TOP);
}

qs_status qs_xlsx_open(struct qs_xlsx *x, const char *path, struct qs_err *err)
{
	memset(x, 0, sizeof *x);
	x->book = workbook_new(path);
	if (x->book)
		make_styles(x);
	return x->book && !x->failed ? QS_OK : qs_fail(err, QS_ENOMEM, "report.xlsx");
}

void qs_xlsx_sheet(struct qs_xlsx *x, struct qs_sheet *sheet, const char *name, const unsigned char *widths,
		   uint32_t frozen)
{
	*sheet = (struct qs_sheet){.name = name};
	if (x->failed)
		return;
	sheet->sheet = workbook_add_worksheet(x->book, name);
	if (!sheet->sheet) {
		x->failed = 1;
		return;
	}
	for (uint16_t c = 0; widths && widths[c]; c++)
		note(x, worksheet_set_column(sheet->sheet, c, widths[c + 1] ? c : LAST, widths[c], NULL));
	worksheet_set_landscape(sheet->sheet);
	worksheet_set_paper(sheet->sheet, A4);
	if (frozen) {
		worksheet_freeze_panes(sheet->sheet, frozen, 0);
		note(x, worksheet_repeat_rows(sheet->sheet, 0, frozen - 1));
	}
}

void qs_xlsx_print_narrow(struct qs_xlsx *x, const struct qs_sheet *sheet)
{
	if (!x->failed)
		worksheet_fit_to_pages(sheet->sheet, 1, 0);
}

void qs_xlsx_print_wide(struct qs_xlsx *x, const struct qs_sheet *sheet, uint16_t labels)
{
	if (!x->failed)
		note(x, worksheet_repeat_columns(sheet->sheet, 0, (uint16_t)(labels - 1)));
}

void qs_xlsx_text(struct qs_xlsx *x, const struct qs_sheet *sheet, uint32_t row, uint16_t column,
		  enum qs_xlsx_style style, const char *text)
{
	if (!x->failed && text && *text)
		note(x, worksheet_write_string(sheet->sheet, row, column, text, x->style[style]));
}

void qs_xlsx_number(struct qs_xlsx *x, const struct qs_sheet *sheet, uint32_t row, uint16_t column,
		    enum qs_xlsx_style style, double value)
{
	if (!x->failed && isfinite(value))
		note(x, worksheet_write_number(sheet->sheet, row, column, value, x->style[style]));
}

void qs_xlsx_formula(struct qs_xlsx *x, const struct qs_sheet *sheet, uint32_t row, uint16_t column,
		     enum qs_xlsx_style style, double value, const char *format, ...)
{
	char text[FORMULA];
	va_list list;
	int n;

	if (x->failed)
		return;
	va_start(list, format);
	n = vsnprintf(text, sizeof text, format, list);
	va_end(list);
	if (n < 0 || n >= FORMULA)
		x->failed = 1;
	else if (isfinite(value))
		note(x, worksheet_write_formula_num(sheet->sheet, row, column, text, x->style[style], value));
	else
		note(x, worksheet_write_formula_str(sheet->sheet, row, column, text, x->style[style], ""));
}

uint32_t qs_xlsx_heads(struct qs_xlsx *x, const struct qs_sheet *sheet, uint32_t row, const struct qs_text *heads,
		       size_t n, int zh)
{
	for (size_t c = 0; c < n; c++)
		qs_xlsx_text(x, sheet, row, (uint16_t)c, QS_XLSX_HEAD, zh ? heads[c].zh : heads[c].en);
	return row + 1;
}

const char *qs_cell_name(struct qs_cell_name *name, uint32_t row, uint16_t column)
{
	char letters[4];
	size_t n = sizeof letters - 1;

	letters[n] = 0;
	for (unsigned c = column + 1u; c && n; c = (c - 1) / 26)
		letters[--n] = (char)('A' + (c - 1) % 26);
	if (row == UINT32_MAX)
		snprintf(name->text, sizeof name->text, "%s", letters + n);
	else
		snprintf(name->text, sizeof name->text, "%s%u", letters + n, (unsigned)row + 1);
	return name->text;
}

/* Seconds from 1970 to the midnight, UTC, that begins a day: days from civil, H. Hinnant. */
static time_t seconds_of(const struct qs_date *date)
{
	const long m = date->month ? date->month : 1, y = date->year - (m <= 2);
	const long era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
	const long of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + (date->day ? date->day : 1) - 1;

	return (time_t)((era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468) * 86400);
}

qs_status qs_xlsx_close(struct qs_xlsx *x, const struct qs_date *created, const char *title, struct qs_err *err)
{
	char *const copy = title ? strdup(title) : NULL;
	lxw_doc_properties properties = {.title = copy, .created = seconds_of(created)};
	lxw_error error;

	if (x->failed || (title && !copy)) {
		free(copy);
		qs_xlsx_drop(x);
		return qs_fail(err, QS_ENOMEM, "report.xlsx");
	}
	note(x, workbook_set_properties(x->book, &properties));
	free(copy);
	error = workbook_close(x->book); /* frees it whatever comes */
	x->book = NULL;
	return error || x->failed ? qs_fail(err, QS_EFILE, "report.xlsx: %s", lxw_strerror(error)) : QS_OK;
}

void qs_xlsx_drop(struct qs_xlsx *x)
{
	if (x->book)
		lxw_workbook_free(x->book);
	memset(x, 0, sizeof *x);
}
