/* SPDX-License-Identifier: Apache-2.0 */
/* Sleeping on Linux. Each event has an epoll set of its rings' doorbells. One thread at a time waits on the
 * set (the poller); others that wait for the same event sleep on its count and are woken by the poller.
 *
 * Invariant: a thread asleep on the count has a poller beside it, or the poller that left has seen `sleepers`
 * and woken it: a sleeper counts itself before it looks for a poller, a poller steps down before it looks for
 * sleepers.
 *
 * Doorbells are edge-triggered: each ring of one is a wake-up of its own and nobody need read the counter,
 * which saves a system call on each side.
 */
#include <errno.h>
#include <linux/futex.h>
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "channel/transport/linux.h"

struct linux_event {
	int set;  /* epoll */
	int self; /* eventfd of linux_signal, in the set */
	_Atomic bool polled;
	_Atomic unsigned sleepers;
};

static pthread_mutex_t make_lock = PTHREAD_MUTEX_INITIALIZER; /* guards the making of an event's own part */

static bool join(struct linux_event *own, int descriptor, bool edge)
{
	struct epoll_event what = { .events = EPOLLIN | EPOLLRDHUP | (edge ? EPOLLET : 0) };

	return epoll_ctl(own->set, EPOLL_CTL_ADD, descriptor, &what) == 0;
}

static struct linux_event *own_part(struct channel_event *event)
{
	pthread_mutex_lock(&make_lock);
	struct linux_event *own = event->platform;
	if (!own && (own = calloc(1, sizeof *own))) {
		own->set = epoll_create1(EPOLL_CLOEXEC);
		own->self = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		if (own->set < 0 || own->self < 0 || !join(own, own->self, true)) {
			close(own->set);
			close(own->self);
			free(own);
			own = NULL;
		}
		event->platform = own;
	}
	pthread_mutex_unlock(&make_lock);
	return own;
}

bool linux_event_join(struct channel_event *event, int descriptor, bool edge)
{
	struct linux_event *own = own_part(event);

	return own && join(own, descriptor, edge);
}

void linux_event_leave(struct channel_event *event, int descriptor)
{
	struct linux_event *own = event->platform;

	epoll_ctl(own->set, EPOLL_CTL_DEL, descriptor, NULL);
}

static void wake(struct channel_event *event)
{
	atomic_fetch_add(&event->count, 1);
	syscall(SYS_futex, &event->count, FUTEX_WAKE_PRIVATE, INT_MAX, NULL, NULL, 0);
}

void linux_signal(struct channel_event *event)
{
	struct linux_event *own = own_part(event);
	uint64_t one = 1;

	wake(event);
	if (own && atomic_load(&own->polled) && write(own->self, &one, sizeof one) < 0)
		atomic_fetch_add(&event->count, 0); /* full: the poller is awake anyway */
}

/* Milliseconds until the deadline, rounded up: never early. */
static int milliseconds(sd_time deadline)
{
	if (deadline == SD_FOREVER)
		return -1;
	sd_time now = sd_clock();
	if (now >= deadline)
		return 0;
	sd_time left = (deadline - now + 999999) / 1000000;
	return left > INT_MAX ? INT_MAX : (int)left;
}

static void poll_set(struct channel_event *event, struct linux_event *own, uint32_t seen, sd_time deadline)
{
	struct epoll_event happened[8];

	if (atomic_load(&event->count) == seen &&
	    epoll_wait(own->set, happened, 8, milliseconds(deadline)) > 0)
		atomic_fetch_add(&event->count, 1);
	atomic_store(&own->polled, false);
	if (atomic_load(&own->sleepers))
		wake(event);
}

void linux_wait(struct channel_event *event, uint32_t seen, sd_time deadline)
{
	struct linux_event *own = own_part(event);
	struct timespec until = { (time_t)(deadline / 1000000000), (long)(deadline % 1000000000) };

	if (!own)
		return;
	if (!atomic_exchange(&own->polled, true)) {
		poll_set(event, own, seen, deadline);
		return;
	}
	atomic_fetch_add(&own->sleepers, 1);
	if (!atomic_exchange(&own->polled, true)) {
		atomic_fetch_sub(&own->sleepers, 1);
		poll_set(event, own, seen, deadline);
		return;
	}
	syscall(SYS_futex, &event->count, FUTEX_WAIT_BITSET_PRIVATE, seen,
		deadline == SD_FOREVER ? NULL : &until, NULL, FUTEX_BITSET_MATCH_ANY);
	atomic_fetch_sub(&own->sleepers, 1);
}
