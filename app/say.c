#include "app/app.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

const char *qs_tr(const struct qs_app *app, const char *zh, const char *en)
{
	return app->lang == QS_ZH ? zh : en;
}

enum qs_lang qs_lang_of_environment(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		const char *const value = getenv(names[i]);

		if (value && *value)
			return strncmp(value, "zh", 2) ? QS_EN : QS_ZH;
	}
	return QS_EN;
}

static const char *status_word(qs_status status)
{
	static const char *const words[] = {
#define X(name, code, zh, en) [name] = #name,
		QS_STATUSES(X)
#undef X
	};
	return words[status] + strlen("QS_");
}

static void tell_json(qs_status status, const char *hint, const char *text)
{
	struct qs_arena arena = {0};
	struct qs_json_out out;
	const char *json;

	qs_json_out_open(&out, &arena, 0);
	qs_json_out_object(&out, NULL);
	qs_json_out_array(&out, "errors");
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "code", status_word(status));
	qs_json_out_string(&out, "text", text);
	qs_json_out_string(&out, "hint", hint);
	qs_json_out_end(&out);
	qs_json_out_end(&out);
	qs_json_out_end(&out);
	json = qs_json_out_text(&out, NULL);
	fprintf(stderr, "%s\n", json ? json : text);
	qs_arena_free(&arena);
}

static qs_status tell(const struct qs_app *app, qs_status status, const char *hint, const char *text)
{
	if (app->json) {
		tell_json(status, hint, text);
		return status;
	}
	fprintf(stderr, "qingshan: %s%s%s: %s\n", app->colour ? "\033[1;31m" : "", qs_tr(app, "错误", "error"),
		app->colour ? "\033[0m" : "", text);
	if (hint)
		fprintf(stderr, "%s: %s\n", qs_tr(app, "提示", "hint"), hint);
	return status;
}

qs_status qs_say(const struct qs_app *app, qs_status status, const char *hint, const char *format, ...)
{
	char text[1024];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof text, format, list);
	va_end(list);
	return tell(app, status, hint, text);
}

qs_status qs_say_err(const struct qs_app *app, const struct qs_err *err)
{
	if (app->lang == QS_ZH && !app->json)
		return qs_say(app, err->status, NULL, "%s：%s", qs_status_text(err->status, QS_ZH), err->text);
	return tell(app, err->status, NULL, err->text);
}

void qs_say_note(const struct qs_app *app, const char *format, ...)
{
	va_list list;

	if (app->json)
		return;
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputc('\n', stderr);
}

void qs_out_open(struct qs_app *app, struct qs_json_out *out)
{
	qs_json_out_open(out, &app->arena, 2);
}

qs_status qs_out_print(struct qs_app *app, struct qs_json_out *out)
{
	size_t n;
	const char *const text = qs_json_out_text(out, &n);

	if (!text)
		return qs_say(app, QS_ENOMEM, NULL, "JSON");
	fwrite(text, 1, n, stdout);
	putchar('\n');
	return QS_OK;
}

void qs_put_padded(FILE *file, const char *text, int width)
{
	fputs(text, file);
	for (const char *at = text; *at; at++) {
		const unsigned char byte = (unsigned char)*at;

		if ((byte & 0xc0) != 0x80)
			width -= byte >= 0xe3 && byte < 0xf0 ? 2 : 1; /* from U+3000 on: wide, near enough */
	}
	for (; width > 0; width--)
		fputc(' ', file);
}

double qs_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int qs_cpus(void)
{
	const long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n > 0 && n < 4096 ? (int)n : 1;
}

int qs_threads(uint64_t given)
{
	const char *at = getenv("OMP_NUM_THREADS");
	int n = 0;

	if (given)
		return (int)given;
	for (; at && *at >= '0' && *at <= '9' && n <= 1024; at++)
		n = n * 10 + (*at - '0');
	return n >= 1 && n <= 1024 ? n : qs_cpus();
}
