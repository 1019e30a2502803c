/* SPDX-License-Identifier: Apache-2.0 */
/* java_util_prefs.c: java.prefs keeps preferences in files; their lock and their mode. */
#include "jvm/gc/gc.h"
#include "jvm/native/io.h"
#include "jvm/run/string.h"
#include "jvm/run/vm.h"
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Takes the lock of a file that is made if need be; its descriptor or -1, *error is errno. */
static int lock_file(const char *path, mode_t mode, bool shared, int *error)
{
	const mode_t mask = umask(0); /* the mode is meant as it is */
	const int fd = open(path, O_CREAT | O_CLOEXEC | (shared ? O_RDONLY : O_RDWR), mode);
	umask(mask);
	struct flock lock = { .l_type = shared ? F_RDLCK : F_WRLCK, .l_whence = SEEK_SET };
	*error = fd >= 0 && fcntl(fd, F_SETLK, &lock) == 0 ? 0 : errno;
	if (*error && fd >= 0)
		close(fd);
	return *error ? -1 : fd;
}

/* lockFile0(String path, int mode, boolean shared): {descriptor, errno} */
static void lock(struct thread *thread, union slot *args)
{
	char *const path = string_to_utf8(args[0].o);
	int error;
	const int fd = lock_file(path, (mode_t)args[1].i, args[2].i, &error);
	free(path);
	struct array *const made = gc_new_array(thread, vm.primitive_array[KIND_INT], 2);
	if (made) {
		ELEMENTS(&made->header, int32_t)[0] = fd;
		ELEMENTS(&made->header, int32_t)[1] = error;
	}
	args[0].o = made ? &made->header : NULL;
}

/* unlockFile0(int descriptor): errno */
static void unlock(struct thread *thread, union slot *args)
{
	(void)thread;
	args[0].i = close(args[0].i) == 0 ? 0 : errno; /* which gives the lock back */
}

/* chmod(String path, int mode): errno */
static void set_mode(struct thread *thread, union slot *args)
{
	char *const path = string_to_utf8(args[0].o);
	(void)thread;
	args[0].i = chmod(path, (mode_t)args[1].i) == 0 ? 0 : errno;
	free(path);
}

static const struct native_entry natives[] = {
	{ "lockFile0", NULL, lock },
	{ "unlockFile0", NULL, unlock },
	{ "chmod", NULL, set_mode },
};

NATIVE_TABLE(java_util_prefs);
const struct native_class native_java_util_prefs[] = {
	{ "java/util/prefs/FileSystemPreferences", natives, sizeof natives / sizeof natives[0] },
};
const size_t native_java_util_prefs_count = 1;
