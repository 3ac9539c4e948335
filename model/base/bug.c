#include "model/base/bug.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void qs_bug(const char *claim, const char *file, int line)
{
	fprintf(stderr, "qingshan: bug: %s:%d: %s\n", file, line, claim);
	_Exit(70);
}
