#include "io/shards.h"

#include "io/files.h"
#include "io/json.h"
#include "model/base/bug.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HASH = QS_SHA256_TEXT - 1, WHY = 400 };

static qs_status trouble(struct qs_err *err, const char *what, const char *folder, const char *name)
{
	const int error = errno;

	return qs_fail(err, QS_EFILE, "%s: %s/shards/%s: %s", what, folder, name, strerror(error));
}

char *qs_shard_path(struct qs_arena *arena, const char *folder, const char *name, const char *end)
{
	const size_t room = strlen(folder) + strlen(name) + strlen(end) + 16;
	char *const path = qs_arena_take(arena, room, 1);

	if (path)
		snprintf(path, room, "%s/shards/%s%s", folder, name, end);
	return path;
}

/* ---- records ---- */

static void put_word(char **to, uint64_t word)
{
	for (int i = 0; i < 8; i++)
		*(*to)++ = (char)(word >> (8 * i) & 0xff);
}

uint64_t qs_record_word(const char **from)
{
	uint64_t word = 0;

	for (int i = 0; i < 8; i++)
		word |= (uint64_t)(unsigned char)*(*from)++ << (8 * i);
	return word;
}

static void put_number(char **to, double value)
{
	uint64_t bits;

	memcpy(&bits, &value, sizeof bits);
	put_word(to, bits);
}

/* FNV-1a over words. */
static uint64_t checksum(const char *bytes, size_t n)
{
	uint64_t sum = 14695981039346656037u;

	for (size_t i = 0; i < n; i++)
		sum = (sum ^ (unsigned char)bytes[i]) * 1099511628211u;
	return sum;
}

static size_t record_bytes(const struct qs_sweep_plan *plan, size_t why)
{
	return 8 * (3 + plan->axis_count + plan->output_count) + (why + 7) / 8 * 8;
}

static void head(const struct qs_sweep_plan *plan, size_t shard, size_t of, char *to)
{
	memcpy(to, "QSSHARD1", 8);
	memcpy(to + 8, plan->hash, HASH);
	to += 8 + HASH;
	put_word(&to, plan->axis_count);
	put_word(&to, plan->output_count);
	put_word(&to, shard);
	put_word(&to, of);
}

size_t qs_record_look(const struct qs_sweep_plan *plan, const char *from, size_t left, uint64_t *scenario,
		      uint64_t *why)
{
	const size_t least = record_bytes(plan, 0);
	const char *at = from;
	size_t n;

	if (left < least)
		return 0;
	*scenario = qs_record_word(&at);
	*why = qs_record_word(&at);
	if (*why > WHY || *scenario >= plan->scenarios)
		return 0;
	n = record_bytes(plan, *why);
	if (left < n)
		return 0;
	at = from + n - 8;
	return qs_record_word(&at) == checksum(from, n - 8) ? n : 0;
}

/* ---- a shard ---- */

size_t qs_shard_border(const struct qs_sweep_plan *plan, size_t i, size_t of)
{
	return plan->scenarios * i / of;
}

size_t qs_shard_count(const struct qs_sweep_plan *plan, size_t shard, size_t of, const char *bytes, size_t n,
		      const size_t *order, size_t *length, size_t *failed)
{
	char expected[QS_SHARD_HEAD];
	size_t done = 0, first = qs_shard_border(plan, shard - 1, of), last = qs_shard_border(plan, shard, of);

	head(plan, shard, of, expected);
	*length = *failed = 0;
	if (n < QS_SHARD_HEAD || memcmp(bytes, expected, QS_SHARD_HEAD) != 0)
		return 0;
	*length = QS_SHARD_HEAD;
	while (first + done < last) {
		uint64_t scenario, why;
		const size_t record = qs_record_look(plan, bytes + *length, n - *length, &scenario, &why);

		if (!record || (order && scenario != order[first + done]))
			break;
		*length += record;
		*failed += why > 0;
		done++;
	}
	return done;
}

static qs_status write_all(int fd, const char *bytes, size_t n, const char *folder, const char *name,
			   struct qs_err *err)
{
	while (n) {
		const ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return trouble(err, "cannot write", folder, name);
		bytes += done;
		n -= (size_t)done;
	}
	return QS_OK;
}

