/* SPDX-License-Identifier: Apache-2.0 */
/* Peers that break the protocol. Each test is the peer: it scribbles, lets the port look, and expects that
 * the link ends with the right status and a line that names port, peer and reason; nothing else may happen.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "abi/link_abi.h"
#include "messages.h"
#include "tests/conformance/bare.h"

/* The runtime keeps what belongs to a port, so ports are kept too. */
struct kept {
	struct sd_port port;
	struct kept *next;
};

static struct kept *all;

static struct sd_port *port(enum sd_direction direction, uint32_t capacity, const struct sd_type *type)
{
	struct kept *kept = calloc(1, sizeof *kept);

	kept->port = (struct sd_port){ "victim", direction, type, capacity, NULL };
	kept->next = all;
	all = kept;
	return &kept->port;
}

static int start(void **state)
{
	(void)state;
	bare_reset();
	return 0;
}

static struct link_hello hello_of(const struct sd_type *type, enum wiring_direction direction,
				  uint32_t capacity)
{
	struct link_hello hello = {
		.magic = LINK_MAGIC, .version = LINK_VERSION, .direction = direction, .capacity = capacity
	};

	memcpy(hello.hash, type->hash, sizeof hello.hash);
	strcpy(hello.port, "attacker");
	return hello;
}

static void frame(struct bare *bare, uint32_t kind, uint64_t sequence, const void *payload, uint32_t bytes)
{
	struct link_frame header = { .length = bytes, .kind = kind, .sequence = sequence };
	char zeros[8] = { 0 };

	bare_send(bare, &header, sizeof header);
	bare_send(bare, payload, bytes);
	bare_send(bare, zeros, -bytes & 7);
}

static void greet_as(struct bare *bare, const struct link_hello *hello, const char *canonical, uint32_t bytes)
{
	char payload[1024];

	memcpy(payload, hello, sizeof *hello);
	memcpy(payload + sizeof *hello, canonical, bytes);
	frame(bare, LINK_HELLO, 0, payload, sizeof *hello + bytes);
}

static void greet(struct bare *bare, const struct sd_type *type, enum wiring_direction direction,
		  uint32_t capacity)
{
	struct link_hello hello = hello_of(type, direction, capacity);

	greet_as(bare, &hello, type->canonical, type->canonical_length);
}

static const struct sd_type *const numbers = &messages_Number_type;
static struct messages_Number number = { .value = 7 };

static void expect_line(const char *reason)
{
	if (!strstr(bare_line, reason) || !strstr(bare_line, "victim") || !strstr(bare_line, "peer 0"))
		fail_msg("the line was: %s; expected: %s", bare_line, reason);
	assert_int_equal(bare_lines, 1);
}

/* The receiver of `type` looks: the link must end as said. */
static void receiver_ends(const struct sd_type *type, uint32_t capacity, int status, const char *reason)
{
	static union {
		struct messages_Number number;
		struct messages_Text text;
	} value;
	struct sd_port *victim = port(SD_IN, capacity, type);

	assert_int_equal(sd_receive(victim, &value, SD_NOW), status);
	expect_line(reason);
	assert_int_not_equal(sd_receive(victim, &value, SD_NOW), SD_OK);
	sd_close(victim);
	assert_int_equal(bare_lines, 1);
}

static void sender_ends(int status, const char *reason)
{
	struct sd_port *victim = port(SD_OUT, 0, numbers);

	assert_int_equal(sd_send(victim, &number, SD_NOW), status);
	expect_line(reason);
	assert_int_equal(sd_send(victim, &number, SD_NOW), status);
	sd_close(victim);
}

/* A receiver that has read the greeting. */
static struct sd_port *open_receiver(struct bare *bare, const struct sd_type *type, uint32_t capacity)
{
	struct sd_port *victim = port(SD_IN, capacity, type);
	uint64_t value[64];

	greet(bare, type, WIRING_OUT, 0);
	assert_int_equal(sd_receive(victim, value, SD_NOW), SD_TIMEOUT);
	return victim;
}

static void write_index_out_of_range(void **state)
{
	struct bare *bare = bare_wire("victim", WIRING_IN);

	bare->sends->prod = (1u << BARE_ORDER) + 1;
	receiver_ends(numbers, 4, SD_BROKEN, "wrote an index");
	assert_int_equal(bare->interface->srv_live, RING_GONE); /* the peer can see it */
}

