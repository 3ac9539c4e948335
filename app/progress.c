#include "app/run.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

static void watched(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
}

void qs_progress_open(struct qs_progress *progress, const struct qs_app *app, enum qs_progress_form form,
		      const struct qs_run_size *size)
{
	sigset_t set;

	memset(progress, 0, sizeof *progress);
	progress->app = app;
	progress->form = form;
	progress->terminal = isatty(2);
	progress->work = (double)size->lanes * (double)size->years;
	progress->start = qs_seconds();
	watched(&set);
	pthread_sigmask(SIG_BLOCK, &set, &progress->before);
}

/* 1:02:03 or 2:03. */
static void put_time(char *text, size_t size, double seconds)
{
	const unsigned long s = seconds > 0 && seconds < 1e9 ? (unsigned long)(seconds + 0.5) : 0;

	if (s >= 3600)
		snprintf(text, size, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
	else
		snprintf(text, size, "%lu:%02lu", s / 60, s % 60);
}

static void draw(struct qs_progress *progress, double share, double passed)
{
	const double rate = progress->work * share / passed;
	char left[32];

	put_time(left, sizeof left, passed * (1 - share) / share);
	fprintf(stderr, "\r%3.0f %%  %s %s  %.3g %s \033[K", 100 * share, qs_tr(progress->app, "剩余", "left"), left,
		rate, qs_tr(progress->app, "单元·成员·年/秒", "unit-member-years/s"));
	progress->drawn = 1;
}

static void tell(struct qs_progress *progress, uint64_t done, uint64_t total, double share, double passed)
{
	fprintf(stderr,
		"{\"progress\":{\"done\":%llu,\"total\":%llu,\"seconds\":%.3f,\"left_seconds\":%.3f,\"per_second\":%."
		"6g}}\n",
		(unsigned long long)done, (unsigned long long)total, passed, passed * (1 - share) / share,
		progress->work * share / passed);
}

int qs_progress_step(void *self, uint64_t done, uint64_t total)
{
	struct qs_progress *const progress = self;
	const double now = qs_seconds();
	const double passed = now - progress->start;
	const double share = total ? (double)done / (double)total : 0;
	sigset_t waiting;

	sigpending(&waiting);
	if (sigismember(&waiting, SIGINT) == 1)
		progress->signal = SIGINT;
	else if (sigismember(&waiting, SIGTERM) == 1)
		progress->signal = SIGTERM;
	if (share > 0 && passed > 0 &&
	    (now - progress->last >= (progress->form == QS_PROGRESS_JSON ? 0.5 : 0.1) || done == total)) {
		if (progress->form == QS_PROGRESS_JSON)
			tell(progress, done, total, share, passed);
		else if (progress->form == QS_PROGRESS_AUTO && progress->terminal)
			draw(progress, share, passed);
		progress->last = now;
	}
	return progress->signal;
}

void qs_progress_close(struct qs_progress *progress)
{
	sigset_t waiting;

	if (progress->drawn)
		fputs("\r\033[K", stderr);
	sigpending(&waiting);
	if (!progress->signal && (sigismember(&waiting, SIGINT) == 1 || sigismember(&waiting, SIGTERM) == 1))
		return; /* the work is whole: the signal came too late */
	if (!progress->signal)
		pthread_sigmask(SIG_SETMASK, &progress->before, NULL);
}
