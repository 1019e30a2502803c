/* SPDX-License-Identifier: Apache-2.0 */
/* member.c: instructions that name fields and methods, and `new` (4.10.1.9, 4.10.1.8). */
#include "jvm/verify/internal.h"
#include <string.h>

struct member {
	struct classfile_span class, name, descriptor;
	bool interface;
};

static struct member member_at(const struct verifier *v, uint16_t index)
{
	const struct classfile_constant *const constant = &v->file->constants[index];
	const struct classfile_constant *const name = &v->file->constants[constant->b];
	struct member member = { .name = classfile_utf8(v->file, name->a),
				 .descriptor = classfile_utf8(v->file, name->b),
				 .interface = v->file->tags[index] == CONSTANT_InterfaceMethodref };
	if (v->file->tags[index] != CONSTANT_InvokeDynamic)
		member.class = classfile_class_name(v->file, constant->a);
	return member;
}

/* A protected member of a superclass in another package may be used only on what is of this class. *strict:
 * so. */
static bool is_protected(struct verifier *v, const struct member *member, bool is_method, bool *strict)
{
	*strict = false;
	if (member->class.at[0] == '[')
		return true;
	const enum verify_answer answer = v->world->protected_elsewhere(
		v->world->context, member->class, member->name, member->descriptor, is_method);
	*strict = answer == VERIFY_YES;
	return answer != VERIFY_UNKNOWN || verify_unknown(v);
}

static bool declares_field(const struct verifier *v, const struct member *member)
{
	for (uint32_t i = 0; i < v->file->fields_count; i++) {
		const struct classfile_span name = classfile_utf8(v->file, v->file->fields[i].name);
		const struct classfile_span descriptor =
			classfile_utf8(v->file, v->file->fields[i].descriptor);
		if (type_equal(type_reference(name), type_reference(member->name)) &&
		    type_equal(type_reference(descriptor), type_reference(member->descriptor)))
			return true;
	}
	return false;
}

bool member_field(struct verifier *v, uint8_t opcode)
{
	const struct member member = member_at(v, bytecode_u2(v->code + v->bci + 1));
	const uint8_t *at = member.descriptor.at;
	const struct type type = type_of_descriptor(&at), owner = type_reference(member.class);
	bool strict;
	if ((opcode == BC_putstatic || opcode == BC_putfield) && !operand_pop(v, type))
		return false;
	if (opcode == BC_getfield || opcode == BC_putfield) {
		/* A constructor may set the fields of its own class before it calls another one. */
		const bool early = opcode == BC_putfield && v->frame.depth &&
				   v->frame.stack[v->frame.depth - 1].kind == TYPE_UNINITIALIZED_THIS &&
				   type_equal(owner, type_reference(v->this_name)) &&
				   declares_field(v, &member);
		if (early) {
			v->frame.depth--;
			return true;
		}
		if (!is_protected(v, &member, false, &strict))
			return false;
		if (strict) {
			const struct type held =
				v->frame.depth ? v->frame.stack[v->frame.depth - 1] : type_of_kind(TYPE_TOP);
			bool yes;
			if (!type_assignable(v, held, type_reference(v->this_name), &yes))
				return false;
			if (!yes)
				return verify_fail(v, "Bad access to protected data in getfield",
						   "The object is not assignable to this class");
		}
		if (!operand_pop(v, owner))
			return false;
	}
	return opcode == BC_putstatic || opcode == BC_putfield || operand_push(v, type);
}

bool operand_arguments(struct verifier *v, struct classfile_span descriptor, struct type *result)
{
	struct type types[256];
	int count = 0;
	const uint8_t *at = descriptor.at + 1;
	while (*at != ')')
		types[count++] = type_of_descriptor(&at);
	at++;
	*result = *at == 'V' ? type_of_kind(TYPE_TOP) : type_of_descriptor(&at);
	while (count--)
		if (!operand_pop(v, types[count]))
			return false;
	return true;
}

/* Every copy of an uninitialized object is initialized now. */
static void initialise(struct verifier *v, struct type from, struct type to)
{
	for (uint32_t i = 0; i < v->frame.locals_count; i++)
		if (type_equal(v->frame.locals[i], from))
			v->frame.locals[i] = to;
	for (uint32_t i = 0; i < v->frame.depth; i++)
		if (type_equal(v->frame.stack[i], from))
			v->frame.stack[i] = to;
}

static bool call_constructor(struct verifier *v, const struct member *member)
{
	struct type object;
	char a[96];
	bool strict;
	if (!operand_reference(v, &object))
		return false;
	if (object.kind == TYPE_UNINITIALIZED_THIS) {
		const bool own = type_equal(type_reference(member->class), type_reference(v->this_name));
		const bool super =
			v->file->super_class &&
			type_equal(type_reference(member->class),
				   type_reference(classfile_class_name(v->file, v->file->super_class)));
		if (!own && !super)
			return verify_fail(v, "Bad <init> method call",
					   "It is neither of this class nor of its superclass");
		initialise(v, object, type_reference(v->this_name));
		v->frame.this_uninitialized = false;
		return true;
	}
	if (object.kind != TYPE_UNINITIALIZED)
		return verify_fail(v, "Bad operand type when invoking <init>",
				   "Invalid type: %s (current frame, stack[%u])", type_text(object, a),
				   v->frame.depth);
	const struct classfile_span made =
		classfile_class_name(v->file, bytecode_u2(v->code + object.bci + 1));
	if (!type_equal(type_reference(made), type_reference(member->class)))
		return verify_fail(v, "Call to wrong <init> method", "The object is of another class");
	if (!is_protected(v, member, true, &strict))
		return false;
	if (strict)
		return verify_fail(v, "Bad access to protected <init> method",
				   "It is of a superclass in another package");
	initialise(v, object, type_reference(made));
	return true;
}

