#include "model/base/status.h"

#include "model/base/bug.h"

#include <stdio.h>

static const struct {
	int exit_code;
	const char *zh;
	const char *en;
} rows[] = {
#define X(name, code, zh, en) [name] = {code, zh, en},
	QS_STATUSES(X)
#undef X
};

#undef qs_fail
qs_status qs_fail(struct qs_err *err, qs_status status, const char *format, ...)
{
	qs_bug_assert(status != QS_OK);
	if (err && err->status == QS_OK) {
		va_list list;

		err->status = status;
		va_start(list, format);
		vsnprintf(err->text, sizeof err->text, format, list);
		va_end(list);
	}
	return status;
}

int qs_status_exit_code(qs_status status)
{
	qs_bug_assert((unsigned)status < QS_STATUS_COUNT);
	return rows[status].exit_code;
}

const char *qs_status_text(qs_status status, enum qs_lang lang)
{
	qs_bug_assert((unsigned)status < QS_STATUS_COUNT);
	return lang == QS_ZH ? rows[status].zh : rows[status].en;
}
