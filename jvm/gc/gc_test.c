/* SPDX-License-Identifier: Apache-2.0 */
/* gc_test.c: what the collector promises, one property a test. The random graphs are in graph_test.c. */
#include "jvm/gc/fake_vm.h"
#include "jvm/run/frame.h"
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

static struct class *pair; /* two references at 8 and 12, a long at 16 */
static struct class *plain, *bytes_class, *objects_class, *finalisable;
static struct object *roots[8];

static int start(void **state)
{
	(void)state;
	memset(roots, 0, sizeof roots);
	fake_thread.frame = NULL;
	fake_thread.c_stack_base = NULL;
	fake_start(0);
	if (pair)
		return 0;
	static const uint32_t offsets[] = { 8, 12 };
	pair = fake_class("Pair", 24, 2, offsets);
	plain = fake_class("Plain", 64, 0, NULL);
	finalisable = fake_class("Finalisable", 16, 0, NULL);
	finalisable->has_finaliser = true;
	bytes_class = fake_array_class("[B", KIND_BYTE, 0);
	objects_class = fake_array_class("[LObject;", KIND_REFERENCE, 2);
	for (size_t i = 0; i < sizeof roots / sizeof roots[0]; i++)
		gc_root_add(&roots[i]);
	return 0;
}

static void set(struct object *object, uint32_t offset, struct object *value)
{
	reference_store(&FIELD(object, offset, reference), value);
}

static void collect_now(void)
{
	gc_collect(&fake_thread, "test");
}

static void new_objects_are_zero(void **state)
{
	(void)state;
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 3000; i++) {
			struct array *array = gc_new_array(&fake_thread, bytes_class, i);
			for (int k = 0; k < i; k++)
				if (array->data[k])
					fail_msg("byte %d of %d", k, i);
			memset(array->data, 0xff, (size_t)i);
		}
		collect_now();
	}
}

static void dead_objects_are_freed(void **state)
{
	(void)state;
	const size_t before = gc_used();
	for (int i = 0; i < 100000; i++)
		assert_non_null(gc_new(&fake_thread, plain));
	for (int i = 0; i < 200; i++)
		assert_non_null(gc_new_array(&fake_thread, bytes_class, 100000));
	collect_now();
	assert_int_equal(gc_used(), before);
	assert_true(heap.dirty_pages + heap.used_pages <= heap.target_pages);
}

static void arrays_are_refused_as_in_hotspot(void **state)
{
	(void)state;
	assert_null(gc_new_array(&fake_thread, bytes_class, -7));
	assert_string_equal(fake_message, "java/lang/NegativeArraySizeException: -7");
	assert_null(gc_new_array(&fake_thread, bytes_class, INT32_MAX));
	assert_string_equal(fake_message, "Requested array size exceeds VM limit");
	assert_null(gc_new_array(&fake_thread, bytes_class, INT32_MAX - 2));
	assert_string_equal(fake_message, "Java heap space");
	assert_non_null(gc_new_array(&fake_thread, bytes_class, 10));
}

static void a_full_heap_is_survived(void **state)
{
	(void)state;
	heap.maximum_pages = (4 << 20) / page_bytes;
	int made = 0;
	for (;; made++) {
		struct object *object = gc_new(&fake_thread, pair);
		if (!object)
			break;
		FIELD(object, 16, int64_t) = made;
		set(object, 8, roots[0]);
		roots[0] = object;
	}
	assert_string_equal(fake_message, "Java heap space");
	assert_true((size_t)made * pair->instance_bytes > 3 << 20);
	for (struct object *at = roots[0]; at; at = FIELD_REF(at, 8))
		assert_int_equal(FIELD(at, 16, int64_t), --made);
	roots[0] = NULL;
	assert_non_null(gc_new_array(&fake_thread, bytes_class, 2 << 20));
}

