/* Mistakes in a user's input: all of them are collected, each with its place, and told at once.
 *
 * One row a kind of mistake: code, texts and hints in both languages, with {1} {2} {3} {4} for the particulars.
 * Codes never change their meaning; `qingshan explain CODE` prints the row. E: the input is refused. W: a notice.
 */
#ifndef QS_MODEL_BASE_MISTAKES_H
#define QS_MODEL_BASE_MISTAKES_H

#include "model/base/arena.h"
#include "model/base/status.h"

#include <stddef.h>

/* X(code, zh, en, zh hint or NULL, en hint or NULL) */
#define QS_MISTAKES(X) \
	/* JSON and text */ \
	X(E1001, "JSON 语法错误：{1}", "not valid JSON: {1}", NULL, NULL) \
	X(E1002, "重复的键“{1}”", "duplicate key \"{1}\"", "每个键只能出现一次", "a key may stand only once in an object") \
	X(E1003, "不是有效的 UTF-8", "not valid UTF-8", NULL, NULL) \
	X(E1004, "嵌套过深（上限 {1} 层）", "nested too deeply (at most {1} levels)", NULL, NULL) \
	X(E1005, "数字超出双精度范围：{1}", "number outside the range of doubles: {1}", NULL, NULL) \
	X(E1006, "文件为空", "the file is empty", NULL, NULL) \
	X(E1007, "文件过大或字段过长：{1}", "file or field too large: {1}", NULL, NULL) \
	X(E1008, "无法读取：{1}", "cannot be read: {1}", NULL, NULL) \
	X(E1101, "CSV：{1}", "CSV: {1}", NULL, NULL) \
	X(E1102, "CSV：第 {1} 行有 {2} 列，应为 {3} 列", "CSV: row {1} has {2} columns, expected {3}", NULL, NULL) \
	X(W1103, "按 GB18030 编码读取", "read as GB18030", "建议保存为 UTF-8", "better saved as UTF-8") \
	X(E1201, "GeoJSON：{1}", "GeoJSON: {1}", NULL, NULL) \
	/* fields */ \
	X(E2101, "未知的键“{1}”", "unknown key \"{1}\"", "最接近的键：{2}", "nearest known key: {2}") \
	X(E2102, "缺少必需的键“{1}”（{2}）", "missing key \"{1}\" ({2})", NULL, NULL) \
	X(E2103, "类型不符：应为{1}，实为{2}", "wrong type: expected {1}, found {2}", NULL, NULL) \
	X(E2104, "应{1}（给出 {2}{3}）", "must be {1} (found {2}{3})", "{4}", "{4}") \
	X(E2105, "不在允许的取值中：“{1}”", "not one of the allowed words: \"{1}\"", "可用：{2}", "allowed: {2}") \
	X(E2106, "日期无效：“{1}”", "not a date: \"{1}\"", "格式 YYYY-MM-DD", "write YYYY-MM-DD") \
	X(E2107, "单位“{1}”不能换算为 {2}", "unit \"{1}\" does not convert to {2}", "可用：{3}", "accepted: {3}") \
	X(E2108, "状态无效：“{1}”", "not a status: \"{1}\"", "verified、unverified 或 assumption", "verified, unverified or assumption") \
	X(E2109, "文本为空", "the text is empty", NULL, NULL) \
	X(E2110, "种子应为 0 到 18446744073709551615 的十进制字符串（给出“{1}”）", \
	  "a seed is a string of decimal digits, 0 to 18446744073709551615 (found \"{1}\")", NULL, NULL) \
	X(E2111, "列表为空", "the list is empty", NULL, NULL) \
	X(E2112, "分布无效：{1}", "spread is not valid: {1}", NULL, NULL) \
	X(E2113, "应为整数（给出 {1}）", "must be a whole number (found {1})", NULL, NULL) \
	X(E2114, "标识“{1}”无效", "\"{1}\" is not a valid id", "字母、数字、连字符、下划线、点，最长 64 字节", \
	  "letters, digits, hyphen, underscore, dot; at most 64 bytes") \
	X(E2115, "状态为 verified，但{1}", "status is verified, but {1}", "注明查阅的文件，或改为 unverified、assumption", \
	  "name the document that was seen, or say unverified or assumption") \
	/* between fields */ \
	X(E2201, "重复的标识“{1}”", "id \"{1}\" stands twice", NULL, NULL) \
	X(E2202, "引用了未定义的{1}“{2}”", "{1} \"{2}\" is not defined", "最接近：{3}", "nearest: {3}") \
	X(E2203, "份额之和为 {1}，应为 1", "the shares sum to {1}, not 1", NULL, NULL) \
	X(E2204, "{1} 不得大于 {2}", "{1} must not be greater than {2}", NULL, NULL) \
	X(E2205, "单元 {1} 在两个出售的登记中", "unit {1} stands in two registrations that sell", NULL, NULL) \
	X(E2206, "{1}", "{1}", NULL, NULL) \
	X(E2207, "土地类别份额在 {1} 之和为 {2}，应为 1", "land classes from {1} sum to {2}, not 1", NULL, NULL) \
	X(E2208, "措施“{1}”不接受单位“{2}”", "measure \"{1}\" does not take the unit \"{2}\"", "可用：{3}", "accepted: {3}") \
	X(E2209, "措施“{1}”需要“{2}”", "measure \"{1}\" needs \"{2}\"", NULL, NULL) \
	X(E2210, "模型“{1}”不可用", "model \"{1}\" is not available", "可用：{2}", "available: {2}") \
	X(E2301, "数据包值缺少来源或状态：{1}", "a pack value lacks source or status: {1}", NULL, NULL) \
	/* notices */ \
	X(W2901, "煤矸石或石灰岩上的实测总有机碳未说明校正：可能含地质源碳", \
	  "measured organic carbon on gangue or limestone without a stated correction: it may hold geogenic carbon", \
	  "给出 geogenic_c_g_kg", "give geogenic_c_g_kg") \
	X(W2902, "“{1}”的分布未被本次模拟采用", "the spread of \"{1}\" is not sampled by this run", NULL, NULL) \
	X(W2903, "{1}", "{1}", NULL, NULL) \
	X(W2904, "“{1}”与“{2}”的多边形重叠 {3} 公顷，超过较小者的千分之一", \
	  "the polygons of \"{1}\" and \"{2}\" overlap by {3} ha, more than a thousandth of the smaller", \
	  "重叠处在面积、碳汇与费用中计了两次：请核对边界", "area, carbon and cost there count twice: check the borders") \
	X(W2905, "集中连片面积填报 {1} 公顷，多边形量得 {2} 公顷：以多边形为准", \
	  "the connected area is stated as {1} ha and {2} ha by the polygons: the polygons are taken", \
	  "删去填报值，或核对边界", "leave the stated figure out, or check the borders")

