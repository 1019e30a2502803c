/* SPDX-License-Identifier: Apache-2.0 */
/* sun_nio_fs.c: the system calls under java.nio.file. Paths and buffers are addresses of C memory, as long. A
 * call that fails throws UnixException(errno). */
#include "jvm/gc/gc.h"
#include "jvm/link/link.h"
#include "jvm/native/io.h"
#include "jvm/run/call.h"
#include "jvm/run/exception.h"
#include "jvm/run/vm.h"
#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <mntent.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/xattr.h>
#include <unistd.h>

static void throw_unix(struct thread *thread, int error)
{
	struct class *class = class_boot(thread, "sun/nio/fs/UnixException");
	struct object *exception = class ? call_new(thread, class, "(I)V", error) : NULL;
	if (exception)
		throw_object(thread, exception);
}

static char *text(const union slot *slot)
{
	return (char *)(uintptr_t)slot->l;
}

/* Runs a call that gives -1 for an error; the result is an int. */
#define CALL(call)                                                                                           \
	do {                                                                                                 \
		int result_;                                                                                 \
		SAFELY(thread, result_, (int)(call));                                                        \
		if (result_ < 0)                                                                             \
			throw_unix(thread, errno);                                                           \
		else                                                                                         \
			args[0].i = result_;                                                                 \
	} while (0)

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

NATIVE(unix_init)
{
	enum { OPENAT = 1 << 1, FUTIMES = 1 << 2, FUTIMENS = 1 << 3, LUTIMES = 1 << 4, XATTR = 1 << 5 };
	/* An image's kernel opens nothing relative to a folder. */
	const int root = open("/", O_RDONLY | O_CLOEXEC);
	const int same = openat(root, ".", O_RDONLY | O_CLOEXEC);
	(void)thread;
	args[0].i = (same >= 0 ? OPENAT : 0) | FUTIMES | FUTIMENS | LUTIMES | XATTR;
	if (same >= 0)
		close(same);
	if (root >= 0)
		close(root);
}

NATIVE(unix_getcwd)
{
	char path[PATH_MAX];
	if (getcwd(path, sizeof path))
		args[0].o = bytes_new(thread, path, strlen(path));
	else
		throw_unix(thread, errno);
}

NATIVE(unix_dup)
{
	CALL(fcntl(args[0].i, F_DUPFD_CLOEXEC, 0));
}
NATIVE(unix_open)
{
	CALL(open(text(&args[0]), args[2].i | O_CLOEXEC, (mode_t)args[3].i));
}
NATIVE(unix_openat)
{
	CALL(openat(args[0].i, text(&args[1]), args[3].i | O_CLOEXEC, (mode_t)args[4].i));
}
NATIVE(unix_close)
{
	if (close(args[0].i) < 0 && errno != EINTR)
		throw_unix(thread, errno);
}
NATIVE(unix_link)
{
	CALL(link(text(&args[0]), text(&args[2])));
}
NATIVE(unix_unlink)
{
	CALL(unlink(text(&args[0])));
}
NATIVE(unix_unlinkat)
{
	CALL(unlinkat(args[0].i, text(&args[1]), args[3].i));
}
NATIVE(unix_mknod)
{
	CALL(mknod(text(&args[0]), (mode_t)args[2].i, (dev_t)args[3].l));
}
NATIVE(unix_rename)
{
	CALL(rename(text(&args[0]), text(&args[2])));
}
NATIVE(unix_renameat)
{
	CALL(renameat(args[0].i, text(&args[1]), args[3].i, text(&args[4])));
}
NATIVE(unix_mkdir)
{
	CALL(mkdir(text(&args[0]), (mode_t)args[2].i));
}
NATIVE(unix_rmdir)
{
	CALL(rmdir(text(&args[0])));
}
NATIVE(unix_symlink)
{
	CALL(symlink(text(&args[0]), text(&args[2])));
}
NATIVE(unix_chown)
{
	CALL(chown(text(&args[0]), (uid_t)args[2].i, (gid_t)args[3].i));
}
NATIVE(unix_lchown)
{
	CALL(lchown(text(&args[0]), (uid_t)args[2].i, (gid_t)args[3].i));
}
NATIVE(unix_fchown)
{
	CALL(fchown(args[0].i, (uid_t)args[1].i, (gid_t)args[2].i));
}
NATIVE(unix_chmod)
{
	CALL(chmod(text(&args[0]), (mode_t)args[2].i));
}
NATIVE(unix_fchmod)
{
	CALL(fchmod(args[0].i, (mode_t)args[1].i));
}
NATIVE(unix_access)
{
	CALL(access(text(&args[0]), args[2].i));
}
NATIVE(unix_read)
{
	CALL(read(args[0].i, text(&args[1]), (size_t)args[3].i));
}
NATIVE(unix_write)
{
	CALL(write(args[0].i, text(&args[1]), (size_t)args[3].i));
}
NATIVE(unix_fgetxattr)
{
	CALL(fgetxattr(args[0].i, text(&args[1]), text(&args[3]), (size_t)args[5].i));
}
NATIVE(unix_fsetxattr)
{
	CALL(fsetxattr(args[0].i, text(&args[1]), text(&args[3]), (size_t)args[5].i, 0));
}
NATIVE(unix_fremovexattr)
{
	CALL(fremovexattr(args[0].i, text(&args[1])));
}
NATIVE(unix_flistxattr)
{
	CALL(flistxattr(args[0].i, text(&args[1]), (size_t)args[3].i));
}

