/* Files whole: read, hashed, named relative to each other. */
#ifndef QS_IO_FILE_H
#define QS_IO_FILE_H

#include "model/base/arena.h"
#include "model/base/context.h"
#include "model/base/sink.h"
#include "model/base/status.h"

#include <stddef.h>

enum { QS_SHA256_TEXT = 65 };

/* Reads a regular file into the arena, with a final zero that is not counted. QS_EFILE if it is missing, a folder, or
 * cannot be read. */
qs_status qs_file_read(struct qs_arena *arena, const char *path, const char **bytes, size_t *n, struct qs_err *err);

/* The SHA-256 of bytes in hexadecimal (FIPS 180-4). */
qs_status qs_sha256(const char *bytes, size_t n, char text[QS_SHA256_TEXT], struct qs_err *err);

/* The path of a file named in another file: relative to the other's folder unless absolute. NULL without memory. */
const char *qs_path_beside(struct qs_arena *arena, const char *other, const char *name);

/* Reads the files that a portfolio names, and remembers their hashes in the order named. */
struct qs_loader {
	const char *portfolio;  /* path of the file that the names are relative to */
	struct qs_arena *arena; /* of the hashes */
	const struct qs_context *context; /* whose threads may share the work; NULL: one thread */
	struct qs_input_hash *hashes;
	size_t n, room;
};

/* Reads a named file into scratch and adds its hash under that name. *path is the path read. */
qs_status qs_load(struct qs_loader *loader, struct qs_arena *scratch, const char *name, const char **path,
		  const char **bytes, size_t *n, struct qs_err *err);

/* A file that is too large for memory, on the way to its hash. */
struct qs_far {
	const char *name, *path; /* as named; the path read, in the arena */
	uint64_t bytes;          /* of the file, when it was opened */
	void *sum, *file;
	char *piece;
	qs_status status; /* the first failure */
	struct qs_err err;
};

/* Opens a named file to hash it; QS_EFILE if there is none or it is not a regular one. */
qs_status qs_far_open(const struct qs_loader *loader, struct qs_arena *arena, const char *name, struct qs_far *far,
		      struct qs_err *err);

/* Hashes the next bytes, as many as there are. By any one thread; qs_far_finish tells a failure. */
void qs_far_hash(struct qs_far *far, uint64_t bytes);

/* Hashes what is left and adds the hash. */
qs_status qs_far_finish(struct qs_far *far, struct qs_loader *loader, struct qs_err *err);

/* Gives the file back; safe twice. */
void qs_far_close(struct qs_far *far);

/* The same of a file that is too large for memory, from opening to closing; *path lies in the arena. */
qs_status qs_load_far(struct qs_loader *loader, struct qs_arena *arena, const char *name, const char **path, struct qs_err *err);

/* Adds a hash of bytes under a name. */
qs_status qs_load_hash(struct qs_loader *loader, const char *name, const char *bytes, size_t n, struct qs_err *err);

#endif
