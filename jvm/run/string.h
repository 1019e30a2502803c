/* SPDX-License-Identifier: Apache-2.0 */
/* string.h: java.lang.String (compact strings: value is a byte[], coder 0 = Latin-1, 1 = UTF-16
 * little-endian). */
#ifndef JVM_RUN_STRING_H
#define JVM_RUN_STRING_H

#include "jvm/run/thread.h"
#include "jvm/link/symbol.h"

/* New strings; NULL with an exception pending. */
struct object *string_from_utf8(struct thread *thread,
				const char *text); /* standard UTF-8, zero-terminated */
struct object *string_from_modified(struct thread *thread, const char *text, size_t bytes); /* JVMS 4.4.7 */
struct object *string_from_utf16(struct thread *thread, const uint16_t *chars, int32_t length);
/* java/lang/String → "java.lang.String"; the suffix of a hidden class is behind a slash. The second is for a
 * name that is looked for, which no hidden class has. */
struct object *string_from_class_name(struct thread *thread, const struct class *class);
struct object *string_from_name_to_load(struct thread *thread, const struct symbol *name);
/* Interned (JLS 3.10.5). */
struct object *string_intern(struct thread *thread, struct object *string);
struct object *string_literal(struct thread *thread, const struct symbol *text);
int32_t string_length(const struct object *string);
uint16_t string_char(const struct object *string, int32_t i);
/* The text in malloc'd memory, zero-terminated; the caller frees it. Ends the process when there is no
 * memory. */
char *string_to_utf8(const struct object *string);
char *string_to_modified(const struct object *string);
/* The symbol of the same text, with '.' made '/' if `dots_to_slashes`. */
struct symbol *string_to_symbol(const struct object *string, bool dots_to_slashes);

#endif