static bool memory_is_within_the_target(void)
{
	size_t used = 0, dirty = 0;
	for (size_t page = 0; page < heap.pages; page++) {
		used += heap.page_kinds[page] > PAGE_FREE;
		dirty += heap.page_kinds[page] == PAGE_FREE;
	}
	return used == heap.used_pages && dirty == heap.dirty_pages && used + dirty <= heap.target_pages;
}

/* Live arrays with gaps of three pages between them all over the heap; longer ones fit in no gap. */
static void a_heap_cut_to_pieces_takes_long_arrays(void **state)
{
	(void)state;
	enum { short_bytes = 3 * page_bytes - 64, long_bytes = 50 * page_bytes, short_count = 600 };
	heap.maximum_pages = (8 << 20) / page_bytes;
	/* long enough not to be moved itself */
	roots[0] = (struct object *)gc_new_array(&fake_thread, objects_class, large_limit);
	reference *const kept = ELEMENTS(roots[0], reference);
	for (int round = 0; round < 5; round++) {
		for (int i = 0; i < short_count; i++) {
			struct array *made = gc_new_array(&fake_thread, bytes_class, short_bytes);
			assert_non_null(made);
			reference_store(&kept[i], &made->header);
		}
		for (int i = 1; i < short_count; i += 2)
			kept[i] = 0;
		for (int i = 0; i < 15; i++) {
			struct array *made = gc_new_array(&fake_thread, bytes_class, long_bytes);
			assert_non_null(made);
			for (int k = 0; k < long_bytes; k += 512)
				assert_int_equal(made->data[k], 0);
			memset(made->data, 0xff, long_bytes);
			reference_store(&kept[2 * i + 1], &made->header);
			assert_true(memory_is_within_the_target());
		}
		assert_true(heap.top_page > heap.maximum_pages);
		assert_true(heap.target_pages <= heap.maximum_pages);
		memset(kept, 0, short_count * sizeof *kept);
		collect_now();
		assert_true(memory_is_within_the_target());
	}
	assert_int_equal(fake_errors, 0);
}

static void the_nth_allocation_fails(void **state)
{
	(void)state;
	vm.options.fail_allocation = 5;
	heap.exact = true;
	for (int i = 1; i <= 8; i++)
		assert_int_equal(gc_new(&fake_thread, plain) == NULL, i == 5);
	assert_int_equal(fake_errors, 1);
}

static void interior_words_pin(void **state)
{
	(void)state;
	vm.options.gc_stress = GC_STRESS_MOVE | GC_STRESS_VERIFY;
	static struct {
		union slot slots[2];
		struct frame frame;
		union slot result; /* of a native that C called */
	} stack;
	roots[0] = gc_new(&fake_thread, pair);
	roots[1] = gc_new(&fake_thread, pair);
	struct object *const inner = (struct object *)gc_new_array(&fake_thread, bytes_class, 5000);
	set(roots[0], 8, inner);
	struct object *const large = (struct object *)gc_new_array(&fake_thread, bytes_class, 50000);
	FIELD(roots[0], 16, int64_t) = 17;
	FIELD(roots[1], 16, int64_t) = 18;
	struct object *const pinned = roots[0], *const free = roots[1];
	fake_thread.stack = (uint8_t *)&stack;
	stack.slots[0].raw = (uintptr_t)pinned + 20;
	stack.slots[1].raw = (uintptr_t)large + 44444;
	stack.frame.slots = stack.slots;
	stack.frame.locked = free;
	fake_thread.frame = &stack.frame;
	collect_now();
	assert_ptr_equal(roots[0], pinned);
	assert_ptr_equal(roots[1], free);
	assert_ptr_not_equal(FIELD_REF(pinned, 8), inner);
	stack.frame.locked = NULL;
	collect_now();
	assert_ptr_equal(roots[0], pinned);
	assert_ptr_not_equal(roots[1], free);
	assert_int_equal(FIELD(roots[0], 16, int64_t), 17);
	assert_int_equal(FIELD(roots[1], 16, int64_t), 18);
	assert_int_equal(((struct array *)large)->length, 50000);
	assert_int_equal(large->type, (uint32_t)(uintptr_t)bytes_class);
	fake_thread.frame = NULL;
	collect_now();
	assert_ptr_not_equal(roots[0], pinned);
	assert_int_equal(FIELD(roots[0], 16, int64_t), 17);
}

