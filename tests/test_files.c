#include "io/files.h"
#include "scratch.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cmocka.h>

struct fixture {
	char root[SCRATCH_PATH], out[SCRATCH_PATH], at[SCRATCH_PATH];
	struct qs_folder folder;
	struct qs_err err;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);

	if (!f || scratch_make(f->root))
		return -1;
	scratch_join(f->root, "out", f->out);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	qs_folder_drop(&f->folder);
	scratch_remove(f->root);
	free(f);
	return 0;
}

static const char *in(struct fixture *f, const char *name)
{
	return scratch_join(f->out, name, f->at);
}

static qs_status open_out(struct fixture *f)
{
	memset(&f->err, 0, sizeof f->err);
	return qs_folder_open(&f->folder, NULL, f->out, "run", &f->err);
}

static void complete(struct fixture *f, const char *name, const char *text)
{
	assert_int_equal(open_out(f), QS_OK);
	assert_int_equal(qs_file_put(&f->folder, name, text, strlen(text), &f->err), QS_OK);
	assert_int_equal(qs_folder_finish(&f->folder, "{\"command\":\"run\"}", &f->err), QS_OK);
}

static void assert_text(const char *path, const char *text)
{
	size_t n = 0;
	char *bytes = scratch_read(path, &n);

	assert_non_null(bytes);
	assert_string_equal(bytes, text);
	free(bytes);
}

static void folder_is_made_with_its_parents(void **state)
{
	struct fixture *f = *state;

	scratch_join(f->root, "a/b/c/", f->out);
	assert_int_equal(open_out(f), QS_OK);
	assert_true(scratch_is(f->out));
	qs_folder_drop(&f->folder);
	assert_false(scratch_is(f->out)); /* what was made is gone again */
}

static void file_gets_its_name_only_at_the_end(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(open_out(f), QS_OK);
	assert_int_equal(qs_file_put(&f->folder, "summary.json", "{}", 2, &f->err), QS_OK);
	assert_false(scratch_is(in(f, "summary.json")));
	assert_true(scratch_is(in(f, "summary.json.part")));
	assert_int_equal(qs_folder_finish(&f->folder, "{\"command\":\"run\"}", &f->err), QS_OK);
	assert_text(in(f, "summary.json"), "{}");
	assert_text(in(f, "run.json"), "{\"command\":\"run\"}");
	assert_int_equal(scratch_count(f->out), 2);
}

static void earlier_result_of_the_same_command_is_replaced(void **state)
{
	struct fixture *f = *state;

	complete(f, "summary.json", "1");
	scratch_write(in(f, "cash.csv"), "old");
	complete(f, "summary.json", "2");
	assert_text(in(f, "summary.json"), "2");
	assert_false(scratch_is(in(f, "cash.csv"))); /* no file of the earlier result stays beside the new ones */
}

static void earlier_result_stays_if_the_run_is_dropped(void **state)
{
	struct fixture *f = *state;

	complete(f, "summary.json", "1");
	assert_int_equal(open_out(f), QS_OK);
	assert_int_equal(qs_file_put(&f->folder, "summary.json", "2", 1, &f->err), QS_OK);
	qs_folder_drop(&f->folder);
	qs_folder_drop(&f->folder);
	assert_text(in(f, "summary.json"), "1");
	assert_int_equal(scratch_count(f->out), 2);
}

static void foreign_file_refuses_the_folder(void **state)
{
	struct fixture *f = *state;

	complete(f, "summary.json", "1");
	scratch_write(in(f, "notes.txt"), "mine");
	assert_int_equal(open_out(f), QS_EFILE);
	assert_non_null(strstr(f->err.text, "notes.txt"));
	assert_non_null(strstr(f->err.text, "hint"));
	assert_int_equal(scratch_count(f->out), 3);
}

static void result_of_another_command_refuses_the_folder(void **state)
{
	struct fixture *f = *state;

	complete(f, "summary.json", "1");
	scratch_write(in(f, "run.json"), "{\"command\":\"sweep\"}");
	assert_int_equal(open_out(f), QS_EFILE);
	assert_non_null(strstr(f->err.text, "sweep"));
	scratch_write(in(f, "run.json"), "{\"command\":");
	assert_int_equal(open_out(f), QS_EFILE);
	unlink(in(f, "run.json"));
	assert_int_equal(open_out(f), QS_EFILE);
	assert_text(in(f, "summary.json"), "1");
}

static void folder_in_place_of_a_result_refuses(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(mkdir(f->out, 0777), 0);
	assert_int_equal(mkdir(in(f, "results.h5"), 0777), 0);
	assert_int_equal(open_out(f), QS_EFILE);
}

static void file_in_place_of_the_folder_refuses(void **state)
{
	struct fixture *f = *state;

	scratch_write(f->out, "a file");
	assert_int_equal(open_out(f), QS_EFILE);
	scratch_join(f->root, "out/deeper", f->out);
	assert_int_equal(open_out(f), QS_EFILE);
	f->out[0] = 0;
	assert_int_equal(open_out(f), QS_EFILE);
}

