/* SPDX-License-Identifier: Apache-2.0 */
/* Small images made in memory, for tests. */
#ifndef HOST_TESTS_SAMPLE_H
#define HOST_TESTS_SAMPLE_H

#include "host/image/manifest.h"

/* A manifest with one port of each direction, "in0" and "out0", both of `type` with that canonical form. */
struct manifest sample_manifest(const char *name, const char *type, const char *canonical);

/* An ELF file with one loaded segment and the note that holds `json`; not sealed. Owned by the caller. */
struct file_data sample_elf(const char *json);

/* Writes a sealed image of that manifest. */
void sample_image(const char *path, const struct manifest *manifest);

/* A new empty folder below $TMPDIR; owned by the caller, who removes it. */
char *sample_folder(void);
void sample_file(const char *folder, const char *name, const char *text);

#endif