/* Holds an object in nothing but a local of C, 32 bits wide at an odd multiple of four. */
static void c_locals_pin(void **state)
{
	(void)state;
	vm.options.gc_stress = GC_STRESS_MOVE | GC_STRESS_VERIFY;
	volatile struct {
		_Alignas(8) uint32_t unused, held;
	} local = { 0, (uint32_t)(uintptr_t)gc_new(&fake_thread, pair) };
	FIELD((uintptr_t)local.held, 16, int64_t) = 99;
	fake_thread.c_stack_base = __builtin_frame_address(0);
	for (int i = 0; i < 5; i++) {
		for (int k = 0; k < 1000; k++)
			assert_non_null(gc_new(&fake_thread, plain));
		collect_now();
		assert_int_equal(FIELD((uintptr_t)local.held, 16, int64_t), 99);
	}
}

static void sparse_blocks_are_emptied(void **state)
{
	(void)state;
	enum { count = 100000, kept = 50 };
	roots[0] = (struct object *)gc_new_array(&fake_thread, objects_class, count);
	for (int i = 0; i < count; i++) {
		struct object *object = gc_new(&fake_thread, plain);
		FIELD(object, 16, int64_t) = i;
		array_set((struct array *)roots[0], i, object);
	}
	collect_now();
	for (int i = 0; i < count; i++)
		if (i % kept)
			array_set((struct array *)roots[0], i, NULL);
	collect_now();
	collect_now();
	for (int i = 0; i < count; i += kept)
		assert_int_equal(FIELD(array_get((struct array *)roots[0], i), 16, int64_t), i);
	const size_t needed = count * 4 + count / kept * 64;
	assert_true(heap.used_pages << page_shift < needed * 3 / 2);
}

static void new_reference(int kind, int root, int referent_root)
{
	roots[root] = gc_new(&fake_thread, fake_references[kind]);
	set(roots[root], fake_referent, roots[referent_root]);
}

static void weak_soft_and_phantom_are_cleared(void **state)
{
	(void)state;
	for (int kind = GC_SOFT; kind <= GC_PHANTOM; kind++) {
		if (kind == GC_FINAL)
			continue;
		memset(roots, 0, sizeof roots);
		roots[0] = gc_new(&fake_thread, pair);
		roots[1] = gc_new(&fake_thread, pair);
		new_reference(kind, 2, 0);
		new_reference(kind, 3, 1);
		FIELD(roots[2], fake_timestamp, int64_t) = FIELD(roots[3], fake_timestamp, int64_t) =
			INT64_MIN / 2;
		FIELD(roots[1], 16, int64_t) = 7;
		roots[0] = NULL;
		vm.options.gc_stress = GC_STRESS_MOVE | GC_STRESS_VERIFY;
		collect_now();
		assert_null(FIELD_REF(roots[2], fake_referent));
		assert_ptr_equal(FIELD_REF(roots[3], fake_referent), roots[1]);
		assert_int_equal(FIELD(roots[1], 16, int64_t), 7);
		assert_true(gc_has_pending());
		collect_now();
		assert_ptr_equal(gc_take_pending(&fake_thread, false), roots[2]);
		assert_null(FIELD_REF(roots[2], fake_discovered));
		assert_false(gc_has_pending());
	}
}