/* Runs a part of a test in a process of its own; returns its exit code, 128 + signal if it was killed. */
static int in_child(void (*work)(struct fixture *), struct fixture *f)
{
	const pid_t child = fork();
	int status = 0;

	if (!child) {
		work(f);
		_exit(0);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void write_and_die(struct fixture *f)
{
	struct qs_file file;

	if (qs_folder_open(&f->folder, NULL, f->out, "run", NULL) ||
	    qs_file_put(&f->folder, "sites.csv", "a", 1, NULL) || qs_file_open(&file, &f->folder, "results.h5", NULL) ||
	    qs_file_write(&file, "half", 4, NULL))
		_exit(1);
	kill(getpid(), SIGKILL);
}

static void killed_run_leaves_parts_that_the_next_run_removes(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(in_child(write_and_die, f), 128 + SIGKILL);
	assert_true(scratch_is(in(f, "results.h5.part")));
	assert_false(scratch_is(in(f, "results.h5")));
	assert_false(scratch_is(in(f, "sites.csv")));
	complete(f, "summary.json", "1");
	assert_int_equal(scratch_count(f->out), 2);
}

static void run_killed_while_it_renamed_is_known_as_ours(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(mkdir(f->out, 0777), 0);
	scratch_write(in(f, "results.h5"), "whole");
	scratch_write(in(f, "sites.csv.part"), "whole");
	scratch_write(in(f, "run.json.part"), "{\"command\":\"run\"}");
	complete(f, "summary.json", "1");
	assert_int_equal(scratch_count(f->out), 2);
}

static void open_second(struct fixture *f)
{
	struct qs_folder second;

	_exit(qs_folder_open(&second, NULL, f->out, "run", NULL) == QS_EFILE ? 7 : 0);
}

static void second_run_in_the_same_folder_is_refused(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(open_out(f), QS_OK);
	assert_int_equal(qs_file_put(&f->folder, "summary.json", "1", 1, &f->err), QS_OK);
	assert_int_equal(in_child(open_second, f), 7);
	assert_int_equal(qs_folder_finish(&f->folder, "{\"command\":\"run\"}", &f->err), QS_OK);
}

/* A disk that is full after 4096 bytes. */
static void write_too_much(struct fixture *f)
{
	static const char block[1000];
	const struct rlimit limit = {4096, 4096};
	struct qs_file file;
	qs_status status = QS_OK;

	signal(SIGXFSZ, SIG_IGN);
	if (setrlimit(RLIMIT_FSIZE, &limit) || qs_folder_open(&f->folder, NULL, f->out, "run", NULL) ||
	    qs_file_put(&f->folder, "sites.csv", "a", 1, NULL) || qs_file_open(&file, &f->folder, "results.h5", NULL))
		_exit(1);
	for (int i = 0; i < 10 && !status; i++)
		status = qs_file_write(&file, block, sizeof block, NULL);
	qs_file_drop(&file);
	qs_folder_drop(&f->folder);
	_exit(status == QS_EFILE ? 7 : 2);
}

static void full_disk_leaves_nothing(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(in_child(write_too_much, f), 7);
	assert_false(scratch_is(f->out));
}

static void replace_too_much(struct fixture *f)
{
	static char block[10000];
	const struct rlimit limit = {4096, 4096};

	signal(SIGXFSZ, SIG_IGN);
	_exit(setrlimit(RLIMIT_FSIZE, &limit)                                  ? 1
	      : qs_file_replace(f->out, block, sizeof block, NULL) == QS_EFILE ? 7
									       : 2);
}

static void failed_replacement_keeps_the_old_file(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(qs_file_replace(f->out, "old", 3, &f->err), QS_OK);
	assert_int_equal(in_child(replace_too_much, f), 7);
	assert_text(f->out, "old");
	assert_int_equal(scratch_count(f->root), 1);
	assert_int_equal(qs_file_replace(f->out, "new", 3, &f->err), QS_OK);
	assert_text(f->out, "new");
}

static void replacement_refuses_folders_and_full_devices(void **state)
{
	struct fixture *f = *state;
	char missing[SCRATCH_PATH];

	assert_int_equal(qs_file_replace(f->root, "x", 1, NULL), QS_EFILE);
	assert_int_equal(qs_file_replace(scratch_join(f->root, "no/such", missing), "x", 1, NULL), QS_EFILE);
	assert_int_equal(qs_file_replace("/dev/null", "x", 1, &f->err), QS_OK);
	if (scratch_is("/dev/full")) {
		assert_int_equal(qs_file_replace("/dev/full", "x", 1, &f->err), QS_EFILE);
		assert_non_null(strstr(f->err.text, strerror(ENOSPC)));
		assert_true(scratch_is("/dev/full"));
	}
}

static void only_known_names_are_written(void **state)
{
	struct fixture *f = *state;
	struct qs_file file;

	assert_int_equal(open_out(f), QS_OK);
	assert_int_equal(qs_file_open(&file, &f->folder, "notes.txt", NULL), QS_EFILE);
	assert_int_equal(qs_file_open(&file, &f->folder, "results.h5.part", NULL), QS_EFILE);
	assert_int_equal(qs_file_open(&file, &f->folder, "../results.h5", NULL), QS_EFILE);
}

int main(int argc, char **argv)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(folder_is_made_with_its_parents),
		TEST(file_gets_its_name_only_at_the_end),
		TEST(earlier_result_of_the_same_command_is_replaced),
		TEST(earlier_result_stays_if_the_run_is_dropped),
		TEST(foreign_file_refuses_the_folder),
		TEST(result_of_another_command_refuses_the_folder),
		TEST(folder_in_place_of_a_result_refuses),
		TEST(file_in_place_of_the_folder_refuses),
		TEST(killed_run_leaves_parts_that_the_next_run_removes),
		TEST(run_killed_while_it_renamed_is_known_as_ours),
		TEST(second_run_in_the_same_folder_is_refused),
		TEST(full_disk_leaves_nothing),
		TEST(failed_replacement_keeps_the_old_file),
		TEST(replacement_refuses_folders_and_full_devices),
		TEST(only_known_names_are_written),
	};

	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
