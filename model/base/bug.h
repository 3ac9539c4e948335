/* Programmers' mistakes: checked in every build, never for what a user can cause. Exit code 70. */
#ifndef QS_MODEL_BASE_BUG_H
#define QS_MODEL_BASE_BUG_H

#define qs_bug_assert(claim) ((claim) ? (void)0 : qs_bug(#claim, __FILE__, __LINE__))

/* Says on standard error which claim did not hold and ends the process with 70. */
_Noreturn void qs_bug(const char *claim, const char *file, int line);

#endif
