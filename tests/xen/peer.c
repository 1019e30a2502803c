/* SPDX-License-Identifier: Apache-2.0 */
/* A peer in dom0 of the echo service, over stock libxenvchan; it speaks abi/link_abi.h by itself.
 *
 *   peer talk COUNT ANSWERS-DOMID ANSWERS-PATH DOMID PATH ADDS [COMMAND DOMID PATH ADDS]...
 *       serves the answers, sends COUNT numbers to PATH and expects each back with ADDS added. Runs the
 *       command, and does the same with the next path; only the last one is told that it was the last.
 *   peer break index|live|frame|garbage|vanish DOMID PATH
 *       greets the domain, breaks the ring in that way, and waits until the domain has left it.
 */
#include <libxenvchan.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "abi/link_abi.h"
#include "echo.h"
#include "tests/xen/stream.h"

#define TYPE     (&echo_Number_type)
#define CAPACITY 4u

static void send_frame(struct stream *stream, uint32_t kind, uint64_t sequence, const void *payload,
		       uint32_t bytes)
{
	const struct link_frame frame = { .length = bytes, .kind = kind, .sequence = sequence };
	const char padding[8] = { 0 };

	stream_write(stream, &frame, sizeof(frame));
	stream_write(stream, payload, bytes);
	stream_write(stream, padding, -bytes & 7);
}

/* The payload is padded in `payload` too. */
static struct link_frame read_frame(struct stream *stream, void *payload, uint32_t room)
{
	struct link_frame frame;

	stream_read(stream, &frame, sizeof(frame));
	if (((frame.length + 7) & ~7u) > room)
		fail("a frame of kind %u has %u bytes", frame.kind, frame.length);
	stream_read(stream, payload, (frame.length + 7) & ~7u);
	return frame;
}

static void greet(struct stream *stream, enum wiring_direction direction)
{
	unsigned char payload[2048];
	struct link_hello hello = {
		.magic = LINK_MAGIC,
		.version = LINK_VERSION,
		.direction = direction,
		.capacity = direction == WIRING_IN ? CAPACITY : 0,
		.port = "peer",
	};

	memcpy(hello.hash, TYPE->hash, sizeof(hello.hash));
	memcpy(payload, &hello, sizeof(hello));
	memcpy(payload + sizeof(hello), TYPE->canonical, TYPE->canonical_length);
	send_frame(stream, LINK_HELLO, 0, payload, (uint32_t)sizeof(hello) + TYPE->canonical_length);

	struct link_frame frame = read_frame(stream, payload, sizeof(payload));
	memcpy(&hello, payload, sizeof(hello));
	if (frame.kind != LINK_HELLO || frame.length < sizeof(hello) ||
	    memcmp(hello.hash, TYPE->hash, sizeof(hello.hash)))
		fail("the domain did not greet with the type of the ports");
}

struct answers {
	struct stream stream;
	bool greeted;
	uint64_t received;
};

static uint64_t next_answer(struct answers *answers)
{
	struct echo_Number number;

	if (!answers->greeted) {
		greet(&answers->stream, WIRING_IN);
		send_frame(&answers->stream, LINK_CREDIT, CAPACITY, NULL, 0);
		answers->greeted = true;
	}
	struct link_frame frame = read_frame(&answers->stream, &number, sizeof(number));
	if (frame.kind != LINK_DATA || frame.sequence != ++answers->received)
		fail("frame of kind %u, sequence %lu instead of answer %lu", frame.kind,
		     (unsigned long)frame.sequence, (unsigned long)answers->received);
	send_frame(&answers->stream, LINK_CREDIT, answers->received + CAPACITY, NULL, 0);
	return number.value;
}

static void exchange(struct answers *answers, struct stream *numbers, uint64_t count, uint64_t adds)
{
	uint64_t allowed = 0, none;

	greet(numbers, WIRING_OUT);
	for (uint64_t i = 1; i <= count; i++) {
		const struct echo_Number number = { .value = i * 1000003 };
		while (allowed < i) {
			struct link_frame frame = read_frame(numbers, &none, sizeof(none));
			if (frame.kind != LINK_CREDIT || frame.sequence <= allowed)
				fail("frame of kind %u instead of more credit", frame.kind);
			allowed = frame.sequence;
		}
		send_frame(numbers, LINK_DATA, i, &number, sizeof(number));
		uint64_t answer = next_answer(answers);
		if (answer != number.value + adds)
			fail("%lu was answered with %lu", (unsigned long)number.value, (unsigned long)answer);
	}
}

static void talk(char **words)
{
	uint64_t count = strtoul(words[0], NULL, 10), none;
	struct answers answers = { .stream = stream_serve(atoi(words[1]), words[2]) };

	for (words += 3;; words += 4) {
		struct stream numbers = stream_connect(atoi(words[0]), words[1]);
		exchange(&answers, &numbers, count, strtoul(words[2], NULL, 10));
		if (!words[3]) {
			send_frame(&numbers, LINK_CLOSE, count, NULL, 0);
			break;
		}
		if (system(words[3]))
			fail("'%s' failed", words[3]);
	}
	if (read_frame(&answers.stream, &none, sizeof(none)).kind != LINK_CLOSE)
		fail("the answers did not end with the numbers");
	stream_close(&answers.stream);
}

static void break_ring(const char *how, struct stream *stream)
{
	struct libxenvchan *vchan = stream->vchan;
	const uint32_t garbage[] = { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff };

	greet(stream, WIRING_OUT);
	if (!strcmp(how, "vanish")) {
		raise(SIGKILL);
	} else if (!strcmp(how, "index")) {
		vchan->ring->left.prod += 0x10000000;
	} else if (!strcmp(how, "live")) {
		vchan->ring->cli_live = 77;
	} else if (!strcmp(how, "frame")) {
		send_frame(stream, 99, 1, NULL, 0);
	} else if (!strcmp(how, "garbage")) {
		stream_write(stream, garbage, sizeof(garbage));
	} else {
		fail("nobody knows how to break '%s'", how);
	}
	xenevtchn_notify(vchan->event, (evtchn_port_t)vchan->event_port);
	while (vchan->ring->srv_live == 1)
		libxenvchan_wait(vchan);
}

int main(int count, char **words)
{
	alarm(120);
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (count >= 8 && count % 4 == 0 && !strcmp(words[1], "talk")) {
		talk(words + 2);
	} else if (count == 5 && !strcmp(words[1], "break")) {
		struct stream stream = stream_connect(atoi(words[3]), words[4]);
		break_ring(words[2], &stream);
	} else {
		fail("usage: see the head of peer.c");
	}
	return 0;
}
