/* SPDX-License-Identifier: Apache-2.0 */
/* lambda.c: LambdaMetafactory.metafactory and altMetafactory, done by the VM: a hidden class in the caller's
 * nest that implements the functional interface, with a field for each captured value. A lambda that captures
 * nothing is one object for good; else a native makes an instance at each evaluation. */
#include "jvm/invoke/class_writer.h"
#include "jvm/invoke/internal.h"
#include "jvm/classfile/classfile.h"
#include "jvm/gc/gc.h"
#include "jvm/gc/class_space.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <string.h>

/* JVMS 5.4.3.5 */
enum {
	REF_getField = 1,
	REF_invokeVirtual = 5,
	REF_invokeStatic,
	REF_invokeSpecial,
	REF_newInvokeSpecial,
	REF_invokeInterface
};
/* LambdaMetafactory.FLAG_… */
enum { FLAG_SERIALIZABLE = 1, FLAG_MARKERS = 2, FLAG_BRIDGES = 4 };

struct lambda {
	struct class *caller, *interface;
	struct symbol *name;       /* of the interface's method */
	struct symbol *descriptor; /* of it, erased */
	struct symbol *promised;   /* the same, as instantiated at this site */
	struct signature captured; /* result: the interface */
	struct signature types, promises;
	uint8_t kind;                  /* REF_… */
	struct method *method;         /* behind it, */
	struct class *method_class;    /* as found in this class, */
	struct signature method_types; /* the receiver among its parameters, the class made as its result */
	bool serializable;
	int markers_count, bridges_count;
	const uint16_t *markers, *bridges; /* pool indices: Class, MethodType */
	struct class_writer writer;
};

/* The native that evaluates a capturing lambda. */
struct factory {
	struct method method;
	struct class *class;
};

static void store(struct object *to, const struct field *field, const union slot value)
{
	switch (field->kind) {
	case KIND_BOOLEAN:
	case KIND_BYTE:
		FIELD(to, field->offset, int8_t) = (int8_t)value.i;
		break;
	case KIND_CHAR:
	case KIND_SHORT:
		FIELD(to, field->offset, int16_t) = (int16_t)value.i;
		break;
	case KIND_LONG:
	case KIND_DOUBLE:
		FIELD(to, field->offset, int64_t) = value.l;
		break;
	case KIND_REFERENCE:
		reference_store(&FIELD(to, field->offset, reference), value.o);
		break;
	default:
		FIELD(to, field->offset, int32_t) = value.i;
	}
}

static void evaluate(struct thread *thread, union slot *args)
{
	const struct factory *const factory = (const struct factory *)thread->frame->method;
	struct object *const made = gc_new_fast(thread, factory->class);
	if (!made)
		return;
	const union slot *from = args;
	for (int i = 0; i < factory->class->fields_count; i++) {
		store(made, &factory->class->fields[i], *from);
		from += kind_slots(factory->class->fields[i].kind);
	}
	args[0].o = made;
}

static struct symbol *method_type(const struct lambda *lambda, uint16_t index)
{
	return pool_symbol(lambda->caller->pool, lambda->caller->pool->entries[index].a);
}

static bool is_constant(const struct pool *pool, uint16_t index, uint8_t tag)
{
	return pool->tags[index] == tag;
}