NATIVE(unix_exists)
{
	int result;
	SAFELY(thread, result, access(text(&args[0]), F_OK));
	args[0].i = result == 0;
}

/* Times are of two units: microseconds, and for futimens nanoseconds. */
static struct timespec of_microseconds(int64_t time)
{
	int64_t part = time % 1000000;
	const int64_t seconds = time / 1000000 - (part < 0);
	part += part < 0 ? 1000000 : 0;
	return (struct timespec){ seconds, part * 1000 };
}

static struct timespec of_nanoseconds(int64_t time)
{
	int64_t part = time % 1000000000;
	const int64_t seconds = time / 1000000000 - (part < 0);
	return (struct timespec){ seconds, part + (part < 0 ? 1000000000 : 0) };
}

NATIVE(unix_utimes)
{
	CALL(utimensat(AT_FDCWD, text(&args[0]),
		       ((struct timespec[]){ of_microseconds(args[2].l), of_microseconds(args[4].l) }), 0));
}

NATIVE(unix_lutimes)
{
	CALL(utimensat(AT_FDCWD, text(&args[0]),
		       ((struct timespec[]){ of_microseconds(args[2].l), of_microseconds(args[4].l) }),
		       AT_SYMLINK_NOFOLLOW));
}

NATIVE(unix_futimes)
{
	CALL(futimens(args[0].i,
		      ((struct timespec[]){ of_microseconds(args[1].l), of_microseconds(args[3].l) })));
}

NATIVE(unix_futimens)
{
	CALL(futimens(args[0].i,
		      ((struct timespec[]){ of_nanoseconds(args[1].l), of_nanoseconds(args[3].l) })));
}

NATIVE(unix_readlink)
{
	char target[PATH_MAX + 1];
	ssize_t length;
	const char *path = text(&args[0]);
	SAFELY(thread, length, readlink(path, target, sizeof target));
	if (length == (ssize_t)sizeof target)
		throw_unix(thread, ENAMETOOLONG);
	else if (length < 0)
		throw_unix(thread, errno);
	else
		args[0].o = bytes_new(thread, target, (size_t)length);
}

NATIVE(unix_realpath)
{
	char real[PATH_MAX];
	if (realpath(text(&args[0]), real))
		args[0].o = bytes_new(thread, real, strlen(real));
	else
		throw_unix(thread, errno);
}

/* Fields of UnixFileAttributes. */
static void set_attributes(struct object *to, const struct stat *status)
{
	struct class *class = object_class(to);
	const struct {
		const char *name;
		int64_t value;
	} longs[] = {
		{ "st_ino", (int64_t)status->st_ino },      { "st_dev", (int64_t)status->st_dev },
		{ "st_rdev", (int64_t)status->st_rdev },    { "st_size", status->st_size },
		{ "st_atime_sec", status->st_atim.tv_sec }, { "st_atime_nsec", status->st_atim.tv_nsec },
		{ "st_mtime_sec", status->st_mtim.tv_sec }, { "st_mtime_nsec", status->st_mtim.tv_nsec },
		{ "st_ctime_sec", status->st_ctim.tv_sec }, { "st_ctime_nsec", status->st_ctim.tv_nsec },
	};
	const struct {
		const char *name;
		int32_t value;
	} ints[] = {
		{ "st_mode", (int32_t)status->st_mode },
		{ "st_nlink", (int32_t)status->st_nlink },
		{ "st_uid", (int32_t)status->st_uid },
		{ "st_gid", (int32_t)status->st_gid },
	};
	for (size_t i = 0; i < sizeof longs / sizeof longs[0]; i++)
		FIELD(to, native_field_offset(class, longs[i].name, "J"), int64_t) = longs[i].value;
	for (size_t i = 0; i < sizeof ints / sizeof ints[0]; i++)
		FIELD(to, native_field_offset(class, ints[i].name, "I"), int32_t) = ints[i].value;
}

