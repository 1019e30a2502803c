/* SPDX-License-Identifier: Apache-2.0 */
/* sun_nio_ch.c: file channels, mapped buffers, and what all channels use (IOUtil, NativeThread). Buffers are
 * addresses of C memory, as long. */
#include "jvm/gc/gc.h"
#include "jvm/native/io.h"
#include "jvm/run/exception.h"
#include "jvm/run/fault.h"
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <unistd.h>

int64_t io_status(struct thread *thread, ssize_t count, bool reading)
{
	if (count > 0 || (count == 0 && !reading))
		return count;
	if (count == 0)
		return IO_EOF;
	if (errno == EAGAIN)
		return IO_UNAVAILABLE;
	if (errno == EINTR)
		return IO_INTERRUPTED;
	throw_io(thread);
	return IO_INTERRUPTED;
}

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

static int number_of(const union slot *descriptor)
{
	return *descriptor_number(descriptor->o);
}

static void *address(const union slot *slot)
{
	return (void *)(uintptr_t)slot->l;
}

/* IOUtil */
NATIVE(util_random_bytes)
{
	(void)thread;
	args[0].i = 0; /* not used: SecureRandom has its own source */
}

/* makePipe(boolean blocking): the descriptor to read in the upper half, the one to write in the lower */
NATIVE(util_pipe)
{
	int pair[2];
	if (pipe2(pair, O_CLOEXEC | (args[0].i ? 0 : O_NONBLOCK)) < 0)
		throw_io(thread);
	else
		args[0].l = (int64_t)((uint64_t)(uint32_t)pair[0] << 32 | (uint32_t)pair[1]);
}

NATIVE(util_write_byte)
{
	const uint8_t byte = (uint8_t)args[1].i;
	const ssize_t put = write(args[0].i, &byte, 1);
	args[0].i = (int32_t)io_status(thread, put, false);
}

/* Takes all there is to read; whether there was anything. */
NATIVE(util_drain)
{
	const int fd = args[0].i;
	char buffer[128];
	ssize_t got, total = 0;
	while ((got = read(fd, buffer, sizeof buffer)) > 0) {
		total += got;
		if (got < (ssize_t)sizeof buffer)
			break;
	}
	if (got < 0 && errno != EAGAIN && errno != EINTR)
		throw_io(thread);
	args[0].i = total > 0;
}

NATIVE(util_drain_byte)
{
	char byte;
	const ssize_t got = read(args[0].i, &byte, 1);
	if (got < 0 && errno != EAGAIN && errno != EINTR)
		throw_io(thread);
	args[0].i = got < 0 ? (errno == EAGAIN ? 0 : IO_INTERRUPTED) : (int32_t)got;
}

NATIVE(util_configure_blocking)
{
	const int fd = number_of(&args[0]), flags = fcntl(fd, F_GETFL);
	if (flags < 0 || fcntl(fd, F_SETFL, args[1].i ? flags & ~O_NONBLOCK : flags | O_NONBLOCK) < 0)
		throw_io(thread);
}

NATIVE(util_number)
{
	(void)thread;
	args[0].i = number_of(&args[0]);
}

NATIVE(util_set_number)
{
	(void)thread;
	*descriptor_number(args[0].o) = args[1].i;
}

NATIVE(util_descriptor_limit)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
		args[0].i = limit.rlim_max > INT_MAX ? INT_MAX : (int32_t)limit.rlim_max;
	else if (errno == ENOSYS)
		args[0].i = INT_MAX; /* an image does not say */
	else
		throw_io(thread);
}

NATIVE(util_iov_max)
{
	(void)thread;
	const long most = sysconf(_SC_IOV_MAX);
	args[0].i = most > 0 ? (int32_t)most : 16;
}

/* NativeThread: a signal without effect gets a thread out of a system call whose channel is being closed.
 * Where there are no signals (an image), no thread has a number, so none is sent. */
static int wake_signal;

static void wake_handler(int signal)
{
	(void)signal;
}

NATIVE(thread_init)
{
	(void)thread;
	(void)args;
	const struct sigaction action = { .sa_handler = wake_handler };
	const int number = SIGRTMAX - 2;
	if (sigaction(number, &action, NULL) == 0)
		wake_signal = number;
}

NATIVE(thread_current)
{
	(void)thread;
	args[0].l = wake_signal ? (int64_t)pthread_self() : 0;
}

