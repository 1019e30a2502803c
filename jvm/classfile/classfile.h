/* SPDX-License-Identifier: Apache-2.0 */
/* classfile.h: the class file format (JVMS 4), read into a tree. Pure: bytes in, tree or error out; no VM, no
 * global state, so the runtime, the verifier's tests, the build-time linker and the fuzz target share it. The
 * tree points into the bytes, which must outlive it, and lies in one malloc'd block chain that classfile_free
 * gives back.
 *
 * What it guarantees to whoever reads the tree (JVMS 4.8 format checking): every index into the constant pool
 * is in range and of the kind its place asks for; names and descriptors are well formed; Utf8 is modified
 * UTF-8; attribute lengths agree; access flags are consistent; no duplicate fields or methods. It does not
 * look at bytecode beyond its length. */
#ifndef JVM_CLASSFILE_CLASSFILE_H
#define JVM_CLASSFILE_CLASSFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { /* JVMS table 4.4-A */
       CONSTANT_Utf8 = 1,
       CONSTANT_Integer = 3,
       CONSTANT_Float = 4,
       CONSTANT_Long = 5,
       CONSTANT_Double = 6,
       CONSTANT_Class = 7,
       CONSTANT_String = 8,
       CONSTANT_Fieldref = 9,
       CONSTANT_Methodref = 10,
       CONSTANT_InterfaceMethodref = 11,
       CONSTANT_NameAndType = 12,
       CONSTANT_MethodHandle = 15,
       CONSTANT_MethodType = 16,
       CONSTANT_Dynamic = 17,
       CONSTANT_InvokeDynamic = 18,
       CONSTANT_Module = 19,
       CONSTANT_Package = 20,
};

struct classfile_span { /* NULL, 0: absent */
	const uint8_t *at;
	uint32_t bytes;
};

struct classfile_constant {
	union {
		struct {
			uint16_t a, b;
		}; /* indices in the order of the class file; MethodHandle: a = kind, b = reference */
		struct classfile_span text; /* Utf8 */
		int32_t i;
		float f;
		int64_t l;
		double d;
	};
};

struct classfile_range {
	uint16_t start, end, handler, type;
};
struct classfile_line {
	uint16_t bci, line;
};

struct classfile_field {
	uint16_t access, name, descriptor;  /* pool indices of Utf8 */
	uint16_t constant_value, signature; /* 0: absent */
	struct classfile_span annotations,
		type_annotations; /* RuntimeVisible…; the body after the attribute's length */
};

struct classfile_method {
	uint16_t access, name, descriptor, signature;
	uint16_t args_slots; /* receiver included; long and double count two */
	bool has_code;
	uint16_t max_stack, max_locals;
	struct classfile_span code; /* the bytecode */
	uint16_t ranges_count, exceptions_count;
	uint32_t lines_count;
	struct classfile_range *ranges;
	struct classfile_line *lines;                     /* of all LineNumberTables, sorted by bci */
	uint16_t *exceptions;                             /* Class indices */
	struct classfile_span stack_map, local_variables; /* bodies of StackMapTable and LocalVariableTable */
	struct classfile_span annotations, parameter_annotations, annotation_default, type_annotations,
		parameters;
	bool caller_sensitive,
		hidden; /* the annotations jdk.internal.reflect.CallerSensitive and
			   java.lang.invoke.LambdaForm$Hidden (also jdk.internal.vm.annotation.Hidden) */
};

struct classfile_inner {
	uint16_t inner, outer, name, access;
};
struct classfile_bootstrap {
	uint16_t handle, arguments_count;
	uint16_t *arguments;
};
struct classfile_record {
	uint16_t name, descriptor, signature;
	struct classfile_span annotations, type_annotations;
};

struct classfile {
	const uint8_t *bytes;
	size_t length;
	uint16_t minor, major;
	uint16_t constants_count; /* valid indices 1 … count-1 */
	uint8_t *tags;            /* 0: the unusable slot after a Long or Double */
	struct classfile_constant *constants;
	uint16_t access, this_class, super_class /* 0: Object or module-info */;
	uint16_t interfaces_count, fields_count, methods_count;
	uint16_t *interfaces;
	struct classfile_field *fields;
	struct classfile_method *methods;
	uint16_t source_file, signature, enclosing_class, enclosing_method, nest_host; /* 0: absent */
	uint16_t nest_members_count, permitted_count, inner_count, bootstrap_count, record_count;
	uint16_t *nest_members, *permitted;
	struct classfile_inner *inner;
	struct classfile_bootstrap *bootstrap;
	struct classfile_record *records;
	bool is_record, is_sealed;
	struct classfile_span annotations, type_annotations;
	struct classfile_span line_table; /* line_table.h; of a trusted class only */
	void *memory;                     /* private */
};

enum classfile_error_kind {
	CLASSFILE_OK,
	CLASSFILE_FORMAT /* ClassFormatError */,
	CLASSFILE_VERSION /* UnsupportedClassVersionError */,
	CLASSFILE_MEMORY,
	CLASSFILE_MODULE /* NoClassDefFoundError: a module-info */
};
struct classfile_error {
	enum classfile_error_kind kind;
	char message[1024]; /* in HotSpot's words: "Truncated class file", "Unknown constant tag 23 in class
			       file a/B"; of a version, the words behind the class's name */
	const char *before_name; /* of a version: the words before it */
};

/* --enable-preview: 61.65535 is a version, too. Set before the first class is read. */
extern bool classfile_preview;

/* Versions 49 to 61 (49 only for classes that the JDK itself generates: class_define refuses others). `name`:
 * what the class is expected to be called, absent where that is not known; errors say it. false: *error says
 * why and nothing is to be freed. */
bool classfile_parse(const uint8_t *bytes, size_t length, struct classfile_span name, struct classfile *file,
		     struct classfile_error *error);
/* The same for a class file of the JDK's own: names, descriptors and UTF-8 are taken to be well-formed and
 * members to be distinct. Lengths and indices are checked all the same. */
bool classfile_parse_trusted(const uint8_t *bytes, size_t length, struct classfile_span name,
			     struct classfile *file, struct classfile_error *error);
void classfile_free(struct classfile *file);

/* Helpers on the tree: the Utf8 of an index, the name of a Class constant. */
struct classfile_span classfile_utf8(const struct classfile *file, uint16_t index);
struct classfile_span classfile_class_name(const struct classfile *file, uint16_t index);
bool classfile_span_is(struct classfile_span span, const char *text);

/* Modified UTF-8 (JVMS 4.4.7): well-formed? and decoding of one char at *at, which advances. */
bool modified_utf8_valid(const uint8_t *at, size_t bytes);
uint16_t modified_utf8_next(const uint8_t **at);

#endif
