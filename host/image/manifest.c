/* SPDX-License-Identifier: Apache-2.0 */
#include "host/image/manifest.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "abi/manifest_abi.h"
#include "host/util/memory.h"

#define LIST_MAX 4096u /* ports, files: far above any real image */

void manifest_free(struct manifest *manifest)
{
	for (unsigned i = 0; i < manifest->file_count; i++)
		free(manifest->files[i].path);
	for (unsigned i = 0; i < manifest->library_count; i++)
		free(manifest->libraries[i]);
	for (unsigned i = 0; i < manifest->content_count; i++) {
		free(manifest->contents[i].archive);
		free(manifest->contents[i].because);
	}
	for (unsigned i = 0; i < manifest->port_count; i++) {
		free(manifest->ports[i].name);
		free(manifest->ports[i].type);
		free(manifest->ports[i].canonical);
	}
	free(manifest->files);
	free(manifest->libraries);
	free(manifest->contents);
	free(manifest->ports);
	free(manifest->name);
	free(manifest->service);
	free(manifest->language);
	*manifest = (struct manifest){ 0 };
}

static json_t *need(json_t *json)
{
	if (!json)
		abort(); /* out of memory, or text of ours that is not UTF-8 */
	return json;
}

static json_t *lists(const struct manifest *manifest)
{
	json_t *root = need(json_object()), *files = json_array(), *libraries = json_array(),
	       *contents = json_array(), *ports = json_array();

	for (unsigned i = 0; i < manifest->file_count; i++) {
		const struct manifest_file *file = &manifest->files[i];

		json_array_append_new(files,
				      need(json_pack("{s:s, s:I, s:s}", "path", file->path, "bytes",
						     (json_int_t)file->bytes, "sha256", file->sha256)));
	}
	for (unsigned i = 0; i < manifest->library_count; i++)
		json_array_append_new(libraries, need(json_string(manifest->libraries[i])));
	for (unsigned i = 0; i < manifest->content_count; i++) {
		const struct manifest_content *content = &manifest->contents[i];

		json_array_append_new(
			contents, need(json_pack("{s:s, s:I, s:s}", "archive", content->archive, "bytes",
						 (json_int_t)content->bytes, "because", content->because)));
	}
	for (unsigned i = 0; i < manifest->port_count; i++) {
		const struct manifest_port *port = &manifest->ports[i];

		json_array_append_new(
			ports, need(json_pack("{s:s, s:s, s:I, s:s, s:s, s:s, s:I}", "name", port->name,
					      "direction", port->direction == SD_IN ? "in" : "out",
					      "capacity", (json_int_t)port->capacity, "type", port->type,
					      "hash", port->hash, "canonical", port->canonical, "max_encoded",
					      (json_int_t)port->max_encoded)));
	}
	json_object_set_new(root, "files", files);
	json_object_set_new(root, "libraries", libraries);
	json_object_set_new(root, "contents", contents);
	json_object_set_new(root, "ports", ports);
	return root;
}

char *manifest_write(const struct manifest *manifest)
{
	json_t *root = lists(manifest);
	char *text;

	json_object_set_new(root, "version", json_integer(MANIFEST_VERSION));
	json_object_set_new(root, "name", need(json_string(manifest->name)));
	json_object_set_new(root, "service", need(json_string(manifest->service)));
	json_object_set_new(root, "language", need(json_string(manifest->language)));
	json_object_set_new(root, "memory", json_integer((json_int_t)manifest->memory));
	json_object_set_new(root, "digest", need(json_string(manifest->digest)));
	text = json_dumps(root, JSON_COMPACT | JSON_SORT_KEYS);
	json_decref(root);
	if (!text)
		abort();
	return text;
}

/* What is being read, for the message. */
struct reader {
	const char *file;
	struct error *error;
};

static int damaged(const struct reader *reader, const char *what)
{
	return error_at(reader->error, reader->file, 0,
			"its manifest is damaged (%s); build the image again with 'stardust build'", what);
}

static char *get_text(const struct reader *reader, const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	if (!json_is_string(value) || strlen(json_string_value(value)) != json_string_length(value)) {
		damaged(reader, key);
		return NULL;
	}
	return memory_text(json_string_value(value));
}

static int get_hash(const struct reader *reader, const json_t *object, const char *key,
		    char hex[SHA256_HEX_BYTES + 1])
{
	const char *text = json_string_value(json_object_get(object, key));

	if (!text || strlen(text) != SHA256_HEX_BYTES || strspn(text, "0123456789abcdef") != SHA256_HEX_BYTES)
		return damaged(reader, key);
	memcpy(hex, text, SHA256_HEX_BYTES + 1);
	return 0;
}

static int get_number(const struct reader *reader, const json_t *object, const char *key, uint64_t limit,
		      uint64_t *out)
{
	const json_t *value = json_object_get(object, key);

	if (!json_is_integer(value) || json_integer_value(value) < 0 ||
	    (uint64_t)json_integer_value(value) > limit)
		return damaged(reader, key);
	*out = (uint64_t)json_integer_value(value);
	return 0;
}