static bool is_own_interface(const struct verifier *v, struct classfile_span name)
{
	for (uint32_t i = 0; i < v->file->interfaces_count; i++)
		if (type_equal(type_reference(classfile_class_name(v->file, v->file->interfaces[i])),
			       type_reference(name)))
			return true;
	return type_equal(type_reference(name), type_reference(v->this_name));
}

static bool is_object(struct classfile_span name)
{
	return classfile_span_is(name, "java/lang/Object");
}

/* invokespecial of another method: of this class or one above, on an object of this class. */
static bool call_special(struct verifier *v, const struct member *member)
{
	bool yes = true;
	if (member->interface) {
		yes = is_own_interface(v, member->class);
	} else if (!is_object(member->class)) {
		if (!type_assignable(v, type_reference(v->this_name), type_reference(member->class), &yes))
			return false;
	}
	if (!yes)
		return verify_fail(
			v,
			"Bad invokespecial instruction: current class isn't assignable to reference class.",
			VERIFY_BYTECODE);
	return operand_pop(v, type_reference(v->this_name));
}

/* Arrays have a public clone. */
static bool is_array_clone(const struct verifier *v, const struct member *member)
{
	const struct type held = v->frame.depth ? v->frame.stack[v->frame.depth - 1] : type_of_kind(TYPE_TOP);
	return held.kind == TYPE_REFERENCE && held.name.at[0] == '[' && is_object(member->class) &&
	       classfile_span_is(member->name, "clone");
}

static bool call_virtual_method(struct verifier *v, const struct member *member)
{
	bool strict, yes = true;
	if (!is_protected(v, member, true, &strict))
		return false;
	if (strict && !is_array_clone(v, member)) {
		const struct type held =
			v->frame.depth ? v->frame.stack[v->frame.depth - 1] : type_of_kind(TYPE_TOP);
		if (!type_assignable(v, held, type_reference(v->this_name), &yes))
			return false;
	}
	if (!yes)
		return verify_fail(v, "Bad access to protected data in invokevirtual",
				   "The object is not assignable to this class");
	return operand_pop(v, type_reference(member->class));
}

/* The count of an invokeinterface: the entries of the arguments and the object. */
static bool count_is_right(struct verifier *v, struct classfile_span descriptor)
{
	uint32_t count = 1;
	for (const uint8_t *at = descriptor.at + 1; *at != ')';)
		count += 1 + type_is_two(type_of_descriptor(&at));
	return v->code[v->bci + 3] == count ||
	       verify_fail(v, "Inconsistent args count operand in invokeinterface", VERIFY_BYTECODE);
}

bool member_invoke(struct verifier *v, uint8_t opcode)
{
	const struct member member = member_at(v, bytecode_u2(v->code + v->bci + 1));
	const bool constructor = classfile_span_is(member.name, "<init>");
	struct type result;
	bool right;
	if (member.name.at[0] == '<' && !(constructor && opcode == BC_invokespecial))
		return verify_fail(v, "Illegal call to internal method", VERIFY_BYTECODE);
	if (member.interface && opcode <= BC_invokestatic && opcode != BC_invokevirtual &&
	    v->file->major < 52)
		return verify_fail(v, "Illegal type at constant pool entry",
				   "An interface's method, in a class file before version 52");
	if (opcode == BC_invokeinterface && !count_is_right(v, member.descriptor))
		return false;
	if (!operand_arguments(v, member.descriptor, &result))
		return false;
	switch (opcode) {
	case BC_invokespecial:
		right = constructor ? call_constructor(v, &member) : call_special(v, &member);
		break;
	case BC_invokevirtual:
		right = call_virtual_method(v, &member);
		break;
	case BC_invokeinterface:
		right = operand_pop(v, type_reference(member.class));
		break;
	default:
		right = true;
	}
	return right && (result.kind == TYPE_TOP || operand_push(v, result));
}

bool member_new(struct verifier *v)
{
	const struct classfile_span name = classfile_class_name(v->file, bytecode_u2(v->code + v->bci + 1));
	const struct type made = { .kind = TYPE_UNINITIALIZED, .bci = v->bci };
	if (name.at[0] == '[')
		return verify_fail(v, "Illegal use of array in new", "%.*s", (int)name.bytes,
				   (const char *)name.at);
	/* An object of an earlier turn of a loop may not be mixed up with the new one. */
	for (uint32_t i = 0; i < v->frame.depth; i++)
		if (type_equal(v->frame.stack[i], made))
			return verify_fail(v, "Uninitialized object exists on operand stack",
					   "Made here before");
	for (uint32_t i = 0; i < v->frame.locals_count; i++)
		if (type_equal(v->frame.locals[i], made))
			v->frame.locals[i] = type_of_kind(TYPE_TOP);
	return operand_push(v, made);
}
