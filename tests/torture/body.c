/* SPDX-License-Identifier: Apache-2.0 */
#include <sched.h>
#include <string.h>
#include <time.h>

#include "messages.h"
#include "body.h"

#define LARGEST 100000u

/* xorshift64*: the content of a message follows from its number and the seed. */
static uint64_t random_of(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * UINT64_C(0x2545f4914f6cdd1d);
}

static uint64_t message_seed(uint64_t number, uint64_t seed)
{
	return (number + 1) * UINT64_C(0x9e3779b97f4a7c15) ^ seed;
}

/* Mostly short, sometimes a page or two, rarely more than any ring holds. */
static uint32_t random_length(uint64_t *state)
{
	uint64_t kind = random_of(state) % 20000, length = random_of(state);

	return (uint32_t)(kind == 0 ? length % LARGEST : kind < 200 ? length % 8192 : length % 128);
}

static void fill(unsigned char *data, uint32_t length, uint64_t *state)
{
	for (uint32_t i = 0; i < length; i += 8) {
		uint64_t word = random_of(state);
		memcpy(data + i, &word, length - i < 8 ? length - i : 8);
	}
}

static bool filled(const unsigned char *data, uint32_t length, uint64_t *state)
{
	for (uint32_t i = 0; i < length; i += 8) {
		uint64_t word = random_of(state);
		if (memcmp(data + i, &word, length - i < 8 ? length - i : 8))
			return false;
	}
	return true;
}

/* What each side does between messages: its own dice, which the other side need not know. */
static void dawdle(uint64_t *dice)
{
	uint64_t kind = random_of(dice) % 5000;

	if (kind == 0)
		nanosleep(&(struct timespec){ .tv_nsec = (long)(random_of(dice) % 300000) }, NULL);
	else if (kind < 20)
		sched_yield();
}

static sd_time random_deadline(uint64_t *dice)
{
	uint64_t kind = random_of(dice) % 1000;

	return kind < 3 ? SD_NOW : kind < 6 ? sd_clock() + random_of(dice) % 200000 : SD_FOREVER;
}

const char *torture_send(struct sd_port *port, uint64_t count, uint64_t seed)
{
	static unsigned char data[LARGEST + 8];
	uint64_t dice = seed ^ 0x5e4d;

	for (uint64_t number = 0; number < count; number++) {
		uint64_t state = message_seed(number, seed);
		struct messages_Text text = { .number = number };
		text.text = (struct sd_string){ "0123456789", number % 11 };
		text.data = (struct sd_bytes){ data, random_length(&state) };
		fill(data, text.data.length, &state);
		int status;
		do
			status = sd_send(port, &text, random_deadline(&dice));
		while (status == SD_TIMEOUT);
		/* Too late for the deadline, but on its way: the link finishes what it began. */
		if (status != SD_OK && status != SD_UNKNOWN)
			return sd_status_text(status);
		memset(data, 0xee, text.data.length);
		dawdle(&dice);
	}
	sd_close(port);
	return NULL;
}

const char *torture_receive(struct sd_port *port, uint64_t count, uint64_t seed)
{
	uint64_t dice = seed ^ 0x4ece;
	struct messages_Text text;
	int status;

	for (uint64_t number = 0; number < count; number++) {
		uint64_t state = message_seed(number, seed);
		do
			status = sd_receive(port, &text, random_deadline(&dice));
		while (status == SD_TIMEOUT);
		if (status)
			return sd_status_text(status);
		if (text.number != number)
			return "a message is missing or out of order";
		if (text.text.length != number % 11 ||
		    memcmp(text.text.data, "0123456789", text.text.length) ||
		    text.data.length != random_length(&state) ||
		    !filled(text.data.data, text.data.length, &state))
			return "a message is corrupt";
		dawdle(&dice);
	}
	status = sd_receive(port, &text, SD_FOREVER);
	return status == SD_CLOSED ? NULL : "the end did not come";
}