/* The attributes object is args[at]. */
#define STAT(at, call)                                                                                       \
	do {                                                                                                 \
		struct stat status;                                                                          \
		int result;                                                                                  \
		SAFELY(thread, result, call);                                                                \
		if (result < 0)                                                                              \
			throw_unix(thread, errno);                                                           \
		else                                                                                         \
			set_attributes(args[at].o, &status);                                                 \
	} while (0)

NATIVE(unix_stat)
{
	STAT(2, stat(text(&args[0]), &status));
}
NATIVE(unix_lstat)
{
	STAT(2, lstat(text(&args[0]), &status));
}
NATIVE(unix_fstat)
{
	STAT(1, fstat(args[0].i, &status));
}
NATIVE(unix_fstatat)
{
	STAT(4, fstatat(args[0].i, text(&args[1]), &status, args[3].i));
}

/* The mode alone, 0 for an error. */
NATIVE(unix_stat_mode)
{
	struct stat status;
	int result;
	SAFELY(thread, result, stat(text(&args[0]), &status));
	args[0].i = result < 0 ? 0 : (int32_t)status.st_mode;
}

NATIVE(unix_statvfs)
{
	struct statvfs system;
	int result;
	SAFELY(thread, result, statvfs(text(&args[0]), &system));
	if (result < 0) {
		throw_unix(thread, errno);
		return;
	}
	struct class *class = object_class(args[2].o);
	const struct {
		const char *name;
		uint64_t value;
	} fields[] = { { "f_frsize", system.f_frsize },
		       { "f_blocks", system.f_blocks },
		       { "f_bfree", system.f_bfree },
		       { "f_bavail", system.f_bavail } };
	for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
		FIELD(args[2].o, native_field_offset(class, fields[i].name, "J"), int64_t) =
			(int64_t)fields[i].value;
}

static void give_folder(struct thread *thread, union slot *args, DIR *folder)
{
	if (folder)
		args[0].l = (int64_t)(uintptr_t)folder;
	else
		throw_unix(thread, errno);
}

NATIVE(unix_opendir)
{
	give_folder(thread, args, opendir(text(&args[0])));
}
NATIVE(unix_fdopendir)
{
	give_folder(thread, args, fdopendir(args[0].i));
}
NATIVE(unix_closedir)
{
	if (closedir((DIR *)text(&args[0])) < 0 && errno != EINTR)
		throw_unix(thread, errno);
}

/* The next name, or null at the end. */
NATIVE(unix_readdir)
{
	errno = 0;
	const struct dirent *entry = readdir((DIR *)text(&args[0]));
	if (!entry && errno)
		throw_unix(thread, errno);
	else
		args[0].o = entry ? bytes_new(thread, entry->d_name, strlen(entry->d_name)) : NULL;
}

NATIVE(unix_rewind)
{
	(void)thread;
	rewind((FILE *)text(&args[0]));
}

/* The length of the next line of a FILE, -1 at its end. */
NATIVE(unix_getlinelen)
{
	char *line = NULL;
	size_t room = 0;
	(void)thread;
	args[0].i = (int32_t)getline(&line, &room, (FILE *)text(&args[0]));
	free(line);
}

static void give_name(struct thread *thread, union slot *args, const char *name)
{
	if (name && *name)
		args[0].o = bytes_new(thread, name, strlen(name));
	else
		throw_unix(thread, errno ? errno : ENOENT);
}

/* Users and groups by number and by name, -1 for an unknown name. */
#define ACCOUNT(number, name, entry_type, by_number, by_name, member, number_member)                         \
	NATIVE(number)                                                                                       \
	{                                                                                                    \
		struct entry_type entry, *found = NULL;                                                      \
		char buffer[4096];                                                                           \
		errno = by_number((unsigned)args[0].i, &entry, buffer, sizeof buffer, &found);               \
		give_name(thread, args, found ? entry.member : NULL);                                        \
	}                                                                                                    \
	NATIVE(name)                                                                                         \
	{                                                                                                    \
		struct entry_type entry, *found = NULL;                                                      \
		char buffer[4096];                                                                           \
		const int error = by_name(text(&args[0]), &entry, buffer, sizeof buffer, &found);            \
		if (error && error != ENOENT && error != ESRCH)                                              \
			throw_unix(thread, error);                                                           \
		else                                                                                         \
			args[0].i = found ? (int32_t)entry.number_member : -1;                               \
	}

