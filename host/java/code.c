/* SPDX-License-Identifier: Apache-2.0 */
/* What the instructions of a reached method reach. */
#include <string.h>

#include "host/java/reach.h"
#include "host/util/memory.h"
#include "jvm/run/bytecode.h"

enum { PRIVATE = 0x2, STATIC = 0x8, NATIVE = 0x100 };
enum {
	REF_GET_STATIC = 2,
	REF_PUT_STATIC = 4,
	REF_VIRTUAL = 5,
	REF_STATIC,
	REF_SPECIAL,
	REF_NEW,
	REF_INTERFACE
};

/* One method being looked at. Constants that were loaded last stand for the arguments of the next call. */
struct scan {
	struct reach *reach;
	struct world *world;
	struct world_method *method;
	const struct classfile *file;
	const char *string;         /* the last String constant, interned */
	const char *string_before;  /* the one before it */
	struct world_list literals; /* classes of Class constants so far */
};

static const char *text_of(const struct scan *scan, uint16_t index)
{
	return world_span(scan->world, classfile_utf8(scan->file, index));
}

/* The class of a Class constant, of an array's elements; NULL: primitive, or nowhere. */
static struct world_class *class_at(const struct scan *scan, uint16_t index)
{
	const char *name = world_span(scan->world, classfile_class_name(scan->file, index));
	size_t length;

	if (name[0] != '[')
		return world_class(scan->world, name);
	name += strspn(name, "[");
	length = strlen(name);
	if (name[0] != 'L' || length < 3)
		return NULL;
	char *element AUTO_FREE = memory_text_n(name + 1, length - 2);
	return world_class(scan->world, element);
}

static struct world_class *keep_at(const struct scan *scan, uint16_t index)
{
	struct world_class *class = class_at(scan, index);

	if (class)
		reach_keep(scan->reach, class, scan->method, NULL, "named by");
	return class;
}

struct member {
	struct world_class *class; /* Object for an array's method */
	const char *name, *descriptor;
};

static bool member_at(const struct scan *scan, uint16_t index, struct member *member)
{
	const struct classfile_constant reference = scan->file->constants[index];
	const struct classfile_constant pair = scan->file->constants[reference.b];
	const char *owner = world_span(scan->world, classfile_class_name(scan->file, reference.a));

	keep_at(scan, reference.a);
	if (!scan->method->class->module && strncmp(owner, "java/lang/invoke/MethodHandle", 29) == 0)
		reach_method_handles(scan->reach);
	member->class = world_class(scan->world, owner[0] == '[' ? "java/lang/Object" : owner);
	member->name = text_of(scan, pair.a);
	member->descriptor = text_of(scan, pair.b);
	return member->class != NULL;
}

/* The index of the field that the class itself declares, or -1. */
static int declared_field(const struct scan *scan, const struct world_class *class,
			  const struct member *member)
{
	const struct classfile *file = &class->file;

	for (unsigned i = 0; i < file->fields_count; i++)
		if (world_span(scan->world, classfile_utf8(file, file->fields[i].name)) == member->name &&
		    world_span(scan->world, classfile_utf8(file, file->fields[i].descriptor)) ==
			    member->descriptor)
			return (int)i;
	return -1;
}

/* The class or interface that declares a static field is the one that is initialised. */
static struct world_class *field_owner(const struct scan *scan, struct world_class *class,
				       const struct member *member)
{
	for (struct world_class *at = class; at; at = at->super) {
		int index = declared_field(scan, at, member);

		if (index >= 0) {
			at->fields_used[index] = true;
			return at;
		}
		for (unsigned i = 0; i < at->interface_count; i++) {
			struct world_class *found =
				at->interfaces[i] ? field_owner(scan, at->interfaces[i], member) : NULL;

			if (found)
				return found;
		}
	}
	return NULL;
}

static void use_field(const struct scan *scan, uint16_t index, bool is_static)
{
	struct member member;

	if (!member_at(scan, index, &member) || !is_static)
		return;
	struct world_class *owner = field_owner(scan, member.class, &member);
	if (!scan->method->class->module && strcmp(member.class->name, "java/util/Locale") == 0)
		locales_field(scan->reach, member.name);
	reach_initialise(scan->reach, owner ? owner : member.class, scan->method);
}

static bool is_one_of(const char *name, const char *const *names)
{
	for (; *names; names++)
		if (strcmp(name, *names) == 0)
			return true;
	return false;
}

