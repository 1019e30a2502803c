/* SPDX-License-Identifier: Apache-2.0 */
#include "host/java/ports.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "channel/types/types.h"
#include "host/java/annotation.h"
#include "host/util/memory.h"

enum { STATIC = 0x8, ENUM = 0x4000, DEPTH_MAX = 16 };

/* A class file held in memory. */
struct held {
	struct file_data data;
	struct classfile file;
};

struct extractor {
	const struct classpath *classpath;
	struct ports *out;
	struct error *error;
	FILE *text;
	char *package; /* of the types: "com/acme/flights"; NULL: none seen yet */
};

/* What is being read, for messages: "Flight.delay". */
struct subject {
	const char *class, *member;
	int depth;
};

static const char *simple_name(const char *class)
{
	const char *slash = strrchr(class, '/'), *dollar = strrchr(class, '$');

	return dollar && dollar[1] ? dollar + 1 : slash ? slash + 1 : class;
}

/* So much of a name, which may have 65,535 bytes, as leaves room for what is wrong. */
static char *shortened(const char *name)
{
	enum { MOST = 80 };
	size_t length = strnlen(name, MOST + 1);

	if (length <= MOST)
		return memory_text(name);
	for (length = MOST; ((unsigned char)name[length] & 0xc0) == 0x80;) /* within a character */
		length--;
	return memory_format("%.*s…", (int)length, name);
}

static int fail(const struct extractor *extractor, const struct subject *place, const char *format,
		const char *first, const char *second)
{
	char *class AUTO_FREE = shortened(simple_name(place->class));
	char *member AUTO_FREE = shortened(place->member);
	char *what AUTO_FREE = memory_format("%s.%s: ", class, member);
	char *why = NULL;
	size_t bytes = 0;
	FILE *out = open_memstream(&why, &bytes);

	if (!out)
		abort();
	for (const char *at = format; *at; at++)
		if (*at == '%') {
			for (; *first; first++)
				fputc(*first == '/' ? '.' : *first, out); /* classes as in Java */
			first = second;
		} else {
			fputc(*at, out);
		}
	fclose(out);
	extractor->error->is_input = true;
	error_set(extractor->error, "%s%s", what, why);
	free(why);
	return -1;
}

/* Java's names may have more letters than a .sd file's, and be longer. */
static int check_name(const struct extractor *extractor, const struct subject *place, const char *name)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
	char *most AUTO_FREE = shortened(name);

	if (!name[0] || name[strspn(name, letters)] || (name[0] >= '0' && name[0] <= '9'))
		return fail(extractor, place,
			    "'%' has characters that names on channels cannot have; use letters of ASCII, "
			    "digits and '_'",
			    most, "");
	if (strlen(name) > TYPES_NAME_MAX)
		return fail(extractor, place,
			    "'%' is too long for a name on a channel; choose one of at most 39 letters", most,
			    "");
	return 0;
}

static int hold(const struct extractor *extractor, const char *class, struct held *held)
{
	char *path AUTO_FREE = memory_format("%s.class", class);
	struct classfile_error why;
	const struct classfile_span name = { (const uint8_t *)class, (uint32_t)strlen(class) };
	const char *place;
	int found = classpath_read(extractor->classpath, path, &held->data, &place, extractor->error);

	if (found <= 0)
		return found;
	if (classfile_parse(held->data.bytes, held->data.size, name, &held->file, &why))
		return 1;
	file_data_free(&held->data);
	return error_at(extractor->error, place, 0, "%s: %s", path, why.message);
}

static void release(struct held *held)
{
	classfile_free(&held->file);
	file_data_free(&held->data);
}

static char *utf8(const struct classfile *file, uint16_t index)
{
	struct classfile_span span = classfile_utf8(file, index);

	return memory_text_n((const char *)span.at, span.bytes);
}

