#include "io/page.h"

#include "io/report_parts.h"

const char *qs_page_tr(const struct qs_page *page, const char *zh, const char *en)
{
	return page->lang == QS_ZH ? zh : en;
}

void qs_page_text(const struct qs_page *page, const char *zh, const char *en)
{
	qs_buffer_html(page->to, qs_page_tr(page, zh, en));
}

void qs_page_open(const struct qs_page *page, const char *zh, const char *en, const char *style)
{
	qs_buffer_format(
		page->to,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
		"base-uri 'none'; form-action 'none'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
		qs_page_tr(page, "zh-CN", "en"));
	qs_page_text(page, zh, en);
	qs_buffer_put(page->to, "</title>\n<style>");
	for (size_t i = 0; qs_report_style[i]; i++)
		qs_buffer_put(page->to, qs_report_style[i]);
	qs_buffer_put(page->to, style);
	qs_buffer_put(page->to, "</style>\n</head>\n<body>\n<header>\n");
}

static void between(const struct qs_page *page, const char *open, const char *zh, const char *en, const char *close)
{
	qs_buffer_put(page->to, open);
	qs_page_text(page, zh, en);
	qs_buffer_put(page->to, close);
}

void qs_page_heading(const struct qs_page *page, const char *zh, const char *en)
{
	between(page, "<h2>", zh, en, "</h2>\n");
}

void qs_page_lead(const struct qs_page *page, const char *zh, const char *en)
{
	between(page, "<p class=\"lead\">", zh, en, "</p>\n");
}

void qs_page_open_table(const struct qs_page *page, const char *const (*heads)[2], size_t n, size_t words)
{
	qs_buffer_put(page->to, "<div class=\"scroll\"><table>\n<thead><tr>");
	for (size_t i = 0; i < n; i++)
		between(page, i < words ? "<th>" : "<th class=\"n\">", heads[i][0], heads[i][1], "</th>");
	qs_buffer_put(page->to, "</tr></thead>\n<tbody>\n");
}

void qs_page_close_table(const struct qs_page *page)
{
	qs_buffer_put(page->to, "</tbody></table></div>\n");
}

void qs_page_cell(const struct qs_page *page, const char *text)
{
	between(page, "<td>", text, text, "</td>");
}

void qs_page_figure(const struct qs_page *page, double value)
{
	qs_buffer_put(page->to, "<td class=\"n\">");
	qs_buffer_people(page->to, value);
	qs_buffer_put(page->to, "</td>");
}
