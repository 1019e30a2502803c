/* SPDX-License-Identifier: Apache-2.0 */
/* What a service reaches: rapid type analysis over bytecode (Bacon and Sweeney, OOPSLA 1996). A method is
 * reached from main, from the initialiser of a class that is used, or by a call; a virtual call reaches the
 * methods of classes that are instantiated somewhere in what is reached. A class is kept when a reached
 * method names it. What bytecode does not show comes from needs.h: what the virtual machine's C code uses,
 * and what the JDK finds by names that it computes.
 *
 * Constant reflection is followed: names given to Class.forName, getMethod and their like, class
 * literals given to ServiceLoader, names of algorithms and charsets (names.h), serialisation (serial.h),
 * annotations (annotated.h).
 */
#ifndef HOST_JAVA_REACH_H
#define HOST_JAVA_REACH_H

#include "host/java/annotated.h"
#include "host/java/names.h"
#include "host/java/locales.h"
#include "host/java/provides.h"
#include "host/java/serial.h"
#include "host/java/world.h"

struct rule;
struct end;

struct reach {
	struct world *world;
	struct world_list work; /* reached methods whose bodies were not looked at */
	struct rule *rules;
	unsigned rule_count;
	struct end *ends;
	unsigned end_count;
	bool has_method_handles;
	bool is_serial;                      /* serial.h */
	bool is_annotated, asks_annotations; /* annotated.h */
	bool is_typed;                       /* typed.h */
	struct names *names;
	struct locales locales;
	struct provides provides;    /* of the JDK's modules */
	struct world_list resources; /* names on the class path, interned, each once */
	struct world_list jdk_files; /* below its home, the same */
	struct reach_resource *jdk_resources;
	unsigned jdk_resource_count;
	struct world_list held; /* rules: "java.base/sun/net/idn/uidna.spp" */
};

/* A file of a module, "java/util/currency.data" of "java.base"; interned. */
struct reach_resource {
	const char *module, *name;
	const struct world_method *because; /* NULL: a rule of needs.h */
};

struct world_call {
	const char *name, *descriptor; /* NULL: of any, static: a call that is polymorphic in its signature */
	const struct world_method *because;
};

/* Begins with what the virtual machine itself needs. -1: the JDK's modules cannot be read. To be ended
 * anyway. */
int reach_begin(struct reach *reach, struct world *world, struct error *error);
/* A class by name ("a/b/C") with its static main(String[]). false: there is none. */
bool reach_main(struct reach *reach, const char *name);
/* A class as a whole: every method, constructors too; an instance of it may exist. */
void reach_whole(struct reach *reach, struct world_class *class, const char *why);
/* As java.util.ServiceLoader would use them: the classes that META-INF/services/`service` names and, where
 * the service's own code asks, those that the JDK's modules provide. (Where the JDK's code asks, they would
 * be many, as all of cryptography; keep lists name those that are wanted.) */
void reach_service(struct reach *reach, const char *service, const struct world_method *because);
/* Follows everything to its end. -1: a class cannot be read, world->error says which. */
int reach_run(struct reach *reach);
void reach_end(struct reach *reach);

/* For code.c: what an instruction does. */
void reach_keep(struct reach *reach, struct world_class *class, const struct world_method *because,
		const struct world_class *from, const char *why);
void reach_initialise(struct reach *reach, struct world_class *class, const struct world_method *because);
void reach_instantiate(struct reach *reach, struct world_class *class, const struct world_method *because);
void reach_method(struct reach *reach, struct world_method *method, const struct world_method *because,
		  const char *why);
void reach_call(struct reach *reach, struct world_class *class, const char *name, const char *descriptor,
		const struct world_method *because);
void reach_by_name(struct reach *reach, const char *dotted, const struct world_method *because);
/* All constructors, by reflection. */
void reach_constructors(struct reach *reach, struct world_class *class, const struct world_method *because,
			const char *why);
void reach_resource(struct reach *reach, const char *name);
/* A file of a module of the JDK; it has none of that name: nothing. */
void reach_jdk_resource(struct reach *reach, const char *module, const char *name,
			const struct world_method *because);
/* The service's own code uses method handles: their implementation finds its parts by name, so all of it is
 * kept. */
void reach_method_handles(struct reach *reach);
/* The service's own code calls the method: what `needs` ends there goes on. */
void reach_direct(struct reach *reach, const struct world_method *method);
/* The same of a String constant of the service's own code. */
void reach_text(struct reach *reach, const char *text);
void reach_code(struct reach *reach, struct world_method *method);
/* The String constants that a method loads, in the order of its bytecode; text NULL: a call, or a `new`. */
void reach_constants(struct reach *reach, const struct world_method *method,
		     void (*visit)(void *context, const char *text), void *context);

#endif
