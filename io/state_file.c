#include "io/state_file.h"

#include "io/files.h"
#include "io/json.h"

#include <errno.h>
#include <openssl/evp.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART ".part"

enum { SUM = 32, HEAD = QS_STATE_FRAME - SUM, TEXT_MOST = 1 << 30, PIECE = 1 << 20 };

static const char magic[8] = {'Q', 'S', 'R', 'U', 'N', 'S', 'T', '1'};

const char *qs_state_text(struct qs_arena *arena, const char *version, const char *plan,
			  const struct qs_input_hash *hashes, size_t n)
{
	struct qs_json_out out;

	qs_json_out_open(&out, arena, 0);
	qs_json_out_object(&out, NULL);
	qs_json_out_string(&out, "version", version);
	qs_json_out_object(&out, "input");
	for (size_t i = 0; i < n; i++)
		qs_json_out_string(&out, hashes[i].name, hashes[i].sha256);
	qs_json_out_end(&out);
	qs_json_out_raw(&out, "plan", plan);
	qs_json_out_end(&out);
	return qs_json_out_text(&out, NULL);
}

/* ---- out ---- */

qs_status qs_state_write(void *self, const void *bytes, size_t n, struct qs_err *err)
{
	struct qs_state_file *const f = self;

	if (n && fwrite(bytes, 1, n, f->file) != n)
		return qs_file_trouble(err, "cannot write", f->path, "");
	return EVP_DigestUpdate(f->sum, bytes, n) ? QS_OK : qs_fail(err, QS_ENOMEM, "SHA-256 of %s", f->path);
}

qs_status qs_state_create(struct qs_state_file *f, struct qs_arena *arena, const char *path, uint64_t years,
			  const char *text, struct qs_err *err)
{
	const size_t room = strlen(path) + sizeof PART;
	const uint64_t length = strlen(text);
	struct stat about;
	qs_status status;

	*f = (struct qs_state_file){.path = path, .years = years, .part = qs_arena_take(arena, room, 1)};
	f->sum = EVP_MD_CTX_new();
	if (!f->part || !f->sum || !EVP_DigestInit_ex(f->sum, EVP_sha256(), NULL))
		return qs_fail(err, QS_ENOMEM, "%s", path);
	if (!stat(path, &about) && !S_ISREG(about.st_mode))
		return qs_fail(err, QS_EFILE, "%s is not a regular file", path);
	snprintf(f->part, room, "%s" PART, path);
	f->file = fopen(f->part, "wb");
	if (!f->file)
		return qs_file_trouble(err, "cannot make", f->part, "");
	status = qs_state_write(f, magic, sizeof magic, err);
	status = status == QS_OK ? qs_state_write(f, &years, sizeof years, err) : status;
	status = status == QS_OK ? qs_state_write(f, &length, sizeof length, err) : status;
	return status == QS_OK ? qs_state_write(f, text, (size_t)length, err) : status;
}

qs_status qs_state_finish(struct qs_state_file *f, struct qs_err *err)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	qs_status status = QS_OK;
	int wrong;

	if (!EVP_DigestFinal_ex(f->sum, digest, NULL))
		return qs_fail(err, QS_ENOMEM, "SHA-256 of %s", f->path);
	if (fwrite(digest, 1, SUM, f->file) != SUM || fflush(f->file) || fsync(fileno(f->file)))
		status = qs_file_trouble(err, "cannot write", f->path, "");
	wrong = fclose(f->file);
	f->file = NULL;
	if (status == QS_OK && (wrong || rename(f->part, f->path)))
		status = qs_file_trouble(err, "cannot write", f->path, "");
	if (status == QS_OK)
		qs_file_sync_folder(f->path);
	else
		unlink(f->part);
	f->part = NULL;
	return status;
}

/* ---- in ---- */

static qs_status no_state(const char *path, const char *why, struct qs_err *err)
{
	return qs_fail(err, QS_EINPUT, "%s: %s", path, why);
}

