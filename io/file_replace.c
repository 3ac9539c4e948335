/* One file anywhere, whole or not at all. */
#include "io/files.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART ".part"

/* A device or a pipe is written in place: renaming would put a file where it was. */
static qs_status write_in_place(const char *path, const void *bytes, size_t n, struct qs_err *err)
{
	const int fd = open(path, O_WRONLY | O_CLOEXEC);
	qs_status status = fd < 0 ? qs_file_trouble(err, "cannot open", path, "") : QS_OK;

	if (!status)
		status = qs_file_write_all(fd, bytes, n, path, "", err);
	if (fd >= 0 && close(fd) && !status)
		status = qs_file_trouble(err, "cannot write", path, "");
	return status;
}

void qs_file_sync_folder(const char *path)
{
	char *const folder = malloc(strlen(path) + 3);
	char *slash;
	int fd;

	if (!folder)
		return; /* the file itself is synced */
	snprintf(folder, strlen(path) + 3, "%s%s", strchr(path, '/') ? "" : "./", path);
	slash = strrchr(folder, '/');
	slash[slash == folder] = 0;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd); /* a file system that cannot sync a folder is no failure */
		close(fd);
	}
	free(folder);
}

qs_status qs_file_replace(const char *path, const void *bytes, size_t n, struct qs_err *err)
{
	const size_t room = strlen(path) + sizeof PART;
	struct stat info;
	qs_status status = QS_OK;
	char *part;
	int fd;

	if (!stat(path, &info) && !S_ISREG(info.st_mode)) {
		if (S_ISDIR(info.st_mode))
			return qs_fail(err, QS_EFILE, "%s is a folder; hint: name a file in it", path);
		return write_in_place(path, bytes, n, err);
	}
	part = malloc(room);
	if (!part)
		return qs_fail(err, QS_ENOMEM, "the name of %s", path);
	snprintf(part, room, "%s" PART, path);
	fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
	if (fd < 0) {
		status = qs_file_trouble(err, "cannot make", part, "");
		free(part);
		return status;
	}
	status = qs_file_write_all(fd, bytes, n, path, "", err);
	if (!status && fsync(fd))
		status = qs_file_trouble(err, "cannot write", path, "");
	if (close(fd) && !status)
		status = qs_file_trouble(err, "cannot write", path, "");
	if (!status && rename(part, path))
		status = qs_file_trouble(err, "cannot rename to", path, "");
	if (status)
		unlink(part);
	else
		qs_file_sync_folder(path);
	free(part);
	return status;
}
