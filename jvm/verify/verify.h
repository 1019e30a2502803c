/* SPDX-License-Identifier: Apache-2.0 */
/* verify.h: verification by type checking (JVMS 4.10.1). Pure, as classfile/ is: what it must know of other
 * classes it asks its caller, so the VM, the tests and the fuzz target share it. */
#ifndef JVM_VERIFY_VERIFY_H
#define JVM_VERIFY_VERIFY_H

#include "jvm/classfile/classfile.h"

enum verify_answer { VERIFY_NO, VERIFY_YES, VERIFY_UNKNOWN /* a class could not be loaded: give up */ };

/* Names are in internal form ("java/lang/String"), never of arrays. */
struct verify_world {
	void *context;
	/* Whether `to` is an interface, or `from` is `to` or a subclass of it. */
	enum verify_answer (*assignable)(void *context, struct classfile_span from, struct classfile_span to);
	/* Whether `class` is a proper superclass of the class being verified, whose member of this name and
	 * descriptor is found in it or above, protected, in another run-time package (4.10.1.8). */
	enum verify_answer (*protected_elsewhere)(void *context, struct classfile_span class,
						  struct classfile_span name,
						  struct classfile_span descriptor, bool is_method);
};

struct verify_error {
	bool unknown;       /* the world said VERIFY_UNKNOWN: there is no message */
	bool format;        /* ClassFormatError: the StackMapTable or the exception table is malformed */
	char message[1024]; /* as HotSpot's, the Reason and the Location included */
	/* Of a format error: the method, and whether HotSpot's message ends with " in method '…'". */
	const struct classfile_method *method;
	bool names_method;
};

/* Checks all methods. false: *error says why. Memory and time are bounded: what needs more is an error. */
bool verify_class_file(const struct classfile *file, const struct verify_world *world,
		       struct verify_error *error);

#endif
