/* SPDX-License-Identifier: Apache-2.0 */
/* No property depends on speed: a deadline is either far away, or one that has to pass. */
#include <pthread.h>
#include <string.h>
#include <time.h>

#include "messages.h"
#include "properties.h"

#define FAR    sd_after_ms(120000)
#define SOON   sd_after_ms(30)
#define MANY   20000u
#define LARGE  150000u /* more than the ring that its capacity asks for has free */
#define LARGES 30u

#define EXPECT(condition)                                                                                    \
	do {                                                                                                 \
		if (!(condition))                                                                            \
			return #condition;                                                                   \
	} while (0)

static int put(struct sd_port *port, uint64_t value, sd_time deadline)
{
	struct messages_Number number = { .value = value };

	return sd_send(port, &number, deadline);
}

/* Receives exactly `value`; another one is -1. */
static int take(struct sd_port *port, uint64_t value, sd_time deadline)
{
	struct messages_Number number = { 0 };
	int status = sd_receive(port, &number, deadline);

	return status == SD_OK && number.value != value ? -1 : status;
}

static const char *order_sender(struct side *side)
{
	for (uint64_t i = 0; i < MANY; i++)
		EXPECT(put(side->there, i * i, FAR) == SD_OK);
	sd_close(side->there);
	EXPECT(put(side->there, 1, FAR) == SD_INVALID);
	return NULL;
}

static const char *order_receiver(struct side *side)
{
	for (uint64_t i = 0; i < MANY; i++)
		EXPECT(take(side->there, i * i, FAR) == SD_OK);
	EXPECT(take(side->there, 0, FAR) == SD_CLOSED);
	EXPECT(take(side->there, 0, FAR) == SD_CLOSED);
	return NULL;
}

/* Four are held, not five; each one that is taken lets one more in. */
static const char *capacity_sender(struct side *side)
{
	EXPECT(put(side->there, 0, FAR) == SD_OK);
	EXPECT(take(side->back, 0, FAR) == SD_OK);
	for (uint64_t i = 1; i <= 4; i++)
		EXPECT(put(side->there, i, FAR) == SD_OK);
	for (uint64_t i = 5; i <= 12; i++) {
		EXPECT(put(side->there, 99, SOON) == SD_TIMEOUT);
		EXPECT(put(side->there, 99, SD_NOW) == SD_TIMEOUT);
		EXPECT(put(side->word, i, FAR) == SD_OK);
		EXPECT(put(side->there, i, FAR) == SD_OK);
	}
	sd_close(side->there);
	return NULL;
}

static const char *capacity_receiver(struct side *side)
{
	EXPECT(take(side->there, 0, FAR) == SD_OK);
	EXPECT(put(side->back, 0, FAR) == SD_OK);
	for (uint64_t i = 5; i <= 12; i++) {
		EXPECT(take(side->word, i, FAR) == SD_OK);
		EXPECT(take(side->there, i - 4, FAR) == SD_OK);
	}
	for (uint64_t i = 9; i <= 12; i++)
		EXPECT(take(side->there, i, FAR) == SD_OK);
	EXPECT(take(side->there, 0, FAR) == SD_CLOSED);
	return NULL;
}

/* A send meets a receive: none pending, none sent. */
static const char *rendezvous_sender(struct side *side)
{
	for (uint64_t i = 0; i < 200; i++)
		EXPECT(put(side->there, i, FAR) == SD_OK);
	EXPECT(put(side->there, 99, SOON) == SD_TIMEOUT);
	EXPECT(put(side->word, 1, FAR) == SD_OK);
	EXPECT(put(side->there, 1000, FAR) == SD_OK);
	sd_close(side->there);
	return NULL;
}

static const char *rendezvous_receiver(struct side *side)
{
	for (uint64_t i = 0; i < 200; i++)
		EXPECT(take(side->there, i, FAR) == SD_OK);
	EXPECT(take(side->word, 1, FAR) == SD_OK);
	EXPECT(take(side->there, 1000, FAR) == SD_OK);
	EXPECT(take(side->there, 0, FAR) == SD_CLOSED);
	return NULL;
}

