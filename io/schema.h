/* The JSON Schema (draft-07, which most editors and validators take) of a portfolio file, made from the field rows: for
 * completion in editors, and for checks by other tools. Its definition "packs" is that of a file of packs.
 *
 * It says what the rows say. What JSON Schema cannot say is: what must hold between fields and what names must exist
 * (E22.., io/check.h), the range of a value in a unit that is converted (E2104), that numbers make a distribution (E2112),
 * that a new entry of a pack is whole (E2102), and what a file is as text (E1...). tests/all/schema compares verdicts.
 */
#ifndef QS_IO_SCHEMA_H
#define QS_IO_SCHEMA_H

#include "model/base/arena.h"
#include "model/base/status.h"

/* The schema as text in the arena, with titles in one language. NULL without memory. */
const char *qs_schema_text(enum qs_lang lang, struct qs_arena *arena);

#endif
