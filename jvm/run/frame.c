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
	if (method->access & (ACC_NATIVE | ACC_ABSTRACT) || !method->code)
		return -1;
	return method->code->bci[frame->pc - method->code->instructions];
}

int method_line(const struct method *method, int bci)
{
	if (method->access & ACC_NATIVE)
		return -2;
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
