/* The JSON Schema (draft 2020-12) of a portfolio file, made from the field rows: for completion in editors, and for
 * checks by other tools. It says what the rows say; what must hold between fields is io/check.h's.
 */
#ifndef QS_IO_SCHEMA_H
#define QS_IO_SCHEMA_H

#include "model/base/arena.h"
#include "model/base/status.h"

/* The schema as text in the arena, with titles in one language. NULL without memory. */
const char *qs_schema_text(enum qs_lang lang, struct qs_arena *arena);

#endif
