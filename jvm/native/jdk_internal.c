/* SPDX-License-Identifier: Apache-2.0 */
/* jdk_internal.c: jdk.internal.misc (but Unsafe), jdk.internal.util, jdk.internal.loader. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

/* The order of SystemProps.Raw's indices, which is the alphabet's. */
enum {
	DISPLAY_LANGUAGE = 1,
	FILE_ENCODING = 4,
	FILE_SEPARATOR = 5,
	TMPDIR = 18,
	LINE_SEPARATOR = 19,
	OS_ARCH = 20,
	OS_NAME = 21,
	OS_VERSION = 22,
	PATH_SEPARATOR = 23,
	ARCH_DATA_MODEL = 28,
	CPU_ENDIAN = 29,
	UNICODE_ENCODING = 31,
	JNU_ENCODING = 32,
	USER_DIR = 36,
	USER_HOME = 37,
	USER_NAME = 38,
	PROPERTIES = 39
};

static void put(struct thread *thread, struct array *to, int32_t i, const char *text)
{
	struct object *string = thread->exception ? NULL : string_from_utf8(thread, text);
	if (string)
		array_set(to, i, string);
}

static void platform_properties(struct thread *thread, union slot *args)
{
	struct array *made = gc_new_array(thread, vm.array_String, PROPERTIES);
	if (!made)
		return;
	struct utsname system;
	uname(&system);
	const struct passwd *user = getpwuid(getuid());
	char directory[4096];
	put(thread, made, DISPLAY_LANGUAGE, "en");
	put(thread, made, FILE_ENCODING, "UTF-8");
	put(thread, made, FILE_SEPARATOR, "/");
	put(thread, made, TMPDIR, "/tmp");
	put(thread, made, LINE_SEPARATOR, "\n");
	put(thread, made, OS_ARCH, "amd64");
	put(thread, made, OS_NAME, system.sysname);
	put(thread, made, OS_VERSION, system.release);
	put(thread, made, PATH_SEPARATOR, ":");
	put(thread, made, ARCH_DATA_MODEL, "64");
	put(thread, made, CPU_ENDIAN, "little");
	put(thread, made, UNICODE_ENCODING, "UnicodeLittle");
	put(thread, made, JNU_ENCODING, "UTF-8");
	put(thread, made, USER_DIR, getcwd(directory, sizeof directory) ? directory : "/");
	put(thread, made, USER_HOME, user ? user->pw_dir : "?");
	put(thread, made, USER_NAME, user ? user->pw_name : "?");
	args[0].o = &made->header;
}

/* Where System.loadLibrary would look, as HotSpot says: nothing found there is loaded. */
static void put_library_path(struct thread *thread, struct array *to, int32_t at)
{
	static const char usual[] =
		"/usr/java/packages/lib:/usr/lib/x86_64-linux-gnu/jni:/lib/x86_64-linux-gnu:"
		"/usr/lib/x86_64-linux-gnu:/usr/lib/jni:/lib:/usr/lib";
	const char *const first = getenv("LD_LIBRARY_PATH");
	char *whole;
	if (asprintf(&whole, "%s%s%s", first ? first : "", first ? ":" : "", usual) < 0)
		return;
	put(thread, to, at, whole);
	free(whole);
}

/* Pairs of name and value, the last ones null. */
static void vm_properties(struct thread *thread, union slot *args)
{
	static const char *const fixed[][2] = {
		{ "java.vm.specification.name", "Java Virtual Machine Specification" },
		{ "java.vm.specification.vendor", "Oracle Corporation" },
		{ "java.vm.specification.version", "17" },
		{ "java.vm.name", "Stardust" },
		{ "java.vm.vendor", "Stardust" },
		{ "java.vm.version", "0.1.0" },
		{ "java.vm.info", "interpreted mode" },
		{ "jdk.debug", "release" },
		/* Reflection calls natives for good: the VM does not want accessor classes spun. */
		{ "sun.reflect.inflationThreshold", "2147483647" },
	};
	const int32_t fixed_count = sizeof fixed / sizeof fixed[0];
	struct array *made = gc_new_array(thread, vm.array_String,
					  2 * (fixed_count + 3 + vm.options.properties_count) + 2);
	if (!made)
		return;
	int32_t n = 0;
	for (int32_t i = 0; i < fixed_count; i++) {
		put(thread, made, n++, fixed[i][0]);
		put(thread, made, n++, fixed[i][1]);
	}
	put(thread, made, n++, "java.home");
	put(thread, made, n++, vm.options.java_home);
	put(thread, made, n++, "java.class.path");
	put(thread, made, n++, vm.options.class_path ? vm.options.class_path : "");
	put(thread, made, n++, "java.library.path");
	put_library_path(thread, made, n++);
	for (int i = 0; i < vm.options.properties_count; i++) {
		const char *text = vm.options.properties[i], *equals = strchr(text, '=');
		char *name = equals ? strndup(text, (size_t)(equals - text)) : strdup(text);
		put(thread, made, n++, name);
		put(thread, made, n++, equals ? equals + 1 : "");
		free(name);
	}
	args[0].o = &made->header;
}

/* Seconds and nanoseconds since the epoch, as nanoseconds from an offset in seconds; -1 when that is too far
 * away. */
static void nano_adjustment(struct thread *thread, union slot *args)
{
	(void)thread;
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	const int64_t seconds = now.tv_sec - args[0].l;
	args[0].l = seconds > -4294967296 && seconds < 4294967296 ? seconds * 1000000000 + now.tv_nsec : -1;
}

static void set_boot_unnamed(struct thread *thread, union slot *args)
{
	(void)thread;
	module_define_unnamed(args[0].o);
}

static const struct native_entry raw_natives[] = { { "platformProperties", NULL, platform_properties },
						   { "vmProperties", NULL, vm_properties } };
static const struct native_entry cds_natives[] = {
	{ "isDumpingClassList0", NULL, native_no },        { "isDumpingArchive0", NULL, native_no },
	{ "isSharingEnabled0", NULL, native_no },          { "getRandomSeedForDumping", NULL, native_no },
	{ "initializeFromArchive", NULL, native_nothing }, { "defineArchivedModules", NULL, native_nothing },
};
static const struct native_entry vm_natives[] = { { "initialize", NULL, native_nothing },
						  { "getNanoTimeAdjustment", NULL, nano_adjustment } };
static const struct native_entry boot_loader_natives[] = { { "setBootLoaderUnnamedModule0", NULL,
							     set_boot_unnamed } };

NATIVE_TABLE(jdk_internal);
const struct native_class native_jdk_internal[] = {
	{ "jdk/internal/util/SystemProps$Raw", raw_natives, 2 },
	{ "jdk/internal/misc/CDS", cds_natives, sizeof cds_natives / sizeof cds_natives[0] },
	{ "jdk/internal/misc/VM", vm_natives, 2 },
	{ "jdk/internal/loader/BootLoader", boot_loader_natives, 1 },
};
const size_t native_jdk_internal_count = sizeof native_jdk_internal / sizeof native_jdk_internal[0];
