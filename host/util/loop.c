/* SPDX-License-Identifier: Apache-2.0 */
#include "host/util/loop.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "host/util/memory.h"

#define ROUND 32

struct watch {
	int fd;
	loop_function *function;
	void *context;
	bool is_removed; /* freed at the end of the round: epoll may hold it still */
	struct watch *next;
};

struct loop {
	int epoll;
	bool is_stopped;
	struct watch *watches;
};

struct loop *loop_new(struct error *error)
{
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	struct loop *loop;

	if (epoll < 0) {
		error_set(error, "cannot wait for events: %s", strerror(errno));
		return NULL;
	}
	loop = memory_zeroed(1, sizeof *loop);
	loop->epoll = epoll;
	return loop;
}

static void sweep(struct loop *loop, bool all)
{
	struct watch **at = &loop->watches;

	while (*at) {
		struct watch *watch = *at;

		if (all || watch->is_removed) {
			*at = watch->next;
			free(watch);
		} else {
			at = &watch->next;
		}
	}
}

void loop_free(struct loop *loop)
{
	if (!loop)
		return;
	sweep(loop, true);
	close(loop->epoll);
	free(loop);
}

int loop_add(struct loop *loop, int fd, loop_function *function, void *context, struct error *error)
{
	struct watch *watch = memory_zeroed(1, sizeof *watch);
	struct epoll_event event = { .events = EPOLLIN, .data.ptr = watch };

	*watch = (struct watch){ .fd = fd, .function = function, .context = context, .next = loop->watches };
	if (epoll_ctl(loop->epoll, EPOLL_CTL_ADD, fd, &event)) {
		free(watch);
		return error_set(error, "cannot wait for events: %s", strerror(errno));
	}
	loop->watches = watch;
	return 0;
}

void loop_remove(struct loop *loop, int fd)
{
	for (struct watch *watch = loop->watches; watch; watch = watch->next)
		if (watch->fd == fd && !watch->is_removed) {
			epoll_ctl(loop->epoll, EPOLL_CTL_DEL, fd, NULL);
			watch->is_removed = true;
		}
}

uint64_t loop_clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static int time_left(uint64_t deadline_ms)
{
	uint64_t now;

	if (deadline_ms == UINT64_MAX)
		return -1;
	now = loop_clock_ms();
	if (now >= deadline_ms)
		return 0;
	return deadline_ms - now > 60000 ? 60000 : (int)(deadline_ms - now);
}

bool loop_run(struct loop *loop, uint64_t deadline_ms)
{
	struct epoll_event events[ROUND];

	loop->is_stopped = false;
	while (!loop->is_stopped) {
		int count = epoll_wait(loop->epoll, events, ROUND, time_left(deadline_ms));

		for (int i = 0; i < count; i++) {
			struct watch *watch = events[i].data.ptr;

			if (!watch->is_removed)
				watch->function(watch->context, watch->fd, events[i].events);
		}
		sweep(loop, false);
		if (count <= 0 && deadline_ms != UINT64_MAX && loop_clock_ms() >= deadline_ms)
			return false;
	}
	return true;
}

void loop_stop(struct loop *loop)
{
	loop->is_stopped = true;
}
