/* SPDX-License-Identifier: Apache-2.0 */
/* source.h: where the ports of a program come from: of an image what the build linked in (source_image.c); of
 * a Linux process what the class that asks declares (source_linux.c). */
#ifndef JVM_PORT_SOURCE_H
#define JVM_PORT_SOURCE_H

#include "abi/java_abi.h"
#include "jvm/run/thread.h"

/* The ports that the Java code which called into the package stardust may use; they stay, the same at each
 * call. Of their types the functions may be missing: port.c brings its own. NULL with an exception pending.
 */
const struct java_port *port_source(struct thread *thread, uint32_t *count);

/* A port was found: the end of the process is to close it. */
void port_source_used(void);

#endif
