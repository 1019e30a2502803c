/* SPDX-License-Identifier: Apache-2.0 */
/* libyaml resolves an alias to the node it names, so a document is a graph that may hold cycles.
 * Nothing here walks it: callers ask for children one level at a time, by the shape they expect.
 */
#include "host/util/yaml.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#define NAME_MAX_BYTES 39

static int parser_error(const yaml_parser_t *parser, const char *name, struct error *error)
{
	unsigned line = (unsigned)parser->problem_mark.line + 1;

	if (parser->error == YAML_READER_ERROR)
		return error_at(error, name, 0, "is not UTF-8 text: %s at byte %zu", parser->problem,
				parser->problem_offset);
	return error_at(error, name, line, "this is not YAML: %s%s%s",
			parser->problem ? parser->problem : "unknown", parser->context ? ", " : "",
			parser->context ? parser->context : "");
}

static bool is_empty(const yaml_node_t *node)
{
	return node->type == YAML_SCALAR_NODE && node->data.scalar.length == 0;
}

static int load_one(yaml_parser_t *parser, struct yaml_file *file, struct error *error)
{
	yaml_document_t more;
	bool is_more;

	if (!yaml_parser_load(parser, &file->document))
		return parser_error(parser, file->name, error);
	file->root = yaml_document_get_root_node(&file->document);
	if (!file->root || file->root->type != YAML_MAPPING_NODE) {
		unsigned line = file->root ? yaml_line(file->root) : 1;

		yaml_document_delete(&file->document);
		return error_at(error, file->name, line,
				"expected 'key: value' lines at the top of the file");
	}
	if (!yaml_parser_load(parser, &more)) {
		yaml_document_delete(&file->document);
		return parser_error(parser, file->name, error);
	}
	is_more = yaml_document_get_root_node(&more) != NULL;
	yaml_document_delete(&more);
	if (is_more) {
		yaml_document_delete(&file->document);
		return error_at(error, file->name, 0, "holds several documents ('---'); keep one");
	}
	return 0;
}

/* What the file is when it is no text, by its first bytes; NULL: perhaps text. */
static const char *binary_kind(const char *path)
{
	static const struct {
		const char *magic, *kind;
	} kinds[] = {
		{ "\177ELF", "an image or a program" },
		{ "PK\3\4", "a jar or another archive" },
		{ "\312\376\272\276", "a class file" },
	};
	char first[4] = { 0 };
	FILE *const file = file_is_folder(path) ? NULL : fopen(path, "re");
	if (!file)
		return NULL;
	const bool is_read = fread(first, sizeof first, 1, file) == 1;
	fclose(file);
	for (size_t i = 0; is_read && i < sizeof kinds / sizeof kinds[0]; i++)
		if (memcmp(first, kinds[i].magic, sizeof first) == 0)
			return kinds[i].kind;
	return NULL;
}

int yaml_read_text(const char *path, const char *wanted, struct file_data *out, struct error *error)
{
	const char *const kind = binary_kind(path);

	*out = (struct file_data){ 0 };
	if (kind)
		return error_at(error, path, 0, "is %s; give %s", kind, wanted);
	if (!file_exists(path))
		return error_at(error, path, 0, "there is no such file; give %s", wanted);
	return file_read(path, YAML_MAX_BYTES, out, error);
}

int yaml_parse_text(const char *name, const void *text, size_t bytes, struct yaml_file *out,
		    struct error *error)
{
	yaml_parser_t parser;
	int result;

	*out = (struct yaml_file){ .name = name };
	if (bytes > YAML_MAX_BYTES)
		return error_at(error, name, 0, "has %zu bytes; the most allowed is %u", bytes,
				YAML_MAX_BYTES);
	if (!yaml_parser_initialize(&parser))
		return error_set(error, "out of memory");
	yaml_parser_set_input_string(&parser, text, bytes);
	result = load_one(&parser, out, error);
	yaml_parser_delete(&parser);
	if (result)
		out->root = NULL;
	return result;
}

void yaml_file_free(struct yaml_file *file)
{
	if (file->root)
		yaml_document_delete(&file->document);
	file->root = NULL;
}

unsigned yaml_line(const yaml_node_t *node)
{
	return (unsigned)node->start_mark.line + 1;
}

bool yaml_pair(struct yaml_file *file, const yaml_node_t *mapping, size_t i, const yaml_node_t **key,
	       const yaml_node_t **value)
{
	const yaml_node_pair_t *pair;

	if (mapping->type != YAML_MAPPING_NODE)
		return false;
	pair = mapping->data.mapping.pairs.start + i;
	if (pair >= mapping->data.mapping.pairs.top)
		return false;
	*key = yaml_document_get_node(&file->document, pair->key);
	*value = yaml_document_get_node(&file->document, pair->value);
	return *key && *value;
}

