/* SPDX-License-Identifier: Apache-2.0 */
/* layer.h: the boot layer, as phase 2 of System's initialisation. */
#ifndef JVM_RUN_LAYER_H
#define JVM_RUN_LAYER_H

#include "jvm/run/thread.h"

/* Makes System.bootLayer and raises the level of initialisation to 2. An exception may be pending. false: the
 * JDK's bootstrap has said on standard error what is wrong with the options, and the process should end. */
bool layer_make(struct thread *thread);

#endif
