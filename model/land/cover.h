/* What covers the ground: cover by groups of plants, leaf area, diversity.
 *
 *     leaf area  L = sum c_g leaf_g over trees, shrubs and herbs, m2/m2 of ground at full leaf
 *     diversity  H' = -sum p ln p, p the cohorts' shares of the sum of their covers (Shannon and Weaver 1949); spontaneous trees,
 *                shrubs and herbs count as one species each, so it is a lower bound where they grow
 */
#ifndef QS_MODEL_LAND_COVER_H
#define QS_MODEL_LAND_COVER_H

struct qs_block;

enum qs_cover { QS_COVER_TREE, QS_COVER_SHRUB, QS_COVER_HERB, QS_COVERS };

/* Fills an arm's cover and canopy from its cohorts: spontaneous plants share the ground, planted and sown ones stand over
 * and among them. */
void qs_cover_layers(struct qs_block *block, int arm);

/* Fills an arm's group_cover, leaf_area and diversity from its cohorts. */
void qs_cover_year(struct qs_block *block, int arm);

#endif
