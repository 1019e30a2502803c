/* SPDX-License-Identifier: Apache-2.0 */
/* Who asks for the fields or methods of a class, as Class.getDeclaredFields does, gets objects that hold the
 * types of all of them, which no code may name. Once the service's own code asks, these types are packed for
 * each class of the class path that is; of the JDK's classes, for those whose fields serialisation looks at.
 */
#ifndef HOST_JAVA_TYPED_H
#define HOST_JAVA_TYPED_H

#include "host/java/world.h"

struct reach;

/* Members are asked for. */
void typed_begin(struct reach *reach);
/* A class that is now packed. */
void typed_class(struct reach *reach, struct world_class *class);
/* The types of a class's fields are asked for. */
void typed_fields(struct reach *reach, struct world_class *class);

#endif
