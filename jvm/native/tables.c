/* SPDX-License-Identifier: Apache-2.0 */
/* tables.c: all tables of natives, and finding one: few enough to search, since each native is looked up
 * once. */
#include "jvm/native/native.h"
#include "jvm/classlib/classlib.h"
#include "jvm/gc/gc.h"
#include "jvm/run/vm.h"
#include <string.h>

/* clang-format off */
/* clang-format off: one a line, so that additions by several hands do not clash */
#define TABLES(X) \
	X(constant_pool) \
	X(java_io) \
	X(java_io_file) \
	X(java_io_object) \
	X(java_lang) \
	X(java_lang_class) \
	X(java_lang_environment) \
	X(java_lang_invoke) \
	X(java_lang_loader) \
	X(java_lang_math) \
	X(java_lang_process) \
	X(java_lang_ref) \
	X(java_lang_reflect) \
	X(java_lang_runtime) \
	X(java_lang_stack) \
	X(java_lang_thread) \
	X(java_management) \
	X(java_management_threads) \
	X(java_net) \
	X(java_net_interface) \
	X(java_security) \
	X(java_util) \
	X(java_util_prefs) \
	X(java_util_zip) \
	X(jdk_internal) \
	X(jdk_internal_loader) \
	X(jdk_internal_reflect) \
	X(jdk_internal_signal) \
	X(jdk_internal_vm) \
	X(jdk_management) \
	X(jdk_net) \
	X(jdk_security_auth) \
	X(stack_walk) \
	X(stardust) \
	X(sun_nio_ch) \
	X(sun_nio_ch_datagram) \
	X(sun_nio_ch_inherited) \
	X(sun_nio_ch_multicast) \
	X(sun_nio_ch_net) \
	X(sun_nio_ch_poll) \
	X(sun_nio_ch_unix) \
	X(sun_nio_fs) \
	X(unsafe)
/* clang-format on */

#define X(package) NATIVE_TABLE(package);
TABLES(X)
#undef X

static const struct {
	const struct native_class *classes;
	const size_t *count;
} tables[] = {
#define X(package) { native_##package, &native_##package##_count },
	TABLES(X)
#undef X
};

void native_nothing(struct thread *thread, union slot *args)
{
	(void)thread;
	(void)args;
}

void native_yes(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = 1;
}

void native_no(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].raw = 0; /* of an int or a long */
}

void native_null(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].o = NULL;
}

static native_function *find_in(const struct native_class *class, const struct method *method)
{
	for (size_t i = 0; i < class->count; i++) {
		const struct native_entry *entry = &class->entries[i];
		if (strcmp(entry->name, method->name->text) == 0 &&
		    (!entry->descriptor || strcmp(entry->descriptor, method->descriptor->text) == 0))
			return entry->function;
	}
	return NULL;
}

/* Only the JDK's own classes have natives of ours, so that no program takes one over by naming a class alike:
 * those of the boot loader, and those of named modules of the platform and the system loader. */
static bool is_jdk(const struct class *class)
{
	if (!class->loader)
		return true;
	const struct class *const loader = object_class(class->loader);
	if (loader->loader ||
	    (strcmp(loader->name->text, "jdk/internal/loader/ClassLoaders$AppClassLoader") != 0 &&
	     strcmp(loader->name->text, "jdk/internal/loader/ClassLoaders$PlatformClassLoader") != 0))
		return false;
	struct object *const module =
		FIELD_REF(class->mirror, native_field_offset(vm.Class, "module", "Ljava/lang/Module;"));
	return FIELD_REF(module, native_field_offset(vm.Module, "name", "Ljava/lang/String;"));
}

native_function *native_find(const struct method *method)
{
	/* The ports' class is the service's. */
	if (!is_jdk(method->owner) && strcmp(method->owner->name->text, "stardust/Ports") != 0)
		return NULL;
	const char *name = method->name->text;
	for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
		for (size_t j = 0; j < *tables[i].count; j++)
			if (strcmp(tables[i].classes[j].name, method->owner->name->text) == 0) {
				native_function *found = find_in(&tables[i].classes[j], method);
				if (found)
					return found;
			}
	if (strcmp(name, "registerNatives") == 0 || strcmp(name, "initIDs") == 0)
		return native_nothing;
	return NULL;
}

native_function *native_in_place(const struct method *method)
{
	static const struct native_class *const classes[] = { &native_in_place_math,
							      &native_in_place_process };
	if (method->owner->loader)
		return NULL;
	if (classlib_has_archive() && strcmp(native_in_archive_class.name, method->owner->name->text) == 0)
		return find_in(&native_in_archive_class, method);
	for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++)
		if (strcmp(classes[i]->name, method->owner->name->text) == 0)
			return find_in(classes[i], method);
	return NULL;
}
