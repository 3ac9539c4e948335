#include "app/run.h"
#include "kernels/kernels.h"
#include "model/base/version.h"

#include <gsl/gsl_version.h>
#include <hdf5.h>
#include <sys/utsname.h>
#include <time.h>

static void put_libraries(struct qs_json_out *out)
{
	unsigned major = 0, minor = 0, release = 0;
	char text[48];

	H5get_libversion(&major, &minor, &release);
	snprintf(text, sizeof text, "%u.%u.%u", major, minor, release);
	qs_json_out_row(out, "libraries");
	qs_json_out_string(out, "hdf5", text);
	qs_json_out_string(out, "gsl", gsl_version);
	qs_json_out_string(out, "cjson", QS_APP_CJSON);
	qs_json_out_end(out);
}

static void put_host(struct qs_json_out *out)
{
	struct utsname host;

	if (uname(&host) < 0)
		return;
	qs_json_out_row(out, "host");
	qs_json_out_string(out, "name", host.nodename);
	qs_json_out_string(out, "system", host.sysname);
	qs_json_out_string(out, "release", host.release);
	qs_json_out_string(out, "machine", host.machine);
	qs_json_out_int(out, "cpus", qs_cpus());
	qs_json_out_end(out);
}

static void put_size(struct qs_json_out *out, const struct qs_run_size *size, const struct qs_run_times *times)
{
	qs_json_out_row(out, "size");
	qs_json_out_uint(out, "sites", size->sites);
	qs_json_out_uint(out, "units", size->units);
	qs_json_out_uint(out, "members", size->members);
	qs_json_out_uint(out, "years", size->years);
	qs_json_out_end(out);
	qs_json_out_row(out, "seconds");
	qs_json_out_number(out, "read", times->read);
	qs_json_out_number(out, "run", times->run);
	qs_json_out_number(out, "physics", size->physics_seconds);
	qs_json_out_number(out, "accounts", size->accounts_seconds);
	qs_json_out_number(out, "all", times->all);
	qs_json_out_end(out);
}

void qs_record_build(const struct qs_app *app, struct qs_json_out *out)
{
	qs_json_out_string(out, "version", qs_version);
	qs_json_out_string(out, "compiler", QS_APP_COMPILER);
	qs_json_out_string(out, "flags", QS_APP_FLAGS);
	qs_json_out_string(out, "isa", app->context.kernels->isa);
	qs_json_out_int(out, "threads", app->context.threads);
}

const char *qs_run_record(struct qs_app *app, const char *command, const struct qs_run_size *size,
			  const struct qs_run_times *times)
{
	const time_t now = time(NULL);
	struct tm utc;
	char date[32] = "";
	struct qs_json_out out;

	if (gmtime_r(&now, &utc))
		strftime(date, sizeof date, "%Y-%m-%dT%H:%M:%SZ", &utc);
	qs_out_open(app, &out);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "command", command);
	qs_json_out_array_row(&out, "arguments");
	for (int i = 1; i < app->argc; i++)
		qs_json_out_string(&out, NULL, app->argv[i]);
	qs_json_out_end(&out);
	qs_json_out_string(&out, "finished", date);
	qs_record_build(app, &out);
	put_libraries(&out);
	put_host(&out);
	put_size(&out, size, times);
	qs_json_out_end(&out);
	return qs_json_out_text(&out, NULL);
}
