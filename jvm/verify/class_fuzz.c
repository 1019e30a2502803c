/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a class file: an error of the specification or a tree, which the verifier then judges. What it
 * asks of other classes is answered from a hash of their names, so that each input always has the same
 * answers. */
#include "jvm/verify/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint32_t hash(struct classfile_span text)
{
	uint32_t sum = 2166136261u;
	for (uint32_t i = 0; i < text.bytes; i++)
		sum = (sum ^ text.at[i]) * 16777619u;
	return sum;
}

static enum verify_answer answer(uint32_t number)
{
	return number % 16 == 0 ? VERIFY_UNKNOWN : number % 4 == 0 ? VERIFY_NO : VERIFY_YES;
}

static enum verify_answer assignable(void *context, struct classfile_span from, struct classfile_span to)
{
	(void)context;
	return answer(hash(from) * 31 + hash(to));
}

static enum verify_answer protected_elsewhere(void *context, struct classfile_span class,
					      struct classfile_span name, struct classfile_span descriptor,
					      bool is_method)
{
	(void)context;
	return answer(hash(class) + hash(name) + hash(descriptor) + is_method);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct verify_world world = { NULL, assignable, protected_elsewhere };
	struct classfile file;
	struct classfile_error error;
	struct verify_error verify_error;
	if (!classfile_parse(data, size, (struct classfile_span){ 0 }, &file, &error))
		return error.kind == CLASSFILE_OK ? __builtin_trap(), 0 : 0;
	if (!verify_class_file(&file, &world, &verify_error) && !verify_error.unknown &&
	    !verify_error.message[0])
		__builtin_trap();
	classfile_free(&file);
	return 0;
}
