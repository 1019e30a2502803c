/* SPDX-License-Identifier: Apache-2.0 */
/* class.h: classes, fields, methods and constant pools as the running VM sees them. They lie in metadata
 * memory (memory/low.h), are never moved, and point to each other and into the class file's bytes, which stay
 * as long. They are freed with their space (gc/class_space.h), if they have one. */
#ifndef JVM_LINK_CLASS_H
#define JVM_LINK_CLASS_H

#include "jvm/object.h"
#include "jvm/link/symbol.h"

/* JVMS table 4.1-B, 4.5-A, 4.6-A */
enum {
	ACC_PUBLIC = 0x0001,
	ACC_PRIVATE = 0x0002,
	ACC_PROTECTED = 0x0004,
	ACC_STATIC = 0x0008,
	ACC_FINAL = 0x0010,
	ACC_SUPER = 0x0020,
	ACC_SYNCHRONIZED = 0x0020,
	ACC_VOLATILE = 0x0040,
	ACC_BRIDGE = 0x0040,
	ACC_TRANSIENT = 0x0080,
	ACC_VARARGS = 0x0080,
	ACC_NATIVE = 0x0100,
	ACC_INTERFACE = 0x0200,
	ACC_ABSTRACT = 0x0400,
	ACC_STRICT = 0x0800,
	ACC_SYNTHETIC = 0x1000,
	ACC_ANNOTATION = 0x2000,
	ACC_ENUM = 0x4000,
	ACC_MODULE = 0x8000,
};

/* The kinds of values, in the order of newarray's codes (JVMS 6.5) where it has them. */
enum kind {
	KIND_REFERENCE = 0,
	KIND_VOID = 1,
	KIND_BOOLEAN = 4,
	KIND_CHAR = 5,
	KIND_FLOAT = 6,
	KIND_DOUBLE = 7,
	KIND_BYTE = 8,
	KIND_SHORT = 9,
	KIND_INT = 10,
	KIND_LONG = 11,
};

/* JVMS 5.5. A thread reads `state` with acquire order; it only grows, except that an initialisation fails. */
enum class_state {
	CLASS_LOADED,       /* super classes loaded, fields laid out, tables built: see class_link */
	CLASS_LINKED,       /* verified and prepared */
	CLASS_INITIALISING, /* by class->initialiser */
	CLASS_INITIALISED,
	CLASS_ERRONEOUS,
};

struct span { /* bytes of the class file, e.g. one attribute's body */
	const uint8_t *at;
	uint32_t bytes;
};

struct field {
	struct class *owner;
	struct symbol *name;
	struct symbol *descriptor;
	uint16_t access;
	uint8_t kind;          /* enum kind */
	uint8_t trusted_final; /* static final or a final of a record or hidden class: reflection may not
				  write it */
	uint32_t offset;       /* bytes from the object's start; of a static field, from the mirror's start */
	uint16_t slot;         /* index in owner->fields */
	uint16_t constant_value;  /* pool index of ConstantValue, 0 = none */
	struct symbol *signature; /* or NULL */
	struct span annotations, type_annotations;
};

struct exception_range { /* JVMS 4.7.3 */
	uint16_t start, end, handler, type;
};

struct line_entry {
	uint16_t bci, line;
};

struct code; /* run/code.h: a method's translated instructions */
union slot;
/* A native method. args: the receiver and arguments, numbered as JVMS locals (a long or double takes two
 * numbers and is in the first). The result goes to args[0]. An exception: set (run/exception.h) and return;
 * the result is then ignored. It may call Java, allocate and block (thread_block_begin around what may
 * block). */
typedef void native_function(struct thread *thread, union slot *args);

