/* How bad the net present value of a site or portfolio can be, how sure that is, and what follows for grants and bids.
 *
 *     VaR, CVaR     of the loss -NPV at 95 % (kernels/risk.h)
 *     loss          Wilson's 95 % interval of the probability that NPV < 0
 *     error         standard error of quantiles of NPV: standard deviation over ten batches of members / sqrt(10)
 *     grant         least money at the start with which P(NPV >= 0) >= 0.8: max(0, -Q(0.2) of NPV)
 *     bid           largest payment at the start with P(NPV at the hurdle >= 0) >= p: Q(1 - p) of the NPV after tax / a
 *                   (kernels/bid.h); below 0 it is the least subsidy. For flows that change sign once it is P(IRR >= hurdle).
 *     reserve       what the middle bidder could pay: Q(0.5) / a
 *     shade         what the winner of n bidders who err alike has overrated it by: E[largest of n standard normals] x the
 *                   standard deviation of NPV after tax / a
 */
#ifndef QS_MODEL_FINANCE_RISK_H
#define QS_MODEL_FINANCE_RISK_H

enum { QS_RISK_BATCHES = 10, QS_RISK_QUANTILES = 3, QS_RISK_BIDDERS = 3, QS_ROOTS_MOST = 6 };

#define QS_RISK_BIDDER_COUNTS {3, 5, 10}

/* Rates at which the net present value of a cash flow is zero. Each root of the flow of the members' means stands between rates
 * QS_ROOT_BESIDE (times 1 + rate) below and above it at which the value has different signs: that it is there needs no trust in the
 * search. That there is no other is certain where the flow changes sign at most once (Descartes), and of positive rates where its
 * running sum does so and ends above 0 (Norstrom 1972); else it rests on the search, from -99.9999 to 10,000 % (kernels/cash.h).
 */
#define QS_ROOT_BESIDE 1e-7

struct qs_flow_roots {
	double none, one, several; /* shares of the members */
	double certain;            /* share whose number of rates is certain */
	int signs, mean_certified, count;     /* of the mean flow; count may exceed the most that are kept */
	double rate[QS_ROOTS_MOST];           /* fractions, ascending */
	double below[QS_ROOTS_MOST], above[QS_ROOTS_MOST]; /* CNY, net present value beside the root */
	double mirr;                          /* fraction, of the mean flow at the hurdle; NaN: it has one sign */
};

struct qs_npv_risk {
	double var95, cvar95;           /* CNY */
	double loss_low, loss_high;     /* shares */
	double error[QS_RISK_QUANTILES]; /* CNY, of p10, p50, p90; NaN with fewer than ten members a batch */
	double grant;                   /* CNY */
	double bid_probability, bid, subsidy, reserve; /* CNY */
	double shade[QS_RISK_BIDDERS];  /* CNY */
	struct qs_flow_roots roots;     /* of the cash flow before tax and debt */
};

#endif
