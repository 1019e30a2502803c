/* SPDX-License-Identifier: Apache-2.0 */
/* Counts words until they end, and says how they ended. */
#include <stdio.h>

#include "talk.h"

int main(void)
{
	struct talk_Word word;
	uint32_t count = 0;
	int status;

	while ((status = Listener_words_receive(&word, SD_FOREVER)) == SD_OK)
		if (word.number != ++count)
			printf("word %u came as number %u\n", word.number, count);
	printf("%u words, then: %s\n", count, sd_status_text(status));
	return status == SD_CLOSED ? 0 : 4;
}
