/* SPDX-License-Identifier: Apache-2.0 */
/* source_image.c: the ports that the build linked in. An image always ends by exit, which closes them. */
#include "jvm/port/source.h"

const struct java_port *port_source(struct thread *thread, uint32_t *count)
{
	(void)thread;
	*count = java_ports_count;
	return java_ports;
}

void port_source_used(void)
{
}