static void soft_references_go_last(void **state)
{
	(void)state;
	heap.maximum_pages = (8 << 20) / page_bytes;
	int64_t *const clock = &FIELD(vm.SoftReference->mirror, 16, int64_t);
	roots[0] = (struct object *)gc_new_array(&fake_thread, bytes_class, 3 << 20);
	new_reference(GC_SOFT, 1, 0);
	*clock = FIELD(roots[1], fake_timestamp, int64_t) = 1000;
	roots[0] = NULL;
	collect_now();
	assert_non_null(FIELD_REF(roots[1], fake_referent));
	assert_true(*clock > 1000);
	FIELD(roots[1], fake_timestamp, int64_t) = *clock;
	assert_non_null(gc_new_array(&fake_thread, bytes_class, 6 << 20));
	assert_int_equal(fake_errors, 0);
	assert_null(FIELD_REF(roots[1], fake_referent));
}

/* A finalizable object lives until its finalizer is handed on; weak references to it are cleared before,
 * phantoms after. */
static void finalizers_come_between_weak_and_phantom(void **state)
{
	(void)state;
	vm.options.gc_stress = GC_STRESS_MOVE | GC_STRESS_VERIFY;
	roots[0] = gc_new(&fake_thread, finalisable);
	assert_int_equal(fake_finalizers_count, 0);
	assert_true(gc_register_finaliser(&fake_thread, roots[0]));
	assert_int_equal(fake_finalizers_count, 1);
	FIELD(roots[0], 8, int64_t) = 5;
	new_reference(GC_WEAK, 1, 0);
	new_reference(GC_PHANTOM, 2, 0);
	collect_now();
	assert_false(gc_has_pending());
	roots[0] = NULL;
	collect_now();
	assert_null(FIELD_REF(roots[1], fake_referent));
	struct object *const revived = FIELD_REF(fake_finalizers[0], fake_referent);
	assert_int_equal(FIELD(revived, 8, int64_t), 5);
	assert_ptr_equal(FIELD_REF(roots[2], fake_referent), revived);
	struct object *first = gc_take_pending(&fake_thread, false);
	struct object *second = FIELD_REF(first, fake_discovered);
	assert_true((first == roots[1] && second == fake_finalizers[0]) ||
		    (second == roots[1] && first == fake_finalizers[0]));
	assert_null(FIELD_REF(second, fake_discovered));
	set(first, fake_discovered, NULL);
	fake_finalizers_count = 0; /* finalised */
	collect_now();
	assert_null(FIELD_REF(roots[2], fake_referent));
	assert_ptr_equal(gc_take_pending(&fake_thread, false), roots[2]);
}

static struct object *weak_entries[2];

static void sweep_entries(void)
{
	for (int i = 0; i < 2; i++)
		if (!gc_is_live(&weak_entries[i]))
			weak_entries[i] = NULL;
}

static void weak_tables_follow_moves(void **state)
{
	(void)state;
	gc_weak_register(sweep_entries);
	vm.options.gc_stress = GC_STRESS_MOVE;
	weak_entries[0] = gc_new(&fake_thread, pair);
	roots[0] = weak_entries[1] = gc_new(&fake_thread, pair);
	collect_now();
	assert_null(weak_entries[0]);
	assert_ptr_equal(weak_entries[1], roots[0]);
	weak_entries[1] = NULL;
}

static void mirrors_hold_statics_and_stay(void **state)
{
	(void)state;
	vm.options.gc_stress = GC_STRESS_MOVE | GC_STRESS_VERIFY;
	struct class *class = fake_class("Statics", 8, 0, NULL);
	static uint32_t offset = 24;
	class->static_bytes = 16;
	class->static_reference_count = 1;
	class->static_reference_offsets = &offset;
	struct object *mirror = class->mirror =
		gc_new_mirror(&fake_thread, vm.Class, class->static_bytes, class);
	FIELD(mirror, 8, uint32_t) = (uint32_t)(uintptr_t) class;
	assert_int_equal(gc_object_bytes(mirror), 32);
	roots[0] = gc_new(&fake_thread, pair);
	set(roots[0], 8, mirror);
	struct object *value = gc_new(&fake_thread, pair);
	FIELD(value, 16, int64_t) = 3;
	set(mirror, 24, value);
	collect_now();
	assert_ptr_equal(FIELD_REF(roots[0], 8), mirror);
	assert_int_equal(FIELD(FIELD_REF(mirror, 24), 16, int64_t), 3);
	assert_ptr_not_equal(FIELD_REF(mirror, 24), value);
}

