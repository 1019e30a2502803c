/* SPDX-License-Identifier: Apache-2.0 */
/* java_lang_ref.c: java.lang.ref.Reference and PhantomReference. The reference handler takes what the
 * collector cleared (gc/reference.c). */
#include "jvm/gc/gc.h"
#include "jvm/native/native.h"
#include "jvm/run/vm.h"

static reference *referent(struct object *object)
{
	static uint32_t offset;
	return &FIELD(object, native_kept_offset(&offset, vm.Reference, "referent", "Ljava/lang/Object;"),
		      reference);
}

static void get_and_clear_pending(struct thread *thread, union slot *args)
{
	args[0].o = gc_take_pending(thread, false);
}

static void has_pending(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = gc_has_pending();
}

static void wait_for_pending(struct thread *thread, union slot *args)
{
	(void)args;
	gc_wait_pending(thread);
}

static void refers_to(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = reference_load(referent(args[0].o)) == args[1].o;
}

static void clear(struct thread *thread, union slot *args)
{
	(void)thread;
	reference_store(referent(args[0].o), NULL);
}

static const struct native_entry reference_natives[] = {
	{ "getAndClearReferencePendingList", NULL, get_and_clear_pending },
	{ "hasReferencePendingList", NULL, has_pending },
	{ "waitForReferencePendingList", NULL, wait_for_pending },
	{ "refersTo0", NULL, refers_to },
	{ "clear0", NULL, clear },
};

static const struct native_entry phantom_natives[] = {
	{ "refersTo0", NULL, refers_to },
};

NATIVE_TABLE(java_lang_ref);
const struct native_class native_java_lang_ref[] = {
	{ "java/lang/ref/Reference", reference_natives,
	  sizeof reference_natives / sizeof reference_natives[0] },
	{ "java/lang/ref/PhantomReference", phantom_natives,
	  sizeof phantom_natives / sizeof phantom_natives[0] },
};
const size_t native_java_lang_ref_count = sizeof native_java_lang_ref / sizeof native_java_lang_ref[0];
