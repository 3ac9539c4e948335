/* The shards of a sweep: DIR/shards holds plan.json, what the sweep is, and of shard i of N the files
 *
 *     i-of-N.part   scenarios done so far, one record after another, each with its checksum: what is whole counts after a kill
 *     i-of-N.json   manifest: shard, scenarios, SHA-256 of the file
 *     i-of-N.bin    all scenarios of the shard, under this name only when it is whole
 *
 * A record is the scenario's number, its coordinates, its outputs, and why it failed if it did, as little-endian words of 8 bytes. A
 * shard holds scenarios number [(i-1) S/N, i S/N) of the order of running (scenarios/design.h), so that what a record says does not
 * depend on N. A process that works on a shard holds a lock on its .part.
 */
#ifndef QS_IO_SHARDS_H
#define QS_IO_SHARDS_H

#include "io/file.h"
#include "model/sweep.h"

enum { QS_SHARD_NAME = 48 };

/* ---- the plan ---- */

/* Reads DIR/shards/plan.json. QS_EFILE if there is none or it is none of ours. */
qs_status qs_plan_read(const char *folder, struct qs_arena *arena, struct qs_sweep_plan *plan, struct qs_err *err);

/* Makes DIR and DIR/shards if need be and puts the plan there; another sweep's plan is QS_EFILE. */
qs_status qs_plan_put(const char *folder, struct qs_arena *arena, const struct qs_sweep_plan *plan, struct qs_err *err);

/* ---- a shard ---- */

/* A shard that is being written. A zeroed one is closed. */
struct qs_shard {
	const struct qs_sweep_plan *plan;
	struct qs_arena arena;
	const char *folder;
	char name[QS_SHARD_NAME];  /* "i-of-N" */
	size_t shard, of;
	size_t first, last; /* places in the order of running */
	size_t done;        /* of them written */
	int whole;          /* it was there already */
	int fd, open;
	char *record;
	size_t room;
};

/* Opens shard i of N (from 1). If it is whole, says so in `whole`. What an earlier process did of it is taken up with resume, and is
 * QS_EFILE without. QS_EFILE too if another process works on it. order: scenarios in the order of running. */
qs_status qs_shard_open(const struct qs_allocator *from, const char *folder, const struct qs_sweep_plan *plan, size_t shard,
			size_t of, int resume, const size_t *order, struct qs_shard *s, struct qs_err *err);

/* Writes the next scenario: its number, coordinates, outputs; value NULL and why if it failed. */
qs_status qs_shard_add(struct qs_shard *s, size_t scenario, const double *at, const double *value, const char *why,
		       struct qs_err *err);

/* Syncs, writes the manifest, and gives the file its final name. All scenarios must be in. */
qs_status qs_shard_finish(struct qs_shard *s, struct qs_err *err);

/* Closes; what is written stays as .part. Safe on a zeroed shard and twice. */
void qs_shard_close(struct qs_shard *s);

/* ---- all of them ---- */

enum qs_shard_state { QS_SHARD_MISSING, QS_SHARD_PARTLY, QS_SHARD_RUNNING, QS_SHARD_WHOLE };

struct qs_shard_status {
	enum qs_shard_state state;
	size_t scenarios, done, failed;
};

/* How a folder's shards stand for the N that is there (the least complete; 0: none). status: in the arena, by shard. */
qs_status qs_shards_look(const char *folder, struct qs_arena *arena, const struct qs_sweep_plan *plan, size_t *of,
			 struct qs_shard_status **status, struct qs_err *err);

/* Reads all records of a whole set of shards into a table, checking hashes. QS_EFILE if one is missing or damaged. */
qs_status qs_shards_read(const char *folder, struct qs_arena *arena, const struct qs_sweep_plan *plan,
			 struct qs_sweep_table *table, struct qs_err *err);

/* Removes DIR/shards. */
void qs_shards_remove(const char *folder);

/* ---- used by the parts of this module alone (io/shards.c, io/shards_read.c) ---- */

enum { QS_SHARD_HEAD = 8 + QS_SHA256_TEXT - 1 + 4 * 8 };

/* The first place in the order of running that shard i + 1 of N has. */
size_t qs_shard_border(const struct qs_sweep_plan *plan, size_t i, size_t of);

/* DIR/shards/NAME.EXT in an arena, NULL without memory. */
char *qs_shard_path(struct qs_arena *arena, const char *folder, const char *name, const char *end);

/* A word of a record, moving on. */
uint64_t qs_record_word(const char **from);

/* A record at `from`, of which `left` bytes are there: its length, or 0 if it is not whole; its scenario, and the length of why. */
size_t qs_record_look(const struct qs_sweep_plan *plan, const char *from, size_t left, uint64_t *scenario, uint64_t *why);

/* How many records of a file are whole and in order, and how many bytes they take with the head; failed: of them. order: NULL, any. */
size_t qs_shard_count(const struct qs_sweep_plan *plan, size_t shard, size_t of, const char *bytes, size_t n,
		      const size_t *order, size_t *length, size_t *failed);

/* 1: locked by us; 0: by another; a file system without locks counts as ours. */
int qs_shard_lock(int fd);

#endif
