/* Parameters of 3-PG and their conversion to what the monthly step reads.
 *
 * A species has 82 parameters and, for the correction of bias, 30 of its Weibull distributions of diameter and of stem
 * mass. Names and units are those of 3-PGpjs 2.7 and 3-PGmix (Sands 2010; Forrester and Tang 2016); a default is that
 * of Eucalyptus globulus where the published sets leave a value out. Ranges keep every equation away from its poles.
 */
#ifndef QS_KERNELS_THREEPG_PARAMETERS_H
#define QS_KERNELS_THREEPG_PARAMETERS_H

#include <stddef.h>

/* X(name, least, most, default): ratios, cm, kg, years or months, degC, m/s, mbar, Mg/m3, W/m2 as docs/cases.md says.
 */
/* clang-format off */
#define QS_THREEPG_PARAMETERS(X) \
	X(pFS2, 1e-6, 1e3, 1) X(pFS20, 1e-6, 1e3, 0.15) X(aWS, 1e-9, 1e6, 0.095) X(nWS, 0.05, 20, 2.4) \
	X(pRx, 1e-6, 1, 0.8) X(pRn, 1e-6, 1, 0.25) X(gammaF1, 0, 1, 0.027) X(gammaF0, 0, 1, 0.001) \
	X(tgammaF, 0, 1e4, 12) X(gammaR, 0, 1, 0.015) X(leafgrow, 0, 12, 0) X(leaffall, 0, 12, 0) \
	X(Tmin, -60, 60, 8.5) X(Topt, -60, 60, 16) X(Tmax, -60, 80, 40) X(kF, 0, 10, 0) \
	X(SWconst, 1e-3, 1e4, 0.7) X(SWpower, 0, 100, 9) X(fCalpha700, 0.5, 1.99, 1.4) X(fCg700, 0.51, 10, 0.7) \
	X(m0, 0, 1, 0) X(fN0, 0, 1, 1) X(fNn, 0, 100, 0) X(MaxAge, 0.1, 1e5, 50) \
	X(nAge, 0, 100, 4) X(rAge, 1e-3, 100, 0.95) X(gammaN1, 0, 1200, 0) X(gammaN0, 0, 1200, 0) \
	X(tgammaN, 0, 1e5, 0) X(ngammaN, 0, 100, 1) X(wSx1000, 1e-3, 1e7, 300) X(thinPower, 1.01, 10, 1.5) \
	X(mF, 0, 1, 0) X(mR, 0, 1, 0.2) X(mS, 0, 1, 0.2) X(SLA0, 0.01, 1e3, 11) \
	X(SLA1, 0.01, 1e3, 4) X(tSLA, 0, 1e5, 2.5) X(k, 1e-3, 10, 0.5) X(fullCanAge, 0, 1e4, 3) \
	X(MaxIntcptn, 0, 1, 0.15) X(LAImaxIntcptn, 0, 100, 0) X(cVPD, 1e-3, 1e6, 5) X(alphaCx, 0, 1, 0.06) \
	X(Y, 0, 1, 0.47) X(MinCond, 0, 1, 0) X(MaxCond, 0, 1, 0.02) X(LAIgcx, 0, 100, 3.33) \
	X(CoeffCond, 0, 10, 0.05) X(BLcond, 1e-6, 100, 0.2) X(RGcGw, 0, 10, 0.66) X(D13CTissueDif, -100, 100, 2) \
	X(aFracDiffu, -100, 100, 4.4) X(bFracRubi, -100, 100, 27) X(fracBB0, 0, 1, 0.75) X(fracBB1, 0, 1, 0.15) \
	X(tBB, 0, 1e5, 2) X(rhoMin, 0.01, 10, 0.45) X(rhoMax, 0.01, 10, 0.45) X(tRho, 0, 1e5, 4) \
	X(crownshape, 1, 4, 3) X(aH, 0, 1e4, 0) X(nHB, -200, 200, 0) X(nHC, -50, 50, 0) \
	X(aV, 0, 1e4, 0) X(nVB, -50, 50, 0) X(nVH, -50, 50, 0) X(nVBH, -50, 50, 0) \
	X(aK, 0, 1e4, 0) X(nKB, -50, 50, 0) X(nKH, -50, 50, 0) X(nKC, -50, 50, 0) \
	X(nKrh, -50, 50, 0) X(aHL, 0, 1e4, 0) X(nHLB, -200, 200, 0) X(nHLL, -50, 50, 0) \
	X(nHLC, -50, 50, 0) X(nHLrh, -50, 50, 0) X(Qa, -1e4, 1e4, -90) X(Qb, -100, 100, 0.8) \
	X(gDM_mol, 1, 1e3, 24) X(molPAR_MJ, 0.01, 100, 2.3)

/* X(name): intercept, and slopes of ln D, ln relative height, ln age and ln competition, of the logarithms of scale, shape
 * and location of diameter (D) and of stem mass (ws). Each is in [-1e3, 1e3], by default 0. */
#define QS_THREEPG_SIZES(X) \
	X(Dscale0) X(DscaleB) X(Dscalerh) X(Dscalet) X(DscaleC) X(Dshape0) X(DshapeB) X(Dshaperh) X(Dshapet) X(DshapeC) \
	X(Dlocation0) X(DlocationB) X(Dlocationrh) X(Dlocationt) X(DlocationC) \
	X(wsscale0) X(wsscaleB) X(wsscalerh) X(wsscalet) X(wsscaleC) X(wsshape0) X(wsshapeB) X(wsshaperh) X(wsshapet) \
	X(wsshapeC) X(wslocation0) X(wslocationB) X(wslocationrh) X(wslocationt) X(wslocationC)
/* clang-format on */

enum qs_threepg_parameter {
#define X(name, least, most, otherwise) QS_3PG_##name,
	QS_THREEPG_PARAMETERS(X)
#undef X
		QS_3PG_PARAMETERS
};

enum { QS_3PG_SIZES = 30 };

/* What a cohort starts with: per hectare, at planting or at the start if it is older. */
struct qs_threepg_planting {
	double stems, stem, root, foliage; /* 1/ha; Mg DM/ha */
	double fertility;                  /* rating FR, 0 to 1 */
};

/* Coefficients of one cohort and lane, QS_3PG_COEFS of them, coefs[c * stride]. soil_class: 1 sand to 4 clay, 0 no
 * effect of soil water, -1 the species' own constants. sizes may be NULL without correction of bias.
 * Parameters must keep what qs_threepg_fault asks. */
void qs_threepg_coefficients(const double *parameters, const double *sizes, int soil_class,
			     const struct qs_threepg_planting *planting, double *coefs, size_t stride);

/* NULL, or what is wrong between parameters that are each in their range: a text that names them. mix: the light model
 * is that of 3-PGmix, which needs crowns; height_model 1 or 2; co2_least and co2_most in ppm. */
const char *qs_threepg_fault(const double *parameters, int mix, int height_model, double co2_least, double co2_most);

/* Day length (s) of the twelve months at a latitude (degrees). */
void qs_threepg_day_lengths(double latitude, double seconds[12]);

/* What the sun's height adds to the horizontal light factor of 3-PGmix: 0.00097 * 1.08259^z for zenith angles z at noon
 * above 30 degrees, else 0. */
void qs_threepg_sun_terms(double latitude, double terms[12]);

#endif
