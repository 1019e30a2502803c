/* SPDX-License-Identifier: Apache-2.0 */
/* attributes.c: attributes of the class, and those that fields, methods and record components have, too (JVMS
 * 4.7). Unknown ones are skipped. */
#include "jvm/classfile/line_table.h"
#include "jvm/classfile/reader.h"

bool next_attribute(struct reader *reader, struct attribute *attribute, const char *format)
{
	const uint8_t *const start = reader->at;
	if (!reader_need(reader, 6))
		return false;
	const uint16_t name = read_index(reader, CONSTANT_Utf8, format);
	if (failed(reader))
		return false;
	attribute->length = read_u4(reader);
	attribute->start = start + 6;
	attribute->name = classfile_utf8(reader->file, name);
	return true;
}

bool attribute_is(const struct attribute *attribute, const char *name)
{
	return classfile_span_is(attribute->name, name);
}

bool skip_attribute(struct reader *reader, const struct attribute *attribute)
{
	read_span(reader, attribute->length);
	return !failed(reader);
}

bool read_marker(struct reader *reader, const struct attribute *attribute, uint16_t *access, const char *of)
{
	const bool is_synthetic = attribute_is(attribute, "Synthetic");
	if (!is_synthetic && !attribute_is(attribute, "Deprecated"))
		return true;
	if (attribute->length)
		return format_error(reader, "Invalid %.*s %s attribute length %u in class file %.*s",
				    SPAN(attribute->name), of, attribute->length, OWN_NAME(reader));
	if (is_synthetic)
		*access |= 0x1000; /* as if its flag said so */
	return true;
}

bool read_annotations(struct reader *reader, const struct attribute *attribute, const char *of,
		      const struct annotation_places *kept, unsigned *seen)
{
	const struct {
		const char *name;
		struct classfile_span *place;
		bool known;
	} kinds[] = {
		{ "RuntimeVisibleAnnotations", kept->visible, true },
		{ "RuntimeInvisibleAnnotations", NULL, true },
		{ "RuntimeVisibleTypeAnnotations", kept->visible_types, true },
		{ "RuntimeInvisibleTypeAnnotations", NULL, true },
		{ "RuntimeVisibleParameterAnnotations", kept->parameters, kept->parameters },
		{ "RuntimeInvisibleParameterAnnotations", NULL, kept->parameters },
		{ "AnnotationDefault", kept->defaults, kept->defaults },
	};
	for (unsigned i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (!kinds[i].known || !attribute_is(attribute, kinds[i].name))
			continue;
		if (*seen & 1u << i)
			return format_error(reader, "Multiple %s attributes%s in class file %.*s",
					    kinds[i].name, of, OWN_NAME(reader));
		*seen |= 1u << i;
		if (kinds[i].place)
			*kinds[i].place = (struct classfile_span){ attribute->start, attribute->length };
	}
	return skip_attribute(reader, attribute);
}

uint16_t read_signature(struct reader *reader)
{
	return read_index(reader, CONSTANT_Utf8,
			  "Invalid Signature attribute at constant pool index %u in class file %.*s");
}

static uint16_t *read_classes(struct reader *reader, uint16_t *count, const char *format)
{
	*count = read_u2(reader);
	uint16_t *list = tree_allocate(reader, *count, sizeof *list);
	if (!reader_need(reader, 2u * *count))
		return list;
	for (int i = 0; i < *count && !failed(reader); i++)
		list[i] = read_index(reader, CONSTANT_Class, format);
	return list;
}

static bool same_inner(const struct classfile_inner *a, const struct classfile_inner *b)
{
	return a->inner == b->inner && a->outer == b->outer && a->name == b->name && a->access == b->access;
}