static void read_index_out_of_range(void **state)
{
	bare_wire("victim", WIRING_IN)->receives->cons = 12345;
	receiver_ends(numbers, 4, SD_BROKEN, "wrote an index");
}

static void live_flag_out_of_range(void **state)
{
	*bare_wire("victim", WIRING_IN)->live = 7;
	receiver_ends(numbers, 4, SD_BROKEN, "wrote an index or a flag");
}

static void no_greeting(void **state)
{
	frame(bare_wire("victim", WIRING_IN), LINK_DATA, 1, &number, sizeof number);
	receiver_ends(numbers, 4, SD_BROKEN, "did not begin with a greeting");
}

static void greeting_too_short(void **state)
{
	frame(bare_wire("victim", WIRING_IN), LINK_HELLO, 0, "short", 5);
	receiver_ends(numbers, 4, SD_BROKEN, "did not begin with a greeting");
}

static void greeting_too_long(void **state)
{
	struct link_frame header = { .length = 0x80000000u, .kind = LINK_HELLO };

	bare_send(bare_wire("victim", WIRING_IN), &header, sizeof header);
	receiver_ends(numbers, 4, SD_BROKEN, "did not begin with a greeting");
}

static void another_protocol(void **state)
{
	struct link_hello hello = hello_of(numbers, WIRING_OUT, 0);

	hello.magic++;
	greet_as(bare_wire("victim", WIRING_IN), &hello, "", 0);
	receiver_ends(numbers, 4, SD_BROKEN, "does not speak this version");
}

static void both_receive(void **state)
{
	greet(bare_wire("victim", WIRING_IN), numbers, WIRING_IN, 4);
	receiver_ends(numbers, 4, SD_REFUSED, "is a receiver too");
}

/* A canonical form that is no text must not reach the terminal as it is. */
static void another_type(void **state)
{
	static const char canonical[] = "struct:messages.Number{value:uint32;}";
	struct bare *bare = bare_wire("victim", WIRING_IN);
	struct link_hello hello = hello_of(numbers, WIRING_OUT, 0);

	hello.hash[0] ^= 1;
	greet_as(bare, &hello, canonical, sizeof canonical - 1);
	receiver_ends(numbers, 4, SD_REFUSED, "has another type: Number.value: uint64 here, uint32 there");
}

static void another_type_in_nonsense(void **state)
{
	struct link_hello hello = hello_of(numbers, WIRING_OUT, 0);
	struct bare *bare = bare_wire("victim", WIRING_IN);

	memset(hello.hash, 0xff, sizeof hello.hash);
	memset(hello.port, 0xff, sizeof hello.port);
	greet_as(bare, &hello, "struct:a.B{\x1b[2J\n{{{;;:", 23);
	receiver_ends(numbers, 4, SD_REFUSED, "has another type");
	assert_null(strchr(bare_line, '\x1b'));
	assert_null(strchr(bare_line, '\n'));
}

static void after_greeting(uint32_t kind, uint64_t sequence, uint32_t bytes, uint32_t capacity,
			   const char *reason)
{
	char payload[600] = { 0 };
	struct bare *bare = bare_wire("victim", WIRING_IN);

	greet(bare, numbers, WIRING_OUT, 0);
	frame(bare, kind, sequence, payload, bytes);
	receiver_ends(numbers, capacity, SD_BROKEN, reason);

	if (!capacity)
		return; /* its receive would have given the credit */
	/* The same on a link that is open and has carried a message: the short way of port.c. */
	bare_reset();
	bare = bare_wire("victim", WIRING_IN);
	struct sd_port *victim = open_receiver(bare, numbers, capacity);
	struct messages_Number got;
	frame(bare, LINK_DATA, 1, payload, sizeof number);
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_OK);
	frame(bare, kind, sequence + 1, payload, bytes);
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_BROKEN);
	expect_line(reason);
	sd_close(victim);
}

static void data_too_long(void **state)
{
	after_greeting(LINK_DATA, 1, 16, 4, "length");
}

static void data_too_short(void **state)
{
	after_greeting(LINK_DATA, 1, 7, 4, "length");
}

