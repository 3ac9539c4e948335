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

struct folder {
	dev_t device;
	ino_t number;
};

struct gather {
	const struct qs_context *context;
	struct qs_cases *cases;
	struct qs_mistakes *mistakes;
	struct qs_err *err;
	int depth;
	struct folder above[QS_CASE_FOLDERS]; /* from the path asked for to the folder being read */
	size_t files;
};

/* Tells and counts what cannot be read; the others are still run. */
static qs_status skip(const struct gather *gather, const char *path, const char *why)
{
	const struct qs_place place = {path, 0, 0, NULL};

	gather->cases->unread++;
	qs_mistakes_add(gather->mistakes, QS_E1008, place, "", why, NULL, NULL, NULL);
	return QS_OK;
}

static qs_status trouble(const struct gather *gather, const char *path)
{
	return skip(gather, path, strerror(errno));
}

/* What a message says behind the path it begins with. */
static const char *behind(const char *text, const char *path)
{
	const size_t n = strlen(path);

	return !strncmp(text, path, n) && !strncmp(text + n, ": ", 2) ? text + n + 2 : text;
}

static qs_status run_file(struct gather *gather, const char *path)
{
	struct qs_arena arena;
	struct qs_err unread = {0};
	const char *bytes;
	size_t n;
	qs_status status;

	qs_arena_init(&arena, &gather->context->allocator);
	gather->files++;
	status = qs_file_read(&arena, path, &bytes, &n, &unread);
	if (!status)
		status = qs_cases_run_text(gather->context, bytes, n, path, gather->cases, gather->mistakes,
					   gather->err);
	else if (status == QS_EFILE)
		status = skip(gather, path, behind(unread.text, path));
	else
		(void)qs_fail(gather->err, status, "%s", unread.text);
	qs_arena_free(&arena);
	return status;
}

static int is_case(const char *name)
{
	const size_t n = strlen(name);

	return n > 5 && !strcmp(name + n - 5, ".json");
}

static qs_status run_folder(struct gather *gather, const char *path, const struct stat *info);

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
		return run_folder(gather, path, &status);
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

/* Nonzero if a folder is the one being read or above it: a link led back. */
static int is_above(const struct gather *gather, const struct stat *folder)
{
	for (int i = 0; i < gather->depth; i++)
		if (gather->above[i].device == folder->st_dev && gather->above[i].number == folder->st_ino)
			return 1;
	return 0;
}

static qs_status run_folder(struct gather *gather, const char *path, const struct stat *info)
{
	struct dirent **entries = NULL;
	qs_status status = QS_OK;
	int n;

	if (is_above(gather, info))
		return QS_OK;
	if (gather->depth == QS_CASE_FOLDERS) {
		errno = ELOOP;
		return trouble(gather, path);
	}
	n = scandir(path, &entries, is_visible, by_name);
	if (n < 0)
		return trouble(gather, path);
	gather->above[gather->depth++] = (struct folder){info->st_dev, info->st_ino};
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
	struct gather gather = {.context = context, .cases = cases, .mistakes = mistakes, .err = err};
	const size_t unread = cases->unread;
	struct stat info;
	qs_status status;

	if (stat(path, &info))
		status = trouble(&gather, path);
	else if (S_ISREG(info.st_mode))
		status = run_file(&gather, path);
	else
		status = run_folder(&gather, path, &info);
	if (!status && !gather.files && cases->unread == unread)
		status = skip(&gather, path,
			      "其中没有 .json 文件\x1f"
			      "no .json file in it");
	return status;
}