static const struct {
	char letter;
	const char *java, *boxed, *sd, *also; /* also: other types that @Type may name, ' ' around each */
} scalars[] = {
	{ 'Z', "boolean", "java/lang/Boolean", "bool", "" },
	{ 'B', "byte", "java/lang/Byte", "int8", "" },
	{ 'S', "short", "java/lang/Short", "int16", " uint8 " },
	{ 'I', "int", "java/lang/Integer", "int32", " uint8 uint16 " },
	{ 'J', "long", "java/lang/Long", "int64", " uint32 uint64 " },
	{ 'F', "float", "java/lang/Float", "float32", "" },
	{ 'D', "double", "java/lang/Double", "float64", "" },
};
enum { SCALARS = sizeof scalars / sizeof scalars[0] };

static int declare(struct extractor *extractor, const struct subject *place, const char *class, FILE *behind);

/* One parsed Java type: the .sd type it stands for by itself, and what @Type may say instead. */
struct java_type {
	char *sd;
	const char *java; /* for messages */
	const char *also; /* see scalars */
	enum { SCALAR, STRING, BYTES, LIST, OPTION, NAMED } kind;
};

static int parse_type(struct extractor *extractor, const struct subject *place, const char **at, bool inside,
		      FILE *declarations, struct java_type *out);

static int parse_element(struct extractor *extractor, const struct subject *place, const char **at,
			 FILE *declarations, const char *wrap, struct java_type *out)
{
	const struct subject deeper = { place->class, place->member, place->depth + 1 };
	struct java_type element;

	if (place->depth > DEPTH_MAX)
		return fail(extractor, place, "its type is nested too deeply", "", "");
	if (parse_type(extractor, &deeper, at, true, declarations, &element))
		return -1;
	out->sd = memory_format("%s<%s>", wrap, element.sd);
	free(element.sd);
	return 0;
}

static int parse_class(struct extractor *extractor, const struct subject *place, const char **at, bool inside,
		       FILE *declarations, struct java_type *out)
{
	size_t length = strcspn(*at, "<;");
	char *name AUTO_FREE = memory_text_n(*at, length);

	*at += length;
	if (strcmp(name, "java/lang/String") == 0) {
		*out = (struct java_type){ memory_text("string"), "String", "", STRING };
	} else if (strcmp(name, "java/util/List") == 0 || strcmp(name, "java/util/Optional") == 0) {
		bool list = strcmp(name, "java/util/List") == 0;

		if (**at != '<' || !(*at)[1] || strchr("*+-T", (*at)[1]))
			return fail(extractor, place, "% needs the type of its elements: %<Flight>",
				    list ? "List" : "Optional", list ? "List" : "Optional");
		(*at)++;
		*out = (struct java_type){ NULL, list ? "List" : "Optional", "", list ? LIST : OPTION };
		if (parse_element(extractor, place, at, declarations, list ? "list" : "option", out))
			return -1;
		if (**at != '>')
			return fail(extractor, place, "its generic signature is damaged", "", "");
		(*at)++;
	} else {
		for (size_t i = 0; i < SCALARS; i++)
			if (strcmp(name, scalars[i].boxed) == 0) {
				if (!inside)
					return fail(extractor, place,
						    "% may be null; use %, or Optional of it for one that "
						    "may be absent",
						    simple_name(name), scalars[i].java);
				*out = (struct java_type){ memory_text(scalars[i].sd), scalars[i].java,
							   scalars[i].also, SCALAR };
			}
		if (!out->sd) {
			if (declare(extractor, place, name, declarations))
				return -1;
			*out = (struct java_type){ memory_text(simple_name(name)), "", "", NAMED };
		}
	}
	if (**at != ';') {
		free(out->sd);
		return fail(extractor, place, "generic types have no channel type; use a record of its own",
			    "", "");
	}
	(*at)++;
	return 0;
}