NATIVE(thread_signal)
{
	const int error = wake_signal ? pthread_kill((pthread_t)args[0].l, wake_signal) : 0;
	if (error) {
		errno = error;
		throw_io(thread);
	}
}

/* FileDispatcherImpl, and SocketDispatcher for reads and writes: (FileDescriptor, long address, int count) */
NATIVE(dispatch_read)
{
	ssize_t got;
	const int fd = number_of(&args[0]);
	SAFELY_ONCE(thread, got, read(fd, address(&args[1]), (size_t)args[3].i));
	args[0].i = (int32_t)io_status(thread, got, true);
}

NATIVE(dispatch_write)
{
	ssize_t put;
	const int fd = number_of(&args[0]);
	SAFELY_ONCE(thread, put, write(fd, address(&args[1]), (size_t)args[3].i));
	args[0].i = (int32_t)io_status(thread, put, false);
}

NATIVE(dispatch_readv)
{
	ssize_t got;
	const int fd = number_of(&args[0]);
	SAFELY_ONCE(thread, got, readv(fd, address(&args[1]), args[3].i));
	args[0].l = io_status(thread, got, true);
}

NATIVE(dispatch_writev)
{
	ssize_t put;
	const int fd = number_of(&args[0]);
	SAFELY_ONCE(thread, put, writev(fd, address(&args[1]), args[3].i));
	args[0].l = io_status(thread, put, false);
}

NATIVE(dispatch_pread)
{
	ssize_t got;
	const int fd = number_of(&args[0]);
	SAFELY_ONCE(thread, got, pread(fd, address(&args[1]), (size_t)args[3].i, args[4].l));
	args[0].i = (int32_t)io_status(thread, got, true);
}

NATIVE(dispatch_pwrite)
{
	ssize_t put;
	const int fd = number_of(&args[0]);
	SAFELY_ONCE(thread, put, pwrite(fd, address(&args[1]), (size_t)args[3].i, args[4].l));
	args[0].i = (int32_t)io_status(thread, put, false);
}

/* seek0(FileDescriptor, long to): where it is; a negative `to` moves nothing */
NATIVE(dispatch_seek)
{
	const int64_t to = args[1].l;
	const off_t at = lseek(number_of(&args[0]), to < 0 ? 0 : to, to < 0 ? SEEK_CUR : SEEK_SET);
	if (at < 0)
		throw_io(thread);
	args[0].l = at;
}

NATIVE(dispatch_force)
{
	int result;
	const int fd = number_of(&args[0]);
	const bool metadata = args[1].i;
	SAFELY_ONCE(thread, result, metadata ? fsync(fd) : fdatasync(fd));
	args[0].i = (int32_t)io_status(thread, result, false);
}

NATIVE(dispatch_truncate)
{
	int result;
	const int fd = number_of(&args[0]);
	SAFELY_ONCE(thread, result, ftruncate(fd, args[1].l));
	args[0].i = (int32_t)io_status(thread, result, false);
}

NATIVE(dispatch_size)
{
	struct stat status;
	if (fstat(number_of(&args[0]), &status) < 0)
		throw_io(thread);
	else
		args[0].l = status.st_size;
}

enum { NOT_LOCKED = -1, LOCKED = 0, LOCK_INTERRUPTED = 2 };

static struct flock lock_range(short kind, int64_t from, int64_t count)
{
	return (struct flock){ .l_type = kind,
			       .l_whence = SEEK_SET,
			       .l_start = from,
			       .l_len = count == INT64_MAX ? 0 /* to the end */ : count };
}

/* lock0(FileDescriptor, boolean wait, long from, long count, boolean shared) */
NATIVE(dispatch_lock)
{
	const int fd = number_of(&args[0]), command = args[1].i ? F_SETLKW : F_SETLK;
	struct flock range = lock_range(args[6].i ? F_RDLCK : F_WRLCK, args[2].l, args[4].l);
	int result;
	SAFELY_ONCE(thread, result, fcntl(fd, command, &range));
	args[0].i = LOCKED;
	if (result == 0)
		return;
	if (command == F_SETLK && (errno == EAGAIN || errno == EACCES))
		args[0].i = NOT_LOCKED;
	else if (errno == EINTR)
		args[0].i = LOCK_INTERRUPTED;
	else
		throw_io(thread);
}

NATIVE(dispatch_unlock)
{
	struct flock range = lock_range(F_UNLCK, args[1].l, args[3].l);
	if (fcntl(number_of(&args[0]), F_SETLK, &range) < 0)
		throw_io(thread);
}

