#include "io/shards.h"

#include "io/json.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static double get_number(const char **from)
{
	const uint64_t bits = qs_record_word(from);
	double value;

	memcpy(&value, &bits, sizeof value);
	return value;
}

/* Reads i and N of a file's name "i-of-N.kind"; whether it is one. */
static int parts_of(const char *name, unsigned long long *i, unsigned long long *n)
{
	char *end;

	*i = strtoull(name, &end, 10);
	if (end == name || strncmp(end, "-of-", 4) != 0)
		return 0;
	name = end + 4;
	*n = strtoull(name, &end, 10);
	return end != name && end[0] == '.' && end[1];
}

/* The N of the shards that are there, with the least i missing: those of the name's N. */
static qs_status find_of(const char *folder, struct qs_arena *arena, size_t *of, struct qs_err *err)
{
	char *const path = qs_shard_path(arena, folder, "", "");
	DIR *dir = path ? opendir(path) : NULL;
	struct dirent *entry;

	*of = 0;
	if (!dir)
		return path ? qs_fail(err, QS_EFILE, "%s: %s", path, strerror(errno))
			    : qs_fail(err, QS_ENOMEM, "%s", folder);
	while ((entry = readdir(dir))) {
		unsigned long long i, n;

		if (!parts_of(entry->d_name, &i, &n) || !i || i > n || n > 10000000)
			continue;
		if (!*of || n < *of)
			*of = (size_t)n;
	}
	closedir(dir);
	return QS_OK;
}

/* The bytes of a part, and whether a process is at it; QS_EFILE if it is there no more. */
static qs_status read_part(const char *path, struct qs_arena *arena, struct qs_shard_status *status, const char **bytes,
			   size_t *n, struct qs_err *err)
{
	const int fd = open(path, O_RDWR | O_CLOEXEC);

	status->state = fd >= 0 && !qs_shard_lock(fd) ? QS_SHARD_RUNNING : QS_SHARD_PARTLY;
	if (fd >= 0)
		close(fd);
	return qs_file_read(arena, path, bytes, n, err);
}

/* One shard: its bytes if it is there, whole or in part. A part is renamed when it is whole: where neither is found the
 * whole one may have come between the two looks. */
static qs_status look(const char *folder, struct qs_arena *arena, const struct qs_sweep_plan *plan, size_t i, size_t of,
		      struct qs_shard_status *status, struct qs_err *err)
{
	char name[QS_SHARD_NAME];
	char *final, *part;
	const char *bytes = NULL;
	size_t n = 0, length;
	struct stat info;
	qs_status got = QS_OK;

	snprintf(name, sizeof name, "%zu-of-%zu", i, of);
	final = qs_shard_path(arena, folder, name, ".bin");
	part = qs_shard_path(arena, folder, name, ".part");
	if (!final || !part)
		return qs_fail(err, QS_ENOMEM, "shard %s", name);
	*status =
		(struct qs_shard_status){.scenarios = qs_shard_border(plan, i, of) - qs_shard_border(plan, i - 1, of)};
	if (stat(final, &info) && !stat(part, &info))
		got = read_part(part, arena, status, &bytes, &n, err);
	if (!bytes && got != QS_ENOMEM && !stat(final, &info)) {
		status->state = QS_SHARD_WHOLE;
		got = qs_file_read(arena, final, &bytes, &n, err);
	}
	if (got == QS_OK && bytes)
		status->done = qs_shard_count(plan, i, of, bytes, n, NULL, &length, &status->failed);
	return got;
}

qs_status qs_shards_look(const char *folder, struct qs_arena *arena, const struct qs_sweep_plan *plan, size_t *of,
			 struct qs_shard_status **all, struct qs_err *err)
{
	qs_status status = find_of(folder, arena, of, err);

	*all = status == QS_OK ? qs_arena_take(arena, *of + 1, sizeof **all) : NULL;
	if (status == QS_OK && !*all)
		return qs_fail(err, QS_ENOMEM, "%zu shards", *of);
	for (size_t i = 0; i < *of && status == QS_OK; i++) {
		struct qs_arena scratch;

		qs_arena_init(&scratch, &arena->from);
		status = look(folder, &scratch, plan, i + 1, *of, &(*all)[i], err);
		qs_arena_free(&scratch);
	}
	return status;
}

/* The manifest's hash must be that of the file. */
static qs_status check_manifest(const char *folder, struct qs_arena *arena, const char *name, const char *bytes,
				size_t n, struct qs_err *err)
{
	char *const path = qs_shard_path(arena, folder, name, ".json");
	const struct qs_json *root = NULL;
	struct qs_mistakes mistakes;
	char sha256[QS_SHA256_TEXT];
	const char *text;
	size_t length;
	qs_status status = path ? qs_file_read(arena, path, &text, &length, err) : qs_fail(err, QS_ENOMEM, "%s", name);

	if (status == QS_OK)
		status = qs_sha256(bytes, n, sha256, err);
	if (status != QS_OK)
		return status;
	qs_mistakes_init(&mistakes, &arena->from);
	(void)qs_json_parse(text, length, path, arena, &mistakes, &root, NULL);
	qs_mistakes_free(&mistakes);
	return root && !strcmp(qs_json_string(root, "sha256", ""), sha256)
		       ? QS_OK
		       : qs_fail(err, QS_EFILE, "%s/shards/%s.bin is damaged; hint: remove it and run that shard again",
				 folder, name);
}