static const char *deadline_sender(struct side *side)
{
	EXPECT(take(side->back, 1, FAR) == SD_OK);
	EXPECT(put(side->there, 7, FAR) == SD_OK);
	EXPECT(take(side->back, 2, FAR) == SD_OK);
	return NULL;
}

static const char *deadline_receiver(struct side *side)
{
	sd_time before = sd_clock();

	EXPECT(take(side->there, 0, SD_NOW) == SD_TIMEOUT);
	EXPECT(take(side->there, 0, before + 30000000) == SD_TIMEOUT);
	EXPECT(sd_clock() >= before + 30000000);
	EXPECT(put(side->back, 1, FAR) == SD_OK);
	EXPECT(take(side->there, 7, FAR) == SD_OK);
	EXPECT(take(side->there, 0, SOON) == SD_TIMEOUT);
	EXPECT(put(side->back, 2, FAR) == SD_OK);
	return NULL;
}

/* The receiver ends first: the sender hears of it, at once or while it waits for room. */
static const char *closed_sender(struct side *side)
{
	int status = SD_OK;

	for (uint64_t i = 0; i < 3; i++)
		EXPECT(put(side->there, i, FAR) == SD_OK);
	EXPECT(put(side->word, 1, FAR) == SD_OK);
	for (uint64_t i = 3; status == SD_OK; i++)
		status = put(side->there, i, FAR);
	EXPECT(status == SD_CLOSED);
	EXPECT(put(side->there, 9, FAR) == SD_CLOSED);
	return NULL;
}

static const char *closed_receiver(struct side *side)
{
	struct messages_Number number;

	EXPECT(take(side->there, 0, FAR) == SD_OK);
	EXPECT(take(side->word, 1, FAR) == SD_OK);
	sd_close(side->there);
	sd_close(side->there);
	EXPECT(sd_receive(side->there, &number, FAR) == SD_INVALID);
	return NULL;
}

static const char *closed_early_sender(struct side *side)
{
	EXPECT(put(side->there, 5, FAR) == SD_OK);
	EXPECT(put(side->there, 6, FAR) == SD_OK);
	sd_close(side->there);
	return NULL;
}

/* What was sent before a close is received after it. */
static const char *closed_early_receiver(struct side *side)
{
	EXPECT(take(side->there, 5, FAR) == SD_OK);
	EXPECT(take(side->word, 0, SOON) == SD_TIMEOUT);
	EXPECT(take(side->there, 6, FAR) == SD_OK);
	EXPECT(take(side->there, 0, FAR) == SD_CLOSED);
	return NULL;
}

static unsigned char content(uint64_t number, uint32_t at)
{
	return (unsigned char)(number * 31 + at * 7 + (at >> 8));
}

static uint32_t length_of(uint64_t number)
{
	return (uint32_t)(number * 7919 * 13 % LARGE);
}

/* Messages with views, from nothing to more than the ring holds. */
static const char *large_sender(struct side *side)
{
	static unsigned char data[200001];
	struct messages_Text text;

	for (uint64_t i = 0; i < LARGES; i++) {
		for (uint32_t j = 0; j < length_of(i); j++)
			data[j] = content(i, j);
		text = (struct messages_Text){ .number = i,
					       .text = { "late", 4 },
					       .data = { data, length_of(i) } };
		EXPECT(sd_send(side->there, &text, FAR) == SD_OK);
		/* The value is the sender's again. */
		memset(data, 0xee, sizeof data);
	}
	text.data.length = 200001;
	EXPECT(sd_send(side->there, &text, FAR) == SD_TOO_BIG);
	sd_close(side->there);
	return NULL;
}

