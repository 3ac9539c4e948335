#include "io/files.h"

#include "io/json.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARK "run.json"
#define PART ".part"

/* Every name a command may leave in a results folder. */
static const char *const known[] = {"bids.json",    "calibration.json", "cash.csv",     "cells.h5",     "choice.csv",
				    "choice.html",  "choice.json",      "credits.csv",  "chains.csv",   "draws.csv",
				    "frontier.csv", "districts.csv",    "estimate.csv", "ledger.csv",   "posterior.csv",
				    "report.html",  "report.xlsx",      MARK,           "results.h5",   "scenarios.csv",
				    "sites.csv",    "sites.geojson",    "state.bin",    "summary.json", "trace.json",
				    "update.html",  "update.json",      "weights.csv",  "years.csv"};

enum { KNOWN = sizeof known / sizeof known[0], NAME_PART = QS_FILE_NAME + sizeof PART };

qs_status qs_file_trouble(struct qs_err *err, const char *what, const char *folder, const char *name)
{
	const int error = errno;

	return qs_fail(err, QS_EFILE, "%s: %s%s%s: %s", what, folder, *name ? "/" : "", name, strerror(error));
}

static void part_name(const char *name, char *part)
{
	snprintf(part, NAME_PART, "%s" PART, name);
}

/* Index of a known name; *is_part tells whether it carries ".part". -1: not ours. */
static int known_index(const char *name, int *is_part)
{
	for (int i = 0; i < KNOWN; i++) {
		char part[NAME_PART];

		part_name(known[i], part);
		*is_part = !strcmp(name, part);
		if (*is_part || !strcmp(name, known[i]))
			return i;
	}
	return -1;
}

qs_status qs_file_write_all(int fd, const void *bytes, size_t n, const char *folder, const char *name,
			    struct qs_err *err)
{
	const char *from = bytes;

	while (n) {
		const ssize_t done = write(fd, from, n < (1u << 30) ? n : 1u << 30);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return qs_file_trouble(err, "cannot write", folder, name);
		from += done;
		n -= (size_t)done;
	}
	return QS_OK;
}

/* mkdir -p; *made: the last folder was made here. path is changed and restored. */
static qs_status make_folders(char *path, int *made, struct qs_err *err)
{
	*made = 0;
	for (char *c = path + 1;; c++) {
		const char kept = *c;
		int failed;

		if (kept != '/' && kept)
			continue;
		*c = 0;
		failed = mkdir(path, 0777);
		*made = !failed;
		if (failed && errno != EEXIST) {
			const qs_status status = qs_file_trouble(err, "cannot make the folder", path, "");

			*c = kept;
			return status;
		}
		*c = kept;
		if (!kept)
			return QS_OK;
	}
}

/* What stands in a folder. */
struct contents {
	int final[KNOWN], part[KNOWN];
	int any_final;
	char foreign[256]; /* the first foreign name in alphabetical order, or "" */
};

/* Shards of a sweep lie in a folder of their own beside its results. */
static int is_beside(const struct qs_folder *folder, const char *command, const char *name)
{
	struct stat info;

	return !strcmp(command, "sweep") && !strcmp(name, "shards") &&
	       !fstatat(folder->fd, name, &info, AT_SYMLINK_NOFOLLOW) && S_ISDIR(info.st_mode);
}

