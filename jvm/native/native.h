/* SPDX-License-Identifier: Apache-2.0 */
/* native.h: the native methods of java.base, one table a Java package (native/java_lang.c and so on). A
 * method is found by class, name and descriptor when it is first called; no JNI, no dynamic library. struct
 * method says the calling convention. */
#ifndef JVM_NATIVE_NATIVE_H
#define JVM_NATIVE_NATIVE_H

#include "jvm/run/thread.h"
#include "jvm/link/class.h"

struct native_entry {
	const char *name, *descriptor; /* descriptor NULL: any */
	native_function *function;
};

struct native_class {
	const char *name; /* java/lang/Object */
	const struct native_entry *entries;
	size_t count;
};

/* All tables (native/tables.c lists them). NULL: no such native. Natives registered as "registerNatives" and
 * "initIDs" with nothing to do share native_nothing. */
native_function *native_find(const struct method *method);
native_function native_nothing;
/* What to call in place of a method that is written in Java; NULL, nearly always: nothing. A class of which
 * there is such a one has a table of its own, named here and in native_in_place; native_in_archive_… count
 * where classes come from an archive. */
native_function *native_in_place(const struct method *method);
extern const struct native_class native_in_place_math, native_in_place_process, native_in_archive_class;
/* Natives that always answer the same: 1, 0 and null. */
native_function native_yes, native_no, native_null;

/* A class's name as Java programs write it, "java.lang.Object", as a symbol; NULL: it has a slash, so there
 * is no such class. */
struct symbol *native_class_name(const struct object *name);

#define NATIVE_TABLE(package)                                                                                \
	extern const struct native_class native_##package[];                                                 \
	extern const size_t native_##package##_count

/* Field access by name for C code, for fields of classes C knows; ends the process with the name when the
 * field is missing. */
uint32_t native_field_offset(struct class *class, const char *name, const char *descriptor);
/* The same for where it is asked often: *kept, a static variable, holds the answer after the first time.
 * Threads may ask at once. */
static inline uint32_t native_kept_offset(uint32_t *kept, struct class *class, const char *name,
					  const char *descriptor)
{
	uint32_t offset = __atomic_load_n(kept, __ATOMIC_RELAXED);
	if (!offset) {
		offset = native_field_offset(class, name, descriptor);
		__atomic_store_n(kept, offset, __ATOMIC_RELAXED);
	}
	return offset;
}

#endif
