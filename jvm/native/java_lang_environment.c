/* SPDX-License-Identifier: Apache-2.0 */
/* java_lang_environment.c: the environment, which an image has too. */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/io.h"
#include "jvm/run/vm.h"
#include <string.h>
#include <unistd.h>

extern char **environ;

/* environ(): names and values in turn, each a byte[] */
static void environment(struct thread *thread, union slot *args)
{
	int32_t count = 0, at = 0;
	for (char **variable = environ; *variable; variable++)
		count += strchr(*variable + (**variable != 0), '=') != NULL;
	struct class *class = class_array(thread, vm.primitive_array[KIND_BYTE]);
	struct array *made = class ? gc_new_array(thread, class, 2 * count) : NULL;
	for (char **variable = environ; *variable && made && at < 2 * count; variable++) {
		/* A name may begin with '=', as odd as that is. */
		const char *const equals = strchr(*variable + (**variable != 0), '=');
		if (!equals)
			continue;
		struct object *name = bytes_new(thread, *variable, (size_t)(equals - *variable));
		struct object *value = name ? bytes_new(thread, equals + 1, strlen(equals + 1)) : NULL;
		if (!value)
			return;
		array_set(made, at++, name);
		array_set(made, at++, value);
	}
	args[0].o = made ? &made->header : NULL;
}

static const struct native_entry natives[] = { { "environ", NULL, environment } };

NATIVE_TABLE(java_lang_environment);
const struct native_class native_java_lang_environment[] = {
	{ "java/lang/ProcessEnvironment", natives, 1 },
};
const size_t native_java_lang_environment_count = 1;
