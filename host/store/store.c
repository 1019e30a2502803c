/* SPDX-License-Identifier: Apache-2.0 */
#include "host/store/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/util/file.h"
#include "host/util/memory.h"
#include "host/util/process.h"
#include "host/vmm/driver.h"

#define STATE_MAX_BYTES ((size_t)16 << 20)
#define GENTLE_MS       20000 /* a stop may take 5 s (host/agent/agent.h), destroying on a busy host as long */
#define FORCED_MS       5000

static char *choose_base(void)
{
	const char *given = getenv("STARDUST_STATE"), *runtime = getenv("XDG_RUNTIME_DIR");

	if (given && given[0])
		return memory_text(given);
	if (runtime && runtime[0] && file_is_folder(runtime))
		return path_join(runtime, "stardust");
	if (geteuid() == 0 && access("/run", W_OK) == 0)
		return memory_text("/run/stardust");
	return memory_format("/tmp/stardust-%u", (unsigned)geteuid());
}

char *store_base(struct error *error)
{
	char *base = choose_base();
	struct stat status;

	if (file_make_folder(base, 0700, error) == 0) {
		/* Below /tmp anybody could have made it first. */
		if (lstat(base, &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid())
			return base;
		error_set(error, "%s: belongs to another user; remove it, or set STARDUST_STATE", base);
	}
	free(base);
	return NULL;
}

char *store_folder(const char *name, struct error *error)
{
	char *base AUTO_FREE = store_base(error);

	return base ? path_join(base, name) : NULL;
}

int store_write(const char *folder, const json_t *state, struct error *error)
{
	char *path AUTO_FREE = path_join(folder, "state.json"),
		   *text AUTO_FREE = json_dumps(state, JSON_INDENT(1));

	return text ? file_write(path, text, strlen(text), error) : error_set(error, "out of memory");
}

static json_t *read_folder(const char *folder, struct error *error)
{
	char *path AUTO_FREE = path_join(folder, "state.json");
	struct file_data data;
	json_t *state;

	if (file_read(path, STATE_MAX_BYTES, &data, error))
		return NULL;
	state = json_loadb((const char *)data.bytes, data.size, 0, NULL);
	file_data_free(&data);
	if (!json_is_object(state)) {
		json_decref(state);
		error_at(error, path, 0, "is damaged; remove the folder %s", folder);
		return NULL;
	}
	return state;
}

static bool is_name(const char *name)
{
	return name[0] && name[0] != '.' && !strchr(name, '/');
}

json_t *store_read(const char *name, struct error *error)
{
	char *folder AUTO_FREE = is_name(name) ? store_folder(name, error) : NULL;

	if (!is_name(name) || (folder && !file_is_folder(folder))) {
		error_set(error, "no composition '%s' is running here; 'stardust ps' lists them", name);
		error->is_input = true;
		return NULL;
	}
	return folder ? read_folder(folder, error) : NULL;
}

static pid_t runner(const json_t *state, uint64_t *start_time)
{
	*start_time = (uint64_t)json_integer_value(json_object_get(state, "start"));
	return (pid_t)json_integer_value(json_object_get(state, "pid"));
}

bool store_is_running(const json_t *state)
{
	uint64_t start_time;
	pid_t pid = runner(state, &start_time);

	return process_is_alive(pid, start_time);
}

/* Machines outlive their tool only where they are not its children (Xen), or for the moment between its
 * death and theirs. */
static void sweep_machines(const json_t *state)
{
	const char *name = json_string_value(json_object_get(state, "driver"));
	const json_t *services = json_object_get(state, "services");
	const struct vmm_driver *driver;
	struct error ignored;

	driver = name ? vmm_find(name, &ignored) : NULL;
	for (size_t i = 0; driver && i < json_array_size(services); i++) {
		const json_t *record = json_object_get(json_array_get(services, i), "machine");

		if (record)
			driver->sweep(record);
	}
}

static int take_lock(const char *folder)
{
	char *path AUTO_FREE = path_join(folder, "lock");
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

char *store_claim(const char *name, int *lock, struct error *error)
{
	char *folder = store_folder(name, error);
	struct error ignored;
	json_t *state;

	if (!folder)
		return NULL;
	if (file_make_folder(folder, 0700, error))
		goto failed;
	*lock = take_lock(folder);
	if (*lock < 0) {
		error_set(error, "composition %s runs already; stop it with 'stardust down %s'", name, name);
		goto failed;
	}
	state = read_folder(folder, &ignored);
	if (state) {
		/* The lock is free, so its tool is gone; what it left goes too. */
		sweep_machines(state);
		json_decref(state);
		close(*lock);
		if (file_remove_tree(folder, error) || file_make_folder(folder, 0700, error))
			goto failed;
		*lock = take_lock(folder);
		if (*lock < 0) {
			error_set(error, "composition %s was started by somebody else just now", name);
			goto failed;
		}
	}
	return folder;
failed:
	free(folder);
	return NULL;
}

static bool end_runner(const json_t *state)
{
	uint64_t start_time;
	pid_t pid = runner(state, &start_time);

	return process_signal_other(pid, start_time, SIGTERM, GENTLE_MS) ||
	       process_signal_other(pid, start_time, SIGKILL, FORCED_MS);
}

/* A tool killed before it wrote any state leaves a folder and a free lock. */
static int remove_stateless(const char *folder, struct error *error)
{
	int lock = take_lock(folder);

	if (lock < 0)
		return -1;
	close(lock);
	return file_remove_tree(folder, error);
}

int store_end(const char *name, json_t **last, struct error *error)
{
	json_t *state = store_read(name, error);
	char *folder AUTO_FREE = NULL;
	int result = -1;
	struct error unused;

	*last = NULL;
	folder = is_name(name) ? store_folder(name, &unused) : NULL;
	if (!state)
		return folder && file_is_folder(folder) ? remove_stateless(folder, error) : -1;
	if (!end_runner(state)) {
		error_set(error, "composition %s does not end; process %lld holds it", name,
			  (long long)json_integer_value(json_object_get(state, "pid")));
	} else if (folder) {
		/* The runner may have ended machines, or made some, since the state was read. */
		*last = read_folder(folder, &unused);
		sweep_machines(*last ? *last : state);
		result = file_remove_tree(folder, error);
	}
	json_decref(state);
	return result;
}

static int by_name(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

json_t *store_list(struct error *error)
{
	char *base AUTO_FREE = store_base(error);
	DIR *folder = base ? opendir(base) : NULL;
	char **names = NULL;
	size_t count = 0;
	struct dirent *entry;
	json_t *list;

	if (!folder) {
		if (base)
			error_set(error, "%s: cannot be read: %s", base, strerror(errno));
		return NULL;
	}
	while ((entry = readdir(folder)))
		if (is_name(entry->d_name)) {
			names = memory_resize(names, count + 1, sizeof *names);
			names[count++] = memory_text(entry->d_name);
		}
	closedir(folder);
	if (count)
		qsort(names, count, sizeof *names, by_name);
	list = json_array();
	for (size_t i = 0; i < count; i++) {
		json_array_append_new(list, json_string(names[i]));
		free(names[i]);
	}
	free(names);
	return list;
}
