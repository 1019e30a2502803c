/* SPDX-License-Identifier: Apache-2.0 */
/* The clock: the HPET, whose rate is written in it, so nothing is measured at boot. A machine without one
 * (QEMU's microvm) falls back on the time stamp counter, measured for a millisecond against the local APIC's
 * timer.
 *
 * IA-PC HPET specification 1.0a; MC146818 for the time of day.
 */
#include "kernel/arch/x86_64/cpu.h"
#include "kernel/memory/memory.h"
#include "kernel/platform/pc/pc.h"

#define HPET_ADDRESS_PLACE 44 /* in its ACPI table */
enum { HPET_CAPABILITIES = 0x00, HPET_CONFIGURATION = 0x10, HPET_COUNTER = 0xf0 };
#define HPET_ENABLE 1ul
#define FS_PER_NS   1000000ul /* the HPET gives its period in femtoseconds */

#define CALIBRATION_NS 1000000u

static volatile uint64_t *hpet; /* NULL: the time stamp counter is the clock */
static uint64_t tsc_start;
static uint64_t tick_ns; /* nanoseconds of a tick of either, times 2^32 */

static void calibrate_tsc(void)
{
	apic_timer_free_run();
	uint32_t count = apic_timer_count();
	tsc_start = cpu_tsc();
	while (count - apic_timer_count() < CALIBRATION_NS)
		cpu_relax();
	tick_ns = ((uint64_t)CALIBRATION_NS << 32) / (cpu_tsc() - tsc_start);
}

void clock_init(const struct hvm_start_info *info)
{
	const char *table = acpi_find(info, "HPET");
	uint64_t address;

	if (!table) {
		calibrate_tsc();
		return;
	}
	__builtin_memcpy(&address, table + HPET_ADDRESS_PLACE, sizeof(address));
	if (!memory_map_device(address, PAGE_BYTES, false)) {
		calibrate_tsc();
		return;
	}
	hpet = (volatile uint64_t *)address;
	tick_ns = (hpet[HPET_CAPABILITIES / 8] >> 32 << 32) / FS_PER_NS;
	hpet[HPET_CONFIGURATION / 8] |= HPET_ENABLE;
}

uint64_t clock_read(void)
{
	uint64_t ticks = hpet ? hpet[HPET_COUNTER / 8] : cpu_tsc() - tsc_start;

	return (uint64_t)((unsigned __int128)ticks * tick_ns >> 32);
}

static unsigned cmos(uint8_t index)
{
	port_write8(0x70, index);
	return port_read8(0x71);
}

#define CMOS_STATUS_A 0x0a
#define CMOS_UPDATING 0x80
#define CMOS_STATUS_B 0x0b
#define CMOS_BINARY   0x04

static unsigned cmos_number(uint8_t index, bool binary)
{
	unsigned value = cmos(index);

	return binary ? value : (value >> 4) * 10 + (value & 15);
}

/* Days from 1970-01-01 to a date of the Gregorian calendar. */
static uint64_t days_until(unsigned year, unsigned month, unsigned day)
{
	/* Years that begin in March have their leap day last. */
	unsigned y = month <= 2 ? year - 1 : year;
	unsigned m = month <= 2 ? month + 9 : month - 3;

	return y * 365ul + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 - 719468;
}

uint64_t clock_epoch_read(void)
{
	while (cmos(CMOS_STATUS_A) & CMOS_UPDATING)
		cpu_relax();
	bool binary = cmos(CMOS_STATUS_B) & CMOS_BINARY;
	uint64_t days =
		days_until(2000 + cmos_number(9, binary), cmos_number(8, binary), cmos_number(7, binary));
	uint64_t seconds = days * 86400 + cmos_number(4, binary) * 3600 + cmos_number(2, binary) * 60 +
			   cmos_number(0, binary);
	return seconds * 1000000000 - clock_read();
}