static int parse_type(struct extractor *extractor, const struct subject *place, const char **at, bool inside,
		      FILE *declarations, struct java_type *out)
{
	const char letter = **at;

	*out = (struct java_type){ 0 };
	for (size_t i = 0; i < SCALARS; i++)
		if (scalars[i].letter == letter) {
			(*at)++;
			*out = (struct java_type){ memory_text(scalars[i].sd), scalars[i].java,
						   scalars[i].also, SCALAR };
			return 0;
		}
	switch (letter) {
	case 'C':
		return fail(extractor, place, "char has no channel type; use int, or String for text", "",
			    "");
	case '[':
		(*at)++;
		if (**at == 'B') {
			(*at)++;
			*out = (struct java_type){ memory_text("bytes"), "byte[]", "", BYTES };
			return 0;
		}
		*out = (struct java_type){ NULL, "array", "", LIST };
		return parse_element(extractor, place, at, declarations, "list", out);
	case 'L':
		(*at)++;
		return parse_class(extractor, place, at, inside, declarations, out);
	default:
		return fail(extractor, place, "a type variable has no channel type; name a record", "", "");
	}
}

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* Whether the type that @Type names can stand for the Java type; the .sd parser looks at the rest. */
static bool fits(const struct java_type *type, const char *sd)
{
	char *word AUTO_FREE = memory_format(" %s ", sd);
	size_t length = strlen(sd);
	bool is_array = length && sd[length - 1] == ']';

	switch (type->kind) {
	case SCALAR:
		return strcmp(sd, type->sd) == 0 || strstr(type->also, word);
	case STRING:
		return begins(sd, "string") && !is_array;
	case BYTES:
		return (begins(sd, "bytes") && !is_array) || begins(sd, "int8[") || begins(sd, "list<int8");
	case LIST:
		return begins(sd, "list<") || is_array;
	case OPTION:
		return begins(sd, "option<");
	default:
		return strcmp(sd, type->sd) == 0;
	}
}

/* Writes "  name: type;" for a component; what it needs is declared before. */
static int write_component(struct extractor *extractor, const char *class, const struct classfile *file,
			   const struct classfile_record *record, FILE *body, FILE *declarations)
{
	char *name AUTO_FREE = utf8(file, record->name);
	char *signature AUTO_FREE = utf8(file, record->signature ? record->signature : record->descriptor);
	const struct subject place = { class, name, 0 };
	const char *at = signature;
	struct classfile_span annotation;
	struct java_type type;
	int result = 0;

	if (check_name(extractor, &place, name) ||
	    parse_type(extractor, &place, &at, false, declarations, &type))
		return -1;
	if (annotation_text(file, record->annotations, "Lstardust/Type;", &annotation)) {
		char *sd AUTO_FREE = memory_text_n((const char *)annotation.at, annotation.bytes);

		if (!fits(&type, sd) || strpbrk(sd, ";{}\n"))
			result = fail(extractor, &place, "@Type(\"%\") does not fit a Java %", sd,
				      type.kind == NAMED ? type.sd : type.java);
		else
			fprintf(body, "  %s: %s;\n", name, sd);
	} else {
		fprintf(body, "  %s: %s;\n", name, type.sd);
	}
	free(type.sd);
	return result;
}

static int write_record(struct extractor *extractor, const char *class, const struct classfile *file,
			FILE *declarations)
{
	char *body = NULL;
	size_t bytes = 0;
	FILE *out = open_memstream(&body, &bytes);
	int result = 0;

	if (!out)
		abort();
	for (unsigned i = 0; i < file->record_count && !result; i++)
		result = write_component(extractor, class, file, &file->records[i], out, declarations);
	fclose(out);
	if (!result)
		fprintf(declarations, "struct %s {\n%s}\n\n", simple_name(class), body);
	free(body);
	return result;
}

static int write_enum(const struct extractor *extractor, const char *class, const struct classfile *file,
		      FILE *declarations)
{
	struct classfile_span width;
	int64_t value;

	fprintf(declarations, "enum %s : ", simple_name(class));
	if (annotation_text(file, file->annotations, "Lstardust/Type;", &width) &&
	    !memchr(width.at, ';', width.bytes))
		fprintf(declarations, "%.*s {", (int)width.bytes, (const char *)width.at);
	else
		fputs("uint8 {", declarations);
	for (unsigned i = 0; i < file->fields_count; i++) {
		char *name AUTO_FREE = utf8(file, file->fields[i].name);

		const struct subject place = { class, name, 0 };

		if (!(file->fields[i].access & ENUM))
			continue;
		if (check_name(extractor, &place, name))
			return -1;
		if (annotation_number(file, file->fields[i].annotations, "Lstardust/Value;", &value))
			fprintf(declarations, " %s = %" PRId64 ";", name, value);
		else
			fprintf(declarations, " %s;", name);
	}
	fputs(" }\n\n", declarations);
	return 0;
}

