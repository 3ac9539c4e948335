/* `qingshan report DIR -o FILE.html|.xlsx|.pdf [--lang zh|en] [--map FILE.geojson]`. */
#ifndef QS_APP_REPORT_PAGE_H
#define QS_APP_REPORT_PAGE_H

#include "app/app.h"

struct qs_args;

/* Writes DIR/report.html or report.xlsx to a file, with boundaries in its map if a GeoJSON is given; .pdf: as Chromium
 * prints it. In the other language: computed again from the plan that the results hold (app/rerun.h). */
qs_status qs_app_report_page(struct qs_app *app, const struct qs_args *args);

/* A browser of the Chromium family on the path, or what QINGSHAN_CHROMIUM names; NULL if there is none. The text may lie in
 * room. */
const char *qs_app_browser(char *room, size_t size);

#endif
