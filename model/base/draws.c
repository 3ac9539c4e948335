#include "model/base/draws.h"

#include "kernels/elementary.h"
#include "kernels/kernels.h"
#include "kernels/random.h"
#include "model/base/bug.h"
#include "model/base/context.h"

#include <math.h>

const struct qs_stream_row qs_stream_rows[QS_STREAM_COUNT] = {
#define X(name, scope, aleatory, zh, en) {#name, scope, aleatory, zh, en},
	QS_STREAMS(X)
#undef X
};

uint64_t qs_scope_id(const char *kind, const char *name, const char *part)
{
	const char *const texts[3] = {kind, name, part};
	uint64_t hash = 14695981039346656037u;

	for (int i = 0; i < 3; i++) {
		for (const char *c = texts[i]; c && *c; c++)
			hash = (hash ^ (unsigned char)*c) * 1099511628211u;
		hash = (hash ^ 0xff) * 1099511628211u; /* no UTF-8 text holds this byte: names cannot run together */
	}
	return hash;
}

uint64_t qs_scope_join(uint64_t a, uint64_t b)
{
	for (int i = 0; i < 8; i++)
		a = (a ^ (b >> (8 * i) & 0xff)) * 1099511628211u;
	return a;
}

enum { CHUNK = 256 };

/* Streams that nothing of the land depends on: what is known of the land says nothing of them. */
static int is_land(enum qs_stream stream)
{
	return stream != QS_STREAM_works && stream != QS_STREAM_cost && stream != QS_STREAM_revenue &&
	       stream != QS_STREAM_delay && stream != QS_STREAM_price;
}

/* n uniform numbers of an address; in an experiment (struct qs_probe) the middle, or what the member's experiment sets.
 */
static void uniforms(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream, uint64_t id,
		     uint32_t member0, unsigned k, double *u)
{
	if (!context->probes && context->members && is_land(stream)) {
		for (size_t i = 0; i < n; i++)
			u[i] = qs_k_uniform(seed, stream, 0, k, id, context->members[member0 + i]);
		return;
	}
	if (!context->probes) {
		context->kernels->uniform_members(n, seed, stream, 0, k, id, member0, u);
		return;
	}
	for (size_t i = 0; i < n; i++)
		u[i] = qs_probe_uniform(context, stream, id, member0 + (uint32_t)i);
}

/* The same for lanes with ids and members of their own, draw 0. */
static void uniforms_of(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream,
			const uint64_t *id, const uint32_t *member, double *u)
{
	if (context->probes || (context->members && is_land(stream)))
		for (size_t i = 0; i < n; i++)
			uniforms(context, 1, seed, stream, id[i], member[i], 0, u + i);
	else
		context->kernels->uniform(n, seed, stream, 0, 0, id, member, u);
}

void qs_draw_uniform(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream, uint64_t id,
		     uint32_t member0, unsigned k, double *out)
{
	uniforms(context, n, seed, stream, id, member0, k, out);
}

int qs_probe_moves_land(const struct qs_probe *probe)
{
	/* emissions of works stand in the land's balance */
	return probe->stream >= 0 && (is_land((enum qs_stream)probe->stream) || probe->stream == QS_STREAM_works);
}

double qs_probe_uniform(const struct qs_context *context, enum qs_stream stream, uint64_t id, uint32_t member)
{
	const struct qs_probe *const probe = &context->probes[member];

	return probe->stream == (int)stream && (!probe->id || probe->id == id) ? probe->u : 0.5;
}

void qs_draw_normal(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream, uint64_t id,
		    uint32_t member0, unsigned k, double *out)
{
	double u[CHUNK];

	for (size_t at = 0; at < n; at += CHUNK) {
		const size_t here = n - at < CHUNK ? n - at : CHUNK;

		uniforms(context, here, seed, stream, id, member0 + (uint32_t)at, k, u);
		context->kernels->normal_n(here, u, out + at);
	}
}

void qs_draw_multiplier(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream, uint64_t id,
			uint32_t member0, unsigned k, double cv, double *out)
{
	double u[CHUNK];

	for (size_t at = 0; at < n; at += CHUNK) {
		const size_t here = n - at < CHUNK ? n - at : CHUNK;

		uniforms(context, here, seed, stream, id, member0 + (uint32_t)at, k, u);
		context->kernels->lognormal_n(here, cv, u, out + at);
	}
}

void qs_draw_normal_of(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream,
		       const uint64_t *id, const uint32_t *member, double *out)
{
	double u[CHUNK];

	for (size_t at = 0; at < n; at += CHUNK) {
		const size_t here = n - at < CHUNK ? n - at : CHUNK;

		uniforms_of(context, here, seed, stream, id + at, member + at, u);
		context->kernels->normal_n(here, u, out + at);
	}
}

void qs_draw_multiplier_of(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream,
			   const uint64_t *id, const uint32_t *member, double cv, double *out)
{
	double u[CHUNK];

	for (size_t at = 0; at < n; at += CHUNK) {
		const size_t here = n - at < CHUNK ? n - at : CHUNK;

		uniforms_of(context, here, seed, stream, id + at, member + at, u);
		context->kernels->lognormal_n(here, cv, u, out + at);
	}
}

