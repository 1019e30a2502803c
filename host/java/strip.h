/* SPDX-License-Identifier: Apache-2.0 */
/* A class file of the JDK without what a service does not reach: methods that are neither reached nor looked
 * up, bodies of those that are only looked up, annotations, generic signatures, tables for debuggers and for
 * the verifier, and the constants that only those used. Lines are kept in fewer bytes
 * (jvm/classfile/line_table.h). What is left is a class file like any other, and is parsed where it lies.
 * Fields stay: they are found by name in places that bytecode does not show; but for static constants, which
 * compilers copy to where they are used, unless the service asks for fields by reflection.
 */
#ifndef HOST_JAVA_STRIP_H
#define HOST_JAVA_STRIP_H

#include "host/java/world.h"

/* New bytes of *size. The class's reached methods have been looked at, so their code is sound. */
unsigned char *strip_class(struct world *world, const struct world_class *class, size_t *size);

#endif
