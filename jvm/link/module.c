/* SPDX-License-Identifier: Apache-2.0 */
/* module.c: Class.module. There is one boot layer with everything open: a class of the boot loader belongs to
 * the Module object that was defined for its JDK module (Module.defineModule0), any other to its loader's
 * unnamed module. Classes loaded before java.base is defined get theirs then. */
#include "jvm/link/internal.h"
#include "jvm/gc/gc.h"
#include "jvm/native/native.h"
#include "jvm/run/vm.h"
#include <string.h>

static struct object *java_base, *boot_unnamed;

static void set_module(struct class *class, struct object *module)
{
	if (class->mirror)
		reference_store(&FIELD(class->mirror,
				       native_field_offset(vm.Class, "module", "Ljava/lang/Module;"),
				       reference),
				module);
}

void module_define_base(struct object *module)
{
	if (!java_base)
		gc_root_add(&java_base);
	java_base = module;
	for (struct class *class = vm.classes; class; class = class->next)
		if (!class->loader)
			set_module(class, module);
}

void module_define_unnamed(struct object *module)
{
	if (!boot_unnamed)
		gc_root_add(&boot_unnamed);
	boot_unnamed = module;
}

void mirror_set_module(struct thread *thread, struct class *class)
{
	(void)thread;
	const struct class *element = class;
	while (element->dimensions)
		element = element->element;
	if (element->hidden && element->nest_host && element->nest_host->mirror)
		set_module(class, FIELD_REF(element->nest_host->mirror,
					    native_field_offset(vm.Class, "module", "Ljava/lang/Module;")));
	else if (!element->loader)
		set_module(class, java_base);
	else
		set_module(class,
			   FIELD_REF(element->loader, native_field_offset(vm.ClassLoader, "unnamedModule",
									  "Ljava/lang/Module;")));
}