void qs_draw_poisson(const struct qs_context *context, size_t n, uint64_t seed, enum qs_stream stream, uint64_t id,
		     uint32_t member0, unsigned k, double mean, double *out)
{
	double u[CHUNK];

	for (size_t at = 0; at < n; at += CHUNK) {
		const size_t here = n - at < CHUNK ? n - at : CHUNK;

		uniforms(context, here, seed, stream, id, member0 + (uint32_t)at, k, u);
		context->kernels->poisson_n(here, mean, u, out + at);
	}
}

/* Shapes of a beta on [low, high] with this mean and sd. */
static void beta_shapes(const struct qs_spread *s, double *a, double *b)
{
	const double width = s->d - s->c, mean = (s->a - s->c) / width, variance = s->b * s->b / (width * width);
	const double both = mean * (1 - mean) / variance - 1;

	*a = mean * both;
	*b = (1 - mean) * both;
}

#define ROOT_2 1.4142135623730951

/* Standard normal distribution function. */
static double normal_below(double z)
{
	return 0.5 * qs_k_erfc(-z / ROOT_2);
}

/* Cuts a normal of z to [low, high]: u becomes the uniform between their probabilities. */
static void cut(double low, double high, size_t n, double *u)
{
	const double below = normal_below(low), inside = normal_below(high) - below;

	for (size_t i = 0; i < n; i++)
		u[i] = below + inside * u[i];
}

/* Cuts a spread without ends of its own to the range of its field. */
static void cut_to_field(const struct qs_spread *s, size_t n, double *u)
{
	const double log_sd = s->kind == QS_SPREAD_LOGNORMAL ? sqrt(qs_k_log1p(s->b * s->b)) : 0;

	if (!(s->least < s->most))
		return;
	if (s->kind == QS_SPREAD_NORMAL)
		cut((s->least - s->a) / s->b, (s->most - s->a) / s->b, n, u);
	else if (s->kind == QS_SPREAD_LOGNORMAL) /* ln(y/mean) = log_sd z - log_sd^2/2 */
		cut(s->least > 0 ? qs_k_log(s->least / s->a) / log_sd + log_sd / 2 : -40,
		    s->most > 0 ? qs_k_log(s->most / s->a) / log_sd + log_sd / 2 : 40, n, u);
}

static void inverse(const struct qs_kernels *k, const struct qs_spread *s, size_t n, const double *u, double *out)
{
	double a, b;

	switch (s->kind) {
	case QS_SPREAD_UNIFORM:
		for (size_t i = 0; i < n; i++)
			out[i] = s->a + (s->b - s->a) * u[i];
		return;
	case QS_SPREAD_NORMAL:
		k->normal_n(n, u, out);
		for (size_t i = 0; i < n; i++)
			out[i] = s->a + s->b * out[i];
		return;
	case QS_SPREAD_LOGNORMAL:
		k->lognormal_n(n, s->b, u, out);
		for (size_t i = 0; i < n; i++)
			out[i] *= s->a;
		return;
	case QS_SPREAD_TRIANGULAR:
		k->triangular_n(n, s->a, s->b, s->c, u, out);
		return;
	case QS_SPREAD_BETA:
		beta_shapes(s, &a, &b);
		k->beta_n(n, a, b, u, out);
		for (size_t i = 0; i < n; i++)
			out[i] = s->c + (s->d - s->c) * out[i];
		return;
	case QS_SPREAD_NONE:
	default:
		qs_bug_assert(s->kind > QS_SPREAD_NONE && s->kind <= QS_SPREAD_TRIANGULAR);
	}
}

void qs_draw_figure(const struct qs_context *context, size_t n, uint64_t seed, const struct qs_figure *figure,
		    uint64_t id, uint32_t member0, double *out)
{
	double u[CHUNK];

	if (!figure->spread || figure->spread->kind == QS_SPREAD_NONE) {
		for (size_t i = 0; i < n; i++)
			out[i] = figure->value;
		return;
	}
	for (size_t at = 0; at < n; at += CHUNK) {
		const size_t here = n - at < CHUNK ? n - at : CHUNK;

		uniforms(context, here, seed, QS_STREAM_figure, id, member0 + (uint32_t)at, 0, u);
		cut_to_field(figure->spread, here, u);
		inverse(context->kernels, figure->spread, here, u, out + at);
	}
}

void qs_draw_figure_scores(const struct qs_context *context, size_t n, const struct qs_figure *figure, const double *z,
			   double *out)
{
	const double least = 0x1p-53; /* of a probability and of its rest: no inverse is infinite */
	double u[CHUNK], t[CHUNK];

	if (!figure->spread || figure->spread->kind == QS_SPREAD_NONE) {
		for (size_t i = 0; i < n; i++)
			out[i] = figure->value;
		return;
	}
	for (size_t at = 0; at < n; at += CHUNK) {
		const size_t here = n - at < CHUNK ? n - at : CHUNK;

		for (size_t i = 0; i < here; i++)
			t[i] = -z[at + i] / ROOT_2;
		context->kernels->erfc_n(here, t, u);
		for (size_t i = 0; i < here; i++) {
			const double p = 0.5 * u[i]; /* normal_below(z) */

			u[i] = p < least ? least : p > 1 - least ? 1 - least : p;
		}
		cut_to_field(figure->spread, here, u);
		inverse(context->kernels, figure->spread, here, u, out + at);
	}
}
