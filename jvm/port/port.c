/* SPDX-License-Identifier: Apache-2.0 */
/* port.c: the natives of stardust.Ports over the ports that the build linked in (abi/java_abi.h). */
#include "abi/java_abi.h"
#include "jvm/native/native.h"
#include "jvm/port/plan.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stardust/port.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES_ON_STACK = 2048, NAMES_BYTES = 512 };

/* Of one port, made when it is first found. */
struct state {
	bool found;
	struct plan *plan;
	struct sd_type type; /* what the port has in place of its own, when it receives what is not flat */
	uint8_t *value;      /* type->value_bytes; of one that receives */
	uint8_t *message;    /* the encoding that the views in *value point into */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct state
	*states; /* java_ports_count. Of each, `found` is guarded by lock, the rest by its owner */

/* The runtime's buffer goes when the port is closed, which any thread may do, so the message is copied while
 * its link is held; the codec then checks what views point into. */
static const char *keep_message(void *argument, const void *in, uint32_t length)
{
	const struct java_port *const port = argument;
	const struct state *const state = &states[port - java_ports];
	if (length > state->type.max_encoded)
		return "the message is longer than its type allows";
	memcpy(state->message, in, length);
	return codec_decode(port->codec, state->value, state->message, length);
}

static bool prepare(struct thread *thread, const struct java_port *port, struct state *state)
{
	if (state->plan)
		return true;
	struct plan *const plan = plan_make(thread, port->codec, port->record);
	if (!plan)
		return false;
	if (port->port->direction == SD_IN) {
		const struct sd_type *const type = port->port->type;
		state->value = calloc(1, type->value_bytes);
		state->message = aligned_alloc(SD_ENCODING_ALIGN, (type->max_encoded + 7u) & ~7u);
		if (!state->value || !state->message) {
			throw_out_of_memory(thread, "port");
			return false;
		}
		state->type = *type;
		state->type.flat = false;
		state->type.decode = keep_message;
		port->port->type = &state->type;
	}
	state->plan = plan;
	return true;
}

static void no_port(struct thread *thread, const char *name, bool receives)
{
	char names[NAMES_BYTES] = "";
	size_t length = 0;
	for (uint32_t i = 0; i < java_ports_count; i++)
		if ((java_ports[i].port->direction == SD_IN) == receives && length < sizeof names)
			length += (size_t)snprintf(names + length, sizeof names - length, "%s%s",
						   length ? ", " : "", java_ports[i].port->name);
	throw_new(thread, "java/lang/IllegalArgumentException",
		  "this service has no port '%s' that %s; those are: %s", name,
		  receives ? "receives" : "sends", length ? names : "none");
}

/* find(String name, boolean receives) */
static void find(struct thread *thread, union slot *args)
{
	if (!args[0].o) {
		throw_null_pointer(thread);
		return;
	}
	char *const name = string_to_utf8(args[0].o);
	const bool receives = args[1].i;
	uint32_t i = 0;
	while (i < java_ports_count && (strcmp(java_ports[i].port->name, name) != 0 ||
					(java_ports[i].port->direction == SD_IN) != receives))
		i++;
	if (i == java_ports_count)
		no_port(thread, name, receives);
	free(name);
	args[0].i = (int32_t)i;
	if (thread->exception)
		return;
	pthread_mutex_lock(&lock);
	if (!states)
		states = calloc(java_ports_count, sizeof *states);
	const bool again = states && states[i].found;
	if (states)
		states[i].found = true;
	pthread_mutex_unlock(&lock);
	if (!states)
		throw_out_of_memory(thread, "port");
	if (again)
		throw_new(thread, "java/lang/IllegalStateException", "port %s has an owner already",
			  java_ports[i].port->name);
}

/* The first use makes the plan. Threads that send first at once make one each, which is the same. */
static struct state *state_of(struct thread *thread, int32_t index)
{
	struct state *const state = &states[index];
	return prepare(thread, &java_ports[index], state) ? state : NULL;
}

/* receive(int port, long deadline, Object[] to): the caller holds the port's In. */
static void receive(struct thread *thread, union slot *args)
{
	const struct java_port *const port = &java_ports[args[0].i];
	struct state *const state = state_of(thread, args[0].i);
	struct array *const to = (struct array *)args[3].o;
	union slot made;
	if (!state)
		return;
	thread_block_begin(thread);
	const int status = sd_receive(port->port, (void *)port, (sd_time)args[1].l);
	thread_block_end(thread);
	if (status == SD_OK && plan_read(thread, state->plan, state->value, &made))
		array_set(to, 0, made.o);
	args[0].i = status;
}

static int32_t send_value(struct thread *thread, const struct java_port *port, const struct plan *plan,
			  union slot record, uint8_t *value, sd_time deadline)
{
	struct arena arena = { NULL };
	int32_t status = SD_INVALID;
	if (plan_write(thread, plan, record, value, &arena)) {
		thread_block_begin(thread);
		status = sd_send(port->port, value, deadline);
		thread_block_end(thread);
	}
	arena_free(&arena);
	return status;
}

/* send(int port, Object record, long deadline) */
static void send(struct thread *thread, union slot *args)
{
	const struct java_port *const port = &java_ports[args[0].i];
	const uint32_t bytes = port->port->type->value_bytes;
	_Alignas(8) uint8_t on_stack[BYTES_ON_STACK];
	const struct state *const state = state_of(thread, args[0].i);
	if (!state)
		return;
	uint8_t *const value = bytes <= sizeof on_stack ? on_stack : malloc(bytes);
	if (!value) {
		throw_out_of_memory(thread, "port");
		return;
	}
	memset(value, 0, bytes);
	args[0].i = send_value(thread, port, state->plan, args[1], value, (sd_time)args[2].l);
	if (value != on_stack)
		free(value);
}

static void close_port(struct thread *thread, union slot *args)
{
	thread_block_begin(thread);
	sd_close(java_ports[args[0].i].port);
	thread_block_end(thread);
}

static const struct native_entry ports[] = {
	{ "find", NULL, find },
	{ "receive", NULL, receive },
	{ "send", NULL, send },
	{ "close", NULL, close_port },
};

const struct native_class native_stardust[] = {
	{ "stardust/Ports", ports, sizeof ports / sizeof ports[0] },
};
const size_t native_stardust_count = sizeof native_stardust / sizeof native_stardust[0];
