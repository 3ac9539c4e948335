#include "app/run.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

/* SIGINT and SIGTERM, but not one that the caller has us ignore (a job in the background, nohup). */
static void watched(sigset_t *set)
{
	static const int signals[] = {SIGINT, SIGTERM};
	struct sigaction action;

	sigemptyset(set);
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
		if (!sigaction(signals[i], NULL, &action) && action.sa_handler != SIG_IGN)
			sigaddset(set, signals[i]);
}

/* The watched signal that waits, or 0. */
static int waiting_signal(void)
{
	sigset_t set, waiting;

	watched(&set);
	sigpending(&waiting);
	if (sigismember(&set, SIGINT) == 1 && sigismember(&waiting, SIGINT) == 1)
		return SIGINT;
	return sigismember(&set, SIGTERM) == 1 && sigismember(&waiting, SIGTERM) == 1 ? SIGTERM : 0;
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

int qs_progress_signal(struct qs_progress *progress)
{
	if (!progress->signal)
		progress->signal = waiting_signal();
	return progress->signal;
}

int qs_progress_step(void *self, uint64_t done, uint64_t total)
{
	struct qs_progress *const progress = self;
	const double now = qs_seconds();
	const double passed = now - progress->start;
	const double share = total ? (double)done / (double)total : 0;

	if (share > 0 && passed > 0 &&
	    (now - progress->last >= (progress->form == QS_PROGRESS_JSON ? 0.5 : 0.1) || done == total)) {
		if (progress->form == QS_PROGRESS_JSON)
			tell(progress, done, total, share, passed);
		else if (progress->form == QS_PROGRESS_AUTO && progress->terminal)
			draw(progress, share, passed);
		progress->last = now;
	}
	return qs_progress_signal(progress);
}

void qs_progress_close(struct qs_progress *progress)
{
	if (progress->drawn)
		fputs("\r\033[K", stderr);
	/* One that came too late for the run waits on: the result is whole, and its exit code must say so. */
	if (!waiting_signal())
		pthread_sigmask(SIG_SETMASK, &progress->before, NULL);
}
