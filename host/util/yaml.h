/* SPDX-License-Identifier: Apache-2.0 */
/* YAML as the tool's files use it: mappings with known keys, sequences and plain text. Every error
 * carries file and line. Over libyaml's documents; nodes live as long as their yaml_file.
 */
#ifndef HOST_UTIL_YAML_H
#define HOST_UTIL_YAML_H

#include <stddef.h>
#include <stdint.h>

#include <yaml.h>

#include "host/util/error.h"
#include "host/util/file.h"

#define YAML_MAX_BYTES (1u << 20)

struct yaml_file {
	const char *name; /* for messages; not owned */
	yaml_document_t document;
	const yaml_node_t *root; /* a mapping */
};

/* Reads a whole file of YAML. An image, a jar or a missing file is told of with what is `wanted` instead. */
int yaml_read_text(const char *path, const char *wanted, struct file_data *out, struct error *error);
/* Parses exactly one document whose root is a mapping. After a failure nothing is held. */
int yaml_parse_text(const char *name, const void *text, size_t bytes, struct yaml_file *out,
		    struct error *error);
void yaml_file_free(struct yaml_file *file);

unsigned yaml_line(const yaml_node_t *node);

/* A mapping whose keys are text, each once and each in `keys` (NULL-terminated; NULL allows any key).
 * Empty text counts as an empty mapping. `what` names it for messages: "service reader". */
int yaml_check_mapping(struct yaml_file *file, const yaml_node_t *node, const char *what,
		       const char *const *keys, struct error *error);
/* NULL when the mapping lacks the key. */
const yaml_node_t *yaml_get(struct yaml_file *file, const yaml_node_t *mapping, const char *key);
/* The i-th pair of a mapping or item of a sequence; false past the end, and for anything else. */
bool yaml_pair(struct yaml_file *file, const yaml_node_t *mapping, size_t i, const yaml_node_t **key,
	       const yaml_node_t **value);
bool yaml_item(struct yaml_file *file, const yaml_node_t *sequence, size_t i, const yaml_node_t **item);

/* Text without NUL bytes; NULL and an error otherwise. Points into the document. */
const char *yaml_text(struct yaml_file *file, const yaml_node_t *node, const char *what, struct error *error);
/* A name: a letter or underscore, then letters, digits, '_' and '-'; at most 39 bytes. */
const char *yaml_name(struct yaml_file *file, const yaml_node_t *node, const char *what, struct error *error);
/* A number of bytes: digits and an optional K, M or G. */
int yaml_bytes(struct yaml_file *file, const yaml_node_t *node, const char *what, uint64_t *out,
	       struct error *error);
/* Errors unless the node is a sequence (or empty text, an empty sequence). */
int yaml_check_sequence(struct yaml_file *file, const yaml_node_t *node, const char *what,
			struct error *error);

#endif