static void data_of_a_length_that_overflows(void **state)
{
	struct link_frame header = { .length = UINT32_MAX, .kind = LINK_DATA, .sequence = 1 };
	struct bare *bare = bare_wire("victim", WIRING_IN);

	greet(bare, numbers, WIRING_OUT, 0);
	bare_send(bare, &header, sizeof header);
	receiver_ends(numbers, 4, SD_BROKEN, "length");
}

static void data_out_of_order(void **state)
{
	after_greeting(LINK_DATA, 2, 8, 4, "out of order");
}

static void data_without_credit(void **state)
{
	after_greeting(LINK_DATA, 1, 8, 0, "without credit");
}

static void credit_to_a_receiver(void **state)
{
	after_greeting(LINK_CREDIT, 1, 0, 4, "credit that makes no sense");
}

static void taken_to_a_receiver(void **state)
{
	after_greeting(LINK_TAKEN, 0, 0, 4, "was not sent");
}

static void unknown_kind(void **state)
{
	after_greeting(0xdead, 1, 8, 4, "unknown kind");
}

static void greeting_twice(void **state)
{
	after_greeting(LINK_HELLO, 0, 88, 4, "unknown kind");
}

static void close_with_a_payload(void **state)
{
	after_greeting(LINK_CLOSE, 0, 8, 4, "makes no sense");
}

static void a_message_that_is_no_value(void **state)
{
	unsigned char payload[400];
	struct bare *bare = bare_wire("victim", WIRING_IN);

	memset(payload, 0xff, sizeof payload);
	greet(bare, &messages_Text_type, WIRING_OUT, 0);
	frame(bare, LINK_DATA, 1, payload, sizeof payload);
	receiver_ends(&messages_Text_type, 4, SD_BROKEN, "sent a message that is no messages.Text");

	bare_reset();
	bare = bare_wire("victim", WIRING_IN);
	struct sd_port *victim = open_receiver(bare, &messages_Text_type, 4);
	struct messages_Text got;
	frame(bare, LINK_DATA, 1, payload, sizeof payload);
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_BROKEN);
	expect_line("sent a message that is no messages.Text");
	sd_close(victim);
}

/* On an open link: what comes in pieces is taken when it is whole, and a bad index behind it still ends the
 * link. */
static void a_message_in_pieces(void **state)
{
	struct link_frame header = { .length = sizeof number, .kind = LINK_DATA, .sequence = 1 };
	struct bare *bare = bare_wire("victim", WIRING_IN);
	struct sd_port *victim = open_receiver(bare, numbers, 64);
	struct messages_Number got = { 0 };

	bare_send(bare, &header, 9);
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_TIMEOUT);
	bare_send(bare, (char *)&header + 9, sizeof header - 9);
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_TIMEOUT);
	bare_send(bare, &number, sizeof number);
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_OK);
	assert_int_equal(got.value, 7);
	bare->sends->prod += (1u << BARE_ORDER) + 1;
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_BROKEN);
	expect_line("wrote an index");
	sd_close(victim);
}

/* Of messages that lie in the ring together, the sender is told with the credit and when none is left. */
static void room_is_told_with_the_credit(void **state)
{
	struct bare *bare = bare_wire("victim", WIRING_IN);
	struct sd_port *victim = open_receiver(bare, numbers, 64);
	uint32_t each = sizeof(struct link_frame) + sizeof number, before = bare->sends->cons;
	struct messages_Number got;

	for (uint64_t i = 1; i <= 4; i++)
		frame(bare, LINK_DATA, i, &number, sizeof number);
	uint32_t credits = bare->receives->prod;
	const uint32_t told[] = { 0, 0, 3, 4 }; /* messages: a 32nd of the capacity is held back */
	for (unsigned i = 0; i < 4; i++) {
		assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_OK);
		assert_int_equal(bare->sends->cons, before + told[i] * each);
		assert_int_equal(bare->receives->prod - credits, i < 2 ? 0 : sizeof(struct link_frame));
	}
	sd_close(victim);
}

/* A sender on an open link, short way: it reads what its receiver says first, and an index that cannot be
 * ends the link when room is looked for. */
