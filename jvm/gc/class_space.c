/* SPDX-License-Identifier: Apache-2.0 */
/* class_space.c: reaching, following and freeing spaces of classes. */
#include "jvm/gc/class_space.h"
#include "jvm/gc/heap.h"
#include "jvm/link/link.h"
#include "jvm/memory/must.h"
#include "jvm/run/vm.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const size_t LEAST_DUE = 16u << 20;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards all but what only collections touch */
static struct class_space *spaces, *waiting;             /* waiting: reached, not followed yet */
static uint64_t **caches;
static size_t caches_count, caches_room;
static void (*forgetters[8])(void);
static size_t forgetters_count;
static unsigned holders, unloaded;
static uint64_t unloaded_bytes;
static size_t due = LEAST_DUE; /* bytes of all spaces at which a collection is due */

struct class_space *class_space_new(struct object *loader, bool of_loader)
{
	struct class_space *const made = must(calloc(1, sizeof *made));
	made->loader = loader;
	made->of_loader = of_loader;
	pthread_mutex_lock(&lock);
	made->next = spaces;
	__atomic_store_n(&spaces, made, __ATOMIC_RELEASE);
	pthread_mutex_unlock(&lock);
	return made;
}

struct class_space *class_space_of(const void *at)
{
	return (struct class_space *)meta_arena_of(at);
}

void class_space_root_add(struct class_space *space, struct object **at)
{
	pthread_mutex_lock(&lock);
	if (space->roots_count == space->roots_room) {
		space->roots_room = space->roots_room ? 2 * space->roots_room : 4;
		space->roots = must(realloc(space->roots, space->roots_room * sizeof *space->roots));
	}
	space->roots[space->roots_count++] = at;
	pthread_mutex_unlock(&lock);
}

void class_root_add(const void *beside, struct object **at)
{
	struct class_space *const space = class_space_of(beside);
	if (space)
		class_space_root_add(space, at);
	else
		gc_root_add(at);
}

void class_pin(struct class *class)
{
	if (class->space)
		__atomic_store_n(&class->space->pinned, true, __ATOMIC_RELAXED);
}

void unloading_hold(void)
{
	pthread_mutex_lock(&lock);
	holders++;
	pthread_mutex_unlock(&lock);
}

void unloading_release(void)
{
	pthread_mutex_lock(&lock);
	holders--;
	pthread_mutex_unlock(&lock);
}

static bool is_foreign(const void *at, const struct class *class)
{
	return class && class->space && class->space != class_space_of(at);
}

/* A word that names a foreign class already is on the list. */
bool class_cache_note(uint64_t *at, const struct class *class, const struct class *old)
{
	if (!is_foreign(at, class) || is_foreign(at, old))
		return true;
	pthread_mutex_lock(&lock);
	bool noted = true;
	if (caches_count == caches_room) {
		const size_t room = caches_room ? 2 * caches_room : 256;
		uint64_t **const grown = realloc(caches, room * sizeof *caches);
		noted = grown;
		caches = grown ? grown : caches;
		caches_room = grown ? room : caches_room;
	}
	if (noted)
		caches[caches_count++] = at;
	pthread_mutex_unlock(&lock);
	return noted;
}

void class_space_on_unload(void (*f)(void))
{
	pthread_mutex_lock(&lock);
	if (forgetters_count == sizeof forgetters / sizeof forgetters[0])
		abort(); /* there are more places of C code that want to know than was reckoned with */
	forgetters[forgetters_count++] = f;
	pthread_mutex_unlock(&lock);
}

bool metadata_is_dying(const void *at)
{
	const struct class_space *const space = class_space_of(at);
	return space && !space->reached;
}

/* The newest class of the first of these spaces that has one. */
static struct class *first_of(const struct class_space *space)
{
	for (; space; space = space->next) {
		struct class *const class = __atomic_load_n(&space->classes, __ATOMIC_ACQUIRE);
		if (class)
			return class;
	}
	return NULL;
}

struct class *class_first(void)
{
	return __atomic_load_n(&vm.classes, __ATOMIC_ACQUIRE);
}

struct class *class_following(struct class *class)
{
	if (class->next)
		return class->next;
	return first_of(class->space ? class->space->next : __atomic_load_n(&spaces, __ATOMIC_ACQUIRE));
}

