/* The worth of carbon in stock (kernels/services.h). Compiled once. */
#include "kernels/services.h"

double qs_services_carbon_worth(double price, size_t years, double discount, double fall)
{
	const double growth = (1.0 + discount) * (1.0 + fall);
	double sum = 0.0;

	for (size_t t = 0; t < years; t++)
		sum = sum / growth + 1.0;
	return price / (double)years * sum;
}