static int get_file(const struct reader *reader, const json_t *entry, struct manifest_file *out)
{
	out->path = get_text(reader, entry, "path");
	if (!out->path || get_number(reader, entry, "bytes", UINT32_MAX, &out->bytes))
		return -1;
	return get_hash(reader, entry, "sha256", out->sha256);
}

static int get_content(const struct reader *reader, const json_t *entry, struct manifest_content *out)
{
	out->archive = get_text(reader, entry, "archive");
	if (!out->archive || get_number(reader, entry, "bytes", UINT32_MAX, &out->bytes))
		return -1;
	out->because = get_text(reader, entry, "because");
	return out->because ? 0 : -1;
}

static int get_port(const struct reader *reader, const json_t *entry, struct manifest_port *out)
{
	char *direction AUTO_FREE = get_text(reader, entry, "direction");
	uint64_t capacity, max_encoded;

	if (!direction || (strcmp(direction, "in") != 0 && strcmp(direction, "out") != 0))
		return direction ? damaged(reader, "direction") : -1;
	out->direction = strcmp(direction, "in") == 0 ? SD_IN : SD_OUT;
	if (!(out->name = get_text(reader, entry, "name")) ||
	    !(out->type = get_text(reader, entry, "type")) ||
	    !(out->canonical = get_text(reader, entry, "canonical")) ||
	    get_hash(reader, entry, "hash", out->hash) ||
	    get_number(reader, entry, "capacity", UINT32_MAX, &capacity) ||
	    get_number(reader, entry, "max_encoded", UINT32_MAX, &max_encoded))
		return -1;
	out->capacity = (uint32_t)capacity;
	out->max_encoded = (uint32_t)max_encoded;
	return 0;
}

/* The list under `key`, with room made for it at *items; NULL when it is no list of objects. */
static const json_t *get_list(const struct reader *reader, const json_t *root, const char *key, void *items,
			      size_t item_bytes)
{
	const json_t *list = json_object_get(root, key);

	if (!json_is_array(list) || json_array_size(list) > LIST_MAX) {
		damaged(reader, key);
		return NULL;
	}
	*(void **)items = memory_zeroed(json_array_size(list), item_bytes);
	return list;
}

static int get_lists(const struct reader *reader, const json_t *root, struct manifest *out)
{
	const json_t *list;

	if (!(list = get_list(reader, root, "files", &out->files, sizeof *out->files)))
		return -1;
	for (size_t i = 0; i < json_array_size(list); i++)
		if (get_file(reader, json_array_get(list, i), &out->files[out->file_count++]))
			return -1;
	if (!(list = get_list(reader, root, "contents", &out->contents, sizeof *out->contents)))
		return -1;
	for (size_t i = 0; i < json_array_size(list); i++)
		if (get_content(reader, json_array_get(list, i), &out->contents[out->content_count++]))
			return -1;
	if (!(list = get_list(reader, root, "ports", &out->ports, sizeof *out->ports)))
		return -1;
	for (size_t i = 0; i < json_array_size(list); i++)
		if (get_port(reader, json_array_get(list, i), &out->ports[out->port_count++]))
			return -1;
	if (!(list = get_list(reader, root, "libraries", &out->libraries, sizeof *out->libraries)))
		return -1;
	for (size_t i = 0; i < json_array_size(list); i++) {
		if (!json_is_string(json_array_get(list, i)))
			return damaged(reader, "libraries");
		out->libraries[out->library_count++] =
			memory_text(json_string_value(json_array_get(list, i)));
	}
	return 0;
}

static int get_manifest(const struct reader *reader, const json_t *root, struct manifest *out)
{
	uint64_t version;

	if (get_number(reader, root, "version", INT32_MAX, &version))
		return -1;
	if (version != MANIFEST_VERSION)
		return error_at(reader->error, reader->file, 0,
				"its manifest is version %llu and this tool reads %d: build the image again",
				(unsigned long long)version, MANIFEST_VERSION);
	if (!(out->name = get_text(reader, root, "name")) ||
	    !(out->service = get_text(reader, root, "service")) ||
	    !(out->language = get_text(reader, root, "language")) ||
	    get_number(reader, root, "memory", INT64_MAX, &out->memory) ||
	    get_hash(reader, root, "digest", out->digest))
		return -1;
	return get_lists(reader, root, out);
}

int manifest_parse(const char *name, const void *json, size_t bytes, struct manifest *out,
		   struct error *error)
{
	struct reader reader = { name, error };
	json_error_t problem;
	json_t *root = json_loadb(json, bytes, JSON_REJECT_DUPLICATES, &problem);
	int result;

	*out = (struct manifest){ 0 };
	if (!json_is_object(root)) {
		json_decref(root);
		return damaged(&reader, "not a JSON object");
	}
	result = get_manifest(&reader, root, out);
	json_decref(root);
	if (result)
		manifest_free(out);
	return result;
}

const struct manifest_port *manifest_find_port(const struct manifest *manifest, const char *name)
{
	for (unsigned i = 0; i < manifest->port_count; i++)
		if (strcmp(manifest->ports[i].name, name) == 0)
			return &manifest->ports[i];
	return NULL;
}
