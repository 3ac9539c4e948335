/* For tests/all/threads: what the thread sanitizer cannot see of a library that was not built with it.
 *
 * Each function of such a library that the program calls is led through a guard, which writes to a variable of the
 * library before it goes on to the function: two threads in one library, with nothing that puts them in order, are then
 * a race that is told. GUARDS names a file of rows GUARD(library, function). With PROBE a program that does what its
 * argument says: `locked` has no race, `own` one on a variable, `library` one in HDF5.
 */
#define _GNU_SOURCE
#include <dlfcn.h>

#ifndef PROBE

void touch_hdf5(void), touch_xlsx(void);

__attribute__((noinline)) void touch_hdf5(void)
{
	static volatile int held;

	held = held + 1;
}

__attribute__((noinline)) void touch_xlsx(void)
{
	static volatile int held;

	held = held + 1;
}

/* The function keeps its arguments, and the stack its 16 bytes. */
#define GUARD(library, name)                                                                                 \
	static void *real_##name __attribute__((used));                                                      \
	__attribute__((constructor, no_sanitize("thread"))) static void find_##name(void)                    \
	{                                                                                                    \
		real_##name = dlsym(RTLD_NEXT, #name);                                                       \
	}                                                                                                    \
	__asm__(".globl " #name "\n.type " #name ",@function\n" #name ":\n"                                  \
		"push %rax\npush %rdi\npush %rsi\npush %rdx\npush %rcx\npush %r8\npush %r9\nsub $64,%rsp\n"  \
		"movups %xmm0,(%rsp)\nmovups %xmm1,16(%rsp)\nmovups %xmm2,32(%rsp)\nmovups %xmm3,48(%rsp)\n" \
		"call touch_" #library "\n"                                                                  \
		"movups (%rsp),%xmm0\nmovups 16(%rsp),%xmm1\nmovups 32(%rsp),%xmm2\nmovups 48(%rsp),%xmm3\n" \
		"add $64,%rsp\npop %r9\npop %r8\npop %rcx\npop %rdx\npop %rsi\npop %rdi\npop %rax\n"         \
		"jmp *real_" #name "(%rip)\n");

#ifdef GUARDS
#include GUARDS
#endif

#else

#include <omp.h>
#include <string.h>

int H5open(void);

int main(int argc, char **argv)
{
	const char *const how = argc > 1 ? argv[1] : "";
	const int own = !strcmp(how, "own"), library = !strcmp(how, "library"), locked = !strcmp(how, "locked");
	omp_lock_t lock;
	int count = 0;

	H5open();
	omp_init_lock(&lock);
#pragma omp parallel num_threads(2)
	for (int i = 0; i < 1000; i++) {
		if (locked)
			omp_set_lock(&lock);
		count += own || locked;
		if (library || locked)
			H5open();
		if (locked)
			omp_unset_lock(&lock);
	}
	omp_destroy_lock(&lock);
	return own + library + locked == 1 && count >= 0 ? 0 : 2;
}

#endif
