/* SPDX-License-Identifier: Apache-2.0 */
/* jdk_management.c: com.sun.management.OperatingSystemMXBean: memory, processors and descriptors of the
 * system. The load of processors is not measured: -1. */
#include "jvm/native/native.h"
#include <dirent.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define NATIVE(name) static void name(struct thread *thread, union slot *args)

#define MEMORY(name, field)                                                                                  \
	NATIVE(name)                                                                                         \
	{                                                                                                    \
		struct sysinfo system;                                                                       \
		(void)thread;                                                                                \
		args[0].l = sysinfo(&system) == 0 ? (int64_t)system.field * system.mem_unit : -1;            \
	}
MEMORY(total_memory, totalram)
MEMORY(free_memory, freeram)
MEMORY(total_swap, totalswap)
MEMORY(free_swap, freeswap)

/* Pages of the address space, the first number of statm (proc(5)). */
NATIVE(address_space)
{
	long long pages = -1;
	(void)thread;
	FILE *const file = fopen("/proc/self/statm", "re");
	if (file && fscanf(file, "%lld", &pages) != 1)
		pages = -1;
	if (file)
		fclose(file);
	args[0].l = pages < 0 ? -1 : pages * sysconf(_SC_PAGESIZE);
}

NATIVE(most_descriptors)
{
	struct rlimit limit;
	(void)thread;
	args[0].l = getrlimit(RLIMIT_NOFILE, &limit) == 0 ? (int64_t)limit.rlim_cur : -1;
}

NATIVE(open_descriptors)
{
	int64_t count = -3; /* ".", ".." and the folder's own */
	(void)thread;
	DIR *const folder = opendir("/proc/self/fd");
	while (folder && readdir(folder))
		count++;
	if (folder)
		closedir(folder);
	args[0].l = folder ? count : -1;
}

NATIVE(process_time)
{
	struct timespec used;
	(void)thread;
	args[0].l = clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) == 0
			    ? (int64_t)used.tv_sec * 1000000000 + used.tv_nsec
			    : -1;
}

NATIVE(no_load)
{
	(void)thread;
	args[0].d = -1;
}

static const struct native_entry natives[] = {
	{ "initialize0", NULL, native_nothing },
	{ "getCommittedVirtualMemorySize0", NULL, address_space },
	{ "getFreeMemorySize0", NULL, free_memory },
	{ "getTotalMemorySize0", NULL, total_memory },
	{ "getFreeSwapSpaceSize0", NULL, free_swap },
	{ "getTotalSwapSpaceSize0", NULL, total_swap },
	{ "getMaxFileDescriptorCount0", NULL, most_descriptors },
	{ "getOpenFileDescriptorCount0", NULL, open_descriptors },
	{ "getProcessCpuTime0", NULL, process_time },
	{ "getProcessCpuLoad0", NULL, no_load },
	{ "getCpuLoad0", NULL, no_load },
	{ "getSingleCpuLoad0", NULL, no_load },
};

NATIVE_TABLE(jdk_management);
const struct native_class native_jdk_management[] = {
	{ "com/sun/management/internal/OperatingSystemImpl", natives, sizeof natives / sizeof natives[0] },
};
const size_t native_jdk_management_count = 1;
