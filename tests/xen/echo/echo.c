/* SPDX-License-Identifier: Apache-2.0 */
/* Answers each number with the next one, whoever sent it, until all senders have closed. */
#include <stdio.h>

#include "echo.h"

int main(void)
{
	struct echo_Number number;
	int status;

	while ((status = Echo_numbers_receive(&number, SD_FOREVER)) == SD_OK) {
		number.value++;
		status = Echo_answers_send(&number, SD_FOREVER);
		if (status) {
			printf("answer %lu: %s\n", (unsigned long)number.value, sd_status_text(status));
			return 3;
		}
	}
	printf("numbers: %s\n", sd_status_text(status));
	return status == SD_CLOSED ? 0 : 4;
}