/* The flags of altMetafactory and what they announce. false: not as javac writes it. */
static bool read_options(struct lambda *lambda, const struct bootstrap_method *bootstrap)
{
	const struct pool *const pool = lambda->caller->pool;
	int next = 3;
	int32_t numbers[3] = { 0 }; /* flags, markers, bridges */
	const uint16_t **const lists[] = { NULL, &lambda->markers, &lambda->bridges };
	for (int i = 0; i < 3; i++) {
		if (i > 0 && !(numbers[0] & (i == 1 ? FLAG_MARKERS : FLAG_BRIDGES)))
			continue;
		if (next >= bootstrap->arguments_count ||
		    !is_constant(pool, bootstrap->arguments[next], CONSTANT_Integer))
			return false;
		numbers[i] = pool->entries[bootstrap->arguments[next++]].i;
		if (i == 0)
			continue;
		if (numbers[i] < 0 || numbers[i] > bootstrap->arguments_count - next)
			return false;
		*lists[i] = bootstrap->arguments + next;
		for (int n = 0; n < numbers[i]; n++)
			if (!is_constant(pool, bootstrap->arguments[next++],
					 i == 1 ? CONSTANT_Class : CONSTANT_MethodType))
				return false;
	}
	lambda->serializable = numbers[0] & FLAG_SERIALIZABLE;
	lambda->markers_count = numbers[1];
	lambda->bridges_count = numbers[2];
	return true;
}

static enum desugared load_types(struct thread *thread, struct lambda *lambda, uint16_t index)
{
	return signature_load(thread, lambda->caller, pool_member_descriptor(lambda->caller->pool, index),
			      &lambda->captured) &&
			       signature_load(thread, lambda->caller, lambda->descriptor, &lambda->types) &&
			       signature_load(thread, lambda->caller, lambda->promised, &lambda->promises)
		       ? DESUGARED
		       : DESUGAR_FAILED;
}

/* Resolves the method behind the lambda, with the caller's rights, and makes of its descriptor what a call
 * takes and gives. */
static enum desugared find_method(struct thread *thread, struct lambda *lambda, uint16_t handle)
{
	struct pool *const pool = lambda->caller->pool;
	const uint16_t member = pool->entries[handle].b;
	static const uint8_t hows[] = { [REF_invokeVirtual] = INVOKE_VIRTUAL,
					[REF_invokeStatic] = INVOKE_STATIC,
					[REF_invokeSpecial] = INVOKE_SPECIAL,
					[REF_newInvokeSpecial] = INVOKE_SPECIAL,
					[REF_invokeInterface] = INVOKE_INTERFACE };
	lambda->kind = (uint8_t)pool->entries[handle].a;
	if (lambda->kind < REF_invokeVirtual)
		return DESUGAR_UNSUITABLE;
	lambda->method = pool_method(thread, pool, member, hows[lambda->kind]);
	lambda->method_class = lambda->method ? pool_class(thread, pool, pool->entries[member].a) : NULL;
	if (!lambda->method_class)
		return DESUGAR_FAILED;
	if (lambda->method->flags & METHOD_POLYMORPHIC || lambda->method_class->dimensions ||
	    (lambda->kind == REF_invokeSpecial && !(lambda->method->access & ACC_PRIVATE)) ||
	    (lambda->kind == REF_newInvokeSpecial && lambda->method_class->access & ACC_ABSTRACT))
		return DESUGAR_UNSUITABLE;
	struct signature *const types = &lambda->method_types;
	if (!signature_load(thread, lambda->caller, lambda->method->descriptor, types))
		return DESUGAR_FAILED;
	if (lambda->kind == REF_newInvokeSpecial) {
		types->result = lambda->method_class;
	} else if (lambda->kind != REF_invokeStatic) {
		memmove(types->types + 1, types->types, (size_t)types->count * sizeof *types->types);
		types->types[0] = lambda->method_class;
		types->count++;
	}
	return DESUGARED;
}

/* JLS 5.1.2 */
static bool widens(enum kind from, enum kind to)
{
	static const uint8_t rank[] = { [KIND_BYTE] = 1, [KIND_SHORT] = 2, [KIND_CHAR] = 2,  [KIND_INT] = 3,
					[KIND_LONG] = 4, [KIND_FLOAT] = 5, [KIND_DOUBLE] = 6 };
	return from == to || (rank[from] && rank[from] < rank[to] && to != KIND_CHAR);
}

