/* SPDX-License-Identifier: Apache-2.0 */
/* The element `value` of an annotation, out of a RuntimeVisibleAnnotations attribute (JVMS 4.7.16). Outside
 * input: whatever does not fit is as if it were not there.
 */
#ifndef HOST_JAVA_ANNOTATION_H
#define HOST_JAVA_ANNOTATION_H

#include <stdbool.h>

#include "jvm/classfile/classfile.h"

/* `type` is a descriptor, "Lstardust/Type;". */
bool annotation_text(const struct classfile *file, struct classfile_span annotations, const char *type,
		     struct classfile_span *value);
bool annotation_number(const struct classfile *file, struct classfile_span annotations, const char *type,
		       int64_t *value);

#endif
