#include "io/file.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

qs_status qs_file_read(struct qs_arena *arena, const char *path, const char **bytes, size_t *n, struct qs_err *err)
{
	qs_status status = QS_OK;
	struct stat about;
	FILE *file = NULL;
	char *text;
	size_t room;

	*bytes = NULL;
	*n = 0;
	if (stat(path, &about))
		return qs_fail(err, QS_EFILE, "%s: %s", path, strerror(errno));
	if (S_ISDIR(about.st_mode))
		return qs_fail(err, QS_EFILE, "%s: is a folder", path);
	if (!S_ISREG(about.st_mode))
		return qs_fail(err, QS_EFILE, "%s: is not a regular file", path);
	file = fopen(path, "rb");
	if (!file)
		return qs_fail(err, QS_EFILE, "%s: %s", path, strerror(errno));
	room = (size_t)about.st_size;
	text = qs_arena_take(arena, room + 1, 1);
	if (!text) {
		status = qs_fail(err, QS_ENOMEM, "%s: its %zu bytes do not fit into memory", path, room);
		goto done;
	}
	*n = fread(text, 1, room, file);
	if (ferror(file))
		status = qs_fail(err, QS_EFILE, "%s: %s", path, strerror(errno));
	else if (*n != room || fgetc(file) != EOF)
		status = qs_fail(err, QS_EFILE, "%s: changed while it was read", path);
	*bytes = text;
done:
	fclose(file);
	return status;
}

qs_status qs_sha256(const char *bytes, size_t n, char text[QS_SHA256_TEXT], struct qs_err *err)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	unsigned length = 0;

	if (!EVP_Digest(bytes, n, digest, &length, EVP_sha256(), NULL) || length != 32)
		return qs_fail(err, QS_ENOMEM, "SHA-256 of %zu bytes", n);
	for (unsigned i = 0; i < length; i++)
		snprintf(text + 2 * i, 3, "%02x", digest[i]);
	return QS_OK;
}

const char *qs_path_beside(struct qs_arena *arena, const char *other, const char *name)
{
	const char *const slash = strrchr(other, '/');
	const size_t folder = slash && name[0] != '/' ? (size_t)(slash - other) + 1 : 0;
	char *const path = qs_arena_take(arena, folder + strlen(name) + 1, 1);

	if (!path)
		return NULL;
	memcpy(path, other, folder);
	memcpy(path + folder, name, strlen(name));
	return path;
}

static qs_status add_hash(struct qs_loader *loader, const char *name, const char *text, struct qs_err *err)
{
	struct qs_input_hash *hash;

	if (loader->n == loader->room) {
		const size_t room = 2 * loader->room + 8;
		struct qs_input_hash *const larger = qs_arena_take(loader->arena, room, sizeof *larger);

		if (!larger)
			return qs_fail(err, QS_ENOMEM, "%s: hash", name);
		if (loader->n)
			memcpy(larger, loader->hashes, loader->n * sizeof *larger);
		loader->hashes = larger;
		loader->room = room;
	}
	hash = &loader->hashes[loader->n];
	hash->name = qs_arena_text(loader->arena, name, strlen(name));
	hash->sha256 = qs_arena_text(loader->arena, text, strlen(text));
	if (!hash->name || !hash->sha256)
		return qs_fail(err, QS_ENOMEM, "%s: hash", name);
	loader->n++;
	return QS_OK;
}

qs_status qs_load_hash(struct qs_loader *loader, const char *name, const char *bytes, size_t n, struct qs_err *err)
{
	char text[QS_SHA256_TEXT];
	const qs_status status = qs_sha256(bytes, n, text, err);

	return status == QS_OK ? add_hash(loader, name, text, err) : status;
}

enum { HASHED = 1 << 16 }; /* bytes of a file that are hashed in one go */

qs_status qs_far_open(const struct qs_loader *loader, struct qs_arena *arena, const char *name, struct qs_far *far,
		      struct qs_err *err)
{
	EVP_MD_CTX *const sum = EVP_MD_CTX_new();
	struct stat about = {0};
	qs_status status = QS_OK;

	*far = (struct qs_far){.name = name,
			       .path = qs_path_beside(arena, loader->portfolio, name),
			       .sum = sum,
			       .piece = qs_arena_take(arena, HASHED, 1)};
	if (!far->path || !far->piece || !sum || !EVP_DigestInit_ex(sum, EVP_sha256(), NULL))
		status = qs_fail(err, QS_ENOMEM, "%s: hash", name);
	else if (!stat(far->path, &about) && !S_ISREG(about.st_mode))
		status = qs_fail(err, QS_EFILE, "%s: is not a regular file", far->path);
	else if (!(far->file = fopen(far->path, "rb")))
		status = qs_fail(err, QS_EFILE, "%s: %s", far->path, strerror(errno));
	far->bytes = (uint64_t)about.st_size;
	if (status != QS_OK)
		qs_far_close(far);
	return status;
}

void qs_far_hash(struct qs_far *far, uint64_t bytes)
{
	size_t n = 1;

	for (; far->status == QS_OK && bytes && n; bytes -= n) {
		n = fread(far->piece, 1, bytes < HASHED ? (size_t)bytes : HASHED, far->file);
		if (ferror((FILE *)far->file) || !EVP_DigestUpdate(far->sum, far->piece, n))
			far->status = qs_fail(&far->err, QS_EFILE, "%s: %s", far->path, strerror(errno));
	}
}

qs_status qs_far_finish(struct qs_far *far, struct qs_loader *loader, struct qs_err *err)
{
	unsigned char digest[EVP_MAX_MD_SIZE];
	char text[QS_SHA256_TEXT];
	unsigned length = 0;

	qs_far_hash(far, UINT64_MAX);
	if (far->status != QS_OK)
		return qs_fail(err, far->status, "%s", far->err.text);
	if (!EVP_DigestFinal_ex(far->sum, digest, &length) || length != 32)
		return qs_fail(err, QS_ENOMEM, "%s: hash", far->name);
	for (unsigned i = 0; i < length; i++)
		snprintf(text + 2 * i, 3, "%02x", digest[i]);
	return add_hash(loader, far->name, text, err);
}

void qs_far_close(struct qs_far *far)
{
	EVP_MD_CTX_free(far->sum);
	if (far->file)
		fclose(far->file);
	far->sum = far->file = NULL;
}

qs_status qs_load_far(struct qs_loader *loader, struct qs_arena *arena, const char *name, const char **path,
		      struct qs_err *err)
{
	struct qs_far far;
	qs_status status = qs_far_open(loader, arena, name, &far, err);

	*path = far.path;
	if (status == QS_OK)
		status = qs_far_finish(&far, loader, err);
	qs_far_close(&far);
	return status;
}

qs_status qs_load(struct qs_loader *loader, struct qs_arena *scratch, const char *name, const char **path,
		  const char **bytes, size_t *n, struct qs_err *err)
{
	qs_status status;

	*path = qs_path_beside(scratch, loader->portfolio, name);
	if (!*path)
		return qs_fail(err, QS_ENOMEM, "%s: path", name);
	status = qs_file_read(scratch, *path, bytes, n, err);
	return status == QS_OK ? qs_load_hash(loader, name, *bytes, *n, err) : status;
}
