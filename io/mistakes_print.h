/* Mistakes as text for people and as JSON for programs.
 *
 *     portfolio.json:47:18: error[E2104]: /sites/3/area_ha must be > 0 (found -12.5 ha)  hint: 1 ha = 15 mu (亩)
 *     units.csv:12:area_ha: error[E2104]: must be > 0 (found -12.5 ha)  hint: …
 *
 * The first QS_MISTAKES_KEPT stand in full, the rest as counts by code. Control characters of the input are shown as
 * '?'.
 */
#ifndef QS_IO_MISTAKES_PRINT_H
#define QS_IO_MISTAKES_PRINT_H

#include "model/base/arena.h"
#include "model/base/mistakes.h"

#include <stddef.h>

/* One mistake as one line without its end, cut at size. Returns its length. */
size_t qs_mistake_line(const struct qs_mistake *mistake, enum qs_lang lang, char *buffer, size_t size);

/* All mistakes, a line each, in the order found, and a line of counts if there are more than stand in full. NULL
 * without memory. */
const char *qs_mistakes_text(const struct qs_mistakes *list, enum qs_lang lang, struct qs_arena *arena);

/* {"errors": [{"code", "file", "line", "column", "path", "text", "hint"}], "notices": [the same], "error_count",
 * "notice_count", "counts": {"E2104": 3, …}}. line and column are null if not known; column is the column's name in a
 * table. hint may be null. indent as in qs_json_out_open. NULL without memory. */
const char *qs_mistakes_json(const struct qs_mistakes *list, enum qs_lang lang, int indent, struct qs_arena *arena);

#endif
