/* What an acceptance measures of a site's works: stems that live, soil as laid. */
#ifndef QS_SCENARIOS_STAND_H
#define QS_SCENARIOS_STAND_H

#include "model/finance/accounts.h"
#include "scenarios/wave.h"

/* Survival and retention of what is planted on a site, of the members at hand, into stand [2][members] and the input, where its
 * acceptance asks for them; with the draws of the land model. z: [members] of scratch. */
void qs_stand_measure(const struct qs_wave *wave, size_t site, double *z, double *stand, struct qs_account_input *in);

/* Depth of soil on a unit once its treatment has laid some, cm, stones included; middle amounts. */
double qs_stand_soil_cm(const struct qs_treatment *treatment, const struct qs_packs *packs, const struct qs_unit *unit);

#endif
