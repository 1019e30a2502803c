/* SPDX-License-Identifier: Apache-2.0 */
/* Ports that a Java class declares, ready for use by a Linux process: what `stardust build` generates as C
 * for an image (abi/java_abi.h), made while the program runs. */
#ifndef HOST_JAVA_DECLARED_H
#define HOST_JAVA_DECLARED_H

#include <stdint.h>

#include "abi/java_abi.h"
#include "host/util/error.h"

/* `class_path` as `java -cp` has it, ':' between; places that do not exist are passed over. With an archive
 * (classlib.h) the classes are there. `class` is "flights/Late".
 * The ports' types lack their functions. Everything stays: ports live as long as the process. A class that
 * declares none has a count of 0. */
int declared_ports(const char *class_path, const char *class, struct java_port **ports, uint32_t *count,
		   struct error *error);

#endif
