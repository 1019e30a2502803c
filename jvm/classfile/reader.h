/* SPDX-License-Identifier: Apache-2.0 */
/* reader.h: private to classfile/: a cursor over the bytes. The first error sticks: later reads give 0 and
 * allocate nothing new, so a caller may read on to the end of its item and look at failed() then. */
#ifndef JVM_CLASSFILE_READER_H
#define JVM_CLASSFILE_READER_H

#include "jvm/classfile/classfile.h"

struct chunk {
	struct chunk *next;
	size_t used, size;
	_Alignas(8) uint8_t data[];
};

struct reader {
	const uint8_t *at, *end;
	struct classfile *file;
	struct classfile_error *error;
	bool trusted; /* classfile_parse_trusted */
};

static inline bool failed(const struct reader *reader)
{
	return reader->error->kind != CLASSFILE_OK;
}

/* Records an error (the first one) and returns false. A %s for the class's own name is added by the caller
 * where it is known. */
bool format_error(struct reader *reader, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Zeroed memory that lives as long as the tree; NULL when failed. */
void *tree_allocate(struct reader *reader, size_t count, size_t size);
bool reader_need(struct reader *reader, size_t bytes);

static inline uint8_t read_u1(struct reader *reader)
{
	return reader_need(reader, 1) ? *reader->at++ : 0;
}

static inline uint16_t read_u2(struct reader *reader)
{
	if (!reader_need(reader, 2))
		return 0;
	reader->at += 2;
	return (uint16_t)(reader->at[-2] << 8 | reader->at[-1]);
}

static inline uint32_t read_u4(struct reader *reader)
{
	const uint32_t high = read_u2(reader);
	return high << 16 | read_u2(reader);
}

static inline struct classfile_span read_span(struct reader *reader, uint32_t bytes)
{
	if (!reader_need(reader, bytes))
		return (struct classfile_span){ 0 };
	reader->at += bytes;
	return (struct classfile_span){ reader->at - bytes, bytes };
}

/* constants.c. An index of the wanted kind is checked with what the JVMS calls it in the message. */
bool read_constants(struct reader *reader);
bool check_constants(struct reader *reader);
uint16_t read_index(struct reader *reader, uint8_t tag, const char *what);
uint16_t read_optional_index(struct reader *reader, uint8_t tag, const char *what); /* 0 allowed */

/* names.c: JVMS 4.2, 4.3 */
bool name_is_class(struct classfile_span name);       /* internal form, arrays included */
bool name_is_unqualified(struct classfile_span name); /* fields, and methods but for < and > */
bool name_is_method(struct classfile_span name);
bool descriptor_is_field(struct classfile_span descriptor);
/* -1: malformed; else the slots of the parameters (long and double two). */
int descriptor_parameters(struct classfile_span descriptor);

/* classfile.c: the flags of a class, or of one in InnerClasses (table 4.7.6-A). */
bool check_class_access(struct reader *reader, uint16_t access, uint16_t class);

/* members.c, attributes.c */
bool read_fields(struct reader *reader);
bool read_methods(struct reader *reader);
bool read_class_attributes(struct reader *reader);
bool read_code(struct reader *reader, struct classfile_method *method);
/* Starts an attribute: its name and a reader over its body; the outer reader is past it. */
bool next_attribute(struct reader *reader, struct classfile_span *name, struct reader *body);
bool attribute_ends(struct reader *body, struct classfile_span name);
struct classfile_span whole(struct reader *body);

#endif
