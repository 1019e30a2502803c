/* SPDX-License-Identifier: Apache-2.0 */
/* graph_test.c: random object graphs against a model kept in malloc'd memory, in every stress mode. The model
 * has a node for each object; after every few steps both graphs are walked side by side. */
#include "jvm/gc/fake_vm.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

enum { roots_count = 40, most_links = 64 };

enum shape { LEAF, SMALL, LONG, OBJECTS, BYTES, MANY_OBJECTS, MANY_BYTES, SHAPES };

struct node {
	enum shape shape;
	int32_t length; /* of an array */
	int32_t id;
	int links; /* how many of its references are in use, from the first */
	struct node *to[most_links];
	struct object *object; /* as met in walk number `walk` */
	unsigned walk;
	struct node *next; /* all nodes */
};

static struct class *classes[SHAPES];
static const uint32_t small_offsets[] = { 16, 20, 28 }, long_offsets[] = { 16, 400, 996 };
static struct object *roots[roots_count];
static struct node *model[roots_count], *nodes;
static unsigned walks;
static uint32_t seed;

static uint32_t any(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (uint32_t)((uint64_t)seed * below >> 32);
}

static void make_classes(void)
{
	if (classes[LEAF])
		return;
	classes[LEAF] = fake_class("Leaf", 16, 0, NULL);
	classes[SMALL] = fake_class("Small", 32, 3, small_offsets);
	classes[LONG] = fake_class("Long", 1000, 3, long_offsets);
	classes[OBJECTS] = classes[MANY_OBJECTS] = fake_array_class("[LSmall;", KIND_REFERENCE, 2);
	classes[BYTES] = classes[MANY_BYTES] = fake_array_class("[B", KIND_BYTE, 0);
	for (int i = 0; i < roots_count; i++)
		gc_root_add(&roots[i]);
}

static reference *link_at(struct object *object, const struct node *node, int i)
{
	if (node->shape == SMALL)
		return &FIELD(object, small_offsets[i], reference);
	if (node->shape == LONG)
		return &FIELD(object, long_offsets[i], reference);
	/* Spread over the array, the last element among them. */
	return &ELEMENTS(object, reference)[node->length - 1 - i * (node->length / node->links)];
}

static int32_t new_length(enum shape shape)
{
	switch (shape) {
	case OBJECTS:
		return (int32_t)any(200);
	case BYTES:
		return (int32_t)any(3000);
	case MANY_OBJECTS:
		return 2100 + (int32_t)any(9000);
	case MANY_BYTES:
		return 8200 + (int32_t)any(100000);
	default:
		return 0;
	}
}

static uint8_t pattern(const struct node *node, int32_t i)
{
	return (uint8_t)(node->id * 31 + i * 7);
}

static void make_node(int root)
{
	struct node *node = calloc(1, sizeof *node);
	static int32_t ids;
	const uint32_t luck = any(100);
	node->shape = luck < 96 ? (enum shape)any(MANY_OBJECTS) : luck < 98 ? MANY_OBJECTS : MANY_BYTES;
	node->id = ++ids;
	node->next = nodes;
	nodes = node;
	node->length = new_length(node->shape);
	struct class *const class = classes[node->shape];
	struct object *object;
	if (class->dimensions)
		object = (struct object *)gc_new_array(&fake_thread, class, node->length);
	else
		object = gc_new_fast(&fake_thread, class);
	assert_non_null(object);
	if (node->shape <= LONG)
		FIELD(object, 8, int32_t) = node->id;
	if (node->shape == BYTES || node->shape == MANY_BYTES)
		for (int32_t i = 0; i < node->length; i++)
			ELEMENTS(object, uint8_t)[i] = pattern(node, i);
	if (node->shape == SMALL || node->shape == LONG)
		node->links = 3;
	else if (node->shape == OBJECTS || node->shape == MANY_OBJECTS)
		node->links = node->length < most_links ? node->length : most_links;
	for (int i = 0; i < node->links; i++) {
		const uint32_t from = any(roots_count);
		node->to[i] = model[from];
		reference_store(link_at(object, node, i), roots[from]);
	}
	roots[root] = object;
	model[root] = node;
}

static void relink(void)
{
	const uint32_t a = any(roots_count), b = any(roots_count);
	if (!model[a] || !model[a]->links)
		return;
	const int i = (int)any((uint32_t)model[a]->links);
	model[a]->to[i] = model[b];
	reference_store(link_at(roots[a], model[a], i), roots[b]);
}