static qs_status look_into(const struct qs_folder *folder, const char *command, struct contents *contents,
			   struct qs_err *err)
{
	const int again = openat(folder->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = again < 0 ? NULL : fdopendir(again);
	struct dirent *entry;

	memset(contents, 0, sizeof *contents);
	if (!dir) {
		const qs_status status = qs_file_trouble(err, "cannot read the folder", folder->path, "");

		if (again >= 0)
			close(again);
		return status;
	}
	while ((entry = readdir(dir))) {
		const char *name = entry->d_name;
		struct stat info;
		int is_part, i;

		if (!strcmp(name, ".") || !strcmp(name, "..") || is_beside(folder, command, name))
			continue;
		i = known_index(name, &is_part);
		if (i >= 0 && !fstatat(folder->fd, name, &info, AT_SYMLINK_NOFOLLOW) && S_ISREG(info.st_mode)) {
			*(is_part ? &contents->part[i] : &contents->final[i]) = 1;
			contents->any_final |= !is_part;
		} else if (!*contents->foreign || strcmp(name, contents->foreign) < 0) {
			snprintf(contents->foreign, sizeof contents->foreign, "%s", name);
		}
	}
	closedir(dir);
	return QS_OK;
}

/* The command that run.json names, in the arena; NULL if it cannot be read as such. */
static const char *command_of(const struct qs_folder *folder, struct qs_arena *arena)
{
	enum { MOST = 1 << 20 };
	const int fd = openat(folder->fd, MARK, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	char *text = fd < 0 ? NULL : qs_arena_take(arena, MOST, 1);
	const struct qs_json *root = NULL;
	struct qs_mistakes mistakes;
	const char *command = NULL;
	size_t n = 0;

	while (text && n < MOST) {
		const ssize_t got = read(fd, text + n, MOST - n);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		n += (size_t)got;
	}
	if (fd >= 0)
		close(fd);
	qs_mistakes_init(&mistakes, &folder->from);
	if (text && !qs_json_parse(text, n, MARK, arena, &mistakes, &root, NULL))
		command = qs_json_string(root, "command", NULL);
	qs_mistakes_free(&mistakes);
	return command;
}

/* The rules of a results folder: see the header. */
static qs_status judge(const struct qs_folder *folder, const struct contents *contents, const char *command,
		       struct qs_err *err)
{
	static const char hint[] = "give a new or an empty folder";
	struct qs_arena arena;
	const char *earlier;
	qs_status status = QS_OK;
	int is_part;

	if (*contents->foreign)
		return qs_fail(err, QS_EFILE, "%s holds \"%s\", which is no result of this command; hint: %s",
			       folder->path, contents->foreign, hint);
	/* A run killed while it renamed has whole files and its run.json.part, and no run.json. */
	if (!contents->any_final ||
	    (!contents->final[known_index(MARK, &is_part)] && contents->part[known_index(MARK, &is_part)]))
		return QS_OK;
	qs_arena_init(&arena, &folder->from);
	earlier = command_of(folder, &arena);
	if (!earlier)
		status = qs_fail(err, QS_EFILE, "%s holds files but no run.json that says what they are; hint: %s",
				 folder->path, hint);
	else if (strcmp(earlier, command) != 0)
		status = qs_fail(err, QS_EFILE, "%s holds the results of `qingshan %s`; hint: %s", folder->path,
				 earlier, hint);
	qs_arena_free(&arena);
	return status;
}

/* Takes run.json.part, the sign that a run works here. */
static qs_status take_mark(struct qs_folder *folder, struct qs_err *err)
{
	struct flock lock;

	folder->mark = openat(folder->fd, MARK PART, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (folder->mark < 0)
		return qs_file_trouble(err, "cannot write into the folder", folder->path, MARK PART);
	memset(&lock, 0, sizeof lock);
	lock.l_type = F_WRLCK;
	lock.l_whence = SEEK_SET;
	if (fcntl(folder->mark, F_SETLK, &lock) && (errno == EAGAIN || errno == EACCES))
		return qs_fail(err, QS_EFILE, "another run is writing into %s", folder->path);
	return QS_OK; /* a file system without locks is taken as it is */
}

static void close_all(struct qs_folder *folder)
{
	if (folder->mark >= 0)
		close(folder->mark);
	if (folder->fd >= 0)
		close(folder->fd);
	if (folder->path) {
		if (folder->from.put)
			folder->from.put(folder->from.self, folder->path);
		else
			free(folder->path);
	}
	memset(folder, 0, sizeof *folder);
}

static qs_status copy_path(struct qs_folder *folder, const char *path, struct qs_err *err)
{
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')
		n--;
	if (!n)
		return qs_fail(err, QS_EFILE, "the results folder has an empty name");
	folder->path = folder->from.get ? folder->from.get(folder->from.self, (n + 64) / 64 * 64) : malloc(n + 1);
	if (!folder->path)
		return qs_fail(err, QS_ENOMEM, "the name of the results folder");
	memcpy(folder->path, path, n);
	folder->path[n] = 0;
	return QS_OK;
}

qs_status qs_folder_open(struct qs_folder *folder, const struct qs_allocator *from, const char *path,
			 const char *command, struct qs_err *err)
{
	struct contents contents;
	struct stat info;
	qs_status status;

	memset(folder, 0, sizeof *folder);
	folder->fd = folder->mark = -1;
	folder->open = 1;
	if (from)
		folder->from = *from;
	status = copy_path(folder, path, err);
	if (status)
		goto done;
	if (!stat(folder->path, &info) && !S_ISDIR(info.st_mode)) {
		status = qs_fail(err, QS_EFILE, "%s is a file; hint: -o names a folder", folder->path);
		goto done;
	}
	status = make_folders(folder->path, &folder->made, err);
	if (status)
		goto done;
	folder->fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder->fd < 0) {
		status = qs_file_trouble(err, "cannot open the folder", folder->path, "");
		goto done;
	}
	status = look_into(folder, command, &contents, err);
	if (!status)
		status = judge(folder, &contents, command, err);
	if (!status)
		status = take_mark(folder, err);
	for (int i = 0; i < KNOWN && !status; i++) {
		char part[NAME_PART];

		part_name(known[i], part);
		if (contents.part[i] && strcmp(known[i], MARK) != 0 && unlinkat(folder->fd, part, 0))
			status = qs_file_trouble(err, "cannot remove", folder->path, part);
	}
done:
	if (status) {
		if (folder->made && folder->fd >= 0 && folder->mark < 0)
			rmdir(folder->path);
		close_all(folder);
	}
	return status;
}

/* Renames what is staged and removes what an earlier result had beyond it. */
static qs_status rename_staged(struct qs_folder *folder, struct qs_err *err)
{
	for (size_t i = 0; i < folder->staged_count; i++) {
		char part[NAME_PART];

		part_name(folder->staged[i], part);
		if (renameat(folder->fd, part, folder->fd, folder->staged[i]))
			return qs_file_trouble(err, "cannot rename to", folder->path, folder->staged[i]);
	}
	for (int k = 0; k < KNOWN; k++) {
		int ours = !strcmp(known[k], MARK);

		for (size_t i = 0; i < folder->staged_count; i++)
			ours |= !strcmp(known[k], folder->staged[i]);
		if (!ours && unlinkat(folder->fd, known[k], 0) && errno != ENOENT)
			return qs_file_trouble(err, "cannot remove", folder->path, known[k]);
	}
	return QS_OK;
}

qs_status qs_folder_finish(struct qs_folder *folder, const char *run_json, struct qs_err *err)
{
	qs_status status;

	if (!folder->open)
		return qs_fail(err, QS_EFILE, "no results folder is open");
	status = ftruncate(folder->mark, 0) ? qs_file_trouble(err, "cannot write", folder->path, MARK PART) : QS_OK;
	if (!status)
		status = qs_file_write_all(folder->mark, run_json, strlen(run_json), folder->path, MARK PART, err);
	if (!status && fsync(folder->mark))
		status = qs_file_trouble(err, "cannot write", folder->path, MARK PART);
	if (status) {
		qs_folder_drop(folder);
		return status;
	}
	/* From here on the folder is not complete until run.json is back. */
	if ((unlinkat(folder->fd, MARK, 0) && errno != ENOENT) || fsync(folder->fd))
		status = qs_file_trouble(err, "cannot replace", folder->path, MARK);
	if (!status)
		status = rename_staged(folder, err);
	if (!status && (fsync(folder->fd) || renameat(folder->fd, MARK PART, folder->fd, MARK) || fsync(folder->fd)))
		status = qs_file_trouble(err, "cannot finish", folder->path, MARK);
	close_all(folder); /* after a failure run.json.part stays: the next run knows the folder by it */
	return status;
}

void qs_folder_drop(struct qs_folder *folder)
{
	if (!folder->open)
		return;
	for (int i = 0; i < KNOWN; i++) {
		char part[NAME_PART];

		part_name(known[i], part);
		if (strcmp(known[i], MARK) != 0)
			unlinkat(folder->fd, part, 0);
	}
	unlinkat(folder->fd, MARK PART, 0);
	if (folder->made)
		rmdir(folder->path); /* stays if it is not empty */
	close_all(folder);
}

void qs_file_path(const struct qs_folder *folder, const char *name, char *path, size_t room)
{
	snprintf(path, room, "%s/%s.part", folder->path, name);
}

qs_status qs_file_open(struct qs_file *file, struct qs_folder *folder, const char *name, struct qs_err *err)
{
	char part[NAME_PART];
	int is_part;

	memset(file, 0, sizeof *file);
	if (!folder->open || known_index(name, &is_part) < 0 || is_part || folder->staged_count >= QS_FOLDER_FILES)
		return qs_fail(err, QS_EFILE, "%s is not the name of a result", name);
	part_name(name, part);
	file->fd = openat(folder->fd, part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (file->fd < 0)
		return qs_file_trouble(err, "cannot make", folder->path, part);
	file->folder = folder;
	file->open = 1;
	snprintf(file->name, sizeof file->name, "%s", name);
	return QS_OK;
}

qs_status qs_file_write(struct qs_file *file, const void *bytes, size_t n, struct qs_err *err)
{
	if (!file->open)
		return qs_fail(err, QS_EFILE, "%s is not open", file->name);
	return qs_file_write_all(file->fd, bytes, n, file->folder->path, file->name, err);
}

qs_status qs_file_stage(struct qs_file *file, struct qs_err *err)
{
	struct qs_folder *folder = file->folder;
	int failed;

	if (!file->open)
		return qs_fail(err, QS_EFILE, "%s is not open", file->name);
	failed = fsync(file->fd);
	failed |= close(file->fd);
	file->open = 0;
	if (failed)
		return qs_file_trouble(err, "cannot write", folder->path, file->name);
	memcpy(folder->staged[atomic_fetch_add(&folder->staged_count, 1)], file->name, sizeof file->name);
	return QS_OK;
}

void qs_file_drop(struct qs_file *file)
{
	if (file->open)
		close(file->fd);
	file->open = 0;
}

qs_status qs_file_put(struct qs_folder *folder, const char *name, const void *bytes, size_t n, struct qs_err *err)
{
	struct qs_file file;
	qs_status status = qs_file_open(&file, folder, name, err);

	if (!status)
		status = qs_file_write(&file, bytes, n, err);
	if (!status)
		status = qs_file_stage(&file, err);
	qs_file_drop(&file);
	return status;
}
