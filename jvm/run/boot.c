/* SPDX-License-Identifier: Apache-2.0 */
/* boot.c: the virtual machine from nothing to a running main, in the order that java.lang.System expects: the
 * classes and objects that every thread needs, then the three phases of System. */
#include "jvm/run/boot.h"
#include "jvm/run/call.h"
#include "jvm/run/code.h"
#include "jvm/run/exception.h"
#include "jvm/run/jar.h"
#include "jvm/run/layer.h"
#include "jvm/run/signals.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include "jvm/classlib/classlib.h"
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/memory/low.h"
#include "jvm/monitor/monitor.h"
#include "jvm/native/native.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <string.h>
#include <unistd.h>

enum { NORMAL_PRIORITY = 5, MAIN_C_STACK_BYTES = 4 * 1024 * 1024 };

static _Noreturn void fail(const char *why)
{
	fprintf(stderr, "Error: Could not create the Java Virtual Machine: %s\n", why);
	vm_exit(1);
}

/* Ends the process if an exception is pending: nothing can go on without what was being made. */
static void check(struct thread *thread, const char *what)
{
	struct object *const exception = exception_take(thread);
	if (!exception)
		return;
	fprintf(stderr, "Error occurred during initialization of VM\n");
	if (!vm.Class || !vm.Class->mirror) /* too early to look into it */
		fprintf(stderr, "%s: %s\n", what, object_class(exception)->name->text);
	else
		exception_print_trace(exception);
	fputc('\n', stderr);
	vm_exit(1);
}

static struct class *must_initialise(struct thread *thread, const char *name)
{
	struct class *const class = class_boot(thread, name);
	check(thread, name);
	return class;
}

/* The constructor asks Thread.currentThread() for its priority and group: so the object belongs to the thread
 * first. */
static bool make_thread_object(struct thread *thread, struct object *group, const char *name, bool daemon)
{
	struct object *const object = thread->object ? thread->object : gc_new(thread, vm.Thread);
	struct object *const text = object ? string_from_utf8(thread, name) : NULL;
	if (!text)
		return false;
	thread_set_object(thread, object);
	FIELD(object, native_field_offset(vm.Thread, "priority", "I"), int32_t) = NORMAL_PRIORITY;
	FIELD(object, native_field_offset(vm.Thread, "daemon", "Z"), uint8_t) = daemon;
	return call_virtual(thread, object, "<init>", "(Ljava/lang/ThreadGroup;Ljava/lang/String;)V", NULL,
			    group, text);
}

struct thread *vm_attach(const char *name, bool daemon)
{
	struct thread *const thread = thread_new(NULL, vm.options.stack_bytes, daemon);
	if (!thread)
		return NULL;
	thread_begin(thread);
	struct object *const group = daemon ? vm.system_group : vm.main_group;
	if (!make_thread_object(thread, group, name, daemon) ||
	    !call_virtual(thread, group, "add", "(Ljava/lang/Thread;)V", NULL, thread->object)) {
		exception_take(thread);
		thread_detach(thread);
		return NULL;
	}
	return thread;
}

static void make_main_thread(struct thread *thread)
{
	must_initialise(thread, "java/lang/ThreadGroup");
	vm.system_group = call_new(thread, vm.ThreadGroup, "()V");
	check(thread, "the system thread group");
	/* Before its class is initialised: the initialisers of Thread ask for the current one. */
	if (!class_link(thread, vm.Thread))
		check(thread, "java/lang/Thread");
	struct object *const main_thread = gc_new(thread, vm.Thread);
	check(thread, "the main thread");
	thread_set_object(thread, main_thread);
	must_initialise(thread, "java/lang/Thread");
	vm.main_group = call_new(thread, vm.ThreadGroup, "(Ljava/lang/ThreadGroup;Ljava/lang/String;)V",
				 vm.system_group, string_from_utf8(thread, "main"));
	check(thread, "the main thread group");
	make_thread_object(thread, vm.main_group, "main", false);
	check(thread, "the main thread");
}

