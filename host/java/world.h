/* SPDX-License-Identifier: Apache-2.0 */
/* The classes that a service could use, as the build sees them: parsed when first asked for, with their
 * supertypes. What of it the service reaches is reach.h's matter; the marks for that lie here too.
 *
 * Names and descriptors are interned: equal texts have equal pointers. Everything lives as long as the world.
 */
#ifndef HOST_JAVA_WORLD_H
#define HOST_JAVA_WORLD_H

#include <stdbool.h>
#include <stddef.h>

#include "host/java/classpath.h"
#include "jvm/classfile/classfile.h"

struct world_class;

/* A list of pointers. */
struct world_list {
	void **at;
	unsigned count, room;
};
void world_list_add(struct world_list *list, void *item);

struct world_method {
	struct world_class *class;
	const struct classfile_method *file; /* NULL: of a lambda's made-up class, which has none */
	const char *name, *descriptor;
	bool reached;                       /* its body may run */
	bool needed;                        /* its declaration is looked up */
	bool ended;                         /* its body is not followed (needs.h) */
	const struct world_method *because; /* the method that reached it first, or NULL: `why` */
	const char *why;
};

struct world_class {
	const char *name;   /* "java/lang/Object" */
	const char *module; /* NULL: of the class path */
	const char *place;  /* the jar or folder whence it was read; NULL: lib/modules */
	const uint8_t *bytes;
	size_t length, packed; /* packed: of its bytes in the archive, when they are written down */
	struct classfile file;
	struct world_class *super, **interfaces; /* NULL entries: missing */
	unsigned interface_count;
	struct world_method *methods;
	bool *fields_used; /* by index: an instruction of a reached method names the static field */
	unsigned method_count;
	/* Marks. */
	bool kept, whole, initialised, instantiated;
	bool is_cast_to;                    /* by the service's own code */
	bool is_service;                    /* of a security provider or a charset, or above one */
	bool is_serial;                     /* what serialisation finds in it is reached */
	const struct world_method *because; /* the method that kept it first, or NULL: `why` of `from` */
	const struct world_class *from;
	const char *why;
	bool is_looked_for;          /* annotations of this type were kept where it is packed */
	struct world_list instances; /* instantiated classes below it, itself included */
	struct world_list calls;     /* struct world_call: what is called on it virtually */
	struct world_class *lambda;  /* a made-up class that implements this interface */
};

struct world {
	const struct classpath *classpath;
	struct world_list classes; /* in the order of their first use */
	void *texts;
	bool keeps_signatures; /* generic types of the JDK's classes are asked for */
	bool keeps_constants;  /* ... and their fields, by any name */
	struct error *error;   /* of a class that cannot be read; is_bad */
	bool is_bad;
};

/* Opens the JDK's classes. The class path must outlive the world. */
int world_open(struct world *world, const char *java_home, const struct classpath *classpath,
	       struct error *error);
void world_close(struct world *world);

const char *world_text(struct world *world, const char *text);
const char *world_span(struct world *world, struct classfile_span span);

/* NULL: nowhere, or is_bad. An array's name gives NULL. */
struct world_class *world_class(struct world *world, const char *name);
/* NULL too for a class that nobody asked for. */
struct world_class *world_known(const struct world *world, const char *name);
/* The class that a lambda of the interface is an instance of. */
struct world_class *world_lambda(struct world *world, struct world_class *interface);

/* A method that the class itself declares; descriptor NULL: any. */
struct world_method *world_declared(const struct world_class *class, const char *name,
				    const char *descriptor);
/* Resolution (JVMS 5.4.3.3, 5.4.3.4): the class, its superclasses, their interfaces. */
struct world_method *world_resolve(const struct world_class *class, const char *name, const char *descriptor);
/* Selection (JVMS 5.4.6) for an instance of the class; NULL: nothing that could run. */
struct world_method *world_select(const struct world_class *class, const char *name, const char *descriptor);
bool world_is_subclass(const struct world_class *class, const struct world_class *of);
bool world_is_interface(const struct world_class *class);

#endif
