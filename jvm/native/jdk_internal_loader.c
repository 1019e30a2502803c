/* SPDX-License-Identifier: Apache-2.0 */
/* jdk_internal_loader.c: native libraries, what the boot loader knows, and the modules file as jrt: reads it.
 * The libraries of the JDK itself are part of this virtual machine: loading one does nothing. There is no
 * JNI, so no other can be loaded. */
#include "jvm/classlib/classlib.h"
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/io.h"
#include "jvm/native/native.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* findBuiltinLib(String name): the library's name when it is built in, as "net" for "libnet.so"; else null.
 */
static void find_builtin(struct thread *thread, union slot *args)
{
	static const char *const builtin[] = { "java",   "jimage",     "net",           "nio",
					       "verify", "zip",        "extnet",        "prefs",
					       "jaas",   "management", "management_ext" };
	if (!args[0].o) {
		throw_null_pointer(thread);
		return;
	}
	char *const file = string_to_utf8(args[0].o);
	struct object *found = NULL;
	for (size_t i = 0; i < sizeof builtin / sizeof builtin[0]; i++) {
		char name[32];
		snprintf(name, sizeof name, "lib%s.so", builtin[i]);
		if (strcmp(file, name) == 0)
			found = string_from_utf8(thread, builtin[i]);
	}
	free(file);
	args[0].o = found;
}

/* load(NativeLibraryImpl library, String name, boolean builtin, boolean jni, boolean throws) */
static void load_library(struct thread *thread, union slot *args)
{
	enum { JNI_VERSION = 0x000a0000 };
	struct object *const library = args[0].o;
	if (args[2].i) {
		FIELD(library, native_field_offset(object_class(library), "handle", "J"), int64_t) = 1;
		FIELD(library, native_field_offset(object_class(library), "jniVersion", "I"), int32_t) =
			JNI_VERSION;
		args[0].i = true;
		return;
	}
	char *const name = string_to_utf8(args[1].o);
	if (args[4].i)
		throw_new(thread, "java/lang/UnsatisfiedLinkError",
			  "%s: this virtual machine has no JNI and loads no native libraries", name);
	free(name);
	args[0].i = false;
}

static void find_entry(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].l = 0;
}

struct names {
	const char **at;
	size_t count;
};

static void note_package(const char *package, void *context)
{
	struct names *const names = context;
	const char **const at = realloc(names->at, (names->count + 1) * sizeof *at);
	if (!at)
		return;
	names->at = at;
	names->at[names->count++] = package;
}

/* Packages of the modules that the boot loader has loaded a class of, "java/lang". */
static void package_names(struct thread *thread, union slot *args)
{
	struct names names = { NULL, 0 };
	for (const struct class *class = vm.classes; class; class = class->next) {
		const char *const end = class->loader || class->dimensions || class->hidden
						? NULL
						: strrchr(class->name->text, '/');
		const size_t length = end ? (size_t)(end - class->name->text) : 0;
		bool known = !end;
		for (size_t i = 0; !known && i < names.count; i++)
			known = strncmp(names.at[i], class->name->text, length) == 0 &&
				names.at[i][length] == 0;
		if (!known)
			note_package(symbol_intern(class->name->text, length)->text, &names);
	}
	struct array *const made = gc_new_array(thread, vm.array_String, (int32_t)names.count);
	for (size_t i = 0; made && i < names.count; i++) {
		struct object *const name = string_from_utf8(thread, names.at[i]);
		if (!name)
			break;
		array_set(made, (int32_t)i, name);
	}
	free(names.at);
	args[0].o = (struct object *)made;
}

/* getSystemPackageLocation(String package): "jrt:/java.base", or null when the boot loader has no such
 * package. */
static void package_location(struct thread *thread, union slot *args)
{
	char *const package = args[0].o ? string_to_utf8(args[0].o) : NULL;
	const char *const module = package ? classlib_module_of_package(package) : NULL;
	char location[256];
	snprintf(location, sizeof location, "jrt:/%s", module ? module : "");
	args[0].o = module ? string_from_utf8(thread, location) : NULL;
	free(package);
}

/* NativeImageBuffer.getNativeMap(String path): the modules file as a direct buffer, or null when it is
 * another. */
static void modules_buffer(struct thread *thread, union slot *args)
{
	size_t length;
	const uint8_t *const bytes = classlib_modules_file(&length);
	char modules[PATH_MAX];
	snprintf(modules, sizeof modules, "%s/lib/modules", vm.options.java_home);
	char *const path = args[0].o ? string_to_utf8(args[0].o) : NULL;
	const bool same = path && bytes && length <= INT32_MAX && strcmp(path, modules) == 0;
	free(path);
	struct class *const buffer = same ? class_boot(thread, "java/nio/DirectByteBuffer") : NULL;
	args[0].o =
		buffer ? call_new(thread, buffer, "(JI)V", (int64_t)(uintptr_t)bytes, (int32_t)length) : NULL;
}

/* ArchiveFiles.read(String module, String name): a copy of a module's file, or null. */
static void read_file(struct thread *thread, union slot *args)
{
	struct class_bytes found;
	char *const module = string_to_utf8(args[0].o);
	char *const name = string_to_utf8(args[1].o);
	const bool is_there = classlib_find_in_module(module, name, &found);
	free(module);
	free(name);
	args[0].o = is_there ? bytes_new(thread, found.at, found.length) : NULL;
}

static const struct native_entry file_natives[] = { { "read", NULL, read_file } };
static const struct native_entry image_natives[] = { { "getNativeMap", NULL, modules_buffer } };
static const struct native_entry library_natives[] = {
	{ "findBuiltinLib", NULL, find_builtin },
	{ "load", NULL, load_library },
	{ "unload", NULL, native_nothing },
	{ "findEntry0", NULL, find_entry },
};
static const struct native_entry boot_natives[] = {
	{ "getSystemPackageNames", NULL, package_names },
	{ "getSystemPackageLocation", NULL, package_location },
};

NATIVE_TABLE(jdk_internal_loader);
const struct native_class native_jdk_internal_loader[] = {
	{ "jdk/internal/loader/NativeLibraries", library_natives,
	  sizeof library_natives / sizeof library_natives[0] },
	{ "jdk/internal/loader/BootLoader", boot_natives, 2 },
	{ "jdk/internal/jimage/NativeImageBuffer", image_natives, 1 },
	{ "jdk/internal/module/ArchiveFiles", file_natives, 1 },
};
const size_t native_jdk_internal_loader_count = 4;