/* jdk.internal.misc.UnsafeConstants: static finals that the virtual machine fills in. */
static void tell_unsafe(struct thread *thread)
{
	struct class *const class = must_initialise(thread, "jdk/internal/misc/UnsafeConstants");
	uint8_t *const mirror = (uint8_t *)class->mirror;
	*(int32_t *)(mirror + native_field_offset(class, "ADDRESS_SIZE0", "I")) = sizeof(void *);
	*(int32_t *)(mirror + native_field_offset(class, "PAGE_SIZE", "I")) = (int32_t)sysconf(_SC_PAGESIZE);
	*(mirror + native_field_offset(class, "BIG_ENDIAN", "Z")) = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
	*(mirror + native_field_offset(class, "UNALIGNED_ACCESS", "Z")) = 1;
	*(int32_t *)(mirror + native_field_offset(class, "DATA_CACHE_LINE_FLUSH_SIZE", "I")) = 0;
}

static void run_phases(struct thread *thread)
{
	union slot result;
	call_static(thread, vm.System, "initPhase1", "()V", NULL);
	check(thread, "System.initPhase1");
	const bool has_layer = layer_make(thread);
	check(thread, "System.initPhase2");
	if (!has_layer)
		vm_exit(1);
	call_static(thread, vm.System, "initPhase3", "()V", NULL);
	check(thread, "System.initPhase3");
	call_static(thread, vm.ClassLoader, "getSystemClassLoader", "()Ljava/lang/ClassLoader;", &result);
	check(thread, "the system class loader");
	vm.system_loader = result.o;
}

struct thread *vm_create(void)
{
	const char *error = NULL;
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	vm.created = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
	interpret_init();
	monitors_init();
	metadata_allocate(0); /* reserves its region before a heap takes all that is left */
	if (!gc_init(vm.options.heap_initial, vm.options.heap_maximum))
		fail("no address space for the heap: ask for less with -Xmx");
	if (vm.options.archive
		    ? !classlib_open_archive(vm.options.archive, &error)
		    : !classlib_has_archive() && !classlib_open_modules(vm.options.java_home, &error))
		fail(error);
	struct thread *const thread = thread_attach(NULL, vm.options.stack_bytes);
	if (!thread)
		fail("no memory for the main thread");
	link_init(thread);
	must_initialise(thread, "java/lang/String");
	must_initialise(thread, "java/lang/System");
	must_initialise(thread, "java/lang/Class");
	make_main_thread(thread);
	must_initialise(thread, "java/lang/Module");
	tell_unsafe(thread);
	must_initialise(thread, "java/lang/reflect/Method");
	vm.out_of_memory = call_new(thread, must_initialise(thread, "java/lang/OutOfMemoryError"),
				    "(Ljava/lang/String;)V", string_from_utf8(thread, "Java heap space"));
	check(thread, "the OutOfMemoryError");
	must_initialise(thread, "java/lang/ref/Finalizer");
	run_phases(thread);
	vm.booted = true;
	return thread;
}

static struct array *strings(struct thread *thread, char **from, int count)
{
	struct array *const made = gc_new_array(thread, vm.array_String, count);
	for (int i = 0; made && i < count; i++) {
		struct object *const one = string_from_utf8(thread, from[i]);
		if (!one)
			return NULL;
		array_set(made, i, one);
	}
	return made;
}

/* Of an archive's main class the build has checked what the launcher helper looks at. */
static struct class *archived_main(struct thread *thread, const char *name)
{
	char path[512];
	snprintf(path, sizeof path, "%s", name);
	for (char *at = path; *at; at++)
		if (*at == '.')
			*at = '/';
	return class_load(thread, symbol_of(path), vm.system_loader);
}

/* The main class, whose errors the launcher helper prints itself; NULL: an exception is pending. */
static struct class *find_main(struct thread *thread, const struct launch *launch)
{
	union slot result;
	if (classlib_has_archive())
		return archived_main(thread, launch->what);
	if (launch->mode == LAUNCH_JAR && !jar_check(launch->what))
		vm_exit(1);
	struct class *const helper = class_boot(thread, "sun/launcher/LauncherHelper");
	struct object *const what = helper ? string_from_utf8(thread, launch->what) : NULL;
	if (!what ||
	    !call_static(thread, helper, "checkAndLoadMain", "(ZILjava/lang/String;)Ljava/lang/Class;",
			 &result, true, (int)launch->mode, what))
		return NULL;
	return class_of_mirror(result.o);
}

/* False: an exception is pending. */
static bool run_main(struct thread *thread, const struct launch *launch)
{
	struct class *const main_class = find_main(thread, launch);
	struct array *const arguments = main_class ? strings(thread, launch->arguments, launch->count) : NULL;
	if (launch->deed == LAUNCH_DRY_RUN)
		return arguments;
	return arguments && class_initialise(thread, main_class) &&
	       call_static(thread, main_class, "main", "([Ljava/lang/String;)V", NULL, &arguments->header);
}

