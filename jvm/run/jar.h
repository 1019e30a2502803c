/* SPDX-License-Identifier: Apache-2.0 */
/* jar.h: a first look at the jar of -jar, so that what is none is refused as `java` refuses it. */
#ifndef JVM_RUN_JAR_H
#define JVM_RUN_JAR_H

#include <stdbool.h>

/* Whether the file can be opened and ends as a zip file does (its record "end of central directory";
 * APPNOTE.TXT 4.3.16). False: the reason has been printed. */
bool jar_check(const char *path);

#endif
