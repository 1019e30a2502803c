/* SPDX-License-Identifier: Apache-2.0 */
/* link.h: from a name to a class that can run (JVMS 5). A function that returns NULL or false has left an
 * exception pending. All may call Java (a class loader's loadClass, <clinit>), allocate and collect. */
#ifndef JVM_LINK_LINK_H
#define JVM_LINK_LINK_H

#include "jvm/run/thread.h"
#include "jvm/link/class.h"

/* Ends the message about a method of the JDK that an image lacks; takes the name of the method's class. */
#define KEEP_ADVICE " is not in this image: if the JDK has it, add 'keep: [%s]' to service.yaml"

/* Loading (5.3). Array names give array classes. `loader` NULL = boot. When there is no such class:
 * ClassNotFoundException. */
struct class *class_load(struct thread *thread, struct symbol *name, struct object *loader);
/* As C code needs it: a class of the boot loader by its internal name, loaded, linked and initialised. */
struct class *class_boot(struct thread *thread, const char *name);
/* Already loaded by `loader` as initiating loader, or NULL without exception. */
struct class *class_find_loaded(struct symbol *name, struct object *loader);

struct class_definition {
	struct symbol *name; /* expected, or NULL: as the bytes say */
	struct object *loader, *protection_domain;
	const uint8_t *bytes; /* copied, unless bytes_stay */
	size_t length;
	bool bytes_stay;
	bool of_jdk;             /* from the JDK's own file: classfile_parse_trusted */
	bool found_by_vm;        /* no loader's Java ran: who loses a race takes the winner's class */
	bool hidden;             /* Lookup.defineHiddenClass: not found by name; name gets a suffix */
	bool strong;             /* hidden, but it lives as long as its loader */
	struct class *beside;    /* it lives as long as this one; NULL: as the rest says */
	struct class *nest_host; /* of a hidden nestmate, or NULL */
	struct object *class_data;
	bool trusted;       /* made by the VM itself: no verification, access to what its host may access */
	const char *source; /* for -verbose:class */
};
struct class *class_define(struct thread *thread, const struct class_definition *definition);

struct class *class_array(struct thread *thread, struct class *element); /* the array class of `element` */
bool class_link(struct thread *thread, struct class *class);             /* 5.4: verify, prepare */
bool class_initialise_slow(struct thread *thread, struct class *class);  /* 5.5 */
static inline bool class_initialise(struct thread *thread, struct class *class)
{
	return atomic_load_explicit(&class->state, memory_order_acquire) == CLASS_INITIALISED ||
	       class_initialise_slow(thread, class);
}

/* Words that the VM adds to instances of some classes: where they lie. */
extern uint32_t injected_class_class /* Class: struct class */,
	injected_loader_space /* ClassLoader: struct class_space, 64 bits; 0: none yet */,
	injected_method_target /* ResolvedMethodName: struct method */,
	injected_member_index /* MemberName: vtable index, field offset */;

/* Questions about classes */
bool class_is_subclass_slow(const struct class *class, const struct class *of); /* interfaces and arrays */
/* false: class_is_subclass_slow knows. */
static inline bool class_is_subclass_fast(const struct class *class, const struct class *of)
{
	return class == of || (of->depth <= class->depth && class->supers[of->depth] == of) ||
	       __atomic_load_n(&class->is_also, __ATOMIC_RELAXED) == of;
}
static inline bool class_is_subclass(const struct class *class, const struct class *of)
{
	return class_is_subclass_fast(class, of) || class_is_subclass_slow(class, of);
}
static inline bool object_is(const struct object *object, const struct class *class)
{
	return class_is_subclass(object_class(object), class);
}
struct method *class_method(const struct class *class, const struct symbol *name,
			    const struct symbol *descriptor); /* declared here; NULL: none */
struct method *class_find_method(
	const struct class *class, const struct symbol *name,
	const struct symbol *descriptor); /* and in supers and interfaces (5.4.3.3), no access check */
struct field *class_find_field(const struct class *class, const struct symbol *name,
			       const struct symbol *descriptor); /* 5.4.3.2 */
struct method *class_select_virtual(
	const struct class *receiver,
	const struct method *method); /* 5.4.6; interfaces too; NULL: AbstractMethodError is due */
struct class *class_of_mirror(const struct object *mirror);
bool class_same_package(const struct class *a, const struct class *b);
bool class_can_access(const struct class *from, const struct class *to); /* 5.4.4 */
bool class_can_access_member(struct thread *thread, struct class *from, struct class *resolved,
			     struct class *owner,
			     uint16_t access); /* false: perhaps with an exception pending */
/* 5.4.4; itself when invalid. NULL: a VirtualMachineError is pending, and nothing was decided. */
struct class *class_nest_host(struct thread *thread, struct class *class);
bool class_is_nest_mate(struct thread *thread, struct class *a, struct class *b); /* the same */

