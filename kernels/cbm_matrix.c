/* Disturbances as lists of flows, ends of the flows of a year, answers of decay to temperature. */
#include "kernels/cbm.h"
#include "kernels/elementary.h"

const struct qs_cbm_ends qs_cbm_year_ends[QS_CBM_FLOW_COUNT] = {
#define X(name, leaves, enters) {.from = QS_CBM_##leaves, .to = QS_CBM_##enters},
	QS_CBM_FLOWS(X)
#undef X
};

void qs_cbm_decay_set(struct qs_cbm_decay *decay, size_t pool, double base, double reference_c, double q10, double most)
{
	size_t like = 0;

	decay->base[pool] = base;
	decay->most[pool] = most;
	decay->slope[pool] = qs_k_log(q10) / 10.0;
	decay->reference_c[pool] = reference_c;
	while (like < pool &&
	       (decay->slope[like] != decay->slope[pool] || decay->reference_c[like] != decay->reference_c[pool]))
		like++;
	decay->like[pool] = (unsigned char)like;
}

static void add(struct qs_cbm_matrix *matrix, size_t from, size_t to, double share)
{
	matrix->ends[matrix->n].from = (unsigned char)from;
	matrix->ends[matrix->n].to = (unsigned char)to;
	matrix->share[matrix->n++] = share;
}

int qs_cbm_matrix_set(struct qs_cbm_matrix *matrix, size_t n, const struct qs_cbm_cell *cells, double *sum)
{
	matrix->n = 0;
	for (size_t p = 0; p < QS_CBM_POOL_COUNT; p++) {
		int named = 0;

		matrix->kept[p] = 0;
		*sum = 0;
		for (size_t i = 0; i < n; i++) {
			if (cells[i].from != p)
				continue;
			named = 1;
			*sum += cells[i].value;
			if (cells[i].to == p)
				matrix->kept[p] = cells[i].value;
			else if (cells[i].value != 0)
				add(matrix, p, cells[i].to, cells[i].value);
		}
		if (!named) {
			matrix->kept[p] = 1;
			continue;
		}
		if (!(fabs(*sum - 1.0) <= QS_CBM_ROW_OFF))
			return (int)p;
		if (*sum != 1.0)
			add(matrix, p, QS_CBM_OUTSIDE, 1.0 - *sum);
	}
	return QS_CBM_OK;
}