/* Methods of a class that are looked up by name. */
static void reach_named_methods(const struct scan *scan, struct world_class *class, const char *name)
{
	for (unsigned i = 0; name && i < class->method_count; i++)
		if (class->methods[i].name == name)
			reach_method(scan->reach, &class->methods[i], scan->method, "named by");
}

/* A constant that is looked up by name: no instruction reads it. */
static void use_named_fields(const struct scan *scan)
{
	for (unsigned i = 0; i < scan->literals.count; i++) {
		struct world_class *class = scan->literals.at[i];

		for (unsigned j = 0; j < class->file.fields_count; j++)
			if (world_span(scan->world,
				       classfile_utf8(&class->file, class->file.fields[j].name)) ==
			    scan->string)
				class->fields_used[j] = true;
	}
}

static void each_literal(const struct scan *scan, const char *name, bool own)
{
	for (unsigned i = 0; i < scan->literals.count; i++)
		reach_named_methods(scan, scan->literals.at[i], name);
	if (own)
		reach_named_methods(scan, scan->method->class, name);
}

/* A file of the class path, or of the JDK's module whose code asks. */
static void resource(const struct scan *scan, const char *name)
{
	const char *module = scan->method->class->module;

	if (module)
		reach_jdk_resource(scan->reach, module, name, scan->method);
	else
		reach_resource(scan->reach, name);
}

/* "x" of getResource as such a file. */
static void constant_resource(const struct scan *scan, bool of_class)
{
	const char *slash = strrchr(scan->method->class->name, '/'), *name = scan->string;

	if (!name || !name[0])
		return;
	if (name[0] == '/')
		resource(scan, name + 1);
	if (!of_class)
		resource(scan, name);
	if (!of_class || name[0] == '/')
		return;
	/* Relative to a class's package: of the literals, or its own. */
	for (unsigned i = 0; i <= scan->literals.count; i++) {
		const char *owner = i < scan->literals.count
					    ? ((struct world_class *)scan->literals.at[i])->name
					    : scan->method->class->name;

		slash = strrchr(owner, '/');
		char *full AUTO_FREE =
			memory_format("%.*s%s", slash ? (int)(slash - owner) + 1 : 0, owner, name);
		resource(scan, full);
	}
}

/* Reflection with constants. */
static void look_for_reflection(const struct scan *scan, const struct member *member)
{
	static const char *const by_method_name[] = { "getMethod",  "getDeclaredMethod", "findVirtual",
						      "findStatic", "findSpecial",       "bind",
						      NULL };
	static const char *const constructors[] = { "getConstructor", "getDeclaredConstructor", "newInstance",
						    "findConstructor", NULL };
	static const char *const by_field_name[] = { "getField", "getDeclaredField", "findStaticGetter",
						     "findStaticVarHandle", NULL };
	static const char *const resources[] = {
		"getResource",       "getResourceAsStream",       "getResources",
		"getSystemResource", "getSystemResourceAsStream", NULL
	};
	const char *class = member->class->name;
	bool of_class = strcmp(class, "java/lang/Class") == 0;
	bool of_loader = strcmp(class, "java/lang/ClassLoader") == 0;
	bool of_lookup = strcmp(class, "java/lang/invoke/MethodHandles$Lookup") == 0;

	if ((of_class && strcmp(member->name, "forName") == 0) ||
	    (of_loader && strcmp(member->name, "loadClass") == 0)) {
		if (scan->string)
			reach_by_name(scan->reach, scan->string, scan->method);
	} else if ((of_class || of_lookup) && is_one_of(member->name, by_method_name)) {
		each_literal(scan, scan->string, true);
	} else if ((of_class || of_lookup) && is_one_of(member->name, by_field_name)) {
		use_named_fields(scan);
	} else if ((of_class || of_lookup) && is_one_of(member->name, constructors)) {
		each_literal(scan, world_text(scan->world, "<init>"), false);
		for (unsigned i = 0; i < scan->literals.count; i++)
			reach_instantiate(scan->reach, scan->literals.at[i], scan->method);
	} else if ((of_class || of_loader) && is_one_of(member->name, resources)) {
		constant_resource(scan, of_class);
	} else if (strcmp(class, "java/util/ServiceLoader") == 0 && strncmp(member->name, "load", 4) == 0) {
		for (unsigned i = 0; i < scan->literals.count; i++)
			reach_service(scan->reach, ((struct world_class *)scan->literals.at[i])->name,
				      scan->method);
	} else if (strcmp(class, "java/util/ResourceBundle") == 0 && strcmp(member->name, "getBundle") == 0 &&
		   scan->string && !scan->method->class->module) {
		char *path AUTO_FREE = memory_format("%s.properties", scan->string);

		for (char *at = path; at < path + strlen(scan->string); at++)
			if (*at == '.')
				*at = '/';
		reach_by_name(scan->reach, scan->string, scan->method);
		reach_resource(scan->reach, path);
	} else if (strcmp(member->name, "getInstance") == 0) {
		names_argument(scan->reach->names, scan->string, scan->method);
		names_argument(scan->reach->names, scan->string_before, scan->method);
	}
}

