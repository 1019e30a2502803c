/* SPDX-License-Identifier: Apache-2.0 */
/* A channel between threads of one program: a queue of values under a mutex. Flat values are copied as they
 * are; others are encoded, so that the strings and lists in them outlive the sender's.
 */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "channel/core/endpoint.h"

struct entry {
	struct entry *next;
	uint32_t bytes;
	uint64_t data[]; /* a flat value, or an encoding */
};

struct local {
	pthread_mutex_t lock;   /* guards all below */
	pthread_cond_t changed; /* something below changed; CLOCK_MONOTONIC */
	const struct sd_type *type;
	uint32_t capacity;
	struct entry *first, **last;
	struct entry *held; /* what the receiver's views point into */
	uint64_t put, got;  /* messages queued and taken, since the start */
	unsigned receivers_waiting;
	bool in_closed, out_closed;
};

int sd_channel(const struct sd_type *type, uint32_t capacity, struct sd_port *in, struct sd_port *out)
{
	if (!type || !in || !out)
		return SD_INVALID;
	struct local *local = calloc(1, sizeof(*local));
	struct sd_endpoint *ends = calloc(2, sizeof(*ends));
	if (!local || !ends) {
		free(local);
		free(ends);
		return SD_NO_MEMORY;
	}

	pthread_condattr_t attributes;
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&local->changed, &attributes);
	pthread_condattr_destroy(&attributes);
	pthread_mutex_init(&local->lock, NULL);
	local->type = type;
	local->capacity = capacity;
	local->last = &local->first;
	ends[0].local = ends[1].local = local;
	*in = (struct sd_port){ "local", SD_IN, type, capacity, &ends[0] };
	*out = (struct sd_port){ "local", SD_OUT, type, capacity, &ends[1] };
	return SD_OK; /* cppcheck-suppress memleak ; in and out own the ends */
}

/* Sleeps until something changes. False when the deadline has passed. */
static bool wait_for_change(struct local *local, sd_time deadline)
{
	struct timespec until = { (time_t)(deadline / 1000000000), (long)(deadline % 1000000000) };

	if (deadline == SD_FOREVER)
		return pthread_cond_wait(&local->changed, &local->lock) == 0;
	return pthread_cond_timedwait(&local->changed, &local->lock, &until) != ETIMEDOUT;
}

static bool is_cancelled(const atomic_bool *cancel)
{
	return cancel && atomic_load(cancel);
}

static struct entry *make_entry(const struct sd_type *type, const void *value, int *status)
{
	uint32_t bytes = type->encoded_bytes(value);

	*status = SD_TOO_BIG;
	if (!bytes || bytes > type->max_encoded)
		return NULL;
	*status = SD_NO_MEMORY;
	struct entry *entry = malloc(sizeof(*entry) + bytes);
	if (!entry)
		return NULL;
	*status = SD_OK;
	*entry = (struct entry){ .bytes = bytes };
	if (type->flat)
		memcpy(entry->data, value, bytes);
	else
		type->encode(value, entry->data);
	return entry;
}

static bool has_room(const struct local *local)
{
	uint64_t queued = local->put - local->got;

	/* A rendezvous takes a message only when a receiver waits for it. */
	return local->capacity ? queued < local->capacity : queued < local->receivers_waiting;
}

int local_send(struct sd_port *port, const void *value, sd_time deadline, const atomic_bool *cancel)
{
	struct local *local = port->endpoint->local;
	int status;
	struct entry *entry = make_entry(local->type, value, &status);

	if (!entry)
		return status;
	pthread_mutex_lock(&local->lock);
	while (!local->in_closed && !local->out_closed && !has_room(local)) {
		if (is_cancelled(cancel)) {
			status = SD_CANCELLED;
			break;
		}
		if (!wait_for_change(local, deadline)) {
			status = has_room(local) ? SD_OK : SD_TIMEOUT;
			break;
		}
	}
	if (local->out_closed)
		status = SD_INVALID;
	else if (local->in_closed)
		status = SD_CLOSED;
	if (status == SD_OK) {
		*local->last = entry;
		local->last = &entry->next;
		uint64_t number = ++local->put;
		entry = NULL;
		pthread_cond_broadcast(&local->changed);
		while (!local->capacity && local->got < number && !local->in_closed) {
			if (is_cancelled(cancel) ||
			    (!wait_for_change(local, deadline) && local->got < number)) {
				status = SD_UNKNOWN;
				break;
			}
		}
		if (!local->capacity && local->got < number && local->in_closed)
			status = SD_UNKNOWN;
	}
	pthread_mutex_unlock(&local->lock);
	free(entry);
	return status;
}

int local_receive(struct sd_port *port, void *value, sd_time deadline, const atomic_bool *cancel)
{
	struct local *local = port->endpoint->local;
	int status = SD_OK;

	pthread_mutex_lock(&local->lock);
	local->receivers_waiting++;
	if (!local->capacity)
		pthread_cond_broadcast(&local->changed);
	while (!local->first && !local->out_closed && !local->in_closed) {
		if (is_cancelled(cancel)) {
			status = SD_CANCELLED;
			break;
		}
		if (!wait_for_change(local, deadline) && !local->first) {
			status = SD_TIMEOUT;
			break;
		}
	}
	local->receivers_waiting--;
	if (local->in_closed)
		status = SD_INVALID;
	else if (!local->first && local->out_closed)
		status = SD_CLOSED;
	if (status == SD_OK) {
		struct entry *entry = local->first;
		local->first = entry->next;
		if (!local->first)
			local->last = &local->first;
		local->got++;
		free(local->held);
		local->held = entry;
		if (local->type->flat)
			memcpy(value, entry->data, entry->bytes);
		else if (local->type->decode(value, entry->data, entry->bytes))
			status = SD_BROKEN; /* the encoder and the decoder disagree */
		pthread_cond_broadcast(&local->changed);
	}
	pthread_mutex_unlock(&local->lock);
	return status;
}

void local_wake(struct local *local)
{
	pthread_mutex_lock(&local->lock);
	pthread_cond_broadcast(&local->changed);
	pthread_mutex_unlock(&local->lock);
}

void local_close(struct sd_port *port)
{
	struct local *local = port->endpoint->local;
	struct entry *entry = NULL;

	pthread_mutex_lock(&local->lock);
	if (port->direction == SD_OUT) {
		local->out_closed = true;
	} else {
		local->in_closed = true;
		entry = local->first;
		local->first = NULL;
		local->last = &local->first;
		free(local->held);
		local->held = NULL;
	}
	pthread_cond_broadcast(&local->changed);
	pthread_mutex_unlock(&local->lock);
	while (entry) {
		struct entry *next = entry->next;
		free(entry);
		entry = next;
	}
	/* The ends stay, closed: a thread may still be on its way into a call. They cost a few hundred bytes.
	 */
}
