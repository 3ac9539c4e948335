/* Fields of a portfolio by path, and values put there: what a sweep does to each of its scenarios.
 *
 * A path is that of the resolved plan: /finance/discount_rate_pct, /treatments/cover/measures/1/species,
 * /sites/MZY/units/MZY-a/slope_deg, /packs/species/pinus_tabuliformis/asymptote. An entry of a list is named by its id or its
 * place from 0; * stands for all entries. Values are read by the field's own reader, so that units, ranges and words hold as in a
 * portfolio.
 */
#ifndef QS_IO_AXES_H
#define QS_IO_AXES_H

#include "io/input.h"
#include "io/reader.h"
#include "model/sweep.h"

enum { QS_MEMBER_BYTES = 64 };

/* A field of an input, with what stood there. */
struct qs_target {
	const struct qs_field *field;
	void *member;
	struct qs_given *given; /* of the struct that holds it */
	uint64_t bit, mask;     /* its bit; the mask as it was */
	unsigned char before[QS_MEMBER_BYTES];
};

struct qs_targets {
	struct qs_target *items;
	size_t n, room;
};

/* What a field moves (model/sweep.h). */
enum qs_axis_kind qs_path_kind(const char *path);

/* Goes down a whole path in what the reader tells; qs_reader_leave goes back. */
void qs_path_enter(struct qs_reader *reader, const char *path);

/* Adds the fields of a path to the targets, memory from the reader's arena. A mistake (no such key, an entry that is not there, a
 * field that cannot be an axis) is told at `at` through the reader; then nothing is added. */
void qs_path_find(struct qs_reader *reader, struct qs_input *input, const char *path, const struct qs_json *at,
		  struct qs_targets *targets);

/* Puts a value into a target: set, or (numbers) added to what stood there or multiplied with it. Mistakes are told through the reader,
 * whose path should name the axis. */
void qs_target_put(struct qs_reader *reader, const struct qs_target *target, enum qs_axis_how how, const struct qs_json *value);

/* Puts back what stood there. */
void qs_target_restore(const struct qs_target *target);

#endif
