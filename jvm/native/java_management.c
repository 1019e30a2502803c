/* SPDX-License-Identifier: Apache-2.0 */
/* java_management.c: what this virtual machine tells of itself through java.lang.management: counts, memory,
 * the collector. What it does not count, the optional parts, it says not to support. */
#include "jvm/gc/class_space.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/call.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

static int64_t
	started; /* ms since 1970; set when the module is first used and the machine asked how long it ran */

static int64_t milliseconds(clockid_t clock)
{
	struct timespec now;
	clock_gettime(clock, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int64_t uptime(void)
{
	return milliseconds(CLOCK_MONOTONIC) - vm.created;
}

NATIVE(management_version)
{
	args[0].o = string_from_utf8(thread, "3.0");
}

/* The fields of VMManagementImpl that say what is supported; the rest stay false. */
NATIVE(optional_fields)
{
	(void)args;
	struct class *const class = class_boot(thread, "sun/management/VMManagementImpl");
	static const char *const supported[] = { "currentThreadCpuTimeSupport", "otherThreadCpuTimeSupport",
						 "threadAllocatedMemorySupport" };
	for (size_t i = 0; class && i < sizeof supported / sizeof supported[0]; i++)
		*((uint8_t *)class->mirror + native_field_offset(class, supported[i], "Z")) = true;
}

NATIVE(start_time)
{
	(void)thread;
	if (!started)
		started = milliseconds(CLOCK_REALTIME) - uptime();
	args[0].l = started;
}

NATIVE(up_time)
{
	(void)thread;
	args[0].l = uptime();
}

NATIVE(process_number)
{
	(void)thread;
	args[0].i = getpid();
}

NATIVE(processors)
{
	(void)thread;
	args[0].i = (int32_t)sysconf(_SC_NPROCESSORS_ONLN);
}

struct thread_counts {
	int32_t living, daemons;
};

static void count_thread(struct thread *thread, void *context)
{
	struct thread_counts *const counts = context;
	counts->living += thread->object != NULL;
	counts->daemons += thread->object && thread->daemon;
}

static struct thread_counts count_threads(void)
{
	struct thread_counts counts = { 0, 0 };
	threads_lock();
	threads_each(count_thread, &counts);
	threads_unlock();
	return counts;
}

NATIVE(living_threads)
{
	(void)thread;
	args[0].i = count_threads().living;
}

NATIVE(daemon_threads)
{
	(void)thread;
	args[0].i = count_threads().daemons;
}

static int64_t count_classes(enum class_state least)
{
	int64_t count = 0;
	for (struct class *class = class_first(); class; class = class_following(class))
		count += class->kind == KIND_REFERENCE && class->state >= least;
	return count;
}

NATIVE(all_classes)
{
	(void)thread;
	args[0].l = count_classes(0) + classes_unloaded();
}

NATIVE(initialised_classes)
{
	(void)thread;
	args[0].l = count_classes(CLASS_INITIALISED);
}

NATIVE(unloaded_classes)
{
	(void)thread;
	args[0].l = classes_unloaded();
}

NATIVE(unloaded_bytes)
{
	(void)thread;
	args[0].l = (int64_t)classes_unloaded_bytes();
}

static int64_t class_bytes(void)
{
	int64_t bytes = 0;
	for (struct class *class = class_first(); class; class = class_following(class))
		bytes += class->bytes.bytes;
	return bytes;
}

NATIVE(loaded_bytes)
{
	(void)thread;
	args[0].l = class_bytes();
}

NATIVE(verbose_class)
{
	(void)thread;
	args[0].i = vm.options.verbose_class;
}

NATIVE(verbose_gc)
{
	(void)thread;
	args[0].i = vm.options.verbose_gc;
}

NATIVE(set_verbose_class)
{
	(void)thread;
	vm.options.verbose_class = args[0].i; /* static */
}

NATIVE(set_verbose_gc)
{
	(void)thread;
	vm.options.verbose_gc = args[1].i;
}

/* VMManagementImpl.getVmArguments0(): as VM.getRuntimeArguments */
NATIVE(arguments)
{
	struct class *const class = class_boot(thread, "jdk/internal/misc/VM");
	union slot result = { .o = NULL };
	if (class && call_static(thread, class, "getRuntimeArguments", "()[Ljava/lang/String;", &result))
		args[0].o = result.o;
}

/* getMemoryUsage0(boolean heap): outside the heap, the class files are what is counted */
NATIVE(memory_usage)
{
	const bool heap = args[1].i;
	struct class *const class = class_boot(thread, "java/lang/management/MemoryUsage");
	if (!class)
		return;
	const int64_t first = heap ? (int64_t)vm.options.heap_initial : 0;
	const int64_t used = heap ? (int64_t)gc_used() : class_bytes();
	const int64_t committed = heap ? (int64_t)gc_committed() : used;
	const int64_t most = heap ? (int64_t)gc_maximum() : -1;
	args[0].o =
		call_new(thread, class, "(JJJJ)V", first, used, committed > used ? committed : used, most);
}

static void give_array(struct thread *thread, union slot *args, const char *element, struct object *only)
{
	struct class *const class = class_boot(thread, element);
	struct class *const array_class = class ? class_array(thread, class) : NULL;
	struct array *const made = array_class ? gc_new_array(thread, array_class, only != NULL) : NULL;
	if (made && only)
		array_set(made, 0, only);
	args[0].o = made ? &made->header : NULL;
}

/* The heap is one: it has no pools. */
NATIVE(memory_pools)
{
	give_array(thread, args, "java/lang/management/MemoryPoolMXBean", NULL);
}

NATIVE(memory_managers)
{
	union slot result = { .o = NULL };
	struct class *const helper = class_boot(thread, "sun/management/ManagementFactoryHelper");
	struct object *const name = helper ? string_from_utf8(thread, "Mark-region") : NULL;
	if (name &&
	    call_static(thread, helper, "createGarbageCollector",
			"(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/management/GarbageCollectorMXBean;",
			&result, name, (struct object *)NULL))
		give_array(thread, args, "java/lang/management/MemoryManagerMXBean", result.o);
}

NATIVE(collection_count)
{
	struct gc_statistics statistics;
	(void)thread;
	gc_statistics(&statistics);
	args[0].l = statistics.collections;
}

NATIVE(collection_time)
{
	struct gc_statistics statistics;
	(void)thread;
	gc_statistics(&statistics);
	args[0].l = (int64_t)(statistics.pause_total / 1000000);
}

static const struct native_entry vm_natives[] = {
	{ "getVersion0", NULL, management_version },
	{ "initOptionalSupportFields", NULL, optional_fields },
	{ "isThreadContentionMonitoringEnabled", NULL, native_no },
	{ "isThreadCpuTimeEnabled", NULL, native_yes },
	{ "isThreadAllocatedMemoryEnabled", NULL, native_yes },
	{ "getTotalClassCount", NULL, all_classes },
	{ "getInitializedClassCount", NULL, initialised_classes },
	{ "getUnloadedClassCount", NULL, unloaded_classes },
	{ "getUnloadedClassSize", NULL, unloaded_bytes },
	{ "getLoadedClassSize", NULL, loaded_bytes },
	{ "getVerboseClass", NULL, verbose_class },
	{ "getVerboseGC", NULL, verbose_gc },
	{ "getProcessId", NULL, process_number },
	{ "getVmArguments0", NULL, arguments },
	{ "getStartupTime", NULL, start_time },
	{ "getUptime0", NULL, up_time },
	{ "getAvailableProcessors", NULL, processors },
	{ "getLiveThreadCount", NULL, living_threads },
	{ "getDaemonThreadCount", NULL, daemon_threads },
};
static const struct native_entry memory_natives[] = {
	{ "getMemoryUsage0", NULL, memory_usage },
	{ "getMemoryPools0", NULL, memory_pools },
	{ "getMemoryManagers0", NULL, memory_managers },
	{ "setVerboseGC", NULL, set_verbose_gc },
};
static const struct native_entry manager_natives[] = { { "getMemoryPools0", NULL, memory_pools } };
static const struct native_entry collector_natives[] = {
	{ "getCollectionCount", NULL, collection_count },
	{ "getCollectionTime", NULL, collection_time },
};
static const struct native_entry loading_natives[] = { { "setVerboseClass", NULL, set_verbose_class } };

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

NATIVE_TABLE(java_management);
const struct native_class native_java_management[] = {
	{ "sun/management/VMManagementImpl", vm_natives, COUNT(vm_natives) },
	{ "sun/management/MemoryImpl", memory_natives, COUNT(memory_natives) },
	{ "sun/management/MemoryManagerImpl", manager_natives, COUNT(manager_natives) },
	{ "sun/management/GarbageCollectorImpl", collector_natives, COUNT(collector_natives) },
	{ "sun/management/ClassLoadingImpl", loading_natives, COUNT(loading_natives) },
};
const size_t native_java_management_count = COUNT(native_java_management);
