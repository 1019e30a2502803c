/* SPDX-License-Identifier: Apache-2.0 */
#include "jvm/run/frame.h"
#include "jvm/run/code.h"

struct frame *frame_first(const struct thread *thread)
{
	struct frame *frame = thread->frame;
	while (frame && !frame->method)
		frame = frame->caller;
	return frame;
}

struct frame *frame_next(const struct frame *frame)
{
	struct frame *next = frame->caller;
	while (next && !next->method)
		next = next->caller;
	return next;
}

int frame_bci(const struct frame *frame)
{
	const struct method *method = frame->method;
	if (!method->code || !method->code->bci) /* a native or abstract method */
		return -1;
	return method->code->bci[frame->pc - method->code->instructions];
}

static int packed_line(const struct method *method, int bci)
{
	const struct class *const owner = method->owner;
	unsigned number = 0; /* among the methods with code */
	for (uint16_t i = 0; i < method->slot; i++)
		number += owner->methods[i].bytecode != NULL;
	const struct classfile_span table = { owner->line_table.at, owner->line_table.bytes };
	return line_table_find(table, number, (uint32_t)bci);
}

const char *class_source(const struct class *class, char buffer[SOURCE_BYTES])
{
	const struct classfile_span name = { (const uint8_t *)class->name->text, class->name->length };
	if (class->source_file)
		return class->source_file->text;
	return class->line_table.at && line_table_source(name, buffer) ? buffer : NULL;
}

int method_line(const struct method *method, int bci)
{
	if (method->access & ACC_NATIVE)
		return -2;
	if (bci >= 0 && method->owner->line_table.at)
		return packed_line(method, bci);
	/* The last entry that begins at or before bci. */
	int low = 0, high = method->lines_count - 1, found = -1;
	while (low <= high) {
		const int middle = (low + high) / 2;
		if (method->lines[middle].bci <= bci) {
			found = middle;
			low = middle + 1;
		} else {
			high = middle - 1;
		}
	}
	return found < 0 ? -1 : method->lines[found].line;
}
