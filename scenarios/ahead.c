#include "scenarios/ahead.h"

void qs_ahead_start(struct qs_ahead *ahead, struct qs_site_source *source, const struct qs_wave_cut *cut)
{
	ahead->source = source;
	ahead->cut = *cut;
	ahead->most = cut->pieces && !cut->as_saved ? QS_RUN_CHUNK_FIRST : QS_RUN_CHUNK;
	ahead->n = ahead->at = 0;
	ahead->is_read = 0;
	source->rewind(source->self);
}

qs_status qs_ahead_begin(struct qs_ahead *ahead, struct qs_err *err)
{
	struct qs_sink *const sink = ahead->sink;

	if (!ahead->begun && sink && sink->begin && sink->begin(sink->self, ahead->head, &ahead->begin_err) != QS_OK &&
	    ahead->begin_err.status == QS_OK)
		qs_fail(&ahead->begin_err, QS_EFAILED, "the results cannot be begun");
	ahead->begun = 1;
	return ahead->begin_err.status == QS_OK ? QS_OK
						: qs_fail(err, ahead->begin_err.status, "%s", ahead->begin_err.text);
}

static void read_next(struct qs_ahead *ahead)
{
	if (ahead->is_read)
		return;
	ahead->failed = ahead->source->next(ahead->source->self, &ahead->next_sites, ahead->most, &ahead->next_n);
	ahead->is_read = 1;
	ahead->most = QS_RUN_CHUNK;
}

qs_status qs_ahead_peek(struct qs_ahead *ahead, struct qs_ahead_wave *wave, struct qs_err *err)
{
	struct qs_wave_size size;

	if (ahead->at == ahead->n) {
		read_next(ahead);
		if (ahead->failed)
			return qs_fail(err, QS_EFILE, "sites cannot be read");
		ahead->sites = ahead->next_sites;
		ahead->n = ahead->next_n;
		ahead->at = 0;
		ahead->is_read = ahead->n == 0; /* behind the last nothing more is read */
	}
	*wave = (struct qs_ahead_wave){.n = 0};
	if (!ahead->n)
		return QS_OK;
	size = qs_run_wave(&ahead->cut, ahead->sites + ahead->at, ahead->n - ahead->at);
	*wave = (struct qs_ahead_wave){ahead->sites + ahead->at, size.sites, size.pieces};
	return QS_OK;
}

void qs_ahead_pass(struct qs_ahead *ahead, const struct qs_ahead_wave *wave)
{
	ahead->at += wave->n;
}

void qs_ahead_do(void *self)
{
	struct qs_ahead *const ahead = self;

	qs_ahead_begin(ahead, &(struct qs_err){.status = QS_OK});
	if (ahead->at == ahead->n)
		read_next(ahead);
}