ACCOUNT(unix_getpwuid, unix_getpwnam, passwd, getpwuid_r, getpwnam_r, pw_name, pw_uid)
ACCOUNT(unix_getgrgid, unix_getgrnam, group, getgrgid_r, getgrnam_r, gr_name, gr_gid)

NATIVE(unix_strerror)
{
	const char *message = strerror(args[0].i);
	args[0].o = bytes_new(thread, message, strlen(message));
}

/* Mounted file systems: setmntent(path, mode), getmntent(FILE, UnixMountEntry, buffer, bytes),
 * endmntent(FILE) */
NATIVE(linux_setmntent)
{
	FILE *table = setmntent(text(&args[0]), text(&args[2]));
	if (table)
		args[0].l = (int64_t)(uintptr_t)table;
	else
		throw_unix(thread, errno);
}

static bool set_bytes(struct thread *thread, struct object *to, const char *field, const char *value)
{
	struct object *bytes = bytes_new(thread, value, strlen(value));
	if (bytes)
		reference_store(&FIELD(to, native_field_offset(object_class(to), field, "[B"), reference),
				bytes);
	return bytes;
}

NATIVE(linux_getmntent)
{
	struct mntent entry;
	struct object *to = args[2].o;
	if (!getmntent_r((FILE *)text(&args[0]), &entry, text(&args[3]), args[5].i)) {
		args[0].i = -1;
		return;
	}
	if (set_bytes(thread, to, "name", entry.mnt_fsname) && set_bytes(thread, to, "dir", entry.mnt_dir) &&
	    set_bytes(thread, to, "fstype", entry.mnt_type) && set_bytes(thread, to, "opts", entry.mnt_opts))
		args[0].i = 0;
}

NATIVE(linux_endmntent)
{
	(void)thread;
	endmntent((FILE *)text(&args[0]));
}

/* transfer(int to, int from, long cancel): the rest of a file, through a buffer; `cancel`, if not 0, is the
 * address of an int that another thread sets to stop it. */
NATIVE(copy_transfer)
{
	const int to = args[0].i, from = args[1].i;
	const volatile int32_t *cancel = (const volatile int32_t *)text(&args[2]);
	char buffer[16384];
	int error = 0;
	thread_block_begin(thread);
	while (!error) {
		ssize_t got = read(from, buffer, sizeof buffer);
		if (got == 0)
			break;
		if (cancel && *cancel)
			error = ECANCELED;
		else if (got < 0 && errno != EINTR)
			error = errno;
		for (char *at = buffer; got > 0 && !error;) {
			const ssize_t put = write(to, at, (size_t)got);
			if (put < 0 && errno != EINTR)
				error = errno;
			at += put > 0 ? put : 0;
			got -= put > 0 ? put : 0;
		}
	}
	thread_block_end(thread);
	if (error)
		throw_unix(thread, error);
}

/* WatchService: inotify, and a pair of sockets that wakes its thread. */
NATIVE(watch_event_size)
{
	(void)thread;
	args[0].i = sizeof(struct inotify_event);
}

NATIVE(watch_event_offsets)
{
	const int32_t offsets[] = { offsetof(struct inotify_event, wd), offsetof(struct inotify_event, mask),
				    offsetof(struct inotify_event, cookie),
				    offsetof(struct inotify_event, len),
				    offsetof(struct inotify_event, name) };
	enum { COUNT = sizeof offsets / sizeof offsets[0] };
	struct array *made = gc_new_array(thread, vm.primitive_array[KIND_INT], COUNT);
	if (made)
		memcpy(made->data, offsets, sizeof offsets);
	args[0].o = made ? &made->header : NULL;
}

NATIVE(watch_init)
{
	CALL(inotify_init1(IN_CLOEXEC));
}
NATIVE(watch_add)
{
	CALL(inotify_add_watch(args[0].i, text(&args[1]), (uint32_t)args[3].i));
}
NATIVE(watch_remove)
{
	CALL(inotify_rm_watch(args[0].i, args[1].i));
}

NATIVE(watch_configure)
{
	CALL(fcntl(args[0].i, F_SETFL, fcntl(args[0].i, F_GETFL) | O_NONBLOCK));
}

NATIVE(watch_socketpair)
{
	int pair[2];
	struct object *to = args[0].o;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		throw_unix(thread, errno);
	else
		memcpy(ELEMENTS(to, int32_t), pair, sizeof pair);
}

