/* SPDX-License-Identifier: Apache-2.0 */
/* java_util.c: java.util.TimeZone: the zone of the machine. */
#include "jvm/native/native.h"
#include "jvm/run/string.h"
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The name after zoneinfo/ in what /etc/localtime points to, or the line in /etc/timezone. */
static bool machine_zone(char *name, size_t bytes)
{
	char target[PATH_MAX];
	const ssize_t length = readlink("/etc/localtime", target, sizeof target - 1);
	if (length > 0) {
		target[length] = 0;
		const char *const found = strstr(target, "zoneinfo/");
		if (found) {
			snprintf(name, bytes, "%s", found + strlen("zoneinfo/"));
			return true;
		}
	}
	FILE *const file = fopen("/etc/timezone", "re");
	const bool read = file && fgets(name, (int)bytes, file);
	if (file)
		fclose(file);
	if (read)
		name[strcspn(name, " \t\n")] = 0;
	return read && *name;
}

/* getSystemTimeZoneID(String javaHome): TZ's value, else the machine's; null when neither says. */
static void system_zone(struct thread *thread, union slot *args)
{
	char name[PATH_MAX];
	const char *zone = getenv("TZ");
	if (zone && *zone == ':')
		zone++;
	if (!zone || !*zone)
		zone = machine_zone(name, sizeof name) ? name : NULL;
	else if (strncmp(zone, "/usr/share/zoneinfo/", 20) == 0)
		zone += 20;
	if (zone && strncmp(zone, "posix/", 6) == 0)
		zone += 6;
	args[0].o = zone ? string_from_utf8(thread, zone) : NULL;
}

/* "GMT+01:00" for the offset of now. */
static void system_offset(struct thread *thread, union slot *args)
{
	const time_t now = time(NULL);
	struct tm local;
	localtime_r(&now, &local);
	const long minutes = labs(local.tm_gmtoff) / 60;
	char name[32] = "GMT";
	if (local.tm_gmtoff)
		snprintf(name, sizeof name, "GMT%c%02ld:%02ld", local.tm_gmtoff < 0 ? '-' : '+', minutes / 60,
			 minutes % 60);
	args[0].o = string_from_utf8(thread, name);
}

static const struct native_entry zone_natives[] = {
	{ "getSystemTimeZoneID", NULL, system_zone },
	{ "getSystemGMTOffsetID", NULL, system_offset },
};
NATIVE_TABLE(java_util);
const struct native_class native_java_util[] = {
	{ "java/util/TimeZone", zone_natives, 2 },
};
const size_t native_java_util_count = 1;
