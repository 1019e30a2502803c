/* SPDX-License-Identifier: Apache-2.0 */
/* The first serial port, a 16550, polled: it works from the first instruction and in a panic. */
#include "kernel/arch/x86_64/cpu.h"
#include "kernel/platform/pc/pc.h"

#define COM1 0x3f8
enum { DATA = COM1, FIFO = COM1 + 2, LINE = COM1 + 3, MODEM = COM1 + 4, STATUS = COM1 + 5 };

#define LINE_8N1        0x03
#define FIFO_ON         0x07
#define MODEM_DTR_RTS   0x03
#define STATUS_RECEIVED 0x01
#define STATUS_EMPTY    0x20

void serial_init(void)
{
	port_write8(LINE, LINE_8N1);
	port_write8(FIFO, FIFO_ON);
	port_write8(MODEM, MODEM_DTR_RTS);
}

static void put(char c)
{
	while (!(port_read8(STATUS) & STATUS_EMPTY))
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

	while (taken < bytes && (port_read8(STATUS) & STATUS_RECEIVED))
		data[taken++] = (char)port_read8(DATA);
	return taken;
}
