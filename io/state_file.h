/* The file of a saved state of a run (scenarios/saved.h): what it is of, then the bytes of the run.
 *
 *     8 bytes   "QSRUNST1"
 *     8         years done, little-endian as all of it
 *     8 + n     length and text: {"version", "input": {file: SHA-256}, "plan": the resolved plan}
 *     …         the run's bytes
 *     32        SHA-256 of all before
 *
 * It is written as FILE.part and has its name when it is whole.
 */
#ifndef QS_IO_STATE_FILE_H
#define QS_IO_STATE_FILE_H

#include "io/file.h"

#include <stdint.h>
#include <stdio.h>

/* Bytes of a file beside the text and the run's bytes. */
enum { QS_STATE_FRAME = 24 + 32 };

/* A file that is being written, or read. A zeroed one is closed. */
struct qs_state_file {
	FILE *file;
	void *sum; /* the digest so far, of what is written */
	const char *path;
	char *part;
	uint64_t years;
	const char *text; /* read: what it is of */
	size_t text_length;
	long first; /* where the run's bytes begin */
	uint64_t length, left; /* of the run's bytes; not read yet */
};

/* What a run's state is of, as text in an arena; NULL without memory. */
const char *qs_state_text(struct qs_arena *arena, const char *version, const char *plan, const struct qs_input_hash *hashes, size_t n);

/* Begins a file; path must outlive it. QS_EFILE. */
qs_status qs_state_create(struct qs_state_file *f, struct qs_arena *arena, const char *path, uint64_t years, const char *text,
			  struct qs_err *err);

/* Writes n bytes; `self` is the file (qs_state_write_fn). */
qs_status qs_state_write(void *self, const void *bytes, size_t n, struct qs_err *err);

/* Ends, syncs and renames: the file has its name. */
qs_status qs_state_finish(struct qs_state_file *f, struct qs_err *err);

/* Opens a file and checks that it is whole: years and text are there. QS_EFILE if it cannot be read, QS_EINPUT if it is no state or
 * damaged. */
qs_status qs_state_open(struct qs_state_file *f, struct qs_arena *arena, const char *path, struct qs_err *err);

/* Reads n of the run's bytes, or goes back to the first of them; `self` is the file. QS_EINPUT if there are fewer. */
qs_status qs_state_read(void *self, void *bytes, size_t n, struct qs_err *err);
qs_status qs_state_rewind(void *self, struct qs_err *err);

/* Closes; a file that was not finished goes. Safe on a zeroed file and twice. */
void qs_state_close(struct qs_state_file *f);

/* Whether a run of this text may go on from a state of that one, `years` years done: what physics depends on must be the same, but
 * for what is done in later years and the number of years. QS_EINPUT names the first difference. */
qs_status qs_state_fits(const struct qs_allocator *allocator, const struct qs_state_file *saved, const char *text, struct qs_err *err);

#endif
