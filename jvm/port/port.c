/* SPDX-License-Identifier: Apache-2.0 */
/* port.c: the natives of stardust.Ports over the ports of this program (source.h). */
#include "jvm/monitor/monitor.h"
#include "jvm/native/native.h"
#include "jvm/port/plan.h"
#include "jvm/port/source.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <stardust/port.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BYTES_ON_STACK = 2048, NAMES_BYTES = 512, MOST_PORTS = 256 };

/* A port that an In or Out stands for. */
struct state {
	const struct java_port *port;
	struct plan *_Atomic plan; /* NULL until the first use */
	struct sd_type type;       /* what the port has in place of its own */
	bool raw;                  /* sd_send and sd_receive get the C value itself */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct state states[MOST_PORTS]; /* the first states_count are in use and stay; guarded by lock */
static uint32_t states_count;

/* A C value. sd_send and sd_receive get `value` itself where it is `raw`. */
struct message {
	uint64_t bytes;
	_Alignas(SD_ENCODING_ALIGN) uint8_t value[];
};

/* For a message that is longer than its ring. */
static void encode_raw(const void *value, void *out)
{
	const struct message *const message =
		(const void *)((const uint8_t *)value - offsetof(struct message, value));
	memcpy(out, value, message->bytes);
}

/* For a message that came in parts. */
static const char *decode_raw(void *value, const void *in, uint32_t length)
{
	memcpy(value, in, length); /* min_encoded to max_encoded: its only length */
	return NULL;
}

/* What sd_send gets as its value when that is not raw. */
struct outgoing {
	const struct codec_type *codec;
	const uint8_t *value; /* checked by plan_write, and zero where it is not data */
};

static uint32_t outgoing_bytes(const void *value)
{
	const struct outgoing *const outgoing = value;
	return codec_bytes(outgoing->codec, outgoing->value);
}

static void encode_outgoing(const void *value, void *out)
{
	const struct outgoing *const outgoing = value;
	codec_encode(outgoing->codec, outgoing->value, out);
}

/* What sd_receive fills when that is not raw: views in `value` point into `message`. */
struct incoming {
	const struct codec_type *codec;
	uint8_t *value;
	uint8_t *message, *allocated; /* BYTES_ON_STACK at first; then also `allocated`, to be freed */
};

/* The runtime's buffer goes when the port is closed, which any thread may do, or receives again, so a message
 * with views is copied while its link is held; the codec then checks what views point into. */
static const char *keep_incoming(void *value, const void *in, uint32_t length)
{
	struct incoming *const incoming = value;
	if (incoming->codec->flat)
		return codec_decode(incoming->codec, incoming->value, in, length);
	if (length > BYTES_ON_STACK) {
		free(incoming->allocated); /* of a message that was broken */
		incoming->message = incoming->allocated = malloc(length);
		if (!incoming->allocated)
			return "there is no memory for it";
	}
	memcpy(incoming->message, in, length);
	return codec_decode(incoming->codec, incoming->value, incoming->message, length);
}

static void no_port(struct thread *thread, const char *name, bool receives, const struct java_port *ports,
		    uint32_t count)
{
	char names[NAMES_BYTES] = "";
	size_t length = 0;
	for (uint32_t i = 0; i < count; i++)
		if ((ports[i].port->direction == SD_IN) == receives && length < sizeof names)
			length += (size_t)snprintf(names + length, sizeof names - length, "%s%s",
						   length ? ", " : "", ports[i].port->name);
	throw_new(thread, "java/lang/IllegalArgumentException",
		  "this service has no port '%s' that %s; those are: %s", name,
		  receives ? "receives" : "sends", length ? names : "none");
}

/* The index of a new state; -1: the port has one, -2: there are too many. Under lock. */
static int32_t add_state(const struct java_port *port)
{
	for (uint32_t i = 0; i < states_count; i++)
		if (states[i].port == port)
			return -1;
	if (states_count == MOST_PORTS)
		return -2;
	struct state *const state = &states[states_count];
	state->port = port;
	state->type = *port->port->type;
	/* What is sent is checked and zero where it is not data, so a flat value is its encoding: plain. What
	 * comes is not. */
	state->raw = port->port->direction == SD_OUT ? port->codec->flat : state->type.plain;
	state->type.flat = state->type.plain = state->raw;
	state->type.encoded_bytes = outgoing_bytes; /* not asked where plain */
	state->type.encode = state->raw ? encode_raw : encode_outgoing;
	state->type.decode = state->raw ? decode_raw : keep_incoming;
	port->port->type = &state->type;
	return (int32_t)states_count++;
}

static const struct java_port *search(struct thread *thread, const char *name, bool receives)
{
	uint32_t count;
	const struct java_port *const ports = port_source(thread, &count);
	for (uint32_t i = 0; ports && i < count; i++)
		if (strcmp(ports[i].port->name, name) == 0 && (ports[i].port->direction == SD_IN) == receives)
			return &ports[i];
	if (ports)
		no_port(thread, name, receives, ports, count);
	return NULL;
}

/* find(String name, boolean receives) */
static void find(struct thread *thread, union slot *args)
{
	if (!args[0].o) {
		throw_null_pointer(thread);
		return;
	}
	char *const name = string_to_utf8(args[0].o);
	const struct java_port *const port = search(thread, name, args[1].i);
	free(name);
	if (!port)
		return;
	pthread_mutex_lock(&lock);
	args[0].i = add_state(port);
	pthread_mutex_unlock(&lock);
	if (args[0].i == -1)
		throw_new(thread, "java/lang/IllegalStateException", "port %s has an owner already",
			  port->port->name);
	else if (args[0].i < 0)
		throw_new(thread, "java/lang/IllegalStateException", "more than %d ports", MOST_PORTS);
	else
		port_source_used();
}

/* The first use makes the plan. Threads that send first at once make one each, which is the same. NULL: an
 * exception is pending. */
static const struct plan *plan_of(struct thread *thread, struct state *state)
{
	if (!state->plan)
		state->plan = plan_make(thread, state->port->codec, state->port->record);
	return state->plan;
}

/* A wait on a port, which Thread.interrupt ends. */
struct wait {
	struct sd_port *port;
	atomic_bool cancelled;
};

static void cancel_wait(void *context)
{
	struct wait *const wait = context;
	atomic_store(&wait->cancelled, true);
	sd_wake(wait->port);
}

/* Sends or receives. Who does not wait does not look for an interrupt either, as with java.util.concurrent.
 * What is ready needs neither to be cancelled nor to let the collector run. */
static int transfer(struct thread *thread, struct sd_port *port, void *value, sd_time deadline)
{
	struct wait wait = { .port = port };
	int status = SD_CANCELLED;
	if ((deadline == SD_NOW || !thread_interrupt_is_due(thread)) &&
	    (port->direction == SD_IN ? sd_receive_ready(port, value) : sd_send_ready(port, value)))
		return SD_OK;
	if (deadline == SD_NOW || thread_wait_begin(thread, cancel_wait, &wait)) {
		if (deadline != SD_NOW)
			thread_set_status(thread,
					  deadline == SD_FOREVER ? THREAD_PARKED : THREAD_PARKED_TIMED);
		thread_block_begin(thread);
		status = port->direction == SD_IN ? sd_receive_unless(port, value, deadline, &wait.cancelled)
						  : sd_send_unless(port, value, deadline, &wait.cancelled);
		thread_block_end(thread);
		if (deadline != SD_NOW)
			thread_set_status(thread, THREAD_RUNNABLE);
	}
	thread_wait_end(thread);
	thread_take_stop(thread);
	return status;
}

/* Room for a C value: `on_stack`, or allocated when that is too small; zeroed. NULL: an exception is pending.
 */
static struct message *take_message(struct thread *thread, const struct state *state, uint8_t *on_stack)
{
	const uint32_t bytes = state->type.value_bytes;
	struct message *const message =
		bytes <= BYTES_ON_STACK ? (void *)on_stack : malloc(sizeof *message + bytes);
	if (message) {
		message->bytes = bytes;
		memset(message->value, 0, bytes);
	} else {
		throw_out_of_memory(thread, "port");
	}
	return message;
}

/* The record; NULL when the deadline passed, or with an exception pending. */
static struct object *receive_value(struct thread *thread, const struct state *state, const struct plan *plan,
				    struct object *name, sd_time deadline, uint8_t *value)
{
	_Alignas(SD_ENCODING_ALIGN) uint8_t on_stack[BYTES_ON_STACK];
	struct incoming incoming = { state->port->codec, value, on_stack, NULL };
	union slot made = { .o = NULL };
	const int status =
		transfer(thread, state->port->port, state->raw ? (void *)value : &incoming, deadline);
	if (thread->exception)
		made.o = NULL;
	else if (status == SD_OK)
		plan_read(thread, plan, value, &made);
	else if (status != SD_TIMEOUT)
		call_static(thread, plan_helper(thread), "fail", "(Ljava/lang/String;I)V", NULL, name,
			    status);
	free(incoming.allocated);
	return thread->exception ? NULL : made.o;
}

/* receive(int port, String name, long deadline) */
static void receive(struct thread *thread, union slot *args)
{
	_Alignas(struct message) uint8_t on_stack[sizeof(struct message) + BYTES_ON_STACK];
	struct state *const state = &states[args[0].i];
	const struct plan *const plan = plan_of(thread, state);
	struct message *const message = plan ? take_message(thread, state, on_stack) : NULL;
	if (!message)
		return;
	args[0].o = receive_value(thread, state, plan, args[1].o, (sd_time)args[2].l, message->value);
	if ((void *)message != on_stack)
		free(message);
}

/* send(int port, Object record, long deadline) */
static void send(struct thread *thread, union slot *args)
{
	_Alignas(struct message) uint8_t on_stack[sizeof(struct message) + BYTES_ON_STACK];
	struct state *const state = &states[args[0].i];
	const struct plan *const plan = plan_of(thread, state);
	struct message *const message = plan ? take_message(thread, state, on_stack) : NULL;
	struct arena arena = { NULL };
	if (!message)
		return;
	if (plan_write(thread, plan, args[1], message->value, &arena)) {
		struct outgoing outgoing = { state->port->codec, message->value };
		args[0].i = transfer(thread, state->port->port,
				     state->raw ? (void *)message->value : &outgoing, (sd_time)args[2].l);
	}
	arena_free(&arena);
	if ((void *)message != on_stack)
		free(message);
}

static void close_port(struct thread *thread, union slot *args)
{
	thread_block_begin(thread);
	sd_close(states[args[0].i].port->port);
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
