/* SPDX-License-Identifier: Apache-2.0 */
/* fault.h: reading a mapped file that somebody has truncated is an InternalError, not the end of the process.
 */
#ifndef JVM_RUN_FAULT_H
#define JVM_RUN_FAULT_H

#include "jvm/run/thread.h"

/* Before the first file is mapped: from then on a SIGBUS puts a page of zeroes where the file ended, and the
 * thread throws InternalError at its next safepoint. false: an exception is pending. */
bool fault_guard(struct thread *thread);

#endif
