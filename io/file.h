/* Files whole: read, hashed, named relative to each other. */
#ifndef QS_IO_FILE_H
#define QS_IO_FILE_H

#include "model/base/arena.h"
#include "model/base/status.h"

#include <stddef.h>

enum { QS_SHA256_TEXT = 65 };

/* Reads a regular file into the arena, with a final zero that is not counted. QS_EFILE if it is missing, a folder, or cannot
 * be read. */
qs_status qs_file_read(struct qs_arena *arena, const char *path, const char **bytes, size_t *n, struct qs_err *err);

/* The SHA-256 of bytes in hexadecimal (FIPS 180-4). */
qs_status qs_sha256(const char *bytes, size_t n, char text[QS_SHA256_TEXT], struct qs_err *err);

/* The path of a file named in another file: relative to the other's folder unless absolute. NULL without memory. */
const char *qs_path_beside(struct qs_arena *arena, const char *other, const char *name);

#endif
