/* SPDX-License-Identifier: Apache-2.0 */
/* null_message.h: the helpful message of a NullPointerException (JEP 358): which action failed, and what was
 * null. */
#ifndef JVM_RUN_NULL_MESSAGE_H
#define JVM_RUN_NULL_MESSAGE_H

#include "jvm/link/class.h"

/* The message for a null found by the instruction at `bci`, in modified UTF-8 that the caller frees; NULL
 * when the instruction finds none, as when the exception was made by `new`, or there is no memory. */
char *null_message(const struct method *method, uint32_t bci);

#endif
