/* SPDX-License-Identifier: Apache-2.0 */
/* What of which archive went into an image, and why: read from the linker's map (ld -Map). */
#ifndef HOST_IMAGE_CONTENTS_H
#define HOST_IMAGE_CONTENTS_H

#include "host/image/manifest.h"

/* Adds one entry an archive to manifest->contents, in the order the linker first used them. `map` is
 * NUL-terminated text. */
void contents_from_map(const char *map, struct manifest *manifest);

#endif
