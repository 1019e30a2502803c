/* SPDX-License-Identifier: Apache-2.0 */
/* source_linux.c: the ports that a class on the class path declares, read from its class file as `stardust
 * build` reads it. What they are wired to says STARDUST_WIRING (channel/transport/linux.h). */
#include "host/java/declared.h"
#include "jvm/port/source.h"
#include "jvm/run/exception.h"
#include "jvm/run/frame.h"
#include "jvm/run/vm.h"
#include <stdlib.h>
#include <string.h>

struct source {
	struct source *next;
	const struct class *class;
	struct java_port *ports;
	uint32_t count;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards the list; what is on it stays */
static struct source *sources;

/* The newest class on the stack outside the package stardust. */
static const struct class *calling_class(const struct thread *thread)
{
	const struct frame *frame = frame_first(thread);
	while (frame && strncmp(frame->method->owner->name->text, "stardust/", 9) == 0)
		frame = frame_next(frame);
	return frame ? frame->method->owner : NULL;
}

/* NULL: *error says why. */
static struct source *read_source(const struct class *class, struct error *error)
{
	struct source *const source = calloc(1, sizeof *source);
	if (!source) {
		error_set(error, "no memory");
		return NULL;
	}
	source->class = class;
	if (declared_ports(vm.options.class_path, class->name->text, &source->ports, &source->count, error)) {
		free(source);
		return NULL;
	}
	source->next = sources;
	sources = source;
	return source;
}

const struct java_port *port_source(struct thread *thread, uint32_t *count)
{
	const struct class *const class = calling_class(thread);
	struct error error = { 0 };
	struct source *source;
	if (!class) {
		throw_new(thread, "java/lang/IllegalStateException", "no Java class asks for the port");
		return NULL;
	}
	pthread_mutex_lock(&lock);
	for (source = sources; source && source->class != class; source = source->next)
		;
	if (!source)
		source = read_source(class, &error);
	pthread_mutex_unlock(&lock);
	if (!source) {
		throw_new(thread, "java/lang/IllegalArgumentException", "%s", error.text);
		return NULL;
	}
	*count = source->count;
	return source->ports;
}

void port_source_used(void)
{
	vm.has_ports = true;
}
