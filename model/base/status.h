/* Statuses and the first failure.
 *
 * A function that can fail returns qs_status and takes a qs_err; the text says what and where. The first failure is
 * kept: a later qs_fail on the same qs_err returns its own status but leaves the text alone.
 * Mistakes in a user's input are not failures of one function: they are collected (model/base/mistakes.h).
 */
#ifndef QS_MODEL_BASE_STATUS_H
#define QS_MODEL_BASE_STATUS_H

#include <stdarg.h>

/* X(name, exit code of the command, zh, en) */
#define QS_STATUSES(X) \
	X(QS_OK, 0, "完成", "ok") \
	X(QS_EFAILED, 1, "运行失败或结果不同", "ran and failed, or results differ") \
	X(QS_EUSAGE, 2, "用法错误", "wrong usage") \
	X(QS_EINPUT, 3, "输入无效", "input is invalid") \
	X(QS_EINVARIANT, 4, "守恒关系被破坏", "an invariant is broken") \
	X(QS_EFILE, 5, "文件错误", "file trouble") \
	X(QS_ENOMEM, 1, "内存不足", "out of memory") \
	X(QS_EPARTLY, 6, "部分情景失败", "a sweep failed in part") \
	X(QS_EBUG, 70, "程序缺陷", "a defect of this program") \
	X(QS_EINTERRUPTED, 130, "已中断", "interrupted") \
	X(QS_ETERMINATED, 143, "已终止", "terminated")

typedef enum qs_status {
#define X(name, code, zh, en) name,
	QS_STATUSES(X)
#undef X
	QS_STATUS_COUNT
} qs_status;

enum qs_lang { QS_ZH, QS_EN };

struct qs_err {
	qs_status status;
	char text[1024];
};

/* Records a failure (if none is recorded yet) and returns status. err may be NULL. */
qs_status qs_fail(struct qs_err *err, qs_status status, const char *format, ...) __attribute__((format(printf, 3, 4)));

#ifdef __clang_analyzer__ /* it reads one source at a time: tell it that a failure is not QS_OK */
#define qs_fail(err, status, ...) ((qs_fail)(err, status, __VA_ARGS__), status)
#endif

/* The exit code of the command for a status. */
int qs_status_exit_code(qs_status status);

/* What a status means, in a language. */
const char *qs_status_text(qs_status status, enum qs_lang lang);

#endif