/* Whether LambdaMetafactory lets a value of one type be taken for another; code_convert does it then. */
static bool adapts(const struct class *from, const struct class *to)
{
	if (to->kind == KIND_VOID)
		return true;
	if (from->kind == KIND_VOID)
		return false;
	if (from->kind != KIND_REFERENCE && to->kind != KIND_REFERENCE)
		return widens(from->kind, to->kind);
	if (from->kind != KIND_REFERENCE)
		return class_is_subclass(kind_box(from->kind), to);
	const enum kind inside = kind_unboxed(from);
	return to->kind == KIND_REFERENCE || inside == KIND_REFERENCE || widens(inside, to->kind);
}

static bool is_consistent(const struct lambda *lambda)
{
	const int captured = lambda->captured.count;
	if (!class_is_interface(lambda->interface) || lambda->types.count != lambda->promises.count ||
	    lambda->method_types.count != captured + lambda->types.count ||
	    !adapts(lambda->method_types.result, lambda->types.result) ||
	    signature_slots(&lambda->types) > 254)
		return false;
	for (int i = 0; i < captured; i++) {
		const struct class *const from = lambda->captured.types[i], *const to = lambda->method_types
												.types[i];
		if (from != to && (from->kind != KIND_REFERENCE || !class_is_subclass(from, to)))
			return false;
	}
	for (int i = 0; i < lambda->types.count; i++)
		if (!adapts(lambda->promises.types[i], lambda->method_types.types[captured + i]) ||
		    !adapts(lambda->types.types[i], lambda->promises.types[i]))
			return false;
	return true;
}

static void load_captured(struct lambda *lambda, struct code_writer *code, int i)
{
	char name[16], descriptor[1100];
	struct class *const type = lambda->captured.types[i];
	snprintf(name, sizeof name, "arg$%d", i + 1);
	class_descriptor(type, descriptor, sizeof descriptor);
	code_load(code, KIND_REFERENCE, 0);
	code_op_u2(code, BC_getfield, writer_own_field(&lambda->writer, name, descriptor),
		   kind_slots(type->kind) - 1);
}

/* The method `name` with `types`, the interface's own or a bridge: loads, converts, calls, converts. */
static void write_forward(struct lambda *lambda, const struct symbol *descriptor,
			  const struct signature *types)
{
	static const uint8_t opcodes[] = { [REF_invokeVirtual] = BC_invokevirtual,
					   [REF_invokeStatic] = BC_invokestatic,
					   [REF_invokeSpecial] = BC_invokespecial,
					   [REF_newInvokeSpecial] = BC_invokespecial,
					   [REF_invokeInterface] = BC_invokeinterface };
	const int captured = lambda->captured.count;
	struct code_writer code;
	code_begin(&code, &lambda->writer, (uint16_t)(1 + signature_slots(types)));
	if (lambda->kind == REF_newInvokeSpecial) {
		code_op_u2(&code, BC_new, writer_class(&lambda->writer, lambda->method_class), 1);
		code_op(&code, BC_dup, 1);
	}
	for (int i = 0; i < captured; i++)
		load_captured(lambda, &code, i);
	uint16_t local = 1;
	for (int i = 0; i < types->count; i++) {
		struct class *const type = types->types[i];
		code_load(&code, type->kind, local);
		local += (uint16_t)kind_slots(type->kind);
		code_convert(&code, type, lambda->method_types.types[captured + i],
			     lambda->promises.types[i]);
	}
	code_call(&code, opcodes[lambda->kind], lambda->method);
	code_convert(&code, lambda->method_types.result, types->result, types->result);
	code_return(&code, types->result->kind);
	writer_method(&lambda->writer, ACC_PUBLIC, lambda->name->text, descriptor->text, &code);
}

