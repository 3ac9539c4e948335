/* Calls one row of `qingshan bench` once between two marks: what tests/all/operations counts. `bench_row` prints the
 * rows with what the program believes of each, `bench_row NAME` calls one.
 */
#include "app/bench.h"
#include "kernels/dispatch.h"

#include <stdio.h>
#include <string.h>

/* Nothing is counted outside this. */
void counted(const struct qs_bench_row *row, struct qs_bench *bench) __attribute__((noinline));

void counted(const struct qs_bench_row *row, struct qs_bench *bench)
{
	row->call(bench);
	__asm__ volatile(""); /* no tail call: the mark ends after the row */
}

int main(int argc, char **argv)
{
	struct qs_arena arena;
	struct qs_bench bench;
	const struct qs_bench_row *row = qs_bench_rows;

	for (; argc < 2 && row->name; row++)
		printf("%s\t%.17g\t%.17g\n", row->name, row->per_lane * QS_BENCH_LANES, row->exps);
	if (argc < 2)
		return 0;
	while (row->name && strcmp(row->name, argv[1]))
		row++;
	qs_arena_init(&arena, NULL);
	if (!row->name || qs_bench_open(&bench, qs_kernels_for("v3"), &arena))
		return 1;
	row->fill(&bench);
	row->call(&bench); /* the first call may settle what later ones find */
	row->fill(&bench);
	counted(row, &bench);
	qs_arena_free(&arena);
	return 0;
}
