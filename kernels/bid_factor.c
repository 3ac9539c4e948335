/* What a payment costs after tax (kernels/bid.h). Compiled once. */
#include "kernels/bid.h"

#include "kernels/cash.h"

double qs_bid_factor(double tax, double years, double discount)
{
	return 1.0 - tax * (qs_k_cash_annuity(discount, years) / years);
}