static bool is_polymorphic(const struct member *member, const struct world_method *declared)
{
	return declared && declared->file->access & NATIVE &&
	       strcmp(declared->descriptor, member->descriptor) != 0 &&
	       (strcmp(member->class->name, "java/lang/invoke/VarHandle") == 0 ||
		strcmp(member->class->name, "java/lang/invoke/MethodHandle") == 0);
}

/* kind as of method handles: REF_VIRTUAL … REF_INTERFACE. */
static void invoke(const struct scan *scan, const struct member *member, int kind)
{
	struct world_method *found = world_resolve(member->class, member->name, member->descriptor);

	look_for_reflection(scan, member);
	if (!found) {
		found = world_declared(member->class, member->name, NULL);
		if (!is_polymorphic(member, found))
			return;
		reach_method(scan->reach, found, scan->method, NULL);
		reach_call(scan->reach, member->class, member->name, NULL, scan->method);
		return;
	}
	found->needed = true;
	if (!scan->method->class->module)
		reach_direct(scan->reach, found);
	reach_keep(scan->reach, found->class, scan->method, NULL, "called by");
	if (kind == REF_STATIC)
		reach_initialise(scan->reach, found->class, scan->method);
	if (kind == REF_NEW)
		reach_instantiate(scan->reach, member->class, scan->method);
	if ((kind == REF_VIRTUAL || kind == REF_INTERFACE) && !(found->file->access & PRIVATE))
		reach_call(scan->reach, member->class, member->name, member->descriptor, scan->method);
	else
		reach_method(scan->reach, found, scan->method, NULL);
}

static void use_handle(const struct scan *scan, uint16_t index)
{
	const struct classfile_constant handle = scan->file->constants[index];
	struct member member;

	if (handle.a < REF_VIRTUAL)
		use_field(scan, handle.b, handle.a == REF_GET_STATIC || handle.a == REF_PUT_STATIC);
	else if (member_at(scan, handle.b, &member))
		invoke(scan, &member, handle.a);
}

/* The classes of a method type: it is made of their mirrors. */
static void use_descriptor(const struct scan *scan, const char *descriptor)
{
	for (const char *at = strchr(descriptor, 'L'); at; at = strchr(at, 'L')) {
		size_t length = strcspn(at, ";");
		char *name AUTO_FREE = memory_text_n(at + 1, length - 1);
		struct world_class *class = world_class(scan->world, name);

		if (class)
			reach_keep(scan->reach, class, scan->method, NULL, "in a method type of");
		at += length;
	}
}

static void use_dynamic(const struct scan *scan, uint16_t index);

static void use_constant(struct scan *scan, uint16_t index)
{
	struct world_class *class;

	switch (scan->file->tags[index]) {
	case CONSTANT_String:
		scan->string_before = scan->string;
		scan->string = text_of(scan, scan->file->constants[index].a);
		names_constant(scan->reach->names, scan->string, scan->method);
		if (!scan->method->class->module) {
			reach_text(scan->reach, scan->string);
			locales_constant(scan->reach, scan->string);
		}
		break;
	case CONSTANT_Class:
		class = keep_at(scan, index);
		if (class)
			world_list_add(&scan->literals, class);
		break;
	case CONSTANT_MethodHandle:
		use_handle(scan, index);
		break;
	case CONSTANT_MethodType:
		use_descriptor(scan, text_of(scan, scan->file->constants[index].a));
		break;
	case CONSTANT_Dynamic:
		use_dynamic(scan, index);
		break;
	default:
		break;
	}
}

