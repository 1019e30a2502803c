/* SPDX-License-Identifier: Apache-2.0 */
/* stardust logs: what services have printed, and with -f what they print. */
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <jansson.h>

#include "cmd/command.h"
#include "cmd/show.h"
#include "cmd/target.h"
#include "cmd/verbs.h"
#include "host/store/store.h"
#include "host/util/file.h"
#include "host/util/memory.h"

static const char usage[] = "usage: stardust logs [-f] [--json] [NAME | FILE.yaml] [SERVICE]\n\n"
			    "Shows what the services of a composition (or one of them) have printed.\n\n"
			    "  -f, --follow   go on until the composition ends\n"
			    "      --json     one object a line: {\"service\":…,\"line\":…}\n";

struct logs {
	char *name, *folder;
	const char *service; /* NULL: all */
	bool json;
	struct show show;
	json_t *names; /* services in the order of the file, for the colours */
};

static void print(struct logs *logs, char *text)
{
	char *tab = strchr(text, '\t');
	unsigned index = 0;

	if (!tab)
		return;
	*tab = 0;
	tab[1 + strcspn(tab + 1, "\n")] = 0;
	if (logs->service && strcmp(logs->service, text) != 0)
		return;
	if (logs->json) {
		json_t *line = json_pack("{s:s, s:s+}", "service", text, "line", tab + 1, "");

		if (!line) /* a line that is not UTF-8 */
			line = json_pack("{s:s, s:n}", "service", text, "line");
		json_dumpf(line, stdout, JSON_COMPACT);
		putchar('\n');
		json_decref(line);
		return;
	}
	for (size_t i = 0; i < json_array_size(logs->names); i++)
		if (strcmp(json_string_value(json_array_get(logs->names, i)), text) == 0)
			index = (unsigned)i;
	show_line(&logs->show, index, text, tab + 1);
}

static void print_rest(struct logs *logs, FILE *file)
{
	char *line = NULL;
	size_t room = 0;

	clearerr(file);
	while (getline(&line, &room, file) > 0)
		print(logs, line);
	free(line);
}

static bool is_running(const struct logs *logs)
{
	struct error ignored;
	json_t *state = store_read(logs->name, &ignored);
	bool running = false;

	if (state && store_is_running(state)) {
		const json_t *services = json_object_get(state, "services");

		for (size_t i = 0; i < json_array_size(services); i++)
			running = running || json_object_get(json_array_get(services, i), "machine");
	}
	json_decref(state);
	return running;
}

/* The folder is watched, not polled: a log that grows or is replaced, a state that changes, or the end. A
 * runner that is killed changes no file, so once a while its life is looked at. */
static void follow(struct logs *logs, const char *path, FILE **file)
{
	struct pollfd watch = { .fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK), .events = POLLIN };
	char events[4096];

	if (watch.fd < 0)
		return;
	inotify_add_watch(watch.fd, logs->folder,
			  IN_MODIFY | IN_CREATE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE_SELF);
	for (;;) {
		bool running = is_running(logs);

		print_rest(logs, *file);
		if (!running)
			break;
		poll(&watch, 1, 5000);
		while (read(watch.fd, events, sizeof events) > 0)
			if (strstr(((struct inotify_event *)(void *)events)->len
					   ? ((struct inotify_event *)(void *)events)->name
					   : "",
				   STORE_LOG_OLD)) {
				print_rest(logs, *file);
				*file = freopen(path, "re", *file);
				if (!*file)
					return;
			}
	}
	close(watch.fd);
}

static int show(struct logs *logs, bool follows)
{
	char *old AUTO_FREE = path_join(logs->folder, STORE_LOG_OLD),
		  *now AUTO_FREE = path_join(logs->folder, STORE_LOG);
	FILE *file = fopen(old, "re");

	if (file) {
		print_rest(logs, file);
		fclose(file);
	}
	file = fopen(now, "re");
	if (!file)
		return STATUS_OK;
	print_rest(logs, file);
	if (follows)
		follow(logs, now, &file);
	if (file)
		fclose(file);
	return STATUS_OK;
}

static int prepare(struct logs *logs, struct error *error)
{
	json_t *state = store_read(logs->name, error);
	const json_t *services;
	bool is_known = false;

	if (!state)
		return -1;
	services = json_object_get(state, "services");
	logs->names = json_array();
	show_init(&logs->show, stdout);
	for (size_t i = 0; i < json_array_size(services); i++) {
		const char *name = json_string_value(json_object_get(json_array_get(services, i), "name"));

		if (!name)
			continue;
		json_array_append_new(logs->names, json_string(name));
		show_know(&logs->show, name);
		is_known = is_known || (logs->service && strcmp(name, logs->service) == 0);
	}
	json_decref(state);
	if (logs->service && !is_known) {
		error_set(error, "composition %s has no service '%s'", logs->name, logs->service);
		error->is_input = true;
		return -1;
	}
	logs->folder = store_folder(logs->name, error);
	return logs->folder ? 0 : -1;
}

int verb_logs(int argc, char **argv)
{
	static const struct option options[] = { { "follow", no_argument, NULL, 'f' },
						 { "json", no_argument, NULL, 'j' },
						 { "help", no_argument, NULL, 'h' },
						 { 0 } };
	struct logs logs = { 0 };
	struct error error;
	bool follows = false;
	int option, result;

	while ((option = getopt_long(argc, argv, "fh", options, NULL)) != -1) {
		switch (option) {
		case 'f':
			follows = true;
			break;
		case 'j':
			logs.json = true;
			break;
		case 'h':
			fputs(usage, stdout);
			return STATUS_OK;
		default:
			return STATUS_USAGE;
		}
	}
	if (optind < argc - 2)
		return command_usage("logs", "expected a composition and a service");
	logs.name = target_name(optind < argc ? argv[optind] : NULL, &error);
	logs.service = optind + 1 < argc ? argv[optind + 1] : NULL;
	result = !logs.name || prepare(&logs, &error) ? command_fail(&error) : show(&logs, follows);
	json_decref(logs.names);
	free(logs.name);
	free(logs.folder);
	return result;
}
