/* SPDX-License-Identifier: Apache-2.0 */
/* Verification (JVMS 4.10.1) of what the archive takes from the class path, where all classes are at hand:
 * the image lacks those that nothing reaches, and does not verify its archive again. The JDK's are trusted.
 */
#ifndef HOST_JAVA_VERIFY_H
#define HOST_JAVA_VERIFY_H

#include "host/java/world.h"

/* All kept classes of the class path. -1: one fails; the error names its place and has HotSpot's words. */
int verify_kept(struct world *world, struct error *error);

#endif
