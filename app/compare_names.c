#include "app/compare_names.h"

const char *qs_h5_name_of(hid_t file, const hvl_t *list, size_t i, struct qs_h5_names *names)
{
	const hobj_ref_t *const object = (const hobj_ref_t *)list->p + i;
	const size_t kept = names->n < QS_H5_NAMES_KEPT ? names->n : QS_H5_NAMES_KEPT;
	size_t at = 0;

	if (i >= list->len)
		return "";
	while (at < kept && names->object[at] != *object)
		at++;
	if (at == kept) {
		at = names->n++ % QS_H5_NAMES_KEPT;
		names->object[at] = *object;
		names->name[at][0] = 0;
		H5Rget_name(file, H5R_OBJECT, object, names->name[at], sizeof names->name[at]);
	}
	return names->name[at];
}