/* The records of a file into the table. */
static qs_status read_records(const char *bytes, size_t n, struct qs_arena *arena, struct qs_sweep_table *table,
			      unsigned char *seen, struct qs_err *err)
{
	const struct qs_sweep_plan *const plan = table->plan;

	for (size_t at = QS_SHARD_HEAD; at < n;) {
		const char *from = bytes + at;
		uint64_t s, why;
		const size_t record = qs_record_look(plan, from, n - at, &s, &why);

		if (!record || seen[s])
			return qs_fail(err, QS_EFILE, "a record of a shard is damaged");
		seen[s] = 1;
		from += 16;
		for (size_t a = 0; a < plan->axis_count; a++)
			table->at[a][s] = get_number(&from);
		for (size_t i = 0; i < plan->output_count; i++)
			table->value[i][s] = get_number(&from);
		if (why) {
			table->why[s] = qs_arena_text(arena, from, why);
			table->failed++;
			if (!table->why[s])
				return qs_fail(err, QS_ENOMEM, "scenario %llu", (unsigned long long)s);
		}
		at += record;
	}
	return QS_OK;
}

static qs_status read_shard(const char *folder, struct qs_arena *arena, size_t i, size_t of,
			    struct qs_sweep_table *table, unsigned char *seen, struct qs_err *err)
{
	struct qs_arena scratch;
	char name[QS_SHARD_NAME];
	char *path;
	const char *bytes;
	size_t n;
	qs_status status;

	snprintf(name, sizeof name, "%zu-of-%zu", i, of);
	qs_arena_init(&scratch, &arena->from);
	path = qs_shard_path(&scratch, folder, name, ".bin");
	status = path ? qs_file_read(&scratch, path, &bytes, &n, err) : qs_fail(err, QS_ENOMEM, "%s", name);
	if (status == QS_OK)
		status = check_manifest(folder, &scratch, name, bytes, n, err);
	if (status == QS_OK)
		status = read_records(bytes, n, arena, table, seen, err);
	qs_arena_free(&scratch);
	return status;
}

/* Columns of a table; 0 or -1 without memory. */
static int take_table(struct qs_arena *arena, const struct qs_sweep_plan *plan, struct qs_sweep_table *table)
{
	double *at = qs_arena_take(arena, plan->axis_count * plan->scenarios, sizeof *at);
	double *value = qs_arena_take(arena, plan->output_count * plan->scenarios, sizeof *value);

	*table = (struct qs_sweep_table){.plan = plan,
					 .at = qs_arena_take(arena, plan->axis_count, sizeof *table->at),
					 .value = qs_arena_take(arena, plan->output_count, sizeof *table->value),
					 .why = qs_arena_take(arena, plan->scenarios, sizeof(const char *))};
	if (!at || !value || !table->at || !table->value || !table->why)
		return -1;
	for (size_t a = 0; a < plan->axis_count; a++, at += plan->scenarios)
		table->at[a] = at;
	for (size_t i = 0; i < plan->output_count; i++, value += plan->scenarios)
		table->value[i] = value;
	return 0;
}

qs_status qs_shards_read(const char *folder, struct qs_arena *arena, const struct qs_sweep_plan *plan,
			 struct qs_sweep_table *table, struct qs_err *err)
{
	struct qs_shard_status *shards;
	unsigned char *const seen = qs_arena_take(arena, plan->scenarios, 1);
	size_t of, missing = 0, first = 0;
	qs_status status = seen && !take_table(arena, plan, table)
				   ? qs_shards_look(folder, arena, plan, &of, &shards, err)
				   : qs_fail(err, QS_ENOMEM, "a table of %zu scenarios", plan->scenarios);

	if (status != QS_OK)
		return status;
	for (size_t i = of; i-- > 0;)
		if (shards[i].state != QS_SHARD_WHOLE) {
			missing++;
			first = i + 1;
		}
	if (!of || missing)
		return qs_fail(err, QS_EFILE, "%s: %zu of %zu shards are not whole, the first of them %zu/%zu", folder,
			       missing, of, first, of);
	for (size_t i = 1; i <= of && status == QS_OK; i++)
		status = read_shard(folder, arena, i, of, table, seen, err);
	for (size_t s = 0; s < plan->scenarios && status == QS_OK; s++)
		if (!seen[s])
			status = qs_fail(err, QS_EFILE, "%s: scenario %zu is in no shard", folder, s + 1);
	return status;
}

void qs_shards_remove(const char *folder)
{
	struct qs_arena arena = {0};
	char *const path = qs_shard_path(&arena, folder, "", "");
	DIR *dir = path ? opendir(path) : NULL;
	struct dirent *entry;

	/* what says that a shard is whole goes first: after a kill in between, --resume must not miss a manifest */
	for (int round = 0; dir && round < 2; round++, rewinddir(dir))
		while ((entry = readdir(dir)))
			if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
			    (round || strstr(entry->d_name, ".bin")))
				(void)unlinkat(dirfd(dir), entry->d_name, 0);
	if (dir)
		closedir(dir);
	if (path)
		rmdir(path);
	qs_arena_free(&arena);
}
