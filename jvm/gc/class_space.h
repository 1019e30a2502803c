/* SPDX-License-Identifier: Apache-2.0 */
/* class_space.h: which classes are unloaded together. A class loader's classes share a space; a hidden class
 * that is not strong has one of its own. Classes of the boot, platform and application loader have none and
 * stay.
 *
 * A space lives while marking reaches it: through an object of one of its classes, one of its mirrors, its
 * loader, a frame of one of its methods, a word of a C stack that points into its metadata (a method, a
 * class, their bytes), or an address in the metadata of another living space. What points into a space's
 * metadata from elsewhere is one of:
 *   - a root of who holds it: class_root_add of a mirror;
 *   - a cache, forgotten when a collection begins: class_cache_note;
 *   - a table's entry, taken out by what class_space_on_unload registered;
 *   - C memory across a safepoint: unloading_hold, or class_pin. */
#ifndef JVM_GC_CLASS_SPACE_H
#define JVM_GC_CLASS_SPACE_H

#include "jvm/gc/gc.h"
#include "jvm/memory/arena.h"

struct class_space {
	struct meta_arena arena; /* first: meta_arena_of gives the space */
	struct object *loader;   /* NULL: the boot loader */
	struct class *classes;   /* newest first, by `next`; pushed without a lock */
	struct object ***roots;  /* words that live as long as the space */
	size_t roots_count, roots_room;
	bool of_loader; /* else of one hidden class */
	bool reached;   /* in a collection: it lives */
	bool pinned;    /* for good */
	struct class_space *next, *waiting;
};

/* Never NULL: no memory ends the process. */
struct class_space *class_space_new(struct object *loader, bool of_loader);
/* The space that `at` lies in; NULL: none. */
struct class_space *class_space_of(const void *at);
/* Makes *at a root as long as what `beside` lies in lives. */
void class_root_add(const void *beside, struct object **at);
void class_space_root_add(struct class_space *space, struct object **at);
/* Keeps the class for good. */
void class_pin(struct class *class);
/* Between them no class is unloaded; they nest. */
void unloading_hold(void), unloading_release(void);

/* *at, a word of metadata, is about to name `class` as a cache does: it is cleared when the next collection
 * begins. `old`: the class it names now, or NULL; it is looked into, so the word is read with acquire order
 * and written with release order. false: no memory, it may not be kept. */
bool class_cache_note(uint64_t *at, const struct class *class, const struct class *old);

/* f is called in a collection that unloads: tables forget what is of metadata_is_dying. */
void class_space_on_unload(void (*f)(void));
bool metadata_is_dying(const void *at);

/* Every class: those that stay, then those of spaces. The caller is a running thread and reaches no
 * safepoint. */
struct class *class_first(void);
struct class *class_following(struct class *class);
unsigned classes_unloaded(void);       /* since the start */
uint64_t classes_unloaded_bytes(void); /* of their class files */
/* Whether so much was defined since the last collection that one is due. */
bool class_spaces_want_collection(void);
bool class_spaces_exist(void);

#endif