static void check_inner(struct reader *reader, int i)
{
	enum { PROTECTED_PRIVATE_STATIC = 0xe };
	struct classfile *file = reader->file;
	struct classfile_inner *const inner = &file->inner[i];
	if (failed(reader))
		return;
	if (inner->inner == inner->outer)
		format_error(reader, "Class is both outer and inner class in class file %.*s",
			     OWN_NAME(reader));
	inner->access &= CLASS_FLAGS | PROTECTED_PRIVATE_STATIC | (file->major >= 53 ? 0x8000 : 0);
	check_class_access(reader, inner->access);
}

/* No entry may be there twice (4.7.6). */
static void check_inner_distinct(struct reader *reader)
{
	const struct classfile *file = reader->file;
	uint32_t size = 4;
	while (size < 2u * file->inner_count)
		size *= 2;
	uint32_t *const table = tree_allocate(reader, size, sizeof *table);
	for (uint32_t i = 0; i < file->inner_count && !failed(reader); i++) {
		const struct classfile_inner *const one = &file->inner[i];
		uint32_t at = (one->inner * 31u + one->outer * 7u + one->name) & (size - 1);
		for (; table[at]; at = (at + 1) & (size - 1))
			if (same_inner(one, &file->inner[table[at] - 1])) {
				format_error(reader,
					     "Duplicate entry in InnerClasses attribute in class file %.*s",
					     OWN_NAME(reader));
				return;
			}
		table[at] = i + 1;
	}
}

static void read_inner(struct reader *reader)
{
	struct classfile *file = reader->file;
	file->inner_count = read_u2(reader);
	file->inner = tree_allocate(reader, file->inner_count, sizeof *file->inner);
	if (!reader_need(reader, 8u * file->inner_count))
		return;
	for (int i = 0; i < file->inner_count && !failed(reader); i++) {
		struct classfile_inner *const inner = &file->inner[i];
		inner->inner =
			read_index(reader, CONSTANT_Class,
				   "inner_class_info_index %u has bad constant type in class file %.*s");
		inner->outer = read_optional_index(
			reader, CONSTANT_Class,
			"outer_class_info_index %u has bad constant type in class file %.*s");
		if (!failed(reader) && inner->outer && classfile_class_name(file, inner->outer).at[0] == '[')
			format_error(reader, "Outer class is an array class in class file %.*s",
				     OWN_NAME(reader));
		inner->name =
			read_optional_index(reader, CONSTANT_Utf8,
					    "inner_name_index %u has bad constant type in class file %.*s");
		inner->access = read_u2(reader);
		check_inner(reader, i);
	}
	if (!failed(reader))
		check_inner_distinct(reader);
}

static void wrong_bootstrap(struct reader *reader)
{
	format_error(
		reader,
		"Invalid BootstrapMethods num_bootstrap_methods or num_bootstrap_arguments value in class "
		"file %.*s",
		OWN_NAME(reader));
}

static bool is_loadable(uint8_t tag)
{
	return tag == CONSTANT_Integer || tag == CONSTANT_Float || tag == CONSTANT_Long ||
	       tag == CONSTANT_Double || tag == CONSTANT_Class || tag == CONSTANT_String ||
	       tag == CONSTANT_MethodHandle || tag == CONSTANT_MethodType || tag == CONSTANT_Dynamic;
}

static void read_arguments(struct reader *reader, struct classfile_bootstrap *method)
{
	const struct classfile *file = reader->file;
	method->arguments = tree_allocate(reader, method->arguments_count, sizeof *method->arguments);
	for (int j = 0; j < method->arguments_count && !failed(reader); j++) {
		const uint16_t index = read_u2(reader);
		if (index >= file->constants_count || !is_loadable(file->tags[index]))
			format_error(reader, "argument_index %u has bad constant type in class file %.*s",
				     index, OWN_NAME(reader));
		else
			method->arguments[j] = index;
	}
}