/* Takes a root one step along the graph, so that deep objects are changed too. */
static void step(void)
{
	const uint32_t a = any(roots_count);
	if (!model[a] || !model[a]->links)
		return;
	const int i = (int)any((uint32_t)model[a]->links);
	roots[a] = reference_load(link_at(roots[a], model[a], i));
	model[a] = model[a]->to[i];
}

static void check_content(const struct node *node, const struct object *object)
{
	assert_ptr_equal(object_class(object), classes[node->shape]);
	if (node->shape <= LONG) {
		assert_int_equal(FIELD(object, 8, int32_t), node->id);
		return;
	}
	assert_int_equal(((const struct array *)object)->length, node->length);
	if (node->shape == BYTES || node->shape == MANY_BYTES)
		for (int32_t i = 0; i < node->length; i++)
			if (ELEMENTS(object, uint8_t)[i] != pattern(node, i))
				fail_msg("byte %d of node %d", i, node->id);
}

static struct node **unfinished; /* nodes whose links are still to be compared */
static size_t unfinished_count;

static void meet(struct node *node, struct object *object)
{
	if (!node || node->walk == walks) {
		assert_ptr_equal(object, node ? node->object : NULL);
		return;
	}
	assert_non_null(object);
	node->walk = walks;
	node->object = object;
	check_content(node, object);
	unfinished[unfinished_count++] = node;
}

static void compare(void)
{
	size_t count = 0;
	for (const struct node *node = nodes; node; node = node->next)
		count++;
	unfinished = malloc((count + 1) * sizeof *unfinished);
	assert_non_null(unfinished);
	walks++;
	for (int i = 0; i < roots_count; i++)
		meet(model[i], roots[i]);
	while (unfinished_count) {
		const struct node *node = unfinished[--unfinished_count];
		for (int i = 0; i < node->links; i++)
			meet(node->to[i], reference_load(link_at(node->object, node, i)));
	}
	free(unfinished);
	/* What the model can no longer reach is forgotten. */
	for (struct node **at = &nodes; *at;) {
		struct node *node = *at;
		if (node->walk == walks) {
			at = &node->next;
			continue;
		}
		*at = node->next;
		free(node);
	}
}

static void run(unsigned stress, int steps, uint32_t with_seed)
{
	memset(roots, 0, sizeof roots);
	memset(model, 0, sizeof model);
	fake_start(stress);
	make_classes();
	seed = with_seed;
	for (int i = 0; i < steps; i++) {
		const uint32_t what = any(100);
		const uint32_t root = any(roots_count);
		if (what < 55)
			make_node((int)root);
		else if (what < 75)
			relink();
		else if (what < 94)
			step();
		else if (what < 99)
			roots[root] = NULL, model[root] = NULL;
		else if (any(8) == 0)
			gc_collect(&fake_thread, "test");
		if (i % 500 == 0)
			compare();
	}
	gc_collect(&fake_thread, "test");
	compare();
	size_t expected = 0, counted = 0;
	for (const struct node *node = nodes; node; node = node->next)
		expected += plain_object_bytes(node->object, object_class(node->object)), counted++;
	assert_true(counted > 0 && gc_used() >= expected);
}

static void without_stress(void **state)
{
	(void)state;
	for (uint32_t s = 1; s <= 3; s++)
		run(0, 30000, s);
	assert_true(heap.statistics.collections > 20);
}

static void checking_the_heap(void **state)
{
	(void)state;
	run(GC_STRESS_VERIFY, 20000, 4);
}

static void moving_everything(void **state)
{
	(void)state;
	const uint64_t before = heap.statistics.bytes_evacuated;
	run(GC_STRESS_VERIFY | GC_STRESS_MOVE, 20000, 5);
	assert_true(heap.statistics.bytes_evacuated > before);
}

static void at_every_allocation(void **state)
{
	(void)state;
	run(GC_STRESS_COLLECT | GC_STRESS_VERIFY | GC_STRESS_MOVE, 400, 6);
}

static void at_every_twentieth(void **state)
{
	(void)state;
	run(GC_STRESS_COLLECT | GC_STRESS_VERIFY | GC_STRESS_MOVE | 20 << GC_STRESS_EVERY_SHIFT, 4000, 7);
}

static void with_a_short_mark_stack(void **state)
{
	(void)state;
	run(GC_STRESS_STACK | GC_STRESS_VERIFY, 6000, 8);
	run(GC_STRESS_STACK | GC_STRESS_VERIFY | GC_STRESS_MOVE, 6000, 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(with_a_short_mark_stack), cmocka_unit_test(without_stress),
		cmocka_unit_test(checking_the_heap),       cmocka_unit_test(moving_everything),
		cmocka_unit_test(at_every_allocation),     cmocka_unit_test(at_every_twentieth),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