/* writeReplace, by which a serializable lambda is written as a SerializedLambda. */
static bool write_replace(struct thread *thread, struct lambda *lambda)
{
	struct class *const form = class_boot(thread, "java/lang/invoke/SerializedLambda");
	if (!form)
		return false;
	struct method *const constructor = class_method(
		form, symbol_of("<init>"),
		symbol_of("(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;I"
			  "Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;"
			  "[Ljava/lang/Object;)V"));
	struct code_writer code;
	code_begin(&code, &lambda->writer, 1);
	code_op_u2(&code, BC_new, writer_class(&lambda->writer, form), 1);
	code_op(&code, BC_dup, 1);
	code_constant_class(&code, lambda->caller);
	code_constant_string(&code, lambda->interface->name);
	code_constant_string(&code, lambda->name);
	code_constant_string(&code, lambda->descriptor);
	code_int(&code, lambda->kind);
	code_constant_string(&code, lambda->method_class->name);
	code_constant_string(&code, lambda->method->name);
	code_constant_string(&code, lambda->method->descriptor);
	code_constant_string(&code, lambda->promised);
	code_int(&code, lambda->captured.count);
	code_op_u2(&code, BC_anewarray, writer_class(&lambda->writer, vm.Object), 0);
	for (int i = 0; i < lambda->captured.count; i++) {
		code_op(&code, BC_dup, 1);
		code_int(&code, i);
		load_captured(lambda, &code, i);
		code_convert(&code, lambda->captured.types[i], vm.Object, vm.Object);
		code_op(&code, BC_aastore, -3);
	}
	code_call(&code, BC_invokespecial, constructor);
	code_return(&code, KIND_REFERENCE);
	writer_method(&lambda->writer, ACC_PRIVATE | ACC_FINAL, "writeReplace", "()Ljava/lang/Object;",
		      &code);
	return true;
}

/* writeObject and readObject of a lambda whose interface happens to be Serializable: they throw. */
static bool write_hostile(struct thread *thread, struct lambda *lambda)
{
	static const char *const methods[][2] = { { "writeObject", "(Ljava/io/ObjectOutputStream;)V" },
						  { "readObject", "(Ljava/io/ObjectInputStream;)V" } };
	struct class *const error = class_boot(thread, "java/io/NotSerializableException");
	for (int i = 0; error && i < 2; i++) {
		struct code_writer code;
		code_begin(&code, &lambda->writer, 2);
		code_op_u2(&code, BC_new, writer_class(&lambda->writer, error), 1);
		code_op(&code, BC_dup, 1);
		code_constant_string(&code, symbol_of("Non-serializable lambda"));
		code_call(&code, BC_invokespecial,
			  class_method(error, symbol_of("<init>"), symbol_of("(Ljava/lang/String;)V")));
		code_op(&code, BC_athrow, -1);
		writer_method(&lambda->writer, ACC_PRIVATE | ACC_FINAL, methods[i][0], methods[i][1], &code);
	}
	return error != NULL;
}

static bool implements(const struct lambda *lambda, struct class *const *markers, int count,
		       const struct class *wanted)
{
	bool found = class_is_subclass(lambda->interface, wanted);
	for (int i = 0; i < count; i++)
		found |= class_is_subclass(markers[i], wanted);
	return found;
}

/* The interfaces, and the methods that serialization looks for. */
static enum desugared write_interfaces(struct thread *thread, struct lambda *lambda)
{
	struct class *markers[256];
	if (lambda->markers_count > 255)
		return DESUGAR_UNSUITABLE;
	writer_interface(&lambda->writer, lambda->interface);
	int count = 0;
	for (int i = 0; i < lambda->markers_count; i++) {
		struct class *const marker = pool_class(thread, lambda->caller->pool, lambda->markers[i]);
		if (!marker)
			return DESUGAR_FAILED;
		bool is_new = marker != lambda->interface;
		for (int j = 0; j < count; j++)
			is_new &= marker != markers[j];
		if (!is_new)
			continue;
		writer_interface(&lambda->writer, marker);
		markers[count++] = marker;
	}
	const bool was_serializable = implements(lambda, markers, count, vm.Serializable);
	if (lambda->serializable && !was_serializable)
		writer_interface(&lambda->writer, vm.Serializable);
	if (lambda->serializable)
		return write_replace(thread, lambda) ? DESUGARED : DESUGAR_FAILED;
	return !was_serializable || write_hostile(thread, lambda) ? DESUGARED : DESUGAR_FAILED;
}