/* What the JNI calls DestroyJavaVM: a thread in place of main waits for the others and shuts down. */
static _Noreturn void finish(struct thread *main_thread, int status)
{
	thread_die(main_thread);
	thread_detach(main_thread);
	struct thread *const thread = vm_attach("DestroyJavaVM", false);
	if (!thread)
		vm_exit(1);
	threads_await_others(thread);
	struct class *const shutdown = class_boot(thread, "java/lang/Shutdown");
	if (shutdown)
		call_static(thread, shutdown, "shutdown", "()V", NULL);
	vm_exit(status);
}

static void print_version(struct thread *thread, bool on_error)
{
	call_static(thread, class_boot(thread, "java/lang/VersionProps"), on_error ? "print" : "println",
		    "(Z)V", NULL, on_error);
	check(thread, "java.lang.VersionProps");
}

static void print_full_version(struct thread *thread, bool on_error)
{
	union slot result = { .o = NULL };
	struct object *const name = string_from_utf8(thread, "java.runtime.version");
	if (name)
		call_static(thread, vm.System, "getProperty", "(Ljava/lang/String;)Ljava/lang/String;",
			    &result, name);
	check(thread, "java.runtime.version");
	char *const version = string_to_utf8(result.o);
	if (on_error)
		fprintf(stderr, "openjdk full version \"%s\"\n", version);
	else
		printf("openjdk %s\n", version);
	free(version);
}

/* One of LauncherHelper's own answers; `text` may be NULL: it takes none. */
static void ask_helper(struct thread *thread, const char *method, const char *text)
{
	struct class *const helper = class_boot(thread, "sun/launcher/LauncherHelper");
	struct object *const string = helper && text ? string_from_utf8(thread, text) : NULL;
	if (!thread->exception)
		call_static(thread, helper, method, text ? "(Ljava/lang/String;)V" : "()V", NULL, string);
	check(thread, "sun.launcher.LauncherHelper");
}

/* LauncherHelper.showSettings(boolean on error, String option, long heap, long most, long stack): 0 is a
 * default */
static void show_settings(struct thread *thread, const char *option)
{
	struct class *const helper = class_boot(thread, "sun/launcher/LauncherHelper");
	struct object *const text = helper ? string_from_utf8(thread, option) : NULL;
	if (text)
		call_static(thread, helper, "showSettings", "(ZLjava/lang/String;JJJ)V", NULL, true, text,
			    (int64_t)0, (int64_t)vm.options.heap_maximum, (int64_t)vm.options.stack_bytes);
	check(thread, "sun.launcher.LauncherHelper");
}

/* False: an exception is pending. */
static bool act(struct thread *thread, const struct launch *launch)
{
	switch (launch->deed) {
	case LAUNCH_VERSION:
	case LAUNCH_VERSION_OUT:
		print_version(thread, launch->deed == LAUNCH_VERSION);
		return true;
	case LAUNCH_FULL_VERSION:
	case LAUNCH_FULL_VERSION_OUT:
		print_full_version(thread, launch->deed == LAUNCH_FULL_VERSION);
		return true;
	case LAUNCH_LIST_MODULES:
		ask_helper(thread, "listModules", NULL);
		return true;
	case LAUNCH_VALIDATE_MODULES: /* by the boot layer, in initPhase2 */
		return true;
	case LAUNCH_DESCRIBE_MODULE:
		ask_helper(thread, "describeModule", launch->what);
		return true;
	case LAUNCH_RUN:
	case LAUNCH_DRY_RUN:
		break;
	}
	return run_main(thread, launch);
}

static void *launch_thread(void *context)
{
	const struct launch *const launch = context;
	struct thread *const thread = vm_create();
	if (launch->show_version)
		print_version(thread, launch->show_version == SHOW_VERSION_ERROR);
	if (launch->show_settings)
		show_settings(thread, launch->show_settings);
	finish(thread, act(thread, launch) ? 0 : 1);
}

_Noreturn void vm_launch(const struct launch *launch)
{
	pthread_t posix;
	pthread_attr_t attributes;
	signals_block();
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, MAIN_C_STACK_BYTES);
	if (pthread_create(&posix, &attributes, launch_thread, (void *)launch) != 0)
		fail("no memory for the main thread's stack");
	signals_serve();
}
