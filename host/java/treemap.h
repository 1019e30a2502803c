/* SPDX-License-Identifier: Apache-2.0 */
/* A treemap of an image's classes as SVG: a rectangle a package, its area the bytes (squarified: Bruls,
 * Huizing, van Wijk, 2000). */
#ifndef HOST_JAVA_TREEMAP_H
#define HOST_JAVA_TREEMAP_H

#include "host/java/report.h"

/* New text; `title` is shown above. */
char *treemap_svg(const char *title, const struct report_package *packages, unsigned count);

#endif
