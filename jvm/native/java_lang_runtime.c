/* SPDX-License-Identifier: Apache-2.0 */
/* java_lang_runtime.c: java.lang.Runtime: the size of the heap and of the machine. */
#include "jvm/gc/gc.h"
#include "jvm/native/native.h"
#include "jvm/run/vm.h"
#include <sched.h>

static void available_processors(struct thread *thread, union slot *args)
{
	(void)thread;
	cpu_set_t set;
	args[0].i = vm.options.processors                         ? vm.options.processors
		    : sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set)
								  : 1;
}

static void free_memory(struct thread *thread, union slot *args)
{
	(void)thread;
	/* The two are read while others allocate. */
	const int64_t free_bytes = (int64_t)gc_committed() - (int64_t)gc_used();
	args[0].l = free_bytes > 0 ? free_bytes : 0;
}

static void total_memory(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].l = (int64_t)gc_committed();
}

static void max_memory(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].l = (int64_t)gc_maximum();
}

static void collect(struct thread *thread, union slot *args)
{
	(void)args;
	if (!vm.options.disable_explicit_gc)
		gc_collect(thread, "System.gc()");
}

static const struct native_entry runtime_natives[] = {
	{ "availableProcessors", NULL, available_processors },
	{ "freeMemory", NULL, free_memory },
	{ "totalMemory", NULL, total_memory },
	{ "maxMemory", NULL, max_memory },
	{ "gc", NULL, collect },
};

NATIVE_TABLE(java_lang_runtime);
const struct native_class native_java_lang_runtime[] = {
	{ "java/lang/Runtime", runtime_natives, sizeof runtime_natives / sizeof runtime_natives[0] },
};
const size_t native_java_lang_runtime_count =
	sizeof native_java_lang_runtime / sizeof native_java_lang_runtime[0];
