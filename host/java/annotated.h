/* SPDX-License-Identifier: Apache-2.0 */
/* Who asks for all annotations of something, as Class.getAnnotations does, gets instances of types that no
 * code may name. Once the service's own code asks, these types are packed for each class of the class path
 * that is, with the enums and classes that are values of theirs. Who asks for those of a type gets such as it
 * names: of them the values are packed.
 */
#ifndef HOST_JAVA_ANNOTATED_H
#define HOST_JAVA_ANNOTATED_H

#include "host/java/world.h"

struct reach;

/* Annotations are asked for. */
void annotated_begin(struct reach *reach);
/* Annotations of types that the program names are asked for. */
void annotated_ask(struct reach *reach);
/* A class that is now packed. */
void annotated_class(struct reach *reach, struct world_class *class);

#endif
