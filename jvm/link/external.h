/* SPDX-License-Identifier: Apache-2.0 */
/* external.h: how messages name classes, methods and loaders, in HotSpot's words. Each writes into the
 * caller's buffer, cuts what does not fit, and returns the buffer. None throws or allocates in the heap. */
#ifndef JVM_LINK_EXTERNAL_H
#define JVM_LINK_EXTERNAL_H

#include "jvm/link/class.h"

/* As Class.getName has it: "a.B", "[La.B;". */
const char *external_name(const struct class *class, char text[256]);
/* "int a.B.c(java.lang.String)" of a method descriptor. */
const char *external_method(const struct class *class, const struct symbol *name,
			    const struct symbol *descriptor, char text[1024]);
/* Where a class is from: "unnamed module of loader 'app'", "module java.base of loader 'bootstrap'"; of an
 * array, its innermost element. */
const char *external_origin(const struct class *class, char text[512]);
/* With ", parent loader 'app'" when the class's loader is not one of the JDK's. */
const char *external_origin_parent(const struct class *class, char text[1024]);
/* Of both: "a and b are in …" or "a is in …; b is in …". */
const char *external_origins(const struct class *a, const struct class *b, char text[2048]);
/* "'app'", "'name' @1b2c", "a.B @1b2c" for a loader without a name. */
const char *external_loader(struct object *loader, char text[320]);
/* Is it the boot, platform or application loader? */
bool loader_is_built_in(const struct object *loader);

#endif
