/* SPDX-License-Identifier: Apache-2.0 */
/* allocate.c: new objects. A thread bumps a pointer through runs of free lines of a block that is its own
 * till the next collection; the end of its buffer tells where in the block to look for the next run. What is
 * longer than a line and does not fit goes to a block that all threads share, so that a long object does not
 * make a thread skip short runs. */
#include "jvm/gc/heap.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"

/* A block with free lines: one that the last collection left partly free, or a free one. */
static uint8_t *take_block(void)
{
	uint8_t *at = NULL;
	pthread_mutex_lock(&heap.lock);
	const size_t blocks = heap.top_page / block_pages;
	while (heap.recycle_cursor < blocks && !(heap.block[heap.recycle_cursor].flags & BLOCK_RECYCLABLE))
		heap.recycle_cursor++;
	ptrdiff_t block = heap.recycle_cursor < blocks ? (ptrdiff_t)heap.recycle_cursor++
						       : space_take_block(heap.target_pages);
	if (block >= 0) {
		heap.block[block].flags &= (uint8_t)~BLOCK_RECYCLABLE;
		heap.fresh_bytes += (size_t)heap.block[block].free_lines << line_shift;
		at = block_start((size_t)block);
	}
	pthread_mutex_unlock(&heap.lock);
	return at;
}

/* Gives the thread the next run of free lines; what was left of its buffer is lost until the next collection.
 */
static bool refill(struct thread *thread)
{
	uint8_t *at = thread->allocation_end;
	const uint64_t unused = (uint64_t)(thread->allocation_end - thread->allocation);
	for (;;) {
		if (at && (uintptr_t)at % block_bytes != 0 &&
		    space_take_lines(at, &thread->allocation, &thread->allocation_end))
			break;
		at = take_block();
		if (!at)
			return false;
		if (space_take_lines(at, &thread->allocation, &thread->allocation_end))
			break;
		at = NULL;
	}
	thread->allocated_bytes += (uint64_t)(thread->allocation_end - thread->allocation) - unused;
	return true;
}

static uint8_t *allocate_shared(struct thread *thread, size_t bytes)
{
	uint8_t *at = NULL;
	pthread_mutex_lock(&heap.lock);
	if ((size_t)(heap.shared_end - heap.shared) < bytes) {
		const ptrdiff_t block = space_take_block(heap.target_pages);
		if (block >= 0) {
			space_take_lines(block_start((size_t)block), &heap.shared, &heap.shared_end);
			heap.fresh_bytes += block_bytes;
		}
	}
	if ((size_t)(heap.shared_end - heap.shared) >= bytes) {
		at = heap.shared;
		heap.shared += bytes;
	}
	pthread_mutex_unlock(&heap.lock);
	thread->allocated_bytes += at ? bytes : 0;
	return at;
}

uint64_t gc_allocated_bytes(const struct thread *thread)
{
	return thread->allocated_bytes - (uint64_t)(thread->allocation_end - thread->allocation);
}

static uint8_t *try_allocate(struct thread *thread, size_t bytes)
{
	if (bytes > large_limit) {
		thread->allocated_bytes += bytes;
		return space_take_large(bytes, __atomic_load_n(&heap.target_pages, __ATOMIC_RELAXED));
	}
	if (heap.exact)
		return allocate_shared(thread, bytes);
	while ((size_t)(thread->allocation_end - thread->allocation) < bytes) {
		if (bytes > line_bytes && thread->allocation) {
			uint8_t *const at = allocate_shared(thread, bytes);
			if (at)
				return at;
		}
		if (!refill(thread))
			return NULL;
	}
	uint8_t *const at = thread->allocation;
	thread->allocation += bytes;
	return at;
}

/* Lets the heap grow by what an object of `bytes` needs, up to the maximum. */
static void grow_for(size_t bytes)
{
	pthread_mutex_lock(&heap.lock);
	const size_t wanted = heap.used_pages +
			      (bytes > block_bytes ? (bytes + page_bytes - 1) >> page_shift : block_pages);
	if (heap.target_pages < wanted)
		/* large allocations read it without the lock */
		__atomic_store_n(&heap.target_pages,
				 wanted < heap.maximum_pages ? wanted : heap.maximum_pages, __ATOMIC_RELAXED);
	pthread_mutex_unlock(&heap.lock);
}

