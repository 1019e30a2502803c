/* SPDX-License-Identifier: Apache-2.0 */
/* The system calls that musl makes: Linux's numbers, arguments and errors (man 2), served at ring 0.
 *
 * Each sys_ function returns what Linux would: a result, or a negated errno. They run with interrupts on, on
 * the calling thread's system call stack, and may block. Pointers are the service's own: a bad one faults,
 * and the fault ends the image with a crash report.
 */
#ifndef LIBC_SYSCALL_H
#define LIBC_SYSCALL_H

#include <stddef.h>
#include <stdint.h>

/* What syscall.S pushes, lowest address first. */
struct syscall_frame {
	uint64_t rdi, rsi, rdx, r10, r8, r9, rax;
	uint64_t rip, rflags, rsp;
};

/* Points the SYSCALL instruction at syscall.S. */
void syscall_init(void);

/* thread.c */
long sys_clone(const struct syscall_frame *frame);
long sys_exit(void);
long sys_tkill(int id, int signal);
long sys_exit_group(int status);
long sys_futex(const uint32_t *word, int operation, uint32_t value, uint64_t timeout, const uint32_t *other);
long sys_set_tid_address(int *address);
long sys_arch_prctl(int code, uint64_t address);
long sys_sched_setscheduler(int id, int policy, const int *priority);
long sys_sched_setparam(int id, const int *priority);
long sys_sched_getparam(int id, int *priority);
long sys_sched_getscheduler(int id);
long sys_sched_getaffinity(size_t bytes, unsigned long *mask);
long sys_sched_priority_limit(int policy, int highest);

/* memory.c */
struct sysinfo;
long sys_mmap(uint64_t hint, size_t bytes, int protection, int flags, int file, uint64_t offset);
long sys_munmap(uint64_t address, size_t bytes);
long sys_mprotect(uint64_t address, size_t bytes, int protection);
long sys_mremap(uint64_t address, size_t old_bytes, size_t new_bytes, int flags);
long sys_sysinfo(struct sysinfo *out);
long sys_madvise(uint64_t address, size_t bytes, int advice);

/* time.c */
struct timespec;
long sys_clock_gettime(int clock, struct timespec *out);
long sys_clock_getres(int clock, struct timespec *out);
long sys_nanosleep(int clock, int flags, const struct timespec *span, struct timespec *left);

/* file.c */
struct iovec;
struct stat;
struct sysinfo;
long sys_open(const char *path, int flags);
long sys_close(int descriptor);
long sys_read(int descriptor, void *out, size_t bytes);
long sys_readv(int descriptor, const struct iovec *parts, int count);
long sys_pread(int descriptor, void *out, size_t bytes, int64_t offset);
long sys_write(int descriptor, const void *data, size_t bytes);
long sys_writev(int descriptor, const struct iovec *parts, int count);
long sys_lseek(int descriptor, int64_t offset, int whence);
long sys_fstat(int descriptor, struct stat *out);
long sys_stat(const char *path, struct stat *out);
long sys_getcwd(char *out, size_t bytes);
long sys_getdents(int descriptor, void *out, size_t bytes);
long sys_ioctl(int descriptor, unsigned long request);
long sys_access(const char *path, int mode);

#endif
