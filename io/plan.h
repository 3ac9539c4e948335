/* The draft of a restoration plan: a document in HTML with the eight blocks that the policy asks for, written from a
 * portfolio, in Chinese or English. What the portfolio does not say stands there as missing; figures that only a run gives
 * come from its summary. One file, no network, no script. Source of the blocks: 京规自发〔2023〕60号, 3 (2).
 */
#ifndef QS_IO_PLAN_H
#define QS_IO_PLAN_H

#include "io/json.h"
#include "io/text.h"
#include "model/base/packs.h"
#include "model/portfolio.h"

struct qs_plan_source {
	const struct qs_portfolio *portfolio;
	const struct qs_packs *packs;
	const struct qs_site *sites; /* all of them */
	size_t n;
	const struct qs_json *summary; /* summary.json of a run of this portfolio, or NULL */
};

/* Appends the document. Fails only without memory, which the buffer remembers. */
void qs_plan_write(struct qs_buffer *to, const struct qs_plan_source *source, enum qs_lang lang);

#endif