unsigned classes_unloaded(void)
{
	return __atomic_load_n(&unloaded, __ATOMIC_RELAXED);
}

uint64_t classes_unloaded_bytes(void)
{
	return __atomic_load_n(&unloaded_bytes, __ATOMIC_RELAXED);
}

bool class_spaces_exist(void)
{
	return __atomic_load_n(&spaces, __ATOMIC_RELAXED);
}

bool class_spaces_want_collection(void)
{
	return meta_arenas_bytes() >= __atomic_load_n(&due, __ATOMIC_RELAXED);
}

/* From here on in collections. */

void class_caches_forget(void)
{
	for (size_t i = 0; i < caches_count; i++)
		*caches[i] = 0;
	caches_count = 0;
}

void class_space_reach(struct class_space *space)
{
	if (space->reached)
		return;
	space->reached = true;
	space->waiting = waiting;
	waiting = space;
}

static void reach_arena(struct meta_arena *arena)
{
	class_space_reach((struct class_space *)arena);
}

bool class_space_reach_address(const void *at)
{
	struct meta_arena *const arena = meta_arena_of(at);
	if (arena)
		reach_arena(arena);
	return arena;
}

void class_spaces_start(void)
{
	for (struct class_space *space = spaces; space; space = space->next)
		if (space->pinned || holders)
			class_space_reach(space);
}

void class_space_reach_object(const struct object *object, const struct class *class)
{
	if (class->space)
		class_space_reach(class->space);
	if (class->keeps == KEEPS_SPACE && FIELD(object, injected_loader_space, uint64_t))
		class_space_reach(
			(struct class_space *)(uintptr_t)FIELD(object, injected_loader_space, uint64_t));
	else if (class->keeps == KEEPS_METHOD)
		class_space_reach_address((void *)(uintptr_t)FIELD(object, injected_method_target, uint32_t));
}

static void visit_roots(struct class_space *space, gc_visit *visit)
{
	if (space->loader)
		visit(&space->loader);
	for (struct class *class = space->classes; class; class = class->next)
		class_visit(class, visit);
	for (size_t i = 0; i < space->roots_count; i++)
		visit(space->roots[i]);
}

static void follow(struct class_space *space)
{
	visit_roots(space, mark_visit);
	for (const struct class *class = space->classes; class; class = class->next)
		mark_mirror(class->mirror);
	meta_arena_each_reached(&space->arena, reach_arena);
}

bool class_spaces_follow(void)
{
	const bool any = waiting;
	while (waiting) {
		struct class_space *const space = waiting;
		waiting = space->waiting;
		follow(space);
	}
	return any;
}

void class_spaces_visit(gc_visit *visit)
{
	for (struct class_space *space = spaces; space; space = space->next)
		visit_roots(space, visit);
}

static void log_unloaded(const struct class *class)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	printf("[%ld.%03lds][info][class,unload] unloading class ", (long)now.tv_sec, now.tv_nsec / 1000000);
	for (const char *at = class->name->text; *at; at++)
		putchar(*at == '/' ? '.' : class->hidden && *at == '+' ? '/' : *at);
	printf(" %p\n", (const void *)class);
}

static void free_space(struct class_space *space)
{
	for (const struct class *class = space->classes; class; class = class->next) {
		unloaded++;
		unloaded_bytes += class->bytes.bytes;
		if (vm.options.verbose_class)
			log_unloaded(class);
	}
	meta_arena_free(&space->arena, vm.options.gc_stress & GC_STRESS_VERIFY);
	free(space->roots);
	free(space);
}

void class_spaces_sweep(void)
{
	bool dead = false;
	for (const struct class_space *space = spaces; space; space = space->next)
		dead |= !space->reached;
	for (size_t i = 0; dead && i < forgetters_count; i++)
		forgetters[i]();
	for (struct class_space **at = &spaces; *at;) {
		struct class_space *const space = *at;
		if (space->reached) {
			space->reached = false;
			at = &space->next;
		} else {
			*at = space->next;
			free_space(space);
		}
	}
	const size_t now = meta_arenas_bytes();
	due = 2 * now > LEAST_DUE ? 2 * now : LEAST_DUE;
}
