/* SPDX-License-Identifier: Apache-2.0 */
#include "side.h"

#include <stdio.h>

#include "../properties.h"
#include "messages.h"

/* The sender begins the next property when the receiver has done with this one. */
static int meet(bool sender, struct sd_port *back)
{
	struct messages_Number number = { 0 };

	return sender ? sd_receive(back, &number, SD_FOREVER) : sd_send(back, &number, SD_FOREVER);
}

static const char *run(const struct property *property, bool sender, struct side *side)
{
	const char *wrong;

	if (!sender && side->there->capacity != property->capacity)
		return "the capacity of the property";
	wrong = (sender ? property->sender : property->receiver)(side);
	if (!wrong && meet(sender, side->back))
		wrong = "a word from the other side";
	if (!wrong)
		sd_close(side->there);
	return wrong;
}

int side_run(bool sender, struct sd_port *const *there, unsigned count, struct sd_port *word,
	     struct sd_port *back)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (count != property_count)
		return printf("%u ports for %u properties\n", count, property_count), 2;
	for (unsigned i = 0; i < count; i++) {
		struct side side = { there[i], word, back };
		const char *wrong;

		if (!there[i])
			continue;
		wrong = run(&properties[i], sender, &side);
		if (wrong)
			return printf("not ok %s: expected %s\n", properties[i].name, wrong), 1;
		printf("ok %s\n", properties[i].name);
	}
	return 0;
}
