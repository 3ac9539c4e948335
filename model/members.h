/* Inputs and outputs by member: what each member drew, and what came of it; a table for emulators and screening. */
#ifndef QS_MODEL_MEMBERS_H
#define QS_MODEL_MEMBERS_H

#include <stddef.h>

struct qs_member_column {
	const char *name; /* "growth.pinus_tabuliformis", "survival.MZY.MZY-a", "npv_cny" */
	int output;
	double *value; /* [members] */
};

struct qs_member_table {
	struct qs_member_column *column; /* inputs first */
	size_t n, members;
};

#endif
