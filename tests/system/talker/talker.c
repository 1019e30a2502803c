/* SPDX-License-Identifier: Apache-2.0 */
/* Sends COUNT words. Then, by the second argument: "close" ends well, "crash" writes to page zero, "wait"
 * does nothing until somebody ends the machine. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "talk.h"

int main(int argc, char **argv)
{
	unsigned count = argc > 1 ? (unsigned)atoi(argv[1]) : 3;
	const char *then = argc > 2 ? argv[2] : "close";

	for (uint32_t number = 1; number <= count; number++) {
		struct talk_Word word = { .number = number };
		int status = Talker_words_send(&word, SD_FOREVER);

		if (status) {
			printf("word %u: %s\n", number, sd_status_text(status));
			return 1;
		}
	}
	printf("awake\n");
	fflush(stdout);
	if (strcmp(then, "crash") == 0)
		*(volatile int *)(uintptr_t)(argc * 4) = 1;
	while (strcmp(then, "wait") == 0)
		sleep(1000);
	return 0;
}
