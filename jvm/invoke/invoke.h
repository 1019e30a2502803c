/* SPDX-License-Identifier: Apache-2.0 */
/* invoke.h: method handles, as the interpreter sees them. */
#ifndef JVM_INVOKE_INVOKE_H
#define JVM_INVOKE_INVOKE_H

#include "jvm/run/thread.h"
#include "jvm/link/class.h"

/* MethodHandle.invokeBasic and linkToVirtual, -Static, -Special, -Interface, -Native: they choose their
 * target at each call. */
bool method_handle_is_intrinsic(const struct method *method);

/* The method that such a call runs. *args: its arguments, `slots` of them. invokeBasic keeps them all (the
 * receiver is the method handle, as a LambdaForm wants it), or goes past a direct handle, whose method does
 * not want it; linkTo… drops the trailing MemberName. NULL: an exception is pending. */
struct method *method_handle_target(struct thread *thread, const struct method *intrinsic, union slot **args,
				    uint16_t slots);

#endif
