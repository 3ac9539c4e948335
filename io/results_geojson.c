#include "io/results_parts.h"
#include "model/land/site.h"
#include "model/portfolio.h"

#include <stdio.h>
#include <string.h>

qs_status qs_results_geojson_begin(struct qs_results_geojson *geo, const struct qs_allocator *from,
				   const struct qs_result_head *head, struct qs_folder *folder, struct qs_err *err)
{
	static const char text[] = "{\"type\":\"FeatureCollection\",\"features\":[";
	qs_status status;

	memset(geo, 0, sizeof *geo);
	geo->head = head;
	geo->from = *from;
	status = qs_file_open(&geo->file, folder, "sites.geojson", err);
	return status ? status : qs_file_write(&geo->file, text, sizeof text - 1, err);
}

static void put_geometry(struct qs_json_out *out, const struct qs_site *site, struct qs_buffer *scratch)
{
	if (!site->lon.given || !site->lat.given) {
		qs_json_out_null(out, "geometry");
		return;
	}
	scratch->length = 0;
	qs_buffer_put(scratch, "[");
	qs_buffer_fixed(scratch, site->lon.value, 7);
	qs_buffer_put(scratch, ",");
	qs_buffer_fixed(scratch, site->lat.value, 7);
	qs_buffer_put(scratch, "]");
	qs_json_out_object(out, "geometry");
	qs_json_out_string(out, "type", "Point");
	qs_json_out_raw(out, "coordinates", qs_buffer_text(scratch));
	qs_json_out_end(out);
}

static void put_figures(struct qs_json_out *out, const struct qs_result *result)
{
	static const char *const parts[] = {"p10", "p50", "p90"};

	for (int s = 0; s < QS_SCALAR_COUNT; s++) {
		const struct qs_scalar_row *row = &qs_scalar_rows[s];
		const struct qs_scalar *scalar = &result->scalar[s];
		const double value[] = {scalar->p10, scalar->p50, scalar->p90};
		const char *unit = qs_scalar_tail((enum qs_scalar_id)s);
		char key[96];

		for (int p = 0; p < 3; p++) {
			snprintf(key, sizeof key, "%s_%s%s%s", row->name, parts[p], *unit ? "_" : "", unit);
			if (scalar->why)
				qs_json_out_null(out, key);
			else
				qs_json_out_number(out, key, value[p]);
		}
		if (scalar->why) {
			snprintf(key, sizeof key, "%s_why", row->name);
			qs_json_out_string(out, key, scalar->why);
		}
	}
}

static void put_feature(struct qs_json_out *out, const struct qs_result *result, struct qs_buffer *scratch)
{
	const struct qs_site *site = result->site;

	qs_json_out_object(out, NULL);
	qs_json_out_string(out, "type", "Feature");
	qs_json_out_string(out, "id", site->id);
	put_geometry(out, site, scratch);
	qs_json_out_object(out, "properties");
	qs_json_out_string(out, "id", site->id);
	qs_json_out_string(out, "name_zh", site->name.zh);
	qs_json_out_string(out, "name_en", site->name.en);
	qs_json_out_string(out, "district", site->district);
	qs_json_out_string(out, "type", site->type >= 0 ? qs_words_site_type[site->type] : NULL);
	qs_json_out_string(out, "treatment", qs_site_treatment(site));
	qs_json_out_number(out, "elevation_m", site->elevation_m.value);
	qs_json_out_number(out, "area_ha", result->area_ha);
	qs_json_out_number(out, "restored_ha", result->restored_ha);
	put_figures(out, result);
	qs_json_out_end(out);
	qs_json_out_end(out);
}

qs_status qs_results_geojson_site(struct qs_results_geojson *geo, const struct qs_result *result, struct qs_err *err)
{
	struct qs_arena arena;
	struct qs_json_out out;
	struct qs_buffer scratch;
	const char *text;
	size_t n;
	qs_status status;

	qs_arena_init(&arena, &geo->from);
	qs_buffer_init(&scratch, &geo->from);
	qs_json_out_open(&out, &arena, 0);
	put_feature(&out, result, &scratch);
	text = qs_json_out_text(&out, &n);
	status = qs_buffer_status(&scratch, err);
	if (!status && !text)
		status = qs_fail(err, QS_ENOMEM, "sites.geojson, site %zu", result->index);
	if (!status)
		status = qs_file_write(&geo->file, geo->written ? ",\n" : "\n", geo->written ? 2 : 1, err);
	if (!status)
		status = qs_file_write(&geo->file, text, n, err);
	geo->written++;
	qs_buffer_free(&scratch);
	qs_arena_free(&arena);
	return status;
}

qs_status qs_results_geojson_end(struct qs_results_geojson *geo, struct qs_err *err)
{
	const qs_status status = qs_file_write(&geo->file, "\n]}\n", 4, err);

	return status ? status : qs_file_stage(&geo->file, err);
}

void qs_results_geojson_free(struct qs_results_geojson *geo)
{
	qs_file_drop(&geo->file);
}