enum method_flags {
	METHOD_CALLER_SENSITIVE = 1, /* @jdk.internal.reflect.CallerSensitive */
	METHOD_HIDDEN = 2,           /* @Hidden, or of a LambdaForm: not in stack traces */
	METHOD_POLYMORPHIC = 4, /* signature polymorphic native of MethodHandle or VarHandle (JVMS 2.9.3) */
	METHOD_DEFAULT = 8,     /* non-abstract, non-static, non-private, in an interface */
	METHOD_FINALISER = 16,
	METHOD_MIRANDA = 32,  /* abstract interface method put in a class's vtable: not in class->methods */
	METHOD_CONFLICT = 64, /* several defaults: calling it is IncompatibleClassChangeError */
};

struct method {
	struct class *owner;
	struct symbol *name;
	struct symbol *descriptor;
	uint16_t access;
	uint16_t flags; /* enum method_flags */
	uint16_t max_locals;
	uint16_t max_stack;
	uint16_t args_slots;  /* of all arguments, with the receiver */
	uint8_t result;       /* enum kind */
	uint8_t intrinsic;    /* run/intrinsic.h, 0 = none */
	int32_t vtable_index; /* in the vtable, or the itable of an interface; -1: private, static, <init> */
	uint16_t slot;        /* index in owner->methods */
	uint16_t ranges_count;
	uint32_t code_bytes;
	const uint8_t *bytecode; /* in the class file; NULL for abstract and native */
	struct exception_range *ranges;
	struct line_entry *lines; /* sorted by bci; NULL: none */
	uint16_t lines_count;
	uint16_t exceptions_count;
	uint16_t *exceptions;    /* class constants of the Exceptions attribute */
	struct code *code;       /* translated at the first call; acquire/release */
	native_function *native; /* bound at the first call or by RegisterNatives; NULL before */
	void *verifier_data;
	struct symbol *signature; /* or NULL */
	struct span stack_map;    /* StackMapTable body */
	struct span annotations, parameter_annotations, annotation_default, type_annotations, parameters;
	struct span local_variables; /* LocalVariableTable body, for helpful messages */
};

/* The constant pool: tags as in the class file; an entry is resolved at most once (JVMS 5.4.3) and then read
 * without a lock: `resolved` is stored with release order, 0 until then. Errors are kept and thrown again. */
struct pool_entry {
	union {
		struct {
			uint16_t a, b;
		}; /* indices, as in the class file */
		struct {
			uint32_t at, bytes;
		}; /* Utf8: where it lies in the class file; resolved: its symbol */
		int32_t i;
		float f;
		int64_t l;
		double d;
	};
	union {
		void *resolved; /* struct class *, struct field *, struct method *, struct call_site * … */
		uint64_t resolved_bits; /* of a dynamic constant of primitive kind */
	};
};

struct pool {
	struct class *owner;
	uint16_t count; /* constant_pool_count: valid indices are 1 … count-1 */
	uint8_t *tags;  /* CONSTANT_* of classfile/classfile.h */
	struct pool_entry *entries;
	struct array *resolved_objects; /* Object[count], or NULL: strings, MethodTypes, MethodHandles,
					   dynamic constants, notes of errors (of classes); a root */
};

struct itable { /* how `owner` implements `interface`: methods[m->vtable_index] for each m of the interface */
	struct class *interface;
	struct method **methods;
};

struct inner_class { /* InnerClasses entry (JVMS 4.7.6), pool indices */
	uint16_t inner, outer, name, access;
};

struct bootstrap_method { /* JVMS 4.7.23 */
	uint16_t handle;
	uint16_t arguments_count;
	uint16_t *arguments; /* pool indices */
};

struct record_component {
	struct symbol *name, *descriptor, *signature;
	struct span annotations, type_annotations;
};

struct class_space; /* gc/class_space.h */

/* What an instance keeps from being unloaded by a word that the VM adds to it (link.h). */
enum class_keeps { KEEPS_NOTHING, KEEPS_SPACE /* ClassLoader */, KEEPS_METHOD /* ResolvedMethodName */ };

