/* SPDX-License-Identifier: Apache-2.0 */
/* Sends a word and waits to be stopped. By its argument: "well" says from its atexit functions that they run,
 * and what has become of its port meanwhile; "never" has one that does not return; "deaf" takes no interrupt;
 * "unused" has not used its port yet. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "talk.h"

static int send(void)
{
	struct talk_Word word = { .number = 1 };

	return Talker_words_send(&word, sd_after_ms(5000));
}

static void before_the_ports(void)
{
	puts("leaving");
}

static void after_the_ports(void)
{
	printf("left, and a word: %s\n", sd_status_text(send()));
}

static void never(void)
{
	for (;;)
		sleep(1000);
}

int main(int argc, char **argv)
{
	const char *how = argc > 1 ? argv[1] : "";

	/* Ports close where the first use of one comes in the order of registration. */
	atexit(after_the_ports);
	if (strcmp(how, "unused") != 0 && send())
		return 1;
	atexit(strcmp(how, "never") == 0 ? never : before_the_ports);
	printf("awake\n");
	fflush(stdout);
	if (strcmp(how, "deaf") == 0)
		__asm__ volatile("cli; 1: pause; jmp 1b");
	for (;;)
		sleep(1000);
}
