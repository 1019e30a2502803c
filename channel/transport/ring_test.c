/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "channel/transport/platform.h"
#include "channel/transport/ring.h"
#include "channel/transport/ring_size.h"

static unsigned doorbells;

static void ring_doorbell(struct channel_pages *pages)
{
	doorbells++;
}

static const struct channel_platform counting = { .notify = ring_doorbell };

/* Both sides of a ring whose streams lie in the interface page: left 2048 bytes, right 1024. */
struct both {
	_Alignas(RING_PAGE_BYTES) unsigned char page[RING_PAGE_BYTES];
	struct channel_pages server_pages, client_pages;
	struct ring server, client;
};

static int start(void **state)
{
	struct both *both = aligned_alloc(RING_PAGE_BYTES, (sizeof *both + 4095) & ~4095ul);
	/* cppcheck-suppress uninitdata ; only addresses are taken */
	unsigned char *left = both->page + RING_LARGE_OFFSET, *right = both->page + RING_SMALL_OFFSET;

	memset(both, 0, sizeof *both);
	both->server_pages = (struct channel_pages){ .interface = (void *)both->page,
						     .is_server = true,
						     .read_data = left,
						     .write_data = right,
						     .read_order = 11,
						     .write_order = 10 };
	both->client_pages = (struct channel_pages){ .interface = (void *)both->page,
						     .read_data = right,
						     .write_data = left,
						     .read_order = 10,
						     .write_order = 11 };
	both->server_pages.interface->cli_live = RING_NOT_YET;
	ring_start(&both->server, &counting, &both->server_pages);
	assert_int_equal(both->server_pages.interface->srv_live, RING_CONNECTED);
	ring_start(&both->client, &counting, &both->client_pages);
	assert_int_equal(both->server_pages.interface->cli_live, RING_CONNECTED);
	doorbells = 0;
	*state = both;
	return 0;
}

static int stop(void **state)
{
	free(*state);
	return 0;
}

/* What fits. */
static uint32_t put(struct ring *ring, const void *data, uint32_t bytes)
{
	uint32_t room = ring_writable(ring);

	if (bytes > room)
		bytes = room;
	ring_write(ring, data, bytes);
	ring_tell(ring);
	return bytes;
}

static uint32_t get(struct ring *ring, void *data, uint32_t bytes)
{
	uint32_t there = ring_readable(ring);

	if (bytes > there)
		bytes = there;
	ring_read(ring, data, bytes);
	ring_tell(ring);
	return bytes;
}

/* Every chunk size crosses the end of the stream at some time. */
static void bytes_come_out_as_they_went_in(void **state)
{
	struct both *both = *state;
	unsigned char sent[600], got[600];
	unsigned next_in = 0, next_out = 0;

	for (unsigned i = 0; i < 5000; i++) {
		unsigned bytes = (i * 37) % sizeof sent;
		for (unsigned j = 0; j < bytes; j++)
			sent[j] = (next_in + j) * 7;
		next_in += put(&both->client, sent, bytes);
		unsigned read = get(&both->server, got, (i * 53) % sizeof got);
		for (unsigned j = 0; j < read; j++)
			assert_int_equal(got[j], (unsigned char)((next_out + j) * 7));
		next_out += read;
	}
	assert_true(next_in > 100000);
	assert_false(both->server.failed || both->client.failed);
}

static void indices_wrap_at_32_bits(void **state)
{
	struct both *both = *state;
	volatile struct vchan_interface *interface = both->server_pages.interface;
	char got[200];

	interface->left.prod = interface->left.cons = UINT32_MAX - 50;
	ring_start(&both->server, &counting, &both->server_pages);
	ring_start(&both->client, &counting, &both->client_pages);
	memset(got, 'x', sizeof got);
	assert_int_equal(put(&both->client, got, 200), 200);
	memset(got, 0, sizeof got);
	assert_int_equal(get(&both->server, got, 200), 200);
	assert_int_equal(got[0], 'x');
	assert_int_equal(got[199], 'x');
	assert_true(ring_drained(&both->client));
}

