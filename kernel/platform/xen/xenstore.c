/* SPDX-License-Identifier: Apache-2.0 */
/* One request is under way at a time. What xenstored sends is put together by the interrupt handler: an
 * answer wakes the thread that asked, a watch event moves a counter, and a request to shut down is
 * acknowledged and ends the domain.
 *
 * Rule: xenstored is trusted with the domain's wiring, yet its ring is read with the care of any shared page:
 * indices once, lengths checked.
 */
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include <xen/hvm/params.h>
#include <xen/io/xs_wire.h>

#include "abi/boot_abi.h"
#include "base/format.h"
#include "kernel/memory/memory.h"
#include "kernel/panic/panic.h"
#include "kernel/platform/platform.h"
#include "kernel/platform/xen/event.h"
#include "kernel/platform/xen/xen.h"
#include "kernel/platform/xen/xenstore.h"
#include "kernel/sched/sched.h"
#include "kernel/sched/spinlock.h"
#include "kernel/sched/stop.h"

#define SHUTDOWN_NODE  "control/shutdown"
#define SHUTDOWN_TOKEN "stop"
/* Requests that the interrupt handler sends; no thread waits for their answers. */
#define STOP_ASK_ID    UINT32_MAX /* why did SHUTDOWN_NODE change? */
#define STOP_ACCEPT_ID (UINT32_MAX - 1)
#define STOP_CODE_ID   (UINT32_MAX - 2)
#define MESSAGE_BYTES  XENSTORE_PAYLOAD_MAX

volatile uint32_t xenstore_changes;

static volatile struct xenstore_domain_interface *ring;
static event_port port;

static volatile uint32_t turn;   /* a futex: 1 while a thread has a request under way */
static volatile uint32_t pulses; /* a futex: counts interrupts */

/* How far a request to shut down has come. Each DUE step is sent as soon as the ring takes it. */
enum stop { STOP_NONE, STOP_ASK_DUE, STOP_ASKED, STOP_CONFIRM_DUE, STOP_CONFIRMED };

static struct {
	struct spinlock lock; /* guards all below and the ring's indices */
	struct xsd_sockmsg header;
	char body[MESSAGE_BYTES + 1];
	uint32_t done; /* bytes of header and body that have come in */
	uint32_t waiting_id, last_id;
	enum stop stop;
	bool sending; /* a thread's request is in the ring in part: nothing may come between */
	/* The answer to waiting_id. */
	bool answered;
	uint32_t answer_type, answer_bytes;
	char *answer; /* where it goes */
	size_t answer_room;
} store;

static size_t print(char *out, size_t bytes, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	size_t length = format_text(out, bytes, format, arguments);
	va_end(arguments);
	return length;
}

/* Copies what is there, at most `bytes`. */
static uint32_t take(void *out, uint32_t bytes)
{
	uint32_t consumed = ring->rsp_cons;
	uint32_t there = __atomic_load_n(&ring->rsp_prod, __ATOMIC_ACQUIRE) - consumed;

	if (there > XENSTORE_RING_SIZE)
		panic("xenstored wrote an index outside its ring");
	if (bytes > there)
		bytes = there;
	for (uint32_t i = 0; i < bytes; i++)
		((char *)out)[i] = ring->rsp[MASK_XENSTORE_IDX(consumed + i)];
	__atomic_store_n(&ring->rsp_cons, consumed + bytes, __ATOMIC_RELEASE);
	return bytes;
}

static uint32_t put(const void *data, uint32_t bytes)
{
	uint32_t produced = ring->req_prod;
	uint32_t used = produced - __atomic_load_n(&ring->req_cons, __ATOMIC_ACQUIRE);

	if (used > XENSTORE_RING_SIZE)
		panic("xenstored wrote an index outside its ring");
	if (bytes > XENSTORE_RING_SIZE - used)
		bytes = XENSTORE_RING_SIZE - used;
	for (uint32_t i = 0; i < bytes; i++)
		ring->req[MASK_XENSTORE_IDX(produced + i)] = ((const char *)data)[i];
	__atomic_store_n(&ring->req_prod, produced + bytes, __ATOMIC_RELEASE);
	return bytes;
}

static uint32_t request_bytes(const char *path, const char *value)
{
	return (uint32_t)(sizeof(struct xsd_sockmsg) + strlen(path) + 1 + strlen(value));
}

/* The caller knows that there is room. */
static void put_request(enum xsd_sockmsg_type type, uint32_t id, const char *path, const char *value)
{
	struct xsd_sockmsg header = { .type = type,
				      .req_id = id,
				      .len = request_bytes(path, value) - (uint32_t)sizeof(header) };

	put(&header, sizeof(header));
	put(path, (uint32_t)strlen(path) + 1);
	put(value, (uint32_t)strlen(value));
}

