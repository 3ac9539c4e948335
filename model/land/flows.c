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
		      double *const before[QS_POOL_COUNT], double *const now[QS_POOL_COUNT], double *in, double *out,
		      double *worst)
{
	for (int pool = QS_POOL_outside + 1; pool < QS_POOL_COUNT; pool++) {
		for (size_t i = 0; i < n; i++)
			in[i] = out[i] = 0;
		for (int f = 0; f < QS_FLOW_COUNT; f++) {
			double *const sum = (int)flows[f].to == pool ? in : (int)flows[f].from == pool ? out : NULL;

			for (size_t i = 0; sum && i < n; i++)
				sum[i] += flow[f][i];
		}
		kernels->ledger_balance(n, before[pool], now[pool], in, out, worst);
	}
}
