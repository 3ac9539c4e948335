#include "model/land/flows.h"

#include "kernels/kernels.h"

const struct qs_flow_row qs_flow_rows[QS_FLOW_COUNT] = {
#define X(name, from, to, zh, en) {#name, QS_POOL_##from, QS_POOL_##to, zh, en},
	QS_FLOWS(X)
#undef X
};

const struct qs_pool_row qs_pool_rows[QS_POOL_COUNT] = {
#define X(name, zh, en) {#name, zh, en},
	QS_POOLS(X)
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
			double *const sum = (int)qs_flow_rows[f].to == pool     ? in
					    : (int)qs_flow_rows[f].from == pool ? out
										: NULL;

			for (size_t i = 0; sum && i < n; i++)
				sum[i] += flow[f][i];
		}
		kernels->ledger_balance(n, before[pool], now[pool], in, out, worst);
	}
}