/* vm.options.gc_stress and fail_allocation. false: this allocation is the one to fail. */
static bool stress(struct thread *thread)
{
	static _Atomic long allocations, booted_allocations;
	const unsigned every = vm.options.gc_stress >> GC_STRESS_EVERY_SHIFT;
	const long number = ++allocations;
	if (vm.booted && vm.options.fail_allocation && ++booted_allocations == vm.options.fail_allocation) {
		throw_out_of_memory(thread, "Java heap space");
		return false;
	}
	if (vm.options.gc_stress & GC_STRESS_COLLECT && (every < 2 || number % every == 0))
		collect(thread, COLLECT_ASKED, "Stress", 0);
	return true;
}

__attribute__((noinline)) static uint8_t *allocate_or_collect(struct thread *thread, size_t bytes)
{
	if (heap.exact && !stress(thread))
		return NULL;
	static const enum collect_kind kinds[] = { COLLECT_NORMAL, COLLECT_LAST_RESORT };
	for (size_t i = 0; i < 2 && bytes <= heap.maximum_pages << page_shift; i++) {
		const unsigned seen = heap.statistics.collections;
		uint8_t *at = try_allocate(thread, bytes);
		if (!at) {
			collect(thread, kinds[i], "Allocation Failure", seen);
			at = try_allocate(thread, bytes);
		}
		if (!at) {
			grow_for(bytes);
			at = try_allocate(thread, bytes);
		}
		if (at)
			return at;
	}
	throw_out_of_memory(thread, "Java heap space");
	return NULL;
}

/* What a collection finds on this stack ends here: no word that the allocator itself left there keeps an
 * object. */
NOTES_STACK static uint8_t *allocate_slowly(struct thread *thread, size_t bytes)
{
	thread_note_stack(thread);
	return allocate_or_collect(thread, bytes);
}

static uint8_t *allocate(struct thread *thread, size_t bytes)
{
	uint8_t *const at = heap.exact ? NULL : try_allocate(thread, bytes);
	return __builtin_expect(at != NULL, 1) ? at : allocate_slowly(thread, bytes);
}

struct object *gc_new(struct thread *thread, struct class *class)
{
	struct object *object = (struct object *)allocate(thread, class->instance_bytes);
	if (!object)
		return NULL;
	race_publish(&object->type, (uint32_t)(uintptr_t) class);
	return object;
}

bool gc_register_finaliser(struct thread *thread, struct object *object)
{
	return !object_class(object)->has_finaliser ||
	       call_static(thread, vm.Finalizer, "register", "(Ljava/lang/Object;)V", NULL, object);
}

struct array *gc_new_array(struct thread *thread, struct class *array_class, int32_t length)
{
	/* HotSpot's limit: programs and tests know the text and roughly where it lies. */
	static const int32_t longest = INT32_MAX - 2;
	if (length < 0) {
		throw_new(thread, "java/lang/NegativeArraySizeException", "%d", length);
		return NULL;
	}
	if (length > longest) {
		throw_out_of_memory(thread, "Requested array size exceeds VM limit");
		return NULL;
	}
	struct array *array = (struct array *)allocate(thread, array_bytes(array_class, length));
	if (!array)
		return NULL;
	race_publish(&array->header.type, (uint32_t)(uintptr_t)array_class);
	array->length = length;
	return array;
}

struct object *gc_clone(struct thread *thread, struct object *object)
{
	struct class *class = object_class(object);
	if (class->dimensions) {
		const struct array *from = (struct array *)object;
		struct array *copy = gc_new_array(thread, class, from->length);
		if (copy)
			gc_copy(copy->data, from->data, (size_t)from->length << class->element_shift);
		return (struct object *)copy;
	}
	struct object *copy = gc_new(thread, class);
	if (!copy)
		return NULL;
	gc_copy(copy + 1, object + 1, class->instance_bytes - object_header_bytes);
	return gc_register_finaliser(thread, copy) ? copy : NULL;
}

size_t gc_used(void)
{
	return heap.live_bytes + heap.fresh_bytes;
}

size_t gc_committed(void)
{
	return heap.target_pages << page_shift;
}

size_t gc_maximum(void)
{
	return heap.maximum_pages << page_shift;
}