static bool has_room(uint32_t bytes)
{
	uint32_t used = ring->req_prod - __atomic_load_n(&ring->req_cons, __ATOMIC_ACQUIRE);

	return used <= XENSTORE_RING_SIZE && XENSTORE_RING_SIZE - used >= bytes;
}

/* Sends what is due of a shutdown, or leaves it for the next call. An empty SHUTDOWN_NODE tells the toolstack
 * that the domain obeys; the exit code is written behind it, unless a thread serves the stop and writes it at
 * its end. Lock held. */
static void stop_step(void)
{
	char code[8];

	if (store.sending)
		return;
	if (store.stop == STOP_ASK_DUE && has_room(request_bytes(SHUTDOWN_NODE, ""))) {
		put_request(XS_READ, STOP_ASK_ID, SHUTDOWN_NODE, "");
		store.stop = STOP_ASKED;
	}
	if (store.stop == STOP_CONFIRM_DUE) {
		print(code, sizeof(code), "%d", BOOT_EXIT_STOPPED);
		if (!has_room(request_bytes(SHUTDOWN_NODE, "") + request_bytes(BOOT_XENSTORE_EXIT, code)))
			return;
		put_request(XS_WRITE, STOP_ACCEPT_ID, SHUTDOWN_NODE, "");
		if (!stop_is_served())
			put_request(XS_WRITE, STOP_CODE_ID, BOOT_XENSTORE_EXIT, code);
		store.stop = STOP_CONFIRMED;
	}
}

static bool wants_stop(void)
{
	return store.header.type == XS_READ && (!strcmp(store.body, "poweroff") ||
						!strcmp(store.body, "halt") || !strcmp(store.body, "reboot"));
}

/* A whole message is in header and body. */
static void accept(void)
{
	store.body[store.header.len] = '\0';
	if (store.header.type == XS_WATCH_EVENT) {
		/* The path, a NUL, and the token that the watch was set with. */
		size_t path = strlen(store.body);
		if (path < store.header.len && !strcmp(store.body + path + 1, SHUTDOWN_TOKEN)) {
			if (store.stop < STOP_CONFIRM_DUE)
				store.stop = STOP_ASK_DUE;
		} else {
			xenstore_changes++;
			futex_wake(&xenstore_changes, INT_MAX, 0, NULL);
		}
	} else if (store.header.req_id == STOP_ASK_ID) {
		if (store.stop < STOP_CONFIRM_DUE && wants_stop())
			store.stop = STOP_CONFIRM_DUE;
	} else if (store.header.req_id == STOP_CODE_ID) {
		platform->shutdown(BOOT_EXIT_STOPPED);
	} else if (store.header.req_id == store.waiting_id && !store.answered) {
		store.answered = true;
		store.answer_type = store.header.type;
		store.answer_bytes = store.header.len;
		uint32_t part =
			store.header.len < store.answer_room ? store.header.len : (uint32_t)store.answer_room;
		if (part)
			memcpy(store.answer, store.body, part);
	}
}

static void handler(void *unused)
{
	unsigned long flags = spinlock_acquire(&store.lock);
	uint32_t before;

	do {
		before = store.done;
		if (store.done < sizeof(store.header))
			store.done +=
				take((char *)&store.header + store.done, sizeof(store.header) - store.done);
		if (store.done >= sizeof(store.header)) {
			uint32_t at = store.done - sizeof(store.header);
			if (store.header.len > MESSAGE_BYTES)
				panic("xenstored sent a message of %u bytes", store.header.len);
			store.done += take(store.body + at, store.header.len - at);
			if (store.done == sizeof(store.header) + store.header.len) {
				store.done = 0;
				before = UINT32_MAX; /* there may be more */
				accept();
			}
		}
	} while (store.done != before);
	stop_step();
	bool confirmed = store.stop == STOP_CONFIRMED;
	spinlock_release(&store.lock, flags);
	if (confirmed && stop_is_served())
		stop_request();
	/* There is room, or an answer. */
	event_notify(port);
	pulses++;
	futex_wake(&pulses, INT_MAX, 0, NULL);
}

void xenstore_init(void)
{
	uint64_t frame, channel;

	if (!hypercall_parameter(HVM_PARAM_STORE_PFN, &frame) ||
	    !hypercall_parameter(HVM_PARAM_STORE_EVTCHN, &channel) ||
	    !memory_map_device(frame * PAGE_BYTES, PAGE_BYTES, true))
		panic("this domain has no xenstore");
	ring = (volatile struct xenstore_domain_interface *)(frame * PAGE_BYTES);
	port = (event_port)channel;
	event_handle(port, handler, NULL);
}

