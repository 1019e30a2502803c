/* SPDX-License-Identifier: Apache-2.0 */
/* Two guests played by the test over real regions: bytes come through in order, ends are seen after the last
 * byte, and a guest that lies about its indices loses that link and nothing else.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "host/relay/relay.h"

struct pair {
	struct loop *loop;
	struct region from, to;
	struct relay_link *link;
	char report[512];
	struct error error;
};

static void report(void *context, const char *line)
{
	struct pair *pair = context;

	strncpy(pair->report, line, sizeof pair->report - 1);
}

static int setup(void **state)
{
	static const struct region_wire out = { "o", WIRING_OUT, 12, 12 }, in = { "i", WIRING_IN, 12, 12 };
	struct pair *pair = calloc(1, sizeof *pair);

	pair->loop = loop_new(&pair->error);
	assert_non_null(pair->loop);
	assert_int_equal(region_make(&out, 1, &pair->from, &pair->error), 0);
	assert_int_equal(region_make(&in, 1, &pair->to, &pair->error), 0);
	pair->link = relay_join(pair->loop, &(struct relay_end){ pair->from.rings, "a", "o" },
				&(struct relay_end){ pair->to.rings, "b", "i" }, report, pair, &pair->error);
	assert_non_null(pair->link);
	pair->from.rings[0].interface->cli_live = RING_CONNECTED;
	pair->to.rings[0].interface->cli_live = RING_CONNECTED;
	*state = pair;
	return 0;
}

static int teardown(void **state)
{
	struct pair *pair = *state;

	relay_free(pair->link);
	loop_free(pair->loop);
	region_free(&pair->from);
	region_free(&pair->to);
	free(pair);
	return 0;
}

/* The guest rings; the relay works until it has nothing left to do. */
static void ring(struct pair *pair, struct region *guest)
{
	uint64_t one = 1;

	assert_int_equal(write(guest->rings[0].from_guest, &one, sizeof one), sizeof one);
	assert_false(loop_run(pair->loop, loop_clock_ms() + 5));
}

static bool was_rung(struct region *guest)
{
	uint64_t count;

	return read(guest->rings[0].to_guest, &count, sizeof count) == (ssize_t)sizeof count;
}

static void guest_write(struct region *guest, const char *bytes, uint32_t count)
{
	struct region_ring *ring_ = &guest->rings[0];
	uint32_t at = ring_->interface->left.prod;

	for (uint32_t i = 0; i < count; i++)
		ring_->left[(at + i) & 4095] = (unsigned char)bytes[i];
	ring_->interface->left.prod = at + count;
}

static uint32_t guest_read(struct region *guest, char *bytes, uint32_t count)
{
	struct region_ring *ring_ = &guest->rings[0];
	uint32_t at = ring_->interface->right.cons, ready = ring_->interface->right.prod - at;

	if (count > ready)
		count = ready;
	for (uint32_t i = 0; i < count; i++)
		bytes[i] = (char)ring_->right[(at + i) & 4095];
	ring_->interface->right.cons = at + count;
	return count;
}

static void test_wiring_page(void **state)
{
	struct pair *pair = *state;
	const struct wiring_page *page = (const struct wiring_page *)pair->from.base;

	assert_int_equal(page->magic, WIRING_MAGIC);
	assert_int_equal(page->count, 1);
	assert_int_equal(page->relay_peer, REGION_RELAY_PEER);
	assert_string_equal(page->entry[0].port, "o");
	assert_int_equal(page->entry[0].direction, WIRING_OUT);
	assert_int_equal(page->entry[0].interface_page, 1);
	assert_int_equal(pair->from.rings[0].interface->pages[1], 3);
	assert_true(pair->from.bytes >= 4 * 4096);
}