/* That of a socket that lingers waits until its bytes are sent. */
static void close_number(struct thread *thread, int fd)
{
	int result = 0;
	if (fd >= 0)
		SAFELY_ONCE(thread, result, close(fd));
	if (result < 0)
		throw_io(thread);
}

NATIVE(dispatch_close)
{
	close_number(thread, number_of(&args[0]));
}

NATIVE(dispatch_close_number)
{
	close_number(thread, args[0].i);
}

/* A descriptor on which every read ends at once takes the place of one that other threads may use still. */
static int closed_end = -1;

static void make_closed_end(void)
{
	int pair[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0) {
		closed_end = pair[0];
		close(pair[1]);
	}
}

NATIVE(dispatch_pre_close)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, make_closed_end);
	const int fd = number_of(&args[0]);
	int result = 0;
	if (closed_end >= 0)
		SAFELY(thread, result, dup2(closed_end, fd)); /* waits as close does */
	if (result < 0)
		throw_io(thread);
}

NATIVE(dispatch_duplicate)
{
	if (dup2(number_of(&args[0]), number_of(&args[1])) < 0)
		throw_io(thread);
}

NATIVE(dispatch_can_transfer_overlapped)
{
	(void)thread;
	args[0].i = 1;
}

/* Reads and writes pass the cache from now on; gives the alignment they need. */
NATIVE(dispatch_set_direct)
{
	const int fd = number_of(&args[0]), flags = fcntl(fd, F_GETFL);
	struct statvfs system;
	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_DIRECT) < 0 || fstatvfs(fd, &system) < 0)
		throw_io(thread);
	else
		args[0].i = (int32_t)system.f_frsize;
}

/* FileChannelImpl */
NATIVE(channel_page_size)
{
	(void)thread;
	args[0].l = sysconf(_SC_PAGESIZE);
}

/* map0(int kind, long from, long count, boolean synchronous) of a channel whose field fd is its descriptor */
NATIVE(channel_map)
{
	enum { READ_ONLY, READ_WRITE, PRIVATE };
	const int *fd = descriptor_of(args[0].o);
	const int kind = args[1].i;
	if (args[6].i) {
		throw_new(thread, "java/lang/InternalError",
			  "should never call map on platform where MAP_SYNC is unimplemented");
		return;
	}
	if (!fault_guard(thread))
		return;
	void *at = mmap(NULL, (size_t)args[4].l, kind == READ_ONLY ? PROT_READ : PROT_READ | PROT_WRITE,
			kind == PRIVATE ? MAP_PRIVATE : MAP_SHARED, *fd, args[2].l);
	if (at != MAP_FAILED)
		args[0].l = (int64_t)(uintptr_t)at;
	else if (errno == ENOMEM)
		throw_out_of_memory(thread, "Map failed");
	else
		throw_io(thread);
}

NATIVE(channel_unmap)
{
	if (munmap(address(&args[0]), (size_t)args[2].l) < 0)
		throw_io(thread);
	else
		args[0].i = 0;
}

/* transferTo0(FileDescriptor from, long at, long count, FileDescriptor to) */
NATIVE(channel_transfer)
{
	const int from = number_of(&args[1]), to = number_of(&args[6]);
	off_t at = args[2].l;
	const size_t count = (size_t)args[4].l;
	ssize_t sent;
	SAFELY_ONCE(thread, sent, sendfile(to, from, &at, count));
	args[0].l = sent;
	if (sent >= 0)
		return;
	if (errno == EAGAIN)
		args[0].l = IO_UNAVAILABLE;
	else if (errno == EINTR)
		args[0].l = IO_INTERRUPTED;
	else if (errno == EINVAL || errno == ENOSYS)
		args[0].l = IO_UNSUPPORTED_CASE;
	else
		throw_io(thread);
}

NATIVE(channel_most_transfer)
{
	(void)thread;
	args[0].i = 0x7ffff000; /* sendfile(2) */
}

NATIVE(key_init)
{
	struct stat status;
	struct object *key = args[0].o;
	if (fstat(number_of(&args[1]), &status) < 0) {
		throw_io(thread);
		return;
	}
	FIELD(key, native_field_offset(object_class(key), "st_dev", "J"), int64_t) = (int64_t)status.st_dev;
	FIELD(key, native_field_offset(object_class(key), "st_ino", "J"), int64_t) = (int64_t)status.st_ino;
}