bool yaml_item(struct yaml_file *file, const yaml_node_t *sequence, size_t i, const yaml_node_t **item)
{
	const yaml_node_item_t *at;

	if (sequence->type != YAML_SEQUENCE_NODE)
		return false;
	at = sequence->data.sequence.items.start + i;
	if (at >= sequence->data.sequence.items.top)
		return false;
	*item = yaml_document_get_node(&file->document, *at);
	return *item != NULL;
}

static bool text_is(const yaml_node_t *node, const char *text)
{
	return node->type == YAML_SCALAR_NODE && node->data.scalar.length == strlen(text) &&
	       memcmp(node->data.scalar.value, text, strlen(text)) == 0;
}

const yaml_node_t *yaml_get(struct yaml_file *file, const yaml_node_t *mapping, const char *key)
{
	const yaml_node_t *name, *value;

	for (size_t i = 0; yaml_pair(file, mapping, i, &name, &value); i++)
		if (text_is(name, key))
			return value;
	return NULL;
}

static int check_key(struct yaml_file *file, const yaml_node_t *mapping, const yaml_node_t *key,
		     const char *what, const char *const *keys, struct error *error)
{
	const char *text = yaml_text(file, key, "a key", error);
	char known[256] = "";

	if (!text)
		return -1;
	if (yaml_get(file, mapping, text) != NULL) {
		const yaml_node_t *other, *value;

		/* The first pair of that name must be this one. */
		for (size_t i = 0; yaml_pair(file, mapping, i, &other, &value) && other != key; i++)
			if (text_is(other, text))
				return error_at(error, file->name, yaml_line(key),
						"'%s' is given twice in %s, first on line %u", text, what,
						yaml_line(other));
	}
	if (!keys)
		return 0;
	for (size_t i = 0; keys[i]; i++) {
		if (strcmp(keys[i], text) == 0)
			return 0;
		strncat(known, i ? ", " : "", sizeof known - strlen(known) - 1);
		strncat(known, keys[i], sizeof known - strlen(known) - 1);
	}
	return error_at(error, file->name, yaml_line(key), "%s has no key '%s'; the keys are: %s", what, text,
			known);
}

int yaml_check_mapping(struct yaml_file *file, const yaml_node_t *node, const char *what,
		       const char *const *keys, struct error *error)
{
	const yaml_node_t *key, *value;

	if (is_empty(node))
		return 0;
	if (node->type != YAML_MAPPING_NODE)
		return error_at(error, file->name, yaml_line(node), "%s must be 'key: value' pairs", what);
	for (size_t i = 0; yaml_pair(file, node, i, &key, &value); i++)
		if (check_key(file, node, key, what, keys, error))
			return -1;
	return 0;
}

int yaml_check_sequence(struct yaml_file *file, const yaml_node_t *node, const char *what,
			struct error *error)
{
	if (is_empty(node) || node->type == YAML_SEQUENCE_NODE)
		return 0;
	return error_at(error, file->name, yaml_line(node),
			"%s must be a list: [a, b] or lines that begin with '- '", what);
}

const char *yaml_text(struct yaml_file *file, const yaml_node_t *node, const char *what, struct error *error)
{
	const char *text;

	if (node->type != YAML_SCALAR_NODE) {
		error_at(error, file->name, yaml_line(node), "%s must be text", what);
		return NULL;
	}
	text = (const char *)node->data.scalar.value;
	if (node->data.scalar.length == 0 || strlen(text) != node->data.scalar.length) {
		error_at(error, file->name, yaml_line(node), "%s must be text that is not empty", what);
		return NULL;
	}
	return text;
}

const char *yaml_name(struct yaml_file *file, const yaml_node_t *node, const char *what, struct error *error)
{
	const char *text = yaml_text(file, node, what, error);
	size_t length = 0;

	if (!text)
		return NULL;
	if (isalpha((unsigned char)text[0]) || text[0] == '_')
		while (isalnum((unsigned char)text[length]) || text[length] == '_' || text[length] == '-')
			length++;
	if (!length || text[length] || length > NAME_MAX_BYTES) {
		error_at(error, file->name, yaml_line(node),
			 "%s '%s' must begin with a letter and hold letters, digits, '_' and '-', at most %d",
			 what, text, NAME_MAX_BYTES);
		return NULL;
	}
	return text;
}

int yaml_bytes(struct yaml_file *file, const yaml_node_t *node, const char *what, uint64_t *out,
	       struct error *error)
{
	const char *text = yaml_text(file, node, what, error);
	const char *at = text;
	uint64_t value = 0;
	unsigned shift = 0;

	if (!text)
		return -1;
	/* Ten digits with G stay below 2^64. */
	for (; isdigit((unsigned char)*at) && at - text < 10; at++)
		value = value * 10 + (uint64_t)(*at - '0');
	if (at != text && *at) {
		shift = *at == 'K' ? 10 : *at == 'M' ? 20 : *at == 'G' ? 30 : 0;
		at += shift ? 1 : 0;
	}
	if (at == text || *at)
		return error_at(error, file->name, yaml_line(node),
				"%s '%s' must be a size such as 2M or 512K", what, text);
	*out = value << shift;
	return 0;
}