int qs_shard_lock(int fd)
{
	return !(flock(fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK); /* a lock of fcntl ends when its file is read by name */
}

/* Takes up what is there of the .part, or begins it. */
static qs_status take_up(struct qs_shard *s, const char *path, int resume, const size_t *order, struct qs_err *err)
{
	const char *bytes;
	char start[QS_SHARD_HEAD];
	size_t n, length = 0, failed;
	qs_status status = qs_file_read(&s->arena, path, &bytes, &n, err);

	if (status)
		return status;
	if (n > QS_SHARD_HEAD && !resume)
		return qs_fail(err, QS_EFILE,
			       "%s was begun and not finished; hint: --resume goes on with it, or remove it", path);
	s->done = qs_shard_count(s->plan, s->shard, s->of, bytes, n, order, &length, &failed);
	if (ftruncate(s->fd, (off_t)length) || lseek(s->fd, 0, SEEK_END) < 0)
		return trouble(err, "cannot write", s->folder, s->name);
	if (length)
		return QS_OK;
	head(s->plan, s->shard, s->of, start);
	return write_all(s->fd, start, QS_SHARD_HEAD, s->folder, s->name, err);
}

/* Opens and locks the .part, unless the shard is whole. What another process finishes between the two is begun anew: its
 * file has another name then, and is not to be written. */
static qs_status lock_part(struct qs_shard *s, const char *part, const char *final, struct qs_err *err)
{
	enum { TRIES = 100 };
	struct stat mine, named;

	for (int i = 0; i < TRIES; i++) {
		if (!stat(final, &named)) {
			s->whole = 1;
			s->done = s->last - s->first;
			return QS_OK;
		}
		s->fd = open(part, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
		if (s->fd < 0)
			return trouble(err, "cannot make", s->folder, s->name);
		if (!qs_shard_lock(s->fd))
			break;
		if (!fstat(s->fd, &mine) && !stat(part, &named) && mine.st_ino == named.st_ino &&
		    mine.st_dev == named.st_dev)
			return QS_OK;
		close(s->fd);
		s->fd = -1;
	}
	return qs_fail(err, QS_EFILE, "another process works on shard %s of %s", s->name, s->folder);
}

qs_status qs_shard_open(const struct qs_allocator *from, const char *folder, const struct qs_sweep_plan *plan,
			size_t shard, size_t of, int resume, const size_t *order, struct qs_shard *s,
			struct qs_err *err)
{
	char *part, *final;
	qs_status status;

	*s = (struct qs_shard){.plan = plan,
			       .folder = folder,
			       .shard = shard,
			       .of = of,
			       .first = qs_shard_border(plan, shard - 1, of),
			       .last = qs_shard_border(plan, shard, of),
			       .fd = -1,
			       .open = 1,
			       .room = record_bytes(plan, WHY)};
	qs_arena_init(&s->arena, from);
	snprintf(s->name, sizeof s->name, "%zu-of-%zu", shard, of);
	part = qs_shard_path(&s->arena, folder, s->name, ".part");
	final = qs_shard_path(&s->arena, folder, s->name, ".bin");
	s->record = qs_arena_take(&s->arena, s->room, 1);
	if (!part || !final || !s->record)
		return qs_fail(err, QS_ENOMEM, "shard %s", s->name);
	status = lock_part(s, part, final, err);
	return status || s->whole ? status : take_up(s, part, resume, order, err);
}

qs_status qs_shard_add(struct qs_shard *s, size_t scenario, const double *at, const double *value, const char *why,
		       struct qs_err *err)
{
	const size_t n = value ? 0 : why && *why ? strnlen(why, WHY) : 1;
	char *to = s->record;
	qs_status status;

	qs_bug_assert(s->first + s->done < s->last);
	memset(s->record, 0, s->room);
	put_word(&to, scenario);
	put_word(&to, n);
	for (size_t a = 0; a < s->plan->axis_count; a++)
		put_number(&to, at[a]);
	for (size_t i = 0; i < s->plan->output_count; i++)
		put_number(&to, value ? value[i] : (double)NAN);
	if (n)
		memcpy(to, why && *why ? why : "?", n);
	to = s->record + record_bytes(s->plan, n) - 8;
	put_word(&to, checksum(s->record, record_bytes(s->plan, n) - 8));
	status = write_all(s->fd, s->record, record_bytes(s->plan, n), s->folder, s->name, err);
	s->done += status == QS_OK;
	return status;
}

static const char *manifest(struct qs_shard *s, const char *sha256, size_t failed, size_t *n)
{
	struct qs_json_out out;

	qs_json_out_open(&out, &s->arena, 1);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "sweep", s->plan->hash);
	qs_json_out_uint(&out, "shard", s->shard);
	qs_json_out_uint(&out, "of", s->of);
	qs_json_out_uint(&out, "scenarios", s->last - s->first);
	qs_json_out_uint(&out, "failed", failed);
	qs_json_out_string(&out, "sha256", sha256);
	qs_json_out_end(&out);
	return qs_json_out_text(&out, n);
}

qs_status qs_shard_finish(struct qs_shard *s, struct qs_err *err)
{
	char *const part = qs_shard_path(&s->arena, s->folder, s->name, ".part");
	char *const final = qs_shard_path(&s->arena, s->folder, s->name, ".bin");
	char *const told = qs_shard_path(&s->arena, s->folder, s->name, ".json");
	char sha256[QS_SHA256_TEXT];
	const char *bytes, *text;
	size_t n, length, failed;
	qs_status status;

	if (s->whole)
		return QS_OK;
	if (!part || !final || !told)
		return qs_fail(err, QS_ENOMEM, "shard %s", s->name);
	qs_bug_assert(s->first + s->done == s->last);
	if (fsync(s->fd))
		return trouble(err, "cannot write", s->folder, s->name);
	status = qs_file_read(&s->arena, part, &bytes, &n, err);
	if (status == QS_OK &&
	    qs_shard_count(s->plan, s->shard, s->of, bytes, n, NULL, &length, &failed) != s->last - s->first)
		status = qs_fail(err, QS_EFILE, "%s: what was written is not what is there", part);
	if (status == QS_OK)
		status = qs_sha256(bytes, n, sha256, err);
	if (status != QS_OK)
		return status;
	text = manifest(s, sha256, failed, &n);
	status = text ? qs_file_replace(told, text, n, err) : qs_fail(err, QS_ENOMEM, "shard %s", s->name);
	if (status == QS_OK && rename(part, final))
		status = trouble(err, "cannot rename to", s->folder, s->name);
	return status;
}

void qs_shard_close(struct qs_shard *s)
{
	if (!s->open)
		return;
	if (s->fd >= 0) {
		fsync(s->fd);
		close(s->fd);
	}
	qs_arena_free(&s->arena);
	*s = (struct qs_shard){0};
}
