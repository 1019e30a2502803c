/* SPDX-License-Identifier: Apache-2.0 */
/* The wiring of a Linux program, and its table of operations. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "channel/transport/linux.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* guards the two below */
static struct linux_wire wires[WIRING_MAX];
static unsigned wire_count;

static void report_to_stderr(const char *line)
{
	fprintf(stderr, "%s\n", line);
}

static void (*report)(const char *line) = report_to_stderr;

void linux_report_to(void (*to)(const char *line))
{
	report = to;
}

static void report_line(const char *line)
{
	report(line);
}

static bool add(const char *port, enum wiring_direction direction, const char *path,
		const struct linux_half *half)
{
	struct linux_wire wire = { .wire.direction = direction, .connection = -1 };
	bool fits = strlen(port) < sizeof wire.wire.port && strlen(path) < sizeof wire.path;

	if (!fits)
		return false;
	strcpy(wire.wire.port, port);
	strcpy(wire.path, path);
	if (half)
		wire.half = *half;
	pthread_mutex_lock(&lock);
	fits = wire_count < WIRING_MAX;
	if (fits) {
		wire.wire.index = wire_count;
		wires[wire_count++] = wire;
	}
	pthread_mutex_unlock(&lock);
	return fits;
}

bool linux_wire_half(const char *port, enum wiring_direction direction, const struct linux_half *half)
{
	return add(port, direction, "", half);
}

bool linux_wire_path(const char *port, enum wiring_direction direction, const char *path)
{
	if (strncmp(path, "ring:", 5) || !path[5])
		return false;
	return add(port, direction, path + 5, NULL);
}

void linux_unwire(void)
{
	pthread_mutex_lock(&lock);
	for (unsigned i = 0; i < wire_count; i++)
		if (wires[i].connection >= 0)
			close(wires[i].connection);
	wire_count = 0;
	pthread_mutex_unlock(&lock);
}

static void read_environment(void)
{
	const char *value = getenv("STARDUST_WIRING");
	char *copy = value ? strdup(value) : NULL, *rest = copy, *entry;

	while (copy && (entry = strsep(&rest, ";"))) {
		char port[WIRING_PORT_BYTES], direction[4], path[128], line[256];
		int fields = sscanf(entry, " %39s %3s %127s", port, direction, path);
		bool in = fields == 3 && !strcmp(direction, "in"),
		     out = fields == 3 && !strcmp(direction, "out");
		if (fields <= 0)
			continue;
		if ((in || out) && linux_wire_path(port, in ? WIRING_IN : WIRING_OUT, path))
			continue;
		snprintf(line, sizeof line,
			 "STARDUST_WIRING: \"%.150s\" is not \"PORT in|out ring:PATH\"; it is left out",
			 entry);
		report(line);
	}
	free(copy);
}

bool linux_wire_at(unsigned index, struct linux_wire *out)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, read_environment);
	pthread_mutex_lock(&lock);
	bool there = index < wire_count;
	if (there)
		*out = wires[index];
	pthread_mutex_unlock(&lock);
	return there;
}

struct linux_half linux_take_half(unsigned index)
{
	pthread_mutex_lock(&lock);
	struct linux_half half = wires[index].half;
	wires[index].half = (struct linux_half){ -1, -1, -1, -1, half.is_server };
	pthread_mutex_unlock(&lock);
	return half;
}

void linux_keep_connection(unsigned index, int socket)
{
	pthread_mutex_lock(&lock);
	wires[index].connection = socket;
	pthread_mutex_unlock(&lock);
}

int linux_take_connection(unsigned index)
{
	pthread_mutex_lock(&lock);
	int socket = wires[index].connection;
	wires[index].connection = -1;
	pthread_mutex_unlock(&lock);
	return socket;
}

static bool wire_at(unsigned index, struct channel_wire *out)
{
	struct linux_wire wire;

	if (!linux_wire_at(index, &wire))
		return false;
	*out = wire.wire;
	return true;
}

const struct channel_platform *channel_platform(void)
{
	static const struct channel_platform table = {
		.wire = wire_at,
		.open = linux_open,
		.notify = linux_notify,
		.peer_gone = linux_peer_gone,
		.close = linux_close,
		.signal = linux_signal,
		.wait = linux_wait,
		.report = report_line,
	};

	return &table;
}
