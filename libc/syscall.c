/* SPDX-License-Identifier: Apache-2.0 */
/* From a system call's number to its function. What is not here answers ENOSYS, and says so under -v. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>

#include "kernel/arch/x86_64/cpu.h"
#include "kernel/panic/panic.h"
#include "kernel/sched/sched.h"
#include "libc/random.h"
#include "libc/syscall.h"

#define KERNEL_CODE    0x08ul /* SYSCALL loads CS from here; SS is the next */
#define FLAG_DIRECTION 0x400ul

extern const char syscall_entry[];
long syscall_dispatch(struct syscall_frame *frame);

void syscall_init(void)
{
	msr_write(MSR_STAR, KERNEL_CODE << 32);
	msr_write(MSR_LSTAR, (uintptr_t)syscall_entry);
	msr_write(MSR_FMASK, FLAGS_INTERRUPT | FLAG_DIRECTION);
}

static long sys_uname(struct utsname *out)
{
	memset(out, 0, sizeof(*out));
	strcpy(out->sysname, "Stardust");
	strcpy(out->nodename, "localhost");
	strcpy(out->release, "0.1.0");
	strcpy(out->machine, "x86_64");
	return 0;
}

static long call(struct syscall_frame *f)
{
	switch (f->rax) {
	case SYS_read:
		return sys_read((int)f->rdi, (void *)f->rsi, f->rdx);
	case SYS_write:
		return sys_write((int)f->rdi, (const void *)f->rsi, f->rdx);
	case SYS_readv:
		return sys_readv((int)f->rdi, (const void *)f->rsi, (int)f->rdx);
	case SYS_writev:
		return sys_writev((int)f->rdi, (const void *)f->rsi, (int)f->rdx);
	case SYS_pread64:
		return sys_pread((int)f->rdi, (void *)f->rsi, f->rdx, (int64_t)f->r10);
	case SYS_open:
		return sys_open((const char *)f->rdi, (int)f->rsi);
	case SYS_openat:
		return (int)f->rdi == AT_FDCWD || *(const char *)f->rsi == '/'
			       ? sys_open((const char *)f->rsi, (int)f->rdx)
			       : -ENOSYS;
	case SYS_close:
		return sys_close((int)f->rdi);
	case SYS_lseek:
		return sys_lseek((int)f->rdi, (int64_t)f->rsi, (int)f->rdx);
	case SYS_fstat:
		return sys_fstat((int)f->rdi, (struct stat *)f->rsi);
	case SYS_stat:
	case SYS_lstat:
		return sys_stat((const char *)f->rdi, (struct stat *)f->rsi);
	case SYS_newfstatat:
		if (f->r10 & AT_EMPTY_PATH && !*(const char *)f->rsi)
			return sys_fstat((int)f->rdi, (struct stat *)f->rdx);
		return sys_stat((const char *)f->rsi, (struct stat *)f->rdx);
	case SYS_readlink:
		return -EINVAL; /* there are no links */
	case SYS_getcwd:
		return sys_getcwd((char *)f->rdi, f->rsi);
	case SYS_access:
		return sys_access((const char *)f->rdi, (int)f->rsi);
	case SYS_getdents64:
		return sys_getdents((int)f->rdi, (void *)f->rsi, f->rdx);
	case SYS_ioctl:
		return sys_ioctl((int)f->rdi, f->rsi);
	case SYS_fcntl:
		return f->rsi == F_SETFD || f->rsi == F_GETFD ? 0 : -EINVAL;

	case SYS_mmap:
		return sys_mmap(f->rdi, f->rsi, (int)f->rdx, (int)f->r10, (int)f->r8, f->r9);
	case SYS_munmap:
		return sys_munmap(f->rdi, f->rsi);
	case SYS_mprotect:
		return sys_mprotect(f->rdi, f->rsi, (int)f->rdx);
	case SYS_mremap:
		return sys_mremap(f->rdi, f->rsi, f->rdx, (int)f->r10);
	case SYS_madvise:
		return sys_madvise(f->rdi, f->rsi, (int)f->rdx);
	case SYS_brk:
		return 0; /* the break never moves; musl's allocator turns to mmap */

	case SYS_clone:
		return sys_clone(f);
	case SYS_exit:
		return sys_exit();
	case SYS_exit_group:
		return sys_exit_group((int)f->rdi);
	case SYS_futex:
		return sys_futex((const uint32_t *)f->rdi, (int)f->rsi, (uint32_t)f->rdx, f->r10,
				 (const uint32_t *)f->r8);
	case SYS_set_tid_address:
		return sys_set_tid_address((int *)f->rdi);
	case SYS_arch_prctl:
		return sys_arch_prctl((int)f->rdi, f->rsi);
	case SYS_gettid:
		return thread_current()->id;
	case SYS_getpid:
		return 1;
	case SYS_getuid:
	case SYS_geteuid:
	case SYS_getgid:
	case SYS_getegid:
		return 0;
	case SYS_sched_getaffinity:
		return sys_sched_getaffinity(f->rsi, (unsigned long *)f->rdx);
	case SYS_sysinfo:
		return sys_sysinfo((struct sysinfo *)f->rdi);
	case SYS_sched_yield:
		sched_yield_now();
		return 0;
	case SYS_sched_setscheduler:
		return sys_sched_setscheduler((int)f->rdi, (int)f->rsi, (const int *)f->rdx);
	case SYS_sched_setparam:
		return sys_sched_setparam((int)f->rdi, (const int *)f->rsi);
	case SYS_sched_getparam:
		return sys_sched_getparam((int)f->rdi, (int *)f->rsi);
	case SYS_sched_getscheduler:
		return sys_sched_getscheduler((int)f->rdi);
	case SYS_sched_get_priority_max:
		return sys_sched_priority_limit((int)f->rdi, 1);
	case SYS_sched_get_priority_min:
		return sys_sched_priority_limit((int)f->rdi, 0);
	/* No handler is ever called (docs/limits.md); musl masks signals around its own work. */
	case SYS_rt_sigprocmask:
	case SYS_rt_sigaction:
	case SYS_sigaltstack:
		return 0;
	case SYS_tkill:
		return sys_tkill((int)f->rdi, (int)f->rsi);
	case SYS_membarrier:
		return 0; /* one CPU: every thread has seen what this one wrote */

	case SYS_clock_gettime:
		return sys_clock_gettime((int)f->rdi, (struct timespec *)f->rsi);
	case SYS_clock_getres:
		return sys_clock_getres((int)f->rdi, (struct timespec *)f->rsi);
	case SYS_nanosleep:
		return sys_nanosleep(0, 0, (const struct timespec *)f->rdi, (struct timespec *)f->rsi);
	case SYS_clock_nanosleep:
		return sys_nanosleep((int)f->rdi, (int)f->rsi, (const struct timespec *)f->rdx,
				     (struct timespec *)f->r10);
	case SYS_getrandom:
		random_bytes((void *)f->rdi, f->rsi);
		return (long)f->rsi;
	case SYS_uname:
		return sys_uname((struct utsname *)f->rdi);
	default:
		if (verbose)
			log_line("libc: no system call %lu", f->rax);
		return -ENOSYS;
	}
}

long syscall_dispatch(struct syscall_frame *frame)
{
	interrupts_on();
	return call(frame);
}