/* The object that a lambda or a method reference makes is an instance of its interface, and of those that
 * altMetafactory adds. */
static void use_lambda(const struct scan *scan, const char *descriptor,
		       const struct classfile_bootstrap *bootstrap)
{
	const char *result = strchr(descriptor, ')') + 1;
	struct world_class *interface;

	for (unsigned i = 0; i < bootstrap->arguments_count; i++) {
		uint16_t argument = bootstrap->arguments[i];

		if (scan->file->tags[argument] == CONSTANT_MethodHandle)
			use_handle(scan, argument);
		if (scan->file->tags[argument] != CONSTANT_Class)
			continue;
		interface = keep_at(scan, argument);
		if (interface)
			reach_instantiate(scan->reach, world_lambda(scan->world, interface), scan->method);
	}
	if (result[0] != 'L')
		return;
	char *name AUTO_FREE = memory_text_n(result + 1, strlen(result) - 2);
	interface = world_class(scan->world, name);
	if (!interface)
		return;
	reach_keep(scan->reach, interface, scan->method, NULL, "a lambda in");
	reach_instantiate(scan->reach, world_lambda(scan->world, interface), scan->method);
}

/* An invokedynamic or a dynamic constant: the virtual machine itself does what four bootstrap methods would
 * do (jvm/invoke), so these are not reached. */
static void use_dynamic(const struct scan *scan, uint16_t index)
{
	const struct classfile_constant dynamic = scan->file->constants[index];
	const struct classfile_bootstrap *bootstrap = &scan->file->bootstrap[dynamic.a];
	const struct classfile_constant handle = scan->file->constants[bootstrap->handle];
	const struct classfile_constant reference = scan->file->constants[handle.b];
	const char *owner = world_span(scan->world, classfile_class_name(scan->file, reference.a));
	const char *descriptor = text_of(scan, scan->file->constants[dynamic.b].b);
	struct scan nested = *scan;

	if (strcmp(owner, "java/lang/invoke/LambdaMetafactory") == 0) {
		use_lambda(scan, descriptor, bootstrap);
		return;
	}
	if (strcmp(owner, "java/lang/runtime/ObjectMethods") != 0 &&
	    strcmp(owner, "java/lang/invoke/StringConcatFactory") != 0) {
		use_handle(scan, bootstrap->handle);
		use_descriptor(scan, descriptor);
	}
	for (unsigned i = 0; i < bootstrap->arguments_count; i++)
		if (bootstrap->arguments[i] != index)
			use_constant(&nested, bootstrap->arguments[i]);
}

static void use_instruction(struct scan *scan, const uint8_t *at)
{
	struct world_class *class;
	struct member member;

	switch (*at) {
	case BC_ldc:
		use_constant(scan, at[1]);
		break;
	case BC_ldc_w:
	case BC_ldc2_w:
		use_constant(scan, bytecode_u2(at + 1));
		break;
	case BC_getstatic:
	case BC_putstatic:
		use_field(scan, bytecode_u2(at + 1), true);
		break;
	case BC_getfield:
	case BC_putfield:
		use_field(scan, bytecode_u2(at + 1), false);
		break;
	case BC_invokevirtual:
	case BC_invokespecial:
	case BC_invokestatic:
	case BC_invokeinterface:
		if (member_at(scan, bytecode_u2(at + 1), &member))
			invoke(scan, &member,
			       *at == BC_invokevirtual   ? REF_VIRTUAL
			       : *at == BC_invokespecial ? REF_SPECIAL
			       : *at == BC_invokestatic  ? REF_STATIC
							 : REF_INTERFACE);
		break;
	case BC_invokedynamic:
		use_dynamic(scan, bytecode_u2(at + 1));
		break;
	case BC_new:
		class = keep_at(scan, bytecode_u2(at + 1));
		if (class)
			reach_instantiate(scan->reach, class, scan->method);
		break;
	case BC_checkcast:
		class = keep_at(scan, bytecode_u2(at + 1));
		if (class && !scan->method->class->module)
			serial_cast(scan->reach, class, scan->method);
		break;
	case BC_anewarray:
	case BC_instanceof:
	case BC_multianewarray:
		keep_at(scan, bytecode_u2(at + 1));
		break;
	default:
		break;
	}
}

