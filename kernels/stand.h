/* A year of one cohort: trees, shrubs or herbs that stand on a share of the ground ("stocking") and follow a
 * Chapman-Richards curve by effective age; and a year of its litter.
 *
 * Carbon in t C/ha of the unit, above and below ground together in a fixed root:shoot ratio. The curve holds what grew
 * here and what stood on the stock when it was planted ("brought"), relative to the capacity cap = (1 + root_shoot)
 * stocking above_max. Curves of stands are net of the trees that die in them, so background and self-thinning deaths
 * are replaced by growth; losses by drought, early losses and shrinking stocking are not, nor brought plants that die
 * above capacity. Flows are computed from the state at the year's start. Equations and sources: docs/land.md.
 */
#ifndef QS_KERNELS_STAND_H
#define QS_KERNELS_STAND_H

#include <stddef.h>

/* What all lanes of a cohort share in a year. */
struct qs_stand {
	double rate, shape; /* k (1/a) and p of the curve */
	double root_shoot;
	double leaf_litter, root_litter; /* t C/ha/a of a full, closed stand */
	double mortality;                /* share dying a year, replaced by growth */
	double drought_loss;             /* share lost in a year without any water */
	double young_cover;  /* 1: cover grows with the stand (planted), 0: cover is the stocking's (spontaneous) */
	double cover_max;    /* cover of a full stand */
	double growth_share; /* part of the year in which it grows: 1, less in the year of planting */
	double early_loss;   /* share lost by hazards of the first years after planting */
	double thinning;     /* stems x (dry mass kg/ha above ground)^2 on the self-thinning line; 0: none */
	double dry_mass;     /* kg above-ground dry mass a t of carbon in the whole plant */
	double thinned_mass; /* mass of a thinned stem relative to the mean stem */
	double dpm_share;    /* DPM part of its litter */
	int woody;
};

/* The cohort's columns: const in the step but stems, stocking and cover, which carry no carbon. */
struct qs_stand_state {
	const double *above_max; /* capacity above ground of a full stand: asymptote x site quality x member's draw */
	const double *response;  /* growth response to the year's weather */
	const double *drought;   /* severity 0..1 */
	const double *grazing;   /* share of the net growth grazed */
	const double *litter;    /* factor on litter: site */
	const double *approach;  /* part of the way that stocking goes to its target this year */
	const double *target;    /* stocking aimed at */
	double *live, *brought;  /* carbon grown here; carbon that came with the stock and still lives */
	double *stocking, *stems, *cover;
};

/* Flows of a year, t C/ha. */
struct qs_stand_flows {
	double *growth, *grazed, *leaf_fall, *top_death, *root_death, *brought_death;
};

/* Fills the flows and steps stocking, stems and cover. */
typedef void qs_k_stand_year_fn(size_t n, const struct qs_stand *cohort, const struct qs_stand_state *state,
				const struct qs_stand_flows *flows);

/* Applies a cohort's flows to live and brought carbon, adds them to the arm's booked flows (death of tops goes to wood
 * or herb by what the cohort is), and adds the DPM part of the root litter to dpm_in. */
struct qs_stand_books {
	double *growth, *grazed, *leaf_fall, *wood_death, *herb_death, *root_death, *brought_death, *dpm_in;
	double *brought_dead; /* what brought plants that died have left */
};
typedef void qs_k_stand_apply_fn(size_t n, const struct qs_stand *cohort, const struct qs_stand_flows *flows,
				 double *live, double *brought, const struct qs_stand_books *books);

/* A litter pool loses lost_frac of what it holds at the year's start: passed_share of that into the soil, the rest to
 * the air; then it takes the year's input. Fills passed and respired. */
typedef void qs_k_litter_year_fn(size_t n, double passed_share, const double *lost_frac, const double *input,
				 double *pool, double *passed, double *respired);

#endif
