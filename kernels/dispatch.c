#include "kernels/dispatch.h"

#include "kernels/kernels.h"

extern const struct qs_kernels qs_k_table_v2;

#if defined(__x86_64__)
static int has_v2(void)
{
	return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt");
}

#ifndef QS_ONLY_V2
extern const struct qs_kernels qs_k_table_v3, qs_k_table_v4;

static int has_v3(void)
{
	return has_v2() && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
	       __builtin_cpu_supports("bmi2");
}

static int has_v4(void)
{
	return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
	       __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}
#endif
#endif

static int same(const char *a, const char *b)
{
	while (*a && *a == *b)
		a++, b++;
	return *a == *b;
}

const struct qs_kernels *qs_kernels_for(const char *isa)
{
	const int any = !isa || !*isa;

#if defined(__x86_64__)
#ifndef QS_ONLY_V2
	if ((any || same(isa, "v4")) && has_v4())
		return &qs_k_table_v4;
	if ((any || same(isa, "v3")) && has_v3())
		return &qs_k_table_v3;
#endif
	if ((any || same(isa, "v2")) && has_v2())
		return &qs_k_table_v2;
#else
	if (any || same(isa, "v2"))
		return &qs_k_table_v2;
#endif
	return 0;
}
