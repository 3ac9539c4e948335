/* `qingshan report DIR -o FILE`: the report of a run as a file elsewhere, with boundaries drawn into its map, or on
 * paper. */
#include "app/report_page.h"
#include "app/input.h"
#include "app/options.h"
#include "app/rerun.h"
#include "io/chart_map.h"
#include "io/file.h"
#include "io/files.h"
#include "io/geojson.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int ends_in(const char *path, const char *end)
{
	const size_t n = strlen(path), m = strlen(end);

	return n > m && !strcmp(path + n - m, end);
}

/* A file of a folder of results; report.html, where the other language is asked for, and report.xlsx of any language
 * but the report's, are computed again. */
static qs_status read_from(struct qs_app *app, const struct qs_args *args, const char *name, const char **bytes,
			   size_t *n, struct qs_err *err)
{
	const char *const folder = args->operand[0], *page;
	qs_status status = qs_app_read_file(app, folder, "report.html", &page, n, err);

	if (status)
		return status;
	if (args->option[QS_OPT_LANG].given &&
	    !strstr(page, app->file_lang == QS_ZH ? "<html lang=\"zh-CN\">" : "<html lang=\"en\">"))
		return qs_app_rerun(app, folder, name, bytes, n, err);
	return qs_app_read_file(app, folder, name, bytes, n, err);
}

/* The page with the boundaries of a file in its map. */
static qs_status draw_map(struct qs_app *app, const char *file, const char **page, struct qs_mistakes *mistakes,
			  struct qs_err *err)
{
	const struct qs_json *root = NULL;
	struct qs_features features;
	struct qs_buffer drawn;
	const char *text;
	size_t n;
	qs_status status = qs_file_read(&app->arena, file, &text, &n, err);
	int there;

	if (!status)
		status = qs_json_parse(text, n, file, &app->arena, mistakes, &root, err);
	if (!status)
		status = qs_geojson_read(root, file, &app->arena, mistakes, &features, err);
	if (!status && mistakes->errors)
		status = QS_EINPUT;
	if (status)
		return status;
	qs_buffer_init(&drawn, NULL);
	there = qs_chart_map_draw(&drawn, *page, root);
	status = qs_buffer_status(&drawn, err);
	if (!status && !there)
		status = qs_fail(err, QS_EINPUT, "%s",
				 qs_tr(app, "报告中没有地图：场地没有经纬度",
				       "the report has no map: its sites have no longitude and latitude"));
	if (!status) {
		*page = qs_arena_text(&app->arena, drawn.bytes, drawn.length);
		status = *page ? QS_OK : qs_fail(err, QS_ENOMEM, "%s", file);
	}
	qs_buffer_free(&drawn);
	return status;
}

/* ---- paper ---- */

const char *qs_app_browser(char *room, size_t size)
{
	static const char *const names[] = {"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"};
	const char *const given = getenv("QINGSHAN_CHROMIUM"), *const path = getenv("PATH");

	if (given)
		return access(given, X_OK) ? NULL : given;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		for (const char *at = path; at && *at; at += strcspn(at, ":"), at += *at == ':') {
			snprintf(room, size, "%.*s/%s", (int)strcspn(at, ":"), at, names[i]);
			if (!access(room, X_OK))
				return room;
		}
	}
	return NULL;
}

