#include "model/land/flows.h"

#include "kernels/kernels.h"

static const struct {
	enum qs_pool from, to;
} flows[QS_FLOW_COUNT] = {
#define X(name, from, to, zh, en) {QS_POOL_##from, QS_POOL_##to},
	QS_FLOWS(X)
#undef X
};

void qs_flows_balance(const struct qs_kernels *kernels, size_t n, double *const flow[QS_FLOW_COUNT],
		      double *const before[QS_POOL_COUNT], double *const now[QS_POOL_COUNT], double *worst)
{
	for (int pool = QS_POOL_outside + 1; pool < QS_POOL_COUNT; pool++) {
		const double *came[QS_FLOW_COUNT], *went[QS_FLOW_COUNT];
		struct qs_ledger_sum in = {0, came}, out = {0, went};

		for (int f = 0; f < QS_FLOW_COUNT; f++)
			if ((int)flows[f].to == pool)
				came[in.count++] = flow[f];
			else if ((int)flows[f].from == pool)
				went[out.count++] = flow[f];
		kernels->ledger_balance(n, before[pool], now[pool], &in, &out, worst);
	}
}
