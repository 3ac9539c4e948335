/* libqingshan: the simulator of ecological restoration in another program.
 *
 * Load a portfolio, run it to result files or carry it year by year, and read results back:
 *
 *     struct qingshan *q;
 *     struct qingshan_portfolio *p;
 *     if (qingshan_open(NULL, &q))                        // NULL: the best instruction set of this machine
 *             return 1;
 *     if (qingshan_load(q, "portfolio.json", NULL, &p) || qingshan_run(p, "out", "en"))
 *             puts(qingshan_message(q));                  // the library itself never prints
 *     qingshan_free(p);
 *     qingshan_close(q);
 *
 * The library keeps no variable, never prints and never ends the process but for a defect of its own. Handles are
 * opaque; each is used by one thread at a time, different ones by different threads at once (HDF5 of Debian is built
 * thread-safe). Everything that a call takes as text is UTF-8. Results are the same bytes for any number of threads and
 * any instruction set. Functions, in a minor version, are added and never changed; soname and symbols carry the
 * version.
 */
#ifndef QS_API_QINGSHAN_H
#define QS_API_QINGSHAN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define QINGSHAN_API __attribute__((visibility("default")))
#else
#define QINGSHAN_API
#endif

/* What came of a call: the exit codes of the command, and QINGSHAN_NOMEM. */
enum qingshan_status {
	QINGSHAN_OK = 0,
	QINGSHAN_FAILED = 1,
	QINGSHAN_USAGE = 2, /* a wrong argument, a year beyond the last, an instruction set that the machine lacks */
	QINGSHAN_INPUT = 3, /* the portfolio has mistakes: qingshan_mistakes() */
	QINGSHAN_INVARIANT = 4, /* a balance does not close, or a result is not finite */
	QINGSHAN_FILE = 5,
	QINGSHAN_NOMEM = 12,
	QINGSHAN_BUG = 70,
	QINGSHAN_INTERRUPTED = 130 /* the progress function asked to stop */
};

struct qingshan;           /* a context: kernels, threads, language, the last message */
struct qingshan_portfolio; /* a portfolio that was read and checked */
struct qingshan_steps;     /* a portfolio that is carried year by year */

/* In place of what the file says. */
struct qingshan_override {
	int64_t members; /* 0: as in the file */
	int have_seed;
	uint64_t seed;
};

/* "1.0.0 (commit)". */
QINGSHAN_API const char *qingshan_version(void);

/* Opens a context. isa: "v2", "v3", "v4" or NULL. *q is NULL on failure (USAGE, NOMEM). */
QINGSHAN_API int qingshan_open(const char *isa, struct qingshan **q);

/* Closes a context; what was made with it must be freed before. NULL is fine. */
QINGSHAN_API void qingshan_close(struct qingshan *q);

/* Threads of a run, 1 to 1024; 1 at first. USAGE outside. */
QINGSHAN_API int qingshan_threads(struct qingshan *q, int threads);

/* Language of messages: "zh" or "en" (at first). USAGE for others. */
QINGSHAN_API int qingshan_language(struct qingshan *q, const char *language);

/* A function that is told done and total units of work now and then, by one thread at a time, and stops the work by a
 * nonzero answer; NULL for none. */
QINGSHAN_API void qingshan_progress(struct qingshan *q, int (*step)(void *self, uint64_t done, uint64_t total),
				    void *self);

/* What the last call that failed said; "" if none did. Valid until the next call on the same context. */
QINGSHAN_API const char *qingshan_message(const struct qingshan *q);

/* Errors and notices of the last portfolio that was loaded, as JSON: {"errors": [...], "notices": [...], ...}, each
 * with code, file, line, column, path, text and hint. "" before the first. Valid until the next load on the context. */
QINGSHAN_API const char *qingshan_mistakes(const struct qingshan *q);

/* Reads and checks a portfolio file and all it names. override may be NULL. INPUT (every mistake at once), FILE, NOMEM;
 * *p is NULL then. */
