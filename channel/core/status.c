/* SPDX-License-Identifier: Apache-2.0 */
#include <time.h>

#include <stardust/status.h>

#define NS_PER_S  UINT64_C(1000000000)
#define NS_PER_MS UINT64_C(1000000)

const char *sd_status_text(int status)
{
	static const char *const texts[] = {
		[SD_OK] = "done",
		[SD_CLOSED] = "the peer closed",
		[SD_TIMEOUT] = "the deadline passed",
		[SD_UNKNOWN] = "the deadline passed after the message left; it may have arrived",
		[SD_REFUSED] = "the peer's type differs, or the port is not wired",
		[SD_BROKEN] = "the peer vanished or broke the protocol",
		[SD_TOO_BIG] = "the value breaks a bound of its type",
		[SD_INVALID] = "the port is closed, or the call does not fit it",
		[SD_NO_MEMORY] = "no memory",
		[SD_CANCELLED] = "the call was cancelled",
	};

	if (status < 0 || (unsigned)status >= sizeof(texts) / sizeof(texts[0]))
		return "no such status";
	return texts[status];
}

sd_time sd_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

sd_time sd_after_ms(uint64_t milliseconds)
{
	uint64_t deadline;

	if (__builtin_mul_overflow(milliseconds, NS_PER_MS, &deadline) ||
	    __builtin_add_overflow(deadline, sd_clock(), &deadline) || deadline == SD_FOREVER)
		return SD_FOREVER - 1;
	return deadline;
}