static void senders_on_an_open_link(void **state)
{
	const struct {
		uint32_t kind;
		uint64_t sequence;
		int status;
		const char *reason;
	} cases[] = { { LINK_CREDIT, 7, SD_BROKEN, "took back a credit, or gave more" },
		      { LINK_CREDIT, 3, SD_BROKEN, "took back a credit, or gave more" },
		      { LINK_TAKEN, 9, SD_BROKEN, "took a message that was not sent" },
		      { LINK_DATA, 1, SD_BROKEN, "sent a message to a sender" },
		      { LINK_CLOSE, 0, SD_CLOSED, NULL },
		      { 0, 0, SD_BROKEN, "wrote an index or a flag" } };

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		bare_reset();
		struct bare *bare = bare_wire("victim", WIRING_OUT);
		struct sd_port *victim = port(SD_OUT, 0, numbers);
		greet(bare, numbers, WIRING_IN, 4);
		frame(bare, LINK_CREDIT, 4, NULL, 0);
		assert_int_equal(sd_send(victim, &number, SD_NOW), SD_OK);
		assert_int_equal(sd_send(victim, &number, SD_NOW), SD_OK);
		if (cases[i].kind)
			frame(bare, cases[i].kind, cases[i].sequence, NULL, 0);
		else
			*bare->live = 7;
		assert_int_equal(sd_send(victim, &number, SD_NOW), cases[i].status);
		if (cases[i].reason)
			expect_line(cases[i].reason);
		sd_close(victim);
	}
}

static void vanishes_inside_a_frame(void **state)
{
	struct link_frame header = { .length = 8, .kind = LINK_DATA, .sequence = 1 };
	struct bare *bare = bare_wire("victim", WIRING_IN);

	greet(bare, numbers, WIRING_OUT, 0);
	bare_send(bare, &header, 11);
	*bare->live = RING_GONE;
	receiver_ends(numbers, 4, SD_BROKEN, "vanished");
}

static void vanishes_without_a_word(void **state)
{
	bare_wire("victim", WIRING_IN)->peer_gone = true;
	receiver_ends(numbers, 4, SD_BROKEN, "left before it greeted");
}

/* What it sent before it vanished is still received. */
static void vanishes_after_a_message(void **state)
{
	struct bare *bare = bare_wire("victim", WIRING_IN);
	struct sd_port *victim = port(SD_IN, 4, numbers);
	struct messages_Number got = { 0 };

	greet(bare, numbers, WIRING_OUT, 0);
	frame(bare, LINK_DATA, 1, &number, sizeof number);
	*bare->live = RING_GONE;
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_OK);
	assert_int_equal(got.value, 7);
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_BROKEN);
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_CLOSED);
	expect_line("vanished");
	sd_close(victim);
}

/* Orders, page numbers and our own indices are not read again once the link is up. */
static void the_page_changes_under_the_link(void **state)
{
	struct bare *bare = bare_wire("victim", WIRING_IN);
	struct sd_port *victim = port(SD_IN, 4, numbers);
	struct messages_Number got = { 0 };

	greet(bare, numbers, WIRING_OUT, 0);
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_TIMEOUT);
	bare->interface->left_order = bare->interface->right_order = 31;
	bare->interface->pages[0] = UINT32_MAX;
	bare->sends->cons = bare->receives->prod = 0xdeadbeef;
	frame(bare, LINK_DATA, 1, &number, sizeof number);
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_OK);
	assert_int_equal(got.value, 7);
	assert_int_equal(bare_lines, 0);
	frame(bare, LINK_CLOSE, 1, NULL, 0);
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_CLOSED);
	sd_close(victim);
}

/* One of two senders misbehaves: the other is served as before. */
static void costs_its_own_link_only(void **state)
{
	struct bare *bad = bare_wire("victim", WIRING_IN), *good = bare_wire("victim", WIRING_IN);
	struct sd_port *victim = port(SD_IN, 4, numbers);
	struct messages_Number got;

	greet(bad, numbers, WIRING_OUT, 0);
	greet(good, numbers, WIRING_OUT, 0);
	frame(bad, 99, 1, NULL, 0);
	for (uint64_t i = 1; i <= 20; i++) {
		number.value = i;
		frame(good, LINK_DATA, i, &number, sizeof number);
		assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_OK);
		assert_int_equal(got.value, i);
	}
	number.value = 7;
	expect_line("unknown kind");
	frame(good, LINK_CLOSE, 20, NULL, 0);
	assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_CLOSED);
	sd_close(victim);
}

