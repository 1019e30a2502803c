/* SPDX-License-Identifier: Apache-2.0 */
/* roots.c: the precise roots outside the heap, and the tables of weak entries. They are registered and never
 * taken back. */
#include "jvm/gc/heap.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards the lists while the world runs */
static struct object ***words;
static size_t words_count;
static void (*visitors[16])(gc_visit *visit);
static size_t visitors_count;
static void (*sweepers[16])(void);
static size_t sweepers_count;

static void too_many(const char *what)
{
	fprintf(stderr, "java: no room to register %s of the collector\n", what);
	exit(1);
}

void gc_root_add(struct object **at)
{
	pthread_mutex_lock(&lock);
	/* Room is doubled whenever the count is a power of two. */
	if ((words_count & (words_count - 1)) == 0) {
		words = realloc(words, (words_count ? 2 * words_count : 1) * sizeof *words);
		if (!words)
			too_many("a root");
	}
	words[words_count++] = at;
	pthread_mutex_unlock(&lock);
}

void gc_roots_register(void (*each)(gc_visit *visit))
{
	pthread_mutex_lock(&lock);
	if (visitors_count == sizeof visitors / sizeof visitors[0])
		too_many("roots");
	visitors[visitors_count++] = each;
	pthread_mutex_unlock(&lock);
}

void gc_weak_register(void (*table)(void))
{
	pthread_mutex_lock(&lock);
	if (sweepers_count == sizeof sweepers / sizeof sweepers[0])
		too_many("a weak table");
	sweepers[sweepers_count++] = table;
	pthread_mutex_unlock(&lock);
}

void class_visit(struct class *class, gc_visit *visit)
{
	visit(&class->loader);
	visit(&class->protection_domain);
	visit(&class->class_data);
	visit(&class->initialisation_error);
	visit(&class->signers);
	if (class->pool && class->pool->resolved_objects)
		visit((struct object **)&class->pool->resolved_objects);
}

static void visit_classes(gc_visit *visit)
{
	for (struct class *class = vm.classes; class; class = class->next)
		class_visit(class, visit);
}

static void visit_thread(struct thread *thread, void *context)
{
	gc_visit *const visit = *(gc_visit **)context;
	visit(&thread->exception);
	visit((struct object **)&thread->stop_with);
	visit(&thread->object);
}

void roots_visit(gc_visit *visit)
{
	for (size_t i = 0; i < words_count; i++)
		visit(words[i]);
	for (size_t i = 0; i < visitors_count; i++)
		visitors[i](visit);
	visit(&vm.main_group);
	visit(&vm.system_group);
	visit(&vm.system_loader);
	visit(&vm.out_of_memory);
	visit_classes(visit);
	threads_each(visit_thread, &visit);
}

void weak_tables_sweep(void)
{
	for (size_t i = 0; i < sweepers_count; i++)
		sweepers[i]();
}