static enum desugared write_methods(struct thread *thread, struct lambda *lambda)
{
	write_forward(lambda, lambda->descriptor, &lambda->types);
	for (int i = 0; i < lambda->bridges_count; i++) {
		struct symbol *const descriptor = method_type(lambda, lambda->bridges[i]);
		struct signature types;
		if (!signature_load(thread, lambda->caller, descriptor, &types))
			return DESUGAR_FAILED;
		if (types.count != lambda->types.count)
			return DESUGAR_UNSUITABLE;
		write_forward(lambda, descriptor, &types);
	}
	return write_interfaces(thread, lambda);
}

/* As the JDK names it: Caller$$Lambda$7, and a hidden class's own suffix after that. */
static void begin_class(struct lambda *lambda)
{
	static unsigned _Atomic count;
	char name[1100], descriptor[1100];
	snprintf(name, sizeof name - 40, "%s", lambda->caller->name->text);
	for (char *at = name; *at; at++)
		if (*at == '+')
			*at = '_';
	snprintf(name + strlen(name), 32, "$$Lambda$%u", ++count);
	writer_begin(&lambda->writer, name);
	for (int i = 0; i < lambda->captured.count; i++) {
		snprintf(name, sizeof name, "arg$%d", i + 1);
		class_descriptor(lambda->captured.types[i], descriptor, sizeof descriptor);
		writer_field(&lambda->writer, ACC_PRIVATE | ACC_FINAL, name, descriptor);
	}
}

static bool fill_site(struct thread *thread, const struct lambda *lambda, uint16_t index, struct class *made,
		      struct call_site *site)
{
	if (lambda->captured.count == 0) {
		class_root_add(site, &site->constant);
		return (site->constant = gc_new(thread, made)) != NULL;
	}
	struct factory *const factory = metadata_beside(site, sizeof *factory);
	synthetic_method(&factory->method, made, "new",
			 pool_member_descriptor(lambda->caller->pool, index)->text, evaluate);
	factory->class = made;
	site->target = &factory->method;
	return true;
}

static enum desugared build(struct thread *thread, struct lambda *lambda, uint16_t index,
			    struct call_site *site)
{
	begin_class(lambda);
	enum desugared result = write_methods(thread, lambda);
	if (result == DESUGARED) {
		struct class *const made = writer_define(thread, &lambda->writer, lambda->caller);
		if (!made || !fill_site(thread, lambda, index, made, site))
			result = DESUGAR_FAILED;
	}
	writer_end(&lambda->writer);
	return result;
}

enum desugared lambda_link(struct thread *thread, struct class *caller, uint16_t index, bool alternative,
			   struct call_site *site)
{
	const struct bootstrap_method *const bootstrap = bootstrap_of(caller, index);
	const struct pool *const pool = caller->pool;
	if (bootstrap->arguments_count < 3 || (!alternative && bootstrap->arguments_count != 3) ||
	    !is_constant(pool, bootstrap->arguments[0], CONSTANT_MethodType) ||
	    !is_constant(pool, bootstrap->arguments[1], CONSTANT_MethodHandle) ||
	    !is_constant(pool, bootstrap->arguments[2], CONSTANT_MethodType))
		return DESUGAR_UNSUITABLE;
	struct lambda lambda = { .caller = caller, .name = pool_member_name(pool, index) };
	if (alternative && !read_options(&lambda, bootstrap))
		return DESUGAR_UNSUITABLE;
	lambda.descriptor = method_type(&lambda, bootstrap->arguments[0]);
	lambda.promised = method_type(&lambda, bootstrap->arguments[2]);
	enum desugared result = load_types(thread, &lambda, index);
	if (result == DESUGARED)
		result = find_method(thread, &lambda, bootstrap->arguments[1]);
	if (result != DESUGARED)
		return result;
	lambda.interface = lambda.captured.result;
	return is_consistent(&lambda) ? build(thread, &lambda, index, site) : DESUGAR_UNSUITABLE;
}
