/* The script of report.html, embedded by the build: app/whatif/module.js (WebAssembly in it) and app/whatif/page.js. */
#ifndef QS_IO_REPORT_SCRIPT_H
#define QS_IO_REPORT_SCRIPT_H

#include <stddef.h>

extern const unsigned char qs_report_script[]; /* ends in a zero that is not counted */
extern const size_t qs_report_script_length;

#endif
