/* SPDX-License-Identifier: Apache-2.0 */
/* internal.h: what the files of link/ share. */
#ifndef JVM_LINK_INTERNAL_H
#define JVM_LINK_INTERNAL_H

#include "jvm/classfile/classfile.h"
#include "jvm/gc/class_space.h"
#include "jvm/link/link.h"

/* supers.c: loads and checks the superclass and superinterfaces of a class whose pool and methods are there.
 * false: an exception is pending. */
bool load_supers(struct thread *thread, struct class *class, const struct classfile *file);
/* layout.c: places instance fields after the super's and static fields from 0 on (mirror.c moves these behind
 * Class's own). */
void layout_fields(struct class *class);
/* tables.c: all_interfaces, vtable and itables of a class whose super and interfaces are there. */
void build_tables(struct class *class);
/* mirror.c: the java.lang.Class of `class`. false: out of memory. */
bool mirror_make(struct thread *thread, struct class *class);
/* space.c: where the classes of `loader` live; NULL: with those that stay. And where a class to be defined
 * will: what is of a new space is reached by what is allocated there. */
struct class_space *loader_space(struct object *loader);
struct class_space *definition_space(const struct class_definition *definition);
/* define.c: puts a class on the list of all, or of its space. */
void class_publish(struct class *class);
/* array.c */
void primitives_make(struct thread *thread);
/* load.c */
void load_init(void);
/* module.c */
void mirror_set_module(struct thread *thread, struct class *class);
/* Whether two classes are of one run-time module. */
bool module_is_same(const struct class *a, const struct class *b);
/* known.c: is this one of the classes that vm.h names? Notes it. */
void known_note(struct class *class);
/* resolve.c: pool_class without the access check; nothing is kept. */
struct class *pool_class_unchecked(struct thread *thread, struct pool *pool, uint16_t index);
/* load.c: enters `class` as loaded by `loader`. The class that is there: `class`, or the one another thread
 * entered first. NULL: LinkageError, a loading constraint forbids it. */
struct class *dictionary_enter(struct class *class, struct object *loader);
/* Under the dictionary's lock, that allocates nothing in the heap and runs no Java: who loaded `name`, or
 * NULL. */
void dictionary_lock(void);
void dictionary_unlock(void);
struct class *dictionary_find(const struct symbol *name, const struct object *loader);
/* constraint.c. The classes in `descriptor` are the same for the loaders of a and b from now on: NULL, or the
 * name that is not. */
const struct symbol *constraint_violated(const struct symbol *descriptor, const struct class *a,
					 const struct class *b);
/* The class that keeps `loader` from loading `class`, or NULL. The dictionary's lock is held. */
const struct class *constraint_conflict(const struct class *class, const struct object *loader);
/* JVMS 5.4.2: what `class` overrides and implements. false: LinkageError. */
bool constraints_of_overriding(struct thread *thread, const struct class *class);
/* Of an error that resolving a class ended with, taken by the caller: a note to keep and to throw it by
 * again. NULL: it may not come again (only a LinkageError does), or there is no memory. resolution_error.c */
struct object *resolution_error_note(struct thread *thread, struct object *error);
void resolution_error_throw(struct thread *thread, const struct object *note);
/* class_can_access_member, with IllegalAccessError for false. `what` is "field" or "method", `text` the
 * member as messages name it: "a.B.c", "'int a.B.c(int)'". resolve.c */
bool access_check_member(struct thread *thread, struct class *from, struct class *resolved,
			 struct class *owner, uint16_t access, const char *what, const char *text);

#endif