/* The methods that the class's dynamic constants name are there. */
static void check_bootstrap_indices(struct reader *reader)
{
	const struct classfile *file = reader->file;
	for (uint32_t i = 1; i < file->constants_count && !failed(reader); i++)
		if ((file->tags[i] == CONSTANT_Dynamic || file->tags[i] == CONSTANT_InvokeDynamic) &&
		    file->constants[i].a >= file->bootstrap_count)
			format_error(reader, "Short length on BootstrapMethods in class file %.*s",
				     OWN_NAME(reader));
}

static void read_bootstrap(struct reader *reader, uint32_t length)
{
	struct classfile *file = reader->file;
	if (length < 2)
		format_error(reader, "Invalid BootstrapMethods attribute length %u in class file %.*s",
			     length, OWN_NAME(reader));
	if (!reader_need(reader, length))
		return;
	const uint8_t *const end = reader->at + length;
	file->bootstrap_count = read_u2(reader);
	check_bootstrap_indices(reader);
	file->bootstrap = tree_allocate(reader, file->bootstrap_count, sizeof *file->bootstrap);
	for (int i = 0; i < file->bootstrap_count && !failed(reader); i++) {
		struct classfile_bootstrap *method = &file->bootstrap[i];
		method->handle =
			read_index(reader, CONSTANT_MethodHandle,
				   "bootstrap_method_index %u has bad constant type in class file %.*s");
		method->arguments_count = read_u2(reader);
		if (!failed(reader) && (end - reader->at) / 2 < method->arguments_count)
			wrong_bootstrap(reader);
		else
			read_arguments(reader, method);
	}
	if (!failed(reader) && reader->at != end)
		format_error(reader, "Bad length on BootstrapMethods in class file %.*s", OWN_NAME(reader));
}

static void read_component(struct reader *reader, struct classfile_record *component)
{
	const struct annotation_places annotations = { .visible = &component->annotations,
						       .visible_types = &component->type_annotations };
	struct classfile *file = reader->file;
	unsigned seen = 0;
	struct attribute attribute;
	if (!reader_need(reader, 6))
		return;
	component->name =
		read_index(reader, CONSTANT_Utf8,
			   "Invalid constant pool index %u for name in Record attribute in class file %.*s");
	if (failed(reader) || !check_field_name(reader, classfile_utf8(file, component->name)))
		return;
	component->descriptor = read_index(
		reader, CONSTANT_Utf8,
		"Invalid constant pool index %u for descriptor in Record attribute in class file %.*s");
	if (failed(reader) || !check_field_descriptor(reader, classfile_utf8(file, component->name),
						      classfile_utf8(file, component->descriptor)))
		return;
	for (int left = read_u2(reader); left > 0; left--) {
		if (!next_attribute(reader, &attribute,
				    "Invalid Record attribute name index %u in class file %.*s"))
			return;
		if (!attribute_is(&attribute, "Signature")) {
			if (!read_annotations(reader, &attribute, " for Record component", &annotations,
					      &seen))
				return;
			continue;
		}
		if (component->signature)
			format_error(reader,
				     "Multiple Signature attributes for Record component in class file %.*s",
				     OWN_NAME(reader));
		if (attribute.length != 2)
			format_error(reader,
				     "Invalid Signature attribute length %u in Record component in class "
				     "file %.*s",
				     attribute.length, OWN_NAME(reader));
		component->signature = read_signature(reader);
	}
}

static void read_record(struct reader *reader)
{
	struct classfile *file = reader->file;
	file->record_count = read_u2(reader);
	file->records = tree_allocate(reader, file->record_count, sizeof *file->records);
	for (int i = 0; i < file->record_count && !failed(reader); i++)
		read_component(reader, &file->records[i]);
}

