/* A folder for a test's files, and what a test asks of files. */
#ifndef QS_TESTS_SCRATCH_H
#define QS_TESTS_SCRATCH_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SCRATCH_PATH = 512 };

/* Makes a folder; its name is in path. */
static int scratch_make(char path[SCRATCH_PATH])
{
	snprintf(path, SCRATCH_PATH, "/tmp/qs-test-XXXXXX");
	return mkdtemp(path) ? 0 : -1;
}

/* path/name in a buffer of the caller's. */
static const char *scratch_join(const char *path, const char *name, char to[SCRATCH_PATH])
{
	if (snprintf(to, SCRATCH_PATH, "%s/%s", path, name) >= SCRATCH_PATH)
		abort();
	return to;
}

/* Removes a folder and what is in it. */
static void scratch_remove(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		char child[SCRATCH_PATH];
		struct stat info;

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		scratch_join(path, entry->d_name, child);
		if (!lstat(child, &info) && S_ISDIR(info.st_mode))
			scratch_remove(child);
		else
			unlink(child);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}

/* The number of names in a folder; -1 if there is none. */
static inline int scratch_count(const char *path)
{
	DIR *dir = opendir(path);
	int n = 0;

	if (!dir)
		return -1;
	while (readdir(dir))
		n++;
	closedir(dir);
	return n - 2;
}

/* The bytes of a file with a final zero, for free(); NULL if it cannot be read. */
static inline char *scratch_read(const char *path, size_t *n)
{
	FILE *file = fopen(path, "rb");
	char *bytes = NULL;
	long length;

	if (!file)
		return NULL;
	if (!fseek(file, 0, SEEK_END) && (length = ftell(file)) >= 0 && !fseek(file, 0, SEEK_SET)) {
		bytes = malloc((size_t)length + 1);
		if (bytes) {
			*n = fread(bytes, 1, (size_t)length, file);
			bytes[*n] = 0;
		}
	}
	fclose(file);
	return bytes;
}

/* Writes a text to a file. */
static inline void scratch_write(const char *path, const char *text)
{
	FILE *file = fopen(path, "wb");

	if (!file || fputs(text, file) < 0 || fclose(file))
		abort();
}

static inline int scratch_is(const char *path)
{
	return !access(path, F_OK);
}

#endif