/* The digest of all but the last bytes against those. */
static qs_status check_sum(struct qs_state_file *f, struct qs_arena *arena, uint64_t bytes, struct qs_err *err)
{
	unsigned char *const piece = qs_arena_take(arena, PIECE, 1);
	unsigned char digest[EVP_MAX_MD_SIZE], said[SUM];

	f->sum = EVP_MD_CTX_new();
	if (!piece || !f->sum || !EVP_DigestInit_ex(f->sum, EVP_sha256(), NULL))
		return qs_fail(err, QS_ENOMEM, "%s", f->path);
	for (uint64_t left = bytes; left;) {
		const size_t n = left < PIECE ? (size_t)left : PIECE;

		if (fread(piece, 1, n, f->file) != n)
			return qs_file_trouble(err, "cannot read", f->path, "");
		if (!EVP_DigestUpdate(f->sum, piece, n))
			return qs_fail(err, QS_ENOMEM, "SHA-256 of %s", f->path);
		left -= n;
	}
	if (fread(said, 1, SUM, f->file) != SUM)
		return qs_file_trouble(err, "cannot read", f->path, "");
	if (!EVP_DigestFinal_ex(f->sum, digest, NULL))
		return qs_fail(err, QS_ENOMEM, "SHA-256 of %s", f->path);
	return memcmp(said, digest, SUM) ? no_state(f->path, "the saved state is damaged", err) : QS_OK;
}

qs_status qs_state_open(struct qs_state_file *f, struct qs_arena *arena, const char *path, struct qs_err *err)
{
	unsigned char head[HEAD];
	uint64_t length;
	struct stat about;
	char *text;
	qs_status status;

	*f = (struct qs_state_file){.path = path};
	if (stat(path, &about))
		return qs_fail(err, QS_EFILE, "%s: %s", path, strerror(errno));
	if (!S_ISREG(about.st_mode))
		return qs_fail(err, QS_EFILE, "%s: is not a regular file", path);
	f->file = fopen(path, "rb");
	if (!f->file)
		return qs_fail(err, QS_EFILE, "%s: %s", path, strerror(errno));
	if (about.st_size < HEAD + SUM || fread(head, 1, HEAD, f->file) != HEAD ||
	    memcmp(head, magic, sizeof magic) != 0)
		return no_state(path, "this is no saved state of a run", err);
	memcpy(&f->years, head + sizeof magic, sizeof f->years);
	memcpy(&length, head + sizeof magic + sizeof f->years, sizeof length);
	f->length = (uint64_t)about.st_size - HEAD - SUM;
	if (length > TEXT_MOST || length > f->length)
		return no_state(path, "the saved state is damaged", err);
	f->length -= length;
	rewind(f->file);
	status = check_sum(f, arena, (uint64_t)about.st_size - SUM, err);
	if (status != QS_OK)
		return status;
	text = qs_arena_take(arena, (size_t)length + 1, 1);
	if (!text)
		return qs_fail(err, QS_ENOMEM, "%s", path);
	if (fseek(f->file, HEAD, SEEK_SET) || fread(text, 1, (size_t)length, f->file) != (size_t)length)
		return qs_file_trouble(err, "cannot read", path, "");
	f->text = text;
	f->text_length = (size_t)length;
	f->first = HEAD + (long)length;
	f->left = f->length;
	return QS_OK;
}

qs_status qs_state_read(void *self, void *bytes, size_t n, struct qs_err *err)
{
	struct qs_state_file *const f = self;

	if (n > f->left)
		return no_state(f->path, "the saved state is of other sites, units or members", err);
	if (n && fread(bytes, 1, n, f->file) != n)
		return qs_file_trouble(err, "cannot read", f->path, "");
	f->left -= n;
	return QS_OK;
}

qs_status qs_state_rewind(void *self, struct qs_err *err)
{
	struct qs_state_file *const f = self;

	f->left = f->length;
	return fseek(f->file, f->first, SEEK_SET) ? qs_file_trouble(err, "cannot read", f->path, "") : QS_OK;
}

void qs_state_close(struct qs_state_file *f)
{
	EVP_MD_CTX_free(f->sum);
	if (f->file) {
		fclose(f->file);
		if (f->part)
			unlink(f->part);
	}
	*f = (struct qs_state_file){0};
}
