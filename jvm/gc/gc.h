/* SPDX-License-Identifier: Apache-2.0 */
/* gc.h: the heap. Stop-the-world mark-region: blocks of lines, bump allocation in thread-local buffers,
 * objects marked by tracing, sparse blocks evacuated (S. Blackburn and K. McKinley, "Immix", PLDI 2008).
 * Precise for what lies in the heap, in mirrors and in declared roots; conservative for C and Java stacks:
 * what a stack may hold is kept and not moved. Interior pointers on stacks keep their object. */
#ifndef JVM_GC_GC_H
#define JVM_GC_GC_H

#include "jvm/run/thread.h"
#include "jvm/link/class.h"

enum gc_reference_kind { GC_NONE, GC_SOFT, GC_WEAK, GC_FINAL, GC_PHANTOM };
enum gc_stress {
	GC_STRESS_COLLECT = 1 /* at every allocation */,
	GC_STRESS_VERIFY = 2 /* check the whole heap before and after */,
	GC_STRESS_MOVE = 4 /* evacuate all that may move */,
	GC_STRESS_STACK = 8 /* a mark stack of 16 entries */,
	GC_STRESS_EVERY_SHIFT = 8 /* n << this: COLLECT at every nth allocation only */
};

bool gc_init(size_t initial, size_t maximum); /* false: no address space; prints why */

/* New objects, zeroed, header set. NULL with OutOfMemoryError (or NegativeArraySizeException) pending. May
 * collect, and so move any object that no stack holds. */
struct object *gc_new(struct thread *thread, struct class *class);
struct array *gc_new_array(struct thread *thread, struct class *array_class, int32_t length);
/* The mirror of class `of`: an instance of `mirror_class` with static_bytes more; never moved. */
struct object *gc_new_mirror(struct thread *thread, struct class *mirror_class, uint32_t static_bytes,
			     const struct class *of);
struct object *gc_clone(struct thread *thread, struct object *object);
/* An object is finalizable once Object's constructor has completed (JLS 12.6.1), or it is a clone: nothing
 * for one that has no finalizer. false: an exception is pending. */
bool gc_register_finaliser(struct thread *thread, struct object *object);
/* memmove for elements of arrays and fields that others may look at meanwhile: `to`, `from` and `bytes` are
 * multiples of an element's size, and each is read and written whole (JLS 17.6, 17.7). */
void gc_copy(void *to, const void *from, size_t bytes);
size_t gc_object_bytes(const struct object *object);

void gc_collect(struct thread *thread, const char *cause);     /* System.gc() and the like */
void gc_collect_all(struct thread *thread, const char *cause); /* what is only softly reachable, too */
size_t gc_used(void), gc_committed(void), gc_maximum(void);

struct gc_statistics { /* since the start */
	unsigned collections;
	uint64_t pause_total, pause_longest; /* ns */
	uint64_t bytes_allocated, bytes_evacuated;
};
void gc_statistics(struct gc_statistics *to);

/* A word of C memory that is a root, precise: the collector may move the object and updates the word. */
void gc_root_add(struct object **at);

/* Called in a collection by whoever holds more roots: gc_roots_register(f); f calls visit(at) for every root.
 */
typedef void gc_visit(struct object **at);
void gc_roots_register(void (*each)(gc_visit *visit));
/* Tables of weak entries (interned strings, …): after marking, f asks gc_is_live(&object), which also gives
 * the new address. */
void gc_weak_register(void (*sweep)(void));
bool gc_is_live(struct object **at);

/* java.lang.ref: takes the list of References that the collector cleared, linked by `discovered`; waits for
 * it if `wait`. */
struct object *gc_take_pending(struct thread *thread, bool wait);
bool gc_has_pending(void);
void gc_wait_pending(struct thread *thread); /* returns when there is such a list; takes nothing */

/* What a thread has allocated since it began, in bytes: exact for the calling thread. */
uint64_t gc_allocated_bytes(const struct thread *thread);

/* Every object of the heap, in no order: only inside threads_stop_all, after a collection. */
void gc_each_object(void (*visit)(struct object *object, void *context), void *context);
/* A larger object has pages to itself (heap.h). */
enum { gc_large_limit = 8 * 1024 };
/* Fast path for the interpreter: bump in the thread's buffer, else gc_new. */
static inline struct object *gc_new_fast(struct thread *thread, struct class *class)
{
	uint8_t *at = thread->allocation;
	uint32_t bytes = class->instance_bytes;
	if (__builtin_expect((size_t)(thread->allocation_end - at) < bytes || bytes > gc_large_limit, 0))
		return gc_new(thread, class);
	thread->allocation = at + bytes; /* the buffer is zeroed when it is handed out */
	struct object *object = (struct object *)at;
	race_publish(&object->type, (uint32_t)(uintptr_t) class);
	return object;
}

#endif
