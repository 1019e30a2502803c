/* SPDX-License-Identifier: Apache-2.0 */
/* verify.c: when a class is verified (verify/), and what verification asks of other classes. */
#include "jvm/verify/verify.h"
#include "jvm/link/external.h"
#include "jvm/link/internal.h"
#include "jvm/classlib/classlib.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <string.h>

struct question {
	struct thread *thread;
	struct class *class;
	struct classfile_span own_name; /* a hidden class's own name is not the one in its bytes */
};

static struct symbol *symbol_of_span(struct classfile_span span)
{
	return symbol_intern((const char *)span.at, span.bytes);
}

/* NULL: NoClassDefFoundError or another error is pending. */
static struct class *find(const struct question *question, struct classfile_span name)
{
	if (name.bytes == question->own_name.bytes && memcmp(name.at, question->own_name.at, name.bytes) == 0)
		return question->class;
	struct symbol *const symbol = symbol_of_span(name);
	struct class *const found = class_load(question->thread, symbol, question->class->loader);
	if (!found)
		class_not_found_to_error(question->thread, symbol);
	return found;
}

static enum verify_answer assignable(void *context, struct classfile_span from, struct classfile_span to)
{
	const struct question *const question = context;
	const struct class *const target = find(question, to);
	if (!target)
		return VERIFY_UNKNOWN;
	if (class_is_interface(target))
		return VERIFY_YES;
	const struct class *const source = find(question, from);
	if (!source)
		return VERIFY_UNKNOWN;
	return class_is_subclass(source, target) ? VERIFY_YES : VERIFY_NO;
}

static enum verify_answer protected_elsewhere(void *context, struct classfile_span class_name,
					      struct classfile_span name, struct classfile_span descriptor,
					      bool is_method)
{
	const struct question *const question = context;
	const struct symbol *const wanted = symbol_of_span(class_name);
	const struct class *super = question->class->super;
	while (super && super->name != wanted)
		super = super->super;
	if (!super)
		return VERIFY_NO;
	const struct class *owner = NULL;
	uint16_t access = 0;
	if (is_method) {
		const struct method *const method =
			class_find_method(super, symbol_of_span(name), symbol_of_span(descriptor));
		owner = method ? method->owner : NULL;
		access = method ? method->access : 0;
	} else {
		const struct field *const field =
			class_find_field(super, symbol_of_span(name), symbol_of_span(descriptor));
		owner = field ? field->owner : NULL;
		access = field ? field->access : 0;
	}
	return owner && access & ACC_PROTECTED && !class_same_package(question->class, owner) ? VERIFY_YES
											      : VERIFY_NO;
}

/* As in HotSpot, what the boot loader loads is trusted unless all is to be verified. */
static bool is_due(const struct class *class)
{
	if (class->trusted || !class->bytes.at || vm.options.verify_none ||
	    (vm.MagicAccessorImpl && class_is_subclass(class, vm.MagicAccessorImpl)))
		return false;
	/* An archive lacks classes that only methods which never run name, and that the verifier would ask
	 * for. */
	if (class->loader && class->loader == vm.system_loader && classlib_has_archive())
		return vm.options.verify_all;
	return class->loader || vm.options.verify_all;
}

bool verify_class(struct thread *thread, struct class *class)
{
	struct classfile file;
	struct classfile_error format_error;
	struct verify_error error;
	if (!is_due(class))
		return true;
	if (!classfile_parse(class->bytes.at, class->bytes.bytes, (struct classfile_span){ 0 }, &file,
			     &format_error)) {
		/* It was right when the class was defined. */
		throw_out_of_memory(thread, "verification");
		return false;
	}
	struct question question = { thread, class, classfile_class_name(&file, file.this_class) };
	const struct verify_world world = { &question, assignable, protected_elsewhere };
	const bool right = verify_class_file(&file, &world, &error);
	char method[1024] = "";
	if (!right && error.method && error.names_method)
		external_method(class, symbol_of_span(classfile_utf8(&file, error.method->name)),
				symbol_of_span(classfile_utf8(&file, error.method->descriptor)), method);
	classfile_free(&file);
	/* Up to version 50 types may be inferred in place of a map (JVMS 4.10.2): not here. */
	const bool wants_inference = !error.format && class->major <= 50;
	if (!right && !error.unknown)
		throw_new(
			thread, error.format ? "java/lang/ClassFormatError" : "java/lang/VerifyError",
			"%s%s%s%s%s", error.message, *method ? " in method '" : "", method,
			*method ? "'" : "",
			wants_inference
				? "\n  (This virtual machine does not infer types: class files of version 50 "
				  "and older need a StackMapTable; compile the class anew)"
				: "");
	return right;
}
