/* SPDX-License-Identifier: Apache-2.0 */
/* internal.h: what the files of invoke/ share. */
#ifndef JVM_INVOKE_INTERNAL_H
#define JVM_INVOKE_INTERNAL_H

#include "jvm/invoke/invoke.h"
#include "jvm/link/link.h"

enum { MOST_PARAMETERS = 256 };

struct signature { /* a method descriptor with its classes */
	struct class *result;
	int count;
	struct class *types[MOST_PARAMETERS];
};

/* Loads the classes of a method descriptor as `as` sees them. false: an exception is pending. */
bool signature_load(struct thread *thread, struct class *as, const struct symbol *descriptor,
		    struct signature *to);
int signature_slots(const struct signature *signature); /* of the parameters */

/* The class of a field descriptor as `as` sees it; NULL: an exception is pending. */
struct class *class_of_descriptor(struct thread *thread, struct class *as, const struct symbol *descriptor);
struct symbol *class_descriptor_symbol(const struct class *class);
/* The descriptor of a java.lang.invoke.MethodType. */
struct symbol *method_type_descriptor(const struct object *method_type);
/* The MethodType of a signature, or of a descriptor as `as` sees it. NULL: an exception is pending. handle.c
 */
struct object *method_type_of(struct thread *thread, const struct signature *signature);
struct object *method_type_load(struct thread *thread, struct class *as, const struct symbol *descriptor);
/* Makes *site call what MethodHandleNatives.linkMethod or linkCallSite answered: a MemberName, and an
 * Object[] whose first element is the appendix or null. false: an exception is pending. */
bool site_from_member(struct thread *thread, struct call_site *site, const struct object *member,
		      const struct array *appendix);

/* MethodHandle.form.vmentry: the static method that runs the handle, itself its first argument. handle.c */
struct method *handle_entry(const struct object *handle);
/* The method of a direct handle for these arguments, the receiver among them. NULL, and nothing pending: it
 * is another handle, or its class must be initialised first, or the receiver is null. direct.c */
struct method *direct_method(const struct object *handle, const union slot *args);
/* direct.c: how a site of MethodHandle.invoke, invokeExact or a VarHandle access tells direct handles. false:
 * an exception is pending. */
bool direct_prepare(struct thread *thread, struct call_site *site, const struct class *class,
		    const struct symbol *name, struct object *type, const struct symbol *descriptor);

/* What became of an attempt to desugar a call site. */
enum desugared {
	DESUGARED,
	DESUGAR_FAILED,    /* an exception is pending */
	DESUGAR_UNSUITABLE /* not as javac writes it: java.lang.invoke decides */
};

/* The four bootstraps of javac, done without method handles: each fills *site for the invokedynamic at pool
 * index `index` of `caller`. lambda.c, concat.c, record.c */
enum desugared lambda_link(struct thread *thread, struct class *caller, uint16_t index, bool alternative,
			   struct call_site *site);
enum desugared concat_link(struct thread *thread, struct class *caller, uint16_t index, bool has_recipe,
			   struct call_site *site);
enum desugared record_link(struct thread *thread, struct class *caller, uint16_t index,
			   struct call_site *site);

/* concat.c: a string concatenation being described: literal text and arguments in order. */
struct concat;
struct concat *concat_new(void);
void concat_literal(struct concat *concat, const char *modified_utf8, size_t bytes);
void concat_argument(struct concat *concat); /* the next parameter */
/* The static method that concatenates its arguments, of these types, so; takes `concat`. NULL: an exception
 * is pending. */
struct method *concat_finish(struct thread *thread, struct concat *concat, struct class *host,
			     const struct signature *types);

/* A static native method that no class lists: its address is that of `memory`, zeroed metadata of at least a
 * struct method, so that the function finds more behind it. */
void synthetic_method(struct method *method, struct class *owner, const char *name, const char *descriptor,
		      native_function *function);

/* The bootstrap method entry of the invokedynamic or dynamic constant at `index`. */
static inline const struct bootstrap_method *bootstrap_of(const struct class *class, uint16_t index)
{
	return &class->bootstrap[class->pool->entries[index].a];
}

#endif
