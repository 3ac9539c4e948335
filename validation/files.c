/* Cases from files and folders. */
#include "io/file.h"
#include "validation/runner.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { QS_CASE_FOLDERS = 32 };

struct gather {
	const struct qs_context *context;
	struct qs_cases *cases;
	struct qs_mistakes *mistakes;
	struct qs_err *err;
	int depth;
	size_t files;
};

static qs_status trouble(const struct gather *gather, const char *path)
{
	return qs_fail(gather->err, QS_EFILE, "%s: %s", path, strerror(errno));
}

static qs_status run_file(struct gather *gather, const char *path)
{
	struct qs_arena arena;
	const char *bytes;
	size_t n;
	qs_status status;

	qs_arena_init(&arena, &gather->context->allocator);
	gather->files++;
	status = qs_file_read(&arena, path, &bytes, &n, gather->err);
	if (!status)
		status = qs_cases_run_text(gather->context, bytes, n, path, gather->cases, gather->mistakes,
					   gather->err);
	qs_arena_free(&arena);
	return status;
}

static int is_case(const char *name)
{
	const size_t n = strlen(name);

	return n > 5 && !strcmp(name + n - 5, ".json");
}

static qs_status run_folder(struct gather *gather, const char *path);

/* An entry of a folder: a case, a folder, or nothing of ours. */
static qs_status run_entry(struct gather *gather, const char *folder, const char *name)
{
	struct stat status;
	char path[4096];
	const int n = snprintf(path, sizeof path, "%s/%s", folder, name);

	if (n < 0 || (size_t)n >= sizeof path) {
		errno = ENAMETOOLONG;
		return trouble(gather, folder);
	}
	if (stat(path, &status))
		return trouble(gather, path);
	if (S_ISDIR(status.st_mode))
		return run_folder(gather, path);
	return S_ISREG(status.st_mode) && is_case(name) ? run_file(gather, path) : QS_OK;
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* By bytes and not by the locale; a number in a name counts as a number, so that 10 comes after 9. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
	const char *p = (*a)->d_name;
	const char *q = (*b)->d_name;

	while (*p && *p == *q && !(*p >= '0' && *p <= '9'))
		p++, q++;
	if (*p >= '0' && *p <= '9' && *q >= '0' && *q <= '9') {
		const size_t n = strspn(p, "0123456789"), m = strspn(q, "0123456789");

		if (n != m)
			return n < m ? -1 : 1;
	}
	return strcmp(p, q);
}

static qs_status run_folder(struct gather *gather, const char *path)
{
	struct dirent **entries = NULL;
	qs_status status = QS_OK;
	int n;

	if (gather->depth == QS_CASE_FOLDERS) {
		errno = ELOOP;
		return trouble(gather, path);
	}
	n = scandir(path, &entries, is_visible, by_name);
	if (n < 0)
		return trouble(gather, path);
	gather->depth++;
	for (int i = 0; i < n; i++) {
		if (!status)
			status = run_entry(gather, path, entries[i]->d_name);
		free(entries[i]);
	}
	gather->depth--;
	free(entries);
	return status;
}

qs_status qs_cases_run_path(const struct qs_context *context, const char *path, struct qs_cases *cases,
			    struct qs_mistakes *mistakes, struct qs_err *err)
{
	struct gather gather = {context, cases, mistakes, err, 0, 0};
	struct stat info;
	qs_status status;

	if (stat(path, &info))
		return trouble(&gather, path);
	if (S_ISREG(info.st_mode))
		return run_file(&gather, path);
	status = run_folder(&gather, path);
	if (!status && !gather.files)
		return qs_fail(err, QS_EFILE, "%s: no .json file in it", path);
	return status;
}
