/* SPDX-License-Identifier: Apache-2.0 */
/* The types of a .sd file: what the parser makes, what the checker completes, what the emitter and the tool
 * read. docs/types.md is the language. All of it is owned by the package and released with it.
 */
#ifndef CHANNEL_TYPES_H
#define CHANNEL_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TYPES_HASH_BYTES    32
#define TYPES_MAX_ENCODED   (1u << 20) /* longest encoding a type may have */
#define TYPES_SHORT_BOUND   255u       /* strings and bytes up to this bound lie in line */
#define TYPES_DEFAULT_BOUND 65535u     /* of string and bytes without one */
#define TYPES_DEFAULT_COUNT 4096u      /* of list without one */
#define TYPES_MAX_CAPACITY  65536u
#define TYPES_MAX_DEPTH     32
#define TYPES_NAME_MAX      39 /* characters */

enum type_kind {
	TYPE_SCALAR,
	TYPE_STRING,
	TYPE_BYTES,
	TYPE_LIST,
	TYPE_ARRAY,
	TYPE_OPTION,
	TYPE_ENUM,
	TYPE_STRUCT
};

enum scalar {
	SCALAR_BOOL,
	SCALAR_INT8,
	SCALAR_INT16,
	SCALAR_INT32,
	SCALAR_INT64,
	SCALAR_UINT8,
	SCALAR_UINT16,
	SCALAR_UINT32,
	SCALAR_UINT64,
	SCALAR_FLOAT32,
	SCALAR_FLOAT64,
	SCALAR_COUNT,
};

struct place {
	unsigned line, column; /* from 1 */
};

/* A use of a type. */
struct type {
	enum type_kind kind;
	struct place place;
	enum scalar scalar;                 /* TYPE_SCALAR */
	uint32_t bound;                     /* STRING, BYTES, LIST: the most; ARRAY: the count */
	struct type *element;               /* LIST, ARRAY, OPTION */
	char *name;                         /* ENUM, STRUCT: as written */
	const struct declaration *declared; /* ENUM, STRUCT: filled by the checker */
	/* Filled by the checker. */
	bool flat;
	uint32_t wire_bytes, align; /* of the in-line part */
	uint32_t outer_max;         /* most bytes out of line */
};

struct field {
	char *name;
	struct place place;
	struct type *type;
	uint32_t wire_offset; /* filled by the checker */
};

struct enum_value {
	char *name;
	struct place place;
	int64_t value;
};

/* A struct or an enum. */
struct declaration {
	enum type_kind kind;
	char *name;
	char *comment; /* the // lines before it, or NULL */
	struct place place;
	struct field *fields;
	size_t field_count;
	enum scalar width; /* of an enum */
	struct enum_value *values;
	size_t value_count;
	/* Filled by the checker; of a struct. */
	bool flat;
	uint32_t wire_bytes, align, outer_max;
	enum { UNSEEN, IN_PROGRESS, DONE, FAILED } state;
};

struct port {
	char *name;
	struct place place;
	bool is_in;
	struct type *type; /* a struct of the package */
	uint32_t capacity; /* 0: rendezvous */
};

struct service {
	char *name;
	struct place place;
	struct port *ports;
	size_t port_count;
};

struct package {
	char *name;
	struct declaration *declarations; /* in the order of the file */
	size_t declaration_count;
	struct service *services;
	size_t service_count;
};

/* Called once for each error: "flights.sd:3:7: …, and what to do". */
typedef void (*types_report)(void *context, const char *message);

/* Parses and checks `length` bytes of `text`; `path` is for messages. NULL when anything is wrong; every
 * error that was found has been reported, at most TYPES_MAX_ERRORS. */
#define TYPES_MAX_ERRORS 20
struct package *types_parse(const char *path, const char *text, size_t length, types_report report,
			    void *context);
void types_free(struct package *package);

/* Whether a name is taken by the language, so that no type, port or package may be called so. */
bool types_is_c_word(const char *name);
bool types_is_java_word(const char *name);

/* The service of that name, or NULL. */
const struct service *types_service(const struct package *package, const char *name);

/* What travels on a port: its full name ("flights.Flight"), canonical form, hash and sizes. The strings are
 * the caller's to release with free. False without memory. */
struct port_type {
	char *name, *canonical;
	unsigned char hash[TYPES_HASH_BYTES];
	uint32_t min_encoded, max_encoded;
	bool plain; /* as in sd_type */
};
bool types_describe(const struct package *package, const struct type *type, struct port_type *out);

/* The C header and source of a package, as text that the caller releases with free; NULL without memory.
 * `source` is the name of the .sd file, for the first comment. */
char *types_emit_header(const struct package *package, const char *source);
char *types_emit_source(const struct package *package, const char *source);

/* The Java of a package: a record or an enum, and a class with a service's ports as static fields. A name
 * that is a word of Java gets a '_' behind it. */
char *types_emit_java(const struct package *package, const struct declaration *declaration,
		      const char *source);
char *types_emit_java_service(const struct package *package, const struct service *service,
			      const char *source);

#endif