static void read_enclosing(struct reader *reader, uint32_t length)
{
	struct classfile *file = reader->file;
	if (length != 4)
		format_error(reader, "Wrong EnclosingMethod attribute length %u in class file %.*s", length,
			     OWN_NAME(reader));
	file->enclosing_class = read_u2(reader);
	file->enclosing_method = read_u2(reader);
	if (!file->enclosing_class)
		format_error(reader, "Invalid class index in EnclosingMethod attribute in class file %.*s",
			     OWN_NAME(reader));
	else if (!constant_is(reader, file->enclosing_class, CONSTANT_Class))
		format_error(
			reader,
			"Invalid or out-of-bounds class index in EnclosingMethod attribute in class file "
			"%.*s",
			OWN_NAME(reader));
	else if (file->enclosing_method && !constant_is(reader, file->enclosing_method, CONSTANT_NameAndType))
		format_error(
			reader,
			"Invalid or out-of-bounds method index in EnclosingMethod attribute in class file "
			"%.*s",
			OWN_NAME(reader));
}

/* The attributes of which a class has one at most and that are read when all have been seen. */
enum later { INNER_CLASSES, NEST_MEMBERS, RECORD, PERMITTED_SUBCLASSES, LATER_COUNT };

struct class_attributes {
	struct attribute later[LATER_COUNT]; /* start NULL: absent */
	unsigned annotations, seen;          /* bits of read_annotations, of enum once */
};

static const struct {
	const char *name;
	uint16_t first; /* version that knows the attribute */
} laters[LATER_COUNT] = { [INNER_CLASSES] = { "InnerClasses", 0 },
			  [NEST_MEMBERS] = { "NestMembers", 55 },
			  [RECORD] = { "Record", 60 },
			  [PERMITTED_SUBCLASSES] = { "PermittedSubclasses", 61 } };

static const struct {
	const char *name;
	uint16_t first;
} onces[] = { { "SourceFile", 0 },      { "SourceDebugExtension", 0 }, { "Signature", 0 },
	      { "EnclosingMethod", 0 }, { "BootstrapMethods", 51 },    { "NestHost", 55 } };
enum once {
	SOURCE_FILE,
	SOURCE_DEBUG_EXTENSION,
	SIGNATURE,
	ENCLOSING_METHOD,
	BOOTSTRAP_METHODS,
	NEST_HOST,
	ONCE_COUNT
};

static bool wrong_length(struct reader *reader, const struct attribute *attribute)
{
	return format_error(reader, "Wrong %.*s attribute length in class file %.*s", SPAN(attribute->name),
			    OWN_NAME(reader));
}

static bool read_once(struct reader *reader, enum once kind, const struct attribute *attribute)
{
	struct classfile *file = reader->file;
	switch (kind) {
	case SOURCE_FILE:
		if (attribute->length != 2)
			return wrong_length(reader, attribute);
		file->source_file = read_index(
			reader, CONSTANT_Utf8,
			"Invalid SourceFile attribute at constant pool index %u in class file %.*s");
		break;
	case SIGNATURE:
		if (attribute->length != 2)
			return format_error(reader, "Wrong Signature attribute length %u in class file %.*s",
					    attribute->length, OWN_NAME(reader));
		file->signature = read_index(
			reader, CONSTANT_Utf8,
			"Invalid constant pool index %u in Signature attribute in class file %.*s");
		break;
	case ENCLOSING_METHOD:
		read_enclosing(reader, attribute->length);
		break;
	case BOOTSTRAP_METHODS:
		read_bootstrap(reader, attribute->length);
		break;
	case NEST_HOST:
		if (attribute->length != 2)
			return wrong_length(reader, attribute);
		file->nest_host =
			read_index(reader, CONSTANT_Class,
				   "Nest-host class_info_index %u has bad constant type in class file %.*s");
		break;
	default:
		return skip_attribute(reader, attribute);
	}
	return !failed(reader);
}

