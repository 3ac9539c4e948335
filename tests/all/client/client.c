/* A client of the installed library: loads, runs, steps, reads back, and sees that steps and results agree. */
#include <qingshan.h>

#include <stdio.h>
#include <stdlib.h>

static int fail(const struct qingshan *q, const char *what)
{
	fprintf(stderr, "%s: %s\n%s\n", what, qingshan_message(q), qingshan_mistakes(q));
	return 1;
}

static int count(void *self, uint64_t done, uint64_t total)
{
	*(uint64_t *)self += done <= total;
	return 0;
}

int main(int argc, char **argv)
{
	const struct qingshan_override few = {.members = 8};
	struct qingshan *q;
	struct qingshan_portfolio *p;
	struct qingshan_steps *s;
	double *now, *kept;
	uint64_t told = 0;
	size_t n, shape[8];
	int rank;

	if (argc != 3 || qingshan_open(NULL, &q))
		return 2;
	if (qingshan_open("v9", &(struct qingshan *){0}) != QINGSHAN_USAGE || qingshan_threads(q, 0) != QINGSHAN_USAGE)
		return fail(q, "wrong arguments");
	if (qingshan_load_text(q, "x.json", "{\"name\": 3}", 11, NULL, &p) != QINGSHAN_INPUT || p ||
	    !qingshan_mistakes(q)[1])
		return fail(q, "a wrong portfolio");
	qingshan_progress(q, count, &told);
	if (qingshan_threads(q, 2) || qingshan_load(q, argv[1], &few, &p) || qingshan_run(p, argv[2], "en") || !told)
		return fail(q, "run");
	puts(qingshan_summary(p));
	now = calloc(qingshan_members(p), sizeof *now);
	if (!now || qingshan_steps_open(p, &s))
		return fail(q, "steps");
	for (uint64_t y = 0; y < qingshan_years(p); y++)
		if (qingshan_step(s) || qingshan_steps_values(s, 0, "live_c", "project", now))
			return fail(q, "step");
	if (qingshan_step(s) != QINGSHAN_USAGE ||
	    qingshan_steps_values(s, 0, "live_d", "project", now) != QINGSHAN_USAGE)
		return fail(q, "a year too many");
	{
		char path[4096];

		snprintf(path, sizeof path, "%s/results.h5", argv[2]);
		if (qingshan_read(q, path, "/live_c", NULL, 0, &n, &rank, shape))
			return fail(q, "read");
		kept = calloc(n, sizeof *kept);
		if (!kept || qingshan_read(q, path, "/live_c", kept, n, &n, NULL, NULL))
			return fail(q, "read");
	}
	double mean = 0;

	for (uint64_t m = 0; m < qingshan_members(p); m++)
		mean += now[m];
	mean /= (double)qingshan_members(p);
	printf("\n{\"rank\": %d, \"n\": %zu, \"stepped\": %.17g}\n", rank, n, mean);
	free(kept);
	free(now);
	qingshan_steps_close(s);
	qingshan_free(p);
	qingshan_close(q);
	return 0;
}
