/* SPDX-License-Identifier: Apache-2.0 */
/* vm.h: the one virtual machine of this process: its options, the classes that C code knows, and the few
 * global roots. The only global variable of jvm/ that is not private to a file. */
#ifndef JVM_RUN_VM_H
#define JVM_RUN_VM_H

#include "jvm/link/class.h"

struct vm_options {
	const char *class_path; /* -cp, ':' between; "." when nothing is given */
	const char *java_home;  /* where lib/modules lies */
	const char *archive;    /* -Xarchive: a class archive to use in place of the JDK and the class path */
	const char **properties; /* "name=value", -D in order */
	int properties_count;
	const char **given; /* the options of the command line as HotSpot has them, values behind '=' */
	int given_count;
	size_t heap_initial, heap_maximum, stack_bytes; /* -Xms -Xmx -Xss */
	bool verbose_class, verbose_gc, verify_all /* java.base too */, verify_none;
	unsigned gc_stress;   /* enum gc_stress (gc/gc.h) */
	bool heap_is_default; /* no -Xmx: a smaller heap than heap_maximum will do */
	long fail_allocation; /* the nth allocation throws OutOfMemoryError; 0 = none */
	int trace_depth;      /* most frames of a stack trace; 0: 1024 */
	int processors;       /* what Runtime.availableProcessors says; 0: the machine's */
	bool disable_explicit_gc, exit_on_out_of_memory, no_null_messages, no_stack_traces;
	bool no_signals; /* -Xrs: those that end a program do so at once */
};

/* The classes and members that C code refers to, loaded at start (link/known.c expands the same table).
 * X(C name, internal name) */
#define KNOWN_CLASSES(X)                                                                                     \
	X(Object, "java/lang/Object")                                                                        \
	X(Class, "java/lang/Class")                                                                          \
	X(String, "java/lang/String")                                                                        \
	X(Cloneable, "java/lang/Cloneable")                                                                  \
	X(Serializable, "java/io/Serializable")                                                              \
	X(System, "java/lang/System")                                                                        \
	X(Thread, "java/lang/Thread")                                                                        \
	X(ThreadGroup, "java/lang/ThreadGroup")                                                              \
	X(Throwable, "java/lang/Throwable")                                                                  \
	X(StackTraceElement, "java/lang/StackTraceElement")                                                  \
	X(Error, "java/lang/Error")                                                                          \
	X(Module, "java/lang/Module")                                                                        \
	X(ClassLoader, "java/lang/ClassLoader")                                                              \
	X(Reference, "java/lang/ref/Reference")                                                              \
	X(SoftReference, "java/lang/ref/SoftReference")                                                      \
	X(WeakReference, "java/lang/ref/WeakReference")                                                      \
	X(PhantomReference, "java/lang/ref/PhantomReference")                                                \
	X(FinalReference, "java/lang/ref/FinalReference")                                                    \
	X(Finalizer, "java/lang/ref/Finalizer")                                                              \
	X(Record, "java/lang/Record")                                                                        \
	X(reflect_Field, "java/lang/reflect/Field")                                                          \
	X(reflect_Method, "java/lang/reflect/Method")                                                        \
	X(reflect_Constructor, "java/lang/reflect/Constructor")                                              \
	X(reflect_RecordComponent, "java/lang/reflect/RecordComponent")                                      \
	X(reflect_Parameter, "java/lang/reflect/Parameter")                                                  \
	X(MagicAccessorImpl, "jdk/internal/reflect/MagicAccessorImpl")                                       \
	X(MethodHandle, "java/lang/invoke/MethodHandle")                                                     \
	X(VarHandle, "java/lang/invoke/VarHandle")                                                           \
	X(MemberName, "java/lang/invoke/MemberName")                                                         \
	X(ResolvedMethodName, "java/lang/invoke/ResolvedMethodName")                                         \
	X(MethodHandleNatives, "java/lang/invoke/MethodHandleNatives")                                       \
	X(LambdaForm, "java/lang/invoke/LambdaForm")                                                         \
	X(MethodType, "java/lang/invoke/MethodType")                                                         \
	X(CallSite, "java/lang/invoke/CallSite")                                                             \
	X(Boolean, "java/lang/Boolean")                                                                      \
	X(Byte, "java/lang/Byte")                                                                            \
	X(Character, "java/lang/Character")                                                                  \
	X(Short, "java/lang/Short")                                                                          \
	X(Integer, "java/lang/Integer")                                                                      \
	X(Long, "java/lang/Long")                                                                            \
	X(Float, "java/lang/Float")                                                                          \
	X(Double, "java/lang/Double")                                                                        \
	X(Void, "java/lang/Void")

struct vm {
	struct vm_options options;
	struct class *classes;             /* all, newest first */
	struct class *primitive[12];       /* by enum kind; [KIND_REFERENCE] is NULL */
	struct class *primitive_array[12]; /* [Z … by the element's enum kind */
#define X(name, text) struct class *name;
	KNOWN_CLASSES(X)
#undef X
	struct class *array_Object, *array_String, *array_Class;
	struct object *main_group, *system_group;
	struct object *system_loader; /* ClassLoader.getSystemClassLoader(), once there is one */
	struct object *out_of_memory; /* made ahead: thrown when there is no room to make one */
	_Atomic bool booted;          /* initPhase3 is over */
	_Atomic bool has_ports;       /* which the end of the process closes */
	int64_t created;              /* ms of CLOCK_MONOTONIC */
};

extern struct vm vm;

#endif