enum qs_mistake_code {
#define X(code, zh, en, hint_zh, hint_en) QS_##code,
	QS_MISTAKES(X)
#undef X
	QS_MISTAKE_CODES
};

/* Where a mistake stands: a JSON file (line and column) or a table (line and the column's name). */
struct qs_place {
	const char *file;
	unsigned line, column;  /* 1-based; 0: not known */
	const char *table_column; /* CSV column name, or NULL */
};

struct qs_mistake {
	enum qs_mistake_code code;
	struct qs_place place;
	const char *path; /* "/sites/3/area_ha", or "" */
	const char *arg[4];
};

struct qs_mistakes {
	struct qs_arena arena;
	struct qs_mistake *items; /* the first `kept` of them, in the order found */
	size_t kept, room;
	size_t errors, notices;           /* all of them */
	size_t count[QS_MISTAKE_CODES]; /* by code */
};

enum { QS_MISTAKES_KEPT = 100 }; /* told in full; the rest are counted by code */

/* An empty list. */
void qs_mistakes_init(struct qs_mistakes *list, const struct qs_allocator *from);

/* Gives the list's memory back; safe twice. */
void qs_mistakes_free(struct qs_mistakes *list);

/* Adds a mistake. Texts are copied; arguments may be NULL from some position on. An argument in words may hold both
 * languages, "zh\x1f" "en" (unit separator between them); qs_mistake_text takes the part of its language. */
void qs_mistakes_add(struct qs_mistakes *list, enum qs_mistake_code code, struct qs_place place, const char *path,
		     const char *arg1, const char *arg2, const char *arg3, const char *arg4);

/* Adds all of another list: those it kept, and the count of the others. */
void qs_mistakes_append(struct qs_mistakes *list, const struct qs_mistakes *other);

/* The code's word, "E2104". */
const char *qs_mistake_word(enum qs_mistake_code code);

/* The code of a word, or QS_MISTAKE_CODES if there is none. */
enum qs_mistake_code qs_mistake_of_word(const char *word);

/* Nonzero if the code refuses the input, 0 if it is a notice. */
int qs_mistake_is_error(enum qs_mistake_code code);

/* Writes the text (hint 0) or the hint (hint 1) of a mistake into buffer, cut at size; returns its length. 0 if the
 * code has no hint or the hint's particular is missing. */
size_t qs_mistake_text(const struct qs_mistake *mistake, enum qs_lang lang, int hint, char *buffer, size_t size);

/* QS_OK if there is no error in the list, else QS_EINPUT with a summary in err. */
qs_status qs_mistakes_status(const struct qs_mistakes *list, struct qs_err *err);

#endif