/* 100,000 bytes through rings of 4,096. */
static void test_stream(void **state)
{
	struct pair *pair = *state;
	unsigned sent = 0, got = 0;
	char buffer[3000];

	while (got < 100000) {
		uint32_t held =
			pair->from.rings[0].interface->left.prod - pair->from.rings[0].interface->left.cons;
		uint32_t count = 0;

		for (; sent < 100000 && held + count < 4096 && count < sizeof buffer; count++)
			buffer[count] = (char)(sent++ * 7 % 251);
		guest_write(&pair->from, buffer, count);
		ring(pair, &pair->from);
		count = guest_read(&pair->to, buffer, sizeof buffer);
		for (uint32_t i = 0; i < count; i++)
			assert_int_equal((unsigned char)buffer[i], (unsigned char)(got++ * 7 % 251));
	}
	assert_true(was_rung(&pair->to));
	assert_string_equal(pair->report, "");
}

static void test_back(void **state)
{
	struct pair *pair = *state;
	char buffer[8];

	guest_write(&pair->to, "credit", 6);
	ring(pair, &pair->to);
	assert_int_equal(guest_read(&pair->from, buffer, sizeof buffer), 6);
	assert_memory_equal(buffer, "credit", 6);
}

static void test_end_after_last_byte(void **state)
{
	struct pair *pair = *state;
	static char block[4096];

	/* The receiver's ring is full and the sender's holds more when the sender vanishes. */
	guest_write(&pair->from, block, 4096);
	ring(pair, &pair->from);
	guest_write(&pair->from, block, 100);
	relay_side_gone(pair->link, &pair->from.rings[0]);
	assert_int_equal(pair->to.rings[0].interface->srv_live, RING_CONNECTED);
	assert_int_equal(guest_read(&pair->to, block, 4096), 4096);
	ring(pair, &pair->to);
	assert_int_equal(guest_read(&pair->to, block, 4096), 100);
	assert_int_equal(pair->to.rings[0].interface->srv_live, RING_GONE);
	assert_true(was_rung(&pair->to));
}

/* A receiver that opens its end after the sender has gone finds the bytes, and then the end. */
static void test_late_receiver(void **state)
{
	struct pair *pair = *state;
	char buffer[8];

	pair->to.rings[0].interface->cli_live = RING_NOT_YET;
	guest_write(&pair->from, "last", 4);
	pair->from.rings[0].interface->cli_live = RING_GONE;
	ring(pair, &pair->from);
	assert_int_equal(pair->to.rings[0].interface->srv_live, RING_CONNECTED);
	pair->to.rings[0].interface->cli_live = RING_CONNECTED;
	ring(pair, &pair->to);
	assert_int_equal(guest_read(&pair->to, buffer, sizeof buffer), 4);
	assert_int_equal(pair->to.rings[0].interface->srv_live, RING_GONE);
}

static void test_write_index_out_of_range(void **state)
{
	struct pair *pair = *state;

	pair->from.rings[0].interface->left.prod = 4097;
	ring(pair, &pair->from);
	assert_string_equal(pair->report, "a.o -> b.i is closed: a put its write index out of range");
	assert_int_equal(pair->to.rings[0].interface->right.prod, 0);
	assert_int_equal(pair->to.rings[0].interface->srv_live, RING_GONE);
	assert_int_equal(pair->from.rings[0].interface->srv_live, RING_GONE);
}

static void test_read_index_out_of_range(void **state)
{
	struct pair *pair = *state;

	guest_write(&pair->from, "x", 1);
	pair->to.rings[0].interface->right.cons = 5;
	ring(pair, &pair->to);
	assert_string_equal(pair->report, "a.o -> b.i is closed: b put its read index out of range");
	assert_int_equal(pair->from.rings[0].interface->srv_live, RING_GONE);
}

static void test_live_nonsense(void **state)
{
	struct pair *pair = *state;

	pair->to.rings[0].interface->cli_live = 77;
	ring(pair, &pair->to);
	assert_string_equal(pair->report, "a.o -> b.i is closed: b wrote nonsense into its ring");
}

#define WITH_PAIR(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PAIR(test_wiring_page),
		WITH_PAIR(test_stream),
		WITH_PAIR(test_back),
		WITH_PAIR(test_end_after_last_byte),
		WITH_PAIR(test_late_receiver),
		WITH_PAIR(test_write_index_out_of_range),
		WITH_PAIR(test_read_index_out_of_range),
		WITH_PAIR(test_live_nonsense),
	};

	return cmocka_run_group_tests_name("relay", tests, NULL, NULL);
}