/* MappedMemoryUtils: (long address, long count …) */
NATIVE(mapped_is_loaded)
{
	const size_t pages = (size_t)args[4].l;
	unsigned char *resident = malloc(pages ? pages : 1);
	if (!resident || mincore(address(&args[0]), (size_t)args[2].l, resident) < 0) {
		throw_io(thread);
	} else {
		args[0].i = 1;
		for (size_t i = 0; i < pages; i++)
			args[0].i &= resident[i] & 1;
	}
	free(resident);
}

NATIVE(mapped_load)
{
	if (madvise(address(&args[0]), (size_t)args[2].l, MADV_WILLNEED) < 0)
		throw_io(thread);
}

NATIVE(mapped_unload)
{
	if (madvise(address(&args[0]), (size_t)args[2].l, MADV_DONTNEED) < 0)
		throw_io(thread);
}

/* force0(FileDescriptor, long address, long count) */
NATIVE(mapped_force)
{
	int result;
	SAFELY(thread, result, msync(address(&args[1]), (size_t)args[3].l, MS_SYNC));
	if (result < 0)
		throw_io(thread);
}

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

static const struct native_entry util_natives[] = {
	{ "randomBytes", NULL, util_random_bytes },
	{ "makePipe", NULL, util_pipe },
	{ "write1", NULL, util_write_byte },
	{ "drain", NULL, util_drain },
	{ "drain1", NULL, util_drain_byte },
	{ "configureBlocking", NULL, util_configure_blocking },
	{ "fdVal", NULL, util_number },
	{ "setfdVal", NULL, util_set_number },
	{ "fdLimit", NULL, util_descriptor_limit },
	{ "iovMax", NULL, util_iov_max },
};
static const struct native_entry thread_natives[] = {
	{ "init", NULL, thread_init },
	{ "supportPendingSignals0", NULL, native_no },
	{ "current", NULL, thread_current },
	{ "signal", NULL, thread_signal },
};
static const struct native_entry dispatch_natives[] = {
	{ "init", NULL, native_nothing },
	{ "read0", NULL, dispatch_read },
	{ "readv0", NULL, dispatch_readv },
	{ "pread0", NULL, dispatch_pread },
	{ "write0", NULL, dispatch_write },
	{ "writev0", NULL, dispatch_writev },
	{ "pwrite0", NULL, dispatch_pwrite },
	{ "seek0", NULL, dispatch_seek },
	{ "force0", NULL, dispatch_force },
	{ "truncate0", NULL, dispatch_truncate },
	{ "size0", NULL, dispatch_size },
	{ "lock0", NULL, dispatch_lock },
	{ "release0", NULL, dispatch_unlock },
	{ "close0", NULL, dispatch_close },
	{ "closeIntFD", NULL, dispatch_close_number },
	{ "preClose0", NULL, dispatch_pre_close },
	{ "dup0", NULL, dispatch_duplicate },
	{ "canTransferToFromOverlappedMap0", NULL, dispatch_can_transfer_overlapped },
	{ "setDirect0", NULL, dispatch_set_direct },
};
static const struct native_entry channel_natives[] = {
	{ "initIDs", NULL, channel_page_size },
	{ "map0", NULL, channel_map },
	{ "unmap0", NULL, channel_unmap },
	{ "transferTo0", NULL, channel_transfer },
	{ "maxDirectTransferSize0", NULL, channel_most_transfer },
};
static const struct native_entry key_natives[] = { { "init", NULL, key_init } };
static const struct native_entry mapped_natives[] = {
	{ "isLoaded0", NULL, mapped_is_loaded },
	{ "load0", NULL, mapped_load },
	{ "unload0", NULL, mapped_unload },
	{ "force0", NULL, mapped_force },
};

NATIVE_TABLE(sun_nio_ch);
const struct native_class native_sun_nio_ch[] = {
	{ "sun/nio/ch/IOUtil", util_natives, COUNT(util_natives) },
	{ "sun/nio/ch/NativeThread", thread_natives, COUNT(thread_natives) },
	{ "sun/nio/ch/FileDispatcherImpl", dispatch_natives, COUNT(dispatch_natives) },
	{ "sun/nio/ch/FileChannelImpl", channel_natives, COUNT(channel_natives) },
	{ "sun/nio/ch/FileKey", key_natives, COUNT(key_natives) },
	{ "java/nio/MappedMemoryUtils", mapped_natives, COUNT(mapped_natives) },
};
const size_t native_sun_nio_ch_count = COUNT(native_sun_nio_ch);
