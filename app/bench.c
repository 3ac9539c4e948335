/* `qingshan bench`: nanoseconds per unit of each kernel, and the speed of a whole run. */
#include "app/bench.h"

#include "app/input.h"
#include "app/options.h"
#include "app/texts.h"
#include "scenarios/run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RUNS = 3, MOST_THREADS = 2 };

static qs_status bench_kernels(struct qs_app *app, struct qs_json_out *out)
{
	struct qs_bench bench;
	double ns[QS_BENCH_ROWS];

	if (qs_bench_open(&bench, app->context.kernels, &app->arena))
		return qs_say(app, QS_ENOMEM, NULL, "bench");
	qs_bench_run(&bench, ns);
	qs_json_out_array(out, "kernels");
	for (const struct qs_bench_row *row = qs_bench_rows; row->name; row++) {
		const double value = ns[row - qs_bench_rows];

		qs_json_out_row(out, NULL);
		qs_json_out_string(out, "name", row->name);
		qs_json_out_string(out, "unit", row->unit);
		qs_json_out_number(out, "ns", value);
		qs_json_out_string(out, "isa", app->context.kernels->isa);
		qs_json_out_end(out);
		if (!app->json) {
			qs_put_padded(stdout, row->name, 28);
			printf(" %9.3f ns/%s (%s)\n", value, row->unit, app->context.kernels->isa);
		}
	}
	qs_json_out_end(out);
	qs_json_out_number(out, "checksum", bench.consumed);
	return QS_OK;
}

/* Median of whole runs on a number of threads: unit-member-years a second, or a negative number after a failure that
 * was told; and of their accounts alone, site-member-years a second. Results go nowhere. */
static double speed(struct qs_app *app, const struct qs_run_input *input, int threads, double *accounts)
{
	double seconds[RUNS], settled[RUNS];
	struct qs_run_size size = {0};

	app->context.threads = threads;
	for (int i = -1; i < RUNS; i++) { /* the first warms up */
		struct qs_sink nowhere = {0};
		struct qs_err err = {0};
		const double start = qs_seconds();

		if (qs_run(&app->context, input, &nowhere, &size, &err)) {
			qs_say_err(app, &err);
			return -1;
		}
		if (i >= 0) {
			seconds[i] = qs_seconds() - start;
			settled[i] = size.accounts_seconds;
		}
	}
	*accounts = (double)size.sites * (double)size.members * (double)size.years / qs_bench_median(settled, RUNS);
	return (double)size.units * (double)size.members * (double)size.years / qs_bench_median(seconds, RUNS);
}

static qs_status bench_run(struct qs_app *app, const char *path, struct qs_json_out *out)
{
	struct qs_input input = {0};
	struct qs_run_input run;
	double accounts[MOST_THREADS] = {0};
	struct qs_mistakes mistakes;
	struct qs_err err = {0};
	qs_status status;

	qs_mistakes_init(&mistakes, NULL);
	status = qs_input_read(&app->context, path, &input, &mistakes, &err); /* notices are of no interest here */
	if (mistakes.errors)
		qs_app_tell(app, stderr, &mistakes);
	else if (status)
		qs_say_err(app, &err);
	qs_mistakes_free(&mistakes);
	if (status)
		goto done;
	run = (struct qs_run_input){&input.portfolio,    &input.packs, &input.sites,
				    input.resolved_json, input.hashes, input.hash_count};
	qs_json_out_object(out, "run");
	qs_json_out_object(out, "unit_member_years_per_s");
	for (int threads = 1; threads <= MOST_THREADS; threads++) {
		const char key[] = {(char)('0' + threads), 0};
		const double rate = speed(app, &run, threads, &accounts[threads - 1]);

		if (rate < 0) {
			status = QS_EFAILED;
			goto done;
		}
		qs_json_out_number(out, key, rate);
		if (!app->json)
			printf(qs_tr(app, "整次运行，%d 线程：%.3g 单元·成员·年/秒\n",
				     "whole run, %d threads: %.3g unit-member-years/s\n"),
			       threads, rate);
	}
	qs_json_out_end(out);
	qs_json_out_object(out, "accounts_site_member_years_per_s");
	for (int threads = 1; threads <= MOST_THREADS; threads++) {
		const char key[] = {(char)('0' + threads), 0};

		qs_json_out_number(out, key, accounts[threads - 1]);
		if (!app->json)
			printf(qs_tr(app, "其中账目，%d 线程：%.3g 场地·成员·年/秒\n",
				     "of it accounts, %d threads: %.3g site-member-years/s\n"),
			       threads, accounts[threads - 1]);
	}
	qs_json_out_end(out);
	qs_json_out_end(out);
done:
	qs_input_free(&input);
	return status;
}

/* Puts the embedded Beijing portfolio into a temporary file; the caller removes it. */
static int put_portfolio(char *path, size_t size)
{
	const struct qs_text_file *file = qs_text_files;
	const char *const folder = getenv("TMPDIR");
	int fd, n;

	while (file->name && strcmp(file->name, "beijing"))
		file++;
	n = snprintf(path, size, "%s/qingshan-bench-XXXXXX", folder && *folder ? folder : "/tmp");
	if (!file->name || n < 0 || (size_t)n >= size)
		return -1;
	fd = mkstemp(path);
	if (fd < 0)
		return -1;
	n = write(fd, file->text, file->length) == (ssize_t)file->length ? 0 : -1;
	if (close(fd) || n) {
		unlink(path);
		return -1;
	}
	return 0;
}

qs_status qs_app_bench(struct qs_app *app, const struct qs_args *args)
{
	struct qs_json_out out;
	char path[4096];
	qs_status status;

	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	status = bench_kernels(app, &out);
	if (status)
		return status;
	if (args->operands) {
		status = bench_run(app, args->operand[0], &out);
	} else if (put_portfolio(path, sizeof path)) {
		return qs_say(app, QS_EFILE, NULL, "%s: %s", path, strerror(errno));
	} else {
		status = bench_run(app, path, &out);
		unlink(path);
	}
	if (status)
		return status;
	qs_json_out_end(&out);
	return app->json ? qs_out_print(app, &out) : QS_OK;
}