/* Three senders with much to say are served in turn. */
static void a_fair_merge(void **state)
{
	struct sd_port *victim = port(SD_IN, 4, numbers);
	unsigned served[3] = { 0 };
	struct messages_Number got, say;

	for (unsigned i = 0; i < 3; i++) {
		struct bare *bare = bare_wire("victim", WIRING_IN);
		greet(bare, numbers, WIRING_OUT, 0);
		for (uint64_t j = 1; j <= 30; j++) {
			say.value = i;
			frame(bare, LINK_DATA, j, &say, sizeof say);
		}
	}
	for (unsigned i = 0; i < 30; i++) {
		assert_int_equal(sd_receive(victim, &got, SD_NOW), SD_OK);
		served[got.value]++;
	}
	for (unsigned i = 0; i < 3; i++)
		assert_int_equal(served[i], 10);
	sd_close(victim);
}

static void to_a_sender(uint32_t kind, uint64_t sequence, const char *reason)
{
	struct bare *bare = bare_wire("victim", WIRING_OUT);

	greet(bare, numbers, WIRING_IN, 4);
	frame(bare, kind, sequence, NULL, 0);
	sender_ends(SD_BROKEN, reason);
}

static void credit_beyond_the_capacity(void **state)
{
	to_a_sender(LINK_CREDIT, 5, "gave more than its capacity");
}

static void taken_before_it_was_sent(void **state)
{
	to_a_sender(LINK_TAKEN, 1, "took a message that was not sent");
}

static void data_to_a_sender(void **state)
{
	to_a_sender(LINK_DATA, 1, "sent a message to a sender");
}

static void credit_that_goes_back(void **state)
{
	struct bare *bare = bare_wire("victim", WIRING_OUT);
	struct sd_port *victim = port(SD_OUT, 0, numbers);

	greet(bare, numbers, WIRING_IN, 4);
	frame(bare, LINK_CREDIT, 4, NULL, 0);
	assert_int_equal(sd_send(victim, &number, SD_NOW), SD_OK);
	frame(bare, LINK_CREDIT, 3, NULL, 0);
	assert_int_equal(sd_send(victim, &number, SD_NOW), SD_BROKEN);
	expect_line("took back a credit");
	sd_close(victim);
}

/* A rendezvous whose receiver vanishes between the message and its word: nobody knows. */
static void vanishes_in_a_rendezvous(void **state)
{
	struct bare *bare = bare_wire("victim", WIRING_OUT);
	struct sd_port *victim = port(SD_OUT, 0, numbers);

	greet(bare, numbers, WIRING_IN, 0);
	frame(bare, LINK_CREDIT, 1, NULL, 0);
	assert_int_equal(sd_send(victim, &number, SD_NOW), SD_UNKNOWN);
	*bare->live = RING_GONE;
	assert_int_equal(sd_send(victim, &number, SD_NOW), SD_BROKEN);
	expect_line("vanished");
	sd_close(victim);
}

static int stop_all(void **state)
{
	bare_reset();
	return 0;
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, start)
	const struct CMUnitTest tests[] = {
		TEST(write_index_out_of_range),
		TEST(read_index_out_of_range),
		TEST(live_flag_out_of_range),
		TEST(no_greeting),
		TEST(greeting_too_short),
		TEST(greeting_too_long),
		TEST(another_protocol),
		TEST(both_receive),
		TEST(another_type),
		TEST(another_type_in_nonsense),
		TEST(data_too_long),
		TEST(data_too_short),
		TEST(data_of_a_length_that_overflows),
		TEST(data_out_of_order),
		TEST(data_without_credit),
		TEST(credit_to_a_receiver),
		TEST(taken_to_a_receiver),
		TEST(unknown_kind),
		TEST(greeting_twice),
		TEST(close_with_a_payload),
		TEST(a_message_that_is_no_value),
		TEST(a_message_in_pieces),
		TEST(room_is_told_with_the_credit),
		TEST(senders_on_an_open_link),
		TEST(vanishes_inside_a_frame),
		TEST(vanishes_without_a_word),
		TEST(vanishes_after_a_message),
		TEST(the_page_changes_under_the_link),
		TEST(costs_its_own_link_only),
		TEST(a_fair_merge),
		TEST(credit_beyond_the_capacity),
		TEST(taken_before_it_was_sent),
		TEST(data_to_a_sender),
		TEST(credit_that_goes_back),
		TEST(vanishes_in_a_rendezvous),
	};
	return cmocka_run_group_tests(tests, NULL, stop_all);
}
