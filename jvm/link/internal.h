/* SPDX-License-Identifier: Apache-2.0 */
/* internal.h: what the files of link/ share. */
#ifndef JVM_LINK_INTERNAL_H
#define JVM_LINK_INTERNAL_H

#include "jvm/classfile/classfile.h"
#include "jvm/link/link.h"

/* layout.c: places instance fields after the super's and static fields from 0 on (mirror.c moves these behind
 * Class's own). */
void layout_fields(struct class *class);
/* tables.c: all_interfaces, vtable and itables of a class whose super and interfaces are there. */
void build_tables(struct class *class);
/* mirror.c: the java.lang.Class of `class`. false: out of memory. */
bool mirror_make(struct thread *thread, struct class *class);
/* define.c: puts a class on the list of all. */
void class_publish(struct class *class);
/* array.c */
void primitives_make(struct thread *thread);
/* load.c */
void load_init(void);
/* module.c */
void mirror_set_module(struct thread *thread, struct class *class);
/* known.c: is this one of the classes that vm.h names? Notes it. */
void known_note(struct class *class);
/* load.c: enters `class` as loaded by `loader`. The class that is there: `class`, or the one another thread
 * entered first. */
struct class *dictionary_enter(struct class *class, struct object *loader);
enum kind descriptor_kind(char first);
/* "class a.B" errors want dots. buffer of 256. */
const char *external_name(const struct class *class, char text[256]);
/* "int a.B.c(java.lang.String)" of a method descriptor; cut to the buffer of 1024. external.c */
const char *external_method(const struct class *class, const struct symbol *name,
			    const struct symbol *descriptor, char text[1024]);

#endif
