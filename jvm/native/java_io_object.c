/* SPDX-License-Identifier: Apache-2.0 */
/* java_io_object.c: what serialization asks of a class. */
#include "jvm/link/link.h"
#include "jvm/native/native.h"
#include "jvm/run/frame.h"
#include <string.h>

/* It initialises the class, as looking up a static method by JNI does. */
static void has_static_initializer(struct thread *thread, union slot *args)
{
	struct class *const class = class_of_mirror(args[0].o);
	if (class_initialise(thread, class))
		args[0].i = class_method(class, symbol_of("<clinit>"), symbol_of("()V")) != NULL;
}

/* VM.latestUserDefinedLoader0: the newest loader on the stack that is not the boot or the platform loader. */
static void latest_loader(struct thread *thread, union slot *args)
{
	args[0].o = NULL;
	for (struct frame *frame = frame_first(thread); frame && !args[0].o; frame = frame_next(frame)) {
		struct object *const loader = frame->method->owner->loader;
		if (loader && strcmp(object_class(loader)->name->text,
				     "jdk/internal/loader/ClassLoaders$PlatformClassLoader") != 0)
			args[0].o = loader;
	}
}

static const struct native_entry natives[] = {
	{ "initNative", NULL, native_nothing },
	{ "hasStaticInitializer", NULL, has_static_initializer },
};

static const struct native_entry vm_natives[] = { { "latestUserDefinedLoader0", NULL, latest_loader } };

NATIVE_TABLE(java_io_object);
const struct native_class native_java_io_object[] = {
	{ "java/io/ObjectStreamClass", natives, 2 },
	{ "jdk/internal/misc/VM", vm_natives, 1 },
};
const size_t native_java_io_object_count = 2;
