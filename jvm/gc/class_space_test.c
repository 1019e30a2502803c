/* SPDX-License-Identifier: Apache-2.0 */
/* class_space_test.c: what keeps a space of classes, and what forgets one that is gone. */
#include "jvm/gc/class_space.h"
#include "jvm/gc/fake_vm.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>

static struct object *root;
static const void *watched;
static int forgotten; /* how often `watched` was dying */

static void forget(void)
{
	forgotten += metadata_is_dying(watched);
}

static int start(void **state)
{
	(void)state;
	static bool registered;
	fake_thread.frame = NULL;
	fake_thread.c_stack_base = NULL;
	fake_start(0);
	if (!registered) {
		gc_root_add(&root);
		class_space_on_unload(forget);
	}
	registered = true;
	root = NULL;
	forgotten = 0;
	vm.options.gc_stress = GC_STRESS_MOVE | GC_STRESS_VERIFY;
	return 0;
}

/* A class of 16 bytes in a space of its own, with a mirror. */
static struct class *make(void)
{
	struct class_space *const space = class_space_new(NULL, false);
	struct class *const class = meta_arena_allocate(&space->arena, sizeof *class);
	class->space = space;
	class->name = vm.Class->name;
	class->instance_bytes = 16;
	class->mirror = gc_new_mirror(&fake_thread, vm.Class, 0, class);
	FIELD(class->mirror, 8, uint32_t) = (uint32_t)(uintptr_t) class;
	class->next = space->classes;
	space->classes = class;
	watched = class;
	return class;
}

static unsigned unloaded_by_collection(void)
{
	const unsigned before = classes_unloaded();
	gc_collect(&fake_thread, "test");
	return classes_unloaded() - before;
}

static void goes_with_the_last_object(void **state)
{
	(void)state;
	root = gc_new(&fake_thread, make());
	assert_int_equal(unloaded_by_collection(), 0);
	assert_int_equal(forgotten, 0);
	root = NULL;
	assert_int_equal(unloaded_by_collection(), 1);
	assert_int_equal(forgotten, 1);
	assert_null(class_space_of(watched));
	assert_int_equal(meta_arenas_bytes(), 0);
}

static void a_mirror_keeps_it(void **state)
{
	(void)state;
	root = make()->mirror;
	assert_int_equal(unloaded_by_collection(), 0);
	root = NULL;
	assert_int_equal(unloaded_by_collection(), 1);
}

static void an_address_in_a_living_space_keeps_it(void **state)
{
	(void)state;
	struct class *const kept = make(), *const holder = make();
	holder->super = kept;
	root = holder->mirror;
	assert_int_equal(unloaded_by_collection(), 0);
	holder->super = NULL;
	assert_int_equal(unloaded_by_collection(), 1);
	root = NULL;
	assert_int_equal(unloaded_by_collection(), 1);
}

static void bytes_that_look_like_an_address_do_not(void **state)
{
	(void)state;
	struct class *const seen = make(), *const holder = make();
	*(uint32_t *)metadata_bytes_beside(holder, 64) = (uint32_t)(uintptr_t)seen;
	root = holder->mirror;
	assert_int_equal(unloaded_by_collection(), 1);
	root = NULL;
	assert_int_equal(unloaded_by_collection(), 1);
}

static void a_word_of_a_stack_keeps_it(void **state)
{
	(void)state;
	/* The upper half of 64 bits, as a cache of receivers holds it, inside the class. */
	volatile uint64_t word = (uint64_t)((uintptr_t)make() + 40) << 32;
	fake_thread.c_stack_base = __builtin_frame_address(0);
	assert_int_equal(unloaded_by_collection(), 0);
	assert_int_not_equal(word, 0);
	fake_thread.c_stack_base = NULL;
	assert_int_equal(unloaded_by_collection(), 1);
}

static void caches_are_forgotten(void **state)
{
	(void)state;
	struct class *const class = make();
	uint64_t *const word = metadata_allocate(sizeof *word);
	assert_true(class_cache_note(word, class, NULL));
	*word = (uintptr_t) class;
	assert_int_equal(unloaded_by_collection(), 1);
	assert_int_equal(*word, 0);
}

static void roots_of_a_space_live_with_it(void **state)
{
	(void)state;
	struct class *const class = make();
	struct object **const word = metadata_beside(class, sizeof *word);
	class_root_add(word, word);
	*word = gc_new(&fake_thread, vm.Reference);
	struct object *const before = *word;
	root = class->mirror;
	assert_int_equal(unloaded_by_collection(), 0);
	assert_ptr_not_equal(*word, before); /* moved, and alive: the heap check saw it */
	root = NULL;
	assert_int_equal(unloaded_by_collection(), 1);
}

static void held_and_pinned_ones_stay(void **state)
{
	(void)state;
	make();
	unloading_hold();
	assert_int_equal(unloaded_by_collection(), 0);
	unloading_release();
	assert_int_equal(unloaded_by_collection(), 1);
	class_pin(make());
	assert_int_equal(unloaded_by_collection(), 0);
}

static void memory_is_used_again_and_zero(void **state)
{
	(void)state;
	const size_t before = metadata_used();
	for (int i = 0; i < 20000; i++) {
		struct class *const class = make();
		uint8_t *const more = metadata_beside(class, 3000);
		for (int k = 0; k < 3000; k++)
			if (more[k])
				fail_msg("byte %d of class %d", k, i);
		memset(more, 0x11, 3000);
		if (i % 1000 == 999)
			gc_collect(&fake_thread, "test");
	}
	assert_int_equal(metadata_used(), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(goes_with_the_last_object, start),
		cmocka_unit_test_setup(a_mirror_keeps_it, start),
		cmocka_unit_test_setup(an_address_in_a_living_space_keeps_it, start),
		cmocka_unit_test_setup(bytes_that_look_like_an_address_do_not, start),
		cmocka_unit_test_setup(a_word_of_a_stack_keeps_it, start),
		cmocka_unit_test_setup(caches_are_forgotten, start),
		cmocka_unit_test_setup(roots_of_a_space_live_with_it, start),
		cmocka_unit_test_setup(memory_is_used_again_and_zero, start),
		cmocka_unit_test_setup(held_and_pinned_ones_stay, start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
