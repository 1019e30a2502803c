/* SPDX-License-Identifier: Apache-2.0 */
/* jdk_internal_vm.c: jdk.internal.misc.VM: who runs this process and with what; jdk.internal.perf.Perf:
 * counters, which nobody but their owner sees. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ID(name)                                                                                             \
	static void id_##name(struct thread *thread, union slot *args)                                       \
	{                                                                                                    \
		(void)thread;                                                                                \
		args[0].l = name();                                                                          \
	}
ID(getuid)
ID(geteuid)
ID(getgid)
ID(getegid)
#undef ID

static void runtime_arguments(struct thread *thread, union slot *args)
{
	struct array *const made = gc_new_array(thread, vm.array_String, vm.options.given_count);
	for (int i = 0; made && i < vm.options.given_count; i++) {
		struct object *const string = string_from_utf8(thread, vm.options.given[i]);
		if (!string)
			break;
		array_set(made, i, string);
	}
	args[0].o = (struct object *)made;
}

/* A direct ByteBuffer over zeroed memory that stays; NULL with an exception pending. */
static struct object *counter(struct thread *thread, int32_t bytes, const void *value, size_t value_bytes)
{
	struct class *const buffer = class_boot(thread, "java/nio/DirectByteBuffer");
	uint8_t *const memory = buffer && bytes >= 0 ? calloc(1, (size_t)bytes + 1) : NULL;
	if (!memory) {
		if (!thread->exception)
			throw_out_of_memory(thread, "native memory");
		return NULL;
	}
	if (value_bytes <= (size_t)bytes)
		memcpy(memory, value, value_bytes);
	return call_new(thread, buffer, "(JI)V", (int64_t)(uintptr_t)memory, bytes);
}

/* createLong(String name, int variability, int units, long value) */
static void create_long(struct thread *thread, union slot *args)
{
	args[0].o = counter(thread, sizeof(int64_t), &args[4].l, sizeof(int64_t));
}

/* createByteArray(String name, int variability, int units, byte[] value, int most) */
static void create_bytes(struct thread *thread, union slot *args)
{
	const struct array *const value = (struct array *)args[4].o;
	args[0].o = counter(thread, args[5].i, value ? value->data : NULL, value ? (size_t)value->length : 0);
}

static void attach(struct thread *thread, union slot *args)
{
	(void)args;
	throw_new(thread, "java/io/IOException", "this virtual machine shows its counters to no other");
}

static void tick(struct thread *thread, union slot *args)
{
	(void)thread;
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	args[0].l = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static void ticks_per_second(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].l = 1000000000;
}

static const struct native_entry vm_natives[] = {
	{ "getuid", NULL, id_getuid },
	{ "geteuid", NULL, id_geteuid },
	{ "getgid", NULL, id_getgid },
	{ "getegid", NULL, id_getegid },
	{ "getRuntimeArguments", NULL, runtime_arguments },
};
/* CgroupMetrics.isUseContainerSupport(): what is asked of this machine is asked of Linux itself. */
static void no_container(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = false;
}

static const struct native_entry container_natives[] = { { "isUseContainerSupport", NULL, no_container } };
static const struct native_entry perf_natives[] = {
	{ "createLong", NULL, create_long }, { "createByteArray", NULL, create_bytes },
	{ "attach", NULL, attach },          { "detach", NULL, native_nothing },
	{ "highResCounter", NULL, tick },    { "highResFrequency", NULL, ticks_per_second },
};

NATIVE_TABLE(jdk_internal_vm);
const struct native_class native_jdk_internal_vm[] = {
	{ "jdk/internal/misc/VM", vm_natives, sizeof vm_natives / sizeof vm_natives[0] },
	{ "jdk/internal/perf/Perf", perf_natives, sizeof perf_natives / sizeof perf_natives[0] },
	{ "jdk/internal/platform/CgroupMetrics", container_natives, 1 },
};
const size_t native_jdk_internal_vm_count = 3;