/* All types of a .sd file are of one package, so all classes are too. */
static int check_package(struct extractor *extractor, const struct subject *place, const char *class)
{
	const char *slash = strrchr(class, '/');
	char *package AUTO_FREE = memory_text_n(class, slash ? (size_t)(slash - class) : 0);

	if (!slash)
		return fail(extractor, place, "% is in no package; channel types need one",
			    simple_name(class), "");
	if (extractor->package && strcmp(extractor->package, package) != 0)
		return fail(extractor, place,
			    "% is not in the package % of the other types; put them into one", class,
			    extractor->package);
	if (extractor->package)
		return 0;
	extractor->package = memory_text(package);
	return check_name(extractor, place, simple_name(package));
}

/* Writes a record's or an enum's declaration unless it is there. */
static int declare(struct extractor *extractor, const struct subject *place, const char *class,
		   FILE *declarations)
{
	const char *known = ports_class(&extractor->out->classes, simple_name(class));
	struct held held;
	int found, result;

	if (known && strcmp(known, class) == 0)
		return 0;
	if (known)
		return fail(extractor, place, "% and % have the same name; rename one", known, class);
	found = hold(extractor, class, &held);
	if (found < 0)
		return -1;
	if (!found)
		return fail(extractor, place, "% has no channel type; use a record", class, "");
	if (!held.file.is_record && !(held.file.access & ENUM))
		result = fail(extractor, place, "% is neither a record nor an enum", class, "");
	else
		result = check_package(extractor, place, class) ||
					 check_name(extractor, place, simple_name(class))
				 ? -1
				 : 0;
	if (!result) {
		words_add(&extractor->out->classes, "%s", class);
		if (held.file.is_record)
			result = write_record(extractor, class, &held.file, declarations);
		else
			result = write_enum(extractor, class, &held.file, declarations);
	}
	release(&held);
	return result;
}

/* Of a class that was declared. */
static bool is_enum(const struct extractor *extractor, const char *class)
{
	struct held held;

	if (hold(extractor, class, &held) <= 0)
		return false;
	const bool is = !held.file.is_record;
	release(&held);
	return is;
}

/* "Lstardust/In<Lflights/Flight;>;" */
static int write_port(struct extractor *extractor, const char *class, const struct classfile *file,
		      const struct classfile_field *field, FILE *service)
{
	char *name AUTO_FREE = utf8(file, field->name), *descriptor AUTO_FREE = utf8(file, field->descriptor);
	char *signature AUTO_FREE = field->signature ? utf8(file, field->signature) : memory_text("");
	const struct subject place = { class, name, 0 };
	bool is_in = strcmp(descriptor, "Lstardust/In;") == 0;
	const char *at = strchr(signature, '<');
	int64_t capacity = 0;

	if (!is_in && strcmp(descriptor, "Lstardust/Out;") != 0)
		return 0;
	if (!(field->access & STATIC))
		return fail(extractor, &place, "a port is a static field: static final % % = …",
			    is_in ? "In<…>" : "Out<…>", name);
	if (check_name(extractor, &place, name) || check_name(extractor, &place, simple_name(class)))
		return -1;
	if (!at || at[1] != 'L')
		return fail(extractor, &place, "a port needs the type of its messages: %",
			    is_in ? "In<Flight>" : "Out<Flight>", "");
	char *message AUTO_FREE = memory_text_n(at + 2, strcspn(at + 2, "<;"));

	if (declare(extractor, &place, message, extractor->text))
		return -1;
	if (is_enum(extractor, message))
		return fail(extractor, &place, "a port carries a record; make one with % as a component",
			    message, "");
	if (annotation_number(file, field->annotations, "Lstardust/Capacity;", &capacity) && !is_in)
		return fail(extractor, &place, "@Capacity is of the receiving end; remove it", "", "");
	fprintf(service, "  %s %s: %s", is_in ? "in" : "out", name, simple_name(message));
	if (capacity)
		fprintf(service, "[%" PRId64 "]", capacity);
	fputs(";\n", service);
	return 0;
}

