#include "model/land/threepg.h"

#include "kernels/threepg/parameters.h"
#include "model/land/forest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define QS_THIS struct qs_threepg_pack
QS_FIELD_TABLE(threepg_pack, QS_FIELDS_THREEPG_PACK);
#undef QS_THIS

void qs_threepg_parameters(const struct qs_threepg_pack *pack, double *parameters)
{
	static const struct {
		const char *name;
		double otherwise;
	} rows[] = {
#define X(name, least, most, otherwise) {#name, otherwise},
		QS_THREEPG_PARAMETERS(X)
#undef X
	};

	for (int i = 0; i < QS_3PG_PARAMETERS; i++) {
		const struct qs_field *const field = qs_field_find(&qs_table_threepg_pack, rows[i].name);
		struct qs_figure figure;

		parameters[i] = rows[i].otherwise;
		if (!field)
			continue;
		memcpy(&figure, (const char *)pack + field->offset, sizeof figure);
		parameters[i] = figure.value;
	}
}

const struct qs_field *qs_threepg_field(const char *name, int shared_water)
{
	char shared[64];
	const struct qs_field *field;

	snprintf(shared, sizeof shared, "%s_shared", name);
	field = shared_water ? qs_field_find(&qs_table_threepg_pack, shared) : NULL;
	return field ? field : qs_field_find(&qs_table_threepg_pack, name);
}

void qs_threepg_share_water(struct qs_threepg_pack *pack)
{
	pack->draw_power = pack->draw_power_shared.given ? pack->draw_power_shared : pack->draw_power;
	pack->alphaCx = pack->alphaCx_shared.given ? pack->alphaCx_shared : pack->alphaCx;
	pack->pFS2 = pack->pFS2_shared.given ? pack->pFS2_shared : pack->pFS2;
	pack->MaxAge = pack->MaxAge_shared.given ? pack->MaxAge_shared : pack->MaxAge;
}

const char *qs_threepg_pack_fault(const struct qs_threepg_pack *pack)
{
	double parameters[QS_3PG_PARAMETERS];
	const double grow = pack->leafgrow.value, fall = pack->leaffall.value;

	qs_threepg_parameters(pack, parameters);
	if (grow - floor(grow) > 0 || fall - floor(fall) > 0)
		return "leafgrow and leaffall must be whole months";
	if ((grow > 0 || fall > 0) && !(grow > QS_FOREST_PLANTED_IN && fall > grow))
		return "leafgrow must be after March and before leaffall, or both must be 0";
	return qs_threepg_fault(parameters, 0, 1, QS_FOREST_CO2, QS_FOREST_CO2);
}