/* What may be there once: is it there again, or beside what it excludes? */
static bool is_alone(struct reader *reader, const struct class_attributes *all,
		     const struct attribute *attribute, bool seen)
{
	const bool host = attribute_is(attribute, "NestHost"),
		   members = attribute_is(attribute, "NestMembers");
	if (seen)
		return format_error(reader, "Multiple %.*s attributes in class file %.*s",
				    SPAN(attribute->name), OWN_NAME(reader));
	if ((host && all->later[NEST_MEMBERS].start) || (members && all->seen & 1u << NEST_HOST))
		return format_error(reader, "Conflicting %s attributes in class file %.*s",
				    host ? "NestMembers and NestHost" : "NestHost and NestMembers",
				    OWN_NAME(reader));
	if (attribute_is(attribute, "PermittedSubclasses") && reader->file->access & 0x0010)
		return format_error(reader, "PermittedSubclasses attribute in final class file %.*s",
				    OWN_NAME(reader));
	return true;
}

static bool read_class_attribute(struct reader *reader, const struct attribute *attribute,
				 struct class_attributes *all)
{
	struct classfile *file = reader->file;
	const struct annotation_places annotations = { .visible = &file->annotations,
						       .visible_types = &file->type_annotations };
	for (int i = 0; i < LATER_COUNT; i++)
		if (file->major >= laters[i].first && attribute_is(attribute, laters[i].name)) {
			if (!is_alone(reader, all, attribute, all->later[i].start))
				return false;
			all->later[i] = *attribute;
			return skip_attribute(reader, attribute);
		}
	for (int i = 0; i < ONCE_COUNT; i++)
		if (file->major >= onces[i].first && attribute_is(attribute, onces[i].name)) {
			if (!is_alone(reader, all, attribute, all->seen & 1u << i))
				return false;
			all->seen |= 1u << i;
			return read_once(reader, (enum once)i, attribute);
		}
	if (reader->trusted && attribute_is(attribute, LINE_TABLE_NAME))
		file->line_table = (struct classfile_span){ attribute->start, attribute->length };
	return read_marker(reader, attribute, &file->access, "classfile") &&
	       read_annotations(reader, attribute, "", &annotations, &all->annotations);
}

static void read_later(struct reader *reader, enum later kind)
{
	struct classfile *file = reader->file;
	switch (kind) {
	case INNER_CLASSES:
		read_inner(reader);
		break;
	case NEST_MEMBERS:
		file->nest_members = read_classes(
			reader, &file->nest_members_count,
			"Nest member class_info_index %u has bad constant type in class file %.*s");
		break;
	case RECORD:
		file->is_record = true;
		read_record(reader);
		break;
	default:
		file->is_sealed = true;
		file->permitted = read_classes(
			reader, &file->permitted_count,
			"Permitted subclass class_info_index %u has bad constant type in class file %.*s");
	}
}

bool read_class_attributes(struct reader *reader)
{
	struct class_attributes all = { 0 };
	struct attribute attribute;
	for (int left = read_u2(reader); left > 0; left--)
		if (!next_attribute(reader, &attribute,
				    "Attribute name has bad constant pool index %u in class file %.*s") ||
		    !read_class_attribute(reader, &attribute, &all))
			return false;
	const uint8_t *const end = reader->at;
	for (int i = 0; i < LATER_COUNT && !failed(reader); i++) {
		if (!all.later[i].start)
			continue;
		reader->at = all.later[i].start;
		read_later(reader, (enum later)i);
		if (failed(reader) || reader->at == all.later[i].start + all.later[i].length)
			continue;
		if (i == RECORD)
			format_error(reader, "Record attribute has wrong length in class file %.*s",
				     OWN_NAME(reader));
		else
			wrong_length(reader, &all.later[i]);
	}
	if (failed(reader))
		return false;
	reader->at = end;
	if (!(all.seen & 1u << BOOTSTRAP_METHODS))
		for (uint32_t i = 1; i < reader->file->constants_count; i++)
			if (reader->file->tags[i] == CONSTANT_Dynamic ||
			    reader->file->tags[i] == CONSTANT_InvokeDynamic)
				return format_error(reader,
						    "Missing BootstrapMethods attribute in class file %.*s",
						    OWN_NAME(reader));
	return true;
}
