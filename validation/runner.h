/* Reference cases run through the library: given, expected, tolerance, source.
 *
 * A case is a JSON file with one envelope for every model (docs/cases.md):
 *     {"case", "model", "title", "source", "given": {...}, "expect": {...},
 *      "within": {"relative", "absolute", "<name in expect>": {"relative", "absolute"}}}
 * A number passes if |got - expected| <= absolute + relative |expected|. Cases that ship with the program lie in
 * validation/cases/<model>/ and are embedded by the build.
 */
#ifndef QS_VALIDATION_RUNNER_H
#define QS_VALIDATION_RUNNER_H

#include "io/json.h"
#include "model/base/context.h"
#include "model/base/mistakes.h"
#include "validation/compare.h"
#include "validation/given.h"

#include <stddef.h>

/* Runs a model on what a case gives and writes the members of its result object (the object itself is open). Mistakes
 * of `given` go to its list, and the function returns QS_OK. */
typedef qs_status qs_case_model_fn(const struct qs_kernels *kernels, const struct qs_case_given *given,
				   struct qs_json_out *out, struct qs_err *err);

struct qs_case_model {
	const char *name;
	qs_case_model_fn *run;
};

/* Every model that has cases; ends with a row without a name. */
extern const struct qs_case_model qs_case_models[];

struct qs_case_result {
	const char *file, *id, *model, *title;
	int pass;
	struct qs_comparison comparison; /* its reason, or "unknown model", or "nothing to compare" */
};

struct qs_cases {
	struct qs_arena arena;
	struct qs_case_result *items;
	size_t n, room;
	size_t passed, failed;
	size_t malformed, unread; /* cases, and files and folders: told as mistakes, and no item */
};

/* Runs one case from its text. A malformed one adds to `mistakes` and to nothing else; QS_OK all the same. */
qs_status qs_cases_run_text(const struct qs_context *context, const char *bytes, size_t n, const char *file,
			    struct qs_cases *cases, struct qs_mistakes *mistakes, struct qs_err *err);

/* Runs a file, or every .json file of a folder and its subfolders in the order of their names; a link to a folder above
 * is passed over. What cannot be read, and a folder without a case, is a mistake (E1008) and counted; the others are
 * run all the same, and QS_OK. */
qs_status qs_cases_run_path(const struct qs_context *context, const char *path, struct qs_cases *cases,
			    struct qs_mistakes *mistakes, struct qs_err *err);

/* Runs the cases that ship with the program. */
qs_status qs_cases_run_shipped(const struct qs_context *context, struct qs_cases *cases, struct qs_mistakes *mistakes,
			       struct qs_err *err);

/* Gives the memory back; safe on a zeroed struct and twice. */
void qs_cases_free(struct qs_cases *cases);

/* A shipped case as the build embedded it. */
struct qs_embedded_case {
	const char *file, *json;
	size_t length;
};

extern const struct qs_embedded_case qs_embedded_cases[];
extern const size_t qs_embedded_case_count;

#endif
