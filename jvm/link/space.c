/* SPDX-License-Identifier: Apache-2.0 */
/* space.c: the space of a loader's classes, named by a word that the VM adds to ClassLoader. */
#include "jvm/link/external.h"
#include "jvm/link/internal.h"
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards the words */

struct class_space *loader_space(struct object *loader)
{
	if (loader_is_built_in(loader))
		return NULL;
	pthread_mutex_lock(&lock);
	uint64_t *const at = &FIELD(loader, injected_loader_space, uint64_t);
	struct class_space *space = (struct class_space *)(uintptr_t)*at;
	/* A clone of a loader comes with the word of the other. */
	if (!space || space->loader != loader) {
		space = class_space_new(loader, true);
		*at = (uint64_t)(uintptr_t)space;
	}
	pthread_mutex_unlock(&lock);
	return space;
}

struct class_space *definition_space(const struct class_definition *definition)
{
	if (definition->beside)
		return definition->beside->space;
	return definition->hidden && !definition->strong ? class_space_new(definition->loader, false)
							 : loader_space(definition->loader);
}
