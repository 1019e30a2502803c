/* SPDX-License-Identifier: Apache-2.0 */
/* The element `value` of an annotation, and the types that annotations name, out of a
 * RuntimeVisibleAnnotations attribute (JVMS 4.7.16). Outside input: whatever does not fit is as if it were
 * not there.
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

/* Visits the descriptor of each annotation's type, of each enum that a value is of and of each class that is
 * a value, those of annotations in values too. */
typedef void annotation_visit(void *context, struct classfile_span descriptor);
void annotation_types(const struct classfile *file, struct classfile_span annotations,
		      annotation_visit *visit, void *context);
/* The same of those annotations only whose type's descriptor `wanted` says yes to. */
typedef bool annotation_wanted(void *context, struct classfile_span descriptor);
void annotation_types_if(const struct classfile *file, struct classfile_span annotations,
			 annotation_wanted *wanted, annotation_visit *visit, void *context);
/* The same of a RuntimeVisibleParameterAnnotations attribute (JVMS 4.7.18); wanted NULL: all. */
void annotation_types_of_parameters(const struct classfile *file, struct classfile_span annotations,
				    annotation_wanted *wanted, annotation_visit *visit, void *context);
/* The same of an AnnotationDefault attribute (JVMS 4.7.22). */
void annotation_types_of_default(const struct classfile *file, struct classfile_span value,
				 annotation_visit *visit, void *context);

#endif