/* The object that pool entry `index` was resolved to; NULL: none yet. */
static inline struct object *pool_kept_object(struct pool *pool, uint16_t index)
{
	const struct array *const objects = race_consume(&pool->resolved_objects);
	return objects ? array_get(objects, index) : NULL;
}

/* Resolution (5.4.3) of the constants of `pool`; the result is kept in the entry. */
struct class *pool_class(struct thread *thread, struct pool *pool, uint16_t index);
struct field *pool_field(struct thread *thread, struct pool *pool, uint16_t index, bool is_static,
			 bool is_write, const struct method *from);
enum invoke { INVOKE_VIRTUAL, INVOKE_SPECIAL, INVOKE_STATIC, INVOKE_INTERFACE };
struct method *pool_method(struct thread *thread, struct pool *pool, uint16_t index, enum invoke how);
/* NoSuchMethodError; of a JDK class in an image it says the keep: line by which the method would be there. */
void throw_no_such_method(struct thread *thread, const struct class *class, const struct symbol *name,
			  const struct symbol *descriptor);
struct object *pool_string(struct thread *thread, struct pool *pool, uint16_t index);
/* ldc of any loadable constant: class, string, MethodType, MethodHandle, dynamic, and numbers. *kind tells
 * which slot member is set. */
bool pool_load(struct thread *thread, struct pool *pool, uint16_t index, union slot *value, enum kind *kind);
struct object *pool_method_type(struct thread *thread, struct pool *pool, uint16_t index);   /* jvm/invoke */
struct object *pool_method_handle(struct thread *thread, struct pool *pool, uint16_t index); /* jvm/invoke */
bool pool_dynamic(struct thread *thread, struct pool *pool, uint16_t index, union slot *value,
		  enum kind *kind); /* jvm/invoke: condy */

/* JVMS 5.3: a class that a resolution does not find is NoClassDefFoundError with the loader's
 * ClassNotFoundException as its cause: replaces that one when it is pending. */
bool exception_is_of_machine(const struct object *exception); /* a VirtualMachineError */
bool class_is_not_found(const struct object *exception);      /* ClassNotFoundException itself */
void class_not_found_to_error(struct thread *thread, const struct symbol *name);

/* The Utf8 at an index, interned when first asked for. */
struct symbol *pool_symbol(const struct pool *pool, uint16_t index);
/* Names of pool entries without resolution: of NameAndType, members, classes. */
struct symbol *pool_class_name(const struct pool *pool, uint16_t index);
struct symbol *pool_member_name(const struct pool *pool, uint16_t index);
struct symbol *pool_member_descriptor(const struct pool *pool, uint16_t index);

/* A linked invokedynamic site or signature-polymorphic call: either a constant that a capture-free lambda is,
 * or a method to call. jvm/invoke makes it; the interpreter quickens on it. */
struct call_site {
	struct object *constant; /* not NULL: push it (a root, by jvm/invoke) */
	struct method *target;   /* else: call this static method with the operands, */
	struct object *appendix; /* and then this as one more argument, when not NULL (a root) */
	struct object *holder;   /* keeps the class of a target that java.lang.invoke made; a root */
	/* Of a polymorphic call, else NULL: the method to call instead, with the operands from *args on,
	 * which it may advance; NULL: none, or an exception is pending. The rest is for these functions. */
	struct method *(*select)(struct thread *thread, const struct call_site *site, union slot **args);
	struct object *type, *erased; /* MethodTypes; roots */
	uint8_t access_mode, access_type;
	bool any_result; /* a VarHandle's result needs no cast */
};
struct call_site *call_site_link(struct thread *thread, struct class *caller, uint16_t index,
				 const struct method *method, uint32_t bci);

/* invokehandle: a signature-polymorphic MethodHandle.invoke/invokeExact or VarHandle access at pool index:
 * the adapter to call with (receiver, operands…, appendix). Kept in the entry. */
struct call_site *polymorphic_link(struct thread *thread, struct class *caller, uint16_t index);

/* Classes that `loader` defines in the package "java/lang" belong to `module` from now on. false: no memory.
 */
bool module_add_package(struct object *module, struct object *loader, const struct symbol *name);
/* Module.defineModule0 for java.base, and the boot loader's unnamed module: which Module boot classes get. */
void module_define_base(struct object *module);
void module_define_unnamed(struct object *module);
/* Whether the boot loader looks for a class of that name in lib/modules: in a package of one of its modules
 * that the boot layer has, as HotSpot does; before there are modules, in any. */
bool module_has_boot_package(const struct symbol *class_name);

/* Verification (4.10.1), called by class_link. false: VerifyError is pending. */
bool verify_class(struct thread *thread, struct class *class);

void link_init(struct thread *thread); /* primitives, Object, Class, String, mirrors, known classes: ends the
					  process when java.base cannot be read */

#endif