static const char *large_receiver(struct side *side)
{
	struct messages_Text text;

	for (uint64_t i = 0; i < LARGES; i++) {
		EXPECT(sd_receive(side->there, &text, FAR) == SD_OK);
		EXPECT(text.number == i);
		EXPECT(text.text.length == 4 && !memcmp(text.text.data, "late", 4));
		EXPECT(text.data.length == length_of(i));
		for (uint32_t j = 0; j < text.data.length; j++)
			EXPECT(text.data.data[j] == content(i, j));
	}
	EXPECT(sd_receive(side->there, &text, FAR) == SD_CLOSED);
	return NULL;
}

static const char *refused_sender(struct side *side)
{
	EXPECT(put(side->there, 1, FAR) == SD_REFUSED);
	EXPECT(put(side->there, 1, FAR) == SD_REFUSED);
	return NULL;
}

static const char *refused_receiver(struct side *side)
{
	struct messages_Wide wide;

	EXPECT(sd_receive(side->there, &wide, FAR) == SD_REFUSED);
	EXPECT(sd_receive(side->there, &wide, FAR) == SD_REFUSED);
	return NULL;
}

static const char *misuse_sender(struct side *side)
{
	struct messages_Number number = { 0 };

	EXPECT(sd_receive(side->there, &number, SD_NOW) == SD_INVALID);
	EXPECT(put(side->there, 3, FAR) == SD_OK);
	return NULL;
}

static const char *misuse_receiver(struct side *side)
{
	EXPECT(put(side->there, 3, SD_NOW) == SD_INVALID);
	EXPECT(take(side->there, 3, FAR) == SD_OK);
	return NULL;
}

struct cancel {
	struct sd_port *port;
	atomic_bool flag;
};

static void *cancel_soon(void *argument)
{
	struct cancel *cancel = argument;

	nanosleep(&(struct timespec){ .tv_nsec = 30000000 }, NULL);
	atomic_store(&cancel->flag, true);
	sd_wake(cancel->port);
	return NULL;
}

/* What a send or receive without a deadline returns that another thread cancels. */
static int cancelled(struct sd_port *port, bool is_send)
{
	struct messages_Number number = { 99 };
	struct cancel cancel = { .port = port };
	pthread_t other;

	if (pthread_create(&other, NULL, cancel_soon, &cancel))
		return -1;
	int status = is_send ? sd_send_unless(port, &number, SD_FOREVER, &cancel.flag)
			     : sd_receive_unless(port, &number, SD_FOREVER, &cancel.flag);
	pthread_join(other, NULL);
	return status;
}

/* Another thread ends a wait; what was not sent does not come. */
static const char *cancel_sender(struct side *side)
{
	EXPECT(put(side->there, 0, FAR) == SD_OK);
	EXPECT(take(side->back, 1, FAR) == SD_OK);
	for (uint64_t i = 1; i <= 2; i++)
		EXPECT(put(side->there, i, FAR) == SD_OK);
	EXPECT(cancelled(side->there, true) == SD_CANCELLED);
	EXPECT(put(side->word, 1, FAR) == SD_OK);
	EXPECT(put(side->there, 3, FAR) == SD_OK);
	sd_close(side->there);
	return NULL;
}

static const char *cancel_receiver(struct side *side)
{
	EXPECT(take(side->there, 0, FAR) == SD_OK);
	EXPECT(cancelled(side->there, false) == SD_CANCELLED);
	EXPECT(put(side->back, 1, FAR) == SD_OK);
	EXPECT(take(side->word, 1, FAR) == SD_OK);
	for (uint64_t i = 1; i <= 3; i++)
		EXPECT(take(side->there, i, FAR) == SD_OK);
	EXPECT(take(side->there, 0, FAR) == SD_CLOSED);
	return NULL;
}

/* Between two looks at what the other side, or a relay, brings soon. */
static bool look_again(sd_time until)
{
	nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
	return sd_clock() < until;
}

