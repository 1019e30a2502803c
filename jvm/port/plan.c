/* SPDX-License-Identifier: Apache-2.0 */
/* plan.c: from a codec type and the signature of what stands for it in Java (JVMS 4.7.9.1) to a plan. */
#include "jvm/port/plan.h"
#include "jvm/gc/class_space.h"
#include "jvm/link/link.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <stdlib.h>
#include <string.h>

enum { LONGEST_NAME = 256 };
enum { ALOAD_0 = 0x2a, ILOAD = 0x15, ILOAD_0 = 0x1a, INVOKESPECIAL = 0xb7, PUTFIELD = 0xb5, RETURN = 0xb1 };

static struct plan *make(struct thread *thread, const struct codec_type *type, const char *signature,
			 const char *name, bool boxed);

static void *no_match(struct thread *thread, const char *name, const char *signature)
{
	throw_new(thread, "java/lang/IllegalArgumentException",
		  "%s: the class in this image does not fit the port's type: %s", name, signature);
	return NULL;
}

static void *allocate(struct thread *thread, size_t count, size_t bytes)
{
	void *made = calloc(count ? count : 1, bytes);
	if (!made)
		throw_out_of_memory(thread, "port");
	return made;
}

/* The class that a signature names, without its type arguments; initialised. */
static struct class *class_of_signature(struct thread *thread, const char *signature, const char *name)
{
	char text[LONGEST_NAME];
	const size_t length = strcspn(signature, "<;");
	if (signature[0] != 'L' || length >= sizeof text)
		return no_match(thread, name, signature);
	memcpy(text, signature + 1, length - 1);
	text[length - 1] = 0;
	struct class *const class = class_load(thread, symbol_of(text), vm.system_loader);
	if (!class || !class_initialise(thread, class))
		return NULL;
	class_pin(class); /* plans stay */
	return class;
}

/* The kind that a signature's primitive or, in a List or Optional, its wrapper stands for. */
static enum kind primitive_of(const char *signature, bool boxed)
{
	static const struct {
		const char *wrapper;
		char letter;
		enum kind kind;
	} primitives[] = {
		{ "Ljava/lang/Boolean;", 'Z', KIND_BOOLEAN }, { "Ljava/lang/Byte;", 'B', KIND_BYTE },
		{ "Ljava/lang/Short;", 'S', KIND_SHORT },     { "Ljava/lang/Integer;", 'I', KIND_INT },
		{ "Ljava/lang/Long;", 'J', KIND_LONG },       { "Ljava/lang/Float;", 'F', KIND_FLOAT },
		{ "Ljava/lang/Double;", 'D', KIND_DOUBLE },
	};
	for (size_t i = 0; i < sizeof primitives / sizeof primitives[0]; i++)
		if (boxed ? strncmp(signature, primitives[i].wrapper, strlen(primitives[i].wrapper)) == 0
			  : *signature == primitives[i].letter)
			return primitives[i].kind;
	return KIND_REFERENCE;
}

static bool is_text(const char *signature, const char *start)
{
	return strncmp(signature, start, strlen(start)) == 0;
}

/* Whether a constructor does no more than to store its arguments in order, as the compiler makes it: then
 * setting the fields is the same. */
static bool only_stores(const struct method *constructor, const struct class *class)
{
	const uint8_t *at = constructor->bytecode, *const end = at + constructor->code_bytes;
	uint32_t local = 1;
	if (end - at < 5 || at[0] != ALOAD_0 || at[1] != INVOKESPECIAL)
		return false;
	at += 4;
	for (uint16_t i = 0; i < class->record_count; i++) {
		const char letter = class->records[i].descriptor->text[0];
		const uint8_t type = letter == 'J'                    ? 1
				     : letter == 'F'                  ? 2
				     : letter == 'D'                  ? 3
				     : letter == 'L' || letter == '[' ? 4
								      : 0;
		if (end - at < 6 || *at++ != ALOAD_0)
			return false;
		if (local < 4 ? *at != ILOAD_0 + 4 * type + local : *at != ILOAD + type || at[1] != local)
			return false;
		at += local < 4 ? 1 : 2;
		if (end - at < 4 || *at != PUTFIELD ||
		    pool_member_name(class->pool, (uint16_t)(at[1] << 8 | at[2])) != class->records[i].name)
			return false;
		at += 3;
		local += letter == 'J' || letter == 'D' ? 2 : 1;
	}
	return end - at == 1 && *at == RETURN;
}

/* The constructor whose parameters are the components. */
static struct method *canonical_constructor(const struct class *class)
{
	for (uint16_t i = 0; i < class->methods_count; i++) {
		struct method *const method = &class->methods[i];
		const char *at = method->descriptor->text + 1;
		uint16_t component = 0;
		if (strcmp(method->name->text, "<init>") != 0)
			continue;
		for (; component < class->record_count; component++) {
			const struct symbol *const part = class->records[component].descriptor;
			if (strncmp(at, part->text, part->length) != 0)
				break;
			at += part->length;
		}
		if (component == class->record_count && *at == ')')
			return method;
	}
	return NULL;
}

