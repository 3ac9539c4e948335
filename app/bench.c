/* `qingshan bench`: nanoseconds per unit of each kernel, its share of the machine's limit, and the speed of a whole
 * run. */
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

/* What the machine gives, on one core and on all: the rates that the rows' shares refer to, and that of memory. */
static void tell_machine(struct qs_app *app, int cores, const struct qs_bench_speed *exp,
			 const struct qs_bench_speed *copy, const double *memory, struct qs_json_out *out)
{
	const double near[] = {1 / copy->ns[QS_BENCH_ONE], 1 / copy->ns[QS_BENCH_ALL]};

	qs_json_out_object(out, "machine");
	qs_json_out_int(out, "cores", cores);
	qs_json_out_number(out, "exp_ns", exp->ns[QS_BENCH_ONE]);
	qs_json_out_number(out, "exp_ns_all_cores", exp->ns[QS_BENCH_ALL]);
	qs_json_out_number(out, "cache_gb_per_s", near[QS_BENCH_ONE]);
	qs_json_out_number(out, "cache_gb_per_s_all_cores", near[QS_BENCH_ALL]);
	qs_json_out_number(out, "memory_gb_per_s", memory[QS_BENCH_ONE]);
	qs_json_out_number(out, "memory_gb_per_s_all_cores", memory[QS_BENCH_ALL]);
	qs_json_out_end(out);
	if (app->json)
		return;
	printf(qs_tr(app,
		     "单核（%d 核同时）：exp %.3g 纳秒（%.3g），缓存内复制 %.3g GB/秒（%.3g），内存复制 %.3g "
		     "GB/秒（%.3g）\n",
		     "one core (%d at once): exp %.3g ns (%.3g), copies in cache %.3g GB/s (%.3g), in memory %.3g GB/s "
		     "(%.3g)\n"),
	       cores, exp->ns[QS_BENCH_ONE], exp->ns[QS_BENCH_ALL], near[QS_BENCH_ONE], near[QS_BENCH_ALL],
	       memory[QS_BENCH_ONE], memory[QS_BENCH_ALL]);
}

static void tell_row(struct qs_app *app, const struct qs_bench_row *row, const struct qs_bench_speed *speed,
		     const double *memory, struct qs_json_out *out)
{
	const char *const isa = app->context.kernels->isa;
	const double ns = speed->ns[QS_BENCH_ONE];

	qs_json_out_row(out, NULL);
	qs_json_out_string(out, "name", row->name);
	qs_json_out_string(out, "unit", row->unit);
	qs_json_out_number(out, "ns", ns);
	qs_json_out_string(out, "isa", isa);
	qs_json_out_number(out, "ns_all_cores", speed->ns[QS_BENCH_ALL]);
	qs_json_out_number(out, "exps", row->exps);
	qs_json_out_number(out, "bytes", row->bytes);
	qs_json_out_string(out, "bound", speed->bound);
	qs_json_out_number(out, "share", speed->share[QS_BENCH_ONE]);
	qs_json_out_number(out, "share_all_cores", speed->share[QS_BENCH_ALL]);
	qs_json_out_number(out, "memory_share", row->bytes / (ns * memory[QS_BENCH_ONE]));
	qs_json_out_end(out);
	if (app->json)
		return;
	qs_put_padded(stdout, row->name, 24);
	printf("%10.3f %10.3f ns/%s (%s)", ns, speed->ns[QS_BENCH_ALL], row->unit, isa);
	if (speed->bound && !strcmp(speed->bound, "bytes"))
		printf(qs_tr(app, " 达字节上限的 %.0f %%", " %.0f %% of bytes"), 100 * speed->share[QS_BENCH_ONE]);
	else if (speed->bound)
		printf(qs_tr(app, " 达算术上限的 %.0f %%", " %.0f %% of arithmetic"), 100 * speed->share[QS_BENCH_ONE]);
	putchar('\n');
}

static qs_status bench_kernels(struct qs_app *app, struct qs_json_out *out)
{
	const int cores = qs_cpus();
	struct qs_bench *const benches = qs_arena_take(&app->arena, (size_t)cores, sizeof *benches);
	struct qs_bench_speed speed[QS_BENCH_ROWS];
	const double memory[] = {qs_bench_memory(1), qs_bench_memory(cores)};
	double consumed = 0;
	size_t rows = 0;

	for (int i = 0; i < cores; i++)
		if (!benches || qs_bench_open(&benches[i], app->context.kernels, &app->arena))
			return qs_say(app, QS_ENOMEM, NULL, "bench");
	qs_bench_run(benches, cores, speed);
	while (qs_bench_rows[rows].name)
		rows++;
	tell_machine(app, cores, speed, &speed[rows - 1], memory, out);
	qs_json_out_array(out, "kernels");
	for (size_t row = 0; row < rows; row++)
		tell_row(app, &qs_bench_rows[row], &speed[row], memory, out);
	qs_json_out_end(out);
	for (int i = 0; i < cores; i++)
		consumed += benches[i].consumed;
	qs_json_out_number(out, "checksum", consumed);
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

/* What water, erosion and services take of a lane's year and arm. */
static qs_status tell_land(struct qs_app *app, struct qs_input *input, struct qs_json_out *out, struct qs_err *err)
{
	double ns[2] = {0};
	const qs_status status = input->all.n ? qs_bench_land(&app->context, &input->portfolio, &input->packs,
							      input->all.items, &input->arena, ns, err)
					      : QS_OK;

	if (status || !input->all.n)
		return status;
	qs_json_out_number(out, "water_erosion_ns", ns[0]);
	qs_json_out_number(out, "services_ns", ns[1]);
	if (!app->json)
		printf(qs_tr(app, "水量、侵蚀与服务：每格年与情形 %.1f + %.1f 纳秒\n",
			     "water and erosion, services: %.1f + %.1f ns a lane-year and arm\n"),
		       ns[0], ns[1]);
	return QS_OK;
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
	status = tell_land(app, &input, out, &err);
	if (status)
		qs_say_err(app, &err);
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
