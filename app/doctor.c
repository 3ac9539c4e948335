/* `qingshan doctor`: what a run would find on this machine. */
#include "app/options.h"
#include "app/report_page.h"
#include "io/input.h"
#include "io/packs.h"
#include "kernels/dispatch.h"
#include "kernels/kernels.h"
#include "model/base/version.h"
#include "scenarios/choice.h"

#include <gsl/gsl_version.h>
#include <hdf5.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Writes, syncs and removes a file in a folder. */
static int can_write(const char *folder)
{
	char path[4096];
	const int n = snprintf(path, sizeof path, "%s/.qingshan-XXXXXX", folder);
	int fd, good;

	if (n < 0 || (size_t)n >= sizeof path)
		return 0;
	fd = mkstemp(path);
	if (fd < 0)
		return 0;
	good = write(fd, "x", 1) == 1 && !fsync(fd);
	good &= !close(fd);
	return !unlink(path) && good;
}

static double mebibytes(int pages)
{
	const long n = sysconf(pages), size = sysconf(_SC_PAGESIZE);

	return n > 0 && size > 0 ? (double)n * (double)size / 1048576 : -1;
}

struct rows {
	struct qs_app *app;
	struct qs_json_out *out;
};

static void text_row(const struct rows *rows, const char *key, const char *zh, const char *en, const char *text)
{
	qs_json_out_string(rows->out, key, text);
	if (rows->app->json)
		return;
	qs_put_padded(stdout, qs_tr(rows->app, zh, en), 28);
	printf(" %s\n", text);
}

static void number_row(const struct rows *rows, const char *key, const char *zh, const char *en, double value)
{
	qs_json_out_number(rows->out, key, value);
	if (rows->app->json)
		return;
	qs_put_padded(stdout, qs_tr(rows->app, zh, en), 28);
	printf(" %.0f\n", value);
}

static void truth_row(const struct rows *rows, const char *key, const char *zh, const char *en, int good)
{
	qs_json_out_bool(rows->out, key, good);
	if (rows->app->json)
		return;
	qs_put_padded(stdout, qs_tr(rows->app, zh, en), 28);
	printf(" %s\n", good ? qs_tr(rows->app, "可以", "yes") : qs_tr(rows->app, "不可以", "no"));
}

static void put_machine(const struct rows *rows)
{
	const char *const locale = getenv("LC_ALL") ? getenv("LC_ALL") : getenv("LANG") ? getenv("LANG") : "";
	const char *const forced = getenv("QINGSHAN_ISA");
	char sets[32] = "";

	for (int i = 2; i <= 4; i++) {
		const char name[] = {'v', (char)('0' + i), 0};

		if (qs_kernels_for(name))
			snprintf(sets + strlen(sets), sizeof sets - strlen(sets), "%s%s", *sets ? " " : "", name);
	}
	text_row(rows, "isa", "使用的指令集", "instruction set in use", rows->app->context.kernels->isa);
	text_row(rows, "isa_available", "本机可用的指令集", "instruction sets available", sets);
	text_row(rows, "isa_forced", "QINGSHAN_ISA", "QINGSHAN_ISA", forced ? forced : "");
	number_row(rows, "cpus", "处理器数", "CPUs", qs_cpus());
	number_row(rows, "threads", "线程数", "threads of a run", qs_threads(0));
	number_row(rows, "memory_mib", "内存 MiB", "memory, MiB", mebibytes(_SC_PHYS_PAGES));
	number_row(rows, "memory_free_mib", "空闲内存 MiB", "free memory, MiB", mebibytes(_SC_AVPHYS_PAGES));
	text_row(rows, "locale", "区域设置", "locale", locale);
}

static void put_libraries(const struct rows *rows)
{
	unsigned major = 0, minor = 0, release = 0;
	char text[48];

	H5get_libversion(&major, &minor, &release);
	snprintf(text, sizeof text, "%u.%u.%u", major, minor, release);
	text_row(rows, "hdf5", "HDF5", "HDF5", text);
	text_row(rows, "gsl", "GSL", "GSL", gsl_version);
	text_row(rows, "glpk", "GLPK", "GLPK", qs_choice_solver());
	text_row(rows, "cjson", "cJSON（编译时）", "cJSON (at build)", QS_APP_CJSON);
}

/* What the shipped values rest on: nobody should take a result for surer than they are. */
static qs_status put_packs(const struct rows *rows)
{
	struct qs_packs packs = {0};
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	qs_status status;

	qs_mistakes_init(&mistakes, NULL);
	status = qs_packs_read_shipped(&rows->app->context, &packs, &mistakes, &err);
	if (status) {
		qs_say_err(rows->app, &err);
	} else {
		const struct qs_packs_count count = qs_packs_count(&packs);

		number_row(rows, "pack_entries", "数据包条目", "entries of packs", (double)count.entries);
		number_row(rows, "pack_verified", "数值：已核对来源", "values verified",
			   (double)count.figures[QS_VERIFIED]);
		number_row(rows, "pack_unverified", "数值：未核对", "values unverified",
			   (double)count.figures[QS_UNVERIFIED]);
		number_row(rows, "pack_assumption", "数值：假设", "values assumed",
			   (double)count.figures[QS_ASSUMPTION]);
	}
	qs_arena_free(&packs.arena);
	qs_mistakes_free(&mistakes);
	return status;
}

static void put_browser(const struct rows *rows)
{
	char room[4096];
	const char *const browser = qs_app_browser(room, sizeof room);

	qs_json_out_string(rows->out, "chromium", browser);
	if (rows->app->json)
		return;
	qs_put_padded(stdout, qs_tr(rows->app, "Chromium（打印 PDF）", "Chromium, which prints PDF"), 28);
	printf(" %s\n", browser ? browser
				: qs_tr(rows->app, "没有：请安装 chromium，或在浏览器中打印",
					"none: install chromium, or print from a browser"));
}

qs_status qs_app_doctor(struct qs_app *app, const struct qs_args *args)
{
	struct qs_json_out out;
	const struct rows rows = {app, &out};
	const char *const tmp = getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp";
	const int here = can_write(".");
	const int there = can_write(tmp);
	qs_status status;

	(void)args;
	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	text_row(&rows, "version", "版本", "version", qs_version);
	text_row(&rows, "compiler", "编译器", "compiler", QS_APP_COMPILER);
	text_row(&rows, "flags", "编译选项", "flags", QS_APP_FLAGS);
	put_machine(&rows);
	put_libraries(&rows);
	status = put_packs(&rows);
	if (status)
		return status;
	put_browser(&rows);
	truth_row(&rows, "writes_here", "可写入当前目录", "can write in this folder", here);
	truth_row(&rows, "writes_tmp", "可写入临时目录", "can write in the temporary folder", there);
	qs_json_out_end(&out);
	if (app->json && qs_out_print(app, &out))
		return QS_ENOMEM;
	if (here && there)
		return QS_OK;
	return qs_say(app, QS_EFILE, NULL, qs_tr(app, "无法写入 %s", "cannot write in %s"), here ? tmp : ".");
}
