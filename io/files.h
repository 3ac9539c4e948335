/* Files that are whole or not there, and the folder that a command's results go to.
 *
 * A file is written as `name.part`, every write checked, synced, closed, and renamed; then its folder is synced. A killed
 * run leaves `.part` files only, which the next run knows as its own and removes. A results folder is complete if it holds
 * run.json, written last, with a member "command" that names the command. run.json.part is there, locked, as long as a run
 * works in the folder.
 */
#ifndef QS_IO_FILES_H
#define QS_IO_FILES_H

#include "model/base/arena.h"
#include "model/base/status.h"

#include <stdatomic.h>
#include <stddef.h>

enum { QS_FOLDER_FILES = 24, QS_FILE_NAME = 32 };

/* A results folder that a run works in. A zeroed one is closed and valid. */
struct qs_folder {
	char *path;
	struct qs_allocator from;
	int open;   /* 1: the members below hold */
	int fd;     /* of the folder */
	int mark;   /* run.json.part, locked */
	int made;   /* the folder was made by qs_folder_open */
	char staged[QS_FOLDER_FILES][QS_FILE_NAME]; /* whole files under their temporary names */
	atomic_size_t staged_count; /* files may be staged side by side */
};

/* A file that is being written. A zeroed one is closed and valid. */
struct qs_file {
	struct qs_folder *folder;
	char name[QS_FILE_NAME];
	int open;
	int fd;
};

/* Opens a results folder for a command ("run"): makes it and its parents if need be and removes what a killed run left.
 * QS_EFILE if a file stands in its place, if it holds anything but a complete earlier result of the same command, if
 * another run works in it, or if it cannot be written. */
qs_status qs_folder_open(struct qs_folder *folder, const struct qs_allocator *from, const char *path, const char *command,
			 struct qs_err *err);

/* Puts all staged files under their final names, removes files of an earlier result that this one does not have, and
 * writes run.json (text) last. Closes the folder. After a failure no run.json is there. */
qs_status qs_folder_finish(struct qs_folder *folder, const char *run_json, struct qs_err *err);

/* Removes everything that was not finished, the folder too if it was made by qs_folder_open and is empty. Safe on a zeroed
 * folder and twice. */
void qs_folder_drop(struct qs_folder *folder);

/* Begins a file of a folder; name is a known result name (results.h5, sites.csv, …). */
qs_status qs_file_open(struct qs_file *file, struct qs_folder *folder, const char *name, struct qs_err *err);

/* The path of a file while it is written, for writers that open it themselves beside qs_file_open. */
void qs_file_path(const struct qs_folder *folder, const char *name, char *path, size_t room);

/* Writes n bytes at the end. */
qs_status qs_file_write(struct qs_file *file, const void *bytes, size_t n, struct qs_err *err);

/* Syncs and closes: the file is staged, whole under its temporary name. */
qs_status qs_file_stage(struct qs_file *file, struct qs_err *err);

/* Closes without staging; qs_folder_drop removes it. Safe on a zeroed file and twice. */
void qs_file_drop(struct qs_file *file);

/* open, write, stage. */
qs_status qs_file_put(struct qs_folder *folder, const char *name, const void *bytes, size_t n, struct qs_err *err);

/* Writes one file anywhere, whole or not at all: path.part, sync, rename, sync of the folder. An existing file is
 * replaced; a folder in its place or a missing parent: QS_EFILE. */
qs_status qs_file_replace(const char *path, const void *bytes, size_t n, struct qs_err *err);

/* ---- used by the parts of this module alone (io/files.c, io/file_replace.c) ---- */

/* Syncs the folder that a file lies in, where a file system can. */
void qs_file_sync_folder(const char *path);

/* QS_EFILE with the system's reason: "what: folder/name: why". */
qs_status qs_file_trouble(struct qs_err *err, const char *what, const char *folder, const char *name);

/* Writes all of the bytes, however often that takes. */
qs_status qs_file_write_all(int fd, const void *bytes, size_t n, const char *folder, const char *name, struct qs_err *err);

#endif