/* Sends all of it, sleeping while the ring is full. */
static void send(const void *data, uint32_t bytes)
{
	const char *at = data;

	while (bytes) {
		uint32_t seen = pulses;
		unsigned long flags = spinlock_acquire(&store.lock);
		uint32_t part = put(at, bytes);
		spinlock_release(&store.lock, flags);
		at += part;
		bytes -= part;
		event_notify(port);
		if (bytes)
			futex_wait(&pulses, seen, DEADLINE_NONE);
	}
}

static int error_number(const char *name)
{
	static const struct {
		const char *name;
		int number;
	} errors[] = {
		{ "ENOENT", ENOENT }, { "EACCES", EACCES }, { "EINVAL", EINVAL }, { "EEXIST", EEXIST },
		{ "ENOSPC", ENOSPC }, { "EAGAIN", EAGAIN }, { "EISDIR", EISDIR }, { "EQUOTA", EDQUOT }
	};

	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		if (!strcmp(errors[i].name, name))
			return errors[i].number;
	}
	return EIO;
}

struct part {
	const void *data;
	uint32_t bytes;
};

/* One request of up to two parts; the answer's first bytes go to `out`. Its length, or a negated errno. */
static int request(enum xsd_sockmsg_type type, struct part first, struct part second, char *out, size_t room)
{
	struct xsd_sockmsg header = { .type = type, .len = first.bytes + second.bytes };
	char name[16] = "";
	int result;

	if (header.len > XENSTORE_PAYLOAD_MAX)
		return -E2BIG;
	while (__atomic_exchange_n(&turn, 1, __ATOMIC_ACQUIRE))
		futex_wait(&turn, 1, DEADLINE_NONE);

	unsigned long flags = spinlock_acquire(&store.lock);
	header.req_id = ++store.last_id;
	store.waiting_id = header.req_id;
	store.answered = false;
	store.sending = true;
	store.answer = room > sizeof(name) ? out : name;
	store.answer_room = room > sizeof(name) ? room : sizeof(name);
	spinlock_release(&store.lock, flags);
	send(&header, sizeof(header));
	send(first.data, first.bytes);
	send(second.data, second.bytes);

	flags = spinlock_acquire(&store.lock);
	store.sending = false;
	stop_step();
	spinlock_release(&store.lock, flags);
	event_notify(port);
	for (;;) {
		uint32_t seen = pulses;
		flags = spinlock_acquire(&store.lock);
		bool answered = store.answered;
		spinlock_release(&store.lock, flags);
		if (answered)
			break;
		futex_wait(&pulses, seen, DEADLINE_NONE);
	}

	result = (int)store.answer_bytes;
	if (store.answer_type == XS_ERROR) {
		const char *text = store.answer;
		char copy[16];
		size_t length = store.answer_bytes < sizeof(copy) ? store.answer_bytes : sizeof(copy) - 1;
		memcpy(copy, text, length);
		copy[length] = '\0';
		result = -error_number(copy);
	} else if (store.answer == name && room) {
		memcpy(out, name, room < sizeof(name) ? room : sizeof(name));
	}
	__atomic_store_n(&turn, 0, __ATOMIC_RELEASE);
	futex_wake(&turn, 1, 0, NULL);
	return result;
}

static struct part text_part(const char *text)
{
	return (struct part){ text, (uint32_t)strlen(text) + 1 };
}

int xenstore_read(const char *path, char *out, size_t bytes)
{
	int length = request(XS_READ, text_part(path), (struct part){ NULL, 0 }, out, bytes - 1);

	if (length < 0)
		return length;
	if ((size_t)length >= bytes)
		return -E2BIG;
	out[length] = '\0';
	return length;
}

static int simple(enum xsd_sockmsg_type type, struct part first, struct part second)
{
	int result = request(type, first, second, NULL, 0);

	return result < 0 ? result : 0;
}

int xenstore_write(const char *path, const char *value)
{
	return simple(XS_WRITE, text_part(path), (struct part){ value, (uint32_t)strlen(value) });
}

int xenstore_remove(const char *path)
{
	return simple(XS_RM, text_part(path), (struct part){ NULL, 0 });
}

int xenstore_share(const char *path, unsigned owner, unsigned reader)
{
	char permissions[32];
	size_t length = print(permissions, sizeof(permissions), "n%u", owner) + 1;

	length += print(permissions + length, sizeof(permissions) - length, "r%u", reader) + 1;
	return simple(XS_SET_PERMS, text_part(path), (struct part){ permissions, (uint32_t)length });
}

int xenstore_watch(const char *path)
{
	return simple(XS_WATCH, text_part(path), text_part("w"));
}

int xenstore_unwatch(const char *path)
{
	return simple(XS_UNWATCH, text_part(path), text_part("w"));
}

void xenstore_watch_shutdown(void)
{
	simple(XS_WATCH, text_part(SHUTDOWN_NODE), text_part(SHUTDOWN_TOKEN));
}