/* Runs a program in silence; 0 if it ended well. */
static int run(const char *program, char *const *words)
{
	const pid_t child = fork();
	int state = 0;

	if (child < 0)
		return -1;
	if (!child) {
		const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);

		if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(nothing, 1) < 0 || dup2(nothing, 2) < 0)
			_exit(127);
		execv(program, words);
		_exit(127);
	}
	while (waitpid(child, &state, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(state) && !WEXITSTATUS(state) ? 0 : -1;
}

/* Prints a page in a folder of its own, which is gone afterwards; the PDF's bytes come into the arena. */
static qs_status print(struct qs_app *app, const char *browser, const char *page, const char **pdf, size_t *n,
		       struct qs_err *err)
{
	char folder[] = "/tmp/qingshan-XXXXXX", html[64], paper[64], profile[96], from[96], to[96];
	char name[] = "chromium", headless[] = "--headless", gpu[] = "--disable-gpu",
	     plain[] = "--no-pdf-header-footer", open_box[] = "--no-sandbox", rm[] = "rm", force[] = "-rf";
	/* root has no sandbox to print in; the page is our own and lets nothing else in */
	char *const print_words[] = {name, headless, gpu, plain, profile, to, from, geteuid() ? NULL : open_box, NULL};
	char *const clean_words[] = {rm, force, folder, NULL};
	qs_status status;

	if (!mkdtemp(folder))
		return qs_fail(err, QS_EFILE, "/tmp: %s", strerror(errno));
	snprintf(html, sizeof html, "%s/report.html", folder);
	snprintf(paper, sizeof paper, "%s/report.pdf", folder);
	snprintf(profile, sizeof profile, "--user-data-dir=%s/profile", folder);
	snprintf(from, sizeof from, "file://%s", html);
	snprintf(to, sizeof to, "--print-to-pdf=%s", paper);
	status = qs_file_replace(html, page, strlen(page), err);
	if (!status && run(browser, print_words))
		status = qs_fail(err, QS_EFAILED, qs_tr(app, "%s 没有打印成功", "%s did not print"), browser);
	if (!status)
		status = qs_file_read(&app->arena, paper, pdf, n, err);
	run("/bin/rm", clean_words);
	return status;
}

static qs_status write_paper(struct qs_app *app, const char *page, const char *path, struct qs_err *err)
{
	char room[PATH_MAX];
	const char *const browser = qs_app_browser(room, sizeof room);
	const char *pdf;
	size_t n;
	qs_status status;

	if (!browser)
		return qs_fail(
			err, QS_EFAILED, "%s",
			qs_tr(app,
			      "PDF 由 Chromium 打印，这里没有找到；请安装 chromium，或用浏览器打开 report.html 打印",
			      "Chromium prints the PDF and is not here; install chromium, or print report.html from a "
			      "browser"));
	status = print(app, browser, page, &pdf, &n, err);
	return status ? status : qs_file_replace(path, pdf, n, err);
}

qs_status qs_app_report_page(struct qs_app *app, const struct qs_args *args)
{
	const char *const to = args->option[QS_OPT_OUTPUT].text;
	const int book = ends_in(to, ".xlsx");
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	const char *bytes = NULL;
	qs_status status;
	size_t n = 0;

	if (!ends_in(to, ".html") && !ends_in(to, ".pdf") && !book)
		return qs_say(app, QS_EUSAGE, "qingshan report DIR -o report.pdf",
			      qs_tr(app, "report：-o %s 不以 .html、.pdf 或 .xlsx 结尾",
				    "report: -o %s ends in none of .html, .pdf and .xlsx"),
			      to);
	if (book && args->option[QS_OPT_MAP].given)
		return qs_say(app, QS_EUSAGE, "qingshan report DIR -o report.html --map FILE.geojson", "%s",
			      qs_tr(app, "report：工作簿没有地图", "report: a workbook has no map"));
	qs_mistakes_init(&mistakes, NULL);
	app->context.threads = qs_threads(args->option[QS_OPT_THREADS].whole);
	status = read_from(app, args, book ? "report.xlsx" : "report.html", &bytes, &n, &err);
	if (!status && args->option[QS_OPT_MAP].given) {
		status = draw_map(app, args->option[QS_OPT_MAP].text, &bytes, &mistakes, &err);
		n = strlen(bytes);
	}
	if (mistakes.errors) {
		qs_app_tell(app, stderr, &mistakes);
		status = status ? status : QS_EINPUT;
	} else if (!status) {
		status = ends_in(to, ".pdf") ? write_paper(app, bytes, to, &err) : qs_file_replace(to, bytes, n, &err);
	}
	if (status && !mistakes.errors)
		qs_say_err(app, &err);
	qs_mistakes_free(&mistakes);
	return status;
}
