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
	bool trusted;               /* classfile_parse_trusted */
	struct classfile_span name; /* what errors call the class: "<Unknown>" before it is known */
	uint8_t of_module; /* the tag of a constant that only a module's description may have; 0: none */
};

/* A span, or the class's name, for %.*s. */
#define SPAN(span)       (int)(span).bytes, (span).at
#define OWN_NAME(reader) SPAN((reader)->name)

static inline bool failed(const struct reader *reader)
{
	return reader->error->kind != CLASSFILE_OK;
}

/* Records an error (the first one), in HotSpot's words, and returns false. */
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

/* constants.c */
bool read_constants(struct reader *reader);
bool check_constants(struct reader *reader);
/* An index is of the kind? `format` takes the index and the class's name. */
bool constant_is(const struct reader *reader, uint16_t index, uint8_t tag);
uint16_t read_index(struct reader *reader, uint8_t tag, const char *format);
uint16_t read_optional_index(struct reader *reader, uint8_t tag, const char *format); /* 0 allowed */

/* names.c: JVMS 4.2, 4.3. What is not legal is an error, but of a class that is trusted. */
bool check_class_name(struct reader *reader, struct classfile_span name); /* internal form, or an array */
bool check_field_name(struct reader *reader, struct classfile_span name);
bool check_method_name(struct reader *reader, struct classfile_span name);
bool check_field_descriptor(struct reader *reader, struct classfile_span name,
			    struct classfile_span descriptor);
/* -1: an error; else the slots of the parameters (long and double two). */
int check_method_descriptor(struct reader *reader, struct classfile_span name,
			    struct classfile_span descriptor);
bool illegal_descriptor(struct reader *reader, const char *what, struct classfile_span name,
			struct classfile_span descriptor);

enum { CLASS_FLAGS = 0x7631 }; /* table 4.1-B but for ACC_MODULE; others are ignored */
/* classfile.c: the flags of a class, or of one in InnerClasses (table 4.7.6-A), which are known ones. */
bool check_class_access(struct reader *reader, uint16_t access);

/* members.c, code.c, attributes.c */
bool read_fields(struct reader *reader);
bool read_methods(struct reader *reader);
bool read_class_attributes(struct reader *reader);
bool read_code(struct reader *reader, struct classfile_method *method, uint32_t length);

struct attribute {
	struct classfile_span name;
	uint32_t length;
	const uint8_t *start;
};
/* Reads an attribute's name and length; its body is next, and may be cut off by the end of the file only: how
 * much of it there is, is for who reads it to check. `format` takes a bad index and the class's name. */
bool next_attribute(struct reader *reader, struct attribute *attribute, const char *format);
bool attribute_is(const struct attribute *attribute, const char *name);
bool skip_attribute(struct reader *reader, const struct attribute *attribute);
/* Synthetic and Deprecated, which are empty; "of" is "field", "method" or "classfile". false: an error. */
bool read_marker(struct reader *reader, const struct attribute *attribute, uint16_t *access, const char *of);
/* One of the attributes Runtime…Annotations that may be there once: its body is kept where `kept` says. "of"
 * is
 * "", " for field" … *seen has a bit each. false: it is none of them, or an error. */
struct annotation_places {
	struct classfile_span *visible, *visible_types;
	struct classfile_span *parameters, *defaults; /* NULL: not of a method */
};
bool read_annotations(struct reader *reader, const struct attribute *attribute, const char *of,
		      const struct annotation_places *kept, unsigned *seen);
/* The Signature of a member. */
uint16_t read_signature(struct reader *reader);

#endif