static void a_full_stream_takes_no_more(void **state)
{
	struct both *both = *state;
	char data[3000] = { 0 };

	assert_int_equal(put(&both->client, data, sizeof data), 2048);
	assert_int_equal(ring_writable(&both->client), 0);
	assert_int_equal(ring_readable(&both->server), 2048);
	assert_false(ring_drained(&both->client));
	ring_read(&both->server, data, 48);
	assert_int_equal(ring_writable(&both->client), 0); /* not said yet */
	ring_tell(&both->server);
	assert_int_equal(ring_writable(&both->client), 48);
	assert_int_equal(get(&both->server, data, 3000), 2000);
	assert_true(ring_drained(&both->client));
}

static void the_doorbell_rings_only_when_asked(void **state)
{
	struct both *both = *state;
	char data[8] = { 0 };

	put(&both->client, data, 8);
	assert_int_equal(doorbells, 0);
	ring_ask(&both->server, true, false);
	put(&both->client, data, 8);
	assert_int_equal(doorbells, 1);
	put(&both->client, data, 8);
	assert_int_equal(doorbells, 1); /* once for each time that it is asked */
	get(&both->server, data, 8);
	assert_int_equal(doorbells, 1);
	ring_ask(&both->client, false, true);
	put(&both->client, data, 8);
	assert_int_equal(doorbells, 1);
	get(&both->server, data, 8);
	assert_int_equal(doorbells, 2);
}

static void a_bad_write_index_fails_the_ring(void **state)
{
	struct both *both = *state;
	volatile struct vchan_interface *interface = both->server_pages.interface;

	interface->left.prod = 2049;
	assert_int_equal(ring_readable(&both->server), 0);
	assert_true(both->server.failed);
	interface->left.prod = 16; /* too late */
	assert_int_equal(ring_readable(&both->server), 0);
	assert_int_equal(ring_writable(&both->server), 0);
	assert_true(ring_peer_left(&both->server));
}

static void a_bad_read_index_fails_the_ring(void **state)
{
	struct both *both = *state;

	both->server_pages.interface->left.cons = 5; /* nothing was written */
	assert_int_equal(ring_writable(&both->client), 0);
	assert_true(both->client.failed);
}

static void a_bad_live_flag_fails_the_ring(void **state)
{
	struct both *both = *state;

	assert_false(ring_peer_left(&both->client));
	both->server_pages.interface->srv_live = 3;
	assert_true(ring_peer_left(&both->client));
	assert_true(both->client.failed);
}

/* What the peer does to our own index must not matter. */
static void own_indices_are_not_read_back(void **state)
{
	struct both *both = *state;
	volatile struct vchan_interface *interface = both->server_pages.interface;
	char data[16] = { 0 };

	put(&both->client, data, 16);
	interface->left.cons = 0xdeadbeef;
	assert_int_equal(get(&both->server, data, 8), 8);
	assert_int_equal(interface->left.cons, 8);
	assert_false(both->server.failed);
}

static void sizes_hold_the_capacity(void **state)
{
	(void)state;
	assert_true(ring_data_bytes(256, 20) >= 256 * 40 + 16);
	assert_int_equal(ring_data_bytes(0, 4), RING_DATA_MIN);
	assert_int_equal(ring_data_bytes(UINT32_MAX, 1u << 30), RING_DATA_MAX);
	assert_int_equal(ring_order(RING_CONTROL), RING_SMALL_ORDER);
	assert_int_equal(ring_order(4097), 13);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(bytes_come_out_as_they_went_in, start, stop),
		cmocka_unit_test_setup_teardown(indices_wrap_at_32_bits, start, stop),
		cmocka_unit_test_setup_teardown(a_full_stream_takes_no_more, start, stop),
		cmocka_unit_test_setup_teardown(the_doorbell_rings_only_when_asked, start, stop),
		cmocka_unit_test_setup_teardown(a_bad_write_index_fails_the_ring, start, stop),
		cmocka_unit_test_setup_teardown(a_bad_read_index_fails_the_ring, start, stop),
		cmocka_unit_test_setup_teardown(a_bad_live_flag_fails_the_ring, start, stop),
		cmocka_unit_test_setup_teardown(own_indices_are_not_read_back, start, stop),
		cmocka_unit_test(sizes_hold_the_capacity),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