/* Without a wait: as many as there is credit for, and what lies in the ring; nothing at a port never used. */
static const char *ready_sender(struct side *side)
{
	struct messages_Number number = { 0 };

	EXPECT(!sd_send_ready(side->there, &number));
	EXPECT(!sd_receive_ready(side->there, &number));
	EXPECT(put(side->there, 0, FAR) == SD_OK);
	EXPECT(take(side->back, 0, FAR) == SD_OK);
	sd_time until = FAR;
	for (number.value = 1; number.value <= 4; number.value++)
		while (!sd_send_ready(side->there, &number))
			EXPECT(look_again(until));
	EXPECT(!sd_send_ready(side->there, &number));
	EXPECT(put(side->word, 0, FAR) == SD_OK);
	EXPECT(put(side->there, 5, FAR) == SD_OK);
	sd_close(side->there);
	EXPECT(!sd_send_ready(side->there, &number));
	return NULL;
}

static const char *ready_receiver(struct side *side)
{
	struct messages_Number number = { 0 };

	EXPECT(!sd_receive_ready(side->there, &number));
	EXPECT(take(side->there, 0, FAR) == SD_OK);
	EXPECT(!sd_receive_ready(side->there, &number));
	EXPECT(!sd_send_ready(side->there, &number));
	EXPECT(put(side->back, 0, FAR) == SD_OK);
	EXPECT(take(side->word, 0, FAR) == SD_OK);
	sd_time until = FAR;
	for (uint64_t i = 1; i <= 4; i++) {
		while (!sd_receive_ready(side->there, &number))
			EXPECT(look_again(until));
		EXPECT(number.value == i);
	}
	EXPECT(take(side->there, 5, FAR) == SD_OK);
	EXPECT(take(side->there, 0, FAR) == SD_CLOSED);
	EXPECT(!sd_receive_ready(side->there, &number));
	return NULL;
}

/* A rendezvous is never ready. */
static const char *never_ready_sender(struct side *side)
{
	struct messages_Number number = { 1 };

	EXPECT(put(side->there, 0, FAR) == SD_OK);
	EXPECT(take(side->back, 0, FAR) == SD_OK);
	EXPECT(!sd_send_ready(side->there, &number));
	EXPECT(put(side->there, 1, FAR) == SD_OK);
	return NULL;
}

static const char *never_ready_receiver(struct side *side)
{
	EXPECT(take(side->there, 0, FAR) == SD_OK);
	EXPECT(put(side->back, 0, FAR) == SD_OK);
	EXPECT(take(side->there, 1, FAR) == SD_OK);
	return NULL;
}

#define NUMBERS     &messages_Number_type, &messages_Number_type
#define TEXTS       &messages_Text_type, &messages_Text_type
#define SIDES(name) name##_sender, name##_receiver

const struct property properties[] = {
	{ "in order, none lost", NUMBERS, 4, SIDES(order), false },
	{ "in order, none lost, capacity 1", NUMBERS, 1, SIDES(order), false },
	{ "in order, none lost, capacity 1000", NUMBERS, 1000, SIDES(order), false },
	{ "in order, none lost, rendezvous", NUMBERS, 0, SIDES(order), false },
	{ "holds its capacity, not one more", NUMBERS, 4, SIDES(capacity), false },
	{ "a rendezvous needs both", NUMBERS, 0, SIDES(rendezvous), false },
	{ "deadlines pass", NUMBERS, 2, SIDES(deadline), false },
	{ "another thread ends a wait", NUMBERS, 2, SIDES(cancel), false },
	{ "the receiver closes", NUMBERS, 4, SIDES(closed), false },
	{ "the sender closes", NUMBERS, 4, SIDES(closed_early), false },
	{ "views and long messages", TEXTS, 3, SIDES(large), false },
	{ "views and long messages, rendezvous", TEXTS, 0, SIDES(large), false },
	{ "another type is refused", &messages_Number_type, &messages_Wide_type, 4, SIDES(refused), true },
	{ "without a wait: what is ready", NUMBERS, 4, SIDES(ready), true },
	{ "without a wait: no rendezvous", NUMBERS, 0, SIDES(never_ready), true },
	{ "the wrong direction is a misuse", NUMBERS, 4, SIDES(misuse), false },
};
const unsigned property_count = sizeof properties / sizeof *properties;