static bool make_record(struct thread *thread, struct plan *plan, const char *signature)
{
	struct class *const class = class_of_signature(thread, signature, plan->name);
	if (!class)
		return false;
	struct method *const constructor = class->is_record ? canonical_constructor(class) : NULL;
	if (!constructor || class->record_count != plan->type->field_count)
		return no_match(thread, plan->name, signature);
	plan->class = class;
	plan->constructor = only_stores(constructor, class) && !class->has_finaliser ? NULL : constructor;
	plan->fields = allocate(thread, class->record_count, sizeof *plan->fields);
	for (uint16_t i = 0; plan->fields && i < class->record_count; i++) {
		const struct record_component *const component = &class->records[i];
		const struct field *const field =
			class_find_field(class, component->name, component->descriptor);
		if (!field)
			return no_match(thread, plan->name, signature);
		const struct symbol *const type = field->signature ? field->signature : field->descriptor;
		plan->fields[i] = (struct plan_field){ .object_offset = field->offset };
		plan->fields[i].plan =
			make(thread, plan->type->fields[i].type, type->text, component->name->text, false);
		if (!plan->fields[i].plan)
			return false;
	}
	return plan->fields;
}

static bool make_enum(struct thread *thread, struct plan *plan, const char *signature)
{
	char descriptor[LONGEST_NAME + 8];
	union slot result;
	struct class *const class = class_of_signature(thread, signature, plan->name);
	if (!class)
		return false;
	if (!(class->access & ACC_ENUM) || class->name->length >= LONGEST_NAME)
		return no_match(thread, plan->name, signature);
	plan->class = class;
	strcpy(descriptor, "()[L");
	strcat(strcat(descriptor, class->name->text), ";");
	if (!call_static(thread, class, "values", descriptor, &result))
		return false;
	plan->constants = result.o;
	gc_root_add(&plan->constants);
	if ((uint32_t)((struct array *)result.o)->length != plan->type->value_count)
		return no_match(thread, plan->name, signature);
	return true;
}

/* Elements: of a List<…> or Optional<…> by its type argument, of an array by its element. */
static bool make_element(struct thread *thread, struct plan *plan, const char *signature)
{
	const char *const generic =
		plan->type->kind == CODEC_OPTION ? "Ljava/util/Optional<" : "Ljava/util/List<";
	const bool is_array = plan->type->kind != CODEC_OPTION && *signature == '[';
	if (!is_array && !is_text(signature, generic))
		return no_match(thread, plan->name, signature);
	const char *const inner = signature + (is_array ? 1 : strlen(generic));
	plan->element = make(thread, plan->type->element, inner, plan->name, !is_array);
	if (!plan->element)
		return false;
	if (!is_array) {
		plan->class = class_of_signature(thread, signature, plan->name);
		return plan->class;
	}
	struct class *of = vm.primitive[plan->element->kind];
	if (*inner == 'L')
		of = class_of_signature(thread, inner, plan->name);
	else if (*inner == '[')
		of = plan->element->class;
	plan->class = of ? class_array(thread, of) : NULL;
	return plan->class;
}

static bool fill(struct thread *thread, struct plan *plan, const char *signature)
{
	switch (plan->type->kind) {
	case CODEC_PLAIN:
	case CODEC_BOOL:
		plan->kind = primitive_of(signature, plan->boxed);
		if (plan->kind == KIND_REFERENCE)
			return no_match(thread, plan->name, signature);
		plan->class = plan->boxed ? class_of_signature(thread, signature, plan->name) : NULL;
		/* Else it is an object, or wider, which stands for an unsigned number. */
		if (!plan->boxed && plan_number_bytes(plan->kind) == plan->type->value_bytes)
			plan->copied = plan->type->value_bytes;
		return !plan->boxed || plan->class;
	case CODEC_SHORT_STRING:
	case CODEC_STRING:
		plan->class = vm.String;
		return is_text(signature, "Ljava/lang/String;") || no_match(thread, plan->name, signature);
	case CODEC_SHORT_BYTES:
	case CODEC_BYTES:
		plan->class = vm.primitive_array[KIND_BYTE];
		return is_text(signature, "[B") || no_match(thread, plan->name, signature);
	case CODEC_ENUM:
		return make_enum(thread, plan, signature);
	case CODEC_STRUCT:
		return make_record(thread, plan, signature);
	default:
		return make_element(thread, plan, signature);
	}
}

static struct plan *make(struct thread *thread, const struct codec_type *type, const char *signature,
			 const char *name, bool boxed)
{
	struct plan *const plan = allocate(thread, 1, sizeof *plan);
	if (!plan)
		return NULL;
	*plan = (struct plan){ .type = type, .name = name, .kind = KIND_REFERENCE, .boxed = boxed };
	return fill(thread, plan, signature) ? plan : NULL;
}

struct class *plan_helper(struct thread *thread)
{
	return class_load(thread, symbol_of("stardust/Ports"), vm.system_loader);
}

struct plan *plan_make(struct thread *thread, const struct codec_type *type, const char *record)
{
	char signature[LONGEST_NAME];
	if (strlen(record) + 3 > sizeof signature)
		return no_match(thread, record, "a long name");
	strcpy(signature, "L");
	strcat(strcat(signature, record), ";");
	char *const name = strdup(record);
	if (!name) {
		throw_out_of_memory(thread, "port");
		return NULL;
	}
	for (char *at = name; *at; at++)
		if (*at == '/')
			*at = '.';
	return make(thread, type, signature, name, false);
}
