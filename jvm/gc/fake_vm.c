/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/gc/fake_vm.h"
#include "jvm/link/link.h"
#include "jvm/memory/low.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct vm vm;
uint32_t injected_class_class = 8, injected_loader_space, injected_method_target;
int fake_errors;
char fake_message[128];
struct class *fake_references[GC_PHANTOM + 1];
struct object *fake_finalizers[fake_finalizers_room];
int fake_finalizers_count;

static void raise_error(struct thread *thread, const char *text)
{
	fake_errors++;
	snprintf(fake_message, sizeof fake_message, "%s", text);
	thread->exception = vm.out_of_memory;
}

void throw_out_of_memory(struct thread *thread, const char *what)
{
	raise_error(thread, what);
}

void throw_new(struct thread *thread, const char *class_name, const char *format, ...)
{
	char text[61];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	char whole[sizeof fake_message];
	snprintf(whole, sizeof whole, "%.60s: %.60s", class_name, text);
	raise_error(thread, whole);
}

struct class *class_of_mirror(const struct object *mirror)
{
	return (struct class *)(uintptr_t)FIELD(mirror, injected_class_class, uint32_t);
}

bool call_static(struct thread *thread, struct class *class, const char *name, const char *descriptor,
		 union slot *result, ...)
{
	(void)class, (void)name, (void)descriptor, (void)result;
	va_list arguments;
	va_start(arguments, result);
	struct object *finalizee = va_arg(arguments, struct object *);
	va_end(arguments);
	static struct object *kept; /* a root, since making the Finalizer may collect */
	static bool added;
	if (!added)
		gc_root_add(&kept);
	added = true;
	kept = finalizee;
	struct object *finalizer = gc_new(thread, fake_references[GC_FINAL]);
	if (!finalizer || fake_finalizers_count == fake_finalizers_room)
		return false;
	reference_store(&FIELD(finalizer, fake_referent, reference), kept);
	kept = NULL;
	fake_finalizers[fake_finalizers_count++] = finalizer;
	return true;
}

static struct symbol *symbol(const char *text)
{
	struct symbol *made = metadata_allocate(sizeof *made + strlen(text) + 1);
	strcpy(made->text, text);
	return made;
}

struct class *fake_class(const char *name, uint32_t bytes, unsigned count, const uint32_t *offsets)
{
	struct class *class = metadata_allocate(sizeof *class);
	class->name = symbol(name);
	class->instance_bytes = bytes;
	class->reference_count = (uint16_t)count;
	class->reference_offsets = metadata_allocate((count + 1) * sizeof *offsets);
	if (count)
		memcpy(class->reference_offsets, offsets, count * sizeof *offsets);
	class->next = vm.classes;
	vm.classes = class;
	return class;
}

struct class *fake_array_class(const char *name, enum kind element, unsigned shift)
{
	struct class *class = fake_class(name, array_data_offset, 0, NULL);
	class->dimensions = 1;
	class->element_kind = (uint8_t)element;
	class->element_shift = (uint8_t)shift;
	return class;
}

static void add_field(struct class *class, unsigned i, const char *name, uint32_t offset)
{
	class->fields[i].name = symbol(name);
	class->fields[i].offset = offset;
}

static void make_references(void)
{
	static const uint32_t offsets[] = { fake_queue,
					    fake_next }; /* link/layout.c: the collector knows the others */
	vm.Reference = fake_class("java/lang/ref/Reference", 24, 2, offsets);
	vm.Reference->fields = metadata_allocate(3 * sizeof(struct field));
	vm.Reference->fields_count = 3;
	add_field(vm.Reference, 0, "referent", fake_referent);
	add_field(vm.Reference, 1, "next", fake_next);
	add_field(vm.Reference, 2, "discovered", fake_discovered);
	static const char *const names[] = { NULL, "Soft", "Weak", "Final", "Phantom" };
	for (int kind = GC_SOFT; kind <= GC_PHANTOM; kind++) {
		fake_references[kind] = fake_class(names[kind], 32, 2, offsets);
		fake_references[kind]->reference_kind = (uint8_t)kind;
	}
	vm.Class = fake_class("java/lang/Class", 16, 0, NULL);
	vm.Class->is_mirror = true;
	struct class *const soft = vm.SoftReference = fake_references[GC_SOFT];
	soft->static_bytes = 8;
	soft->fields = metadata_allocate(2 * sizeof(struct field));
	soft->fields_count = 2;
	add_field(soft, 0, "timestamp", fake_timestamp);
	add_field(soft, 1, "clock", 16);
	soft->mirror = gc_new_mirror(thread_self, vm.Class, soft->static_bytes, soft);
	FIELD(soft->mirror, injected_class_class, uint32_t) = (uint32_t)(uintptr_t)soft;
}

static void visit_finalizers(gc_visit *visit)
{
	for (int i = 0; i < fake_finalizers_count; i++)
		visit(&fake_finalizers[i]);
}

static void start_once(void)
{
	if (heap.base)
		return;
	vm.booted = true;
	if (!gc_init(1 << 20, 64 << 20))
		exit(1);
	gc_roots_register(visit_finalizers);
	make_references();
	vm.out_of_memory = gc_new(thread_self, fake_class("OutOfMemoryError", 8, 0, NULL));
}

void fake_start(unsigned gc_stress)
{
	start_once();
	vm.options.gc_stress = gc_stress;
	vm.options.fail_allocation = 0;
	heap.exact = gc_stress & GC_STRESS_COLLECT;
	heap.mark_stack_limit = gc_stress & GC_STRESS_STACK ? 16 : 0;
	heap.maximum_pages = (64 << 20) / page_bytes;
	fake_errors = fake_finalizers_count = 0;
	thread_self->exception = NULL;
	thread_self->allocation = thread_self->allocation_end = NULL;
	gc_take_pending(thread_self, false);
	gc_collect(thread_self, "start of a test");
}
