/* Portfolios that are embedded by the build: templates of `init`, and the Beijing portfolio that `bench` runs. */
#ifndef QS_APP_TEXTS_H
#define QS_APP_TEXTS_H

#include <stddef.h>

struct qs_text_file {
	const char *name, *text;
	size_t length;
};

extern const struct qs_text_file qs_text_files[]; /* ends with a row without a name */

#endif