static int write_all(struct extractor *extractor, const char *main, const struct classfile *file,
		     char **service)
{
	size_t bytes = 0;
	FILE *out = open_memstream(service, &bytes);
	int result = 0;

	if (!out)
		abort();
	for (unsigned i = 0; i < file->fields_count && !result; i++)
		result = write_port(extractor, main, file, &file->fields[i], out);
	fclose(out);
	return result;
}

int ports_extract(const struct classpath *classpath, const char *main, struct ports *out, struct error *error)
{
	struct extractor extractor = { .classpath = classpath, .out = out, .error = error };
	char *class AUTO_FREE = memory_text(main), *service = NULL, *declarations = NULL;
	size_t bytes = 0;
	struct held held;
	int found, result;

	*out = (struct ports){ 0 };
	for (char *at = class; *at; at++)
		if (*at == '.')
			*at = '/';
	found = hold(&extractor, class, &held);
	if (found < 0)
		return -1;
	if (!found) {
		error->is_input = true;
		return error_set(error, "there is no class %s on the class path", main);
	}
	extractor.text = open_memstream(&declarations, &bytes);
	if (!extractor.text)
		abort();
	result = write_all(&extractor, class, &held.file, &service);
	fclose(extractor.text);
	if (!result && service[0]) {
		out->service = memory_text(simple_name(class));
		out->text = memory_format(
			"// Taken from the Java class %s.\npackage %s;\n\n%sservice %s {\n%s}\n", main,
			simple_name(extractor.package), declarations, out->service, service);
	}
	release(&held);
	free(service);
	free(declarations);
	free(extractor.package);
	if (result)
		ports_free(out);
	return result;
}

const char *ports_class(const struct words *classes, const char *type)
{
	for (unsigned i = 0; i < classes->count; i++)
		if (strcmp(simple_name(classes->list[i]), type) == 0)
			return classes->list[i];
	return NULL;
}

void ports_free(struct ports *ports)
{
	free(ports->text);
	free(ports->service);
	words_free(&ports->classes);
	*ports = (struct ports){ 0 };
}

/* What the line, which write_all and those it calls wrote, declares: "Flight", "Flight.legs". `owner`: what
 * the last line of a declaration names. */
static char *declared_by(const char *line, const char *owner, size_t owner_length)
{
	static const char *const words[] = { "in ", "out " };
	const char *name = line + strspn(line, " ");
	const bool is_member = name > line;

	for (size_t i = 0; is_member && i < sizeof words / sizeof words[0]; i++)
		if (begins(name, words[i]) && strcspn(name, ":") > strlen(words[i]))
			name += strlen(words[i]);
	return is_member ? memory_format("%.*s.%.*s", (int)owner_length, owner, (int)strcspn(name, ":"), name)
			 : memory_format("%.*s", (int)owner_length, owner);
}

char *ports_error(const char *text, const char *path, const char *message)
{
	const size_t length = strlen(path);
	const char *at = message + length + 1, *owner = "", *line = text;
	size_t owner_length = 0;
	unsigned number, column;
	int end = 0;

	if (strncmp(message, path, length) != 0 || sscanf(at, "%u:%u: %n", &number, &column, &end) != 2 ||
	    !end)
		return memory_text(message);
	for (unsigned i = 1;; i++) {
		const size_t word = strcspn(line, " \n");

		if (line[word] == ' ' && word && !begins(line, "//")) {
			owner = line + word + 1;
			owner_length = strcspn(owner, " ;\n");
		}
		const char *next = strchr(line, '\n');
		if (i == number || !next)
			break;
		line = next + 1;
	}
	if (!owner_length) /* the name of the package, on no line of its own */
		return memory_format("the package: %s", at + end);
	char *place AUTO_FREE = declared_by(line, owner, owner_length);
	return memory_format("%s: %s", place, at + end);
}