/* The length of an instruction that lies whole in `room` bytes of code; 0: it does not, or is none. */
static uint32_t checked_length(const uint8_t *code, uint32_t bci, uint32_t bytes)
{
	uint32_t fixed = code[bci] == BC_tableswitch    ? 16
			 : code[bci] == BC_lookupswitch ? 12
			 : code[bci] == BC_wide         ? 2
							: 1;
	uint32_t length;

	if (code[bci] > BC_jsr_w || bytes - bci < fixed)
		return 0;
	length = bytecode_length(code, bci);
	return length > bytes - bci ? 0 : length;
}

static bool is_constant_of(const struct classfile *file, uint16_t index, unsigned tags)
{
	return index && index < file->constants_count && file->tags[index] < 32 &&
	       tags & 1u << file->tags[index];
}

/* The class parser does not look at bytecode: operands that name a constant must name one of the right kind.
 */
static bool operand_is_good(const struct classfile *file, const uint8_t *at)
{
	const unsigned loadable = 1u << CONSTANT_Integer | 1u << CONSTANT_Float | 1u << CONSTANT_Long |
				  1u << CONSTANT_Double | 1u << CONSTANT_Class | 1u << CONSTANT_String |
				  1u << CONSTANT_MethodHandle | 1u << CONSTANT_MethodType |
				  1u << CONSTANT_Dynamic;

	switch (*at) {
	case BC_ldc:
		return is_constant_of(file, at[1], loadable);
	case BC_ldc_w:
	case BC_ldc2_w:
		return is_constant_of(file, bytecode_u2(at + 1), loadable);
	case BC_getstatic:
	case BC_putstatic:
	case BC_getfield:
	case BC_putfield:
		return is_constant_of(file, bytecode_u2(at + 1), 1u << CONSTANT_Fieldref);
	case BC_invokevirtual:
	case BC_invokespecial:
	case BC_invokestatic:
	case BC_invokeinterface:
		return is_constant_of(file, bytecode_u2(at + 1),
				      1u << CONSTANT_Methodref | 1u << CONSTANT_InterfaceMethodref);
	case BC_invokedynamic:
		return is_constant_of(file, bytecode_u2(at + 1), 1u << CONSTANT_InvokeDynamic);
	case BC_new:
	case BC_anewarray:
	case BC_checkcast:
	case BC_instanceof:
	case BC_multianewarray:
		return is_constant_of(file, bytecode_u2(at + 1), 1u << CONSTANT_Class);
	default:
		return true;
	}
}

void reach_constants(struct reach *reach, const struct world_method *method,
		     void (*visit)(void *context, const char *text), void *context)
{
	const struct classfile *file = &method->class->file;
	const struct classfile_span code = method->file->code;

	for (uint32_t bci = 0, length; bci < code.bytes; bci += length) {
		const uint8_t *at = code.at + bci;

		length = checked_length(code.at, bci, code.bytes);
		if (!length || !operand_is_good(file, at))
			return;
		uint16_t index = *at == BC_ldc ? at[1] : *at == BC_ldc_w ? bytecode_u2(at + 1) : 0;

		if (index && file->tags[index] == CONSTANT_String)
			visit(context,
			      world_span(reach->world, classfile_utf8(file, file->constants[index].a)));
		else if (*at == BC_new || (*at >= BC_invokevirtual && *at <= BC_invokedynamic))
			visit(context, NULL);
	}
}

void reach_code(struct reach *reach, struct world_method *method)
{
	const struct classfile_method *code = method->file;
	struct scan scan = { reach, reach->world, method, &method->class->file, NULL, NULL, { 0 } };

	for (uint32_t bci = 0, length; bci < code->code.bytes; bci += length) {
		length = checked_length(code->code.at, bci, code->code.bytes);
		if (!length || !operand_is_good(scan.file, code->code.at + bci)) {
			if (!reach->world->is_bad)
				error_at(reach->world->error,
					 method->class->place ? method->class->place : "lib/modules", 0,
					 "%s.class: the bytecode of %s%s is damaged at %u",
					 method->class->name, method->name, method->descriptor, bci);
			reach->world->is_bad = true;
			break;
		}
		use_instruction(&scan, code->code.at + bci);
	}
	for (unsigned i = 0; i < code->ranges_count; i++)
		if (code->ranges[i].type)
			keep_at(&scan, code->ranges[i].type);
	memory_free_at(&scan.literals.at);
}
