/* SPDX-License-Identifier: Apache-2.0 */
/* The first serial port, a 16550, polled: it works from the first instruction and in a panic. Its one
 * interrupt is for a break, by which the host asks the image to stop.
 */
#include "abi/boot_abi.h"
#include "kernel/arch/x86_64/cpu.h"
#include "kernel/arch/x86_64/interrupt.h"
#include "kernel/platform/pc/pc.h"
#include "kernel/platform/platform.h"
#include "kernel/sched/stop.h"

#define COM1 0x3f8
enum { DATA = COM1, INTERRUPTS, FIFO, LINE, MODEM, STATUS };
#define COM1_INPUT 4 /* of the I/O APIC */

#define INTERRUPTS_STATUS  0x04 /* when STATUS tells of an error or a break */
#define LINE_8N1           0x03
#define FIFO_ON            0x07
#define MODEM_DTR_RTS_OUT2 0x0b /* OUT2 lets interrupts out */
#define STATUS_RECEIVED    0x01
#define STATUS_BREAK       0x10
#define STATUS_EMPTY       0x20

static volatile bool break_came;

/* To read it is to clear the break in it: whoever does must keep it. */
static uint8_t status(void)
{
	uint8_t value = port_read8(STATUS);

	if (value & STATUS_BREAK)
		break_came = true;
	return value;
}

void serial_init(void)
{
	status(); /* to reset the FIFO clears a break that came before */
	port_write8(LINE, LINE_8N1);
	port_write8(FIFO, FIFO_ON);
	port_write8(MODEM, MODEM_DTR_RTS_OUT2);
}

static void status_handler(void *unused)
{
	apic_end_of_interrupt();
	status();
	if (!break_came)
		return;
	if (!stop_is_served())
		platform->shutdown(BOOT_EXIT_STOPPED);
	stop_request();
}

void serial_listen(void)
{
	ioapic_route(COM1_INPUT, interrupt_allocate(status_handler, NULL));
	port_write8(INTERRUPTS, INTERRUPTS_STATUS);
	if (break_came)
		platform->shutdown(BOOT_EXIT_STOPPED);
}

static void put(char c)
{
	while (!(status() & STATUS_EMPTY))
		cpu_relax();
	port_write8(DATA, (uint8_t)c);
}

void serial_write(const char *data, size_t bytes)
{
	for (; bytes; bytes--, data++) {
		if (*data == '\n')
			put('\r');
		put(*data);
	}
}

size_t serial_read(char *data, size_t bytes)
{
	size_t taken = 0;

	while (taken < bytes && (status() & STATUS_RECEIVED))
		data[taken++] = (char)port_read8(DATA);
	return taken;
}