/* The count of descriptors that are ready. */
NATIVE(watch_poll)
{
	struct pollfd ready[] = { { .fd = args[0].i, .events = POLLIN },
				  { .fd = args[1].i, .events = POLLIN } };
	CALL(poll(ready, 2, -1));
}

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct native_entry unix_natives[] = {
	{ "init", NULL, unix_init },
	{ "getcwd", NULL, unix_getcwd },
	{ "dup", NULL, unix_dup },
	{ "open0", NULL, unix_open },
	{ "openat0", NULL, unix_openat },
	{ "close0", NULL, unix_close },
	{ "rewind", NULL, unix_rewind },
	{ "getlinelen", NULL, unix_getlinelen },
	{ "link0", NULL, unix_link },
	{ "unlink0", NULL, unix_unlink },
	{ "unlinkat0", NULL, unix_unlinkat },
	{ "mknod0", NULL, unix_mknod },
	{ "rename0", NULL, unix_rename },
	{ "renameat0", NULL, unix_renameat },
	{ "mkdir0", NULL, unix_mkdir },
	{ "rmdir0", NULL, unix_rmdir },
	{ "readlink0", NULL, unix_readlink },
	{ "realpath0", NULL, unix_realpath },
	{ "symlink0", NULL, unix_symlink },
	{ "stat0", NULL, unix_stat },
	{ "stat1", NULL, unix_stat_mode },
	{ "lstat0", NULL, unix_lstat },
	{ "fstat", NULL, unix_fstat },
	{ "fstatat0", NULL, unix_fstatat },
	{ "chown0", NULL, unix_chown },
	{ "lchown0", NULL, unix_lchown },
	{ "fchown", NULL, unix_fchown },
	{ "chmod0", NULL, unix_chmod },
	{ "fchmod", NULL, unix_fchmod },
	{ "utimes0", NULL, unix_utimes },
	{ "futimes", NULL, unix_futimes },
	{ "futimens", NULL, unix_futimens },
	{ "lutimes0", NULL, unix_lutimes },
	{ "opendir0", NULL, unix_opendir },
	{ "fdopendir", NULL, unix_fdopendir },
	{ "closedir", NULL, unix_closedir },
	{ "readdir", NULL, unix_readdir },
	{ "read", NULL, unix_read },
	{ "write", NULL, unix_write },
	{ "access0", NULL, unix_access },
	{ "exists0", NULL, unix_exists },
	{ "getpwuid", NULL, unix_getpwuid },
	{ "getgrgid", NULL, unix_getgrgid },
	{ "getpwnam0", NULL, unix_getpwnam },
	{ "getgrnam0", NULL, unix_getgrnam },
	{ "statvfs0", NULL, unix_statvfs },
	{ "strerror", NULL, unix_strerror },
	{ "fgetxattr0", NULL, unix_fgetxattr },
	{ "fsetxattr0", NULL, unix_fsetxattr },
	{ "fremovexattr0", NULL, unix_fremovexattr },
	{ "flistxattr", NULL, unix_flistxattr },
};
static const struct native_entry linux_natives[] = {
	{ "init", NULL, native_nothing },
	{ "setmntent0", NULL, linux_setmntent },
	{ "getmntent0", NULL, linux_getmntent },
	{ "endmntent", NULL, linux_endmntent },
};
static const struct native_entry copy_natives[] = { { "transfer", NULL, copy_transfer } };
static const struct native_entry watch_natives[] = {
	{ "eventSize", NULL, watch_event_size },  { "eventOffsets", NULL, watch_event_offsets },
	{ "inotifyInit", NULL, watch_init },      { "inotifyAddWatch", NULL, watch_add },
	{ "inotifyRmWatch", NULL, watch_remove }, { "configureBlocking", NULL, watch_configure },
	{ "socketpair", NULL, watch_socketpair }, { "poll", NULL, watch_poll },
};

NATIVE_TABLE(sun_nio_fs);
const struct native_class native_sun_nio_fs[] = {
	{ "sun/nio/fs/UnixNativeDispatcher", unix_natives, COUNT(unix_natives) },
	{ "sun/nio/fs/LinuxNativeDispatcher", linux_natives, COUNT(linux_natives) },
	{ "sun/nio/fs/UnixCopyFile", copy_natives, COUNT(copy_natives) },
	{ "sun/nio/fs/LinuxWatchService", watch_natives, COUNT(watch_natives) },
};
const size_t native_sun_nio_fs_count = 4;