static void clones_are_equal_and_free(void **state)
{
	(void)state;
	struct array *array = gc_new_array(&fake_thread, bytes_class, 20);
	memset(array->data, 7, 20);
	roots[0] = (struct object *)array;
	array->header.lock = 0x100; /* a hash: not the clone's */
	struct array *copy = (struct array *)gc_clone(&fake_thread, roots[0]);
	assert_int_equal(copy->header.lock, 0);
	assert_int_equal(copy->length, 20);
	assert_memory_equal(copy->data, array->data, 20);
}

static void count_object(struct object *object, void *context)
{
	(void)object;
	++*(int *)context;
}

static void memory_goes_back(void **state)
{
	(void)state;
	collect_now();
	int before = 0, after = 0;
	gc_each_object(count_object, &before);
	for (int i = 0; i < 30; i++) {
		roots[1] = (struct object *)gc_new_array(&fake_thread, objects_class, 200000);
		set((struct object *)roots[1], array_data_offset, roots[0]);
		roots[0] = roots[1];
	}
	collect_now();
	gc_each_object(count_object, &after);
	assert_int_equal(after, before + 30);
	assert_true(gc_committed() > 24 << 20);
	roots[0] = roots[1] = NULL;
	collect_now();
	assert_true(gc_committed() < 4 << 20);
	assert_true(heap.dirty_pages << page_shift < 4 << 20);
}

/* Damages a field in a process of its own, which must end with the check's message. */
static void a_damaged_reference_is_noticed(void **state)
{
	(void)state;
	vm.options.gc_stress = GC_STRESS_VERIFY;
	roots[0] = gc_new(&fake_thread, pair);
	struct object *const other = gc_new(&fake_thread, pair);
	int message[2];
	assert_int_equal(pipe(message), 0);
	const pid_t child = fork();
	if (child == 0) {
		dup2(message[1], 2);
		set(roots[0], 12, (struct object *)((uint8_t *)other + 8));
		collect_now();
		_exit(0);
	}
	close(message[1]);
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	char text[200] = "";
	assert_true(read(message[0], text, sizeof text - 1) > 0);
	close(message[0]);
	assert_non_null(strstr(text, "heap check before collection"));
	assert_non_null(strstr(text, "offset 12"));
	assert_non_null(strstr(text, "no object begins there"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(new_objects_are_zero, start),
		cmocka_unit_test_setup(dead_objects_are_freed, start),
		cmocka_unit_test_setup(arrays_are_refused_as_in_hotspot, start),
		cmocka_unit_test_setup(a_full_heap_is_survived, start),
		cmocka_unit_test_setup(a_heap_cut_to_pieces_takes_long_arrays, start),
		cmocka_unit_test_setup(the_nth_allocation_fails, start),
		cmocka_unit_test_setup(interior_words_pin, start),
		cmocka_unit_test_setup(c_locals_pin, start),
		cmocka_unit_test_setup(sparse_blocks_are_emptied, start),
		cmocka_unit_test_setup(weak_soft_and_phantom_are_cleared, start),
		cmocka_unit_test_setup(soft_references_go_last, start),
		cmocka_unit_test_setup(finalizers_come_between_weak_and_phantom, start),
		cmocka_unit_test_setup(weak_tables_follow_moves, start),
		cmocka_unit_test_setup(mirrors_hold_statics_and_stay, start),
		cmocka_unit_test_setup(clones_are_equal_and_free, start),
		cmocka_unit_test_setup(memory_goes_back, start),
		cmocka_unit_test_setup(a_damaged_reference_is_noticed, start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