QINGSHAN_API int qingshan_load(struct qingshan *q, const char *path, const struct qingshan_override *override,
			       struct qingshan_portfolio **p);

/* The same from n bytes of JSON that stand for a file at `path`; what it names is looked for beside that path. */
QINGSHAN_API int qingshan_load_text(struct qingshan *q, const char *path, const char *bytes, size_t n,
				    const struct qingshan_override *override, struct qingshan_portfolio **p);

/* Frees a portfolio; NULL is fine. */
QINGSHAN_API void qingshan_free(struct qingshan_portfolio *p);

/* Sizes of a portfolio, and its first year. */
QINGSHAN_API uint64_t qingshan_sites(const struct qingshan_portfolio *p);
QINGSHAN_API uint64_t qingshan_members(const struct qingshan_portfolio *p);
QINGSHAN_API uint64_t qingshan_years(const struct qingshan_portfolio *p);
QINGSHAN_API int qingshan_start_year(const struct qingshan_portfolio *p);

/* The resolved plan as JSON: every field with value, unit, source and status. Valid until the portfolio is freed. */
QINGSHAN_API const char *qingshan_resolved(const struct qingshan_portfolio *p);

/* Runs a portfolio into a folder, as `qingshan run` does: results.h5, CSV, GeoJSON, summary.json, trace.json,
 * report.html in `language`
 * ("zh" or "en"). All files are put in place at the end or none. USAGE, INVARIANT, FILE, NOMEM, INTERRUPTED. */
QINGSHAN_API int qingshan_run(struct qingshan_portfolio *p, const char *folder, const char *language);

/* summary.json of the last run of this portfolio; "" before. Valid until its next run. */
QINGSHAN_API const char *qingshan_summary(const struct qingshan_portfolio *p);

/* ---- year by year: the physics, without accounts ---- */

/* Starts every site, arm and member at 1 January of the first year. The portfolio must outlive the steps. NOMEM. */
QINGSHAN_API int qingshan_steps_open(struct qingshan_portfolio *p, struct qingshan_steps **steps);

/* Carries all of them through one more year. USAGE after the last; INVARIANT, INTERRUPTED: then the steps can only be
 * closed. */
QINGSHAN_API int qingshan_step(struct qingshan_steps *steps);

/* Years done. */
QINGSHAN_API uint64_t qingshan_steps_done(const struct qingshan_steps *steps);

/* An output of a site in the last year done, one value a member: values[qingshan_members()]. output: a name of
 * `qingshan list outputs`
 * ("live_c"), in that list's unit; arm: "baseline", "natural" or "project". Equal bit for bit to what a whole run
 * keeps. USAGE, NOMEM. */
QINGSHAN_API int qingshan_steps_values(struct qingshan_steps *steps, uint64_t site, const char *output, const char *arm,
				       double *values);

/* Saves the state after the years done in a file, and takes it up in steps that were just opened: they go on with the bits
 * of the steps that were saved. Seed, members, sites, units and models must be the same, what is done in later years may
 * differ; numbers are stored as this machine has them. FILE; INPUT: the file holds no state, a damaged or another one's;
 * then the steps can only be closed. */
QINGSHAN_API int qingshan_steps_save(struct qingshan_steps *steps, const char *path);
QINGSHAN_API int qingshan_steps_restore(struct qingshan_steps *steps, const char *path);

/* Frees the steps; NULL is fine. */
QINGSHAN_API void qingshan_steps_close(struct qingshan_steps *steps);

/* ---- results ---- */

/* Reads numbers of a dataset of results.h5 ("/npv_p50", "/portfolio/live_c"). values has room for `room` of them; *n is
 * how many there are, rank and shape[8] their dimensions, the last running fastest. values NULL (room 0): sizes alone.
 * USAGE if room is too small
 * (*n is set), FILE, NOMEM. rank and shape may be NULL. */
QINGSHAN_API int qingshan_read(struct qingshan *q, const char *results, const char *dataset, double *values,
			       size_t room, size_t *n, int *rank, size_t *shape);

#ifdef __cplusplus
}
#endif

#endif
