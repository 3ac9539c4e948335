/* The program's version, the same bytes for the same tree: "1.0.0+<commit>". */
#ifndef QS_MODEL_BASE_VERSION_H
#define QS_MODEL_BASE_VERSION_H

extern const char qs_version[];

#endif
