/* Cells of a workbook in Office Open XML (ECMA-376) by libxlsxwriter: text, numbers, formulas with the value they have.
 *
 * A text is a text: it is written as a string cell of the format "text", so that neither opening nor editing it makes a formula of it.
 * A formula carries its value, so that a reader without a calculator shows it; one with a calculator finds it again. Bytes depend on
 * what is written alone: the creation date is given. A failure is remembered, later calls do nothing, qs_xlsx_close tells.
 */
#ifndef QS_IO_XLSX_H
#define QS_IO_XLSX_H

#include "io/files.h"
#include "model/base/fields.h"

#include <stdint.h>

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

enum qs_xlsx_style {
	QS_XLSX_TITLE,
	QS_XLSX_HEAD,
	QS_XLSX_TEXT,
	QS_XLSX_WRAP,
	QS_XLSX_NUMBER, /* up to six decimals */
	QS_XLSX_MONEY,  /* two decimals, thousands */
	QS_XLSX_WHOLE,  /* thousands */
	QS_XLSX_SHARE,  /* per cent */
	QS_XLSX_YEAR,
	QS_XLSX_STYLES
};

/* A zeroed one is closed and valid. */
struct qs_xlsx {
	struct lxw_workbook *book;
	struct lxw_format *style[QS_XLSX_STYLES];
	int failed;
};

/* A sheet, and the next row to be filled by whoever fills it; rows and columns count from 0. */
struct qs_sheet {
	struct lxw_worksheet *sheet;
	const char *name;
	uint32_t row;
};

/* "AB12", or with columns alone "AB". */
struct qs_cell_name {
	char text[16];
};

/* Opens a workbook that is written to a path when it is closed. QS_ENOMEM. */
qs_status qs_xlsx_open(struct qs_xlsx *xlsx, const char *path, struct qs_err *err);

/* Adds a sheet; its name is kept by the caller. widths: of the columns, in characters, ending in 0, the last for all that follow;
 * frozen: rows of its head. Printed on A4 across, the head on every page. The second fits the columns on one page; the third
 * repeats the first ones. */
void qs_xlsx_sheet(struct qs_xlsx *xlsx, struct qs_sheet *sheet, const char *name, const unsigned char *widths, uint32_t frozen);
void qs_xlsx_print_narrow(struct qs_xlsx *xlsx, const struct qs_sheet *sheet);
void qs_xlsx_print_wide(struct qs_xlsx *xlsx, const struct qs_sheet *sheet, uint16_t labels);

/* Writes a cell. No number is written for NaN and infinities, nothing for NULL. */
void qs_xlsx_text(struct qs_xlsx *xlsx, const struct qs_sheet *sheet, uint32_t row, uint16_t column, enum qs_xlsx_style style,
		  const char *text);
void qs_xlsx_number(struct qs_xlsx *xlsx, const struct qs_sheet *sheet, uint32_t row, uint16_t column, enum qs_xlsx_style style,
		    double value);

/* A formula, as printf does, and the value that it has; "" if that is NaN. Names of sheets in it stand between apostrophes. */
void qs_xlsx_formula(struct qs_xlsx *xlsx, const struct qs_sheet *sheet, uint32_t row, uint16_t column, enum qs_xlsx_style style,
		     double value, const char *format, ...) __attribute__((format(printf, 7, 8)));

/* Fills a row of heads in a language; returns the row behind it. */
uint32_t qs_xlsx_heads(struct qs_xlsx *xlsx, const struct qs_sheet *sheet, uint32_t row, const struct qs_text *heads, size_t n,
		       int zh);

/* The name of a cell: column letters and, if row is not UINT32_MAX, the row counted from 1. Returns name->text. */
const char *qs_cell_name(struct qs_cell_name *name, uint32_t row, uint16_t column);

/* Writes the file, with that day as its creation date, and frees. QS_EFILE. */
qs_status qs_xlsx_close(struct qs_xlsx *xlsx, const struct qs_date *created, const char *title, struct qs_err *err);

/* Frees without writing. Safe on a zeroed one and twice. */
void qs_xlsx_drop(struct qs_xlsx *xlsx);

#endif