struct class
{
	struct symbol *name;   /* internal form: java/lang/String, [I, [Ljava/lang/String; ; hidden: a/B+0x1
				  form a/B.1 */
	struct class *super;   /* NULL: Object, interfaces have Object, primitives NULL */
	struct object *mirror; /* its java.lang.Class; not moved; static fields lie in it */
	struct object *loader; /* NULL: the boot loader; a root */
	struct object *protection_domain; /* a root */
	uint32_t access;       /* as in the class file (Class.getModifiers looks at InnerClasses too) */
	uint8_t kind;          /* KIND_REFERENCE, or what a primitive class stands for */
	uint8_t dimensions;    /* of an array class, else 0 */
	uint8_t element_kind;  /* of an array class: kind of one element */
	uint8_t element_shift; /* of an array class: log2 of an element's bytes */
	bool trusted;          /* made by the VM: not verified, and it may use what its host may */
	bool hidden, has_finaliser, is_reference /* java.lang.ref.Reference or below */,
		is_mirror /* java.lang.Class */;
	uint8_t keeps;             /* enum class_keeps: of an instance, supers' included */
	uint8_t reference_kind;    /* gc/gc.h: weak, soft, phantom, final; 0 = none */
	struct class_space *space; /* with what it is unloaded; NULL: never */
	uint32_t instance_bytes;   /* of an instance, header included, rounded up to 8 */
	uint32_t fields_end;       /* where a subclass's fields may begin: not rounded */
	uint32_t static_bytes;     /* how much the mirror holds beyond java.lang.Class's own fields */
	uint16_t depth;            /* supers above: Object 0 */
	struct class **supers; /* supers[0] = Object … supers[depth] = itself: subclass test in one load */
	struct class *is_also; /* the interface or array class that class_is_subclass_slow said yes to last */
	struct class *element; /* of an array class: one dimension less */
	struct class *array_of;    /* the array class of this, or NULL; release/acquire */
	struct class **interfaces; /* direct */
	uint16_t interfaces_count;
	uint16_t all_interfaces_count;
	struct itable *itables; /* every interface implemented, for concrete and abstract classes; length
				   all_interfaces_count */
	struct method **vtable;
	uint32_t vtable_length;
	uint16_t fields_count, methods_count;
	struct field *fields;   /* as in the class file */
	struct method *methods; /* as in the class file */
	/* What the collector follows: offsets of reference fields in an instance (supers' included), and in
	 * the mirror. */
	uint32_t reference_count, static_reference_count;
	uint32_t *reference_offsets;
	uint32_t *static_reference_offsets;
	struct pool *pool;
	struct thread *initialiser; /* who runs <clinit> */
	_Atomic uint32_t state;     /* enum class_state */
	struct class *nest_host;    /* resolved, or NULL */
	const char *nest_error;     /* why it is not what NestHost names, or NULL */
	uint16_t nest_host_index;   /* pool index, 0 = none */
	uint16_t nest_members_count, permitted_count, inner_count, bootstrap_count, record_count;
	uint16_t *nest_members, *permitted;
	struct inner_class *inner;
	struct bootstrap_method *bootstrap;
	struct record_component *records;
	bool is_record, is_sealed;
	uint16_t enclosing_class, enclosing_method; /* pool indices, 0 = none */
	struct symbol *source_file, *signature;
	struct span line_table; /* classfile/line_table.h: in place of the methods' lines, and of a
				   source_file that is NULL */
	struct span annotations, type_annotations;
	struct span bytes; /* the class file */
	uint16_t major;
	struct object *class_data; /* of a hidden class: Lookup.classData; a root */
	struct object
		*initialisation_error; /* when CLASS_ERRONEOUS: the cause of later errors, or NULL; a root */
	struct object *signers;        /* Object[] of a signed jar's class, or NULL; a root */
	struct class *next;            /* newest first: vm.classes, or those of its space */
};

static inline bool class_is_array(const struct class *class)
{
	return class->dimensions != 0;
}

static inline bool class_is_interface(const struct class *class)
{
	return class->access & ACC_INTERFACE;
}

#endif
