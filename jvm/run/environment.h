/* SPDX-License-Identifier: Apache-2.0 */
/* environment.h: options in environment variables, as the JDK's launcher and HotSpot take them. */
#ifndef JVM_RUN_ENVIRONMENT_H
#define JVM_RUN_ENVIRONMENT_H

#include "jvm/run/arguments.h"

/* Adds the words of JAVA_TOOL_OPTIONS, which are the machine's, then those of JDK_JAVA_OPTIONS, which are the
 * launcher's (@files are read; no main class, nothing that ends the options), to `words`, which is empty, and
 * says that they were picked up. `takes_value`: whether the next word belongs to this option. false: what is
 * wrong has been said. */
bool environment_options(struct arguments *words, bool (*takes_value)(const char *word));
/* The same for the words of _JAVA_OPTIONS, which count after all others. */
bool environment_last_options(struct arguments *words, bool (*takes_value)(const char *word));

#endif
